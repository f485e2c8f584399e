"""Who signs for each party: Raismes, whose mayor is the President of the EPCI, and communes where it is simple."""

from __future__ import annotations

import datetime
from dataclasses import replace

from generator.law.epci import authorises_president
from generator.law.signatories import (
    Delegate,
    Person,
    Representative,
    commune_signatory,
    examine_delegate,
    examine_representative,
    first_day,
    needs_designation,
    read_person,
    representative_of,
)
from tests.cases import cases

from .samples import told

MAYOR = Person("Monsieur", "Aymeric", "ROBIN", "Maire")
PRESIDENT = replace(MAYOR, titre="Président")
DENAIN = Person("Madame", "Anne-Lise", "DUFOUR-TONINI", "Maire")
DELEGATE = Delegate("Madame", "Anne-Lise", "DUFOUR-TONINI", "Maire")
VICE_PRESIDENT = replace(DENAIN, titre="Vice-présidente")
OTHER = Person("Monsieur", "Jean-Paul", "RYCKELYNCK", "Président")
RAISMES = ("59491", "raismes")
AUTHORISED, VOTED, EFFECT = (datetime.date(2025, 2, 24), datetime.date(2025, 4, 2), datetime.date(2026, 7, 1))
LEFT, ELECTED = datetime.date(2026, 4, 9), datetime.date(2026, 4, 10)
SIGNED_ON = datetime.date(2026, 5, 12)


def dated(
    person: Person, debut: datetime.date, fin: datetime.date | None = None, communes: tuple[str, ...] = ()
) -> Representative:
    return replace(Representative.always(person), debut=debut, fin=fin, communes=communes)


def test_a_convention_is_signed_after_its_vote_and_never_today() -> None:
    """Before the vote the EPCI's own deliberation is the only date; an avenant has its day of effect."""
    assert first_day(AUTHORISED) == AUTHORISED
    assert first_day(AUTHORISED, voted_on=VOTED) == VOTED
    assert first_day(AUTHORISED, effect=EFFECT) == EFFECT
    assert first_day(AUTHORISED, voted_on=VOTED, effect=EFFECT) == VOTED


@cases(
    "other, same",
    (PRESIDENT, True),
    (Person("Monsieur", "AYMERIC", "Robin", "Président"), True),
    (Person("Monsieur", "A.", "ROBIN", "Président"), True),
    (Person("Madame", "Aymeric", "ROBIN", "Présidente"), False),
    (Person("Monsieur", "Robin", "AYMERIC", "Président"), False),
    (OTHER, False),
)
def test_one_person_is_known_by_the_names_alone(other: Person, same: bool) -> None:
    """Whatever the title and the case, and initials with what they stand for."""
    assert MAYOR.is_same_as(other) is same


def test_accents_and_hyphens_do_not_make_two_persons() -> None:
    """Two files do not write a name alike."""
    assert Person("Monsieur", "Jean Paul", "RYCKELYNCK", "").is_same_as(OTHER)
    assert Person("Monsieur", "Michel", "VÉNIAT", "").is_same_as(Person("Monsieur", "MICHEL", "Veniat", ""))


def test_the_president_signs_what_nobody_else_does() -> None:
    """The simple case: no list of dates."""
    assert representative_of(RAISMES, PRESIDENT, (), VOTED) == Representative.always(PRESIDENT)


def test_a_delegation_comes_before_the_president_for_its_communes_alone() -> None:
    """A vice-president has Raismes: Haveluy is still the President's."""
    delegated = dated(VICE_PRESIDENT, datetime.date(2025, 1, 1), communes=("raismes",))
    assert representative_of(RAISMES, PRESIDENT, (delegated,), VOTED) == delegated
    assert representative_of(("59292", "haveluy"), PRESIDENT, (delegated,), VOTED).is_same_as(PRESIDENT)
    by_code = replace(delegated, communes=("59491",))
    assert representative_of(RAISMES, PRESIDENT, (by_code,), VOTED) == by_code


