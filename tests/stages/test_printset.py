"""The originals to sign: as many copies as asked, and what each of their pages bears."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.dossiers.plan import Plan, plan_conventions
from generator.errors import DataError
from generator.inputs.sources import Sources, read_sources
from generator.project import Project
from generator.stages.printset import originals_of, to_be_signed
from generator.stages.volumes import Volume
from generator.stages.workspace import Workspace
from tests.register.conftest import ACT
from tests.stages.outputs import NUMBERS, everything, printed_documents


def signing(project: Project, *kinds: str) -> Sources:
    """Return the inputs of a project in which these kinds are to be signed."""
    sources = read_sources(project)
    pieces = tuple(replace(piece, a_signer=piece.kind in kinds) for piece in sources.campaign.pieces)
    return replace(sources, campaign=replace(sources.campaign, pieces=pieces))


def plan_of(sources: Sources, *insee: str, copies: int, duplex: bool = False) -> Plan:
    """Plan a build of these communes, with copies of what is to be signed."""
    wanted = replace(everything(sources, *insee), originals=copies, incomplete=True, duplex=duplex)
    return Plan(sources, wanted, plan_conventions(sources, NUMBERS))


def stamps(volume: Volume, total: int) -> list[str]:
    """Return what its pages bear."""
    return [volume.stamp(page, total) for page in range(1, total + 1)]


def test_a_copy_holds_what_is_to_be_signed(small_project: Project, space: Workspace) -> None:
    """Copy by copy, commune by commune; each page bears its place in its copy."""
    plan = plan_of(signing(small_project, "convention", "planning"), "59292", "59504", copies=2)
    (volume,) = originals_of(plan, printed_documents(plan, pages=2), space)
    names = [f"{name}, {kind}" for name in ("Haveluy", "Rœulx") for _ in (1, 2) for kind in ("convention", "planning")]
    assert [member.name for member in volume.members] == names
    assert stamps(volume, 16) == [
        f"{number} — original {copy}/2 — {page}/4"
        for number in ("N-1", "N-3")
        for copy in (1, 2)
        for page in range(1, 5)
    ]


def test_without_copies_asked_for_there_is_no_file(small_project: Project, space: Workspace) -> None:
    """A build makes none unless ``--originals`` asks for it."""
    plan = plan_of(read_sources(small_project), copies=0)
    assert originals_of(plan, printed_documents(plan), space) == []


def test_only_what_may_be_signed_is_copied(small_project: Project, space: Workspace) -> None:
    """Without a deliberation, or before its transmission, a dossier is left out, with the reason; unless asked for."""
    sources = signing(small_project, "convention")
    wanted = replace(everything(sources), originals=1)
    waiting = replace(ACT, sent_on=None, received_on=None)
    acts = {"N-1": ACT, "N-2": waiting}
    plan = Plan(sources, wanted, plan_conventions(sources, NUMBERS, acts))
    (volume,) = originals_of(plan, printed_documents(plan), space)
    assert [member.name for member in volume.members] == ["Haveluy, convention"]
    assert {one.commune.nom: one.unready for one in plan.left_out} == {
        "Rœulx": "aucune délibération n’autorise encore à signer",
        "La Sentinelle": "la délibération n’a pas encore été transmise au préfet",
    }
    plan = Plan(sources, replace(wanted, incomplete=True), plan_conventions(sources, NUMBERS, acts))
    assert (len(plan.to_sign), plan.left_out) == (3, ())


def test_a_copy_printed_on_two_sides_begins_on_a_sheet(small_project: Project, space: Workspace) -> None:
    """A blank verso inside a copy is counted; behind its last page, before another copy, it is called so."""
    kinds = ("deliberation", "convention", "planning")
    plan = plan_of(signing(small_project, *kinds), "59292", copies=2, duplex=True)
    (volume,) = originals_of(plan, printed_documents(plan, pages=1), space)
    one, two = "N-1 — original 1/2", "N-1 — original 2/2"
    counted = [f"{one} — {page}/5" for page in range(1, 6)]
    assert stamps(volume, 11) == [*counted, f"{one} — verso", *(f"{two} — {page}/5" for page in range(1, 6))]


def test_a_campaign_without_anything_to_sign_is_told_what_to_write(small_project: Project) -> None:
    """Before anything is made."""
    with pytest.raises(DataError, match="a_signer = true"):
        to_be_signed(signing(small_project).campaign)
    assert [piece.kind for piece in to_be_signed(signing(small_project, "planning").campaign)] == ["planning"]
