"""Who sat: the lists of present and absent councillors and the proxies, as an act's opening gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.intake.councillors import Entry, entries
from generator.intake.counts import counts
from generator.intake.extracts import Extract
from generator.intake.fields import Field, doubted
from generator.intake.holders import MAYOR, UNREAD
from generator.intake.letters import fold
from generator.intake.mandates import GIVEN
from generator.intake.names import CAPITALS, clean_name, is_clean, is_surname, is_told, known_at_start
from generator.intake.places import is_by_place
from generator.intake.rolls import Roll, rolls
from generator.intake.secretaries import secretary
from generator.law.people import among
from generator.law.sittings import Proxy

_IS_MAYOR = r"(?:le |la )?maires?\b(?! ?-?(?:adjoint|delegue|honoraire))"
#: « M. Luc MARTIN, Maire » in a list.
_IN_LIST = re.compile(rf"(?P<name>[^,;:\n•+()]{{3,60}}?)\s{{0,3}}[,(-]?\s{{0,3}}\b{_IS_MAYOR}")
_PRESIDES = re.compile(
    rf"\bpresiden(?:ce (?:de |d')(?!(?:la )?seance)|(?:ce|te?)(?: de (?:la )?seance)? ?: ?)"
    rf"(?P<name>[^,;\n]{{3,60}}?),? {_IS_MAYOR}"
)
#: « Le Maire, Mme Zoé ROUX, ouvre », « Président : M. le Maire, Luc MARTIN ».
_MAYOR_IS = re.compile(
    r"(?:(?m:^)|[.;:,]\s|\b(?:m\.|mme|monsieur|madame) )l[ea] maire[ ,(]{1,2}"
    r"(?P<name>(?:(?:m\.|mme|monsieur|madame) )?[a-z][\w'-]+ [a-z][\w'-]+(?: [a-z][\w'-]+)?)"
    r"(?=\s*(?:[,;.)\n]|$)|,? (?:ouvre|preside|declare))"
)
#: « Mme le Maire » in a list, without a name.
_UNNAMED_MAYOR = re.compile(
    r"(?:^|[,;\n•–-])\s*(?:(?:M\.|Mme|Monsieur|Madame)\s)?(?:[Ll][ea]\s)[Mm]aire\s*(?=[,;\n•–-]|$)"
)
#: « Mme X : absente non excusée », on a line of the list.
_ABSENT_LINE = re.compile(
    r"(?im)^[ \t]*(?P<name>[^\n:,]{3,60}?)\s*(?::\s*(?:absente?|excusée?)\b[^\n]*|,\s*(?:absente?|excusée?)[ .;]*)$"
)
#: « Mme X (absente représentée) » in a list of those present.
_REPRESENTED = re.compile(
    r"(?i)(?:^|(?<=[,;\n])|(?<=\s[-–—]\s))(?:(?!\s[-–—]\s)[^,;\n()]){3,60}"
    r"\(\s*(?:absente?|excusée?) (?:et )?(?:représentée?|excusée?)\s*\)"
)
#: A count of both is of those who vote.
_OR_REPRESENTED = re.compile(r"(?i)présents? (?:ou|et) représentés?")
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
_NOBODY = re.compile(r"\s*(?:pas d(?:'|e )(?:absent|excuse|pouvoir|procuration)|neant|aucune?\b|personne|sans objet)")
_BROKEN = re.compile(rf"({CAPITALS})-[ \t]*\n[ \t]*({CAPITALS})(?![\w’'])")
#: The share of a list that is written otherwise by accident, at most.
_FEW = 0.2
_BY_PLACE = (
    "la liste est tenue commune par commune, comme celle d’une communauté ou d’un syndicat : ce n’est peut-être pas le"
    " conseil municipal"
)
_Found = list[tuple[str, Entry]]


def attendance(extract: Extract) -> dict[str, Field]:
    """Return the fields of who sat; lists and counts are not compared here."""
    begins = extract.point.start if extract.point else extract.body
    lists, outside = rolls(extract.text.text[: min(begins, extract.body)])
    if not any(roll.present for roll in lists):  # the act's number stands above the lists
        lists, outside = rolls(extract.text.text[: extract.body])
    listed = [(roll.block, entry) for roll in lists if roll.present for entry in entries(_told_absent(roll.block))]
    told = [line for roll in lists if roll.present for line in _ABSENT_LINE.finditer(roll.block)]
    absent = [(roll, _entries(roll)) for roll in lists if not roll.present]
    unheld = [entry.name for roll, found in absent if _is_unheld(roll, found) for entry in found]
    others = [(roll.block, entry) for roll, found in absent for entry in found]
    others = [(block, entry) for block, entry in others if entry.holder or not among(entry.name, unheld)]
    others += [(line[0], entry) for line in told for entry in entries(line["name"])]
    mandates = ((line, entry) for line in outside for entry in entries(line, proxies=True))
    others += [(line, entry) for line, entry in mandates if not is_told(entry.name)]
    others += [(block, entry) for block, entry in listed if entry.holder]
    mayor = _mayor(extract, lists)
    present = [*_mayor_listed(lists, mayor, listed), *_present(listed)]
    names = tuple(entry.name for _, entry in present)
    givers = [entry.name for _, entry in others if entry.holder]
    others += [one for roll, found in absent if _is_unheld(roll, found) for one in _untold(roll, found, givers, names)]
    others = [(block, part) for block, entry in others for part in _parted(entry, names)]
    fields = counts(extract)
    listing = _list_field(names, present)
    if any(roll.present and is_by_place(roll.block) for roll in lists):
        listing = doubted(listing, _BY_PLACE)
    absences = _absences([(block, _addressed(entry, mayor, names)) for block, entry in others], _nobody(lists))
    if absences["pouvoirs"].value and absences["noms_absents"].value is None:
        absences["noms_absents"] = _all_represented(lists)
    absences = _miscounted(absences, absent, names)
    return (
        fields
        | {"presents": _beside(fields["presents"], lists), "noms_presents": listing}
        | absences
        | {"pouvoirs": _in_part(absences["pouvoirs"], lists), "secretaire": secretary(extract, names)}
    )


def _entries(roll: Roll) -> tuple[Entry, ...]:
    """Return the members of a list of those who are not there, each giver with who holds the mandate."""
    found = entries(roll.block, proxies=roll.tied)
    return tuple(replace(one, name=one.holder, holder=one.name) if roll.turned and one.holder else one for one in found)


def _is_unheld(roll: Roll, found: Sequence[Entry]) -> bool:
    """Tell whether a list names those who gave mandates, and nobody who holds them."""
    return roll.given and not any(one.holder for one in found)


def _untold(roll: Roll, found: Sequence[Entry], givers: Sequence[str], present: Sequence[str]) -> _Found:
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


def _in_part(given: Field, lists: Sequence[Roll]) -> Field:
    """Return the mandates, in doubt when a giver sat for a part: « Mme X (à partir de la question 8) »."""
    partly = [clean_name(match["name"]) for roll in lists for match in _PARTLY.finditer(roll.block)]
    for proxy in given.value if isinstance(given.value, tuple) else ():
        if isinstance(proxy, Proxy) and among(proxy.giver, partly):
            given = doubted(given, f"« {proxy.giver} » n’a siégé qu’à une partie de la séance")
    return given


def _told_absent(block: str) -> str:
    """Return a list of those present without the lines that tell somebody's absence.

    « (absent) », « (excusée) » beside a name makes the name doubtful.
    """
    block = _REPRESENTED.sub("", _ABSENT_LINE.sub("", block))
    return re.sub(r"\(\s*((?:absent|excusé)e?s?)\s*\)", r"\1", block)


def _present(listed: _Found) -> _Found:
    """Return those who sat: a member who gave a mandate did not, whoever holds one did."""
    present = [(block, entry) for block, entry in listed if not entry.holder]
    for block, entry in listed:
        named = entry.holder not in ("", MAYOR, UNREAD)
        if named and not among(entry.holder, [one.name for _, one in present]):
            present.append((block, Entry(entry.holder, clean=False)))
    return present


def _mayor_listed(lists: Sequence[Roll], mayor: str, listed: _Found) -> _Found:
    """Return the mayor whom a list of those present calls so without a name that the act tells elsewhere."""
    if not mayor or among(mayor, [entry.name for _, entry in listed]):
        return []
    blocks = [roll.block for roll in lists if roll.present and _UNNAMED_MAYOR.search(roll.block)]
    return [(block, Entry(mayor)) for block in blocks[:1]]


def _parted(entry: Entry, present: Sequence[str]) -> Iterator[Entry]:
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
        yield from _parted(one, present)


def _beside(count: Field, lists: Sequence[Roll]) -> Field:
    """Return how many were present, by the numbers beside the lists' labels too: alone, or held against the act's."""
    stated = [
        (roll.count, roll.label)
        for roll in lists
        if roll.present and roll.count is not None and not _OR_REPRESENTED.search(roll.label)
        if roll.block.strip() or count.value is None
    ]
    told = [number for number, _ in stated]
    if count.value is None and stated:
        return Field(told[0], "certain", stated[0][1])
    if stated and count.value not in (sum(told), *told):
        return doubted(count, f"l’acte porte un autre nombre : « {stated[0][1].split(':')[0].strip()} »")
    return count


def _miscounted(
    absences: Mapping[str, Field], absent: Sequence[tuple[Roll, Sequence[Entry]]], present: Sequence[str]
) -> dict[str, Field]:
    """Return the mandates and the absent, in doubt where a list does not name as many as its label counts."""
    checked = dict(absences)
    for roll, found in absent:
        named = sum(1 for entry in found for _ in _parted(entry, present))
        if named and roll.count not in (None, named):
            why = f"l’acte en compte {roll.count} sous « {roll.label.split(':')[0].strip()} » et en nomme {named}"
            told = {"pouvoirs" if one.holder or roll.given else "noms_absents" for one in found}
            checked |= {name: doubted(checked[name], why) for name in told}
    return checked


def _mayor(extract: Extract, lists: Sequence[Roll]) -> str:
    """Return the mayor's name: the member whom the list says so, else who presides as mayor; "" when nobody is."""
    for roll in lists:
        match = _IN_LIST.search(fold(roll.block)) if roll.present else None
        name = clean_name(roll.block[slice(*match.span("name"))]) if match else ""
        if name:
            return name
    for pattern in (_PRESIDES, _MAYOR_IS):
        for match in extract.text.find(pattern, 0, extract.body, flowing=True):
            name = clean_name(extract.text.read(*match.span("name")))
            if is_clean(name) or is_surname(name):
                return name
    return ""


