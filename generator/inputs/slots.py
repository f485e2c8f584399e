"""The slot of a commune as a row of a table says it, and the slots of all together: none is given twice."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.errors import Level, Problem
from generator.inputs.campaign import PlanningRules
from generator.inputs.cells import Cells
from generator.inputs.communes import HALF_DAYS, Slot
from generator.inputs.table import column_name
from generator.language.calendar import WEEKDAYS
from generator.language.dates import heure

MORNING, AFTERNOON = "matin", "après-midi"
_NOON = 12 * 60
_MIDNIGHT = 24 * 60
_KEYS = {MORNING: "matin", AFTERNOON: "apres_midi"}
_SWAPPED = "corrigez cette heure ; matin et apres_midi sont peut-être inversés"
_SHORTER = "avancez cette heure, ou diminuez accueil_minutes ou rendez_vous_minutes"


def slot_of(row: Mapping[str, str]) -> Slot | None:
    """Return the slot of a row of communes.csv that a build has checked."""
    if not row.get("mediateur"):
        return None
    return Slot(
        row["mediateur"],
        int(row["semaine"]),
        row["jour"].lower(),
        HALF_DAYS[column_name(row["demi_journee"])],
        row.get("lieu") or "Mairie",
    )


def read_slot(cells: Cells, values: Mapping[str, str]) -> Slot | None:
    """Return the slot whose parts, by the names of ``SLOT_COLUMNS``, are ``values``; None without any but the place.

    What is missing or wrong is noted in ``cells``.
    """
    needed = ("mediateur", "semaine", "jour", "demi_journee")
    if not any(values[column] for column in needed):
        return None
    for column in needed:
        if not values[column]:
            cells.note("error", column, "créneau incomplet", "complétez les quatre colonnes du créneau ou videz-les")
    parts: dict[str, tuple[Callable[[str], str | None], str, str]] = {
        "semaine": (lambda value: value if value in tuple("1234") else None, "une semaine du mois", "1, 2, 3 ou 4"),
        "jour": (
            lambda value: value.lower() if value.lower() in WEEKDAYS else None,
            "un jour de la semaine",
            "un jour en toutes lettres, par exemple jeudi",
        ),
        "demi_journee": (lambda value: HALF_DAYS.get(column_name(value)), "une demi-journée", "matin ou après-midi"),
    }
    read: dict[str, str | None] = {}
    for column, (reader, what, example) in parts.items():
        read[column] = reader(values[column])
        if values[column] and read[column] is None:
            cells.note("error", column, f"« {values[column]} » n’est pas {what}", f"écrivez {example}")
    semaine, jour, demi_journee = read["semaine"], read["jour"], read["demi_journee"]
    if not values["mediateur"] or semaine is None or jour is None or demi_journee is None:
        return None
    return Slot(values["mediateur"], int(semaine), jour, demi_journee, values["lieu"] or "Mairie")


@dataclass(frozen=True, slots=True)
class Claim:
    """A slot that a line of a file gives to a commune, named by ``nom``."""

    nom: str
    slot: Slot
    file: str
    line: int


def check_claims(claims: Iterable[Claim], rules: PlanningRules, remedy: str) -> list[Problem]:
    """Check every slot against the campaign's rules, and that no two communes share one.

    Of two claims to one slot the later in order is the wrong one; ``remedy`` says what to do about it.
    """
    taken: dict[tuple[str, int, str, str], Claim] = {}
    problems = []
    for claim in claims:
        problems += _offer_problems(claim, rules)
        other = taken.setdefault(claim.slot.when, claim)
        if other is not claim:
            line = f"ligne {other.line}" if other.file == claim.file else f"{other.file}, ligne {other.line}"
            problems.append(_problem(claim, "semaine", f"créneau déjà donné à {other.nom} ({line})", remedy))
    return problems


def _offer_problems(claim: Claim, rules: PlanningRules) -> list[Problem]:
    problems = []
    slot = claim.slot
    if slot.mediateur not in rules.mediateurs:
        known = ", ".join(rules.mediateurs)
        message = f"médiateur inconnu : « {slot.mediateur} »"
        problems.append(
            _problem(claim, "mediateur", message, f"écrivez l’un des médiateurs de campaign.toml : {known}")
        )
    if (slot.jour, slot.demi_journee) not in rules.demi_journees:
        offered = ", ".join(" ".join(half) for half in rules.demi_journees)
        message = f"le {slot.jour} {slot.demi_journee} n’est pas proposé"
        problems.append(_problem(claim, "jour", message, f"choisissez parmi : {offered}"))
    return problems


def _problem(claim: Claim, column: str, message: str, remedy: str) -> Problem:
    return Problem("error", message, remedy, claim.file, claim.line, column, claim.nom)


def hour_faults(rules: PlanningRules) -> Iterator[tuple[str, str, str, Level]]:
    """Yield what is wrong with the hours of the half-days that are offered: key, message, remedy and level."""
    lasts = rules.accueil + rules.rendez_vous
    starts = {half: time.hour * 60 + time.minute for half, time in rules.debuts.items()}
    sound = True
    for half, key in _KEYS.items():
        if half not in {offered for _, offered in rules.demi_journees}:
            continue
        begins = heure(rules.debuts[half])
        if half == MORNING and starts[half] >= _NOON:
            yield key, f"une matinée commencerait à {begins}", _SWAPPED, "warning"
        elif half == AFTERNOON and starts[half] < _NOON:
            yield key, f"un après-midi commencerait à {begins}", _SWAPPED, "warning"
        elif starts[half] + lasts >= _MIDNIGHT:
            yield key, f"commencée à {begins}, la demi-journée irait jusqu’à minuit ou au-delà", _SHORTER, "error"
        else:
            continue
        sound = False
    over = starts[MORNING] + lasts
    if sound and over > starts[AFTERNOON] and _one_day(rules):
        ends, begins = heure(datetime.time(*divmod(over, 60))), heure(rules.debuts[AFTERNOON])
        message = f"la matinée finirait à {ends}, après le début de l’après-midi du même jour ({begins})"
        yield _KEYS[MORNING], message, _SHORTER, "warning"


def _one_day(rules: PlanningRules) -> bool:
    """Tell whether both half-days of one day are offered: a mediator may be given the two."""
    return any((day, AFTERNOON) in rules.demi_journees for day, half in rules.demi_journees if half == MORNING)
