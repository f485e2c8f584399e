"""The register's file: made, migrated, guarded against damage, other versions and other processes."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from generator.errors import RegisterError
from generator.files import UNFINISHED, write_whole
from generator.locks import LOCK_FILES
from generator.register.database import open_copy, open_register, snapshot_register, transaction
from generator.register.deliberations import current_act
from generator.register.schema import MIGRATIONS
from tests.cases import cases

INSERT = (
    "INSERT INTO documents (number, campaign, insee, kind, rank, year, seq, state) "
    "VALUES ('N-1', 'c', '59292', 'convention', 0, 2025, 1, 'draft')"
)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Make a register with one document and one event."""
    path = tmp_path / "register" / "register.sqlite"
    with open_register(path, writing=True) as connection, transaction(connection):
        connection.execute(INSERT)
        connection.execute(
            "INSERT INTO events (happened_at, number, what, before, after) "
            "VALUES ('2025-04-01T00:00:00+00:00', 'N-1', 'numbered', '', '59292')"
        )
    return path


def test_a_new_register_is_made_with_its_folder(tmp_path: Path) -> None:
    """The first use creates everything: strict tables, foreign keys, a journal that survives a crash."""
    path = tmp_path / "a" / "b" / "register.sqlite"
    with open_register(path, writing=True) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
        assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        strict = dict(connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall())
        assert strict["documents"] == strict["events"] == 1
    assert path.is_file()


def test_a_missing_register_reads_as_an_empty_one(tmp_path: Path) -> None:
    """Nothing is made; its copy can be written in, as a dry run does."""
    path = tmp_path / "register" / "register.sqlite"
    with open_register(path) as connection:
        assert connection.execute("SELECT * FROM documents").fetchall() == []
    with open_copy(path) as connection:
        connection.execute(INSERT)
    assert list(tmp_path.iterdir()) == []


def test_who_reads_cannot_write(register: Path) -> None:
    """What would be lost with the copy is refused."""
    with pytest.raises(RegisterError, match="readonly"), open_register(register) as connection:
        connection.execute("UPDATE documents SET state = 'sent'")


def test_opening_again_keeps_everything(register: Path) -> None:
    """Migrations run once."""
    with open_register(register, writing=True) as connection:
        assert connection.execute("SELECT number FROM documents").fetchall()[0]["number"] == "N-1"
    assert {path.name for path in register.parent.iterdir()} - LOCK_FILES == {"register.sqlite"}


@cases(
    "statement",
    "DELETE FROM documents",
    "UPDATE documents SET number = 'N-2'",
    "UPDATE documents SET insee = '59172'",
    "UPDATE documents SET seq = 2",
    "DELETE FROM events",
    "UPDATE events SET after = 'x'",
    INSERT,
    INSERT.replace("N-1", "N-2"),
    INSERT.replace("N-1", "N-2").replace("59292", "59172").replace("'draft'", "'lost'"),
    INSERT.replace("N-1", "N-2").replace("59292", "59172").replace("2025", "'MMXXV'"),
    "INSERT INTO events (happened_at, number, what, before, after) VALUES ('', 'N-9', '', '', '')",
)
def test_the_file_itself_refuses_what_must_never_be(register: Path, statement: str) -> None:
    """Numbers stay, the journal is only added to, a document has one number: whatever the program does."""
    with closing(sqlite3.connect(register)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)


def test_a_state_may_change_and_a_cancelled_document_makes_room(register: Path) -> None:
    """After a cancellation the commune may get a document again, under another number."""
    with open_register(register, writing=True) as connection, transaction(connection):
        connection.execute("UPDATE documents SET state = 'cancelled'")
        connection.execute(INSERT.replace("N-1", "N-2").replace("1, 'draft'", "2, 'draft'"))
        assert connection.execute("SELECT count(*) FROM documents").fetchone()[0] == 2


def test_a_transaction_that_fails_leaves_nothing(register: Path) -> None:
    """All or nothing; the error of the block comes out as it is."""

    def fail(connection: sqlite3.Connection) -> None:
        with transaction(connection):
            connection.execute("UPDATE documents SET state = 'sent'")
            raise KeyError

    with open_register(register, writing=True) as connection:
        with pytest.raises(KeyError):
            fail(connection)
        assert connection.execute("SELECT state FROM documents").fetchone()[0] == "draft"


