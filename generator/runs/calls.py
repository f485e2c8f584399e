"""Whom the service telephones: which dossiers wait for their commune, what is missing, what was last sent."""

from __future__ import annotations

from collections.abc import Mapping

from generator.dossiers.nextaction import Action
from generator.register.mailings import Mailing
from generator.runs.dossierstatus import DossierStatus

#: What a commune is called for, by the code of the action on its dossier; "" for what the state of its act says.
_MISSING = {
    "wait": "",
    "remind": "",
    "send-reminder": "",
    "transmit": "l’accusé de réception de la préfecture",
    "designate": "le nom de qui le conseil désigne pour signer",
    "authorise": "une délibération qui autorise la signature",
    "vote-again": "une nouvelle délibération, après le retrait de la sienne",
}
_EXPECTED = {"sent": "la délibération du conseil municipal", "complete": "les exemplaires signés"}


def is_called(dossier: DossierStatus) -> bool:
    """Tell whether something is expected of the commune."""
    return any(action.code in _MISSING for action in dossier.actions)


def asked(dossier: DossierStatus) -> str:
    """Say what is missing from a commune, and what the service has to do itself: « Il manque : X. À faire : Y. »."""
    states = {one.rank: one.state for one in dossier.documents if one.state != "cancelled"}
    missing = [_missing(action, states) for action in dossier.actions if action.code in _MISSING]
    to_do = [action.text for action in dossier.actions if action.code not in _MISSING]
    told = {"Il manque": missing, "À faire": to_do}
    return " ".join(f"{label} : {' ; '.join(items)}." for label, items in told.items() if items)


def _missing(action: Action, states: Mapping[int, str]) -> str:
    what = _MISSING[action.code] or _EXPECTED.get(states.get(action.rank, ""), action.text)
    return f"{what} (avenant n° {action.rank})" if action.rank and what != action.text else what


def last_letter(dossier: DossierStatus) -> Mailing | None:
    """Return the last e-mail that left for a dossier, a reminder too."""
    sent = [mailing for one in dossier.documents for mailing in one.mailings if mailing.sent_on]
    return max(sent, key=lambda one: (one.sent_on, one.id), default=None)
