"""Where the stamp stands on pages of every form, and that it disturbs nothing."""

from __future__ import annotations

import datetime
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pypdf import PdfReader

from generator.pdf.conformity import layout
from generator.pdf.foreign import mark_foreign
from generator.pdf.makeup import Corner
from generator.pdf.seen import read_pages
from generator.pdf.stamp import stamp_pages
from tests.cases import cases
from tests.pdf.pages import A4, add_page


def _box(page: pikepdf.Page) -> tuple[float, ...]:
    """Return the area of the last stamp of ``page``, in the page's own coordinates."""
    stamps = [
        instruction.operands[1].BBox
        for instruction in pikepdf.parse_content_stream(page, "BDC")
        if str(instruction.operands[0]) == "/Artifact"
    ]
    return tuple(float(value) for value in stamps[-1].as_list())


@pytest.mark.parametrize("corner", list(Corner))
def test_the_stamp_stays_below_footers(corner: Corner) -> None:
    """A footer stands at least 1.2 cm (34 points) high: the stamp ends below, and within the page."""
    pdf = pikepdf.new()
    page = add_page(pdf)
    stamp_pages(pdf, ["MED_NUM-2025-017 — 3/12"], corner)
    left, bottom, right, top = _box(page)
    assert 10 < bottom < top < 34
    assert 20 < left < right < A4[2] - 20


def test_left_and_right_stamps_do_not_touch() -> None:
    """A recueil's page bears its pack's stamp on the right and its own on the left."""
    pdf = pikepdf.new()
    page = add_page(pdf)
    stamp_pages(pdf, ["MED_NUM-2025-017 — 10/12"], Corner.BOTTOM_RIGHT)
    right = _box(page)
    stamp_pages(pdf, ["Recueil — page 1145/1560"], Corner.BOTTOM_LEFT)
    left = _box(page)
    assert left[2] + 50 < right[0]


@cases(
    "rotate, corner_of_page", (0, (695, 50)), (90, (695, 892)), (180, (100, 892)), (270, (100, 50)), (-90, (100, 50))
)
def test_the_stamp_is_at_the_visible_corner(rotate: int, corner_of_page: tuple[float, float]) -> None:
    """On a turned page whose origin is elsewhere, the stamp is near the corner that is seen bottom right."""
    pdf = pikepdf.new()
    page = add_page(pdf, box=(100, 50, 695, 892), rotate=rotate)
    stamp_pages(pdf, ["3/12"], Corner.BOTTOM_RIGHT)
    left, bottom, right, top = _box(page)
    x, y = corner_of_page
    upright = rotate % 180 == 0
    assert min(abs(left - x), abs(right - x)) == pytest.approx(65.2 if upright else 20, abs=0.01)
    assert min(abs(bottom - y), abs(top - y)) == pytest.approx(20 if upright else 65.2, abs=0.01)
    assert (right - left > top - bottom) is upright


def test_the_crop_box_is_what_is_seen() -> None:
    """The stamp is within what the reader shows, not within what is cut off."""
    pdf = pikepdf.new()
    page = add_page(pdf, crop=(100, 100, 400, 500))
    stamp_pages(pdf, ["3/12"], Corner.BOTTOM_RIGHT)
    left, bottom, right, _ = _box(page)
    assert 100 < left < right == pytest.approx(400 - 65.2, abs=0.01)
    assert bottom == pytest.approx(120, abs=0.01)


@cases("crop", (-60, -60, 655, 902), (0, -200, 900, 842))
def test_what_a_crop_box_has_beyond_the_media_box_is_not_seen(crop: tuple[float, ...]) -> None:
    """The stamp stands where it does on a page that is not cropped."""
    pdf = pikepdf.new()
    page, plain = add_page(pdf, crop=crop), add_page(pdf)
    stamp_pages(pdf, ["3/12", "3/12"], Corner.BOTTOM_RIGHT)
    assert _box(page) == _box(plain)


def _drawn(path: Path, text: bytes) -> bytes:
    """Return how a page of somebody else's looks that is stamped."""
    pdf = pikepdf.new()
    add_page(pdf, text=text)
    mark_foreign(pdf, datetime.datetime(2025, 3, 10, tzinfo=datetime.UTC))
    stamp_pages(pdf, ["MED_NUM-2025-017 — 1/1"], Corner.BOTTOM_RIGHT)
    stamp_pages(pdf, ["Recueil — page 1/1"], Corner.BOTTOM_LEFT)
    assert [*layout(pdf, ())] == []
    pdf.save(path)
    with pypdfium2.PdfDocument(path) as document:
        return bytes(document[0].render().to_pil().tobytes())


@cases(
    "text",
    b"q 0.3 0 0 0.3 0 0 cm q",
    b"0.3 0 0 0.3 0 0 cm q q 3 0 0 3 0 0 cm Q",
    b"q 0 0 10 10 re W n q",
    b"q 1 0 0 1 -99 -99 cm BI /W 1 /H 1 /BPC 8 /CS /G ID Q EI Q q 0 0 10 10 re W n",
)
def test_the_stamp_is_seen_on_a_page_that_leaves_states_open(text: bytes, tmp_path: Path) -> None:
    """An annexe whose drawing does not restore what it saved, a clip for one: the same as on an empty page."""
    assert _drawn(tmp_path / "open.pdf", text) == _drawn(tmp_path / "empty.pdf", b"")


