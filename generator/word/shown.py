"""What a DOCX shows once it is printed: its paragraphs, and what its program computes before and around them."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from generator.word.fields import read_fields
from generator.word.numbering import Lists
from generator.word.package import FALLBACK, WORD, Package
from generator.word.paragraphs import excerpt
from generator.word.parts import MARGINS, calls_of, notes_of
from generator.word.styles import Styles, is_on, value
from generator.word.wordtext import text_element, text_of

#: What nothing printed may show: tags of templates, placeholders of the old form, what a program prints for nothing.
LEFTOVER = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|XXXX|\b(?:None|nan|NaN|undefined)\b")
#: Words that stand twice in a row; « nous nous », « vous vous » are French, « XX XX » is a mark of its own.
_DOUBLED = re.compile(
    r"(?<![\w’.-])((?!(?:nous|vous|x+)\b)[^\W\d_][\w’°-]*(?: [^\W\d_][\w’°-]*){0,2}|(?:19|20)[0-9]{2}|€) (\1)(?![\w’-])"
    r"|(?<![\w’-])(?:M\.|Mme) (?:Monsieur|Madame)\b",
    re.IGNORECASE,
)
#: What stands for the page and for the number of pages in the texts of margins.
PAGE, PAGES = "\ue000", "\ue001"
_COMPUTED = {"PAGE": PAGE, "NUMPAGES": PAGES}


@dataclass(frozen=True, slots=True)
class Shown:
    """The texts of a document.

    ``body`` has its paragraphs, rows, boxes and notes, each with the words in the order in which they are printed, and
    ``computed`` what is printed besides: numbers of lists, marks of notes. ``headers`` and ``footers`` are those that
    its pages may have, "" for none; ``heads`` the rows that each page of a table repeats; ``notes`` are the notes again
    in the order of their marks, and ``boxes`` the text boxes.
    """

    body: tuple[str, ...]
    computed: str
    headers: frozenset[str]
    footers: frozenset[str]
    heads: tuple[str, ...]
    notes: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()


def read_shown(package: Package, *, deleted: bool = False) -> Shown:
    """Return what a document shows; its tracked deletions too when they are ``deleted`` visibly."""
    body = package.document.find(WORD + "body")
    assert body is not None  # a package without one is not opened
    texts = text_of(body).split("\n")
    if deleted:
        texts += [_deleted(run) for run in body.iter(WORD + "r")]
    notes = tuple(text_of(note) for note in _notes(package))
    texts += [line for note in notes for line in note.split("\n")]
    lists = Lists(package, Styles(package))
    labels = lists.labels(body.iter(WORD + "p")) if lists.levels else iter(())
    marks = "".join(f"{number} {number} " for number in range(1, len(notes) + 1))
    headers, footers = (_margins(package, kind, deleted=deleted) for kind in MARGINS)
    heads = [text_of(row) for row in body.iter(WORD + "tr") if is_on(row.find(f"{WORD}trPr/{WORD}tblHeader"))]
    boxes = tuple(
        text_of(box)
        for box in body.iter(WORD + "txbxContent")
        if not any(parent.tag == FALLBACK for parent in box.iterancestors())
    )
    return Shown(tuple(filter(None, texts)), " ".join([*labels, marks]), headers, footers, tuple(heads), notes, boxes)


def doubled_words(shown: Shown) -> dict[str, str]:
    """Return the words that a document says twice in a row, each with what is around.

    « Monsieur Monsieur », « M. Monsieur », « 12 € € »: its template writes what one of its tags writes too.
    « Martin MARTIN » is a name.
    """
    lines = [re.sub(r"[\xa0\u202f]", " ", line) for line in (*shown.body, *shown.headers, *shown.footers)]
    return {
        found[0]: excerpt(line, found.start())
        for line in lines
        for found in _DOUBLED.finditer(line)
        if found[1] is None or found[1][1:] == found[2][1:]
    }


def _notes(package: Package) -> Iterator[etree._Element]:
    """Yield the notes in the order of their marks."""
    for kind in ("footnote", "endnote"):
        notes = {value(note, "id"): note for note in notes_of(package, kind)}
        yield from (notes[name] for name in calls_of(package, kind) if name in notes)


def _deleted(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(WORD + "delText"))


def _margins(package: Package, kind: str, *, deleted: bool) -> frozenset[str]:
    """Return the texts that a page may have on one side, "" for none."""
    parts = {
        package.reference(reference)
        for section in package.document.iter(WORD + "sectPr")
        for reference in section.findall(f"{WORD}{kind}Reference")
    }
    found = [package.parts[part] for part in parts if part]
    return frozenset({"", *(_margin(part) + (_deleted(part) if deleted else "") for part in found)})


def _margin(part: etree._Element) -> str:
    """Return the text of a header or a footer, with signs for what each page has of its own."""
    own = copy.deepcopy(part)
    for field in list(read_fields(own)):
        sign = _COMPUTED.get(field.kind) if field.whole else None
        if sign and not field.texts:
            field.end.addprevious(text_element(sign))
        for rank, text in enumerate(field.texts if sign else ()):
            text.text = "" if rank else sign
    return text_of(own)
