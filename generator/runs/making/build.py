"""The main job: from communes.csv and the templates to numbered dossiers, packs and the recueil."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.actor import actor
from generator.avenants.deadlines import deadlines
from generator.dossiers.manifest import Manifest
from generator.dossiers.members import members_of, select_participants
from generator.dossiers.mergers import with_standings
from generator.dossiers.movements import Movement, movements, refuse_movements
from generator.dossiers.outcomes import Outcome
from generator.dossiers.plan import Plan, Wanted, select_kinds
from generator.dossiers.reasons import shorten
from generator.dossiers.records import Inputs
from generator.errors import Problem, UsageError
from generator.inputs.communesfile import CommunesFiles
from generator.inputs.problems import refuse_warnings
from generator.inputs.sources import Sources
from generator.pdf.engine import Engine, select_engine
from generator.progress import Clock, Progress, Stage
from generator.project import EDITED, Project, refuse_output
from generator.register.database import open_register
from generator.register.endings import EndingRequest, RenewalRequest
from generator.register.integrity import lost_originals, unknown_originals
from generator.register.journal import today_in_france
from generator.register.ledger import Completion, RegisterRequest, changing, mark_complete
from generator.register.letters import keep_letters
from generator.register.numbering import given_numbers
from generator.register.standings import read_standings
from generator.runs.making.buildreport import BuildReport, EditedFile
from generator.runs.report import told_as_recorded
from generator.stages.edited import Edited, find_edited, keep_edited, told
from generator.stages.letters import letters_made
from generator.stages.likeness import likeness
from generator.stages.making import begin, make, verify
from generator.stages.outdated import about_mails, about_votes, withdraw_spent
from generator.stages.preparation import Prepared, forecast, prepare, prepare_and_commit
from generator.stages.printset import to_be_signed
from generator.stages.reading import read_inspected
from generator.stages.recording import completions, new_manifest, record
from generator.stages.remembered import Remembered
from generator.stages.soundinputs import KnownAnnexes, SoundTemplates
from generator.stages.workspace import Workspace, open_workspace
from generator.workers import WORTH_PROCESSES, LocalWorkers

if TYPE_CHECKING:
    from generator.workers.cluster import ClusterWorkers


def tell_nobody(found: Sequence[Movement]) -> None:
    """Tell nobody: what moves is in the report."""


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What the caller asks of a build; empty ``communes`` or ``only`` mean all of them; ``originals`` are copies.

    Those are of complete dossiers only, unless ``even_incomplete``. ``jobs`` is how many processes share the work, None
    one a processor; ``cluster`` the address of a Dask cluster that writes and prints instead. No document depends on
    ``today``: only what the calendar makes worth telling. ``accept`` confirms the dossiers that leave and the codes
    that change; ``tells`` is told before anything is written.
    """

    communes: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    engine: str = "auto"
    jobs: int | None = None
    force: bool = False
    dry_run: bool = False
    duplex: bool = False
    originals: int = 0
    even_incomplete: bool = False
    strict: bool = False
    verify: bool = True
    accept: bool = False
    tells: Callable[[Sequence[Movement]], None] = tell_nobody
    today: datetime.date = field(default_factory=today_in_france)
    cluster: str = ""


def run(project: Project, request: BuildRequest, progress: Progress) -> BuildReport:
    """Make what is missing or out of date of the campaign's dossiers, and nothing else.

    Everything is read, checked and rendered before a file or a number is made. A document that cannot be
    printed, or does not pass verification, is reported and stops no other. Raises DataError (for movements to confirm
    too), TemplateError, RefusedError, EngineError when there is no engine, RegisterError, OutputError, UsageError,
    Cancelled.
    """
    refuse_output(project)
    clock = Clock(progress)
    elsewhere = ThreadPoolExecutor(1)
    asked = elsewhere.submit(select_engine, request.engine)  # LibreOffice takes a moment to tell its version
    elsewhere.shutdown(wait=False)
    with LocalWorkers(request.jobs, clock.check) as here:
        if here.count > 1 and not request.cluster and _makes_all(project):
            from generator.stages.authors import write_task  # here, not above: a build of nothing writes nothing

            here.warm(write_task, here.count)
        return build(project, _read(project, request, clock), request, clock, asked=asked, here=here)


