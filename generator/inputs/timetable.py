"""The slots of all communes together: each is one that the campaign offers, and none is given twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.errors import Problem
from generator.inputs.campaign import PlanningRules
from generator.inputs.communes import Slot


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
