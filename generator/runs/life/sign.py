"""The signature of a dossier: refused while anything is missing, then kept for ever; the letter that notifies it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.avenants.occasions import taken_back, to_notify
from generator.dossiers.members import Member
from generator.dossiers.mergers import find_known
from generator.dossiers.records import DocumentRecord
from generator.errors import Cancelled, ConventionsError, Problem, RefusedError, UsageError
from generator.inputs.communes import Commune
from generator.inputs.sources import Sources
from generator.inspection.annexes import examined
from generator.language.dates import date_longue
from generator.progress import Clock, Progress, Stage
from generator.project import Project
from generator.register.database import open_register
from generator.register.journal import day_of, last_event, today_in_france
from generator.register.signatures import (
    SignatureDates,
    SignedFile,
    correct_signature,
    record_signature,
    undo_signature,
)
from generator.register.standing import Standing
from generator.register.standings import Standings, read_standings
from generator.runs.life.signedfiles import read_scan, signatures_of, unsigned
from generator.runs.life.signreport import Recorded, SignReport
from generator.runs.reasons import reason
from generator.runs.report import accept
from generator.stages.blanks import missing
from generator.stages.letters import make_letters
from generator.stages.obstacles import Examination, examine, party_of
from generator.stages.signed import signed_dossier
from generator.stages.workspace import Workspace, open_workspace
from generator.workers import LocalWorkers


@dataclass(frozen=True, slots=True)
class SignRequest:
    """What the caller asks: ``signed_on`` is the day of both signatures, unless they are told apart.

    Without ``notified_on`` the act is signed and to be notified. ``scans`` are files to keep; ``avenant`` is the rank
    of an avenant, 0 for the convention; ``undo`` is why a signature recorded by mistake is taken back. ``confirms`` is
    shown what is about to be recorded.
    """

    commune: str
    signed_on: datetime.date | None = None
    commune_on: datetime.date | None = None
    epci_on: datetime.date | None = None
    notified_on: datetime.date | None = None
    scans: tuple[Path, ...] = ()
    replace: bool = False
    avenant: int = 0
    undo: str | None = None
    confirms: Callable[[SignReport], bool] = accept
    today: datetime.date = field(default_factory=today_in_france)

    def dates(self, known: SignatureDates | None) -> SignatureDates:
        """Return the dates asked for, over those that are ``known``; raises UsageError when one is missing."""
        commune = self.commune_on or self.signed_on or (known.commune if known else None)
        epci = self.epci_on or self.signed_on or (known.epci if known else None)
        if commune is None or epci is None:
            raise UsageError(
                "Indiquez la date de la signature : une seule si les deux parties ont signé le même jour (--date "
                "2025-05-12), sinon celle de chacune (--commune-date et --epci-date)."
            )
        return SignatureDates(commune, epci, self.notified_on or (known.notified if known else None))


def run(project: Project, request: SignRequest, progress: Progress) -> SignReport:
    """Record that a commune's dossier was signed, then that it was notified, keep its files and make the letters.

    For a dossier that is signed already, its notification is recorded, scans are added, dates corrected when
    ``replace`` is set, and on the day it was recorded the signature can be undone. Raises RefusedError with everything
    that stands in the way, UsageError, DataError, RegisterError, OutputError, Cancelled.
    """
    sources, _, member = find_known(project, request.commune)
    sources = examined(sources)
    clock, campaign = Clock(progress), sources.campaign
    with LocalWorkers(1, clock.check) as workers, open_workspace(project, clock, workers, campaign.date) as space:
        clock.check()
        scans = tuple(read_scan(path) for path in request.scans)
        report = _record(sources, request, member, scans, space)
        if not report.recorded:
            return report
        return _with_letters(report, sources, space)


def _record(
    sources: Sources, request: SignRequest, member: Member, scans: tuple[SignedFile, ...], space: Workspace
) -> SignReport:
    """Record what is asked of a dossier: its signature, or what became of one that is signed already."""
    project, campaign = space.project, sources.campaign
    standings = read_standings(project.register, campaign.name)
    standing = _standing(standings, member.known, request.avenant)
    commune = party_of(sources, standing, member.known)
    if request.undo is not None:
        return _undo(project, request, commune, standings, standing)
    if request.replace and standing.signature is None:
        raise RefusedError(
            f"{commune.nom}, {standing.number} : ce dossier n’est pas signé ; il n’y a pas de dates à corriger. Pour "
            "enregistrer sa signature, recommencez sans demander de correction (--replace)."
        )
    dates = request.dates(standing.signature.dates if standing.signature else None)
    examination = examine(project, sources, standings, standing, commune, dates, request.today)
    asked = _Asked(request, standing, dates, examination, scans, space)
    if standing.signature:
        return _correct(asked, standing.signature.dates)
    records = space.previous.dossier(standing.number)
    if member.absence and not records:
        raise member.gone()
    pieces = campaign.avenant if standing.rank else campaign.pieces
    obstacles = [*examination.refusals, *missing(standing, examination, records, pieces, space)]
    if obstacles:
        raise RefusedError(
            f"{asked.name} : cette signature ne peut pas être enregistrée ; rien n’a été écrit.", obstacles
        )
    return _sign(asked, records)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of one dossier: its ``dates`` as the law judges them, and the files to keep with it."""

    request: SignRequest
    standing: Standing
    dates: SignatureDates
    examination: Examination
    scans: tuple[SignedFile, ...]
    space: Workspace

    @property
    def name(self) -> str:
        """How a refusal calls it."""
        return f"{self.examination.commune.nom}, {self.standing.number}"

    def report(self, kept: Sequence[SignedFile], done: Recorded) -> SignReport:
        """Return what is about to be recorded; raises UsageError for a scan that cannot be read."""
        commune, standing = self.examination.commune, self.standing
        return SignReport(
            commune.nom,
            commune.insee,
            standing.number,
            standing.rank,
            self.dates,
            tuple(file.path for file in kept),
            (*self.examination.findings, *unsigned(self.scans, self.space.previous.records)),
            done,
            signatures=signatures_of(self.scans, self.space.workers),
        )