def _read(project: Project, request: BuildRequest, clock: Clock) -> Sources:
    with clock.stage(Stage.READING):
        return read(project, request)


def _makes_all(project: Project) -> bool:
    """Tell whether many dossiers are to be made, as far as that is known before anything is read."""
    try:
        return not project.manifest.exists() and project.communes.read_bytes().count(b"\n") > WORTH_PROCESSES
    except OSError:  # which is told when it is read
        return False


def read(project: Project, request: BuildRequest) -> Sources:
    """Read and check the inputs, templates and mergers included; with ``strict``, warnings are errors.

    Raises DataError, TemplateError, RegisterError, and UsageError for originals that cannot be asked for.
    """
    sources = read_inspected(project, request.engine, SoundTemplates.of(project), KnownAnnexes.of(project).examine)
    sources = with_standings(project, sources)[0]
    if request.strict:
        refuse_warnings(sources.problems)
    if request.even_incomplete and not request.originals:
        raise UsageError(
            "Dossiers incomplets (--even-incomplete) : dites combien d’exemplaires en imprimer (--originals N)."
        )
    if request.originals:
        to_be_signed(sources.campaign)
    return sources


def build(
    project: Project,
    sources: Sources,
    request: BuildRequest,
    clock: Clock,
    amending: RegisterRequest | None = None,
    beside: CommunesFiles | None = None,
    asked: Future[Engine] | None = None,
    here: LocalWorkers | None = None,
) -> BuildReport:
    """Make the dossiers of inputs that were read; see ``run``.

    ``amending`` is an evaluation to record: its avenants get their numbers once all drafts are written, with what is
    written ``beside`` them, or not at all. ``asked`` is the engine of the request, when it is looked for already,
    ``here`` are the processes of this machine, when some were started.
    """
    wanted, moved = _asked(project, sources, request, amending)
    request.tells(moved)
    engine, date = asked.result() if asked else select_engine(request.engine), sources.campaign.date
    with _workers(request, engine, here or LocalWorkers(request.jobs, clock.check)) as workers:
        with open_workspace(project, clock, workers, date, dry=request.dry_run) as space, ExitStack() as begun:
            if request.dry_run:
                prepared = prepare(sources, wanted, engine.info, space, amending)
            else:
                before = functools.partial(begin, space, engine, begun)
                prepared = prepare_and_commit(sources, wanted, engine.info, space, amending, beside, before)
                if isinstance(amending, EndingRequest | RenewalRequest):
                    begun.enter_context(told_as_recorded())
            edited = find_edited(prepared, space)
            edits = _edits(edited, space, request)
            remembered = Remembered.of(project) if request.verify and not request.dry_run else None
            with ThreadPoolExecutor(1) as aside:  # while this process waits for what it has printed
                said = aside.submit(_said, sources, prepared)
                foreseen = (forecast(prepared, space), None) if request.dry_run else None
                outcomes, ahead = foreseen or make(prepared, space, engine, remembered)
            about = _about(project, sources, prepared, request, outcomes, space.previous.inputs)
            problems = (*edits, *sources.problems, *said.result(), *about)
            left_out = prepared.plan.left_out
            manifest = new_manifest(prepared.plan, prepared.inputs, engine.info, outcomes, space.previous)
            if request.dry_run:
                marked = _marks(manifest, outcomes, prepared, project)
            else:
                with clock.stage(Stage.RECORDING):
                    marked = _record(manifest, outcomes, prepared, sources, space)
            del sources, prepared  # thousands of rows and plans: what is verified is in the manifest
        faulty = verify(manifest, outcomes, space, remembered, ahead) if remembered else ()
    files = tuple(EditedFile(one.name, one.insee, one.path, one.signed) for one in edited)
    return BuildReport(manifest, outcomes, faulty, clock.timings, moved, left_out, files, *marked, problems=problems)


