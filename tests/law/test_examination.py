"""All rules together: silent on a lawful sitting, silent on what is not known, never failing."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings, strategies as st

from generator.law.attendance import examine_seats
from generator.law.examination import examine_sitting
from generator.law.sittings import Proxy, Sitting

from .samples import HAVELUY

_COUNT = st.none() | st.integers(0, 100)
_NAMES = st.lists(st.sampled_from(["MAYEUX M.", "Mme MAYEUX", "", "Le Maire", "MURCIA B"]), max_size=3).map(tuple)
_SITTINGS = st.builds(
    Sitting,
    population=st.none() | st.integers(0, 400_000),
    in_office=_COUNT,
    present=_COUNT,
    voting=_COUNT,
    present_names=_NAMES,
    proxies=st.lists(st.builds(Proxy, st.text(max_size=9), st.text(max_size=9)), max_size=3).map(tuple),
    absent_names=_NAMES,
    secretary=st.text(max_size=9),
    signatories=_NAMES,
    votes_for=_COUNT,
    votes_against=_COUNT,
    abstentions=_COUNT,
    not_voting=_COUNT,
)


def test_the_sitting_of_haveluy_is_in_order() -> None:
    """21 in office for 23 seats, 14 present, six proxies, 20 for: nothing to find."""
    assert examine_sitting(HAVELUY) == ()


def test_of_nothing_nothing_is_said() -> None:
    """A sitting of which nothing was read cannot be judged."""
    assert examine_sitting(Sitting()) == ()


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Sitting) if field.name != "proxies"])
def test_a_fact_that_is_not_known_breaks_no_rule(name: str) -> None:
    """Any one field of Haveluy's sitting may be missing, without a finding (proxies: see the voters' rule)."""
    assert examine_sitting(dataclasses.replace(HAVELUY, **{name: getattr(Sitting(), name)})) == ()


def test_findings_come_in_the_order_of_an_extract() -> None:
    """Convocation, members, proxies, voters, secretary, vote, signatures."""
    broken = dataclasses.replace(
        HAVELUY,
        convened_on=HAVELUY.held_on,
        in_office=24,
        proxies=HAVELUY.proxies[:1] * 2,
        secretary="GARCIA M.",
        votes_against=1,
    )
    rules = list(dict.fromkeys(found.rule for found in examine_sitting(broken)))
    assert rules == [
        "convocation",
        "affichage",
        "effectif",
        "pouvoirs",
        "votants",
        "secrétaire",
        "vote",
        "unanimité",
        "signatures",
    ]


@settings(derandomize=True)
@given(_SITTINGS)
def test_whatever_was_read_can_be_examined(sitting: Sitting) -> None:
    """A scan reads anything; every finding then has its rule, its article and a whole sentence."""
    for found in examine_sitting(sitting):
        assert found.rule
        assert found.article.startswith("CGCT, art.")
        assert found.message.endswith(".")
        assert "None" not in found.message


def test_where_the_local_law_holds_what_offends_the_common_law_asks_for_a_look() -> None:
    """Of Moselle, Bas-Rhin and Haut-Rhin: a secretary who is no member is usual there."""
    broken = dataclasses.replace(HAVELUY, secretary="GARCIA M.")
    assert examine_sitting(broken)[0].level == "error"
    finding = examine_sitting(dataclasses.replace(broken, local_law=True))[0]
    assert (finding.level, finding.rule) == ("warning", "secrétaire")
    assert "L.\u00a02541-1" in finding.message


def test_the_local_law_keeps_the_number_of_seats() -> None:
    """It leaves article L. 2121-2 as it is."""
    broken = dataclasses.replace(HAVELUY, in_office=24, local_law=True)
    assert examine_sitting(broken)[0] == next(examine_seats(broken))
