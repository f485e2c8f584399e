"""What an act says of how long a convention lasts: from when, until when, how many months, renewed or not."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.language.calendar import MONTHS
from generator.minutes.figures import number
from generator.minutes.writtendates import dates
from generator.papers.letters import fold

#: « until » is the last day; « year », « month » (202606) and « day » (1231) are what is said of it where that is less,
#: « current » is such a day, of the year of the act itself, « event » one whose day is not said. « period » is how long
#: each renewal lasts, « duration » how long the whole, both in months.
Kind = Literal["since", "until", "year", "month", "day", "current", "event", "duration", "period", "renewal"]

_UNTIL = re.compile(
    r"(?:\bjusqu'(?:au|a)|\bexpir\w+|\bcesse\w*|\bpren(?:d|dra)\w* fin|\bs'achev\w+|\btermin\w+|\bfin)\b[^;.\d]{0,30}$|"
    r"\b(?:echeance|terme)\b[^;.\d]{0,45}$"
)
_SINCE = re.compile(r"\b(?:a compter|a partir|(?:pren\w+|avec) effet|debut\w*|entr\w+ en vigueur|des)\b[^;.\d]{0,30}$")
#: « du 1er janvier 2025 au 31 décembre 2027 ».
_FROM, _TO = re.compile(r"\bdu $"), re.compile(r"\s?au $")
_MONTHS = [fold(month) for month in MONTHS]
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_YEAR = r"(?P<year>20\d\d)\b(?!/|-\d)"
#: « jusqu’à fin juin 2026 », « jusqu’au terme de l’année 2026 », « expire à la fin de l’année civile 2026 ».
_END_OF = re.compile(
    r"\b(?:jusqu'|(?:s'achev|expir|termin|cess)\w* |pren(?:d|dra)\w* fin |(?:terme|echeance)\b[^;.\d]{0,30}? )"
    r"(?:(?:a|au|en|le) )?(?:l[ae] |l')?(?:fin|terme|issue|dernier jour) "
    rf"(?:(?:du|de|l[ae]) |[dl]'|mois |annee (?:civile )?)*(?:{_MONTH} )?{_YEAR}"
)
_DURING = re.compile(
    r"\bpour (?:l'annee|les annees|la periode)(?: civiles?)? (?P<first>20\d\d)(?: ?(?:a|et|[-/]) ?(?P<last>20\d\d))?\b"
)
_UNTIL_IN = re.compile(rf"\bjusqu'en (?:{_MONTH} )?{_YEAR}")
#: « jusqu’au 31 décembre inclus », whose year is not said, or « de l’année 2026 », « de l’année en cours ».
_ON_DAY = re.compile(
    rf"\bjusqu'au (?P<day>1er|[12]\d|3[01]|[1-9]) {_MONTH}\b(?! (?:20|deux mil))"
    r"(?: de l'an(?:nee)? (?P<year>20\d\d)\b|(?P<current> de (?:l'annee (?:civile )?(?:en cours|courante)|"
    r"(?:cette|la presente) annee)\b)|(?P<later> de l'annee (?:civile )?(?:suivante|prochaine|qui suit)\b))?"
)
_EVENT = re.compile(
    r"\bjusqu'(?:a|au) (?:l[ae] |l')?(?:(?:fin|terme|issue|echeance) (?:(?:de|du|des) )?(?:la |l')?)?"
    r"(?:annee scolaire|(?:\w+ )?(?:semestre|trimestre)|(?:present |prochain )?mandat|(?:prochaines? )?elections|"
    r"(?:\w+ )?renouvellement general)\b(?: (?:de |du |des |l')?[\w-]+){0,2}"
)
_CONTRACT = re.compile(r"\b(?:conventions?|contrats?)\b[^;]*$")
_UNITS = {"an": 12, "annee": 12, "semestre": 6, "mois": 1}
_LENGTH = re.compile(r"(?<![\w/-])(?P<count>[\w-]+)(?: \(\d+\))? (?P<unit>an|annee|semestre|mois)s?\b")
_LASTS = re.compile(r"\b(?:duree|pour|pendant|valable|conclue?|engage\w*)\b[^;.,]{0,30}$")
#: « par périodes d’un an », « renouvelée d’année en année pour un an ».
_RENEWS = re.compile(r"\b(?:re)?(?:conduct|nouvel|conduit)\w*")
#: « d’une durée d’un an, soit jusqu’au 31 décembre 2026 »: the day says it.
_NAMELY = re.compile(r"\W{1,3}soit (?:du |jusqu')")
_PERIODIC = re.compile(r"(?:\bperiodes?\b|\b(?:reconduct|reconduit|renouvel)\w*)[^;.]{0,50}$")
_NO_TERM = re.compile(r"\b(?:preavis|avant|delai|moins|premiers?|demi|plus tard)\b[^;.,]{0,30}$")
_SENTENCE = re.compile(r"[^;.]+(?:\.(?! )[^;.]*)*")
#: Money, and the delays of remedies, are not the convention’s.
_ELSEWHERE = re.compile(r"\b(?:credits?|budget\w*|depenses?|recours)\b")
_DENIED = re.compile(r"\b(?:non|sans|pas|ni)\b[^;.,]{0,12}$")


@dataclass(frozen=True, slots=True)
class Stated:
    """One thing that is said: a date or a number as ``kind`` tells, in its own ``words``."""

    kind: Kind
    value: datetime.date | int
    words: str


def stated_terms(text: str) -> tuple[Stated, ...]:
    """Return what a text on one line says of how long the convention that it speaks of lasts, in order."""
    folded = _SENTENCE.sub(_of_the_convention, fold(text))
    read = (*_dates(folded), *_ends(folded), *_vague(folded), *_lengths(folded), *_renewal(folded))
    found = sorted(read, key=lambda one: one[1])
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


def _ends(folded: str) -> Iterator[_Found]:
    """Yield the last days that are said as those of a month or of a year."""
    for match in _END_OF.finditer(folded):
        year, month = int(match["year"]), _MONTHS.index(match["month"]) + 1 if match["month"] else 12
        yield "until", match.start(), match.end(), datetime.date(year, month, monthrange(year, month)[1])
    for match in _DURING.finditer(folded):
        yield "until", match.start(), match.end(), datetime.date(int(match["last"] or match["first"]), 12, 31)


def _vague(folded: str) -> Iterator[_Found]:
    """Yield what says less than a last day; a day without its year, and an event, where a convention is spoken of."""
    for match in _UNTIL_IN.finditer(folded):
        year, month = int(match["year"]), match["month"]
        value = year * 100 + _MONTHS.index(month) + 1 if month else year
        yield ("month" if month else "year"), match.start(), match.end(), value
    for match in (*_ON_DAY.finditer(folded), *_EVENT.finditer(folded)):
        if not _CONTRACT.search(folded[: match.start()]):
            continue
        if match.re is _EVENT:
            yield "event", match.start(), match.end(), 0
            continue
        day, month = int(match["day"].removesuffix("er")), _MONTHS.index(match["month"]) + 1
        if match["year"] is None:
            kind: Kind = "current" if match["current"] else "event" if match["later"] else "day"
            yield kind, match.start(), match.end(), month * 100 + day
        elif day <= monthrange(int(match["year"]), month)[1]:
            yield "until", match.start(), match.end(), datetime.date(int(match["year"]), month, day)


def _lengths(folded: str) -> Iterator[_Found]:
    for match in _LENGTH.finditer(folded):
        before = folded[max(0, match.start() - 60) : match.start()]
        count = number(match["count"].removeprefix("d'"))
        if count is None or _NO_TERM.search(before) or _NAMELY.match(folded, match.end()):
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
