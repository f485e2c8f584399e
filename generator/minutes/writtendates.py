"""Dates of an act, in figures or in words, with what OCR made of them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from difflib import get_close_matches

from generator.language.calendar import MONTHS, WEEKDAYS, is_plausible
from generator.language.typography import seen
from generator.minutes.figures import CONFUSED, FIGURE, REPAIRED, WORDS, Number, in_words, number
from generator.papers.letters import fold

_MONTHS = {fold(month): rank for rank, month in enumerate(MONTHS, 1)}
#: No written date is longer, in characters; one that begins before a limit is read beyond it, never cut.
_LONGEST = 90
_YEAR_WORDS = rf"deux[ -]mil(?:le)?[ -](?:{WORDS})"
#: « 1er », as scanners read it: « 1°’ », « 1* ».
_FIRST = r"(?:0?[1il|]\s?(?:er|[*°^'\"]{1,3})|premier)"
_DAY = rf"(?:{_FIRST}|{FIGURE}{{1,2}}|{WORDS})"
#: A day of the week in a folded text.
WEEKDAY = r"(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)"
_WEEKDAY = rf"(?P<weekday>{WEEKDAY})"
#: A line may end in the middle of a month: « novem-/bre ».
_MONTH = r"(?P<month>[a-z]{3,4}(?=\.)|[a-z01û]{3,10}|[a-z]{2,8}-\s{1,2}[a-z]{2,8})"
_NUMERIC = (
    rf"(?<![\w/-])(?P<d>{FIGURE}{{1,2}})\s?(?P<sep>[/.-])\s?(?P<m>{FIGURE}{{1,2}})\s?(?P=sep)\s?(?P<y>2{FIGURE}{{3}}|"
    rf"{FIGURE}{{2}})(?![\w/])"
)
_WRITTEN = (
    rf"(?:\b{_WEEKDAY}\s{{1,3}})?(?<![\w/-])(?P<day>{_DAY})(?:\s{{1,3}}|(?<=\d))(?:du mois (?:de |"
    rf"d'))?{_MONTH}\.?\s{{1,3}}"
    rf"(?:de l'an )?(?P<year>2{FIGURE}{{3}}(?![\w/]|-\S)|{_YEAR_WORDS})"
)
_SOLEMN = (
    rf"\bl\s?['n]?\s?an\s{{1,3}}(?P<year2>2{FIGURE}{{3}}|{_YEAR_WORDS})\s?,?\s{{0,3}}(?:et )?(?:le|ie|1e)\s{{1,3}}"
    rf"(?:{_WEEKDAY.replace('weekday', 'weekday2')}\s{{1,3}})?(?P<day2>{_DAY})\s{{1,3}}(?:du mois (?:de |d'))?"
    rf"{_MONTH.replace('month', 'month2')}"
)
_DATE = re.compile(f"{_SOLEMN}|{_WRITTEN}|{_NUMERIC}")
#: A day typed without a sign between its figures; 20250402 is none of these, but a year first.
_FIGURES = re.compile(r"(?P<d>[0-3][0-9])(?P<m>[01][0-9])(?P<y>20[0-9]{2}|[0-9]{2})")
#: A day and a month that no year follows: « le 4 juillet ».
_YEARLESS = re.compile(
    rf"(?:\b{_WEEKDAY}\s{{1,3}})?(?<![\w/-])(?P<day>{_DAY})\s{{1,3}}{_MONTH}\b(?!\s{{1,3}}(?:\d|deux mil))"
)


@dataclass(frozen=True, slots=True)
class DayRead:
    """A day of a month at its place in a text, whose year is not written."""

    day: int
    month: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateRead:
    """A date at its place in a text; ``value`` is None when no such day exists, ``why`` tells what was repaired.

    It is ``named`` when its weekday is written and is that of the day.
    """

    value: datetime.date | None
    start: int
    end: int
    why: str = ""
    named: bool = False


def dates(folded: str, start: int = 0, end: int | None = None) -> Iterator[DateRead]:
    """Give every date that begins in that part of a folded text, in order."""
    limit = len(folded) if end is None else end
    for match in _DATE.finditer(folded, start, limit + _LONGEST):
        if match.start() >= limit:
            return
        found = _numeric(match) if match["y"] else _written(match)
        if found is not None:
            yield found


def day_and_month(folded: str, start: int) -> DayRead | None:
    """Return the day without a year that stands just after a place of a folded text; None when there is none."""
    match = _YEARLESS.search(folded, start, start + _LONGEST)
    if match is None or match["month"] not in _MONTHS:
        return None
    day = _day(match["day"])
    return DayRead(day.value, _MONTHS[match["month"]], match.start(), match.end()) if day else None


def leads(between: str) -> bool:
    """Tell whether a label leads to the date after it: only « : », « le », a weekday or a line end stand between."""
    return (
        re.fullmatch(
            r"(?:[\s:;.,|-]|\b(?:le|ie|du|au|et|en date|est|mairie|a la|porte|de)\b|lun\w+|mar\w+|mer\w+|jeu\w+|"
            r"ven\w+|sam\w+|dim\w+){0,14}",
            between,
        )
        is not None
    )


def date_of(text: str) -> DateRead | None:
    """Return the only date of a short text: « 2/4/25 », « mercredi 2 avril 2025 »; None when there is none or two."""
    found = list(dates(fold(f" {text} ")))
    return found[0] if len(found) == 1 else None


def typed_date(text: str) -> datetime.date | None:
    """Return the date that a person typed, as 2025-04-02 and 020425 too; None when it is none, or not surely.

    Figures alone are the day, the month and the year, two figures each or four for the year.
    """
    text = seen(text)
    figures = _FIGURES.fullmatch(text.strip())
    if figures:
        text = f"{figures['d']}/{figures['m']}/{figures['y']}"
    with suppress(ValueError):
        day = datetime.date.fromisoformat(text.strip())
        return day if is_plausible(day) else None
    read = date_of(text)
    return read.value if read is not None and not read.why else None


def _numeric(match: re.Match[str]) -> DateRead:
    parts = [match[name] for name in ("y", "m", "d")]
    figures = [part.translate(CONFUSED) for part in parts]
    year, month, day = (int(part) for part in figures)
    why = "" if figures == parts else REPAIRED
    return _date(match, year if year > 99 else 2000 + year, month, day, why)


def _written(match: re.Match[str]) -> DateRead | None:
    suffix = "2" if match["day2"] else ""
    month, why = _month(match["month" + suffix])
    day = _day(match["day" + suffix])
    year = _year(match["year" + suffix])
    if month is None or day is None or year is None:
        return None
    if day.repaired or year.repaired:
        why = "le jour ou l’année sont mal lus"
    found = _date(match, year.value, month, day.value, why)
    weekday = match["weekday" + suffix]
    if found.value is None or not weekday:
        return found
    real = WEEKDAYS[found.value.weekday()]
    if fold(real) == weekday:
        return replace(found, named=True)
    return replace(found, why=f"cette date est un {real}, non un {weekday}")


def _date(match: re.Match[str], year: int, month: int, day: int, why: str) -> DateRead:
    try:
        value = datetime.date(year, month, day)
    except ValueError:
        return DateRead(None, match.start(), match.end(), "cette date n’existe pas")
    if not is_plausible(value):
        return DateRead(None, match.start(), match.end(), "cette année n’est pas celle d’un acte")
    return DateRead(value, match.start(), match.end(), why)


def _month(word: str) -> tuple[int | None, str]:
    word = re.sub(r"-\s+", "", word)
    if word in _MONTHS:
        return _MONTHS[word], ""
    cut = [month for month in _MONTHS if month.startswith(word)]
    if len(cut) == 1 and len(word) in (3, 4):  # « avr. », « sept. »
        return _MONTHS[cut[0]], ""
    near = get_close_matches(word, _MONTHS, n=1, cutoff=0.75)
    return (_MONTHS[near[0]], f"le mois est lu « {word} »") if near else (None, "")


def _day(word: str) -> Number | None:
    if re.fullmatch(_FIRST, word):
        return Number(1, repaired=re.fullmatch(r"1\s?er|premier", word) is None)
    return number(word)


def _year(words: str) -> Number | None:
    if words[0] == "2":
        figures = words.translate(CONFUSED)
        return Number(int(figures), repaired=figures != words)
    tail = in_words(re.sub(r"^deux[ -]mil(?:le)?[ -]", "", words))
    return Number(2000 + tail.value, tail.repaired) if tail else None
