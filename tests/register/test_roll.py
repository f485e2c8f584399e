"""Who took part: each with its last row, who left and who came back, recorded with the numbers or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from generator.inputs.campaign import Numbering
from generator.register.database import open_register
from generator.register.journal import Extract, read_journal
from generator.register.ledger import Entries, commit, reserve
from generator.register.roll import Enrolled, Roll
from generator.register.standings import Standings, read_standings

CAMPAIGN, NUMBERING = "mediation", Numbering("N-{year}-{seq}", 2025)
HAVELUY, ROEULX = {"insee": "59292", "nom": "Haveluy"}, {"insee": "59504", "nom": "Rœulx"}
BOTH = Roll({"59292": HAVELUY, "59504": ROEULX})


def settle(register: Path, roll: Roll) -> Standings:
    """Give numbers to those of a roll and record it, as a build does."""
    wanted = (register, Entries(CAMPAIGN, NUMBERING, tuple(roll.rows), roll=roll))
    reserved = reserve(*wanted)
    assert commit(*wanted, reserved, lambda: None) == reserved
    return reserved.standings


def test_each_commune_is_kept_with_its_last_row(register: Path) -> None:
    """A row that is corrected is the one that is kept; that of a commune that left stays as it was."""
    settle(register, BOTH)
    later = settle(register, Roll({"59292": HAVELUY | {"nom": "Ville d’Haveluy"}}))
    assert later.roll == {
        "59292": Enrolled({"insee": "59292", "nom": "Ville d’Haveluy"}, present=True),
        "59504": Enrolled(ROEULX, present=False),
    }
    assert later.row("59504") == ROEULX
    assert read_standings(register, CAMPAIGN) == later


def test_rows_share_the_names_of_their_columns(register: Path) -> None:
    """There may be thousands."""
    first, second = (one.row for one in settle(register, BOTH).roll.values())
    assert all(one is other for one, other in zip(first, second, strict=True))


def test_the_journal_tells_who_left_why_and_who_came_back(register: Path) -> None:
    """Each once, with the reason that the data gave."""
    settle(register, BOTH)
    for roll in (Roll({"59292": HAVELUY}, {"59504": "participe = non"}), Roll({"59292": HAVELUY}), BOTH, BOTH):
        settle(register, roll)
    with open_register(register) as connection:
        events = read_journal(connection, CAMPAIGN, Extract(("59504",)))
    assert [(one.number, one.what, one.after) for one in events][1:] == [
        ("N-2025-2", "left", "participe = non"),
        ("N-2025-2", "returned", ""),
    ]


def test_a_commune_that_left_is_never_forgotten(register: Path) -> None:
    """The register refuses to lose its name."""
    settle(register, BOTH)
    with closing(sqlite3.connect(register)) as connection, pytest.raises(sqlite3.IntegrityError, match="forgotten"):
        connection.execute("DELETE FROM communes")


def test_a_roll_that_is_recorded_already_takes_no_lock(register: Path) -> None:
    """A second build does not wait for another process that writes."""
    settle(register, BOTH)
    with closing(sqlite3.connect(register, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        settle(register, BOTH)
        writer.execute("ROLLBACK")


def test_rolls_are_apart_by_campaign(register: Path) -> None:
    """A commune that leaves one campaign stays in the other."""
    settle(register, BOTH)
    other = Roll({"59292": HAVELUY})
    wanted = (register, Entries("lecture", Numbering("L-{year}-{seq}", 2025), ("59292",), roll=other))
    commit(*wanted, reserve(*wanted), lambda: None)
    assert read_standings(register, CAMPAIGN).present("59504")
    assert set(read_standings(register, "lecture").roll) == {"59292"}
