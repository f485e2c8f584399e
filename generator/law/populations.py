"""What the population of a commune asks of the acts of its council (CGCT).

For how a council works, its seats, its convocations, the population is the municipal one at its last full renewal
(article R. 2151-4); for what else the code asks, the total one in force (article R. 2151-2).
"""

from __future__ import annotations

_LARGE = 3_500


def needs_summary_note(population: int) -> bool:
    """Tell whether an explanatory note goes with the convocation: from 3 500 inhabitants (CGCT, article L. 2121-12)."""
    return population >= _LARGE


def publishes_online(population: int) -> bool:
    """Tell whether acts are published in electronic form: from 3 500 inhabitants (CGCT, article L. 2131-1, III).

    ``population`` is the total one. Below, the council chooses between posting, paper and online, which is the rule
    when it did not choose (IV).
    """
    return population >= _LARGE
