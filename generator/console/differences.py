"""The differences of documents as a terminal shows them: words struck and words added, each change once."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

import click

from generator.dossiers.comparison import Segment
from generator.language.agreement import plural
from generator.runs.diff import DiffReport
from generator.runs.differences import by_heading, others_of, places_of, shortened, total_of

_WIDTH = 100


def show_differences(report: DiffReport, output: str, *, colour: bool) -> Iterator[str]:
    """Yield the lines of a report; without ``colour``, words that go and come are [-struck-] and {+added+}."""
    if report.empty:
        new = plural(len(report.in_state("new")), "document", "documents")
        yield f"{output} : rien à comparer, aucun document n’y a encore été fait ; « conventions build » ferait {new}."
        return
    for heading, groups in by_heading(report).items():
        yield from ("", *_wrapped(heading))
        for group in groups:
            yield f"  {places_of(group)}"
            yield f"    {_line(group.shown.change.segments, colour)}"
    for line in others_of(report):
        yield from ("", *_wrapped(line))
    yield from ("", total_of(report, output))


def _line(segments: Sequence[Segment], colour: bool) -> str:
    return "".join(_shown(segment, colour) for segment in shortened(segments))


def _shown(segment: Segment, colour: bool) -> str:
    """Mark the words of one segment."""
    if segment.mark == "=":
        return segment.text
    if segment.mark == "-":
        return click.style(segment.text, fg="red", strikethrough=True) if colour else f"[-{segment.text}-]"
    return click.style(segment.text, fg="green", underline=True) if colour else f"{{+{segment.text}+}}"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent="    ", break_on_hyphens=False)
