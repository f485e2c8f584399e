"""Backups and their way back: nothing lost, no number given twice, nothing taken from an archive on trust."""

from __future__ import annotations

import datetime
import errno
import hashlib
import json
import os
import re
import stat
import threading
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyrage
import pytest

from generator import clock
from generator.cli import run as command
from generator.errors import DataError, OutputError, RefusedError, RegisterError, UsageError
from generator.files import UNFINISHED, write_whole
from generator.inputs.campaign import Numbering
from generator.progress import Silence
from generator.project import RESTORING, Project, open_project
from generator.register.database import open_register, transaction
from generator.register.integrity import check_register
from generator.register.journal import read_journal
from generator.register.numbering import give_numbers, next_number
from generator.runs.keeping import backup, restore
from generator.runs.keeping.backup import BackupRequest
from generator.runs.keeping.restore import RestoreRequest
from generator.runs.keeping.restorereport import RestoreReport
from generator.runs.report import accept
from generator.safekeeping import replacement
from generator.safekeeping.archive import Archive, read_archive
from generator.safekeeping.encryption import decrypt, encrypt
from generator.safekeeping.versions import changing
from tests.cases import cases
from tests.conftest import REGISTER

NUMBERING = Numbering("MED_NUM-{year}-{seq:03d}", 2025)
CAMPAIGN = "mediation-numerique"


def give(project: Project, *insee: str) -> None:
    """Give numbers to communes."""
    with open_register(project.register, writing=True) as connection, transaction(connection):
        give_numbers(connection, CAMPAIGN, NUMBERING, insee)


def rows(project: Project) -> list[tuple[str, str, str]]:
    """Return number, commune and state of each document."""
    with open_register(project.register) as connection:
        found = connection.execute("SELECT number, insee, state FROM documents ORDER BY seq")
        return [tuple(row) for row in found]


def save(project: Project, target: Path, passphrase: str = "") -> Path:
    """Make a backup."""
    asked: Callable[[], str] | None = (lambda: passphrase) if passphrase else None
    return backup.run(project.root, BackupRequest(target, asked), Silence()).path


def bring_back(
    root: Path, source: Path | None, passphrase: str = "", confirms: Callable[[RestoreReport], bool] = accept
) -> RestoreReport:
    """Restore a backup."""
    return restore.run(root, RestoreRequest(source, lambda: passphrase, confirms), Silence())


def contents(root: Path) -> dict[str, bytes]:
    """Return the files of a project, locks and what was kept aside apart."""
    found = (path for path in sorted(root.rglob("*")) if path.is_file() and not path.name.startswith(".verrou"))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found if "mis-de-cote" not in path.parts}


@pytest.fixture
def saved(small_project: Project, tmp_path: Path) -> Path:
    """Return the backup of a project with one number, in which another was given since and the data changed."""
    give(small_project, "59292")
    source = save(small_project, tmp_path / "s.zip")
    give(small_project, "59504")
    small_project.communes.write_text("autre", encoding="utf-8")
    (small_project.campaign / "de-plus.txt").write_text("x", encoding="utf-8")
    return source


def test_a_number_given_since_is_void_for_ever(small_project: Project, saved: Path) -> None:
    """It stays with its commune, cancelled; the next one comes after it, and the journal says why."""
    report = bring_back(small_project.root, saved)
    assert rows(small_project) == [("MED_NUM-2025-001", "59292", "draft"), ("MED_NUM-2025-002", "59504", "cancelled")]
    assert [one.number for one in report.loss.given] == ["MED_NUM-2025-002"]
    assert check_register(small_project.register) == ()
    with open_register(small_project.register) as connection:
        assert next_number(connection, CAMPAIGN, NUMBERING, 2025) == ("MED_NUM-2025-003", 3)
        last = read_journal(connection, CAMPAIGN)[-1]
    assert (last.what, last.before) == ("cancelled", "draft")
    assert "sauvegarde du" in last.after


def test_a_backup_of_before_the_first_build_frees_no_number(small_project: Project, tmp_path: Path) -> None:
    """It has no register: the numbers given since are void for ever all the same."""
    source = save(small_project, tmp_path / "s.zip")
    give(small_project, "59292")
    report = bring_back(small_project.root, source)
    assert [one.number for one in report.loss.given] == ["MED_NUM-2025-001"]
    assert rows(small_project) == [("MED_NUM-2025-001", "59292", "cancelled")]
    assert (small_project.root / report.aside / "register" / "register.sqlite").is_file()


