"""The documents that are to be signed, to be notified, or were signed: the lists of the signatures."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from flask import abort, request

from generator.inputs.communes import slug
from generator.register.standing import Standing
from generator.runs.followup.dossierstatus import DossierStatus
from generator.web.desk import status

#: What the list can show, the first one at first.
LISTS = {
    "complet": "à signer",
    "notifier": "à notifier",
    "jour": "enregistrées aujourd’hui",
    "signe": "toutes les signatures",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A document that is to be signed, or was."""

    dossier: DossierStatus
    standing: Standing

    @property
    def key(self) -> str:
        """How a form names it: the commune and the rank."""
        return f"{self.dossier.commune.insee}-{self.standing.rank}"

    @property
    def what(self) -> str:
        """Return « convention », « avenant n° 2 »."""
        return f"avenant n° {self.standing.rank}" if self.standing.rank else "convention"

    @property
    def sought(self) -> str:
        """What a search looks in: the commune, its code, the number."""
        return slug(f"{self.dossier.commune.nom} {self.dossier.commune.insee} {self.standing.number}")

    @property
    def signatory(self) -> str:
        """Who signs for the commune, "" when its row is gone: whom the council designated, else as the row says."""
        act, commune = self.standing.deliberation, self.dossier.commune.commune or self.dossier.commune.kept
        if act and act.designated:
            return act.designated
        person = (commune.signataire or commune.maire) if commune else None
        return f"{person.civilite} {person.prenom} {person.nom}" if person else ""

    @property
    def days(self) -> dict[str, datetime.date]:
        """The days that are recorded of its signature, by the names of their fields; none before it."""
        known = self.standing.signature.dates if self.standing.signature else None
        days = {"commune": known.commune, "epci": known.epci, "notifiee": known.notified} if known else {}
        return {name: day for name, day in days.items() if day}


def rows(which: str) -> Iterator[Row]:
    """Yield the documents of a list."""
    report = status()
    for dossier in report.dossiers:
        for standing in dossier.documents:
            signature = standing.signature
            shown = {
                "complet": standing.state == "complete",
                "notifier": signature is not None and signature.notified_on is None,
                "jour": signature is not None and signature.recorded_on == report.on,
                "signe": signature is not None,
            }
            if shown[which]:
                yield Row(dossier, standing)


def listed(which: str) -> list[Row]:
    """Return the documents of a list that the search of the address names, all without one."""
    sought = slug(request.args.get("chercher", ""))
    return [row for row in rows(which) if sought in row.sought]


def row_of(key: str) -> Row:
    """Return a document by what a form calls it, whatever became of it meanwhile; 404 for none."""
    return find_row(key) or abort(404)


def find_row(key: str) -> Row | None:
    """Return a document by what a form calls it, whatever became of it meanwhile; None when it is no more."""
    found = (Row(dossier, standing) for dossier in status().dossiers for standing in dossier.documents)
    return next((row for row in found if row.key == key), None)


def told_of(key: str) -> str:
    """Say which document is no more that a form called so."""
    insee, _, rank = key.partition("-")
    names = (dossier.commune.nom for dossier in status().dossiers if dossier.commune.insee == insee)
    return f"{next(names, insee)} : {f'l’avenant n° {rank}' if rank != '0' else 'la convention'} n’existe plus"
