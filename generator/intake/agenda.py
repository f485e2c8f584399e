"""The points of a sitting's minutes, whatever their numbering: where each begins, its title and its number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.intake.letters import Text, worn

#: What numbers the points of minutes: an act's own number, a rank, or nothing but the word « objet » or capitals.
_CODE = r"[a-z]{0,6}[-_ ]?(?:\d{1,6}[-/_.]){1,3}[a-z]{0,4}[-_]?\d{1,4}"
_RANKS = ("", "premier", "deuxieme", "troisieme", "quatrieme", "cinquieme", "sixieme", "septieme", "huitieme")
_WORD = r"(?:deliberation|acte|question|point|affaire|rapport|dossier|sujet|resolution|projet)"
_LETTERED = r"[ivxl]{1,6}|[a-h]"
_END = r"[ \t]{0,3}(?P<sep>°?[ \t]?[).:/-]{1,2}[ \t]?[:.-]?|°|(?=[ \t]*$))[ \t]{0,4}"
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "act",
        re.compile(
            r"(?:(?:deliberation|acte)s?[ \t]{0,3}(?:n\s?[°o*'\"]?|numero)?[ \t]{0,3}[:.]?[ \t]{0,3}|"
            r"n\s?[°*][ \t]{0,3}(?:de (?:la )?deliberation[ \t]{0,3})?[:.]?[ \t]{0,3})"
            r"(?=[a-z0-9/_.-]{0,18}\d)(?P<code>[a-z0-9][a-z0-9/_.-]{0,24})(?P<sep>)(?:[ \t]{0,3}[:.-]{1,2}(?=\s|$))?"
            r"(?![ \t]{0,3}(?:du\b|en date|adoptee|portant|par\b))[ \t]{0,4}"
        ),
    ),
    ("object", re.compile(rf"{worn('objet')}[ \t]{{0,3}}(?P<sep>:|$)[ \t]{{0,4}}")),
    (
        "word",
        re.compile(rf"{_WORD}[ \t]{{0,3}}(?:n\s?[°o]|numero)?[ \t]{{0,3}}(?P<rank>\d{{1,3}}|{_LETTERED})\b{_END}"),
    ),
    ("code", re.compile(rf"(?P<code>{_CODE})(?![\w/])[ \t]{{0,3}}(?P<sep>[:.-]?)(?=\s|$)[ \t]{{0,4}}")),
    ("rank", re.compile(rf"(?P<rank>\d{{1,3}})[ \t]?{_END}(?=\D|$)")),
    ("told", re.compile(rf"(?P<rank>\d{{1,2}})[ \t]?(?:er|ere|re|e|eme|nde?)[ \t]{{1,3}}{_WORD}\b{_END}")),
    ("bare", re.compile(r"(?P<rank>\d{1,2})[ \t]{1,4}(?P<sep>)(?=[a-z])")),
    (
        "deep",
        re.compile(
            r"(?P<rank>\d{1,2}[.-]\d{1,2}(?:[.-]\d{1,2})?)(?![\w/])[ \t]?(?P<sep>[).:-]?)[ \t]{1,4}(?=[a-z\"'])"
        ),
    ),
    ("roman", re.compile(rf"(?P<rank>[ivxl]{{1,6}}){_END}")),
    ("letter", re.compile(r"(?P<rank>[a-h])[ \t]?(?P<sep>[)/-])[ \t]{0,4}")),
    ("ordinal", re.compile(rf"(?P<rank>premiere?|[a-z]{{4,9}}ieme|seconde?)[ \t]{_WORD}{_END}")),
)
_CODED_TITLE = re.compile(
    r"(?P<title>[a-z][^\n]{3,140}?)[ \t]?(?:[:-][ \t]{0,3}|\([ \t]?)(?:n\s?°[ \t]?)?"
    r"(?P<code>(?:19|20)\d\d[-/_.]\d{1,4}|\d{1,4}[-/_.](?:19|20)\d\d)[ \t]?\)?"
)
#: An operative part is numbered too: its items begin with a verb.
_VERB = re.compile(
    r"(?:d'|de |du montant|que |qu'|a compter|(?:approuve|autorise|decide|adopte|accepte|dit|precise|charge|fixe|donne|"
    r"prend|valide|rappelle|mandate|sollicite|designe|nomme|confirme|emet|impute|habilite|s'engage|demande a)\b|"
    r"[a-z]{2,}(?:er|ir|re) (?:le|la|les|l'|un|une|des|au|aux|ce|cette|monsieur|madame|son|sa)\b)"
)
_NUMBERED = ("act", "object")
_RANKED = ("rank", "deep", "roman")
#: A title without any number stands alone on its line, and no label is one.
_ALONE = re.compile(r"[•*·o-]?[ \t]{0,3}(?P<title>[a-z][^\n:;]{4,110}[^\n:;,.])[ \t]?:?")
_LABEL = re.compile(
    r"(?:etaient|presents?|absents?|excuses?|pouvoirs?|procurations?|secretaire|nombre|votants|date|seance|ordre du|"
    r"conseillers|membres|pour|contre|abstention|vote|fait|le |la |les |signatures?|extrait|republique|commune|mairie|"
    r"ville|departement|adopte|approuve|decide)\b"
)
_DECIDED = re.compile(r"delibere|unanimite|majorite|voix|vote\b|decide|adopte|rejet|pour ?: ?\d")
_VOTED = re.compile(
    r"delibere\b|unanim|\bmajorite\b|\d voix|\bvoix (?:pour|contre)|\b(?:pour|contre|abstentions?) ?[:=] ?\d|"
    r"\bvotes? ?:|\badoptee?s?\b|rejete"
)
#: What opens an act's reasons, or decides: no title goes on over it.
_SENTENCE = re.compile(
    r"(?:vu |considerant|le conseil|l'assemblee|monsieur|madame|m\.|mme|mr|l[ea] (?:maire|president|rapporteur)|"
    r"rapporteur|apres|il est|sur (?:le rapport|proposition)|entendu|vote|dans le cadre|afin|suite a)\b"
)
_LONGEST = 300


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
class _Mark:
    shape: tuple[str, ...]
    order: tuple[int, ...]
    point: Point


def points(text: Text, end: int) -> tuple[tuple[Point, int], ...]:
    """Return the points of minutes in which something was decided, each with where the next point begins.

    ``text`` is without its votes of procedure. Nothing is returned for an act that is alone.
    """
    marks = [mark for mark in _marks(text, end) if mark is not None]
    kept: dict[int, Point] = {}
    for shape in dict.fromkeys(mark.shape for mark in marks):
        run = _run([mark for mark in marks if mark.shape == shape])
        if _votes(text, run, end, _DECIDED if shape[0] in _NUMBERED else _VOTED) > 1:
            kept |= {mark.point.start: mark.point for mark in run}
    acts = [mark.point for mark in marks if mark.shape[0] == "act"]
    if not kept and not acts:
        kept = _untold(text, end, 2)
    if not kept and not acts and not any(mark.shape[0] == "object" for mark in marks):
        kept = _lone(text, marks, end)
    if not kept or (len({act.number for act in acts}) == 1 and acts[0].start < min(kept)):
        return ()
    merged = _merged([kept[start] for start in sorted(kept)])
    places = [*(point.start for point in merged[1:]), end]
    return tuple(
        (point, place)
        for point, place in zip(merged, places, strict=True)
        if _DECIDED.search(text.folded, point.stop, place)
    )


def _lone(text: Text, marks: Sequence[_Mark], end: int) -> dict[int, Point]:
    """Return the only point of a text, when its form tells it: « 2025-03-012 » on a line, « 1re délibération : »."""
    told = [mark for mark in marks if mark.shape[0] == "told" or _is_alone(text, mark)]
    found = {mark.point.start: mark.point for mark in told} if _votes(text, told, end, _DECIDED) == 1 else {}
    found = found or _untold(text, end, 1)
    return {start: replace(point, alone=True) for start, point in found.items()} if len(found) == 1 else {}


def _is_alone(text: Text, mark: _Mark) -> bool:
    """Tell whether a mark is a point's though it is the only one: a number with its year, « 1/ » before capitals."""
    if mark.shape[0] == "rank":
        return mark.order == (1,) and text.text[mark.point.title : mark.point.stop].isupper()
    return mark.shape[0] == "code" and mark.order[0] > 1900


