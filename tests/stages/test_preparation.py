"""What a build is about to make: numbers reserved, then given with what goes beside them, or prepared again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from generator.dossiers.outcomes import Outcome
from generator.errors import Cancelled, OutputError, RegisterError
from generator.inputs.communesfile import CommunesFiles
from generator.inputs.sources import read_sources
from generator.progress import Progress, Silence, Stage
from generator.project import Project
from generator.register.endings import RenewalRequest
from generator.register.ledger import Entries, commit, reserve
from generator.register.standings import read_standings
from generator.runs.making.build import BuildRequest, run as build
from generator.stages.preparation import ATTEMPTS, Prepared, forecast, prepare, prepare_and_commit
from generator.stages.workspace import Workspace
from tests import edits
from tests.cases import cases
from tests.stages.outputs import ENGINE, everything, holding, workspace

NUMBERS = {"59292": "MED_NUM-2025-001", "59564": "MED_NUM-2025-002", "59504": "MED_NUM-2025-003"}


@dataclass
class Noted(CommunesFiles):
    """What is written beside the numbers: it notes what is asked of it, and fails on command."""

    fails: bool = False
    asked: list[str] = field(default_factory=list)

    def write(self) -> None:
        """Note it, and fail if so told."""
        self.asked.append("write")
        if self.fails:
            raise OutputError("disque plein")

    def undo(self) -> None:
        """Note it."""
        self.asked.append("undo")


class Overtaking(Silence):
    """While documents are drafted, another process numbers a commune, as many times as there are communes given."""

    def __init__(self, project: Project, *insee: str) -> None:
        super().__init__()
        self._project = project
        self._insee = list(insee)

    def stage(self, stage: Stage, steps: int) -> None:
        """Give a number to the next commune, as another process would."""
        if stage is Stage.DRAFTING and self._insee:
            give(self._project, self._insee.pop(0))


def give(project: Project, *insee: str) -> None:
    """Give numbers in the register."""
    campaign = read_sources(project).campaign
    wanted = (project.register, Entries(campaign.name, campaign.numbering, insee))
    commit(*wanted, reserve(*wanted), lambda: None)


def given(project: Project) -> dict[str, str]:
    """Return the numbers in the register, by INSEE code."""
    found = read_standings(project.register, project.campaign.name).documents
    return {standing.insee: standing.number for standing in found}


def prepared(project: Project, space: Workspace, *insee: str) -> Prepared:
    """Prepare a build of all communes, or of those named, without a commit."""
    sources = read_sources(project)
    return prepare(sources, everything(sources, *insee), ENGINE, space)


def committed(
    project: Project, beside: Noted | None = None, progress: Progress | None = None
) -> tuple[Prepared, Workspace]:
    """Prepare a build of all communes and give its numbers."""
    sources, space = read_sources(project), workspace(project, progress)
    return prepare_and_commit(sources, everything(sources), ENGINE, space, beside=beside), space


def drafted(found: Prepared) -> dict[str, str]:
    """Return the numbers that the drafts of conventions bear, by INSEE code."""
    return {one.planned.insee: one.planned.number for one in found.drafts.stale if one.planned.kind == "convention"}


def test_a_preparation_writes_nothing(small_project: Project) -> None:
    """Its numbers are those that a commit would give, but neither the register nor the output is there."""
    found = prepared(small_project, workspace(small_project))
    assert (found.ledger.numbers, drafted(found)) == (NUMBERS, NUMBERS)
    assert not small_project.register.exists()
    assert not list(small_project.output.iterdir())


def test_numbers_are_given_once_all_is_drafted(small_project: Project) -> None:
    """Those that the drafts bear, with what is written beside them."""
    beside = Noted()
    found, _ = committed(small_project, beside)
    assert given(small_project) == drafted(found) == NUMBERS
    assert beside.asked == ["write"]


def test_a_register_that_others_changed_is_prepared_again(small_project: Project) -> None:
    """The drafts bear the numbers that are then given, and what goes beside them is written once."""
    beside = Noted()
    found, _ = committed(small_project, beside, Overtaking(small_project, "59172"))
    numbers = given(small_project)
    assert numbers["59172"] == "MED_NUM-2025-001"
    assert drafted(found) == {insee: numbers[insee] for insee in NUMBERS}
    assert numbers["59292"] == "MED_NUM-2025-002"
    assert beside.asked == ["write"]


def test_others_that_never_stop_are_told(small_project: Project) -> None:
    """After some attempts nothing was given, and nothing written beside."""
    others = ["59172", "59002", "59038", "59064", "59092", "59100"][:ATTEMPTS]
    beside = Noted()
    with pytest.raises(RegisterError, match="d’autres traitements y écrivent sans cesse"):
        committed(small_project, beside, Overtaking(small_project, *others))
    assert sorted(given(small_project)) == sorted(others)
    assert beside.asked == []


def test_what_cannot_be_written_beside_gives_everything_up(small_project: Project) -> None:
    """No number is given, and what was there before is put back."""
    beside = Noted(fails=True)
    with pytest.raises(OutputError, match="disque plein"):
        committed(small_project, beside)
    assert given(small_project) == {}
    assert beside.asked == ["write", "undo"]


def test_a_run_that_is_stopped_gives_no_number(small_project: Project) -> None:
    """Not even when all is drafted: it is asked once more just before the commit."""
    steps: list[str] = []
    asked: list[str] = []

    class Stopping(Silence):
        def step(self, name: str) -> None:
            steps.append(name)

        def check(self) -> None:
            asked.extend(steps[12:])
            if len(asked) == 2:
                raise Cancelled("arrêt demandé")

    with pytest.raises(Cancelled):
        committed(small_project, progress=Stopping())
    assert given(small_project) == {}


def test_a_register_that_lost_its_numbers_is_refused(small_project: Project) -> None:
    """It would give those of the output to other communes; both numbers and the commune are told."""
    found, space = committed(small_project)
    made = holding(space, found.drafts.stale, found.inputs)
    small_project.register.unlink()
    give(small_project, "59564")
    with pytest.raises(RegisterError, match=r"MED_NUM-2025-001 \(Haveluy dans .*\) y est donné .* \(La Sentinelle\)"):
        prepared(small_project, made)


def test_numbers_are_given_to_what_is_made(small_project: Project) -> None:
    """In the order of the file among what is made; the others keep theirs for the day they are."""
    found = prepared(small_project, workspace(small_project), "59504", "59564")
    assert found.ledger.numbers == {"59564": "MED_NUM-2025-001", "59504": "MED_NUM-2025-002"}
    assert [dossier.commune.insee for dossier in found.plan.dossiers] == ["59564", "59504"]


def test_what_follows_a_signature_begins_no_dossier(small_project: Project) -> None:
    """Renewals, ends and avenants number no convention."""
    sources = read_sources(small_project)
    space = workspace(small_project)
    found = prepare(sources, everything(sources), ENGINE, space, RenewalRequest({}))
    assert (found.ledger.numbers, found.plan.dossiers) == ({}, ())


def test_a_register_that_was_lost_gives_no_number_of_another(small_project: Project) -> None:
    """Even when the commune that had it is not made this time."""
    found, space = committed(small_project)
    made = holding(space, found.drafts.stale, found.inputs)
    small_project.register.unlink()
    with pytest.raises(RegisterError, match=r"MED_NUM-2025-001 \(Haveluy dans .*\) y est donné .* \(Rœulx\)"):
        prepared(
            small_project,
            replace(made, previous=replace(made.previous, documents=made.previous.documents[:1])),
            "59504",
        )


@cases("number, told", ("MED_NUM-2026-001", "n’y est pas"), (NUMBERS["59504"], "y est donné à une autre commune"))
def test_an_avenant_that_the_register_lost_is_refused(small_project: Project, number: str, told: str) -> None:
    """Whether its number is still free, or was given to another commune since an older register was put back."""
    found, space = committed(small_project)
    made = holding(space, found.drafts.stale, found.inputs)
    records = tuple(replace(record, rank=1, number=number) for record in made.previous.documents[:1])
    with pytest.raises(RegisterError, match=rf"{number} \(Haveluy dans .*\) {told}"):
        prepared(small_project, replace(made, previous=replace(made.previous, documents=records)))


def test_an_output_of_communes_that_left_is_no_lost_register(small_project: Project) -> None:
    """The number of a commune that takes part no more is nobody's."""
    found, space = committed(small_project)
    made = holding(space, found.drafts.stale, found.inputs)
    records = tuple(replace(record, insee="59002") for record in made.previous.documents[:1])
    gone = replace(made, previous=replace(made.previous, documents=records))
    assert prepared(small_project, gone).ledger.numbers == NUMBERS


