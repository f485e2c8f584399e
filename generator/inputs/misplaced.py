"""Cells that stand elsewhere than under their titles: a row in one cell, cells too many, moved aside or exchanged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from generator.inputs.csvfile import SEPARATORS
from generator.inputs.grid import Fault, Record, column_name
from generator.language.agreement import plural
from generator.law.identifiers import insee_is_valid

#: The form of a cell, by column: how cells moved aside are known.
FORMS: Mapping[str, Callable[[str], object]] = {
    "insee": lambda cell: insee_is_valid(cell.upper()),
    "siren": lambda cell: re.fullmatch(r"[0-9]{9}", cell.replace(" ", "")),
    "tncc": lambda cell: re.fullmatch(r"[0-8]", cell),
    "code_postal": lambda cell: re.fullmatch(r"[0-9]{5}", cell.replace(" ", "")),
    "population_municipale": lambda cell: re.fullmatch(r"[0-9 ]{1,11}", cell),
    "courriel": lambda cell: "@" in cell,
    "telephone": lambda cell: re.fullmatch(r"\+?[0-9 .()/-]{10,20}", cell),
    "civilite_maire": lambda cell: column_name(cell) in ("monsieur", "m", "mr", "madame", "mme"),
    "maire_depuis": lambda cell: re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}/[0-9]{2}/[0-9]{4}", cell),
    "accompagnements": lambda cell: re.fullmatch(r"[0-9 ]+", cell),
    "jour": lambda cell: cell.lower().endswith("di") or cell.lower() == "dimanche",
    "demi_journee": lambda cell: column_name(cell) in ("matin", "apres_midi"),
}
#: What to do about cells that moved, and about two that stand in each other's place.
MOVED = "remettez chaque cellule sous son titre (cellule insérée ou supprimée, séparateur en trop ou manquant)"
EXCHANGED = "remettez chaque cellule sous son titre, ou échangez les deux titres"


def unparted(record: Record, titles: Sequence[str], separator: str) -> Fault | None:
    """Tell of a line that the separator of the titles does not part, and another would."""
    filled, width = [cell for cell in record.cells if cell], len(titles)
    others = [one for one in SEPARATORS if one != separator or len(record.cells) == 1]
    if not separator or width < 5 or len(filled) > 1 or all(filled[0].count(one) < width // 2 for one in others):
        return None
    message = f"cette ligne n’a qu’une cellule : rien n’y est séparé par « {separator} »"
    remedy = "employez le même séparateur sur toutes les lignes, sans guillemets autour de la ligne"
    return Fault("error", record.line, None, message, remedy)


def beyond(record: Record, titles: Sequence[str], separator: str) -> Iterator[Fault]:
    """Tell of a row with cells beyond the last title."""
    width = max((place for place, title in enumerate(titles) if title), default=-1) + 1
    extra = [cell for cell in record.cells[width:] if cell]
    if extra:
        message = f"{len(record.cells)} cellules pour {plural(width, 'colonne')} : « {extra[0]} » est en trop"
        remedy = "donnez un titre à cette colonne, ou videz la cellule"
        if separator:
            quoted = "mettez entre guillemets un texte qui en contient un"
            remedy = f"vérifiez les séparateurs « {separator} » de cette ligne ; {quoted}"
        yield Fault("error", record.line, None, message, remedy)


def moved(record: Record, cells: Mapping[str, str], places: Mapping[str, int]) -> Fault | None:
    """Tell of a row whose cells moved aside: two or more are what their neighbours on one side should be.

    Of two that are what each other should be, none moved further.
    """
    wrong = [column for column, form in FORMS.items() if cells.get(column) and not form(cells[column])]
    if len(wrong) < 2:
        return None
    if len(wrong) == 2 and all(FORMS[one](cells[other]) for one, other in (wrong, wrong[::-1])):
        first, second = sorted(wrong, key=places.__getitem__)
        message = f"« {cells[first]} » et « {cells[second]} » : les cellules {first} et {second} sont échangées"
        return Fault("error", record.line, places[first], message, EXCHANGED)
    for step, side in ((1, "droite"), (-1, "gauche")):
        first, *others = sorted(wrong, key=places.__getitem__)  # what the first one held may be gone
        beside = {column: _beside(record, places[column] + step) for column in others}
        if all(cell and FORMS[column](cell) for column, cell in beside.items()):
            message = f"les cellules de cette ligne sont décalées d’une colonne vers la {side}"
            return Fault("error", record.line, places[first], message, MOVED)
    return None


def _beside(record: Record, place: int) -> str:
    return record.cells[place] if 0 <= place < len(record.cells) else ""
