"""What a build says that it did: each document, pack and volume, problems, movements, faults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.dossiers.dossier import Dossier
from generator.dossiers.manifest import Manifest
from generator.dossiers.movements import Movement
from generator.dossiers.outcomes import Outcome
from generator.errors import ConventionsError, EngineError, VerificationError
from generator.inputs.kinds import ORIGINALS, RECUEIL
from generator.progress import Stage
from generator.runs.report import Done, as_plain

if TYPE_CHECKING:
    from generator.stages.verification import VerifiedFile


@dataclass(frozen=True, slots=True)
class EditedFile:
    """A document that a person edited, as messages call it; ``path`` is in the output. One that is signed stays."""

    name: str
    insee: str
    path: str
    signed: bool


@dataclass(frozen=True, slots=True)
class BuildReport(Done):
    """What a build did: one outcome per document, pack and volume; ``timings`` in seconds by stage.

    ``faulty`` are the files it made that do not pass verification; ``movements`` the dossiers that left, arrived or
    changed code; ``left_out`` the dossiers of which no original was printed although it was asked for; ``edited`` what
    a person edited and the build makes again; ``completed`` the communes whose dossiers wait for nothing but signatures
    from now on, ``reopened`` those whose dossiers wait for something again.
    """

    TOLD = ("edited", "completed", "reopened", "problems", "movements")

    manifest: Manifest
    outcomes: tuple[Outcome, ...]
    faulty: tuple[VerifiedFile, ...]
    timings: dict[Stage, float]
    movements: tuple[Movement, ...] = ()
    left_out: tuple[Dossier, ...] = ()
    edited: tuple[EditedFile, ...] = ()
    completed: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """What could not be made."""
        return tuple(outcome for outcome in self.outcomes if outcome.state == "failed")

    @property
    def error(self) -> type[ConventionsError] | None:
        """What it ends with: a document that could not be printed, or does not pass verification."""
        return EngineError if self.failed else VerificationError if self.faulty else None

    def as_json(self) -> dict[str, Any]:
        """Return the manifest with the state and the reason of each document, the problems and the timings."""
        told = {outcome.key: outcome for outcome in self.outcomes}
        result = self.manifest.as_json()
        for item in result["documents"]:
            _tell(item, told.pop((item["number"], item["kind"]), None))
        for key, kind in (("recueil", RECUEIL), ("originals", ORIGINALS)):
            if result[key]:
                _tell(result[key], told.pop(("", kind), None))
        for item in result["others"]:
            _tell(item, told.pop(("", item["kind"]), None))
        for outcome in told.values():
            item = {name: getattr(outcome, name) for name in ("insee", "commune", "kind", "number", "period")}
            result["documents"].append(item | {"files": [], "state": outcome.state, "reason": outcome.told})
        result["faulty"] = as_plain(self.faulty)
        result["left_out"] = [
            {"insee": one.commune.insee, "commune": one.commune.nom, "number": one.number, "reason": one.unready}
            for one in self.left_out
        ]
        timings = {stage.value: round(seconds, 3) for stage, seconds in self.timings.items()}
        return result | Done.as_json(self) | {"timings": timings}


def _tell(item: dict[str, Any], outcome: Outcome | None) -> None:
    """Add what became of a document; one that the build did not concern is unchanged."""
    item["state"], item["reason"] = (outcome.state, outcome.told) if outcome else ("unchanged", "")
