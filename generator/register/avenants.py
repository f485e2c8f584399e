"""Avenants in the register: what each changes, remade while it is unsigned, cancelled when nothing changes any more."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from generator.errors import RefusedError
from generator.inputs.campaign import Numbering
from generator.inputs.kinds import AVENANT
from generator.register.avenantcontent import AvenantContent
from generator.register.journal import note
from generator.register.numbering import give_number
from generator.register.rows import insert, of_campaign
from generator.register.states import set_state


@dataclass(frozen=True, slots=True)
class AvenantRecord:
    """What an avenant changes; ``period`` is the occasion on which it was asked for.

    That is the period of an evaluation, or what a revision is called. ``financial`` says that it needs a deliberation
    of its own.
    """

    convention: str
    period: str
    financial: bool
    content: AvenantContent


@dataclass(frozen=True, slots=True)
class AvenantChange:
    """What is asked for one commune: ``wanted`` is None when nothing changes for it.

    ``year`` is that of the number, if one is to be given.
    """

    insee: str
    convention: str
    period: str
    year: int
    wanted: AvenantRecord | None


def revise(
    connection: sqlite3.Connection, campaign: str, numbering: Numbering, changes: Iterable[AvenantChange]
) -> None:
    """Bring the unsigned avenants of an occasion to what is asked for, in the caller's transaction.

    An unsigned avenant of the same occasion is corrected, or cancelled when nothing is wanted any more; else a new
    one gets the next rank of its convention and a number of its own. Raises RefusedError when the avenant to change
    has been voted already, or another occasion's is not signed yet.
    """
    for change in changes:
        row = _unsigned(connection, change.convention)
        if row is None:
            if change.wanted:
                _add(connection, campaign, numbering, change, change.wanted)
        elif row["period"] == change.period:
            _correct(connection, row, change.wanted)
        elif change.wanted:
            raise RefusedError(
                f"{row['number']} ({row['period']}) n’est pas encore signé ; signez-le, ou retirez-le de son "
                "évaluation ou de sa révision, avant de passer à la suite."
            )


def cancel_after(connection: sqlite3.Connection, convention: str, last: datetime.date) -> None:
    """Cancel the unsigned avenant of a convention if it would take effect after its end (caller's transaction)."""
    row = _unsigned(connection, convention)
    if row and AvenantContent.from_json(row["number"], row["content"]).effect > last:
        set_state(connection, row["number"], "cancelled")
        note(connection, row["number"], "cancelled", row["state"], last.isoformat())


def reinstate(connection: sqlite3.Connection, convention: str, last: datetime.date) -> None:
    """Give back its state to the avenant that the last end cancelled, in the transaction of who takes it back.

    It stays cancelled when another one took its rank meanwhile.
    """
    for row in connection.execute(
        "SELECT events.number, before FROM events JOIN amendments ON document = events.number "
        "JOIN documents ON documents.number = document WHERE convention = ? AND state = 'cancelled' "
        "AND what = 'cancelled' AND after = ? "
        "AND events.id > (SELECT max(id) FROM events WHERE number = convention AND what = 'ended') "
        "AND NOT EXISTS (SELECT 1 FROM documents AS other WHERE other.state <> 'cancelled' "
        "AND (other.campaign, other.insee, other.kind, other.rank) "
        "= (documents.campaign, documents.insee, documents.kind, documents.rank))",
        (convention, last.isoformat()),
    ).fetchall():
        set_state(connection, row["number"], row["before"])
        note(connection, row["number"], "reinstated", "cancelled", row["before"])


def avenant_records(connection: sqlite3.Connection, campaign: str) -> dict[str, AvenantRecord]:
    """Return what every avenant of a campaign changes, by number."""
    return {
        row["document"]: AvenantRecord(
            row["convention"],
            row["period"],
            bool(row["financial"]),
            AvenantContent.from_json(row["document"], row["content"]),
        )
        for row in of_campaign(connection, "amendments", campaign)
    }


def _unsigned(connection: sqlite3.Connection, convention: str) -> sqlite3.Row | None:
    """Return the avenant of a convention that is not signed yet: there is one at most."""
    row: sqlite3.Row | None = connection.execute(
        "SELECT number, state, period, financial, content FROM amendments JOIN documents ON number = document "
        "WHERE convention = ? AND state NOT IN ('signed', 'cancelled')",
        (convention,),
    ).fetchone()
    return row


def _add(
    connection: sqlite3.Connection, campaign: str, numbering: Numbering, change: AvenantChange, wanted: AvenantRecord
) -> None:
    (rank,) = connection.execute(
        "SELECT coalesce(max(rank), 0) + 1 FROM documents JOIN amendments ON number = document "
        "WHERE convention = ? AND state <> 'cancelled'",
        (change.convention,),
    ).fetchone()
    number, _ = give_number(connection, campaign, numbering, change.insee, AVENANT, rank, change.year)
    row = {"document": number, "convention": wanted.convention, "period": wanted.period}
    insert(connection, "amendments", row | {"financial": wanted.financial, "content": wanted.content.to_json()})


def _correct(connection: sqlite3.Connection, row: sqlite3.Row, wanted: AvenantRecord | None) -> None:
    number = row["number"]
    content = AvenantContent.from_json(number, row["content"])
    if wanted and (content, bool(row["financial"])) == (wanted.content, wanted.financial):
        return
    if connection.execute("SELECT 1 FROM acts WHERE document = ? AND replaced_at IS NULL", (number,)).fetchone():
        raise RefusedError(
            f"{number} : la commune a déjà délibéré sur cet avenant ; signez-le d’abord, ce changement fera l’objet du "
            "suivant."
        )
    if wanted is None:
        set_state(connection, number, "cancelled")
        note(connection, number, "cancelled", row["state"])
        return
    connection.execute(
        "UPDATE amendments SET financial = ?, content = ? WHERE document = ?",
        (int(wanted.financial), wanted.content.to_json(), number),
    )
    set_state(connection, number, "draft")
    note(connection, number, "revised", row["state"])
