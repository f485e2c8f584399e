"""The official names of communes: what is doubted of communes.csv, and what is not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from generator.errors import Problem
from generator.inputs.communerows import read_communes
from generator.inputs.concordance import check_name
from generator.inputs.official import official_name, official_year
from generator.inputs.sources import read_sources
from generator.project import Project
from tests.cases import cases
from tests.conftest import MakeProject

from .rows import HAVELUY, write


def doubts(folder: Path, **changes: str) -> list[Problem]:
    """Return what is doubted of Haveluy with some cells changed, or of the commune of another code."""
    named = official_name(changes.get("insee", ""))
    siren = {"siren": named.siren} if named and named.siren else {}
    (commune,) = read_communes(write(folder, HAVELUY | siren | changes)).communes
    return list(check_name(commune, "communes.csv"))


def test_every_commune_of_the_campaign_has_its_official_name(project: MakeProject) -> None:
    """The 46 communes, with « Rœulx » and « La Sentinelle », raise no doubt."""
    problems = read_sources(project()).problems
    assert [problem for problem in problems if problem.column in ("insee", "nom", "tncc")] == []


def test_a_misspelt_name_is_told_with_the_right_one(small_project: Project) -> None:
    """« Haulchain » was printed in acts although its code said who it was."""
    text = small_project.communes.read_text(encoding="utf-8")
    small_project.communes.write_text(text.replace(";Haveluy;", ";Havelui;"), encoding="utf-8")
    (problem,) = read_sources(small_project).problems
    assert (problem.level, problem.file, problem.line, problem.column) == ("warning", "communes.csv", 2, "nom")
    assert problem.message.startswith("« Havelui » n’est pas le nom de la commune 59292, qui est Haveluy")
    assert problem.remedy == "écrivez Haveluy, ou corrigez le code"


def test_a_code_typed_wrong_is_told_by_the_name(tmp_path: Path) -> None:
    """Lourches with two digits exchanged: the code is the one of another commune, and the name has its own."""
    (problem,) = doubts(tmp_path, insee="59631", nom="Lourches")
    assert "qui est Walincourt-Selvigny" in problem.message
    assert problem.remedy.endswith("ou corrigez le code (Lourches a le code 59361)")


@cases(
    "insee, tncc, written, right",
    ("59292", "1", "HAVELUY", "Haveluy"),
    ("59504", "0", "Roeulx", "Rœulx"),
    ("59526", "0", "St-Amand-les-Eaux", "Saint-Amand-les-Eaux"),
    ("59554", "0", "Sars et Rosieres", "Sars-et-Rosières"),
    ("59564", "3", "Sentinelle", "La Sentinelle"),
    ("76351", "2", "Havre", "Le Havre"),
    ("94038", "5", "Haÿ-les-Roses", "L’Haÿ-les-Roses"),
    ("97101", "4", "Abymes", "Les Abymes"),
    ("39470", "4", "ROUSSES (LES)", "Les Rousses"),
    ("76351", "0", "Havre, Le", "Le Havre"),
    ("76351", "0", "Mairie du Havre", "Le Havre"),
    ("59292", "1", "COMMUNE D’HAVELUY", "Haveluy"),
    ("59564", "3", "Mairie - La Sentinelle", "La Sentinelle"),
    ("94038", "5", "HAY-LES-ROSES (L’)", "L’Haÿ-les-Roses"),
    ("01001", "5", "L' Abergement Clémenciat", "L’Abergement-Clémenciat"),
)
def test_case_accents_and_abbreviations_are_spelling(
    tmp_path: Path, insee: str, tncc: str, written: str, right: str
) -> None:
    """The commune is surely that one: only its spelling is proposed, with the article that addresses print."""
    (problem,) = doubts(tmp_path, insee=insee, tncc=tncc, nom=written)
    assert problem.message.startswith(f"« {written} » s’écrit « {right} »")
    assert problem.remedy == f"écrivez {right}"


@cases(
    "insee, tncc, nom",
    ("59564", "3", "La Sentinelle"),
    ("94038", "5", "L'Haÿ-les-Roses"),
    ("94038", "5", "L’Haÿ-les-Roses"),
)
def test_the_apostrophe_does_not_matter(tmp_path: Path, insee: str, tncc: str, nom: str) -> None:
    """Acts write both the same."""
    assert doubts(tmp_path, insee=insee, tncc=tncc, nom=nom) == []


def test_a_type_of_name_that_writes_another_preposition_is_doubted(tmp_path: Path) -> None:
    """A wrong « tncc » would print « de Haveluy » in every act."""
    (problem,) = doubts(tmp_path, tncc="0")
    assert problem.column == "tncc"
    assert "« de Haveluy »" in problem.message
    assert "« d’Haveluy »" in problem.message
    assert problem.remedy == "écrivez 1"


@cases(
    "insee, nom, tncc, siren",
    ("59292", "Haveluy", "1", "215902925"),
    ("74010", "Annecy", "1", "200063402"),
    ("02018", "Anizy-le-Grand", "1", "200084135"),
    ("51454", "Reims", "0", "215104217"),
    ("97608", "Dzaoudzi", "0", "200008795"),
    ("97502", "Saint-Pierre", "0", "215902925"),
)
def test_the_official_siren_is_not_doubted(tmp_path: Path, insee: str, nom: str, tncc: str, siren: str) -> None:
    """Of a commune nouvelle, or where communes were numbered again, too; none is known in Saint-Pierre-et-Miquelon."""
    assert doubts(tmp_path, insee=insee, nom=nom, tncc=tncc, siren=siren) == []


@cases(
    "changes, right",
    ({}, "d’Haveluy, qui est 215902925"),
    ({"insee": "74010", "nom": "Annecy", "siren": "217400100"}, "d’Annecy, qui est 200063402"),
    ({"insee": "51454", "nom": "Reims", "tncc": "0"}, "de Reims, qui est 215104217"),
)
def test_the_siren_of_another_body_is_told_with_the_right_one(
    tmp_path: Path, changes: dict[str, str], right: str
) -> None:
    """Hérin's, or that of Annecy before it was a commune nouvelle: valid numbers, which acts would print."""
    (problem,) = doubts(tmp_path, **{"siren": "215903022"} | changes)
    assert (problem.level, problem.column) == ("warning", "siren")
    assert right in problem.message


def test_an_unknown_code_may_be_of_a_commune_that_is_newer_than_the_table(tmp_path: Path) -> None:
    """The doubt names the year of the table: a commune nouvelle is no error."""
    (problem,) = doubts(tmp_path, insee="59999")
    assert (problem.level, problem.column) == ("warning", "insee")
    assert f"code officiel géographique de {official_year()}" in problem.message
    assert "commune nouvelle" in problem.remedy


def test_the_table_is_whole_and_read_only_when_asked() -> None:
    """Its first and last communes are there, and to import the program's inputs does not read it."""
    first, last = official_name("01001"), official_name("98901")
    assert first is not None
    assert first.nom == "L’Abergement-Clémenciat"
    assert last is not None
    assert last.nom == "Île de Clipperton"
    asked = "from generator.inputs import official, sources; print(official._table.cache_info().currsize)"
    told = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "0"
