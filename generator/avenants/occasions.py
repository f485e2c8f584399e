"""What asks for a letter after a signature, and which letters have not reached their commune yet."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.dossiers.fingerprints import sha256_of, snapshot
from generator.inputs.kinds import CERTIFICATE, ENDING, MERGER, NOTIFICATION, RENEWAL, spoken
from generator.language.dates import date_longue
from generator.law.duration import ONE_DAY, Period
from generator.law.findings import Finding, Rule
from generator.register.endings import Ending
from generator.register.letters import KeptLetter
from generator.register.signatures import Signature
from generator.register.standing import Standing
from generator.register.standings import Standings


@dataclass(frozen=True, slots=True)
class Occasion:
    """What asks for a letter: ``family`` is its sort, ``kind`` its own kind, with the year of a renewal or a merger.

    ``name`` is that of its folder, ``facts`` the digest of what it tells: others ask for another letter. ``by`` is the
    last day on which it is of use, None without any.
    """

    family: str
    kind: str
    name: str
    facts: str
    by: datetime.date | None = None

    @classmethod
    def of(
        cls, family: str, told: Sequence[object], *, mark: str = "", name: str = "", by: datetime.date | None = None
    ) -> Occasion:
        """Return the occasion of a letter that tells these facts; its folder bears its kind, unless it has a name."""
        kind = f"{family}-{mark}" if mark else family
        return cls(family, kind, name or kind, sha256_of([name or kind, [str(fact) for fact in told]]), by)


def to_notify(signature: Signature) -> Occasion:
    """Return what asks for the letter that notifies a signed act."""
    return Occasion.of(NOTIFICATION, [signature.signed_on])


def to_certify(signature: Signature) -> Occasion:
    """Return what asks for the certificate of a notification."""
    return Occasion.of(CERTIFICATE, [signature.signed_on, signature.notified_on])


def to_renew(convention: Standing, period: Period) -> Occasion:
    """Return what asks for the letter of a period renewed, whose first day is known.

    An avenant that moves the slot or the term within the period asks for another letter, unless one has left.
    """
    start, end = period.start, period.end
    if start is None:
        raise AssertionError("a period renewed follows another one")
    ranks = [rank for day, rank in convention.moved if start < day <= end]
    told = [[start, end, *ranks[:count]] for count in range(len(ranks) + 1)]
    name, mark = f"renouvellement-{start.year}", str(start.year)
    found = [Occasion.of(RENEWAL, facts, mark=mark, name=name, by=start) for facts in told]
    return next((one for one in found if left_on(convention, one.facts)), found[-1])


def to_merge(convention: Standing) -> dict[Ending, Occasion]:
    """Return what asks for the letters to communes nouvelles, by merger; a second one in a year bears its day."""
    found: dict[Ending, Occasion] = {}
    years: set[int] = set()
    for merger in convention.mergers:
        first = merger.ends_on + ONE_DAY
        mark = first.isoformat() if first.year in years else str(first.year)
        years.add(first.year)
        found[merger] = Occasion.of(MERGER, [snapshot(merger)], mark=mark, by=first)
    return found


def to_end(ending: Ending) -> Occasion:
    """Return what asks for the letter of an end."""
    return Occasion.of(ENDING, [snapshot(ending)], by=ending.ends_on)


@dataclass(frozen=True, slots=True)
class Due:
    """A letter that is to reach its commune: None of one that was never made.

    ``ready`` tells that its e-mail is prepared, ``sent`` that it left.
    """

    occasion: Occasion
    letter: KeptLetter | None
    ready: bool
    sent: bool


def due_letters(standing: Standing, today: datetime.date | None = None) -> tuple[Due, ...]:
    """Return the letters that are to reach the commune of a signed act, with those of them that left.

    What was notified needs no letter any more; of the renewals, the last one tells the period in course, and its letter
    is of no use once that is over: ``today`` is None to ask for it on any day.
    """
    return tuple(_due(occasion, standing) for occasion in _occasions(standing, today))


def lacks_letter(standing: Standing, family: str, today: datetime.date | None = None) -> bool:
    """Tell whether a letter of a family was not made, though what it tells is recorded: a run was stopped."""
    return any(due.occasion.family == family and due.letter is None for due in due_letters(standing, today))


def lettered(standings: Standings, today: datetime.date | None = None, *, left: bool = True) -> frozenset[str]:
    """Return the codes of the communes to which letters go that were made; without those that ``left`` when asked so.

    A commune that takes part no more still gets them.
    """
    signed = (one for one in standings.documents if one.state == "signed")
    return frozenset(
        one.insee for one in signed if any(due.letter and (left or not due.sent) for due in due_letters(one, today))
    )


def left_on(standing: Standing, facts: str) -> datetime.date | None:
    """Return the day on which a letter on these facts last left, None when none did."""
    ranks = {letter.rank for letter in standing.letters if letter.facts == facts}
    return max((one.sent_on for one in standing.mailings if one.letter in ranks and one.sent_on), default=None)


def taken_back(standing: Standing, occasion: Occasion) -> Iterator[Finding]:
    """Find that what is about to be taken back was told to the commune by a letter."""
    day = left_on(standing, occasion.facts)
    if day is not None:
        yield Rule("lettre").warning(
            f"la lettre ({spoken(occasion.kind)}) partie le {date_longue(day)} annonce à la commune ce qui est"
            " annulé ; écrivez-lui pour le rectifier"
        )


def _occasions(standing: Standing, today: datetime.date | None) -> Iterator[Occasion]:
    signature = standing.signature
    if signature is None:
        return
    if signature.notified_on is None:
        yield to_notify(signature)
        return
    yield from to_merge(standing).values()
    if standing.ending is not None:
        yield to_end(standing.ending)
    else:
        renewed = (one for one in standing.renewals[-1:] if not today or today <= one.end)
        yield from (to_renew(standing, period) for period in renewed)


def _due(occasion: Occasion, standing: Standing) -> Due:
    made = [one for one in standing.letters if (one.document.kind, one.facts) == (occasion.kind, occasion.facts)]
    rank = made[-1].rank if made else 0
    mailed = [one for one in standing.mailings if rank and one.letter == rank]
    return Due(occasion, made[-1] if made else None, bool(mailed), any(one.sent_on for one in mailed))
