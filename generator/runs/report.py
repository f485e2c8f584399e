"""What every run gives back."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, ClassVar, Protocol

from generator.errors import ConventionsError, Problem, count_errors


class Report(Protocol):
    """What a run did. What it could not do at all, it raises."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What there is to say of the inputs, and of the law."""
        ...

    @property
    def error(self) -> type[ConventionsError] | None:
        """The error that the run ends with although it did something: the command's exit code is that of its class."""
        ...

    def as_json(self) -> dict[str, Any]:
        """Return the report as one JSON object."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The report of a run that ends with no error, unless it says so; ``problems`` is what there is to tell.

    ``TOLD`` are the fields that a command says in JSON; the page alone reads the others. ``FAILS`` is what the run ends
    with where one of its problems is an error.
    """

    TOLD: ClassVar[tuple[str, ...]] = ("problems",)
    FAILS: ClassVar[type[ConventionsError] | None] = None

    problems: tuple[Problem, ...] = ()

    @property
    def error(self) -> type[ConventionsError] | None:
        """The error that the run ends with, if any."""
        return self.FAILS if count_errors(self.problems) else None

    def as_json(self) -> dict[str, Any]:
        """Return the fields that ``TOLD`` names."""
        return as_object({name: getattr(self, name) for name in self.TOLD})


def as_object(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is told under names as JSON takes it."""
    return {name: as_plain(value) for name, value in told.items()}


def as_plain(value: Any) -> Any:
    """Return a value as JSON takes it: models by their fields or as they say, days as YYYY-MM-DD, paths as texts."""
    if hasattr(value, "as_json"):
        return value.as_json()
    if is_dataclass(value):
        return {field.name: as_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return as_object(value)
    if isinstance(value, tuple | list):
        return [as_plain(item) for item in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value


def accept(report: object) -> bool:
    """Confirm whatever is about to be done: nobody is there to be asked."""
    return True


def decline(report: object) -> bool:
    """Confirm nothing: what would be done is only looked at."""
    return False


@contextmanager
def told_as_recorded() -> Iterator[None]:
    """Have an error say that what was asked is recorded: asked again, it would be refused, or found to be done."""
    try:
        yield
    except ConventionsError as error:
        told = "ce qui était demandé est enregistré, mais ses documents ne sont pas à jour"
        remedy = "ne le demandez pas de nouveau ; pour les mettre à jour, lancez « conventions build »"
        error.problems = (*error.problems, Problem("warning", told, remedy))
        raise