def test_a_delegation_that_has_ended_signs_nothing_of_later() -> None:
    """On its last day it still does."""
    delegated = dated(VICE_PRESIDENT, datetime.date(2025, 1, 1), VOTED, ("raismes",))
    assert representative_of(RAISMES, PRESIDENT, (delegated,), VOTED) == delegated
    assert representative_of(RAISMES, PRESIDENT, (delegated,), EFFECT).is_same_as(PRESIDENT)


@cases("day", AUTHORISED, VOTED, LEFT, ELECTED, EFFECT)
def test_what_is_not_signed_is_for_the_last_president(day: datetime.date) -> None:
    """A convention voted before the change too: whoever has left can no longer sign it."""
    former = dated(PRESIDENT, datetime.date(2020, 7, 10), LEFT)
    new = dated(OTHER, ELECTED)
    assert representative_of(RAISMES, PRESIDENT, (former, new), day) == new
    assert representative_of(RAISMES, PRESIDENT, (new, former), day) == new
    back = replace(former, debut=ELECTED, fin=None)
    assert representative_of(RAISMES, PRESIDENT, (replace(new, debut=AUTHORISED, fin=LEFT), back), day) == back


def test_a_delegation_stays_before_the_general_list() -> None:
    """It is not for a new President to be named in an act that a vice-president has."""
    delegated = dated(VICE_PRESIDENT, datetime.date(2025, 1, 1), communes=("59491",))
    assert representative_of(RAISMES, PRESIDENT, (delegated, dated(OTHER, ELECTED)), EFFECT) == delegated


def test_the_mayor_signs_for_the_commune_by_default() -> None:
    """Nobody is to be designated where two persons sign."""
    assert not needs_designation(DENAIN, PRESIDENT)
    assert commune_signatory(DENAIN, None, "", PRESIDENT) == DENAIN


def test_nobody_is_invented_where_the_mayor_signs_for_the_epci() -> None:
    """The convention of Raismes waits for the council to say who signs."""
    assert needs_designation(MAYOR, PRESIDENT)
    assert commune_signatory(MAYOR, None, "", PRESIDENT) is None
    assert commune_signatory(MAYOR, None, "la première adjointe", PRESIDENT) is None


def test_whom_the_council_designated_signs() -> None:
    """As its deliberation says it."""
    found = commune_signatory(MAYOR, None, "Madame Mariette MAYEUX, troisième adjointe", PRESIDENT)
    assert found == Person("Madame", "Mariette", "MAYEUX", "Troisième adjointe")


def test_a_vice_president_lets_the_mayor_sign() -> None:
    """The other way out, with nothing for the council to designate."""
    assert not needs_designation(MAYOR, VICE_PRESIDENT)
    assert commune_signatory(MAYOR, None, "", VICE_PRESIDENT) == MAYOR


def test_the_signatory_of_the_data_comes_first() -> None:
    """Whoever wrote it knows better than what was read."""
    own = Delegate("Madame", "Mariette", "MAYEUX", "Première adjointe")
    assert commune_signatory(MAYOR, own, "Monsieur Jean-Paul RYCKELYNCK, conseiller", PRESIDENT) == own


@cases(
    "text, person",
    ("Madame Mariette MAYEUX, 3e adjointe.", Person("Madame", "Mariette", "MAYEUX", "3e adjointe")),
    ("Mme Mariette MAYEUX", Person("Madame", "Mariette", "MAYEUX", "Conseillère municipale")),
    ("M. Jean-Paul RYCKELYNCK", Person("Monsieur", "Jean-Paul", "RYCKELYNCK", "Conseiller municipal")),
    ("Madame DUFOUR-TONINI Anne-Lise", Person("Madame", "Anne-Lise", "DUFOUR-TONINI", "Conseillère municipale")),
    ("monsieur Aymeric Robin, adjoint", Person("Monsieur", "Aymeric", "Robin", "Adjoint")),
    ("Madame MAYEUX", None),
    ("Mariette MAYEUX", None),
    ("", None),
    ("le premier adjoint", None),
    ("Monsieur le Maire", None),
    ("M. le premier adjoint", None),
    ("Madame l’adjointe au maire", None),
    ("Madame la première adjointe, Mariette MAYEUX", Person("Madame", "Mariette", "MAYEUX", "Première adjointe")),
    ("M. le doyen du conseil, Jean DUPONT.", Person("Monsieur", "Jean", "DUPONT", "Doyen du conseil")),
    ("M. Luc LE GALL, adjoint", Person("Monsieur", "Luc", "LE GALL", "Adjoint")),
    ("Madame LE GALL Anne, première adjointe", Person("Madame", "Anne", "LE GALL", "Première adjointe")),
    ("M. Le Gall, adjoint", None),
    ("Madame LE GALL", None),
    ("Monsieur LA ROCHE Luc", Person("Monsieur", "Luc", "LA ROCHE", "Conseiller municipal")),
    ("Monsieur LE MAIRE, Luc LE GALL", Person("Monsieur", "Luc", "LE GALL", "MAIRE")),
    ("Mme la 3e vice-présidente, Anne LE GALL", Person("Madame", "Anne", "LE GALL", "3e vice-présidente")),
)
def test_a_person_is_read_with_civility_and_both_names(text: str, person: Person | None) -> None:
    """Less cannot be printed in an act; without a title it is a member of the council, as the law wants."""
    assert read_person(text) == person


