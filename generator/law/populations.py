"""What the population of a commune asks of the acts of its council (CGCT).

The population is the municipal one at the council's last full renewal, as for its seats and its convocations.
"""

from __future__ import annotations

_LARGE = 3_500


def needs_summary_note(population: int) -> bool:
    """Tell whether an explanatory note goes with the convocation: from 3 500 inhabitants (CGCT, article L. 2121-12)."""
    return population >= _LARGE


def publishes_online(population: int) -> bool:
    """Tell whether acts are published in electronic form: from 3 500 inhabitants (CGCT, article L. 2131-1, III).

    Below, the council chooses between posting, paper and online, which is the rule when it did not choose (IV).
    """
    return population >= _LARGE
