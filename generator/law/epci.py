"""The EPCI's own act: executory before its representative signs, taken by the council's term in course.

It is a deliberation of its council or of its Bureau, or a decision of its President or of a vice-president, to whom the
council delegated a part of its powers (CGCT, article L. 5211-10). On what a grouping renders services depends on its
category.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from generator.language.dates import date_longue
from generator.language.typography import unaccented
from generator.law.findings import Finding, Rule

_EXECUTORY = "CGCT, art. L. 2131-1, par renvoi de L. 5211-3"
_AUTHORITY = "CGCT, art. L. 5211-9"
_DELEGATION = "CGCT, art. L. 5211-10"
#: The first day of the last general renewal of municipal councils, after which those of EPCI were renewed too.
RENEWAL = datetime.date(2026, 3, 15)
_BUREAU = re.compile(r"\b(?P<commission>commission permanente)\b|\bbureau\b", re.IGNORECASE)
_ASSEMBLY = re.compile(r"\b(?:bureau|conseil|comité|assemblée|commission)\b", re.IGNORECASE)
_PRESIDENT = re.compile(r"\b(?P<vice>vice[ \-‑]?)?présidente?\b", re.IGNORECASE)


def decides_alone(organe: str) -> bool:
    """Tell whether who takes an act is one person, by delegation: the act is then a decision, no deliberation."""
    return not _ASSEMBLY.search(organe) and _PRESIDENT.search(organe) is not None


def authorises_president(organe: str) -> bool:
    """Tell whether an act of this organ lets the President sign, and delegate it: a vice-president's does not.

    A vice-president to whom the council delegated a power decides and signs (CGCT, article L. 5211-10).
    """
    found = _PRESIDENT.search(organe) if decides_alone(organe) else None
    return found is None or not found["vice"]


def act_of(organe: str) -> str:
    """Return what an act of this organ is: « délibération », or « décision » of one person."""
    return "décision" if decides_alone(organe) else "délibération"


def examine_epci_signature(
    signed_on: datetime.date,
    decided_on: datetime.date,
    transmise: datetime.date | None,
    publiee: datetime.date | None,
    section: str,
    organe: str = "",
) -> Iterator[Finding]:
    """Find what forbids, or makes doubtful, the signature of the EPCI's representative on ``signed_on``.

    Its deliberation, or the decision of an ``organe`` that is one person, is executory once transmitted to the prefect
    and published, as those of communes: a signature before either, or before the act itself, is an error. A date that
    is not known is a warning, which names the ``section`` of campaign.toml to complete, "" where it can be no more. The
    same day is in order.
    """
    act = act_of(organe)
    if signed_on < decided_on:
        yield Rule("délibération de l’EPCI", _AUTHORITY).error(
            f"signature de l’EPCI du {date_longue(signed_on)}, avant sa {act} du {date_longue(decided_on)} ;"
            " vérifiez les deux dates."
        )
        return
    for what, day in (("transmise au représentant de l’État", transmise), ("publiée", publiee)):
        if day is not None and signed_on < day:
            yield Rule("délibération de l’EPCI", _EXECUTORY).error(
                f"signature de l’EPCI du {date_longue(signed_on)}, mais sa {act} n’a été {what} que le"
                f" {date_longue(day)} ; vérifiez les deux dates, ou faites signer de nouveau."
            )
    missing = [f"« {name} »" for name, day in (("transmise", transmise), ("publiee", publiee)) if day is None]
    if missing:
        yield Rule("délibération de l’EPCI", _EXECUTORY).warning(
            f"rien ne dit que la {act} de l’EPCI était exécutoire (transmise et publiée) le jour de sa"
            " signature ; vérifiez-le"
            + (f", et complétez {' et '.join(missing)} dans campaign.toml, sous [{section}]." if section else ".")
        )


def examine_mandate(organe: str, decided_on: datetime.date, day: datetime.date) -> Iterator[Finding]:
    """Find that an act of ``day`` rests on what a Bureau, or one person, decided before the last general renewal.

    The commission permanente of a métropole is such a Bureau.

    It stays in force; but what they decide since rests on a delegation of the new council.
    """
    alone, bureau = decides_alone(organe), _BUREAU.search(organe)
    if (alone or bureau) and decided_on < RENEWAL <= day:
        who, before = "le Bureau", "d’un Bureau"
        if alone:
            who, before = "la personne qui décide", "prise par une délégation"
        elif bureau and bureau["commission"]:
            who, before = "la commission permanente", "d’une commission permanente"
        yield Rule("mandat", _DELEGATION).warning(
            f"la {act_of(organe)} de l’EPCI du {date_longue(decided_on)} est {before} d’avant le renouvellement général"
            f" de mars 2026, et un acte à signer est postérieur (le {date_longue(day)}) ; vérifiez qu’elle suffit :"
            f" pour décider de nouveau, {who} doit avoir reçu délégation du nouveau conseil."
        )


def examine_office(since: datetime.date, decided_on: datetime.date, day: datetime.date) -> Iterator[Finding]:
    """Find that an act of ``day`` is for somebody to sign whom nothing shows in office since the last general renewal.

    ``since`` is from when that person signs for the EPCI, ``datetime.date.min`` where nothing says it: they are then
    who presided when its deliberation was taken.
    """
    known = decided_on if since == datetime.date.min else since
    if known < RENEWAL <= day:
        yield Rule("mandat", _AUTHORITY).warning(
            f"un acte à signer est du {date_longue(day)}, après le renouvellement général de mars 2026, et qui signe"
            " pour l’EPCI est indiqué depuis une date antérieure ; vérifiez qui préside, et la délégation de qui signe"
            " à sa place, puis ajoutez à campaign.toml une section [[epci.representants]] avec « debut », même si c’est"
            " la même personne."
        )


def mayor_may_have_changed(maire_depuis: datetime.date | None, day: datetime.date) -> bool:
    """Tell whether an act of ``day`` names a mayor whom the data knows to be in office since before the renewal.

    The municipal elections of March 2026 were for all communes: whoever was elected again has a new date.
    """
    return maire_depuis is not None and maire_depuis < RENEWAL <= day


#: How the full name of each category begins, without accents, and the articles that such a grouping rests on.
_CATEGORIES = (
    (r"(?:communaute d'agglomeration|ca)\b", "L.\u00a05215-27 et L.\u00a05216-7-1"),
    (r"(?:communaute urbaine|cu)\b", "L.\u00a05215-27"),
    (r"(?:communaute de communes|cc)\b", "L.\u00a05214-16-1"),
    # Those of Paris and Lyon have statutes of their own.
    (r"(?:euro)?metropole\b(?! du grand paris| de lyon)", "L.\u00a05215-27 et L.\u00a05217-7"),
)
_ARTICLE = re.compile(r"^(?:la |le |l')")


def foundation(name: str) -> str:
    """Return « L. 5215-27 et L. 5216-7-1 », the articles on which a grouping rests, by its full name.

    "" for a category that none of these articles is about (a syndicat, a pôle), or that the name does not tell.
    """
    folded = _ARTICLE.sub("", unaccented(name.replace("’", "'").strip().lower()))
    return next((articles for begins, articles in _CATEGORIES if re.match(begins, folded)), "")
