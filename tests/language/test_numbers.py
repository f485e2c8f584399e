"""French numbers against a table written by hand from the rules of the traditional spelling."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings, strategies as st

from generator.language.numbers import lettres, nombre, ordinal, ordinal_lettres, telephone
from tests.cases import cases

from .samples import shown

WORDS = {
    0: "zéro",
    1: "un",
    2: "deux",
    11: "onze",
    16: "seize",
    17: "dix-sept",
    20: "vingt",
    21: "vingt et un",
    22: "vingt-deux",
    61: "soixante et un",
    70: "soixante-dix",
    71: "soixante et onze",
    72: "soixante-douze",
    79: "soixante-dix-neuf",
    80: "quatre-vingts",
    81: "quatre-vingt-un",
    90: "quatre-vingt-dix",
    91: "quatre-vingt-onze",
    99: "quatre-vingt-dix-neuf",
    100: "cent",
    101: "cent un",
    180: "cent quatre-vingts",
    200: "deux cents",
    201: "deux cent un",
    280: "deux cent quatre-vingts",
    1_000: "mille",
    1_001: "mille un",
    1_789: "mille sept cent quatre-vingt-neuf",
    2_000: "deux mille",
    2_025: "deux mille vingt-cinq",
    3_500: "trois mille cinq cents",
    21_000: "vingt et un mille",
    80_000: "quatre-vingt mille",
    80_080: "quatre-vingt mille quatre-vingts",
    200_000: "deux cent mille",
    200_200: "deux cent mille deux cents",
    1_000_000: "un million",
    80_000_000: "quatre-vingts millions",
    200_000_000: "deux cents millions",
    1_000_000_000: "un milliard",
    2_000_000_001: "deux milliards un",
}
FEMININE = {
    1: "une",
    2: "deux",
    11: "onze",
    21: "vingt et une",
    71: "soixante et onze",
    81: "quatre-vingt-une",
    101: "cent une",
    1_000: "mille",
    21_000: "vingt et un mille",
}
RANKS = {
    1: "premier",
    2: "deuxième",
    3: "troisième",
    4: "quatrième",
    5: "cinquième",
    9: "neuvième",
    10: "dixième",
    19: "dix-neuvième",
    21: "vingt et unième",
    23: "vingt-troisième",
    25: "vingt-cinquième",
    30: "trentième",
    71: "soixante et onzième",
    80: "quatre-vingtième",
    81: "quatre-vingt-unième",
    100: "centième",
    180: "cent quatre-vingtième",
    200: "deux centième",
    203: "deux cent troisième",
    300: "trois centième",
    1_000: "millième",
    2_000: "deux millième",
    80_000: "quatre-vingt millième",
}


@pytest.mark.parametrize(("n", "words"), WORDS.items())
def test_numbers_in_words(n: int, words: str) -> None:
    """Vingt and cent take an s only when multiplied and last; mille never; « et » before un and onze."""
    assert lettres(n) == words


@pytest.mark.parametrize(("n", "words"), FEMININE.items())
def test_only_a_last_un_has_a_feminine(n: int, words: str) -> None:
    """« vingt et une » things, but « vingt et un mille »."""
    assert lettres(n, "f") == words


@pytest.mark.parametrize(("n", "words"), RANKS.items())
def test_ranks_in_words(n: int, words: str) -> None:
    """An ordinal has no mark of the plural inside, a u after cinq and a v in neuf."""
    assert ordinal_lettres(n) == words


@settings(derandomize=True, max_examples=500)
@given(st.integers(2, 999_999))
def test_every_rank_is_its_number_without_plural(n: int) -> None:
    """« -ième » never follows vingts, cents or a mute e, and both genders are alike but for the first."""
    words = ordinal_lettres(n)
    assert words.endswith("ième")
    assert not words.endswith(("tsième", "eième", "cinqième", "neufième"))
    assert ordinal_lettres(n, "f") == words


def test_the_first_has_a_feminine() -> None:
    """« première », « 1re »; the other ranks have one form."""
    assert (ordinal_lettres(1, "f"), ordinal(1, "f"), ordinal(2, "f")) == ("première", "1re", "2e")


def test_ranks_in_figures() -> None:
    """1er, then e alone: never « ème »."""
    assert [shown(ordinal(n)) for n in (1, 2, 21, 1_000)] == ["1er", "2e", "21e", "1~000e"]


def test_thousands_are_separated_by_no_break_spaces() -> None:
    """Groups of three from the right; a true minus sign."""
    written = [shown(nombre(n)) for n in (0, 999, 1_234, 20_665, 1_234_567, -1_234)]
    assert written == ["0", "999", "1~234", "20~665", "1~234~567", "−1~234"]


@cases(
    "function, n, expected",
    (lettres, -1, "−1 ne convient pas : un nombre de 0 à 999~999~999~999 est attendu"),
    (lettres, 10**12, "1~000~000~000~000 ne convient pas"),
    (ordinal, 0, "0 ne convient pas : un nombre de 1 à 999~999 est attendu"),
    (ordinal_lettres, 1_000_000, "1~000~000 ne convient pas"),
)
def test_numbers_out_of_bounds_are_refused(function: Callable[[int], str], n: int, expected: str) -> None:
    """The message gives the number and both bounds."""
    with pytest.raises(ValueError, match="ne convient pas") as caught:
        function(n)
    assert shown(str(caught.value)).startswith(expected)


@cases("function", lettres, ordinal, ordinal_lettres)
def test_an_unknown_gender_is_refused(function: Callable[[int, str], str]) -> None:
    """Only "m" and "f" are genders."""
    with pytest.raises(ValueError, match="genre inconnu : « féminin »"):
        function(1, "féminin")


@cases(
    "number, written",
    ("03 27 44 20 99", "03~27~44~20~99"),
    ("0327442099", "03~27~44~20~99"),
    ("03.27.44.20.99", "03~27~44~20~99"),
    ("+33 (0)3 27 44 20 99", "+33~(0)3~27~44~20~99"),
    ("+33327442099", "+33~3~27~44~20~99"),
    ("39 39", "39~39"),
    ("", ""),
)
def test_telephone_numbers_are_in_pairs(number: str, written: str) -> None:
    """French numbers are regrouped; any other keeps its grouping; no space breaks the line."""
    assert shown(telephone(number)) == written
