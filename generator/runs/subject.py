"""What a preview is of: a document of a commune's convention or avenant, with what fills it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.avenants.planned import avenants_of
from generator.avenants.samples import sample_sequels
from generator.dossiers.members import members_of, select_participants
from generator.errors import UsageError
from generator.inputs.campaign import Campaign, Numbering
from generator.inputs.communes import Commune
from generator.inputs.pieces import Piece
from generator.inputs.sources import Sources
from generator.law.acts import Act
from generator.project import Project
from generator.register.standings import read_standings
from generator.rendering.context import for_piece, make_context


@dataclass(frozen=True, slots=True)
class Subject:
    """A commune's convention, or its avenant; ``context`` is what fills the document that is asked for.

    ``provisional`` tells that its number is not given yet.
    """

    commune: Commune
    number: str
    provisional: bool
    act: Act | None
    context: Mapping[str, Any]


def subject_of(project: Project, sources: Sources, piece: Piece, name: str) -> Subject:
    """Return the dossier to show a document of: that of the commune named, else the first there is.

    A letter that follows a signature is shown as for one that is made up. Raises UsageError when it is a document of
    avenants and there is none.
    """
    campaign = sources.campaign
    standings = read_standings(project.register, campaign.name)
    communes = select_participants(members_of(sources, standings), (name,) if name else ())
    if piece in (*campaign.pieces, *campaign.suites.pieces):
        commune = communes[0] if piece in campaign.suites.pieces else _with_document(piece, campaign, communes)
        standing = standings.convention(commune.insee)
        number = standing.number if standing else provisional_number(campaign.numbering)
        act = standing.deliberation if standing else None
        sequels = (context for context, letter in sample_sequels(commune, campaign, number) if letter == piece)
        context = next(sequels, None) or make_context(commune, campaign, number, act)
        return Subject(commune, number, standing is None, act, for_piece(context, piece, campaign))
    avenants = [one for commune in communes for one in avenants_of(project, sources, standings, commune)]
    shown = next((one for one in avenants if piece in one.pieces), None)
    if shown is None:
        raise UsageError(
            f"{piece.kind} : aucun avenant {f'pour {name} ' if name else ''}n’a encore ce document ; préparez-en un "
            "(conventions amend)."
        )
    context = for_piece(shown.context(), piece, campaign, shown.pack)
    return Subject(shown.commune, shown.number, False, shown.act, context)


def _with_document(piece: Piece, campaign: Campaign, communes: Sequence[Commune]) -> Commune:
    """Return the first commune whose convention has this document; raises UsageError when none has it."""
    for commune in communes:
        if piece in campaign.documents(note_de_synthese=commune.note_de_synthese):
            return commune
    names = ", ".join(commune.nom for commune in communes)
    raise UsageError(
        f'{piece.kind} : ce document n’est pas fait pour {names} (si = "{piece.si}" dans campaign.toml) ; nommez une '
        "autre commune."
    )


def select_piece(campaign: Campaign, template: str) -> Piece:
    """Return the document of a kind or of a template's file name; raises UsageError naming those there are."""
    pieces = [piece for piece in (*campaign.pieces, *campaign.avenant, *campaign.suites.pieces) if piece.templated]
    for piece in pieces:
        if template in (piece.kind, piece.template.name) or Path(template).resolve() == piece.template:
            return piece
    known = ", ".join(dict.fromkeys(piece.kind for piece in pieces))
    raise UsageError(f"« {template} » : modèle inconnu ; choisissez parmi {known}.")


def provisional_number(numbering: Numbering) -> str:
    """Return what stands for a number that is not given yet: ``MED_NUM-2025-PROVISOIRE``."""
    return numbering.modele.format(year=numbering.annee, seq=_Provisional())


class _Provisional:
    """Stands where a number's rank goes, whatever the rank's format."""

    def __format__(self, specification: str) -> str:
        return "PROVISOIRE"