def _sign(asked: _Asked, records: Sequence[DocumentRecord]) -> SignReport:
    """Record a signature, with the files of the output as they are."""
    space, number = asked.space, asked.standing.number
    project = space.project
    paths = [file.path for record in records for file in record.files]
    made = [SignedFile("output", path, (project.output / path).read_bytes()) for path in paths]
    report = asked.report([*made, *asked.scans], "signed")
    if not asked.request.confirms(report):
        return replace(report, recorded=False)
    dossier = signed_dossier(records, space.previous.inputs, report.insee, number)
    with space.clock.stage(Stage.RECORDING), open_register(project.register, writing=True) as connection:
        record_signature(connection, project.register, number, asked.dates, dossier, [*made, *asked.scans])
    return report


def _correct(asked: _Asked, was: SignatureDates) -> SignReport:
    """Record the notification of a signed dossier, add scans to it, or correct its dates when that is asked for."""
    dates, scans, request = asked.dates, asked.scans, asked.request
    notifies = was.notified is None and dates == replace(was, notified=dates.notified)
    if dates != was and not notifies and not request.replace:
        notice = f" et notifié le {date_longue(was.notified)}" if was.notified else ""
        notice += _recorder(asked)
        raise RefusedError(
            f"{asked.name} : déjà signé le {date_longue(was.signed_on)}{notice} ; pour corriger ces dates, "
            "confirmez-le (--replace)."
        )
    if dates == was and not scans:
        raise RefusedError(
            f"{asked.name} : déjà signé le {date_longue(was.signed_on)}{_recorder(asked)} ; pour changer la "
            "convention, préparez un avenant (conventions amend) ; pour signer un avenant, choisissez-le (--avenant)"
            " ; pour enregistrer la notification, donnez son jour (--notified)."
        )
    if asked.examination.refusals:
        raise RefusedError(f"{asked.name} : refusé ; rien n’a été écrit.", asked.examination.refusals)
    report = asked.report(scans, "notified" if notifies and dates != was else "corrected")
    if not request.confirms(report):
        return replace(report, recorded=False)
    with open_register(asked.space.project.register, writing=True) as connection:
        correct_signature(connection, asked.space.project.register, asked.standing.number, dates, scans)
    return report


