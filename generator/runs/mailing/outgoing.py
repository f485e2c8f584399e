"""What is to leave next for each commune, and the draft of it once there is one."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.avenants.occasions import due_letters
from generator.delivery.message import MailDraft, read_draft, zipped
from generator.dossiers.situation import PATIENCE, reminder_due
from generator.files import read_regular, regular_file
from generator.inputs.contacts import mail_address
from generator.inputs.kinds import spoken
from generator.inputs.remembered import once
from generator.language.dates import date_longue
from generator.project import MAIL_SUFFIXES, Project, draft_path
from generator.register.mailings import Mailing
from generator.register.standing import Standing
from generator.runs.followup.dossierstatus import DossierStatus
from generator.runs.followup.status import StatusReport
from generator.runs.mailing.mail import MailRequest

Kind = Literal["vote", "again", "signature", "resend", "reminder", "letter"]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One e-mail that is to leave: its dossier and its ``kind``; ``recipient`` is "" without an address.

    ``reminder`` is the rank of a reminder, ``since`` the day on which what changed had left. ``prepared`` is what was
    prepared and has not left, ``stale`` tells that the dossier changed since; ``draft`` is its path without a suffix.
    ``letter`` is the kind of a letter after the signature.
    """

    dossier: DossierStatus
    standing: Standing
    kind: Kind
    recipient: str
    reminder: int = 0
    since: datetime.date | None = None
    prepared: Mailing | None = None
    stale: bool = False
    letter: str = ""

    @property
    def what(self) -> str:
        """What it is, as a list says it."""
        said = {
            "vote": "premier envoi",
            "again": "nouvelle délibération à demander",
            "signature": "à signer",
            "resend": f"renvoi : modifié depuis le {date_longue(self.since)}" if self.since else "renvoi",
            "reminder": f"relance n° {self.reminder}",
            "letter": spoken(self.letter),
        }[self.kind]
        return f"avenant n° {self.standing.rank}, {said}" if self.standing.rank else said

    @property
    def draft(self) -> str:
        """Where its draft is in the output, without a suffix."""
        return draft_path(self.standing.number, self.dossier.slug, self.reminder, self.letter)

    @property
    def ready(self) -> bool:
        """Tell whether its draft only waits for being sent."""
        return self.prepared is not None and not self.stale


def outgoing(report: StatusReport) -> Iterator[Outgoing]:
    """Yield what is to leave next, in the order of the report: letters after signatures, then a dossier's e-mail."""
    for dossier in report.dossiers:
        yield from _letters(dossier, report.on)
        pending = next((one for one in dossier.avenants if one.standing.state not in ("signed", "cancelled")), None)
        standing = pending.standing if pending else dossier.convention
        if dossier.commune.absence or dossier.ended or standing is None or standing.state in ("signed", "cancelled"):
            continue
        changed = pending.resend if pending else dossier.resend is not None
        found = _next(dossier, standing, report.on, changed=changed)
        if found:
            yield found


def _letters(dossier: DossierStatus, today: datetime.date) -> Iterator[Outgoing]:
    recipient = mail_address(dossier.commune.row.get("courriel", "")) or ""
    for standing in dossier.documents:
        for due in due_letters(standing, today) if standing.state == "signed" else ():
            if due.letter and not due.sent:
                rank = due.letter.rank
                prepared = next((one for one in standing.unsent if one.letter == rank), None)
                yield Outgoing(
                    dossier, standing, "letter", recipient, prepared=prepared, letter=due.letter.document.kind
                )


def _next(dossier: DossierStatus, standing: Standing, today: datetime.date, *, changed: bool) -> Outgoing | None:
    recipient = mail_address(dossier.commune.row.get("courriel", "")) or ""
    sending, prepared = standing.sending, standing.prepared
    if standing.withdrawn:
        return Outgoing(dossier, standing, "again", recipient, prepared=prepared)
    if sending is None and standing.state in ("draft", "prepared", "complete"):
        kind: Kind = "signature" if standing.state == "complete" else "vote"
        return Outgoing(dossier, standing, kind, recipient, prepared=prepared, stale=changed)
    if sending and (changed or prepared):
        return Outgoing(dossier, standing, "resend", recipient, 0, sending.sent_on, prepared, stale=not prepared)
    due, rank = reminder_due(standing, PATIENCE), len(standing.reminders) + 1
    waiting = (one for one in standing.unsent if (one.reminder, one.purpose) == (rank, standing.purpose))
    prepared = next(waiting, None)
    if due is not None and (prepared or today > due):
        return Outgoing(dossier, standing, "reminder", recipient, rank, prepared=prepared)
    return None


def requests_for(
    rows: Sequence[Outgoing],
    *,
    archives: bool = False,
    jobs: int | None = None,
    words: str | None = None,
    dry: bool = False,
) -> tuple[MailRequest, ...]:
    """Return what makes the drafts of some of what is to leave: of dossiers and letters, then of reminders."""
    found = []
    for remind in (False, True):
        communes = tuple(dict.fromkeys(one.dossier.commune.insee for one in rows if (one.kind == "reminder") == remind))
        if communes:
            found.append(MailRequest(communes, archives, jobs, remind=remind, words=words, dry=dry))
    return tuple(found)


def draft_file(project: Project, report: StatusReport, name: str) -> Path | None:
    """Return a draft, or its archive, by its name; None for a file that no e-mail of the register has."""
    paths = {
        f"{draft_path(standing.number, dossier.slug, mailing.reminder, mailing.kind)}{suffix}"
        for dossier in report.dossiers
        for standing in dossier.documents
        for mailing in standing.mailings
        for suffix in MAIL_SUFFIXES
    }
    wanted = next((path for path in paths if path.rpartition("/")[2] == name), None)
    return regular_file(project.output, wanted) if wanted else None


def draft_of(project: Project, path: str) -> MailDraft | None:
    """Return a draft by its path without a suffix; None when it is not there any more."""
    found = regular_file(project.output, f"{path}.eml")
    return _draft(found) if found else None


def drafts_archive(project: Project, rows: Sequence[Outgoing]) -> bytes:
    """Return a ZIP of the drafts that only wait for being sent; nothing when there is none."""
    files = [regular_file(project.output, f"{one.draft}.eml") for one in rows if one.ready]
    found = [(file.name, read_regular(file)) for file in files if file]
    return zipped(found) if found else b""


_draft = once(lambda path: read_draft(read_regular(path)), most=500)
