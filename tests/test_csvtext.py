"""CSV that spreadsheets open as text."""

from __future__ import annotations

import csv
import io

from generator.csvtext import csv_text
from generator.inputs.spoilt import restored
from tests.cases import cases


def cell_of(value: object) -> str:
    """Return a value as a spreadsheet reads it."""
    ((cell, _),) = csv.reader(io.StringIO(csv_text([[value, ""]])), delimiter=";")
    return cell


@cases(
    "value",
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    " =1+1",
    '"=1+1',
    "\t=1",
    "\rx",
    "\n@x",
    "\xa0=1",
    "\ufeff=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A",
    "«=1",
    "−1+1",
    "+33-3",
    "+33327442099+1",
    "\u200b=1",
)
def test_no_text_is_a_formula(value: str) -> None:
    """Whatever hides it, a formula gets an apostrophe before it, which the program takes off again when it reads."""
    assert cell_of(value) == f"'{value}"


@cases(
    "value",
    "+33 3 27 44 20 99",
    "+33327442099",
    "+33 (0)3 27 44 20 99",
    "03 27 44 20 99",
    "Haveluy",
    "n° 1",
    "'t Serstevens",
    "",
    "2025-07-01",
    "MED_NUM-2025-017",
    "n° 1 signé",
)
def test_what_is_no_formula_stays(value: str) -> None:
    """Telephone numbers stay as one dials them."""
    assert cell_of(value) == value


def test_numbers_stay_numbers() -> None:
    """A negative number of the program's own is one."""
    assert cell_of(-2) == "-2"
    assert cell_of(None) == ""


def test_what_is_exported_comes_back() -> None:
    """The apostrophe goes when such a cell is read as an input."""
    assert restored(cell_of("=1+1"), "lieu")[0] == "=1+1"
