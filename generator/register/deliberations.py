"""Deliberations that came back, as they were confirmed: one in force for each document."""

from __future__ import annotations

import dataclasses
import datetime
import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.errors import RefusedError
from generator.law.acts import Act
from generator.law.sittings import Proxy, Sitting
from generator.register.database import transaction
from generator.register.journal import note, now
from generator.register.originals import Source, keep

_LISTS = ("present_names", "absent_names", "signatories", "withdrawn_names")
#: What was not read of the acts recorded before the program read what a council decides.
_AUTHORISES = ("authorises_signature", "authorises_avenants")
#: Columns of the table that hold what the models call by the same name.
_SITTING = (
    *("convened_on", "posted_on", "in_office", "present", "voting", "present_names", "proxies", "absent_names"),
    *("secretary", "signatories", "votes_for", "votes_against", "abstentions", "not_voting", "unanimous"),
    *("presided_by", "withdrawn_names"),
)
_ACT = (
    "number",
    "decided_on",
    "object",
    "sent_on",
    "received_on",
    "published_on",
    "identifier",
    "designated",
    *_AUTHORISES,
)


@dataclass(frozen=True, slots=True)
class RecordedAct:
    """A deliberation of the register: the act, its sitting, and the file it was read from, by name and SHA-256.

    ``despite_why`` and ``despite_advice`` tell why it was recorded although irregular, and on whose advice; "" when it
    was regular, or recorded before the register asked.
    """

    id: int
    document: str
    act: Act
    sitting: Sitting
    source: str
    source_sha256: str
    recorded_at: str
    despite_why: str
    despite_advice: str
    operative: str = ""

    @property
    def unread(self) -> bool:
        """Tell whether it was recorded before the program read what a council decides."""
        return self.act.authorises_signature is None and not self.operative


def record_act(
    connection: sqlite3.Connection,
    register: Path,
    document: str,
    act: Act,
    sitting: Sitting,
    source: Source,
    *,
    replace: bool,
    despite_why: str = "",
    despite_advice: str = "",
    operative: str = "",
) -> bool:
    """Record the deliberation that authorises a document, with a copy of its source; tell whether it is new.

    ``act`` has its number and its date; ``despite_why`` is given for an irregular one, and is told in the journal.
    Recording the same again changes nothing. Raises RefusedError when the document is signed or cancelled, or has
    another deliberation and ``replace`` is false.
    """
    with transaction(connection):
        before = current_act(connection, document)
        same = before is not None and _same(before, act, sitting)
        completes = same and before is not None and before.unread and bool(operative)
        _refuse(connection, document, before, same=same)
        if same and (not completes or _state(connection, document) == "signed"):
            return False
        if before and not replace and not completes:
            raise RefusedError(
                f"{document} : la délibération n° {before.act.number} est déjà enregistrée ({before.source}) et ne dit "
                f"pas la même chose : {differences(before, act, sitting)} ; pour la remplacer, ajoutez --replace."
            )
        kept = keep(connection, register, source.data, Path(source.name).suffix or ".txt")
        connection.execute(
            "UPDATE acts SET replaced_at = ? WHERE document = ? AND replaced_at IS NULL", (now(), document)
        )
        row = _values(act, sitting) | {"document": document, "source": source.name, "source_sha256": kept.sha256}
        row |= {"recorded_at": now(), "despite_why": despite_why, "despite_advice": despite_advice}
        row |= {"operative": operative}
        connection.execute(
            f"INSERT INTO acts ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values())
        )
        connection.execute("UPDATE documents SET state = 'voted' WHERE number = ?", (document,))
        former = before.act.number if before else ""
        note(connection, document, "act replaced" if before else "act recorded", former, act.number)
        if despite_why:
            advice = f" (avis : {despite_advice})" if despite_advice else ""
            note(connection, document, "act irregular", after=despite_why + advice)
    return True


def withdraw_act(connection: sqlite3.Connection, document: str, why: str) -> bool:
    """Withdraw the deliberation recorded for a document: it waits for one again; tell whether it was withdrawn.

    What is signed stays as it was signed: the withdrawal is told in the journal alone. Raises RefusedError when no
    deliberation is recorded.
    """
    with transaction(connection):
        before = current_act(connection, document)
        if before is None:
            raise RefusedError(f"{document} : aucune délibération n’est enregistrée ; il n’y a rien à retirer.")
        if _state(connection, document) == "signed":
            note(connection, document, "withdrawal told", before.act.number, why)
            return False
        connection.execute("UPDATE acts SET replaced_at = ?, withdrawn_why = ? WHERE id = ?", (now(), why, before.id))
        sent = connection.execute("SELECT 1 FROM events WHERE number = ? AND what = 'sent'", (document,)).fetchone()
        connection.execute("UPDATE documents SET state = ? WHERE number = ?", ("sent" if sent else "draft", document))
        note(connection, document, "act withdrawn", before.act.number, why)
    return True


