"""To read the register writes nothing, in any state it can be in, and shows it at one moment."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from generator.cli import run as command
from generator.locks import LOCK_FILES
from generator.register.database import open_register, transaction
from generator.register.schema import MIGRATIONS
from tests.cases import cases
from tests.conftest import copy_signed
from tests.register.test_database import INSERT
from tests.register.test_golden import GOLDEN
from tests.runs.conftest import REPOSITORY

#: Every command that only reads; LISTING is a folder for what they write elsewhere.
READERS = (
    ["status"],
    ["register", "journal"],
    ["register", "export", "LISTING"],
    ["register", "check"],
    ["diff"],
    ["build", "--dry-run", "--engine", "embedded"],
)
#: A user other than root, whom rights do not stop.
NOBODY = 65534


def listing(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return every file of a folder, with its bytes and the moment it was written."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def number_of(register: Path) -> list[str]:
    """Return the numbers that a reader sees."""
    with open_register(register) as connection:
        return [row["number"] for row in connection.execute("SELECT number FROM documents ORDER BY id")]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Return a register with one document."""
    path = tmp_path / "register" / "register.sqlite"
    with open_register(path, writing=True) as connection, transaction(connection):
        connection.execute(INSERT)
    return path


@pytest.fixture
def killed(register: Path) -> Path:
    """Return a register whose last writer was killed: its second document is in the -wal only."""
    with closing(sqlite3.connect(register, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute(INSERT.replace("N-1", "N-2").replace("59292", "59504"))
        shutil.copytree(register.parent, register.parent.with_name("killed"))
    return register.parent.with_name("killed") / register.name


@cases("older", False, True)
def test_commands_that_read_leave_the_register_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, older: bool
) -> None:
    """Byte for byte, nothing beside it, with the present schema and with an older one."""
    root = tmp_path / "projet"
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    register = root / "register" / "register.sqlite"
    shutil.copy(GOLDEN / "communes.csv", root)
    if older:
        with monkeypatch.context() as former:
            former.setattr("generator.register.database.MIGRATIONS", MIGRATIONS[:2])
            with open_register(register, writing=True) as connection, transaction(connection):
                connection.execute(
                    "INSERT INTO documents (number, campaign, insee, kind, rank, year, seq, state) VALUES "
                    "('MED_NUM-2025-001', 'mediation-numerique', '59292', 'convention', 0, 2025, 1, 'draft')"
                )
                connection.execute(
                    "INSERT INTO events (happened_at, number, what, before, after) "
                    "VALUES ('2025-04-01T00:00:00+00:00', 'MED_NUM-2025-001', 'numbered', '', '59292')"
                )
    else:
        shutil.copytree(GOLDEN / "register", root / "register")
        with open_register(register, writing=True):
            pass
    before = listing(root / "register")
    for arguments in READERS:
        asked = [str(tmp_path / "ailleurs") if one == "LISTING" else one for one in arguments]
        assert command([*asked, "--project", str(root)]) == 0, arguments
        assert listing(root / "register") == before, arguments


def test_what_a_killed_writer_left_is_read_and_stays(killed: Path) -> None:
    """What it committed is seen, and its -wal and -shm are left for the next writer."""
    before = listing(killed.parent)
    assert set(before) - LOCK_FILES == {"register.sqlite", "register.sqlite-shm", "register.sqlite-wal"}
    assert number_of(killed) == ["N-1", "N-2"]
    assert listing(killed.parent) == before


def test_what_a_killed_writer_left_is_read_through_a_link(killed: Path, tmp_path: Path) -> None:
    """SQLite has its log beside the file, wherever the project's link to it lies."""
    link = tmp_path / "projet" / "register" / "register.sqlite"
    link.parent.mkdir(parents=True)
    link.symlink_to(killed)
    assert number_of(link) == ["N-1", "N-2"]


@cases("made", "register", "killed")
def test_a_copy_made_of_hard_links_is_a_copy(made: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """What is written in one is not in the other, which would not know of its log either."""
    register: Path = request.getfixturevalue(made)
    copy, numbers = tmp_path / "copie" / "register" / "register.sqlite", number_of(register)
    shutil.copytree(register.parent, copy.parent, copy_function=os.link)
    with open_register(register, writing=True) as writer, transaction(writer):
        writer.execute(INSERT.replace("N-1", "N-3").replace("59292", "59002"))
    assert number_of(register) == [*numbers, "N-3"]
    assert number_of(copy) == numbers


def test_a_writer_at_work_is_neither_seen_nor_disturbed(register: Path) -> None:
    """Only what is committed is read, without waiting."""
    with open_register(register, writing=True) as writer, transaction(writer):
        writer.execute(INSERT.replace("N-1", "N-2").replace("59292", "59504"))
        assert number_of(register) == ["N-1"]
    assert number_of(register) == ["N-1", "N-2"]


@pytest.fixture
def locked(killed: Path) -> Iterator[Path]:
    """Return ``killed`` in a folder that nobody may write in, outside of those that pytest closes as it starts."""
    with TemporaryDirectory() as folder:
        copy = shutil.copytree(killed.parent, Path(folder, "register"))
        for path in (copy, *copy.iterdir()):
            path.chmod(0o555 if path.is_dir() else 0o444)
        Path(folder).chmod(0o755)
        yield copy / killed.name
        copy.chmod(0o755)


READ = """
import os, sys
from pathlib import Path
from generator.register.database import open_register
if os.getuid() == 0:
    os.setuid(int(sys.argv[2]))
with open_register(Path(sys.argv[1])) as connection:
    print(*(row["number"] for row in connection.execute("SELECT number FROM documents ORDER BY id")))
"""


@pytest.fixture
def shut(tmp_path: Path) -> Iterator[Path]:
    """Return a project with signed dossiers that nobody may write in, and a folder beside it where anybody may."""
    root = copy_signed(tmp_path / "projet").root
    with open_register(root / "register" / "register.sqlite", writing=True):
        pass
    (tmp_path / "disque").mkdir()
    for path in (root, *root.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield root
    for path in (root, *root.rglob("*")):
        path.chmod(0o755)


#: How root runs a command whom rights stop, as they stop everybody else (setpriv of util-linux).
WITHIN_RIGHTS = ("setpriv", "--bounding-set=-all") if os.getuid() == 0 else ()


def test_a_project_that_can_only_be_read_is_backed_up_elsewhere(shut: Path) -> None:
    """A share without rights, a disk that is set aside: what is in it can still be kept, and brought back."""
    before = listing(shut)
    disk = shut.with_name("disque")

    def back_up(target: Path) -> subprocess.CompletedProcess[str]:
        asked = ("backup", str(target), "--project", str(shut))
        arguments = [*WITHIN_RIGHTS, sys.executable, "-m", "generator", *asked]
        return subprocess.run(arguments, cwd=REPOSITORY, capture_output=True, text=True, check=False)

    assert back_up(disk).returncode == 0
    (made,) = disk.iterdir()
    refused = back_up(shut / "sauvegardes" / "s.zip")
    assert refused.returncode == 2
    assert "accès refusé" in refused.stderr
    assert listing(shut) == before
    new = shut.with_name("nouveau")
    assert command(["restore", str(made), "--project", str(new), "--yes"]) == 0
    assert command(["register", "check", "--project", str(new)]) == 0
    assert number_of(new / "register" / "register.sqlite") == number_of(shut / "register" / "register.sqlite")


@cases("without", (), ("-shm",), ("-shm", "-wal"))
def test_a_folder_without_rights_to_write_is_read(locked: Path, without: tuple[str, ...]) -> None:
    """As another user than root; also when SQLite would have to make a -shm or a -wal to read."""
    locked.parent.chmod(0o755)
    for suffix in without:
        locked.with_name(locked.name + suffix).unlink()
    locked.parent.chmod(0o555)
    ended = subprocess.run(
        [sys.executable, "-c", READ, str(locked), str(NOBODY)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stderr == ""
    assert ended.stdout.split() == (["N-1"] if "-wal" in without else ["N-1", "N-2"])


WRITE = """
import sys
from pathlib import Path
from generator.register.database import open_register, transaction
print("begins", flush=True)
for n in range(60):
    with open_register(Path(sys.argv[1]), writing=True) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 1")
        for k in range(3):
            with transaction(connection):
                for kind in ("a", "b"):
                    connection.execute(
                        "INSERT INTO documents (number, campaign, insee, kind, rank, year, seq, state) "
                        "VALUES (?, 'c', ?, ?, 0, 2025, 1, 'draft')", (f"{kind}-{n}-{k}", f"{n}-{k}" * 200, kind),
                    )
"""


def test_a_reader_beside_a_busy_writer_sees_whole_transactions(register: Path) -> None:
    """Two rows a transaction, checkpoints all the time: always both or none, in a sound database, never fewer."""
    seen = 0
    readings = 0
    with subprocess.Popen([sys.executable, "-c", WRITE, str(register)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "begins\n"
        while writer.poll() is None:
            with open_register(register) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
                counts = [
                    connection.execute("SELECT count(*) FROM documents WHERE kind = ?", kind).fetchone()[0]
                    for kind in (("a",), ("b",))
                ]
            assert counts[0] == counts[1] >= seen
            seen, readings = counts[0], readings + 1
        assert writer.returncode == 0
    assert readings > 10
    assert len(number_of(register)) == 1 + 2 * 180
