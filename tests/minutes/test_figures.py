"""Numbers in figures and in words, plain or damaged."""

from __future__ import annotations

import pytest

from generator.language.numbers import lettres
from generator.minutes.figures import Number, number
from tests.cases import cases


@pytest.mark.parametrize("value", range(100))
def test_every_number_in_words_is_read(value: int) -> None:
    """All that the program itself writes below one hundred."""
    assert number(lettres(value)) == Number(value)


@cases("text, value", ("2l", 21), ("1O", 10), ("I4", 14), ("vingt-cing", 25), ("quarantc", 40))
def test_a_damaged_number_is_repaired(text: str, value: int) -> None:
    """And is marked as repaired."""
    assert number(text) == Number(value, repaired=True)


@cases("text", "", "TL", "s", "dxx", "deix", "mille", "Présents", "douxe mille")
def test_what_is_no_number_is_none(text: str) -> None:
    """Nor a word as near to two numbers as to one (« deix » : deux, dix, six)."""
    assert number(text) is None
