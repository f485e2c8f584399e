"""An evaluation typed row by row."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from generator.errors import UsageError
from generator.inputs.evaluationfile import read_evaluation
from generator.inputs.sources import read_sources
from generator.progress import Silence
from generator.project import Project
from generator.runs.life import evaluating
from generator.runs.life.evaluating import EvaluatingReport, EvaluatingRequest
from tests.cases import cases

PERIOD = "mai 2026 – octobre 2026"
GOOD = {"accompagnements": "12", "ateliers": "2", "permanences_tenues": "5", "permanences_prevues": "6"}


def typed(project: Project, cells: dict[str, dict[str, str]] | None, seen: str = "") -> EvaluatingReport:
    """Type into the sheet of the period."""
    return evaluating.run(project, EvaluatingRequest(PERIOD, cells, seen), Silence())


def test_what_is_typed_is_an_evaluation(signed_project: Project) -> None:
    """The rows that say something are written as the amend run reads them; others stay where they were."""
    first = typed(signed_project, None)
    assert not first.path.exists()
    assert first.previous == "novembre 2025 – avril 2026"
    saved = typed(signed_project, {"59292": GOOD, "59205": {"ateliers": " "}}, first.seal)
    typed(signed_project, {"59205": GOOD | {"observations": 'Dit "oui" ; bien'}}, saved.seal)
    evaluation, _ = read_evaluation(first.path, read_sources(signed_project).participants, None)
    rows = {row.insee: (row.accompagnements, row.observations) for row in evaluation.rows}
    assert rows == {"59205": (12, 'Dit "oui" ; bien'), "59292": (12, "")}


def test_a_fault_is_told_in_its_cell(signed_project: Project) -> None:
    """It is written all the same: a sheet is filled little by little."""
    report = typed(signed_project, {"59292": GOOD | {"ateliers": "deux"}}, typed(signed_project, None).seal)
    (row,) = (row for row in report.rows if row.commune.insee == "59292")
    assert set(row.faults) == {"ateliers"}
    assert row.cells["ateliers"] == "deux"


def test_a_sheet_that_changed_meanwhile_is_not_written(signed_project: Project) -> None:
    """Who comes second is told, and sees what is there."""
    seal = typed(signed_project, None).seal
    typed(signed_project, {"59292": GOOD}, seal)
    late = typed(signed_project, {"59292": GOOD | {"ateliers": "99"}}, seal)
    assert late.overtaken
    assert "99" not in late.path.read_text(encoding="utf-8-sig")


def test_two_clerks_who_save_at_once_do_not_meet(signed_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of them is told that the other came first: what that one typed is there."""
    seal, write = typed(signed_project, None).seal, evaluating._write

    def slowly(*arguments: Any) -> bytes:
        time.sleep(0.5)
        return write(*arguments)

    monkeypatch.setattr(evaluating, "_write", slowly)
    with ThreadPoolExecutor(2) as threads:
        reports = list(threads.map(lambda insee: typed(signed_project, {insee: GOOD}, seal), ("59292", "59205")))
    assert sorted(report.overtaken for report in reports) == [False, True]


def test_a_formula_stays_text(signed_project: Project) -> None:
    """No spreadsheet computes what was typed."""
    cells = {"59292": GOOD | {"observations": "=1+1"}}
    report = typed(signed_project, cells, typed(signed_project, None).seal)
    assert ";=1+1" not in report.path.read_text(encoding="utf-8-sig")
    assert next(row for row in report.rows if row.cells).cells["observations"].endswith("=1+1")


@cases("period", "", "bientôt", "../x")
def test_a_period_names_its_months(signed_project: Project, period: str) -> None:
    """Nothing else names a file."""
    with pytest.raises(UsageError):
        evaluating.run(signed_project, EvaluatingRequest(period), Silence())
