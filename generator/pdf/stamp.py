"""The line at the foot of every page of a pack or recueil: its number and « page/pages ».

It is a pagination artifact (ISO 32000-1, 14.8.2.2): seen and printed, not read aloud on every page.
"""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.pdf.drawing import pagination, show
from generator.pdf.font import Font, Weight, embed_font
from generator.pdf.foreign import foreign_pages, open_states
from generator.pdf.frame import visible_frame
from generator.pdf.makeup import Corner
from generator.pdf.trees import listed

_SIZE = 8.0
#: Points above the bottom edge: the line ends at 30, below footers, which stand at least 34 (1.2 cm) high.
_BASELINE = 22.0
#: Points of white about each letter, half of them beyond it, where the page may be dark.
_EDGE = 2.0
#: Points from the side edge: 2.3 cm, the margin of the templates.
_MARGIN = 65.2
#: The flag of annotations that are not shown (ISO 32000-1, table 165).
_HIDDEN = 2


def stamp_pages(pdf: pikepdf.Pdf, texts: Sequence[str], corner: Corner) -> None:
    """Print ``texts``, one per page of ``pdf``, upright at the visible ``corner`` of each page.

    On a page that has no room for the line and its margins, all of it is smaller. On one that somebody else laid out,
    which may be dark or covered by a picture, its letters are edged with white, and what it leaves set is undone.
    """
    font = embed_font(pdf, Weight.REGULAR, texts)
    name = _free_font_name(pdf)
    before = pdf.make_stream(b"q\n")
    foreign = foreign_pages(pdf)
    for rank, (page, text) in enumerate(zip(pdf.pages, texts, strict=True)):
        if "/Resources" not in page.obj:
            page.obj.Resources = Dictionary()
        if "/Font" not in page.obj.Resources:
            page.obj.Resources.Font = Dictionary()
        page.obj.Resources.Font[name] = font.reference
        left_open = (open_states(page) or 0) if rank in foreign else 0
        line = _line(page, text, corner, name, font, edged=rank in foreign)
        after = pdf.make_stream(b"\nQ\n" + b"Q\n" * left_open + line)
        page.obj.Contents = Array([before, *listed(page.obj.get("/Contents")), after])


def is_covered(page: pikepdf.Page) -> bool:
    """Tell whether an annotation is drawn at the foot of a page, over what would be printed there."""
    frame = visible_frame(page)
    left, bottom, right, top = frame.rectangle(0, 0, frame.width, _BASELINE + _SIZE)
    for annotation in page.obj.get("/Annots", Array()).as_list():
        if _is_drawn(annotation):
            x0, y0, x1, y1 = (float(value) for value in annotation.Rect.as_list())
            if min(x0, x1) < right and max(x0, x1) > left and min(y0, y1) < top and max(y0, y1) > bottom:
                return True
    return False


def _is_drawn(annotation: pikepdf.Object) -> bool:
    shown = not int(annotation.get("/F", 0)) & _HIDDEN and len(annotation.get("/Rect", Array())) == 4
    return shown and "/AP" in annotation and annotation.get("/Subtype") != Name.Link


def _line(page: pikepdf.Page, text: str, corner: Corner, name: str, font: Font, *, edged: bool) -> bytes:
    frame = visible_frame(page)
    scale = min(1.0, frame.width / (2 * _MARGIN + font.width(text, _SIZE)), frame.height / (2 * _BASELINE))
    size, margin, baseline = _SIZE * scale, _MARGIN * scale, _BASELINE * scale
    width = font.width(text, size)
    left = margin if corner is Corner.BOTTOM_LEFT else frame.width - margin - width
    box = frame.rectangle(left, baseline - 2 * scale, left + width, baseline + size)
    shown = show(name, font, text, size, left, baseline, grey=0.3)
    edge = f"q 1 G 1 j {_EDGE * scale:g} w 1 Tr\n{shown}Q\n" if edged else ""
    return pagination(edge + shown, "Footer", box, frame.matrix)


def _free_font_name(pdf: pikepdf.Pdf) -> str:
    """Return a resource name that no page uses: a pack's pages already have their stamp's."""
    used = {
        str(name) for page in pdf.pages for name in page.obj.get("/Resources", Dictionary()).get("/Font", Dictionary())
    }
    number = 1
    while f"/Stamp{number}" in used:
        number += 1
    return f"/Stamp{number}"
