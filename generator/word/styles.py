"""Formatting as it applies: what a paragraph or a run says, else its style, else the style that one is based on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from generator.word.package import DRAWING, WORD, Package

_HEADING = re.compile(r"(?:heading|titre) ([1-9])", re.IGNORECASE)
_OFF = ("0", "false", "off")


def value(element: etree._Element | None, name: str = "val") -> str:
    """Return an attribute in Word's namespace, "" when there is no such element or attribute."""
    return "" if element is None else element.get(WORD + name, "")


def is_on(element: etree._Element | None) -> bool:
    """Tell whether a switch such as ``w:tblHeader`` is there and not turned off."""
    return element is not None and value(element) not in _OFF


def first_face(said: str) -> str:
    """Return the face that a list of LibreOffice prefers: « Arial » of « Arial;Helvetica;sans-serif »."""
    return said.partition(";")[0].strip()


class Styles:
    """The styles of one template, and what a paragraph or a run gets from them.

    What a style says is read once: a template has few styles and many paragraphs.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._chains: dict[tuple[str, str], tuple[etree._Element, ...]] = {}
        self._properties: dict[tuple[str, str], etree._Element | None] = {}
        self._headings: dict[str, int] = {}
        self._fonts: dict[tuple[str, str], dict[str, str]] = {}
        self._printed: dict[tuple[str, str, tuple[tuple[str, str], ...]], frozenset[str]] = {}
        found = package.related("styles")
        root = found[1] if found else etree.Element(WORD + "styles")
        self._styles = {value(style, "styleId"): style for style in root.iter(WORD + "style")}
        self._defaults = {
            value(style, "type"): value(style, "styleId")
            for style in root.iter(WORD + "style")
            if is_on_attribute(style, "default")
        }
        self._paragraph_defaults = root.find(f"{WORD}docDefaults/{WORD}pPrDefault/{WORD}pPr")
        self._run_defaults = root.find(f"{WORD}docDefaults/{WORD}rPrDefault/{WORD}rPr")

    def name(self, style: str) -> str:
        """Return the name that a style has in all languages: « heading 1 », « Hyperlink »."""
        element = self._styles.get(style)
        return value(element.find(WORD + "name")) if element is not None else ""

    def chain(self, style: str, kind: str) -> tuple[etree._Element, ...]:
        """Return a style and those it is based on; the default style of the ``kind`` when ``style`` is unknown."""
        if (style, kind) not in self._chains:
            self._chains[style, kind] = tuple(self._chain(style, kind))
        return self._chains[style, kind]

    def _chain(self, style: str, kind: str) -> Iterator[etree._Element]:
        seen: set[str] = set()
        style = style if style in self._styles else self._defaults.get(kind, "")
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = value(self._styles[style].find(WORD + "basedOn"))

    def paragraph_property(self, paragraph: etree._Element, name: str) -> etree._Element | None:
        """Return the element of ``w:pPr`` that applies to a paragraph, None when nothing says it."""
        own = paragraph.find(f"{WORD}pPr/{WORD}{name}")
        if own is not None:
            return own
        key = paragraph_style(paragraph), name
        if key not in self._properties:
            self._properties[key] = self._property(*key)
        return self._properties[key]

    def _property(self, style: str, name: str) -> etree._Element | None:
        """Return the element of ``w:pPr`` that paragraphs of a style have."""
        for one in self.chain(style, "paragraph"):
            found = one.find(f"{WORD}pPr/{WORD}{name}")
            if found is not None:
                return found
        return None if self._paragraph_defaults is None else self._paragraph_defaults.find(WORD + name)

    def indent(self, paragraph: etree._Element, side: str) -> int:
        """Return the indent of a paragraph on a side, « left » or « right », in twentieths of a point."""
        names = {"left": ("left", "start"), "right": ("right", "end")}[side]
        return next(
            (number(found) for one in self._said(paragraph, "ind") for name in names if (found := value(one, name))), 0
        )

    def exact_line(self, paragraph: etree._Element) -> int:
        """Return the height of a paragraph's lines where it is exact, in twentieths of a point; 0 where it is not."""
        spacings = list(self._said(paragraph, "spacing"))
        rule, line = (
            next((found for one in spacings if (found := value(one, name))), "") for name in ("lineRule", "line")
        )
        return number(line) if rule == "exact" else 0

    def tab_stops(self, paragraph: etree._Element) -> list[int]:
        """Return where the tab stops of a paragraph are, from left to right, in twentieths of a point."""
        stops: dict[int, str] = {}
        for group in reversed(list(self._said(paragraph, "tabs"))):
            stops |= {number(value(tab, "pos")): value(tab) for tab in group}
        return sorted(stop for stop, kind in stops.items() if kind not in ("clear", "bar"))

    def _said(self, paragraph: etree._Element, name: str) -> Iterator[etree._Element]:
        """Yield what a paragraph, its styles and the defaults say of a property whose attributes add up."""
        chain = self.chain(paragraph_style(paragraph), "paragraph")
        groups = [group.find(WORD + "pPr") for group in (paragraph, *chain)]
        found = (group.find(WORD + name) for group in (*groups, self._paragraph_defaults) if group is not None)
        yield from (one for one in found if one is not None)

    def level(self, paragraph: etree._Element) -> int:
        """Return the heading level of a paragraph, from 1; 0 for what is no heading."""
        style = paragraph_style(paragraph)
        if style not in self._headings:
            names = (value(one.find(WORD + "name")) for one in self.chain(style, "paragraph"))
            self._headings[style] = next((int(one[1]) for one in map(_HEADING.fullmatch, names) if one), 0)
        if self._headings[style]:
            return self._headings[style]
        outline = value(self.paragraph_property(paragraph, "outlineLvl"))
        return int(outline) + 1 if outline in "012345678" and outline else 0

    def fonts(self, run: etree._Element, paragraph: etree._Element) -> frozenset[str]:
        """Return the fonts of a run's Latin text."""
        properties = run.find(WORD + "rPr")
        own = self._given(properties)
        style = "" if properties is None else value(properties.find(WORD + "rStyle"))
        key = (paragraph_style(paragraph), style, tuple(own.items()))
        if key not in self._printed:
            found = self._fonts_of(style, "character") | own if style else own
            found = self._given(self._run_defaults) | self._fonts_of(key[0], "paragraph") | found
            self._printed[key] = frozenset(found.values())
        return self._printed[key]

    def _fonts_of(self, style: str, kind: str) -> dict[str, str]:
        """Return the fonts that a style gives, by the name of the letters that they are for."""
        if (style, kind) not in self._fonts:
            found: dict[str, str] = {}
            for one in self.chain(style, kind):
                found = self._given(one.find(WORD + "rPr")) | found
            self._fonts[style, kind] = found
        return self._fonts[style, kind]

    def _given(self, group: etree._Element | None) -> dict[str, str]:
        """Return the fonts that a group of properties names."""
        fonts = None if group is None else group.find(WORD + "rFonts")
        if fonts is None:
            return {}
        given = {
            name: self.theme.get(value(fonts, f"{name}Theme")) or first_face(value(fonts, name))
            for name in ("ascii", "hAnsi")
        }
        return {name: font for name, font in given.items() if font}

    def size(self, run: etree._Element, paragraph: etree._Element) -> int:
        """Return the size of a run's letters, in half-points; 20 when nothing says it."""
        return number(value(self.run_property(run, paragraph, "sz")) or "20")

    def run_property(self, run: etree._Element, paragraph: etree._Element, name: str) -> etree._Element | None:
        """Return the element of ``w:rPr`` that applies to a run, None when nothing says it."""
        groups = [run, *self._run_styles(run), *self.chain(paragraph_style(paragraph), "paragraph")]
        found = (group.find(f"{WORD}rPr/{WORD}{name}") for group in groups)
        said = next((element for element in found if element is not None), None)
        if said is None and self._run_defaults is not None:
            return self._run_defaults.find(WORD + name)
        return said

    def is_link(self, run: etree._Element) -> bool:
        """Tell whether a run has the character style that Word gives to links."""
        return any(value(style.find(WORD + "name")).lower() == "hyperlink" for style in self._run_styles(run))

    def language(self) -> str:
        """Return the language of a text that says nothing of it, "" when the template says nothing either."""
        groups = [self._run_defaults, *(style.find(WORD + "rPr") for style in self.chain("", "paragraph"))]
        found = [value(group.find(WORD + "lang")) for group in groups if group is not None]
        return next((language for language in reversed(found) if language), "")

    @cached_property
    def theme(self) -> dict[str, str]:
        """The fonts of the theme, by the names that styles give them: « minorHAnsi »."""
        found = self._package.related("theme")
        if found is None:
            return {}
        fonts: dict[str, str] = {}
        for kind in ("major", "minor"):
            latin = found[1].find(f".//{DRAWING}{kind}Font/{DRAWING}latin")
            if latin is not None:
                fonts |= {f"{kind}{script}": latin.get("typeface", "") for script in ("HAnsi", "Ascii")}
        return fonts

    def _run_styles(self, run: etree._Element) -> tuple[etree._Element, ...]:
        style = value(run.find(f"{WORD}rPr/{WORD}rStyle"))
        return self.chain(style, "character") if style else ()


def paragraph_style(paragraph: etree._Element) -> str:
    """Return the identifier of a paragraph's style, "" for the default one."""
    # Asked of every paragraph again and again: a path would take twice as long.
    properties = next(paragraph.iterchildren(WORD + "pPr"), None)
    return "" if properties is None else value(next(properties.iterchildren(WORD + "pStyle"), None))


def is_on_attribute(element: etree._Element, name: str) -> bool:
    """Tell whether a true-or-false attribute is true."""
    return value(element, name) not in ("", *_OFF)


def number(text: str) -> int:
    """Return a measure written in a template, 0 when it is none."""
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return 0


def width_beside(section: etree._Element, *sides: str) -> int:
    """Return the width of a section's page without these margins (and gutter), in twentieths of a point."""
    size, margins = section.find(WORD + "pgSz"), section.find(WORD + "pgMar")
    return number(value(size, "w")) - sum(number(value(margins, side)) for side in sides)
