"""A dossier's status in the words and rows that every screen shows: its state, its avenants, the table as CSV."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from generator.csvtext import csv_text
from generator.language.places import de
from generator.runs.dossierstatus import STATES, DossierStatus

CSV_TITLES = (
    "INSEE",
    "Commune",
    "Numéro",
    "État",
    "À faire",
    "Au plus tard",
    "Préparé le",
    "Envoyé le",
    "Relances",
    "Dernière relance",
    "À renvoyer",
    "Retard",
    "Délibération",
    "Date de la délibération",
    "Signé le",
    "Notifié le",
    "Terme",
    "Dénoncer avant le",
    "Avenants",
)

#: What is said of a dossier without a number.
NOT_MADE = "pas encore fait"


def state_name(dossier: DossierStatus) -> str:
    """Return the name of a dossier's state."""
    return STATES[dossier.state] if dossier.convention else NOT_MADE


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
    return csv_text([CSV_TITLES, *map(_csv_row, dossiers)])


def _csv_row(dossier: DossierStatus) -> tuple[str, ...]:
    known, action = dossier.known, dossier.action
    act, signature, prepared = known.deliberation, known.signature, known.prepared
    reminders = [one.sent_on for one in known.reminders]
    return (
        dossier.commune.insee,
        dossier.commune.nom,
        known.number,
        state_told(dossier),
        action.text if action else "",
        _iso(action.by if action else None),
        _iso(prepared.prepared_on if prepared else None),
        _iso(known.sent_on),
        str(len(reminders) or ""),
        _iso(reminders[-1] if reminders else None),
        "oui" if dossier.resend else "",
        "oui" if dossier.late else "",
        act.number if act else "",
        _iso(act.decided_on if act else None),
        _iso(signature.signed_on if signature else None),
        _iso(signature.notified_on if signature else None),
        _iso(dossier.term),
        _iso(dossier.notice_by),
        avenants_told(dossier),
    )


def _iso(day: datetime.date | None) -> str:
    """Return a date as any spreadsheet sorts it: « 2025-04-07 »."""
    return day.isoformat() if day else ""
