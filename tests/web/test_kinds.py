"""What is wrong in many cells alike is told once."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from generator.errors import Problem
from generator.project import Project
from generator.web.kinds import kinds
from generator.web.remedies import remedy_of
from tests.conftest import MakeProject
from tests.web.conftest import violations


def problem(line: int, column: str, message: str, level: str = "error") -> Problem:
    """Return what is wrong in a cell."""
    return Problem("error" if level == "error" else "warning", message, "corrigez-la", "communes.csv", line, column)


def test_cells_that_are_wrong_alike_are_one_kind() -> None:
    """By level, file, column and sentence, but for the words and the numbers of each; few are told one by one."""
    names = ("d’Haveluy", "de La Sentinelle", "du Cateau-Cambrésis", "d’Arboys en Bugey")
    mails = [problem(rank, "courriel", f"« m{rank} » : ce n’est pas celle {of}") for rank, of in enumerate(names, 2)]
    empty = [problem(line, "siren", "cellule vide") for line in range(2, 6)]
    others = [problem(2, "nom", "cellule vide"), problem(3, "siren", "cellule vide", "warning")]
    found = kinds([one for pair in zip(mails, empty, strict=True) for one in pair] + others)
    assert [one.problems for one in found] == [tuple(mails), tuple(empty), (others[0],), (others[1],)]
    assert [one.alike for one in found] == [False, True, True, True]
    assert len(kinds(empty[:3])) == 3
    keys = [Problem("error", "vide", "remplacez-le", "a/campaign.toml", 9, f"epci.{key}") for key in "abcd"]
    assert [len(one.problems) for one in kinds(keys)] == [4]


def test_a_value_that_has_a_form_is_asked_for_without_its_syntax() -> None:
    """What no form writes, the file has to be written for."""
    told = "remplacez-le : il faut un texte entre guillemets"
    here = "mediation-numerique/campaign.toml"
    assert remedy_of(Problem("error", "vide", told, here, 12, "epci.sigle")) == "remplacez-le"
    assert remedy_of(Problem("error", "vide", told, here, 12, "documents.ordre")) == told


def test_a_table_with_a_column_left_empty_is_told_in_a_line(browse: Callable[..., Page], project: MakeProject) -> None:
    """The communes are beneath, each leading to its cell, with an apostrophe as it is written."""
    made: Project = project("59002", "59292", "59491", "59172")
    text = made.communes.read_text(encoding="utf-8")
    header, *rows = text.splitlines()
    place = header.split(";").index("prenom_maire")
    cells = [row.split(";") for row in rows]
    for row in cells:
        row[place] = ""
    cells[0][header.split(";").index("nom")] = "L'Abscon"
    made.communes.write_text("\n".join([header, *(";".join(row) for row in cells)]) + "\n", encoding="utf-8")
    page = browse(made)
    told = page.locator("summary").filter(has_text="4 erreurs")
    expect(told).to_contain_text("colonne « Prénom du maire »")
    told.click()
    assert violations(page) == []
    page.get_by_role("link", name="L'Abscon").click()
    expect(page.locator("#c-2-prenom_maire")).to_be_focused()
