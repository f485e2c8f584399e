"""Where every document of a campaign stands, and the mergers through which its conventions were held."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.inputs.kinds import CONVENTION
from generator.law.acts import Act
from generator.law.authorisation import authorising
from generator.register.answers import answers_about
from generator.register.avenants import avenant_records
from generator.register.database import consistent, open_register
from generator.register.deliberations import current_act, current_acts, withdrawn, withdrawn_once_signed
from generator.register.endings import Ending, endings, renewals
from generator.register.letters import kept_letters
from generator.register.mailings import mailings
from generator.register.roll import Enrolled, read_roll
from generator.register.signatures import signatures
from generator.register.standing import AvenantStanding, Standing
from generator.register.states import STATES, state_of


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
        answers, signed = answers_about(connection, campaign, acts), signatures(connection, campaign)
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
        number = row["number"]
        mails, ends = mailed.get(number, ()), ended.get(number, ())
        waits = row["state"] == "draft" and any(one.purpose == "vote" and not one.reminder for one in mails)
        known: dict[str, Any] = {
            **{name: row[name] for name in ("number", "insee", "kind", "rank")},
            "state": "prepared" if waits else row["state"],
            "mailings": mails,
            "withdrawn": number in taken_back
            and not any(one.sent_on and one.placed > taken_back[number] for one in mails),
            "act": acts.get(number),
            "signature": signed.get(number),
            "mergers": tuple(one for one in ends if one.merges),
            "ending": next((one for one in ends if not one.merges), None),
            "renewals": renewed.get(number, ()),
            "letters": made.get(number, ()),
            "answers": answers.get(number, ()),
            "revoked": number in revoked,
        }
        avenant = number in changes
        documents.append(AvenantStanding(**known, record=changes[number]) if avenant else Standing(**known))
    return Standings(followed(_moved(documents)), roll)


def _moved(documents: Sequence[Standing]) -> list[Standing]:
    """Return the documents, each convention with the days on which avenants in force move its slot or its term."""
    found: dict[str, list[tuple[datetime.date, int]]] = {}
    for one in documents:
        if (
            isinstance(one, AvenantStanding)
            and one.applies_from
            and (one.record.content.slot or one.record.content.term)
        ):
            found.setdefault(one.record.convention, []).append((one.applies_from, one.rank))
    return [replace(one, moved=tuple(sorted(found[one.number]))) if one.number in found else one for one in documents]


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
