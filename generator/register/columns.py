"""The columns of the register as French spreadsheets head them, and their values as a person reads them."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from typing import Any

from generator.law.endingfacts import CAUSE_NAMES
from generator.register.journal import EVENTS, FRANCE
from generator.register.pieces import ROLES
from generator.register.recordedacts import LABELS
from generator.register.states import STATES

#: Every column of every table; a name means the same in all of them.
HEADERS = LABELS | {
    "absent_names": "noms des absents",
    "after": "après",
    "answered_on": "réponse du",
    "aside": "mis de côté",
    "aside_names": "noms de ceux qui ne prennent pas part",
    "author": "auteur",
    "before": "avant",
    "bytes": "octets",
    "campaign": "campagne",
    "cause": "cause",
    "code": "code du message",
    "commune": "commune",
    "commune_signed_on": "signature de la commune",
    "content": "contenu",
    "convention": "convention",
    "decided_on": "date de la séance",
    "designated": "personne désignée",
    "despite_advice": "malgré tout, sur quel avis",
    "despite_why": "malgré tout, pourquoi",
    "document": "numéro du dossier",
    "detail": "détail",
    "ends_on": "fin",
    "epci_signed_on": "signature de l’EPCI",
    "extension": "extension",
    "facts": "faits",
    "facts_sha256": "empreinte des faits",
    "financial": "incidence financière",
    "happened_at": "quand",
    "id": "rang dans la table",
    "identifier": "identifiant de l’acte",
    "insee": "code INSEE",
    "into_insee": "commune nouvelle",
    "kind": "type",
    "left_on": "envoyé le",
    "letter": "lettre",
    "mailing": "envoi",
    "matter": "matière",
    "noted_at": "envoi noté le",
    "notice_on": "mise en demeure",
    "notified_on": "notification",
    "occasion": "occasion",
    "parcel_sha256": "empreinte de l’envoi qui le contenait",
    "path": "chemin",
    "period": "période",
    "prepared_at": "préparé le",
    "purpose": "objet de l’envoi",
    "rank": "rang de l’avenant",
    "received_on": "reçu le",
    "recipient": "adresse",
    "recorded_at": "enregistré le",
    "reminder": "relance",
    "replaced_at": "remplacé le",
    "role": "rôle",
    "row": "ligne de communes.csv",
    "secretary": "secrétaire de séance",
    "sent_on": "envoyé le",
    "seq": "rang du numéro",
    "sha256": "empreinte",
    "signature": "signature",
    "siren": "SIREN",
    "source": "fichier reçu",
    "source_sha256": "empreinte du fichier reçu",
    "starts_on": "début",
    "state": "état",
    "takes_part": "participe",
    "text": "texte",
    "undone_at": "annulé le",
    "undone_why": "annulé, pourquoi",
    "votes_against": "voix contre",
    "votes_for": "voix pour",
    "what": "événement",
    "why": "motif",
    "withdrawn_why": "retirée, pourquoi",
    "words": "mots ajoutés",
    "year": "année",
}
#: The columns of what is so or not, kept as 1 or 0.
_TOLD = frozenset(
    {
        *("aside", "authorises_avenants", "authorises_signature", "financial", "second_convocation", "secret_ballot"),
        *("takes_part", "unanimous", "urgent"),
    }
)
_SIDES = ("before", "after")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\+00:00")


#: The events of which a side is days, and what these are. The number of a deliberation that looks like one is none.
_DAYS: Mapping[tuple[str, str], tuple[str, ...]] = {
    **{(what, "after"): ("le {}",) for what in ("mailed", "reminded", "letter sent", "sending undone")},
    ("ended", "after"): ("le {}",),
    ("merged", "after"): ("dernier jour de la commune : {}",),
    ("cancelled", "after"): ("la convention prend fin le {}",),
    ("act published", "after"): ("publiée le {}",),
    **dict.fromkeys([("end undone", "before"), ("end replaced", "before")], ("le {}",)),
    ("renewed", "before"): ("du {}",),
    ("renewed", "after"): ("au {}",),
    **dict.fromkeys(
        [(what, side) for what in ("signed", "notified", "dates corrected", "signature undone") for side in _SIDES],
        ("commune le {}", "EPCI le {}", "notifié le {}"),
    ),
}
#: Those of which a side is the number of a deliberation, and those of which one is a state.
_NUMBERS = frozenset(
    {
        ("act recorded", "after"),
        *((what, side) for what in ("act replaced", "act read again") for side in _SIDES),
        *(
            (what, "before")
            for what in (
                "act acknowledged",
                "act published",
                "act withdrawn",
                "act withdrawn after signature",
                "act withdrawn no more",
            )
        ),
    }
)
_STATED = frozenset({"sent", "completed", "reopened", "signed", "revised", "cancelled", "reinstated"})
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|—")


def told(what: str, side: str, value: str, communes: Mapping[str, str]) -> str:
    """Return what an event changed, ``side`` being « before » or « after », in French: states, causes, days, communes.

    ``communes`` are names by INSEE code.
    """
    if (what == "numbered" and side == "after") or (what == "merged" and side == "before"):
        return f"{communes[value]} ({value})" if value in communes else value
    if what == "ended" and side == "before":
        return CAUSE_NAMES.get(value, value)
    if (what, side) in _NUMBERS and value:
        return f"n° {value}"
    words, days = _DAYS.get((what, side)), value.split(", ")
    if words and all(_DAY.fullmatch(day) for day in days):
        return ", ".join(
            word.format(datetime.date.fromisoformat(day).strftime("%d/%m/%Y"))
            for word, day in zip(words, days, strict=False)
            if day != "—"
        )
    return STATES.get(value, value) if is_state(what, value) else value


def is_state(what: str, value: str) -> bool:
    """Tell whether what an event changed is the state of its document, not a text that reads like one."""
    return what in _STATED and value in STATES


#: What is kept of a document beside what it says, by which versions of the program know it again.
_UNTOLD = frozenset({"schema", "made_from", "inputs_sha256", "engine_sha256", "files", "program"})
_WORDS = {
    "alineas": "rédaction",
    "articles": "articles",
    "costless": "sans incidence financière",
    "demi_journee": "demi-journée",
    "documents": "documents",
    "duree_mois": "durée en mois",
    "effect": "date d’effet",
    "figures": "évaluation",
    "mediateur": "médiateur",
    "mediateurs": "médiateurs",
    "nature": "nature",
    "number": "numéro",
    "preavis_mois": "préavis en mois",
    "reason": "motif",
    "reconduction": "reconduction",
    "slot": "créneau",
    "term": "terme",
}


def _phrase(value: Any) -> str:
    """Return « a, b » for a list, « nom : valeur ; … » for what has names; "" for what is empty."""
    if isinstance(value, dict) and value.keys() >= {"kind", "number"}:
        return str(value["kind"])
    if isinstance(value, dict):
        told = ((name, _phrase(item)) for name, item in value.items() if name not in _UNTOLD)
        return " ; ".join(f"{_WORDS.get(name, name)} : {words}" for name, words in told if words)
    if isinstance(value, list):
        return ", ".join(filter(None, map(_phrase, value)))
    if isinstance(value, bool):
        return "oui" if value else "non"
    # A whole table, as the facts of an evaluation keep communes.csv, is for registre.json.
    return "" if value is None or "\n" in str(value) else str(value)


def as_read(column: str, value: Any) -> Any:
    """Return a value as a person reads it: states and events in French, moments at the hour of France, lists in words.

    Days stay as they are, « 2025-04-02 »: any spreadsheet takes them for dates and sorts them. So does what is damaged.
    """
    try:
        return _told(column, value)
    except (ValueError, OverflowError, TypeError, RecursionError):
        return value


def _told(column: str, value: Any) -> Any:
    if column == "what":
        return EVENTS.get(value, value)
    if column == "state":
        return STATES.get(value, value)
    if column == "cause":
        return CAUSE_NAMES.get(value, value)
    if column == "role":
        return ROLES.get(value, value)
    if column == "proxies" and value:
        return ", ".join(f"{giver} donne pouvoir à {holder or '?'}" for giver, holder in json.loads(value))
    if column in _TOLD and value in (0, 1):
        return "oui" if value else "non"
    if isinstance(value, str) and value[:1] in ("{", "["):
        return _phrase(json.loads(value))
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return datetime.datetime.fromisoformat(value).astimezone(FRANCE).strftime("%Y-%m-%d %H:%M")
    return value
