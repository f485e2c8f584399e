"""The page of a template on which a fault stands: that of the template itself, as the embedded engine prints it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import accumulate

from generator.errors import EngineError, Problem
from generator.pdf.embedded import draw
from generator.word.package import open_package
from generator.word.parts import read_flows
from generator.word.styles import Styles
from generator.workers import FOREIGN, Workers

#: How many letters of a paragraph are looked for; fewer than the least tell nothing.
_MOST, _LEAST = 40, 8


def with_pages(problems: Iterable[Problem], templates: Mapping[str, bytes], workers: Workers) -> list[Problem]:
    """Return the problems, those of a paragraph of the body of one of the ``templates``, by file name, with its page.

    Lines of Word and of the engine are not cut alike: « vers la page 3 ». A template that cannot be printed has none.
    """
    problems = list(problems)
    faulty = {one.file for one in problems if one.place and one.file in templates}
    jobs = [(name, templates[name]) for name in sorted(faulty)]
    pages = {job[0]: found for job, found in workers.imap(_pages, jobs, lost=_none, worth=1, limits=FOREIGN)}
    return [_placed(one, pages.get(one.file, {}).get(one.place)) for one in problems]


def _placed(problem: Problem, page: int | None) -> Problem:
    return replace(problem, place=f"{problem.place}, vers la page {page}") if page else problem


def _pages(job: tuple[str, bytes]) -> dict[str, int]:
    """Return the page of each paragraph of the body, by its place."""
    # Here, not above: few templates are at fault, and what reads PDFs takes a noticeable time to load.
    from generator.pdf.seen import read_texts

    name, template = job
    try:
        texts = [_letters(text) for text in read_texts(draw(name, template))]
    except EngineError:
        return {}
    return dict(_found(template, texts))


def _found(template: bytes, texts: list[str]) -> Iterator[tuple[str, int]]:
    starts = [0, *accumulate(map(len, texts))][:-1]
    whole, at, after = "".join(texts), 0, 0
    package = open_package(template)
    for flow in read_flows(package, Styles(package)):
        for paragraph in flow.paragraphs if flow.kind == "body" else ():
            sought = _letters(paragraph.text)[:_MOST]
            if len(sought) >= _LEAST and (found := whole.find(sought, after)) >= 0:
                at, after = found, found + len(sought)
            yield str(paragraph.place), bisect_right(starts, at)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _none(job: tuple[str, bytes]) -> dict[str, int]:
    return {}
