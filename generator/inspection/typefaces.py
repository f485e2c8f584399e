"""Fonts and bullets: what the engines print as it was drawn, what they replace, and what no reader can speak."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.errors import Problem
from generator.inspection.opened import Opened
from generator.language.typography import seen
from generator.pdf.faces import OURS, SYMBOLS, lacking, named, shows, stand_in, travels
from generator.pdf.trial import printed_as
from generator.rendering.tags import QUOTED, WRITTEN, straight
from generator.word.numbering import plain_bullet
from generator.word.package import WORD, Package
from generator.word.paragraphs import Paragraph, Piece
from generator.word.styles import is_on, paragraph_style, value

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


def check_typefaces(template: Opened) -> Iterator[Problem]:
    """Find symbol fonts, whose signs have no meaning in Unicode (PDF/A-2, 6.2.11.7), and fonts that get replaced."""
    faces = _Typefaces(template)
    for paragraph in template.paragraphs:
        if paragraph.text.strip():
            yield from faces.check_number(paragraph)
            yield from faces.check_spacing(paragraph)
        yield from _check_symbols(paragraph)
        yield from faces.check_letters(paragraph)


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


class _Typefaces:
    """The faces of one template, each fault of which is told once; the engine prints those that do not travel."""

    def __init__(self, template: Opened) -> None:
        self._styles, self._lists, self._engine = template.styles, template.lists, template.engine
        self._embedded = _embedded(template.package)
        self._told: set[str] = set()

    def _is_new(self, fault: str) -> bool:
        """Tell whether a fault is told for the first time."""
        new = fault not in self._told
        self._told.add(fault)
        return new

    def check_number(self, paragraph: Paragraph) -> Iterator[Problem]:
        """Find bullets drawn with a font of symbols, and numbers written in a face that is not there."""
        level = self._lists.level(paragraph.element)
        if level is None:
            return
        font = value(level.find(f"{WORD}rPr/{WORD}rFonts"), "ascii")
        if value(level.find(WORD + "numFmt")) != "bullet":
            if font and font not in self._embedded and not travels(font) and self._is_new(font):
                yield from self._check_face(paragraph, 0, font)
            return
        is_drawn = font.lower() in SYMBOLS or any(ord(sign) in _PRIVATE for sign in value(level.find(WORD + "lvlText")))
        if is_drawn and not plain_bullet(level) and self._is_new(f"bullet {id(level)}"):
            yield paragraph.problem(
                f"la puce de la liste est un dessin de la police {font or 'de symboles'}, illisible à voix haute",
                "Accueil, Puces, Définir une puce, Symbole : prenez « • » ou « – » dans la police du texte",
            )

    def check_spacing(self, paragraph: Paragraph) -> Iterator[Problem]:
        """Find a style whose paragraphs are as far from others as these say."""
        style, spacing = paragraph_style(paragraph.element), "contextualSpacing"
        if is_on(self._styles.paragraph_property(paragraph.element, spacing)) and self._is_new(f"spacing {style}"):
            yield paragraph.problem(
                f"l’espacement du style « {self._styles.name(style) or 'Normal'} » dépend des paragraphes voisins : "
                "le PDF peut en différer",
                "Paragraphe : décochez « Ne pas ajouter d’espace entre les paragraphes du même style »",
                level="warning",
            )

    def check_letters(self, paragraph: Paragraph) -> Iterator[Problem]:
        """Find the faces of a text that are not printed as they are, and the signs that they lack."""
        for piece in paragraph.pieces:
            if not (piece.element.text or "").strip():
                continue
            fonts = self._styles.fonts(piece.run, paragraph.element)
            if not fonts and self._is_new(""):
                message = "aucune police n’est dite pour ce texte : chaque programme prendrait la sienne"
                yield paragraph.problem(message, f"modifiez le style Normal et choisissez {OURS[0]}", piece.start)
            for font in sorted(fonts):
                if font in self._embedded:
                    yield from self._check_form(paragraph, piece, font)
                elif travels(font):
                    yield from self._check_signs(paragraph, piece, font)
                    yield from self._check_stand_in(paragraph, piece, font)
                elif self._is_new(font):
                    yield from self._check_face(paragraph, piece.start, font)

    def _check_signs(self, paragraph: Paragraph, piece: Piece, font: str) -> Iterator[Problem]:
        """Find the signs that a font of the program lacks: another one draws them, or a box."""
        lacked = lacking(font, seen(piece.element.text or ""))
        shown = seen(WRITTEN.sub(_said, paragraph.text)) if lacked else ""
        signs = [sign for sign in lacked if sign in shown and self._is_new(f"{font} {sign}")]
        if signs:
            message = f"la police {font} n’a pas « {' '.join(signs)} »"
            yield paragraph.problem(message, "écrivez un mot, ou un signe de la police du texte", piece.start)

    def _check_stand_in(self, paragraph: Paragraph, piece: Piece, font: str) -> Iterator[Problem]:
        """Tell of a face of other widths than the one that is printed for it: lines and pages are not those of Word."""
        if (printed := stand_in(font)) and self._is_new(font):
            yield paragraph.problem(
                f"la police {font} n’est pas libre : le PDF est imprimé en {printed}, dont les lettres n’ont pas les "
                "mêmes largeurs ; ses lignes et ses pages peuvent finir ailleurs que dans Word",
                f"choisissez {printed} ou Calibri : Word montrera les pages du PDF",
                piece.start,
                level="warning",
            )

    def _check_form(self, paragraph: Paragraph, piece: Piece, font: str) -> Iterator[Problem]:
        """Find the bold and the italic of a face that the file carries without them: an engine would make them up."""
        said = {name: self._styles.run_property(piece.run, paragraph.element, name) for name in ("b", "i")}
        form = ("Bold" if is_on(said["b"]) else "") + ("Italic" if is_on(said["i"]) else "") or "Regular"
        if form not in self._embedded[font] and self._is_new(f"{font} {form}"):
            yield paragraph.problem(
                f"la police {font} est jointe au fichier sans {_FORMS[form]} : chaque programme l’imiterait à sa façon",
                "Fichier, Options, Enregistrement : décochez « Incorporer les polices dans le fichier »",
                piece.start,
            )

    def _check_face(self, paragraph: Paragraph, at: int, font: str) -> Iterator[Problem]:
        """Find a font of symbols, and one that the engine replaces."""
        if font.lower() in SYMBOLS:
            message = f"un texte est écrit avec la police de symboles {font}"
            yield paragraph.problem(message, "écrivez-le dans la police du texte", at)
            return
        printed = printed_as(font, self._engine)
        if not any(shows(name, font) for name in printed):
            by = ", ".join(named(printed)) or "une autre"
            yield paragraph.problem(
                f"la police {font} manque : elle sera remplacée par {by} dans le PDF, que le contrôle refusera",
                f"choisissez {', '.join(OURS[:-1])} ou {OURS[-1]} ; ou faites installer {font} et LibreOffice",
                at,
                level="warning",
            )


def _said(tag: re.Match[str]) -> str:
    """Return the texts that a tag may print by itself, those between its quotes."""
    return " ".join(QUOTED.findall(straight(tag[0]))) if tag[0].startswith("{{") else ""


def _embedded(package: Package) -> dict[str, set[str]]:
    """Return the fonts that the template carries with it, each with the forms that it carries."""
    found = package.related("fontTable")
    fonts = found[1].iter(WORD + "font") if found else iter(())
    forms = (
        (value(font, "name"), {form for form in _FORMS if font.find(f"{WORD}embed{form}") is not None})
        for font in fonts
    )
    return {name: held for name, held in forms if held}
