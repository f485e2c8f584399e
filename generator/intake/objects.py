"""What an act is about: whether its object is that of one of our acts, through the damage of a scan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from generator.intake.fields import ReadDeliberation
from generator.papers.letters import fold

#: How much of a title's own words an object must hold; docs/intake.md has the measures it stands between.
THRESHOLD = 0.5
#: A word is another one, misread, when they are so alike.
_ALIKE = 0.78
_DEED = re.compile(r"(?<=\w{4})t(?:ions?|eurs?|rices?)$")
#: Words that any act's title may hold, and that tell nothing of its matter.
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "a agglomeration approbation au autorisation aux avec avenant cadre commune communes communaute conclusion "
        "convention conventions d dans de deliberation des du en entre et habitants l la le les leurs maire mise "
        "municipal municipale n oeuvre ou par passation portant pour prestation prestations projet relatif relative "
        "ses service services signature signer sur un une",
    )
)


def concerns(deliberation: ReadDeliberation, titles: Sequence[str]) -> bool:
    """Tell whether a deliberation's object is that of one of the acts with these titles."""
    return closest(str(deliberation.fields["objet"].value or ""), titles) >= THRESHOLD


def closest(written: str, titles: Sequence[str]) -> float:
    """Return how like an object that of an act with one of these titles is, as ``likeness`` has it."""
    return max((likeness(written, title) for title in titles), default=0.0)


def likeness(written: str, title: str) -> float:
    """Return the share, 0 to 1, of the letters of a title's own words that an object has too, nearly.

    What follows « entre » names the parties, not the matter, and does not count.
    """
    there, words = _words(written), _words(re.split(r"\bentre\b", title)[0])
    total = sum(map(len, words))
    return sum(len(word) for word in words if _stands_in(word, there)) / total if total else 0.0


def may_be_alike(one: str, other: str) -> bool:
    """Tell whether two objects may be one in other words: those without words of their own tell nothing."""
    if not (_words(one) and _words(other)):
        return True
    return max(likeness(one, other), likeness(other, one)) >= THRESHOLD


def tells_nothing(written: str) -> bool:
    """Tell whether an object has no words of its own: « Avenant n° 1 », of whatever convention."""
    return not _words(written)


def _stands_in(word: str, words: list[str]) -> bool:
    return _stem(word) in map(_stem, words) or any(
        SequenceMatcher(None, word, other, autojunk=False).ratio() >= _ALIKE for other in words
    )


def _stem(word: str) -> str:
    """Return what a deed and who does it have in common: « médiation », « médiateurs », « médiatrice »."""
    return _DEED.sub("t", word)


def _words(text: str) -> list[str]:
    words = re.findall(r"[a-z0-9]+", fold(text).replace("œ", "oe"))
    return [word for word in dict.fromkeys(words) if word not in _COMMON and len(word) > 2]
