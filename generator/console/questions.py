"""What is asked of whoever is at the terminal: a word, yes or no, a secret; and what is told before it is asked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import click

from generator.console.terminal import say, show_problems
from generator.errors import Problem, UsageError
from generator.language.typography import NBSP, spaced
from generator.runs.report import Report, accept

R = TypeVar("R", bound=Report)
#: What is told whoever did not agree.
NOTHING_RECORDED = "Rien n’a été enregistré."


def asks() -> bool:
    """Tell whether somebody is there to answer a question."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def confirm(question: str) -> bool:
    """Ask a question whose answer is yes or no; Enter means no."""
    return choose(question) == "o"


def confirming(ask: Callable[[R], bool], *, yes: bool, as_json: bool) -> Callable[[R], bool]:
    """Return who confirms what a run is about to record: nobody with ``yes``, a person by ``ask``, else it is refused.

    What is returned raises UsageError when nobody is there to answer.
    """
    if yes:
        return accept
    if asks() and not as_json:
        return ask
    return _unconfirmed


def confirming_here(ask: Callable[[R], bool], *, yes: bool, as_json: bool) -> Callable[[R], bool]:
    """Return who confirms what a script may record as it stands: a person at the terminal, by ``ask``, or nobody."""
    return confirming(ask, yes=yes or as_json or not asks(), as_json=as_json)


@dataclass
class Remarks:
    """What a run finds, told before its question, for who answers has to know it, and not a second time after it."""

    told: list[Problem] = field(default_factory=list)

    def tell(self, problems: Sequence[Problem]) -> None:
        """Show what was not shown yet."""
        fresh = [problem for problem in problems if problem not in self.told]
        self.told += fresh
        show_problems(fresh)

    def before(self, ask: Callable[[R], bool]) -> Callable[[R], bool]:
        """Return a question that comes after what was found."""

        def informed(report: R) -> bool:
            self.tell(report.problems)
            return ask(report)

        return informed


def _unconfirmed(_: Report) -> bool:
    raise UsageError("Sans terminal pour confirmer, ajoutez --yes : rien n’a été enregistré.")


def choose(question: str, others: Collection[str] = ()) -> str:
    """Return « o » or « n », or one of the ``others``, as the answer to a question; Enter means no."""
    while True:
        answer = ask(f"{question} (o/n)", "n").strip().lower()
        if answer in ("o", "oui", "n", "non"):
            return answer[0]
        if answer in others:
            return answer
        say(f"Répondez par o (oui), n (non){''.join(f', {other}' for other in others)}.")


def ask(label: str, default: str) -> str:
    """Ask for a text; Enter keeps the default."""
    answer: str = click.prompt(spaced(label), default=default, prompt_suffix=f"{NBSP}: ")
    return answer


def ask_secret(label: str, *, twice: bool) -> str:
    """Ask for a text that the screen does not show."""
    again: str | bool = f"{label}, encore une fois{NBSP}: " if twice else False
    answer: str = click.prompt(spaced(label), hide_input=True, confirmation_prompt=again, prompt_suffix=f"{NBSP}: ")
    return answer
