"""Delays and seats of municipal councils, at both sides of each step of the law."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.law.sittings import convocation_delay, council_seats


@pytest.mark.parametrize(("population", "days"), [(0, 3), (3_222, 3), (3_499, 3), (3_500, 5), (20_665, 5)])
def test_the_delay_grows_at_3500_inhabitants(population: int, days: int) -> None:
    """Three clear days below 3 500 inhabitants (L. 2121-11), five from 3 500 (L. 2121-12)."""
    assert convocation_delay(population) == days


@pytest.mark.parametrize(
    ("below", "seats"),
    [
        *(
            (100, 7),
            (500, 11),
            (1_500, 15),
            (2_500, 19),
            (3_500, 23),
            (5_000, 27),
            (10_000, 29),
            (20_000, 33),
        ),
        *((30_000, 35), (40_000, 39), (50_000, 43), (60_000, 45), (80_000, 49), (100_000, 53), (150_000, 55)),
        *((200_000, 59), (250_000, 61), (300_000, 65)),
    ],
)
def test_seats_on_both_sides_of_each_step(below: int, seats: int) -> None:
    """The last population below a step of L. 2121-2 has the seats of its row; one inhabitant more has not."""
    assert council_seats(below - 1) == seats
    assert council_seats(below) > seats


def test_seats_of_the_smallest_and_the_largest() -> None:
    """Seven seats in the smallest commune, 69 from 300 000 inhabitants; Haveluy has 23."""
    assert [council_seats(n) for n in (0, 3_222, 300_000, 2_000_000)] == [7, 23, 69, 69]


@pytest.mark.parametrize("rule", [convocation_delay, council_seats])
def test_a_negative_population_is_refused(rule: Callable[[int], int]) -> None:
    """A negative population is a mistake of the caller, not a small commune."""
    with pytest.raises(ValueError, match="négative : -1"):
        rule(-1)
