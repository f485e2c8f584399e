"""Another table of the communes held against communes.csv."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import DataError, UsageError
from generator.progress import Silence
from generator.project import Project
from generator.runs import takeover
from generator.runs.takeover import TakeoverReport, TakeoverRequest
from tests.inputs.sheets import rows, xlsx


def held(project: Project, data: bytes, name: str = "export.csv") -> TakeoverReport:
    """Hold a file against communes.csv."""
    return takeover.run(project, TakeoverRequest(name, data), Silence())


def test_a_workbook_says_only_what_its_columns_say(small_project: Project, tmp_path: Path) -> None:
    """Columns that it lacks are left alone; its rows are known by their code."""
    cells = [["insee", "nom", "telephone"], ["59292", "Haveluy", "03 27 00 00 00"]]
    found = held(small_project, xlsx(tmp_path / "x.xlsx", {"Feuil1": rows(cells)}).read_bytes(), "x.xlsx")
    (one,) = found.changed
    assert dict(one.cells) == {"telephone": "03 27 00 00 00"}
    assert [row.cells["nom"] for row in found.removed] == ["La Sentinelle", "Rœulx"]


def test_a_day_that_a_spreadsheet_writes_otherwise_is_the_same(small_project: Project) -> None:
    """What a French Excel makes of the days of communes.csv is no change; another day is one."""
    found = held(small_project, b"insee;maire_depuis\n59292;25/05/2020\n59564;24/05/2020\n")
    (one,) = found.changed
    assert (one.seen["nom"], dict(one.cells)) == ("La Sentinelle", {"maire_depuis": "24/05/2020"})
    assert found.unchanged == 1


def test_two_rows_of_one_code_are_refused(small_project: Project) -> None:
    """Nobody knows which of them would be meant."""
    with pytest.raises(UsageError, match="plus d’une ligne a le code 59292"):
        held(small_project, b"insee;nom\n59292;Haveluy\n59292;Haveluy\n")


def test_titles_under_which_nothing_would_change_are_refused(small_project: Project) -> None:
    """A list of the new mayors would be kept beside the former ones, who would still sign; own columns are kept."""
    file = "insee;Nom du maire;Population;Référent\n59292;MARTIN;3300;Accueil\n".encode()
    with pytest.raises(UsageError, match=r"des titres ne sont pas ceux de communes\.csv") as refused:
        held(small_project, file)
    assert [(one.level, one.column, one.remedy.partition(" ?")[0]) for one in refused.value.problems] == [
        ("error", "nom_du_maire", "vouliez-vous « nom_maire »"),
        ("error", "population", "vouliez-vous « population_municipale »"),
    ]
    found = held(small_project, "insee;nom_maire;Référent\n59292;MARTIN;Accueil\n".encode())
    assert dict(found.changed[0].cells) == {"nom_maire": "MARTIN", "referent": "Accueil"}
    assert found.unknown == ("referent",)


def test_a_file_that_is_no_table_is_refused(small_project: Project) -> None:
    """A PDF, a table without codes."""
    with pytest.raises(DataError):
        held(small_project, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    with pytest.raises(UsageError, match="pas de colonne « insee »"):
        held(small_project, b"commune;maire\nHaveluy;X\n")
