"""What is written where a person says: not among a project's own files, and over none of another kind."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from generator.cli import run
from generator.errors import UsageError
from generator.exports import write_exports
from generator.pdf.archive import archive, is_archive
from generator.pdf.metadata import Description
from generator.project import Project
from tests.cases import cases

OWN = [
    "templates",
    "templates/mediation-numerique",
    "templates/nouvelle",
    "register",
    "register/originals",
    "retours",
    "evaluations/2026",
    "revisions",
    "modifie-a-la-main",
    "versions-anterieures",
    "mis-de-cote",
    ".fabriques",
]
MADE = ["output/mediation-numerique", "output/mediation-numerique/59292-haveluy"]


def state(root: Path) -> dict[str, bytes | None]:
    """Return all that a folder holds."""
    return {str(path.relative_to(root)): path.read_bytes() if path.is_file() else None for path in root.rglob("*")}


@pytest.fixture
def built(signed_project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a project with a register and what looks like a build, from which commands are called."""
    signed_project.output.mkdir(parents=True)
    signed_project.manifest.write_text("{}")
    (signed_project.root / "sauvegardes").mkdir()
    monkeypatch.chdir(signed_project.root)
    return signed_project


@cases("folder", ".", "", *OWN, *MADE)
@cases("command", ["register", "export"], ["planning", "--ics"])
def test_an_export_is_never_among_the_project_s_own_files(
    built: Project, capsys: pytest.CaptureFixture[str], command: list[str], folder: str
) -> None:
    """Its folder, those of people's work, those of the program's memory, what a build made; nothing is written."""
    before = state(built.root)
    assert run([*command, folder or str(built.root)]) == 2
    assert "nommez" in capsys.readouterr().err
    assert state(built.root) == before


@cases("folder", "agendas", "output/agendas", "sauvegardes/2026", "templates-anciens")
@cases("command", ["register", "export"], ["planning", "--ics"])
def test_an_export_may_have_a_folder_of_its_own_in_the_project(built: Project, command: list[str], folder: str) -> None:
    """Beside the project's own, and again over what the same command wrote."""
    assert [run([*command, folder]), run([*command, folder])] == [0, 0]
    assert list((built.root / folder).iterdir())


def test_neither_a_link_nor_another_project_is_a_way_in(built: Project, tmp_path: Path) -> None:
    """A register that lies on another disk, a link to the templates, the project of somebody else."""
    shutil.move(built.root / "register", tmp_path / "disque")
    (built.root / "register").symlink_to(tmp_path / "disque")
    (tmp_path / "lien").symlink_to(built.campaign)
    shutil.copytree(built.root, tmp_path / "autre", symlinks=True)
    for folder in ("disque", "disque/originals", "lien", "autre", "autre/templates"):
        assert run(["register", "export", str(tmp_path / folder)]) == 2


@cases(
    "command, name, data",
    ("register export", "communes.csv", b"insee;nom\r\n59292;Haveluy\r\n"),
    ("register export", "notes.csv", "commune;note\r\nHaveluy;à rappeler\r\n".encode()),
    ("register export", "registre.json", b'{"documents": [], "autre": 1}'),
    ("register export", "registre.json", b"[]"),
    ("register export", "journal.csv", b""),
    ("register export", "journal.csv", b"\xff\xfe\x00"),
    ("planning --ics", "m1.ics", b"BEGIN:VCALENDAR\r\nPRODID:-//Mozilla.org//Calendar\r\nEND:VCALENDAR\r\n"),
    ("planning --ics", "m1.ics", "à garder".encode()),
)
def test_what_is_of_another_kind_is_not_written_over(
    built: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, name: str, data: bytes
) -> None:
    """It is named, and nothing of the export is there."""
    folder = tmp_path / "à moi"
    folder.mkdir()
    (folder / name).write_bytes(data)
    assert run([*command.split(), str(folder)]) == 2
    assert name in (said := capsys.readouterr().err)
    assert "rien n’a été remplacé" in said
    assert state(folder) == {name: data}


def test_an_export_of_an_older_register_is_replaced(built: Project, tmp_path: Path) -> None:
    """It had a table and a column less."""
    folder = tmp_path / "export"
    assert run(["register", "export", str(folder)]) == 0
    for path, known in ((folder / "registre.json", b'{"documents": []}\n'), (folder / "journal.csv", b"")):
        whole = path.read_bytes()
        path.write_bytes(known or whole.replace(b";commune\r\n", b"\r\n", 1))
        assert path.read_bytes() != whole
        assert run(["register", "export", str(folder)]) == 0
        assert path.read_bytes() == whole


def test_a_link_or_a_folder_under_the_name_is_not_replaced(built: Project, tmp_path: Path) -> None:
    """What it leads to is somebody's; the same bytes are no reason to write."""
    (tmp_path / "autre").write_text("x")
    (tmp_path / "a.txt").symlink_to(tmp_path / "autre")
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(UsageError, match=r"a\.txt, b\.txt ne viennent pas"):
        write_exports(built.root, tmp_path, {"a.txt": b"x", "b.txt": b"x", "c.txt": b"x"}, lambda *_: True)
    assert not (tmp_path / "c.txt").exists()


