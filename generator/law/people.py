"""Councillors' names as extracts write them: « MAYEUX M. », « Mme Mariette MAYEUX », « M. Mayeux, 3e adjoint »."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from generator.language.typography import unaccented

_MEN = {"m", "mr", "monsieur"}
# « Mime » is what scanners often make of « Mme ».
_WOMEN = {"mme", "mlle", "madame", "mademoiselle", "mime"}
# A list that opens with « MM. » may hold women too.
_LISTS = {"mm", "mmes", "messieurs", "mesdames"}
_OFFICE = r"maire|président(?:e)?|secrétaire|adjoint(?:e)?|conseill(?:er|ère)"
# « le Maire », « 1ère Adjointe », « conseillère municipale déléguée »: an office, not a name.
_TITLE = re.compile(
    rf"(?:l[ea]\s+)?(?:[0-9]+\s*\w{{1,4}}\s+|vice-)?(?:{_OFFICE})(?:\s+(?:au?|de|des|municipal|délégué|sortant)\b.*)?",
    re.IGNORECASE,
)
# « Le Maire Jean-Paul RYCKELYNCK »: small letters only, for LE MAIRE is also a surname.
_LEADING_TITLE = re.compile(rf"[Ll][ea]\s+(?:{_OFFICE}|Maire|Présidente?|Secrétaire)(?:\s+de\s+séance)?\s+(?=\w)")
_INITIAL = re.compile(r"[^\W\d_]\.?|(?:[^\W\d_]{1,2}\.-?)+[^\W\d_]?\.?|[^\W\d_]-[^\W\d_]\.?")
# « JP », « MF »: no French surname does without a vowel.
#: How many names are remembered as they are understood: the same few are held against all others.
_REMEMBERED = 256
#: A name has no more words: a list whose separators were lost is nobody's.
_LONGEST = 16
_BARE_INITIALS = re.compile(r"[B-DF-HJ-NP-TV-XZ]{2}")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to understand a name; a given name that ends with a dot is cut: ("j.", "p.")."""

    surname: str
    given: tuple[str, ...] = ()
    gender: str = ""
    guessed_initial: bool = False


def same_person(a: str, b: str) -> bool:
    """Tell whether two writings can be those of one councillor of the same council.

    Surnames are compared without accents, case, hyphens and spaces; given names, when both are written, must
    agree, initials with what they stand for; civilities, when both are written, must not differ. What follows
    a comma or stands in parentheses (an office) does not count. « M. MAYEUX » is Monsieur MAYEUX, or
    MAYEUX whose given name begins with M where the other writing has one. A text without a name (« le Maire »)
    is nobody.
    """
    return any(_agree(one, other) for one in _readings(a) for other in _readings(b))


def among(name: str, names: Iterable[str]) -> str:
    """Return the first of ``names`` that can be ``name``'s other writing, or an empty text."""
    return next((other for other in names if same_person(name, other)), "")


def _agree(a: _Reading, b: _Reading) -> bool:
    if a.surname != b.surname or (a.gender and b.gender and a.gender != b.gender):
        return False
    if (a.guessed_initial and not b.given) or (b.guessed_initial and not a.given):
        return False
    if not a.given or not b.given:
        return True
    whole = all(not part.endswith(".") for part in (*a.given, *b.given))
    if whole and len(a.given) != len(b.given):
        return False
    return all(_same_given(one, other) for one, other in zip(a.given, b.given, strict=False))


def _same_given(a: str, b: str) -> bool:
    short, long = sorted((a.removesuffix("."), b.removesuffix(".")), key=len)
    cut = a if a.removesuffix(".") == short else b
    return short == long or (cut.endswith(".") and long.startswith(short))


@lru_cache(_REMEMBERED)
def _readings(text: str) -> tuple[_Reading, ...]:
    return tuple(_read(text))


def _read(text: str) -> Iterator[_Reading]:
    words = _name(text).split()
    if len(words) > _LONGEST:
        return
    gender, abbreviated = "", False
    while words and (civility := _plain(words[0])) in _MEN | _WOMEN | _LISTS:
        gender = "m" if civility in _MEN else "f" if civility in _WOMEN else gender
        abbreviated = civility == "m"
        words = words[1:]
    for surname, given in _splits(words):
        if surname:
            yield _Reading(surname, given, gender)
            if abbreviated and not given:
                yield _Reading(surname, ("m.",), guessed_initial=True)


def _name(text: str) -> str:
    """Return the part of ``text`` that is a name, without offices; empty when there is none."""
    pieces = [piece.strip() for piece in re.split(r"[,;()]|\s[-–—]\s", text)]
    for piece in pieces:
        words = piece.split()
        rest = " ".join(words[1:]) if words and _plain(words[0]) in _MEN | _WOMEN else piece
        # « M. MAIRE » may be a councillor of that name; « Monsieur le Maire » is an office.
        if piece and not (_TITLE.fullmatch(rest) and (rest == piece or not rest.isupper())):
            return _LEADING_TITLE.sub("", piece)
    return ""


def _splits(words: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each surname and given name that ``words`` can be."""
    initials = [word for word in words if _INITIAL.fullmatch(word)]
    rest = [word for word in words if not _INITIAL.fullmatch(word)]
    bare = [word for word in rest if _BARE_INITIALS.fullmatch(word)]
    if len(bare) < len(rest):
        initials += bare
        rest = [word for word in rest if word not in bare]
    cut = tuple(f"{part}." for word in initials for part in _initial_parts(word))
    given = [word for word in rest if word[:1].isupper() and not word.isupper()]
    surname = [word for word in rest if word not in given]
    if any(word.isupper() for word in surname) and given:
        yield _joined(surname), _parts(given) + cut
    elif cut or len(rest) < 2:
        yield _joined(rest), cut
    else:
        yield from _orders(rest, cut)


def _orders(words: list[str], cut: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every way to read words that all look alike: surname first, last, or nothing else."""
    yield _joined(words), cut
    for rank in range(1, len(words)):
        yield _joined(words[rank:]), _parts(words[:rank]) + cut
        yield _joined(words[:rank]), _parts(words[rank:]) + cut


def _initial_parts(word: str) -> list[str]:
    if _BARE_INITIALS.fullmatch(word):
        return list(_plain(word))
    return [_plain(part) for part in re.split(r"[.\s-]+", word) if part]


def _parts(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(_plain(part) for word in given for part in word.split("-") if part)


def _joined(words: Iterable[str]) -> str:
    return "".join(_plain(word) for word in words)


def _plain(text: str) -> str:
    """Return the letters of ``text``, small and without accents."""
    return re.sub(r"[^a-z]", "", unaccented(text).lower())
