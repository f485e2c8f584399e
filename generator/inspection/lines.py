"""Lines that no page prints as they are: lower than what stands in them, too short for a word, letters on letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from generator.errors import Problem
from generator.inspection.opened import Opened
from generator.word.namespaces import PLACING
from generator.word.package import WORD
from generator.word.paragraphs import Flow, Paragraph
from generator.word.styles import Styles, number, value

#: Signs that nothing parts, neither a space nor a dash, which no line holds: 16 cm take some 85 letters of 11 points.
_TOO_LONG = re.compile(r"[^\s\-–—{}%]{81,}")
#: Drawings are measured in English Metric Units, lines in twentieths of a point (ECMA-376, 20.4.2.7 and 17.3.1.33).
EMU = 635
#: Letters that are drawn together by more than this part of their size cover one another: an « i » takes a fifth.
_TIGHT = 6


def too_long(text: str) -> re.Match[str] | None:
    """Return the first word of a text that is longer than a line, None when each fits."""
    return _TOO_LONG.search(text)


def told_long(word: str) -> tuple[str, str]:
    """Return what is wrong with a word that no line holds, and what to do."""
    message = f"« {word[:20]}… » a {len(word)} signes sans une espace : aucune ligne ne le contient"
    return message, "coupez-le par une espace ou un trait d’union"


def check_lines(template: Opened) -> Iterator[Problem]:
    """Find lines of an exact height, lower than what stands in them, crowded letters, and words longer than a line."""
    for paragraph in template.paragraphs:
        yield from _check_height(paragraph, template.styles)
        yield from _check_crowded(paragraph, template.styles)
        if long := too_long(paragraph.text):
            yield paragraph.problem(*told_long(long[0]), long.start())


def _check_height(paragraph: Paragraph, styles: Styles) -> Iterator[Problem]:
    height = styles.exact_line(paragraph.element)
    if not height:
        return
    written = [piece for piece in paragraph.pieces if (piece.element.text or "").strip()]
    letters = max((styles.size(piece.run, paragraph.element) * 10 for piece in written), default=0)
    pictures = max((number(one.get("cy", "")) // EMU for one in _pictures(paragraph)), default=0)
    if height < max(letters, pictures):
        what = "l’image, qui serait coupée" if pictures > letters else "les lettres : les lignes se chevaucheraient"
        yield paragraph.problem(
            f"l’interligne exact de {height / 20:g} pt".replace(".", ",") + f" est plus petit que {what}",
            "Paragraphe, Interligne : prenez « Simple » ou « Au moins » à la place de « Exactement »",
        )


def _check_crowded(paragraph: Paragraph, styles: Styles) -> Iterator[Problem]:
    for piece in paragraph.pieces:
        drawn = -number(value(styles.run_property(piece.run, paragraph.element, "spacing")))
        if drawn * _TIGHT > styles.size(piece.run, paragraph.element) * 10 and (piece.element.text or "").strip():
            yield paragraph.problem(
                f"des lettres sont resserrées de {drawn / 20:g} pt".replace(".", ",") + " : elles se couvrent",
                "Police, Paramètres avancés, Espacement : « Normal »",
                piece.start,
            )
            return


def check_rows(template: Opened) -> Iterator[Problem]:
    """Find rows of tables whose exact height cuts their text."""
    for flow, row in template.elements(WORD + "tr"):
        given = row.find(f"{WORD}trPr/{WORD}trHeight")
        height = number(value(given, "val")) if value(given, "hRule") == "exact" else 0
        if height and any(height_of(cell, flow, template.styles) > height for cell in row.findall(WORD + "tc")):
            message = "une ligne de tableau a une hauteur exacte qui coupe son texte"
            remedy = "Propriétés du tableau, Ligne, Hauteur : « Au moins » à la place de « Exactement »"
            yield flow.problem(row, message, remedy)


def height_of(container: etree._Element, flow: Flow, styles: Styles) -> int:
    """Return the least height of what a cell or a text box holds, a line each paragraph, in twentieths of a point."""
    held = set(container.iter(WORD + "p"))
    shown = [one for one in flow.paragraphs if one.element in held and not one.text.strip().startswith("{%p")]
    return sum(max((styles.size(piece.run, one.element) for piece in one.pieces), default=0) * 10 for one in shown)


def _pictures(paragraph: Paragraph) -> Iterator[etree._Element]:
    """Yield the sizes of the pictures that stand in the lines of a paragraph."""
    for drawing in paragraph.element.iter(WORD + "drawing"):
        yield from drawing.iterfind(f"{{*}}inline/{PLACING}extent")
