"""Which earlier versions are kept."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

from generator.clock import go_by, go_on
from generator.files import UNFINISHED
from generator.project import VERSIONS
from generator.safekeeping.versions import KEPT, changing, keep_version, versions_of

NOW = datetime.datetime(2026, 3, 9, 10, tzinfo=datetime.UTC)


def keep(root: Path, moment: datetime.datetime) -> None:
    """Keep a version of communes.csv that holds what no other one does."""
    before = go_by(lambda: moment)
    keep_version(root, {root / "communes.csv": moment.isoformat().encode()})
    go_on(before)


def test_the_oldest_are_let_go(tmp_path: Path) -> None:
    """As many as are kept stay."""
    for minute in range(KEPT + 2):
        keep(tmp_path, NOW + datetime.timedelta(minutes=minute))
    found = [version.until.minute for version in versions_of(tmp_path, "communes.csv")]
    assert found == list(range(KEPT + 2))[:1:-1]


def test_of_two_versions_of_one_second_the_later_is_the_newer(tmp_path: Path) -> None:
    """The page shows the newest first, and the oldest go."""
    for part in range(9):
        keep(tmp_path, NOW + datetime.timedelta(milliseconds=part))
    kept = [
        (tmp_path / VERSIONS / one.name / "communes.csv").read_text() for one in versions_of(tmp_path, "communes.csv")
    ]
    assert kept == sorted(kept, reverse=True)


def test_a_clock_that_went_back_costs_no_version_of_now(tmp_path: Path) -> None:
    """Those of a day to come were made under a wrong clock: they go first, or each new one would at once."""
    for minute in range(KEPT):
        keep(tmp_path, NOW + datetime.timedelta(days=3000, minutes=minute))
    for minute in range(3):
        keep(tmp_path, NOW + datetime.timedelta(minutes=minute))
    found = [version.until for version in versions_of(tmp_path, "communes.csv")]
    assert len(found) == KEPT
    assert [until.minute for until in found if until.year == NOW.year] == [2, 1, 0]


def test_what_a_killed_run_half_wrote_goes_with_the_next_change(tmp_path: Path) -> None:
    """A day later: who writes another file of the folder now holds no lock of this one."""
    for age, name in ((0, "now"), (90_000, "before")):
        path = tmp_path / f"{UNFINISHED}{name}"
        path.touch()
        moment = path.stat().st_mtime - age
        os.utime(path, (moment, moment))
    with changing(tmp_path, tmp_path / "communes.csv"):
        assert [path.name for path in tmp_path.glob(f"{UNFINISHED}*")] == [f"{UNFINISHED}now"]
