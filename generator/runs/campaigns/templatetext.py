"""What a template says, paragraph by paragraph, with what is wrong in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.delivery.proofreading import inspect_letter
from generator.errors import DataError, Problem, UnreadableError
from generator.inputs.campaign import LETTER, REMINDER
from generator.inputs.campaignfile import read_campaign
from generator.inputs.communes import REQUIRED
from generator.inputs.sources import read_columns
from generator.inspection.strays import check_written
from generator.inspection.templates import inspect_templates
from generator.project import Project
from generator.runs.campaigns.following import CAMPAIGN
from generator.word.passages import read_passages

#: The texts of messages, and how each is called.
LETTERS = {LETTER: "Courriel d’envoi", REMINDER: "Courriel de relance"}


@dataclass(frozen=True, slots=True)
class TemplatePassage:
    """A paragraph or a table row of a template, with what is wrong in it."""

    place: str
    text: str
    problems: tuple[Problem, ...] = ()


def read_text(
    project: Project, name: str, data: bytes, engine: str
) -> tuple[tuple[TemplatePassage, ...], tuple[Problem, ...]]:
    """Return the text of a file with what is wrong in it, and what is wrong nowhere in it."""
    if name == CAMPAIGN:
        problems = list(read_campaign(project.campaign)[1])
        return _lines(data, problems), tuple(one for one in problems if not one.line)
    if name in LETTERS:
        problems = inspect_letter(data, _columns(project), name)
        return _lines(data, problems), tuple(one for one in problems if not one.line)
    if not name.endswith(".docx"):
        return (), ()
    problems = [*inspect_templates({name: data}, _columns(project), engine), *check_written({name: data})]
    try:
        read = [(str(one.place), one.text) for one in read_passages(data)]
    except UnreadableError:
        return (), tuple(problems)
    placed: dict[int, list[Problem]] = {}
    left = []
    for problem in problems:
        rank = next((rank for rank, (place, _) in enumerate(read) if _stands(problem.place, place)), None)
        if rank is None:
            left.append(problem)
        else:
            placed.setdefault(rank, []).append(problem)
    passages = (TemplatePassage(place, text, tuple(placed.get(rank, ()))) for rank, (place, text) in enumerate(read))
    return tuple(passages), tuple(left)


def _stands(place: str, passage: str) -> bool:
    return bool(place) and (place == passage or place.startswith(f"{passage}, "))


def _lines(data: bytes, problems: Sequence[Problem]) -> tuple[TemplatePassage, ...]:
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return ()
    return tuple(
        TemplatePassage(f"ligne {rank}", line, tuple(one for one in problems if one.line == rank))
        for rank, line in enumerate(lines, 1)
        if line.strip()
    )


def _columns(project: Project) -> tuple[str, ...]:
    """Return the columns of communes.csv, those that it must have when it cannot be read."""
    try:
        return read_columns(project)
    except DataError:
        return REQUIRED
