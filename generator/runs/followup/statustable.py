"""A dossier's status in the words and rows that every screen shows: its state, what it waits for, the table as CSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from generator.csvtext import csv_text
from generator.dossiers.nextaction import Action
from generator.language.agreement import plural
from generator.language.places import de
from generator.register.mailings import Mailing
from generator.runs.followup.dossierstatus import STATES, DossierStatus

#: What is said of a dossier without a number.
NOT_MADE = "pas encore fait"


def state_name(dossier: DossierStatus) -> str:
    """Return the name of a dossier's state."""
    return STATES[dossier.state] if dossier.convention else NOT_MADE


def states_counted(dossiers: Sequence[DossierStatus]) -> str:
    """Say how many dossiers there are, and how many in each state: « 12 dossiers : 3 envoyés, 9 signés »."""
    counts = Counter(map(state_name, dossiers))
    told = [plural(counts[name], name, f"{name}s") for name in (*STATES.values(), NOT_MADE) if counts[name]]
    return f"{plural(len(dossiers), 'dossier', 'dossiers')} : {', '.join(told)}"


def state_told(dossier: DossierStatus) -> str:
    """Return « signé », « signé (ligne retirée) » for a commune that takes no part any more, « signé → Abscon ».

    Once the commune nouvelle has taken the place of the commune: « signé (convention d’Haveluy) ».
    """
    former = dossier.commune.former
    absence = f"convention {de(former)}" if former else dossier.commune.absence
    into = f" → {dossier.into}" if dossier.into and not former else ""
    return state_name(dossier) + (f" ({absence})" if absence else "") + into


def avenants_told(dossier: DossierStatus) -> str:
    """Return « n° 1 signé, n° 2 complet », without those that were cancelled."""
    return ", ".join(avenant_states(dossier))


def avenant_states(dossier: DossierStatus) -> list[str]:
    """Return « n° 1 signé » of each avenant that was not cancelled."""
    standings = (one.standing for one in dossier.avenants)
    return [f"n° {one.rank} {STATES[one.state]}" for one in standings if one.state != "cancelled"]


def status_csv(dossiers: Sequence[DossierStatus]) -> str:
    """Return the dossiers as CSV for French spreadsheets: semicolons, CRLF, dates that sort (AAAA-MM-JJ)."""
    rows = (tuple(str(cell(dossier) or "") for cell in _COLUMNS.values()) for dossier in dossiers)
    return csv_text([tuple(_COLUMNS), *rows])


#: Each column of the CSV, and what its cell tells; nothing and none are left empty.
_COLUMNS: Mapping[str, Callable[[DossierStatus], object]] = {
    "INSEE": lambda one: one.commune.insee,
    "Commune": lambda one: one.commune.nom,
    "Numéro": lambda one: one.known.number,
    "État": state_told,
    "À faire": lambda one: one.action and one.action.text,
    "Au plus tard": lambda one: one.due,
    "Préparé le": lambda one: one.known.prepared and one.known.prepared.prepared_on,
    "Envoyé le": lambda one: one.known.sent_on,
    "Relances": lambda one: len(one.known.reminders),
    "Dernière relance": lambda one: one.known.reminders[-1].sent_on if one.known.reminders else None,
    "À renvoyer": lambda one: "oui" if one.resend else "",
    "Retard": lambda one: "oui" if one.late else "",
    "Délibération": lambda one: one.known.deliberation and one.known.deliberation.number,
    "Date de la délibération": lambda one: one.known.deliberation and one.known.deliberation.decided_on,
    "Signé le": lambda one: one.known.signed_on,
    "Notifié le": lambda one: one.known.notified_on,
    "Terme": lambda one: one.term,
    "Dénoncer avant le": lambda one: one.notice_by,
    "Avenants": avenants_told,
}


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
