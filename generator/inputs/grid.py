"""The cells of a file before anybody knows what its columns are: records, with what was wrong in reading them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from generator.errors import Level
from generator.language.typography import seen, unaccented

#: Another shape of plain letters and figures: full-width forms of other keyboards.
_SHAPES = re.compile("[\uff01-\uff5e]")


#: France has 35 000 communes: a file of more lines is something else; and so is a far smaller sheet of a workbook,
#: where a few bytes repeat a row as often as they say.
LINES, ROWS, COLUMNS = 50_000, 10_000, 500
#: Among how many first lines the titles are looked for.
LOOKED_AT = 30
#: How many titles and names are remembered as they are said plainly: each is asked for again and again.
_PLAIN = 65_536


class UnreadableTableError(Exception):
    """A file that cannot be read as a table: what it is, what to do, and the line where that shows, when one does."""

    def __init__(self, message: str, remedy: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.line = line


@dataclass(frozen=True, slots=True)
class Record:
    """The raw cells of one line of the file, from line ``line`` on, of which it takes ``height``."""

    line: int
    height: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a line, in the cell of rank ``index`` when it is of one cell."""

    level: Level
    line: int
    index: int | None
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Grid:
    """The records of a file, and what was wrong in reading them; ``sheet`` is which of a workbook's, of several."""

    records: tuple[Record, ...]
    faults: tuple[Fault, ...] = ()
    sheet: str = ""


@lru_cache(_PLAIN)
def column_name(header: str) -> str:
    """Return the name a column has in the program: « Référent numérique » is ``referent_numerique``."""
    return re.sub(r"[^a-z0-9]+", "_", unaccented(header).lower()).strip("_")


def cleaned(cell: str) -> str:
    """Return a cell without what nobody sees, its spaces made one, its accents in one piece with their letters."""
    if cell.isascii() and cell.isprintable() and "  " not in cell:
        return cell.strip()
    shown = _SHAPES.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), seen(cell))
    return re.sub(r"[\s\x00-\x1f\x7f\u00a0\u202f]+", " ", shown).strip()
