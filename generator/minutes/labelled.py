"""Labels whose colon is lost: « Présents Mme LELEU », « Secrétaire de séance Carole LELEU », « OBJET CONVENTION »."""

from __future__ import annotations

import re

from generator.minutes.names import CAPITAL, CAPITALS, CIVIL, GIVEN_NAME
from generator.papers.letters import fold

#: Another label, or a sentence.
_NO_NAME = (
    r"(?i:présent|present|absent|excus|représent|represent|pouvoir|procuration|non\b|et\b|secr[ée]ta|dates?\b|nombre|"
    r"quorum|"
    r"ordre\b|conseil|d[ée]lib|objet|s[ée]ance|convocation|n[ée]ant|aucun|membres?\b|maire\b)"
)
#: Somebody's name, as a list begins: no word of a sentence is written so.
_NAME = (
    rf"(?!{_NO_NAME})(?=(?:{CIVIL}|M)\s+(?![Ll][ea]\b){CAPITAL}|{CAPITAL}\.\s?-?{CAPITAL}|"
    rf"{GIVEN_NAME} {CAPITALS}(?![\w’'])|"
    rf"{CAPITALS} {GIVEN_NAME}(?![\w’'])|{CAPITALS}\s?[,;–-]|{GIVEN_NAME} {GIVEN_NAME}, {GIVEN_NAME} {GIVEN_NAME}[,\n])"
)
_STATE = r"(?:présent|present|absent|excus[ée]|représent[ée]|represent[ée])(?:e?s)?"
_MORE = (
    rf"(?:\s(?:(?:et|ou|non)\s)*(?:{_STATE}|excusés?)|"
    r"\s(?:ayant|avec|avaient|avait)\s(?:donné\s|remis\s)?(?:pouvoirs?|procurations?))"
)
_LISTS = re.compile(
    rf"(?:(?<=\s)|(?m:^))(?P<label>(?:[ÉE]taient|[ÉE]tait|[ÉE]TAIENT|[ÉE]TAIT)\s(?i:{_STATE}{_MORE}{{0,2}})|"
    rf"(?:Membres|MEMBRES|Conseillers|CONSEILLERS|[ÉE]lus)\s(?i:{_STATE}{_MORE}{{0,2}})|"
    rf"(?:Présent|PR[ÉE]SENT|Absent|ABSENT|Excus[ée]|EXCUS[ÉE]|Représent[ée]|REPR[ÉE]SENT[ÉE])(?i:e?s?{_MORE}{{0,2}})|"
    rf"(?:Pouvoirs?|POUVOIRS?|Procurations?|PROCURATIONS?))(?P<gap>[ \t]{{1,3}}(?:[–-][ \t])?)"
    rf"(?:{_NAME}|(?=(?:L[ea] )?M(?i:aire) ?:))"
)
#: « Présents : 15 Evelyne … »: how many they are, then their names, on one line.
_COUNTED = re.compile(
    rf"(?P<label>\b(?i:{_STATE}(?: et (?:{_STATE}|pouvoirs?|procurations?))?) ?: ?(?!1\s)\d{{1,3}})[ \t]{{1,3}}"
    rf"(?={GIVEN_NAME} {CAPITALS}(?![\w’']))"
)
_SECRETARY = re.compile(
    rf"(?:(?<=\s)|(?m:^))(?P<label>(?:Secrétaire|SECR[ÉE]TAIRE|Secretaire)(?:\s(?i:de\s(?:la\s)?s[ée]ance))?)"
    rf"(?P<gap>[ \t]{{1,3}}){_NAME}"
)
#: The label of the secretary and the name, each on its line.
_SECRETARY_ABOVE = re.compile(
    rf"(?m)^(?P<label>[ \t]{{0,8}}(?:Secrétaire|SECR[ÉE]TAIRE|Secretaire)S?s?(?:\s(?i:de\s(?:la\s)?s[ée]ance))?)[ \t]*"
    rf"(?P<gap>\n)(?=\s*{_NAME})"
)
_OBJECT = re.compile(rf"(?m)^(?P<label>[ \t]{{0,8}}(?:OBJET|Objet))(?P<gap>[ \t]{{1,3}})(?=(?!D[EU]S? ){CAPITAL}\w)")
#: Words that lead to a label as to any other of their sentence: « les présents », « donné pouvoir ».
_LEADING = frozenset(
    re.findall(
        r"\w+",
        "les des de du et ou sont etaient etait membres conseillers absents absent presents present "
        "excuses excuse non elus nombre dont la avec sans le au donne donnee remis recu par comme un une "
        "a ont son leur en ",
    )
)


def labelled(text: str) -> str:
    """Return a text with a colon after each label that has none and before somebody's name."""
    text = _COUNTED.sub(r"\g<label>\n", text)
    text = _SECRETARY_ABOVE.sub(r"\g<label> :\n", text)
    for pattern in (_LISTS, _SECRETARY, _OBJECT):
        text = pattern.sub(_with_colon, text)
    return text


def _with_colon(match: re.Match[str]) -> str:
    words = re.findall(r"\w+", fold(match.string[max(0, match.start() - 30) : match.start()].rsplit("\n", 1)[-1]))
    if words and words[-1] in _LEADING:
        return match[0]
    return f"{match['label']} : "
