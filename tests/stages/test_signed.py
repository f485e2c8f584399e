"""Signed dossiers: nothing of them is made again, what left the output comes back, and what would change is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from generator.avenants.planned import plan_dossiers
from generator.dossiers.fingerprints import sha256
from generator.dossiers.outcomes import Outcome
from generator.dossiers.records import DocumentRecord, Inputs
from generator.errors import RegisterError
from generator.inputs.communes import Slot
from generator.inputs.sources import read_sources
from generator.law.duration import NOT_RENEWED
from generator.project import Project
from generator.register.ledger import Entries, reserve
from generator.register.standings import read_standings
from generator.stages.signed import SignedFiles, read_signed, signed_dossier
from generator.stages.workspace import Workspace
from generator.stages.writing import Writer
from tests.edits import add_paragraph, set_cells
from tests.stages.outputs import everything, workspace

HAVELUY, ESCAUDAIN = "59292", "59205"

CONVENTION = ["bordereau", "deliberation", "convention", "planning", "pack"]
AVENANT = [
    "bordereau-avenant",
    "avenant",
    "planning",
    "convention-consolidee",
    "modifications",
    "modifications-planning",
    "pack",
]


@pytest.fixture
def space(signed_project: Project) -> Workspace:
    """Return a workspace on an empty output, two conventions and an avenant being signed."""
    return workspace(signed_project)


def signed(space: Workspace, *insee: str) -> SignedFiles:
    """Return what a build of all communes, or of those named, does about what is signed."""
    project, sources = space.project, read_sources(space.project)
    ledger = reserve(project.register, Entries(sources.campaign.name, sources.campaign.numbering, sources.codes))
    planned = plan_dossiers(project, sources, ledger, everything(sources, *insee))
    contents = {avenant.number: avenant.content.told for avenant in planned.avenants}
    inputs = Inputs.of(sources, planned.plan.acts, contents)
    writer = Writer(planned, space.workers)
    return read_signed(planned.plan, writer, inputs, ledger.standings, space)


def would_change(outcomes: Sequence[Outcome], number: str) -> dict[str, str]:
    """Return what would have changed in the documents of a dossier, by kind."""
    return {one.kind: one.would_change for one in outcomes if one.number == number and one.would_change}


def test_every_signed_document_is_frozen(space: Workspace) -> None:
    """Those of conventions and of avenants, with the day of the signature; nothing is written."""
    outcomes = signed(space).outcomes
    assert [one.kind for one in outcomes if one.number == "MED_NUM-2025-001"] == CONVENTION
    assert [one.kind for one in outcomes if one.number == "MED_NUM-2026-001"] == AVENANT
    assert {one.state for one in outcomes} == {"frozen"}
    assert {one.reason for one in outcomes if one.number == "MED_NUM-2025-001"} == {"signé le 13\u00a0mai 2025"}
    assert not list(space.project.output.iterdir())


def test_what_left_the_output_comes_back_as_it_was_signed(space: Workspace) -> None:
    """Every file, byte for byte; the second time there is nothing to bring back."""
    found = signed(space)
    files = [file for one in found.outcomes for file in one.files]
    assert set(found.lost) == {file.path for file in files}
    found.restore(space)
    assert all(file.intact(space.project.output) for file in files)
    assert signed(space).lost == {}


def test_a_signed_file_touched_by_hand_comes_back_alone(space: Workspace) -> None:
    """The others are left alone."""
    signed(space).restore(space)
    path = "59205-escaudain/MED_NUM-2025-001-convention.pdf"
    kept = (space.project.output / path).read_bytes()
    (space.project.output / path).write_bytes(b"touched")
    assert signed(space).lost == {path: kept}


def test_what_would_have_changed_is_told(space: Workspace) -> None:
    """For the documents that bear it, of that commune alone; a telephone number, which none bears, is no change."""
    set_cells(space.project, ESCAUDAIN, nom_maire="NOUVEAU", telephone="03 00 00 00 00")
    outcomes = signed(space).outcomes
    changed = would_change(outcomes, "MED_NUM-2025-001")
    assert changed["convention"].startswith("nom_maire : ")
    assert "→ NOUVEAU" in changed["convention"]
    assert "pack" not in changed
    assert "telephone" not in "".join(changed.values())
    assert "NOUVEAU" not in "".join(would_change(outcomes, "MED_NUM-2025-002").values())


def test_a_new_program_that_writes_the_same_words_changes_nothing(space: Workspace) -> None:
    """The dossiers of the register were signed with an older one: that alone is never told."""
    assert "nouvelle version du programme" not in would_change(signed(space).outcomes, "MED_NUM-2025-001").values()


def test_another_slot_is_no_change_of_what_is_signed(space: Workspace) -> None:
    """Avenants are for that: Escaudain's row has another slot than its convention, whose planning is not told for it.

    Nor is the slot told with what does change in the planning.
    """
    before = would_change(signed(space).outcomes, "MED_NUM-2025-001")
    set_cells(space.project, ESCAUDAIN, mediateur="M2", semaine="1", jour="mardi", demi_journee="matin")
    assert would_change(signed(space).outcomes, "MED_NUM-2025-001") == before
    add_paragraph(space.project.campaign / "planning.docx", "Nouveau.")
    told = would_change(signed(space).outcomes, "MED_NUM-2025-001")
    assert "mediateur" not in told["planning"]
    assert told.keys() == before.keys() | {"planning"}


def test_a_template_that_fails_stops_no_signed_document(space: Workspace) -> None:
    """Its fault is what would have changed."""
    add_paragraph(space.project.campaign / "convention.docx", "{{ 100 // (commune.tncc - commune.tncc) }}")
    outcomes = signed(space).outcomes
    assert "division par zéro" in would_change(outcomes, "MED_NUM-2025-001")["convention"]
    assert {one.state for one in outcomes} == {"frozen"}


def test_a_commune_that_left_keeps_its_signed_dossier(space: Workspace) -> None:
    """It says that it left, and its files come back like those of others."""
    set_cells(space.project, ESCAUDAIN, participe="non")
    found = signed(space)
    changed = would_change(found.outcomes, "MED_NUM-2025-001")
    assert changed == dict.fromkeys(CONVENTION, "la commune n’est plus dans la campagne")
    assert any(path.startswith("59205-escaudain/") for path in found.lost)


def test_a_build_of_some_communes_leaves_the_signed_dossiers_of_others_aside(space: Workspace) -> None:
    """Neither told nor brought back."""
    found = signed(space, ESCAUDAIN)
    assert {one.insee for one in found.outcomes} == {ESCAUDAIN}
    assert {Path(path).parts[0] for path in found.lost} == {"59205-escaudain"}


def test_an_original_that_is_lost_is_refused(space: Workspace) -> None:
    """When it is needed: as long as the output has the file, nobody looks for it."""
    found = signed(space)
    found.restore(space)
    path = "59205-escaudain/MED_NUM-2025-001-pack.pdf"
    (original,) = (space.project.register.parent / "originals").glob(f"{sha256(found.lost[path])}.*")
    original.unlink()
    assert signed(space).lost == {}
    (space.project.output / path).unlink()
    with pytest.raises(RegisterError, match=original.name):
        signed(space)


def test_what_is_kept_at_a_signature_is_what_comes_back(space: Workspace) -> None:
    """Records of an output, its term and the slot of the row go to the register and come back the same."""
    standings = read_standings(space.project.register, space.project.campaign.name)
    signature = standings.signed["MED_NUM-2025-001"].signature
    assert signature is not None
    kept = signature.dossier
    origin = kept.made_from
    inputs = Inputs(
        origin.program, origin.campaign, origin.templates, {ESCAUDAIN: origin.commune}, {ESCAUDAIN: origin.act}, {}
    )
    outcomes = signed(space, ESCAUDAIN).outcomes
    records: list[DocumentRecord] = [one.record for one in outcomes if one.record]
    again = signed_dossier(records, inputs, ESCAUDAIN, "MED_NUM-2025-001")
    assert again == replace(kept, reconduction=NOT_RENEWED)
    assert again.slot == Slot("M1", 2, "mercredi", "après-midi", "Mairie")
