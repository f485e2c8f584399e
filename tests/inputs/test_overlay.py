"""A campaign's own communes.csv: what differs there from the project's."""

from __future__ import annotations

import pytest

from generator.errors import DataError, Problem
from generator.inputs.communes import Commune
from generator.inputs.sources import Sources, read_sources
from generator.project import Project
from tests.cases import cases
from tests.edits import replace


def read_with(project: Project, text: str) -> Sources:
    """Read the sources of a campaign with a file of its own."""
    project.own_communes.write_text(text, encoding="utf-8")
    return read_sources(project)


def problems_with(project: Project, text: str) -> tuple[Problem, ...]:
    """Return what is wrong with a campaign's file."""
    with pytest.raises(DataError) as caught:
        read_with(project, text)
    return tuple(caught.value.problems)


def read_sources_without(project: Project) -> tuple[Commune, ...]:
    """Return the communes as the project's file has them."""
    project.own_communes.unlink()
    return read_sources(project).participants


def test_cells_that_say_something_prevail(small_project: Project) -> None:
    """Row by row and cell by cell; an empty cell says nothing, « - » says that there is none."""
    before = {commune.insee: commune for commune in read_sources(small_project).participants}
    sources = read_with(
        small_project,
        "insee;nom;participe;mediateur;semaine;jour;demi_journee;lieu;referent\n"
        "59504;Roeulx;non;;;;;;\n59292;Haveluy;;;3;;;Médiathèque;Accueil\n59564;;;-;-;-;-;-;\n",
    )
    haveluy, sentinelle = sources.participants
    slot = before["59292"].slot
    assert slot is not None
    assert haveluy.slot is not None
    assert (haveluy.slot.semaine, haveluy.slot.lieu, haveluy.slot.jour) == (3, "Médiathèque", slot.jour)
    assert (haveluy.row["referent"], sentinelle.row["referent"]) == ("Accueil", "")
    assert "referent" in sources.columns
    assert sentinelle.slot is None
    assert [(one.file, one.line, one.commune) for one in sources.problems] == [
        ("mediation-numerique/communes.csv", 4, "La Sentinelle")
    ]


def test_a_misspelt_column_is_told(small_project: Project) -> None:
    """Of the campaign's file too, but for a column of the clerk's own that the project's file has."""
    text = "insee;participation;lieux\n59504;non;Médiathèque\n"
    told = [(one.file, one.column) for one in read_with(small_project, text).problems if "inconnue" in one.message]
    assert told == [("mediation-numerique/communes.csv", column) for column in ("participation", "lieux")]
    path = small_project.communes
    path.write_text(
        path.read_text("utf-8").replace(";lieu;", ";lieu;lieux;", 1).replace("Mairie;", "Mairie;Hall;"), "utf-8"
    )
    told = [(one.file, one.column) for one in read_with(small_project, text).problems if "inconnue" in one.message]
    assert told == [("mediation-numerique/communes.csv", "participation")]


def test_the_other_campaigns_keep_the_project_s(small_project: Project) -> None:
    """The file of the project is not touched, and without a file of its own a campaign has just that one."""
    before = read_sources(small_project)
    read_with(small_project, "insee;participe\n59504;non\n")
    small_project.own_communes.unlink()
    assert read_sources(small_project).participants == before.participants


def test_what_is_wrong_names_the_file_that_says_it(small_project: Project) -> None:
    """Its row and its column, whether the cell, the code, the name or the column is wrong."""
    own = "mediation-numerique/communes.csv"
    (wrong,) = problems_with(small_project, "insee;semaine\n59292;9\n")
    assert (wrong.file, wrong.line, wrong.column, wrong.commune) == (own, 2, "semaine", "Haveluy")
    found = problems_with(small_project, "insee;nom;siren\n59292;Rœulx;\n59999;;\n59564;;\n59564;;\n")
    assert [(one.file, one.line, one.column) for one in found] == [
        (own, None, "siren"),
        (own, 2, "nom"),
        (own, 3, "insee"),
        (own, 5, "insee"),
    ]
    replace(small_project.communes, "59504;215905043", "59504;215905044")
    assert problems_with(small_project, "insee;participe\n59504;oui\n")[0].file == "communes.csv"


def test_a_slot_given_twice_in_the_campaign_is_told_there(small_project: Project) -> None:
    """The two lines may be in two files."""
    haveluy = next(one for one in read_sources(small_project).participants if one.insee == "59292")
    assert haveluy.slot is not None
    slot = ";".join(str(part) for part in haveluy.slot.when)
    text = f"insee;mediateur;semaine;jour;demi_journee\n59504;{slot}\n"
    (clash,) = problems_with(small_project, text)
    assert (clash.file, clash.line, clash.commune) == ("mediation-numerique/communes.csv", 2, "Rœulx")
    assert clash.message == f"créneau déjà donné à Haveluy (communes.csv, ligne {haveluy.line})"
    later = next(one for one in read_sources_without(small_project) if one.insee == "59504").slot
    assert later is not None
    slot = ";".join(str(part) for part in later.when)
    (clash,) = problems_with(small_project, f"insee;mediateur;semaine;jour;demi_journee\n59292;{slot}\n")
    assert (clash.file, clash.commune) == ("mediation-numerique/communes.csv", "Haveluy")


@cases("name", "communes.csv", "courriel.txt", "relance.txt")
def test_a_file_that_cannot_be_read_is_not_taken_for_a_missing_one(small_project: Project, name: str) -> None:
    """A link to a disk that is not there: what differs for the campaign would be forgotten without a word."""
    path = small_project.campaign / name
    path.unlink(missing_ok=True)
    path.symlink_to("ailleurs")
    with pytest.raises(DataError) as caught:
        read_sources(small_project)
    assert [problem.message for problem in caught.value.problems if name in problem.file] != []
