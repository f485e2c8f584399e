"""Postcodes and telephone numbers: what is understood, and what is none."""

from __future__ import annotations

from generator.inputs.contacts import postcode, telephone
from tests.cases import cases


@cases(
    "written, code",
    ("59224", "59224"),
    ("59 224", "59224"),
    ("01000", "01000"),
    ("20 000", "20000"),
    ("97400", "97400"),
)
def test_a_postcode_has_five_digits(written: str, code: str) -> None:
    """Spaces between them do not matter."""
    assert postcode(written) == code


@cases("written", "", "5922", "592240", "00100", "96000", "99999", "59224 Thiant", "2A000")
def test_what_is_no_postcode(written: str) -> None:
    """Nothing begins by 00, 96 or 99, and the name of the town goes elsewhere."""
    assert postcode(written) is None


@cases(
    "written",
    "03 27 09 05 05",
    "0327090505",
    "03.27.09-05/05",
    "+33 3 27 09 05 05",
    "+33(0)327090505",
    "Tél. : 0327090505",
)
def test_a_telephone_number_is_written_in_pairs(written: str) -> None:
    """The French way, whatever was typed: an act does not give a number to call from abroad."""
    assert telephone(written) == "03 27 09 05 05"


@cases("written, number", ("+262 262 40 00 00", "02 62 40 00 00"), ("3939", "3939"), ("+687 27 31 15", "+687 27 31 15"))
def test_overseas_and_short_numbers(written: str, number: str) -> None:
    """The overseas départements have ten digits; the other territories and services keep their own form."""
    assert telephone(written) == number


@cases("written", "327090505", "03 27 09 05", "03 27 09 05 05 12", "+32 2 555 55 55", "mairie")
def test_what_is_no_telephone_number(written: str) -> None:
    """A digit that lacks or is too many is seen."""
    assert telephone(written) is None
