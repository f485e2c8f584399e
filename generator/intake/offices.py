"""Offices in lists of councillors: « Maire », « 1re adjointe », which say what somebody is and not who."""

from __future__ import annotations

import re

from generator.intake.mandates import HELD
from generator.minutes.names import CAPITAL, CIVILITY
from generator.papers.letters import fold

_RANK = (
    r"(?:[\dl|]{1,2}\s?(?:ere?|eme|nde?|re|er|e|°)?|prem\w+|deuxieme|second\w?|troisieme|quatrieme|cinquieme|sixieme)"
)
FUNCTION = re.compile(
    rf"(?:\s{{0,3}}[,(]\s{{0,3}}|\s{{1,3}}|^)(?:(?:(?:mm?\.?|mmes|et) ){{1,3}}(?=les ))?"
    rf"(?:l[ea]s? |l'|ses |nos )?(?:{_RANK}\s+)?"
    r"\b(?:(?:depute|senat)\w{0,4}[ -]maire|maires? deleguee?s? d[e'u][^,;:()\n]{2,40}(?= ?[,;:.)\n]|$)|"
    r"maires?(?:[ -]adjoint\w{0,2})?|"
    r"(?:adjointe?|(?:conseillere? )?(?:municipale? )?deleguee?) (?:chargee? )?(?:aux?|a la|a l'|d[eu]s?|de la|de l')"
    r" ?[a-z-]+(?= ?[,;)\n]|$)|"
    r"adjoint\w{0,2}|delegue\w{0,2}|"
    r"(?:vice-)?presidente?s?|conseill\w{1,4}|elue?s|membres(?: d[ue](?: la| notre)? (?:conseil|assemblee))?)\b"
    r"(?: +(?:au maire|municipa\w{1,3}|delegue\w{0,2}|maire))* ?(?P<colon>[):]?)"
)
#: What follows an office that ends a line: somebody else.
_NEXT_LINE = re.compile(rf"[ \t]*\n\s*(?={CAPITAL})")
#: « …, ses adjoints Luc MARTIN et … », « …, les conseillers Zoé ROUX … »: the office of those who follow.
_LEADING = re.compile(rf",\s(?:les|ses|nos)\s[a-zé]+(?: [a-zé]+)?\s(?={CAPITAL})")
#: « à M. le Maire », « représenté par Madame la Maire », « au maire »: the office is who holds the mandate.
_MAYOR = re.compile(r"\s*(?:l[ea] )?maire\s*\)?")
_LEADS = re.compile(rf"(?:(?<!\w)[a48&]|\b(?:par|au))(?:\s+{CIVILITY})?\s*$")


def is_mayor(text: str) -> bool:
    """Tell whether a text names the mayor by nothing but the office: « M. le Maire », « maire »."""
    return re.fullmatch(rf"\W*(?:{CIVILITY}\s+)?(?:l[ea]\s+)?maire\W*", fold(text)) is not None


def without_functions(block: str) -> str:
    """Return a list without its offices; that of the mayor stays where it says who holds a mandate."""
    kept, position, folded = [], 0, fold(block)
    for match in FUNCTION.finditer(folded):
        if _MAYOR.fullmatch(match[0]) and (_LEADS.search(folded[: match.start()]) or HELD.match(folded, match.end())):
            continue
        kept.append(block[position : match.start()])
        opened = match[0].lstrip().startswith("(")
        ends = match["colon"] == ":" or _NEXT_LINE.match(block, match.end()) or _LEADING.match(block, match.start())
        kept.append(" ; " if ends else " " if match["colon"] != ")" or opened else ") ")
        position = match.end()
    return "".join([*kept, block[position:]])
