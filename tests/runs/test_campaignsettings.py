"""The settings of a campaign changed one by one, each other byte of campaign.toml as it was."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from generator.errors import DataError, RefusedError
from generator.progress import Silence
from generator.project import Project
from generator.runs import campaignsettings
from generator.runs.campaignsettings import SettingsReport, SettingsRequest
from generator.safekeeping.versions import versions_of


def settings(project: Project) -> Path:
    """Return campaign.toml."""
    return project.campaign / "campaign.toml"


def write(project: Project, values: dict[str, Any]) -> SettingsReport:
    """Write settings over what the file says now."""
    seal = campaignsettings.run(project, SettingsRequest(), Silence()).seal
    return campaignsettings.run(project, SettingsRequest(values, seal), Silence())


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_what_differs_is_written_in_its_place(small_project: Project, end: bytes) -> None:
    """A day, a number and a text; the section of the e-mails is made at the end; the former version is kept."""
    path = settings(small_project)
    before = path.read_bytes().replace(b"\n", end)
    path.write_bytes(before)
    report = write(
        small_project,
        {
            "convention.terme": datetime.date(2027, 12, 31),
            "convention.originaux": 3,
            "convention.fait_a": "L’« Isle »",
            "courriel.copie": "direction@epci.example",
        },
    )
    assert report.written
    assert report.values["convention.terme"] == datetime.date(2027, 12, 31)
    expected = before.replace(b"terme = 2026-06-30", b"terme = 2027-12-31").replace(b"originaux = 2", b"originaux = 3")
    expected = expected.replace(b'fait_a = "Wallers"', 'fait_a = "L’« Isle »"'.encode()).rstrip()
    assert path.read_bytes() == expected + end * 2 + b"[courriel]" + end + b'copie = "direction@epci.example"' + end
    assert len(versions_of(small_project.root, "templates/mediation-numerique/campaign.toml")) == 1
    assert not write(small_project, dict(report.values)).written


def test_a_new_error_keeps_all_from_being_written(small_project: Project) -> None:
    """It is told under its setting; what was wrong before does not keep the rest from being mended."""
    path = settings(small_project)
    path.write_bytes(path.read_bytes().replace(b'"Wallers"', '"à compléter"'.encode()))
    before = path.read_bytes()
    report = write(small_project, {"epci.siren": "12", "epci.sigle": "CAPH-2"})
    assert (report.written, path.read_bytes()) == (False, before)
    assert "epci.siren" in {one.column for one in report.problems}
    assert report.values["convention.fait_a"] == ""
    assert write(small_project, {"epci.sigle": "CAPH-2", "convention.fait_a": ""}).written
    assert 'fait_a = "à compléter"' in path.read_text("utf-8")
    assert not write(small_project, {"epci.sigle": ""}).written
    assert not write(small_project, {"convention.terme": ""}).written


def test_nobody_is_overwritten_and_nothing_is_guessed(small_project: Project) -> None:
    """A file that changed meanwhile is refused, and so is a text of several lines."""
    path = settings(small_project)
    seal = campaignsettings.run(small_project, SettingsRequest(), Silence()).seal
    path.write_bytes(path.read_bytes().replace(b'sigle = "CAPH"', b'sigle = """\nCAPH"""'))
    with pytest.raises(RefusedError):
        campaignsettings.run(small_project, SettingsRequest({"convention.originaux": 3}, seal), Silence())
    with pytest.raises(DataError, match="changez-le dans le fichier"):
        write(small_project, {"epci.sigle": "CAPH-2"})
