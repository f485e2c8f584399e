"""The points of a sitting's minutes, whatever their numbering: where each begins, its title and its number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from generator.minutes.announced import NAMING, announced
from generator.minutes.decisions import DECIDED, VOTED, votes
from generator.minutes.numberings import BULLET, MONTHLY, Mark, Point, marks
from generator.minutes.procedure import is_procedure
from generator.minutes.ranks import is_sitting, ranked, without_chapters
from generator.minutes.sequences import merged_marks, of_one_sequence, outside_sequence, step, told_once
from generator.minutes.titles import ONE, SEVERAL, may_head, titles
from generator.minutes.unnumbered import under_rubrics, unnumbered
from generator.papers.letters import Text, in_capitals

_NUMBERED = ("act", "object")
_DAY = re.compile(r"[0-3]?\d([-/.])[01]?\d\1(?:20)?\d\d|20\d\d-[01]\d-[0-3]\d")
#: No sitting begins at this rank: its acts are numbered over the year.
_OTHER_SITTINGS = 20
#: So many points that are voted are those of a sitting, whatever number stands above them: it is the sitting's.
_SITTING = 4
#: So many titles with a sign and no number that are voted are a sitting's too.
_SIGNED = 3
#: A title in capitals is longer, in characters: a table has shorter lines of them.
_WORDY = 30
#: A number alone on its line is a page's, where points have ranks with a sign.
_LONE_RANK = ("rank", "")
_RANKED = ("rank", "word", "deep", "roman")
#: What numbers an act that is alone too, above the list of those present.
_HEADS = ("act", "object", "code", "coded")
#: What stands above the chapters of one decision, in so many characters.
_ABOVE = 400
_OPERATIVE = re.compile(r"\n[ \t]*(?:le conseil[^\n]{0,60} )?decide[ \t]?:?\s*$")
#: « Résultat du vote », which minutes repeat as an agenda's titles are.
_OF_A_VOTE = re.compile(r"\W*(?:resultats?|votes?)\b")
#: The labels of a sitting's opening, in which nothing is a title.
_OPENING = re.compile(
    r"\b(?:present(?:e?s)?|absente?s?|excusee?s?|secretaires?(?: de (?:la )?seance)?|pouvoirs?|procurations?|votants)\b"
    r"[^\n]{0,40}:[^\n]*(?:(?<=[,;–—-])[ \t]*\n[^\n]*)*"
)
#: An agenda whose items have a mark each, in which nothing is a title either.
_ITEMS = re.compile(
    r"(?m)^(?![ \t]*(?:point|question|affaire)\b)[^\n]{0,60}\bordre du jour\b[^\n]{0,60}:[ \t]*\n+"
    r"(?:[ \t]*[-•*–][^\n]*\n+(?:[^\n]{1,80}\n(?=[ \t]*[-•*–]))?){2,}"
)


def points(text: Text, end: int, whole: Text) -> tuple[tuple[Point, int], ...]:
    """Return the points of minutes in which something was decided, each with where the next point begins.

    ``text`` is ``whole`` without its votes of procedure, which tell its numbering too. Nothing is returned for an act
    that is alone.
    """
    opened = _opening(text, end)
    found = [mark for mark in marks(text, end) if mark.point.start >= opened or mark.shape[0] in _HEADS]
    listed, told = announced(whole, text, end)
    if votes(text, told, end, VOTED):  # what stands in the agenda is no point
        found = [mark for mark in found if mark.point.start >= listed]
        opened = max(opened, listed)
    kept: dict[int, Point] = {}
    for series in without_chapters(text, _runs(text, found, whole, end)):
        for mark in series:
            before, point = kept.get(mark.point.start), _numbered(mark, series)
            if before is None or (point.number and not before.number):
                kept[point.start] = point
    if not kept:
        kept = _in_sequence(text, found, end)
    acts = [mark.point for mark in found if mark.shape[0] == "act"]
    numbers = {mark.point.start: mark.point for mark in found if mark.shape[0] in ("act", "code") and mark.point.number}
    told = tuple(numbers.get(point.start, point) for point in told)
    titled = [*_untold(text, opened, end, _SITTING).values()]
    kept = under_rubrics(text, kept, titled, end)
    nearly_all = 4 * votes(text, titled, end, VOTED) > 3 * len(titled)
    for other in (told, _signed(text, found, end), titled if nearly_all else []):
        voted = votes(text, [kept[start] for start in sorted(kept)], end, VOTED)
        if votes(text, other, end, VOTED) > max(1, 2 * voted):
            kept = {point.start: point for point in other}
    objects = [mark for mark in found if mark.shape[0] == "object"]
    if not kept and not acts:  # one object is an act's, unless more titles tell the points of a sitting
        kept = _untold(text, opened, end, 3 if len(objects) == 1 else 2)
    if not kept and not acts and not objects:
        kept = _lone(text, found, opened, end) or _lone_announced(text, told, end)
    if not kept or (
        len({act.number for act in acts}) == 1
        and acts[0].start < min(kept)
        and votes(text, [mark.point for mark in found if mark.point.start in kept], end, VOTED) < _SITTING
    ):
        return ()
    kept = of_one_sequence(found, unnumbered(text, kept, found, opened, end) if len(kept) > 1 else kept)
    several = outside_sequence(merged_marks(text, [kept[start] for start in sorted(kept)]))
    merged = told_once(text, several, opened)
    if len(merged) == 1 < len(several):
        return ()
    places = [*(point.start for point in merged[1:]), end]
    return tuple(
        (point, place)
        for point, place in zip(merged, places, strict=True)
        if any(vote.search(text.folded, point.stop, place) for vote in (DECIDED, VOTED))
        or (point.alone and place == end)
        or (point in told and NAMING.match(text.folded, point.title))
    )


def _runs(text: Text, found: Sequence[Mark], whole: Text, end: int) -> list[list[Mark]]:
    """Return the marks of each shape that follow each other, of the shapes by which points of a sitting are told."""
    runs: list[list[Mark]] = []
    told_by_rank = False
    shapes = dict.fromkeys(mark.shape for mark in found if mark.shape[0] != "sign")
    for shape in sorted(shapes, key=lambda shape: shape == _LONE_RANK):
        alike = {shape, ("rank", *shape[1:])} if shape[0] == "small" else {shape}
        run = ranked([mark for mark in found if mark.shape in alike])
        run = _voted_parts(text, run, end) if shape[0] == "part" else run
        voted = votes(text, _points(run), end, DECIDED if shape[0] in _NUMBERED else VOTED)
        if (shape == _LONE_RANK and told_by_rank) or (shape[0] == "small" and not is_sitting(run, voted)):
            continue
        if run and text.first(_OPERATIVE, max(0, run[0].point.start - _ABOVE), run[0].point.start):  # its chapters
            continue
        told_by_rank = told_by_rank or (voted > 1 and shape[0] in _RANKED)
        if voted > 1 or (voted == 1 and (_follow_in_capitals(text, run) or _follows_procedure(whole, shape, end))):
            runs.append(run)
    return runs


def _voted_parts(text: Text, run: Sequence[Mark], end: int) -> list[Mark]:
    """Return the lettered titles most of which are voted, « a) » to « c) »; those of a list are not."""
    firsts = [index for index, mark in enumerate(run) if mark.order == (1,)]
    kept: list[Mark] = []
    for first, last in pairwise([*firsts, len(run)]):
        parts = run[first:last]
        until = run[last].point.start if last < len(run) else end
        kept += parts if 2 * votes(text, _points(parts), until, VOTED) > len(parts) else []
    return kept


def _signed(text: Text, found: Sequence[Mark], end: int) -> list[Point]:
    """Return the titles under a sign that is no list's, most of whose items have no vote; the most if several are."""
    best: list[Point] = []
    for shape in dict.fromkeys(mark.shape for mark in found if mark.shape[0] == "sign"):
        run = [mark.point for mark in found if mark.shape == shape]
        headed = [point for point in run if may_head(text, point.title, point.stop)]
        voted = votes(text, headed, end, VOTED)
        if voted >= _SIGNED and 2 * voted > len(run):
            best = max(best, headed, key=len)
    return best


