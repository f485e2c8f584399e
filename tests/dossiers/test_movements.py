"""What leaves, arrives or changes code between two builds, and what has to be confirmed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from generator.dossiers.movements import Movement, refuse_movements
from generator.errors import DataError, Problem
from generator.project import Project
from generator.register.database import open_register
from generator.register.journal import Extract, read_journal
from tests.cases import cases
from tests.dossiers.rolls import decline, moved, rewrite, settle

HAVELUY = "MED_NUM-2025-001"


def refused(project: Project, *, strict: bool = False) -> list[Problem]:
    """Return what has to be confirmed of the movements of a project."""
    with pytest.raises(DataError) as caught:
        refuse_movements(moved(project), "communes.csv", strict=strict)
    return list(caught.value.problems)


def told(project: Project) -> list[tuple[str, str | None, str]]:
    """Return who moved, under which number and how."""
    return [(one.commune, one.number, one.kind) for one in moved(project)]


def test_nothing_moves_at_the_first_build_nor_at_the_next(small_project: Project) -> None:
    """A fresh campaign has no arrival to tell."""
    assert moved(small_project) == ()
    settle(small_project)
    assert moved(small_project) == ()


def test_one_that_leaves_is_told_with_its_reason(small_project: Project) -> None:
    """Its row was deleted, or says « non »: nothing has to be confirmed, unless warnings are errors."""
    settle(small_project)
    rewrite(small_project, lambda rows: rows[1:])
    (movement,) = moved(small_project)
    assert (movement.kind, movement.number, movement.reason) == ("leaves", HAVELUY, "ligne retirée")
    refuse_movements((movement,), "communes.csv")
    (problem,) = refused(small_project, strict=True)
    assert problem.message == f"quitte la campagne (ligne retirée) ; son dossier {HAVELUY} est gardé"


def test_several_that_leave_at_once_have_to_be_confirmed(small_project: Project) -> None:
    """A sort in a spreadsheet loses rows without a word: each is told, with the line where it still has one."""
    settle(small_project)
    decline(small_project, "59292", "59504")
    first, second = refused(small_project)
    assert (first.level, first.file, first.line, first.column) == ("error", "communes.csv", 2, "participe")
    assert (first.commune, second.commune) == ("Haveluy", "Rœulx")
    assert "--accept" in first.remedy


def test_what_left_is_told_once_and_its_return_too(small_project: Project) -> None:
    """The register remembers who left, without any output; the journal keeps both days."""
    settle(small_project)
    before = small_project.communes.read_text(encoding="utf-8")
    decline(small_project, "59292", "59504")
    settle(small_project)
    assert moved(small_project) == ()
    small_project.communes.write_text(before, encoding="utf-8")
    assert told(small_project) == [("Haveluy", HAVELUY, "returns"), ("Rœulx", "MED_NUM-2025-003", "returns")]
    settle(small_project)
    assert moved(small_project) == ()
    with open_register(small_project.register) as connection:
        events = read_journal(connection, small_project.campaign.name, Extract(("59292",)))
    assert [(event.what, event.after) for event in events] == [
        ("numbered", "59292"),
        ("left", "participe = non"),
        ("returned", ""),
    ]


def test_one_that_arrives_gets_a_number(small_project: Project) -> None:
    """It is told, and nothing has to be confirmed."""
    denain = "59172;215901729;Denain;0;59220;Nord;Valenciennes;20622;;;mairie@ville-denain.fr;;Madame;Anne-Lise;DUFOUR;"
    settle(small_project)
    rewrite(small_project, lambda rows: [*rows, denain])
    assert told(small_project) == [("Denain", None, "arrives")]
    refuse_movements(moved(small_project), "communes.csv", strict=True)


def test_a_code_whose_siren_is_another_dossier_s_is_refused_once(small_project: Project) -> None:
    """A digit typed wrong would give Haveluy a second number for ever: one cause, one problem, the code to restore."""
    settle(small_project)
    rewrite(small_project, lambda rows: [row.replace("59292;", "59299;", 1) for row in rows])
    assert told(small_project) == [("Haveluy", None, "recoded"), ("Haveluy", HAVELUY, "leaves")]
    (problem,) = refused(small_project)
    assert (problem.line, problem.column) == (2, "insee")
    assert problem.message == f"le SIREN de cette ligne est celui du dossier {HAVELUY} (Haveluy, 59292)"
    assert problem.remedy.startswith("corrigez le code, 59292")


@cases(
    "change, shared",
    (lambda rows: [rows[0].replace("59292;", "59504;"), rows[1], rows[2].replace("59504;", "59292;")], "SIREN"),
    (lambda rows: [rows[0].replace("Haveluy", "Rœulx"), rows[1], rows[2].replace("Rœulx", "Haveluy")], "nom"),
)
def test_columns_that_slid_are_seen(
    small_project: Project, change: Callable[[list[str]], list[str]], shared: str
) -> None:
    """Codes or names sorted without their rows: no dossier leaves, but two would be another commune's."""
    settle(small_project)
    rewrite(small_project, change)
    problems = refused(small_project)
    assert [problem.message.split()[1] for problem in problems] == [shared, shared]


def test_a_code_that_was_confirmed_is_told_no_more(small_project: Project) -> None:
    """The new dossier is then its own, and the former one stays known."""
    settle(small_project)
    rewrite(small_project, lambda rows: [row.replace("59292;", "59299;", 1) for row in rows])
    settle(small_project)
    assert moved(small_project) == ()


def test_what_an_end_explains_has_not_to_be_confirmed() -> None:
    """Conventions that ended leave together without a question; as many others do not."""
    gone = Movement("59292", "Haveluy", HAVELUY, "leaves", "réunie à Denain", expected=True)
    together = (gone, replace(gone, insee="59504"), replace(gone, insee="59564"))
    refuse_movements(together, "communes.csv", strict=True)
    with pytest.raises(DataError, match="départs"):
        refuse_movements([replace(one, expected=False) for one in together], "communes.csv", strict=True)
