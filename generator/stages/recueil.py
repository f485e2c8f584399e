"""A recueil cut into volumes when it is too thick for one, the first with the contents of all; what its pages bear."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.dossiers.outcomes import Outcome
from generator.inputs.kinds import volume_kind
from generator.language.typography import typographie
from generator.pdf.makeup import Elsewhere, contents_page_count
from generator.stages.volumes import Volume, contents_page
from generator.stages.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a member begins."""

    volume: int
    page: int


def in_volumes(whole: Volume, most: int, space: Workspace) -> list[Volume]:
    """Return a recueil as it is when it has at most ``most`` pages, else its volumes.

    A member is never cut. One that is not made yet has the pages that it had; when it never was made, or a member
    fails, there is nothing to count and the recueil is told as a whole.
    """
    pages = [_pages(member, space) for member in whole.members]
    counted = [count for count in pages if count is not None]
    if len(counted) < len(pages):
        return [whole]
    places = _places(counted, most, contents_page_count(contents_page(whole), len(pages)), duplex=whole.duplex)
    if places[-1].volume == 1:
        return [whole]
    return [_volume(whole, places, rank) for rank in range(1, places[-1].volume + 1)]


def _pages(member: Outcome, space: Workspace) -> int | None:
    if member.state == "failed":
        return None
    record = member.record or space.previous.document(member.number, member.kind)
    return record.files[-1].pages if record else None


def _places(pages: Sequence[int], most: int, front: int, *, duplex: bool) -> list[_Place]:
    """Return where each member begins; the first volume has ``front`` pages before them."""
    places: list[_Place] = []
    volume, filled = 1, front
    for count in pages:
        filled += filled % 2 if duplex else 0
        if filled + count > most and places and (volume == places[-1].volume):
            volume, filled = volume + 1, 0
        places.append(_Place(volume, filled + 1))
        filled += count
    return places


def _volume(whole: Volume, places: Sequence[_Place], rank: int) -> Volume:
    held = [index for index, place in enumerate(places) if place.volume == rank]
    numbers = [member.number for member in whole.members]
    return replace(
        whole,
        kind=volume_kind(whole.kind, rank),
        path=f"{whole.kind}-{rank}.pdf",
        heading=typographie(f"{whole.heading}, volume {rank}"),
        members=tuple(whole.members[index] for index in held),
        titles=tuple(whole.titles[index] for index in held),
        stamp=functools.partial(stamp_recueil, rank),
        contents=rank == 1,
        elsewhere=tuple(
            Elsewhere(title, number, f"{whole.kind}-{place.volume}.pdf", place.volume, place.page)
            for title, number, place in zip(whole.titles, numbers, places, strict=True)
            if rank == 1 and place.volume > 1
        ),
    )


def stamp(number: str, page: int, total: int) -> str:
    """Return what a page of a pack bears, « MED_NUM-2025-017 — 3/12 »."""
    return f"{number} — {page}/{total}"


def stamp_recueil(volume: int, page: int, total: int) -> str:
    """Return what a page of a recueil bears; ``volume`` is 0 when there is one only."""
    return f"Recueil, volume {volume} — page {page}/{total}" if volume else f"Recueil — page {page}/{total}"
