"""Files merged of others: whether one is due again, and its making, among workers when there are many."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from generator.dossiers.fingerprints import program_sha256, sha256_of
from generator.dossiers.outcomes import Outcome, OutcomeState
from generator.dossiers.reasons import shorten
from generator.dossiers.records import DocumentRecord
from generator.inputs.pieces import UNCLAIMED
from generator.pdf.makeup import Assembly, ContentsPage, Corner, Elsewhere, Part
from generator.refusals import writing
from generator.stages.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Volume:
    """A merged file to have: ``members`` are what it is made of, ``titles`` their names in the outline.

    ``heading`` says what it is, ``subject`` of what; ``stamp`` is what a page bears, given its rank and how many there
    are; other processes must know it. It claims no standard when one of its members does not conform. Its contents name
    what is ``elsewhere`` too, in other volumes.
    """

    insee: str
    commune: str
    kind: str
    number: str
    path: str
    heading: str
    subject: str
    author: str
    members: tuple[Outcome, ...]
    titles: tuple[str, ...]
    stamp: Callable[[int, int], str]
    corner: Corner = Corner.BOTTOM_RIGHT
    duplex: bool = False
    contents: bool = False
    rank: int = 0
    elsewhere: tuple[Elsewhere, ...] = ()

    @property
    def title(self) -> str:
        """What it is, and of what."""
        return f"{self.heading} — {self.subject}"

    @property
    def place(self) -> str:
        """UNCLAIMED when a member does not conform."""
        return UNCLAIMED if any(one.record and one.record.place == UNCLAIMED for one in self.members) else ""

    @property
    def inputs_sha256(self) -> str:
        """What it depends on: its members' bytes, its titles and how it is printed."""
        files: list[Any] = [member.record.files[-1].sha256 if member.record else None for member in self.members]
        printed = [self.number, self.title, self.titles, self.duplex, [asdict(one) for one in self.elsewhere]]
        return sha256_of([program_sha256(), printed, files, self.place])

    def outcome(self, state: OutcomeState, reason: str, record: DocumentRecord | None = None) -> Outcome:
        """Say what became of the volume."""
        return Outcome(self.insee, self.commune, self.kind, self.number, state, reason, record)


def due(volume: Volume, space: Workspace, *, force: bool) -> Outcome:
    """Return what a build does about a volume: built (no record yet) when a member or its presentation changed.

    It fails when a member is missing.
    """
    missing = [member.name for member in volume.members if member.state == "failed"]
    if missing:
        return volume.outcome("failed", f"il manque : {shorten(missing, 'autres documents')}")
    record = space.previous.document(volume.number, volume.kind)
    kept = record is not None and record.inputs_sha256 == volume.inputs_sha256 and record.intact(space.project.output)
    if kept and not force:
        return volume.outcome("unchanged", "", record)
    changed = [member.name for member in volume.members if member.state == "built"]
    reason = (
        "nouveau" if record is None else shorten(changed, "autres documents") or "composition ou présentation modifiée"
    )
    return volume.outcome("built", reason)


def bind(
    volumes: Sequence[Volume], space: Workspace, *, force: bool, share: Callable[..., Iterator[Any]] | None = None
) -> list[Outcome]:
    """Merge the volumes that are due, and return what became of all; one that cannot be merged fails alone.

    They are merged among workers, or as ``share`` has it, which is called as ``imap`` of :class:`Workers`.
    """
    outcomes = {volume.path: due(volume, space, force=force) for volume in volumes}
    stale = [volume for volume in volumes if outcomes[volume.path].state == "built"]
    for _ in range(len(volumes) - len(stale)):
        space.clock.step("")
    for volume, merged in _merged(stale, space, share or space.workers.imap) if stale else ():
        outcomes[volume.path] = (
            volume.outcome("failed", merged)
            if isinstance(merged, str)
            else volume.outcome("built", outcomes[volume.path].reason, merged)
        )
        space.clock.step(outcomes[volume.path].name)
    return [outcomes[volume.path] for volume in volumes]


def _merged(
    volumes: Sequence[Volume], space: Workspace, share: Callable[..., Iterator[Any]]
) -> Iterator[tuple[Volume, DocumentRecord | str]]:
    """Merge volumes, and yield each with its record, or with why it cannot be merged. Raises OutputError."""
    # Here, not above: what merges takes a noticeable time to load, and a build of nothing merges nothing.
    from generator.stages.merging import Work, lost, merge

    works = (
        Work(index, _assembly(volume, space.project.output, space.date), space.scratch / f"volume-{index}.pdf")
        for index, volume in enumerate(volumes)
    )
    with writing(space.project.output):
        for work, merged in share(functools.partial(merge, space.workers.check), works, lost=lost):
            volume = volumes[work.index]
            yield volume, merged if isinstance(merged, str) else _published(volume, work.target, merged, space)


def begin_binding(volumes: Sequence[Volume], space: Workspace, *, force: bool) -> None:
    """Have the process that waits begin the first volume that is due and has members that stay as they are."""
    from generator.stages.merging import begin_merging  # here, not above, for the same reason

    for volume in volumes:
        numbers = [number for number, one in enumerate(volume.members, 1) if one.record]
        if numbers and due(volume, space, force=force).state == "built":
            space.workers.begin(begin_merging, (_assembly(volume, space.project.output, space.date), numbers))
            return


def _assembly(volume: Volume, output: Path, date: datetime) -> Assembly:
    return Assembly(
        title=volume.title,
        author=volume.author,
        parts=tuple(
            Part(
                output / member.record.files[-1].path,
                title,
                member.number if volume.contents else "",
                foreign=member.record.annexe,
            )
            for member, title in zip(volume.members, volume.titles, strict=True)
            if member.record
        ),
        date=date,
        stamp=volume.stamp,
        corner=volume.corner,
        duplex=volume.duplex,
        contents=contents_page(volume) if volume.contents else None,
        claims=not volume.place,
        elsewhere=volume.elsewhere,
    )


def contents_page(volume: Volume) -> ContentsPage:
    """Return the table of contents: what the volume is as its heading, of what and by whom below."""
    return ContentsPage(volume.heading, (volume.subject, volume.author))


def _published(volume: Volume, target: Path, pages: int, space: Workspace) -> DocumentRecord:
    file = space.publish(target, volume.path, pages)
    return DocumentRecord(
        volume.insee,
        volume.commune,
        volume.kind,
        volume.number,
        volume.inputs_sha256,
        "",
        (file,),
        volume.rank,
        place=volume.place,
    )
