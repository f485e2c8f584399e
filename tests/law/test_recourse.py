"""Until when an act can be contested."""

from __future__ import annotations

from datetime import date

from generator.law.acts import Act
from generator.law.recourse import recourse_ends


def act(published: date | None, received: date | None) -> Act:
    """Return a deliberation of 2 April 2025."""
    return Act("", "1", date(2025, 4, 2), received_on=received, published_on=published)


def test_the_later_of_the_two_delays_counts() -> None:
    """Two clear months from the publication, for third parties, and from the receipt, for the prefect."""
    assert recourse_ends(act(date(2025, 4, 8), date(2025, 4, 7))) == date(2025, 6, 9)
    assert recourse_ends(act(date(2025, 4, 8), date(2025, 4, 10))) == date(2025, 6, 11)
    assert recourse_ends(act(date(2024, 12, 31), date(2024, 12, 31))) == date(2025, 3, 1)


def test_a_delay_that_has_not_begun_does_not_end() -> None:
    """Without publication or transmission."""
    assert recourse_ends(act(None, date(2025, 4, 7))) is None
    assert recourse_ends(act(date(2025, 4, 8), None)) is None
