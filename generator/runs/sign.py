"""The signature of a dossier: refused while anything is missing, then kept for ever; the letter that notifies it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal, NoReturn

from generator.dossiers.members import Member, find_member, members_of
from generator.dossiers.mergers import read_known
from generator.errors import Cancelled, ConventionsError, Problem, RefusedError, UsageError
from generator.files import read_regular, why
from generator.inputs.communes import Commune
from generator.inputs.sources import Sources
from generator.inspection.annexes import examined
from generator.intake.writtendates import typed_date
from generator.language.dates import date_longue
from generator.language.signatures import signature_told
from generator.law.findings import Finding
from generator.law.signing import examine_signature
from generator.pdf.signatures import ElectronicSignature, count_pages, read_signatures
from generator.progress import Clock, Progress, Stage
from generator.project import Project
from generator.register.database import open_register
from generator.register.journal import FRANCE, today_in_france
from generator.register.signatures import (
    SCAN,
    Signature,
    SignatureDates,
    SignedFile,
    correct_signature,
    record_signature,
    undo_signature,
)
from generator.register.standings import AvenantStanding, Standing, Standings, read_standings
from generator.runs.report import accept
from generator.stages.letters import make_letters
from generator.stages.obstacles import Parties, authorising_of, examine_parties, missing, signing_of
from generator.stages.signed import signed_dossier
from generator.stages.workspace import Workspace, open_workspace
from generator.workers import FOREIGN, LocalWorkers, Workers

Done = Literal["signed", "notified", "corrected", "undone"]
#: Files that a text processor writes: no signed act is one.
_WRITTEN = frozenset((".docx", ".doc", ".odt", ".rtf"))
#: What each rule of law on a signature asks, as one says that it is kept.
_KEPT = {
    "transmission": "la commune a signé après la transmission de la délibération",
    "publication": "la délibération est publiée",
    "signature": "elle était exécutoire quand la commune a signé",
    "signataires": "deux personnes différentes signent, chacune en fonction à cette date",
    "notification": "la notification ne précède aucune des deux signatures",
    "terme": "le terme n’est pas passé",
}


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


@dataclass(frozen=True, slots=True)
class SignReport:
    """What was recorded, or would be; ``kept`` are the paths of the files kept, ``findings`` warnings of law.

    ``done`` is « signed », « notified », « corrected » or « undone »; ``recorded`` is false when somebody declined.
    ``letters`` are the files of the letters that follow, ``trouble`` what kept one from being made. ``signatures`` are
    the electronic ones of the scans, each with the name of its file.
    """

    commune: str
    insee: str
    number: str
    avenant: int
    dates: SignatureDates
    kept: tuple[str, ...]
    findings: tuple[Finding, ...]
    done: Done = "signed"
    recorded: bool = True
    letters: tuple[str, ...] = ()
    trouble: tuple[Problem, ...] = ()
    signatures: tuple[tuple[str, ElectronicSignature], ...] = ()

    @property
    def told(self) -> str:
        """What is recorded, or would be, in a sentence."""
        act, feminine = (f"l’avenant n° {self.avenant}", "") if self.avenant else ("la convention", "e")
        dates, named = self.dates, f"{self.commune}, {self.number}"
        if self.done == "undone":
            return f"{named} : la signature du {date_longue(dates.signed_on)} est annulée."
        if dates.commune == dates.epci:
            days = f"par les deux parties le {date_longue(dates.commune)}"
        else:
            days = f"par la commune le {date_longue(dates.commune)} et par l’EPCI le {date_longue(dates.epci)}"
        signed = f"{act} est signé{feminine} {days}"
        if dates.notified is None:
            return f"{named} : {signed} ; reste à notifier à la commune, ce qui lui donne effet."
        return f"{named} : {signed}, et notifié{feminine} le {date_longue(dates.notified)}."

    @property
    def respected(self) -> tuple[str, ...]:
        """The rules of law that leave nothing to say, each in words."""
        found = {finding.rule for finding in self.findings}
        unknown = {"notification"} if self.dates.notified is None else set()
        if "publication" in found:
            unknown.add("signature")  # nobody knows since when the deliberation was executory
        return tuple(said for rule, said in _KEPT.items() if rule not in found | unknown)

    @property
    def signed_by(self) -> tuple[str, ...]:
        """The electronic signatures, each in a sentence."""
        return tuple(f"{name} — {signature_told(one, FRANCE)}" for name, one in self.signatures)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The warnings of law, and the letters that could not be made."""
        return (*(finding.as_problem(commune=self.commune) for finding in self.findings), *self.trouble)

    @property
    def error(self) -> None:
        """Nothing is recorded when something is wrong: that is raised. A letter can still be made by a build."""
        return None

    def as_json(self) -> dict[str, Any]:
        """Return it with dates as YYYY-MM-DD."""
        days = {
            "signed_on": self.dates.signed_on,
            "commune_signed_on": self.dates.commune,
            "epci_signed_on": self.dates.epci,
            "notified_on": self.dates.notified,
        }
        item = {name: value for name, value in asdict(self).items() if name not in ("dates", "trouble")}
        item["signatures"] = [{"file": name, **one.as_json()} for name, one in self.signatures]
        item["problems"] = [asdict(problem) for problem in self.problems]
        return item | {name: day.isoformat() if day else None for name, day in days.items()}


