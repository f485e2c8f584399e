"""Numbers in French: figures, words, ordinals, telephone numbers."""

from __future__ import annotations

import re

from generator.language.typography import NBSP

_RANKS = range(1, 10**6)


def nombre(n: int) -> str:
    """Return ``n`` in figures, thousands separated by no-break spaces: « 1 234 567 », « −5 »."""
    return f"{n:,}".replace(",", NBSP).replace("-", "−")


def lettres(n: int, genre: str = "m") -> str:
    """Return ``n`` (0 to 999 999 999 999) in traditional words: « vingt et un », « quatre-vingts ».

    ``genre`` is that of the thing counted: « vingt et une » with "f". ValueError on another ``genre`` or
    ``n``. The spelling is the one before the Rectifications of 1990 (Journal officiel, 6 December 1990):
    hyphens below one hundred only, and not around « et ».
    """
    _check(n, range(10**12), genre)
    # Here, not above: its forty languages take a noticeable time to load.
    from num2words import num2words

    words: str = num2words(n, lang="fr")
    if genre == "f" and re.search(r"\bun$", words):
        words += "e"
    return words


def ordinal(n: int, genre: str = "m") -> str:
    """Return the rank ``n`` (1 to 999 999) in figures: « 1er », « 1re » with ``genre`` "f", « 2e ».

    ValueError on another ``genre`` or ``n``.
    """
    _check(n, _RANKS, genre)
    if n == 1:
        return "1re" if genre == "f" else "1er"
    return f"{nombre(n)}e"


def ordinal_lettres(n: int, genre: str = "m") -> str:
    """Return the rank ``n`` (1 to 999 999) in words: « premier », « première », « vingt et unième ».

    ValueError on another ``genre`` or ``n``.
    """
    _check(n, _RANKS, genre)
    if n == 1:
        return "première" if genre == "f" else "premier"
    # Not num2words' own ordinals, which keep the mark of the plural: « deux centsième ».
    words = re.sub(r"(?<=vingt|.cent)s$", "", lettres(n))
    if words.endswith("cinq"):
        return f"{words}uième"
    if words.endswith("neuf"):
        return f"{words[:-1]}vième"
    return f"{words.removesuffix('e')}ième"


def telephone(number: str) -> str:
    """Return a French telephone number in pairs: « 03 27 44 20 99 », « +33 3 27 44 20 99 ».

    Spaces, dots and hyphens of the input do not matter. Any other number keeps its grouping. No space breaks.
    """
    digits = re.sub(r"[\s.-]", "", number)
    french = re.fullmatch(r"(0|\+33)([1-9])([0-9]{8})", digits)
    if not french:
        return NBSP.join(number.split())
    prefix, first, rest = french.groups()
    head = f"0{first}" if prefix == "0" else f"+33{NBSP}{first}"
    return NBSP.join((head, *re.findall("..", rest)))


def _check(n: int, allowed: range, genre: str) -> None:
    if not allowed.start <= n < allowed.stop:  # not `in`, which would count up to what is no int
        bounds = f"{nombre(allowed[0])} à {nombre(allowed[-1])}"
        raise ValueError(f"{nombre(n)} ne convient pas : un nombre de {bounds} est attendu")
    if genre not in ("m", "f"):
        raise ValueError(f"genre inconnu : « {genre} » ; « m » ou « f » est attendu")
