"""A TOML file changed as a text, a value, a key or a table at a time: other lines and all comments stay."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from typing import Any

from generator.errors import DataError

_MARK = b"\xef\xbb\xbf"
#: The rest of the line that names a table, and the lines of its keys.
_LINES = r"[^\n]*\n(?P<keys>(?:(?![ \t]*\[)[^\n]*\n?)*)"
#: A text of one line, a list of such texts, or what stands before a comment or the end of the line.
_TEXT = r""""(?:[^"\\\n]|\\.)*"|'[^'\n]*'"""
_VALUE = rf"{_TEXT}|\[(?:{_TEXT}|#[^\n]*|[^\[\]\"'#])*\]|[^#\r\n]*?(?=[ \t]*(?:#|\r?$))"
#: The comments that stand directly over a place.
_OVER = re.compile(r"(?:^[ \t]*#[^\n]*\n)*\Z", re.MULTILINE)
_KEY = re.compile(rf"^[ \t]*[\w-]+[ \t]*=[ \t]*(?:{_VALUE})[^\n]*\n?", re.MULTILINE)


def as_toml(value: Any) -> str:
    """Return a text, an integer, a truth, a date, a time or a list of texts as TOML; a JSON string is a TOML string."""
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


def with_keys(data: bytes, table: str, settings: Mapping[str, str | None]) -> bytes:
    """Return a TOML file with keys of a table, each in its place or at the table's end; every other byte stays.

    The values are TOML, None to take a key off, its table with the last one. Raises DataError when the file has no such
    table under a line of its own.
    """
    text = data.decode("utf-8-sig")
    for key, value in settings.items():
        text = _with_key(text, table, key, value)
    return text.encode("utf-8-sig" if data.startswith(_MARK) else "utf-8")


def with_header(data: bytes, table: str) -> bytes:
    """Return a TOML file that ends with a table, without a key yet."""
    return with_ending(data, f"[{table}]\n")


def with_ending(data: bytes, lines: str) -> bytes:
    """Return a TOML file that ends with some lines, after an empty one; they end as its own do."""
    end = b"\r\n" if b"\r\n" in data else b"\n"
    return data.rstrip() + end * 2 + lines.encode().replace(b"\n", end)


def with_table(text: str, name: str, rank: int, values: Mapping[str, Any] | None, first: int | None = None) -> str:
    """Return a TOML file where a table of an array has these values, is gone (None), or is added after the last.

    Every other letter stays, a blank line between two tables apart. ``first`` is where the first one of the array goes,
    the file's end without it.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    tables = _tables(text, name)
    lines = [f"[[{name}]]", *(f"{key} = {as_toml(value)}" for key, value in (values or {}).items())]
    table = "".join(f"{line}{end}" for line in lines)
    if rank < len(tables) and values is None:
        start, last = tables[rank]
        above = text[:start]
        return (above.removesuffix(end) if above.endswith(end * 2) else above) + text[last:]
    if rank < len(tables):
        start, last = tables[rank]
        return text[:start] + table + text[last:]
    if tables:
        last = tables[-1][1]
        above = text[:last] if text[:last].endswith("\n") else text[:last] + end
        return above + end + table + text[last:]
    return f"{text.rstrip()}{end}{end}{table}" if first is None else text[:first] + table + text[first:]


def with_raised(text: str, name: str, rank: int) -> str:
    """Return a TOML file where a table of an array goes before the one above it, each with the comments over it.

    One that is written in another way stays as it is.
    """
    end, spans = "\r\n" if "\r\n" in text else "\n", _tables(text, name)[rank - 1 : rank + 1]
    if len(spans) < 2:
        return text
    (start, middle), (after, last) = (
        (_OVER.search(text, 0, start).start(), last)  # type: ignore[union-attr]  # it may be empty: it is always found
        for start, last in spans
    )
    raised = text[after:last] if text[:last].endswith("\n") else text[after:last] + end
    return f"{text[:start]}{raised}{text[middle:after]}{text[start:middle]}{text[last:]}"


def _tables(text: str, name: str) -> list[tuple[int, int]]:
    """Return where each table of an array begins, and ends with its last key."""
    array = re.compile(rf"^[ \t]*\[\[{re.escape(name)}\]\][^\n]*\n(?:(?![ \t]*\[)[^\n]*(?:\n|\Z))*", re.MULTILINE)
    return [(found.start(), found.start() + len(_to_last_key(found[0]))) for found in array.finditer(text)]


def _to_last_key(table: str) -> str:
    """Return a table to its last key: what follows, blank lines and comments, is about what comes next."""
    lines = table.splitlines(keepends=True)
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    return "".join(lines)


def _with_key(text: str, table: str, key: str, value: str | None) -> str:
    found = re.search(rf"^[ \t]*\[{re.escape(table)}\]{_LINES}", text, re.MULTILINE)
    if found is None:
        raise DataError(
            f"campaign.toml : la section [{table}] n’y est pas écrite ainsi ; complétez-la dans le fichier."
        )
    keys, line_end = found["keys"], "\r\n" if "\r\n" in text else "\n"
    own = re.search(rf"^[ \t]*{re.escape(key)}[ \t]*=[ \t]*(?P<value>{_VALUE})(?P<rest>[^\n]*\n?)", keys, re.MULTILINE)
    if value is None:
        changed = keys[: own.start()] + keys[own.end() :] if own else keys
        header = found.start("keys") if _KEY.search(changed) else found.start()
        return text[:header] + changed + text[found.end("keys") :]
    if own:
        changed = keys[: own.start("value")] + value + keys[own.end("value") :]
    else:
        last = max((one.end() for one in _KEY.finditer(keys)), default=0)
        given = keys[:last] if not last or keys[:last].endswith("\n") else keys[:last] + line_end
        changed = f"{given}{key} = {value}{line_end}{keys[last:]}"
    return text[: found.start("keys")] + changed + text[found.end("keys") :]
