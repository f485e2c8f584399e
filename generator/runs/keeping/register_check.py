"""Whether the register and what it keeps are whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.dossiers.manifest import Manifest
from generator.errors import Problem, RegisterError, count_errors
from generator.language.agreement import first_of
from generator.progress import Progress
from generator.project import OUTPUT, Project
from generator.register.database import existing_register, open_register
from generator.register.integrity import check_register, forgotten
from generator.runs.report import Done
from generator.safekeeping.carryover import compare_registers

#: How a file of SQLite begins (file format, 1.3.1).
_DATABASE = b"SQLite format 3\0"
#: How many numbers are named.
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class RegisterCheckRequest:
    """The whole register is checked."""


@dataclass(frozen=True, slots=True)
class RegisterCheckReport(Done):
    """Everything wrong; a file too many is only a warning."""

    FAILS = RegisterError


def run(project: Project, request: RegisterCheckRequest, progress: Progress) -> RegisterCheckReport:
    """Check SQLite's file, numbers, states, originals, and that it knows what the outputs and its copies know.

    Raises UsageError before the first build, RegisterError.
    """
    register = existing_register(project.register)
    progress.check()
    problems = check_register(register)
    if not count_errors(problems):  # else the next questions could have no answer
        problems = (*problems, *_forgotten(project), *_rivals(project.register))
    return RegisterCheckReport(problems=problems)


def _forgotten(project: Project) -> Iterator[Problem]:
    """Yield the numbers that were printed, in any campaign's output, and are unknown."""
    with open_register(project.register) as connection:
        for path in sorted((project.root / OUTPUT).glob(f"*/{project.manifest.name}")):
            if manifest := Manifest.read(path):
                file = path.relative_to(project.root).as_posix()
                yield from forgotten(connection, (one.number for one in manifest.documents), file)


def _rivals(register: Path) -> Iterator[Problem]:
    """Yield the copies beside the register that know what it does not, as folders that machines share get them."""
    for path in sorted(register.parent.glob("*")):
        if path == register or not _is_database(path):
            continue
        with suppress(RegisterError):  # one that cannot be read can tell nothing
            more = compare_registers(path, register)
            numbers = [*(one.number for one in more.given), *(number for number, *_ in more.undone), *more.doubled]
            if numbers:
                message = (
                    f"copie du registre, d’un autre poste peut-être, qui en sait plus sur {first_of(numbers, _SHOWN)}"
                )
                remedy = "gardez-la ailleurs, et enregistrez ici ce qui y manque ; un seul poste tient le registre"
                yield Problem("error", message, remedy, file=path.name)


def _is_database(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_DATABASE)) == _DATABASE
