"""Whom the service telephones: which dossiers wait for their commune, what is missing, what was last sent."""

from __future__ import annotations

from generator.register.mailings import Mailing
from generator.runs.dossierstatus import DossierStatus

#: The actions for which a commune is called.
_CALLED = frozenset({"wait", "remind", "send-reminder", "transmit", "designate", "authorise", "vote-again"})
#: What a commune is reminded of, by the state of its act.
_REMINDED = frozenset({"wait", "remind", "send-reminder"})
_EXPECTED = {"sent": "la délibération du conseil municipal", "complete": "les exemplaires signés"}


def is_called(dossier: DossierStatus) -> bool:
    """Tell whether something is expected of the commune."""
    return any(action.code in _CALLED for action in dossier.actions)


def missing(dossier: DossierStatus) -> list[str]:
    """Return what is expected of a commune, or else what is to do on its dossier."""
    acts = {one.rank: one.state for one in dossier.documents if one.state != "cancelled"}
    return [
        _EXPECTED.get(acts.get(action.rank, ""), action.text) if action.code in _REMINDED else action.text
        for action in dossier.actions
    ]


def last_letter(dossier: DossierStatus) -> Mailing | None:
    """Return the last e-mail that left for a dossier, a reminder too."""
    sent = [mailing for one in dossier.documents for mailing in one.mailings if mailing.sent_on]
    return max(sent, key=lambda one: (one.sent_on, one.id), default=None)
