"""A page of a file that came back, drawn with a phrase lit up."""

from __future__ import annotations

import io

import pikepdf
from PIL import Image, ImageChops

from generator.papers.lightened import Leaf, draw_lit
from tests.cases import cases


def page(text: str, *, box: tuple[int, int, int, int] = (0, 0, 595, 842), turn: int = 0) -> bytes:
    """Return a PDF of one page, which says a text near its top."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    content = f"BT /F1 12 Tf {box[0] + 72} {box[3] - 100} Td ({text}) Tj ET".encode()
    pdf.pages.append(
        pikepdf.Page(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Page,
                MediaBox=list(box),
                Rotate=turn,
                Contents=pdf.make_stream(content),
                Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font)),
            )
        )
    )
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


def lit(data: bytes, phrase: str, *, around: bool = False) -> tuple[tuple[int, int], tuple[int, int, int, int] | None]:
    """Return the size of the picture, and where it is lit up."""
    with Image.open(io.BytesIO(draw_lit(Leaf(data, 1, 595, phrase, around=around)))) as picture:
        red, _, blue = picture.convert("RGB").split()
        return picture.size, ImageChops.subtract(red, blue, offset=-60).getbbox()


@cases("box", (0, 0, 595, 842), (100, 50, 695, 892))
def test_the_phrase_is_lit_up_where_it_stands(box: tuple[int, int, int, int]) -> None:
    """The light is about the words and nowhere else, wherever the page begins in its own coordinates."""
    size, place = lit(page("Deliberation 2025-02-10 du conseil", box=box), "2025-02-10")
    assert size == (595, 842)
    assert place
    left, top, right, bottom = place
    assert 120 < left < 150
    assert 190 < right < 215
    assert 80 < top < bottom < 112


def test_the_lines_about_the_phrase_are_shown_alone() -> None:
    """As wide as the page, with the light in the middle; the whole page where the phrase is not."""
    size, place = lit(page("Deliberation 2025-02-10"), "2025-02-10", around=True)
    assert place
    assert size[0] == 595
    assert 120 < size[1] < 200
    assert abs(place[1] + place[3] - size[1]) < 4
    assert lit(page("Autre"), "2025-02-10", around=True)[0] == (595, 842)


def test_what_is_not_on_the_page_lights_nothing() -> None:
    """The page is drawn all the same; so is one that is turned, whose words are not where they seem."""
    assert lit(page("Autre"), "2025-02-10") == ((595, 842), None)
    assert lit(page("2025-02-10", turn=90), "2025-02-10")[1] is None


def test_a_picture_is_drawn_as_it_is() -> None:
    """A photograph is made as wide as a screen shows it."""
    stream = io.BytesIO()
    Image.new("L", (1200, 1600), 200).save(stream, "PNG")
    assert lit(stream.getvalue(), "x")[0] == (595, 793)


@cases("data", b"%PDF-1.4 pas un PDF", b"un texte", b"\x89PNG\r\n\x1a\n", b"")
def test_what_cannot_be_drawn_is_nothing(data: bytes) -> None:
    """A text, or a damaged file."""
    assert draw_lit(Leaf(data, 1, 595, "x")) == b""


def test_a_page_that_is_not_there_is_nothing() -> None:
    """A number beyond the last page."""
    assert draw_lit(Leaf(page("Une page"), 2, 595, "x")) == b""
