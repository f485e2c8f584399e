"""What is done about the problems of the inputs: errors refuse them, and so do warnings when that is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from generator.actor import refused
from generator.errors import ConventionsError, DataError, Problem, count_errors
from generator.language.agreement import plural


def refuse_errors(problems: Sequence[Problem], where: str, error: type[ConventionsError] = DataError) -> None:
    """Raise ``error`` with all problems when one of them is an error; ``where`` is « dans les données »."""
    errors = count_errors(problems)
    if errors:
        raise error(refused(f"{plural(errors, 'erreur')} {where}"), problems)


def refuse_warnings(problems: Sequence[Problem]) -> None:
    """Raise DataError with all problems when there is any: what ``--strict`` asks for."""
    if problems:
        told = plural(
            len(problems), "avertissement, traité comme une erreur", "avertissements, traités comme des erreurs"
        )
        raise DataError(f"{told} (--strict).", problems)
