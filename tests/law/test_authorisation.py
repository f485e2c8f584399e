"""By which deliberation an avenant is signed, and which avenants a deliberation authorises."""

from __future__ import annotations

import datetime
from dataclasses import replace

from generator.law.acts import Act
from generator.law.authorisation import authorising_act, avenants_authorised
from tests.cases import cases

ACT = Act("215902925", "2025-02-10", datetime.date(2025, 4, 2), authorises_signature=True)


@cases(
    "signed, authorises, told",
    ("la convention et ses éventuels avenants", True, "ses éventuels avenants"),
    ("la convention et ses éventuels avenants", False, ""),
    ("la convention et les avenants de prolongation", False, "les avenants de prolongation"),
    ("la convention et l’avenant n° 1", False, ""),
    ("la convention", True, ""),
)
def test_which_avenants_are_authorised_is_told_in_the_words_of_the_act(
    signed: str, authorises: bool, told: str
) -> None:
    """What a person found it not to authorise is not told, but for those that are some of all."""
    words = f"APPROUVE la convention ; AUTORISE Monsieur le Maire à signer {signed}."
    assert avenants_authorised(replace(ACT, operative=words, authorises_avenants=authorises)) == told
    assert avenants_authorised(replace(ACT, authorises_avenants=None)) == ""


def test_an_avenant_rests_on_the_convention_only_where_that_authorises_it() -> None:
    """Else on its own deliberation, which is still to come."""
    assert authorising_act(financial=False, convention=replace(ACT, authorises_avenants=True), own=None) is not None
    assert authorising_act(financial=False, convention=replace(ACT, authorises_avenants=False), own=None) is None
