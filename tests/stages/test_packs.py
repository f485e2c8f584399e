"""What packs and the recueils are made of, and what each of their pages bears."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.dossiers.dossier import Dossier
from generator.dossiers.outcomes import Outcome
from generator.dossiers.plan import Plan, plan_conventions
from generator.dossiers.records import FileRecord
from generator.inputs.sources import read_sources
from generator.project import Project
from generator.register.standings import read_standings
from generator.stages.packs import packs_of, recueil_of, recueil_of_avenants
from generator.stages.recueil import stamp, stamp_recueil
from generator.stages.workspace import Workspace
from tests.stages.outputs import NUMBERS, everything, printed_documents, workspace


def plan_of(project: Project, *insee: str) -> Plan:
    """Plan a build of all communes, or of those named."""
    sources = read_sources(project)
    return Plan(sources, everything(sources, *insee), plan_conventions(sources, NUMBERS))


def packed(dossiers: Iterable[Dossier]) -> list[Outcome]:
    """Return the packs of dossiers as a build made them."""
    outcomes = []
    for dossier in dossiers:
        record = dossier.documents[0].record((FileRecord(dossier.pack, "s", 1, 9),), "")
        outcomes.append(Outcome.of(replace(record, kind="pack"), "built", ""))
    return outcomes


def plain(texts: Iterable[str]) -> list[str]:
    """Return texts with ordinary spaces."""
    return [text.replace("\u00a0", " ") for text in texts]


def test_a_page_bears_its_number_or_that_of_the_recueil() -> None:
    """Its place among all."""
    assert stamp("MED_NUM-2025-017", 3, 12) == "MED_NUM-2025-017 — 3/12"
    assert stamp_recueil(0, 3, 12) == "Recueil — page 3/12"
    assert stamp_recueil(2, 3, 12) == "Recueil, volume 2 — page 3/12"


def test_each_chosen_dossier_has_its_pack(small_project: Project, space: Workspace) -> None:
    """Of its documents in their order, under its number and name."""
    plan = plan_of(small_project, "59292", "59504")
    packs = packs_of(plan, printed_documents(plan), space)
    assert [pack.path for pack in packs] == ["59292-haveluy/N-1-pack.pdf", "59504-roeulx/N-3-pack.pdf"]
    first = packs[0]
    assert [member.kind for member in first.members] == ["bordereau", "deliberation", "convention", "planning"]
    assert plain(first.titles) == [piece.titre for piece in plan.campaign.documents(note_de_synthese=False)]
    assert plain([first.title]) == ["N-1 — Haveluy"]
    assert [first.stamp(page, 2) for page in (1, 2)] == ["N-1 — 1/2", "N-1 — 2/2"]


def test_a_voted_dossier_is_bound_without_the_draft_of_its_deliberation(signed_project: Project) -> None:
    """La Sentinelle has voted: the draft is still made, and no part of the pack; signed dossiers have none to make."""
    sources = read_sources(signed_project)
    standings = read_standings(signed_project.register, signed_project.campaign.name)
    numbers = {one.insee: one.number for one in standings.documents if not one.rank}
    plan = Plan(sources, everything(sources), plan_conventions(sources, numbers, standings.acts, standings.signed))
    (pack,) = packs_of(plan, printed_documents(plan), workspace(signed_project))
    assert [member.kind for member in pack.members] == ["bordereau", "convention", "planning"]


def test_without_packs_asked_for_there_are_no_volumes(small_project: Project, space: Workspace) -> None:
    """``--only`` of other kinds binds nothing."""
    plan = plan_of(small_project)
    only = replace(plan, wanted=replace(plan.wanted, kinds=frozenset({"convention"})))
    assert packs_of(only, printed_documents(only), space) == []
    assert recueil_of(only, packed(plan.dossiers), space) == []


def test_documents_of_an_earlier_build_are_bound_as_it_left_them(small_project: Project, space: Workspace) -> None:
    """As long as they are intact; one that was touched, or never made, is missing."""
    plan = plan_of(small_project, "59292")
    (dossier,) = plan.chosen
    kept = dossier.documents[:3]
    records = [planned.record((space.write(b"pdf", planned.pdf, 1),), "e") for planned in kept]
    (space.project.output / kept[0].pdf).write_bytes(b"touched")
    before = replace(space, previous=replace(space.previous, documents=tuple(records)))
    (pack,) = packs_of(plan, [], before)
    assert [member.state for member in pack.members] == ["failed", "unchanged", "unchanged", "failed"]
    assert pack.members[0].reason == "jamais fabriqué"


def test_the_recueil_holds_all_conventions(small_project: Project, space: Workspace) -> None:
    """Chosen or not, by the names of their communes, with a table of contents."""
    (recueil,) = recueil_of(plan_of(small_project, "59292"), packed(plan_of(small_project).dossiers), space)
    assert plain(recueil.titles) == ["Haveluy", "La Sentinelle", "Rœulx"]
    assert (recueil.path, recueil.contents, recueil.number) == ("recueil.pdf", True, "")


def test_there_is_no_recueil_before_every_dossier_was_made(small_project: Project, space: Workspace) -> None:
    """A build of some communes is no failure; one in which a pack failed has a recueil that fails."""
    plan = plan_of(small_project, "59292")
    packs = packed(plan.chosen)
    assert recueil_of(plan, packs, space) == []
    (recueil,) = recueil_of(plan, [replace(packs[0], state="failed", record=None)], space)
    assert [member.state for member in recueil.members] == ["failed"] * 3


def test_signed_packs_of_communes_that_left_come_last(small_project: Project, space: Workspace) -> None:
    """Those of conventions in the recueil; those of avenants in theirs, told by their rank."""
    plan = plan_of(small_project)
    (pack, *_) = packed(plan.dossiers)
    assert pack.record is not None
    left = [
        Outcome.of(
            replace(pack.record, insee="59999", commune="Partie", number=f"N-{9 + rank}", rank=rank), "frozen", ""
        )
        for rank in (0, 2)
    ]
    packs = [*left, *packed(plan.dossiers)]
    (recueil,) = recueil_of(plan, packs, space)
    assert [member.number for member in recueil.members] == ["N-1", "N-2", "N-3", "N-9"]
    (avenants,) = recueil_of_avenants(plan, [], packs, space)
    assert plain(avenants.titles) == ["Partie — avenant n° 2"]
    assert [member.number for member in avenants.members] == ["N-11"]


def test_without_avenants_there_is_no_recueil_of_them(small_project: Project, space: Workspace) -> None:
    """Whatever the conventions."""
    plan = plan_of(small_project)
    assert recueil_of_avenants(plan, [], packed(plan.dossiers), space) == []
