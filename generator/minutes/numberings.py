"""What numbers the points of minutes: an act's own number, a rank, or only the word « objet »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.minutes.figures import in_words
from generator.minutes.headlines import headline, is_title
from generator.minutes.names import CAPITALS
from generator.minutes.shapes import ASIDE, CODE, CODED_TITLE, ORDERED, RANKS, SHAPES, shape_of
from generator.papers.letters import Text

#: A sentence of the debate, which is numbered too, begins so: « 1) Il propose de … », « 2019-93 Le maire dit ».
_SAID = re.compile(
    r"[ \t:.|\"'-]{0,4}(?:(?:ils?|elles?|on|nous|je|c'est|cela|ceci) |vu (?:l|que)|considerant\b|"
    r"a l'unanimite\b|a la majorite\b|pren(?:d|nent) acte\b|adoptee?s?\b|approuvee?s?\b|"
    r"(?:monsieur|madame|m\.|mme) l[ea] (?:maire|president)|le conseil (?:municipal|communautaire)\b)"
)
#: A day of the year that begins a line, « du 31.12.2025 », is no act's number.
_DAY = re.compile(r"(?:du )?[0-3]?\d([/.])[01]?\d\1(?:19|20)\d\d")
#: The number of a sitting, which is its day: « 20250603 – Conseil municipal du 3 juin 2025 ».
_SITTING = re.compile(r"(?:n ?° ?)?20\d\d[01]\d[0-3]\d\W{0,3}conseil\b")
#: A year of two figures, a month and a number: « 25-06/041 – », « 24/07/01 – ».
MONTHLY = re.compile(r"\d\d[-/.](?:0[1-9]|1[0-2])[-/._]\d{2,3}")
_OWN = ("act", "code")
#: The act's own number after a rank: « 3 – N° 2018-024 - Exercice 2017 … ».
_OWN_NUMBER = re.compile(
    rf"(?:(?:(?:deliberation|delib\.?|dcm)[ \t]{{0,3}})?n\s?°[ \t]?(?={CODE})|"
    rf"deliberation[ \t](?={CODE})|(?=[a-z]{{1,5}}[-_]?(?:19|20)\d\d))"
    rf"(?P<code>[a-z]{{1,5}}[-_]?(?:19|20)\d\d ?[-_/] ?\d{{1,4}}|{CODE})[ \t]{{0,3}}[:/-]{{1,2}}[ \t]{{0,3}}(?=\S)"
)
#: What may stand before a numbering: « - Délibération n° 12 », « • 1. ».
BULLET = re.compile(r"[-+°•*·▪§●○◦‣◆♦□❑❒➢►➤➔→⇒■❖✓✔✗✘][ \t]{1,8}(?=\S)")
#: What the council does, on the line of a title, or over its end.
_COUNCIL = re.compile(r"\s?:\s+(?=(?:le\s+conseil|l'assemblee|apres en avoir)\b)")
#: Who reports on a point, beside its title: « VOIRIE, rapporteur M. X ».
_REPORTER = re.compile(r"\s?[,;:(–-]\s?rapporteure?s?\b")
#: What parts the cells of a table beside a label, and on the line under it, so many characters further at most.
_CELL, _CELLS = re.compile(r"\w+\W{0,2} {3,}\S.*:"), re.compile(r"\S {6,}\S|\S {3,}\S.* {3,}\S")
_NEAR = 300
#: « Point n° 4 », before the act's own number: it is no title.
_RANK = re.compile(r"(?:deliberation|point|question|affaire|rapport|dossier|acte)s?(?: ?n ?°)? ?\d{0,3}\W*")
#: « D. SAUVAGE présente … »: an initial, not a rank.
_SOMEBODY = re.compile(rf"[A-Z]\. ?{CAPITALS} [a-zà-ÿ]{{2}}")
_NEXT_WORDS = 14
_ASIDE = re.compile(ASIDE)


@dataclass(frozen=True, slots=True)
class Point:
    """One point of minutes, which begins at ``start``.

    Its title stands between ``title`` and ``stop``, and is ``whole`` when what ends it was seen; ``number`` is the
    act's own number, "" when the point has only a rank; it is ``alone`` when no other confirms that it is a point.
    """

    start: int
    title: int
    stop: int
    number: str = ""
    whole: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that looks like a point's heading: the shape of its numbering, what it compares by, and the point."""

    shape: tuple[str, ...]
    order: tuple[int, ...]
    point: Point


