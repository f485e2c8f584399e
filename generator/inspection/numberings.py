"""The lists of a template: levels that the file does not define, and numbers that engines do not write alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from string import ascii_lowercase

from lxml import etree

from generator.errors import Problem
from generator.inspection.opened import Opened
from generator.word.numbering import LETTERS, Lists
from generator.word.package import TWO_FORMS, WORD
from generator.word.paragraphs import Paragraph
from generator.word.styles import is_on, number, value

#: How both engines number; letters go on alike up to z.
_FORMS = ("decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "bullet", "none")
#: What a number may not be: hidden, or in capitals that one engine alone prints.
_DRESSES = ("vanish", "specVanish", "caps", "smallCaps")
_OUT = "sortez la liste de la zone de texte, ou tapez ses numéros"
_AGAIN = "Accueil : ôtez le numéro ou la puce de ce paragraphe, puis remettez-le avec le bouton de la liste"
_PLAIN = "Accueil, Liste à plusieurs niveaux, Définir une nouvelle liste : 1, 2, 3…, a, b, c…, I, II, III… ou une puce"
_REFERENCE = re.compile(r"%([1-9])")


def check_lists(template: Opened) -> Iterator[Problem]:
    """Find the paragraphs whose number would be lost, or not be the same everywhere; each level is told once."""
    lists = template.lists
    if lists.repeated:
        message = "deux listes du fichier portent le même identifiant : le moteur intégré n’en imprimerait aucune"
        remedy = "ouvrez le modèle dans Word ou LibreOffice, et enregistrez-le de nouveau au format .docx"
        yield Problem("error", message, remedy, place=template.body.place)
    for text in template.texts:
        told: set[tuple[str, str]] = set()
        begun: set[tuple[str, int]] = set()
        counted: Counter[tuple[str, str]] = Counter()
        for paragraph in text.paragraphs:
            asked = lists.asked(paragraph.element)
            if asked is None:
                continue
            name, at = asked
            begun.add((name, number(at)))
            level = lists.levels.get(asked)
            wrong = _wrong(level, number(at)) if level is not None else _undefined(lists, name, number(at))
            wrong = wrong or _early(level, name, begun) or _boxed(paragraph, lists)
            begins_again = [key for key in counted if key[0] == name and number(key[1]) > number(at)]
            for key in begins_again:
                del counted[key]
            counted[asked] += bool(paragraph.text.strip())
            wrong = wrong or _beyond(level, counted[asked])
            if wrong and asked not in told:
                told.add(asked)
                yield paragraph.problem(*wrong)


def _boxed(paragraph: Paragraph, lists: Lists) -> tuple[str, str] | None:
    """Tell of a number in a text box, which the embedded engine does not print and LibreOffice counts first."""
    if not lists.is_numbered(paragraph.element) or not paragraph.is_boxed:
        return None
    return "une liste numérotée est dans une zone de texte : ses numéros ne seraient pas les mêmes partout", _OUT


def _beyond(level: etree._Element | None, count: int) -> tuple[str, str] | None:
    """Tell of a number after z, where the embedded engine begins again at a, and others write aa."""
    last = count + number(value(None if level is None else level.find(WORD + "start")) or "1") - 1
    if value(None if level is None else level.find(WORD + "numFmt")) not in LETTERS or last <= len(ascii_lowercase):
        return None
    return "cette liste va au-delà de la lettre z : la suite ne s’écrit pas de même partout", _PLAIN


def _undefined(lists: Lists, name: str, at: int) -> tuple[str, str] | None:
    if name not in lists.names or at > 8:
        return None  # no engine writes a number there
    return f"le niveau {at + 1} de cette liste n’est pas défini : LibreOffice écrirait un numéro à sa place", _AGAIN


def _wrong(level: etree._Element, at: int) -> tuple[str, str] | None:
    """Return what is wrong with a level, and the remedy; None for one that comes out right."""
    form, text = value(level.find(WORD + "numFmt")) or "decimal", level.find(WORD + "lvlText")
    start, restart = value(level.find(WORD + "start")), level.find(WORD + "lvlRestart")
    referred = [int(found) - 1 for found in _REFERENCE.findall(value(text))]
    dress = next((name for name in _DRESSES if is_on(level.find(f"{WORD}rPr/{WORD}{name}"))), "")
    if next(level.iter(TWO_FORMS), None) is not None:
        said = "ses numéros sont écrits deux fois, pour les nouveaux Word et pour les anciens"
    elif form not in _FORMS:
        said = f"ses numéros ne sont ni des chiffres, ni des lettres, ni des puces ({form})"
    elif form == "bullet" and "%" in value(text):
        said = f"sa puce est un numéro (« {value(text)} »)"
    elif text is None or (form not in ("bullet", "none") and (not start or start.startswith("-"))):
        said = "son premier numéro n’est pas défini"
    elif is_on(level.find(WORD + "isLgl")):
        said = "elle écrit en chiffres les numéros des niveaux du dessus (« style légal »)"
    elif restart is not None and number(value(restart)) != at:
        said = "elle ne reprend pas au début sous chaque numéro du niveau du dessus"
    elif len(set(referred)) < len(referred):
        said = f"elle cite deux fois le même numéro (« {value(text)} »)"
    elif any(one > at for one in referred):
        said = f"elle cite le numéro d’un niveau du dessous (« {value(text)} »)"
    elif dress:
        said = "ses numéros sont masqués ou en majuscules"
    else:
        return None
    return f"cette liste ne s’imprime pas de même partout : {said}", _PLAIN


def _early(level: etree._Element | None, name: str, begun: set[tuple[str, int]]) -> tuple[str, str] | None:
    """Tell of a number that cites a level above that has not begun: Word counts it as 1, LibreOffice does not."""
    cited = _REFERENCE.findall(value(None if level is None else level.find(WORD + "lvlText")))
    if all((name, int(one) - 1) in begun for one in cited):
        return None
    return "cette liste commence par un niveau du dessous : son numéro ne serait pas le même partout", _AGAIN
