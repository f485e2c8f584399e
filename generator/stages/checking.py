"""The verification of one file, in whichever process: one that does nothing else loads half of what a build does."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from docx import Document
from docx.opc.exceptions import OpcError

from generator.errors import EngineError
from generator.pdf.composition import Found, verify_alone, verify_composition
from generator.pdf.conformity import Failure, leftovers
from generator.pdf.opening import page_count
from generator.word.package import WORD
from generator.word.wordtext import SIGNS

#: A line of a page that could be a stamp.
_STAMP = re.compile(r".* — .*\d/\d.*")
_DASH = " — "


@dataclass(frozen=True, slots=True)
class Checked:
    """One file to verify, by its ``name`` in a ``folder``: an annexe is as it came.

    What does not ``claim`` a standard is held to none. Of one with ``contents`` all that its pages say is told.
    ``known`` are the digests of what it may hold, None to verify it from itself. With them is how many marked contents
    a page has, -1 where that is not known, and for tags.
    """

    folder: Path
    name: str
    annexe: bool = False
    claims: bool = True
    contents: bool = False
    known: Mapping[str, int] | None = field(default=None, compare=False)

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.folder / self.name


def verify(checked: Checked) -> Found:
    """Verify one file.

    Of texts there are the lines that could be stamps, or all where the contents are looked into: what thousands of
    pages say would not be held in memory.
    """
    path = checked.path
    if path.suffix == ".docx":
        return Found(tuple(_docx(path)))
    if checked.annexe:
        return Found(tuple(_annexe(path)))
    if checked.known is None:
        composed = verify_alone(path, claims=checked.claims)
    else:
        composed = verify_composition(path, checked.known)
    return composed if checked.contents else replace(composed, texts=tuple(map(stamp_lines, composed.texts)))


def stamp_lines(text: str) -> str:
    """Return the lines of a page that could be a stamp: few have its dash, and those alone are read for the rest."""
    return "\n".join(line for line in text.split("\n") if _DASH in line and _STAMP.fullmatch(line))


def lost(checked: Checked) -> Found:
    """Return what is found of a file over which its process died twice."""
    return Found((Failure("file", "crash", f"le contrôle s’est arrêté deux fois sur {checked.path.name}"),))


def _annexe(path: Path) -> Iterator[Failure]:
    """Check a PDF that was joined as it came: the pack that holds it is what claims something."""
    try:
        page_count(path)
    except EngineError as error:
        yield Failure("file", "unreadable", str(error))


def _docx(path: Path) -> Iterator[Failure]:
    try:
        document = Document(str(path))
    except (OpcError, KeyError, ValueError, zipfile.BadZipFile) as error:
        yield Failure("file", "unreadable", f"ce n’est pas un document Word lisible ({error})")
        return
    for part in document.part.package.iter_parts():
        if hasattr(part, "element"):
            for paragraph in part.element.iter(WORD + "p"):
                pieces = paragraph.iter(WORD + "t", *SIGNS)
                yield from leftovers("".join(SIGNS.get(piece.tag) or piece.text or "" for piece in pieces))
