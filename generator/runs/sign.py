"""The signature of a dossier: refused while anything is missing, then kept for ever."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from generator.dossiers.records import DocumentRecord
from generator.errors import Problem, RefusedError, UsageError
from generator.inputs.communes import Commune, find_commune
from generator.inputs.pieces import Piece
from generator.inputs.sources import read_sources
from generator.intake.writtendates import typed_date
from generator.language.dates import date_longue
from generator.law.acts import Act, executory_on
from generator.law.findings import Finding
from generator.law.signing import authorising, authorising_act, examine_signature
from generator.progress import Clock, Progress, Stage
from generator.project import Project
from generator.register.database import open_register
from generator.register.signatures import Signature, SignedFile, correct_signature, record_signature
from generator.register.standings import Standing, Standings, read_standings
from generator.stages.signed import signed_dossier
from generator.stages.workspace import Workspace, open_workspace
from generator.word.controls import read_controls
from generator.workers import LocalWorkers

#: Controls that the parties complete by hand when they sign.
_BY_HAND = "signature."


@dataclass(frozen=True, slots=True)
class SignRequest:
    """What the caller asks: ``notified_on`` is by default the day of the signature; ``scans`` are files to keep.

    ``avenant`` is the rank of an avenant, 0 for the convention.
    """

    commune: str
    signed_on: datetime.date | None = None
    notified_on: datetime.date | None = None
    scans: tuple[Path, ...] = ()
    replace: bool = False
    avenant: int = 0
    today: datetime.date = field(default_factory=datetime.date.today)


@dataclass(frozen=True, slots=True)
class SignReport:
    """What was recorded; ``kept`` are the paths of the files kept, ``findings`` warnings of law."""

    commune: str
    insee: str
    number: str
    signed_on: datetime.date
    notified_on: datetime.date
    kept: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The warnings of law."""
        return tuple(finding.as_problem(commune=self.commune) for finding in self.findings)

    @property
    def error(self) -> None:
        """Nothing is recorded when something is wrong: that is raised."""
        return None

    def as_json(self) -> dict[str, Any]:
        """Return it with dates as YYYY-MM-DD."""
        dates = {name: getattr(self, name).isoformat() for name in ("signed_on", "notified_on")}
        return asdict(self) | dates


def read_day(text: str) -> datetime.date | None:
    """Return a day as people write it: 2025-05-12, 12/05/2025, 12 mai 2025; None when it is none, or not surely."""
    return typed_date(text)


def run(project: Project, request: SignRequest, progress: Progress) -> SignReport:
    """Record that a commune's dossier was signed and notified, and keep all its files as they are in the output.

    For a dossier that is signed already, scans are added, and dates corrected when ``replace`` is set. Raises
    RefusedError with everything that stands in the way, UsageError, DataError, RegisterError, OutputError, Cancelled.
    """
    sources = read_sources(project)
    commune = find_commune(request.commune, sources.table.communes)
    scans = tuple(_scan(path) for path in request.scans)
    clock, campaign = Clock(progress), sources.campaign
    with LocalWorkers(1, clock.check) as workers, open_workspace(project, clock, workers, campaign.date) as space:
        clock.check()
        standings = read_standings(project.register, campaign.name)
        standing = _standing(standings, commune, request.avenant)
        act = _authorising(standings, standing)
        if standing.signature:
            return _correct(project, request, commune, standing.number, standing.signature, act, scans)
        if request.signed_on is None:
            raise UsageError("Indiquez la date de la signature avec --date, par exemple --date 2025-05-12.")
        signed_on, notified_on = request.signed_on, request.notified_on or request.signed_on
        findings = _examine(act, signed_on, notified_on, request.today)
        records = [record for record in space.previous.documents if record.number == standing.number]
        pieces = campaign.avenant if standing.rank else campaign.pieces
        obstacles = [*_refusals(findings, commune), *_missing(standing, act, records, pieces, space)]
        if obstacles:
            raise RefusedError(f"{commune.nom}, {standing.number} : signature refusée ; rien n’a été écrit.", obstacles)
        files = [
            SignedFile("output", file.path, (project.output / file.path).read_bytes())
            for record in records
            for file in record.files
        ]
        dossier = signed_dossier(records, space.previous.inputs, commune.insee, standing.number)
        with clock.stage(Stage.RECORDING), open_register(project.register, writing=True) as connection:
            record_signature(
                connection, project.register, standing.number, signed_on, notified_on, dossier, [*files, *scans]
            )
    kept = tuple(file.path for file in (*files, *scans))
    return SignReport(commune.nom, commune.insee, standing.number, signed_on, notified_on, kept, findings)


