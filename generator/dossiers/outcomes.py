"""What became of each document, pack and volume of a build."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.dossiers.records import DocumentRecord, FileRecord
from generator.inputs.kinds import ORIGINALS, PACK, RECUEIL, RECUEIL_AVENANTS, spoken as spoken, volume_of as volume_of

OutcomeState = Literal["built", "unchanged", "frozen", "failed"]
Group = Literal["document", "pack", "volume", "report"]
#: How messages call the files that hold several dossiers.
VOLUMES = {RECUEIL: "le recueil", RECUEIL_AVENANTS: "le recueil des avenants", ORIGINALS: "les originaux à signer"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document, pack or volume; ``record`` is None when it failed or is only to be made.

    ``period`` is that of the evaluation that a report tells of. ``would_change`` says what would have changed in a
    document that is signed; ``reprinted`` tells that its words are the same, and only its PDF is made again.
    """

    insee: str
    commune: str
    kind: str
    number: str
    state: OutcomeState
    reason: str
    record: DocumentRecord | None
    period: str = ""
    would_change: str = ""
    reprinted: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from all others, whatever it is made from: its number and its kind."""
        return self.number, self.kind

    @property
    def files(self) -> tuple[FileRecord, ...]:
        """Its files in the output."""
        return self.record.files if self.record else ()

    @classmethod
    def of(cls, record: DocumentRecord, state: OutcomeState, reason: str, would_change: str = "") -> Outcome:
        """Say what became of a document that the output holds."""
        return cls(
            record.insee, record.commune, record.kind, record.number, state, reason, record, record.period, would_change
        )

    @property
    def group(self) -> Group:
        """Whether it is a document, the pack of a dossier, a volume of several, or the report of an evaluation."""
        if self.period:
            return "report"
        return "pack" if self.kind == PACK else "volume" if volume_of(self.kind)[0] in VOLUMES else "document"

    @property
    def name(self) -> str:
        """How messages call it: « Haveluy, convention »."""
        if self.period:
            return f"rapport d’évaluation « {self.period} »"
        return f"{self.commune}, {self.said}" if self.commune else self.said

    @property
    def said(self) -> str:
        """The kind of document, as a person says it."""
        return spoken(self.kind)

    @property
    def told(self) -> str:
        """The reason, and what would have changed, in one line."""
        return f"{self.reason} ; aurait changé : {self.would_change}" if self.would_change else self.reason
