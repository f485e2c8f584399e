"""What an evaluation and a revision ask together: on which occasion, of which communes, from when, for how much."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from generator.errors import DataError
from generator.inputs.evaluation import Evaluation, EvaluationRow
from generator.inputs.finances import Finances
from generator.inputs.revision import Revision
from generator.language.dates import date_longue
from generator.register.avenantcontent import AvenantFigures


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked: an evaluation, a revision or both, of the participating communes or of those ``named`` by code."""

    evaluation: Evaluation | None
    revision: Revision | None
    named: frozenset[str] = frozenset()

    @property
    def occasion(self) -> str:
        """What the avenants it asks for bear in the register: the period evaluated, or what the revision is called.

        Asked again on the same occasion, they are corrected, or cancelled when they are asked for no more.
        """
        if self.evaluation:
            return self.evaluation.periode
        return f"révision {self.revision.path.stem}" if self.revision else ""

    @property
    def file(self) -> str:
        """The name of the file that warnings are about."""
        asking = self.revision or self.evaluation
        return asking.name if asking else ""

    @property
    def unasked(self) -> str:
        """Why nothing is asked of a commune."""
        return "pas de ligne dans l’évaluation" if self.evaluation else "pas concernée par la révision"

    @property
    def files(self) -> str:
        """What asks it, as a remedy says it."""
        told = {"l’évaluation": self.evaluation, "la révision": self.revision}
        return " ou ".join(name for name, one in told.items() if one)

    def concerns(self, insee: str) -> bool:
        """Tell whether a commune is decided of."""
        return not self.named or insee in self.named

    def row(self, insee: str) -> EvaluationRow | None:
        """Return the evaluation of a commune."""
        return self.evaluation.by_insee.get(insee) if self.evaluation else None

    def revision_of(self, insee: str) -> Revision | None:
        """Return the revision, if it concerns a commune."""
        return self.revision if self.revision and self.revision.concerns(insee) else None


def agreed_finances(row: EvaluationRow | None, revision: Revision | None) -> Finances | None:
    """Return the financial effect; raises DataError when the evaluation and the revision say two."""
    found = {one for one in (row and row.finances, revision and revision.finances) if one}
    if len(found) > 1:
        raise DataError(
            "l’évaluation et la révision ne disent pas la même incidence financière ; gardez l’une des deux, qui vaut "
            "pour tout l’avenant"
        )
    return found.pop() if found else None


def agreed_effect(row: EvaluationRow | None, revision: Revision | None) -> datetime.date:
    """Return the day of effect; an avenant has one only."""
    days = {day for day in (row and row.date_effet, revision and revision.date_effet) if day}
    if len(days) != 1:
        told = " et ".join(f"le {date_longue(day)}" for day in sorted(days))
        given = f"deux sont données, {told}" if days else "aucune n’est donnée"
        remedy = "donnez la même à l’évaluation et à la révision" if days else "écrivez-la dans l’une ou l’autre"
        raise DataError(f"un avenant a une date d’effet, et une seule : {given} ; {remedy}")
    return days.pop()


def figures_of(row: EvaluationRow | None) -> AvenantFigures | None:
    """Return what the avenant says of the evaluation."""
    if row is None:
        return None
    return AvenantFigures(
        row.accompagnements,
        row.ateliers,
        row.permanences_tenues,
        row.permanences_prevues,
        row.periode,
        row.observations,
    )
