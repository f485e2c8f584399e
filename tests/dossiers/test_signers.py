"""Whom the register settles as the signatory of a commune whose mayor presides over the EPCI."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.dossiers.mergers import read_known
from generator.project import Project
from generator.register.database import open_register
from generator.register.deliberations import record_act
from generator.register.originals import Source
from tests.register.conftest import ACT, SITTING
from tests.runs.conftest import copy_project, run
from tests.signatories import add_signatory


@pytest.fixture
def raismes(tmp_path: Path) -> Project:
    """Return the dossier of the commune whose mayor presides over the EPCI."""
    project = copy_project(tmp_path / "projet", ["59491"])
    run(project)
    return project


def vote(project: Project, designated: str) -> None:
    """Record its deliberation, in which the council designates somebody or nobody."""
    (standing,) = read_known(project)[1].documents
    with open_register(project.register, writing=True) as connection:
        act = replace(ACT, designated=designated)
        source = Source("d.txt", designated.encode())
        record_act(connection, project.register, standing.number, act, SITTING, source, replace=True)


def doubts(project: Project) -> list[str]:
    return [one.message for one in read_known(project)[0].problems if "pour les deux parties" in one.message]


def test_whom_the_council_designated_is_no_longer_doubted(raismes: Project) -> None:
    """Until it did, and as long as what was read names nobody; nor where communes.csv says the President again."""
    assert doubts(raismes)
    vote(raismes, "le premier adjoint")
    assert doubts(raismes)
    vote(raismes, "Madame Mariette MAYEUX, première adjointe")
    assert doubts(raismes) == []
    add_signatory(raismes, "Monsieur;Aymeric;ROBIN;Maire")
    assert doubts(raismes)
