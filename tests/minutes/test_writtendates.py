"""Dates are read as clerks write them and as scanners damage them."""

from __future__ import annotations

import datetime

from generator.minutes.writtendates import date_of, dates, typed_date
from tests.cases import cases

THE_DAY = datetime.date(2025, 4, 2)


@cases(
    "text",
    "2 avril 2025",
    "02/04/2025",
    "2/4/25",
    "02.04.2025",
    "mercredi 2 avril 2025",
    "2 AVRIL 2025",
    "le deux avril deux mille vingt-cinq",
    "deux mille vingt-cinq, le deux avril".join(("L’an ", "")),
    "L’an 2025, le mercredi 2 avril",
    "le 2 du mois d’avril 2025",
)
def test_a_date_is_read_plainly(text: str) -> None:
    """In figures, with a month, in words, in the solemn order."""
    read = date_of(text)
    assert read is not None
    assert (read.value, read.why) == (THE_DAY, "")


@cases("text", "O2/04/2025", "2 avrll 2025", "2 avril 2O25", "L'an deux mille vingt-cing, le deux avrii")
def test_a_damaged_date_is_repaired_and_says_so(text: str) -> None:
    """Letters for figures and misread months give the date and a reason to doubt."""
    read = date_of(text)
    assert read is not None
    assert read.value == THE_DAY
    assert read.why


def test_a_first_of_the_month_is_read() -> None:
    """« 1er avril » and « premier avril » are the first; « Ler avril », as scanners read it, is doubtful."""
    reads = [date_of(text) for text in ("1er avril 2025", "le premier avril deux mille vingt-cinq", "Ler avril 2025")]
    assert [read and read.value for read in reads] == [datetime.date(2025, 4, 1)] * 3
    assert [bool(read and read.why) for read in reads] == [False, False, True]


@cases("text", "1°’ avril 2025", "le 1* avril 2025", "1°' du mois d’avril 2025")
def test_a_first_that_a_scanner_drew_otherwise_is_read(text: str) -> None:
    """The letters above the line become signs."""
    read = date_of(text)
    assert read is not None
    assert read.value == datetime.date(2025, 4, 1)


def test_a_month_cut_by_a_line_is_read_whole() -> None:
    """« novem- » and « bre » below."""
    assert [read.value for read in dates("le mercredi 30 novem-\nbre 2022")] == [datetime.date(2022, 11, 30)]


def test_a_year_cut_by_a_line_is_read_whole() -> None:
    """« deux mille vingt- » and « cinq » below are 2025, and never 2020."""
    assert [read.value for read in dates("le deux avril deux mille vingt-\ncinq")] == [THE_DAY]
    assert [read.value for read in dates("le deux avril deux mille vingt-cinq", 0, 20)] == [THE_DAY]


def test_a_day_that_does_not_exist_is_no_date() -> None:
    """31 February: no value, and the reason."""
    read = date_of("31/02/2025")
    assert read is not None
    assert read.value is None
    assert "n’existe pas" in read.why


def test_a_wrong_weekday_is_told() -> None:
    """2 April 2025 was a Wednesday."""
    read = date_of("mardi 2 avril 2025")
    assert read is not None
    assert "mercredi" in read.why


@cases(
    "text, expected",
    (" 2025-04-02", THE_DAY),
    ("02/04/2025", THE_DAY),
    ("mercredi 2 avril 2025", THE_DAY),
    ("mardi 2 avril 2025", None),
    ("O2/04/2025", None),
    ("le printemps", None),
    ("0001-01-01", None),
    ("18990402", None),
    ("2/4/2205", None),
    ("2 avril 2205", None),
    ("020425", THE_DAY),
    ("02042025", THE_DAY),
    ("20250402", THE_DAY),
    ("02/04/25", THE_DAY),
    ("\u200b02/04/25", THE_DAY),
    ("2 av\u00adril\u200e 2025", THE_DAY),
    ("02.04.2025", THE_DAY),
    ("2.4.25", THE_DAY),
    ("310225", None),
    ("021325", None),
    ("000425", None),
    ("2425", None),
    ("20425", None),
    ("0204205", None),
    ("02 04", None),
    ("020425 030425", None),
    ("30/02/2025", None),
    ("٠٢٠٤٢٥", None),
)
def test_a_date_that_a_person_types_is_sure_or_none(text: str, expected: datetime.date | None) -> None:
    """Nothing is repaired: who types can type again."""
    assert typed_date(text) == expected


@cases("text", "2025-02-10", "n° 2025/04-12", "article L. 2121-17", "du 2 au 4 avril 2025 et 5 mai 2025")
def test_numbers_of_acts_are_no_dates(text: str) -> None:
    """« 2025-02-10 » is a number; two dates are not one."""
    assert date_of(text) is None
