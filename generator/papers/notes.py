"""Notes on the pages of a PDF (ISO 32000-1, 12.5.6): those without a look are given one, and what they say is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.word.paragraphs import excerpt

#: What says how the text of a note is drawn has its size; the least that anybody reads, and that of a note without one.
_SIZE, _LEAST, _USUAL = re.compile(r"(\d+(?:\.\d+)?)\s+Tf\b"), 4.0, 10.0
#: The room that a letter takes across, and a line down, in sizes.
_WIDE, _HIGH = 0.7, 1.2
#: Notes whose text is seen where they stand, or that have none; the flag of one that is not shown.
_SEEN = frozenset((Name.FreeText, Name.Widget, Name.Link, Name.Popup, Name.FileAttachment))
_HIDDEN = 2
#: So many are told in a message.
_TOLD = 3


def draw_looks(pdf: pikepdf.Pdf) -> None:
    """Draw the texts typed on pages, and the lines that strike words out, that a program left to readers to draw."""
    for note in _notes(pdf):
        if "/AP" in note:
            continue
        if note.get("/Subtype") == Name.FreeText and "/Contents" in note:
            _look(pdf, note, _typed(note))
        elif note.get("/Subtype") == Name.StrikeOut and "/QuadPoints" in note:
            _look(pdf, note, _line(note))


def said(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield what notes say beside the text of the pages: what a click opens, and remarks on words lit or struck."""
    for note in _notes(pdf):
        text = " ".join(str(note.get("/Contents", "")).split())
        if text and note.get("/Subtype") not in _SEEN and not int(note.get("/F", 0)) & _HIDDEN:
            yield text


def noted(notes: Sequence[str]) -> str:
    """Return in French that notes stand beside the text of an act, whose words are read as if they were not there."""
    told = ", ".join(f"« {excerpt(note)} »" for note in notes[:_TOLD])
    more = " et d’autres" if len(notes) > _TOLD else ""
    return f"des notes sont jointes au texte, qui est lu sans elles : {told}{more} ; lisez-les avant d’enregistrer."


def _notes(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for page in pdf.pages:
        yield from (note for note in page.get("/Annots", Array()).as_list() if isinstance(note, Dictionary))


def _typed(note: pikepdf.Object) -> bytes:
    """Return what draws the text of a note from the top of its rectangle, which is made large enough for it."""
    lines = re.split(r"\r\n?|\n", str(note.Contents).strip())
    found = _SIZE.search(str(note.get("/DA", "")))
    size = max(_LEAST, float(found[1])) if found and float(found[1]) else _USUAL
    left, bottom, right, top = _rectangle(note)
    right = max(right, left + _WIDE * size * max(map(len, lines)))
    bottom = min(bottom, top - _HIGH * size * len(lines))
    note.Rect = Array([left, bottom, right, top])
    shown = " T* ".join(f"<{line.encode('cp1252', 'replace').hex()}> Tj" for line in lines)
    return f"BT /F {size} Tf {_HIGH * size} TL {left} {top - size} Td {shown} ET".encode()


def _line(note: pikepdf.Object) -> bytes:
    """Return what draws a line through each of the stretches of words that a note strikes out."""
    points = [float(number) for number in note.QuadPoints.as_list()]
    quads = (points[start : start + 8] for start in range(0, len(points) - 7, 8))
    ends = ((min(quad[::2]), max(quad[::2]), sum(quad[1::2]) / 4) for quad in quads)
    return "\n".join(f"{left} {level} m {right} {level} l S" for left, right, level in ends).encode()


def _look(pdf: pikepdf.Pdf, note: pikepdf.Object, content: bytes) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    form = pikepdf.Stream(pdf, content)
    form.Type, form.Subtype, form.Resources = Name.XObject, Name.Form, Dictionary(Font=Dictionary(F=font))
    form.BBox = Array(_rectangle(note))
    note.AP = Dictionary(N=pdf.make_indirect(form))


def _rectangle(note: pikepdf.Object) -> list[float]:
    across, up, other, down = (float(number) for number in note.Rect.as_list())
    return [min(across, other), min(up, down), max(across, other), max(up, down)]
