"""How the program speaks on a terminal: messages, problems and lists as tables."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.console.folding import folded
from generator.console.streams import put
from generator.desktop import has_desktop, typed_command
from generator.errors import ConventionsError, Problem
from generator.language.typography import NBSP, spaced
from generator.runs.report import Report

if TYPE_CHECKING:  # where it draws, below, it is loaded: most of what is said needs none of it
    from rich.console import Console

#: What a column of a table takes besides its text, and how long a word it must hold on one line.
_FRAME, _LONGEST_WORD = 3, 12


def say(text: str = "", *, error: bool = False) -> None:
    """Print one message."""
    put(spaced(text), error=error)


def say_command(why: str, *words: object) -> None:
    """Print what to type, ``why`` before it: to the letter, without the spaces of French."""
    put(f"{why}{NBSP}: {typed_command(*words)}")


def print_json(result: dict[str, Any]) -> None:
    """Print the result of a command as JSON; escapes keep every letter on a stream that could not write it."""
    unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    put(json.dumps(result, ensure_ascii=not unicode, indent=1))


def show_error(error: ConventionsError, *, as_json: bool = False) -> None:
    """Show an error with all its problems, and as JSON too when that is what was asked for."""
    if as_json:
        print_json({"problems": [asdict(problem) for problem in error.problems], "error": str(error)})
    show_problems(error.problems)
    conclude_with(error)


def conclude_with(error: ConventionsError) -> None:
    """Say what an error says, unless one of its problems, which were shown, says it all."""
    if not any(str(error) in _line(problem) for problem in error.problems):
        say(str(error), error=True)


def conclude(report: Report) -> None:
    """End the command with the exit code of what its run ends with."""
    if report.error:
        click.get_current_context().exit(report.error.exit_code)


def takes_colour() -> bool:
    """Tell whether standard output is a terminal that wants colours (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def show_problems(problems: Sequence[Problem]) -> None:
    """Show all problems on standard error: as a table on a terminal that is wide enough, else one line each.

    What is the same for several communes, or in many rows of a table, is shown once: JSON has them all.
    """
    if not problems:
        return
    problems = folded(problems)
    if not (sys.stderr.isatty() and _draw(problems)):
        for problem in problems:
            say(_line(problem), error=True)


def show_report(
    report: Report, lines: Iterable[str], *, as_json: bool, tell: Callable[[Sequence[Problem]], None] = show_problems
) -> None:
    """Show the problems, by ``tell``, and the ``lines`` of a report, or its JSON alone; end as its run ends."""
    if as_json:
        print_json(report.as_json())
    else:
        tell(report.problems)
        for line in lines:
            say(line)
    conclude(report)


def _draw(problems: Sequence[Problem]) -> bool:
    """Show problems as a table; tell whether the terminal is wide enough for it."""
    told = [
        {
            "": "erreur" if problem.level == "error" else "avert.",
            "Fichier": problem.file,
            "Endroit": _place(problem),
            "Commune": problem.commune,
            "Colonne": problem.column,
            "Ce qui ne va pas": spaced(problem.message),
            "Que faire": spaced(problem.remedy),
        }
        for problem in problems
    ]
    titles = [title for title in told[0] if any(row[title] for row in told)]
    console = drawn_on(stderr=True)
    if sum(_width(title, [row[title] for row in told], False) + _FRAME for title in titles) >= console.width:
        return False
    from rich.table import Table

    table = Table(expand=True)
    for title in titles:
        table.add_column(title, overflow="fold")
    for problem, row in zip(problems, told, strict=True):
        cells = [row[title] for title in titles]
        table.add_row(*cells, style="red" if problem.level == "error" else "yellow")
    # Remedies quote [sections] of campaign.toml, which are no markup.
    console.print(table)
    return True


def drawn_on(*, stderr: bool = False) -> Console:
    """Return a terminal to draw on, on which nothing is markup."""
    from rich.console import Console

    return Console(stderr=stderr, markup=False, emoji=False, highlight=False)


def show_table(
    titles: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    whole: Collection[str] = (),
    names: Collection[str] = (),
    spare: Sequence[str] = (),
) -> None:
    """Show rows on standard output: as a table on a terminal, else one line each.

    What stands under the ``whole`` titles (numbers, dates) is never broken: a narrow terminal does without the columns
    named in ``spare``, the first ones first, and the others wrap, those of ``names`` last; where even they have no room
    side by side, each row is a few lines, one a column.
    """
    rows = [[spaced(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        for row in (titles, *rows) if rows else ():
            say(" | ".join(row))
        return
    from rich.table import Table

    console = drawn_on()
    for kept in ({*whole, *names}, whole):
        widths = {title: _width(title, [row[rank] for row in rows], title in kept) for rank, title in enumerate(titles)}
        shown = list(titles)
        for title in spare:
            if _fits(widths, shown, console.width):
                break
            shown.remove(title)
        if _fits(widths, shown, console.width):
            break
    else:
        for row in rows:
            told = [f"{title} : {cell}" for title, cell in zip(titles, row, strict=True) if title in shown and cell]
            console.print("\n".join(map(spaced, told)), end="\n\n")
        return
    table = Table(expand=True, show_lines=True)
    for title in shown:
        if title in kept:
            table.add_column(title, no_wrap=True, min_width=widths[title])
        else:
            table.add_column(title, overflow="fold")  # a number that is cut is no number
    for row in rows:
        table.add_row(*(cell for title, cell in zip(titles, row, strict=True) if title in shown))
    console.print(table)


def _fits(widths: Mapping[str, int], shown: Iterable[str], width: int) -> bool:
    return sum(widths[title] + _FRAME for title in shown) < width


def _width(title: str, cells: Sequence[str], whole: bool) -> int:
    """Return the least width of a column: of its longest cell if it is kept whole, else of its longest word."""
    from rich.cells import cell_len

    texts = [title, *cells]
    longest = max(map(cell_len, texts if whole else (word for text in texts for word in text.split(" "))))
    return longest if whole else min(longest, _LONGEST_WORD)


def open_file(path: Path) -> bool:
    """Open a file with the desktop's own program; return False, doing nothing, when there is no desktop."""
    return has_desktop() and click.launch(str(path)) == 0


def open_address(address: str) -> None:
    """Open an address in the desktop's browser; do nothing when there is no desktop."""
    if has_desktop():
        click.launch(address)


def _place(problem: Problem) -> str:
    return problem.place or (f"ligne {problem.line}" if problem.line else "")


def _line(problem: Problem) -> str:
    level = "Erreur" if problem.level == "error" else "Avertissement"
    place = ", ".join(part for part in (problem.file, _place(problem)) if part)
    if problem.commune:
        place = f"{place} ({problem.commune})" if place else problem.commune
    column = f", {'clé' if problem.file.endswith('.toml') else 'colonne'} {problem.column}" if problem.column else ""
    told = " ; ".join(filter(None, (problem.message, problem.remedy)))
    where = f"{place}{column} : " if place or column else ""
    return f"{level} — {where}{told}{'' if told.endswith('?') else '.'}"
