"""The municipal council's sitting, in the Code général des collectivités territoriales (CGCT).

The rules are those of the common law; in Moselle, Bas-Rhin and Haut-Rhin some differ (articles L. 2541-1 and
following), and so do those of communes nouvelles in their first terms (articles L. 2113-7 and L. 2113-8).
For how a council works, the population is the municipal one at its last full renewal (article R. 2151-4); for what
else the code asks, the total one in force (article R. 2151-2).
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from generator.law.people import among

# Article L. 2121-2: a council has _SEATS[i] members from _STEPS[i - 1] inhabitants, below _STEPS[i].
_STEPS = (
    *(100, 500, 1_500, 2_500, 3_500, 5_000, 10_000, 20_000, 30_000),
    *(40_000, 50_000, 60_000, 80_000, 100_000, 150_000, 200_000, 250_000, 300_000),
)
#: The départements of the local law: Moselle, Bas-Rhin, Haut-Rhin.
LOCAL_LAW = ("57", "67", "68")
#: Marseille, Lyon and Paris, whose numbers of councillors are not those of article L. 2121-2 (code électoral, L. 225).
OWN_SEATS = ("13055", "69123", "75056")
_SEATS = (7, 11, 15, 19, 23, 27, 29, 33, 35, 39, 43, 45, 49, 53, 55, 59, 61, 65, 69)
_LARGE = 3_500


@dataclass(frozen=True, slots=True)
class Proxy:
    """A councillor's written power to vote in their name (pouvoir): who gives it, and who holds it, "" when unknown."""

    giver: str
    holder: str


@dataclass(frozen=True, slots=True)
class Sitting:
    """A municipal council's sitting and one vote in it, as an extract of its register tells; None is not known.

    ``population`` is the municipal population at the last full renewal of the council (article R. 2151-4); names are
    those of the extract, as written there. ``president`` is who presided, ``mayor`` the commune's mayor as far as is
    known, ``aside_names`` are the members who took no part in the vote. ``local_law`` tells that the commune lies in
    Moselle, Bas-Rhin or Haut-Rhin, ``own_seats`` that it is Paris, Lyon or Marseille.
    """

    population: int | None = None
    held_on: datetime.date | None = None
    convened_on: datetime.date | None = None
    posted_on: datetime.date | None = None
    urgent: bool = False
    second_convocation: bool = False
    in_office: int | None = None
    present: int | None = None
    voting: int | None = None
    president: str = ""
    mayor: str = ""
    present_names: tuple[str, ...] = ()
    proxies: tuple[Proxy, ...] = ()
    absent_names: tuple[str, ...] = ()
    secretary: str = ""
    signatories: tuple[str, ...] = ()
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    not_voting: int | None = None
    aside_names: tuple[str, ...] = ()
    secret_ballot: bool = False
    unanimous: bool | None = None
    local_law: bool = False
    own_seats: bool = False


def idle_proxies(proxies: Iterable[Proxy], aside_names: Iterable[str]) -> tuple[Proxy, ...]:
    """Return the proxies held by who takes no part in the vote: who withdraws votes for nobody.

    Whose giver withdraws too is not among them: that voter is counted aside already.
    """
    aside = tuple(aside_names)
    held = (proxy for proxy in proxies if proxy.holder and among(proxy.holder, aside))
    return tuple(proxy for proxy in held if not among(proxy.giver, aside))


def convocation_delay(population: int) -> int:
    """Return the clear days due between the convocation and the sitting of a municipal council.

    3 below 3 500 inhabitants (CGCT, article L. 2121-11), 5 from 3 500 (article L. 2121-12); urgency is not
    considered. ``population`` is the municipal population at the last full renewal (article R. 2151-4); ValueError
    when it is negative.
    """
    return 3 if _checked(population) < 3_500 else 5


def council_seats(population: int) -> int:
    """Return the lawful number of municipal councillors (CGCT, article L. 2121-2), 7 to 69.

    ``population`` is the municipal population at the last full renewal (article R. 2151-4); ValueError when it is
    negative. A council of a small commune may lawfully count fewer members (article L. 2121-2-1), never more.
    Vacancies are lawful: fewer may be in office.
    """
    return _SEATS[bisect_right(_STEPS, _checked(population))]


def seats_of(sitting: Sitting) -> int | None:
    """Return the lawful number of members of the council that sat; None where it is not known.

    Paris, Lyon and Marseille have numbers of their own, which article L. 2121-2 does not give.
    """
    return None if sitting.population is None or sitting.own_seats else council_seats(sitting.population)


def clear_days(sent: datetime.date, held: datetime.date) -> int:
    """Return the clear days (jours francs) between a convocation and a sitting; negative when none can be.

    Neither the day of sending nor the day of the sitting counts; week-ends and holidays do.
    """
    return (held - sent).days - 1


def quorum(in_office: int) -> int:
    """Return how many members must be present: more than half of those in office (CGCT, article L. 2121-17)."""
    return in_office // 2 + 1


def _checked(population: int) -> int:
    if population < 0:
        raise ValueError(f"une population ne peut pas être négative : {population}")
    return population


def needs_summary_note(population: int) -> bool:
    """Tell whether an explanatory note goes with the convocation: from 3 500 inhabitants (CGCT, article L. 2121-12)."""
    return population >= _LARGE


def publishes_online(population: int) -> bool:
    """Tell whether acts are published in electronic form: from 3 500 inhabitants (CGCT, article L. 2131-1, III).

    ``population`` is the total one. Below, the council chooses between posting, paper and online, which is the rule
    when it did not choose (IV).
    """
    return population >= _LARGE
