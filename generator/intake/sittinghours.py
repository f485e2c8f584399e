"""At what hour the council sat: no hour at which somebody came or left, or the sitting was closed."""

from __future__ import annotations

import re
from difflib import get_close_matches

from generator.intake.fields import Field, of_several
from generator.intake.writtenhours import HOUR, hour
from generator.minutes.extracts import Extract
from generator.minutes.writtendates import dates

#: An hour at which somebody came or left, or the sitting was closed.
_OTHER_HOUR = re.compile(
    r"(?:\(present\w* a\s*$)|(?:a partir|jusqu|arriv|depart|quitt|parti|sort|leve|clos|clotur|suspen|repri|absen|"
    r"retard|fin de|ferme)(?:[^.;\n]|(?<=\bm)\.|(?<=\bmr)\.){0,60}$"
)
#: The sitting's hour stands so near after its date, in characters.
_BESIDE = 160
#: What parts a day from its hour: « 22 mai 2025 – 18 h 30 ».
_SIGNS = re.compile(r"[\s,;/|–-]{1,6}")
_HOUR_NEAR = re.compile(r"l\s?'\s?an\s|heure|seance|reuni|date|\ba\s|a$|[&28]\s*$")
_HELD_AT = re.compile(r"(?:\b[a8]|&|heures? ?:?|seance ?:|ouverte? ?:?|appel (?:nominal )?a|debut\w* ?:?)\s{0,3}$")
#: Nothing is as sure as this.
_OPENED_AT = re.compile(
    r"\bheure d'ouverture ?: ?$|"
    r"\bouverte a\s{0,3}$|"
    r"\b(?:ouvre|a ouvert|declare ouverte) la (?:seance|reunion) a\s{0,3}$"
)
#: A length of the day, « de 9 h à 12 h »: from the first hour on.
_RANGE = re.compile(r"\bde (?:\d{1,2} ?h(?:eures)? ?(?:\d\d )?a )?$")
#: No council sits before: « 2 h de plus au contrat » is a length.
_EARLIEST = "06:00"
_MINUTES = ("cinquante", "quarante", "quinze", "trente", "vingt", "demie", "quart", "moins")


def sitting_hour(extract: Extract) -> Field:
    """Return the hour of the sitting, « 18:30 »; doubtful when several may be it, or nothing says that it is."""
    text = extract.matter
    held = [read.end for read in dates(text.folded, 0, extract.body)]
    found: list[tuple[bool, Field]] = []
    opened: list[Field] = []
    for match in text.find(HOUR, 0, extract.body):
        before = text.flowing[max(0, match.start() - 70) : match.start()]
        beside = any(0 <= match.start() - end <= _BESIDE for end in held)
        if _OTHER_HOUR.search(before) or _RANGE.search(before) or (_HOUR_NEAR.search(before) is None and not beside):
            continue
        value, why = hour(match)
        next_to = any(_SIGNS.fullmatch(text.flowing, end, match.start()) for end in held)
        if not next_to and (not (beside or _HELD_AT.search(before)) or _HOUR_NEAR.search(before) is None):
            why = why or "cette heure n’est pas dite être celle de la séance"
        if not why and value.endswith(":00") and not match["min"] and _minutes_follow(text.folded, match.end()):
            why = "les minutes sont mal lues"
        if value >= _EARLIEST and not (match["colon"] and not match["min"]):
            field = Field(value, "doubtful" if why else "certain", text.read(*match.span()), why)
            found.append((beside, field))
            opened += [field] if _OPENED_AT.search(before) else []
    besides = [field for beside, field in found if beside]
    best = [*opened, *besides] or [field for _, field in found]
    if len({field.value for field in best}) > 1:
        return of_several(best[0], best, "heures")
    return next((field for field in best if field.confidence == "certain"), best[0]) if best else Field()


def _minutes_follow(folded: str, place: int) -> bool:
    """Tell whether minutes that were not understood stand after an hour: a figure among letters, a word nearly one."""
    word = re.compile(r"\s{0,2}(?:et )?([0-9a-z|!]{2,9})").match(folded, place)
    return word is not None and bool(re.search(r"\d", word[1]) or get_close_matches(word[1], _MINUTES, cutoff=0.7))
