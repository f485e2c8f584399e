"""campaign.toml as a run changes it: what was asked and nothing else, if nobody changed it meanwhile."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from generator.errors import DataError, Problem
from generator.inputs.tomledit import with_raised, with_table
from generator.progress import Progress
from generator.project import Project
from generator.runs.campaigns import pieces
from generator.runs.campaigns.following import CAMPAIGN


def put(project: Project, changed: bytes, seal: str, progress: Progress) -> pieces.PiecesReport:
    """Write campaign.toml, whose former version is kept, if it still has the seal that was seen.

    Raises RefusedError when somebody changed it meanwhile, OutputError.
    """
    return pieces.run(project, pieces.PiecesRequest(CAMPAIGN, changed, seal), progress)


def new_errors(before: Iterable[Problem], after: Iterable[Problem]) -> list[Problem]:
    """Return the errors of a changed campaign.toml that it did not have before."""
    known = {(one.column, one.message) for one in before}
    return [one for one in after if one.level == "error" and (one.column, one.message) not in known]


def says(changed: str, wanted: Mapping[str, Any]) -> bool:
    """Tell whether a text is TOML that says what is wanted, and nothing else."""
    try:
        return tomllib.loads(changed) == wanted
    except tomllib.TOMLDecodeError:
        return False


def with_section(
    data: bytes, section: str, rank: int, values: Mapping[str, Any] | None, first: int | None = None
) -> bytes:
    """Return campaign.toml where one of the tables of ``section`` has these values, is gone (None) or is added last.

    ``first`` is where the first of them goes. Raises DataError when they are written in another way.
    """
    text = data.decode("utf-8-sig")
    wanted, (table, key) = tomllib.loads(text), section.split(".")
    rows = list(wanted.setdefault(table, {}).pop(key, []))
    rows[rank : rank + 1] = [] if values is None else [dict(values)]
    wanted[table] |= {key: rows} if rows else {}
    return _checked(data, section, with_table(text, section, rank, values, first), wanted)


def with_section_raised(data: bytes, section: str, rank: int) -> bytes:
    """Return campaign.toml where one of the tables of ``section`` goes before the one above it. Raises DataError."""
    text = data.decode("utf-8-sig")
    wanted, (table, key) = tomllib.loads(text), section.split(".")
    rows = wanted[table][key]
    rows[rank - 1 : rank + 1] = reversed(rows[rank - 1 : rank + 1])
    return _checked(data, section, with_raised(text, section, rank), wanted)


def _checked(data: bytes, section: str, changed: str, wanted: Mapping[str, Any]) -> bytes:
    if not says(changed, wanted):
        raise DataError(
            f"{CAMPAIGN} : les sections [[{section}]] n’y sont pas écrites ainsi ; changez-les dans le fichier."
        )
    return changed.encode("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8")
