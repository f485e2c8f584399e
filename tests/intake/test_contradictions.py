"""What a number of the act confirms, and what none does."""

from __future__ import annotations

import pytest

from tests.intake.minutes import field, opening

LISTS = (
    "Présents : Mme Carole LELEU, M. Marc WATTIEZ\nPouvoirs : M. Bruno LEJEUNE à M. Marc WATTIEZ\n"
    "Absente : Mme Nathalie COLIN\n"
)


@pytest.mark.parametrize(
    ("counts", "pouvoirs", "absents"),
    [
        ("", "doubtful", "doubtful"),
        ("Votants : 3", "doubtful", "doubtful"),
        ("Membres en exercice : 4", "certain", "certain"),
        ("Pouvoirs : 1\nAbsents : 1", "certain", "certain"),
        ("Votants : 5", "doubtful", "doubtful"),
    ],
)
def test_mandates_and_absent_are_certain_only_where_a_number_confirms_them(
    counts: str, pouvoirs: str, absents: str
) -> None:
    """A line that is lost takes a name with it, without a trace; the two lists share their doubt."""
    act = opening(f"{counts}\n{LISTS}")
    assert (field(act, "pouvoirs").confidence, field(act, "noms_absents").confidence) == (pouvoirs, absents)


@pytest.mark.parametrize(
    ("line", "name"),
    [("sous la présidence de Mme Carole\n\nLeleu", "preside_par"), ("Secrétaire : M. Marc\n\nWattiez", "secretaire")],
)
def test_a_given_name_alone_is_doubtful(line: str, name: str) -> None:
    """The surname stood on another line, perhaps."""
    act = opening(f"{line}\nPrésents : Carole Leleu, Marc Wattiez\nVotants : 2")
    assert "prénom" in field(act, name).why


def test_a_word_lost_from_one_name_of_a_list_makes_it_doubtful() -> None:
    """Where all others have their given names."""
    names = "Mme Carole LELEU, M. Marc WATTIEZ, M. Pascal JEAN, M. Bruno LEJEUNE, Mme Nathalie"
    assert field(opening(f"Nombre de présents : 5\nPrésents : {names}\n"), "noms_presents").confidence == "doubtful"