def read_day(text: str) -> datetime.date | None:
    """Return a day as people write it: 2025-05-12, 12/05/2025, 12.05.25, 120525, 12 mai 2025; None when not surely."""
    return typed_date(text)


def run(project: Project, request: SignRequest, progress: Progress) -> SignReport:
    """Record that a commune's dossier was signed, then that it was notified, keep its files and make the letters.

    For a dossier that is signed already, its notification is recorded, scans are added, dates corrected when
    ``replace`` is set, and on the day it was recorded the signature can be undone. Raises RefusedError with everything
    that stands in the way, UsageError, DataError, RegisterError, OutputError, Cancelled.
    """
    sources, known_at_first = read_known(project)
    sources = examined(sources)
    member = find_member(request.commune, members_of(sources, known_at_first))
    scans = tuple(_scan(path) for path in request.scans)
    clock, campaign = Clock(progress), sources.campaign
    with LocalWorkers(1, clock.check) as workers, open_workspace(project, clock, workers, campaign.date) as space:
        clock.check()
        report = _record(sources, request, member, scans, space)
        if not report.recorded:
            return report
        return _with_letters(report, sources, space)


def _record(
    sources: Sources, request: SignRequest, member: Member, scans: tuple[SignedFile, ...], space: Workspace
) -> SignReport:
    """Record what is asked of a dossier: its signature, or what became of one that is signed already."""
    project, campaign, commune = space.project, sources.campaign, member.known
    standings = read_standings(project.register, campaign.name)
    standing = _standing(standings, commune, request.avenant)
    if isinstance(standing, AvenantStanding):
        commune = sources.party(commune, standing.amendment.content.effect)
    if request.undo is not None:
        return _undo(project, request, commune, standings, standing)
    known = standing.signature
    dates = request.dates(known.dates if known else None)
    act = authorising_of(standings, standing)
    parties = Parties.of(sources, standing, commune, act)
    signing = signing_of(project, sources, standings, standing, commune, dates, parties)
    findings = (*examine_signature(signing, act, request.today), *examine_parties(sources, dates, parties))
    if known:
        return _again(space, request, commune, standing, known, dates, findings, scans)
    records = space.previous.dossier(standing.number)
    if member.absence and not records:
        raise member.gone()
    pieces = campaign.avenant if standing.rank else campaign.pieces
    undesignated = parties.commune is None
    obstacles = [*_refusals(findings, commune)]
    obstacles += missing(standing, act, records, pieces, space, undesignated=undesignated)
    if obstacles:
        raise RefusedError(f"{commune.nom}, {standing.number} : signature refusée ; rien n’a été écrit.", obstacles)
    files = [
        SignedFile("output", file.path, (project.output / file.path).read_bytes())
        for record in records
        for file in record.files
    ]
    kept, signatures = tuple(file.path for file in (*files, *scans)), _signatures(scans, space.workers)
    report = SignReport(
        commune.nom, commune.insee, standing.number, standing.rank, dates, kept, findings, signatures=signatures
    )
    if not request.confirms(report):
        return replace(report, recorded=False)
    dossier = signed_dossier(
        records, space.previous.inputs, commune.insee, standing.number, campaign.convention.reconduction
    )
    with space.clock.stage(Stage.RECORDING), open_register(project.register, writing=True) as connection:
        record_signature(connection, project.register, standing.number, dates, dossier, [*files, *scans])
    return report


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
            f"ce qui précède est enregistré, mais la lettre qui suit n’a pas été faite : {what}",
            "corrigez, puis lancez « conventions build », qui la fera",
            commune=report.commune,
        )


