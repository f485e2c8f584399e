"""Where one document of a campaign stands: draft, prepared, sent, voted, complete, signed or cancelled."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace

from generator.law.acts import Act
from generator.law.answers import Answer, unsettled
from generator.law.duration import Period
from generator.register.avenants import AvenantRecord
from generator.register.endings import Ending
from generator.register.letters import KeptLetter
from generator.register.mailings import Mailing, Purpose
from generator.register.recordedacts import RecordedAct
from generator.register.signatures import Signature
from generator.register.states import DossierState


@dataclass(frozen=True, slots=True)
class Standing:
    """One numbered document; ``rank`` is 0 for the convention, k for its avenant n° k.

    ``mailings`` are the e-mails that were prepared for it; ``withdrawn`` tells that the council withdrew its
    deliberation, and was not asked for another one since. ``mergers`` are those by which its commune went into another
    one, ``inherited`` those of them that were recorded with another convention of the same commune. ``ending`` is how a
    convention ends, ``renewals`` the periods for which it was recorded as renewed, ``letters`` what follows its
    signature, as it was made. ``answers`` are the prefecture's about its deliberation, in the order of their days;
    ``revoked`` tells that the council withdrew its deliberation after the signature. ``moved`` are the days from which
    avenants in force change the slot or the term of a convention, each with the rank of its avenant.
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
    answers: tuple[Answer, ...] = field(default=(), kw_only=True)
    revoked: bool = field(default=False, kw_only=True)
    moved: tuple[tuple[datetime.date, int], ...] = field(default=(), kw_only=True)

    @property
    def deliberation(self) -> Act | None:
        """The deliberation of its own, once it is recorded; withdrawn after the signature, it authorises no avenant."""
        act = self.act.act if self.act else None
        return replace(act, authorises_avenants=False, operative="") if act and self.revoked else act

    @property
    def signed_on(self) -> datetime.date | None:
        """The day of the last of both signatures; None before."""
        return self.signature.signed_on if self.signature else None

    @property
    def notified_on(self) -> datetime.date | None:
        """The day on which it was notified once signed; None before."""
        return self.signature.notified_on if self.signature else None

    @property
    def answer(self) -> Answer | None:
        """The gravest of what the prefecture asks about its deliberation, None when all is settled."""
        return unsettled(self.answers)

    @property
    def settled(self) -> bool:
        """Tell whether a person said that what the prefecture asked is settled."""
        return any(one.by_hand for one in self.answers)

    @property
    def purpose(self) -> Purpose:
        """What its commune is asked next: to vote, or to sign."""
        return "signature" if self.state in ("voted", "complete", "signed") else "vote"

    @property
    def sent_on(self) -> datetime.date | None:
        """The day on which the dossier last left, for the vote or for the signature."""
        sent = (one.sent_on for one in self.mailings if one.sent_on and not one.reminder and not one.letter)
        return max(sent, default=None)

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
        """The day since which its commune is to vote on it or to sign it; None while nothing is asked of it.

        A council that withdrew its vote had answered: it is asked anew when the dossier leaves again.
        """
        sent = self.sending if self.state in ("sent", "complete") and not self.withdrawn else None
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

    @property
    def applies_from(self) -> datetime.date | None:
        """The day from which it applies, never before it was notified; None until it is."""
        notified = self.signature and self.signature.notified_on
        return max(self.record.content.effect, notified) if notified else None
