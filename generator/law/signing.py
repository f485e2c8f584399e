"""When a convention may be signed and notified, and by whom, after the deliberation that authorises it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from generator.language.agreement import plural
from generator.language.dates import date_longue
from generator.law.acts import AUTHORITY, Act, executory_on
from generator.law.authorisation import authorising, reserved
from generator.law.epci import mayor_may_have_changed
from generator.law.findings import Finding, Rule

_OPINION = "CE, avis, 10 juin 1996, n° 176873 ; CGCT, art. L. 2131-1"
_EXECUTORY = "CGCT, art. L. 2131-1"
_ONE_PERSON = "CGCT, art. L. 2122-26 et L. 5211-9"


@dataclass(frozen=True, slots=True)
class Signing:
    """What is to be recorded: the day of each party's signature, that of the notification, None while it is to come.

    ``term`` is the last day of the convention as it is written or as a signed avenant moved it, for a convention: what
    never took effect is not renewed. For an avenant, it is the last day of its convention when that has one;
    ``effect`` is the day on which the avenant takes effect, ``former_term`` the term that it says it moves, and the one
    in course on the day of the signature; ``planned_until`` is that on which its planning ends,
    ``planned`` the days that the planning annexed to what is signed says.
    ``in_office_since`` is the day from which the commune's signatory holds office, None when it is not known.
    ``cited`` are the days that an avenant states of the acts on which it rests, each with what happened on it,
    ``cited_by`` the signed avenants that state the days of this act, each with the day of its own signature;
    ``stated`` are those days, of the signature and of the notification, as they were recorded: None before they were.
    """

    commune_on: datetime.date
    epci_on: datetime.date
    notified_on: datetime.date | None
    term: datetime.date | None = None
    one_person: bool = False
    in_office_since: datetime.date | None = None
    cited: tuple[tuple[str, datetime.date], ...] = ()
    cited_by: tuple[tuple[str, datetime.date], ...] = ()
    stated: tuple[datetime.date, datetime.date] | None = None
    effect: datetime.date | None = None
    former_term: tuple[datetime.date, datetime.date] | None = None
    planned_until: datetime.date | None = None
    planned: tuple[datetime.date, ...] = ()

    @property
    def signed_on(self) -> datetime.date:
        """The day on which both parties had signed."""
        return max(self.commune_on, self.epci_on)

    @property
    def last(self) -> datetime.date:
        """The day of the last that is known of the signatures and the notification."""
        return max(self.signed_on, self.notified_on or self.signed_on)


def examine_signature(signing: Signing, act: Act | None, today: datetime.date) -> tuple[Finding, ...]:
    """Return what forbids, or makes doubtful, the signatures and the notification of a convention or an avenant.

    ``act`` is the council's deliberation that authorises the mayor to sign. Here what is not known counts as not done:
    without a deliberation, or before its transmission, the mayor's signature is an error. A signature before the
    deliberation is executory, or without knowing it, is a warning. The same day is in order.
    """
    act = authorising(act)
    mayor, decided_on = signing.commune_on, act.decided_on if act else None
    transmitted_on = act.transmitted_on if act else None
    return (
        *_decision(mayor, decided_on),
        *_reservation(act),
        *_transmission(mayor, decided_on, transmitted_on),
        *_execution(mayor, act),
        *_parties(signing),
        *_order(signing, today),
        *_chain(signing),
        *_term(signing),
        *_moved(signing),
        *_planning(signing),
    )


def _decision(signed_on: datetime.date, decided_on: datetime.date | None) -> Iterator[Finding]:
    if decided_on is None:
        yield Rule("signature", AUTHORITY).error(
            "aucune délibération n’autorise encore le maire à signer ; enregistrez d’abord celle du conseil municipal."
        )
    elif signed_on < decided_on:
        yield Rule("signature", AUTHORITY).error(
            f"signature du {date_longue(signed_on)}, avant la délibération du {date_longue(decided_on)} qui l’autorise"
            " ; vérifiez les deux dates."
        )


def _reservation(act: Act | None) -> Iterator[Finding]:
    """Find that the council authorised something else than what was sent to it, or not yet."""
    if act and (aside := reserved(act)):
        yield Rule("signature", AUTHORITY).warning(
            f"la délibération n° {act.number} autorise la signature, mais {aside} ; vérifiez que ce qu’elle demande est"
            " fait, et que les parties signent ce que le conseil a voté."
        )


def _transmission(
    signed_on: datetime.date, decided_on: datetime.date | None, transmitted_on: datetime.date | None
) -> Iterator[Finding]:
    if decided_on is None:
        return
    if transmitted_on is None:
        yield Rule("signature", _OPINION).error(
            f"rien ne dit que la délibération du {date_longue(decided_on)} a été transmise au préfet ; le maire ne"
            " signe qu’ensuite : attendez l’accusé de réception, ou indiquez-en la date."
        )
    elif decided_on <= signed_on < transmitted_on:
        yield Rule("signature", _OPINION).error(
            f"signature du {date_longue(signed_on)}, avant la transmission de la délibération au préfet, le"
            f" {date_longue(transmitted_on)} : le contrat est illégal, et une transmission tardive"
            " ne le régularise pas ;"
            " vérifiez les deux dates, sinon la convention est à signer de nouveau."
        )


def _execution(signed_on: datetime.date, act: Act | None) -> Iterator[Finding]:
    if act is None or act.transmitted_on is None or signed_on < act.transmitted_on:
        return
    executory = executory_on(act)
    if executory is None:
        told = "la date de publication" if act.received_on else "la date de réception en préfecture"
        if not act.received_on and not act.published_on:
            told = "les dates de publication et de réception en préfecture"
        yield Rule("signature" if act.published_on else "publication", _EXECUTORY).warning(
            f"on ne connaît pas {told} de la délibération ; elle n’est exécutoire qu’une fois publiée et transmise :"
            " vérifiez qu’elle l’était à la signature."
        )
    elif signed_on < executory:
        yield Rule("signature", _EXECUTORY).warning(
            f"signature du {date_longue(signed_on)}, avant que la délibération soit exécutoire, le"
            f" {date_longue(executory)} (publiée et transmise) ; vérifiez la date de publication."
        )


def _parties(signing: Signing) -> Iterator[Finding]:
    if signing.one_person:
        yield Rule("signataires", _ONE_PERSON).error(
            "une même personne signerait pour les deux parties ; faites signer un vice-président pour l’EPCI, ou une"
            " personne que le conseil municipal a désignée pour la commune."
        )
    since = signing.in_office_since
    if since is not None and signing.commune_on < since:
        yield Rule("signataires", AUTHORITY).error(
            f"signature de la commune du {date_longue(signing.commune_on)}, mais cette personne n’est maire que depuis"
            f" le {date_longue(since)} ; vérifiez la date, ou qui a signé (si elle a été réélue, remettez dans"
            " « maire depuis » son élection précédente, le temps d’enregistrer cette signature)."
        )
    elif mayor_may_have_changed(since, signing.commune_on):
        yield Rule("signataires", AUTHORITY).warning(
            f"signature de la commune du {date_longue(signing.commune_on)}, après les élections de mars 2026, et ce"
            " maire est en fonction depuis une date antérieure ; vérifiez qui est maire, puis corrigez sa ligne,"
            " « maire depuis » compris."
        )


def _order(signing: Signing, today: datetime.date) -> Iterator[Finding]:
    """Find what is wrong in the dates themselves: no article of law says that they are mistyped."""
    named = {
        "signature de la commune": signing.commune_on,
        "signature de l’EPCI": signing.epci_on,
        "notification": signing.notified_on,
    }
    for what, day in named.items():
        if day is not None and day > today:
            yield Rule("dates").error(
                f"{what} du {date_longue(day)}, une date à venir (nous sommes le {date_longue(today)}) ; vérifiez-la."
            )
    if signing.notified_on is not None and signing.notified_on < signing.signed_on:
        yield Rule("notification").error(
            f"notification du {date_longue(signing.notified_on)}, avant la signature du"
            f" {date_longue(signing.signed_on)} ; une convention se notifie une fois signée par les deux parties :"
            " vérifiez les dates."
        )


def _chain(signing: Signing) -> Iterator[Finding]:
    """Find acts that would state what had not happened yet when they were signed."""
    mine = min(signing.commune_on, signing.epci_on)
    what, day = max(signing.cited, key=lambda one: one[1], default=("", datetime.date.min))
    if mine < day:
        yield Rule("dates").error(
            f"signature du {date_longue(mine)}, avant {what}, le {date_longue(day)}, que cet avenant cite ; vérifiez"
            " les dates."
        )
    for avenant, signed_on in signing.cited_by:
        if signed_on < signing.last:
            yield Rule("dates").error(
                f"signature ou notification du {date_longue(signing.last)}, mais {avenant}, qui la cite, a été signé le"
                f" {date_longue(signed_on)} ; vérifiez les dates."
            )
        elif signing.stated not in (None, (signing.signed_on, signing.notified_on)):
            before, notified = map(date_longue, signing.stated)
            yield Rule("dates").warning(
                f"{avenant}, déjà signé, cite cet acte comme signé le {before} et notifié le {notified}, et reste tel"
                " quel ; vérifiez ces jours, et faites dire par le service juridique s’il est à rectifier."
            )


def _term(signing: Signing) -> Iterator[Finding]:
    if signing.term is None:
        return
    named = {"signature": signing.signed_on, "notification": signing.notified_on, "prise d’effet": signing.effect}
    late = next(((what, day) for what, day in named.items() if day is not None and day > signing.term), None)
    if late:
        what, day = late
        yield Rule("terme", "convention, clause de durée").error(
            f"{what} du {date_longue(day)}, après le terme du {date_longue(signing.term)} : ce qui n’a pas pris effet"
            " avant son terme n’est pas reconduit ; vérifiez la date, ou préparez une nouvelle convention."
        )


def _moved(signing: Signing) -> Iterator[Finding]:
    """Find that the term which an avenant says it moves is not the one in course: a renewal came before it."""
    said, course = signing.former_term or (None, None)
    if said and course and said < course:
        yield Rule("terme", "convention, clause de durée").warning(
            f"l’avenant dit que la convention court jusqu’au {date_longue(said)} ; elle était reconduite jusqu’au"
            f" {date_longue(course)} à sa signature ou à sa notification, le {date_longue(signing.last)} : refaites-le"
            " avec une date d’effet à venir (conventions amend), et faites-le signer de nouveau."
        )


def _planning(signing: Signing) -> Iterator[Finding]:
    """Find that the planning annexed is over, or has begun, before what it is annexed to is signed and notified."""
    last = signing.last
    early = [day for day in signing.planned if day < last]
    if signing.planned_until is not None and signing.planned_until < last:
        yield Rule("planning").warning(
            f"le planning annexé finit le {date_longue(signing.planned_until)}, avant la signature ou la notification"
            f" du {date_longue(last)} : aucune de ses dates n’est à venir ; le nouveau créneau vaut pour la période en"
            " cours, dont les dates restent à dire à la commune."
        )
    elif early:
        yield Rule("planning").warning(
            f"le planning annexé prévoit {plural(len(early), 'intervention')} avant la"
            f" {'signature' if signing.notified_on is None else 'notification'} du {date_longue(last)}, dès le"
            f" {date_longue(early[0])} : rien n’y oblige avant la prise d’effet ; convenez avec la commune de ce"
            f" {'qu’elle devient' if len(early) == 1 else 'qu’elles deviennent'}, ou reportez le début du planning et"
            " faites signer de nouveau."
        )
