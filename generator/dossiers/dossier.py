"""A dossier: the documents of one commune's convention or avenant, where they go and what they are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.dossiers.outcomes import Outcome, OutcomeState
from generator.dossiers.records import DocumentRecord, FileRecord
from generator.inputs.communes import Commune, slug
from generator.inputs.kinds import PACK
from generator.inputs.pieces import Piece, pack_of
from generator.law.acts import Act

if TYPE_CHECKING:
    from generator.register.letters import KeptLetter


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """One document to have in the output, in ``folder`` (relative to it, "" for the output itself).

    ``rank`` is 0 in the convention's dossier, k in that of its avenant n° k. ``period`` is that of the evaluation that
    a report tells of; it belongs to no commune and has no number.
    """

    insee: str
    commune: str
    number: str
    piece: Piece
    folder: str
    inputs_sha256: str
    rank: int = 0
    period: str = ""

    @property
    def kind(self) -> str:
        """The kind names the files and the template."""
        return self.piece.kind

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from all others, whatever it is made from: its number and its kind."""
        return self.number, self.kind

    @property
    def docx(self) -> str:
        """Where the document goes, with ``/``."""
        return f"{self._stem}.docx"

    @property
    def pdf(self) -> str:
        """Where its PDF goes."""
        return f"{self._stem}.pdf"

    @property
    def path(self) -> str:
        """Where what is edited or joined goes: the Word document, or the PDF of an annexe."""
        return self.pdf if self.piece.annexe else self.docx

    @property
    def name(self) -> str:
        """How messages call it: « Haveluy, convention »."""
        return self.outcome("built", "").name

    def outcome(
        self, state: OutcomeState, reason: str, record: DocumentRecord | None = None, *, reprinted: bool = False
    ) -> Outcome:
        """Say what became of it."""
        told = (self.insee, self.commune, self.kind, self.number, state, reason, record, self.period)
        return Outcome(*told, reprinted=reprinted)

    def record(self, files: tuple[FileRecord, ...], engine_sha256: str) -> DocumentRecord:
        """Remember it as it was printed."""
        return DocumentRecord(
            self.insee,
            self.commune,
            self.kind,
            self.number,
            self.inputs_sha256,
            engine_sha256,
            files,
            self.rank,
            self.period,
            self.piece.place,
        )

    @property
    def _stem(self) -> str:
        name = f"{self.number}-{self.kind}" if self.number else self.kind
        return f"{self.folder}/{name}" if self.folder else name


@dataclass(frozen=True, slots=True)
class Dossier:
    """All documents of one commune's convention or avenant, and the pack that holds them in the same order.

    ``act`` is the deliberation by which the mayor may sign, once it is recorded; a ``signed`` dossier is never made
    again. ``rank`` is that of the avenant, 0 for the convention. ``sequel`` names what follows the signature: a
    notification, a renewal, an end, which have a folder of their own and no pack; ``facts`` is the digest of what it
    tells, ``kept`` what was made of it and stays: ``documents`` are then only what is still to be made.
    ``undesignated`` tells that the council has not said yet who signs in the place of a mayor who signs for the EPCI.
    """

    commune: Commune
    number: str
    documents: tuple[PlannedDocument, ...]
    act: Act | None = None
    signed: bool = False
    rank: int = 0
    sequel: str = ""
    facts: str = ""
    kept: tuple[KeptLetter, ...] = ()
    undesignated: bool = False

    @property
    def bound(self) -> tuple[PlannedDocument, ...]:
        """What goes with the pack, in it or beside."""
        pieces = pack_of([planned.piece for planned in self.documents], voted=self.act is not None)
        return tuple(planned for planned in self.documents if planned.piece in pieces)

    @property
    def unready(self) -> str:
        """Why nobody may sign it yet, "" when its deliberation is recorded and transmitted, and says who signs."""
        if self.act is None:
            return "aucune délibération n’autorise encore à signer"
        if self.act.transmitted_on is None:
            return "la délibération n’a pas encore été transmise au préfet"
        return "le conseil n’a pas désigné qui signe à la place du maire" if self.undesignated else ""

    @property
    def pack(self) -> str:
        """Where the pack goes."""
        return f"{folder_of(self.commune, self.rank)}/{self.number}-{PACK}.pdf"


def folder_of(commune: Commune, rank: int = 0) -> str:
    """Return the folder of a commune's dossier: ``59292-haveluy``, ``59292-haveluy/avenant-1``.

    That of a convention that goes on with a commune nouvelle stays where it was.
    """
    return f"{commune.insee}-{slug(commune.former or commune.nom)}" + (f"/avenant-{rank}" if rank else "")
