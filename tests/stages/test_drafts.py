"""Which documents are made again, and why: those alone whose words, files or engine changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import pytest

from generator.avenants.planned import Planned
from generator.dossiers.dossier import PlannedDocument
from generator.dossiers.plan import Plan, plan_conventions
from generator.dossiers.records import Inputs
from generator.errors import TemplateError
from generator.inputs.sources import read_sources
from generator.pdf.conversion import EngineInfo
from generator.project import Project
from generator.stages.drafts import Drafts, make_drafts
from generator.stages.printing import engine_sha256
from generator.stages.tasks import Written
from generator.stages.workspace import Workspace
from generator.stages.writing import Writer
from tests import edits
from tests.cases import cases
from tests.stages.outputs import ENGINE, NUMBERS, everything, holding, workspace

KINDS = ["bordereau", "deliberation", "convention", "planning"]


@dataclass(frozen=True)
class Build:
    """What a build of a project would draft on an output."""

    project: Project
    space: Workspace

    def drafts(
        self,
        *,
        engine: EngineInfo = ENGINE,
        force: bool = False,
        known: Mapping[PlannedDocument, Written] = MappingProxyType({}),
    ) -> Drafts:
        """Draft the documents of Haveluy, one of three communes, from the files as they are now."""
        sources = read_sources(self.project)
        wanted = replace(everything(sources, "59292"), force=force)
        plan = Plan(sources, wanted, plan_conventions(sources, NUMBERS))
        writer = Writer(Planned(plan, (), (), ()), self.space.workers)
        return make_drafts(plan, writer, self.inputs(), self.space, engine_sha256(engine), known)

    def inputs(self) -> Inputs:
        """Return what it reads."""
        return Inputs.of(read_sources(self.project), {}, {})

    def next(self) -> Build:
        """Return the next build, once this one was printed."""
        return Build(self.project, holding(self.space, self.drafts().stale, self.inputs()))

    def reasons(self) -> dict[str, str]:
        """Return why each stale document is one, by kind."""
        return told(self.drafts())


def told(drafts: Drafts) -> dict[str, str]:
    """Return why each stale document is one, by kind."""
    return {draft.planned.kind: draft.reason for draft in drafts.stale}


@pytest.fixture
def first(small_project: Project) -> Build:
    """Return the first build of a project."""
    return Build(small_project, workspace(small_project))


@pytest.fixture
def second(first: Build) -> Build:
    """Return the build of the same files on what the first one left."""
    return first.next()


def test_what_was_never_made_is_new(first: Build) -> None:
    """In the order of the plan; nothing is written in the output."""
    drafts = first.drafts()
    assert list(told(drafts).items()) == [(kind, "nouveau") for kind in KINDS]
    assert (drafts.unchanged, list(drafts.written)) == ((), [draft.planned for draft in drafts.stale])
    assert not list(first.project.output.iterdir())
    assert not any(isinstance(draft.written.content, bytes) for draft in drafts.stale), "all in the memory at once"


def test_what_did_not_change_is_not_even_rendered(second: Build) -> None:
    """The same inputs, the same files: they stay as recorded."""
    drafts = second.drafts()
    assert (drafts.stale, dict(drafts.written)) == ((), {})
    assert [outcome.record for outcome in drafts.unchanged] == list(second.space.previous.documents)
    assert {outcome.state for outcome in drafts.unchanged} == {"unchanged"}


@cases("suffix", "docx", "pdf")
def test_a_file_touched_by_hand_is_made_again_alone(second: Build, suffix: str) -> None:
    """Even when its size is the same; and so is one that was deleted."""
    folder = second.project.output / "59292-haveluy"
    edited = folder / f"N-1-convention.{suffix}"
    edited.write_bytes(edited.read_bytes()[:-1] + b"\xff")
    (folder / f"N-1-planning.{suffix}").unlink()
    reason = "fichier absent ou modifié à la main"
    assert second.reasons() == {"convention": reason, "planning": reason}


def test_another_engine_prints_everything_again(second: Build) -> None:
    """Another version is another engine."""
    drafts = second.drafts(engine=replace(ENGINE, version="2"))
    assert told(drafts) == dict.fromkeys(KINDS, "autre moteur PDF")


def test_everything_is_made_again_on_demand(second: Build) -> None:
    """The reason is the demand."""
    assert told(second.drafts(force=True)) == dict.fromkeys(KINDS, "demandé (--force)")


def test_a_cell_that_changes_no_word_changes_no_file(second: Build) -> None:
    """The records are those of the new inputs, so that the next build need not look again."""
    edits.replace(second.project.communes, "03 27 44 20 99", "03 27 44 20 98")
    drafts = second.drafts()
    assert drafts.stale == ()
    assert [outcome.kind for outcome in drafts.unchanged] == KINDS
    assert len(drafts.written) == 4
    before = {record.inputs_sha256 for record in second.space.previous.documents}
    after = {outcome.record.inputs_sha256 for outcome in drafts.unchanged if outcome.record}
    assert not before & after
    assert after == {planned.inputs_sha256 for planned in drafts.written}


def test_a_cell_that_is_read_is_the_reason(second: Build) -> None:
    """For the documents that bear it; the demand and the engine are not told on top of it."""
    edits.replace(second.project.communes, "RYCKELYNCK", "DUPONT")
    drafts = second.drafts(force=True)
    assert told(drafts)["convention"] == "nom_maire : RYCKELYNCK → DUPONT"
    assert not set(told(drafts).values()) & {"demandé (--force)", "autre moteur PDF"}


def test_what_an_earlier_attempt_wrote_is_not_written_again(first: Build) -> None:
    """Known words are taken as they are, those of other documents rendered."""
    convention = next(planned for planned in first.drafts().written if planned.kind == "convention")
    drafts = first.drafts(known={convention: Written(b"known", frozenset())})
    assert [draft.planned.kind for draft in drafts.stale if draft.docx == b"known"] == ["convention"]
    assert list(told(drafts)) == KINDS


def test_every_document_that_cannot_be_written_is_told_at_once(first: Build) -> None:
    """A fault of one template does not hide that of another, and nothing is drafted."""
    for kind in ("convention", "planning"):
        edits.add_paragraph(first.project.campaign / f"{kind}.docx", "{{ 100 // (commune.tncc - commune.tncc) }}")
    with pytest.raises(TemplateError, match=r"^2 documents impossibles à rédiger ; rien") as caught:
        first.drafts()
    assert [problem.file for problem in caught.value.problems] == ["convention.docx", "planning.docx"]
