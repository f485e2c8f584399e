"""Where each document of a campaign stands: draft, prepared, sent, voted, complete, signed or cancelled."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from generator.inputs.kinds import CONVENTION
from generator.law.acts import Act
from generator.law.answers import Answer
from generator.law.authorisation import authorising
from generator.law.duration import Period
from generator.register.answers import pending
from generator.register.avenants import AvenantRecord, avenant_records
from generator.register.database import consistent, open_register
from generator.register.deliberations import current_act, current_acts, withdrawn, withdrawn_once_signed
from generator.register.endings import Ending, endings, renewals
from generator.register.letters import KeptLetter, kept_letters
from generator.register.mailings import Mailing, Purpose, mailings
from generator.register.recordedacts import RecordedAct
from generator.register.roll import Enrolled, read_roll
from generator.register.signatures import Signature, signatures
from generator.register.states import STATES, DossierState, state_of


@dataclass(frozen=True, slots=True)
class Standing:
    """One numbered document; ``rank`` is 0 for the convention, k for its avenant n° k.

    ``mailings`` are the e-mails that were prepared for it; ``withdrawn`` tells that the council withdrew its
    deliberation, and was not asked for another one since. ``mergers`` are those by which its commune went into another
    one, ``inherited`` those of them that were recorded with another convention of the same commune. ``ending`` is how a
    convention ends, ``renewals`` the periods for which it was recorded as renewed, ``letters`` what follows its
    signature, as it was made. ``answer`` is the prefecture's last one, when it asks for something; ``revoked`` tells
    that the council withdrew its deliberation after the signature.
    """

    number: str
    insee: str
    kind: str
    rank: int
    state: DossierState
    mailings: tuple[Mailing, ...]
    withdrawn: bool
    act: RecordedAct | None
    signature: Signature | None
    mergers: tuple[Ending, ...]
    ending: Ending | None
    renewals: tuple[Period, ...]
    letters: tuple[KeptLetter, ...]
    inherited: frozenset[Ending] = field(default=frozenset(), kw_only=True)
    answer: Answer | None = field(default=None, kw_only=True)
    revoked: bool = field(default=False, kw_only=True)

    @property
    def deliberation(self) -> Act | None:
        """The deliberation of its own, once it is recorded; withdrawn after the signature, it authorises no avenant."""
        act = self.act.act if self.act else None
        return replace(act, authorises_avenants=False, operative="") if act and self.revoked else act

    @property
    def purpose(self) -> Purpose:
        """What its commune is asked next: to vote, or to sign."""
        return "signature" if self.state in ("voted", "complete", "signed") else "vote"

    @property
    def sent_on(self) -> datetime.date | None:
        """The day on which the dossier last left, for the vote or for the signature."""
        sent = [one.sent_on for one in self.mailings if one.sent_on and not one.reminder and not one.letter]
        return sent[-1] if sent else None

    @property
    def sending(self) -> Mailing | None:
        """The last e-mail by which the dossier left for its present purpose; None when none did."""
        sent = [one for one in self._current if one.sent_on and not one.reminder]
        return max(sent, key=lambda one: (one.sent_on, one.id)) if sent else None

    @property
    def prepared(self) -> Mailing | None:
        """The dossier's e-mail that was prepared since and has not left; None when there is none."""
        sent = self.sending
        waiting = [one for one in self._current if not one.sent_on and not one.reminder]
        return next((one for one in reversed(waiting) if sent is None or one.id > sent.id), None)

    @property
    def reminders(self) -> tuple[Mailing, ...]:
        """The reminders that left for its present purpose, in their order."""
        return tuple(one for one in self._current if one.reminder and one.sent_on)

    @property
    def reminded_on(self) -> datetime.date | None:
        """The day of the last reminder since the dossier last left; None without any: it then asks anew."""
        sent = self.sending
        since = [one for one in self.reminders if sent is None or (one.sent_on, one.id) > (sent.sent_on, sent.id)]
        return max((one.sent_on for one in since if one.sent_on), default=None)

    @property
    def unsent(self) -> tuple[Mailing, ...]:
        """All e-mails that were prepared and have not left, those that another one replaced too."""
        return tuple(one for one in self.mailings if not one.sent_on)

    def last_mailing(self, purpose: Purpose, reminder: int = 0, letter: int = 0) -> Mailing | None:
        """Return the last e-mail of a sort that was prepared or left; None when there was none."""
        sort = (purpose, reminder, letter)
        alike = (one for one in reversed(self.mailings) if (one.purpose, one.reminder, one.letter) == sort)
        return next(alike, None)

    @property
    def awaited_since(self) -> datetime.date | None:
        """The day since which its commune is to vote on it or to sign it; None while nothing is asked of it."""
        sent = self.sending if self.state in ("sent", "complete") else None
        return sent.sent_on if sent else None

    @property
    def _current(self) -> list[Mailing]:
        return [one for one in self.mailings if one.purpose == self.purpose and not one.letter]

    @property
    def financial(self) -> bool:
        """Tell whether it is an avenant that needs a deliberation of its own."""
        return False


