"""What the pages of packs and recueils bear at their foot."""

from __future__ import annotations


def stamp(number: str, page: int, total: int) -> str:
    """Return what a page of a pack bears, « MED_NUM-2025-017 — 3/12 »."""
    return f"{number} — {page}/{total}"


def stamp_recueil(volume: int, page: int, total: int) -> str:
    """Return what a page of a recueil bears; ``volume`` is 0 when there is one only."""
    return f"Recueil, volume {volume} — page {page}/{total}" if volume else f"Recueil — page {page}/{total}"
