"""The EPCI's deliberation: executory before the signature, and of which mandate."""

from __future__ import annotations

import datetime

from generator.law.epci import act_of, examine_epci_signature, examine_mandate, examine_office, mayor_may_have_changed
from tests.cases import cases

from .samples import told

DECIDED, SENT, PUBLISHED = (datetime.date(2025, 2, day) for day in (24, 26, 27))
SECTION = "epci.deliberation"
RENEWED = datetime.date(2026, 3, 15)


def test_a_signature_once_the_deliberation_is_executory_is_in_order() -> None:
    """On that very day too."""
    assert not list(examine_epci_signature(PUBLISHED, DECIDED, SENT, PUBLISHED, SECTION))
    assert not list(examine_epci_signature(SENT, SENT, SENT, SENT, SECTION))


@cases(
    "signed_on, told_of",
    (SENT, ["publiée que le 27 février 2025"]),
    (DECIDED, ["transmise au représentant", "publiée que"]),
)
def test_a_signature_before_is_refused(signed_on: datetime.date, told_of: list[str]) -> None:
    """Transmission and publication are told apart."""
    found = told(examine_epci_signature(signed_on, DECIDED, SENT, PUBLISHED, SECTION))
    assert [line.split(", ")[0] for line in found] == ["error"] * len(told_of)
    assert all(words in line for words, line in zip(told_of, found, strict=True))


def test_what_is_not_known_is_a_warning() -> None:
    """It names the key to complete; what is known is still compared."""
    (unknown,) = told(examine_epci_signature(PUBLISHED, DECIDED, None, None, SECTION))
    assert unknown.startswith("warning, délibération de l’EPCI, CGCT, art. L. 2131-1, par renvoi de L. 5211-3: rien")
    assert "complétez « transmise » et « publiee » dans campaign.toml, sous [epci.deliberation]" in unknown
    (kept,) = told(examine_epci_signature(PUBLISHED, DECIDED, None, None, ""))
    assert kept.endswith("vérifiez-le.")
    early, half = told(examine_epci_signature(DECIDED, DECIDED, SENT, None, SECTION))
    assert early.startswith("error")
    assert "complétez « publiee » dans" in half


def test_an_act_of_the_new_mandate_asks_about_a_bureau_of_the_former() -> None:
    """It may be enough: it is only asked."""
    (found,) = told(examine_mandate("Bureau communautaire", DECIDED, RENEWED))
    assert found.startswith("warning, mandat, CGCT, art. L. 5211-10: la délibération de l’EPCI du 24 février 2025")
    assert not list(examine_mandate("Bureau communautaire", DECIDED, datetime.date(2026, 3, 14)))
    assert not list(examine_mandate("Conseil communautaire", DECIDED, RENEWED))
    assert not list(examine_mandate("Bureau communautaire", datetime.date(2026, 5, 4), datetime.date(2026, 6, 1)))


@cases(
    "organe, act",
    ("Président", "décision"),
    ("Présidente", "décision"),
    ("3e vice-président", "décision"),
    ("Monsieur le Président", "décision"),
    ("Bureau communautaire", "délibération"),
    ("Bureau, sur proposition du Président", "délibération"),
    ("conseil de la métropole", "délibération"),
    ("Conseil communautaire, sur proposition du Président", "délibération"),
    ("Président de la communauté", "décision"),
    ("", "délibération"),
)
def test_one_person_decides_and_a_body_deliberates(organe: str, act: str) -> None:
    """The President or a vice-president, by delegation; what is signed too early is called what it is."""
    assert act_of(organe) == act
    (early,) = told(examine_epci_signature(DECIDED, PUBLISHED, None, None, SECTION, organe))
    assert f"avant sa {act} du 27 février 2025" in early


def test_a_decision_of_a_former_president_asks_for_a_delegation_too() -> None:
    """As that of a Bureau: the new council has to give it."""
    (found,) = told(examine_mandate("Président", DECIDED, RENEWED))
    assert "la décision de l’EPCI du 24 février 2025 est prise par une délégation d’avant le renouvellement" in found
    assert "la personne qui décide doit avoir reçu délégation du nouveau conseil" in found


def test_a_commission_permanente_is_the_bureau_of_a_metropole() -> None:
    """It decides by delegation too, and is called by its name."""
    (found,) = told(examine_mandate("Commission permanente", DECIDED, RENEWED))
    assert "d’une commission permanente d’avant le renouvellement" in found
    assert "la commission permanente doit avoir reçu délégation" in found


@cases(
    "since, decided_on, asked",
    (datetime.date.min, DECIDED, True),
    (datetime.date.min, datetime.date(2026, 5, 4), False),
    (datetime.date(2025, 1, 1), datetime.date(2026, 5, 4), True),
    (datetime.date(2026, 4, 10), DECIDED, False),
)
def test_who_signs_for_the_epci_may_have_changed_with_the_councils(
    since: datetime.date, decided_on: datetime.date, asked: bool
) -> None:
    """Somebody who presided, or had a delegation, before March 2026, and of whom nothing was written since."""
    found = told(examine_office(since, decided_on, RENEWED))
    assert len(found) == asked
    assert all("vérifiez qui préside" in one and "[[epci.representants]]" in one for one in found)
    assert not list(examine_office(since, decided_on, datetime.date(2026, 3, 14)))


@cases(
    "since, day, expected",
    (datetime.date(2020, 5, 28), RENEWED, True),
    (datetime.date(2020, 5, 28), datetime.date(2026, 3, 14), False),
    (datetime.date(2026, 3, 22), datetime.date(2026, 7, 1), False),
    (None, RENEWED, False),
)
def test_a_mayor_of_before_the_elections_may_have_changed(
    since: datetime.date | None, day: datetime.date, expected: bool
) -> None:
    """Only for an act of after, and when the data says since when."""
    assert mayor_may_have_changed(since, day) is expected


def test_nobody_signs_for_the_epci_before_its_deliberation() -> None:
    """One finding: that it was not transmitted either is plain."""
    (found,) = told(examine_epci_signature(datetime.date(2025, 2, 10), DECIDED, None, None, SECTION))
    assert found.startswith("error, délibération de l’EPCI, CGCT, art. L. 5211-9")
    assert "signature de l’EPCI du 10 février 2025, avant sa délibération du 24 février 2025" in found
