"""Where each commune's dossier stands, and who has not answered."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.inputs.communes import Commune
from generator.inputs.sources import read_sources, select_communes
from generator.language.agreement import plural
from generator.language.dates import date_longue
from generator.law.acts import executory_on
from generator.project import Project
from generator.register.standings import Standing, State, read_standings

TITLES = ("INSEE", "Commune", "Numéro", "État", "Envoyé le", "Délibération", "Signé le", "En vigueur depuis",
          "Avenants", "Retard")  # fmt: skip
#: How a screen says each state.
STATES: dict[State, str] = {
    "draft": "projet",
    "sent": "envoyé",
    "voted": "voté",
    "complete": "complet",
    "signed": "signé",
    "cancelled": "annulé",
}
#: Days without an answer after which a commune is late.
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class DossierStatus:
    """One commune's dossier: its convention and its avenants; ``convention`` is None before the first build."""

    commune: Commune
    convention: Standing | None
    avenants: tuple[Standing, ...]
    late: bool

    @property
    def state(self) -> State:
        """That of the convention; a dossier that was never made is a draft."""
        return self.convention.state if self.convention else "draft"

    def as_json(self) -> dict[str, Any]:
        """Return the dossier, dates as YYYY-MM-DD."""
        convention = self.convention
        act = convention.act.act if convention and convention.act else None
        signature = convention.signature if convention else None
        return {
            "insee": self.commune.insee,
            "commune": self.commune.nom,
            "number": convention.number if convention else None,
            "state": self.state,
            "sent_on": _iso(convention.sent_on if convention else None),
            "deliberation": {
                "number": act.number,
                "date": _iso(act.decided_on),
                "transmitted_on": _iso(act.transmitted_on),
                "executory_on": _iso(executory_on(act)),
            }
            if act
            else None,
            "signed_on": _iso(signature.signed_on if signature else None),
            "in_force_since": _iso(signature.notified_on if signature else None),
            "avenants": [
                {"rank": avenant.rank, "number": avenant.number, "state": avenant.state} for avenant in self.avenants
            ],
            "late": self.late,
        }

    def as_row(self) -> tuple[str, ...]:
        """Return the dossier as one line under ``TITLES``."""
        convention = self.convention
        act = convention.act.act if convention and convention.act else None
        signature = convention.signature if convention else None
        return (
            self.commune.insee,
            self.commune.nom,
            convention.number if convention else "",
            STATES[self.state],
            _day(convention.sent_on if convention else None),
            f"{act.number} du {_day(act.decided_on)}" if act else "",
            _day(signature.signed_on if signature else None),
            _day(signature.notified_on if signature else None),
            ", ".join(f"n° {one.rank} {STATES[one.state]}" for one in self.avenants if one.state != "cancelled"),
            "en retard" if self.late else "",
        )


def read_status(
    project: Project, communes: tuple[str, ...], today: datetime.date, patience: int = PATIENCE
) -> tuple[DossierStatus, ...]:
    """Return where the dossiers of the communes named stand, of all that participate or are signed when none is.

    A dossier is late ``patience`` days after it was sent, as long as no deliberation came back. Raises DataError,
    RegisterError, UsageError.
    """
    sources = read_sources(project)
    standings = read_standings(project.register, sources.campaign.name)
    signed = {standing.insee for standing in standings.signed.values()}
    known = tuple(commune for commune in sources.table.communes if commune.participe or commune.insee in signed)
    return tuple(
        _status(commune, [one for one in standings.documents if one.insee == commune.insee], today, patience)
        for commune in select_communes(known, communes)
    )


def status_lines(dossiers: Sequence[DossierStatus]) -> Iterator[str]:
    """Yield how many dossiers are in each state, then who is late."""
    counts = {state: sum(dossier.state == state for dossier in dossiers) for state in STATES}
    told = [plural(counts[state], name, f"{name}s") for state, name in STATES.items() if counts[state]]
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


def status_csv(dossiers: Sequence[DossierStatus]) -> str:
    """Return the table as CSV for French spreadsheets: semicolons, CRLF."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";", lineterminator="\r\n").writerows(
        [TITLES, *(dossier.as_row() for dossier in dossiers)]
    )
    return stream.getvalue()


def _status(commune: Commune, standings: list[Standing], today: datetime.date, patience: int) -> DossierStatus:
    conventions = [standing for standing in standings if standing.rank == 0]
    convention = conventions[-1] if conventions else None
    waiting = convention.sent_on if convention and convention.state == "sent" else None
    return DossierStatus(
        commune,
        convention,
        tuple(standing for standing in standings if standing.rank > 0),
        waiting is not None and (today - waiting).days > patience,
    )


def _day(day: datetime.date | None) -> str:
    """Return a date as French spreadsheets read it: « 07/04/2025 »."""
    return day.strftime("%d/%m/%Y") if day else ""


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
