"""When a council was convened, and how: the label of the day, or the sentence that tells it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace

from generator.intake.fields import Field, doubted
from generator.minutes.extracts import Extract
from generator.minutes.figures import WORDS, Number, number
from generator.minutes.writtendates import WEEKDAY, DateRead, dates, day_and_month
from generator.papers.letters import Text, worn

#: One label for the days of the convocation and of the posting.
CONVENED_AND_POSTED = (
    rf"(?:{worn('date')}s? (?:de (?:la )?)?)?{worn('convocation')}(?: (?:du|au) conseil(?: municipal)?)?"
    rf"(?: et | ?/ ?(?:dates? )?)(?:de |d')?(?:son |l')?{worn('affichage')}"
)
#: What tells of a convocation how and by whom it was sent, a letter at a time; no other body, paper or sentence.
_HOW = (
    r"(?:(?!\b(?:reuni|assembl|arrete|decret|proces|comptes? |deliber))[^\n\d:;().]|\.(?!\s)|(?<=\bm)\.|"
    r"\([^()\n]*\))"
)
CONVENED = re.compile(
    rf"\b(?:{CONVENED_AND_POSTED}|"
    rf"{worn('date')}s? (?:de )?(?:la )?{worn('convocation')}(?: (?:du|au) conseil(?: municipal)?)?|"
    rf"{worn('convocation')} qui (?:leur |lui )?(?:a|avait) ete (?:adresse|envoye|transmis|faite)\w*"
    rf"[^\n;]{{0,180}}? le(?= (?:{WEEKDAY} )?(?:\d|premier|[a-z-]{{4,9}} [a-z]{{3,9}} (?:deux|\d)))|"
    rf"convoc(?:ations?|\.) (?:{_HOW}{{1,160}}? )?(?:le|du)(?=[\s:|]{{1,6}}(?:{WEEKDAY} )?(?:\d|premier|{WORDS}))|"
    rf"(?:{worn('convocation')}\b|convoc\b\.?)(?= ?:)|"
    rf"{worn('convocation')}\s{{1,4}}date(?= ?:)|"
    r"convoques?(?: \w+){0,4} (?:le|en date du)\b|(?m:^)[ \t]*convoque\w{0,2} le(?= ?:))"
)
#: What is posted or put online of a convocation is not when it was sent.
_POSTED = re.compile(r"affich|publi|en ligne")
_SENT = re.compile(r"adress|envoy|transm|remis|(?:\bet|/) ?(?:dates? )?(?:de |d')?(?:son |l')?affichage")
_POSTING = re.compile(r"\b(?:affichage|publication|mise en ligne)\s{1,3}(?:de\s{1,3})?(?:la|cette|sa)\s{1,3}$")
_ONLY_POSTED = "l’acte ne dit que le jour où la convocation a été affichée ou publiée"
_BESIDE_IT = re.compile(r"\b(?:conseil municipal|conseil communautaire|seance)\s{1,3}du\s{1,3}$")
#: A day of the sitting's month, or of the one before, that is not named: « le vingt courant », « du 3 du même mois ».
_OF_THE_MONTH = re.compile(
    rf"\b(?:le|du) (?:{WEEKDAY} )?(?P<day>1 ?er|premier|\d{{1,2}}|{WORDS})\s"
    r"(?:(?:du |de ce )?(?:mois )?courant\b|c(?:our)?t\b|crt\b|(?:du meme|de ce|du present) mois\b|"
    r"(?P<last>(?:du mois )?(?:dernier|precedent|ecoule)\b))"
)
_MONTH = "le mois n’est pas écrit : c’est celui que la séance dit courant, ou dernier"
_YEAR = "l’année n’est pas écrite : c’est celle de la séance"
_TOLD = "lue dans la phrase qui parle de la convocation"
_TORN = "les libellés et les dates sont séparés"
#: No convocation is sent so many days before a sitting.
_LONG_BEFORE = 60
#: « Le conseil municipal, dûment convoqué le 20 juin 2025, décide ».
_CONVENED_WHO = re.compile(
    r"(?<![^.;\n])[^.;\n]{0,60}\b(?:conseil|conseillers|assemblee|elus)\b[^.;\n]{0,80}(?<!\ba )\bconvoque[^.;\n]{0,120}"
)
_DECIDING = "lue là où le conseil décide"
#: Who is convened where the council decides may be another body than the council.
_ANOTHER_BODY = re.compile(r"\b(?:commissions?|comites?|bureau|jury|assemblee generale|syndic\w*|associations?)\b")
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
#: A day stands no further under its label, in characters and in lines that say something.
_FAR, _LINES = 300, 4
#: A line that may be another label, without what it labels.
_BARE_LABEL = re.compile(r"(?=.*\w)[^\d,;:]{1,40}:?\s*")
#: No more labels stand together.
_MOST_LABELS = 6
_NAMES = {"convocation": "convocation_date", "affichage": "affichage_date", "seance": "seance_date"}


def convened(extract: Extract, read: Field, sitting: Field) -> Field:
    """Return the day of the convocation: as a label gave it, else out of a sentence, without its year perhaps.

    A day out of a sentence is doubtful, and stands before the ``sitting``; so is one beside another sitting's day.
    """
    if isinstance(read.value, datetime.date):
        if read.value == sitting.value:
            read = _in_a_sentence(extract, sitting, 0, extract.body) or read
        return _of_this_sitting(extract, read, sitting)
    found = _in_a_sentence(extract, sitting, 0, extract.body) or _where_it_decides(extract, sitting)
    return found or read


def is_posting(text: Text, label: re.Match[str]) -> bool:
    """Tell whether a label of the convocation's day is that of its posting: « Date d’affichage de la convocation »."""
    if _POSTING.search(text.flowing[max(0, label.start() - 60) : label.start()]):
        return True
    return _POSTED.search(label[0]) is not None and _SENT.search(label[0]) is None


