"""The period of an evaluation, as people write it."""

from __future__ import annotations

import datetime

from generator.inputs.evaluation import period_bounds
from tests.cases import cases


@cases(
    "text, first, last",
    ("mai 2025 – octobre 2025", (2025, 5, 1), (2025, 10, 31)),
    ("de mai à octobre 2025", (2025, 5, 1), (2025, 10, 31)),
    ("Du 1er mai 2025 au 31 octobre 2025", (2025, 5, 1), (2025, 10, 31)),
    ("novembre 2025-avril 2026", (2025, 11, 1), (2026, 4, 30)),
    ("novembre à avril 2026", (2025, 11, 1), (2026, 4, 30)),
    ("juillet, août et septembre 2025", (2025, 7, 1), (2025, 9, 30)),
    ("DÉCEMBRE - FEVRIER 2024", (2023, 12, 1), (2024, 2, 29)),
    ("mai 2025", (2025, 5, 1), (2025, 5, 31)),
    ("permanences en mairie, mars 2025", (2025, 3, 1), (2025, 3, 31)),
)
def test_months_bound_the_period(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    """The first day of the first month and the last day of the last one; a year said once is that of the end."""
    assert period_bounds(text) == (datetime.date(*first), datetime.date(*last))


@cases(
    "text",
    "",
    "1er semestre 2025",
    "mai",
    "depuis mai",
    "mairie, 2025",
    "2025 – mai",
    "mai 2025 – octobre",
    "mai 0000",
    "mai 9999",
)
def test_a_period_without_dated_months_has_no_bounds(text: str) -> None:
    """Any wording is allowed: what cannot be dated is not guessed."""
    assert period_bounds(text) is None
