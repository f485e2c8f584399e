"""What docs/architecture.md promises: everything that can fail by a template fails before anything is written."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from generator.cli import run as command
from generator.errors import TemplateError
from generator.progress import Silence
from generator.project import Project
from generator.register.export import read_register
from generator.runs.making.check import CheckRequest, run as check
from generator.workers import available
from tests.cases import cases
from tests.conftest import MakeProject
from tests.runs.amending import vote_and_sign
from tests.runs.conftest import REPOSITORY, contents, run

HAVELUY, ABSCON = "59292", "59002"
EVALUATION = REPOSITORY / "docs" / "examples" / "exemple-evaluation-2025-11.csv"


def add(project: Project, template: str, text: str) -> None:
    """Add a paragraph to a template."""
    document = Document(str(project.campaign / template))
    document.add_paragraph(text)
    document.save(str(project.campaign / template))


def evaluation_of(project: Project) -> Path:
    """Return an evaluation in which nobody was helped: Haveluy's slot changes, and Abscon's."""
    header, *rows = EVALUATION.read_text(encoding="utf-8").splitlines()
    cells = {row.split(";")[0]: row.split(";") for row in rows}
    for insee in (HAVELUY, ABSCON):
        cells[insee][3] = "0"
    cells[ABSCON][8:14] = ["M2", "4", "vendredi", "matin", "Mairie", "2026-01-01"]
    path = project.root / "evaluation.csv"
    path.write_text("\n".join([header, *(";".join(cells[insee]) for insee in (HAVELUY, ABSCON))]), encoding="utf-8")
    return path


@pytest.fixture
def half_signed(small: Callable[..., Project]) -> Project:
    """Return a project where Haveluy has signed and Abscon, added since, has not."""
    project = small(HAVELUY)
    run(project)
    vote_and_sign(project)
    row = next(
        line
        for line in (REPOSITORY / "communes.csv").read_text(encoding="utf-8").splitlines()
        if line.startswith(ABSCON)
    )
    project.communes.write_text(project.communes.read_text(encoding="utf-8") + row + "\n", encoding="utf-8")
    run(project)
    return project


@cases(
    "template, tag",
    ("evaluation.docx", "{{ 100 // rapport.accompagnements }}"),
    ("avenant.docx", "{{ 100 // evaluation.accompagnements }}"),
)
def test_what_a_template_fails_leaves_no_number_no_file_and_no_row(
    half_signed: Project, template: str, tag: str
) -> None:
    """A division by zero in the report of the evaluation, or in an avenant: all is as it was, communes.csv too."""
    project, evaluation = half_signed, evaluation_of(half_signed)
    add(project, template, tag)
    before = contents(project.output), read_register(project.register), project.communes.read_bytes()
    arguments = ["amend", str(evaluation), "--engine", "embedded", "--no-verify", "--project", str(project.root)]
    assert command(arguments) == TemplateError.exit_code
    assert (contents(project.output), read_register(project.register), project.communes.read_bytes()) == before
    assert command(["build", "--engine", "embedded", "--no-verify", "--project", str(project.root)]) == 0


@cases(
    "template, tag",
    ("avenant.docx", "{{ 1 // (avenant.rang - avenant.rang) }}"),
    ("deliberation-avenant.docx", "{{ 1 // (avenant.rang - avenant.rang) }}"),
    ("evaluation.docx", "{{ 1 // (rapport.evaluees - rapport.evaluees) }}"),
)
@pytest.mark.usefixtures("unproved")
def test_the_check_renders_avenants_and_the_report(project: MakeProject, template: str, tag: str) -> None:
    """Before there is any: with made-up changes."""
    made = project(HAVELUY, ABSCON)
    assert "error" not in {problem.level for problem in check(made, CheckRequest(), Silence()).problems}
    add(made, template, tag)
    with pytest.raises(TemplateError) as caught:
        check(made, CheckRequest(), Silence())
    assert {problem.file for problem in caught.value.problems} == {template}


def test_processors_are_counted_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """MacOS and Windows do not say which processors a process may use: then it is how many there are."""
    monkeypatch.setattr("generator.workers.local.sys.platform", "darwin")
    monkeypatch.delattr("os.sched_getaffinity", raising=False)
    assert available() == os.cpu_count()
