"""What the pages of recueils must bear, volume after volume, as their contents say."""

from __future__ import annotations

from generator.dossiers.manifest import Manifest
from generator.dossiers.records import DocumentRecord, FileRecord
from generator.stages.folios import check_folios
from generator.stages.recueil import stamp, stamp_recueil

_NUMBERS = ("N-2027-001", "N-2027-002")


def _manifest(*pages: int) -> Manifest:
    """Return a recueil of avenants in volumes of so many pages, for two packs of two pages."""
    packs = tuple(
        DocumentRecord("59292", "Haveluy", "pack", number, "i", "", (FileRecord(f"{number}.pdf", "s", 1, 2),), rank=1)
        for number in _NUMBERS
    )
    volumes = tuple(
        DocumentRecord("", "", kind, "", "i", "", (FileRecord(f"recueil-avenants-{rank}.pdf", "s", 1, count),))
        for rank, (kind, count) in enumerate(zip(("recueil-avenants", "recueil-avenants-2"), pages, strict=True), 1)
    )
    return Manifest("x", "", "", packs, others=volumes)


def _checked(first: list[str], second: list[str]) -> dict[str, list[str]]:
    """Return what is said of each volume, whose pages say this beside their own place."""
    manifest = _manifest(len(first), len(second))
    read = {
        record.files[0].path: [f"{text}\n{stamp_recueil(rank, page, len(texts))}" for page, text in enumerate(texts, 1)]
        for rank, (record, texts) in enumerate(zip(manifest.others, (first, second), strict=True), 1)
    }
    return {
        file.path: [failure.message for failure in check_folios(record, file, read, manifest)]
        for record in manifest.others
        for file in record.files
    }


def _pack(number: str) -> list[str]:
    return [stamp(number, page, 2) for page in (1, 2)]


def test_the_first_volume_may_hold_no_pack() -> None:
    """A report alone fills it: its contents name the packs of the second nonetheless."""
    contents = f"Haveluy {_NUMBERS[0]} . . vol. 2, p. 1\nHaveluy {_NUMBERS[1]} . . vol. 2, p. 3"
    report = "Rapport d’évaluation"
    told = _checked([contents, report], [*_pack(_NUMBERS[0]), *_pack(_NUMBERS[1])])
    assert told == {"recueil-avenants-1.pdf": [], "recueil-avenants-2.pdf": []}


def test_a_pack_that_the_contents_do_not_name_is_told_of_the_first_volume() -> None:
    """Wherever it is."""
    told = _checked([f"Haveluy {_NUMBERS[0]} . . vol. 2, p. 1"], [*_pack(_NUMBERS[0]), *_pack(_NUMBERS[1])])
    assert told == {
        "recueil-avenants-1.pdf": [f"le sommaire ne mentionne pas {_NUMBERS[1]} (Haveluy)"],
        "recueil-avenants-2.pdf": [],
    }


def test_a_page_that_is_not_where_the_contents_send_is_told_of_its_own_volume() -> None:
    """With the page of that volume."""
    contents = f"Haveluy {_NUMBERS[0]} . . 2\nHaveluy {_NUMBERS[1]} . . vol. 2, p. 1"
    told = _checked([contents, *_pack(_NUMBERS[0])], _pack(_NUMBERS[1])[::-1])
    assert told == {
        "recueil-avenants-1.pdf": [],
        "recueil-avenants-2.pdf": [
            f"page {page} : « {stamp(_NUMBERS[1], page, 2)} » devrait y figurer une fois" for page in (1, 2)
        ],
    }
