"""Shadings in the forms that the embedded engine prints: a plain colour, and behind words that of a highlighter."""

from __future__ import annotations

import re

from lxml import etree

from generator.word.package import WORD
from generator.word.styles import value

#: The colours of the highlighter (ISO/IEC 29500-1, 17.18.40).
HIGHLIGHTS = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGray": "808080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "green": "00FF00",
    "lightGray": "C0C0C0",
    "magenta": "FF00FF",
    "red": "FF0000",
    "yellow": "FFFF00",
}
_PLAIN = ("", "clear", "nil")
#: How much ink stripes and crosses have, as LibreOffice prints them.
_STRIPES = 1 / 3
_INK, _PAPER = "000000", "FFFFFF"


def plain_shadings(part: etree._Element) -> bool:
    """Give the shadings of a part such a form, patterns that of their average (17.18.78); tell whether any changed."""
    changed = False
    for shading in list(part.iter(WORD + "shd")):
        pattern = value(shading)
        if pattern not in _PLAIN:
            changed = True
            ground = _mixed(value(shading, "color"), value(shading, "fill"), _share(pattern))
            shading.attrib.clear()
            shading.attrib.update({WORD + "val": "clear", WORD + "color": "auto", WORD + "fill": ground})
        changed = _behind_words(shading) or changed
    return changed


def _behind_words(shading: etree._Element) -> bool:
    """Put the nearest colour of the highlighter beside the shading of a run that has none."""
    properties, fill = shading.getparent(), value(shading, "fill")
    if properties is None or properties.tag != WORD + "rPr" or properties.find(WORD + "highlight") is not None:
        return False
    if not is_colour(fill) or fill.upper() == _PAPER:
        return False
    red, green, blue = bytes.fromhex(fill)

    def distance(name: str) -> int:
        other = bytes.fromhex(HIGHLIGHTS[name])
        return (red - other[0]) ** 2 + (green - other[1]) ** 2 + (blue - other[2]) ** 2

    mark = etree.Element(WORD + "highlight")
    mark.set(WORD + "val", min(HIGHLIGHTS, key=distance))
    shading.addprevious(mark)
    return True


def _share(pattern: str) -> float:
    percent = re.fullmatch(r"pct(\d+)", pattern)
    return int(percent[1]) / 100 if percent else 1 if pattern == "solid" else _STRIPES


def _mixed(ink: str, ground: str, share: float) -> str:
    inked, plain = (
        bytes.fromhex(said if is_colour(said) else other) for said, other in ((ink, _INK), (ground, _PAPER))
    )
    return "".join(f"{round(one * share + other * (1 - share)):02X}" for one, other in zip(inked, plain, strict=True))


def is_colour(said: str) -> bool:
    """Tell whether an attribute says a colour of its own: red, green and blue in hexadecimal digits."""
    return re.fullmatch("[0-9A-Fa-f]{6}", said) is not None