def test_who_signed_was_in_office() -> None:
    """First and last days included; the President of the simple case has no dates."""
    delegated = replace(dated(VICE_PRESIDENT, AUTHORISED, LEFT), arrete="n° 2025-12")
    assert not list(examine_representative(delegated, AUTHORISED))
    assert not list(examine_representative(delegated, LEFT))
    assert not list(examine_representative(Representative.always(PRESIDENT), datetime.date(1999, 1, 1)))


def test_who_signed_too_early_or_too_late_is_told() -> None:
    """With the day that decides."""
    delegated = dated(VICE_PRESIDENT, AUTHORISED, LEFT)
    assert told(examine_representative(delegated, datetime.date(2025, 2, 23))) == [
        "error, signataires, CGCT, art. L. 5211-9: signature de l’EPCI du 23 février 2025, mais Madame Anne-Lise"
        " DUFOUR-TONINI ne signe pour l’EPCI que depuis le 24 février 2025 ; vérifiez la date, ou"
        " [[epci.representants]] dans campaign.toml."
    ]
    (late,) = told(examine_representative(delegated, ELECTED))
    assert "n’a signé pour l’EPCI que jusqu’au 9 avril 2026" in late


def test_a_vice_president_signs_by_a_delegation_that_the_act_cites() -> None:
    """By an order: the deliberation that elects them is none; a president needs none."""
    vice = dated(VICE_PRESIDENT, datetime.date(2025, 1, 1))
    signed_on = datetime.date(2025, 5, 12)
    (found,) = told(examine_representative(vice, signed_on))
    assert found.startswith("warning, signataires, CGCT, art. L. 5211-9: Madame Anne-Lise DUFOUR-TONINI, Vice-prés")
    assert not told(examine_representative(replace(vice, arrete="n° 2025-12"), signed_on))
    (elected,) = told(examine_representative(replace(vice, deliberation="n° 4"), signed_on))
    assert "une délibération ne la donne que si elle le dit, non si elle élit" in elected
    assert not told(examine_representative(replace(vice, titre="Présidente"), signed_on))
    assert not told(examine_representative(vice, signed_on, delegates=False))


@cases(
    "organe, authorises",
    ("Bureau communautaire", True),
    ("Président", True),
    ("Vice-présidente", False),
    ("3e vice-président", False),
)
def test_a_vice_president_s_decision_authorises_no_president(organe: str, *, authorises: bool) -> None:
    """It is of a power that the council delegated to whom decides."""
    assert authorises_president(organe) is authorises


def test_who_signs_for_the_commune_is_whom_its_council_named_or_has_a_delegation() -> None:
    """The data’s signatory, where the deliberation designates nobody."""
    adjoint = replace(DELEGATE, titre="Première adjointe")
    (found,) = told(examine_delegate(adjoint, "", SIGNED_ON))
    assert found.startswith(
        "warning, signataires, CGCT, art. L. 2122-17 et L. 2122-18: Madame Anne-Lise DUFOUR-TONINI signe"
    )
    assert not told(examine_delegate(adjoint, "Madame Anne-Lise DUFOUR-TONINI, première adjointe", SIGNED_ON))
    assert not told(examine_delegate(None, "", SIGNED_ON))


