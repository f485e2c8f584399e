"""CSV as French spreadsheets open it, in which no text is taken for a formula (CWE-1236)."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable

#: What may stand before a formula without hiding it from a spreadsheet: spaces, quotes, signs that nobody sees.
_BEFORE = ' \t\r\n\f\v\u00a0\u202f\ufeff\u200b\u200e\u200f"“”«‘’`'
_FORMULA = ("=", "+", "-", "@", "\u2212")
#: « +33 3 27 09 05 05 »: a spreadsheet leaves it as it is, or makes a number of it.
_TELEPHONE = re.compile(r"\+[0-9]{1,3}(?:[ .\u00a0\u202f()]*[0-9]){5,14}")


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """Return rows as CSV: semicolons, CRLF, quotes where they are needed."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";", lineterminator="\r\n").writerows([map(_cell, row) for row in rows])
    return stream.getvalue()


def _cell(value: object) -> object:
    """Return a value as a cell; an apostrophe before a text makes it one, whatever it begins with."""
    if not isinstance(value, str) or _TELEPHONE.fullmatch(value):
        return value
    first = unicodedata.normalize("NFKC", value.lstrip(_BEFORE)[:1])
    return f"'{value}" if first in _FORMULA or value[:1] in ("\t", "\r", "\n") else value
