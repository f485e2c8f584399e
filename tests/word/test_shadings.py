"""Shadings as the embedded engine prints them."""

from __future__ import annotations

from lxml import etree

from generator.word.package import WORD
from generator.word.shadings import plain_shadings
from tests.cases import cases

_SPACE = f'xmlns:w="{WORD.strip("{}")}"'


def _plain(holder: str, shading: str) -> str:
    part = etree.fromstring(f"<w:{holder} {_SPACE}><w:shd {shading}/></w:{holder}>")
    changed = plain_shadings(part)
    again = etree.tostring(part)
    assert not plain_shadings(part)
    assert etree.tostring(part) == again
    found = [f"{etree.QName(one).localname} {' '.join(map(str, one.attrib.values()))}" for one in part]
    return f"{changed} : {', '.join(found)}"


@cases(
    "shading, found",
    ('w:val="clear" w:color="auto" w:fill="D9D9D9"', "False : shd clear auto D9D9D9"),
    ('w:val="nil"', "False : shd nil"),
    ('w:val="solid" w:color="C0C0C0" w:fill="auto"', "True : shd clear auto C0C0C0"),
    ('w:val="pct25" w:color="auto" w:fill="auto"', "True : shd clear auto BFBFBF"),
    ('w:val="pct50" w:color="FF0000" w:fill="FFFFFF" w:themeFill="background1"', "True : shd clear auto FF8080"),
    ('w:val="diagStripe" w:color="FF0000" w:fill="FFFFFF"', "True : shd clear auto FFAAAA"),
)
def test_a_pattern_is_its_average(shading: str, found: str) -> None:
    """As LibreOffice prints it; what is plain stays as it is."""
    assert _plain("pPr", shading) == found


@cases(
    "fill, found", ("D9D9D9", "highlight lightGray, "), ("FFFF66", "highlight yellow, "), ("FFFFFF", ""), ("auto", "")
)
def test_behind_words_it_is_that_of_a_highlighter(fill: str, found: str) -> None:
    """The engine prints no other ground of a run."""
    shading = f'w:val="clear" w:color="auto" w:fill="{fill}"'
    assert _plain("rPr", shading) == f"{bool(found)} : {found}shd clear auto {fill}"