@cases(
    "title, article",
    ("Première adjointe", "L. 2122-17 et L. 2122-18"),
    ("Conseillère municipale déléguée", "L. 2122-17 et L. 2122-18"),
    ("Première adjointe, suppléant le maire empêché", "L. 2122-17"),
    ("1re adjointe, par suppléance", "L. 2122-17"),
    ("Maire par intérim", "L. 2122-17"),
    ("Présidente de la délégation spéciale", "L. 2121-35 et L. 2121-38"),
    ("Directrice générale des services", "L. 2122-19"),
    ("Secrétaire de mairie", "L. 2122-19"),
)
def test_what_lets_somebody_sign_in_the_mayor_s_place_follows_the_title(title: str, article: str) -> None:
    """A deputy, who stands in, a special delegation, an agent: each by its own article."""
    (found,) = told(examine_delegate(replace(DELEGATE, titre=title), "", SIGNED_ON))
    assert found.startswith(f"warning, signataires, CGCT, art. {article}: Madame Anne-Lise DUFOUR-TONINI signe")


def test_an_order_of_the_mayor_is_told_by_the_act() -> None:
    """For a deputy and an agent, not for who stands in nor a special delegation, nor where the mayor is opposed."""
    order = "n° 2026-12 du 3 avril 2026"
    for title in ("Première adjointe", "Directrice générale des services"):
        assert not told(examine_delegate(replace(DELEGATE, titre=title, arrete=order), "", SIGNED_ON))
    for title in ("Présidente de la délégation spéciale", "1re adjointe, par suppléance", "Attachée territoriale"):
        assert len(told(examine_delegate(replace(DELEGATE, titre=title, arrete=order), "", SIGNED_ON))) == 1
    deputy = replace(DELEGATE, titre="Première adjointe", arrete=order)
    (found,) = told(examine_delegate(deputy, "", SIGNED_ON, opposed=True))
    assert found.startswith("warning, signataires, CGCT, art. L. 2122-26: Madame Anne-Lise DUFOUR-TONINI signe par")
    (found,) = told(examine_delegate(replace(deputy, arrete=""), "", SIGNED_ON, opposed=True))
    assert "signe sans que le conseil l’ait désignée" in found
    assert "signataire_arrete" not in found


@cases(
    "order, late",
    ("n° 2026-12 du 13 mai 2026", True),
    ("n° 2026-12 du 13/05/2026", True),
    ("n° 2026-12 du 12 mai 2026", False),
    ("n° 2025-3 du 1er mars 2025, modifié le 1er juin 2026", False),
    ("n° 2026-12", False),
    ("n° 2026-12 du 31 juin 2026", False),
)
def test_nobody_signs_by_an_order_of_a_later_day(order: str, *, late: bool) -> None:
    """The mayor's and the President's alike; an order whose day is not said is told when it is written."""
    deputy = replace(DELEGATE, titre="Première adjointe", arrete=order)
    vice = replace(dated(VICE_PRESIDENT, AUTHORISED), arrete=order)
    for article, found in (
        ("L. 2122-17 et L. 2122-18", examine_delegate(deputy, "", SIGNED_ON)),
        ("L. 5211-9", examine_representative(vice, SIGNED_ON)),
    ):
        messages = told(found)
        assert len(messages) == late
        start = f"warning, signataires, CGCT, art. {article}: signature du 12 mai 2026, avant l’arrêté"
        assert all(message.startswith(start) and order in message for message in messages)


def test_somebody_else_than_whom_the_council_designated_is_told() -> None:
    """Whatever is read of that name; who the council designated is in order."""
    (found,) = told(examine_delegate(DELEGATE, "Madame Mariette MAYEUX, première adjointe.", SIGNED_ON))
    assert found.startswith("warning, signataires, CGCT, art. L. 2122-26: le conseil a désigné Madame Mariette MAYEUX")
    assert "et c’est Madame Anne-Lise DUFOUR-TONINI qui signerait" in found
    assert len(told(examine_delegate(DELEGATE, "le premier adjoint", SIGNED_ON))) == 1
