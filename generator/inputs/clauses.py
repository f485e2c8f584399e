"""clauses.toml: the campaign's own clauses that lawyers commented on, each with a reason and another wording."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.errors import DataError, Problem
from generator.files import is_there
from generator.inputs.settings import Settings

CLAUSES = "clauses.toml"
_EXAMPLE = '["RGPD", "données à caractère personnel"]'


@dataclass(frozen=True, slots=True)
class Clause:
    """A remark on a template, or on campaign.toml: it holds where ``text`` is found, or where none of ``absent`` is.

    ``text`` is empty when the remark is of what is missing.
    """

    file: str
    text: str
    absent: tuple[str, ...]
    reason: str
    suggestion: str


def read_clauses(folder: Path) -> tuple[Clause, ...]:
    """Return the remarks of a campaign's folder, none without the file; raises DataError with all that is wrong."""
    if not os.path.lexists(folder / CLAUSES):
        return ()
    problems: list[Problem] = []
    root = Settings.read(folder / CLAUSES, problems)
    clauses = tuple(_clauses(root, folder))
    root.finish()
    if problems:
        raise DataError(f"{folder.name}/{CLAUSES} : remarques illisibles.", problems)
    return clauses


def _clauses(root: Settings, folder: Path) -> Iterator[Clause]:
    for table in root.tables("clauses"):
        missing = table.has("absent")
        clause = Clause(
            table.text("modele"),
            table.text("texte", "") if missing else table.text("texte"),
            table.texts("absent", _EXAMPLE) if missing else (),
            table.text("raison"),
            table.text("proposition"),
        )
        if missing and clause.text:
            table.note("absent", "« texte » et « absent » ensemble", "gardez l’un des deux")
        if clause.file and not is_there(folder / clause.file):
            table.note_absent("modele", folder, clause.file, f"nommez un fichier de {folder.name}/")
        table.finish()
        yield clause
