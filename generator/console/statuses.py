"""Where the dossiers stand, as a clerk reads it: a table, who is late, a CSV for spreadsheets."""

from __future__ import annotations

import csv
import datetime
import io
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.language.agreement import plural
from generator.language.dates import date_longue
from generator.runs.sign import SignReport
from generator.runs.status import STATES, DossierStatus

TITLES = (
    "INSEE",
    "Commune",
    "Numéro",
    "État",
    "Envoyé le",
    "Délibération",
    "Signé le",
    "En vigueur depuis",
    "Terme",
    "Avenants",
    "Retard",
)

#: What is said of a dossier without a number.
NOT_MADE = "pas encore fait"


def state_name(dossier: DossierStatus) -> str:
    """Return the name of a dossier's state."""
    return STATES[dossier.state] if dossier.convention else NOT_MADE


def status_row(dossier: DossierStatus) -> tuple[str, ...]:
    """Return a dossier as one line under ``TITLES``."""
    convention = dossier.convention
    act = convention.deliberation if convention else None
    signature = convention.signature if convention else None
    return (
        dossier.commune.insee,
        dossier.commune.nom,
        convention.number if convention else "",
        state_name(dossier),
        _day(convention.sent_on if convention else None),
        f"{act.number} du {_day(act.decided_on)}{', à vérifier' * dossier.to_check}" if act else "",
        _day(signature.signed_on if signature else None),
        "à notifier" if signature and not signature.notified_on else _day(signature.notified_on if signature else None),
        _day(dossier.term),
        ", ".join(f"n° {one.rank} {STATES[one.state]}" for one in dossier.avenants if one.state != "cancelled"),
        "en retard" if dossier.late else "",
    )


def status_lines(dossiers: Sequence[DossierStatus]) -> Iterator[str]:
    """Yield how many dossiers are in each state, then who is late."""
    counts = Counter(state_name(dossier) for dossier in dossiers)
    told = [plural(counts[name], name, f"{name}s") for name in STATES.values() if counts[name]]
    told += [f"{counts[NOT_MADE]} {NOT_MADE}"] if counts[NOT_MADE] else []
    yield f"{plural(len(dossiers), 'dossier', 'dossiers')} : {', '.join(told)}"
    late = [dossier for dossier in dossiers if dossier.late and dossier.convention and dossier.convention.sent_on]
    for dossier in late:
        if dossier.convention and dossier.convention.sent_on:
            row = dossier.commune.row
            contact = " ; ".join(filter(None, (row.get("courriel"), row.get("telephone"))))
            day = date_longue(dossier.convention.sent_on)
            yield f"  En retard — {dossier.commune.nom} : sans réponse depuis le {day}" + (
                f" ({contact})" if contact else ""
            )


def _state(dossier: DossierStatus) -> str:
    """Return « signé », « signé (ligne retirée) » for a commune that takes no part any more, « signé → Abscon »."""
    absence = dossier.commune.absence
    into = f" → {dossier.into}" if dossier.into else ""
    return STATES[dossier.state] + (f" ({absence})" if absence else "") + into


def status_csv(dossiers: Sequence[DossierStatus]) -> str:
    """Return the table as CSV for French spreadsheets: semicolons, CRLF."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";", lineterminator="\r\n").writerows(
        [TITLES, *(status_row(dossier) for dossier in dossiers)]
    )
    return stream.getvalue()


def signature_told(report: SignReport) -> str:
    """Return a sentence that says what a signature records."""
    act, feminine = (f"l’avenant n° {report.avenant}", "") if report.avenant else ("la convention", "e")
    dates, named = report.dates, f"{report.commune}, {report.number}"
    if report.done == "undone":
        return f"{named} : la signature du {date_longue(dates.signed_on)} est annulée."
    if dates.commune == dates.epci:
        days = f"par les deux parties le {date_longue(dates.commune)}"
    else:
        days = f"par la commune le {date_longue(dates.commune)} et par l’EPCI le {date_longue(dates.epci)}"
    signed = f"{act} est signé{feminine} {days}"
    if dates.notified is None:
        return f"{named} : {signed} ; reste à notifier à la commune, ce qui lui donne effet."
    return f"{named} : {signed}, et notifié{feminine} le {date_longue(dates.notified)}."


def _day(day: datetime.date | None) -> str:
    """Return a date as French spreadsheets read it: « 07/04/2025 »."""
    return day.strftime("%d/%m/%Y") if day else ""
