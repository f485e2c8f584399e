"""The section [epci] of campaign.toml: who signs for it, from when to when, and the act that authorises it."""

from __future__ import annotations

import datetime

from generator.errors import Problem
from generator.inputs.campaignfile import read_campaign
from generator.inputs.epci import Epci
from generator.inputs.sources import read_sources
from generator.law.signatories import Person
from generator.project import Project
from tests.cases import cases
from tests.edits import replace
from tests.signatories import NEW_PRESIDENT, VICE_PRESIDENT, delegate

DATED = "date = 2025-02-24"
FORMER = VICE_PRESIDENT.replace("DUFOUR-TONINI", "ROBIN") + "fin = 2026-04-09\n"


def read(project: Project) -> tuple[Epci, tuple[Problem, ...]]:
    campaign, problems = read_campaign(project.campaign)
    return campaign.epci, problems


def told(project: Project) -> list[tuple[str, str, str]]:
    """Return the level, the key and the text of the line of each problem."""
    lines = (project.campaign / "campaign.toml").read_text(encoding="utf-8").splitlines()
    _, problems = read(project)
    return [(problem.level, problem.column, lines[(problem.line or 0) - 1]) for problem in problems]


def test_the_simple_case_has_no_dates(small_project: Project) -> None:
    """The President alone, whose deliberation was transmitted and published nobody knows when."""
    epci, problems = read(small_project)
    assert problems == ()
    assert epci.representants == ()
    assert epci.president == Person("Monsieur", "Aymeric", "ROBIN", "Président")
    assert (epci.deliberation.transmise, epci.deliberation.publiee) == (None, None)


@cases(
    "old, new, key, remedy",
    ('nom = "Communauté', 'nom = "La Communauté', "nom", "écrivez « Communauté d’Agglomération"),
    ('numero = "D25049B"', 'numero = "n° D25049B"', "deliberation.numero", "écrivez « D25049B »"),
    ('numero = "D25049B"', 'numero = "Délibération n°D25049B"', "deliberation.numero", "écrivez « D25049B »"),
    ('24\norgane = "Bureau', '24\norgane = "Le Bureau', "deliberation.organe", "écrivez « Bureau communautaire »"),
    ('titre = "Président"', 'titre = "Le Président"', "president.titre", "écrivez « Président »"),
)
def test_what_the_templates_write_themselves_is_told(
    small_project: Project, old: str, new: str, key: str, remedy: str
) -> None:
    """« La La Communauté », « n° n° D25049B », « du Le Bureau » would be printed."""
    replace(small_project.campaign / "campaign.toml", old, new)
    _, (problem,) = read(small_project)
    assert (problem.level, problem.column) == ("warning", f"epci.{key}")
    assert remedy in problem.remedy


@cases(
    "name, told_of",
    ("Plaine Commune", 1),
    ("Grand Chambéry", 1),
    ("Le Grand Chambéry", 0),
    ("PETR du Forez", 0),
    ("Bordeaux Métropole", 0),
    ("Tours Métropole Val de Loire", 0),
    ("SIVOM de la Lys", 0),
)
def test_a_name_that_tells_no_article_is_told(small_project: Project, name: str, told_of: int) -> None:
    """« entre Plaine Commune et la commune », « les agents de Plaine Commune »: perhaps an article lacks."""
    replace(small_project.campaign / "campaign.toml", "Communauté d’Agglomération de La Porte du Hainaut", name)
    assert [one.level for one in read(small_project)[1] if one.column == "epci.nom"] == ["warning"] * told_of


def test_a_short_name_in_the_plural_is_told(small_project: Project) -> None:
    """« Les Portes de l’Essonne s’engage » would be printed and signed."""
    replace(small_project.campaign / "campaign.toml", '"La Porte du Hainaut"', '"Les Portes de l’Essonne"')
    (problem,) = [one for one in read(small_project)[1] if one.column == "epci.nom_court"]
    assert (problem.level, "au pluriel" in problem.message) == ("warning", True)


@cases(
    "old, new",
    ('nom = "Communauté', 'nom = "Le Grand Chalon, communauté'),
    ('numero = "D25049B"', 'numero = "NO-2025-12"'),
    ('numero = "D25049B"', 'numero = "2025/049 B"'),
    ('24\norgane = "Bureau', '24\norgane = "Lescar, Bureau'),
)
def test_names_and_numbers_that_only_look_so_are_left_alone(small_project: Project, old: str, new: str) -> None:
    """A name of its own keeps its article, and a number its letters."""
    replace(small_project.campaign / "campaign.toml", old, new)
    assert read(small_project)[1] == ()


@cases(
    "old, new, level, key",
    ('nom = "ROBIN"', 'nom = "à désigner"', "error", "nom"),
    ('nom = "ROBIN"', 'nom = "robin"', "warning", "nom"),
    ('prenom = "Aymeric"', 'prenom = "M. Aymeric"', "error", "prenom"),
)
def test_names_of_persons_are_doubted_as_those_of_mayors(
    small_project: Project, old: str, new: str, level: str, key: str
) -> None:
    """Who signs for the EPCI is printed as who signs for the commune is."""
    replace(small_project.campaign / "campaign.toml", old, new)
    assert [(one.level, one.column) for one in read(small_project)[1]] == [(level, f"epci.president.{key}")]


