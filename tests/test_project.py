"""The project's folder, found from inside as git does."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from generator.errors import UsageError
from generator.inputs.sources import read_sources
from generator.project import Project, open_project, project_root
from tests.cases import cases


def test_a_project_is_found_from_any_folder_inside(small_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """From its root, a sub-folder, or a relative path."""
    root = small_project.root
    assert open_project(root / "templates" / "mediation-numerique").root == root
    monkeypatch.chdir(root / "templates")
    assert open_project(Path()) == small_project


def test_a_project_knows_where_its_files_are(small_project: Project, tmp_path: Path) -> None:
    """Truth at the root, the register apart, what can be deleted under output/ or where one says."""
    root = small_project.root
    assert small_project.communes == root / "communes.csv"
    assert small_project.register == root / "register" / "register.sqlite"
    assert small_project.manifest == root / "output" / "mediation-numerique" / "manifest.json"
    elsewhere = open_project(root, None, tmp_path / "ailleurs")
    assert elsewhere.recueil == tmp_path / "ailleurs" / "mediation-numerique" / "recueil.pdf"
    assert elsewhere.register == small_project.register


def test_opening_a_project_writes_nothing(small_project: Project) -> None:
    """Neither output/ nor register/ is made before it is needed."""
    assert sorted(path.name for path in small_project.root.iterdir()) == ["communes.csv", "templates"]


def test_no_project_here_is_told(tmp_path: Path) -> None:
    """With what a project is, and the option that names one."""
    (tmp_path / "templates" / "campagne").mkdir(parents=True)
    (tmp_path / "autre").mkdir()
    (tmp_path / "autre" / "communes.csv").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match=r"aucun projet.*communes\.csv.*--project") as caught:
        open_project(tmp_path / "autre")
    assert caught.value.exit_code == 2


def test_a_folder_that_does_not_exist_is_not_the_one_above(small_project: Project) -> None:
    """A misspelt --project inside another project must not open that one."""
    with pytest.raises(UsageError, match="n’existe pas"):
        open_project(small_project.root / "autre-projet")


def test_several_campaigns_must_be_told_apart(small_project: Project) -> None:
    """The names found are listed; folders without campaign.toml are none."""
    shutil.copytree(small_project.campaign, small_project.campaign.with_name("lecture"))
    (small_project.root / "templates" / "brouillons").mkdir()
    with pytest.raises(UsageError, match=r"plusieurs campagnes.*lecture, mediation-numerique.*--campaign"):
        open_project(small_project.root)
    assert open_project(small_project.root, "lecture").campaign.name == "lecture"


@cases("name", "absente", "", "../templates/mediation-numerique", "brouillons")
def test_an_unknown_campaign_is_told(small_project: Project, name: str) -> None:
    """A campaign is named by its folder's name, nothing else."""
    with pytest.raises(UsageError, match=f"« {name} » n’existe pas.*mediation-numerique"):
        open_project(small_project.root, name)


def test_a_project_without_campaign_is_told(small_project: Project) -> None:
    """An empty templates/ is a project where everything remains to be done."""
    shutil.rmtree(small_project.campaign)
    with pytest.raises(UsageError, match=r"aucune campagne.*campaign\.toml"):
        open_project(small_project.root)