@dataclass(frozen=True, slots=True)
class AvenantStanding(Standing):
    """One avenant, and what it changes."""

    record: AvenantRecord

    @property
    def financial(self) -> bool:
        """Tell whether it needs a deliberation of its own: for what it costs, or because the council is asked one."""
        return self.record.financial

    @property
    def costs(self) -> bool:
        """Tell whether it has a financial effect."""
        return self.financial and not self.record.content.costless


@dataclass(frozen=True)
class Standings:
    """Where every document of a campaign stands, cancelled ones included, in the order of their numbers.

    ``roll`` is who took part, by INSEE code. Whatever is asked of one commune is found by its code.
    """

    documents: tuple[Standing, ...] = ()
    roll: Mapping[str, Enrolled] = field(default_factory=dict)

    @cached_property
    def acts(self) -> dict[str, Act]:
        """The deliberations recorded, by number of the document they authorise; one that authorises nothing is none."""
        found = {one.number: authorising(one.deliberation) for one in self.documents}
        return {number: act for number, act in found.items() if act}

    @cached_property
    def signed(self) -> dict[str, Standing]:
        """The signed documents, by number."""
        return {standing.number: standing for standing in self.documents if standing.state == "signed"}

    def merged(self, number: str, merger: Ending) -> Standings:
        """Return them with the merger that the commune of a convention is about to go into."""
        found = [
            replace(one, mergers=(*one.mergers, merger)) if one.number == number else one for one in self.documents
        ]
        return replace(self, documents=followed(found))

    def convention(self, insee: str) -> Standing | None:
        """Return where the convention of a commune stands, None when it has no number yet."""
        return self._conventions.get(insee)

    @cached_property
    def numbered(self) -> tuple[str, ...]:
        """The INSEE codes of the communes that have a number, in the order of their numbers."""
        found = dict.fromkeys(one.insee for one in self.documents)
        return tuple(insee for insee in found if self.convention(insee))

    def of(self, insee: str) -> tuple[Standing, ...]:
        """Return all documents of a commune, the cancelled ones too."""
        return tuple(self._by_commune.get(insee, ()))

    def _valid(self, insee: str) -> list[Standing]:
        return [one for one in self._by_commune.get(insee, ()) if one.state != "cancelled"]

    @cached_property
    def _conventions(self) -> dict[str, Standing]:
        valid = ((insee, one) for insee in self._by_commune for one in reversed(self._valid(insee)))
        return {insee: one for insee, one in valid if one.kind == CONVENTION}

    @cached_property
    def _by_commune(self) -> dict[str, list[Standing]]:
        found: dict[str, list[Standing]] = {}
        for one in self.documents:
            found.setdefault(one.insee, []).append(one)
        return found

    def present(self, insee: str) -> bool:
        """Tell whether a commune took part in the last build; what older registers do not say is taken for a yes."""
        return self.roll[insee].present if insee in self.roll else True

    def row(self, insee: str) -> Mapping[str, str]:
        """Return the last row of communes.csv that is known of a commune; empty when none is."""
        enrolled, convention = self.roll.get(insee), self.convention(insee)
        if enrolled and enrolled.row:
            return enrolled.row
        signature = convention.signature if convention else None
        return signature.dossier.made_from.commune if signature else {}

    def avenants(self, insee: str) -> tuple[AvenantStanding, ...]:
        """Return the avenants of a commune by rank, without those that were cancelled."""
        found = [one for one in self._valid(insee) if isinstance(one, AvenantStanding)]
        return tuple(sorted(found, key=lambda one: one.rank))

    def document(self, insee: str, rank: int) -> Standing | None:
        """Return the convention of a commune for rank 0, else its avenant of that rank; None when there is none."""
        return next((one for one in self.avenants(insee) if one.rank == rank), None) if rank else self.convention(insee)

    def pending(self, insee: str) -> AvenantStanding | None:
        """Return the avenant of a commune that is not signed yet: there is one at most."""
        return next((one for one in self.avenants(insee) if one.state != "signed"), None)


