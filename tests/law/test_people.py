"""One person under two writings, and two persons under writings that look alike."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from generator.law.people import among, same_person

from .samples import HAVELUY

ROOT = Path(__file__).parents[2]

ONE_PERSON = [
    ("MAYEUX M.", "Mme Mariette MAYEUX"),
    ("M. MAYEUX", "Mme Mariette MAYEUX"),  # initials before the surname
    ("M. MAYEUX", "MAYEUX M."),
    ("Mime MAYEUX M.", "MAYEUX M., 3ème Adjointe"),  # a scan of « Mme »
    ("MARIETTE MAYEUX", "Mayeux M."),
    ("Mayeux Mariette", "Mme Mariette MAYEUX (secrétaire)"),
    ("MAYEUX", "Madame la Secrétaire de séance, Mariette MAYEUX"),
    ("MURCIA B", "MURCIA B."),
    ("RYCKELYNCK J.P.", "Jean-Paul RYCKELYNCK"),
    ("RYCKELYNCK J.-P.", "RYCKELYNCK Jean Paul"),
    ("RYCKELYNCK J-P", "Monsieur Jean-Paul Ryckelynck"),
    ("MM. RYCKELYNCK J.P., Maire", "Le Maire, Jean-Paul RYCKELYNCK"),
    ("RYCKELYNCK J.", "Le Maire Jean-Paul RYCKELYNCK"),
    ("Jean-Paul RYCKELYNCK – Maire", "J.P. Ryckelynck"),
    ("GIRARD J.C", "GIRARD JC"),
    ("PLANTIN M.F.", "Plantin Marie-France"),
    ("M. SALIGOT", "SALIGOT B."),
    ("DHAUSSY L.", "Mme D’HAUSSY"),
    ("Éric BLONDIAUX", "BLONDIAUX E."),
    ("Ch. PANNIER", "PANNIER Christophe"),
    ("Anne-Lise DUFOUR-TONINI", "DUFOUR TONINI A.L."),
    ("Michel Véniat", "VENIAT M"),
    ("NG", "M. NG"),  # two consonants alone are a surname
    ("M. MAIRE", "M. MAIRE"),  # a surname
]

TWO_PERSONS = [
    ("MAYEUX M.", "MURCIA M."),
    ("M. MAYEUX", "Mme MAYEUX"),
    ("M. COLIN", "Mme Nathalie COLIN"),
    ("GIRARD J.C", "GIRARD J.P."),
    ("RYCKELYNCK Jean", "RYCKELYNCK Jean-Paul"),
    ("DHAUSSY L.", "DHAUSSY A."),
    ("Jean-François DELATTRE", "Annie AVÉ DELATTRE"),
    ("Monsieur GARCIA M.", "Madame GARCIA M."),
]

NOBODY = [
    "",
    "Mme",
    "M.",
    "Le Maire",
    "Monsieur le Maire",
    "la secrétaire de séance",
    "1ère Adjointe",
    "Madame la Présidente",
]


@pytest.mark.parametrize(("one", "other"), ONE_PERSON)
def test_one_person_is_recognised_under_both_writings(one: str, other: str) -> None:
    """Surname, initials, civility, office and accents vary; both orders of comparison agree."""
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(("one", "other"), TWO_PERSONS)
def test_two_persons_of_one_council_stay_two(one: str, other: str) -> None:
    """Couples and brothers sit on one council: civility, initials or given names tell them apart."""
    assert not same_person(one, other)
    assert not same_person(other, one)


@pytest.mark.parametrize("office", NOBODY)
def test_an_office_without_a_name_is_nobody(office: str) -> None:
    """« Le Maire » names no person, not even the same one twice."""
    assert not same_person(office, office)
    assert not same_person(office, "RYCKELYNCK J.P., Maire")


def test_the_councillors_of_haveluy_are_all_different() -> None:
    """Each of the 21 names of the extract is its own writing's person, and no other's."""
    names = (*HAVELUY.present_names, *(proxy.giver for proxy in HAVELUY.proxies), *HAVELUY.absent_names)
    assert len(names) == 21
    assert all(same_person(one, other) == (one is other) for one in names for other in names)


def test_each_mayor_is_recognised_under_every_writing_and_no_other_is() -> None:
    """The 46 mayors of the project's communes, in six writings each: compound surnames, given names as surnames."""
    with (ROOT / "communes.csv").open(encoding="utf-8") as file:
        mayors = [writings(row) for row in csv.DictReader(file, delimiter=";")]
    assert len(mayors) == 46
    for mayor in mayors:
        for other in mayors:
            same = {same_person(one, two) for one in mayor for two in other}
            assert same == {mayor is other}, (mayor[0], other[0])


def writings(row: dict[str, str]) -> list[str]:
    civility, given, surname = row["civilite_maire"], row["prenom_maire"], row["nom_maire"]
    initials = "".join(f"{part[0]}." for part in re.split("[ -]", given))
    return [
        f"{surname} {initials}, Maire",
        f"{initials} {surname}",
        f"{civility} {given} {surname}",
        f"{given} {surname.title()}",
        f"{civility} {surname} {given.upper()}",
        f"le Maire, {given} {surname}",
    ]


def test_among_gives_the_name_as_the_list_writes_it() -> None:
    """The list's own writing is what a message can show; nobody is an empty text."""
    assert among("Mme Mariette MAYEUX", HAVELUY.present_names) == "MAYEUX M., 3ème Adjointe"
    assert among("GARCIA M.", HAVELUY.present_names) == ""


@settings(derandomize=True)
@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_can_be_compared_in_either_order(one: str, other: str) -> None:
    """A scan reads anything: the comparison is defined, and symmetric, for all of it."""
    assert same_person(one, other) == same_person(other, one)
