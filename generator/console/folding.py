"""Problems that are the same in several rows or for several communes, told once with the first of their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.errors import Problem
from generator.language.agreement import named
from generator.language.lists import enumeration

#: From how many rows on what is said of each is told once: with the same words, or with other values in them.
_SAME, _ALIKE = 3, 10
#: How many of the rows are named that all say the same.
_NAMED = 3
#: What a message quotes, and its figures: what differs from one row to the next.
_VALUE = re.compile(r"« [^»]* »|\d+")


def folded(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems with those that differ by their commune, by their row or by a value alone as one."""
    return _by_value(_by_row(_by_commune(problems)))


def _by_commune(problems: Sequence[Problem]) -> list[Problem]:
    """Return those without a place of their own once each, with all their communes."""
    communes: dict[Problem, list[str]] = {}
    for problem in problems:
        communes.setdefault(problem if problem.line else replace(problem, commune=""), []).append(problem.commune)
    return [
        replace(problem, commune=problem.commune or named([name for name in names if name]))
        for problem, names in communes.items()
    ]


def _by_row(problems: Sequence[Problem]) -> list[Problem]:
    """Return those of many rows once each, with the first rows."""
    rows: dict[Problem, list[Problem]] = {}
    for problem in problems:
        rows.setdefault(replace(problem, commune="", line=None) if problem.line else problem, []).append(problem)
    found: list[Problem] = []
    for alike in rows.values():
        found += [_told(alike)] if len(alike) >= _SAME else alike
    return found


def _by_value(problems: Sequence[Problem]) -> list[Problem]:
    """Return those of many rows that quote other values once each, with all the rows and what the first one says."""
    rows: dict[Problem, list[Problem]] = {}
    for problem in problems:
        message, remedy = (_VALUE.sub("", text) for text in (problem.message, problem.remedy))
        alike = replace(problem, commune="", line=None, message=message, remedy=remedy)
        rows.setdefault(alike if problem.line else problem, []).append(problem)
    found: list[Problem] = []
    for sort in rows.values():
        if len(sort) < _ALIKE:
            found += sort
        else:
            told = _told(sort, len(sort))
            message = f"{told.message} (ligne {sort[0].line} ; de même, avec d’autres valeurs, aux autres lignes)"
            found.append(replace(told, message=message))
    return found


def _told(alike: Sequence[Problem], most: int = _NAMED) -> Problem:
    """Return several problems as one that counts their rows, and names ``most`` of them."""
    first = alike[0]
    lines = sorted({problem.line for problem in alike if problem.line})
    communes = list(dict.fromkeys(problem.commune for problem in alike if problem.commune))
    return replace(first, line=None, place=_rows(lines, most), commune=named(communes, _NAMED))


def _rows(lines: Sequence[int], most: int) -> str:
    """Return « lignes 3, 5 et 7 », « 38 lignes : 2 à 39 » or « 38 lignes : 3, 5, 8… et 35 autres »."""
    runs: list[list[int]] = []
    for line in lines:
        if runs and line == runs[-1][-1] + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    said = [word for run in runs for word in ([f"{run[0]} à {run[-1]}"] if len(run) > _SAME else map(str, run))]
    if len(said) > most + 1:
        return f"{len(lines)} lignes : {', '.join(map(str, lines[:most]))}… et {len(lines) - most} autres"
    if len(said) < len(lines):
        return f"{len(lines)} lignes : {enumeration(said)}"
    return f"ligne{'s' if lines[1:] else ''} {enumeration(said)}"
