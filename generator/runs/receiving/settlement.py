"""What the prefecture asked of a deliberation, settled elsewhere than in ACTES: by a judgment, by a letter on paper."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace

from generator.dossiers.mergers import find_known
from generator.errors import RefusedError
from generator.language.dates import date_longue
from generator.law.answers import settlement, unsettled
from generator.progress import Progress
from generator.project import Project
from generator.register.answers import note_settlement
from generator.register.database import open_register, transaction
from generator.register.journal import today_in_france
from generator.runs.reasons import reason
from generator.runs.report import Done, accept


@dataclass(frozen=True, slots=True)
class SettlementRequest:
    """Of which deliberation, by a commune and the rank of its avenant, 0 for the convention; since which ``day``.

    Without ``day``, what was said settled no longer is: it was said by mistake, or there is an appeal. ``confirms`` is
    shown what is about to be recorded.
    """

    commune: str
    why: str
    day: datetime.date | None = None
    avenant: int = 0
    confirms: Callable[[SettlementReport], bool] = accept


@dataclass(frozen=True, slots=True)
class SettlementReport(Done):
    """The document, what was ``asked``, and since when it is settled; ``recorded`` is false when somebody declined."""

    TOLD = ("problems", "commune", "number", "asked", "settled_on", "recorded")

    commune: str
    number: str
    asked: str
    settled_on: datetime.date | None
    recorded: bool = True

    @property
    def told(self) -> str:
        """What is recorded, in a sentence."""
        since = f"est dit réglé le {date_longue(self.settled_on)}" if self.settled_on else "n’est plus dit réglé"
        return f"{self.commune}, {self.number} : {self.asked} {since}."


def run(project: Project, request: SettlementRequest, progress: Progress) -> SettlementReport:
    """Note in the journal that what the prefecture asked is settled, or is not after all.

    Raises UsageError without a reason, RefusedError when nothing is to be settled, or on an impossible day; DataError,
    RegisterError.
    """
    lacking = "Dites par quoi c’est réglé, ou pourquoi ce ne l’est plus (--why) ; le registre le garde."
    why = reason(request.why, lacking)
    _, standings, commune = find_known(project, request.commune)
    progress.check()
    standing, day = standings.document(commune.insee, request.avenant), request.day
    answers = standing.answers if standing else ()
    asked = unsettled(answers if day else [one for one in answers if not one.by_hand])
    if standing is None or asked is None or not (day or standing.settled):
        what = (
            "rien de ce que demandait la préfecture n’est dit réglé" if day is None else "la préfecture ne demande rien"
        )
        raise RefusedError(f"{commune.called} : {what} au sujet de cette délibération ; rien n’a été écrit.")
    if day and not asked.answered_on <= day <= today_in_france():
        raise RefusedError(
            f"{commune.called}, {standing.number} : {asked.title} est du {date_longue(asked.answered_on)}, et ne peut"
            f" pas être réglé le {date_longue(day)} ; vérifiez ce jour."
        )
    if day and (rest := unsettled((*answers, settlement(day)))):
        raise RefusedError(f"{commune.called}, {standing.number} : {rest.title} ne se règle pas ainsi ; {rest.remedy}.")
    report = SettlementReport(commune.called, standing.number, asked.title, day)
    if not request.confirms(report):
        return replace(report, recorded=False)
    with open_register(project.register, writing=True) as connection, transaction(connection):
        note_settlement(connection, standing.number, day, why)
    return report
