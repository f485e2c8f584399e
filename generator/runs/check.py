"""The check of everything a build would read: all documents are rendered, and nothing is written."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from generator.avenants.deadlines import deadlines
from generator.avenants.mandates import examine_mandates
from generator.avenants.planned import avenants_of
from generator.avenants.samples import sample_act, sample_avenants, sample_sequels
from generator.avenants.sequence import gaps
from generator.delivery.proofreading import doubt_letter
from generator.dossiers.members import members_of
from generator.dossiers.mergers import with_mergers
from generator.dossiers.movements import Movement as Movement
from generator.dossiers.movements import movements, refuse_movements
from generator.errors import ConventionsError, Problem, TemplateError, count_errors
from generator.inputs.campaign import Campaign
from generator.inputs.clauses import read_clauses
from generator.inputs.kinds import CONVENTION
from generator.inputs.sources import Sources
from generator.inspection.clauses import comment_clauses
from generator.inspection.coverage import Coverage as Coverage
from generator.inspection.literals import Literals
from generator.language.agreement import plural
from generator.progress import Clock, Progress, Stage
from generator.project import Project
from generator.register.journal import today_in_france
from generator.register.standings import Standings, read_standings
from generator.rendering.context import for_piece, make_context
from generator.rendering.faults import gather
from generator.rendering.rendering import renderer_of
from generator.rendering.templates import Templates
from generator.runs.coverages import measured
from generator.runs.trials import AvenantTrial, ConventionTrial, ReportTrial, SampleTrial, Trial, attempt_all
from generator.stages.pagination import with_pages
from generator.stages.proofs import asks_proof, proved
from generator.stages.reading import read_inspected
from generator.word.package import open_package
from generator.word.wordtext import text_of
from generator.workers import LocalWorkers, Workers


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """``coverage`` also asks which communes exercise which branch, ``legal`` what lawyers would discuss in the clauses.

    ``jobs`` is how many processes share the work.
    """

    coverage: bool = False
    legal: bool = False
    jobs: int | None = None
    today: datetime.date = field(default_factory=today_in_france)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The warnings of a project whose documents can all be made; ``coverage`` is None unless asked for.

    ``legal`` are remarks on the campaign's own clauses: they stand in the way of nothing.
    """

    problems: tuple[Problem, ...]
    coverage: tuple[Coverage, ...] | None = None
    legal: tuple[Problem, ...] = ()
    movements: tuple[Movement, ...] = ()
    error: type[ConventionsError] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the problems, remarks of law marked ``legal``, and the coverage when it was asked for."""
        remarks = [asdict(problem) | {"legal": True} for problem in self.legal]
        found = {
            "problems": [*(asdict(problem) for problem in self.problems), *remarks],
            "movements": [movement.as_json() for movement in self.movements],
        }
        return found if self.coverage is None else found | {"coverage": [item.as_json() for item in self.coverage]}


def run(project: Project, request: CheckRequest, progress: Progress) -> CheckReport:
    """Check the project's data and templates; what it returns are warnings.

    Templates are inspected first; when nothing is wrong with them, every document and letter is rendered, then
    those of the first commune as they will be after the vote, its avenants with made-up changes, the avenants of the
    register and the report of an evaluation; then one document of each template that asks for a proof is printed.
    Raises DataError or TemplateError with all errors of the kind, movements that a build asks to confirm included,
    RegisterError, Cancelled.
    """
    clock = Clock(progress)
    with clock.stage(Stage.READING):
        sources = read_inspected(project)
        standings = read_standings(project.register, sources.campaign.name)
        sources = with_mergers(sources, standings)
        moved = movements(members_of(sources, standings), standings)
        refuse_movements(moved, project.communes.name, sources.problems)
    _render_all(project, sources, standings, request.jobs, clock)
    templates = {piece.template.name: sources.templates[piece.kind] for piece in sources.campaign.templated}
    with LocalWorkers(1, clock.check) as workers:
        proofs = _proofs(sources, workers)
        if unproved := count_errors(proofs):
            raise _impossible(unproved, "imprimer", [*sources.problems, *proofs])
        doubtful = with_pages(_doubts(sources, templates), templates, workers)
        remarks = with_pages(_remarks(sources.campaign), templates, workers) if request.legal else ()
    letter = doubt_letter(sources.letter) if sources.letter else ()
    calendar = (*deadlines(project, sources, standings, request.today), *examine_mandates(sources, standings))
    return CheckReport(
        (*sources.problems, *proofs, *letter, *doubtful, *_merger_untold(sources), *calendar),
        measured(sources, standings) if request.coverage else None,
        tuple(remarks),
        moved,
    )


def _render_all(project: Project, sources: Sources, standings: Standings, jobs: int | None, clock: Clock) -> None:
    """Render all that is to be made now, then what follows a vote; raises TemplateError with what cannot be."""
    campaign, participants = sources.campaign, sources.participants
    usual: list[Trial] = [ConventionTrial(commune) for commune in participants]
    usual += [
        AvenantTrial(avenant)
        for commune in participants
        for avenant in avenants_of(project, sources, standings, commune)
    ]
    later: list[Trial] = [ConventionTrial(participants[0], sample_act(campaign)), SampleTrial(participants[0])]
    later += [ReportTrial(participants)] if campaign.rapport else []
    with LocalWorkers(jobs, clock.check) as workers, clock.stage(Stage.DRAFTING, len(usual) + len(later)):
        failed = attempt_all(usual, sources, workers, clock) or attempt_all(later, sources, workers, clock)
    if failed:
        raise _impossible(len(failed), "rédiger", [*sources.problems, *gather(failed)])


def _impossible(count: int, verb: str, problems: Sequence[Problem]) -> TemplateError:
    return TemplateError(f"{plural(count, 'document impossible', 'documents impossibles')} à {verb}.", problems)


def _proofs(sources: Sources, workers: Workers) -> list[Problem]:
    """Return what only printing tells of the templates: a document of each that asks for a proof is printed."""
    campaign, first = sources.campaign, sources.participants[0]
    asking = {piece.kind for piece in campaign.templated if asks_proof(sources.templates[piece.kind])}
    if not asking:
        return []
    context = make_context(first, campaign, campaign.numbering.number(1))
    pack = campaign.pack(voted=False, note_de_synthese=True, names=first.names)
    asked = [(context, piece, pack) for piece in campaign.documents(note_de_synthese=True)]
    for sample in sample_avenants(first, campaign):
        asked += [(sample.context, piece, sample.pack) for piece in sample.pieces]
    asked += [(context, piece, (piece,)) for context, piece in sample_sequels(first, campaign)]
    renderer, documents = renderer_of(Templates.of(sources)), dict[str, bytes]()
    for context, piece, pack in asked:
        if piece.kind in asking and piece.template.name not in documents:
            values = for_piece(context, piece, campaign, pack)
            documents[piece.template.name] = renderer.render(piece.kind, values, first.nom)
    return list(proved(documents, campaign.date, workers))


def _doubts(sources: Sources, templates: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield the articles that the campaign's conventions pass over, and a commune's values written into a template."""
    for piece in sources.campaign.pieces:
        if piece.kind == CONVENTION and piece.model in sources.templates:
            yield from gaps(sources.templates[piece.model], piece.template.name)
    yield from Literals(sources.participants, sources.campaign).in_templates(templates, sources.letters)


def _merger_untold(sources: Sources) -> Iterator[Problem]:
    """Yield that the letter of an end, made before mergers had theirs, would say that a convention ends with one."""
    letter = sources.campaign.suites.fin
    if letter and "fusion" not in text_of(open_package(sources.templates[letter.kind]).document):
        message = "cette lettre dirait à une commune nouvelle que la convention prend fin, alors qu’elle se poursuit"
        remedy = 'ajoutez-y un passage {%p if fin.cause == "fusion" %}, comme dans le modèle fourni'
        yield Problem("warning", message, remedy, letter.template.name)


def _remarks(campaign: Campaign) -> Iterator[Problem]:
    clauses = read_clauses(campaign.folder)
    files = {clause.file: (campaign.folder / clause.file).read_bytes() for clause in clauses}
    return comment_clauses(clauses, files)
