"""The slots that an evaluation changes: each read over the one in force, and held to the rules with all others."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from generator.errors import Problem
from generator.inputs.campaign import PlanningRules
from generator.inputs.cells import Cells
from generator.inputs.communes import SLOT_COLUMNS, Commune, Slot
from generator.inputs.evaluation import Evaluation
from generator.inputs.slots import Claim, check_claims, read_slot
from generator.language.dates import date_longue


def new_slot(cells: Cells, commune: Commune, rules: PlanningRules | None) -> Slot | None:
    """Return the slot in force with the parts that the row fills replaced; None when it fills none."""
    filled = {column: cells.cell(column) for column in SLOT_COLUMNS if cells.cell(column)}
    if not filled:
        return None
    if rules is None:
        remedy = "videz les colonnes du créneau"
        cells.note("error", next(iter(filled)), "la campagne n’a pas de planning", remedy)
        return None
    empty = dict.fromkeys(SLOT_COLUMNS, "") | {"lieu": commune.row.get("lieu", "")}
    current = dataclasses.asdict(commune.slot) if commune.slot else empty
    slot = read_slot(cells, {column: str(value) for column, value in current.items()} | filled)
    if slot is None and not cells.wrong:
        cells.note("error", "lieu", "lieu sans créneau", "complétez les colonnes du créneau : la commune n’en a pas")
    return slot


def slot_problems(evaluation: Evaluation, communes: Sequence[Commune], rules: PlanningRules) -> list[Problem]:
    """Check the slots asked for against the rules, and against the slots that all ``communes`` have in the end.

    Whoever comes to a slot is told, not whoever stays on it.
    """
    rows = evaluation.by_insee
    staying: list[Claim] = []
    coming: list[Claim] = []
    for commune in communes:
        row = rows.get(commune.insee)
        slot = row.slot if row and row.slot else commune.slot
        if slot:
            line = (evaluation.name, row.line) if row and row.slot else commune.place("semaine")
            stays = commune.slot and commune.slot.when == slot.when
            (staying if stays else coming).append(Claim(commune.nom, slot, *line))
    coming.sort(key=lambda claim: claim.line)
    found = check_claims([*staying, *coming], rules, "choisissez un créneau libre pour l’une des deux communes")
    return [problem for problem in found if problem.file == evaluation.name] + _overlaps(evaluation, communes)


def _overlaps(evaluation: Evaluation, communes: Sequence[Commune]) -> list[Problem]:
    """Note each commune that takes a slot before the commune which leaves it does so."""
    rows = evaluation.by_insee
    moves = [
        (commune, row.slot.when, row.date_effet, row.line)
        for commune in communes
        if (row := rows.get(commune.insee)) and row.slot and row.date_effet
    ]
    leaving = {
        commune.slot.when: (commune.nom, date, line)
        for commune, when, date, line in moves
        if commune.slot and commune.slot.when != when
    }
    problems = []
    for commune, when, date, line in moves:
        nom, free, left = leaving.get(when, ("", date, line))
        if date < free:
            message = f"ce créneau est celui de {nom} jusqu’au {date_longue(free)} (ligne {left})"
            remedy = "donnez la même date d’effet aux deux communes"
            problems.append(Problem("error", message, remedy, evaluation.name, line, "date_effet", commune.nom))
    return problems