def _untold(text: Text, end: int, least: int) -> dict[int, Point]:
    """Return the points that have a title and no number: lines that stand alone, each before the reasons of an act."""
    lines = list(re.compile(r"[^\n]+").finditer(text.folded, 0, end))
    runs: dict[bool, list[_Mark]] = {True: [], False: []}
    for line, following in pairwise(line for line in lines if line[0].strip()):
        match = _ALONE.fullmatch(line[0].strip())
        apart = not text.text[: line.start()].rstrip(" \t") or text.text[: line.start()].endswith("\n\n")
        place = line.start() + line[0].index(line[0].strip())
        start = place + (match.start("title") if match else 0)
        if match is None or not apart or not _SENTENCE.match(following[0].strip()) or _LABEL.match(match["title"]):
            continue
        stop = start + len(match["title"])
        if _is_title(text, start, stop, "title") and not _SENTENCE.match(match["title"]):
            capitals = text.text[start:stop].isupper()
            runs[capitals].append(_Mark(("title",), (), Point(place, start, stop, whole=True)))
    found = max(runs.values(), key=lambda run: _votes(text, run, end, _VOTED))
    return {mark.point.start: mark.point for mark in found} if _votes(text, found, end, _VOTED) >= least else {}


def _marks(text: Text, end: int) -> Iterator[_Mark]:
    lines = list(re.compile(r"[^\n]+").finditer(text.folded, 0, end))
    for index, line in enumerate(lines):
        indent = len(line[0]) - len(line[0].lstrip(" \t"))
        if indent > 40 or not line[0].strip():
            continue
        place = line.start() + indent
        for kind, pattern in _SHAPES:
            match = pattern.match(text.folded, place, line.end())
            if match is None or not _is_numbering(kind, match, text.text):
                continue
            title, stop, whole = _title(text, match.end(), index, lines)
            if kind != "object" and not _is_title(text, title, stop, kind):
                continue
            groups = match.groupdict()
            number = text.read(*match.span("code")).strip(" .-/") if groups.get("code") else ""
            shape = (kind, re.sub(r"\s", "", match["sep"]), *(re.sub(r"\d+", "9", number.lower()),) * (kind == "code"))
            yield _Mark(shape, _order(groups.get("rank") or number), Point(place, title, stop, number, whole))
        coded = _CODED_TITLE.fullmatch(text.folded, place, line.end())
        if coded and _is_title(text, *coded.span("title"), "coded"):
            number = text.read(*coded.span("code"))
            yield _Mark(("coded",), _order(number), Point(place, place, coded.end("title"), number, whole=True))


