"""The check of everything a build would read: all documents are rendered, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator.avenants.articles import gaps
from generator.avenants.deadlines import deadlines
from generator.avenants.mandates import examine_mandates
from generator.avenants.planned import avenants_of
from generator.avenants.samples import sample_act
from generator.delivery.proofreading import doubt_letter
from generator.dossiers.members import members_of
from generator.dossiers.mergers import with_standings
from generator.dossiers.movements import Movement as Movement, movements, refuse_movements
from generator.errors import Problem, TemplateError, count_errors
from generator.inputs.campaign import Campaign
from generator.inputs.clauses import read_clauses
from generator.inputs.kinds import CONVENTION
from generator.inputs.sources import Sources
from generator.inspection.clauses import comment_clauses
from generator.inspection.coverage import Coverage as Coverage
from generator.inspection.figures import check_figures, check_unsaid, check_unwanted
from generator.inspection.literals import Literals
from generator.inspection.named import check_named
from generator.language.agreement import plural
from generator.progress import Clock, Progress, Stage
from generator.project import Project
from generator.register.journal import today_in_france
from generator.register.standings import Standings
from generator.rendering.faults import gather
from generator.runs.making.coverages import measured
from generator.runs.report import Done, as_plain
from generator.stages.attempts import Trials
from generator.stages.lostzones import lost_zones
from generator.stages.pagination import with_pages
from generator.stages.proofs import NAMES, prove
from generator.stages.reading import read_inspected
from generator.stages.trials import Trial, try_avenant, try_convention, try_report, try_samples
from generator.word.package import open_package
from generator.word.wordtext import text_of
from generator.workers import LocalWorkers


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """``coverage`` also asks which communes exercise which branch, ``legal`` what lawyers would discuss in the clauses.

    ``jobs`` is how many processes share the work.
    """

    coverage: bool = False
    legal: bool = False
    jobs: int | None = None


@dataclass(frozen=True, slots=True)
class CheckReport(Done):
    """The warnings of a project whose documents can all be made; ``coverage`` is None unless asked for.

    ``legal`` are remarks on the campaign's own clauses: they stand in the way of nothing. ``engines`` are the names
    of those that printed documents of each template.
    """

    coverage: tuple[Coverage, ...] | None = None
    legal: tuple[Problem, ...] = ()
    movements: tuple[Movement, ...] = ()
    engines: tuple[str, ...] = ()

    @property
    def proof(self) -> str:
        """What the templates were tried with, in a sentence."""
        if not self.engines:
            return "Aucun modèle n’a été imprimé : installez LibreOffice, ou le moteur intégré (pip install rdocx)."
        engines = " et ".join(NAMES[name] for name in self.engines)
        return f"Essai d’impression de chaque modèle, avec ses variantes : {engines}."

    def as_json(self) -> dict[str, Any]:
        """Return the problems, remarks of law marked ``legal``, and the coverage when it was asked for."""
        remarks = [as_plain(problem) | {"legal": True} for problem in self.legal]
        found = {"problems": [*as_plain(self.problems), *remarks], "movements": as_plain(self.movements)}
        return found if self.coverage is None else found | {"coverage": as_plain(self.coverage)}


def run(project: Project, request: CheckRequest, progress: Progress) -> CheckReport:
    """Check the project's data and templates; what it returns are warnings.

    Templates are inspected first; when nothing is wrong with them, every document and letter is rendered, then
    those of the first commune as they will be after the vote, its avenants with made-up changes, the avenants of the
    register and the report of an evaluation; then some documents of each template, which together pass all that any of
    them does, are printed by each engine, unless they are known to come out right.
    Raises DataError or TemplateError with all errors of the kind, movements that a build asks to confirm included,
    RegisterError, Cancelled.
    """
    clock = Clock(progress)
    with clock.stage(Stage.READING):
        sources, standings = with_standings(project, read_inspected(project))
        moved = movements(members_of(sources, standings), standings)
        refuse_movements(moved, project.communes.name, sources.problems)
    trials = _trials(project, sources, standings)
    templates = {piece.template.name: sources.templates[piece.kind] for piece in sources.campaign.templated}
    with LocalWorkers(request.jobs, clock.check) as workers:
        with clock.stage(Stage.DRAFTING, trials.count):
            attempts = trials.attempt_all(workers, clock)
        if attempts.failed:
            raise _impossible(len(attempts.failed), "rédiger", [*sources.problems, *gather(attempts.failed)])
        with clock.stage(Stage.PRINTING):
            proofs = prove(project, trials, attempts.specimens, workers)
        if unproved := count_errors(proofs.problems):
            raise _impossible(unproved, "imprimer", [*sources.problems, *proofs.problems])
        doubtful = with_pages(_doubts(sources, templates), templates, workers)
        remarks = with_pages(_remarks(sources.campaign), templates, workers) if request.legal else ()
    letter = doubt_letter(sources.letter) if sources.letter else ()
    calendar = (*deadlines(project, sources, standings, today_in_france()), *examine_mandates(sources, standings))
    return CheckReport(
        measured(sources, standings) if request.coverage else None,
        tuple(remarks),
        moved,
        proofs.engines,
        problems=(*sources.problems, *proofs.problems, *letter, *doubtful, *_merger_untold(sources), *calendar),
    )


def _trials(project: Project, sources: Sources, standings: Standings) -> Trials:
    """Return all that is to be made now, then what follows a vote."""
    campaign, participants = sources.campaign, sources.participants
    usual: list[Trial] = [partial(try_convention, commune, None) for commune in participants]
    for commune in participants:
        usual += [partial(try_avenant, one) for one in avenants_of(project, sources, standings, commune)]
    first = participants[0]
    later: list[Trial] = [partial(try_convention, first, sample_act(campaign)), partial(try_samples, first)]
    later += [partial(try_report, participants)] if campaign.rapport else []
    return Trials(usual, later, sources)


def _impossible(count: int, verb: str, problems: Sequence[Problem]) -> TemplateError:
    return TemplateError(f"{plural(count, 'document impossible', 'documents impossibles')} à {verb}.", problems)


def _doubts(sources: Sources, templates: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield what the campaign's conventions pass over, and a commune's values written into a template."""
    campaign, clause = sources.campaign, sources.campaign.convention.reconduction
    for piece in campaign.pieces:
        if piece.model not in sources.templates:
            continue
        template, name = sources.templates[piece.model], piece.template.name
        yield from check_unwanted(template, name, clause)
        if piece.kind == CONVENTION:
            yield from gaps(template, name)
            yield from check_unsaid(template, name, clause)
            yield from check_figures(template, name, campaign, sources.participants)
    for name, template in templates.items():
        yield from lost_zones(template, name)
    yield from check_named(templates, sources.letters, sources.table.communes)
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
