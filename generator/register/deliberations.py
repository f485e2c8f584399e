"""Deliberations that came back, as they were confirmed: one in force for each document."""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.errors import RefusedError
from generator.inputs.kinds import CONVENTION
from generator.language.dates import date_chiffres
from generator.law.acts import Act
from generator.law.sittings import Sitting
from generator.register.columns import as_read
from generator.register.database import transaction
from generator.register.journal import note, now
from generator.register.mailings import left_for_vote
from generator.register.originals import Source, keep_received
from generator.register.recordedacts import EVER_READ, LABELS, RecordedAct, act_values, recorded_act
from generator.register.rows import insert, of_campaign
from generator.register.states import STATES, DossierState, set_state, state_of

#: The events of a withdrawal after the signature, and of one that was noted by mistake or that a court censured.
_WITHDRAWN, _GIVEN_BACK = "act withdrawn after signature", "act withdrawn no more"
_CURRENT = "SELECT acts.*, extension FROM acts JOIN originals ON sha256 = source_sha256"


def record_act(
    connection: sqlite3.Connection,
    register: Path,
    document: str,
    act: Act,
    sitting: Sitting,
    source: Source,
    *,
    replace: bool,
    parcel: Source | None = None,
    despite_why: str = "",
    despite_advice: str = "",
) -> bool:
    """Record the deliberation that authorises a document, with a copy of its source; tell whether it is new.

    ``parcel`` is what the source came in, a message or an archive, and is kept as it came too.
    ``act`` has its number and its date; ``despite_why`` is given for an irregular one, and is told in the journal.
    Recording the same again changes nothing; the same act, whose decision was never read, is completed without
    ``replace``, unless it is signed. Raises RefusedError when the document is signed or cancelled, or has
    another deliberation and ``replace`` is false.
    """
    with transaction(connection):
        before = current_act(connection, document)
        differ = differences(before, act, sitting) if before else ""
        same = before is not None and not differ
        state = state_of(connection, document)
        _refuse(document, state, before, same=same)
        completes = (
            before is not None
            and same
            and before.unread
            and act.authorises_signature is not None
            and state != "signed"  # what is signed stays as it is
        )
        if same and not completes:
            return False
        if before and not (replace or completes):
            raise RefusedError(
                f"{document} : la délibération n° {before.act.number} est déjà enregistrée ({before.source}) et ne dit "
                f"pas la même chose : {differ} ; pour la remplacer, confirmez-le (--replace)."
            )
        row = act_values(act, sitting) | {"document": document} | keep_received(connection, register, source, parcel)
        _put_in_force(connection, row | {"despite_why": despite_why, "despite_advice": despite_advice})
        former = before.act.number if before else ""
        what = "act read again" if completes else "act replaced" if before else "act recorded"
        note(connection, document, what, former, act.number)
        if despite_why:
            advice = f" (avis : {despite_advice})" if despite_advice else ""
            note(connection, document, "act irregular", after=despite_why + advice)
    return True


def complete_act(connection: sqlite3.Connection, before: RecordedAct, act: Act) -> None:
    """Put an act in force in the place of one that said less, inside the caller's transaction; its source stays.

    A signed document stays signed; another one has to be completed by a build.
    """
    row = dict(connection.execute("SELECT * FROM acts WHERE id = ?", (before.id,)).fetchone())
    del row["id"]
    _put_in_force(connection, row | act_values(act, before.sitting))


def differences(before: RecordedAct, act: Act, sitting: Sitting) -> str:
    """Say in what a deliberation differs from the one that is recorded, in French.

    What was never read of the one that is recorded is no difference.
    """
    old, new = act_values(before.act, before.sitting), act_values(act, sitting)
    names = EVER_READ if before.unread else tuple(old)
    changed = [name for name in names if old[name] != new[name]]
    return " ; ".join(f"{LABELS[name]} : {_shown(name, old[name])} → {_shown(name, new[name])}" for name in changed)


