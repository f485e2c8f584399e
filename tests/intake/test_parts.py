"""Who presided over a sitting."""

from __future__ import annotations

import pytest

from tests.intake.minutes import field


@pytest.mark.parametrize(
    "opening",
    [
        "le conseil, légalement convoqué par Carole LELEU, Maire, s’est réuni en mairie sous sa présidence.",
        "le conseil s’est réuni sur la convocation de Madame Carole LELEU, Maire, et sous sa présidence.",
        "le conseil, convoqué par Mme Carole LELEU Maire, s’est réuni sous la présidence de son Maire.",
        "le conseil s’est réuni sous la présidence de son Maire.\nPrésents : Mme Carole LELEU, Maire, M. Marc WATTIEZ",
    ],
)
def test_the_mayor_who_is_named_elsewhere_presides(opening: str) -> None:
    """Who convened the council, or whom the list calls the mayor, in doubt."""
    presided = field(f"L’an deux mille vingt-cinq, le trois juin, {opening}\n", "preside_par")
    assert (presided.value, presided.confidence) == ("Carole LELEU", "doubtful")


def test_who_convenes_does_not_preside_where_the_act_says_nothing_of_it() -> None:
    """An act without a word of its presidency names nobody."""
    opening = "le conseil s’est réuni sur la convocation de Madame Carole LELEU, Maire."
    assert field(f"L’an deux mille vingt-cinq, le trois juin, {opening}\n", "preside_par").value is None
