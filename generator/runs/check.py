"""The check of everything a build would read: all documents are rendered, and nothing is written."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, NoReturn, Protocol

from generator.avenants.deadlines import deadlines
from generator.avenants.facts import Facts
from generator.avenants.mandates import examine_mandates
from generator.avenants.planned import Avenant, avenants_of
from generator.avenants.report import render_report
from generator.avenants.samples import sample_act, sample_avenants, sample_evaluation, sample_mails, sample_sequels
from generator.avenants.sequence import gaps
from generator.delivery.letter import LetterTemplate
from generator.delivery.proofreading import doubt_letter
from generator.dossiers.members import members_of
from generator.dossiers.mergers import with_mergers
from generator.dossiers.movements import Movement as Movement
from generator.dossiers.movements import movements, refuse_movements
from generator.errors import ConventionsError, Problem, TemplateError, count_errors
from generator.inputs.campaign import COVER, Campaign
from generator.inputs.clauses import read_clauses
from generator.inputs.communes import Commune
from generator.inputs.kinds import CERTIFICATE, CONVENTION
from generator.inputs.pieces import Piece
from generator.inputs.sources import Sources
from generator.inspection.clauses import comment_clauses
from generator.inspection.coverage import Coverage as Coverage
from generator.inspection.literals import Literals
from generator.language.agreement import plural
from generator.law.acts import Act
from generator.progress import Clock, Progress, Stage
from generator.project import Project
from generator.register.journal import today_in_france
from generator.register.standings import read_standings
from generator.rendering.context import for_piece, make_context
from generator.rendering.costs import is_tame
from generator.rendering.faults import gather
from generator.rendering.rendering import Templates, renderer_of
from generator.runs.coverages import measured
from generator.stages.pagination import with_pages
from generator.stages.proofs import NAMES, prove
from generator.stages.reading import read_inspected
from generator.word.package import open_package
from generator.word.wordtext import text_of
from generator.workers import FOREIGN, LocalWorkers, Workers


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

    ``legal`` are remarks on the campaign's own clauses: they stand in the way of nothing. ``engines`` are the names
    of those that printed a document of each template.
    """

    problems: tuple[Problem, ...]
    coverage: tuple[Coverage, ...] | None = None
    legal: tuple[Problem, ...] = ()
    movements: tuple[Movement, ...] = ()
    engines: tuple[str, ...] = ()
    error: type[ConventionsError] | None = None

    @property
    def proof(self) -> str:
        """What the templates were tried with, in a sentence."""
        if not self.engines:
            return "Aucun modèle n’a été imprimé : installez LibreOffice, ou le moteur intégré (pip install rdocx)."
        engines = " et ".join(NAMES[name] for name in self.engines)
        return f"Essai d’impression d’un document de chaque modèle : {engines}."

    def as_json(self) -> dict[str, Any]:
        """Return the problems, remarks of law marked ``legal``, and the coverage when it was asked for."""
        remarks = [asdict(problem) | {"legal": True} for problem in self.legal]
        found = {
            "problems": [*(asdict(problem) for problem in self.problems), *remarks],
            "movements": [movement.as_json() for movement in self.movements],
            "engines": list(self.engines),
        }
        return found if self.coverage is None else found | {"coverage": [item.as_json() for item in self.coverage]}


def run(project: Project, request: CheckRequest, progress: Progress) -> CheckReport:
    """Check the project's data and templates; what it returns are warnings.

    Templates are inspected first; when nothing is wrong with them, every document and letter is rendered, then
    those of the first commune as they will be after the vote, its avenants with made-up changes, the avenants of the
    register and the report of an evaluation; then one document of each template is printed by each engine, unless it is
    known to come out right.
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
    participants = sources.participants
    avenants = [avenants_of(project, sources, standings, commune) for commune in participants]
    usual: list[Trial] = [ConventionTrial(commune) for commune in participants]
    usual += [AvenantTrial(avenant) for found in avenants for avenant in found]
    later: list[Trial] = [ConventionTrial(participants[0], sample_act(sources.campaign)), SampleTrial(participants[0])]
    later += [ReportTrial(participants)] if sources.campaign.rapport else []
    with LocalWorkers(request.jobs, clock.check) as workers, clock.stage(Stage.DRAFTING, len(usual) + len(later)):
        failed = _attempt_all(usual, sources, workers, clock) or _attempt_all(later, sources, workers, clock)
    if failed:
        raise TemplateError(
            f"{plural(len(failed), 'document impossible', 'documents impossibles')} à rédiger.",
            [*sources.problems, *gather(failed)],
        )
    with LocalWorkers(1, clock.check) as workers, clock.stage(Stage.PRINTING):
        proofs = prove(project, sources, workers)
    if unproved := count_errors(proofs.problems):
        raise TemplateError(
            f"{plural(unproved, 'document impossible', 'documents impossibles')} à imprimer.",
            [*sources.problems, *proofs.problems],
        )
    calendar = (*deadlines(project, sources, standings, request.today), *examine_mandates(sources, standings))
    letter = doubt_letter(sources.letter) if sources.letter else ()
    templates = {piece.template.name: sources.templates[piece.kind] for piece in sources.campaign.templated}
    doubts = (*_gaps(sources), *Literals(participants, sources.campaign).in_templates(templates, sources.letters))
    with LocalWorkers(1, clock.check) as workers:
        doubtful = with_pages(doubts, templates, workers)
        remarks = with_pages(_remarks(sources.campaign), templates, workers) if request.legal else ()
    return CheckReport(
        (*sources.problems, *proofs.problems, *letter, *doubtful, *_merger_untold(sources), *calendar),
        measured(sources, standings) if request.coverage else None,
        tuple(remarks),
        moved,
        proofs.engines,
    )


def _gaps(sources: Sources) -> Iterator[Problem]:
    """Yield the articles that the campaign's conventions pass over."""
    for piece in sources.campaign.pieces:
        if piece.kind == CONVENTION and piece.model in sources.templates:
            yield from gaps(sources.templates[piece.model], piece.template.name)


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