def test_pages_that_were_completed_are_not_pages_that_were_made() -> None:
    """A comment, a signature, another program: the file is somebody's work by now."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    made = archive(pdf, Description("Avenant", "", "fr", datetime(2026, 1, 2, tzinfo=UTC)))
    assert is_archive(made)
    assert not is_archive(made + b"\n1 0 obj\nnull\nendobj\nxref\n0 0\ntrailer\n<</Prev 1>>\nstartxref\n9\n%%EOF\n")
    assert not is_archive(b"un texte startxref")
    for change in ("/ModDate", "/Producer", "/ByteRange"):
        with pikepdf.open(BytesIO(made)) as other:
            if change == "/ByteRange":
                value = pikepdf.Dictionary(ByteRange=[0, 1], Contents=b"signature")
                other.Root.Signature = other.make_indirect(value)
            else:
                other.docinfo[change] = "D:20260301120000Z"
            other.save(written := BytesIO())
        assert not is_archive(written.getvalue())


@cases("target", "templates/s.zip", "register/s.zip", "register/originals", "retours/s.zip", "register")
@cases("there", True, False)
def test_a_backup_is_not_among_what_it_keeps(
    small_project: Project, capsys: pytest.CaptureFixture[str], target: str, there: bool
) -> None:
    """The next one would hold it; one called « register » would be in the way of the register."""
    root = small_project.root
    if there:
        (root / "register" / "originals").mkdir(parents=True)
    before = state(root)
    assert run(["backup", str(root / target), "--project", str(root)]) == 2
    assert "appartient au projet" in capsys.readouterr().err
    assert state(root) == before


@cases(
    "target, said",
    ("output/s.zip", "se supprime sans crainte"),
    ("output", "se supprime sans crainte"),
    ("evaluation-2026.csv", "donnez-lui un nom en .zip"),
    ("campaign.toml", "donnez-lui un nom en .zip"),
)
def test_a_backup_has_no_name_that_means_something_else(
    small_project: Project, capsys: pytest.CaptureFixture[str], target: str, said: str
) -> None:
    """Among what anybody may delete, or called as a file of data."""
    root = small_project.root
    assert run(["backup", str(root / target), "--project", str(root)]) == 2
    assert said in capsys.readouterr().err
    assert not (root / target).exists()


@cases(
    "target, folder",
    ("s.zip", "projet"),
    (".", "projet"),
    ("sauvegardes", "projet/sauvegardes"),
    ("sauvegardes/s.zip", "projet/sauvegardes"),
    ("../s.zip", "."),
)
def test_a_backup_may_be_beside(small_project: Project, target: str, folder: str) -> None:
    """In the project's folder, in that of the backups even when it is not there yet, elsewhere."""
    root = small_project.root
    assert run(["backup", str(root / target), "--project", str(root)]) == 0
    (made,) = root.parent.rglob("*.zip")
    assert made.parent.relative_to(root.parent).as_posix() == folder


@cases("folder", ".", "..", "/", "templates", "templates/essai", "register", "retours", "evaluations/x")
@cases("dry", True, False)
def test_a_build_is_never_among_the_project_s_own_files(
    small_project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: str, dry: bool
) -> None:
    """Nor in what contains the project: the folder of a campaign could be one of its own."""
    monkeypatch.chdir(small_project.root)
    before = state(small_project.root.parent)
    assert run(["build", "--output", folder, *(["--dry-run"] if dry else [])]) == 2
    assert "à part" in capsys.readouterr().err
    assert state(small_project.root.parent) == before


def test_a_build_is_not_made_around_a_register_that_lies_elsewhere(small_project: Project, tmp_path: Path) -> None:
    """A link leads to it."""
    (tmp_path / "disque" / "registre").mkdir(parents=True)
    (small_project.root / "register").symlink_to(tmp_path / "disque" / "registre")
    for folder in ("disque", "disque/registre"):
        assert run(["build", "--project", str(small_project.root), "--output", str(tmp_path / folder)]) == 2
    assert not list((tmp_path / "disque" / "registre").iterdir())


def test_a_demonstration_and_a_password_lie_outside(
    small_project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are made where a person says, too."""
    monkeypatch.chdir(small_project.root)
    assert run(["demo", "templates/essai"]) == 2
    assert run(["serve", "--password-file", "register/secret"]) == 2
    assert capsys.readouterr().err.count("appartient au projet") == 2
    assert not (small_project.root / "register").exists()


@cases("name", "communes.csv", "templates/mediation-numerique/convention.docx", "register/journal.txt")
def test_the_log_is_added_to_no_other_file(small_project: Project, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A name that was typed wrongly would spoil communes.csv."""
    before = state(small_project.root)
    monkeypatch.setenv("CONVENTIONS_LOG", str(small_project.root / name))
    assert run(["use", "--project", str(small_project.root)]) == 2
    assert state(small_project.root) == before
    log = small_project.root / "journal.txt"
    monkeypatch.setenv("CONVENTIONS_LOG", os.fspath(log))
    for _ in range(2):
        run(["planning", "--project", str(small_project.root), "--dry-run"])
    assert log.is_file()
