"""Lists of councillors: who is named, who gave a proxy to whom, in the many ways that extracts write it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from generator.intake.holders import MAYOR, UNREAD, holder_of, unbracketed
from generator.intake.mandates import GIVEN, HELD, TO_AN_OFFICE, UNTOLD, from_to, spread
from generator.intake.offices import FUNCTION, is_mayor, without_functions
from generator.intake.pieces import COLUMN, pieces
from generator.intake.separators import separated
from generator.intake.torn import torn
from generator.intake.unwrapped import unwrapped
from generator.minutes.names import (
    CAPITAL,
    CAPITALS,
    CIVIL,
    CIVILITY,
    GIVEN_NAME,
    clean_name,
    is_clean,
    is_person,
    is_surname,
)
from generator.papers.letters import fold

_TO = re.compile(
    rf"\s+(?:(?:a )?(?:donne|remis|confie)\s+)?"
    rf"(?:(?:a|{TO_AN_OFFICE}|8|&|par|en faveur de|au profit de)\s+(?={CIVILITY}|[a-z'-]+)|"
    rf"pour\s+(?={CIVILITY}\s))|\s*(?:->|→|=>|>)\s*"
)
_PROXY_TABLE = re.compile(
    r"\bmandants?\b[^\n]{1,80}\bmandataires?\b(?:[^\n]{0,20}|[^\n]{0,40}\bdates?\b[^\n]{0,20})(?=\n)|"
    r"^\s*(?:donn\w{1,3}|ont donne|ayant donne) (?:pouvoir|procuration) a ?:[ \t]*(?=\n)"
)
#: What parts a row of a table of mandates whose columns are lost: the second civility.
_SECOND = re.compile(rf"(?<=\w)[ \t]+(?={CIVILITY}\s)")
#: « au 1er adjoint (M. X) », « à la première adjointe, Mme Y »: the office of a holder who is named after it.
_OFFICE_OF = re.compile(
    r"(?i:\b(?:au|à la|à l[’'])\s?(?:(?:\d{1,2}(?:er|[èe]re|e|[èe]me)|premi[èe]re?|seconde?|[a-zè]{4,9}i[èe]me)\s)?"
    r"(?:adjointe?|maire|conseill[èe]re?|présidente?)(?:\sdéléguée?)?)(?:,?\s|\s\()"
    rf"(?={CIVIL}\s{CAPITAL})"
)
_ONE = rf"(?:{CIVIL} (?={CAPITAL})|(?={GIVEN_NAME} {CAPITALS}|{CAPITALS} {GIVEN_NAME}))"
#: « M. X a donné pouvoir à M. Y et Mme Z à Mme T »: the second giver.
_AND_ANOTHER = re.compile(rf"(?<=[^\W\d_]{{2}})(?:,? et|,)\s+(?P<giver>{_ONE}[^,;\n]{{2,40}}?)\s+à\s+(?={_ONE})")
#: A bracket that tells when somebody came or what they are, and not whom they represent.
_ASIDE = re.compile(
    r"\((?:\s*(?:pas de|sans)\b[^()]*|(?![^()]{0,160}(?:pouv|proc|\bpv|mandat|represent|\ba\s+m))[^()]{1,160})\)"
)
#: A bracket after a giver, in a list of mandates: the holder.
_HOLDER = re.compile(
    r"(?<=[^\W\d_])[ \t]{0,2}\((?P<holder>[^()]{4,60})\)(?!\s{0,2}(?:à|a|par|donne|ayant|pouvoir|procuration)\b)"
)
#: « M. le Maire (Denis HU) » in a list: the mayor, by name.
_NAMED_MAYOR = re.compile(
    rf"{CIVIL} [Ll][ea] [Mm]aire "
    rf"\((?P<name>(?:{CIVIL} )?{CAPITAL}[^(),;]{{3,40}})\)"
)
#: A dash that touches a name and the civility of the next, « & » between two people.
_AND = re.compile(
    rf"(?<=[^\W\d_]{{2}})[-–—](?={CIVIL} ?{CAPITAL})|"
    rf"(?<=[a-zà-ÿ]{{2}})[ \t]?-[ \t]?(?={CAPITALS} {GIVEN_NAME})|"
    rf"(?<!pouvoir)(?<!procuration)(?<!mandat)\s&\s(?={CAPITAL})"
)
#: A piece that tells what happened to the member named before, or names nobody.
_EVENT = re.compile(
    r"(?:tous\b|toutes\b|l'ensemble|empechee?s?$|sans excuses?$|"
    r"arrive|partie?\b|depart|a quitte|quitte|a partir|jusqu|a compter|"
    r"(?:non )?excusee?s?\W*$|absente?s?(?: (?:et )?(?:non )?excusee?s?| sans \w+)?\W*$|"
    r"retard|(?:sans|pas de) (?:pouvoir|procuration)\W*$)"
)
#: « Mme X est élue secrétaire » after the last name of a list.
_CHOSEN = re.compile(r"\b(?:est|a ete|sont|ont ete) (?:elu|nomme|design|choisi)\w*")
#: « X / Y », « M. X : Mme Y »: the giver, then the holder.
_STROKE = re.compile(r"\s?[/:]\s(?=\S)")
#: An initial without a point that reads as « a »: « DEGRY A donne pouvoir ».
_INITIAL_A = re.compile(rf"(?<={CAPITAL}{CAPITAL} )A(?= (?:donne|qui|pouvoir|procuration|représent))")
_INITIALS = re.compile(r"(?:[A-ZÉ]\.-?){1,3}|[A-ZÉ](?:-[A-ZÉ]\.?)?|[B-DF-HJ-NP-TV-XZ]{2}")
#: No name with its initials has more words.
_WORDS = 6
_PLURAL_GIFT = re.compile(r"donnent|ont donne|avaient donne|representee?s par|leur (?:pouv|procur|mandat)")
#: « X au maire », « X au 1er adjoint (M. Y) », without the office.
_TO_OFFICE = re.compile(r"(?<=\w)\s+au\s*$")
#: « X à ……… »: nobody is written where the holder is to stand.
_TO_NOBODY = re.compile(r"(?<=\w)\s+[aà]\W*$")
#: « X est excusée », of who gives a mandate.
_STATE = re.compile(r"(?<=\w),?\s(?:(?:est|était)\s)?(?:absente?|excusée?)(?:\s(?:et\s)?excusée?)?\s*$", re.IGNORECASE)


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
        rows = [_row(line.strip(" |\t")) for line in block[table.end() :].splitlines() if line.strip()]
        told = (row for row in rows if len(row) == 2 or (len(row) == 3 and row[2][:1].isdigit()) or _is_alone(row))
        return tuple(_given(*(*row, "")[:2]) for row in told)
    if mandates := torn(block):
        return tuple(replace(_given(giver, held), clean=False) for giver, held in mandates)
    found: list[Entry] = []
    block = unbracketed(block)
    block = _NAMED_MAYOR.sub(r"\g<name>", _AND.sub(" ; ", block) if not proxies else block)
    block = unwrapped(block, proxies=proxies)
    for start, end, givers, holders in reversed(list(spread(block))):
        found[:0] = _paired(givers, holders)
        block = f"{block[:start]} ; {block[end:]}"
    if proxies or GIVEN.search(fold(block)):
        block = _OFFICE_OF.sub("à ", block)
    if proxies:
        block = block if GIVEN.search(fold(block)) else _HOLDER.sub(_told_holder, block)
        block = _in_pairs(block)
    block = _AND_ANOTHER.sub(_told_giver, block)
    addressed = re.search(rf"(?<!\w){CIVILITY}\s", fold(block)) is not None
    block = separated(_without_asides(block))
    initials = _has_initials(block)
    for piece in pieces(without_functions(block)):
        found = _with_piece(found, piece, proxies=proxies, addressed=addressed, initials=initials)
    return tuple(_initialled(one, block) if initials else one for one in found)


def _row(line: str) -> list[str]:
    """Return the cells of a row of a table of mandates."""
    if COLUMN.search(line):
        return COLUMN.split(line)
    second = _SECOND.search(fold(line))
    return [line[: second.start()], line[second.end() :]] if second else _STROKE.split(line)


def _is_alone(row: list[str]) -> bool:
    """Tell whether a row of a table of mandates names who gives one, and nobody who holds it."""
    return len(row) == 1 and is_person(clean_name(row[0]))


def _in_pairs(block: str) -> str:
    """Return « X / Y », « X : Y » as mandates where each part of a list of mandates is such a pair.

    « X / Y / Z » is a list that strokes part, not a pair: what it is stays to be read.
    """
    parts = [part for part in re.split(r"[\n;,]", block) if part.strip()]
    told = any(pattern.search(fold(block)) for pattern in (GIVEN, HELD, _TO))
    sides = [[clean_name(side) for side in _STROKE.split(part)] for part in parts]
    if sides and not told and all(len(pair) == 2 and all(map(is_person, pair)) for pair in sides):
        return _STROKE.sub(" pouvoir à ", block)
    return block


def _told_giver(match: re.Match[str]) -> str:
    """Return « et Mme Z à Mme T » as a mandate of its own, after one on the same line."""
    before = match.string[: match.start()].rsplit("\n", 1)[-1]
    another = GIVEN.search(fold(before)) is not None and is_person(clean_name(match["giver"]))
    return f" ; {match['giver']} pouvoir à " if another else match[0]


def _told_holder(match: re.Match[str]) -> str:
    """Return « X (Mme Y) » as « X pouvoir à Mme Y » when what brackets hold is somebody's name."""
    name = clean_name(match["holder"])
    named = is_clean(name) or (name != match["holder"].strip() and is_surname(name))
    return f" pouvoir à {match['holder']}" if named and not FUNCTION.search(fold(match["holder"])) else match[0]