def test_representatives_have_dates_and_perhaps_communes(small_project: Project) -> None:
    """Communes are named by code or by name, as on the command line; each act finds who signs it."""
    more = 'communes = ["Haveluy", "59564"]\narrete = "n° 12 du 2 janvier 2025"\nfin = 2026-03-14\n'
    delegate(small_project, VICE_PRESIDENT + more, NEW_PRESIDENT)
    epci, problems = read(small_project)
    assert problems == ()
    delegated, new = epci.representants
    assert (delegated.communes, delegated.arrete) == (("haveluy", "59564"), "n° 12 du 2 janvier 2025")
    assert (delegated.debut, delegated.fin) == (datetime.date(2025, 1, 1), datetime.date(2026, 3, 14))
    voted = datetime.date(2025, 4, 2)
    haveluy, la_sentinelle, roeulx = read_sources(small_project).participants
    assert [epci.representative(one, voted) for one in (haveluy, la_sentinelle, roeulx)] == [delegated, delegated, new]
    assert epci.representative(haveluy, datetime.date(2026, 7, 1)) == new


@cases(
    "sections, problem",
    ((VICE_PRESIDENT + "fin = 2024-12-31\n",), ("error", "fin", "fin = 2024-12-31")),
    ((VICE_PRESIDENT, NEW_PRESIDENT), ("error", "debut", "debut = 2026-04-10")),
    ((FORMER.replace("04-09", "04-10"), NEW_PRESIDENT), ("error", "debut", "debut = 2026-04-10")),
    ((FORMER.replace("04-09", "04-01"), NEW_PRESIDENT), ("warning", "debut", "debut = 2026-04-10")),
    ((FORMER,), ("warning", "fin", "fin = 2026-04-09")),
    ((VICE_PRESIDENT.replace("Madame", "Mlle"),), ("error", "civilite", 'civilite = "Mlle"')),
    ((VICE_PRESIDENT + 'commune = ["Denain"]\n',), ("warning", "commune", 'commune = ["Denain"]')),
    ((VICE_PRESIDENT + 'communes = "Denain"\n',), ("error", "communes", 'communes = "Denain"')),
    ((VICE_PRESIDENT.replace('titre = "Vice-présidente"\n', ""),), ("error", "titre", "[[epci.representants]]")),
)
def test_a_mistake_in_the_list_is_told_at_its_line(
    small_project: Project, sections: tuple[str, ...], problem: tuple[str, str, str]
) -> None:
    """Two at once, nobody, an end before the beginning: none of it passes."""
    delegate(small_project, *sections)
    level, key, line = problem
    assert (level, f"epci.representants.{key}", line) in told(small_project)


def test_one_follows_the_other_without_a_gap(small_project: Project) -> None:
    """The day after the last of one is the first of the other."""
    delegate(small_project, FORMER, NEW_PRESIDENT)
    assert told(small_project) == []


def test_two_delegations_overlap_only_for_the_same_communes(small_project: Project) -> None:
    """It is told once, whatever the number of communes that they share."""
    both = 'communes = ["Haveluy", "59564"]\n'
    other = NEW_PRESIDENT + 'communes = ["Rœulx"]\n'
    delegate(small_project, VICE_PRESIDENT + both, other)
    assert told(small_project) == []
    replace(small_project.campaign / "campaign.toml", '["Rœulx"]', '["haveluy", "59564", "Rœulx"]')
    assert told(small_project) == [("error", "epci.representants.debut", "debut = 2026-04-10")]


def test_the_days_of_the_deliberation_are_read(small_project: Project) -> None:
    """On the day itself too."""
    path = small_project.campaign / "campaign.toml"
    replace(path, DATED, f"{DATED}\ntransmise = 2025-02-26\npubliee = 2025-02-24")
    epci, problems = read(small_project)
    assert problems == ()
    assert (epci.deliberation.transmise, epci.deliberation.publiee) == (
        datetime.date(2025, 2, 26),
        datetime.date(2025, 2, 24),
    )


@cases(
    "line, level",
    ("transmise = 2025-02-23", "error"),
    ("publiee = 2025-02-23", "error"),
    ("transmise = 2026-02-25", "warning"),
    ('publiee = "27/02/2025"', "error"),
)
def test_a_day_that_cannot_be_is_told(small_project: Project, line: str, level: str) -> None:
    """Before the deliberation itself, or so late that it is a typing error."""
    replace(small_project.campaign / "campaign.toml", DATED, f"{DATED}\n{line}")
    assert told(small_project) == [(level, f"epci.deliberation.{line.split()[0]}", line)]


@cases("short, told_of", ("l’Eurométropole de Metz", 1), ("Le Grand Lyon", 0), ("laon", 0))
def test_a_short_name_begins_sentences(small_project: Project, short: str, told_of: int) -> None:
    """An article of its own has a capital: « Le Grand Lyon s’engage », « la Présidente du Grand Lyon »."""
    replace(small_project.campaign / "campaign.toml", 'nom_court = "La Porte du Hainaut"', f'nom_court = "{short}"')
    _, problems = read(small_project)
    assert [problem.level for problem in problems if "nom_court" in problem.column] == ["warning"] * told_of
