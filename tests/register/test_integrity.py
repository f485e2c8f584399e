"""The register's own check finds each thing that must never be."""

from __future__ import annotations

import datetime
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from generator.errors import RegisterError
from generator.register.database import open_register
from generator.register.deliberations import current_acts, record_act
from generator.register.integrity import check_register
from generator.register.journal import read_journal
from generator.register.ledger import Completion, mark_complete
from generator.register.originals import Source
from generator.register.signatures import SignatureDates, SignedFile, record_signature
from generator.register.standings import read_standings
from tests.cases import cases
from tests.register.conftest import ACT, DOSSIER, NUMBER, SITTING


@pytest.fixture
def voted(numbered: Path) -> Path:
    """Return a register whose one document has its deliberation."""
    with open_register(numbered, writing=True) as connection:
        record_act(connection, numbered, NUMBER, ACT, SITTING, Source("d.txt", b"texte"), replace=False)
    return numbered


def found(register: Path) -> list[tuple[str, str]]:
    """Return what the check finds, as (level, message)."""
    return [(problem.level, problem.message) for problem in check_register(register)]


def spoil(register: Path, *statements: str) -> None:
    """Change the register as no program of ours would: without its triggers and its foreign keys."""
    with closing(sqlite3.connect(register, isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)


def test_a_sound_register_has_nothing(voted: Path) -> None:
    """No false alarm."""
    assert found(voted) == []


@cases(
    "statement, message",
    (
        "INSERT INTO documents (number, campaign, insee, kind, rank, year, seq, state) "
        "VALUES ('MED_NUM-2025-1', 'mediation', '59504', 'convention', 0, 2025, 1, 'draft')",
        "le rang 1 de 2025 (mediation) a servi deux fois : MED_NUM-2025-001, MED_NUM-2025-1",
    ),
    ("UPDATE documents SET insee = '59504'", "MED_NUM-2025-001 est à 59504, mais donné à 59292 selon le journal"),
    ("DELETE FROM events WHERE id = 1", "MED_NUM-2025-001 est à 59292, mais jamais donné selon le journal"),
    ("UPDATE events SET id = 5 WHERE id = 2", "journal : il manque des événements avant le n° 5"),
    ("UPDATE acts SET replaced_at = '2025-04-07T09:30'", "MED_NUM-2025-001 : état « voté » sans délibération"),
    ("UPDATE documents SET state = 'draft'", "MED_NUM-2025-001 : état « projet » malgré une délibération"),
    ("UPDATE documents SET state = 'signed'", "MED_NUM-2025-001 : état « signé » qui ne va pas avec sa signature"),
    ("DELETE FROM documents", "table events, ligne 1 : renvoi vers rien"),
)
def test_each_fault_is_found(voted: Path, statement: str, message: str) -> None:
    """Numbers, journal, states, links."""
    spoil(voted, statement)
    assert ("error", message) in found(voted)


@cases(
    "statement, told",
    ("DROP TRIGGER events_stay", "effacer ou de changer ce qui est enregistré : des règles manquent (events_stay)"),
    ("DROP INDEX one_act_a_document", "plus rien n’empêche les doubles : des règles manquent (one_act_a_document)"),
    ("DROP TABLE mailed_files", "des tables manquent, ou de leurs colonnes (mailed_files)"),
    ("ALTER TABLE notes RENAME COLUMN text TO texte", "des tables manquent, ou de leurs colonnes (notes)"),
)
def test_what_another_program_took_out_is_told(voted: Path, statement: str, told: str) -> None:
    """Tables and columns, and the rules by which what is recorded stays."""
    with closing(sqlite3.connect(voted)) as connection:
        connection.execute(statement)
    ((level, message),) = found(voted)
    assert (level, message.endswith(told)) == ("error" if "TABLE" in statement else "warning", True)


def test_a_table_that_is_missing_is_told_in_french(voted: Path) -> None:
    """By who reads it too."""
    with closing(sqlite3.connect(voted)) as connection:
        connection.execute("DROP TABLE acts")
    with (
        pytest.raises(RegisterError, match=r"endommagé : des tables manquent.*acts"),
        open_register(voted) as connection,
    ):
        current_acts(connection, "mediation")


@cases(
    "statement, place",
    ("UPDATE acts SET decided_on = ''", "colonne decided_on : «  » n’est pas une date"),
    ("UPDATE acts SET decided_on = '2025-13-45'", "colonne decided_on : « 2025-13-45 » n’est pas une date"),
    ("UPDATE acts SET sent_on = 'hier'", "colonne sent_on : « hier » n’est pas une date"),
    ("UPDATE acts SET proxies = '[[\"A\", '", "colonne proxies : ce qui y était gardé est coupé ou illisible"),
    ("UPDATE acts SET present_names = '{}'", "colonne present_names : ce n’est pas ce qui y est gardé"),
)
def test_a_damaged_value_is_told_with_its_place(voted: Path, statement: str, place: str) -> None:
    """Table, row, document and column; who reads it is told the same, as damage of the register."""
    spoil(voted, statement)
    message = f"table acts, ligne 1 ({NUMBER}), {place}"
    assert [one for one in found(voted) if one[0] == "error"] == [("error", message)]
    with pytest.raises(RegisterError) as caught, open_register(voted) as connection:
        current_acts(connection, "mediation")
    assert str(caught.value).endswith(
        f"le registre est endommagé : {message} ; n’effacez rien et reprenez une sauvegarde."
    )


@cases(
    "statement",
    "UPDATE events SET happened_at = 'hier' WHERE id = 1",
    "UPDATE events SET happened_at = '9999-12-31T23:59:59+00:00' WHERE id = 1",
    "UPDATE documents SET state = 'perdu'",
    "UPDATE acts SET designated = NULL",
    "UPDATE events SET author = NULL WHERE id = 1",
)
def test_damage_is_no_fault_of_the_program(voted: Path, statement: str) -> None:
    """What the journal and the standings hold is read as long as the register is open."""
    with closing(sqlite3.connect(voted)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = replace(sql, ' NOT NULL', '') WHERE type = 'table'")
        connection.commit()
    spoil(voted, "PRAGMA ignore_check_constraints = ON", statement)
    assert found(voted)
    with pytest.raises(RegisterError, match="endommagé"):
        _read_all(voted)


def _read_all(register: Path) -> None:
    read_standings(register, "mediation")
    with open_register(register) as connection:
        read_journal(connection, "mediation")


def test_what_fails_over_a_sound_register_is_no_damage(voted: Path) -> None:
    """A fault of the program is not called damage."""
    with pytest.raises(ValueError, match="autre chose"), open_register(voted):
        raise ValueError("autre chose")


def test_what_is_kept_in_a_form_is_read(voted: Path) -> None:
    """What was signed, as JSON that another program cut or wrote."""
    signed, day = voted, datetime.date(2025, 5, 12)
    mark_complete(signed, [Completion(NUMBER, read_standings(signed, "mediation").documents[0].act, True)])
    with open_register(signed, writing=True) as connection:
        files = (SignedFile("output", "a/c.pdf", b"%PDF"),)
        record_signature(connection, signed, NUMBER, SignatureDates(day, day), DOSSIER, files)
    assert found(signed) == []
    for content in ("{", "[]", '{"schema": 4}'):
        spoil(signed, f"UPDATE signatures SET content = '{content}'")
        assert ("error", f"table signatures, ligne 1 ({NUMBER}) : ce qui y est gardé ne se lit pas") in found(signed)


def test_originals_are_looked_at(voted: Path) -> None:
    """A missing original and an altered one are errors; a file too many is a warning."""
    (original,) = (voted.parent / "originals").iterdir()
    (voted.parent / "originals" / "inconnu.pdf").write_bytes(b"x")
    original.write_bytes(b"autre")
    assert found(voted) == [
        ("error", "cet original a été modifié"),
        (
            "warning",
            "inconnu du registre : un enregistrement a été interrompu, ou un registre plus ancien remis en place",
        ),
    ]
    original.unlink()
    assert found(voted)[0] == ("error", "cet original manque")


def test_a_spoilt_file_is_told(voted: Path) -> None:
    """SQLite's own integrity check is part of it: here an index says another number than its table."""
    with closing(sqlite3.connect(voted)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = voted.read_bytes()
    last = data.rindex(NUMBER.encode())
    voted.write_bytes(data[:last] + b"X" + data[last + 1 :])
    problems = found(voted)
    assert problems
    assert all(message.startswith("base endommagée") for _, message in problems)
