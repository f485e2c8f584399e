"""Who signs for the EPCI: sections of campaign.toml added, changed and removed, each other byte as it was."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from generator.errors import DataError, RefusedError
from generator.progress import Silence
from generator.project import Project
from generator.runs.campaigns import representatives
from generator.runs.campaigns.representatives import RepresentativesReport, RepresentativesRequest
from generator.safekeeping.versions import versions_of
from tests.cases import cases

ONE = {
    "civilite": "Madame",
    "prenom": "Anne-Lise",
    "nom": "DUFOUR-TONINI",
    "titre": "Vice-présidente",
    "debut": datetime.date(2026, 4, 10),
    "fin": None,
    "communes": ["La Sentinelle", "59564"],
    "deliberation": "",
    "arrete": "n° 12 du 10 avril 2026",
}
SECTION = (
    '[[epci.representants]]\ncivilite = "Madame"\nprenom = "Anne-Lise"\nnom = "DUFOUR-TONINI"\n'
    'titre = "Vice-présidente"\n'
    'debut = 2026-04-10\ncommunes = ["La Sentinelle", "59564"]\narrete = "n° 12 du 10 avril 2026"\n'
)
_EXAMPLE = '#   arrete = "n° … du …"\n'


def text_of(project: Project) -> str:
    """Return campaign.toml."""
    return (project.campaign / "campaign.toml").read_bytes().decode("utf-8")


def write(project: Project, rank: int, values: dict[str, Any] | None) -> RepresentativesReport:
    """Write one over what the file says now."""
    seal = representatives.run(project, RepresentativesRequest(), Silence()).seal
    return representatives.run(project, RepresentativesRequest(rank, values, seal), Silence())


@cases("end", "\n", "\r\n")
def test_one_is_added_under_the_example_changed_and_removed(small_project: Project, end: str) -> None:
    """Nothing else of the file changes, and each former version is kept; a second one stands under the first."""
    path = small_project.campaign / "campaign.toml"
    path.write_bytes(text_of(small_project).replace("\n", end).encode())
    before, section = text_of(small_project), SECTION.replace("\n", end)
    added = before.replace(_EXAMPLE.replace("\n", end), _EXAMPLE.replace("\n", end) + section, 1)
    assert write(small_project, 0, ONE).written
    assert text_of(small_project) == added
    later = {**ONE, "nom": "MAYEUX", "communes": ["Haveluy"], "arrete": ""}
    assert [row["nom"] for row in write(small_project, 1, later).rows] == ["DUFOUR-TONINI", "MAYEUX"]
    assert f"{section}{end}[[epci.representants]]{end}" in text_of(small_project)
    write(small_project, 1, {**later, "fin": datetime.date(2026, 12, 31)})
    assert f"debut = 2026-04-10{end}fin = 2026-12-31{end}" in text_of(small_project)
    write(small_project, 1, None)
    assert text_of(small_project) == added
    write(small_project, 0, None)
    assert text_of(small_project) == before
    assert len(versions_of(small_project.root, "templates/mediation-numerique/campaign.toml")) >= 4


def test_a_comment_on_what_comes_next_stays_where_it_is(small_project: Project) -> None:
    """Only the lines of the section are its own."""
    path = small_project.campaign / "campaign.toml"
    before = text_of(small_project)
    path.write_text(before.replace("[epci.deliberation]", f"{SECTION}\n# Ce qui suit\n[epci.deliberation]"), "utf-8")
    write(small_project, 0, {**ONE, "titre": "Présidente"})
    assert f"{SECTION.replace('Vice-présidente', 'Présidente')}\n# Ce qui suit\n[epci" in text_of(small_project)
    write(small_project, 0, None)
    assert "# Ce qui suit\n[epci.deliberation]" in text_of(small_project)


@cases(
    "values, column, message",
    ({"titre": ""}, "titre", "clé absente"),
    ({"debut": None}, "debut", "clé absente"),
    ({"fin": datetime.date(2026, 4, 1)}, "fin", "la fin est avant le début"),
    ({"communes": ["Havely"]}, "communes", "« havely » : commune inconnue"),
)
def test_what_is_wrong_is_told_and_not_written(
    small_project: Project, values: dict[str, Any], column: str, message: str
) -> None:
    """Under the key that it is about."""
    before = text_of(small_project)
    report = write(small_project, 0, {**ONE, **values})
    assert [(one.column, one.message) for one in report.problems] == [(f"epci.representants.{column}", message)]
    assert not report.written
    assert text_of(small_project) == before


def test_two_persons_at_once_are_refused(small_project: Project) -> None:
    """Both for all communes; each for her own is right."""
    everywhere = {**ONE, "communes": []}
    write(small_project, 0, everywhere)
    (problem,) = write(small_project, 1, {**everywhere, "nom": "MAYEUX"}).problems
    assert "signeraient en même temps" in problem.message
    assert write(small_project, 1, {**ONE, "nom": "MAYEUX"}).written


def test_what_is_written_otherwise_or_changed_meanwhile_is_left_alone(small_project: Project) -> None:
    """An array of inline tables is TOML too; another clerk’s change is not overwritten."""
    path = small_project.campaign / "campaign.toml"
    with pytest.raises(RefusedError, match="quelqu’un l’a changé entre-temps"):
        representatives.run(small_project, RepresentativesRequest(0, ONE, "0" * 64), Silence())
    other = 'representants = [{ civilite = "Madame", prenom = "A", nom = "B", titre = "C", debut = 2026-04-10 }]\n'
    path.write_text(text_of(small_project).replace("[epci]\n", f"[epci]\n{other}"), "utf-8")
    before = text_of(small_project)
    for rank, values in ((0, ONE), (0, None), (1, ONE)):
        with pytest.raises(DataError, match="n’y sont pas écrites ainsi"):
            write(small_project, rank, values)
    assert text_of(small_project) == before
