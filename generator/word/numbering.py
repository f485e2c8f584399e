"""The numbers and bullets that Word puts before the paragraphs of its lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from lxml import etree

from generator.word.package import WORD, Package
from generator.word.styles import Styles, number, paragraph_style, value

#: The level of a list, by the list's identifier and the level's, both as the file writes them.
Key = tuple[str, str]
LETTERS = ("lowerLetter", "upperLetter")
_ALPHABET = 26
#: No list counts further in letters or in Roman numerals.
_MOST = 5000
_FACE = f"{WORD}rPr/{WORD}rFonts"
#: Word's own bullets: by the font of symbols and its sign, what both say in any face.
_BULLETS = {
    ("symbol", "\uf0b7"): "•",
    ("symbol", "·"): "•",
    ("symbol", "\uf02d"): "–",
    ("wingdings", "\uf0a7"): "▪",
    ("wingdings", "§"): "▪",
}
_ROMAN: tuple[tuple[int, str], ...] = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"))
_ROMAN += ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Lists:
    """The lists of a document (ISO/IEC 29500-1, 17.9)."""

    def __init__(self, package: Package, styles: Styles) -> None:
        found = package.related("numbering")
        self._root = found[1] if found else etree.Element(WORD + "numbering")
        self._styles = styles

    @cached_property
    def levels(self) -> dict[Key, etree._Element]:
        """The levels; what a list says again takes the place of what it was made from."""
        return {
            (value(item, "numId"), value(level, "ilvl")): level
            for item in self._root.findall(WORD + "num")
            for level in (*self._abstract(item).findall(WORD + "lvl"), *item.iterfind(f"{WORD}lvlOverride/{WORD}lvl"))
            if value(level, "ilvl").isdecimal()
        }

    @cached_property
    def names(self) -> frozenset[str]:
        """The identifiers of the lists, those that define no level too."""
        return frozenset(value(item, "numId") for item in self._root.findall(WORD + "num"))

    @property
    def repeated(self) -> bool:
        """Whether two definitions of lists bear one identifier."""
        names = [value(one, "abstractNumId") for one in self._root.findall(WORD + "abstractNum")]
        return len(set(names)) < len(names)

    def key(self, paragraph: etree._Element) -> Key | None:
        """Return the level of a paragraph, None when it is in no list or in one that does not define the level."""
        asked = self.asked(paragraph)
        return asked if asked in self.levels else None

    def level(self, paragraph: etree._Element) -> etree._Element | None:
        """Return what is said of the level of a paragraph, None as ``key`` does."""
        key = self.key(paragraph)
        return None if key is None else self.levels[key]

    def asked(self, paragraph: etree._Element) -> Key | None:
        """Return the level that a paragraph asks for, None for none; a style may be tied to a level of its list."""
        listed = self._styles.paragraph_property(paragraph, "numPr")
        name = value(None if listed is None else listed.find(WORD + "numId"))
        if listed is None or name in ("", "0"):
            return None
        level = value(listed.find(WORD + "ilvl"))
        if not level:
            style = paragraph_style(paragraph)
            tied = (
                at
                for (one, at), item in self.levels.items()
                if one == name and style and value(item.find(WORD + "pStyle")) == style
            )
            level = next(tied, "0")
        return name, level

    def is_numbered(self, paragraph: etree._Element) -> bool:
        """Tell whether a paragraph bears a number, which the one before in its list makes."""
        level = self.level(paragraph)
        return level is not None and value(level.find(WORD + "numFmt")) not in ("bullet", "none")

    def is_bulleted(self, paragraph: etree._Element) -> bool:
        """Tell whether a bullet stands before a paragraph."""
        level = self.level(paragraph)
        return level is not None and value(level.find(WORD + "numFmt")) == "bullet"

    def is_lettered(self, paragraph: etree._Element) -> bool:
        """Tell whether a paragraph is numbered by a letter."""
        level = self.level(paragraph)
        return level is not None and value(level.find(WORD + "numFmt")) in LETTERS

    def labels(self, paragraphs: Iterable[etree._Element]) -> Iterator[str]:
        """Yield what stands before each paragraph, "" before one that is in no list."""
        for _, key, family, counts in self._counted(paragraphs):
            yield self._label(*key, family, counts) if key else ""

    def beyond_z(self, paragraphs: Iterable[etree._Element]) -> etree._Element | None:
        """Return the first paragraph whose number is a letter after z, where the embedded engine begins again at a."""
        counted = self._counted(paragraphs)
        found = (one for one, key, name, counts in counted if key and counts[name, key[1]] > _ALPHABET)
        return next((one for one in found if self.is_lettered(one)), None)

    def _counted(
        self, paragraphs: Iterable[etree._Element]
    ) -> Iterator[tuple[etree._Element, Key | None, str, dict[Key, int]]]:
        """Yield each paragraph with its level, the list that it counts with, and what is counted so far."""
        counts: dict[Key, int] = {}
        begun: set[Key] = set()
        for paragraph in paragraphs:
            key = self.key(paragraph)
            if key is None:
                yield paragraph, None, "", counts
                continue
            name, at = key
            item = next(found for found in self._root.findall(WORD + "num") if value(found, "numId") == name)
            family = value(item.find(WORD + "abstractNumId"))
            again = next((one for one in item.findall(WORD + "lvlOverride") if value(one, "ilvl") == at), None)
            start = value(self.levels[key].find(WORD + "start")) or "0"
            if again is not None and key not in begun and again.find(WORD + "startOverride") is not None:
                start = value(again.find(WORD + "startOverride"))
                counts.pop((family, at), None)
            begun.add(key)
            counts[family, at] = counts.get((family, at), number(start) - 1) + 1
            for deeper in range(int(at) + 1, 9):
                counts.pop((family, str(deeper)), None)
            yield paragraph, key, family, counts

    def _label(self, name: str, at: str, family: str, counts: dict[Key, int]) -> str:
        def shown(found: re.Match[str]) -> str:
            level = self.levels.get((name, str(int(found[1]) - 1)))
            if level is None:
                return ""
            count = counts.get((family, str(int(found[1]) - 1)), number(value(level.find(WORD + "start"))))
            return written(count, value(level.find(WORD + "numFmt")))

        level = self.levels[name, at]
        return plain_bullet(level) or re.sub(r"%([1-9])", shown, value(level.find(WORD + "lvlText")))

    def _abstract(self, item: etree._Element) -> etree._Element:
        wanted = value(item.find(WORD + "abstractNumId"))
        return next(
            (one for one in self._root.findall(WORD + "abstractNum") if value(one, "abstractNumId") == wanted), item
        )


def plain_bullet(level: etree._Element) -> str:
    """Return the sign of a bullet that a font of symbols draws, "" for any other number or bullet."""
    drawn = value(level.find(_FACE), "ascii").lower(), value(level.find(WORD + "lvlText"))
    return _BULLETS.get(drawn, "") if value(level.find(WORD + "numFmt")) == "bullet" else ""


def dress(package: Package, *, bare: bool = False) -> Mapping[str, etree._Element]:
    """Have the lists of a document written in the face of its text, and return the parts that this changes, by name.

    These are, of the lists in use, Word's own bullets, signs of fonts of symbols that no reader can speak, and numbers
    that name no face when they are ``bare``: the embedded engine takes a face of its own there.
    """
    found = package.related("numbering")
    levels = list(found[1].iter(WORD + "lvl")) if found else []
    if not any(plain_bullet(level) or (bare and not _names_face(level)) for level in levels):
        return {}
    styles = Styles(package)
    lists = Lists(package, styles)
    used = {lists.key(paragraph) for part in package.parts.values() for paragraph in part.iter(WORD + "p")}
    asking = [
        level
        for key, level in lists.levels.items()
        if key in used and (plain_bullet(level) or (bare and not _names_face(level)))
    ]
    plain = etree.Element(WORD + "p")
    face = min(styles.fonts(plain, plain), default="")
    if found is None or not asking or not face:
        return {}
    for level in asking:
        sign, text = plain_bullet(level), level.find(WORD + "lvlText")
        if sign and text is not None:
            text.set(WORD + "val", sign)
        properties = level.find(WORD + "rPr")
        if properties is None:
            properties = etree.SubElement(level, WORD + "rPr")
        fonts = properties.find(WORD + "rFonts")
        if fonts is None:
            fonts = etree.Element(WORD + "rFonts")
            properties.insert(0, fonts)
        fonts.attrib.update({WORD + name: face for name in ("ascii", "hAnsi", *(["cs"] if sign else []))})
    return {found[0]: found[1]}


def _names_face(level: etree._Element) -> bool:
    """Tell whether a level names a face: Word writes fonts that name none, but a hint."""
    fonts = level.find(_FACE)
    return any(value(fonts, name) for name in ("ascii", "asciiTheme", "hAnsi", "hAnsiTheme"))


def written(count: int, form: str) -> str:
    """Return a number as a list writes it: letters go on from z with aa, bb; one that no list reaches in figures."""
    if form in ("none", "bullet"):
        return ""
    if form in LETTERS and 0 < count <= _MOST:
        letter = chr(ord("a") + (count - 1) % _ALPHABET) * ((count - 1) // _ALPHABET + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < count <= _MOST:
        roman = ""
        for unit, letters in _ROMAN:
            roman += letters * (count // unit)
            count %= unit
        return roman.upper() if form == "upperRoman" else roman
    return f"{count:02d}" if form == "decimalZero" else str(count)
