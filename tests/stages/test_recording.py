"""What the manifest remembers after a build."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.dossiers.manifest import Manifest
from generator.dossiers.outcomes import Outcome
from generator.dossiers.plan import Plan, Wanted, plan_conventions, select_kinds
from generator.dossiers.records import DocumentRecord, FileRecord, Inputs
from generator.inputs.campaign import Numbering
from generator.inputs.sources import read_sources
from generator.pdf.engine import EngineInfo
from generator.project import MAILS, Project
from generator.register.database import open_register, transaction
from generator.register.numbering import give_numbers
from generator.register.standings import read_standings
from generator.stages.recording import completions, new_manifest, record as write_record
from tests.cases import cases
from tests.stages.outputs import NUMBERS, workspace

ENGINE = EngineInfo("embedded", "1")
#: Files of a clerk in the output.
BY_HAND = ("59292-x/by-hand.txt", "59292-x/by-hand.pdf")


@pytest.fixture
def plan(small_project: Project) -> Plan:
    """Return a build of Haveluy alone, of three communes."""
    sources = read_sources(small_project)
    wanted = Wanted(frozenset({"59292"}), frozenset(select_kinds(sources.campaign, ())), duplex=True)
    return Plan(sources, wanted, plan_conventions(sources, NUMBERS))


def record(number: str, kind: str, insee: str = "59292") -> DocumentRecord:
    """Return what is remembered of a document."""
    path = f"{number}-{kind}.pdf" if number else f"{kind}.pdf"
    return DocumentRecord(insee if number else "", "x", kind, number, "i", "e", (FileRecord(path, "s", 1, 1),))


def previous(*records: DocumentRecord) -> Manifest:
    """Return what the output held."""
    return Manifest("x", "embedded", "0", records, record("", "recueil"), record("", "originaux"))


def keys(manifest: Manifest) -> set[tuple[str, str]]:
    """Return what a manifest lists."""
    return {(found.number, found.kind) for found in manifest.documents}


def made(*outcomes: Outcome, plan: Plan, before: Manifest) -> Manifest:
    """Return the manifest of a build that ended so."""
    return new_manifest(plan, Inputs(), ENGINE, outcomes, before)


def test_what_a_build_did_not_concern_stays(plan: Plan) -> None:
    """And what it made takes its place; a commune that is no longer in the campaign goes."""
    before = previous(record("N-1", "planning"), record("N-2", "planning", "59564"), record("N-9", "planning", "59999"))
    manifest = made(Outcome.of(record("N-1", "convention"), "built", ""), plan=plan, before=before)
    assert keys(manifest) == {("N-1", "planning"), ("N-1", "convention"), ("N-2", "planning")}
    assert (manifest.engine_version, manifest.duplex) == ("1", True)


def test_what_failed_leaves_the_output(plan: Plan) -> None:
    """An outdated act beside new ones is worse than a missing one."""
    before = previous(record("N-1", "planning"), record("N-1", "pack"))
    failed = [Outcome("59292", "Haveluy", kind, "N-1", "failed", "panne", None) for kind in ("planning", "pack")]
    assert keys(made(*failed, plan=plan, before=before)) == set()


def test_what_is_signed_stays_when_its_commune_leaves(plan: Plan) -> None:
    """It is listed because the build says that it is frozen."""
    gone = record("N-9", "convention", "59999")
    assert ("N-9", "convention") in keys(made(Outcome.of(gone, "frozen", ""), plan=plan, before=previous()))


def test_originals_to_sign_stay_until_others_take_their_place(plan: Plan) -> None:
    """Even when what they copy is made again: that is told, and of nothing that they do not copy."""
    copied = replace(previous(), copied={"N-1": {"convention": "s"}})
    other = Outcome.of(record("N-2", "convention", "59564"), "built", "")
    same = Outcome.of(record("N-1", "convention"), "unchanged", "")
    kept = made(same, other, plan=plan, before=copied)
    assert (kept.originals, kept.outdated) == (copied.originals, ())
    renewed = replace(record("N-1", "convention"), files=(FileRecord("x.pdf", "new", 1, 1),))
    after = made(Outcome.of(renewed, "built", ""), plan=plan, before=kept)
    assert (after.originals, after.outdated) == (copied.originals, ("N-1",))
    unbound = Outcome("", "", "originaux", "", "failed", "il manque : x", None)
    assert made(same, unbound, plan=plan, before=kept).originals == copied.originals


def test_a_recueil_that_could_not_be_bound_is_no_longer_listed(plan: Plan) -> None:
    """One that the build says nothing of stays."""
    assert made(plan=plan, before=previous()).recueil is not None
    failed = Outcome("", "", "recueil", "", "failed", "il manque : x", None)
    assert made(failed, plan=plan, before=previous()).recueil is None


def test_what_the_output_no_longer_holds_is_removed(small_project: Project) -> None:
    """With its folder once that is empty; what the manifest still lists stays, and so does what nobody recorded.

    A file whose name is none of the program's stays too, whatever the former manifest says of it.
    """
    numbering = Numbering("N-{year}-{seq}", 2025)
    with open_register(small_project.register, writing=True) as connection, transaction(connection):
        give_numbers(connection, "x", numbering, ["59999"])
    gone, kept = record("N-2025-1", "planning", "59999"), record("N-1", "planning")
    paths = {"59999-x/N-2025-1-planning.pdf": gone, "59292-x/kept.pdf": kept}
    foreign = record("N-2025-1", "autre"), record("N-2025-1", "registre")
    before, after = (
        Manifest(
            "x", "embedded", "1", tuple(replace(one, files=(FileRecord(path, "s", 1, 1),)) for path, one in chosen)
        )
        for chosen in ([*paths.items(), *zip(BY_HAND, foreign, strict=True)], list(paths.items())[1:])
    )
    space = workspace(small_project, previous=before)
    for path in (*paths, *BY_HAND):
        (space.project.output / path).parent.mkdir(exist_ok=True)
        (space.project.output / path).write_bytes(b"x")
    write_record(after, [], space)
    assert not (space.project.output / "59999-x").exists()
    assert sorted(path.name for path in (space.project.output / "59292-x").iterdir()) == [
        "by-hand.pdf",
        "by-hand.txt",
        "kept.pdf",
    ]
    assert Manifest.read(space.project.manifest) == after


def test_letters_about_what_was_made_again_are_removed(small_project: Project) -> None:
    """Those of the dossier alone; a document left alone keeps its letter."""
    space = workspace(small_project)
    mails = space.project.output / MAILS
    mails.mkdir()
    for name in ("N-1-haveluy.eml", "N-2-la-sentinelle.eml"):
        (mails / name).write_bytes(b"x")
    outcomes = [
        Outcome.of(record("N-1", "convention"), "built", ""),
        Outcome.of(record("N-2", "convention", "59564"), "unchanged", ""),
    ]
    write_record(previous(), outcomes, space)
    assert [path.name for path in mails.iterdir()] == ["N-2-la-sentinelle.eml"]


@cases("transmitted, made, complete", (True, True, True), (False, True, False), (True, False, False))
def test_a_dossier_is_complete_once_voted_transmitted_and_made(
    signed_project: Project, transmitted: bool, made: bool, complete: bool
) -> None:
    """With its deliberation; La Sentinelle's is neither signed nor waiting for anything else."""
    standings = read_standings(signed_project.register, signed_project.campaign.name)
    sources = read_sources(signed_project)
    number = "MED_NUM-2025-003"
    act = standings.acts[number]
    acts = {number: act if transmitted else replace(act, received_on=None, sent_on=None)}
    dossiers = plan_conventions(sources, {"59205": "N-1", "59292": "N-2", "59564": number}, acts)
    wanted = Wanted(frozenset({"59564"}), frozenset(select_kinds(sources.campaign, ())))
    build = Plan(sources, wanted, dossiers)
    (dossier,) = build.chosen
    records = tuple(planned.record((), "e") for planned in dossier.documents if made or planned.kind != "convention")
    (found,) = completions(build, standings, Manifest("x", "embedded", "1", records))
    assert (found.number, found.done) == (number, complete)
