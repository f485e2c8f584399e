"""What only the templates of letters can name: frozen models, which stages/ and avenants/ fill."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from generator.rendering.groups import FormerCommune


@dataclass(frozen=True, slots=True)
class ResentPiece:
    """A document that changed since it was sent."""

    titre: str


@dataclass(frozen=True, slots=True)
class ResentChange:
    """One change in words, and the documents where it stands, « convention, planning »."""

    texte: str
    pieces: str


@dataclass(frozen=True, slots=True)
class ResendGroup:
    """Why a dossier that left on ``envoye_le`` is sent again; ``autres`` changes are not among those told in words."""

    envoye_le: datetime.date
    pieces: tuple[ResentPiece, ...]
    changements: tuple[ResentChange, ...]
    autres: int


@dataclass(frozen=True, slots=True)
class ReminderGroup:
    """A reminder, the ``rang``-th, of a dossier that left on ``envoye_le``; ``precedente_le`` is the last one since."""

    rang: int
    envoye_le: datetime.date
    precedente_le: datetime.date | None


@dataclass(frozen=True, slots=True)
class SignatureGroup:
    """The signatures that a letter notifies: of the convention, or of its avenant of rank ``avenant`` (0 without)."""

    avenant: int
    convention: str
    signee_le: datetime.date
    notifiee_le: datetime.date | None


@dataclass(frozen=True, slots=True)
class RenewalGroup:
    """A period for which the convention was renewed; ``rang`` counts them, ``denoncer_avant`` is None for the last.

    ``creneau_jusqu_au`` is the last day of the slot that an avenant in force changes, None without any.
    """

    rang: int
    debut: datetime.date
    fin: datetime.date
    denoncer_avant: datetime.date | None
    creneau_jusqu_au: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class EndingGroup:
    """The end of the convention, whose last day is ``le``, or the merger that a commune goes into after that day.

    ``auteur`` is « commune » or « epci » when one of them asked for it; ``a_temps`` tells a denunciation received in
    time for the ``terme`` then in course; ``commune`` is the commune nouvelle of a merger, ``ancienne`` the one that
    signed, ``des`` the day that follows ``le``.
    """

    cause: str
    auteur: str
    le: datetime.date
    motif: str
    recue_le: datetime.date | None
    mise_en_demeure_le: datetime.date | None
    a_temps: bool
    terme: datetime.date
    commune: str
    ancienne: FormerCommune
    des: datetime.date
