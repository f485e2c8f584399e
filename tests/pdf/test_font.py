"""The embedded font: right letters, right widths, the same bytes."""

from __future__ import annotations

import io

import pikepdf
import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # publishes no types

from generator.pdf.font import Weight, embed_font, usual_file, usual_subset


def _program(font: pikepdf.Object) -> bytes:
    """Return the font's program; the file that holds it must be alive."""
    return bytes(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes())


@pytest.mark.parametrize("weight", list(Weight))
def test_every_file_has_the_same_font(weight: Weight) -> None:
    """Usual texts do not change the subset, so that stamped files put together keep one font."""
    pdf = pikepdf.new()
    first, second = (embed_font(pdf, weight, [text]).reference for text in ("1/2", "L’été à Rœulx — n° 3"))
    assert _program(first) == _program(second)
    assert len(_program(first)) < 60_000


@pytest.mark.parametrize("weight", list(Weight))
def test_the_usual_font_is_the_one_that_would_be_cut(weight: Weight) -> None:
    """What is kept in a file; scripts/cut-fonts.py makes it again."""
    assert usual_file(weight).read_text(encoding="utf-8") == usual_subset(weight)


def test_regular_and_bold_differ() -> None:
    """A bold title is wider than its regular form."""
    pdf = pikepdf.new()
    regular, bold = (embed_font(pdf, weight, ["Recueil"]) for weight in Weight)
    assert bold.width("Recueil", 10) > regular.width("Recueil", 10) > 0


def test_codes_lead_back_to_letters() -> None:
    """Each code of a text stands for its letter in the font's Unicode map, as copying and reading aloud need."""
    pdf = pikepdf.new()
    font = embed_font(pdf, Weight.REGULAR, ["Œuvre"])
    codes = font.codes("Œuvre")
    unicode_map = font.reference.ToUnicode.read_bytes().decode("ascii")
    assert f"<{codes[:4]}> <0152>" in unicode_map
    assert len(codes) == 4 * len("Œuvre")


def test_an_unusual_letter_is_embedded_when_needed() -> None:
    """A letter outside the usual ones is in the file that prints it."""
    font = embed_font(pikepdf.new(), Weight.REGULAR, ["Ω"])
    assert font.codes("Ω") != font.codes("?")


def test_a_letter_that_the_font_lacks_is_a_question_mark() -> None:
    """An empty box would fail PDF/A: a sign without a shape is shown as « ? »."""
    font = embed_font(pikepdf.new(), Weight.REGULAR, ["☐"])
    assert font.codes("☐") == font.codes("?")


def test_widths_are_those_of_the_font_program() -> None:
    """PDF/A wants the widths in the file to be the font program's (ISO 19005-2, 6.2.11.5)."""
    pdf = pikepdf.new()
    reference = embed_font(pdf, Weight.REGULAR, []).reference
    program = TTFont(io.BytesIO(_program(reference)))
    widths = [int(width) for width in reference.DescendantFonts[0].W[1].as_list()]
    scale = 1000 / program["head"].unitsPerEm
    assert widths == [round(program["hmtx"][name][0] * scale) for name in program.getGlyphOrder()]
