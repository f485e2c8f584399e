"""Who holds a mandate: by name, in brackets or not, as the mayor by the office, or nobody that was read."""

from __future__ import annotations

import re

from generator.intake.mandates import GIVES, POWER, UNTOLD
from generator.intake.offices import is_mayor, without_functions
from generator.minutes.names import CAPITALS, CIVIL, CIVILITY, GIVEN_NAME, clean_name
from generator.papers.letters import fold, fold_line

#: A holder who is told by the office alone: « donne pouvoir à M. le Maire ».
MAYOR = "le Maire"
#: A holder who is not told: « donne pouvoir à ……… ».
UNREAD = "mandataire non lu"
#: « donne pouvoir à (Paul ALPHA) », « pouvoir de (M. Léo PAPA) »: a name as the zone of a draft shows where it goes.
_LED = re.compile(
    rf"(?P<lead>(?:(?<!\w)[a48&]|\b(?:par|au)|\b{POWER} de)(?: {CIVILITY})?[ \t]{{0,3}}:?[ \t]{{0,3}})"
    r"\([ \t]*(?P<name>(?!arriv|parti|absent|excus|jusqu|a partir|sans|pas de)[^()\n\d]{0,60}?)[ \t]*\)"
)
#: « (Léo PAPA) donne pouvoir à … », at the beginning of a line or after a mark.
_LEADING = re.compile(
    rf"(?:(?m:^)|(?<=[,;]))(?P<lead>[ \t•*-]*)\([ \t]*(?P<name>[^()\n]{{4,60}}?)[ \t]*\)"
    rf"(?=[ \t](?:{GIVES})?{POWER}\b)"
)
#: What is « à » after « pouvoir » only, else an initial or a count.
_UNSURE = ("A", "4", "8", "&")
#: What stands where a name is to be written, and ends with the word that leads to it.
_NOBODY = re.compile(r"(?:(?:et|(?:pre)?noms?|un|du|d'un|mandataire|au?|par|de|x+)(?![^\W_])|[.…_-]|\s)*")
#: Somebody who is not named: « l’un de ses collègues », « son suppléant ».
_SOMEBODY = re.compile(r"(?i:l[’']une?|une?|son|sa|elle|lui)\b(?!.*[A-ZÀ-Þ]{2})")
#: « 1ère adjointe », « deuxième adjoint », « adjointe aux écoles »: who is one, and who holds a mandate as one.
_DEPUTY = (
    r"(?:(?P<rank>(?i:\d(?=[èe]?[mr]?e|er|nd)|prem|deux|seco|troi|quat|cinq|sixi))[^\W\d_]{1,5} (?i:adjointe?)\b|"
    r"(?i:adjointe?\s+(?:chargée?\s+)?(?P<charge>(?!au maire)(?:aux?|à|d[eu]s?)\s?(?:la |l[’'])?[a-zà-ÿ-]{3,20})))"
)
_IS_DEPUTY = re.compile(
    rf"(?<!\w)(?P<name>(?:{CIVIL} )?(?:{GIVEN_NAME} {CAPITALS}|{CAPITALS} {GIVEN_NAME})|{CIVIL} {CAPITALS})"
    rf",? \(?{_DEPUTY}"
)
_BY_DEPUTY = re.compile(
    rf"\b(?:à|au|(?P<by>par)) (?:{CIVIL} )?(?:l[ea] |l[’'])?{_DEPUTY}(?! ?[,(]? ?{CIVIL})(?:(?i: au maire))?"
)
_RANKS = ("prem", "deux", "troi", "quat", "cinq", "sixi")
_UNTIL = re.compile(r"\s(?:jusqu|a partir|a compter|pour )")


def unbracketed(block: str) -> str:
    """Return a list without the brackets around those who hold or give its mandates."""
    for pattern in (_LED, _LEADING):
        for match in reversed(list(pattern.finditer(fold(block)))):
            before = block[: match.start()]
            lead, name = (block[slice(*match.span(part))] for part in ("lead", "name"))
            if lead[:1] not in _UNSURE or re.search(rf"\b{POWER}\W*$", fold(before)):
                block = f"{before}{lead}{name}{block[match.end() :]}"
    return block


def by_rank(opening: str) -> str:
    """Return an opening that names those who hold a mandate as deputies: « à la première adjointe » is « à Mme X »."""
    named = {_deputy(told): told["name"] for told in reversed(list(_IS_DEPUTY.finditer(opening)))}
    return _BY_DEPUTY.sub(
        lambda held: f"{held['by'] or 'à'} {named[_deputy(held)]}" if _deputy(held) in named else held[0], opening
    )


def _deputy(told: re.Match[str]) -> str:
    """Return the rank of a deputy, from « 1 », else what they are in charge of."""
    rank = fold_line(told["rank"] or told["charge"]).replace("seco", "deux")
    return str(_RANKS.index(rank) + 1) if rank in _RANKS else rank


def holder_of(text: str) -> str:
    """Return who holds a mandate, as what follows « à » tells: a name, ``MAYOR`` for the office, else ``UNREAD``."""
    until = _UNTIL.search(fold(text))
    text = text[: until.start()] if until else text
    again = UNTOLD.search(fold(text))
    text = text[: again.start()] if again and again.start() else text
    if is_mayor(text):
        return MAYOR
    name = clean_name(without_functions(text))
    named = re.search(r"[^\W\d_]", name) and not _NOBODY.fullmatch(fold(name)) and not _SOMEBODY.match(name)
    return name if named else UNREAD
