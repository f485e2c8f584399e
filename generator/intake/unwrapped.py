"""A list of councillors whose lines are its own: names that a line broke are whole, mandates begin a part."""

from __future__ import annotations

import re

from generator.intake.letters import fold
from generator.intake.mandates import FROM, is_mandate
from generator.intake.names import CAPITAL, CAPITALS, CIVILITY, GIVEN_NAME

#: A list told a commune a line: « Abscon : M. X ».
_PLACE = re.compile(
    rf"(?m)^[ \t]*(?:[-•][ \t])?(?!M\.|Mmes? |MM\.|Mr |Mlle |Monsieur |Madame ){CAPITAL}[\w’' -]{{2,40}}?[ \t]?: (?=\S)"
)
_PLACES = re.compile(rf"\s*(?:(?:{_PLACE.pattern.removeprefix('(?m)^')})[^:\n]+(?:\n\s*|$)){{2,}}")
#: For which acts a mandate is given: « de la délibération n° 3 à la n° 7 », « jusqu’au point 6 ».
_WHICH = r"(?:la |le |l[’']|les )?(?:(?:délibération|question|point|affaire|dossier|rapport)s?\s)?(?:n\s?°\s?)?\d+"
_IN_PART = re.compile(
    r",?\s(?:de|depuis|à partir d[eu]|jusqu[’'](?:à|au)|du|des|pour)\s"
    rf"(?=[^\d\n]{{0,30}}(?:délibér|question|point|affaire|dossier|rapport)){_WHICH}(?:\s(?:à|au|et|jusqu[’'](?:à|au))\s{_WHICH})?"
)
#: « X (à Mme Y) », « X (par Mme Y) »: the holder, not when somebody came.
_BRACKETED = re.compile(
    r"\(\s*(?:(?:[Pp]\.?\s?)?[àÀaA]|par|→|->|=>)\s+"
    rf"(?=(?:M(?:\.|r|me|lle)?|Monsieur|Madame)\s+{CAPITAL}|{GIVEN_NAME} {CAPITAL}|{CAPITALS}[ )])"
)
#: What a line ends with whose next line goes on with a name: « pouvoir à Mme », « représenté par L. ».
_LEADS = re.compile(rf"\b(?:(?:a|par|{CIVILITY})(?:\s+[a-z]\.)?)\s*$")
#: The letters of a list: « a) M. X … b) Mme Y … ».
_LETTERED = re.compile(r"(?m)^[ \t]*[a-z]\)[ \t]+")
#: « Luc MARTIN excusé Zoé ROUX excusée … », on one line: what each of them is stands between them.
_STATED = re.compile(
    rf"(?<={CAPITAL}{CAPITAL})[ \t](?:excusé|absent)e?(?:[ \t]excusée?)?(?=[ \t]{GIVEN_NAME}[ \t]{CAPITALS})"
)
_ONE = r"(?:M\.|Mr|Mme|MME|Mlle|MLLE|Monsieur|Madame)"
#: A given name after its civility or a comma, whose surname stands on the next line.
_WRAPPED = re.compile(
    rf"(?P<given>(?:(?<![\w’'-])(?:M\.|MM\.|Mr|Mmes?|Mlle|Monsieur|Madame)|,) "
    rf"{GIVEN_NAME}(?: {GIVEN_NAME})?)[ \t]*\n\s*(?={CAPITALS}(?![\w’'-]))"
)
#: A hyphen at the end of a line, inside a name: « Jean- / Luc ».
_HYPHENED = re.compile(rf"(?<=[^\W\d_])-[ \t]*\n[ \t]*(?={GIVEN_NAME}|{CAPITALS})")
#: A line on which marks part names and none ends it: its last name may go on in the next.
_IS_FULL = re.compile(r"[,;/] ?\S[^,;/()]*[^\W\d_]-?[ \t]*$|\) [-–—/] [^,;/()]*[^\W\d_]-?[ \t]*$")
#: A name with which a line ends, and another with which the next begins, both written in the same order.
_LINE_END = re.compile(rf"(?<![\w’'-])({GIVEN_NAME}(?: {CAPITALS})+)[ \t]*\n[ \t]*(?={GIVEN_NAME} {CAPITALS})")


def unwrapped(block: str, *, proxies: bool) -> str:
    """Return a list without what its lines and its layout add: broken names, letters, communes, acts of a mandate.

    ``proxies`` says that the list is one of proxies: what stands before a colon is a giver there.
    """
    if not proxies and _PLACES.fullmatch(block):
        block = _PLACE.sub("", block)
    block = _WRAPPED.sub(r"\g<given> ", _LETTERED.sub("", block))
    block = _HYPHENED.sub("-", block) if re.search(r"[,;/]", block) else block
    block = _LINE_END.sub(r"\1 ;\n", _STATED.sub(" ; ", block))
    block = re.sub(r"(?i)\(\s?(?:absent|excus)\w{0,3}\s?,\s?", "(", block)
    block = re.sub(r"[ \t]*\n[ \t]*(?=[^\W\d_A-ZÀ-ÖØ-ÞŒ])", " ", block)
    block = re.sub(
        rf"(\s(?:(?:[àaÀA]|au|par)(?: {_ONE})?|pouvoir|procuration|Dr\.?|Docteur))[ \t]*\n[ \t]*", r"\1 ", block
    )
    block = _BRACKETED.sub("(pouvoir à ", _IN_PART.sub("", block))
    return _by_mandates(block)


def _by_mandates(block: str) -> str:
    """Return a list with a sign before each line that begins a mandate, unless the line above leads to its name."""
    lines = block.split("\n")
    begun = [_begins_a_mandate(line) for line in lines[1:]]
    return "\n".join(
        f"{line} ;" if begins and not _LEADS.search(fold(line)) and not _IS_FULL.search(line) else line
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
