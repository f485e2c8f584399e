"""The files that one file holds: a message's attachments, an archive's members, what is attached inside a PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from generator.errors import UnreadableError
from generator.papers.archives import open_compressed, open_tar, open_zip
from generator.papers.enclosed import Enclosure, Room
from generator.papers.foreign import distrusted
from generator.papers.mails import open_mail
from generator.papers.outlook import open_outlook
from generator.papers.portfolios import open_portfolio
from generator.papers.transports import open_transport
from generator.papers.wrapped import open_wrapped
from generator.register.originals import WITHIN

#: What may stand in what: an act in an archive in a forwarded message in an archive.
_DEEPEST = 5
_OPENERS: tuple[Callable[[bytes, Room], list[Enclosure] | None], ...] = (
    open_zip,
    open_compressed,
    open_tar,
    open_outlook,
    open_transport,
    open_wrapped,
    open_portfolio,
    open_mail,
)


def unfold(name: str, data: bytes, most: int) -> tuple[Enclosure, ...]:
    """Return all that a file holds, in its order, names from the outside in: « envoi.zip › acte.pdf ».

    A file that holds none is returned alone, as it is. What is too deep, too much (over ``most`` bytes in all),
    encrypted or damaged is there with what makes it unreadable. Raises UnreadableError when the file itself is
    damaged, of a kind that is not opened, or empty.
    """
    return tuple(_told_apart(_unfold(name, data, Room(most), 0)))


def _told_apart(found: Iterable[Enclosure]) -> Iterator[Enclosure]:
    """Yield each file with a name of its own: « scan.pdf », « scan (2).pdf »."""
    seen: Counter[str] = Counter()
    for one in found:
        seen[one.name] += 1
        path = PurePosixPath(one.name)
        rank = seen[one.name]
        yield one if rank == 1 else replace(one, name=str(path.with_name(f"{path.stem} ({rank}){path.suffix}")))


def _unfold(name: str, data: bytes, room: Room, depth: int) -> Iterator[Enclosure]:
    with distrusted():
        found = next((opened for opener in _OPENERS if (opened := opener(data, room)) is not None), None)
    if found is None:
        yield Enclosure(name, data)
        return
    for one in found:
        whole = replace(one, name=f"{name}{WITHIN}{one.name}" if one.name else name)
        if one.aside or not one.name:
            yield whole
        elif depth == _DEEPEST:
            yield replace(whole, aside="des fichiers rangés les uns dans les autres, trop profond pour être ouverts")
        else:
            try:
                yield from _unfold(whole.name, one.data, room, depth + 1)
            except UnreadableError as error:
                yield replace(whole, aside=error.message)
