"""Signed dossiers: they stay, what left the output comes back, and what would have changed is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.avenants.planned import Planned, plan_dossiers
from generator.dossiers.manifest import Manifest
from generator.dossiers.plan import Wanted, select_kinds
from generator.dossiers.records import Inputs
from generator.errors import RegisterError
from generator.inputs.sources import Sources, read_sources
from generator.progress import Clock, Silence
from generator.project import Project, open_project
from generator.register.ledger import Ledger, reserve
from generator.stages.signed import SignedFiles, read_signed
from generator.stages.workspace import Workspace
from generator.stages.writing import Writer
from generator.workers import LocalWorkers
from tests.conftest import REPOSITORY
from tests.edits import replace as edit

REGISTER = REPOSITORY / "tests" / "resources" / "register-1"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project with signed dossiers, whose output is gone."""
    root = tmp_path / "projet"
    shutil.copytree(REGISTER / "register", root / "register")
    shutil.copy(REGISTER / "communes.csv", root)
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    return open_project(root)


def planned(project: Project, sources: Sources) -> tuple[Planned, Ledger]:
    """Plan a build of everything."""
    campaign, insee = sources.campaign, [commune.insee for commune in sources.participants]
    ledger = reserve(project.register, campaign.name, campaign.numbering, insee)
    wanted = Wanted(frozenset(insee), frozenset(select_kinds(campaign, ())))
    return plan_dossiers(project, sources, ledger, wanted), ledger


def signed(project: Project) -> SignedFiles:
    """Return what becomes of what is signed."""
    sources = read_sources(project)
    found, ledger = planned(project, sources)
    contents = {avenant.number: avenant.content.told for avenant in found.avenants}
    inputs = Inputs.of(sources, found.plan.acts, contents)
    workers = LocalWorkers(1, lambda: None)
    scratch = project.root / "scratch"
    scratch.mkdir(exist_ok=True)
    date, previous = sources.campaign.date, Manifest(sources.campaign.name, "", "")
    space = Workspace(project, Clock(Silence()), workers, date, previous, scratch)
    writer = Writer(found.plan, found.avenants, found.assessed, workers)
    files = read_signed(found.plan, writer, inputs, ledger.standings, space)
    files.restore(space)
    return files


def changes(files: SignedFiles, insee: str) -> dict[str, str]:
    """Return what would have changed in the convention's dossier of a commune, by kind."""
    records = [one for one in files.outcomes if one.insee == insee and one.record and not one.record.rank]
    return {outcome.kind: outcome.would_change for outcome in records if outcome.would_change}


def test_what_left_the_output_comes_back(project: Project) -> None:
    """Every file, once; then nothing is lost any more."""
    first = signed(project)
    assert {outcome.state for outcome in first.outcomes} == {"frozen"}
    assert set(first.lost) == {file.path for outcome in first.outcomes for file in outcome.files}
    assert signed(project).lost == {}


def test_a_new_mayor_would_have_changed_the_acts(project: Project) -> None:
    """What names the mayor; the telephone number is told nowhere."""
    edit(project.communes, "Monsieur;Jean-Paul;RYCKELYNCK", "Madame;Mariette;MAYEUX")
    found = changes(signed(project), "59292")
    assert "nom_maire : RYCKELYNCK → MAYEUX" in found["convention"]
    assert "planning" not in found
    assert changes(signed(project), "59205") == {}


def test_a_commune_that_leaves_keeps_what_it_signed(project: Project) -> None:
    """And it is told."""
    text = project.communes.read_text(encoding="utf-8").splitlines(keepends=True)
    project.communes.write_text("".join(line for line in text if not line.startswith("59292")), encoding="utf-8")
    assert set(changes(signed(project), "59292").values()) == {"la commune n’est plus dans la campagne"}


def test_an_original_that_is_missing_is_told_before_anything_is_written(project: Project) -> None:
    """By its path."""
    pdf = max((project.register.parent / "originals").glob("*.pdf"), key=lambda path: path.stat().st_size)
    pdf.unlink()
    with pytest.raises(RegisterError, match=pdf.name):
        signed(project)
    assert not project.output.exists()


def test_another_template_would_have_changed_its_document(project: Project) -> None:
    """And no other of the dossier."""
    shutil.copy(project.campaign / "planning.docx", project.campaign / "convention.docx")
    assert changes(signed(project), "59292") == {"convention": "modèle modifié ; nouvelle version du programme"}