def _correct(
    project: Project,
    request: SignRequest,
    commune: Commune,
    number: str,
    signature: Signature,
    act: Act | None,
    scans: tuple[SignedFile, ...],
) -> SignReport:
    """Add scans to a signed dossier, and correct its dates when that is asked for."""
    signed_on = request.signed_on or signature.signed_on
    apart = signature.notified_on != signature.signed_on
    kept_notice = signature.notified_on if apart or signed_on == signature.signed_on else signed_on
    notified_on = request.notified_on or kept_notice
    changed = (signed_on, notified_on) != (signature.signed_on, signature.notified_on)
    if changed and not request.replace:
        raise RefusedError(
            f"{commune.nom}, {number} : déjà signé le {date_longue(signature.signed_on)} et notifié le "
            f"{date_longue(signature.notified_on)} ; pour corriger ces dates, ajoutez --replace."
        )
    if not changed and not scans:
        raise RefusedError(
            f"{commune.nom}, {number} : déjà signé le {date_longue(signature.signed_on)} ; pour la changer, "
            "préparez un avenant (conventions amend) ; pour signer un avenant, ajoutez --avenant et son rang."
        )
    findings = _examine(act, signed_on, notified_on, request.today)
    obstacles = _refusals(findings, commune)
    if obstacles:
        raise RefusedError(f"{commune.nom}, {number} : correction refusée ; rien n’a été écrit.", obstacles)
    with open_register(project.register, writing=True) as connection:
        correct_signature(connection, project.register, number, signed_on, notified_on, scans)
    kept = tuple(scan.path for scan in scans)
    return SignReport(commune.nom, commune.insee, number, signed_on, notified_on, kept, findings)


def _standing(standings: Standings, commune: Commune, rank: int) -> Standing:
    """Return the convention, or the avenant of a rank; raises RefusedError when it was never made."""
    if not rank:
        found = standings.convention(commune.insee)
    else:
        found = next((one for one in standings.avenants(commune.insee) if one.rank == rank), None)
    if found is None:
        what = f"l’avenant n° {rank} n’existe pas" if rank else "ce dossier n’a jamais été fabriqué"
        command = "conventions amend" if rank else "conventions build"
        raise RefusedError(f"{commune.nom} : {what} ; lancez « {command} », ou « conventions status ».")
    return found


def _authorising(standings: Standings, standing: Standing) -> Act | None:
    """Return the deliberation by which the mayor signs a convention or an avenant."""
    if not standing.rank:
        return authorising(standing.deliberation)
    convention = standings.convention(standing.insee)
    return authorising_act(
        financial=standing.financial,
        convention=convention.deliberation if convention else None,
        own=standing.deliberation,
    )


def _examine(
    act: Act | None, signed_on: datetime.date, notified_on: datetime.date, today: datetime.date
) -> tuple[Finding, ...]:
    return examine_signature(
        signed_on=signed_on,
        notified_on=notified_on,
        today=today,
        decided_on=act.decided_on if act else None,
        transmitted_on=act.transmitted_on if act else None,
        executory_on=executory_on(act) if act else None,
    )


def _refusals(findings: tuple[Finding, ...], commune: Commune) -> list[Problem]:
    return [finding.as_problem(commune=commune.nom) for finding in findings if finding.level == "error"]


def _missing(
    standing: Standing, act: Act | None, records: list[DocumentRecord], known: Sequence[Piece], space: Workspace
) -> Iterator[Problem]:
    """Yield what is missing from the files of the output: documents, the deliberation, blanks to complete."""
    name, rebuild = records[0].commune if records else standing.insee, "lancez « conventions build »"
    if standing.act and standing.act.unread:
        message = "à vérifier : ce que le conseil a autorisé n’a jamais été lu dans la délibération enregistrée"
        again = f"relisez-la : conventions intake {space.project.register.parent / standing.act.kept}"
        yield Problem("error", message, again, commune=name)
    pieces = {piece.kind for piece in known if piece.a_signer}
    if act and act.transmitted_on and (standing.state != "complete" or not records):
        message = "le dossier n’a pas été refait avec le numéro et la date de la délibération"
        yield Problem("error", message, rebuild, commune=name)
    for record in records:
        if not record.intact(space.project.output):
            message = f"{record.files[0].path} : fichier absent ou modifié depuis sa fabrication"
            yield Problem("error", message, rebuild, commune=name)
        elif record.kind in pieces:
            controls = read_controls((space.project.output / record.files[0].path).read_bytes())
            for tag, control in controls.items():
                if control.placeholder and not tag.startswith(_BY_HAND):
                    message = f"{record.files[0].path} : « {control.text.strip()} » reste à compléter"
                    yield Problem("error", message, "enregistrez la délibération, puis " + rebuild, commune=name)


def _scan(path: Path) -> SignedFile:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} : lecture impossible ({error.strerror}) ; corrigez --file.") from error
    if not data or not path.suffix:
        raise UsageError(f"{path} : ce fichier est vide ou n’a pas d’extension ; donnez le scan de l’acte signé (PDF).")
    return SignedFile("scan", path.name, data)