def _addressed(entry: Entry, mayor: str, present: Sequence[str]) -> Entry:
    """Return a mandate given to « M. le Maire » as given to the mayor, sure when the mayor is among the present."""
    if entry.holder != MAYOR or not mayor:
        return entry
    return replace(entry, holder=mayor, clean=bool(among(mayor, present)))


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


def _list_field(value: tuple[str, ...] | tuple[Proxy, ...], found: _Found) -> Field:
    if not value:
        return Field()
    read = " ".join(" ".join(dict.fromkeys(block for block, _ in found)).split())
    odd = [entry for block, entry in found if not entry.clean or _is_broken(entry, block)]
    odd = odd or _shorter([entry for _, entry in found])
    if odd:
        names = ", ".join(f"« {entry.name}{f' → {entry.holder}' if entry.holder else ''} »" for entry in odd)
        return Field(value, "doubtful", read, f"des noms sont mal lus ou incomplets : {names}")
    return Field(value, "certain", read)


def _is_broken(entry: Entry, block: str) -> bool:
    """Tell whether a line end broke a name in capitals at a hyphen, which is its own or not."""
    broken = (f"{match[1]}-{match[2]}" for match in _BROKEN.finditer(block))
    return any(part in entry.name or part in entry.holder for part in broken)


def _shorter(found: Sequence[Entry]) -> list[Entry]:
    """Return the entries of one word where nearly all have a given name: the other word is lost, perhaps."""
    short = [entry for entry in found if " " not in entry.name.strip()]
    return short if 0 < len(short) <= len(found) * _FEW else []


def _absences(found: _Found, nobody: Mapping[str, Field]) -> dict[str, Field]:
    given = [(block, entry) for block, entry in found if entry.holder]
    told: dict[tuple[str, str], tuple[str, Entry]] = {}
    for block, entry in given:  # the opening may tell a mandate twice, « M. Luc MARTIN » and « M. Luc Martin »
        told.setdefault((fold(entry.name), fold(entry.holder)), (block, entry))
    given = list(told.values())
    givers = [entry.name for _, entry in given]
    absent = [(block, entry) for block, entry in found if not entry.holder and not among(entry.name, givers)]
    proxies = tuple(Proxy(entry.name, "" if entry.holder == UNREAD else entry.holder) for _, entry in given)
    names = tuple(dict.fromkeys(entry.name for _, entry in absent))
    return {
        "pouvoirs": _list_field(proxies, given) if proxies else nobody["pouvoirs"],
        "noms_absents": _list_field(names, absent) if names else nobody["noms_absents"],
    }