def _with_piece(found: list[Entry], piece: str, *, proxies: bool, addressed: bool, initials: bool) -> list[Entry]:
    folded = fold(piece)
    if _EVENT.match(folded.strip()) or _CHOSEN.search(folded):
        return found
    piece = _INITIAL_A.sub(r"\g<0>.", piece)
    folded = fold(piece)
    ends = from_to(piece) if proxies else None
    if proxies and _TO_OFFICE.search(folded):
        return [*found, _given(piece, "")]
    if proxies and (nobody := _TO_NOBODY.search(piece)) and not GIVEN.search(folded):
        return [*found, _given(piece[: nobody.start()], "")]
    given = GIVEN.search(folded) or (_TO.search(folded) if proxies and not HELD.search(folded) else None)
    given = given or UNTOLD.search(folded)
    held = HELD.search(folded) if ends is None and given is None else None
    if ends is not None:
        return [*found, _given(*ends)]
    if held is not None:
        holder, giver = piece[: held.start()], piece[held.end() :]
        if not clean_name(holder) and found and not found[-1].holder:
            holder = found[-1].name
            found = found[:-1] if proxies else found  # among the present it is one of them
        named = proxies or is_mayor(holder) or clean_name(holder) in {entry.name for entry in found}
        itself = [] if named else _whole(holder)
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
    if found and not found[-1].holder and _INITIALS.fullmatch(name) and len(found[-1].name.split()) < _WORDS:
        last = found.pop()
        return [Entry(f"{last.name} {name}", clean=is_clean(f"{last.name} {name}"))]
    if initials and re.match(r"\s*M\.\s", piece):
        name = f"M. {name}"
    return [Entry(name, clean=is_clean(name) or (addressed and is_surname(name)))] if name else []


