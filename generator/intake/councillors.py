"""Lists of councillors: who is named, who gave a proxy to whom, in the many ways that extracts write it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from generator.intake.letters import fold
from generator.intake.mandates import FROM, GIVEN, HELD, TO_AN_OFFICE, from_to, is_mandate, spread
from generator.intake.names import CAPITAL, CAPITALS, CIVILITY, GIVEN_NAME, clean_name, is_clean, is_surname
from generator.intake.pieces import COLUMN, pieces
from generator.intake.separators import separated

_RANK = (
    r"(?:[\dl|]{1,2}\s?(?:ere?|eme|nde?|re|er|e|°)?|prem\w+|deuxieme|second\w?|troisieme|quatrieme|cinquieme|sixieme)"
)
_FUNCTION = re.compile(
    rf"(?:\s{{0,3}}[,(]\s{{0,3}}|\s{{1,3}}|^)(?:l[ea] |les )?(?:{_RANK}\s+)?"
    r"\b(?:(?:depute|senat)\w{0,4}[ -]maire|maires?(?:[ -]adjoint\w{0,2})?|adjoint\w{0,2}|delegue\w{0,2}|"
    r"(?:vice-)?presidente?s?|conseill\w{1,4})\b"
    r"(?: +(?:au maire|municipa\w{1,3}|delegue\w{0,2}|maire))* ?(?P<colon>[):]?)"
)
_TO = re.compile(
    rf"\s+(?:(?:a|{TO_AN_OFFICE}|8|&|par)\s+(?={CIVILITY}|[a-z'-]+)|pour\s+(?={CIVILITY}\s))|\s*(?:->|→|=>|>)\s*"
)
_PROXY_TABLE = re.compile(r"\bmandants?\b[^\n]{1,80}\bmandataires?\b[^\n]{0,20}")
#: A bracket that tells when somebody came or what they are, and not whom they represent.
_ASIDE = re.compile(
    r"\((?:\s*(?:pas de|sans)\b[^()]*|(?![^)]*(?:pouv|proc|\bpv|mandat|represent|\ba\s+m))[^()]{1,160})\)"
)
#: A bracket after a giver, in a list of mandates: the holder.
_HOLDER = re.compile(
    r"(?<=[^\W\d_])[ \t]{0,2}\((?P<holder>[^()]{4,60})\)(?!\s{0,2}(?:à|a|par|donne|ayant|pouvoir|procuration)\b)"
)
#: A piece that tells what happened to the member named before, or names nobody.
_EVENT = re.compile(
    r"(?:tous\b|toutes\b|l'ensemble|arrive|partie?\b|depart|a quitte|quitte|a partir|jusqu|a compter|"
    r"(?:non )?excusee?s?\W*$|absente?s?(?: (?:et )?(?:non )?excusee?s?)?$|"
    r"retard|(?:sans|pas de) (?:pouvoir|procuration)\W*$)"
)
#: « Mme X est élue secrétaire » after the last name of a list.
_CHOSEN = re.compile(r"\b(?:est|a ete|sont|ont ete) (?:elu|nomme|design|choisi)\w*")
#: « X / Y », « M. X : Mme Y »: the giver, then the holder.
_STROKE = re.compile(r"\s?[/:]\s(?=\S)")
#: An initial without a point that reads as « a »: « DEGRY A donne pouvoir ».
_INITIAL_A = re.compile(rf"(?<={CAPITAL}{CAPITAL} )A(?= (?:donne|qui|pouvoir|procuration|représent))")
#: For which acts a mandate is given: « de la délibération n° 3 à la n° 7 », « jusqu’au point 6 ».
_WHICH = r"(?:la |le |l[’']|les )?(?:(?:délibération|question|point|affaire|dossier|rapport)s?\s)?(?:n\s?°\s?)?\d+"
_IN_PART = re.compile(
    r",?\s(?:de|depuis|à partir d[eu]|jusqu[’'](?:à|au)|du|des|pour)\s"
    rf"(?=[^\d\n]{{0,30}}(?:délibér|question|point|affaire|dossier|rapport)){_WHICH}(?:\s(?:à|au|et|jusqu[’'](?:à|au))\s{_WHICH})?"
)
#: « X (à Mme Y) », « X (par Mme Y) »: the holder, not when somebody came.
_BRACKETED = re.compile(
    r"\(\s*(?:[àÀaA]|par)\s+"
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
#: A given name after its civility, whose surname stands on the next line.
_WRAPPED = re.compile(
    rf"(?<![\w’'-])(?P<given>(?:M\.|MM\.|Mr|Mmes?|Mlle|Monsieur|Madame) "
    rf"{GIVEN_NAME}(?: {GIVEN_NAME})?)[ \t]*\n\s*(?={CAPITALS}(?![\w’'-]))"
)
#: A hyphen at the end of a line, inside a name: « Jean- / Luc ».
_HYPHENED = re.compile(rf"(?<=[^\W\d_])-[ \t]*\n[ \t]*(?={GIVEN_NAME}|{CAPITALS})")
#: A line on which marks part names and none ends it: its last name may go on in the next.
_IS_FULL = re.compile(r"[,;/] ?\S[^,;/()]*[^\W\d_]-?[ \t]*$|\) [-–—/] [^,;/()]*[^\W\d_]-?[ \t]*$")
#: A name with which a line ends, and another with which the next begins, both written in the same order.
_LINE_END = re.compile(rf"(?<![\w’'-])({GIVEN_NAME}(?: {CAPITALS})+)[ \t]*\n[ \t]*(?={GIVEN_NAME} {CAPITALS})")
_INITIALS = re.compile(r"(?:[A-ZÉ]\.-?){1,3}|[A-ZÉ](?:-[A-ZÉ]\.?)?|[B-DF-HJ-NP-TV-XZ]{2}")
_PLURAL_GIFT = re.compile(r"donnent|ont donne|avaient donne|representee?s par|leur (?:pouv|procur|mandat)")
#: A holder that is not named: « donne pouvoir à M. le Maire ».
MAYOR = "le Maire"


@dataclass(frozen=True, slots=True)
class Entry:
    """One councillor of a list, and who holds their proxy (empty without); ``clean`` when the letters are a name's."""

    name: str
    holder: str = ""
    clean: bool = True