def read_standings(path: Path, campaign: str) -> Standings:
    """Return where every document of a campaign stands; none when there is no register yet. Raises RegisterError."""
    with open_register(path) as connection:
        return standings(connection, campaign)


def standings(connection: sqlite3.Connection, campaign: str) -> Standings:
    """Return where every document of a campaign stands, from an open register, in one consistent reading."""
    with consistent(connection):
        acts = current_acts(connection, campaign)
        asked, signed = pending(connection, campaign, acts), signatures(connection, campaign)
        changes, ended = avenant_records(connection, campaign), endings(connection, campaign)
        renewed, made = renewals(connection, campaign), kept_letters(connection, campaign)
        mailed, taken_back = mailings(connection, campaign), withdrawn(connection, campaign)
        roll, revoked = read_roll(connection, campaign), withdrawn_once_signed(connection, campaign)
        rows = connection.execute(
            "SELECT * FROM documents WHERE campaign = ? ORDER BY year, seq", (campaign,)
        ).fetchall()
        if any(row["state"] not in STATES for row in rows):
            raise ValueError("a state that is none")
    documents = []
    for row in rows:
        number, kind, rank = row["number"], row["kind"], row["rank"]
        mails = mailed.get(number, ())
        waits = row["state"] == "draft" and any(one.purpose == "vote" and not one.reminder for one in mails)
        ends = ended.get(number, ())
        mergers, ending = tuple(one for one in ends if one.merges), next((one for one in ends if not one.merges), None)
        renewals_of, letters_of = renewed.get(number, ()), made.get(number, ())
        came = acts.get(number), signed.get(number), mergers, ending, renewals_of, letters_of
        state: DossierState = "prepared" if waits else row["state"]
        known = (number, row["insee"], kind, rank, state, mails, number in taken_back, *came)
        standing = AvenantStanding(*known, changes[number]) if number in changes else Standing(*known)
        documents.append(replace(standing, answer=asked.get(number), revoked=number in revoked))
    return Standings(followed(documents), roll)


def with_act_now(connection: sqlite3.Connection, known: Standings, number: str) -> Standings:
    """Return standings in which one document has the deliberation that is recorded for it now."""
    act, state = current_act(connection, number), state_of(connection, number)
    documents = (
        replace(one, act=act, state=state, withdrawn=False) if one.number == number and one.act != act else one
        for one in known.documents
    )
    return replace(known, documents=tuple(documents))


def followed(documents: Sequence[Standing]) -> tuple[Standing, ...]:
    """Return the documents, each convention with all the mergers of those that held it one after the other.

    A commune nouvelle that goes into another one takes all its conventions with it (CGCT, art. L. 2113-2), with
    whichever of them that was recorded.
    """
    moves: dict[str, list[Ending]] = {}
    for one in documents:
        holder = one.insee
        for merger in sorted(set(one.mergers) - one.inherited, key=lambda merger: merger.ends_on):
            moves.setdefault(holder, []).append(merger)
            holder = merger.into_insee
    return tuple(_following(one, moves) if one.kind == CONVENTION and moves else one for one in documents)


def _following(convention: Standing, moves: Mapping[str, Sequence[Ending]]) -> Standing:
    """Return a convention with the mergers of its commune, then of the commune nouvelle that holds it, and so on."""
    own = set(convention.mergers) - convention.inherited
    holder, day, found = convention.insee, datetime.date.min, list[Ending]()
    while True:
        later = [one for one in moves.get(holder, ()) if one.ends_on > day]
        if not later:
            break
        merger = min(later, key=lambda one: (one.ends_on, one not in own))
        found.append(merger)
        holder, day = merger.into_insee, merger.ends_on
    if not own <= set(found):
        return convention  # what was recorded with it contradicts the others
    return replace(convention, mergers=tuple(found), inherited=frozenset(found) - own)
