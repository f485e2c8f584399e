"""Every error the program raises on purpose, most with an exit code, and the problems found in the inputs.

Messages are French and say what is wrong, where, and what to do; ``cli`` prints them as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Self

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in the inputs: where it is (``line`` counts from 1), what it is, what to do.

    ``place`` is where in a Word document: « article 4, 2e paragraphe », « pied de page ».
    """

    level: Level
    message: str
    remedy: str
    file: str = ""
    line: int | None = None
    column: str = ""
    commune: str = ""
    place: str = ""


def count_errors(problems: Iterable[Problem]) -> int:
    """Return how many problems are errors, warnings apart."""
    return sum(problem.level == "error" for problem in problems)


class ConventionsError(Exception):
    """Base of all foreseen errors: ``exit_code`` is what the command ends with, ``problems`` what was found."""

    exit_code = 1

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """Return the error that one problem makes, told in one line with the file where it is."""
        place = problem.place or (f"ligne {problem.line}" if problem.line else "")
        where = ", ".join(filter(None, (problem.file, place))) + (f" ({problem.commune})" if problem.commune else "")
        return cls(f"{where} : {problem.message} ; {problem.remedy}.", [problem])


class UsageError(ConventionsError):
    """The command was called wrongly: unknown commune, no project here, several campaigns."""

    exit_code = 2


class UnknownCampaignError(UsageError):
    """A campaign that the project does not have, or none where it has several."""


class OutputError(ConventionsError):
    """A file cannot be written, or a folder read: a full disk, rights, a file that another program holds."""

    exit_code = 2


class DataError(ConventionsError):
    """The inputs hold problems."""

    exit_code = 3


class TemplateError(ConventionsError):
    """A template is missing, damaged or names something that does not exist.

    ``tag`` tells at which of its tags a document fails, the same for every commune, "" when that is not known; it goes
    from one process to another, as the cause of an error does not.
    """

    exit_code = 4
    tag = ""


class EngineError(ConventionsError):
    """No PDF engine, or it failed: ``fault`` says why, the ``remedy`` what to do, as a sentence of its own."""

    exit_code = 5

    def __init__(self, fault: str, remedy: str = "") -> None:
        super().__init__(f"{fault}. {remedy}" if remedy else fault)
        self.fault, self.remedy = fault.removesuffix("."), remedy


class MisprintError(EngineError):
    """An engine does not print a document as it is: ``words`` are the first that it leaves out, "" for none."""

    def __init__(self, message: str, words: str = "") -> None:
        super().__init__(message)
        self.words = words


class RegisterError(ConventionsError):
    """The register is busy or damaged."""

    exit_code = 6


class RefusedError(ConventionsError):
    """Refused by a rule of law or because a document is signed."""

    exit_code = 7


class VerificationError(ConventionsError):
    """A produced file does not pass verification."""

    exit_code = 8


class Cancelled(ConventionsError):  # noqa: N818  # a run that is stopped has not failed
    """Whoever asked for the run wants it no more; what was not finished is not written."""

    exit_code = 1


class UnreadableError(Exception):
    """A file that cannot be read: what it is, and what to do; whoever asked for it says where it is."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[UnreadableError], tuple[str, str]]:
        """Be made again from both, in another process."""
        return UnreadableError, (self.message, self.remedy)
