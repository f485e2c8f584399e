"""Files written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.files import UNFINISHED, write_whole


def test_a_file_is_written_with_its_folder(tmp_path: Path) -> None:
    """Nothing else is left beside it."""
    write_whole(tmp_path / "a" / "b.txt", b"un")
    write_whole(tmp_path / "a" / "b.txt", b"deux")
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.txt"]
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"deux"


def test_what_cannot_be_replaced_stays(tmp_path: Path) -> None:
    """A folder stands where the file would go: it stays, and no unfinished file does."""
    (tmp_path / "pris" / "dedans").mkdir(parents=True)
    with pytest.raises(OSError, match="pris"):
        write_whole(tmp_path / "pris", b"x")
    assert (tmp_path / "pris" / "dedans").is_dir()
    assert not list(tmp_path.glob(UNFINISHED + "*"))
