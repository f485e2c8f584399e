"""manifest.json: what the output holds, what it was made from, and why something is made again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import generator
from generator.dossiers.plan import program_sha256, sha256, snapshot
from generator.inputs.sources import Sources
from generator.law.acts import Act

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file: ``path`` relative to the manifest, ``pages`` None for what has no pages."""

    path: str
    sha256: str
    bytes: int
    pages: int | None

    @classmethod
    def of(cls, folder: Path, path: str, pages: int | None = None) -> FileRecord:
        """Record a file as it is on disk."""
        data = (folder / path).read_bytes()
        return cls(path, sha256(data), len(data), pages)

    def intact(self, folder: Path) -> bool:
        """Tell whether the file is on disk as it was recorded."""
        try:
            return (folder / self.path).stat().st_size == self.bytes and (
                sha256((folder / self.path).read_bytes()) == self.sha256
            )
        except OSError:
            return False


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One document of the output; ``engine_sha256`` stands for what turned its source into its PDF.

    ``rank`` is 0 for what goes with the convention, k for what goes with its avenant n° k.
    """

    insee: str
    commune: str
    kind: str
    number: str
    inputs_sha256: str
    engine_sha256: str
    files: tuple[FileRecord, ...]
    rank: int = 0

    @classmethod
    def of(cls, item: Mapping[str, Any]) -> DocumentRecord:
        """Read a record back from JSON."""
        return cls(**{**item, "files": tuple(FileRecord(**file) for file in item["files"])})

    def intact(self, folder: Path) -> bool:
        """Tell whether all its files are on disk as recorded."""
        return all(file.intact(folder) for file in self.files)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a build read, value by value, to say later what changed."""

    program: str = ""
    campaign: Mapping[str, str] = field(default_factory=dict)
    templates: Mapping[str, str] = field(default_factory=dict)
    communes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    acts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    avenants: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, sources: Sources, acts: Mapping[str, Act], avenants: Mapping[str, Mapping[str, Any]]) -> Inputs:
        """Note the inputs of a build: deliberations recorded by INSEE code, contents of avenants by number."""
        templates = {kind: sha256(template) for kind, template in sources.templates.items()}
        return cls(
            program_sha256(),
            snapshot(sources.campaign),
            templates | {"logo": sha256(sources.logo or b"")},
            {commune.insee: dict(commune.row) for commune in sources.participants},
            {insee: snapshot(act) for insee, act in acts.items()},
            {number: snapshot(content) for number, content in avenants.items()},
        )

    def only(self, insee: str, number: str) -> Inputs:
        """Return what one dossier was made from."""
        return replace(
            self,
            communes={insee: self.communes[insee]},
            acts={insee: self.acts[insee]} if insee in self.acts else {},
            avenants={number: self.avenants[number]} if number in self.avenants else {},
        )

    def updated(self, new: Inputs, communes: Iterable[str], *, whole: bool) -> Inputs:
        """Return what is known after a build of some communes: all of ``new``, or only their rows."""
        if whole:
            return new
        selected = set(communes)
        rows = {insee: row for insee, row in new.communes.items() if insee in selected}
        acts = {insee: act for insee, act in new.acts.items() if insee in selected}
        common = self if self.program else new
        return replace(
            common,
            communes={**self.communes, **rows},
            acts={**self.acts, **acts},
            avenants={**self.avenants, **new.avenants},
        )


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole content of the campaign's output folder; ``others`` are the avenants' recueil and reports."""

    campaign: str
    engine_name: str
    engine_version: str
    documents: tuple[DocumentRecord, ...] = ()
    recueil: DocumentRecord | None = None
    originals: DocumentRecord | None = None
    others: tuple[DocumentRecord, ...] = ()
    inputs: Inputs = field(default_factory=Inputs)

    @property
    def records(self) -> tuple[DocumentRecord, ...]:
        """Everything recorded: documents and packs, the recueil, the originals, what goes with the avenants."""
        return (*self.documents, *(record for record in (self.recueil, self.originals) if record), *self.others)

    def document(self, number: str, kind: str) -> DocumentRecord | None:
        """Return the record of a dossier's document; ``number`` is empty for the recueil and the originals."""
        return next((record for record in self.records if (record.number, record.kind) == (number, kind)), None)

    def files(self) -> set[str]:
        """Return the paths of all files recorded."""
        return {file.path for record in self.records for file in record.files}

    def as_json(self) -> dict[str, Any]:
        """Return the manifest as its schema lays it out."""
        return {
            "schema": SCHEMA,
            "campaign": self.campaign,
            "generator": generator.__version__,
            "engine": {"name": self.engine_name, "version": self.engine_version},
            "documents": [asdict(record) for record in self.documents],
            "packs": [
                {"insee": record.insee, "number": record.number, "path": file.path}
                for record in self.documents
                if record.kind == "pack"
                for file in record.files
            ],
            "recueil": asdict(self.recueil) if self.recueil else None,
            "originals": asdict(self.originals) if self.originals else None,
            "others": [asdict(record) for record in self.others],
            "inputs": asdict(self.inputs),
        }

    @classmethod
    def read(cls, path: Path) -> Manifest | None:
        """Read a manifest; None when there is none, or it is damaged or of another schema: all is then made again."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["schema"] != SCHEMA:
                return None
            return cls(
                data["campaign"],
                data["engine"]["name"],
                data["engine"]["version"],
                tuple(DocumentRecord.of(item) for item in data["documents"]),
                DocumentRecord.of(data["recueil"]) if data["recueil"] else None,
                DocumentRecord.of(data["originals"]) if data["originals"] else None,
                tuple(DocumentRecord.of(item) for item in data.get("others", ())),
                Inputs(**data["inputs"]),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, path: Path) -> None:
        """Write the manifest, whole or not at all."""
        text = json.dumps(self.as_json(), ensure_ascii=False, indent=1)
        temporary = path.with_name(path.name + ".tmp")
        temporary.write_text(text + "\n", encoding="utf-8")
        os.replace(temporary, path)
