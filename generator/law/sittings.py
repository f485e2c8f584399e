"""The municipal council's sitting, in the Code général des collectivités territoriales (CGCT)."""

from __future__ import annotations

from bisect import bisect_right

# Article L. 2121-2: a council has _SEATS[i] members from _STEPS[i - 1] inhabitants, below _STEPS[i].
_STEPS = (
    *(100, 500, 1_500, 2_500, 3_500, 5_000, 10_000, 20_000, 30_000),
    *(40_000, 50_000, 60_000, 80_000, 100_000, 150_000, 200_000, 250_000, 300_000),
)
_SEATS = (7, 11, 15, 19, 23, 27, 29, 33, 35, 39, 43, 45, 49, 53, 55, 59, 61, 65, 69)


def convocation_delay(population: int) -> int:
    """Return the clear days due between the convocation and the sitting of a municipal council.

    3 below 3 500 inhabitants (CGCT, article L. 2121-11), 5 from 3 500 (article L. 2121-12); urgency is not
    considered. ``population`` is the municipal population; ValueError when it is negative.
    """
    return 3 if _checked(population) < 3_500 else 5


def council_seats(population: int) -> int:
    """Return the lawful number of municipal councillors (CGCT, article L. 2121-2), 7 to 69.

    ``population`` is the municipal population at the last full renewal; ValueError when it is negative.
    Paris, Lyon and Marseille have rules of their own. Vacancies are lawful: fewer may be in office.
    """
    return _SEATS[bisect_right(_STEPS, _checked(population))]


def _checked(population: int) -> int:
    if population < 0:
        raise ValueError(f"une population ne peut pas être négative : {population}")
    return population