def test_the_block_s_own_errors_pass(register: Path) -> None:
    """A full disk elsewhere is not the register's fault, and must not be told as such."""
    with pytest.raises(PermissionError), open_register(register):
        raise PermissionError(13, "Permission denied", "output/a.docx")


def damage_text(path: Path) -> None:
    path.write_text("ceci n’est pas un registre " * 50, encoding="utf-8")


def damage_pages(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    path.write_bytes(data)


def damage_end(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def damage_tables(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DROP TABLE events")
        connection.execute("DROP TABLE documents")


@cases("writing", False, True)
@cases("damage", damage_text, damage_pages, damage_end, damage_tables)
def test_a_damaged_file_is_told_and_left_alone(
    register: Path, damage: Callable[[Path], None], *, writing: bool
) -> None:
    """Exit 6, in French, with what to do; the file is not repaired over what could still be read of it."""
    damage(register)
    before = register.read_bytes()
    with (
        pytest.raises(RegisterError, match=r"endommagé.*sauvegarde") as caught,
        open_register(register, writing=writing) as connection,
    ):
        connection.execute("SELECT * FROM documents").fetchall()
    assert caught.value.exit_code == 6
    assert str(register) in str(caught.value)
    assert register.read_bytes() == before


@cases("writing", False, True)
def test_a_newer_register_is_refused_untouched(register: Path, *, writing: bool) -> None:
    """An old program does not write in what it does not know."""
    with closing(sqlite3.connect(register)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = register.read_bytes()
    with pytest.raises(RegisterError, match="version plus récente"), open_register(register, writing=writing):
        pytest.fail("opened")
    assert register.read_bytes() == before


@cases("make", Path.mkdir, os.mkfifo, lambda path: path.symlink_to("/dev/zero"))
def test_a_register_that_cannot_be_opened_is_told(tmp_path: Path, make: Callable[[Path], None]) -> None:
    """A folder, a pipe or a device in its place, a file in its folder's: rights, not damage, and no waiting."""
    make(tmp_path / "register.sqlite")
    for writing in (False, True):
        with (
            pytest.raises(RegisterError, match=r"ne peut pas être ouvert.*droits"),
            open_register(tmp_path / "register.sqlite", writing=writing),
        ):
            pytest.fail("opened")
    (tmp_path / "file").write_text("")
    for writing in (False, True):
        with (
            pytest.raises(RegisterError, match="un fichier est à la place du dossier"),
            open_register(tmp_path / "file" / "r.sqlite", writing=writing),
        ):
            pytest.fail("opened")


@cases("linked", "register", "register/register.sqlite")
def test_a_link_that_leads_nowhere_is_no_empty_register(tmp_path: Path, linked: str) -> None:
    """A disk that is not plugged in: numbers would be given again, and a backup would lack them all."""
    path = tmp_path / "register" / "register.sqlite"
    (tmp_path / linked).parent.mkdir(exist_ok=True)
    (tmp_path / linked).symlink_to(tmp_path / "disque" / "registre")
    for writing in (False, True):
        with pytest.raises(RegisterError, match="ce lien ne mène à rien"), open_register(path, writing=writing):
            pytest.fail("opened")
    with pytest.raises(RegisterError, match="ce lien ne mène à rien"):
        snapshot_register(path)


@cases(
    "said, name, told",
    ("disk I/O error", "SQLITE_IOERR_WRITE", r"\(le disque est plein ou ne répond pas\)"),
    ("database or disk is full", "SQLITE_FULL", r"\(disque plein\)"),
    ("attempt to write a readonly database", "SQLITE_READONLY", r"\(il est en lecture seule\)"),
)
def test_what_the_disk_refuses_is_told_in_french(register: Path, said: str, name: str, told: str) -> None:
    """SQLite says it in English, a full disk as an error of the disk."""
    error = sqlite3.OperationalError(said)
    error.sqlite_errorname = name
    with pytest.raises(RegisterError, match=told), open_register(register, writing=True):
        raise error


def test_why_a_register_is_not_opened_is_asked_of_the_system(
    register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite says the same of a full disk, of too many files and of a folder that is closed."""
    error = sqlite3.OperationalError("unable to open database file")
    error.sqlite_errorname = "SQLITE_CANTOPEN"
    with (
        pytest.raises(RegisterError, match=r"\(son dossier n’est pas accessible\)"),
        open_register(register, writing=True),
    ):
        raise error

    def refuse(**_: object) -> None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    for path in (register, tmp_path / "neuf" / "register.sqlite"):
        with pytest.raises(RegisterError, match=r"\(trop de fichiers ouverts\)"), open_register(path, writing=True):
            raise error


def test_a_folder_in_the_place_of_the_register_is_in_no_backup(tmp_path: Path) -> None:
    """A backup that leaves it out would say that all is kept."""
    (tmp_path / "register.sqlite").mkdir()
    with pytest.raises(RegisterError, match="ne peut pas être ouvert"):
        snapshot_register(tmp_path / "register.sqlite")


HOLD = """
import sys
from pathlib import Path
from generator.register.database import open_register, transaction
with open_register(Path(sys.argv[1]), writing=True) as connection, transaction(connection):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_busy_register_is_told_and_free_again_afterwards(register: Path) -> None:
    """Another process that writes makes this one wait, then give up with exit 6."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(register)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == "held\n"
        with (
            pytest.raises(RegisterError, match=r"occupé.*recommencez") as caught,
            open_register(register, busy_seconds=0.05, writing=True) as connection,
            transaction(connection),
        ):
            pytest.fail("two writers at once")
        assert caught.value.exit_code == 6
        holder.stdin.close()
        assert holder.wait() == 0
    with open_register(register, busy_seconds=0.05, writing=True) as connection, transaction(connection):
        connection.execute("UPDATE documents SET state = 'sent'")


def test_an_older_register_is_backed_up_then_migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before its schema changes, the whole register is copied beside it, once, and nothing is lost."""
    register = tmp_path / "register.sqlite"
    with monkeypatch.context() as older:
        older.setattr("generator.register.database.MIGRATIONS", MIGRATIONS[:1])
        with open_register(register, writing=True) as connection, transaction(connection):
            connection.execute(INSERT)
    with open_register(register, writing=True) as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone()[0] == 1
        assert connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
    (backup,) = (tmp_path / "sauvegardes").iterdir()
    assert backup.name == "register-v1.sqlite"
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("SELECT number FROM documents").fetchall() == [("N-1",)]
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)


def test_acts_of_an_older_register_keep_no_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They were recorded before it was asked: their reason and advice are empty."""
    register = tmp_path / "register.sqlite"
    with monkeypatch.context() as older:
        older.setattr("generator.register.database.MIGRATIONS", MIGRATIONS[:3])
        with open_register(register, writing=True) as connection, transaction(connection):
            connection.execute(INSERT)
            connection.execute("INSERT INTO originals VALUES (?, 'pdf', 1)", ("0" * 64,))
            connection.execute(
                "INSERT INTO acts (document, number, decided_on, present_names, proxies, absent_names, secretary, "
                "signatories, object, identifier, source, source_sha256, recorded_at) "
                "VALUES ('N-1', '1', '2025-04-02', '[]', '[]', '[]', '', '[]', '', '', 'd.pdf', ?, '')",
                ("0" * 64,),
            )
    with open_register(register) as connection:
        act = current_act(connection, "N-1")
    assert act is not None
    assert (act.despite_why, act.despite_advice) == ("", "")


def test_what_a_killed_process_left_half_written_is_removed(tmp_path: Path) -> None:
    """By the next one that writes, which is alone there; nothing else goes."""
    path = tmp_path / "register" / "register.sqlite"
    left = path.parent / "originals" / f"{UNFINISHED}12-abc.pdf"
    kept = path.parent / "originals" / "abc.pdf"
    with open_register(path, writing=True):
        pass
    for file in (left, kept):
        write_whole(file, b"x")
    with open_register(path):
        assert left.exists()
    with open_register(path, writing=True):
        assert (left.exists(), kept.exists()) == (False, True)
