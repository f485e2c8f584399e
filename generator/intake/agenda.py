"""The points of a sitting's minutes, whatever their numbering: where each begins, its title and its number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from generator.intake.letters import Text
from generator.intake.numberings import BULLET, SENTENCE, Mark, Point, is_title, marks
from generator.intake.procedure import is_procedure

_NUMBERED = ("act", "object")
_DAY = re.compile(r"[0-3]?\d([-/.])[01]?\d\1(?:20)?\d\d|20\d\d-[01]\d-[0-3]\d")
#: No sitting begins at this rank: its acts are numbered over the year.
_OTHER_SITTINGS = 20
#: What numbers an act that is alone too, above the list of those present.
_HEADS = ("act", "object", "code", "coded")
#: A title without any number stands alone on its line, and no label is one.
_ALONE = re.compile(
    rf"(?P<bullet>{BULLET.pattern}|[•*·-]|o(?=[ \t]))?[ \t]{{0,3}}\"?[ \t]?"
    r"(?P<title>[a-z][^\n:;]{4,110}[^\n:;,.\"* ])(?P<end>[ \t]?[:\"*]?|(?<=\w{3}\))\.|(?<=\w{4})\.(?=$))"
)
#: The labels of a sitting's opening, in which nothing is a title.
_OPENING = re.compile(
    r"\b(?:presents?|absents?|excuses?|secretaires?(?: de (?:la )?seance)?|pouvoirs?|procurations?|votants)\b"
    r"[^\n]{0,40}:"
)
#: A sentence that stands under a title: it has words enough, and ends.
_TOLD = re.compile(r"(?:\S+ ){5,}\S+|.*(?:unanim|\bvoix\b|\bvote\b|\badopte)")
_LABEL = re.compile(
    r"(?:messieurs|mesdames|mmes|mm\.?|lesquels|formant|"
    r"etaient|presents?|absents?|excuses?|pouvoirs?|procurations?|secretaire|nombre|votants|date|seance|ordre du|"
    r"conseillers|membres|pour|contre|abstention|vote|fait|le |la |les |signatures?|extrait|republique|commune|mairie|"
    r"ville|departement|adopte|approuve|decide)\b"
)
_DECIDED = re.compile(
    r"delibere|pren(?:d|nent) acte|unanimite|majorite|voix|vote\b|decide|adopte|rejet|pour ?: ?\d|\d votes?\b|\d pour\b"
)
_VOTED = re.compile(
    r"delibere\b|pren(?:d|nent) acte|unanim|\bmajorite\b|\d voix|\bvoix (?:pour|contre)|"
    r"\b(?:pour|contre|abstentions?) ?[:=] ?\d|"
    r"\bvotes? ?:|\badoptee?s?\b|rejete|\d votes?\b|\d (?:pour|contre|abstentions?)(?=\W*$|,)",
    re.MULTILINE,
)


def points(text: Text, end: int, whole: Text) -> tuple[tuple[Point, int], ...]:
    """Return the points of minutes in which something was decided, each with where the next point begins.

    ``text`` is ``whole`` without its votes of procedure, which tell its numbering too. Nothing is returned for an act
    that is alone.
    """
    opened = _opening(text, end)
    found = [mark for mark in marks(text, end) if mark.point.start >= opened or mark.shape[0] in _HEADS]
    kept: dict[int, Point] = {}
    for shape in dict.fromkeys(mark.shape for mark in found):
        run = _run([mark for mark in found if mark.shape == shape])
        voted = _votes(text, run, end, _DECIDED if shape[0] in _NUMBERED else _VOTED)
        if voted > 1 or (voted == 1 and (_follow_in_capitals(text, run) or _follows_procedure(whole, shape, end))):
            for mark in run:
                before, point = kept.get(mark.point.start), _numbered(mark, run)
                if before is None or (point.number and not before.number):
                    kept[point.start] = point
    acts = [mark.point for mark in found if mark.shape[0] == "act"]
    if not kept and not acts:
        kept = _untold(text, end, 2)
    if not kept and not acts and not any(mark.shape[0] == "object" for mark in found):
        kept = _lone(text, found, end)
    if not kept or (len({act.number for act in acts}) == 1 and acts[0].start < min(kept)):
        return ()
    merged = _merged([kept[start] for start in sorted(kept)])
    places = [*(point.start for point in merged[1:]), end]
    return tuple(
        (point, place)
        for point, place in zip(merged, places, strict=True)
        if _DECIDED.search(text.folded, point.stop, place) or (point.alone and place == end)
    )


def _numbered(mark: Mark, run: Sequence[Mark]) -> Point:
    """Return a point with its rank as its number, in doubt, where ranks follow other sittings': « 53 - », « 54 - »."""
    if mark.shape[0] == "rank" and run[0].order >= (_OTHER_SITTINGS,) and len(mark.order) == 1:
        return replace(mark.point, number=str(mark.order[0]), alone=True)
    return mark.point


def _opening(text: Text, end: int) -> int:
    """Return where the opening of a sitting ends: after its last label, none of which follows a vote."""
    first = text.first(_VOTED)
    return max((match.end() for match in text.find(_OPENING, 0, first.start() if first else end)), default=0)


def _follow_in_capitals(text: Text, run: Sequence[Mark]) -> bool:
    """Tell whether marks have ranks that follow each other, and titles in capitals: one vote of theirs is enough."""
    ranks = [mark.order[-1] for mark in run if mark.order]
    capitals = all(text.text[mark.point.title : mark.point.stop].isupper() for mark in run)
    return capitals and len(ranks) == len(run) > 1 and ranks == list(range(ranks[0], ranks[0] + len(run)))


