"""When a council was convened: the label of the day, or the sentence that tells it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress

from generator.intake.extracts import Extract
from generator.intake.fields import Field, doubted
from generator.intake.letters import Text, worn
from generator.intake.writtendates import DateRead, dates, day_and_month

_WEEKDAY = r"(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)"
#: One label for the days of the convocation and of the posting.
CONVENED_AND_POSTED = (
    rf"(?:{worn('date')}s? (?:de (?:la )?)?)?{worn('convocation')}(?: (?:du|au) conseil(?: municipal)?)? et (?:de |d')?"
    rf"(?:son |l')?{worn('affichage')}"
)
CONVENED = re.compile(
    rf"\b(?:{CONVENED_AND_POSTED}|"
    rf"{worn('date')}s? (?:de )?(?:la )?{worn('convocation')}(?: (?:du|au) conseil(?: municipal)?)?|"
    rf"{worn('convocation')} qui (?:leur |lui )?(?:a|avait) ete (?:adresse|envoye|transmis|faite)\w*"
    rf"[^\n;]{{0,180}}? le(?= (?:{_WEEKDAY} )?(?:\d|premier|[a-z-]{{4,9}} [a-z]{{3,9}} (?:deux|\d)))|"
    rf"convocations? (?:[^\n\d:;]{{1,60}} )?(?:le|du)\b(?=\s)|{worn('convocation')}\b(?= ?:)|"
    rf"{worn('convocation')}\s{{1,4}}date(?= ?:)|"
    r"convoques?(?: \w+){0,4} (?:le|en date du)\b)"
)
_BESIDE_IT = re.compile(r"\b(?:conseil municipal|conseil communautaire|seance)\s{1,3}du\s{1,3}$")
_YEAR = "l’année n’est pas écrite : c’est celle de la séance"
_TOLD = "lue dans la phrase qui parle de la convocation"
_TORN = "les libellés et les dates sont séparés"
#: No convocation is sent so many days before a sitting.
_LONG_BEFORE = 60
#: Who convened whom, how and from where stands between the word and the day, in so many characters at most.
_WORD = re.compile(r"\bconvo(?:qu|cation)\w*")
_BETWEEN = 160
#: What a day is that stands after one of these words, or over the end of a sentence, is no convocation's.
_ANOTHER = re.compile(
    r"\b(?:reuni\w*|assembl\w*|s'est|seance|affich\w+|publi\w+|proces|compte|deliber\w+|l'an|arretes?|loi|decret|"
    r"adopt\w+|approuv\w+|precedente?|derniere?|nombre|presents|en exercice|article|code|nouvelle)\b|"
    r"(?<!\bm)(?<!\bmme)\.\s+[a-z]{2}|;|\n\s*\n\s*\n"
)
#: A label of a day among several that stand above their days.
_LABEL = re.compile(
    r"\b(?:dates? (?:d[eu'] ?)?(?:la |l')?)?(?P<what>convocation|affichage|publication|mise en ligne|"
    r"conseil(?: municipal)?|seance|reunion|transmission)(?: du conseil(?: municipal)?)?\b\s?[:.|]?\s*"
)
#: No more labels stand together.
_MOST_LABELS = 6
_NAMES = {"convocation": "convocation_date", "affichage": "affichage_date", "seance": "seance_date"}


def convened(extract: Extract, read: Field, sitting: Field) -> Field:
    """Return the day of the convocation: as a label gave it, else out of a sentence, without its year perhaps.

    A day out of a sentence is doubtful, and stands before the ``sitting``; so is one beside another sitting's day.
    """
    if isinstance(read.value, datetime.date):
        if read.value == sitting.value and (told := _told(extract, sitting)):
            return told
        return _of_this_sitting(extract, read, sitting)
    return _told(extract, sitting) or _without_year(extract, sitting) or read


def torn_days(text: Text, end: int) -> Mapping[str, Field]:
    """Return the days of labels that stand together above as many days, in doubt, by the names of their fields."""
    labels = list(_LABEL.finditer(text.folded, 0, end))
    for rank, first in enumerate(labels):
        run = [first]
        for label in labels[rank + 1 :]:
            if label.start() != run[-1].end() or len(run) == _MOST_LABELS:
                break
            run.append(label)
        days = list(_days_from(text.folded, run[-1].end(), len(run))) if len(run) > 1 else []
        if days and "date" in first[0]:
            words = text.read(first.start(), days[-1].end)
            named = [(_NAMES.get(label["what"]), day.value) for label, day in zip(run, days, strict=True)]
            return {name: Field(day, "doubtful", words, _TORN) for name, day in named if name and day}
    return {}


def _days_from(folded: str, place: int, count: int) -> Iterator[DateRead]:
    """Give the days that follow each other from a place on, when they are so many at least; none otherwise."""
    found: list[DateRead] = []
    while len(found) < count:
        day = next(dates(folded, place, place + 40), None)
        if day is None or not re.fullmatch(r"[\s:|]*(?:le )?", folded[place : day.start]):
            return
        found.append(day)
        place = day.end
    yield from found


def _of_this_sitting(extract: Extract, convocation: Field, sitting: Field) -> Field:
    """Return the day of the convocation, in doubt where another sitting's day stands beside it."""
    text = extract.matter
    for match in text.find(CONVENED, 0, extract.body, flowing=True):
        read = list(dates(text.flowing, match.end(), min(match.end() + 160, len(text.text))))
        beside = [one.value for one in read[1:] if _BESIDE_IT.search(text.flowing[match.end() : one.start])]
        if read and read[0].value == convocation.value and any(day and day != sitting.value for day in beside):
            return doubted(convocation, "l’acte parle là d’une autre séance")
    return convocation


def _told(extract: Extract, sitting: Field) -> Field | None:
    """Return the day that a sentence tells with the convocation, whoever sent it and however: the first that can be."""
    text = extract.matter
    for match in text.find(_WORD, 0, extract.body):
        day = _day_before(text, match) or next(dates(text.folded, match.end(), match.end() + _BETWEEN), None)
        if day is None or day.value is None or _ANOTHER.search(text.folded, match.end(), day.start):
            continue
        start, end = min(match.start(), day.start), max(match.end(), day.end)
        before = (sitting.value - day.value).days if isinstance(sitting.value, datetime.date) else 1
        if 0 < before <= _LONG_BEFORE:
            return Field(day.value, "doubtful", text.read(start, end), _TOLD)
    return None


def _day_before(text: Text, word: re.Match[str]) -> DateRead | None:
    """Return the day that stands before the word and a colon: « Le jeudi 23 janvier 2025 : convocation … »."""
    line = text.folded.rfind("\n", 0, word.start()) + 1
    found = list(dates(text.folded, line, word.start()))
    return found[-1] if found and re.fullmatch(r"\s?:\s?", text.folded[found[-1].end : word.start()]) else None


def _without_year(extract: Extract, sitting: Field) -> Field | None:
    """Return the day of the convocation whose year is not written: the last such day before the sitting."""
    if not isinstance(sitting.value, datetime.date):
        return None
    text = extract.matter
    for match in text.find(_WORD, 0, extract.body):
        found = day_and_month(text.folded, match.end())
        if found is None or _ANOTHER.search(text.folded, match.end(), found.start):
            continue
        for year in (sitting.value.year, sitting.value.year - 1):
            with suppress(ValueError):
                day = datetime.date(year, found.month, found.day)
                if 0 < (sitting.value - day).days <= _LONG_BEFORE:
                    return Field(day, "doubtful", text.read(match.start(), found.end), _YEAR)
    return None