def test_a_backup_of_before_the_first_build_makes_no_signed_act_void(signed_project: Project, tmp_path: Path) -> None:
    """Nothing of the register goes aside."""
    (signed_project.root / "register").rename(tmp_path / "register")
    source = save(signed_project, tmp_path / "s.zip")
    (tmp_path / "register").rename(signed_project.root / "register")
    before = contents(signed_project.root)
    with pytest.raises(RefusedError, match="un acte signé ne s’annule pas"):
        bring_back(signed_project.root, source)
    assert contents(signed_project.root) == before


def test_a_backup_compressed_again_is_read(saved: Path, tmp_path: Path) -> None:
    """By an office that opened it, and whose system wrote the folders too."""
    with zipfile.ZipFile(saved, "a") as archive:
        archive.writestr("templates/", "")
    assert bring_back(tmp_path / "nouveau", saved).restored


def test_a_backup_is_named_after_the_hour_of_france(small_project: Project) -> None:
    """Whatever the zone of the machine: half past midnight there is the day before in London."""
    late = datetime.datetime(2026, 7, 1, 22, 30, tzinfo=datetime.UTC)
    before = clock.go_by(lambda: late)
    try:
        made = backup.run(small_project.root, BackupRequest(), Silence()).path
    finally:
        clock.go_on(before)
    assert made.name.endswith("-2026-07-02-003000.zip")
    assert [one.made_at for one in backup.known_backups(small_project.root)] == [late]


def test_what_is_replaced_is_kept_aside(small_project: Project, saved: Path) -> None:
    """The present register and files, as they were; what only the present has leaves the mirrored folders."""
    before = contents(small_project.root)
    report = bring_back(small_project.root, saved)
    aside = small_project.root / report.aside
    assert (aside / "communes.csv").read_text(encoding="utf-8") == "autre"
    assert (aside / "templates" / CAMPAIGN / "de-plus.txt").is_file()
    assert not (small_project.campaign / "de-plus.txt").exists()
    assert (aside / "register" / "register.sqlite").read_bytes() == before["register/register.sqlite"]
    assert "communes.csv" in report.changed
    assert open_project(small_project.root).campaign.name == CAMPAIGN


def test_two_restorations_of_one_second_keep_aside_apart(small_project: Project, saved: Path) -> None:
    """An hour comes twice where a clock goes back: what the first one kept stays."""
    before = clock.go_by(lambda: datetime.datetime(2026, 10, 25, 0, 30, tzinfo=datetime.UTC))
    first = bring_back(small_project.root, saved)
    small_project.communes.write_text("un autre encore", encoding="utf-8")
    second = bring_back(small_project.root, saved)
    clock.go_on(before)
    kept = [(small_project.root / report.aside / "communes.csv") for report in (first, second)]
    assert [path.read_text(encoding="utf-8") for path in kept] == ["autre", "un autre encore"]