def entries(block: str, *, proxies: bool = False) -> tuple[Entry, ...]:
    """Return the councillors of a list in order.

    ``proxies`` says that the list is one of proxies: « M. X à Mme Y » is one there.
    """
    table = _PROXY_TABLE.search(fold(block))
    if table is not None:
        rows = [COLUMN.split(line.strip(" |\t")) for line in block[table.end() :].splitlines() if line.strip()]
        return tuple(_given(row[0], row[1]) for row in rows if len(row) == 2)
    found: list[Entry] = []
    block = _WRAPPED.sub(r"\g<given> ", _LETTERED.sub("", block))
    block = _HYPHENED.sub("-", block) if re.search(r"[,;/]", block) else block
    block = _LINE_END.sub(r"\1 ;\n", _STATED.sub(" ; ", block))
    block = re.sub(r"(?i)\(\s?(?:absent|excus)\w{0,3}\s?,\s?", "(", block)
    block = re.sub(r"\n(?=[ \t]*[^\W\d_A-ZÀ-ÖØ-ÞŒ])", " ", block)
    block = re.sub(r"(\s(?:[àaÀA]|au|par|pouvoir|procuration|Dr\.?|Docteur))[ \t]*\n[ \t]*", r"\1 ", block)
    block = _BRACKETED.sub("(pouvoir à ", _IN_PART.sub("", block))
    block = _by_mandates(block)
    for start, end, givers, holders in reversed(list(spread(block))):
        found[:0] = _paired(givers, holders)
        block = f"{block[:start]} ; {block[end:]}"
    if proxies:
        block = block if GIVEN.search(fold(block)) else _HOLDER.sub(_told_holder, block)
        block = _in_pairs(block)
    block = separated(_without_asides(block))
    addressed = re.search(rf"(?<!\w){CIVILITY}\s", fold(block)) is not None
    initials = _has_initials(block)
    for piece in pieces(_without_functions(block)):
        found = _with_piece(found, piece, proxies=proxies, addressed=addressed, initials=initials)
    return tuple(found)


def _in_pairs(block: str) -> str:
    """Return « X / Y », « X : Y » as mandates where each part of a list of mandates is such a pair.

    « X / Y / Z » is a list that strokes part, not a pair: what it is stays to be read.
    """
    parts = [part for part in re.split(r"[\n;,]", block) if part.strip()]
    told = any(pattern.search(fold(block)) for pattern in (GIVEN, HELD, _TO))
    sides = [[clean_name(side) for side in _STROKE.split(part)] for part in parts]
    if sides and not told and all(len(pair) == 2 and all(map(_is_person, pair)) for pair in sides):
        return _STROKE.sub(" pouvoir à ", block)
    return block


def _is_person(name: str) -> bool:
    return bool(name) and not re.fullmatch(CIVILITY, fold(name)) and (is_clean(name) or is_surname(name))


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


def _told_holder(match: re.Match[str]) -> str:
    """Return « X (Mme Y) » as « X pouvoir à Mme Y » when what brackets hold is somebody's name."""
    name = clean_name(match["holder"])
    named = is_clean(name) or (name != match["holder"].strip() and is_surname(name))
    return f" pouvoir à {match['holder']}" if named and not _FUNCTION.search(fold(match["holder"])) else match[0]


