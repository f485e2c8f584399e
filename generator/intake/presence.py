"""Who sat: the lists of present and absent councillors and the proxies, as an act's opening gives them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.intake.absences import (
    Found,
    absences,
    are_counted,
    entries_of,
    in_part,
    is_unheld,
    list_field,
    miscounted,
    parted,
    untold,
)
from generator.intake.councillors import Entry, entries
from generator.intake.counts import counts
from generator.intake.fields import Field, doubted
from generator.intake.holders import MAYOR, UNREAD
from generator.intake.identities import nearly_same
from generator.intake.places import is_by_place
from generator.intake.rolls import Roll, rolls
from generator.intake.secretaries import secretary
from generator.law.people import among
from generator.minutes.extracts import Extract
from generator.minutes.names import CIVIL, clean_name, is_clean, is_surname, is_told
from generator.papers.letters import fold

_IS_MAYOR = r"(?:le |la )?maires?\b(?! ?-?(?:adjoint|delegue|honoraire))"
#: « M. Luc MARTIN, Maire » in a list.
_IN_LIST = re.compile(rf"(?P<name>[^,;:\n•+()]{{3,60}}?)\s{{0,3}}[,(-]?\s{{0,3}}\b{_IS_MAYOR}")
_PRESIDES = re.compile(
    rf"\bpresiden(?:ce (?:de |d')(?!(?:la )?seance)|(?:ce|te?)(?: de (?:la )?seance)? ?: ?)"
    rf"(?P<name>[^,;\n]{{3,60}}?),? {_IS_MAYOR}"
)
#: « Le Maire, Mme Zoé ROUX, ouvre », « Président : M. le Maire, Luc MARTIN ».
_MAYOR_IS = re.compile(
    r"(?:(?m:^)|[.;:,]\s|\b(?:m\.|mme|monsieur|madame|presents) )l[ea] maire[ ,(]{1,2}"
    r"(?P<name>(?:(?:m\.|mme|monsieur|madame) )?[a-z][\w'-]+ [a-z][\w'-]+(?: [a-z][\w'-]+)?)"
    r"(?=\s*(?:[,;.)\n]|$)|,? (?:ouvre|preside|declare))"
)
#: « Mme le Maire » in a list, without a name.
_UNNAMED_MAYOR = re.compile(rf"(?:^|[,;\n•–-])\s*(?:{CIVIL}\s)?(?:[Ll][ea]\s)[Mm]aire\s*(?=[,;\n•–-]|$)")
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
_BY_PLACE = (
    "la liste est tenue commune par commune, comme celle d’une communauté ou d’un syndicat : ce n’est peut-être pas le"
    " conseil municipal"
)


def attendance(extract: Extract) -> tuple[dict[str, Field], bool]:
    """Return the fields of who sat, and whether the labels of the lists of those who did not count whom they name.

    Lists and the act's counts are not compared here.
    """
    begins = extract.point.start if extract.point else extract.body
    lists, outside = rolls(extract.text.text[: min(begins, extract.body)])
    if not any(roll.present for roll in lists):  # the act's number stands above the lists
        lists, outside = rolls(extract.text.text[: extract.body])
    listed = [(roll.block, entry) for roll in lists if roll.present for entry in entries(_told_absent(roll.block))]
    told = [line for roll in lists if roll.present for line in _ABSENT_LINE.finditer(roll.block)]
    absent = [(roll, entries_of(roll)) for roll in lists if not roll.present]
    unheld = [entry.name for roll, found in absent if is_unheld(roll, found) for entry in found]
    others = [(roll.block, entry) for roll, found in absent for entry in found]
    others = [(block, entry) for block, entry in others if entry.holder or not among(entry.name, unheld)]
    others += [(line[0], entry) for line in told for entry in entries(line["name"])]
    mandates = [(line, entry) for line in outside for entry in entries(line, proxies=True) if not is_told(entry.name)]
    others += mandates
    others += [(block, entry) for block, entry in listed if entry.holder]
    mayor = _mayor(extract, lists)
    present = [*_mayor_listed(lists, mayor, listed), *_present(listed)]
    names = tuple(entry.name for _, entry in present)
    givers = [entry.name for _, entry in others if entry.holder]
    others += [one for roll, found in absent if is_unheld(roll, found) for one in untold(roll, found, givers, names)]
    others = [(block, part) for block, entry in others for part in parted(entry, names)]
    fields = counts(extract)
    listing = list_field(names, present)
    if any(roll.present and is_by_place(roll.block) for roll in lists):
        listing = doubted(listing, _BY_PLACE)
    away = absences([(block, _addressed(entry, mayor, names)) for block, entry in others], lists)
    away = miscounted(away, absent, names)
    fields |= {"presents": _beside(fields["presents"], lists), "noms_presents": listing} | away
    fields |= {"pouvoirs": in_part(away["pouvoirs"], lists), "secretaire": secretary(extract, names)}
    elsewhere = told or mandates or any(entry.holder for _, entry in listed)
    return fields, not elsewhere and are_counted(absent, names)


def joined_by(listed: Field, president: Field, count: Field) -> Field:
    """Return those present with who presides, whom a list may leave out: who presides sits (CGCT, article L. 2121-14).

    A number of one more than are named proves it; without any number it is in doubt, of a mayor who presides.
    """
    names, name = listed.value, president.value
    if listed.confidence != "certain" or not isinstance(names, tuple) or not isinstance(name, str):
        return listed
    people = [str(one) for one in names]
    counted = count.value == len(names) + 1 or (count.value is None and president.confidence == "certain")
    named = among(name, people) or any(nearly_same(name, one) for one in people)
    if not (people and is_clean(name) and counted) or named:
        return listed
    whole = replace(listed, value=(name, *people), read=f"{president.read} ; {listed.read}")
    return whole if count.value else doubted(whole, f"« {name} » préside, et n’est pas dans la liste")


def _told_absent(block: str) -> str:
    """Return a list of those present without the lines that tell somebody's absence.

    « (absent) », « (excusée) » beside a name makes the name doubtful.
    """
    block = _REPRESENTED.sub("", _ABSENT_LINE.sub("", block))
    return re.sub(r"\(\s*((?:absent|excusé)e?s?)\s*\)", r"\1", block)


def _present(listed: Found) -> Found:
    """Return those who sat: a member who gave a mandate did not, whoever holds one did."""
    present = [(block, entry) for block, entry in listed if not entry.holder]
    for block, entry in listed:
        named = entry.holder not in ("", MAYOR, UNREAD)
        if named and not among(entry.holder, [one.name for _, one in present]):
            present.append((block, Entry(entry.holder, clean=False)))
    return present


def _mayor_listed(lists: Sequence[Roll], mayor: str, listed: Found) -> Found:
    """Return the mayor whom a list of those present calls so without a name that the act tells elsewhere."""
    if not mayor or among(mayor, [entry.name for _, entry in listed]):
        return []
    blocks = [roll.block for roll in lists if roll.present and _UNNAMED_MAYOR.search(roll.block)]
    return [(block, Entry(mayor)) for block in blocks[:1]]


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


def _mayor(extract: Extract, lists: Sequence[Roll]) -> str:
    """Return the mayor's name: the member whom the list says so, else who presides as mayor; "" when nobody is."""
    for roll in lists:
        match = _IN_LIST.search(fold(roll.block)) if roll.present else None
        name = clean_name(roll.block[slice(*match.span("name"))]) if match else ""
        if is_clean(name) or is_surname(name):
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
