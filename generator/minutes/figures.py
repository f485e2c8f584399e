"""Numbers of an act in figures or in words, with what OCR made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from generator.language.numbers import lettres
from generator.papers.letters import fold

#: Letters that OCR puts for figures.
CONFUSED = str.maketrans({"o": "0", "O": "0", "l": "1", "I": "1", "i": "1", "|": "1", "!": "1", "S": "5", "B": "8"})
#: What is doubtful of a number in which some were read.
REPAIRED = "des lettres ont été lues à la place de chiffres"
#: A figure of a folded text, or a letter that OCR puts for one.
FIGURE = "[0-9oil|!]"
#: A number in figures in a folded text, damaged or not; of three figures at most.
FIGURES = r"(?<![\w/.,-])(?=[oil|!]{0,2}[0-9])[0-9oil|!]{1,3}(?![\w%]|[/.,-]\d)"
_WORDS = {re.sub("[ -]", "", fold(lettres(number))): number for number in range(100)}
_WORDS |= {"une": 1, "vingtetune": 21, "trenteetune": 31, "aucun": 0, "aucune": 0, "neant": 0}
#: A number in words in a folded text: one to five words of numbers.
_UNIT = r"(?:une?|deux|trois|quatre|[cq]u?in[qg]|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quin[zs]e|seize)"
_TEN = r"(?:vingts?|trente|quarante|cin[qg]uante|soixante)"
#: A shorter word is as near to one number as to another: « deix » (deux, dix).
_LEAST = 7
#: Between the words of a number; a line may end there.
_JOIN = r"(?:[ -]\s{0,2}|\n)"
WORDS = (
    rf"\b(?:zero|aucune?|neant|(?:quatre[ -]vingts?|{_TEN})(?:(?:{_JOIN}et)?{_JOIN}{_UNIT}){{0,2}}|"
    rf"{_UNIT}(?:{_JOIN}{_UNIT})?)\b(?!-)"
)
NUMBER = rf"(?:{FIGURES}|{WORDS})"


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was read; ``repaired`` when a letter stood for a figure, or a word was not spelt so."""

    value: int
    repaired: bool = False


def number(text: str) -> Number | None:
    """Return the number that ``text`` is, in figures or in words below one hundred; None when it is none."""
    written = text.strip(" .:;()\"'")
    if re.fullmatch(r"[0-9]{1,3}", written):
        return Number(int(written))
    if re.fullmatch(r"[0-9OoIl|!iSB]{1,3}", written) and re.search("[0-9]", written):
        return Number(int(written.translate(CONFUSED)), repaired=True)
    return in_words(written)


@lru_cache(maxsize=1024)
def in_words(text: str) -> Number | None:
    """Return the number below one hundred that ``text`` spells, one misread letter admitted where no other is near."""
    letters = re.sub(r"[^a-z]", "", fold(text))
    key = re.sub("[cq]u?in[gq](?=u|$)", "cinq", letters)
    if key in _WORDS:
        return Number(_WORDS[key], repaired=key != letters)
    if not _LEAST <= len(key) <= 24:
        return None
    ranked = sorted(((SequenceMatcher(None, key, word).ratio(), word) for word in _WORDS), reverse=True)
    (best, word), (second, _) = ranked[:2]
    if best >= 0.8 and best - second >= 0.05:
        return Number(_WORDS[word], repaired=True)
    return None