@cases("text", b"q", b"Q")
def test_a_page_that_could_hide_its_stamp_is_told(text: bytes) -> None:
    """Whoever stamped it."""
    pdf = pikepdf.new()
    add_page(pdf, text=text)
    mark_foreign(pdf, datetime.datetime(2025, 3, 10, tzinfo=datetime.UTC))
    (failure,) = layout(pdf, ())
    assert failure.message.startswith("page 1 : ce que l’annexe y dessine peut déplacer ou cacher le numéro")


def test_the_stamp_ignores_what_the_page_left_set() -> None:
    """A page that ends with its coordinates scaled does not scale the stamp: its contents are fenced in."""
    pdf = pikepdf.new()
    page = add_page(pdf, text=b"0.1 0 0 0.1 0 0 cm")
    stamp_pages(pdf, ["3/12"], Corner.BOTTOM_RIGHT)
    operators = [str(instruction.operator) for instruction in pikepdf.parse_content_stream(page)]
    assert operators[:4] == ["q", "cm", "Q", "BDC"]


def test_the_stamp_can_be_read_as_text(tmp_path: Path) -> None:
    """Accents, dashes and no-break spaces come out of the page as they went in."""
    pdf = pikepdf.new()
    add_page(pdf)
    add_page(pdf)
    texts = ["Médiation n°\u00a017 — 1/2", "L’Été à Rœulx — 2/2"]
    stamp_pages(pdf, texts, Corner.BOTTOM_RIGHT)
    pdf.save(tmp_path / "stamped.pdf")
    assert [page.extract_text().strip() for page in PdfReader(tmp_path / "stamped.pdf").pages] == texts


def test_a_second_stamp_leaves_the_first_its_font(tmp_path: Path) -> None:
    """Each stamp names its font differently, even where pages share their resources."""
    pdf = pikepdf.new()
    page, other = add_page(pdf), add_page(pdf)
    other.obj.Resources = page.obj.Resources = pdf.make_indirect(pikepdf.Dictionary())
    stamp_pages(pdf, ["premier 1", "premier 2"], Corner.BOTTOM_RIGHT)
    stamp_pages(pdf, ["Ωmega 1", "Ωmega 2"], Corner.BOTTOM_LEFT)
    pdf.save(tmp_path / "stamped.pdf")
    text = PdfReader(tmp_path / "stamped.pdf").pages[1].extract_text()
    assert "premier 2" in text
    assert "Ωmega 2" in text
    assert len(page.obj.Resources.Font) == 2


@pytest.mark.parametrize("corner", list(Corner))
@cases("width, height", (100, 50), (842, 30), (20, 800))
def test_the_stamp_is_within_a_page_that_has_no_room_for_it(width: float, height: float, corner: Corner) -> None:
    """A ticket or a label joined as an annexe: the line is smaller, and not beside the page."""
    pdf = pikepdf.new()
    page = add_page(pdf, box=(0, 0, width, height))
    stamp_pages(pdf, ["MED_NUM-2025-017 — 3/12"], corner)
    left, bottom, right, top = _box(page)
    assert 0 < left < right < width
    assert 0 < bottom < top < height


def test_the_stamp_is_as_large_as_elsewhere_where_a_unit_is_many_points() -> None:
    """A plan of some metres says that its unit is ten points: the stamp stands as near the corner, and no larger."""
    boxes = []
    for unit in (1, 10):
        pdf = pikepdf.new()
        page = add_page(pdf, box=(0, 0, A4[2] / unit, A4[3] / unit))
        page.obj.UserUnit = unit
        stamp_pages(pdf, ["MED_NUM-2025-017 — 3/12"], Corner.BOTTOM_RIGHT)
        boxes.append([value * unit for value in _box(page)])
    assert boxes[1] == pytest.approx(boxes[0], abs=0.06)


@cases("foreign, light", (True, True), (False, False))
def test_the_stamp_is_read_on_a_dark_page_of_somebody_else(foreign: bool, light: bool, tmp_path: Path) -> None:
    """A poster joined as an annexe: its number is edged with white, and still there once; our own pages stay as is."""
    pdf = pikepdf.new()
    add_page(pdf, text=b"0.2 g 0 0 595 842 re f")
    if foreign:
        mark_foreign(pdf, datetime.datetime(2025, 3, 10, tzinfo=datetime.UTC))
    stamp_pages(pdf, ["MED_NUM-2025-017 — 1/1"], Corner.BOTTOM_RIGHT)
    pdf.save(tmp_path / "page.pdf")
    with pypdfium2.PdfDocument(tmp_path / "page.pdf") as document:
        drawn = document[0].render(scale=2).to_pil().convert("L")
    shades = drawn.getcolors()
    assert shades is not None
    assert (max(shade for count, shade in shades if count > 100) > 240) is light
    assert [page.text.count("MED_NUM-2025-017 — 1/1") for page in read_pages(tmp_path / "page.pdf")] == [1]
