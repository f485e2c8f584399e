"""The numbers that Word puts before the paragraphs of lists."""

from __future__ import annotations

from itertools import pairwise

import docx

from generator.word.numbering import Lists, written
from generator.word.package import open_package
from generator.word.styles import Styles
from tests.cases import cases
from tests.edits import packed


def _labels(*styles: str) -> list[str]:
    document = docx.Document()
    for style in styles:
        document.add_paragraph("x", style=style)
    package = open_package(packed(document))
    body = package.document
    return list(Lists(package, Styles(package)).labels(body.iter("{*}p")))


def test_a_list_goes_on_and_what_is_in_none_has_nothing() -> None:
    """1, 2, then a paragraph, then 3: the list is one."""
    assert _labels("List Number", "List Number", "Normal", "List Number") == ["1.", "2.", "", "3."]


def test_a_bullet_is_its_sign() -> None:
    """As the level says it."""
    (first, second) = _labels("List Bullet", "List Bullet")
    assert first == second != ""


@cases(
    "form, expected",
    ("decimal", ["1", "4", "9", "27", "1994"]),
    ("lowerLetter", ["a", "d", "i", "aa", "r" * 77]),
    ("upperRoman", ["I", "IV", "IX", "XXVII", "MCMXCIV"]),
    ("decimalZero", ["01", "04", "09", "27", "1994"]),
    ("none", [""] * 5),
)
def test_numbers_are_written_as_the_list_says(form: str, expected: list[str]) -> None:
    """Figures, letters (after z: aa), Roman numerals."""
    assert [written(count, form) for count in (1, 4, 9, 27, 1994)] == expected
    assert all(before != after for before, after in pairwise(expected)) or form == "none"