def test_a_restoration_that_the_disk_interrupts_says_how_it_ends(
    small_project: Project, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The project is refused until then."""

    def full(source: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(replacement, "_move", full)
        with pytest.raises(OutputError, match=r"libérez.* finissez-la : conventions restore"):
            bring_back(small_project.root, saved)
    assert bring_back(small_project.root, None).finished


def test_nothing_changes_without_consent(small_project: Project, saved: Path) -> None:
    """What would be lost is shown first; no is no."""
    before, shown = contents(small_project.root), []

    def refuse(report: RestoreReport) -> bool:
        shown.append(report)
        return False

    assert not bring_back(small_project.root, saved, confirms=refuse).restored
    assert [one.number for one in shown[0].loss.given] == ["MED_NUM-2025-002"]
    assert contents(small_project.root) == before


def test_an_interrupted_restoration_loses_nothing(
    small_project: Project, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after any number of moves, the project is refused until it is finished, and then is as it should be."""
    move, moves = replacement._move, 0

    def fail(source: Path, target: Path) -> None:
        nonlocal moves
        if not moves:
            raise KeyboardInterrupt
        moves -= 1
        move(source, target)

    monkeypatch.setattr(replacement, "_move", fail)
    for done in range(3):
        moves = done
        with pytest.raises(KeyboardInterrupt):
            bring_back(small_project.root, None if (small_project.root / RESTORING).exists() else saved)
        with pytest.raises(UsageError, match=r"interrompue.*restore"):
            open_project(small_project.root)
    moves = 1000
    report = bring_back(small_project.root, None)
    assert report.finished
    assert rows(small_project)[1] == ("MED_NUM-2025-002", "59504", "cancelled")
    assert (small_project.root / report.aside / "communes.csv").read_text(encoding="utf-8") == "autre"
    assert open_project(small_project.root).campaign.name == CAMPAIGN


@cases("elsewhere", "output", "register", "templates")
def test_a_part_of_the_project_may_lie_on_another_disk(
    small_project: Project, saved: Path, monkeypatch: pytest.MonkeyPatch, elsewhere: str
) -> None:
    """A file changes disks by a copy; killed before any of its steps, it is finished, and nothing is mixed or lost."""
    for name in ("manifest.json", "59292-haveluy/pack.pdf", "59292-haveluy/avenant-1/pack.pdf"):
        write_whole(small_project.output / name, name.encode())
    made, there = contents(small_project.output), small_project.root / elsewhere
    rename, left = os.replace, 0

    def replace_on_two_disks(source: Path, target: Path) -> None:
        nonlocal left
        if left == 0:
            raise KeyboardInterrupt
        if Path(source).is_relative_to(there) != Path(target).is_relative_to(there):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(source))
        left -= 1
        rename(source, target)

    monkeypatch.setattr(os, "replace", replace_on_two_disks)
    report, kills = None, 0
    while report is None:
        left = 1 + kills % 3
        with suppress(KeyboardInterrupt):
            report = bring_back(small_project.root, None if (small_project.root / RESTORING).exists() else saved)
        kills += report is None
    assert kills > 3
    kept = small_project.root / report.aside
    assert report.finished
    assert rows(small_project)[1] == ("MED_NUM-2025-002", "59504", "cancelled")
    assert (kept / "communes.csv").read_text(encoding="utf-8") == "autre"
    output = kept / small_project.output.relative_to(small_project.root)
    assert {name: (output / name).read_bytes() for name in made} == made
    assert not list(small_project.root.rglob(f"{UNFINISHED}*"))


