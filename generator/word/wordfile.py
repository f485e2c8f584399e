"""What the printing needs to know of a DOCX: that it is whole, its title, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from generator.errors import EngineError, UnreadableError
from generator.word.package import open_package
from generator.word.properties import property_of
from generator.word.shown import Shown, read_shown

_DEFAULT_LANGUAGE = "fr-FR"


@dataclass(frozen=True, slots=True)
class WordFile:
    """A DOCX that was opened and found whole; ``name`` is what messages call it.

    ``title``, ``author`` and ``language`` (BCP 47) are its core properties; ``shown`` is what it shows.
    """

    name: str
    title: str
    author: str
    language: str
    shown: Shown


def read_word_file(name: str, docx: bytes, *, deleted: bool = False) -> WordFile:
    """Open a DOCX, verify every part's checksum and read its properties and texts; without a title it has its name.

    What was deleted with tracked changes is shown when it is ``deleted`` visibly. Raises EngineError with the reason:
    LibreOffice prints a damaged file as a blank page or as its bytes, and says nothing.
    """
    try:
        package = open_package(docx)
    except UnreadableError as error:
        raise EngineError(
            f"{name} n’est pas un document Word lisible ({error.message})",
            "Ouvrez-le dans Word ou LibreOffice, ou générez-le de nouveau.",
        ) from error
    return WordFile(
        name=name,
        title=property_of(package, "title") or PurePath(name).stem,
        author=property_of(package, "creator"),
        language=property_of(package, "language") or _DEFAULT_LANGUAGE,
        shown=read_shown(package, deleted=deleted),
    )
