"""New paragraphs in the formats of a document: each takes those of its like that already stands there."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from generator.avenants.articles import Alinea, Article, blocks_of, read_alinea
from generator.word.package import WORD, Package
from generator.word.styles import Styles, paragraph_style
from generator.word.wordtext import text_element, text_of

_SUBTITLE = re.compile(r"sous.?titre|sub.?title", re.IGNORECASE)
_DASH = "–\u00a0"
#: What comes before w:keepNext in w:pPr and before w:i in w:rPr, where the order is fixed (ISO/IEC 29500-1, A.1).
_BEFORE_KEEP = (WORD + "pStyle",)
_BEFORE_ITALIC = tuple(WORD + name for name in ("rStyle", "rFonts", "b", "bCs"))
#: What belongs to one paragraph alone: that it stays with the next, its mark's own format, its section.
_OWN = tuple(WORD + name for name in ("keepNext", "rPr", "sectPr", "pPrChange"))


@dataclass(frozen=True, slots=True)
class _Exemplar:
    """A paragraph of an article: where it stands, its level and that of the alinéa before it."""

    place: int
    level: int
    previous: int
    paragraph: etree._Element


class Exemplars:
    """The paragraphs of a document's articles, as models of those to come; nothing is changed here."""

    def __init__(self, package: Package, styles: Styles, articles: Sequence[Article]) -> None:
        self._styles = styles
        blocks = blocks_of(package)
        self._found: list[_Exemplar] = []
        for article in articles:
            previous = 0
            for place in article.blocks[1:] if article.avenants else article.blocks:
                alinea = read_alinea(blocks[place], package, styles)
                if alinea and not styles.level(blocks[place]):
                    self._found.append(_Exemplar(place, alinea.level, previous, copy.deepcopy(blocks[place])))
                    previous = alinea.level

    def paragraph(self, alinea: Alinea, previous: int, article: Article) -> etree._Element:
        """Return a paragraph that says ``alinea`` in ``article``, after an alinéa of the level ``previous``.

        Where no list stands in the document, the item of a list begins with a dash.
        """
        model = self._nearest(alinea.level, previous, article)
        if model is None and alinea.level:
            return _written(self._nearest(0, previous, article), _DASH + alinea.text)
        return _written(model, alinea.text)

    def note(self, text: str, article: Article) -> etree._Element:
        """Return a note to stand under the heading of ``article``: running text in italics, kept with what follows."""
        return _in_italics(_written(self._nearest(0, 0, article), text))

    def version(self, text: str, subtitle: etree._Element | None) -> etree._Element:
        """Return the line under the title that says the version, in the format of the ``subtitle``, else centred."""
        if subtitle is not None:
            return _in_italics(_written(subtitle, text))
        line = _in_italics(_written(None, text))
        etree.SubElement(line[0], WORD + "jc").set(WORD + "val", "center")
        return line

    def is_title(self, paragraph: etree._Element) -> bool:
        """Tell whether a paragraph is a heading or has the style of titles."""
        return bool(self._styles.level(paragraph)) or self._style_name(paragraph).lower() in ("title", "titre")

    def is_subtitle(self, paragraph: etree._Element) -> bool:
        """Tell whether a paragraph has a style of subtitles."""
        return _SUBTITLE.search(self._style_name(paragraph)) is not None

    def _style_name(self, paragraph: etree._Element) -> str:
        return self._styles.name(paragraph_style(paragraph))

    def _nearest(self, level: int, previous: int, article: Article) -> etree._Element | None:
        """Return the most alike paragraph of a level: in the article, then after a like one, then the nearest."""

        def distance(exemplar: _Exemplar) -> tuple[bool, bool, int]:
            after_like = bool(exemplar.previous) == bool(previous)
            return not after_like, exemplar.place not in article.blocks, abs(exemplar.place - article.blocks.start)

        alike = [exemplar for exemplar in self._found if exemplar.level == level]
        return min(alike, key=distance).paragraph if alike else None


def _written(model: etree._Element | None, text: str) -> etree._Element:
    """Return a paragraph of one run with the format of ``model`` and of most of its text."""
    paragraph = etree.Element(WORD + "p", nsmap={"w": WORD.strip("{}")})
    properties = None if model is None else model.find(WORD + "pPr")
    if properties is not None:
        kept = copy.deepcopy(properties)
        for name in _OWN:
            for child in kept.findall(name):
                kept.remove(child)
        paragraph.append(kept)
    run = etree.SubElement(paragraph, WORD + "r")
    runs = [] if model is None else model.findall(WORD + "r")
    letters = max(runs, key=lambda found: len(text_of(found)), default=None)
    form = None if letters is None else letters.find(WORD + "rPr")
    if form is not None:
        run.append(copy.deepcopy(form))
    run.append(text_element(text))
    return paragraph


def _in_italics(paragraph: etree._Element) -> etree._Element:
    """Put the only run in italics, and keep the paragraph with the next."""
    _switch_on(_first(paragraph, "pPr"), "keepNext", _BEFORE_KEEP)
    run = paragraph.find(WORD + "r")
    if run is not None:
        _switch_on(_first(run, "rPr"), "i", _BEFORE_ITALIC)
    return paragraph


def _first(element: etree._Element, name: str) -> etree._Element:
    found = element.find(WORD + name)
    if found is None:
        found = etree.Element(WORD + name)
        element.insert(0, found)
    return found


def _switch_on(properties: etree._Element, name: str, before: Sequence[str]) -> None:
    for old in properties.findall(WORD + name):
        properties.remove(old)
    place = sum(child.tag in before for child in properties)
    properties.insert(place, etree.Element(WORD + name))
