"""The columns of the register as French spreadsheets head them, and their values as a person reads them."""

from __future__ import annotations

import datetime
import re
from typing import Any

from generator.register.journal import EVENTS, FRANCE
from generator.register.states import STATES

#: Every column of every table; a name means the same in all of them.
HEADERS = {
    "absent_names": "noms des absents",
    "abstentions": "abstentions",
    "after": "après",
    "answered_on": "réponse du",
    "aside_names": "noms de ceux qui ne prennent pas part",
    "author": "auteur",
    "authorises_avenants": "autorise les avenants",
    "authorises_signature": "autorise à signer",
    "before": "avant",
    "bytes": "octets",
    "campaign": "campagne",
    "cause": "cause",
    "code": "code du message",
    "commune": "commune",
    "commune_signed_on": "signature de la commune",
    "content": "contenu",
    "convened_on": "convocation",
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
    "in_office": "en exercice",
    "insee": "code INSEE",
    "into_insee": "commune nouvelle",
    "kind": "type",
    "left_on": "envoyé le",
    "mailing": "envoi",
    "matter": "matière",
    "not_voting": "ne prennent pas part au vote",
    "noted_at": "envoi noté le",
    "notice_on": "mise en demeure",
    "notified_on": "notification",
    "number": "numéro",
    "object": "objet",
    "occasion": "occasion",
    "operative": "dispositif",
    "parcel_sha256": "empreinte de l’envoi qui le contenait",
    "path": "chemin",
    "period": "période",
    "posted_on": "affichage",
    "prepared_at": "préparé le",
    "present": "présents",
    "present_names": "noms des présents",
    "president": "présidée par",
    "proxies": "pouvoirs",
    "published_on": "publication",
    "purpose": "objet de l’envoi",
    "rank": "rang de l’avenant",
    "received_on": "reçu le",
    "recipient": "adresse",
    "recorded_at": "enregistré le",
    "reminder": "relance",
    "replaced_at": "remplacé le",
    "role": "rôle",
    "row": "ligne de communes.csv",
    "second_convocation": "seconde convocation",
    "secret_ballot": "scrutin secret",
    "secretary": "secrétaire de séance",
    "sent_on": "envoyé le",
    "seq": "rang du numéro",
    "sha256": "empreinte",
    "signatories": "signataires",
    "signature": "signature",
    "siren": "SIREN",
    "source": "fichier reçu",
    "source_sha256": "empreinte du fichier reçu",
    "starts_on": "début",
    "state": "état",
    "unanimous": "unanimité",
    "undone_at": "annulé le",
    "undone_why": "annulé, pourquoi",
    "urgent": "urgence",
    "votes_against": "voix contre",
    "votes_for": "voix pour",
    "voting": "votants",
    "what": "événement",
    "why": "motif",
    "withdrawn_why": "retirée, pourquoi",
    "year": "année",
}
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\+00:00")


def as_read(column: str, value: Any) -> Any:
    """Return a value as a person reads it: states and events in French, moments at the hour of France.

    Days stay as they are, « 2025-04-02 »: any spreadsheet takes them for dates and sorts them.
    """
    if column == "what":
        return EVENTS.get(value, value)
    if column in ("state", "before", "after"):
        return STATES.get(value, value)
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return datetime.datetime.fromisoformat(value).astimezone(FRANCE).strftime("%Y-%m-%d %H:%M")
    return value