def _numbered(mark: Mark, run: Sequence[Mark]) -> Point:
    """Return a point with its rank as its number, in doubt, where ranks follow other sittings': « 53 - », « 54 - »."""
    if mark.shape[0] == "rank" and run[0].order >= (_OTHER_SITTINGS,) and len(mark.order) == 1:
        return replace(mark.point, number=str(mark.order[0]), alone=True)
    return mark.point


def _opening(text: Text, end: int) -> int:
    """Return where the opening of a sitting ends: after its last label and its agenda, none of which follows a vote."""
    first = text.first(VOTED)
    last = first.start() if first else end
    return max((match.end() for shape in (_OPENING, _ITEMS) for match in text.find(shape, 0, last)), default=0)


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
        is_procedure(whole.folded[point.title : point.stop]) and VOTED.search(whole.folded, point.title, place)
        for point, place in zip(alike[:-1], places, strict=False)
    )


def _lone(text: Text, marked: Sequence[Mark], opened: int, end: int) -> dict[int, Point]:
    """Return the only point of a text, when its form tells it: « 2025-03-012 » on a line, « 1re délibération : »."""
    told = [mark for mark in marked if mark.shape[0] == "told" or _is_alone(text, mark)]
    coded = [mark for mark in marked if mark.shape[0] == "code" and max(mark.order) > 1900]
    if not told and len(coded) == 1 and coded[0].shape[1] == ":" and coded[0].point.whole:
        told = coded
    once = {mark.point.start: mark.point for mark in sorted(told, key=lambda mark: mark.point.number != "")}
    places = pairwise([*sorted(once), end])
    decided = [start for start, place in places if DECIDED.search(text.folded, once[start].stop, place)]
    found = {start: once[start] for start in decided} if len(decided) == 1 else {}
    cut = [mark for mark in marked if mark.point.start >= opened and _is_cut(text, mark, end)]
    found = found or _untold(text, opened, end, 1) or {mark.point.start: mark.point for mark in cut}
    found = found or _only(text, marked, opened, end)
    return {start: replace(point, alone=True) for start, point in found.items()} if len(found) == 1 else {}


