"""Everything a build reads, checked together: the communes, the campaign and its templates."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.errors import DataError, Level, Problem, UsageError
from generator.inputs.campaign import Campaign, PlanningRules, read_campaign
from generator.inputs.communes import Commune, CommuneTable, Slot, read_communes, slug
from generator.project import Project

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sources:
    """The checked inputs: ``templates`` and ``logo`` hold the bytes read once; ``problems`` only warnings."""

    table: CommuneTable
    campaign: Campaign
    templates: Mapping[str, bytes]
    logo: bytes | None
    problems: tuple[Problem, ...]

    @property
    def participants(self) -> tuple[Commune, ...]:
        """The communes that get a dossier, in the order of the file."""
        return tuple(commune for commune in self.table.communes if commune.participe)


def read_sources(project: Project) -> Sources:
    """Read and check all inputs of a build.

    Raises DataError with **all** problems found, warnings included, when one of them is an error.
    """
    problems: list[Problem] = []
    table = _attempt(lambda: read_communes(project.communes), problems)
    read = _attempt(lambda: read_campaign(project.campaign), problems)
    if table is not None:
        problems += table.problems
        if table.communes and not any(commune.participe for commune in table.communes):
            remedy = "écrivez « oui » dans la colonne participe d’au moins une commune"
            problems.append(Problem("error", "aucune commune ne participe", remedy, project.communes.name))
    if read is not None:
        problems += read[1]
        if table is not None and not any(problem.level == "error" for problem in read[1]):
            problems += check_slots(table, read[0].planning)
            problems += check_signatories(table, read[0])
    problems.sort(key=lambda problem: (problem.file, problem.line or 0))
    errors = sum(problem.level == "error" for problem in problems)
    if errors or table is None or read is None:
        plural = "s" if errors > 1 else ""
        raise DataError(f"{errors} erreur{plural} dans les données ; rien n’a été écrit.", problems)
    campaign = read[0]
    return Sources(
        table=table,
        campaign=campaign,
        templates={piece.kind: piece.template.read_bytes() for piece in campaign.pieces},
        logo=campaign.logo.read_bytes() if campaign.logo else None,
        problems=tuple(problems),
    )


def select_communes(communes: tuple[Commune, ...], names: tuple[str, ...]) -> tuple[Commune, ...]:
    """Return the communes named by INSEE code, name or slug, in the order of the file; all when no name is given.

    Raises UsageError naming every name that is not a commune's, or that several communes bear.
    """
    if not names:
        return communes
    chosen: set[str] = set()
    faults = []
    for name in names:
        found = [commune for commune in communes if name == commune.insee or slug(name) == commune.slug]
        if len(found) == 1:
            chosen.add(found[0].insee)
        elif found:
            codes = ", ".join(commune.insee for commune in found)
            faults.append(f"{name} : plusieurs communes portent ce nom ; donnez le code INSEE ({codes})")
        else:
            faults.append(f"{name} : commune inconnue ou non participante ; {_suggestion(name, communes)}")
    if faults:
        raise UsageError("\n".join(faults))
    return tuple(commune for commune in communes if commune.insee in chosen)


def check_slots(table: CommuneTable, rules: PlanningRules | None) -> list[Problem]:
    """Check every slot against the campaign's planning rules, and that no two communes share one."""
    if rules is None:
        return []
    taken: dict[tuple[str, int, str, str], Commune] = {}
    problems = []
    for commune in table.communes:
        if not commune.participe:
            continue
        slot = commune.slot
        if slot is None:
            problems.append(
                _problem("warning", table, commune, "mediateur", "pas de créneau",
                         "lancez « conventions planning » pour en proposer un")
            )  # fmt: skip
            continue
        problems += _slot_problems(table, commune, slot, rules)
        other = taken.setdefault(slot.when, commune)
        if other is not commune:
            problems.append(
                _problem("error", table, commune, "semaine", f"créneau déjà donné à {other.nom} (ligne {other.line})",
                         "changez l’un des deux créneaux, ou videz-le et lancez « conventions planning »")
            )  # fmt: skip
    return problems


def check_signatories(table: CommuneTable, campaign: Campaign) -> list[Problem]:
    """Warn where one person would sign for both parties (CGCT, art. L. 2122-26, and L. 5211-2 for the EPCI)."""
    president = campaign.epci.president
    return [
        _problem(
            "warning", table, commune, "nom_maire",
            f"{president.prenom} {president.nom} signerait pour les deux parties",
            "faites désigner un autre membre du conseil pour signer au nom de la commune (CGCT, art. L. 2122-26) "
            "et inscrivez-le dans les colonnes du maire, avec son titre",
        )
        for commune in table.communes
        if commune.participe
        and (slug(commune.prenom_maire), slug(commune.nom_maire)) == (slug(president.prenom), slug(president.nom))
    ]  # fmt: skip


def _slot_problems(table: CommuneTable, commune: Commune, slot: Slot, rules: PlanningRules) -> list[Problem]:
    problems = []
    if slot.mediateur not in rules.mediateurs:
        known = ", ".join(rules.mediateurs)
        problems.append(
            _problem("error", table, commune, "mediateur", f"médiateur inconnu : « {slot.mediateur} »",
                     f"écrivez l’un des médiateurs de campaign.toml : {known}")
        )  # fmt: skip
    if (slot.jour, slot.demi_journee) not in rules.demi_journees:
        offered = ", ".join(" ".join(half) for half in rules.demi_journees)
        problems.append(
            _problem("error", table, commune, "jour", f"le {slot.jour} {slot.demi_journee} n’est pas proposé",
                     f"choisissez parmi : {offered}")
        )  # fmt: skip
    return problems


def _problem(level: Level, table: CommuneTable, commune: Commune, column: str, message: str, remedy: str) -> Problem:
    return Problem(level, message, remedy, table.table.path.name, commune.line, column, commune.nom)


def _suggestion(name: str, communes: tuple[Commune, ...]) -> str:
    near = difflib.get_close_matches(slug(name), [commune.slug for commune in communes], 1, 0.6)
    return f"vouliez-vous {near[0]} ?" if near else "donnez son code INSEE, son nom ou son nom sans accents"


def _attempt(read: Callable[[], T], problems: list[Problem]) -> T | None:
    try:
        return read()
    except DataError as error:
        problems += error.problems
        return None
