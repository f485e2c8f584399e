"""The publication of a deliberation, learnt after it was recorded: its act is completed, and nothing else changes."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace

from generator.dossiers.mergers import find_known
from generator.errors import RefusedError
from generator.language.dates import date_longue
from generator.law.deliberations import examine_act
from generator.progress import Progress
from generator.project import Project
from generator.register.database import open_register, transaction
from generator.register.deliberations import complete_act
from generator.register.journal import note, today_in_france
from generator.register.recordedacts import RecordedAct
from generator.register.standings import Standings
from generator.runs.report import Done, accept


@dataclass(frozen=True, slots=True)
class PublicationRequest:
    """Of which deliberation, by a commune and the rank of its avenant, 0 for the convention, and the ``day``.

    ``confirms`` is shown what is about to be recorded.
    """

    commune: str
    day: datetime.date
    avenant: int = 0
    confirms: Callable[[PublicationReport], bool] = accept


@dataclass(frozen=True, slots=True)
class PublicationReport(Done):
    """The document whose act is completed; ``signed`` tells that it is, and ``recorded`` is false when declined."""

    TOLD = ("commune", "insee", "number", "deliberation", "published_on", "recorded")

    commune: str
    insee: str
    number: str
    deliberation: str
    published_on: datetime.date
    signed: bool
    recorded: bool = True

    @property
    def told(self) -> str:
        """What is recorded, or would be, in a sentence."""
        return (
            f"{self.commune}, {self.number} : la délibération n° {self.deliberation} a été publiée le "
            f"{date_longue(self.published_on)}."
        )


def run(project: Project, request: PublicationRequest, progress: Progress) -> PublicationReport:
    """Record on which day a deliberation was published, when the register does not know it.

    Raises RefusedError without a deliberation, when its publication is known, or for a day that cannot be;
    UsageError for an unknown commune, DataError, RegisterError.
    """
    _, standings, commune = find_known(project, request.commune)
    progress.check()
    number, recorded = _recorded(standings, commune.insee, request.avenant)
    if recorded is None:
        raise RefusedError(f"{commune.called} : aucune délibération n’est enregistrée ; rien n’a été écrit.")
    if recorded.act.published_on:
        raise RefusedError(
            f"{commune.called}, {number} : la délibération n° {recorded.act.number} est déjà dite publiée le "
            f"{date_longue(recorded.act.published_on)} ; rien n’a été écrit."
        )
    act = replace(recorded.act, published_on=request.day)
    wrong = [one for one in examine_act(act, today_in_france()) if one.rule == "dates" and one.level == "error"]
    if wrong:
        told = [one.as_problem(commune=commune.called) for one in wrong]
        raise RefusedError(f"{commune.called}, {number} : publication refusée ; rien n’a été écrit.", told)
    signed = standings.signed
    report = PublicationReport(commune.called, commune.insee, number, act.number, request.day, number in signed)
    if not request.confirms(report):
        return replace(report, recorded=False)
    with open_register(project.register, writing=True) as connection, transaction(connection):
        complete_act(connection, recorded, act)
        note(connection, number, "act published", act.number, request.day.isoformat())
    return report


def _recorded(standings: Standings, insee: str, rank: int) -> tuple[str, RecordedAct | None]:
    """Return the deliberation by which a document is signed, an avenant's own or that of its convention."""
    own, convention = standings.document(insee, rank), standings.convention(insee)
    found = next((one for one in (own, convention) if one and one.act), None)
    return (found.number, found.act) if found else ("", None)
