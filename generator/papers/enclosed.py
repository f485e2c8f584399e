"""One file among those that another one holds, and how much of them is taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from generator.errors import UnreadableError

#: More files than any sitting sends.
_MOST_FILES = 500
_TOO_MUCH = ("il contient trop de fichiers, ou de trop gros", "ne donnez que l’acte et ses annexes, enregistrés à part")


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One file: its name where it lies, "" for the very file that holds the others, and its bytes.

    ``aside`` says why it is left aside unread, "" when it is to be read.
    """

    name: str
    data: bytes
    aside: str = ""


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Room:
    """The bytes that may still be unpacked, whatever lies in what: an archive made to fill the memory ends there."""

    def __init__(self, most: int) -> None:
        self._left = most
        self._files = _MOST_FILES

    def take(self, stream: _Readable) -> bytes:
        """Return what a stream gives; raises UnreadableError when it is more than there is room for."""
        self._files -= 1
        data = stream.read(self._left + 1)
        self._left -= len(data)
        if self._left < 0 or self._files < 0:
            raise UnreadableError(*_TOO_MUCH)
        return data


def shown_name(name: str) -> str:
    """Return a file's name as a screen may show it, on one line and without signs that move what follows."""
    shown = "".join(sign for sign in " ".join(name.replace("\\", "/").split()) if sign.isprintable())
    return shown.strip("/ ") or "sans nom"
