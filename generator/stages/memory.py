"""What a build found sound, in a file that may be thrown away: believed from the same program and libraries alone."""

from __future__ import annotations

import json
from collections.abc import Callable
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


def remember(path: Path, by: list[str], sound: object, told: Callable[[Any], object] | None = None) -> None:
    """Write down what is sound, and by what it was found so; what cannot be written is looked at again.

    What JSON has no word for is written as ``told`` says. It is never whole in memory, as text.
    """
    data = {"by": by, "sound": sound}
    text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=told).iterencode(data)
    try:
        write_parts(path, map(str.encode, text))
    except OSError as error:
        LOGGER.warning("%s: not written (%s)", path, error)
