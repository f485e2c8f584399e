"""Lines that a margin, a stamp or the end of a page has put among the lines of a list: told above the list instead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.minutes.names import CAPITAL, CIVILITY, GIVEN_NAME, clean_name, is_clean
from generator.minutes.writtendates import WEEKDAY
from generator.papers.letters import fold, fold_line

_DAY = rf"(?:le )?(?:{WEEKDAY} )?(?:\d{{1,2}}(?:er)? [a-z]{{3,9}}\.? \d{{4}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}})"
_COUNTED = (
    r"(?:(?:nombre )?(?:de |d')?(?:membres|conseillers|elus)? ?(?:municipaux )?"
    r"(?:en exercice|presents?|votants|absents?|representes?|pouvoirs?|procurations?|qui ont pris part au vote))"
)
#: What a margin says of a sitting, a prefecture's stamp of an act, the foot of a page of its number; in a folded line.
_ASIDE = re.compile(
    rf"dates? d[eu'][^:\d]{{3,40}}:?\s?(?:{_DAY})?|(?:convocation|affichage|publication|affichee?|publiee?)"
    rf"(?: du| le)?\s?(?::|:?\s?{_DAY})|{_DAY}|{_COUNTED}\s?[:=]?\s?\d{{1,3}}|nombre de(?: conseillers| membres)?\s?:?|"
    r"(?:page|p\.|feuillet|folio)\s?(?:n ?° ?)?\d{1,4}(?:\s?(?:/|sur)\s?\d{1,4})?|"
    r"[-–]?\s?\d{1,3}\s?(?:/\s?\d{1,3}|[-–])|"
    r"(?:accuse de reception|(?:envoye|re[cg]u|depose|transmis)e? (?:en|a la)) (?:en |de la )?(?:sous-)?"
    rf"prefecture[^a-z]*(?:le )?(?:{_DAY})?|date de (?:tele)?(?:transmission|reception)[^:]{{0,20}}:\s?{_DAY}|"
    r"(?:id|identifiant)?\s?:?\s?\d{3}-\d{9}-\d{8}-[a-z0-9_.-]{1,24}|(?:affiche|publie)e? le\s?:?"
)
#: The words of a margin, whatever their order and wherever its lines end.
_WORDS = re.compile(
    rf"(?:(?:nombre|nbre|conseillers?|membres?|elus?|municipa\w+|conseil|en|exercice|fonction|presents?|absents?|votants?|"
    r"representes?|excuses?|pouvoirs?|procurations?|quorum|dates?|convocation|affichage|publication|envoi|seance|"
    rf"qui|ont|pris|part|vote|d[eu']s?|l[ae']s?|a|au|{_DAY}|\d{{1,3}})(?:[\s:=.]+|(?<=')|$))+"
)
_LABELLED = re.compile(
    r"nombre|date|conseillers|membres|exercice|fonction|presents|votants|convocation|affichage|publication"
)
_GAP = re.compile(r"[ \t]{3,}")
#: A margin stands beside so many lines at least.
_LEAST = 2
#: What parts the names of a list.
_MARKS = re.compile(r"[,;]")
#: No more lines of a margin stand between two lines of a list, and no list is longer, in lines.
_MOST, _LONGEST = 8, 80
#: What labels a list.
_LABEL = re.compile(r"\b(?:presente?s|absente?s?|excusee?s?|representes?|pouvoirs?|procurations?)\b[^\n:]{0,60}:")


def without_margins(page: str) -> str:
    """Return a page whose lists of names hold no line of a margin: such lines stand above the label of the list.

    A line is one of a margin where it says what margins say, and the lines around it go on in one another: somebody's
    name begins on the first and ends on the other, or a comma ends the first.
    """
    lines = [part for block in re.split(r"(\n[ \t]*\n)", page) for part in _unmixed(block)]
    heads = Counter(_form(line) for line in lines if line.strip())
    moved: dict[int, list[str]] = {}
    dropped: set[int] = set()
    for first, last in _gaps(lines, heads):
        above = range(first - 1, max(-1, first - _LONGEST), -1)
        label = next((one for one in above if one not in dropped and _LABEL.search(fold(lines[one]))), first - 1)
        moved.setdefault(label, []).extend(line for line in lines[first:last] if line.strip())
        dropped.update(range(first, last))
    kept = ((*moved.get(place, ()), line) for place, line in enumerate(lines) if place not in dropped)
    return "\n".join(line for told in kept for line in told)


def _unmixed(block: str) -> list[str]:
    """Return the lines of a block apart from the margin that stands beside several of them, told above them.

    One line of a list that a count or a day follows at a distance is enough.
    """
    lines = block.split("\n") if block.strip() else [""]
    parts = [_parts(line) for line in lines]
    told = [aside for _, aside, _ in parts if aside]
    labelled = [aside for aside in told if _LABELLED.search(fold(aside))]  # others are the values of labels beside them
    if len(labelled) < _LEAST and not any(_MARKS.search(rest) for rest, aside, right in parts if aside and right):
        return lines
    return [*told, *(rest for rest, _, _ in parts)]


def _parts(line: str) -> tuple[str, str, bool]:
    """Return a line without the margin that stands on one side of it, the margin, and whether it stands right."""
    cells = _GAP.split(line.strip())
    if len(cells) > 1 and _is_margin(cells[0]) != _is_margin(cells[-1]):
        right = _is_margin(cells[-1])
        rest, aside = (cells[:-1], cells[-1]) if right else (cells[1:], cells[0])
        return "   ".join(rest), aside, right
    return line, "", False


def _is_margin(cell: str) -> bool:
    """Tell whether a cell holds nothing but what margins count and date: « présents : 12 », « Date de », « 27 mai »."""
    written = fold_line(cell).strip(" .;:")
    counted = re.search(r"\d|nombre|dates?\b|conseillers|membres", written) is not None
    return counted and (_WORDS.fullmatch(written) is not None or _ASIDE.fullmatch(written) is not None)


def _gaps(lines: Sequence[str], heads: Counter[str]) -> Iterator[tuple[int, int]]:
    """Give where lines of a margin begin and end between two lines of a list."""
    place = 1
    while place < len(lines):
        last = place
        while last < len(lines) and last - place < _MOST and _is_aside(lines[last], heads):
            last += 1
        told = any(line.strip() for line in lines[place:last])
        if told and last < len(lines) and _goes_on(lines[place - 1], lines[last]):
            yield place, last
        place = last + 1


def _is_aside(line: str, heads: Counter[str]) -> bool:
    """Tell whether a line says what margins do, is blank, or stands on several pages with other numbers."""
    written = fold_line(line)
    again = heads[_form(line)] > 1 and len(written) > 8 and not _MARKS.search(line)
    return not written or again or _ASIDE.fullmatch(written.strip(" .;")) is not None


def _form(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))


def _goes_on(line: str, following: str) -> bool:
    """Tell whether a list of names goes on from a line in another."""
    before, after = line.rstrip(), following.strip()
    if not _MARKS.search(before) and not _LABEL.search(fold(before)):
        return False
    last = re.split(r"[,;:]", before)[-1].strip()
    begun = re.split(r"[,;(]|\sà\s|(?<=[^\W\d_]{2})\.", after)[0].strip()
    if not last:
        return is_clean(clean_name(begun)) or re.match(rf"{CIVILITY}\s", fold(begun)) is not None
    unended = re.fullmatch(rf"(?i:{CIVILITY})?\s?(?:{GIVEN_NAME})?", last) is not None
    return unended and re.match(CAPITAL, begun) is not None and is_clean(clean_name(f"{last} {begun}"))
