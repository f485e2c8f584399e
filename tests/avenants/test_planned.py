"""Avenants as a build plans them: from the register alone, on the basis of what was signed."""

from __future__ import annotations

import datetime

import pytest

from generator.avenants.planned import Planned
from generator.inputs.communes import Slot
from generator.project import Project
from tests.edits import add_paragraph
from tests.stages.outputs import plan_of

SIGNED, TO_VOTE, COMPLETE = "MED_NUM-2026-001", "MED_NUM-2026-002", "MED_NUM-2026-003"


@pytest.fixture
def planned(signed_project: Project) -> Planned:
    """Return the plan of the register's three avenants."""
    return plan_of(signed_project)


def digests(planned: Planned) -> dict[tuple[str, str], str]:
    """Return what each document depends on."""
    return {document.key: document.inputs_sha256 for _, document in planned.plan.documents()}


def test_avenants_are_planned_after_the_conventions_each_in_its_folder(planned: Planned) -> None:
    """By commune, then by rank; what is signed is said to be."""
    found = [(dossier.number, dossier.rank, dossier.signed) for dossier in planned.plan.dossiers[3:]]
    assert found == [(TO_VOTE, 1, False), (SIGNED, 1, True), (COMPLETE, 2, False)]
    paths = {document.docx for _, document in planned.plan.documents()}
    assert f"59292-haveluy/avenant-2/{COMPLETE}-avenant.docx" in paths


def test_an_avenant_has_the_documents_of_what_it_changes(planned: Planned) -> None:
    """No planning when the slot stays, no deliberation without a financial effect."""
    kinds = {avenant.number: {piece.kind for piece in avenant.pieces} for avenant in planned.avenants}
    assert {"deliberation-avenant", "planning", "convention-consolidee"} <= kinds[TO_VOTE]
    assert {"planning", "modifications-planning"} <= kinds[SIGNED]
    assert "deliberation-avenant" not in kinds[SIGNED]
    assert kinds[COMPLETE] == {"bordereau-avenant", "avenant", "convention-consolidee", "modifications"}


def test_the_act_of_an_avenant_is_the_convention_s_unless_it_costs(planned: Planned) -> None:
    """The one with a financial effect waits for its own."""
    acts = {avenant.number: avenant.act and avenant.act.number for avenant in planned.avenants}
    assert acts == {SIGNED: "2025-02-10", COMPLETE: "2025-02-10", TO_VOTE: None}


def test_templates_see_what_was_in_force_and_what_comes(planned: Planned) -> None:
    """The second avenant of a convention changes what the first one made of it."""
    groups = {avenant.number: avenant.group for avenant in planned.avenants}
    first, second = groups[SIGNED], groups[COMPLETE]
    assert first.creneau_ancien == Slot("Médiateur numérique n° 1", 1, "jeudi", "après-midi", "Mairie")
    assert first.creneau_nouveau == Slot("M2", 4, "jeudi", "matin", "Médiathèque")
    assert (first.terme_ancien, first.terme) == (datetime.date(2026, 6, 30), datetime.date(2027, 6, 30))
    assert (second.rang, second.creneau_nouveau, second.terme_ancien) == (2, None, None)
    assert [article.label for article in second.articles] == ["4"]


def test_a_template_concerns_the_avenants_that_use_it(signed_project: Project, planned: Planned) -> None:
    """The convention's text comes from what was signed: its template changes nothing here; the avenant's does."""
    before = digests(planned)
    for kind in ("convention", "avenant"):
        add_paragraph(signed_project.campaign / f"{kind}.docx", "Nouveau.")
    after = digests(plan_of(signed_project))
    changed = {key for key in before if before[key] != after[key]}
    assert changed >= {(COMPLETE, "avenant"), (TO_VOTE, "avenant")}
    assert {kind for number, kind in changed if number.startswith("MED_NUM-2026")} == {"avenant"}