def _marks(
    manifest: Manifest, outcomes: tuple[Outcome, ...], prepared: Prepared, project: Project
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which dossiers would be complete, and no longer; of numbers that are only reserved nothing is known."""
    ends = completions(prepared.plan, prepared.ledger.standings, manifest, outcomes)
    known = given_numbers(project.register, manifest.campaign)
    return _marked(prepared.plan, changing(project.register, [one for one in ends if one.number in known]))


def _record(
    manifest: Manifest, outcomes: tuple[Outcome, ...], prepared: Prepared, sources: Sources, space: Workspace
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Record what was made, its letters, what is known to be sound; return which dossiers are complete, and no longer.

    Raises OutputError, RegisterError.
    """
    project = space.project
    record(manifest, outcomes, space)
    if letters := letters_made(prepared.plan.sequels, outcomes):
        keep_letters(project.register, letters, project.output)
        withdraw_spent(project, sources.campaign.name)
    ends = completions(prepared.plan, prepared.ledger.standings, manifest)
    marked = _marked(prepared.plan, mark_complete(project.register, ends))
    SoundTemplates.of(project).keep(sources)
    KnownAnnexes.of(project).keep(sources)
    return marked


def _marked(plan: Plan, changed: Sequence[Completion]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the communes whose dossiers are completed, and those whose dossiers are complete no longer."""
    names = {dossier.number: dossier.commune.nom for dossier in plan.chosen}
    completed, reopened = (tuple(names[one.number] for one in changed if one.done is done) for done in (True, False))
    return completed, reopened


def _workers(request: BuildRequest, engine: Engine, here: LocalWorkers) -> LocalWorkers | ClusterWorkers:
    """Return who shares the work; raises UsageError for a cluster's address that may not be used, or without Dask."""
    if not request.cluster:
        return here
    # Here, not above: Dask is optional, and takes a noticeable time to load.
    from generator.workers.cluster import ClusterWorkers

    return ClusterWorkers(request.cluster, here, functools.partial(likeness, engine.info.name), actor().tell)


def _about(
    project: Project,
    sources: Sources,
    prepared: Prepared,
    request: BuildRequest,
    outcomes: tuple[Outcome, ...],
    before: Inputs,
) -> tuple[Problem, ...]:
    """Return the warnings of what is kept, of the calendar, then those about votes and e-mails out of date."""
    standings = prepared.ledger.standings
    with open_register(project.register) as connection:
        lost = list(lost_originals(connection, project.register))
        if prepared.drafts.stale:
            lost += unknown_originals(connection, project.register)
    calendar = deadlines(project, sources, standings, request.today)
    votes = about_votes(outcomes, before, prepared.inputs, standings, sources.campaign)
    return (*lost, *calendar, *votes, *about_mails(outcomes, standings, project))


def _said(sources: Sources, prepared: Prepared) -> tuple[Problem, ...]:
    """Return what the templates of the documents that are made say instead of asking for it, and words before names."""
    pieces = {one.piece.template.name: one.piece for one in prepared.drafts.written if one.piece.templated}
    if not pieces:
        return ()
    from generator.inspection.literals import Literals  # here, not above: a build of nothing inspects nothing

    templates = {name: sources.templates[piece.model] for name, piece in pieces.items()}
    return tuple(Literals(sources.participants, sources.campaign).in_templates(templates, {}))


def _edits(found: tuple[Edited, ...], space: Workspace, request: BuildRequest) -> tuple[Problem, ...]:
    """Say which documents a person edited, and keep them before one is made again. Raises OutputError."""
    if request.dry_run:
        return told(found, space.previous.inputs)
    if found:
        names = shorten([edited.name for edited in found], "autres documents")
        actor().tell(f"Modifié à la main, gardé dans {EDITED} avant d’être refait : {names}.")
    return told(found, space.previous.inputs, keep_edited(found, space, request.today))


def _asked(
    project: Project, sources: Sources, request: BuildRequest, amending: RegisterRequest | None
) -> tuple[Wanted, tuple[Movement, ...]]:
    """Return what is to be made, and who left, arrived or changed code; raises DataError to have that confirmed."""
    standings = read_standings(project.register, sources.campaign.name)
    members = members_of(sources, standings)
    selected = select_participants(members, request.communes)
    wanted = Wanted(
        frozenset(commune.insee for commune in selected),
        frozenset(select_kinds(sources.campaign, request.only)),
        request.force,
        request.duplex,
        request.originals,
        request.even_incomplete,
        bool(request.communes),
    )
    moved = movements(members, standings, amending.document if isinstance(amending, EndingRequest) else "")
    if not request.accept:
        refuse_movements(moved, project.communes.name, sources.problems, strict=request.strict)
    return wanted, moved
