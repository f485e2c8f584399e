"""What an act says of how long a convention lasts: from when, until when, how many months, renewed or not."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.intake.figures import number
from generator.intake.letters import fold
from generator.intake.writtendates import dates

#: « period » is how long each renewal lasts, « duration » how long the whole, both in months.
Kind = Literal["since", "until", "year", "duration", "period", "renewal"]

_UNTIL = re.compile(
    r"(?:\bjusqu'(?:au|a)|\bexpir\w+|\bcesse\w*|\bpren(?:d|dra)\w* fin|\bs'achev\w+|\btermin\w+|\bfin)\b[^;.\d]{0,30}$|"
    r"\b(?:echeance|terme)\b[^;.\d]{0,45}$"
)
_SINCE = re.compile(r"\b(?:a compter|a partir|pren\w+ effet|debut\w*|entr\w+ en vigueur|des)\b[^;.\d]{0,30}$")
#: « du 1er janvier 2025 au 31 décembre 2027 ».
_FROM, _TO = re.compile(r"\bdu $"), re.compile(r"\s?au $")
_YEAR = re.compile(
    r"\b(?:jusqu'(?:en|a fin)|pour l'annee|pour les annees) (?P<year>20\d\d)(?: (?:a|et) (?P<last>20\d\d))?"
)
_UNITS = {"an": 12, "annee": 12, "semestre": 6, "mois": 1}
_LENGTH = re.compile(r"(?<![\w/-])(?P<count>[\w-]+)(?: \(\d+\))? (?P<unit>an|annee|semestre|mois)s?\b")
_LASTS = re.compile(r"\b(?:duree|pour|pendant|valable|conclue?|engage\w*)\b[^;.,]{0,30}$")
#: « par périodes d’un an », « renouvelée d’année en année pour un an ».
_RENEWS = re.compile(r"\b(?:re)?(?:conduct|nouvel|conduit)\w*")
_PERIODIC = re.compile(r"(?:\bperiodes?\b|\b(?:reconduct|reconduit|renouvel)\w*)[^;.]{0,50}$")
_NO_TERM = re.compile(r"\b(?:preavis|avant|delai|moins|premiers?|demi|plus tard)\b[^;.,]{0,30}$")
_SENTENCE = re.compile(r"[^;.]+(?:\.(?! )[^;.]*)*")
#: Money, and the delays of remedies, are not the convention’s.
_ELSEWHERE = re.compile(r"\b(?:credits?|budget\w*|depenses?|recours)\b")
_DENIED = re.compile(r"\b(?:non|sans|pas|ni)\b[^;.,]{0,12}$")


@dataclass(frozen=True, slots=True)
class Stated:
    """One thing that is said: a date, a year or months as ``kind`` tells, in its own ``words``."""

    kind: Kind
    value: datetime.date | int
    words: str


def stated_terms(text: str) -> tuple[Stated, ...]:
    """Return what a text on one line says of how long the convention that it speaks of lasts, in order."""
    folded = _SENTENCE.sub(_of_the_convention, fold(text))
    found = sorted((*_dates(folded), *_years(folded), *_lengths(folded), *_renewal(folded)), key=lambda one: one[1])
    return tuple(Stated(kind, value, text[start:end].strip(" ,")) for kind, start, end, value in found)


def _of_the_convention(sentence: re.Match[str]) -> str:
    return " " * len(sentence[0]) if _ELSEWHERE.search(sentence[0]) else sentence[0]


_Found = tuple[Kind, int, int, datetime.date | int]


def _dates(folded: str) -> Iterator[_Found]:
    last = 0
    for date in dates(folded):
        before = folded[max(last, date.start - 60) : date.start]
        begun = _FROM.search(before) and re.match(r" au \S+ ", folded[date.end :])
        until, since = _UNTIL.search(before) or (last and _TO.fullmatch(before)), _SINCE.search(before) or begun
        said = until or since
        if said and date.value is not None:
            lead = said.start() if isinstance(said, re.Match) else 0
            place = max(last, date.start - 60) + lead
            yield ("until" if until else "since"), place, date.end, date.value
        last = date.end


def _years(folded: str) -> Iterator[_Found]:
    for match in _YEAR.finditer(folded):
        yield "year", match.start(), match.end(), int(match["last"] or match["year"])


def _lengths(folded: str) -> Iterator[_Found]:
    for match in _LENGTH.finditer(folded):
        before = folded[max(0, match.start() - 60) : match.start()]
        count = number(match["count"].removeprefix("d'"))
        if count is None or _NO_TERM.search(before):
            continue
        months = count.value * _UNITS[match["unit"]]
        periodic, lasts = _PERIODIC.search(before), _LASTS.search(before)
        if said := periodic or lasts:
            place = max(0, match.start() - 60) + said.start()
            yield ("period" if periodic else "duration"), place, match.end(), months
        elif _RENEWS.match(folded[match.end() :].lstrip(" ,(")):
            yield "duration", match.start(), match.end(), months


def _renewal(folded: str) -> Iterator[_Found]:
    for match in re.finditer(r"\b(?:reconductible|renouvelable|(?:tacite )?reconduction|tacitement)s?\b", folded):
        if not _DENIED.search(folded[: match.start()]):
            yield "renewal", match.start(), match.end(), 0
            return
