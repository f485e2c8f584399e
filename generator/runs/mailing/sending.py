"""What left: e-mails that a person sent, noted with their day, and taken back on the day they were noted."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from generator.avenants.occasions import due_letters, lettered
from generator.dossiers.members import members_of, select_participants
from generator.dossiers.mergers import read_known
from generator.errors import Problem, UsageError
from generator.inputs.communes import Commune
from generator.inputs.kinds import spoken
from generator.language.dates import date_longue
from generator.progress import Progress
from generator.project import Project
from generator.register.database import open_register, transaction
from generator.register.journal import day_of, today_in_france
from generator.register.mailings import Mailing, record_sending, undo_sending
from generator.register.standing import Standing
from generator.register.standings import Standings
from generator.runs.followup import status as status_run
from generator.runs.followup.status import StatusRequest
from generator.runs.mailing import mail as mail_run
from generator.runs.mailing.outgoing import outgoing, requests_for
from generator.runs.report import Done, accept


@dataclass(frozen=True, slots=True)
class Sent:
    """One e-mail: ``reminder`` is the rank of a reminder, 0 for the dossier; ``date`` the day it left.

    ``letter`` is how the letter after a signature is called that it bore, "" for the dossier.
    """

    insee: str
    commune: str
    number: str
    rank: int
    reminder: int
    recipient: str
    date: datetime.date
    letter: str = ""

    @property
    def what(self) -> str:
        """What leaves: « dossier », « relance n° 1, avenant n° 2 »."""
        named = f"relance n° {self.reminder}" if self.reminder else self.letter or "dossier"
        return f"{named}, avenant n° {self.rank}" if self.rank else named


@dataclass(frozen=True, slots=True)
class SendingRequest:
    """What left on ``day``; None takes back what was noted ``today``.

    No commune named means all whose e-mail is prepared; ``documents`` are the numbers of those meant, none for all.
    ``confirms`` is shown what is about to be noted. ``posted`` tells that it left otherwise than by e-mail: what is not
    prepared is prepared first, as it is now.
    """

    day: datetime.date | None
    communes: tuple[str, ...] = ()
    confirms: Callable[[SendingReport], bool] = accept
    documents: frozenset[str] = frozenset()
    posted: bool = False
    today: datetime.date = field(default_factory=today_in_france)


@dataclass(frozen=True, slots=True)
class SendingReport(Done):
    """What was noted, or would be, in the order of communes.csv; ``undone`` tells that it was taken back.

    ``recorded`` is false when somebody declined, or there was nothing to note.
    """

    TOLD = ("sent", "undone", "recorded", "problems")

    sent: tuple[Sent, ...]
    undone: bool
    recorded: bool = True

    @property
    def told(self) -> tuple[str, ...]:
        """What was noted, or would be: a sentence an e-mail."""
        return tuple(
            f"{one.commune}, {one.number} ({one.what}, {one.recipient or 'sans adresse'}) : "
            + ("envoi annulé" if self.undone else f"envoyé le {date_longue(one.date)}")
            for one in self.sent
        )


def run(project: Project, request: SendingRequest, progress: Progress) -> SendingReport:
    """Note what left on a day, or take back what was noted today: drafts are then prepared again.

    Without a commune named, an e-mail without address is left aside, and told. Raises UsageError for a day to come, or
    when a commune that is named has nothing prepared; DataError, RegisterError.
    """
    day, today = request.day, request.today
    if day and day > today:
        raise UsageError(f"Envoi du {date_longue(day)} : cette date est à venir ; notez l’envoi une fois fait.")
    sources, standings = read_known(project)
    selected = select_participants(members_of(sources, standings), request.communes, beside=lettered(standings))
    progress.check()
    if request.posted and day:
        _prepare(project, request, frozenset(one.insee for one in selected), progress)
        standings = read_known(project)[1]
    found: list[tuple[Mailing, Sent]] = []
    problems: list[Problem] = []
    for commune in selected:
        chosen, told = _left(commune, standings, request)
        problems += told
        for standing, mailing in chosen:
            sent = _sent(commune, standing, mailing, day or mailing.sent_on or today)
            found.append((mailing, sent))
            problems += _remarks(standing, mailing, sent, posted=request.posted) if day else ()
    report = SendingReport(tuple(sent for _, sent in found), day is None, problems=tuple(problems))
    if not found or not request.confirms(report):
        return replace(report, recorded=False)
    with open_register(project.register, writing=True) as connection, transaction(connection):
        for mailing, sent in found:
            if day:
                record_sending(connection, mailing, sent.date)
            else:
                undo_sending(connection, mailing)
    return report


def _prepare(project: Project, request: SendingRequest, communes: frozenset[str], progress: Progress) -> None:
    """Prepare what left without having been prepared: the register then keeps what it was."""
    report = status_run.run(project, StatusRequest(today=request.today, words=False), progress)
    rows = [
        one
        for one in outgoing(report)
        if one.dossier.commune.insee in communes
        and not one.ready
        and (not request.documents or one.standing.number in request.documents)
    ]
    for asked in requests_for(rows):
        mail_run.run(project, replace(asked, today=request.today), progress)


def _left(
    commune: Commune, standings: Standings, request: SendingRequest
) -> tuple[list[tuple[Standing, Mailing]], list[Problem]]:
    """Return what left of a commune's documents, and what is left aside, unless the commune is named.

    Raises UsageError when it is named and nothing is to be noted.
    """
    day, asked = request.day, request.documents
    own = [standing for standing in standings.of(commune.insee) if not asked or standing.number in asked]
    chosen = [(standing, one) for standing in own for one in _chosen(standing, day, request.today)]
    if request.communes:
        if not chosen:
            raise UsageError(_nothing(commune, own, day))
        return chosen, []
    addressed = [(standing, one) for standing, one in chosen if not day or one.recipient]
    return addressed, [_unaddressed(commune)] * (len(chosen) - len(addressed))


def _sent(commune: Commune, standing: Standing, mailing: Mailing, day: datetime.date) -> Sent:
    return Sent(
        commune.insee,
        commune.nom,
        mailing.document,
        standing.rank,
        mailing.reminder,
        mailing.recipient,
        day,
        spoken(mailing.kind),
    )


def _chosen(standing: Standing, day: datetime.date | None, today: datetime.date) -> Iterator[Mailing]:
    """Yield what left of one document: its dossier and its reminder, and the letters, the last prepared by that day.

    What was only prepared later can have left otherwise: it is noted, with a remark. To take back, what was noted
    ``today``.
    """
    if day is None:
        yield from (one for one in standing.mailings if one.sent_on and one.noted_on == today)
        return
    waiting, letters, signature = _waiting(standing, day), _letters(standing, day), standing.signature
    ready = [one for one in letters if one.prepared_on and one.prepared_on <= day]
    if signature and (signature.signed_on < day or ready):
        waiting = []  # the dossier left before it was signed, whether that was noted or not
    elif waiting:
        letters = ready
    sorts = [[one for one in waiting if bool(one.reminder) == reminding] for reminding in (False, True)]
    sorts += [[one for one in letters if one.letter == rank] for rank in sorted({one.letter for one in letters})]
    for sort in sorts:
        alike = sorted(sort, key=lambda one: (one.touched, one.id))
        yield from ([one for one in alike if one.prepared_on and one.prepared_on <= day] or alike)[-1:]


def _letters(standing: Standing, day: datetime.date) -> list[Mailing]:
    """Return the e-mails of the letters that follow a signature: none leaves before it."""
    if standing.signature is None or day < standing.signature.signed_on:
        return []
    due = {one.letter.rank for one in due_letters(standing) if one.letter and not one.sent}
    return [one for one in standing.unsent if one.letter in due]


def _waiting(standing: Standing, day: datetime.date) -> list[Mailing]:
    """Return the e-mails of a dossier that can have left on a day: since the last one, all for the same purpose.

    That is the purpose of the last that was prepared by then. Once the commune has answered no reminder leaves, nor,
    once it has signed, what asks for its signature.
    """
    sent = max((one.id for one in standing.mailings if one.sent_on and not one.letter), default=0)
    since = [one for one in standing.unsent if one.id > sent and not one.letter]
    by_then = [one for one in since if one.prepared_on and one.prepared_on <= day] or since
    alike = [one for one in since if one.purpose == by_then[-1].purpose]
    asking = [one for one in alike if one.reminder or one.purpose == "signature"]
    return [one for one in alike if one not in asking or not _answered(standing, one, day)]


def _answered(standing: Standing, mailing: Mailing, day: datetime.date) -> bool:
    """Tell whether what an e-mail asks for was recorded before a day."""
    if mailing.purpose == "vote":
        recorded_on = day_of(standing.act.recorded_at) if standing.act else None
    else:
        recorded_on = standing.signature.recorded_on if standing.signature else None
    return recorded_on is not None and recorded_on < day


def _nothing(commune: Commune, own: list[Standing], day: datetime.date | None) -> str:
    """Say why there is nothing to note for a commune."""
    if day is None:
        return (
            f"{commune.nom} : aucun envoi n’a été noté aujourd’hui ; un envoi ne s’annule que le jour où il est noté."
        )
    signed = [one.signature.signed_on for one in own if one.signature and any(mail.letter for mail in one.unsent)]
    if signed and day < max(signed):
        return f"{commune.nom} : rien n’a pu partir avant la signature, le {date_longue(max(signed))} ; vérifiez-le."
    left = [one.sent_on for standing in own for one in standing.mailings if one.sent_on]
    if left:
        return (
            f"{commune.nom} : envoyé le {date_longue(max(left))}, et rien n’est préparé depuis ; une date se corrige "
            "le jour même, une fois l’envoi annulé (--sent --undo)."
        )
    return f"{commune.nom} : aucun courriel n’est préparé ; lancez d’abord « conventions mail »."


def _unaddressed(commune: Commune) -> Problem:
    message = "sans adresse : l’envoi n’est pas noté"
    remedy = "si le dossier lui a été remis autrement, nommez cette commune dans la commande"
    return Problem("warning", message, remedy, commune=commune.nom)


def _remarks(standing: Standing, mailing: Mailing, sent: Sent, *, posted: bool) -> Iterator[Problem]:
    """Yield what is worth a look, and stands in the way of nothing: a council that voted before, a late preparation."""
    act = standing.deliberation
    if mailing.prepared_on and mailing.prepared_on > sent.date and not posted:
        message = f"envoi noté au {date_longue(sent.date)}, avant la préparation du courriel"
        yield Problem("warning", message, "vérifiez la date de l’envoi", commune=sent.commune)
    if mailing.purpose == "vote" and act and act.decided_on and act.decided_on < sent.date:
        message = f"le conseil a voté le {date_longue(act.decided_on)}, avant cet envoi"
        yield Problem("warning", message, "vérifiez la date de l’envoi", commune=sent.commune)
