"""What a check tries to render: every convention and avenant, then made-up acts, avenants, letters and a report."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.avenants.planned import Avenant
from generator.avenants.samples import FEW, sample_avenants, sample_mails, sample_report, sample_sequels
from generator.delivery.letter import LetterTemplate
from generator.errors import TemplateError
from generator.inputs.campaign import COVER, Campaign
from generator.inputs.communes import Commune
from generator.inputs.kinds import CERTIFICATE
from generator.inputs.pieces import Piece
from generator.inspection.coverage import watched_of
from generator.law.acts import Act
from generator.rendering.context import for_piece, make_context
from generator.rendering.rendering import Renderer
from generator.rendering.templates import Templates


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was rendered: ``passed`` are the indices of the branches of its template that it passes.

    ``commune`` is the name of whose it is, "" for that of all.
    """

    piece: Piece
    commune: str
    docx: bytes
    passed: frozenset[int]


#: What a trial yields: a document, or why there is none.
Outcome = Document | TemplateError


class Kit:
    """What fills the templates and the letter of a campaign, in whichever process this runs."""

    def __init__(self, templates: Templates, campaign: Campaign, letters: Mapping[str, bytes]) -> None:
        self.campaign = campaign
        self._watched = watched_of(templates)
        self._letters = {name: LetterTemplate(data, name) for name, data in letters.items()}

    def outcomes(
        self, commune: Commune, context: Mapping[str, Any], pieces: Sequence[Piece], pack: Sequence[Piece]
    ) -> Iterator[Outcome]:
        """Yield the documents of a dossier, and what goes wrong with its letters, sent again and reminded of too."""
        yield from self.documents(commune, context, pieces, pack)
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

    def documents(
        self, commune: Commune, context: Mapping[str, Any], pieces: Sequence[Piece], pack: Sequence[Piece]
    ) -> Iterator[Outcome]:
        """Yield documents alone."""
        for piece in pieces:
            known = for_piece(context, piece, self.campaign, pack)
            render = functools.partial(Renderer.render, kind=piece.kind, context=known, commune=commune.nom)
            yield self.attempt(piece, commune.nom, render)

    def attempt(self, piece: Piece, commune: str, render: Callable[[Renderer], bytes]) -> Outcome:
        """Return a document as it is rendered."""
        try:
            docx = render(self._watched.renderer(piece.kind))
        except TemplateError as error:
            self._watched.passed(piece.kind)
            return error
        return Document(piece, commune, docx, self._watched.passed(piece.kind))


#: What is rendered together, to see whether it can be: each document, and what goes wrong with anything else.
Trial = Callable[[Kit], Iterator[Outcome]]


def try_convention(commune: Commune, act: Act | None, kit: Kit) -> Iterator[Outcome]:
    """Try a commune's convention, before the vote, or after it with its deliberation."""
    campaign = kit.campaign
    context = make_context(commune, campaign, campaign.numbering.number(1), act)
    note = commune.note_de_synthese
    pack = campaign.pack(voted=act is not None, note_de_synthese=note, names=commune.names)
    pieces = [piece for piece in campaign.documents(note_de_synthese=note) if piece.templated]
    return kit.outcomes(commune, context, pieces, pack)


def try_avenant(avenant: Avenant, kit: Kit) -> Iterator[Outcome]:
    """Try an avenant of the register."""
    pieces = [piece for piece in avenant.pieces if piece.templated]
    return kit.outcomes(avenant.commune, avenant.context(), pieces, avenant.pack)


def try_samples(commune: Commune, kit: Kit) -> Iterator[Outcome]:
    """Try avenants of a commune with made-up changes, and what follows made-up signatures."""
    for sample in sample_avenants(commune, kit.campaign):
        yield from kit.outcomes(commune, sample.context, sample.pieces, sample.pack)
    for context, piece in sample_sequels(commune, kit.campaign):
        yield from kit.documents(commune, context, (piece,), (piece,))
        if piece.kind != CERTIFICATE:
            yield from kit.uncovered(commune, context)


def try_report(communes: tuple[Commune, ...], kit: Kit) -> Iterator[Outcome]:
    """Try the report of a made-up evaluation."""
    piece = kit.campaign.rapport
    assert piece is not None, "a campaign without a report has no trial of it"
    whole = kit.attempt(piece, "", functools.partial(sample_report, kit.campaign, communes))
    few = functools.partial(sample_report, kit.campaign, communes[:FEW])
    yield whole if isinstance(whole, TemplateError) else kit.attempt(piece, "", few)
