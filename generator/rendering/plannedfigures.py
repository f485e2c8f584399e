"""The figures that a convention fixes of its planning, held against those that the planning annexed has.

A half-day a month, its hours and how they are shared, how many mediators, on which days none comes: an article says
them in words that nothing fills in, and [planning] of campaign.toml makes the annex.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.inputs.campaign import PlanningRules
from generator.language.agreement import plural
from generator.language.calendar import WEEKDAYS
from generator.language.numbers import lettres
from generator.language.typography import NBSP
from generator.rendering.planning import Session

_WORDS = {lettres(number): number for number in range(1, 101)} | {"une": 1}
_N = rf"(?:[0-9]{{1,3}}|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_TAG = re.compile(r"\{[{%].*?[%}]\}")
#: A duration, « 3 h », « 1 h 30 », « deux heures », « 90 minutes ».
_LASTS = rf"(?:(?P<h>{_N}) ?(?:h|heures?)\b(?: ?(?P<m>[0-5][0-9])\b(?! ?h))?|(?P<min>[0-9]{{1,3}}) ?(?:min|minutes)\b)"
_HALF_DAY = rf"demi-journées?(?: [^.;:,]{{0,30}}?)? (?:de|d’une durée de) {_LASTS}"
#: No end of a time of day, « de 14 h à 16 h pour l’accueil ».
_FREE = r"(?<![0-9])(?<!à )(?<!entre )(?<!h )"
_WELCOME = rf"{_FREE}\b{_LASTS} (?:pour |de |d’|consacrée?s? à )(?:l’|un |d’)?accueil"
_APPOINTMENTS = rf"{_FREE}\b{_LASTS} (?:pour |de |consacrée?s? (?:à |aux ))(?:des |les )?rendez-vous"
_COUNT = (
    rf"\b(?P<n>{_N}) (?:demi-journées?|permanences?|interventions)\b[^.;:]{{0,60}}?"
    r"\b(?:(?:par|chaque) (?P<unit>mois|trimestre|semestre|an|année|semaine)\b"
    r"|(?P<adjective>mensuel|annuel|hebdomadaire)[a-z]*|au total\b|(?:pendant|sur) (?:toute )?la durée\b)"
)
_MEDIATORS = rf"\b(?P<n>{_N}) (?:médiateurs|médiatrices|conseillers|conseillères) numériques"
_DAY = rf"(?:{'|'.join(WEEKDAYS)})"
#: The days on which mediators never come: « excepté le lundi toute la journée (…) et le mercredi matin ».
_NEVER = (
    r"\b(?:excepté|sauf|hormis|hors|à l’exception) (?:(?:(?:du|des|de|le|les|et|ou|ni|toute la journée|matins?|"
    rf"après-midis?|{_DAY}s?(?= ?(?:[,.;:(]|et\b|ou\b|ni\b|matin|après-midi|toute|$)))\b|\([^)]*\))[ ,]*)+"
)
_TAIL = re.compile(r"[ ,]+(?:du|des|de|le|les|et|ou|ni)?[ ,]*$")
_NEVER_ONE = rf"\b(?P<day>{_DAY})s?(?: (?P<half>matin|après-midi))?"
_MONTHS = {"mois": 1, "mensuel": 1, "trimestre": 3, "semestre": 6, "an": 12, "année": 12, "annuel": 12}
_WEEKLY = ("semaine", "hebdomadaire")
_IN_A_MONTH = "une par mois"
_OFFERED = "demi_journees, sous [planning] de campaign.toml, propose"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What a convention says, in its own words, and what the planning annexed to it, or what is offered, has."""

    said: str
    planned: str
    where: str = "le planning annexé donne"

    @property
    def message(self) -> str:
        """What is wrong, in a sentence."""
        return f"la convention dit « {self.said} », et {self.where} {self.planned}"


def contradictions(
    texts: Iterable[str], rules: PlanningRules, sessions: Sequence[Session] = ()
) -> Iterator[Contradiction]:
    """Yield what the paragraphs of a convention or of its template say otherwise than its planning, each once.

    ``sessions`` are the half-days of a commune in the whole term: a total may count those of public holidays or not.
    Without any, a total is not judged.
    """
    found: dict[Contradiction, None] = {}
    for text in texts:
        plain = " ".join(_TAG.sub(" ", text).replace("'", "’").split())
        found |= dict.fromkeys((*_durations(plain, rules), *_counts(plain, rules, sessions), *_never(plain, rules)))
    yield from found


def _durations(text: str, rules: PlanningRules) -> Iterator[Contradiction]:
    kinds = (
        (_HALF_DAY, rules.accueil + rules.rendez_vous, ""),
        (_WELCOME, rules.accueil, " d’accueil"),
        (_APPOINTMENTS, rules.rendez_vous, " de rendez-vous"),
    )
    for pattern, planned, what in kinds:
        for match in re.finditer(pattern, text, re.IGNORECASE):
            hours, minutes = match["h"], match["m"] or match["min"] or "0"
            if (_number(hours) * 60 if hours else 0) + int(minutes) != planned:
                yield Contradiction(match[0], f"{_lasting(planned)}{what}")


def _counts(text: str, rules: PlanningRules, sessions: Sequence[Session]) -> Iterator[Contradiction]:
    totals = {len(sessions), sum(not session.ferie for session in sessions)}
    for match in re.finditer(_COUNT, text, re.IGNORECASE):
        number, per = _number(match["n"]), (match["unit"] or match["adjective"] or "").lower()
        planned = _MONTHS.get(per, 0)
        if (planned == 1 and number != 1) or per in _WEEKLY:
            yield Contradiction(match[0], _IN_A_MONTH)
        elif planned > 1 and number not in (1, planned):  # once a year is rather another meeting
            yield Contradiction(match[0], f"{_IN_A_MONTH}, soit {planned}")
        elif not per and number > 1 and sessions and number not in totals:
            yield Contradiction(match[0], plural(len(sessions), "demi-journée"))
    for match in re.finditer(_MEDIATORS, text, re.IGNORECASE):
        if (number := _number(match["n"])) > 1 and number != len(rules.mediateurs):
            yield Contradiction(match[0], plural(len(rules.mediateurs), "médiateur"))


def _never(text: str, rules: PlanningRules) -> Iterator[Contradiction]:
    for match in re.finditer(_NEVER, text, re.IGNORECASE):
        said = _TAIL.sub("", re.sub(r" ?\([^)]*\)", "", match[0]))
        for one in re.finditer(_NEVER_ONE, said, re.IGNORECASE):
            for day, half in rules.demi_journees:
                if day == one["day"].lower() and (one["half"] or half).lower() == half:
                    yield Contradiction(said, f"le {day} {half}", _OFFERED)


def _number(words: str) -> int:
    return int(words) if words.isdigit() else _WORDS[words.lower()]


def _lasting(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NBSP}minutes"
    return f"{hours}{NBSP}h" + (f"{NBSP}{rest:02d}" if rest else "")