class Kit:
    """What fills the templates and the letter of a campaign, in whichever process this runs."""

    def __init__(self, templates: Templates, campaign: Campaign, letters: Mapping[str, bytes]) -> None:
        self.campaign = campaign
        self.renderer = renderer_of(templates)
        self._letters = {name: LetterTemplate(data, name) for name, data in letters.items()}

    def failures(
        self, commune: Commune, context: Mapping[str, Any], pieces: Sequence[Piece], pack: Sequence[Piece]
    ) -> Iterator[TemplateError]:
        """Yield what goes wrong with the documents and the letters of a dossier, sent again and reminded of too."""
        yield from self.unprinted(commune, context, pieces, pack)
        for name, letter in self._letters.items():
            if name == COVER:
                continue  # it accompanies a letter, not a dossier
            for groups in sample_mails(self.campaign, name):
                try:
                    letter.write({**context, **groups}, self.campaign, commune.nom, pack)
                except TemplateError as error:
                    yield error
                    break

    def uncovered(self, commune: Commune, context: Mapping[str, Any]) -> Iterator[TemplateError]:
        """Yield what goes wrong with the message that accompanies a letter after a signature."""
        if COVER in self._letters:
            try:
                self._letters[COVER].write(context, self.campaign, commune.nom, ())
            except TemplateError as error:
                yield error

    def unprinted(
        self, commune: Commune, context: Mapping[str, Any], pieces: Sequence[Piece], pack: Sequence[Piece]
    ) -> Iterator[TemplateError]:
        """Yield what goes wrong with documents alone."""
        for piece in pieces:
            try:
                self.renderer.render(piece.kind, for_piece(context, piece, self.campaign, pack), commune.nom)
            except TemplateError as error:
                yield error


class Trial(Protocol):
    """What is rendered together, to see whether it can be."""

    def failures(self, kit: Kit) -> Iterator[TemplateError]:
        """Yield what goes wrong."""
        ...


@dataclass(frozen=True, slots=True)
class ConventionTrial:
    """A commune's convention, before the vote, or after it with its deliberation."""

    commune: Commune
    act: Act | None = None

    def failures(self, kit: Kit) -> Iterator[TemplateError]:
        """See :class:`Trial`."""
        campaign = kit.campaign
        context = make_context(self.commune, campaign, campaign.numbering.number(1), self.act)
        note, names = self.commune.note_de_synthese, self.commune.names
        pack = campaign.pack(voted=self.act is not None, note_de_synthese=note, names=names)
        pieces = [piece for piece in campaign.documents(note_de_synthese=note) if piece.templated]
        return kit.failures(self.commune, context, pieces, pack)


@dataclass(frozen=True, slots=True)
class AvenantTrial:
    """An avenant of the register."""

    avenant: Avenant

    def failures(self, kit: Kit) -> Iterator[TemplateError]:
        """See :class:`Trial`."""
        pieces = [piece for piece in self.avenant.pieces if piece.templated]
        return kit.failures(self.avenant.commune, self.avenant.context(), pieces, self.avenant.pack)


@dataclass(frozen=True, slots=True)
class SampleTrial:
    """Avenants of a commune with made-up changes, and what follows made-up signatures."""

    commune: Commune

    def failures(self, kit: Kit) -> Iterator[TemplateError]:
        """See :class:`Trial`."""
        for sample in sample_avenants(self.commune, kit.campaign):
            yield from kit.failures(self.commune, sample.context, sample.pieces, sample.pack)
        for context, piece in sample_sequels(self.commune, kit.campaign):
            yield from kit.unprinted(self.commune, context, (piece,), (piece,))
            if piece.kind != CERTIFICATE:
                yield from kit.uncovered(self.commune, context)


@dataclass(frozen=True, slots=True)
class ReportTrial:
    """The report of a made-up evaluation."""

    communes: tuple[Commune, ...]

    def failures(self, kit: Kit) -> Iterator[TemplateError]:
        """See :class:`Trial`."""
        evaluation, changes = sample_evaluation(self.communes, kit.campaign)
        try:
            render_report(kit.renderer, Facts.of(kit.campaign), evaluation, self.communes, changes)
        except TemplateError as error:
            yield error


def _attempt_all(trials: Sequence[Trial], sources: Sources, workers: Workers, clock: Clock) -> list[TemplateError]:
    """Return what goes wrong, in the order of the trials."""
    templates = Templates.of(sources)
    attempt = functools.partial(_attempt, templates, sources.campaign, sources.letters)
    worth = templates.worth if all(map(is_tame, sources.letters.values())) else 1
    found: dict[int, list[TemplateError]] = {}
    shared = workers.imap(
        attempt, list(enumerate(trials)), lost=functools.partial(_given_up, templates), worth=worth, limits=FOREIGN
    )
    for (rank, _), failed in shared:
        found[rank] = failed
        clock.step("")
    return [error for rank in sorted(found) for error in found[rank]]


def _given_up(templates: Templates, trial: tuple[int, Trial]) -> NoReturn:
    raise templates.given_up("")  # the others would take as long


def _attempt(
    templates: Templates, campaign: Campaign, letters: Mapping[str, bytes], trial: tuple[int, Trial]
) -> list[TemplateError]:
    return list(trial[1].failures(Kit(templates, campaign, letters)))
