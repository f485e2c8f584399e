"""A deliberation as an act, against every rule that its facts allow: its dates, decision, identifier and object."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from generator.language.agreement import plural
from generator.language.dates import date_longue
from generator.language.typography import unaccented
from generator.law.actnumbers import numbers_agree
from generator.law.acts import AUTHORITY, PROTOCOL, Act, Identifier, parse_identifier
from generator.law.decisions import read_decision
from generator.law.findings import Finding, Rule
from generator.law.identifiers import siren_is_valid

_IDENTIFIER = Rule("identifiant", PROTOCOL)
#: The nature of an act, in its identifier.
_NATURES = {
    "DE": "délibération",
    "AR": "acte réglementaire",
    "AI": "acte individuel",
    "CC": "contrat, convention ou avenant",
    "BF": "document budgétaire ou financier",
    "AU": "autre acte",
}
#: The longest object that is transmitted, in characters.
_OBJECT_LENGTH = 499
#: What tells how a council voted.
_BALLOT = re.compile(r"\bscrutins?\b|\bbulletins?\b|\bmain levee\b")
_NUMBER = re.compile(r"([A-Z0-9][A-Z0-9_]{0,13})?[A-Z0-9]")


def examine_act(act: Act, today: datetime.date, *, ours: bool = True) -> tuple[Finding, ...]:
    """Return what is wrong with the dates, the decision, the identifier and the object of a deliberation.

    One that is not ``ours``, about something else than the convention, has nothing to authorise.
    """
    decision = (*_authorisation(act), *_designation(act)) if ours else ()
    return (*_order(act), *_future(act, today), *decision, *_identifier(act), *_object(act))


def _order(act: Act) -> Iterator[Finding]:
    """Yield an error for each date that comes before one it must follow."""
    decided, sent = ("séance", act.decided_on), ("envoi en préfecture", act.sent_on)
    received, published = ("réception en préfecture", act.received_on), ("publication", act.published_on)
    pairs = [(decided, sent), (sent if act.sent_on else decided, received), (decided, published)]
    for (before, first), (after, second) in pairs:
        if first and second and second < first:
            yield Rule("dates").error(
                f"{after} : {date_longue(second)}, avant : {before}, {date_longue(first)} ; vérifiez les deux dates."
            )


def _future(act: Act, today: datetime.date) -> Iterator[Finding]:
    dates = {
        "séance": act.decided_on,
        "envoi en préfecture": act.sent_on,
        "réception en préfecture": act.received_on,
        "publication": act.published_on,
    }
    for name, date in dates.items():
        if date and date > today:
            yield Rule("dates").error(
                f"{name} : {date_longue(date)}, une date à venir (nous sommes le {date_longue(today)}) ; vérifiez-la."
            )


def _authorisation(act: Act) -> Iterator[Finding]:
    """Yield an error for a deliberation in which no authorisation to sign was read.

    The council decides (article L. 2121-29) and the mayor executes (article L. 2122-21): without its authorisation,
    the mayor may not sign.
    """
    if act.authorises_signature is not False:
        return
    decision, found = read_decision(act.operative), "aucune autorisation de signer n’a été lue"
    aside = decision.aside or ("le conseil n’autorise que des avenants" if decision.only_avenants else "")
    found = f"{found} : {aside}" if aside else found
    yield Rule("autorisation", AUTHORITY).error(
        f"{found} ; le maire ne signe que si le conseil l’y autorise : relisez ce que le conseil a décidé, et demandez"
        " au besoin à la commune une nouvelle délibération."
    )


def _designation(act: Act) -> Iterator[Finding]:
    """Yield a doubt about a designation whose ballot is not told.

    A nomination is by secret ballot, unless the council decides otherwise by a unanimous vote (article L. 2121-21).
    """
    if act.designated and not _BALLOT.search(unaccented(act.operative).lower()):
        yield Rule("désignation", "CGCT, art. L. 2121-21").warning(
            f"le conseil désigne « {act.designated} » sans que l’acte dise comment il a voté ; une nomination se vote"
            " au scrutin secret, sauf si le conseil y renonce à l’unanimité : vérifiez-le auprès de la commune."
        )


def _identifier(act: Act) -> Iterator[Finding]:
    if not act.identifier.strip():
        return
    identifier = parse_identifier(act.identifier)
    if identifier is None:
        yield _IDENTIFIER.error(
            f"« {act.identifier.strip()} » n’a pas la forme d’un identifiant d’acte (département, SIREN, date, numéro,"
            " nature : 059-215902925-20250402-DELIB20250210-DE) ; relevez-le sur l’accusé de réception."
        )
        return
    yield from _authority(act, identifier)
    if act.decided_on and identifier.date != act.decided_on:
        yield _IDENTIFIER.error(
            f"l’identifiant porte la date du {date_longue(identifier.date)}, et la séance est du"
            f" {date_longue(act.decided_on)} ; c’est la date de la décision qui y figure : vérifiez les deux."
        )
    yield from _number(act, identifier)
    if identifier.nature != "DE":
        meaning = _NATURES.get(identifier.nature, "inconnue")
        yield _IDENTIFIER.error(
            f"la nature de l’acte est {identifier.nature} ({meaning}), et non DE (délibération) ; vérifiez que c’est"
            " bien la délibération qui a été transmise."
        )


def _authority(act: Act, identifier: Identifier) -> Iterator[Finding]:
    """Yield what is wrong with the SIREN and the department of the identifier.

    The department is compared with the one that INSEE wrote in the commune's SIREN (20 for Corsica, 97
    overseas): a habit, hence a warning.
    """
    if not siren_is_valid(identifier.siren):
        yield _IDENTIFIER.error(
            f"le SIREN de l’identifiant, {identifier.siren}, n’a pas la bonne clé : un chiffre est mal lu ou mal saisi"
            f" ; celui de la commune est {act.siren}."
        )
    elif identifier.siren != act.siren:
        yield _IDENTIFIER.error(
            f"le SIREN de l’identifiant, {identifier.siren}, n’est pas celui de la commune, {act.siren} ; vérifiez que"
            " la délibération est bien la sienne."
        )
    if act.siren.startswith("21") and act.siren[2:4] != _insee_department(identifier.department):
        yield _IDENTIFIER.warning(
            f"le département de l’identifiant est {identifier.department}, et le SIREN de la commune, {act.siren}, est"
            f" d’un autre (« {act.siren[2:4]} ») ; vérifiez l’identifiant."
        )


def _insee_department(department: str) -> str:
    """Return the two digits that a commune's SIREN has for a department: 059 is 59, 02A is 20, 971 is 97."""
    if department in ("02A", "02B"):
        return "20"
    return department[:2] if department.startswith("9") else department[1:]


def _number(act: Act, identifier: Identifier) -> Iterator[Finding]:
    if not _NUMBER.fullmatch(identifier.number):
        yield Rule("numéro", PROTOCOL).error(
            f"« {identifier.number} » ne peut pas être le numéro d’un acte transmis : 15 caractères au plus, capitales"
            " sans accent, chiffres et, à l’intérieur, tirets bas ; relevez-le sur l’accusé de réception."
        )
    if act.number and not numbers_agree(act.number, identifier.number):
        yield Rule("numéro", PROTOCOL).warning(
            f"la délibération porte le n° {act.number} et l’identifiant {identifier.number} ; vérifiez que c’est bien"
            " la même."
        )


def _object(act: Act) -> Iterator[Finding]:
    text = act.object.strip()
    if len(text) > _OBJECT_LENGTH:
        yield Rule("objet", PROTOCOL).error(
            f"l’objet compte {plural(len(text), 'caractère')} ; la transmission n’en accepte que {_OBJECT_LENGTH} :"
            " signalez-le à la commune."
        )
    if len(text.splitlines()) > 1:
        yield Rule("objet", PROTOCOL).error("l’objet contient un retour à la ligne ; signalez-le à la commune.")
