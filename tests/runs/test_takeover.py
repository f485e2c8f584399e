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


def test_zeros_and_spaces_that_a_spreadsheet_takes_away_are_no_change(small_project: Project) -> None:
    """A column of numbers: « 1001 » is 01001 here, no departure and no arrival, and telephones and postcodes alike."""
    text = small_project.communes.read_text("utf-8")
    for old, new in (("59292;215902925;Haveluy", "01001;210100012;L’Abergement-Clémenciat"), ("59255", "01400")):
        text = text.replace(old, new)
    small_project.communes.write_text(text, "utf-8")
    row = "1001;210 100 012;1400;327442099;3 224"
    found = held(small_project, f"insee;siren;code_postal;telephone;population_municipale\n{row}\n".encode())
    assert (found.changed, found.added, found.unchanged) == ((), (), 1)
    found = held(small_project, b"insee;telephone\n1001;474240025\n")
    assert [dict(one.cells) for one in found.changed] == [{"telephone": "0474240025"}]
    with pytest.raises(UsageError, match="plus d’une ligne a le code 01001"):
        held(small_project, b"insee;nom\n1001;A\n01001;B\n")


def test_the_surnames_of_mayors_are_no_names_of_communes(small_project: Project) -> None:
    """« Commune ; Prénom ; Nom », as secretaries write it."""
    found = held(small_project, "Code INSEE;Commune;Prénom;Nom\n59292;Haveluy;Jean-Paul;MARTIN\n".encode())
    assert [dict(one.cells) for one in found.changed] == [{"nom_maire": "MARTIN"}]
    assert found.titles["nom_maire"] == "Nom"


def test_a_line_above_titles_of_another_wording_is_no_line_of_titles(small_project: Project) -> None:
    """The titles are found as when they are the program's own."""
    table = "Les maires au 1er mai;;;;\nCode INSEE;Commune;Civilité;Prénom;Nom de l’élu\n59292;Haveluy;M.;Luc;MARTIN\n"
    found = held(small_project, table.encode())
    assert dict(found.changed[0].cells) == {"civilite_maire": "M.", "prenom_maire": "Luc", "nom_maire": "MARTIN"}


def test_two_rows_of_one_code_are_refused(small_project: Project) -> None:
    """Nobody knows which of them would be meant."""
    with pytest.raises(UsageError, match="plus d’une ligne a le code 59292"):
        held(small_project, b"insee;nom\n59292;Haveluy\n59292;Haveluy\n")


def test_a_file_that_is_no_table_is_refused(small_project: Project) -> None:
    """A PDF, a table without codes."""
    with pytest.raises(DataError):
        held(small_project, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    with pytest.raises(UsageError, match="pas de colonne « insee »"):
        held(small_project, b"commune;maire\nHaveluy;X\n")


def test_other_titles_are_taken_for_the_columns_that_they_mean_and_told(small_project: Project) -> None:
    """A column of which no title is known is the user's own; two titles of one thing are not both it."""
    table = "Code INSEE;Commune;E-mail;Courriel de la mairie;Canton\n59292;Haveluy;autre@haveluy.fr;x@y.fr;Denain\n"
    found = held(small_project, table.encode())
    assert found.titles == {"insee": "Code INSEE", "nom": "Commune", "courriel": "E-mail"}
    assert dict(found.changed[0].cells)["courriel"] == "autre@haveluy.fr"
    assert found.unknown == ("courriel_de_la_mairie", "canton")
    own = small_project.communes.read_text(encoding="utf-8")
    small_project.communes.write_text(own.replace(";courriel;", ";mail;", 1), encoding="utf-8")
    assert not held(small_project, b"insee;mail\n59292;autre@haveluy.fr\n").titles


def test_of_two_titles_of_one_column_none_is_taken(small_project: Project) -> None:
    """BANATIC has the SIREN of the grouping beside that of its member: both are told, and neither is a change of it."""
    found = held(small_project, "insee;N° SIREN;Siren membre\n59292;200042190;215902925\n".encode())
    assert (found.titles, found.unknown) == ({}, ("n_siren", "siren_membre"))
    assert "siren" not in found.changed[0].cells
    assert [(one.column, one.remedy.partition(" ?")[0]) for one in found.problems] == [
        ("n_siren", "vouliez-vous « siren »"),
        ("siren_membre", "vouliez-vous « siren »"),
    ]


def test_a_name_that_is_another_spelling_of_the_official_one_is_read_as_it(small_project: Project) -> None:
    """Lists of communes are in capitals, with articles put after: acts would have printed them so."""
    table = "insee;nom;tncc\n59292;HAVELUY;1\n59564;SENTINELLE (LA);3\n59504;Roeulx le Grand;0\n39470;ROUSSES (LES);\n"
    found = held(small_project, table.encode())
    assert [dict(one.cells) for one in found.changed] == [{"nom": "Roeulx le Grand"}]
    assert [(one.cells["nom"], one.cells["tncc"]) for one in found.added] == [("Les Rousses", "4")]


def test_the_type_of_a_new_name_is_proposed_where_code_and_name_are_official(small_project: Project) -> None:
    """That of another name, or what the table says itself, is not touched; nor is a row that has another code."""
    table = "insee;nom;tncc\n59313;Hordain;\n59092;Douchy;\n59139;Château-l’Abbaye;3\n"
    added = {one.cells["nom"]: one for one in held(small_project, table.encode()).added}
    assert (added["Hordain"].cells["tncc"], added["Hordain"].official) == ("1", ("siren", "tncc"))
    assert added["Hordain"].cells["siren"] == "215903139"
    assert (added["Douchy"].cells["tncc"], added["Douchy"].official) == ("", ())
    assert added["Château-l’Abbaye"].cells["tncc"] == "3"
