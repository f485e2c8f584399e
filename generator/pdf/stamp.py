"""The line at the foot of every page of a pack or recueil: its number and « page/pages ».

It is a pagination artifact (ISO 32000-1, 14.8.2.2): seen and printed, not read aloud on every page. So is what blank
pages say, which are added so that each part starts on a recto: why they are there.
"""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.pdf.drawing import pagination, show
from generator.pdf.font import Font, Weight, embed_font
from generator.pdf.foreign import foreign_pages, open_states
from generator.pdf.frame import visible_frame
from generator.pdf.lengths import A4
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


_WHY_BLANK = "Page laissée blanche pour l’impression recto verso"
_BLANK_SIZE = 10.0
_BLANK_FONT = "/Blank"


def insert_blank_page(pdf: pikepdf.Pdf, index: int) -> pikepdf.Page:
    """Insert a page at ``index`` (from 0) as large as the one before it, or A4 at the front; it is still wordless."""
    width, height = A4
    if index:
        before = visible_frame(pdf.pages[index - 1])
        width, height = before.width, before.height
    page = Dictionary(Type=Name.Page, MediaBox=Array([0, 0, width, height]), Resources=Dictionary())
    pdf.pages.insert(index, pikepdf.Page(pdf.make_indirect(page)))
    return pdf.pages[index]


def explain_blank_pages(pdf: pikepdf.Pdf, pages: Sequence[pikepdf.Page]) -> None:
    """Print on ``pages``, in their middle, why they are blank.

    It is an artifact, not read aloud: it says nothing to who does not print.
    """
    if not pages:
        return
    font = embed_font(pdf, Weight.REGULAR, [_WHY_BLANK])
    for page in pages:
        frame = visible_frame(page)
        width = font.width(_WHY_BLANK, _BLANK_SIZE)
        left, base = (frame.width - width) / 2, frame.height / 2
        box = frame.rectangle(left, base - 2, left + width, base + _BLANK_SIZE)
        page.obj.Resources = Dictionary(Font=Dictionary({_BLANK_FONT: font.reference}))
        page.obj.Contents = pdf.make_stream(
            pagination(show(_BLANK_FONT, font, _WHY_BLANK, _BLANK_SIZE, left, base, grey=0.3), "Header", box)
        )
