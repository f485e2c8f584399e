"""What came in one file, sorted: the papers to read, the prefecture's answers, and what is left aside."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import PurePosixPath

from generator.errors import UnreadableError
from generator.files import MOST_BYTES
from generator.law.answers import Answer
from generator.papers.actes import Transmission, read_message
from generator.papers.enclosed import Enclosure
from generator.papers.enclosures import unfold
from generator.papers.photographs import count_pictures, taken_on
from generator.papers.received import SourceText, too_much, unreadable
from generator.register.originals import WITHIN, Source
from generator.workers import FOREIGN, Workers

_ANNEX = "annexe de l’acte, d’après le message de transmission"
#: The numbers of a name, and how many figures the longest has.
_NUMBERS, _LONGEST = re.compile(r"\d+"), 20
_SENT = "message de transmission, que la commune envoie à la préfecture"
_ONLY_SENT = (
    "c’est le message de transmission, sans l’acte",
    "donnez l’acte, ou l’accusé de réception de la préfecture",
)


@dataclass(frozen=True, slots=True)
class LeftAside:
    """A file that is not read further, by its name, and why."""

    name: str
    why: str

    @property
    def shown(self) -> str:
        """Its name where it lies, without those of what it lies in."""
        return self.name.rsplit(WITHIN, 1)[-1]


@dataclass(frozen=True, slots=True)
class Parcel:
    """One file as it came, ``source``, and what it holds, itself included.

    ``papers`` may be deliberations, each the files that it is in: one, or photographs that follow each other, which a
    telephone makes of the pages of an act. ``answers`` are the prefecture's, each with the file that it was read from.
    """

    source: Source
    papers: tuple[tuple[Source, ...], ...]
    answers: tuple[tuple[Source, Answer], ...]
    aside: tuple[LeftAside, ...]

    @property
    def alone(self) -> bool:
        """Tell whether it holds nothing but itself."""
        return not self.answers and not self.aside and self.papers == ((self.source,),)

    def around(self, file: Source | SourceText) -> Source | None:
        """Return the whole of which a file is a part, None when it is the whole."""
        return None if file.data == self.source.data else self.source


def read_parcel(name: str, data: bytes, workers: Workers) -> Parcel:
    """Open a file in another process, whatever it holds; raises what :func:`open_parcel` raises, Cancelled."""
    try:
        ((_, parcel),) = workers.imap(partial(open_parcel, name), [data], lost=too_much, worth=1, limits=FOREIGN)
    except UnreadableError as error:
        raise unreadable(name, error.message, error.remedy) from error
    return parcel


def open_parcel(name: str, data: bytes) -> Parcel:
    """Open a file that came, and all that lies in it.

    Raises DataError when it is of a kind that is not opened, damaged or empty, or an XML of ACTES that is no answer.
    """
    try:
        found = unfold(name, data, MOST_BYTES)
        messages = dict(_messages(found, alone=len(found) == 1))
    except UnreadableError as error:
        raise unreadable(name, error.message, error.remedy) from error
    annexes = {annex for one in messages.values() if isinstance(one, Transmission) for annex in one.annexes}
    papers: list[Source] = []
    aside: list[LeftAside] = []
    for one in found:
        why = one.aside or _why_aside(LeftAside(one.name, "").shown, messages.get(one.name), annexes)
        if why:
            aside.append(LeftAside(one.name, why))
        elif one.name not in messages:
            papers.append(Source(one.name, one.data))
    read = {one.name: Source(one.name, one.data) for one in found}
    answers = tuple((read[name], said) for name, said in messages.items() if isinstance(said, Answer))
    return Parcel(Source(name, data), tuple(_albums(papers)), answers, tuple(aside))


def _why_aside(name: str, said: Answer | Transmission | LeftAside | None, annexes: Collection[str]) -> str:
    """Return why a file is neither a paper nor an answer, "" when it is one."""
    if isinstance(said, LeftAside):
        return said.why
    if isinstance(said, Transmission):
        return _SENT
    return _ANNEX if PurePosixPath(name).name in annexes else ""


def _albums(files: Iterable[Source]) -> Iterator[tuple[Source, ...]]:
    """Yield the files one by one, photographs that follow each other together."""
    for pictured, run in groupby(files, lambda one: _is_photograph(one.data)):
        together = tuple(run)
        yield from [_in_order(together)] if pictured else [(one,) for one in together]


def _in_order(photographs: tuple[Source, ...]) -> tuple[Source, ...]:
    """Return photographs as they were taken, else as their names are numbered; as they came where neither is told."""
    names = {one: PurePosixPath(one.name).stem.lower() for one in photographs}
    ranks = {one: _NUMBERS.sub(lambda number: number[0].zfill(_LONGEST), name) for one, name in names.items()}
    times = {one: taken_on(one.data) for one in photographs}
    if all(times.values()):
        return tuple(sorted(photographs, key=lambda one: (times[one], ranks[one])))
    begun = {_NUMBERS.split(name)[0] if _NUMBERS.search(name) else None for name in names.values()}
    numbered = len(begun) == 1 and None not in begun
    return tuple(sorted(photographs, key=lambda one: ranks[one])) if numbered else photographs


def _is_photograph(data: bytes) -> bool:
    try:
        return count_pictures(data) == 1
    except UnreadableError:  # it is told when it is read
        return False


def _messages(found: tuple[Enclosure, ...], *, alone: bool) -> Iterator[tuple[str, Answer | Transmission | LeftAside]]:
    """Yield the messages of ACTES by the names of their files; one that is damaged is left aside among others."""
    for one in found:
        if one.aside:
            continue
        try:
            message = read_message(one.name, one.data)
        except UnreadableError as error:
            if alone:
                raise
            yield one.name, LeftAside(one.name, error.message)
            continue
        if alone and isinstance(message, Transmission):
            raise UnreadableError(*_ONLY_SENT)
        if message is not None:
            yield one.name, message
