"""What the manifest remembers after a build."""

from __future__ import annotations

import pytest

from generator.dossiers.manifest import Manifest
from generator.dossiers.outcomes import Outcome
from generator.dossiers.plan import Plan, Wanted, plan_conventions, select_kinds
from generator.dossiers.records import DocumentRecord, FileRecord, Inputs
from generator.inputs.sources import read_sources
from generator.pdf.engine import EngineInfo
from generator.project import Project
from generator.stages.recording import new_manifest

ENGINE = EngineInfo("embedded", "1")
NUMBERS = {"59292": "N-1", "59564": "N-2", "59504": "N-3"}


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


def test_originals_to_sign_leave_with_what_they_copy(plan: Plan) -> None:
    """They stay as long as nothing that is signed was made again."""
    unsigned = Outcome.of(record("N-1", "bordereau"), "built", "")
    signed = Outcome.of(record("N-1", "convention"), "built", "")
    assert made(unsigned, plan=plan, before=previous()).originals is not None
    assert made(signed, plan=plan, before=previous()).originals is None


def test_a_recueil_that_could_not_be_bound_is_no_longer_listed(plan: Plan) -> None:
    """One that the build says nothing of stays."""
    assert made(plan=plan, before=previous()).recueil is not None
    failed = Outcome("", "", "recueil", "", "failed", "il manque : x", None)
    assert made(failed, plan=plan, before=previous()).recueil is None
