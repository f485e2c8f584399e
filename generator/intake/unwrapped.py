"""A list of councillors whose lines are its own: names that a line broke are whole, mandates begin a part."""

from __future__ import annotations

import re

from generator.intake.mandates import FROM, IN_PART, is_mandate
from generator.intake.places import without_places
from generator.minutes.names import CAPITAL, CAPITALS, CIVIL, CIVILITY, GIVEN_NAME
from generator.papers.letters import fold

#: « X (à Mme Y) », « X (par Mme Y) »: the holder, not when somebody came.
_BRACKETED = re.compile(
    r"\(\s*(?:(?:[Pp]\.?\s?)?[àÀaA]|par|(?:en faveur|au profit) de|mandataire ?:|→|->|=>)\s+"
    rf"(?=(?:{CIVIL}|M)\s+{CAPITAL}|{GIVEN_NAME} {CAPITAL}|{CAPITALS}[ )]|{CAPITAL}\.)"
)
#: What a line ends with whose next line goes on with a name: « pouvoir à Mme », « représenté par L. ».
_LEADS = re.compile(rf"\b(?:(?:a|par|{CIVILITY})(?:\s+[a-z]\.)?)\s*$")
#: The letters of a list: « a) M. X … b) Mme Y … ».
_LETTERED = re.compile(r"(?m)^[ \t]*[a-z]\)[ \t]+")
#: « Luc MARTIN excusé Zoé ROUX excusée … », on one line: what each of them is stands between them.
_STATED = re.compile(
    rf"(?<={CAPITAL}{CAPITAL})[ \t](?:excusé|absent)e?(?:[ \t]excusée?)?(?=[ \t]{GIVEN_NAME}[ \t]{CAPITALS})"
)
#: What a mandate is for, at its end: « pour la représenter et voter en son nom ».
_PURPOSE = re.compile(
    r"(?i)\s+(?:(?:pour|afin de) (?:l[ae] |les |l[’'])?représenter"
    r"(?:\s+et\s+(?:de )?voter(?: en (?:son|leurs?) noms?)?)?|(?:et |pour |de )+voter en (?:son|leurs?) noms?)"
    r"(?=\s*(?:[.,;)]|$))"
)
#: « Mme X => pouvoir à M. Y ».
_ARROW = re.compile(r"[ \t]*(?:[=-]+>|[→➔⇒])[ \t]*(?=(?i:pouvoir|procuration|donne|a donn|représent))")
#: A given name after its civility or a comma, whose surname stands on the next line.
_WRAPPED = re.compile(
    rf"(?P<given>(?:(?<![\w’'-])(?:{CIVIL}|à|par)|,) "
    rf"(?!Maire|Adjoint|Conseill|Président){GIVEN_NAME}(?: {GIVEN_NAME})?)[ \t]*\n\s*(?={CAPITALS}(?![\w’'-]))"
)
#: A civility that a line ends with, no initial after a surname: the name stands on the next line.
_LEFT = re.compile(rf"(?m)(?:^[ \t]*|[,;–—-][ \t]|\b(?:et|à|par)[ \t]){CIVIL}(?=[ \t]*\n\s*{CAPITAL})[ \t]*\n\s*")
#: A name with which a line ends, and another with which the next begins, both written in the same order.
_LINE_END = re.compile(
    rf"(?<![\w’'-])(?P<name>{GIVEN_NAME}(?: {CAPITALS})+(?=[ \t]*\n[ \t]*{GIVEN_NAME} {CAPITALS})|"
    rf"{CAPITALS} {GIVEN_NAME}(?=[ \t]*\n[ \t]*{CAPITALS} {GIVEN_NAME}))[ \t]*\n[ \t]*"
)


def unwrapped(block: str, *, proxies: bool) -> str:
    """Return a list without what its lines and its layout add: broken names, letters, communes, acts of a mandate.

    ``proxies`` says that the list is one of proxies.
    """
    block = without_places(_ARROW.sub(" ", block), proxies=proxies)
    block = re.sub(r"(?i)\b(pouv|proc|pvr?)\.(?=\s)", r"\1", _PURPOSE.sub("", block))
    block = _LEFT.sub(lambda match: f"{match[0].rstrip()} ", block)
    block = whole_names(_LETTERED.sub("", IN_PART.sub("", block)))
    block = _LINE_END.sub(r"\g<name> ;\n", _STATED.sub(" ; ", block))
    block = re.sub(r"(?i)\(\s?(?:absent|excus)\w{0,3}\s?,\s?", "(", block)
    if re.search(CAPITAL, block):
        block = re.sub(r"[ \t]*\n[ \t]*(?=[^\W\d_A-ZÀ-ÖØ-ÞŒ])", " ", block)
    block = re.sub(
        rf"(\s(?:(?:[àaÀA]|au|par)(?: {CIVIL}| {CAPITAL}\.?)?|pouvoir|procuration|Dr\.?|Docteur))[ \t]*\n[ \t]*",
        r"\1 ",
        block,
    )
    block = _BRACKETED.sub("(pouvoir à ", block)
    return _by_mandates(block)


def whole_names(text: str) -> str:
    """Return a text with each surname on the line of the given name that a line's end parted from it."""
    return _WRAPPED.sub(r"\g<given> ", text)


def _by_mandates(block: str) -> str:
    """Return a list with a sign before each line that begins a mandate, unless the line above leads to its name."""
    lines = block.split("\n")
    begun = [_begins_a_mandate(line) for line in lines[1:]]
    return "\n".join(
        f"{line} ;" if begins and not _LEADS.search(fold(line)) else line
        for line, begins in zip(lines, [*begun, False], strict=True)
    )


def _begins_a_mandate(line: str) -> bool:
    """Tell whether a line is a mandate from its first word on, whatever ends the line above."""
    named = re.match(
        rf"\s*(?:[^\W\d_a-zà-ÿ][\w’'-]+ [^\W\d_a-zà-ÿ]|"
        rf"{CAPITAL}(?:(?:\.-?|-){CAPITAL})*(?:\. ?| ){CAPITAL * 2})",
        line,
    )
    return (named is not None or FROM.match(fold(line)) is not None) and is_mandate(fold(line))
