"""What a preview is of: a document of a commune, or the report of an evaluation, and how it is written."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.avenants.planned import avenants_of
from generator.avenants.samples import FEW, sample_avenants, sample_report, sample_sequels
from generator.dossiers.dossier import folder_of
from generator.dossiers.members import members_of, select_participants
from generator.errors import UsageError
from generator.inputs.campaign import Campaign, Numbering
from generator.inputs.communes import Commune, slug
from generator.inputs.pieces import Piece
from generator.inputs.sources import Sources
from generator.law.acts import Act
from generator.project import Project, real
from generator.register.standings import read_standings
from generator.rendering.context import completed, for_piece, make_context
from generator.rendering.rendering import Renderer


@dataclass(frozen=True, slots=True)
class Subject:
    """A commune's document, or the report of an evaluation, of no commune: ``commune`` is its name, "" for the report.

    ``provisional`` tells that its number is not given yet, ``example`` that what it says of an avenant, a signature or
    an evaluation is made up. ``stem`` is what its files are called; ``write`` returns its DOCX, in whichever process.
    """

    commune: str
    number: str
    stem: str
    write: Callable[[Renderer], bytes]
    provisional: bool = False
    example: bool = False


def subject_of(project: Project, sources: Sources, piece: Piece, name: str) -> Subject:
    """Return the dossier to show a document of: that of the commune named, else the first there is.

    What no commune has yet, an avenant, a letter that follows a signature, a report, is shown as an example. Raises
    UsageError for an unknown commune, and for a document that is not made for it.
    """
    campaign = sources.campaign
    standings = read_standings(project.register, campaign.name)
    communes = select_participants(members_of(sources, standings), (name,) if name else ())
    if piece == campaign.rapport:
        return Subject("", "", piece.kind, functools.partial(sample_report, campaign, communes[:FEW]), example=True)
    if piece in (*campaign.pieces, *campaign.suites.pieces):
        commune = communes[0] if piece in campaign.suites.pieces else _with_document(piece, campaign, communes)
        standing = standings.convention(commune.insee)
        number = standing.number if standing else provisional_number(campaign.numbering)
        act = standing.deliberation if standing else None
        sequels = (context for context, letter in sample_sequels(commune, campaign, number) if letter == piece)
        sequel = next(sequels, None)
        context = for_piece(sequel or make_context(commune, campaign, number, act), piece, campaign)
        found = _subject(piece, commune, number, context, act)
        return replace(found, provisional=standing is None, example=sequel is not None)
    avenants = [one for commune in communes for one in avenants_of(project, sources, standings, commune)]
    shown = next((one for one in avenants if piece in one.pieces), None)
    if shown is None:
        return _example(campaign, piece, communes)
    context = for_piece(shown.context(), piece, campaign, shown.pack)
    return _subject(piece, shown.commune, shown.number, context, shown.act)


def _example(campaign: Campaign, piece: Piece, communes: Sequence[Commune]) -> Subject:
    """Return a document of a made-up avenant."""
    number = provisional_number(campaign.numbering)
    for commune in communes:
        for sample in sample_avenants(commune, campaign, number):
            if piece in sample.pieces:
                context = for_piece(sample.context, piece, campaign, sample.pack)
                return replace(_subject(piece, commune, number, context, None), provisional=True, example=True)
    raise _not_made(piece, communes)


def _subject(piece: Piece, commune: Commune, number: str, context: Mapping[str, Any], act: Act | None) -> Subject:
    controls = completed(piece, act)
    write = functools.partial(Renderer.render, kind=piece.kind, context=context, commune=commune.nom, controls=controls)
    return Subject(commune.nom, number, f"{folder_of(commune)}-{piece.kind}", write)


def _with_document(piece: Piece, campaign: Campaign, communes: Sequence[Commune]) -> Commune:
    """Return the first commune whose convention has this document; raises UsageError when none has it."""
    for commune in communes:
        if piece in campaign.documents(note_de_synthese=commune.note_de_synthese):
            return commune
    raise _not_made(piece, communes)


def _not_made(piece: Piece, communes: Sequence[Commune]) -> UsageError:
    names = ", ".join(commune.nom for commune in communes)
    return UsageError(
        f'{piece.kind} : ce document n’est pas fait pour {names} (si = "{piece.si}" dans campaign.toml) ; nommez une '
        "autre commune."
    )


def select_piece(campaign: Campaign, template: str) -> Piece:
    """Return the document of a kind or of a template's file name; raises UsageError naming those there are."""
    for piece in campaign.templated:
        if (
            slug(template) == slug(piece.kind)
            or template == piece.template.name
            or real(Path(template)) == piece.template
        ):
            return piece
    known = ", ".join(piece.kind for piece in campaign.templated)
    raise UsageError(f"« {template} » : modèle inconnu ; choisissez parmi {known}.")


def provisional_number(numbering: Numbering) -> str:
    """Return what stands for a number that is not given yet: ``MED_NUM-2025-PROVISOIRE``."""
    return numbering.modele.format(year=numbering.annee, seq=_Provisional())


class _Provisional:
    """Stands where a number's rank goes, whatever the rank's format."""

    def __format__(self, specification: str) -> str:
        return "PROVISOIRE"
