"""Signs of the data that the documents cannot print."""

from __future__ import annotations

import pytest

from generator.errors import DataError
from generator.inputs.sources import read_sources
from generator.inspection.signs import Cell, cells_of, check_signs
from generator.project import Project
from generator.stages.reading import read_inspected
from tests.edits import set_cells


def test_a_sign_that_no_face_has_is_an_error_of_its_cell(small_project: Project) -> None:
    """Told before anything is made, with file, line, column and commune; one that takes no part prints nothing."""
    set_cells(small_project, "59292", adresse_mairie="Place 🏛 du 中文", lieu="Łódź ﬁn – n° ½ ’ … € œ")
    with pytest.raises(DataError) as caught:
        read_inspected(small_project, "embedded")
    (problem,) = [one for one in caught.value.problems if one.level == "error"]
    assert (problem.file, problem.line, problem.column) == ("communes.csv", 2, "adresse_mairie")
    assert (problem.commune, problem.message) == ("Haveluy", "la police des documents n’a pas les signes « 中 文 🏛 »")


def test_what_no_document_prints_may_hold_anything(small_project: Project) -> None:
    """A column of the user's own, which no template names, is a note to oneself."""
    templates = read_sources(small_project).templates
    note = Cell("a_savoir", "☎ 🏛", "communes.csv", 2, "Haveluy")
    assert check_signs(templates, [note]) == []
    assert check_signs(templates, [Cell("observations", "☎", "evaluation.csv", 2, "Haveluy")])


def test_a_sign_of_the_settings_is_told_with_its_line(small_project: Project) -> None:
    """A title, an object: what campaign.toml says is printed too; its comments are not."""
    settings = small_project.campaign / "campaign.toml"
    text = settings.read_text("utf-8")
    line = next(rank for rank, one in enumerate(text.splitlines(), 1) if one.startswith("objet"))
    settings.write_text(text.replace('\nobjet = "', '\n# ☎\nobjet = "☎ ', 1), "utf-8")
    with pytest.raises(DataError) as caught:
        read_inspected(small_project, "embedded")
    (problem,) = [one for one in caught.value.problems if one.level == "error"]
    assert (problem.file, problem.line) == ("mediation-numerique/campaign.toml", line + 1)


def test_a_word_that_no_line_holds_is_an_error_of_its_cell(small_project: Project) -> None:
    """It would run off the page; a long name whose words dashes or spaces part does not."""
    templates = read_sources(small_project).templates
    endless = Cell("lieu", "Maison " + "x" * 81, "communes.csv", 2, "Haveluy")
    (problem,) = check_signs(templates, [endless])
    assert (problem.column, problem.commune) == ("lieu", "Haveluy")
    assert "a 81 signes sans une espace" in problem.message
    assert check_signs(templates, [Cell("lieu", "Maison-" * 20, "communes.csv", 2, "Haveluy")]) == []


def test_the_shipped_communes_can_all_be_printed(small_project: Project) -> None:
    """No false alarm, and no template is opened for it."""
    assert check_signs({}, cells_of(read_sources(small_project).table.communes)) == []
