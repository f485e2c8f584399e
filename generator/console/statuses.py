"""Where the dossiers stand, as a clerk reads it: a table, what to do, who is late, a CSV for spreadsheets."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.csvtext import csv_text
from generator.dossiers.resends import Resend
from generator.language.agreement import named, plural
from generator.language.dates import date_longue
from generator.language.places import de
from generator.runs.sending import SendingReport
from generator.runs.sign import SignReport
from generator.runs.status import STATES, DossierStatus

TITLES = (
    "INSEE",
    "Commune",
    "Numéro",
    "État",
    "À faire",
    "Au plus tard",
    "Envoyé le",
    "Délibération",
    "Signé le",
    "En vigueur depuis",
    "Terme",
    "Avenants",
    "Retard",
)
#: Columns whose cells are never broken, and those that a narrow terminal does without, the first ones first.
WHOLE = ("INSEE", "Numéro", "Au plus tard", "Envoyé le", "Signé le", "Terme")
SPARE = (
    *("INSEE", "En vigueur depuis", "Délibération", "Signé le", "Retard", "Terme", "Avenants", "Envoyé le"),
    *("État", "Au plus tard", "À faire"),
)
TODO_TITLES = ("Au plus tard", "À faire", "Commune", "Numéro", "Commande")
TODO_WHOLE, TODO_SPARE = ("Numéro",), ("Commande", "Au plus tard")
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


def status_row(dossier: DossierStatus) -> tuple[str, ...]:
    """Return a dossier as one line under ``TITLES``."""
    convention, action = dossier.convention, dossier.action
    act = convention.deliberation if convention else None
    signature = convention.signature if convention else None
    return (
        dossier.commune.insee,
        dossier.commune.nom,
        convention.number if convention else "",
        _state(dossier) + (", à renvoyer" if dossier.resend else ""),
        action.text if action else "",
        _day(action.by if action else None),
        _day(convention.sent_on if convention else None),
        f"{act.number} du {_day(act.decided_on)}{', à vérifier' * dossier.to_check}" if act else "",
        _day(signature.signed_on if signature else None),
        "à notifier" if signature and not signature.notified_on else _day(signature.notified_on if signature else None),
        _day(dossier.term),
        _avenants(dossier),
        "en retard" if dossier.late else "",
    )


def status_lines(dossiers: Sequence[DossierStatus]) -> Iterator[str]:
    """Yield how many dossiers are in each state, then who is late, then what is to be sent again."""
    counts = Counter(state_name(dossier) for dossier in dossiers)
    told = [plural(counts[name], name, f"{name}s") for name in STATES.values() if counts[name]]
    told += [plural(counts[NOT_MADE], NOT_MADE, f"{NOT_MADE}s")] if counts[NOT_MADE] else []
    yield f"{plural(len(dossiers), 'dossier', 'dossiers')} : {', '.join(told)}"
    for dossier in dossiers:
        convention, row = dossier.convention, dossier.commune.row
        contact = " ; ".join(filter(None, (row.get("courriel"), row.get("telephone"))))
        known = f" ({contact})" if contact else ""
        if convention and convention.awaited_since and dossier.late:
            reminders = [one.sent_on for one in convention.reminders if one.sent_on]
            last = f", relance n° {len(reminders)} le {date_longue(reminders[-1])}" if reminders else ""
            since = date_longue(convention.awaited_since)
            yield f"  En retard — {dossier.commune.nom} : sans réponse depuis le {since}{last}{known}"
        for avenant in dossier.avenants:
            if avenant.late and avenant.standing.awaited_since:
                since = date_longue(avenant.standing.awaited_since)
                named = f"{dossier.commune.nom}, avenant n° {avenant.standing.rank}"
                yield f"  En retard — {named} : sans réponse depuis le {since}{known}"
    for dossier in dossiers:
        if dossier.resend:
            yield _resend_line(dossier, dossier.resend)


def _resend_line(dossier: DossierStatus, resend: Resend) -> str:
    """Say what changed since a dossier was prepared or sent."""
    sent = resend.mailing.sent_on
    since = f"l’envoi du {date_longue(sent)}" if sent else "la préparation du courriel"
    names = ", ".join(dossier.titles.get(kind, kind) for kind in resend.kinds)
    words = " ; ".join(change.text for change in resend.words)
    more = f" ; et {plural(resend.more, 'autre modification', 'autres modifications')}" if resend.more else ""
    return f"  À renvoyer — {dossier.commune.nom} : modifié depuis {since} ({names}) — {words}{more}"


def todo_rows(dossiers: Sequence[DossierStatus], today: datetime.date) -> Iterator[tuple[str, ...]]:
    """Yield what to do under ``TODO_TITLES``, the same for several communes once, in the order of the dossiers."""
    groups: dict[tuple[datetime.date | None, str, str], list[DossierStatus]] = {}
    for dossier in dossiers:
        for action in dossier.actions:
            groups.setdefault((action.by, action.text, action.command), []).append(dossier)
    for (by, text, command), members in sorted(groups.items(), key=lambda group: group[0][0] or datetime.date.max):
        past = " (passé)" if by and by < today else ""
        names = [dossier.commune.nom for dossier in members]
        if len(members) == 1:
            (dossier,) = members
            number = dossier.convention.number if dossier.convention else ""
            yield _day(by) + past, text, names[0], number, command.replace("COMMUNE", dossier.slug)
        else:
            yield _day(by) + past, text, named(names), "", command


def _state(dossier: DossierStatus) -> str:
    """Return « signé », « signé (ligne retirée) » for a commune that takes no part any more, « signé → Abscon ».

    Once the commune nouvelle has taken the place of the commune: « signé (convention d’Haveluy) ».
    """
    former = dossier.commune.former
    absence = f"convention {de(former)}" if former else dossier.commune.absence
    into = f" → {dossier.into}" if dossier.into and not former else ""
    return state_name(dossier) + (f" ({absence})" if absence else "") + into


def status_csv(dossiers: Sequence[DossierStatus]) -> str:
    """Return the dossiers as CSV for French spreadsheets: semicolons, CRLF, dates that sort (AAAA-MM-JJ)."""
    return csv_text([CSV_TITLES, *map(_csv_row, dossiers)])


def _csv_row(dossier: DossierStatus) -> tuple[str, ...]:
    convention, action = dossier.convention, dossier.action
    act, signature, prepared = (
        (convention.deliberation, convention.signature, convention.prepared) if convention else (None, None, None)
    )
    reminders = [one.sent_on for one in convention.reminders] if convention else []
    return (
        dossier.commune.insee,
        dossier.commune.nom,
        convention.number if convention else "",
        _state(dossier),
        action.text if action else "",
        _iso(action.by if action else None),
        _iso(prepared.prepared_on if prepared else None),
        _iso(convention.sent_on if convention else None),
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
        _avenants(dossier),
    )


def _avenants(dossier: DossierStatus) -> str:
    return ", ".join(
        f"n° {one.standing.rank} {STATES[one.standing.state]}"
        for one in dossier.avenants
        if one.standing.state != "cancelled"
    )


def sending_lines(report: SendingReport) -> Iterator[str]:
    """Yield what was noted as sent, or would be: each e-mail on its line."""
    for one in report.sent:
        what = f"relance n° {one.reminder}" if one.reminder else f"lettre : {one.letter}" if one.letter else "dossier"
        named = f"{what}, avenant n° {one.rank}" if one.rank else what
        verb = "envoi annulé" if report.undone else f"envoyé le {date_longue(one.date)}"
        yield f"  {one.commune}, {one.number} ({named}, {one.recipient or 'sans adresse'}) : {verb}"


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
    """Return a date as a clerk reads it: « 07/04/2025 »."""
    return day.strftime("%d/%m/%Y") if day else ""


def _iso(day: datetime.date | None) -> str:
    """Return a date as any spreadsheet sorts it: « 2025-04-07 »."""
    return day.isoformat() if day else ""
