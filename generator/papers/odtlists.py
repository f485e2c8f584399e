"""The numbers and bullets of the lists of an OpenDocument text, put into its text as its print shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from generator.word.numbering import written
from generator.word.styles import number

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _STYLE = _OASIS % "text", _OASIS % "style"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_BULLET = "•"
#: No list is nested deeper (OpenDocument 1.3, part 3, 19.880 and what writes it).
_DEEPEST = 10

#: How the levels of each list style are numbered, by its name and the level from 1.
_Levels = Mapping[tuple[str, int], etree._Element]


def write_labels(roots: Iterable[etree._Element], body: etree._Element) -> None:
    """Put before the first paragraph of each item of a list in ``body`` what is printed there.

    The styles of lists are looked for in the ``roots`` of its parts.
    """
    levels = {
        (style.get(_STYLE + "name", ""), number(level.get(_TEXT + "level", ""))): level
        for root in roots
        for style in root.iter(_TEXT + "list-style")
        for level in style
        if isinstance(level.tag, str)
    }
    counted: dict[str, list[int]] = {}
    for one in list(body.iter(_TEXT + "list")):
        if next(one.iterancestors(_TEXT + "list"), None) is None:
            style, name = one.get(_TEXT + "style-name", ""), one.get(_ID, "")
            goes_on = one.get(_TEXT + "continue-list", style if one.get(_TEXT + "continue-numbering") == "true" else "")
            counts = counted.get(goes_on) or [0] * _DEEPEST
            _number(one, style, counts, levels)
            counted |= {style: counts, name or style: counts}


def _number(listed: etree._Element, style: str, counts: list[int], levels: _Levels, depth: int = 1) -> None:
    """Write the labels of a list and of those within it, going on from what is counted so far."""
    for item in listed.iterchildren(_TEXT + "list-item"):
        level = levels.get((style, depth))
        first = number(level.get(_TEXT + "start-value", "1")) if level is not None else 1
        told = item.get(_TEXT + "start-value")
        counts[depth - 1] = number(told) if told else counts[depth - 1] + 1 if counts[depth - 1] else first
        counts[depth:] = [0] * (_DEEPEST - depth)
        paragraph = next(iter(item.iterchildren(_TEXT + "p", _TEXT + "h")), None)
        label = _label(style, depth, counts, levels)
        if paragraph is not None and label and str(paragraph.xpath("string()")).strip():
            paragraph.text = f"{label} {paragraph.text or ''}"
        for inner in item.iterchildren(_TEXT + "list"):
            if depth < _DEEPEST:
                _number(inner, inner.get(_TEXT + "style-name", style), counts, levels, depth + 1)


def _label(style: str, depth: int, counts: list[int], levels: _Levels) -> str:
    level = levels.get((style, depth))
    if level is None:
        return ""
    if level.tag != _TEXT + "list-level-style-number":
        return _BULLET
    if not level.get(_STYLE + "num-format"):
        return (level.get(_STYLE + "num-prefix", "") + level.get(_STYLE + "num-suffix", "")).strip()

    def shown(place: int) -> str:
        form = levels[style, place].get(_STYLE + "num-format", "") if (style, place) in levels else ""
        return written(counts[place - 1] or 1, _FORMS.get(form[:1], "decimal"))

    if pattern := level.get(_STYLE + "num-list-format"):
        return re.sub(r"%(\d+)%", lambda match: shown(min(int(match[1]), depth)), pattern).strip()
    first = max(1, depth + 1 - max(1, number(level.get(_TEXT + "display-levels", "1"))))
    numbers = ".".join(shown(place) for place in range(first, depth + 1))
    return f"{level.get(_STYLE + 'num-prefix', '')}{numbers}{level.get(_STYLE + 'num-suffix', '')}".strip()
