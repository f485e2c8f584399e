"""The words printed on a page of a PDF, each with its place: those of stamps and of form fields too."""

from __future__ import annotations

import ctypes
import math
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from generator.papers.painted import Box, Painted
from generator.papers.textrows import Word

_HIDDEN = 3  # text render mode 3 (ISO 32000-1, table 106): what a recognition laid under a scanned page
_ASCENT, _DESCENT = 0.7, 0.2  # what a letter takes above and below its line, as shares of its size
#: What pdfium makes of a hyphen after which it sees a word go on, and other hyphens that stand where a line ends.
_HYPHENS = frozenset("\x02\u00ad\u2010\u2011")
_UNKNOWN = "\ufffd"
#: A letter so much further from the one before than those of its line, as a share of its size, begins a word: not
#: every PDF has spaces in its text. No line is spread wider than the second, and none of so few letters tells.
_APART, _SPREAD, _FEW = 0.15, 0.5, 4


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """A word of a page turned by ``turn`` quarters so that its line is horizontal.

    It is ``hidden`` when it is not drawn, or drawn before a picture that lies over it: a recognition of that picture.
    """

    word: Word
    turn: int
    hidden: bool


@dataclass(frozen=True, slots=True)
class _Letter:
    """A character; ``base`` is the height of its line, downwards; ``begins`` tells that a space is drawn before it.

    ``drawn`` is the text that it belongs to, None for none, and ``box`` where it stands on the page as it is.
    """

    left: float
    right: float
    base: float
    size: float
    text: str
    turn: int
    hidden: bool
    begins: bool
    drawn: pdfium.FPDF_PAGEOBJECT
    box: Box


def printed_words(page: pypdfium2.PdfTextPage) -> Iterator[PrintedWord]:
    """Yield the words of a page in the order in which they are drawn, without those that nobody reads.

    What is struck through is left out, as in a Word file: nobody decided it.
    """
    painted = Painted(page.page)
    for line in _parted(_letters(page, painted), _goes_on):
        spread = _spread(line)
        for letters in _parted(line, partial(_follows, reach=spread + _APART)):
            yield from _word(letters, painted)


def _parted(letters: Iterable[_Letter], together: Callable[[_Letter, _Letter], bool]) -> Iterator[list[_Letter]]:
    """Yield letters in parts that end where one is not ``together`` with the one after it."""
    part: list[_Letter] = []
    for letter in letters:
        if part and not together(part[-1], letter):
            yield part
            part = []
        part.append(letter)
    if part:
        yield part


def _letters(page: pypdfium2.PdfTextPage, painted: Painted) -> Iterator[_Letter]:
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    told: dict[int, tuple[int, float, bool]] = {}
    begins = True
    for index in range(page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(page.raw, index)
        text = chr(code) if code <= sys.maxunicode else _UNKNOWN
        if pdfium.FPDFText_IsGenerated(page.raw, index) == 1:
            continue  # a space that pdfium guesses; upside down it guesses wrong
        text = "-" if text in _HYPHENS else text
        if text.isspace() or text == "\0":
            begins = True
            continue
        pdfium.FPDFText_GetLooseCharBox(page.raw, index, box)
        pdfium.FPDFText_GetCharOrigin(page.raw, index, x, y)
        drawn = pdfium.FPDFText_GetTextObject(page.raw, index)
        address = ctypes.addressof(drawn.contents) if drawn else 0
        if address not in told or not drawn:
            told[address] = _drawing(page, index, drawn)
        turn, size, unseen = told[address]
        place = (box.left, box.bottom, box.right, box.top)
        left, right, base = _upright(turn, place, (x.value, y.value))
        hidden = unseen or (bool(drawn) and painted.pictured(drawn, x.value, y.value))
        yield _Letter(left, right, base, size, text, turn, hidden, begins, drawn, place)
        begins = False


def _drawing(page: pypdfium2.PdfTextPage, index: int, drawn: pdfium.FPDF_PAGEOBJECT) -> tuple[int, float, bool]:
    """Return the turn and the size of a letter, and whether it is not drawn: as of all letters of one text."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(page.raw, index, matrix)
    turn = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
    size = pdfium.FPDFText_GetFontSize(page.raw, index) * math.hypot(matrix.c, matrix.d)
    return turn, size, bool(drawn) and pdfium.FPDFTextObj_GetTextRenderMode(drawn) == _HIDDEN


def _upright(
    turn: int, box: tuple[float, float, float, float], origin: tuple[float, float]
) -> tuple[float, float, float]:
    """Return left, right and base of a letter after the page is turned back by so many quarters."""
    left, bottom, right, top = box
    x, y = origin
    return ((left, right, -y), (bottom, top, x), (-right, -left, y), (-top, -bottom, -x))[turn]


def _goes_on(previous: _Letter, letter: _Letter) -> bool:
    """Tell whether a letter stands on the line of the one before it."""
    return (
        letter.turn == previous.turn
        and letter.hidden == previous.hidden
        and abs(letter.base - previous.base) <= letter.size / 2  # « 1er » is one word
    )


def _spread(line: Sequence[_Letter]) -> float:
    """Return how far apart the letters of a line are set within its words, as a share of their size."""
    gaps = [(after.left - one.right) / after.size for one, after in pairwise(line) if after.size and not after.begins]
    return min(_SPREAD, max(0.0, median(gaps))) if len(gaps) >= _FEW else 0.0


def _follows(previous: _Letter, letter: _Letter, reach: float) -> bool:
    """Tell whether a letter goes on a word: beside the one before it, or with it in one glyph (« ffi »)."""
    if letter.begins:
        return False
    return letter.box == previous.box or -letter.size <= letter.left - previous.right <= reach * letter.size


def _whole(text: str) -> str:
    """Return a text in which two halves of a sign beyond the first 65 536 are one, and a lone one is lost."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _word(letters: Sequence[_Letter], painted: Painted) -> Iterator[PrintedWord]:
    """Yield the word that letters are, unless it is struck through, or neither seen nor hidden under a picture."""
    first = letters[0]
    left, right = min(letter.left for letter in letters), max(letter.right for letter in letters)
    lefts, bottoms, rights, tops = zip(*(letter.box for letter in letters), strict=True)
    place = min(lefts), min(bottoms), max(rights), max(tops)
    if painted.struck(first.turn, (left + right) / 2, first.base, first.size):
        return
    if first.hidden or (painted.shows(place) and not all(painted.hides(one.drawn, one.box) for one in letters)):
        word = Word(
            left,
            first.base - _ASCENT * first.size,
            right,
            first.base + _DESCENT * first.size,
            unicodedata.normalize("NFC", _whole("".join(letter.text for letter in letters))),
        )
        yield PrintedWord(word, first.turn, first.hidden)
