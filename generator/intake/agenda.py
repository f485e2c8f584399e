"""The points of a sitting's minutes, whatever their numbering: where each begins, its title and its number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from generator.intake.letters import Text
from generator.intake.numberings import BULLET, SENTENCE, Mark, Point, is_title, marks
from generator.intake.procedure import is_procedure

_NUMBERED = ("act", "object")
_DAY = re.compile(r"[0-3]?\d([-/.])[01]?\d\1(?:20)?\d\d|20\d\d-[01]\d-[0-3]\d")
#: No sitting begins at this rank: its acts are numbered over the year.
_OTHER_SITTINGS = 20
#: So many points that are voted are those of a sitting, whatever number stands above them: it is the sitting's.
_SITTING = 4
#: A title in capitals is longer, in characters: a table has shorter lines of them.
_WORDY = 30
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
    r"|\bconseil (?:municipal|communautaire)[\s,:-]{1,8}"
    r"(?:approuve|autorise|accepte|fixe|valide|designe|sollicite|emet|donne)\b"
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
    if not kept:
        kept = _in_sequence(text, found, end)
    acts = [mark.point for mark in found if mark.shape[0] == "act"]
    if not kept and not acts:
        kept = _untold(text, end, 2)
    if not kept and not acts and not any(mark.shape[0] == "object" for mark in found):
        kept = _lone(text, found, end)
    if not kept or (
        len({act.number for act in acts}) == 1
        and acts[0].start < min(kept)
        and _votes(text, [mark for mark in found if mark.point.start in kept], end, _VOTED) < _SITTING
    ):
        return ()
    kept = _of_one_sequence(found, kept)
    merged = _outside_sequence(_merged(text, [kept[start] for start in sorted(kept)]))
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
        if title.isupper() and len(title) > _WORDY and mark.shape[1] == "-":  # « 6 – AUTORISATION DE … »
            return True
        return mark.order == (1,) and (title.isupper() or (mark.point.whole and title.rstrip().endswith(":")))
    named = mark.shape[0] == "word" and mark.shape[1] in (":", "-")  # « Affaire n° 12 : … »
    return named or (mark.shape[0] == "code" and mark.order[0] > 1900)


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


def _in_sequence(text: Text, found: Sequence[Mark], end: int) -> dict[int, Point]:
    """Return points of two shapes whose numbers follow each other, each voted: « 2025/41 – », « N° 2025/42 »."""
    numbered = [mark for mark in found if mark.shape[0] in ("act", "code") and mark.point.number]
    for rank in range(len(numbered) - 1):
        run = [numbered[rank]]
        for mark in numbered[rank + 1 :]:
            if mark.point.number != _step(run[-1].point.number, 1):
                break
            run.append(mark)
        if len(run) > 1 and _votes(text, run, end, _DECIDED) == len(run):
            return {mark.point.start: mark.point for mark in run}
    return {}


def _of_one_sequence(found: Sequence[Mark], kept: Mapping[int, Point]) -> dict[int, Point]:
    """Return the points kept, with those numbered as they are that stand between the acts before and after theirs.

    Something else may stand around the number, « 2014/25 – … » before « N° 2014/26 - … », or a list at the end of the
    minutes tell it again.
    """
    points = dict(kept)
    places = {point.number: start for start, point in kept.items() if point.number}
    for point in (mark.point for mark in found if mark.shape[0] in ("act", "code") and mark.point.number):
        before, after = places.get(_step(point.number, -1)), places.get(_step(point.number, 1))
        follows = before is not None and before < point.start
        precedes = after is not None and point.start < after
        again = places.get(point.number)
        if again is None and (follows or precedes) and (before is None or follows) and (after is None or precedes):
            points[point.start] = point
        elif again is not None and after is not None and point.start < after < again:
            del points[again]
            points[point.start] = point
        else:
            continue
        places[point.number] = point.start
    return points


def _step(number: str, by: int) -> str:
    """Return the number of the act before or after, « 2025-013 » after « 2025-012 »; "" where its end is no figure."""
    last = re.search(r"\d+$", number)
    return f"{number[: last.start()]}{int(last[0]) + by:0{len(last[0])}d}" if last and int(last[0]) + by >= 0 else ""


def _outside_sequence(merged: Sequence[Point]) -> list[Point]:
    """Return the points without those that no number tells, between two acts whose numbers follow each other."""
    numbered = [index for index, point in enumerate(merged) if point.number and not point.alone]
    inside = {
        index
        for first, last in pairwise(numbered)
        if _step(merged[first].number, 1) == merged[last].number
        for index in range(first + 1, last)
    }
    return [point for index, point in enumerate(merged) if index not in inside]


def _merged(text: Text, kept: Sequence[Point]) -> list[Point]:
    """Join the marks of one heading: a number, then « Objet : » or a rank with its title, nothing else between.

    The number may stand under the title too: « Point 3 – Prix de l’eau », and on the next line « 2025-DCM-02 ».
    """
    merged: list[Point] = []
    for point in kept:
        before = merged[-1] if merged else None
        if before and point.number and not before.number and not text.text[before.stop : point.start].strip(" \t\n:"):
            merged[-1] = replace(before, number=point.number, alone=point.alone)
        elif before and before.number and before.stop >= point.start:
            merged[-1] = Point(before.start, point.title, point.stop, before.number, point.whole, before.alone)
        else:
            merged.append(point)
    return merged