def _shown(column: str, value: Any) -> str:
    if value in (None, "", "[]"):
        return "(vide)"
    if column.endswith("_on"):
        return date_chiffres(datetime.date.fromisoformat(value))
    return str(as_read(column, value))


def _put_in_force(connection: sqlite3.Connection, row: Mapping[str, Any]) -> None:
    """Write the act in force of a document, which a build has then to complete unless it is signed."""
    row = {**row, "recorded_at": now()}
    connection.execute(
        "UPDATE acts SET replaced_at = ? WHERE document = ? AND replaced_at IS NULL", (now(), row["document"])
    )
    insert(connection, "acts", row)
    if state_of(connection, row["document"]) != "signed":
        set_state(connection, row["document"], "voted")


def withdraw_act(connection: sqlite3.Connection, document: str, why: str) -> None:
    """Withdraw the deliberation of a document before its signature.

    The document is again as before it came back, sent or draft; the act stays in the register with the reason, which
    the journal has too. Raises RefusedError when there is none, or the document is signed or cancelled.
    """
    with transaction(connection):
        before = current_act(connection, document)
        if before is None:
            raise RefusedError(f"{document} : aucune délibération n’y est enregistrée ; rien n’est à retirer.")
        state = state_of(connection, document)
        if state not in ("voted", "complete"):
            raise RefusedError(f"{document} : dans l’état « {STATES[state]} », aucune délibération ne se retire.")
        connection.execute("UPDATE acts SET replaced_at = ?, withdrawn_why = ? WHERE id = ?", (now(), why, before.id))
        set_state(connection, document, "sent" if left_for_vote(connection, document) else "draft")
        note(connection, document, "act withdrawn", before.act.number, why)


def note_withdrawal(connection: sqlite3.Connection, document: str, why: str, *, undo: bool = False) -> None:
    """Note in the journal that the council withdrew a deliberation after the signature: nothing else changes.

    ``undo`` notes that it did not, or that a court says so since.
    """
    with transaction(connection):
        before = current_act(connection, document)
        what = _GIVEN_BACK if undo else _WITHDRAWN
        note(connection, document, what, before.act.number if before else "", why)


def _refuse(document: str, state: DossierState, before: RecordedAct | None, *, same: bool) -> None:
    """Raise RefusedError where a document takes no deliberation, or none but the one that it has."""
    if state == "cancelled":
        raise RefusedError(f"{document} : ce document est annulé ; aucune délibération n’y est plus enregistrée.")
    if state == "signed" and not same:
        raise RefusedError(
            f"{document} : ce document est déjà signé, sur la foi de la délibération n° "
            f"{before.act.number if before else '?'} ; elle ne peut plus être changée. Si le conseil a délibéré de "
            "nouveau, faites dire par le service juridique ce qui en résulte pour cet acte, et écrivez-le au dossier "
            "(conventions note)."
        )


def current_act(connection: sqlite3.Connection, document: str) -> RecordedAct | None:
    """Return the deliberation in force for a document; the register does not hold its commune's SIREN."""
    row = connection.execute(f"{_CURRENT} WHERE document = ? AND replaced_at IS NULL", (document,)).fetchone()
    return recorded_act(row) if row else None


def current_acts(connection: sqlite3.Connection, campaign: str) -> dict[str, RecordedAct]:
    """Return the deliberation in force for each document of a campaign, by number."""
    rows = connection.execute(
        f"{_CURRENT} JOIN documents ON documents.number = document WHERE campaign = ? AND replaced_at IS NULL",
        (campaign,),
    )
    return {row["document"]: recorded_act(row) for row in rows}


@dataclass(frozen=True, slots=True)
class PastAct:
    """A deliberation of a ``document`` that is no more in force; ``withdrawn_why`` is "" when another replaced it."""

    document: str
    number: str
    decided_on: str
    source_sha256: str
    withdrawn_why: str