def marks(text: Text, end: int) -> Iterator[Mark]:
    """Give every line of a text that looks like a point's heading, in order; a line may look like several."""
    lines = list(re.compile(r"[^\n]+").finditer(text.folded, 0, end))
    for index, line in enumerate(lines):
        indent = len(line[0]) - len(line[0].lstrip(" \t"))
        if indent > 40 or not line[0].strip():
            continue
        bullet = BULLET.match(text.folded, line.start() + indent, line.end())
        place = bullet.end() if bullet else line.start() + indent
        for kind, pattern in SHAPES:
            match = pattern.match(text.folded, place, line.end())
            if match is None or not _is_numbering(kind, match, text.text):
                continue
            if kind == "object" and heads_a_table(text, match.start()):
                continue
            aside = _ASIDE.fullmatch(text.folded, match.end(), line.end())
            title, stop, whole = headline(text, aside.end() if aside else match.end(), index, lines)
            if beside := _COUNCIL.search(text.folded, title, stop + _NEXT_WORDS):  # « Voirie : le conseil … »
                stop, whole = min(stop, max(title, beside.start())), False
            if reporter := _REPORTER.search(text.folded, title + 1, stop + _NEXT_WORDS):
                stop, whole = reporter.start(), True
            if kind != "object" and _SAID.match(text.folded, title):  # its title is lost, or stands above
                title = stop = match.end()
            if kind in _OWN or (whole and kind == "rank"):  # « 2025-12 Voirie, »: its number tells the title
                stop = title + len(text.text[title:stop].rstrip(" ,"))
            small = text.text[title : title + 1].islower() and _may_be_small(kind, match)
            if kind != "object" and not is_title(text, title, stop, kind, small=small):
                continue
            groups = match.groupdict()
            number = _joined(text.read(*match.span("code"))).strip(" .-/") if groups.get("code") else ""
            own = _OWN_NUMBER.match(text.folded, title, stop)
            if kind in ORDERED and own and _is_titled(text, own.end(), stop, kind):
                number, title = _joined(text.read(*own.span("code"))).strip(" .-/"), own.end()
            shape = (
                "small" if small and kind == "rank" else kind,
                re.sub(r"\s", "", match["sep"]),
                *(shape_of(number.replace(" ", "")),) * (kind in _OWN),
            )
            whole = whole and (kind != "rank" or match["sep"] != "")  # a page's number stands alone on its line too
            rank = groups.get("rank") or number
            order = (ord(rank) - ord("a") + 1,) if kind == "part" else _order(rank)
            yield Mark(shape, order, Point(min(place, title), title, stop, number, whole))
        if bullet and not (index and lines[index - 1][0].rstrip().endswith((":", ";", ","))):
            title, stop, whole = headline(text, place, index, lines)
            if is_title(text, title, stop, "title") and not _SAID.match(text.folded, title):
                yield Mark(("sign", bullet[0][0]), (), Point(bullet.start(), title, stop, "", whole))
        coded = CODED_TITLE.fullmatch(text.folded, place, line.end())
        if coded and not _RANK.fullmatch(coded["title"]) and is_title(text, *coded.span("title"), "coded"):
            number = text.read(*coded.span("code"))
            yield Mark(("coded",), _order(number), Point(place, place, coded.end("title"), number, whole=True))


def _is_titled(text: Text, start: int, stop: int, kind: str) -> bool:
    return is_title(text, start, stop, kind, small=text.text[start : start + 1].islower())


def _may_be_small(kind: str, match: re.Match[str]) -> bool:
    """Tell whether a title may begin in small letters after a numbering: a sign ends that."""
    signed = match[0].rstrip()[-1:] in (":", "-", ".")
    return (kind == "rank" and match["sep"] != "") or (kind in ("act", "word") and signed)


def heads_a_table(text: Text, label: int) -> bool:
    """Tell whether a label there heads a column: wide spaces part it from others, or the cells of the next line."""
    lines = [line.strip() for line in text.text[label : label + _NEAR].split("\n") if line.strip()][:2]
    alone = bool(lines) and re.fullmatch(r"\w+\W*", lines[0]) is not None
    return bool(lines) and (_CELL.match(lines[0]) is not None or (alone and _CELLS.search(lines[-1]) is not None))


def _joined(code: str) -> str:
    """Return a number without the spaces around its signs: « 2025 – 12 »."""
    return re.sub(r"\s*([-/])\s*", r"\1", code.replace("–", "-"))


def _is_numbering(kind: str, match: re.Match[str], written: str) -> bool:
    """Tell a numbering from what only looks like one: a date, small letters, a code without a year."""
    if kind == "act" and match[0].startswith("de "):  # « DE n° 12 »: in small letters it is a line of a sentence
        return written[match.start() : match.start() + 2].isupper()
    if kind == "numeral":
        return written[match.start("rank") : match.end("rank") + 12].isupper()
    if kind == "part":
        return written[match.start("rank")].islower()
    if kind in ("roman", "letter"):
        return written[match.start("rank") : match.end("rank")].isupper() and not _SOMEBODY.match(
            written, match.start()
        )
    if kind in _OWN and (_DAY.fullmatch(match["code"]) or _SITTING.match(match.string, match.start())):
        return False
    if kind == "code":
        parts = re.findall(r"\d+", match["code"])
        year = any(re.fullmatch(r"(?:19|20)\d\d(?:\d{4})?", part) for part in parts) or (
            MONTHLY.fullmatch(match["code"]) is not None and (match["sep"] != "" or _is_followed(match))
        )
        return year or (len(parts) > 1 and match["sep"] == ":") or bool(re.match(r"[a-z]", match["code"]))
    return kind != "ordinal" or bool(_order(match["rank"]))


def _is_followed(match: re.Match[str]) -> bool:
    """Tell whether another line begins with the number before or after: « 25-03-01 Voirie », « 25-03-02 Cantine »."""
    code = match["code"]
    last = re.search(r"\d+$", code)
    near = [f"{code[: last.start()]}{int(last[0]) + by:0{len(last[0])}d}" for by in (1, -1)] if last else []
    return any(re.search(rf"(?m)^[ \t]*{re.escape(number)}[ \t]", match.string) for number in near)


def _order(rank: str) -> tuple[int, ...]:
    """Return what numbers compare by; empty when it has no order."""
    if re.search(r"\d", rank):
        return tuple(map(int, re.findall(r"\d+", rank)))
    if spelt := in_words(rank):
        return (spelt.value,)
    words = rank.replace("premiere", "premier").replace("seconde", "deuxieme").replace("second", "deuxieme")
    if words in RANKS:
        return (RANKS.index(words),)
    if re.fullmatch(r"[a-h]", rank) and rank not in "ivxl":
        return (ord(rank) - ord("a") + 1,)
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}.get(letter, 0) for letter in rank.lower()]
    if not values or 0 in values:
        return ()
    return (sum(-value if value < after else value for value, after in pairwise([*values, 0])),)
