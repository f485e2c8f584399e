"""The shapes of what numbers the points of minutes: an act's own number, a rank, or a word alone."""

from __future__ import annotations

import re

from generator.minutes.figures import WORDS
from generator.papers.letters import worn

#: A year, a number and the letters of a kind of act, with spaces where a scanner lost a sign: « 2023 _038_D ».
_KIND_OF_ACT = r"(?:19|20)\d\d[ _-]{1,2}\d{2,4}_[a-z]{1,3}(?![a-z0-9])"
#: What numbers the points of minutes: an act's own number, a rank, or nothing but the word « objet » or capitals.
CODE = (
    rf"(?:{_KIND_OF_ACT}|(?:19|20)\d\d(?:-\d\d){{2}}-[a-z]{{2,5}}-\d{{1,3}}|"
    r"(?:19|20)\d\d[-/](?:0[1-9]|1[0-2])[-/][0-3]\d(?:[-/ ][a-z]| ?/ ?\d{1,2})(?![a-z0-9])|"
    rf"(?:19|20)\d{{6}}[ _]{{1,2}}\d{{1,2}}(?=(?:[.-]|[ \t]+)[a-z])|"
    r"(?:19|20)\d\d (?:0[1-9]|1[0-2]) \d\d(?=[ \t]+[a-z]{3})|(?:19|20)\d\d (?:0[1-9]|1[0-2]) \d\d-\d{1,3}|"
    r"(?:[a-z]{0,6}[-_ ./]?|[a-z]{2,4}- )(?:\d{1,8}[-/_.]){1,3}[a-z]{0,4}[-_/]?\d{1,4}|"
    r"\d{1,4}(?: - \d\d -| ?[-/]) ?(?:19|20)\d\d|(?:19|20)\d\d ?[-/] ?\d{1,4}(?: ?[-/] ?\d{1,2}(?:\.\d{1,2})?)?)"
)
RANKS = ("", "premier", "deuxieme", "troisieme", "quatrieme", "cinquieme", "sixieme", "septieme", "huitieme")
_WORD = (
    r"(?:(?:projet de )?deliberation|acte|question|q|p(?:oin)?t|affaire|rapport|dossier|sujet|resolution|projet|objet)"
)
_LETTERED = r"[ivxl]{1,6}|[a-h]"
_END = r"[ \t]{0,3}(?P<sep>°?[ \t]?[).:/-]{1,2}[ \t]?[:.-]?|°|(?=[ \t]*$))[ \t]{0,4}"
SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "act",
        re.compile(
            r"(?:(?:deliberation|acte|delib\.?|del\.|dcm|de(?=[ \t]?n\s?°))s?[ \t]{0,3}"
            r"(?:n\s?[°o*'\"]?|numero)?[ \t]{0,3}[:.]?[ \t]{0,3}|"
            r"ref(?:erence)?\.?[ \t]{0,3}:[ \t]{0,3}(?:n\s?°[ \t]?)?|"
            r"affaire[ \t]{0,3}n\s?°[ \t]{0,3}(?=[a-z]{0,4}\d{1,4}[-/]\d)|"
            r"n\s?[°*][ \t]{0,3}(?:de (?:la )?deliberation[ \t]{0,3})?[:.]?[ \t]{0,3})"
            r"(?=[a-z0-9/_.-]{0,18}\d|[a-z]{2,4} - \d)"
            rf"(?P<code>{_KIND_OF_ACT}|"
            r"(?:19|20)\d\d (?:0[1-9]|1[0-2]) \d\d-\d{1,3}(?!\d)|"
            r"(?:[a-z]{2,4} - )?(?:19|20)\d\d - \d{1,4}(?!\d)|\d{1,4} (?:19|20)\d\d(?=[ \t]?(?:[:-]|$))|"
            r"\d{6} \d{2,3}(?=[ \t]?[:-])|"
            r"[a-z0-9](?:[a-z0-9]|[/_.-](?![a-z]{4,}(?:[\s,']|$))){0,24})(?P<sep>)(?:[ \t]{0,3}[:.-]{1,2}(?=\s|$))?"
            r"(?![ \t]{0,3}(?:du\b|en date|adoptee|portant|par\b))[ \t]{0,4}"
        ),
    ),
    (
        "object",
        re.compile(
            rf"(?:{worn('objet')}(?: unique)?|(?:point|question) unique|sujet(?=[ \t]{{0,3}}:))[ \t]{{0,3}}"
            r"(?P<sep>:|$|(?<=unique )-)[ \t]{0,4}"
        ),
    ),
    ("named", re.compile(r"deliberation[ \t]{0,3}(?P<sep>:)[ \t]{0,4}(?=[a-z\"])")),
    (
        "word",
        re.compile(
            rf"{_WORD}[ \t]{{0,3}}(?:n\s?[°o]|numero)?[ \t]{{0,3}}(?P<rank>\d{{1,3}}|{_LETTERED})\b"
            rf"(?:[ \t]de l'ordre du jour)?{_END}"
        ),
    ),
    (  # « Point dix de l’ordre du jour : »
        "word",
        re.compile(rf"{_WORD}[ \t](?P<rank>{WORDS})(?:[ \t]de l'ordre du jour)?{_END}"),
    ),
    (  # « Point n° 3 Prix de l’eau »
        "word",
        re.compile(
            rf"{_WORD}[ \t]{{0,3}}(?:n\s?[°o]|numero)?[ \t]{{0,3}}(?P<rank>\d{{1,2}})(?P<sep>)[ \t]{{1,4}}(?=[a-z])"
        ),
    ),
    (
        "code",
        re.compile(
            rf"-?(?:\d{{1,3}}[ \t]?[.)-][ \t]{{0,3}}(?=\())?\(?"
            rf"(?:(?:[a-z]\.){{2,4}}[ \t]?(?:n\s?°[ \t]?)?)?(?P<code>{CODE})(?![\w/])\)?[ \t]{{0,3}}"
            r"(?P<sep>[:./-]?)(?:(?=\s|$)|(?:(?<=\d\.)|(?<= \d-)|(?<= \d\d-)|(?<=\d -))(?=[a-z]{3}))[ \t]{0,4}"
        ),
    ),
    ("rank", re.compile(rf"(?:\((?=\d{{1,3}}\)[ \t]+\S))?(?P<rank>\d{{1,3}})[ \t]?{_END}(?=\D|$)")),
    ("told", re.compile(rf"(?P<rank>\d{{1,2}})[ \t]?(?:er|ere|re|e|eme|nde?)[ \t]{{1,3}}{_WORD}\b{_END}")),
    ("bare", re.compile(r"(?:§[ \t]?)?(?P<rank>\d{1,2})[ \t]{1,4}(?P<sep>)(?=[a-z])")),
    (
        "deep",
        re.compile(
            r"(?P<rank>(?:\d{1,2}|[ivx]{1,4}[ \t]?)[.-][ \t]?\d{1,2}(?:[.-]\d{1,2})?)(?![\w/])[ \t]?"
            r"(?P<sep>[).:-]?(?:[ \t]?[:-])?)[ \t]{1,4}(?=[a-z\"'])"
        ),
    ),
    ("roman", re.compile(rf"(?P<rank>[ivxl]{{1,6}}){_END}")),
    ("numeral", re.compile(r"(?P<rank>[ivxl]{1,6})[ \t]{1,4}(?P<sep>)(?=[a-z]{2})")),
    ("part", re.compile(r"(?P<rank>[a-z])[ \t]?(?P<sep>[)-])[ \t]{1,4}(?=[a-z\"])")),
    ("letter", re.compile(r"(?P<rank>[a-h])[ \t]?(?P<sep>[)/.-])[ \t]{0,4}")),
    ("ordinal", re.compile(rf"(?P<rank>premiere?|[a-z]{{4,9}}ieme|seconde?)[ \t]{_WORD}{_END}")),
)
#: The kinds of ranks, and those after which the act's own number may stand.
RANKED = ("rank", "deep", "roman")
ORDERED = (*RANKED, "word", "letter")
#: What follows a number on its line, and is no title: « (voir annexe) », « Nomenclature ACTES : 6.1.1 », who reports.
ASIDE = (
    r"[ \t]*(?:[({][^(){}\n]*[)}]|(?:du )?\d{1,2}(?:er)? [a-z]{3,9} 20\d\d|"
    r"(?:nomenclature|matiere|(?<= {3})rapporteure?s? ?:)[^\n]{0,60})[ \t]*"
)
CODED_TITLE = re.compile(
    r"(?P<title>[a-z][^\n]{3,140}?)[ \t]?(?:[:-][ \t]{0,3}|\([ \t]?|[ \t]{4,80})"
    r"(?:(?:deliberation|delib\.?|dcm)[ \t]?)?(?:n\s?°[ \t]?)?"
    rf"(?P<code>{_KIND_OF_ACT}|(?:[a-z]{{2,5}}[-_ ]?)?(?:19|20)\d\d[-/_.]\d{{1,4}}|\d{{1,4}}[-/_.](?:19|20)\d\d)"
    r"[ \t]?\)?"
    rf"(?:{ASIDE}|[ \t]*[-:][^\n]{{3,60}})?"
)


def shape_of(number: str) -> str:
    """Return what acts that are numbered alike have in common: « de-9/9 » of « DE-2014/107 », « 9/a » of « 12/C »."""
    return re.sub(r"(?<=[/ -])[a-z]$", "a", re.sub(r"\d+", "9", number.lower()))