def _is_numbering(kind: str, match: re.Match[str], written: str) -> bool:
    """Tell a numbering from what only looks like one: a date, small letters, a code without a year."""
    if kind in ("roman", "letter"):
        return written[match.start("rank") : match.end("rank")].isupper()
    if kind == "code":
        parts = re.findall(r"\d+", match["code"])
        year = any(re.fullmatch(r"(?:19|20)\d\d", part) for part in parts)
        return year or (len(parts) > 1 and match["sep"] == ":") or bool(re.match(r"[a-z]", match["code"]))
    return kind != "ordinal" or bool(_order(match["rank"]))


def _order(rank: str) -> tuple[int, ...]:
    """Return what numbers compare by; empty when it has no order."""
    if re.search(r"\d", rank):
        return tuple(map(int, re.findall(r"\d+", rank)))
    words = rank.replace("premiere", "premier").replace("seconde", "deuxieme").replace("second", "deuxieme")
    if words in _RANKS:
        return (_RANKS.index(words),)
    if re.fullmatch(r"[a-h]", rank) and rank not in "ivxl":
        return (ord(rank) - ord("a") + 1,)
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}.get(letter, 0) for letter in rank.lower()]
    if not values or 0 in values:
        return ()
    return (sum(-value if value < after else value for value, after in pairwise([*values, 0])),)


