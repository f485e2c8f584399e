"""All that is known of one dossier: its life in dates, what is kept of it, its journal."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.delivery.message import zipped
from generator.dossiers.manifest import Manifest
from generator.files import read_regular
from generator.progress import Progress
from generator.project import Project
from generator.register.database import consistent, open_register
from generator.register.journal import Event, Extract, day_of, read_journal, today_in_france
from generator.register.originals import read_original
from generator.register.pieces import ROLES as ROLES, KeptPiece, read_pieces
from generator.register.standing import Standing
from generator.runs.followup.dossierstatus import STATES, DossierStatus
from generator.runs.report import Done

#: The states that come after one another; what was not reached is to come.
_ORDER = ("draft", "prepared", "sent", "voted", "complete", "signed")


@dataclass(frozen=True, slots=True)
class Step:
    """A moment of a dossier's life: what it is, its day if that is known, whether it is past."""

    what: str
    day: datetime.date | None
    reached: bool


@dataclass(frozen=True, slots=True)
class DossierRequest:
    """The dossier as its status tells it."""

    status: DossierStatus


@dataclass(frozen=True, slots=True)
class DossierReport(Done):
    """The steps of its life in the order of time, then those to come; the newest event and kept file come first.

    ``status`` tells in words what changed since the dossier was sent.
    """

    status: DossierStatus
    steps: tuple[Step, ...]
    pieces: tuple[KeptPiece, ...]
    events: tuple[Event, ...]


def run(project: Project, request: DossierRequest, progress: Progress) -> DossierReport:
    """Return what the register knows of a dossier. Raises RegisterError."""
    manifest = Manifest.read_again(project.manifest)
    status, campaign = request.status.worded(project, manifest), project.campaign.name
    progress.check()
    with open_register(project.register) as connection, consistent(connection):
        events = read_journal(connection, campaign, Extract((status.commune.insee,), newest=True))
        pieces = read_pieces(connection, campaign, status.commune.insee)
    steps = [*_convention(status, events), *_avenants(status, events), *_duration(status, today_in_france())]
    reached = sorted((one for one in steps if one.reached), key=lambda one: one.day or datetime.date.min)
    return DossierReport(status, (*reached, *(one for one in steps if not one.reached)), pieces[::-1], events)


def dossier_archive(project: Project, report: DossierReport) -> bytes:
    """Return all files of a dossier as a ZIP: those of the output, and those that the register keeps, by what they are.

    Raises OSError for one of the output that is gone, RegisterError for one of the register that was altered.
    """
    manifest, insee = Manifest.read_again(project.manifest), report.status.commune.insee
    records = [one for one in manifest.documents if one.insee == insee] if manifest else []
    files = {
        f"documents/{Path(file.path).name}": read_regular(project.output / file.path)
        for record in records
        for file in record.files
    }
    kept = {(one.role, one.original.sha256): one for one in report.pieces}
    for (role, sha256), piece in kept.items():
        name = f"gardé au registre/{ROLES[role]}/{file_name(piece)}"
        stem, dot, extension = name.rpartition(".")
        free = name if name not in files else f"{stem} ({sha256[:8]}){dot}{extension}"
        files[free] = read_original(project.register, piece.original)
    return zipped(sorted(files.items()))


def file_name(piece: KeptPiece) -> str:
    """Return the name under which a kept file is handed out: the one it came with, or its kind with its extension."""
    name = re.sub(r"[/\\›]", "-", piece.name.rsplit("/")[-1])
    return name if name.endswith(f".{piece.original.extension}") else f"{name}.{piece.original.extension}"


def _convention(status: DossierStatus, events: tuple[Event, ...]) -> Iterator[Step]:
    """Yield the steps of the convention until it is in force."""
    standing = status.convention
    if standing is None:
        yield from (Step(what, None, False) for what in ("numéro donné", "envoyé", "voté", "signé", "notifié"))
        return
    yield Step("numéro donné", _happened(events, standing.number, "numbered"), True)
    if standing.prepared and not standing.sent_on:
        yield Step("courriel préparé", standing.prepared.prepared_on, True)
    yield from _act(standing, events)
    yield Step("signé", standing.signed_on, standing.signature is not None)
    yield Step("notifié", standing.notified_on, standing.notified_on is not None)


def _act(standing: Standing, events: tuple[Event, ...]) -> Iterator[Step]:
    """Yield what leads to a signature: sent, voted, transmitted, published, complete.

    Of what was signed while nobody knew whether it was published, nothing is said to come.
    """
    act, rank = standing.deliberation, _ORDER.index(standing.state) if standing.state in _ORDER else 0
    yield Step("envoyé", standing.sent_on, standing.sent_on is not None)
    yield Step("voté", act.decided_on if act else None, act is not None)
    transmitted = act.transmitted_on if act else None
    yield Step("transmis", transmitted, transmitted is not None)
    published = act.published_on if act else None
    if published or standing.signature is None:
        yield Step("publié", published, published is not None)
    complete = rank >= _ORDER.index("complete")
    yield Step("complet", _happened(events, standing.number, "completed") if complete else None, complete)


def _avenants(status: DossierStatus, events: tuple[Event, ...]) -> Iterator[Step]:
    for one in status.avenants:
        standing, named = one.standing, f"avenant n° {one.standing.rank}"
        if standing.signature:
            yield Step(f"{named} signé", standing.signature.signed_on, True)
        elif standing.state != "cancelled":
            yield Step(f"{named} {STATES[standing.state]}", _happened(events, standing.number, "numbered"), True)
            yield Step(f"{named} signé", None, False)


def _duration(status: DossierStatus, today: datetime.date) -> Iterator[Step]:
    """Yield the renewals, the mergers, the end, and the term in course."""
    convention = status.convention
    for period in convention.renewals if convention else ():
        yield Step("reconduite", period.start, True)
    for merger in convention.mergers if convention else ():
        yield Step("commune nouvelle", merger.ends_on, merger.ends_on < today)
    ending = status.ending
    if ending:
        yield Step("fin", ending.ends_on, ending.ends_on < today)
    else:
        yield Step("terme", status.term, status.term < today)


def _happened(events: tuple[Event, ...], number: str, what: str) -> datetime.date | None:
    """Return the day of the last event of a kind of a document; ``events`` are the newest first."""
    return next((day_of(one.happened_at) for one in events if (one.number, one.what) == (number, what)), None)
