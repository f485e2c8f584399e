"""When a convention may be signed and notified, after the deliberation that authorises it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.language.dates import date_longue
from generator.law.acts import Act
from generator.law.findings import Finding, error, warning

_OPINION = "CE, avis, 10 juin 1996, n° 176873 ; CGCT, art. L. 2131-1"
_EXECUTORY = "CGCT, art. L. 2131-1"
_AUTHORITY = "CGCT, art. L. 2121-29 et L. 2122-21"


def authorising_act(*, financial: bool, convention: Act | None, own: Act | None) -> Act | None:
    """Return the council's deliberation by which the mayor signs an avenant, None while it is to be voted.

    Without financial effect it is that of the ``convention``, where it authorised its « avenants sans incidence
    financière »; else only the avenant's ``own``. A deliberation that was read not to authorise the signature is none.
    """
    return authorising(own if needs_own_act(financial=financial, convention=convention) else convention)


def needs_own_act(*, financial: bool, convention: Act | None) -> bool:
    """Tell whether the council votes on an avenant itself.

    It does when the avenant has a financial effect, and when the deliberation on the ``convention`` was read not to
    authorise avenants. What was never read, of a convention signed before it was asked, is taken as it was then.
    """
    return financial or (convention is not None and convention.authorises_avenants is False)


def authorising(act: Act | None) -> Act | None:
    """Return a deliberation if the mayor may sign by it: None when it was read not to authorise that."""
    return act if act and act.authorises_signature is not False else None


def examine_signature(
    *,
    signed_on: datetime.date,
    today: datetime.date,
    decided_on: datetime.date | None = None,
    transmitted_on: datetime.date | None = None,
    executory_on: datetime.date | None = None,
    notified_on: datetime.date | None = None,
) -> tuple[Finding, ...]:
    """Return what forbids, or makes doubtful, the mayor's signature of a convention on ``signed_on``.

    ``transmitted_on`` is the day when the prefect had the deliberation of ``decided_on``. Here None means
    that the thing was not done, as far as is known: without a deliberation, or before its transmission, the
    signature is an error. A signature before the deliberation is executory, or without knowing it, is a
    warning. The convention is notified once signed. The same day is in order.
    """
    return (
        *_decision(signed_on, decided_on),
        *_transmission(signed_on, decided_on, transmitted_on),
        *_execution(signed_on, transmitted_on, executory_on),
        *_dates(signed_on, notified_on, today),
    )


def _decision(signed_on: datetime.date, decided_on: datetime.date | None) -> Iterator[Finding]:
    if decided_on is None:
        yield error(
            "signature",
            _AUTHORITY,
            "aucune délibération n’autorise encore le maire à signer ; enregistrez d’abord celle du conseil municipal.",
        )
    elif signed_on < decided_on:
        yield error(
            "signature",
            _AUTHORITY,
            f"signature du {date_longue(signed_on)}, avant la délibération du {date_longue(decided_on)} qui l’autorise"
            " ; vérifiez les deux dates.",
        )


def _transmission(
    signed_on: datetime.date, decided_on: datetime.date | None, transmitted_on: datetime.date | None
) -> Iterator[Finding]:
    if decided_on is None:
        return
    if transmitted_on is None:
        yield error(
            "signature",
            _OPINION,
            f"rien ne dit que la délibération du {date_longue(decided_on)} a été transmise au préfet ; le maire ne"
            " signe qu’ensuite : attendez l’accusé de réception, ou indiquez-en la date.",
        )
    elif decided_on <= signed_on < transmitted_on:
        yield error(
            "signature",
            _OPINION,
            f"signature du {date_longue(signed_on)}, avant la transmission de la délibération au préfet, le"
            f" {date_longue(transmitted_on)} : le contrat est illégal, et une transmission tardive"
            " ne le régularise pas ;"
            " vérifiez les deux dates, sinon la convention est à signer de nouveau.",
        )


def _execution(
    signed_on: datetime.date, transmitted_on: datetime.date | None, executory_on: datetime.date | None
) -> Iterator[Finding]:
    if transmitted_on is None or signed_on < transmitted_on:
        return
    if executory_on is None:
        yield warning(
            "signature",
            _EXECUTORY,
            "la date de publication de la délibération, ou celle de sa réception en préfecture, n’est pas connue ; elle"
            " n’est exécutoire qu’une fois publiée et transmise : vérifiez qu’elle l’était à la signature.",
        )
    elif signed_on < executory_on:
        yield warning(
            "signature",
            _EXECUTORY,
            f"signature du {date_longue(signed_on)}, avant que la délibération soit exécutoire, le"
            f" {date_longue(executory_on)} (publiée et transmise) ; vérifiez la date de publication.",
        )


def _dates(signed_on: datetime.date, notified_on: datetime.date | None, today: datetime.date) -> Iterator[Finding]:
    if signed_on > today:
        yield error(
            "dates",
            "",
            f"signature du {date_longue(signed_on)}, une date à venir (nous sommes le {date_longue(today)}) ;"
            " vérifiez-la.",
        )
    if notified_on is None:
        return
    if notified_on < signed_on:
        yield error(
            "notification",
            "",
            f"notification du {date_longue(notified_on)}, avant la signature du {date_longue(signed_on)} ; une"
            " convention se notifie une fois signée : vérifiez les deux dates.",
        )
    if notified_on > today:
        yield error(
            "dates",
            "",
            f"notification du {date_longue(notified_on)}, une date à venir (nous sommes le {date_longue(today)}) ;"
            " vérifiez-la.",
        )
