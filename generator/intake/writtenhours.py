"""Hours of an act, in figures or in words, with what OCR made of them and of the space around their letters."""

from __future__ import annotations

import re

from generator.language.calendar import MONTHS
from generator.language.numbers import lettres
from generator.minutes.figures import CONFUSED, FIGURE, REPAIRED, WORDS, Number, in_words, number
from generator.papers.letters import fold

#: What stands between an hour and its minutes; a scanner tears it: « heu res ».
_SIGN = "h ?e ?u ?r ?e ?s?"


def _torn(words: str) -> str:
    """Return a pattern for a number in words whose letters a scanner or a line end may have parted, or run together."""
    return r"(?:-\s{0,80}|[\s-]{0,3})".join(" ?".join(word) for word in re.split("[ -]", words))


#: The hours of the day in words, the longest first: « dix - huit » is no « huit ».
_TORN = "|".join(map(_torn, sorted({lettres(hour, "f") for hour in range(24)}, key=len, reverse=True)))
_QUARTERS = {"quart": 15, "demie": 30, "trois quarts": 45}
#: Minutes in words: never the members of « dix-neuf heures trois membres », nor one of « une délibération ».
_IN_WORDS = (
    rf"(?!aucun|neant|une?\b(?! min)|zero\b(?! {WORDS}))(?:zero )?{WORDS}"
    r"(?! (?:membres?|conseill\w+|elue?s?|delegue\w*|personnes?|present\w*|absent\w*|voix|points?|deliberations?)\b)"
)
#: « à 18 heures 15 membres étaient présents », « dix-huit heures / 24 juin »: they are none in figures either.
_SITTING = (
    rf"(?! (?:(?:membres|conseillers|elus) (?:etaient|etant|sont|se sont|du conseil)|{'|'.join(map(fold, MONTHS))}))"
)
_END = r"(?:\s?(?:min(?:utes?)?\b|mn\b|'))?(?!\w)"
HOUR = re.compile(
    r"(?<![\w/-])(?<!\d[.,])(?:(?P<dotted>[0-2]?\d[.,][0-5]\d)(?= ?h(?:eures?)?\b)|"
    rf"(?P<parted>[12] [0-9])|(?=[oil|!]?[0-9])(?P<h>[0-2oil|!]?{FIGURE})|\b(?P<hw>{_TORN}|{WORDS}))"
    rf"(?:\s?-?(?P<sign>h\.(?=\s?[0-5]\d)|h(?! ?e ?u)|{_SIGN})|(?<=[\doil|!])[ \t]?(?P<colon>:))"
    rf"(?:\s{{0,2}}(?:et\s)?(?P<min>[0-5]{FIGURE}(?=mn|min|\W|$){_SITTING}|oo\b|o[0-9]\b|[0-9](?= ?min|mn))"
    r"|[ \t]{0,2}(?P<apart>[0-5] [0-9](?![\w/]| ?\d))"
    r"|[ \t]{3,8}(?P<far>[0-5]\d(?=[ \t]?(?:[.,;]|\n|$|(?:min|mn|au|a|dans|sous|en)\b)))"
    rf"|\s{{0,2}}(?P<less>moins )(?:le )?(?P<taken>quart|\d{{1,2}}(?!\w)|{_IN_WORDS})"
    rf"|\s{{0,2}}(?:et\s)?(?:un )?(?P<minw>quart|demie|trois quarts|{_IN_WORDS}))?{_END}"
)
_PARTED = "un chiffre est séparé de cette heure"
_MISREAD = "l’heure est mal lue"


def hour(match: re.Match[str]) -> tuple[str, str]:
    """Return « 18:30 » and what was repaired, of a match of ``HOUR``; "" when no such hour exists."""
    hours, why = _hours(match)
    minutes = _minutes(match)
    if hours is None or minutes is None or hours > 23 or minutes.value > 59:
        return "", ""
    sign = match["sign"]
    if minutes.repaired or (sign and " " in sign):
        why = why or _MISREAD
    if match["less"]:
        hours, minutes = hours - 1, Number(60 - minutes.value)
    return (f"{hours:02d}:{minutes.value:02d}", why) if hours >= 0 and minutes.value < 60 else ("", "")


def _hours(match: re.Match[str]) -> tuple[int | None, str]:
    if match["dotted"]:
        return int(re.split("[.,]", match["dotted"])[0]), ""
    if match["parted"]:
        return int(match["parted"].replace(" ", "")), _PARTED
    if match["h"]:
        figures = match["h"].translate(CONFUSED)
        return int(figures), "" if figures == match["h"] else REPAIRED
    read = in_words(match["hw"])
    plain = re.fullmatch(WORDS, re.sub(r"-\s+", "-", match["hw"])) is not None
    return (read.value, "" if plain and not read.repaired else _MISREAD) if read else (None, "")


def _minutes(match: re.Match[str]) -> Number | None:
    """Return the minutes after the hour, or those that it lacks; repaired where a scanner tore or confused them."""
    if torn := match["apart"] or match["far"]:
        return Number(int(torn.replace(" ", "")), repaired=True)
    dotted = match["dotted"][-2:] if match["dotted"] else None
    told = dotted or match["min"] or match["minw"] or match["taken"]
    if told is None:
        return Number(0)
    if told in _QUARTERS:
        return Number(_QUARTERS[told])
    if re.fullmatch(FIGURE + "{1,2}", told):
        figures = told.translate(CONFUSED)
        return Number(int(figures), repaired=figures != told)
    return number(told.removeprefix("zero "))