def _recorder(asked: _Asked) -> str:
    """Say who recorded a signature and on which day, for whoever records it a second time."""
    with open_register(asked.space.project.register) as connection:
        event = last_event(connection, asked.standing.number, "signed")
    day = day_of(event.happened_at) if event else None
    return f" (enregistré le {date_longue(day)} par {event.author})" if event and event.author and day else ""


def _with_letters(report: SignReport, sources: Sources, space: Workspace) -> SignReport:
    """Make the letters that follow what was recorded, which stands even when one of them cannot be made."""
    try:
        made = make_letters(sources, report.insee, space)
    except Cancelled:
        raise
    except ConventionsError as error:
        told = [error.problems[0].message if error.problems else str(error)]
        return replace(report, trouble=tuple(_trouble(report, told)))
    failed = [f"{one.said} : {one.reason}" for one in made.outcomes if one.state == "failed"]
    failed += [f"{file.path} : {file.failures[0].message}" for file in made.faulty]
    files = tuple(file.path for one in made.outcomes for file in one.files)
    return replace(report, letters=files, trouble=tuple(_trouble(report, failed)))


def _trouble(report: SignReport, told: Sequence[str]) -> Iterator[Problem]:
    for what in told:
        yield Problem(
            "warning",
            f"ce qui précède est enregistré, mais la lettre qui suit n’a pas été faite : {what.rstrip('.')}",
            "corrigez, puis lancez « conventions build », qui la fera",
            commune=report.commune,
        )


def _undo(
    project: Project, request: SignRequest, commune: Commune, standings: Standings, standing: Standing
) -> SignReport:
    """Take back a signature recorded the same day, unless something rests on it already."""
    number, signature = standing.number, standing.signature
    lacking = "Dites pourquoi la signature est annulée (--undo --why « enregistrée par erreur »)."
    why = reason(request.undo or "", lacking)
    if signature is None:
        raise RefusedError(f"{commune.nom}, {number} : ce dossier n’est pas signé ; il n’y a rien à annuler.")
    above = [one.number for one in standings.avenants(commune.insee) if one.rank > standing.rank]
    if above or standing.ending or standing.mergers:
        what = f"l’avenant {above[0]} repose sur cette signature" if above else "une fin est enregistrée depuis"
        raise RefusedError(f"{commune.nom}, {number} : {what} ; elle ne peut plus être annulée.")
    told = tuple(taken_back(standing, to_notify(signature)))
    report = SignReport(commune.nom, commune.insee, number, standing.rank, signature.dates, (), told, "undone")
    if not request.confirms(report):
        return replace(report, recorded=False)
    with open_register(project.register, writing=True) as connection:
        undo_signature(connection, number, why, request.today)
    return report


def _standing(standings: Standings, commune: Commune, rank: int) -> Standing:
    """Return the convention, or the avenant of a rank; raises RefusedError when it was never made."""
    found = standings.document(commune.insee, rank)
    if found is None:
        what = f"l’avenant n° {rank} n’existe pas" if rank else "ce dossier n’a jamais été fabriqué"
        remedy = "lancez « conventions amend »" if rank else "lancez « conventions build »"
        raise RefusedError(f"{commune.nom} : {what} ; {remedy}, ou voyez où en est la commune (conventions status).")
    return found
