"""Letters as scanners read them: texts compared without case or accents, words with their usual damage."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import pairwise

#: A line of so many characters goes on in the next unless a sign ends it.
_FULL = 64
_PLAIN = {
    "’": "'",
    "‘": "'",
    "`": "'",
    "´": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "–": "-",
    "—": "-",
    "‑": "-",
    "−": "-",
    "º": "°",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
    "\r": " ",
    "\f": "\n",
    "\v": " ",
}
#: What a line ends with when its sentence goes on in the next.
_LEADING = re.compile(r"[a-z]-$|(?<![\w-])(?:d[eu]s?|par|pour|sous la|monsieur|madame|mmes?|mm?\.)$")
#: What ends a sentence in a flowing text.
_ENDING = re.compile(r"(?<!\bm)(?<!\bmm)(?<!\bmme)(?<!\bmr)(?<![ .(-][a-z])[.;](?=\s)|\n")
#: What OCR reads instead of a letter of a printed label: « \/otants », « séancas », « Regu », « vingt-cing ».
_WORN = {
    "c": "[ceg(]",
    "e": "[eca]",
    "i": "[il1!|]",
    "l": "[il1!|]",
    "o": "[o0ue]",
    "q": "[qg]",
    "s": "[s5]",
    "u": "[uv]",
    "v": r"(?:v|\\/|u)",
    " ": r"\s{1,3}",
    "'": "['\"]{0,2} ?",
}


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents, every character at its place: the length is the same."""
    return "".join(map(_folded, text))


def fold_line(text: str) -> str:
    """Return ``text`` folded, each run of white space in it one space."""
    return " ".join(fold(text).split())


def in_capitals(text: str) -> bool:
    """Tell whether a text is in capitals, beside accented letters, which a keyboard leaves small: « SITUé »."""
    return re.sub(r"[à-ÿœ]", "", text).isupper()


@lru_cache(maxsize=1024)
def _folded(character: str) -> str:
    plain = _PLAIN.get(character, character)
    letters = unicodedata.normalize("NFD", plain)[:1].lower()
    return letters if len(letters) == 1 else plain


def worn(words: str) -> str:
    """Return a regular expression for folded ``words`` that admits what OCR usually makes of their letters."""
    return "".join(_WORN.get(letter, re.escape(letter)) for letter in words)


class Text:
    """A text beside its folded form: what is found in the one is read in the other."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def flowing(self) -> str:
        """The folded text, a space for the line ends inside sentences: before a small letter, after a full line.

        A hyphen ends no sentence either.
        """
        lines = self.folded.split("\n")
        flowing, place = [], 0
        for line, following in pairwise([*lines, ""]):
            place += len(line) + 1
            beneath = self.text[place : place + len(following)]
            beginning = beneath.lstrip()[:1]
            goes_on = len(line) >= _FULL and (line[-1].isalnum() or line.endswith((",", " m.", " mm.")))
            goes_on = goes_on or _LEADING.search(line) is not None
            flowing.append(line + (" " if beginning.islower() or (goes_on and beginning) else "\n"))
        return "".join(flowing)[: len(self.text)]

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Give the places of the sentences; a point after an initial or a civility ends none."""
        start = 0
        for match in _ENDING.finditer(self.flowing):
            yield start, match.end()
            start = match.end()
        yield start, len(self.text)

    def without(self, places: Iterable[tuple[int, int]]) -> Text:
        """Return the text with spaces in these places: what remains stays where it is."""
        letters = list(self.text)
        for start, end in places:
            letters[start:end] = ["\n" if letter == "\n" else " " for letter in letters[start:end]]
        return Text("".join(letters))

    def read(self, start: int, end: int) -> str:
        """Return what stands there, on one line."""
        return " ".join(self.text[start:end].split())

    def find(
        self, pattern: re.Pattern[str], start: int = 0, end: int | None = None, *, flowing: bool = False
    ) -> Iterator[re.Match[str]]:
        """Give the places of a pattern written for folded text, which sentences may cross lines in."""
        text = self.flowing if flowing else self.folded
        return pattern.finditer(text, start, len(text) if end is None else end)

    def first(self, pattern: re.Pattern[str], start: int = 0, end: int | None = None) -> re.Match[str] | None:
        return pattern.search(self.folded, start, len(self.text) if end is None else end)