def past_acts(connection: sqlite3.Connection, campaign: str) -> tuple[PastAct, ...]:
    """Return the deliberations of a campaign that are no more in force, in the order in which they were recorded."""
    rows = of_campaign(connection, "acts", campaign, "AND replaced_at IS NOT NULL ORDER BY acts.id")
    return tuple(PastAct(*(row[name] for name in PastAct.__slots__)) for row in rows)


def identified(connection: sqlite3.Connection, campaign: str) -> dict[str, str]:
    """Return the documents of a campaign by the identifiers of their acts, in force or not; those in force prevail."""
    rows = of_campaign(connection, "acts", campaign, "AND identifier <> '' ORDER BY replaced_at IS NULL, acts.id")
    return {row["identifier"]: row["document"] for row in rows}


def acts_elsewhere(connection: sqlite3.Connection, campaign: str) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    """Return the deliberations of other campaigns by their INSEE code and ISO day: each its number and its document."""
    rows = connection.execute(
        "SELECT insee, acts.number AS act, decided_on, document FROM acts "
        "JOIN documents ON documents.number = document "
        "WHERE campaign <> ? AND state <> 'cancelled' AND replaced_at IS NULL ORDER BY acts.id",
        (campaign,),
    )
    found: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
    for row in rows:
        place = row["insee"], row["decided_on"]
        found[place] = (*found.get(place, ()), (row["act"], row["document"]))
    return found


def awaited_elsewhere(connection: sqlite3.Connection, campaign: str) -> dict[tuple[str, str], str]:
    """Return the conventions of other campaigns that await their deliberation, by campaign and INSEE code."""
    rows = connection.execute(
        "SELECT campaign, insee, number FROM documents WHERE campaign <> ? AND kind = ? AND state IN ('draft', 'sent')",
        (campaign, CONVENTION),
    )
    return {(row["campaign"], row["insee"]): row["number"] for row in rows}


def withdrawn(connection: sqlite3.Connection, campaign: str) -> dict[str, int]:
    """Return where the journal tells that a deliberation was withdrawn, by document that has none since."""
    rows = connection.execute(
        "SELECT number, max(events.id) AS place FROM events JOIN documents USING (number) "
        "WHERE campaign = ? AND what = 'act withdrawn' AND state IN ('draft', 'sent') GROUP BY number",
        (campaign,),
    )
    return {row["number"]: row["place"] for row in rows}


def withdrawn_files(connection: sqlite3.Connection, hashes: Collection[str]) -> frozenset[str]:
    """Return those of some SHA-256 whose deliberation was withdrawn, and whose document has none in force.

    A file from which another deliberation in force was read, or that came with its paper, is none of them.
    """
    rows = connection.execute(
        "WITH came AS (SELECT document, replaced_at, withdrawn_why, source_sha256 AS sha256 FROM acts UNION ALL "
        "SELECT document, replaced_at, withdrawn_why, parcel_sha256 FROM acts WHERE parcel_sha256 IS NOT NULL) "
        "SELECT DISTINCT sha256 FROM came WHERE withdrawn_why <> '' "
        "AND sha256 IN (SELECT value FROM json_each(?)) "
        "AND document NOT IN (SELECT document FROM acts WHERE replaced_at IS NULL) "
        "AND sha256 NOT IN (SELECT sha256 FROM came WHERE replaced_at IS NULL)",
        (json.dumps(sorted(hashes)),),
    )
    return frozenset(row["sha256"] for row in rows)


def withdrawn_once_signed(connection: sqlite3.Connection, campaign: str) -> frozenset[str]:
    """Return the signed documents, by number, whose deliberation was noted as withdrawn after their last signature.

    The last of what was noted of it holds.
    """
    rows = connection.execute(
        "SELECT documents.number FROM events JOIN documents ON documents.number = events.number "
        "WHERE campaign = ? AND what = ? AND state = 'signed' "
        "AND events.id = (SELECT max(id) FROM events AS last WHERE last.number = documents.number "
        "AND last.what IN ('signed', ?, ?))",
        (campaign, _WITHDRAWN, _WITHDRAWN, _GIVEN_BACK),
    )
    return frozenset(row["number"] for row in rows)