def _title(text: Text, start: int, index: int, lines: Sequence[re.Match[str]]) -> tuple[int, int, bool]:
    """Return where a point's title begins and ends, and whether its end was seen.

    It stands beside its number, else on the next line, and may go on over the lines that follow.
    """
    last = index
    if start >= lines[index].end():
        last = index + 1
        if last >= len(lines):
            return start, start, False
        start = lines[last].start()
        ranks = (pattern.match(text.folded, start, lines[last].end()) for kind, pattern in _SHAPES if kind in _RANKED)
        start = next((match.end() for match in ranks if match), start)
    stop = lines[last].end()
    for line, following in pairwise(lines[last : last + 5]):
        between = text.text[line.end() : following.start()]
        written = line[0].rstrip()
        ended = between.count("\n") > 1 or written.endswith((":", "."))
        beginning = following[0].strip()
        if ended or _SENTENCE.match(beginning) or len(written) > 140:
            return start, line.end(), True
        capitals = text.text[line.start() : line.end()].isupper()
        if text.text[following.start() : following.end()].isupper() != capitals and capitals:
            return start, line.end(), True
        if any(pattern.match(beginning) for kind, pattern in _SHAPES if kind in ("act", "object", "word")):
            return start, line.end(), True
        stop = following.end()
    return start, stop, False


def _is_title(text: Text, start: int, stop: int, kind: str) -> bool:
    written = text.text[start:stop].strip(" \t:.-–")
    if not written:
        return kind in ("act", "code", "word")
    if len(re.findall(r"[^\W\d_]", written)) < 3 or stop - start > _LONGEST or written.endswith((";", ",")):
        return False
    first = next((letter for letter in written if letter.isalpha()), "")
    return first.isupper() and _VERB.match(text.folded[start:stop].strip(" \"'-")) is None


def _run(marks: Sequence[_Mark]) -> list[_Mark]:
    """Return the marks of one shape that follow each other: ranks that grow, or begin anew; numbers all different."""
    run: list[_Mark] = []
    numbers: set[str] = set()
    for mark in marks:
        if mark.point.number:
            if mark.point.number not in numbers:
                run.append(mark)
            numbers.add(mark.point.number)
        elif (
            mark.shape[0] == "object" or not run or (mark.order and (run[-1].order < mark.order or mark.order[-1] == 1))
        ):
            run.append(mark)
    return run


def _votes(text: Text, run: Sequence[_Mark], end: int, voted: re.Pattern[str]) -> int:
    if not run:
        return 0
    places = [*(mark.point.start for mark in run[1:]), end]
    return sum(
        voted.search(text.folded, mark.point.stop, place) is not None for mark, place in zip(run, places, strict=True)
    )


def _merged(kept: Sequence[Point]) -> list[Point]:
    """Join the marks of one heading: a number, then « Objet : » or a rank with its title, nothing else between."""
    merged: list[Point] = []
    for point in kept:
        before = merged[-1] if merged else None
        if before and before.number and before.stop >= point.start:
            merged[-1] = Point(before.start, point.title, point.stop, before.number, point.whole, before.alone)
        else:
            merged.append(point)
    return merged
