"""Who did not sit: the absent and the mandates, as the lists of those who are not there give them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.intake.councillors import Entry, entries
from generator.intake.fields import Field, doubted
from generator.intake.holders import UNREAD
from generator.intake.mandates import GIVEN
from generator.intake.rolls import Roll
from generator.law.people import among
from generator.law.sittings import Proxy
from generator.minutes.names import CAPITALS, NOT_ONE, clean_name, is_clean, is_surname, known_at_start
from generator.papers.letters import fold

#: A member who came late or left early.
_PARTLY = re.compile(
    r"(?P<name>[^,;:()\n•–]{3,60}?)\s*\((?:à partir|a partir|jusqu|arriv|absente? |départ|parti|sorti|quitt)",
    re.IGNORECASE,
)
#: Another label, with which a list ends.
_LABELLED = re.compile(
    r"(?:\d{1,2}\s?[/.)]|secreta|(?:etai(?:en)?t |sont |membres |conseillers )*(?:absents?|excuses?)|president|nombre|"
    r"dates?|convocation|conseillers|membres|quorum|ordre du|votants|les?\s*$|le |la |l'|monsieur le|madame l)"
)
_AWAY = re.compile(r"absent|excuse")
_NOBODY = re.compile(rf"\s*{NOT_ONE}\b")
_BROKEN = re.compile(rf"({CAPITALS})-[ \t]*\n[ \t]*({CAPITALS})(?![\w’'])")
#: The share of a list that is written otherwise by accident, at most.
_FEW = 0.2
#: Who was found, each with the lines that name them.
Found = list[tuple[str, Entry]]


def entries_of(roll: Roll) -> tuple[Entry, ...]:
    """Return the members of a list of those who are not there, each giver with who holds the mandate."""
    found = entries(roll.block, proxies=roll.tied)
    return tuple(replace(one, name=one.holder, holder=one.name) if roll.turned and one.holder else one for one in found)


def is_unheld(roll: Roll, found: Sequence[Entry]) -> bool:
    """Tell whether a list names those who gave mandates, and nobody who holds them."""
    return roll.given and not any(one.holder for one in found)


def untold(roll: Roll, found: Sequence[Entry], givers: Sequence[str], present: Sequence[str]) -> Found:
    """Return the mandates of a list of givers beside which no holder stands, unless the act tells them elsewhere.

    When those who follow as many members who are not there were all present, they hold the mandates in that order;
    none of that is sure.
    """
    named = [entry.name for entry in found if entry.clean]
    here = [bool(among(name, present)) for name in named]
    half = len(named) // 2
    torn = here == [False] * half + [True] * half
    pairs = zip(named, named[half:] if torn else [UNREAD] * len(named), strict=False)
    told = [Entry(*pair, clean=False) for pair, sat in zip(pairs, here, strict=False) if not sat]
    return [(roll.block, entry) for entry in told if not among(entry.name, givers)]


def parted(entry: Entry, present: Sequence[str]) -> Iterator[Entry]:
    """Give a mandate whose holder runs on into what follows, and what follows: the holder is a member who is present.

    « à G. GRIGNARD C. GANEAU a donné pouvoir à S. MOSS », « à Mme BLIN Secrétaire de séance : … ».
    """
    itself = among(entry.holder, present) if entry.holder else None
    longer = itself is None or len(entry.holder.split()) > len(itself.split()) + 1
    known = known_at_start(entry.holder, present) if entry.holder and longer else None
    rest = known[1].strip(" .,;:-/()") if known else ""
    if known is None or not rest:
        yield entry
        return
    if GIVEN.match(f" {fold(rest)}"):  # a mandate without its giver: the lists were torn apart
        yield replace(entry, clean=False)
        return
    follow = () if _LABELLED.match(fold(rest)) else entries(rest, proxies=True)
    if not all(one.holder or is_clean(one.name) or (one.clean and one.name.isupper()) for one in follow):
        yield entry
        return
    yield Entry(entry.name, known[0], clean=is_clean(entry.name) or is_surname(entry.name))
    for one in follow:
        yield from parted(one, present)


def absences(found: Found, lists: Sequence[Roll]) -> dict[str, Field]:
    """Return the fields of the mandates and of the absent: as they were found, else as the lists say that none is."""
    given = [(block, entry) for block, entry in found if entry.holder]
    told: dict[tuple[str, str], tuple[str, Entry]] = {}
    for block, entry in given:  # the opening may tell a mandate twice, « M. Luc MARTIN » and « M. Luc Martin »
        told.setdefault((fold(entry.name), fold(entry.holder)), (block, entry))
    given = list(told.values())
    givers = [entry.name for _, entry in given]
    absent = [(block, entry) for block, entry in found if not entry.holder and not among(entry.name, givers)]
    proxies = tuple(Proxy(entry.name, "" if entry.holder == UNREAD else entry.holder) for _, entry in given)
    names = tuple(dict.fromkeys(entry.name for _, entry in absent))
    nobody = _nobody(lists)
    fields = {
        "pouvoirs": list_field(proxies, given) if proxies else nobody["pouvoirs"],
        "noms_absents": list_field(names, absent) if names else nobody["noms_absents"],
    }
    if proxies and fields["noms_absents"].value is None:
        fields["noms_absents"] = _all_represented(lists)
    return fields


def miscounted(
    fields: Mapping[str, Field], absent: Sequence[tuple[Roll, Sequence[Entry]]], present: Sequence[str]
) -> dict[str, Field]:
    """Return the mandates and the absent, in doubt where a list does not name as many as its label counts."""
    checked = dict(fields)
    for roll, found in absent:
        named = sum(1 for entry in found for _ in parted(entry, present))
        if named and roll.count not in (None, named):
            why = f"l’acte en compte {roll.count} sous « {roll.label.split(':')[0].strip()} » et en nomme {named}"
            told = {"pouvoirs" if one.holder or roll.given else "noms_absents" for one in found}
            checked |= {name: doubted(checked[name], why) for name in told}
    return checked


def are_counted(absent: Sequence[tuple[Roll, Sequence[Entry]]], present: Sequence[str]) -> bool:
    """Tell whether each list names as many as its label counts."""
    named = [(roll.count, sum(1 for entry in found for _ in parted(entry, present))) for roll, found in absent]
    return all((count or 0) == number for count, number in named)


def in_part(given: Field, lists: Sequence[Roll]) -> Field:
    """Return the mandates, in doubt when a giver sat for a part: « Mme X (à partir de la question 8) »."""
    partly = [clean_name(match["name"]) for roll in lists for match in _PARTLY.finditer(roll.block)]
    for proxy in given.value if isinstance(given.value, tuple) else ():
        if isinstance(proxy, Proxy) and among(proxy.giver, partly):
            given = doubted(given, f"« {proxy.giver} » n’a siégé qu’à une partie de la séance")
    return given


def _nobody(lists: Sequence[Roll]) -> dict[str, Field]:
    """Return the fields of which the act says that there is nobody: « Absents : néant »."""
    nobody = {"pouvoirs": Field(), "noms_absents": Field()}
    for roll in lists:
        if not roll.present and _NOBODY.match(fold(roll.block)):
            nobody["pouvoirs" if roll.tied else "noms_absents"] = Field((), "certain", roll.label)
    return nobody


def _all_represented(lists: Sequence[Roll]) -> Field:
    """Return the field of the absent when all those whom the act calls absent or excused gave mandates."""
    label = next((roll.label for roll in lists if not roll.present and _AWAY.search(fold(roll.label))), "")
    return Field((), "doubtful", label, "tous ceux que cette liste nomme ont donné pouvoir") if label else Field()


def list_field(value: tuple[str, ...] | tuple[Proxy, ...], found: Found) -> Field:
    """Return the field of people, in doubt when the entries by which they were ``found`` are not all whole names."""
    if not value:
        return Field()
    read = " ".join(" ".join(dict.fromkeys(block for block, _ in found)).split())
    broken = {block: _broken(block) for block in {block for block, _ in found}}
    odd = [
        entry
        for block, entry in found
        if not entry.clean or any(part in entry.name or part in entry.holder for part in broken[block])
    ]
    odd = odd or _shorter([entry for _, entry in found])
    if odd:
        names = ", ".join(f"« {entry.name}{f' → {entry.holder}' if entry.holder else ''} »" for entry in odd)
        return Field(value, "doubtful", read, f"des noms sont mal lus ou incomplets : {names}")
    return Field(value, "certain", read)


def _broken(block: str) -> list[str]:
    """Return what a line end broke of names in capitals at a hyphen, which is theirs or not."""
    return [f"{match[1]}-{match[2]}" for match in _BROKEN.finditer(block)]


def _shorter(found: Sequence[Entry]) -> list[Entry]:
    """Return the entries of one word where nearly all have a given name: the other word is lost, perhaps."""
    short = [entry for entry in found if " " not in entry.name.strip()]
    return short if 0 < len(short) <= len(found) * _FEW else []
