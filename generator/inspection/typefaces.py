"""Fonts and bullets: what the engines print as it was drawn, what they replace, and what no reader can speak."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from generator.errors import Problem
from generator.language.typography import seen
from generator.pdf.faces import OURS, SYMBOLS, lacking, named, shows, travels
from generator.pdf.trial import printed_as
from generator.rendering.tags import QUOTED, WRITTEN, straight
from generator.word.numbering import plain_bullet
from generator.word.package import WORD, Package
from generator.word.paragraphs import Flow, Paragraph, Piece
from generator.word.styles import Styles, is_on, paragraph_style, value

#: Orders of another age, marks of ends of lines and spaces of other scripts, which a paste from elsewhere leaves.
_CONTROLS = re.compile("[\u0080-\u009f\u1680\u2028\u2029\u3000]")
#: The forms of a face that a file may carry, by the words of Word's format (ISO/IEC 29500-1, 17.8.3).
_FORMS = {
    "Regular": "ses lettres droites",
    "Bold": "son gras",
    "Italic": "son italique",
    "BoldItalic": "son gras italique",
}
_PRIVATE = range(0xE000, 0xF900)


def check_typefaces(package: Package, styles: Styles, flows: list[Flow], engine: str) -> Iterator[Problem]:
    """Find symbol fonts, whose signs have no meaning in Unicode (PDF/A-2, 6.2.11.7), and fonts that get replaced.

    ``engine`` is the choice of the one that prints: it is asked about fonts that do not travel with the program.
    """
    told: set[str] = set()
    embedded = _embedded(package)
    levels = _levels(package)
    for flow in flows:
        if flow.is_property:
            continue
        for paragraph in flow.paragraphs:
            yield from _check_number(paragraph, styles, levels, embedded, told, engine)
            yield from _check_spacing(paragraph, styles, told)
            yield from _check_symbols(paragraph)
            yield from _check_fonts(paragraph, styles, embedded, told, engine)


def _check_number(
    paragraph: Paragraph,
    styles: Styles,
    levels: dict[tuple[str, str], etree._Element],
    embedded: Mapping[str, set[str]],
    told: set[str],
    engine: str,
) -> Iterator[Problem]:
    """Find bullets drawn with a font of symbols, and numbers written in a face that is not there."""
    numbering = styles.paragraph_property(paragraph.element, "numPr")
    if numbering is None or not paragraph.text.strip():
        return
    level = levels.get((value(numbering.find(WORD + "numId")), value(numbering.find(WORD + "ilvl")) or "0"))
    if level is None:
        return
    font = value(level.find(f"{WORD}rPr/{WORD}rFonts"), "ascii")
    if value(level.find(WORD + "numFmt")) != "bullet":
        if font and font not in embedded and font not in told and not travels(font):
            told.add(font)
            yield from _check_font(paragraph, 0, font, engine)
        return
    text = value(level.find(WORD + "lvlText"))
    key = f"bullet {id(level)}"
    if (
        key not in told
        and not plain_bullet(level)
        and (font.lower() in SYMBOLS or any(ord(sign) in _PRIVATE for sign in text))
    ):
        told.add(key)
        yield paragraph.problem(
            f"la puce de la liste est un dessin de la police {font or 'de symboles'}, illisible à voix haute",
            "Accueil, Puces, Définir une puce, Symbole : prenez « • » ou « – » dans la police du texte",
        )


def _check_spacing(paragraph: Paragraph, styles: Styles, told: set[str]) -> Iterator[Problem]:
    key = f"spacing {paragraph_style(paragraph.element)}"
    if key in told or not paragraph.text.strip():
        return
    if is_on(styles.paragraph_property(paragraph.element, "contextualSpacing")):
        told.add(key)
        name = styles.name(paragraph_style(paragraph.element)) or "Normal"
        yield paragraph.problem(
            f"l’espacement du style « {name} » dépend des paragraphes voisins : le PDF peut en différer",
            "Paragraphe : décochez « Ne pas ajouter d’espace entre les paragraphes du même style »",
            level="warning",
        )


def _check_symbols(paragraph: Paragraph) -> Iterator[Problem]:
    """Find a sign drawn with a symbol font: a box, an arrow, a telephone; and one that orders and is not drawn."""
    if hidden := _CONTROLS.search(paragraph.text):
        yield paragraph.problem(
            f"un signe invisible (U+{ord(hidden[0]):04X}) ne s’imprime pas de même partout",
            "effacez-le : supprimez et retapez les lettres qui l’entourent",
            hidden.start(),
        )
    drawn = next(paragraph.element.iter(WORD + "sym"), None) is not None
    private = next((at for at, sign in enumerate(paragraph.text) if ord(sign) in _PRIVATE), None)
    if drawn or private is not None:
        yield paragraph.problem(
            "un signe est dessiné avec une police de symboles : il serait illisible dans l’archive",
            "remplacez-le par un mot, ou par un signe de la police du texte",
            private or 0,
        )


def _check_fonts(
    paragraph: Paragraph, styles: Styles, embedded: Mapping[str, set[str]], told: set[str], engine: str
) -> Iterator[Problem]:
    for piece in paragraph.pieces:
        text = piece.element.text or ""
        if not text.strip():
            continue
        fonts = styles.fonts(piece.run, paragraph.element)
        if not fonts and "" not in told:
            told.add("")
            message = "aucune police n’est dite pour ce texte : chaque programme prendrait la sienne"
            remedy = f"modifiez le style Normal et choisissez {OURS[0]}"
            yield paragraph.problem(message, remedy, piece.start)
        for font in sorted(fonts):
            if font in embedded:
                yield from _check_form(paragraph, piece, font, styles, embedded[font], told)
            elif travels(font):
                yield from _check_signs(paragraph, piece, font, told)
            elif font not in told:
                told.add(font)
                yield from _check_font(paragraph, piece.start, font, engine)


def _check_signs(paragraph: Paragraph, piece: Piece, font: str, told: set[str]) -> Iterator[Problem]:
    """Find the signs that a font of the program lacks: another one draws them, or a box."""
    shown = seen(WRITTEN.sub(_said, paragraph.text))
    signs = [
        sign for sign in lacking(font, seen(piece.element.text or "")) if sign in shown and f"{font} {sign}" not in told
    ]
    told.update(f"{font} {sign}" for sign in signs)
    if signs:
        yield paragraph.problem(
            f"la police {font} n’a pas « {' '.join(signs)} »",
            "écrivez un mot, ou un signe de la police du texte",
            piece.start,
        )


def _said(tag: re.Match[str]) -> str:
    """Return the texts that a tag may print by itself, those between its quotes."""
    return " ".join(QUOTED.findall(straight(tag[0]))) if tag[0].startswith("{{") else ""


def _check_form(
    paragraph: Paragraph, piece: Piece, font: str, styles: Styles, held: set[str], told: set[str]
) -> Iterator[Problem]:
    """Find the bold and the italic of a face that the file carries without them: an engine would make them up."""
    bold, italic = (is_on(styles.run_property(piece.run, paragraph.element, name)) for name in ("b", "i"))
    form = ("Bold" if bold else "") + ("Italic" if italic else "") or "Regular"
    if form not in held and f"{font} {form}" not in told:
        told.add(f"{font} {form}")
        yield paragraph.problem(
            f"la police {font} est jointe au fichier sans {_FORMS[form]} : chaque programme l’imiterait à sa façon",
            "Fichier, Options, Enregistrement : décochez « Incorporer les polices dans le fichier »",
            piece.start,
        )


def _check_font(paragraph: Paragraph, at: int, font: str, engine: str) -> Iterator[Problem]:
    """Find a font of symbols, and one that the engine replaces."""
    if font.lower() in SYMBOLS:
        yield paragraph.problem(
            f"un texte est écrit avec la police de symboles {font}", "écrivez-le dans la police du texte", at
        )
        return
    printed = printed_as(font, engine)
    if not any(shows(name, font) for name in printed):
        by = ", ".join(named(printed)) or "une autre"
        yield paragraph.problem(
            f"la police {font} manque : elle sera remplacée par {by} dans le PDF, que le contrôle refusera",
            f"choisissez {', '.join(OURS[:-1])} ou {OURS[-1]} ; ou faites installer {font} et LibreOffice",
            at,
            level="warning",
        )


def _embedded(package: Package) -> dict[str, set[str]]:
    """Return the fonts that the template carries with it, each with the forms that it carries."""
    found = package.related("fontTable")
    fonts = found[1].iter(WORD + "font") if found else iter(())
    forms = (
        (value(font, "name"), {form for form in _FORMS if font.find(f"{WORD}embed{form}") is not None})
        for font in fonts
    )
    return {name: held for name, held in forms if held}


def _levels(package: Package) -> dict[tuple[str, str], etree._Element]:
    """Return the levels of lists by (identifier of the list, level)."""
    found = package.related("numbering")
    if not found:
        return {}
    abstract = {value(item, "abstractNumId"): item for item in found[1].iter(WORD + "abstractNum")}
    return {
        (value(item, "numId"), value(level, "ilvl")): level
        for item in found[1].findall(WORD + "num")
        for level in abstract.get(value(item.find(WORD + "abstractNumId")), item).iter(WORD + "lvl")
    }
