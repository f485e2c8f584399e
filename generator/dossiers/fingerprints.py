"""What tells two inputs apart: digests of bytes, of values and of the program itself, and models as flat texts."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import generator

#: The rooms whose code decides of the bytes of a document; a help text or a message of another one decides of none.
ROOMS = ("stages", "avenants", "rendering", "word", "pdf", "inputs", "law", "language")


def snapshot(model: Any) -> dict[str, str]:
    """Return the leaves of a frozen model as texts by dotted name, paths by their last part."""
    leaves: dict[str, str] = {}

    def walk(name: str, value: Any) -> None:
        if dataclasses.is_dataclass(value):
            for field in dataclasses.fields(value):
                walk(f"{name}.{field.name}".strip("."), getattr(value, field.name))
        elif isinstance(value, Mapping):
            for key, item in value.items():
                walk(f"{name}.{key}", item)
        elif isinstance(value, tuple | list):
            for index, item in enumerate(value, 1):
                walk(f"{name}.{index}", item)
        else:
            leaves[name] = value.name if isinstance(value, Path) else str(value)

    walk("", model)
    return leaves


@functools.cache
def program_sha256(rooms: tuple[str, ...] = ROOMS) -> str:
    """Return a digest of the program that makes documents, so that a new version remakes what an older one made.

    Or of some other of its ``rooms``.
    """
    folder = Path(generator.__file__).parent
    digest = hashlib.sha256()
    for room in rooms:
        files = (path for path in (folder / room).rglob("*") if path.suffix in (".py", ".ttf", ".json"))
        for path in sorted(files):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def sha256(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def sha256_of_file(path: Path) -> str:
    """Return the SHA-256 of a file, which is never whole in memory. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sha256_of(value: Any) -> str:
    """Return the SHA-256 of a JSON value, whatever the order of its keys."""
    return sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode())
