"""The EPCI's own deliberation: executory before its representative signs, and taken by the council's term in course."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from generator.language.dates import date_longue
from generator.law.findings import Finding, error, warning

_EXECUTORY = "CGCT, art. L. 2131-1, par renvoi de L. 5211-3"
_AUTHORITY = "CGCT, art. L. 5211-9"
_DELEGATION = "CGCT, art. L. 5211-10"
#: The first day of the last general renewal of municipal councils, after which those of EPCI were renewed too.
RENEWAL = datetime.date(2026, 3, 15)
_BUREAU = re.compile(r"\bbureau\b", re.IGNORECASE)


def examine_epci_signature(
    signed_on: datetime.date,
    decided_on: datetime.date,
    transmise: datetime.date | None,
    publiee: datetime.date | None,
    section: str,
) -> Iterator[Finding]:
    """Find what forbids, or makes doubtful, the signature of the EPCI's representative on ``signed_on``.

    Its deliberation, as those of communes, is executory once transmitted to the prefect and published: a signature
    before either, or before the deliberation itself, is an error. A date that is not known is a warning, which
    names the ``section`` of campaign.toml to complete, "" where it can be no more. The same day is in order.
    """
    if signed_on < decided_on:
        yield error(
            "délibération de l’EPCI",
            _AUTHORITY,
            f"signature de l’EPCI du {date_longue(signed_on)}, avant sa délibération du {date_longue(decided_on)} ;"
            " vérifiez les deux dates.",
        )
        return
    for what, day in (("transmise au représentant de l’État", transmise), ("publiée", publiee)):
        if day is not None and signed_on < day:
            yield error(
                "délibération de l’EPCI",
                _EXECUTORY,
                f"signature de l’EPCI du {date_longue(signed_on)}, mais sa délibération n’a été {what} que le"
                f" {date_longue(day)} ; vérifiez les deux dates, ou faites signer de nouveau.",
            )
    missing = [f"« {name} »" for name, day in (("transmise", transmise), ("publiee", publiee)) if day is None]
    if missing:
        yield warning(
            "délibération de l’EPCI",
            _EXECUTORY,
            "rien ne dit que la délibération de l’EPCI était exécutoire (transmise et publiée) le jour de sa"
            " signature ; vérifiez-le"
            + (f", et complétez {' et '.join(missing)} dans campaign.toml, sous [{section}]." if section else "."),
        )


def examine_mandate(organe: str, decided_on: datetime.date, day: datetime.date) -> Iterator[Finding]:
    """Find that an act of ``day`` rests on a deliberation that a Bureau took before the last general renewal.

    It stays in force; but what the Bureau decides since rests on a delegation of the new council.
    """
    if _BUREAU.search(organe) and decided_on < RENEWAL <= day:
        yield warning(
            "mandat",
            _DELEGATION,
            f"la délibération de l’EPCI du {date_longue(decided_on)} est d’un Bureau d’avant le renouvellement général"
            f" de mars 2026, et un acte à signer est postérieur (le {date_longue(day)}) ; vérifiez qu’elle suffit :"
            " pour décider de nouveau, le Bureau doit avoir reçu délégation du nouveau conseil.",
        )


def mayor_may_have_changed(maire_depuis: datetime.date | None, day: datetime.date) -> bool:
    """Tell whether an act of ``day`` names a mayor whom the data knows to be in office since before the renewal.

    The municipal elections of March 2026 were for all communes: whoever was elected again has a new date.
    """
    return maire_depuis is not None and maire_depuis < RENEWAL <= day