def _with_piece(found: list[Entry], piece: str, *, proxies: bool, addressed: bool, initials: bool) -> list[Entry]:
    folded = fold(piece)
    if _EVENT.match(folded.strip()) or _CHOSEN.search(folded):
        return found
    piece = _INITIAL_A.sub(r"\g<0>.", piece)
    folded = fold(piece)
    ends = from_to(piece) if proxies else None
    given = GIVEN.search(folded) or (_TO.search(folded) if proxies and not HELD.search(folded) else None)
    held = HELD.search(folded) if ends is None and given is None else None
    if ends is not None:
        return [*found, _given(*ends)]
    if held is not None:
        holder, giver = piece[: held.start()], piece[held.end() :]
        if not clean_name(holder) and found and not found[-1].holder:
            holder = found[-1].name
            found = found[:-1] if proxies else found  # among the present it is one of them
        itself = [] if proxies or clean_name(holder) in {entry.name for entry in found} else _whole(holder)
        return [*found, *itself, _given(giver, holder)] if clean_name(giver) else found
    if given is None:
        return [*found, *_named(found, piece, addressed=addressed, initials=initials)]
    giver, holder = piece[: given.start()], piece[given.end() :]
    if not clean_name(giver) and found and not found[-1].holder:
        giver, found = found[-1].name, found[:-1]
    if not clean_name(giver):
        return found
    waiting = [entry for entry in found if not entry.holder]
    if waiting and _PLURAL_GIFT.search(given[0]) and found[-len(waiting) :] == waiting:
        shared = [replace(_given(entry.name, holder), clean=False) for entry in waiting]
        return [*found[: -len(waiting)], *shared, replace(_given(giver, holder), clean=False)]
    return [*found, _given(giver, holder)]


def _whole(holder: str) -> list[Entry]:
    """Return the member of a list of those present who holds the mandate that brackets tell."""
    name = clean_name(holder)
    return [Entry(name, clean=is_clean(name) or is_surname(name))] if name else []


def _named(found: list[Entry], piece: str, *, addressed: bool, initials: bool) -> list[Entry]:
    """Return whom a piece without a mandate names: a member, or the one before with the initial that was cut off."""
    name = clean_name(piece)
    if found and not found[-1].holder and _INITIALS.fullmatch(name):
        last = found.pop()
        return [Entry(f"{last.name} {name}", clean=is_clean(f"{last.name} {name}"))]
    if initials and re.match(r"\s*M\.\s", piece):
        name = f"M. {name}"
    return [Entry(name, clean=is_clean(name) or (addressed and is_surname(name)))] if name else []


def _given(giver: str, holder: str) -> Entry:
    until = re.search(r"\s(?:jusqu|a partir|a compter|pour )", fold(holder))
    holder = holder[: until.start()] if until else holder
    names = clean_name(giver), clean_name(_without_functions(holder)) or MAYOR
    named = names[1] != MAYOR
    return Entry(*names, clean=named and all(is_clean(name) or is_surname(name) for name in names))


def _paired(givers: list[str], holders: list[str]) -> list[Entry]:
    """Return the mandates of « A, B et C … respectivement … à D, E et F »: none is sure when they are not as many."""
    if len(givers) == len(holders):
        return [_given(giver, holder) for giver, holder in zip(givers, holders, strict=True)]
    return [Entry(clean_name(giver), clean=False) for giver in givers]


def _has_initials(block: str) -> bool:
    """Tell whether a list writes given names as initials and no civility: « M. » is one of them there."""
    others = len(re.findall(r"(?<![\w.])[A-LN-ZÉ]\.(?:-?[A-Z]\.)? ?[A-ZÀ-ÖØ-ÞŒ][A-ZÀ-ÖØ-ÞŒa-zà-öø-ÿœ]", block))
    civilities = re.findall(rf"(?<!\w){CIVILITY}(?=\s)", fold(block))
    return others > 1 and all(word.strip(".") == "m" for word in civilities)


def _without_asides(block: str) -> str:
    folded = fold(block)
    kept, place = [], 0
    for match in _ASIDE.finditer(folded):
        kept.append(block[place : match.start()])
        place = match.end()
    return "".join([*kept, block[place:]])


def _without_functions(block: str) -> str:
    """Return the list without « Maire », « 1re adjointe », which say what a councillor is and not who."""
    kept, position = [], 0
    for match in _FUNCTION.finditer(fold(block)):
        kept.append(block[position : match.start()])
        opened = match[0].lstrip().startswith("(")
        kept.append(" ; " if match["colon"] == ":" else " " if match["colon"] != ")" or opened else ") ")
        position = match.end()
    return "".join([*kept, block[position:]])
