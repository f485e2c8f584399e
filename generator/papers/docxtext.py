"""A DOCX that came back, ours or any other: its text in the order of reading, and its content controls by tag."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import UnreadableError
from generator.word.package import WORD, OtherKindError, Package, open_package
from generator.word.wordtext import drop_unread, text_of, write_labels

_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
#: What stands in a document for another file, whose text Word shows as its own.
_INSERTED = (WORD + "altChunk", WORD + "subDoc")


def read_word(docx: bytes) -> str:
    """Return the text of a DOCX: headers, body with its tables and text boxes, notes, footers.

    Numbers and bullets of lists stand before their paragraphs, as they are printed.
    What is struck through or hidden is left out, as what was deleted: nobody decided it, or nobody saw it.
    Raises UnreadableError when it is no DOCX, damaged, protected or too large, or when a part of it is another file.
    """
    try:
        package = open_package(docx, only_read=True)
    except OtherKindError as error:
        remedy = "demandez l’acte à la mairie au format DOCX ou PDF"
        raise UnreadableError(error.message, remedy) from error
    if next(package.document.iter(*_INSERTED), None) is not None:
        message = "une partie de son texte est celle d’un autre fichier, inséré dans celui-ci"
        raise UnreadableError(message, "ouvrez-le dans Word et enregistrez-le en PDF")
    drop_unread(package)
    write_labels(package)
    return "\n".join(_texts(package))


def read_comments(docx: bytes) -> tuple[str, ...]:
    """Return the comments in the margin of a DOCX, which are no text of it; raises UnreadableError as ``read_word``."""
    found = open_package(docx, only_read=True).related("comments")
    texts = (" ".join(text_of(one).split()) for one in found[1].iter(WORD + "comment")) if found else ()
    return tuple(filter(None, texts))


def _texts(package: Package) -> Iterator[str]:
    yield from _margins(package, "headerReference")
    yield text_of(package.document)
    for kind, single in _NOTES.items():
        found = package.related(kind)
        for note in found[1].iter(WORD + single) if found else ():
            if note.get(WORD + "type", "normal") == "normal":
                yield text_of(note)
    yield from _margins(package, "footerReference")


def _margins(package: Package, kind: str) -> Iterator[str]:
    """Yield the headers, or the footers, each once, in the order of the sections."""
    names = dict.fromkeys(package.reference(reference) for reference in package.document.iter(WORD + kind))
    yield from (text_of(package.parts[name]) for name in names if name)
