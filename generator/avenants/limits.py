"""What time forbids an avenant: an effect after its convention's end or before a former one, a slot without a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from generator.avenants.inforce import InForce
from generator.errors import DataError, Problem
from generator.inputs.communes import Commune, Slot
from generator.language.agreement import named
from generator.language.dates import date_longue
from generator.register.avenantcontent import AvenantContent
from generator.rendering.planning import half_days


def check_limits(force: InForce, effect: datetime.date, term: datetime.date | None) -> None:
    """Refuse an avenant effective on a day when its convention is over; ``term`` is the new one, None without any.

    Raises DataError.
    """
    if beyond := _beyond(force, effect, term):
        raise DataError(" ; ".join(beyond))


def _beyond(force: InForce, effect: datetime.date, term: datetime.date | None) -> tuple[str, str] | None:
    """Return why an avenant cannot have that effect, and what to do; None when it can."""
    duration = force.duration
    if duration.ended_before(effect):
        last, ending = duration.term_on(effect), force.convention.ending
        why = "comme cela est enregistré" if ending else "et rien ne la reconduit ([convention.reconduction])"
        what = "elle ne peut plus être prorogée" if term else "un avenant ne peut plus la modifier"
        return (
            f"la convention prend fin le {date_longue(last)}, {why} : {what} à compter du {date_longue(effect)}",
            "avancez la date d’effet, ou préparez une nouvelle convention",
        )
    if term is not None and term < effect:
        return (
            f"le nouveau terme, {date_longue(term)}, précède la date d’effet, {date_longue(effect)}",
            "corrigez l’une des deux dates",
        )
    return None


def check_sessions(slot: Slot, effect: datetime.date, end: datetime.date) -> None:
    """Refuse a new slot that has no half-day left until the ``end``: the planning annexed would be empty.

    Raises DataError.
    """
    if next(half_days(slot, effect, end), None) is None:
        raise DataError(
            f"le nouveau créneau n’a plus aucune date entre le {date_longue(effect)}, date d’effet, et le "
            f"{date_longue(end)}, où la période finit : son planning serait vide ; donnez une autre date d’effet"
        )


def check_order(force: InForce, content: AvenantContent) -> None:
    """Refuse to change again, before it changes, what an avenant that is signed changes later.

    Raises DataError.
    """
    for avenant in force.avenants:
        if content.effect < avenant.effect and _changed(content) & _changed(avenant.content):
            raise DataError(
                f"l’avenant n° {avenant.standing.rank}, qui est signé, ne prend effet que le "
                f"{date_longue(avenant.effect)} : ce qu’il change ne peut pas changer de nouveau dès le "
                f"{date_longue(content.effect)} ; donnez une date d’effet qui ne précède pas la sienne"
            )


def check_due(force: InForce, content: AvenantContent) -> None:
    """Refuse a sum due before the avenant applies, or once the convention is over, all its renewals included.

    Raises DataError.
    """
    due = content.finances.a_compter_du if content.finances else None
    if due is None:
        return
    end = content.term or force.duration.last_day(due)
    if due < content.effect or (end and end < due):
        until = f" et la convention prend fin le {date_longue(end)}" if end else ""
        raise DataError(
            f"le montant serait exigible à compter du {date_longue(due)}, alors que l’avenant s’applique à compter du "
            f"{date_longue(content.effect)}{until} ; corrigez a_compter_du, ou la date d’effet"
        )


def _changed(content: AvenantContent) -> set[str]:
    """Return what an avenant changes: the numbers of its articles, « slot », « term »."""
    found = {"slot": content.slot, "term": content.term}
    return {article.number for article in content.articles} | {name for name, value in found.items() if value}


def days_told(
    forces: Iterable[tuple[Commune, InForce]], effect: datetime.date, term: datetime.date | None, today: datetime.date
) -> Iterator[Problem]:
    """Yield what is wrong with a day of effect, before any avenant is decided: each reason once, with its communes."""
    refused: dict[tuple[str, str], list[str]] = {}
    for commune, force in forces:
        if beyond := _beyond(force, effect, term):
            refused.setdefault(beyond, []).append(commune.called)
    for (what, remedy), communes in refused.items():
        yield Problem("error", what, remedy, column="date_effet", commune=named(communes))
    if effect < today:
        message = f"le {date_longue(effect)} est déjà passé : un avenant n’a d’effet qu’une fois notifié"
        yield Problem("warning", message, "vérifiez la date", column="date_effet")
