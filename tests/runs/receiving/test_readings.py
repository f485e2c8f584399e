"""Files that came back, read one after the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.progress import Silence
from generator.project import Project
from generator.runs.receiving import readings
from generator.runs.receiving.readings import ReadingsRequest
from generator.runs.receiving.reception import Reception

ACT = Path(__file__).parents[2] / "resources" / "deliberations" / "haveluy.txt"


def test_a_fault_over_one_file_stops_no_other(
    small_project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even one of the program: it is told beside the file, as what the file itself is at fault for."""
    read = Reception.read

    def failing(self: Reception, name: str, *rest: object) -> object:
        if name == "b.txt":
            raise ZeroDivisionError
        return read(self, name, *rest)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(Reception, "read", failing)
    files = tuple(tmp_path / name for name in ("a.txt", "b.txt", "absent.txt", "d.txt"))
    for path in (files[0], files[1]):
        path.write_text("salade, fromage", encoding="utf-8")
    files[3].write_bytes(ACT.read_bytes())
    took: list[str] = []
    request = ReadingsRequest(files, lambda reading: took.append(reading.name), jobs=1)
    report = readings.run(small_project, request, Silence())
    assert took == [path.name for path in files]
    assert [bool(one.failure) for one in report.readings] == [True, True, True, False]
    assert report.told == "1 fichier lu, 3 non lus : a.txt, b.txt, absent.txt"
    assert "faute du programme (ZeroDivisionError)" in str(report.readings[1].failure)
    delivered = report.readings[3].delivered
    assert delivered
    assert delivered.deliberations[0].act.number == "2025-02-10"


def test_a_name_that_is_no_text_or_deceives_is_shown_plainly(small_project: Project, tmp_path: Path) -> None:
    """Bytes that are no letters could not be kept; a sign that turns what follows hides what a file is."""
    path = tmp_path / "acte\udcff\u202e\ngpj.txt"
    path.write_bytes(ACT.read_bytes())
    (reading,) = readings.run(small_project, ReadingsRequest((path,), jobs=1), Silence()).readings
    assert reading.delivered
    assert reading.delivered.parcel.source.name == "acte gpj.txt"