def _again(
    space: Workspace,
    request: SignRequest,
    commune: Commune,
    standing: Standing,
    known: Signature,
    dates: SignatureDates,
    findings: tuple[Finding, ...],
    scans: tuple[SignedFile, ...],
) -> SignReport:
    """Record the notification of a signed dossier, add scans to it, or correct its dates when that is asked for."""
    number, was = standing.number, known.dates
    notifies = was.notified is None and dates == replace(was, notified=dates.notified)
    if dates != was and not notifies and not request.replace:
        notice = f" et notifié le {date_longue(was.notified)}" if was.notified else ""
        raise RefusedError(
            f"{commune.nom}, {number} : déjà signé le {date_longue(was.signed_on)}{notice} ; pour corriger ces dates, "
            "confirmez-le (--replace)."
        )
    if dates == was and not scans:
        raise RefusedError(
            f"{commune.nom}, {number} : déjà signé le {date_longue(was.signed_on)} ; pour changer la convention, "
            "préparez un avenant (conventions amend) ; pour signer un avenant, donnez son rang (--avenant) ; pour "
            "enregistrer la notification, son jour (--notified)."
        )
    obstacles = _refusals(findings, commune)
    if obstacles:
        raise RefusedError(f"{commune.nom}, {number} : refusé ; rien n’a été écrit.", obstacles)
    kept, signatures = tuple(scan.path for scan in scans), _signatures(scans, space.workers)
    done: Done = "notified" if notifies and dates != was else "corrected"
    report = SignReport(
        commune.nom, commune.insee, number, standing.rank, dates, kept, findings, done, signatures=signatures
    )
    if not request.confirms(report):
        return replace(report, recorded=False)
    with open_register(space.project.register, writing=True) as connection:
        correct_signature(connection, space.project.register, number, dates, scans)
    return report


def _undo(
    project: Project, request: SignRequest, commune: Commune, standings: Standings, standing: Standing
) -> SignReport:
    """Take back a signature recorded the same day, unless something rests on it already."""
    number, signature = standing.number, standing.signature
    if not (request.undo or "").strip():
        raise UsageError("Dites pourquoi la signature est annulée (--undo --why « enregistrée par erreur »).")
    if signature is None:
        raise RefusedError(f"{commune.nom}, {number} : ce dossier n’est pas signé ; il n’y a rien à annuler.")
    above = [one.number for one in standings.avenants(commune.insee) if one.rank > standing.rank]
    if above or standing.ending or standing.mergers:
        what = f"l’avenant {above[0]} repose sur cette signature" if above else "une fin est enregistrée depuis"
        raise RefusedError(f"{commune.nom}, {number} : {what} ; elle ne peut plus être annulée.")
    report = SignReport(commune.nom, commune.insee, number, standing.rank, signature.dates, (), (), "undone")
    if not request.confirms(report):
        return replace(report, recorded=False)
    with open_register(project.register, writing=True) as connection:
        undo_signature(connection, number, request.undo or "", request.today)
    return report


def _standing(standings: Standings, commune: Commune, rank: int) -> Standing:
    """Return the convention, or the avenant of a rank; raises RefusedError when it was never made."""
    found = standings.document(commune.insee, rank)
    if found is None:
        what = f"l’avenant n° {rank} n’existe pas" if rank else "ce dossier n’a jamais été fabriqué"
        remedy = "lancez « conventions amend »" if rank else "lancez « conventions build »"
        raise RefusedError(f"{commune.nom} : {what} ; {remedy}, ou voyez où en est la commune (conventions status).")
    return found


def _refusals(findings: tuple[Finding, ...], commune: Commune) -> list[Problem]:
    return [finding.as_problem(commune=commune.nom) for finding in findings if finding.level == "error"]


def _signatures(scans: Sequence[SignedFile], workers: Workers) -> tuple[tuple[str, ElectronicSignature], ...]:
    """Return the electronic signatures of files that others made, read in another process: it bounds what they cost."""
    found = []
    for scan in scans:
        lost = partial(_too_much, scan.path)
        ((_, signatures),) = workers.imap(_look_at, [scan], lost=lost, worth=1, limits=FOREIGN)
        found += [(scan.path, one) for one in signatures]
    return tuple(found)


def _look_at(scan: SignedFile) -> tuple[ElectronicSignature, ...]:
    """Return the signatures of a file; raises UsageError for a PDF that shows nothing: it would be kept for ever."""
    if Path(scan.path).suffix.lower() == ".pdf" and not count_pages(scan.data):
        raise UsageError(
            f"{scan.path} : ce PDF ne s’ouvre pas, il est abîmé ou protégé par un mot de passe ; numérisez l’acte de "
            "nouveau (--file)."
        )
    return read_signatures(scan.data)


def _too_much(name: str, scan: SignedFile) -> NoReturn:
    raise UsageError(
        f"{name} : sa lecture demande trop de temps ou de mémoire : il est abîmé ou démesuré ; donnez-en une copie "
        "saine (--file)."
    )


def _scan(path: Path) -> SignedFile:
    try:
        data = read_regular(path)
    except OSError as error:
        raise UsageError(f"{path} : lecture impossible ({why(error)}) ; corrigez son nom (--file).") from error
    if not data or not path.suffix:
        raise UsageError(f"{path} : ce fichier est vide ou n’a pas d’extension ; donnez le scan de l’acte signé (PDF).")
    if path.suffix.lower() in _WRITTEN:
        raise UsageError(
            f"{path} : un fichier de traitement de texte n’est pas l’acte signé ; donnez son scan, ou le PDF qui a été "
            "signé électroniquement (--file)."
        )
    return SignedFile(SCAN, path.name, data)
