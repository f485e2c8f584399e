"""Where the dossiers stand, as a clerk reads it at a terminal: a table, what to do, who is late."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence

from generator.dossiers.resends import Resend
from generator.language.agreement import named, plural
from generator.language.dates import date_chiffres, date_longue
from generator.runs.followup.dossierstatus import DossierStatus
from generator.runs.followup.statustable import avenants_told, state_told, states_counted

#: Columns whose cells are never broken, those that are broken last, and those that a narrow terminal does without, the
#: first ones first.
WHOLE = ("INSEE", "Numéro", "Au plus tard", "Envoyé le", "Signé le", "Terme")
NAMES = ("Commune",)
SPARE = ("INSEE", "En vigueur depuis", "Délibération", "Signé le", "Retard", "Terme", "Avenants", "Envoyé le")
TASK_TITLES = ("Au plus tard", "À faire", "Commune", "Numéro", "Commande")
#: How many communes a command names; without names, it is for all those that it can be for.
_LISTED = 8
TASK_WHOLE, TASK_SPARE = ("Numéro",), ("Commande",)


def _deliberation(dossier: DossierStatus) -> str:
    """Name the deliberation, and say that it is to be read, or was withdrawn once the convention was signed on it."""
    act = dossier.known.deliberation
    doubt = ", à vérifier" * dossier.to_check + ", retirée ou annulée" * dossier.known.revoked
    return f"{act.number} du {date_chiffres(act.decided_on)}{doubt}" if act else ""


def _in_force(dossier: DossierStatus) -> str:
    return date_chiffres(dossier.known.notified_on) or ("à notifier" if dossier.known.signature else "")


#: Each column of the table, and its cell.
COLUMNS: Mapping[str, Callable[[DossierStatus], str]] = {
    "INSEE": lambda one: one.commune.insee,
    "Commune": lambda one: one.commune.nom,
    "Numéro": lambda one: one.known.number,
    "État": lambda one: state_told(one) + (", à renvoyer" if one.resend else ""),
    "À faire": lambda one: one.action.text if one.action else "",
    "Au plus tard": lambda one: date_chiffres(one.due),
    "Envoyé le": lambda one: date_chiffres(one.known.sent_on),
    "Délibération": _deliberation,
    "Signé le": lambda one: date_chiffres(one.known.signed_on),
    "En vigueur depuis": _in_force,
    "Terme": lambda one: date_chiffres(one.term),
    "Avenants": avenants_told,
    "Retard": lambda one: "en retard" if one.late else "",
}


def status_row(dossier: DossierStatus) -> tuple[str, ...]:
    """Return a dossier as one line under ``COLUMNS``."""
    return tuple(cell(dossier) for cell in COLUMNS.values())


def status_lines(dossiers: Sequence[DossierStatus]) -> Iterator[str]:
    """Yield how many dossiers are in each state, then who is late, what is to be sent again, what is put aside."""
    yield states_counted(dossiers)
    for dossier in dossiers:
        known, row = dossier.known, dossier.commune.row
        contact = " ; ".join(filter(None, (row.get("courriel"), row.get("telephone"))))
        reached = f" ({contact})" if contact else ""
        if known.awaited_since and dossier.late:
            reminded, rank = known.reminded_on, len(known.reminders)
            last = f", relance n° {rank} le {date_longue(reminded)}" if reminded else ""
            since = date_longue(known.awaited_since)
            yield f"  En retard — {dossier.commune.called} : sans réponse depuis le {since}{last}{reached}"
        for avenant in dossier.avenants:
            if avenant.late and avenant.standing.awaited_since:
                since = date_longue(avenant.standing.awaited_since)
                name = f"{dossier.commune.called}, avenant n° {avenant.standing.rank}"
                yield f"  En retard — {name} : sans réponse depuis le {since}{reached}"
    for dossier in dossiers:
        if dossier.resend:
            yield _resend_line(dossier, dossier.resend)
    for dossier in dossiers:
        if aside := dossier.notes.aside:
            yield f"  Mis de côté — {dossier.commune.called} : {aside.text} (depuis le {date_longue(aside.written_on)})"


def _resend_line(dossier: DossierStatus, resend: Resend) -> str:
    """Say what changed since a dossier was prepared or sent."""
    sent = resend.mailing.sent_on
    since = f"l’envoi du {date_longue(sent)}" if sent else "la préparation du courriel"
    names = ", ".join(dossier.titles.get(kind, kind) for kind in resend.kinds)
    words = " ; ".join(change.text for change in resend.words)
    more = f" ; et {plural(resend.more, 'autre modification', 'autres modifications')}" if resend.more else ""
    told = f" — {words}{more}" if words else ""
    return f"  À renvoyer — {dossier.commune.called} : modifié depuis {since} ({names}){told}"


def todo_rows(dossiers: Sequence[DossierStatus], today: datetime.date) -> Iterator[tuple[str, ...]]:
    """Yield what to do under ``TASK_TITLES``, the same for several communes once, in the order of the dossiers."""
    groups: dict[tuple[datetime.date | None, str, str], dict[str, DossierStatus]] = {}
    for dossier in dossiers:
        for action in dossier.actions:
            groups.setdefault((action.by, action.text, action.command), {})[dossier.commune.insee] = dossier
    for (by, text, command), found in sorted(groups.items(), key=lambda group: group[0][0] or datetime.date.max):
        last_day = date_chiffres(by) + (" (passé)" if by and by < today else "")
        members = list(found.values())
        slugs = [dossier.slug for dossier in members]
        if len(members) == 1:
            number = members[0].known.number
            yield last_day, text, members[0].commune.called, number, command.replace("COMMUNE", slugs[0])
        else:
            yield (
                last_day,
                text,
                named([dossier.commune.called for dossier in members]),
                "",
                command_for(command, slugs),
            )


def command_for(command: str, slugs: Sequence[str]) -> str:
    """Return a command for several communes: with their names, or without any where they are many, for all it is for.

    A signature is recorded for one at a time.
    """
    if command.startswith("conventions sign "):
        return f"{command.replace('COMMUNE', slugs[0])} ; de même pour les autres"
    return command.replace(" COMMUNE", "".join(f" {slug}" for slug in slugs) if len(slugs) <= _LISTED else "")