def test_the_default_campaign_is_taken_among_several(small_project: Project) -> None:
    """Kept beside the register; a name given on the command line prevails, and one that is gone is told."""
    other = small_project.campaign.with_name("lecture")
    shutil.copytree(small_project.campaign, other)
    default = small_project.root / "register" / "campagne.txt"
    default.parent.mkdir()
    default.write_text("lecture\n", encoding="utf-8")
    found = open_project(small_project.root)
    assert (found.campaign, found.chosen) == (other, True)
    named = open_project(small_project.root, "mediation-numerique")
    assert (named.campaign, named.chosen) == (small_project.campaign, False)
    default.write_text("partie\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"« partie » n’existe pas.*conventions use NOM"):
        open_project(small_project.root)
    shutil.rmtree(other)
    assert not open_project(small_project.root).chosen


@cases("added", " - Copie", " (Copie en conflit de PC-DGS 2026-03-02)", " (conflicted copy 1)", " (1)")
def test_a_copy_of_a_campaign_stops_no_command(small_project: Project, added: str) -> None:
    """As explorers and shared folders make them; it can still be named, and two campaigns of close names are asked."""
    own = small_project.campaign
    copy = own.with_name(own.name + added)
    shutil.copytree(own, copy)
    found = open_project(small_project.root)
    assert (found.campaign, found.chosen) == (own, True)
    assert open_project(small_project.root, copy.name).campaign == copy
    shutil.copytree(own, own.with_name(own.name + "-2026"))
    with pytest.raises(UsageError, match="plusieurs campagnes"):
        open_project(small_project.root)


@cases("name", "communes.xlsx", "Communes.ODS", "communes.csv.csv")
def test_communes_under_another_format_are_named(tmp_path: Path, name: str) -> None:
    """Who saved communes.csv as a workbook is told so, not that there is no project."""
    (tmp_path / "templates").mkdir()
    (tmp_path / name).write_bytes(b"PK")
    with pytest.raises(UsageError, match=f"{name}.*« CSV UTF-8 »"):
        project_root(tmp_path)


@cases("name", "Templates", "templates (1)", "templates - Copie")
def test_a_folder_of_campaigns_that_has_not_quite_its_name_is_named(tmp_path: Path, name: str) -> None:
    """What another system, or a copy, called it; what only begins so is another thing."""
    (tmp_path / "communes.csv").touch()
    (tmp_path / "templates-2024").mkdir()
    with pytest.raises(UsageError, match="aucun projet"):
        project_root(tmp_path)
    (tmp_path / name).mkdir()
    with pytest.raises(UsageError, match=f"{re.escape(name)} : .*renommez ce dossier"):
        project_root(tmp_path)


@cases("name", "communes (1).csv", "Communes.csv", "communes - Copie.CSV")
def test_communes_under_the_name_of_a_copy_are_named(tmp_path: Path, name: str) -> None:
    """A download, a shared folder or another system gave it; nothing is to be saved again, but the name."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "communes-2024.csv").touch()
    with pytest.raises(UsageError, match="aucun projet"):
        project_root(tmp_path)
    (tmp_path / name).touch()
    with pytest.raises(UsageError, match=f"{re.escape(name)} : .*renommez ce fichier"):
        project_root(tmp_path)


@cases("name", "campaign.toml.txt", "campaign (1).toml", "Campaign.toml", "campaign.txt")
def test_a_campaign_whose_file_has_not_quite_its_name_is_told(small_project: Project, name: str) -> None:
    """Not that there is none, which one would begin anew."""
    own = small_project.campaign
    (own / "campaign.toml").rename(own / name)
    for asked in (None, own.name):
        with pytest.raises(UsageError, match=f"{re.escape(name)} : le programme lit campaign.toml"):
            open_project(small_project.root, asked)
    (own.parent / "autre").mkdir()
    (own.parent / "autre" / "campaign.toml").touch()
    assert open_project(small_project.root).campaign.name == "autre"


@cases("name", "communes (1).csv", "communes.xlsx")
def test_a_copy_of_the_communes_that_was_saved_since_is_told(small_project: Project, name: str) -> None:
    """One that is older, or of another name, is kept for some reason."""
    own, copy = small_project.communes, small_project.communes.with_name(name)
    for other in (copy, own.with_name("communes-2026.csv")):
        shutil.copy(own, other)
        os.utime(other, (own.stat().st_atime, own.stat().st_mtime + 60))
    assert [one.file for one in read_sources(small_project).problems] == [name]
    os.utime(copy, (0, 0))
    assert read_sources(small_project).problems == ()