def _lone_announced(text: Text, told: Sequence[Point], end: int) -> dict[int, Point]:
    """Return the only title of an agenda that is voted where it stands again: « 1) Convention », « 2) Divers »."""
    named = [one for one in told if not _OF_A_VOTE.match(text.folded, one.title)]
    places = pairwise([*named, None])
    voted = [one for one, after in places if one and VOTED.search(text.folded, one.stop, after.start if after else end)]
    return {point.start: replace(point, alone=True) for point in voted} if len(voted) == 1 else {}


def _only(text: Text, marked: Sequence[Mark], opened: int, end: int) -> dict[int, Point]:
    """Return the only line of a text that a sign parts from its rank, above what the council decides."""
    told = [mark for mark in marked if mark.point.start >= opened and mark.shape[0] in _RANKED and mark.shape[1]]
    once = {mark.point.start: mark.point for mark in told}
    only = [point for point in once.values() if point.whole and len(once) == 1]
    return once if votes(text, only, end, VOTED) else {}


def _is_alone(text: Text, mark: Mark) -> bool:
    """Tell whether a mark is a point's though it is the only one: a number with its year, « 1/ » before capitals."""
    if mark.shape[0] == "rank":
        title = text.text[mark.point.title : mark.point.stop]
        if title.isupper() and len(title) > _WORDY and mark.shape[1] == "-":  # « 6 – AUTORISATION DE … »
            return True
        return mark.order == (1,) and (title.isupper() or mark.point.whole)
    monthly = mark.shape[0] == "code" and mark.shape[1] and MONTHLY.fullmatch(mark.point.number)  # « 25.12.101 - … »
    named = mark.shape[0] == "word" and mark.shape[1] in (":", "-")  # « Affaire n° 12 : … »
    lettered = mark.point.number[:1].isalpha() and max(mark.order, default=0) > 1900  # « DAU/12-2025 »
    labelled = mark.shape[1:2] == (":",) and mark.point.whole  # « 133-16 : Taxe foncière »
    yearly = re.fullmatch(r"\d{1,4}(?:-\d\d)?[-/](?:19|20)\d\d", mark.point.number)  # « 65/2025 Demande de … »
    told = named or monthly or yearly
    return bool(told) or (mark.shape[0] in ("code", "coded") and (mark.order[0] > 1900 or lettered or labelled))


