"""What a build found sound, in a file that may be thrown away: believed from the same program and libraries alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from generator.files import read_regular, write_parts
from generator.progress import LOGGER

T = TypeVar("T")


def recall(path: Path, by: list[str], read: Callable[[Any], T]) -> T | None:
    """Return what ``read`` makes of what is remembered; None when there is nothing, or it is damaged or by others."""
    try:
        data = json.loads(read_regular(path))
        return read(data["sound"]) if data["by"] == by else None
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        LOGGER.warning("%s: not readable, all of it is looked at again (%s)", path, error)
        return None


def remember(path: Path, by: list[str], sound: object) -> None:
    """Write down what is sound, and by what it was found so; what cannot be written is looked at again.

    An iterator gives names with what is remembered of each, one after the other: there may be thousands.
    """
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    try:
        write_parts(path, map(str.encode, chain((f'{{"by":{encode(by)},"sound":',), _spelt(sound, encode), ("}",))))
    except OSError as error:
        LOGGER.warning("%s: not written (%s)", path, error)


def _spelt(sound: object, encode: Callable[[object], str]) -> Iterator[str]:
    if isinstance(sound, Iterator):
        yield "{"
        for rank, (name, one) in enumerate(sound):
            yield f"{',' if rank else ''}{encode(name)}:{encode(one)}"
        yield "}"
    else:
        yield encode(sound)
