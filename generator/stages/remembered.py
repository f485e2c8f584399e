"""What a build verified and found sound, remembered by the hash of the files, so that none is verified twice.

Only builds read it: ``conventions verify`` trusts nothing but the files. It is of no use to another version of the
program or of the validator, and may be thrown away.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from generator.dossiers.fingerprints import program_sha256, sha256
from generator.dossiers.manifest import Manifest
from generator.dossiers.records import DocumentRecord, FileRecord
from generator.project import MADE, Project
from generator.stages.memory import recall, remember

_encode = json.JSONEncoder(separators=(",", ":")).encode


class VerifiedPage(NamedTuple):
    """A page of a sound file: the digest of what it shows, and the lines of it that could be a stamp.

    ``marks`` are how many marked contents it has, from 0 on; -1 when that is not known.
    """

    digest: str
    stamps: str
    marks: int


@dataclass(frozen=True, slots=True)
class SoundFile:
    """What is remembered of a sound file: its pages, and the digest of its tags; a DOCX has neither.

    Both are one text in JSON, of signs of ASCII: there are thousands, and objects take three times as much.
    """

    text: str = '["",[]]'

    @classmethod
    def of(cls, pages: Iterable[VerifiedPage], tags: str) -> SoundFile:
        """Remember the pages and the tags of a file."""
        return cls(_encode((tags, tuple(pages)))) if tags or pages else cls()

    @property
    def told(self) -> tuple[str, list[tuple[str, str, int]]]:
        """The digest of its tags, and its pages."""
        tags, pages = json.loads(self.text)
        return tags, pages

    @property
    def pages(self) -> tuple[VerifiedPage, ...]:
        """Its pages."""
        return tuple(VerifiedPage(*page) for page in self.told[1])


@dataclass(slots=True)
class Remembered:
    """Sound files by the name of what was verified: the hashes of a file and of what it was held against."""

    path: Path
    sound: dict[str, SoundFile] = field(default_factory=dict)

    @classmethod
    def of(cls, project: Project) -> Remembered:
        """Read what the builds of a campaign remember; nothing when it is damaged or of another version."""
        path = project.root / MADE / f"verifies-{project.campaign.name}.json"
        return cls(path, recall(path, _verifier(), _read) or {})

    def keep(self, names: Iterable[str]) -> None:
        """Write down what is remembered of ``names``, and forget the rest; what cannot be written is verified again."""
        known = ((name, self.sound[name].told) for name in names if name in self.sound)
        remember(self.path, _verifier(), known)


def key(record: DocumentRecord, file: FileRecord) -> str:
    """Return a digest of what the verification of a file depends on: its bytes, its DOCX, its number, its place."""
    held_against = record.files[: record.files.index(file) + 1]
    told = " ".join([*(one.sha256 for one in held_against), record.number, record.place])
    return sha256(told.encode())[:32]


def unverified(manifest: Manifest, paths: Collection[str], remembered: Remembered) -> set[str]:
    """Return those of the paths that no build found sound: faulty last time, or made without being verified."""
    files = ((record, file) for record in manifest.records for file in record.files if file.path in paths)
    return {file.path for record, file in files if key(record, file) not in remembered.sound}


def _read(sound: dict[str, tuple[str, list[tuple[str, str, int]]]]) -> dict[str, SoundFile]:
    return {
        name: SoundFile.of(
            [VerifiedPage(str(digest), str(stamps), int(marks)) for digest, stamps, marks in pages], tags
        )
        for name, (tags, pages) in sound.items()
    }


def _verifier() -> list[str]:
    """Return what a result depends on besides the file: this program and the validator."""
    return [program_sha256(), version("page-validation")]
