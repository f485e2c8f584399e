"""The register's own check finds each thing that must never be."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from generator.register.database import open_register
from generator.register.deliberations import record_act
from generator.register.integrity import check_register
from generator.register.originals import Source
from tests.register.conftest import ACT, NUMBER, SITTING


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


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        (
            "INSERT INTO documents (number, campaign, insee, kind, rank, year, seq, state) "
            "VALUES ('MED_NUM-2025-1', 'mediation', '59504', 'convention', 0, 2025, 1, 'draft')",
            "le rang 1 de 2025 (mediation) a servi deux fois : MED_NUM-2025-001, MED_NUM-2025-1",
        ),
        ("UPDATE documents SET insee = '59504'", "MED_NUM-2025-001 est à 59504, mais donné à 59292 selon le journal"),
        ("DELETE FROM events WHERE id = 1", "MED_NUM-2025-001 est à 59292, mais jamais donné selon le journal"),
        ("UPDATE events SET id = 5 WHERE id = 2", "journal : il manque des événements avant le n° 5"),
        ("UPDATE acts SET replaced_at = 'hier'", "MED_NUM-2025-001 : état « voté » sans délibération"),
        ("UPDATE documents SET state = 'draft'", "MED_NUM-2025-001 : état « projet » malgré une délibération"),
        ("UPDATE documents SET state = 'signed'", "MED_NUM-2025-001 : état « signé » qui ne va pas avec sa signature"),
        ("DELETE FROM documents", "table events, ligne 1 : renvoi vers rien"),
    ],
)
def test_each_fault_is_found(voted: Path, statement: str, message: str) -> None:
    """Numbers, journal, states, links."""
    spoil(voted, statement)
    assert ("error", message) in found(voted)


def test_originals_are_looked_at(voted: Path) -> None:
    """A missing original and an altered one are errors; a file too many is a warning."""
    (original,) = (voted.parent / "originals").iterdir()
    (voted.parent / "originals" / "inconnu.pdf").write_bytes(b"x")
    original.write_bytes(b"autre")
    assert found(voted) == [
        ("error", "cet original a été modifié"),
        ("warning", "ce fichier n’est pas dans le registre (un enregistrement a été interrompu)"),
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