def _is_cut(text: Text, mark: Mark, end: int) -> bool:
    """Tell whether a mark is that of a point after which no vote is written any more: its number tells it alone."""
    dated = _DAY.fullmatch(mark.point.number) is not None and mark.shape[1:2] != (":",)
    strong = (
        mark.point.number and not dated and max(mark.order, default=0) > 1900 and mark.point.stop > mark.point.title
    )
    return bool(strong) and DECIDED.search(text.folded, mark.point.stop, end) is None


def _untold(text: Text, opened: int, end: int, least: int) -> dict[int, Point]:
    """Return the points that have a title and no number: lines that stand alone, each before the reasons of an act."""
    runs = {kind: list(_heads(text, found)) for kind, found in titles(text, opened, end).items()}
    listed = [point for point in runs["told"] if BULLET.match(text.folded, point.start)]
    listed = [point for point in listed if text.text[point.start] not in "-•"]
    sure = SEVERAL if least > 1 else ONE
    told = {kind: votes(text, runs[kind], end, VOTED) for kind in sure}
    best = max(
        (kind for kind in sure if runs[kind] and told[kind] >= least),
        key=lambda kind: 2 * told[kind] - len(runs[kind]),
        default="",
    )
    found = runs.get(best, [])
    if (
        least > 1
        and len(found) < len(listed)
        and votes(text, listed, end, VOTED) >= max(1, votes(text, found, end, VOTED))
    ):
        found = listed
    return {point.start: point for point in found}


def _heads(text: Text, told: Sequence[Point]) -> Iterator[Point]:
    """Give titles in order without those under another, before its vote: after capitals in small ones, in a list."""
    before = None
    for point in told:
        between = (before.stop, point.start) if before else (0, 0)
        if before and text.folded[slice(*between)].strip() and not VOTED.search(text.folded, *between):
            capitals, after = (in_capitals(text.text[one.title : one.stop]) for one in (before, point))
            if (capitals and not after) or (before.start == before.title and point.start < point.title):
                continue
        yield point
        before = point


def _points(run: Sequence[Mark]) -> list[Point]:
    return [mark.point for mark in run]


def _in_sequence(text: Text, found: Sequence[Mark], end: int) -> dict[int, Point]:
    """Return points of two shapes whose numbers follow each other, each voted: « 2025/41 – », « N° 2025/42 »."""
    numbered = [mark for mark in found if mark.shape[0] in ("act", "code") and mark.point.number]
    for rank in range(len(numbered) - 1):
        run = [numbered[rank]]
        for mark in numbered[rank + 1 :]:
            if mark.point.number != step(run[-1].point.number, 1):
                break
            run.append(mark)
        if len(run) > 1 and votes(text, _points(run), end, DECIDED) == len(run):
            return {mark.point.start: mark.point for mark in run}
    return {}
