"""What the printing needs to know of a DOCX: that it is whole, its title, and its words."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from lxml import etree

from generator.errors import EngineError
from generator.word.packaging import parsed

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_BODY = "word/document.xml"
_PROPERTIES = "docProps/core.xml"
_DEFAULT_LANGUAGE = "fr-FR"


@dataclass(frozen=True, slots=True)
class WordFile:
    """A DOCX that was opened and found whole; ``name`` is what messages call it.

    ``title``, ``author`` and ``language`` (BCP 47) are its core properties; ``words`` its visible words, each once.
    """

    name: str
    title: str
    author: str
    language: str
    words: frozenset[str]


def read_word_file(name: str, docx: bytes) -> WordFile:
    """Open a DOCX, verify every part's checksum and read its properties and words; without a title it has its name.

    Raises EngineError with the reason: LibreOffice prints a damaged file as a blank page or as its bytes,
    and says nothing.
    """
    try:
        if not docx:
            raise EngineError(f"{name} est vide (0 octet). Générez-le de nouveau.")
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            damaged = archive.testzip()
            if damaged is not None:
                raise EngineError(f"{name} est abîmé (partie {damaged}). Générez-le de nouveau.")
            body = parsed(archive.read(_BODY))
            properties = parsed(archive.read(_PROPERTIES)) if _PROPERTIES in archive.namelist() else None
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, etree.XMLSyntaxError) as error:
        raise EngineError(
            f"{name} n’est pas un document Word lisible. Ouvrez-le dans Word ou LibreOffice, ou générez-le de nouveau."
        ) from error
    return WordFile(
        name=name,
        title=_property(properties, "title") or PurePath(name).stem,
        author=_property(properties, "creator"),
        language=_property(properties, "language") or _DEFAULT_LANGUAGE,
        words=_visible_words(body),
    )


def _property(properties: etree._Element | None, name: str) -> str:
    found = None if properties is None else properties.find(f"{_DUBLIN}{name}")
    return "" if found is None or found.text is None else found.text.strip()


def _visible_words(body: etree._Element) -> frozenset[str]:
    """Words of the body; hidden runs are left out, and a word split between runs is one word."""
    words: set[str] = set()
    for paragraph in body.iter(f"{_WORD}p"):
        texts = [
            text.text or "" for text in paragraph.iter(f"{_WORD}t") if text.find(f"../{_WORD}rPr/{_WORD}vanish") is None
        ]
        words.update(re.findall(r"\w+", "".join(texts)))
    return frozenset(words)
