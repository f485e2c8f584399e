"""What a check tries to render: every convention and avenant, then made-up acts, avenants, letters and a report."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn, Protocol

from generator.avenants.facts import Facts
from generator.avenants.planned import Avenant
from generator.avenants.report import render_report
from generator.avenants.samples import sample_avenants, sample_evaluation, sample_mails, sample_sequels
from generator.delivery.letter import LetterTemplate
from generator.errors import TemplateError
from generator.inputs.campaign import COVER, Campaign
from generator.inputs.communes import Commune
from generator.inputs.kinds import CERTIFICATE
from generator.inputs.pieces import Piece
from generator.inputs.sources import Sources
from generator.law.acts import Act
from generator.progress import Clock
from generator.rendering.context import for_piece, make_context
from generator.rendering.costs import is_tame
from generator.rendering.rendering import renderer_of
from generator.rendering.templates import Templates
from generator.workers import FOREIGN, Workers


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


def attempt_all(trials: Sequence[Trial], sources: Sources, workers: Workers, clock: Clock) -> list[TemplateError]:
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
