"""A TOML file of one value a line changed as a text: other lines and all comments stay."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any


def as_toml(value: Any) -> str:
    """Return a text, an integer, a date, a time or a list of texts as TOML; a JSON string is a TOML string."""
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


def with_settings(text: str, settings: Mapping[str, str]) -> str:
    """Return a TOML file of one-line values with these values, by dotted key; comments and other lines stay.

    A setting that is named like a section replaces all that the section holds.
    """
    lines: list[str] = []
    section = ""
    for line in text.splitlines():
        name = line.partition(" = ")[0]
        if line.startswith("["):
            section = line.strip("[]")
            lines += [line, settings[section]] if section in settings else [line]
        elif f"{section}.{name}" in settings:
            lines.append(f"{name} = {settings[f'{section}.{name}']}")
        elif section not in settings:
            lines.append(line)
    return "\n".join(lines) + "\n"


def without_tables(text: str, tables: Mapping[str, str | None]) -> str:
    """Return a TOML file without these tables, the comments above each and what it holds, to the next blank line.

    Of an array of tables, those that hold a line go alone; None stands for any.
    """
    kept = []
    for block in text.split("\n\n"):
        header = next((line.strip("[]") for line in block.splitlines() if line.startswith("[")), "")
        line = tables.get(header, "")
        if line != "" and (line is None or line in block.splitlines()):
            continue
        kept.append(block)
    return "\n\n".join(kept).rstrip("\n") + "\n"
