"""How the page is served: from which project, to whom, behind what."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

#: The names under which this machine alone reaches the page.
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
#: The largest file that can be handed in, and all files of one request, in bytes.
LARGEST_FILE, LARGEST_REQUEST = 60_000_000, 400_000_000


@dataclass(frozen=True, slots=True)
class Serving:
    """The project's folder ``root``, and the ``hosts`` (names, without the port) under which the page may be asked for.

    ``secure`` tells that the browser speaks HTTPS; ``password`` is the hash of the password, "" on this machine alone.
    """

    root: Path
    hosts: frozenset[str] = LOOPBACK
    secure: bool = False
    password: str = ""