def _refuse(connection: sqlite3.Connection, document: str, before: RecordedAct | None, *, same: bool) -> None:
    """Raise RefusedError where a document takes no deliberation, or none but the one that it has."""
    state = _state(connection, document)
    if state == "cancelled":
        raise RefusedError(f"{document} : ce document est annulé ; aucune délibération n’y est plus enregistrée.")
    if state == "signed" and not same:
        raise RefusedError(
            f"{document} : ce document est déjà signé, sur la foi de la délibération n° "
            f"{before.act.number if before else '?'} ; elle ne peut plus être changée."
        )


def _state(connection: sqlite3.Connection, document: str) -> str:
    (state,) = connection.execute("SELECT state FROM documents WHERE number = ?", (document,)).fetchone()
    return str(state)


def _same(before: RecordedAct, act: Act, sitting: Sitting) -> bool:
    """Tell whether a deliberation says what is recorded, apart from what was not read then."""
    if before.unread:
        act = dataclasses.replace(act, authorises_signature=None, authorises_avenants=None)
    return _values(before.act, before.sitting) == _values(act, sitting)


def current_act(connection: sqlite3.Connection, document: str) -> RecordedAct | None:
    """Return the deliberation in force for a document; the register does not hold its commune's SIREN."""
    row = connection.execute("SELECT * FROM acts WHERE document = ? AND replaced_at IS NULL", (document,)).fetchone()
    return _recorded(row) if row else None


def current_acts(connection: sqlite3.Connection, campaign: str) -> dict[str, RecordedAct]:
    """Return the deliberation in force for each document of a campaign, by number."""
    rows = connection.execute(
        "SELECT acts.* FROM acts JOIN documents ON documents.number = acts.document "
        "WHERE documents.campaign = ? AND acts.replaced_at IS NULL",
        (campaign,),
    )
    return {row["document"]: _recorded(row) for row in rows}


def differences(before: RecordedAct, act: Act, sitting: Sitting) -> str:
    """Say in what a deliberation differs from the one that is recorded, in French."""
    old, new = _values(before.act, before.sitting), _values(act, sitting)
    changed = [f"{LABELS[name]} : {_shown(old[name])} → {_shown(new[name])}" for name in old if old[name] != new[name]]
    return " ; ".join(changed)


LABELS = {
    "number": "numéro",
    "decided_on": "date",
    "object": "objet",
    "sent_on": "envoi en préfecture",
    "received_on": "réception en préfecture",
    "published_on": "publication",
    "identifier": "identifiant",
    "designated": "personne désignée",
    "authorises_signature": "autorise la signature",
    "authorises_avenants": "autorise les avenants",
    "convened_on": "convocation",
    "posted_on": "affichage",
    "in_office": "en exercice",
    "present": "présents",
    "voting": "votants",
    "present_names": "noms des présents",
    "proxies": "pouvoirs",
    "absent_names": "absents",
    "secretary": "secrétaire",
    "signatories": "signataires",
    "votes_for": "pour",
    "votes_against": "contre",
    "abstentions": "abstentions",
    "not_voting": "ne prennent pas part au vote",
    "unanimous": "unanimité",
    "presided_by": "présidence de la séance",
    "withdrawn_names": "membres qui se sont retirés",
}


def _values(act: Act, sitting: Sitting) -> dict[str, Any]:
    """Return the row of a deliberation: dates as YYYY-MM-DD, lists as JSON."""
    values = {name: getattr(act, name) for name in _ACT} | {name: getattr(sitting, name) for name in _SITTING}
    return {name: _stored(value) for name, value in values.items()}


def _stored(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, tuple):
        items = [dataclasses.astuple(item) if isinstance(item, Proxy) else item for item in value]
        return json.dumps(items, ensure_ascii=False)
    return int(value) if isinstance(value, bool) else value


def _shown(value: Any) -> str:
    return "(vide)" if value in (None, "", "[]") else str(value)


def _recorded(row: sqlite3.Row) -> RecordedAct:
    values: dict[str, Any] = {
        name: datetime.date.fromisoformat(row[name]) if name.endswith("_on") and row[name] else row[name]
        for name in (*_ACT, *_SITTING)
    }
    values |= {name: tuple(json.loads(row[name])) for name in _LISTS}
    values["proxies"] = tuple(Proxy(*item) for item in json.loads(row["proxies"]))
    values |= {name: None if row[name] is None else bool(row[name]) for name in ("unanimous", *_AUTHORISES)}
    act = Act("", **{name: values[name] for name in _ACT})
    sitting = Sitting(held_on=act.decided_on, **{name: values[name] for name in _SITTING})
    return RecordedAct(
        row["id"],
        row["document"],
        act,
        sitting,
        row["source"],
        row["source_sha256"],
        row["recorded_at"],
        row["despite_why"],
        row["despite_advice"],
        row["operative"],
    )