def _follows_procedure(whole: Text, shape: tuple[str, ...], end: int) -> bool:
    """Tell whether points of procedure are numbered so, and voted: « 1. Procès-verbal : adopté à l’unanimité »."""
    alike = [mark.point for mark in marks(whole, end) if mark.shape == shape]
    places = [*(point.start for point in alike[1:]), end]
    return any(
        is_procedure(whole.folded[point.title : point.stop]) and _VOTED.search(whole.folded, point.title, place)
        for point, place in zip(alike[:-1], places, strict=False)
    )


def _lone(text: Text, marked: Sequence[Mark], end: int) -> dict[int, Point]:
    """Return the only point of a text, when its form tells it: « 2025-03-012 » on a line, « 1re délibération : »."""
    told = [mark for mark in marked if mark.shape[0] == "told" or _is_alone(text, mark)]
    coded = [mark for mark in marked if mark.shape[0] == "code" and max(mark.order) > 1900]
    if not told and len(coded) == 1 and coded[0].shape[1] == ":" and coded[0].point.whole:
        told = coded
    found = {mark.point.start: mark.point for mark in told} if _votes(text, told, end, _DECIDED) == 1 else {}
    opened = _opening(text, end)
    cut = [mark for mark in marked if mark.point.start >= opened and _is_cut(text, mark, end)]
    found = found or _untold(text, end, 1) or {mark.point.start: mark.point for mark in cut}
    return {start: replace(point, alone=True) for start, point in found.items()} if len(found) == 1 else {}


def _is_alone(text: Text, mark: Mark) -> bool:
    """Tell whether a mark is a point's though it is the only one: a number with its year, « 1/ » before capitals."""
    if mark.shape[0] == "rank":
        title = text.text[mark.point.title : mark.point.stop]
        return mark.order == (1,) and (title.isupper() or (mark.point.whole and title.rstrip().endswith(":")))
    return mark.shape[0] == "code" and mark.order[0] > 1900


def _is_cut(text: Text, mark: Mark, end: int) -> bool:
    """Tell whether a mark is that of a point after which no vote is written any more: its number tells it alone."""
    dated = _DAY.fullmatch(mark.point.number) is not None and mark.shape[1:2] != (":",)
    strong = (
        mark.point.number and not dated and max(mark.order, default=0) > 1900 and mark.point.stop > mark.point.title
    )
    return bool(strong) and _DECIDED.search(text.folded, mark.point.stop, end) is None


def _untold(text: Text, end: int, least: int) -> dict[int, Point]:
    """Return the points that have a title and no number: lines that stand alone, each before the reasons of an act."""
    lines = list(re.compile(r"[^\n]+").finditer(text.folded, _opening(text, end), end))
    runs: dict[str, list[Mark]] = {"capitals": [], "apart": [], "told": [], "ended": []}
    for line, following in pairwise(line for line in lines if line[0].strip()):
        match = _ALONE.fullmatch(line[0].strip())
        before = text.text[: line.start()].rstrip(" \t")
        apart = not before or before.endswith("\n\n")
        place = line.start() + line[0].index(line[0].strip())
        start = place + (match.start("title") if match else 0)
        if match is None or _LABEL.match(match["title"]) or SENTENCE.match(match["title"]):
            continue
        if match["end"] == "." and not match["bullet"]:
            continue
        stop = start + len(match["title"])
        if not is_title(text, start, stop, "title"):
            continue
        opens = SENTENCE.match(following[0].strip(" \t-•*")) is not None
        point = Point(place, start, stop, whole=opens)
        bulleted = bool(match["bullet"] or match["end"].strip())
        if opens and text.text[start:stop].isupper():
            runs["capitals"].append(Mark(("title",), (), point))
        elif opens and apart:
            runs["apart"].append(Mark(("title",), (), point))
        if opens and (apart or before.endswith((".", ".\n"))):
            runs["ended"].append(Mark(("title",), (), replace(point, whole=apart)))
        goes_on = text.text[following.start() : following.end()].strip()[0].islower()
        told = not goes_on and _TOLD.match(following[0].strip()) is not None
        if (apart or bulleted or text.text[start:stop].isupper()) and (opens or told):
            runs["told"].append(Mark(("title",), (), replace(point, whole=False)))
    listed = [mark for mark in runs["told"] if BULLET.match(text.folded, mark.point.start)]
    listed = [mark for mark in listed if text.text[mark.point.start] not in "-•"]
    sure = runs.values() if least > 1 else (runs["capitals"], runs["apart"])  # one line alone is rarely a title
    found = next((run for run in sure if run and _votes(text, run, end, _VOTED) >= least), [])
    if least > 1 and len(found) < len(listed) > 1 and _votes(text, listed, end, _VOTED):
        found = listed
    return {mark.point.start: mark.point for mark in found}


def _run(marked: Sequence[Mark]) -> list[Mark]:
    """Return the marks of one shape that follow each other: ranks that grow, or begin anew; numbers all different."""
    run: list[Mark] = []
    numbers: set[str] = set()
    for mark in marked:
        if mark.point.number:
            if mark.point.number not in numbers:
                run.append(mark)
            numbers.add(mark.point.number)
        elif (
            mark.shape[0] in ("object", "named")
            or not run
            or (mark.order and (run[-1].order < mark.order or mark.order[-1] == 1))
        ):
            run.append(mark)
    return run


def _votes(text: Text, run: Sequence[Mark], end: int, voted: re.Pattern[str]) -> int:
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
