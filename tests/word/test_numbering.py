"""The numbers that Word puts before the paragraphs of lists."""

from __future__ import annotations

import io
from itertools import pairwise

import docx
import pytest
from lxml import etree

from generator.word.numbering import Lists, with_faces, written
from generator.word.package import WORD, open_package
from generator.word.styles import Styles


def _labels(*styles: str) -> list[str]:
    document = docx.Document()
    for style in styles:
        document.add_paragraph("x", style=style)
    stream = io.BytesIO()
    document.save(stream)
    package = open_package(stream.getvalue())
    body = package.document
    return list(Lists(package, Styles(package)).labels(body.iter("{*}p")))


def test_a_list_goes_on_and_what_is_in_none_has_nothing() -> None:
    """1, 2, then a paragraph, then 3: the list is one."""
    assert _labels("List Number", "List Number", "Normal", "List Number") == ["1.", "2.", "", "3."]


def test_a_bullet_is_its_sign() -> None:
    """As the level says it."""
    (first, second) = _labels("List Bullet", "List Bullet")
    assert first == second != ""


@pytest.mark.parametrize(
    "fonts", ["", '<w:rPr xmlns:w="{}"><w:rFonts w:hint="default"/></w:rPr>'.format(WORD.strip("{}"))]
)
def test_a_list_that_names_no_face_is_given_that_of_the_text(fonts: str) -> None:
    """For the engine that would take its own; given once, the bytes stay. Word writes fonts that are a hint alone."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Carlito"
    document.add_paragraph("x", style="List Number")
    for level in document.part.numbering_part.element.iter(WORD + "lvl") if fonts else ():
        level.append(etree.fromstring(fonts))
    stream = io.BytesIO()
    document.save(stream)
    named = with_faces(stream.getvalue())
    found = open_package(named).related("numbering")
    assert found is not None
    assert len([face for face in found[1].iter("{*}rFonts") if "Carlito" in face.attrib.values()]) == 1
    assert with_faces(named) == named


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("decimal", ["1", "4", "9", "27", "1994"]),
        ("lowerLetter", ["a", "d", "i", "aa", "r" * 77]),
        ("upperRoman", ["I", "IV", "IX", "XXVII", "MCMXCIV"]),
        ("decimalZero", ["01", "04", "09", "27", "1994"]),
        ("none", [""] * 5),
    ],
)
def test_numbers_are_written_as_the_list_says(form: str, expected: list[str]) -> None:
    """Figures, letters (after z: aa), Roman numerals."""
    assert [written(count, form) for count in (1, 4, 9, 27, 1994)] == expected
    assert all(before != after for before, after in pairwise(expected)) or form == "none"