def only_posted(day: datetime.date, read: str) -> Field:
    """Return the day on which a convocation was posted as that of the convocation, in doubt."""
    return Field(day, "doubtful", read, _ONLY_POSTED)


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


def torn_day(text: Text, label: re.Match[str]) -> Field:
    """Return the day that stands alone on a line under a label that ends its own, below lines of others, in doubt."""
    rest, *lines = text.folded[label.end() : label.end() + _FAR].split("\n")
    place = label.end() + len(rest) + 1
    told = 0
    for line in lines if not rest.strip(" \t:") else ():
        day = next(dates(text.folded, place, place + len(line)), None)
        if day and day.value and re.fullmatch(r"\s*(?:le )?", text.folded[place : day.start]):
            alone = not text.folded[day.end : place + len(line)].strip(" .")
            return Field(day.value, "doubtful", text.read(label.start(), day.end), _TORN) if alone else Field()
        told += bool(line.strip())
        if told == _LINES or _BARE_LABEL.fullmatch(line):
            break
        place += len(line) + 1
    return Field()


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


def _in_a_sentence(extract: Extract, sitting: Field, start: int, end: int) -> Field | None:
    """Return the day that a sentence tells with the convocation: whole, else without its year, else its month."""
    words = list(extract.matter.find(_WORD, start, end))
    for read in (_told, _without_year, _without_month):
        for word in words:
            if found := read(extract.matter, word, sitting):
                return found
    return None


def _where_it_decides(extract: Extract, sitting: Field) -> Field | None:
    """Return the day told where the council decides: « Le conseil, convoqué le 20 juin 2025, décide »."""
    for told in extract.matter.find(_CONVENED_WHO, extract.body, extract.closing, flowing=True):
        found = _in_a_sentence(extract, sitting, *told.span()) if _ANOTHER_BODY.search(told[0]) is None else None
        if found:
            return replace(found, unsure=_DECIDING)
    return None


def _told(text: Text, word: re.Match[str], sitting: Field) -> Field | None:
    """Return the day that is told with the convocation, whoever sent it and however."""
    day = _day_before(text, word) or next(dates(text.folded, word.end(), word.end() + _BETWEEN), None)
    if day is None or day.value is None or _ANOTHER.search(text.folded, word.end(), day.start):
        return None
    start, end = min(word.start(), day.start), max(word.end(), day.end)
    if isinstance(sitting.value, datetime.date) and not _is_before(day.value, sitting.value):
        return None
    return Field(day.value, "doubtful", text.read(start, end), _TOLD)


def _day_before(text: Text, word: re.Match[str]) -> DateRead | None:
    """Return the day that stands before the word and a colon: « Le jeudi 23 janvier 2025 : convocation … »."""
    line = text.folded.rfind("\n", 0, word.start()) + 1
    found = list(dates(text.folded, line, word.start()))
    return found[-1] if found and re.fullmatch(r"\s?:\s?", text.folded[found[-1].end : word.start()]) else None


def _without_year(text: Text, word: re.Match[str], sitting: Field) -> Field | None:
    """Return the day of the convocation whose year is not written: the last such day before the sitting."""
    found = day_and_month(text.folded, word.end())
    if not isinstance(sitting.value, datetime.date) or found is None:
        return None
    if _ANOTHER.search(text.folded, word.end(), found.start):
        return None
    for year in (sitting.value.year, sitting.value.year - 1):
        with suppress(ValueError):
            day = datetime.date(year, found.month, found.day)
            if _is_before(day, sitting.value):
                return Field(day, "doubtful", text.read(word.start(), found.end), _YEAR)
    return None


def _without_month(text: Text, word: re.Match[str], sitting: Field) -> Field | None:
    """Return the day of the convocation whose month is told by the sitting's: « le vingt courant »."""
    found = _OF_THE_MONTH.search(text.flowing, word.end(), word.end() + _BETWEEN)
    if not isinstance(sitting.value, datetime.date) or found is None:
        return None
    count = Number(1) if re.match(r"1 ?er|premier", found["day"]) else number(found["day"])
    month = sitting.value.replace(day=1) - datetime.timedelta(days=1) if found["last"] else sitting.value
    if count is None or _ANOTHER.search(text.folded, word.end(), found.start()):
        return None
    with suppress(ValueError):
        day = month.replace(day=count.value)
        if _is_before(day, sitting.value):
            return Field(day, "doubtful", text.read(word.start(), found.end()), _MONTH)
    return None


def _is_before(day: datetime.date, sitting: datetime.date) -> bool:
    """Tell whether a convocation may be sent on that day for a sitting."""
    return 0 < (sitting - day).days <= _LONG_BEFORE


def declared(extract: Extract) -> dict[str, Field]:
    """Return what the opening says of urgency and of a second convocation; missing when it says nothing."""
    urgency = re.compile(
        r"(?<!travaux )\b(?:en|d'|l'|vu l'|cas d')\s?urgence|delai (?:de convocation )?(?:abrege|reduit)"
    )
    second = re.compile(
        r"(?:deuxieme|seconde|nouvelle|2e|2eme|2nde) convocation|sans condition de quorum|a nouveau convoque|"
        r"convoque (?:a nouveau|une seconde)"
    )
    fields = {}
    for name, pattern in (("urgence", urgency), ("seconde_convocation", second)):
        match = extract.matter.first(pattern, 0, extract.body)
        fields[name] = Field(True, "certain", extract.matter.read(*match.span())) if match else Field()
    return fields
