"""A deliberation as the register keeps it."""

from __future__ import annotations

import dataclasses
import datetime
import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from generator.law.acts import Act
from generator.law.sittings import Proxy, Sitting
from generator.register.forms import typed
from generator.register.originals import Original

#: Columns of the table that hold what the models call by the same name.
_SITTING = (
    *("convened_on", "posted_on", "in_office", "present", "voting", "present_names", "proxies", "absent_names"),
    *("secretary", "signatories", "votes_for", "votes_against", "abstentions", "not_voting", "unanimous"),
)
_ACT = ("number", "decided_on", "object", "sent_on", "received_on", "published_on", "identifier")
#: What was read of every act that is recorded.
EVER_READ = (*_ACT, *_SITTING)
#: Those that acts recorded earlier do not have: what they say was not read then.
_LATER_SITTING = ("president", "urgent", "second_convocation", "aside_names", "secret_ballot")
_LATER_ACT = ("operative", "authorises_signature", "authorises_avenants", "designated")
_FLAGS = ("unanimous", "urgent", "second_convocation", "secret_ballot", "authorises_signature", "authorises_avenants")
#: Texts, "" where the act does not say.
_TEXTS = ("number", "object", "identifier", "operative", "designated", "president", "secretary")
_NAMES = ("present_names", "absent_names", "signatories", "aside_names")
#: How messages call each column.
LABELS = {
    "number": "numéro",
    "decided_on": "date",
    "object": "objet",
    "sent_on": "envoi en préfecture",
    "received_on": "réception en préfecture",
    "published_on": "publication",
    "identifier": "identifiant",
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
    "operative": "dispositif",
    "authorises_signature": "autorise à signer",
    "authorises_avenants": "autorise les avenants",
    "designated": "désigné pour représenter la commune",
    "president": "présidée par",
    "urgent": "urgence",
    "second_convocation": "seconde convocation",
    "aside_names": "noms de ceux qui ne prennent pas part au vote",
    "secret_ballot": "scrutin secret",
}


@dataclass(frozen=True, slots=True)
class RecordedAct:
    """A deliberation of the register: the act, its sitting, and the file it was read from, by name and as it is kept.

    ``despite_why`` and ``despite_advice`` tell why it was recorded although irregular, and on whose advice; "" when it
    was regular, or recorded before the register asked.
    """

    id: int
    act: Act
    sitting: Sitting
    source: str
    original: Original
    recorded_at: str
    despite_why: str
    despite_advice: str

    @property
    def unread(self) -> bool:
        """Tell whether what it authorises was never read: it was recorded before the register asked."""
        return self.act.authorises_signature is None


def act_values(act: Act, sitting: Sitting) -> dict[str, Any]:
    """Return the row of a deliberation: dates as YYYY-MM-DD, lists as JSON."""
    values = {name: getattr(act, name) for name in (*_ACT, *_LATER_ACT)}
    values |= {name: getattr(sitting, name) for name in (*_SITTING, *_LATER_SITTING)}
    return {name: _stored(value) for name, value in values.items()}


def _stored(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, tuple):
        items = [dataclasses.astuple(item) if isinstance(item, Proxy) else item for item in value]
        return json.dumps(items, ensure_ascii=False)
    return int(value) if isinstance(value, bool) else value


def recorded_act(row: sqlite3.Row) -> RecordedAct:
    """Return the deliberation of a row of ``acts``, with the extension of its original."""
    if any(row[name] is None for name in _TEXTS):
        raise ValueError("a value is missing")
    values: dict[str, Any] = {
        name: datetime.date.fromisoformat(row[name]) if name.endswith("_on") and row[name] is not None else row[name]
        for name in (*_ACT, *_LATER_ACT, *_SITTING, *_LATER_SITTING)
    }
    values |= {name: tuple(typed(list, json.loads(row[name]))) for name in _NAMES}
    values["proxies"] = tuple(Proxy(*item) for item in json.loads(row["proxies"]))
    values |= {name: None if row[name] is None else bool(row[name]) for name in _FLAGS}
    act = Act("", **{name: values[name] for name in (*_ACT, *_LATER_ACT)})
    sitting = Sitting(held_on=act.decided_on, **{name: values[name] for name in (*_SITTING, *_LATER_SITTING)})
    own = {name: row[name] for name in ("id", "source", "recorded_at", "despite_why", "despite_advice")}
    return RecordedAct(act=act, sitting=sitting, original=Original(row["source_sha256"], row["extension"]), **own)
