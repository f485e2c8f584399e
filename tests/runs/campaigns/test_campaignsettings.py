"""The settings of a campaign changed one by one, each other byte of campaign.toml as it was."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from generator.errors import DataError, RefusedError, TemplateError
from generator.progress import Silence
from generator.project import Project
from generator.runs.campaigns import campaignsettings, pieces
from generator.runs.campaigns.campaignsettings import SettingsReport, SettingsRequest
from generator.runs.campaigns.pieces import PiecesRequest
from generator.safekeeping.versions import versions_of
from tests.cases import cases


def settings(project: Project) -> Path:
    """Return campaign.toml."""
    return project.campaign / "campaign.toml"


def write(project: Project, values: dict[str, Any]) -> SettingsReport:
    """Write settings over what the file says now."""
    seal = campaignsettings.run(project, SettingsRequest(), Silence()).seal
    return campaignsettings.run(project, SettingsRequest(values, seal), Silence())


@cases("end", b"\n", b"\r\n")
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


@cases("end", "\n", "\r\n")
def test_days_of_a_deliberation_are_written_at_the_end_of_its_table(small_project: Project, end: str) -> None:
    """With the file’s ends of line; again, in their place, with what stands behind; one before it is refused."""
    path, organ = settings(small_project), 'organe = "Bureau communautaire"'
    before = path.read_text("utf-8").replace("\n", end)
    path.write_bytes(before.encode())
    sent, shown = datetime.date(2025, 2, 27), datetime.date(2025, 2, 28)
    assert write(small_project, {"epci.deliberation.transmise": sent, "epci.deliberation.publiee": shown}).written
    after = path.read_bytes().decode()
    assert after == before.replace(organ, f"{organ}{end}transmise = 2025-02-27{end}publiee = 2025-02-28", 1)
    path.write_bytes(after.replace("publiee = 2025-02-28", "publiee = 2025-02-28  # affichée").encode())
    assert write(small_project, {"epci.deliberation.publiee": sent}).written
    kept = path.read_bytes().decode()
    assert kept == after.replace("publiee = 2025-02-28", "publiee = 2025-02-27  # affichée")
    early = write(small_project, {"epci.deliberation.publiee": datetime.date(2025, 2, 23)})
    assert (early.written, path.read_bytes().decode()) == (False, kept)
    assert any("avant la délibération du 24" in one.message for one in early.problems)


def test_a_table_that_is_written_otherwise_is_left_alone(small_project: Project) -> None:
    """Dotted keys are TOML too: whoever wrote them so completes them so."""
    path = settings(small_project)
    text = path.read_text("utf-8").replace("[epci.deliberation]\n", "")
    text = text.replace('numero = "D25049B"\ndate = 2025-02-24\norgane = "Bureau communautaire"\n', "")
    other = 'deliberation = { numero = "D25049B", date = 2025-02-24, organe = "Bureau communautaire" }\n'
    path.write_text(text.replace("[epci]\n", f"[epci]\n{other}"), "utf-8")
    with pytest.raises(DataError, match="n’y est pas écrite ainsi"):
        write(small_project, {"epci.deliberation.transmise": datetime.date(2025, 2, 27)})


def test_settings_that_are_no_toml_take_no_other_ones_place(small_project: Project) -> None:
    """With its line: the page of the campaign could not be opened any more to put them right."""
    before = settings(small_project).read_bytes()
    seal = pieces.run(small_project, PiecesRequest("campaign.toml"), Silence()).seal
    wrong = before.replace(b"date = 2025-02-24", b"date = hier")
    with pytest.raises(TemplateError, match="écriture TOML incorrecte, ligne 33 ; rien n’a été écrit"):
        pieces.run(small_project, PiecesRequest("campaign.toml", wrong, seal), Silence())
    assert settings(small_project).read_bytes() == before


def test_the_planning_is_settings_too(small_project: Project) -> None:
    """Half-days on several lines become one line, comments stay; a mediator is renamed, added and taken off."""
    path = settings(small_project)
    before = path.read_text("utf-8")
    halves = list(write(small_project, {}).values["planning.demi_journees"])
    changes = {
        "planning.demi_journees": [*halves, "lundi matin"],
        "planning.matin": datetime.time(8, 30),
        "planning.rendez_vous_minutes": 45,
        "planning.mediateurs.M1": "Accueil",
        "planning.mediateurs.M3": "Renfort",
    }
    report = write(small_project, changes)
    assert report.written
    assert {name: report.values[name] for name in changes} == changes
    assert report.values["planning.mediateurs.M4"] == ""
    after = path.read_text("utf-8")
    assert 'M1 = "Accueil"\nM2 = "Médiateur numérique n° 2"\nM3 = "Renfort"\n' in after
    assert [one for one in after.splitlines() if one.startswith("#")] == [
        one for one in before.splitlines() if one.startswith("#")
    ]
    assert write(small_project, {"planning.mediateurs.M3": ""}).written
    assert "M3" not in path.read_text("utf-8")


def test_what_communes_still_have_is_not_taken_off_the_planning(small_project: Project) -> None:
    """A mediator and a half-day are told with the communes that have them; nothing is written."""
    path = settings(small_project)
    before = path.read_bytes()
    report = write(small_project, {"planning.mediateurs.M1": "", "planning.demi_journees": ["lundi matin"]})
    assert (report.written, path.read_bytes()) == (False, before)
    told = {one.column: one.message for one in report.problems if one.level == "error"}
    assert told["planning.mediateurs.M1"].startswith("M1 a encore des communes (")
    assert "a encore des communes (" in told["planning.demi_journees"]


def test_a_section_comes_with_its_first_setting_and_goes_with_its_last(small_project: Project) -> None:
    """The tacit renewal is given up, then put back; the rest of the file stays."""
    path = settings(small_project)
    renewal = {f"convention.reconduction.{key}": "" for key in ("duree_mois", "preavis_mois")}
    report = write(small_project, renewal)
    assert report.written
    assert report.values["convention.reconduction.duree_mois"] == ""
    assert "[convention.reconduction]\n" not in path.read_text("utf-8")
    half = write(small_project, {"convention.reconduction.duree_mois": 12})
    assert not half.written
    assert "convention.reconduction.preavis_mois" in {one.column for one in half.problems}
    back = {"convention.reconduction.duree_mois": 12, "convention.reconduction.preavis_mois": 3}
    assert write(small_project, back).written
    assert path.read_text("utf-8").endswith("\n\n[convention.reconduction]\nduree_mois = 12\npreavis_mois = 3\n")
    decided = {"numero": "D26-001", "date": datetime.date(2026, 3, 2), "organe": "Bureau communautaire"}
    assert write(small_project, {f"avenant.deliberation_epci.{key}": value for key, value in decided.items()}).written
