"""What a commune's population asks of the acts of its council."""

from __future__ import annotations

import pytest

from generator.law.populations import needs_summary_note, publishes_online


@pytest.mark.parametrize(("population", "expected"), [(0, False), (3_499, False), (3_500, True), (20_000, True)])
def test_both_duties_begin_with_three_thousand_five_hundred_inhabitants(population: int, expected: bool) -> None:
    """The explanatory note (CGCT, article L. 2121-12) and electronic publication (article L. 2131-1, III)."""
    assert needs_summary_note(population) is expected
    assert publishes_online(population) is expected