def test_a_restoration_waits_for_who_writes_the_data(
    small_project: Project, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A template that is being replaced would else take the place of the restored one."""
    monkeypatch.setattr(restore, "_LOCK_SECONDS", 0.1)
    before = contents(small_project.root)
    with changing(small_project.root, small_project.communes), pytest.raises(RegisterError, match="y travaille encore"):
        bring_back(small_project.root, saved)
    assert contents(small_project.root) == before
    assert bring_back(small_project.root, saved).restored


def test_a_restoration_is_finished_by_one_at_a_time(
    small_project: Project, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is told that it was interrupted may finish it while it goes on: what is kept aside stays what it was."""
    move, second = replacement._move, threading.Thread(target=bring_back, args=(small_project.root, None))

    def wait(source: Path, target: Path) -> None:
        if second.ident is None:
            second.start()
            second.join(0.5)
        move(source, target)

    monkeypatch.setattr(replacement, "_move", wait)
    report = bring_back(small_project.root, saved)
    second.join()
    assert (small_project.root / report.aside / "communes.csv").read_text(encoding="utf-8") == "autre"
    assert small_project.communes.read_text(encoding="utf-8") != "autre"


def test_a_restoration_that_is_over_has_no_plan_any_more(
    small_project: Project, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed while it removes what is of no use any more, it is over: nobody is told to finish it."""

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "rmdir", stop)
        with pytest.raises(KeyboardInterrupt):
            bring_back(small_project.root, saved)
    assert open_project(small_project.root).campaign.name == CAMPAIGN
    assert rows(small_project)[1] == ("MED_NUM-2025-002", "59504", "cancelled")


def test_an_empty_folder_becomes_the_project(signed_project: Project, tmp_path: Path) -> None:
    """Register, originals, data, evaluations at the top; not the program's own files, nor what a build makes."""
    for name in ("evaluation.csv", "revision.toml", "pyproject.toml", "retours/a.pdf", "output/x/a.docx"):
        path = signed_project.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    source = save(signed_project, tmp_path / "s.zip")
    new = tmp_path / "nouveau"
    bring_back(new, source)
    expected = contents(signed_project.root)
    assert contents(new).keys() == expected.keys() - {"pyproject.toml", "output/x/a.docx"}
    assert rows(open_project(new)) == rows(signed_project)
    assert check_register(open_project(new).register) == ()
    with pytest.raises(UsageError, match="ni un projet ni vide"):
        bring_back(tmp_path, source)


def test_a_signed_act_is_never_made_void(signed_project: Project, tmp_path: Path) -> None:
    """Numbered and signed since the backup: an older register would not know an act that exists."""
    with_acts = contents(signed_project.root)
    (signed_project.root / "register").rename(tmp_path / "register")
    give(signed_project, "59504")
    source = save(signed_project, tmp_path / "s.zip")
    for path in (signed_project.root / "register").iterdir():
        path.unlink()
    (signed_project.root / "register").rmdir()
    (tmp_path / "register").rename(signed_project.root / "register")
    with pytest.raises(RefusedError, match="un acte signé ne s’annule pas"):
        bring_back(signed_project.root, source)
    assert contents(signed_project.root) == with_acts
    assert REGISTER.is_dir()


def test_numbers_of_a_lost_register_are_read_in_the_output(small_project: Project, saved: Path) -> None:
    """What was printed was given: the manifest tells it when the register no longer can."""
    manifest: dict[str, object] = {
        "schema": 1,
        "campaign": CAMPAIGN,
        "engine": {"name": "", "version": ""},
        "recueil": None,
    }
    document: dict[str, object] = {
        "insee": "59564",
        "commune": "Rœulx",
        "kind": "convention",
        "number": "MED_NUM-2025-007",
    }
    file = {"path": "59564-roeulx/x.pdf", "sha256": "", "bytes": 0, "pages": None}
    document |= {"inputs_sha256": "", "engine_sha256": "", "files": [file]}
    manifest |= {"documents": [document], "originals": None, "inputs": {}}
    small_project.output.mkdir(parents=True)
    small_project.manifest.write_text(json.dumps(manifest), encoding="utf-8")
    small_project.register.write_bytes(b"damaged" * 500)
    report = bring_back(small_project.root, saved)
    assert [problem.level for problem in report.problems] == ["warning"]
    assert rows(small_project)[1] == ("MED_NUM-2025-007", "59564", "cancelled")


def test_a_backup_is_whole_while_another_writes(small_project: Project, tmp_path: Path) -> None:
    """What is not committed yet is not in it; nobody waits."""
    give(small_project, "59292")
    with open_register(small_project.register, writing=True) as connection, transaction(connection):
        give_numbers(connection, CAMPAIGN, NUMBERING, ["59504"])
        source = save(small_project, tmp_path / "s.zip")
    bring_back(tmp_path / "nouveau", source)
    assert rows(open_project(tmp_path / "nouveau")) == [("MED_NUM-2025-001", "59292", "draft")]


def test_a_backup_replaces_no_other(small_project: Project, saved: Path) -> None:
    """The name is taken: the former one may be the good one. By default each has the date in its name."""
    with pytest.raises(UsageError, match="existe déjà"):
        save(small_project, saved)
    made = backup.run(small_project.root, BackupRequest(), Silence()).path
    assert made.parent == small_project.root / "sauvegardes"


@cases("links", True, False)
def test_two_backups_of_one_second_are_not_one(
    small_project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """The other one, of somebody else and with another passphrase perhaps, has the name first, and keeps it."""
    target = tmp_path / "s.zip"

    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    if not links:
        monkeypatch.setattr(os, "link", refused)

    def overtaken(path: Path) -> Archive:
        target.write_text("une autre")
        return read_archive(path)

    monkeypatch.setattr("generator.runs.keeping.backup.read_archive", overtaken)
    with pytest.raises(UsageError, match="une sauvegarde n’en remplace pas une autre"):
        backup.run(small_project.root, BackupRequest(target), Silence())
    assert target.read_text() == "une autre"
    assert list(tmp_path.glob(".en-cours*")) == []


@pytest.mark.usefixtures("light_seals")
def test_only_its_passphrase_opens_an_encrypted_backup(small_project: Project, tmp_path: Path) -> None:
    """Nothing of it can be read without; another one, without its accents alone, is refused."""
    give(small_project, "59292")
    source = save(small_project, tmp_path / "s.zip.age", "l’été à Rœulx")
    assert b"communes.csv" not in source.read_bytes()
    with pytest.raises(UsageError, match="phrase secrète n’est pas la bonne"):
        bring_back(tmp_path / "nouveau", source, "l’ete à Rœulx")
    bring_back(tmp_path / "nouveau", source, "l’été à Rœulx")
    assert rows(open_project(tmp_path / "nouveau")) == rows(small_project)


@pytest.mark.usefixtures("light_seals")
def test_a_passphrase_that_could_not_be_tried_is_not_called_wrong(small_project: Project, tmp_path: Path) -> None:
    """What a busy machine meets by itself: the work that the file asks for is more than it can do in time."""
    source = save(small_project, tmp_path / "s.zip.age", "cheval correct")
    source.write_bytes(re.sub(rb"(-> scrypt \S+) \d+", rb"\g<1> 40", source.read_bytes(), count=1))
    with pytest.raises(UsageError, match="trop occupée"):
        bring_back(tmp_path / "nouveau", source, "cheval correct")


def test_a_machine_that_was_busy_for_a_blink_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """What age reckons in a blink is no reason to say that a backup cannot be opened; here age seals it itself."""
    sealed, answers = encrypt(b"x", "cheval"), [pyrage.DecryptError("Excessive work parameter")]
    opens = pyrage.passphrase.decrypt

    def busy(data: bytes, passphrase: str) -> bytes:
        if answers:
            raise answers.pop()
        return bytes(opens(data, passphrase))

    monkeypatch.setattr(pyrage.passphrase, "decrypt", busy)
    assert decrypt(sealed, "cheval") == b"x"
    assert answers == []


@pytest.mark.usefixtures("light_seals")
def test_a_passphrase_opens_however_a_machine_writes_it() -> None:
    """Spaces around it, accents apart from their letters."""
    apart = unicodedata.normalize("NFD", "l’été à Rœulx")
    assert decrypt(encrypt(b"x", "l’été à Rœulx"), f"  {apart}") == b"x"
    assert decrypt(encrypt(b"x", f"  {apart}"), "l’été à Rœulx") == b"x"


def test_spaces_alone_are_no_passphrase(small_project: Project, tmp_path: Path) -> None:
    """They would make an archive that anybody opens."""
    with pytest.raises(UsageError, match="phrase secrète est vide"):
        save(small_project, tmp_path / "s.zip.age", "  ")
    assert not (tmp_path / "s.zip.age").exists()


@pytest.mark.usefixtures("light_seals")
def test_what_a_mark_encrypted_once_still_opens(small_project: Project, tmp_path: Path) -> None:
    """The mark at the head of a file of Windows was part of the passphrase: backups made so are not lost."""
    source = save(small_project, tmp_path / "s.zip")
    sealed = tmp_path / "s.zip.age"
    sealed.write_bytes(pyrage.passphrase.encrypt(source.read_bytes(), "\ufeffcheval correct"))
    assert bring_back(tmp_path / "nouveau", sealed, "cheval correct").restored


def retold(source: Path, target: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """Write a backup again, what it says of itself changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "sauvegarde.json":
                about = json.loads(data)
                change(about)
                data = json.dumps(about).encode()
            new.writestr(entry.filename, data)
    return target


@cases("made_at", "hier", "", None, 5, "9999-12-31T23:59:59+00:00")
def test_a_backup_of_no_day_is_none(saved: Path, tmp_path: Path, made_at: object) -> None:
    """The day is told before anything is replaced, and written in the journal."""
    source = retold(saved, tmp_path / "x.zip", lambda about: about.update(made_at=made_at))
    with pytest.raises(DataError, match="pas une sauvegarde de ce programme"):
        bring_back(tmp_path / "nouveau", source)


def test_sizes_that_are_not_those_of_the_files_are_told_as_such(saved: Path, tmp_path: Path) -> None:
    """Not as a disk that is too small."""
    source = retold(saved, tmp_path / "x.zip", lambda about: about["files"][0].update(bytes=10**18))
    with pytest.raises(DataError, match="a été modifié depuis la sauvegarde"):
        bring_back(tmp_path / "nouveau", source)


@pytest.mark.usefixtures("light_seals")
@cases("data", b"", b"PK\x03\x04", b"%PDF-1.7")
def test_what_is_no_zip_is_told_in_french_under_its_own_name(tmp_path: Path, data: bytes) -> None:
    """Without the words of a library, and decrypted or not."""
    plain, sealed = tmp_path / "x.zip", tmp_path / "x.zip.age"
    plain.write_bytes(data)
    sealed.write_bytes(encrypt(data, "cheval correct"))
    for source in (plain, sealed):
        with pytest.raises(DataError) as caught:
            bring_back(tmp_path / "nouveau", source, "cheval correct")
        told = "ce fichier n’est pas une sauvegarde, ou il est abîmé ; prenez-en une autre."
        assert str(caught.value) == f"{source} : {told}"


@cases("data, words", (b"ce n'est pas une base", "le registre est endommagé"), (b"", "ce registre est un fichier vide"))
def test_a_damaged_register_is_that_of_the_backup(
    signed_project: Project, tmp_path: Path, data: bytes, words: str
) -> None:
    """The backup is named, not the place where it was unpacked."""
    saved = save(signed_project, tmp_path / "s.zip")
    told = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    about = retold(saved, tmp_path / "y.zip", lambda about: about["files"][0].update(told))
    with zipfile.ZipFile(about) as old, zipfile.ZipFile(tmp_path / "x.zip", "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, data if entry.filename == "register/register.sqlite" else old.read(entry))
    with pytest.raises(RegisterError) as caught:
        bring_back(tmp_path / "nouveau", tmp_path / "x.zip")
    assert str(caught.value).startswith(f"{tmp_path / 'x.zip'}, register/register.sqlite : {words}")


def test_nothing_is_said_to_be_aside_where_nothing_was(saved: Path, tmp_path: Path) -> None:
    """Into an empty folder."""
    report = bring_back(tmp_path / "nouveau", saved)
    assert (report.restored, report.aside) == (True, "")
    assert not (tmp_path / "nouveau" / "mis-de-cote").exists()


ODD_NAMES = [
    "templates/Médiation\u00a02025/campaign.toml",
    'retours/PV "définitif".pdf',
    "retours/Capture d’écran 2025-03-10 à 9.41.22\u202fAM.png",
    "retours/Qui : vote ?.pdf",
    "retours/acte.PDF",
    "retours/Acte.pdf",
    "evaluations/1er trimestre./a.csv",
    "Bilan\u00a0top.csv",
]


def test_whatever_it_is_called_a_file_is_kept(small_project: Project, tmp_path: Path) -> None:
    """What a system lets a file be called, a backup keeps and brings back, to where the same was changed too."""
    for name in ODD_NAMES:
        write_whole(small_project.root / name, name.encode())
    source = save(small_project, tmp_path / "s.zip")
    bring_back(tmp_path / "nouveau", source)
    (small_project.root / ODD_NAMES[0]).write_bytes(b"autre")
    bring_back(small_project.root, source)
    for root in (tmp_path / "nouveau", small_project.root):
        assert {name: (root / name).read_bytes() for name in ODD_NAMES} == {name: name.encode() for name in ODD_NAMES}


def test_what_lies_behind_a_link_is_kept(small_project: Project, tmp_path: Path) -> None:
    """A campaign on a share, a folder of returns elsewhere; a link that leads back is no second copy, nor endless."""
    write_whole(tmp_path / "partage" / "campaign.toml", b"x")
    (small_project.root / "templates" / "partage").symlink_to(tmp_path / "partage")
    (small_project.root / "templates" / "tout").symlink_to(small_project.root)
    bring_back(tmp_path / "nouveau", save(small_project, tmp_path / "s.zip"))
    assert (tmp_path / "nouveau" / "templates" / "partage" / "campaign.toml").read_bytes() == b"x"
    assert not (tmp_path / "nouveau" / "templates" / "tout").exists()


def test_no_backup_is_made_of_a_part(small_project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that can't be listed, a link to a disk that is away, a name that no archive holds: all are named."""
    retours = small_project.root / "retours"
    (small_project.root / "evaluations").symlink_to(tmp_path / "debranche")
    write_whole(retours / "a\\b.pdf", b"x")
    write_whole(retours / "a\nb.pdf", b"x")
    (retours / "c.pdf").symlink_to(tmp_path / "debranche" / "c.pdf")
    (retours / ".#acte.docx").symlink_to("greffier@poste.123")  # how an editor locks a file
    listed = os.scandir

    def refused(folder: Path) -> Iterator[os.DirEntry[str]]:
        if folder == small_project.campaign:
            raise PermissionError(errno.EACCES, "", str(folder))
        return listed(folder)

    monkeypatch.setattr("generator.safekeeping.precious.os.scandir", refused)
    with pytest.raises(OutputError, match="ne serait pas entière") as caught:
        save(small_project, tmp_path / "s.zip")
    assert sorted(problem.file for problem in caught.value.problems) == [
        "evaluations",
        "retours/a\\b.pdf",
        "retours/a\N{REPLACEMENT CHARACTER}b.pdf",
        "retours/c.pdf",
        f"templates/{CAMPAIGN}",
    ]
    assert not (tmp_path / "s.zip").exists()


def test_where_two_names_are_one_nothing_is_mixed(saved: Path, tmp_path: Path) -> None:
    """A system that takes capitals for small letters has the second of two files refused."""
    write_whole(tmp_path / "neuf" / "communes.csv", b"x")
    with pytest.raises(OutputError, match=r"communes\.csv : .*; écriture impossible \(ce nom est pris\)"):
        read_archive(saved, tmp_path / "neuf")
    assert (tmp_path / "neuf" / "communes.csv").read_bytes() == b"x"


HOSTILE = [
    "../x.csv",
    "/x.csv",
    "templates/../../x.csv",
    "C:\\x.csv",
    "templates\\x.csv",
    "generator/cli.py",
    "register/register.sqlite-wal",
    ".bashrc",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_is_written_outside_the_project(saved: Path, tmp_path: Path, name: str) -> None:
    """Names that lead elsewhere, or into the program, are refused before a file is written."""
    forge(saved, {name: b"x"})
    refuse(tmp_path, saved, "n’a pas sa place")


def test_a_link_is_refused(saved: Path, tmp_path: Path) -> None:
    """It would lead anywhere."""
    entry = zipfile.ZipInfo("templates/lien.txt")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(saved, "a") as archive:
        archive.writestr(entry, "/etc/passwd")
    refuse(tmp_path, saved, "n’a pas sa place")


def test_what_was_altered_is_refused(saved: Path, tmp_path: Path) -> None:
    """A file too many, another content, one that grows a thousandfold."""
    original = saved.read_bytes()
    with zipfile.ZipFile(saved, "a") as archive:
        archive.writestr("templates/x.txt", b"x")
    refuse(tmp_path, saved, "ne sont pas ceux de sa liste")
    for forged, words in (
        ({"communes.csv": b"autre"}, "a été modifié"),
        ({"communes.csv": b"0" * 50_000_000}, "a été modifié"),
    ):
        saved.write_bytes(original)
        forge(saved, forged, honest=False)
        refuse(tmp_path, saved, words)


def test_another_file_is_no_backup(saved: Path, tmp_path: Path) -> None:
    """A text, another ZIP, half a backup, one of a later version."""
    original = saved.read_bytes()
    for data, words in ((b"texte", "n’est pas une sauvegarde"), (original[:5000], "n’est pas une sauvegarde")):
        saved.write_bytes(data)
        refuse(tmp_path, saved, words)
    with zipfile.ZipFile(saved, "w") as archive:
        archive.writestr("a.txt", "a")
    refuse(tmp_path, saved, "ce n’est pas une sauvegarde")
    with pytest.raises(UsageError, match="introuvable"):
        bring_back(tmp_path / "nouveau", tmp_path / "absent.zip")


def forge(source: Path, files: dict[str, bytes], *, honest: bool = True) -> None:
    """Put files into a backup, in its list too when ``honest``."""
    with zipfile.ZipFile(source) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    about = json.loads(entries["sauvegarde.json"])
    if honest:
        for name, data in files.items():
            about["files"].append({"path": name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)})
    entries |= files | {"sauvegarde.json": json.dumps(about).encode()}
    with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)


def refuse(folder: Path, source: Path, words: str) -> None:
    """See a backup refused, and nothing left of it."""
    new = folder / "nouveau"
    with pytest.raises(DataError, match=words):
        bring_back(new, source)
    assert not new.exists()
    assert not (folder / "x.csv").exists()


@cases(
    "plan",
    {"aside": "x", "files": [], "leaving": ["../dehors.txt"]},
    {"aside": "../..", "files": [], "leaving": ["communes.csv"]},
    {"aside": "x", "files": ["/etc/x"], "leaving": []},
    {"aside": "x", "files": [5], "leaving": []},
    {"aside": "x"},
    [],
)
def test_a_restoration_under_way_moves_nothing_outside(small_project: Project, plan: object) -> None:
    """Its plan is a file like another: one that leads outside, or is none, is told and nothing moves."""
    outside = small_project.root.parent / "dehors.txt"
    outside.write_text("x", encoding="utf-8")
    folder = small_project.root / RESTORING
    folder.mkdir()
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    with pytest.raises(OutputError, match="restauration interrompue est illisible"):
        bring_back(small_project.root, None)
    assert outside.exists()
    assert small_project.communes.exists()


def test_a_folder_that_is_named_as_one_is_made(
    small_project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """« copies/ » is no file of that name; nor is the fingerprint of a password written in the place of a folder."""
    give(small_project, "59292")
    options = ["--project", str(small_project.root)]
    assert command(["backup", f"{tmp_path / 'copies' / 'mai'}{os.sep}", *options]) == 0
    (made,) = (tmp_path / "copies" / "mai").iterdir()
    assert made.name.startswith("sauvegarde-")
    assert command(["backup", str(tmp_path / "copies" / "juin"), *options]) == 0
    assert (tmp_path / "copies" / "juin").is_file()
    capsys.readouterr()
    assert command(["serve", *options, "--password-file", f"{tmp_path / 'secret'}{os.sep}"]) == 2
    assert "il faut un fichier" in capsys.readouterr().err


def test_a_backup_that_is_named_while_a_restoration_is_interrupted_is_not_forgotten(
    small_project: Project, saved: Path
) -> None:
    """The other one is to be finished first: what is named is not taken for it, nor passed over in silence."""
    (small_project.root / RESTORING).mkdir()
    with pytest.raises(UsageError, match=r"finissez-la d’abord .* puis restaurez .*s\.zip"):
        bring_back(small_project.root, saved)
    assert (small_project.root / RESTORING).is_dir()


def test_a_restoration_that_fails_leaves_no_folder(saved: Path, tmp_path: Path) -> None:
    """Nor one that nobody wanted in the end; a folder that was there stays."""
    wrong = tmp_path / "autre.zip"
    wrong.write_bytes(b"PK")
    new = tmp_path / "a" / "b"
    with pytest.raises(DataError):
        bring_back(new, wrong)
    assert not bring_back(new, saved, confirms=lambda _: False).restored
    assert not (tmp_path / "a").exists()
    new.mkdir(parents=True)
    with pytest.raises(DataError):
        bring_back(new, wrong)
    assert new.is_dir()
    assert bring_back(tmp_path / "c", saved).restored
    assert (tmp_path / "c" / "communes.csv").is_file()


def test_a_register_without_a_byte_is_told_as_such(small_project: Project, saved: Path, tmp_path: Path) -> None:
    """By its check, by the backup that keeps it and by the restoration that would bring it back."""
    small_project.register.write_bytes(b"")
    (told,) = check_register(small_project.register)
    assert "un fichier vide" in told.message
    made = backup.run(small_project.root, BackupRequest(tmp_path / "vide.zip"), Silence())
    assert (made.problems, made.error) == ((told,), RegisterError)
    bring_back(small_project.root, saved)
    shown = bring_back(small_project.root, tmp_path / "vide.zip", confirms=lambda _: False)
    assert (shown.error, "vide.zip" in shown.problems[0].file) == (RegisterError, True)
    assert shown.problems[0].message == told.message


@cases("lost", b"", None)
def test_an_empty_or_missing_register_beside_originals_is_a_lost_one(
    signed_project: Project, tmp_path: Path, lost: bytes | None
) -> None:
    """Nothing is numbered from one again, and a backup brings it back."""
    saved, before = tmp_path / "avant.zip", rows(signed_project)
    backup.run(signed_project.root, BackupRequest(saved), Silence())
    if lost is None:
        signed_project.register.unlink()
    else:
        signed_project.register.write_bytes(lost)
    with pytest.raises(RegisterError, match="et des originaux sont gardés à côté"):
        give(signed_project, "59292")
    with pytest.raises(RegisterError, match="et des originaux sont gardés à côté"):
        rows(signed_project)
    assert bring_back(signed_project.root, saved).restored
    assert rows(signed_project) == before
