"""Pages without what each of them bears: the number of the page, the running head or foot around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from generator.minutes.names import PERSON
from generator.papers.letters import fold

#: The number of a page, alone on its last line.
_FOLIO = re.compile(r"(?:\A|\n)[ \t]*(?:[-–][ \t]*)?(\d{1,3})(?:[ \t]*[-–])?\s*\Z")
#: The number of a page of a text that does not tell its pages: far from the margin.
_INNER_FOLIO = re.compile(r"(?m)^[ \t]{30,}(?:[-–][ \t]*)?(\d{1,3})(?:[ \t]*[-–])?[ \t]*$")
#: The number of a register's leaf, at the top of its first page, far from the margin: « 2025 / 026 ».
_LEAF = re.compile(r"\A\n*+[ \t]{30,}+(?:19|20)\d\d ?/ ?(?P<leaf>\d{1,4})[ \t]*\n+")
#: What stands on fewer pages is the text's.
_LEAST = 3
#: How many lines of a page are its head, and how many its foot.
_LINES = 3
_NUMBER = re.compile(r"^\d{1,3}(?!\d)|\b\d{1,3}(?: ?(?:/|sur) ?\d{1,3})?$")
#: What browsers print around a page: its title and address, its number, the day and the hour.
_PRINTED = r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d\d(?: [AP]M)?"
_ADDRESS, _PAGE = r"(?:https?|file)://\S+", r"\d{1,3} ?(?:/|sur|of) ?\d{1,3}"
_BROWSERS = re.compile(
    rf"\A\s*+(?:{_PRINTED}[ \t]{{3}}[^\n]*|[^\n]*[ \t]{{3}}{_ADDRESS}[ \t]*)\n|"
    rf"(?m:^)[ \t]*(?:{_ADDRESS}[ \t]+{_PAGE}|{_PAGE}[ \t]{{3,}}{_PRINTED})\s*\Z"
)
#: What begins an act.
_ACT = re.compile(r"(?i)\bextrait d(?:u|es)\b")
#: What an act may say on each page.
_SAID = re.compile(
    r"\b(?:deliber|objet|republique|pour\b|contre\b|abst|vot|unanim|adopte|maire\b|president|secretaire|"
    r"presents?\b|absents?\b|excuse|pouvoir|n ?°)"
)


def without_running_heads(pages: tuple[str, ...]) -> tuple[str, ...]:
    """Return pages without the numbers, heads and feet that most of them have; the first keeps its head.

    Where acts begin on several pages, each as the others, nothing but the numbers is left out.
    """
    pages = _without_leaves(_without_folios(_paged(tuple(_BROWSERS.sub("", page) for page in pages))))
    if len(pages) < _LEAST or sum(_ACT.search(page) is not None for page in pages) > 1:
        return pages
    lines = [page.split("\n") for page in pages]
    for side, skipped in ((slice(None, _LINES), 1), (slice(-_LINES, None), 0)):
        edges = [[(place, _form(page[place])) for place in _told(page)[side]] for page in lines]
        counts = Counter(form for edge in edges for form in {form for _, form in edge})
        for page, edge in list(zip(lines, edges, strict=True))[skipped:]:
            for place, form in edge:
                if counts[form] >= max(_LEAST, len(pages) // 2) and _is_around(form):
                    page[place] = ""
    return tuple("\n".join(page) for page in lines)


def _told(page: Sequence[str]) -> list[int]:
    """Return the places of the lines that say something."""
    return [place for place, line in enumerate(page) if line.strip()]


def _form(line: str) -> str:
    """Return a line without the number of its page, at its beginning or its end."""
    return _NUMBER.sub("#", " ".join(line.split()))


def _is_around(form: str) -> bool:
    """Tell what stands around pages from figures alone, from names, and from what an act says."""
    return not (re.fullmatch(r"[\W\d]*", form) or PERSON.match(form) or _SAID.search(fold(form)))


def _without_folios(pages: tuple[str, ...]) -> tuple[str, ...]:
    """Return pages without the number at their foot, where those of most of them follow each other."""
    feet = [_FOLIO.search(page) for page in pages]
    shifts = [int(foot[1]) - rank if foot else None for rank, foot in enumerate(feet)]
    shift, count = Counter(one for one in shifts if one is not None).most_common(1)[0] if any(feet) else (0, 0)
    if count < max(_LEAST, len(pages) // 2):
        return pages
    return tuple(
        page[: foot.start()] if foot and own == shift else page
        for page, foot, own in zip(pages, feet, shifts, strict=True)
    )


def _without_leaves(pages: tuple[str, ...]) -> tuple[str, ...]:
    """Return pages without the numbers of leaves, which follow each other: the head under them is the others' too.

    Such a number above an act of its own is the act's.
    """
    tops = [_LEAF.match(page) for page in pages]
    leaves = [int(top["leaf"]) for top in tops if top]
    heads = {_head(page) for page, top in zip(pages, tops, strict=True) if not top}
    under = {_head(page[top.end() :]) for page, top in zip(pages, tops, strict=True) if top}
    if len(leaves) < _LEAST or any(after != leaf + 1 for leaf, after in pairwise(leaves)) or not under <= heads:
        return pages
    return tuple(page[top.end() :] if top else page for page, top in zip(pages, tops, strict=True))


def _head(page: str) -> str:
    return " ".join(page.strip().split("\n", 1)[0].split())


def _paged(pages: tuple[str, ...]) -> tuple[str, ...]:
    """Return a text of one page as several, where numbers that stand far from the margin follow each other."""
    feet = list(_INNER_FOLIO.finditer(pages[0])) if len(pages) == 1 else []
    if len(feet) < _LEAST or any(int(after[1]) != int(foot[1]) + 1 for foot, after in pairwise(feet)):
        return pages
    ends = [0, *(foot.end() for foot in feet), len(pages[0])]
    return tuple(pages[0][start:end] for start, end in pairwise(ends))