def _given(giver: str, told: str) -> Entry:
    names = clean_name(_STATE.sub("", _TO_OFFICE.sub("", giver))), holder_of(told)
    named = names[1] not in (MAYOR, UNREAD)
    return Entry(*names, clean=named and all(is_clean(name) or is_surname(name) for name in names))


def _paired(givers: list[str], holders: list[str]) -> list[Entry]:
    """Return the mandates of « A, B et C … respectivement … à D, E et F »: none is sure when they are not as many."""
    if len(givers) == len(holders):
        return [_given(giver, holder) for giver, holder in zip(givers, holders, strict=True)]
    return [Entry(clean_name(giver), clean=False) for giver in givers]


def _has_initials(block: str) -> bool:
    """Tell whether a list writes given names as initials and no civility but in the plural: « M. » is one there."""
    others = len(re.findall(r"(?<![\w.])[A-LN-ZÉ]\.(?:-?[A-Z]\.)? ?[A-ZÀ-ÖØ-ÞŒ][A-ZÀ-ÖØ-ÞŒa-zà-öø-ÿœ]", block))
    civilities = [word.strip(".") for word in re.findall(rf"(?<!\w){CIVILITY}(?=\s)", fold(block))]
    men = "mm" in civilities or "mmes" not in civilities  # « Mmes A. X, B. Y, M. Z »: a man
    return others >= min(2, civilities.count("m")) > 0 and men and not set(civilities) - {"m", "mm", "mmes"}


def _initialled(entry: Entry, block: str) -> Entry:
    """Return a mandate with the initial « M. » of who is written so, in a list whose given names are initials."""
    name, holder = (f"M. {one}" if f"M. {one}" in block else one for one in (entry.name, entry.holder))
    return Entry(name, holder, clean=entry.clean) if entry.holder else entry


def _without_asides(block: str) -> str:
    folded = fold(block)
    kept, place = [], 0
    for match in _ASIDE.finditer(folded):
        kept.append(block[place : match.start()])
        place = match.end()
    return "".join([*kept, block[place:]])