def told(outcomes: tuple[Outcome, ...]) -> list[tuple[str, str, str, str]]:
    """Return what became of everything."""
    return [(one.number, one.kind, one.state, one.reason) for one in outcomes]


def test_a_forecast_is_what_the_build_then_does(small_project: Project) -> None:
    """On an empty output, then once a cell has changed: documents, packs and volumes, and why."""
    request = BuildRequest(engine="embedded", verify=False, originals=1)

    def foreseen() -> list[tuple[str, str, str, str]]:
        report = build(small_project, replace(request, dry_run=True), Silence())
        return told(report.outcomes)

    def done() -> list[tuple[str, str, str, str]]:
        return told(build(small_project, request, Silence()).outcomes)

    first = foreseen()
    assert {state for _, _, state, _ in first} == {"built"}
    assert first == done()
    edits.replace(small_project.communes, "RYCKELYNCK", "DUPONT")
    second = foreseen()
    assert {state for _, _, state, _ in second} == {"built", "unchanged"}
    assert second == done()


def test_a_forecast_writes_nothing(small_project: Project) -> None:
    """Packs and volumes are due, without a file to make them of."""
    space = workspace(small_project)
    outcomes = forecast(prepared(small_project, space), space)
    assert {(one.kind, one.state) for one in outcomes if one.group != "document"} == {
        ("pack", "built"),
        ("recueil", "built"),
    }
    assert not list(small_project.output.iterdir())
