"""Numbers, given once and for ever: by two processes at once, through crashes, over the years."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from generator.errors import RegisterError
from generator.inputs.campaign import Numbering
from generator.locks import LOCK_FILES
from generator.register.database import open_register, transaction
from generator.register.ledger import Entries, Ledger, commit, reserve

NUMBERING = Numbering("MED_NUM-{year}-{seq:03d}", 2025)
HAVELUY = Entries("mediation", NUMBERING, ["59292"])


def give(
    register: Path, communes: Sequence[str], *, campaign: str = "mediation", numbering: Numbering = NUMBERING
) -> dict[str, str]:
    """Give numbers to communes and return theirs."""
    wanted = (register, Entries(campaign, numbering, communes))
    ledger = commit(*wanted, reserve(*wanted), lambda: None)
    return {code: ledger.numbers[code] for code in communes}


def reserved(register: Path, *communes: str) -> Ledger:
    """Return what the register would hold with numbers for these communes."""
    return reserve(register, Entries("mediation", NUMBERING, communes))


def query(register: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(register)) as connection:
        return connection.execute(sql).fetchall()


def test_numbers_follow_the_order_of_the_communes(register: Path) -> None:
    """The first commune of the file gets 001."""
    assert give(register, ["59292", "59504", "59172"]) == {
        "59292": "MED_NUM-2025-001",
        "59504": "MED_NUM-2025-002",
        "59172": "MED_NUM-2025-003",
    }


def test_a_number_never_changes(register: Path) -> None:
    """Neither the order of the file, nor a commune more, nor the pattern or year of later numbers moves one."""
    first = give(register, ["59292", "59504"])
    later = give(register, ["59172", "59504", "59292"], numbering=Numbering("CONV-{year}-{seq}", 2026))
    assert later == first | {"59172": "CONV-2026-1"}


def test_a_number_is_never_reused_after_a_commune_left(register: Path) -> None:
    """The commune that leaves keeps its number, and gets it back if it returns."""
    left = give(register, ["59292", "59504"])["59504"]
    assert give(register, ["59292", "59172"])["59172"] == "MED_NUM-2025-003"
    assert give(register, ["59504", "59391"]) == {"59504": left, "59391": "MED_NUM-2025-004"}


def test_a_cancelled_document_s_number_is_never_reused(register: Path) -> None:
    """Its commune gets a new one, after the highest ever given."""
    give(register, ["59292", "59504"])
    with closing(sqlite3.connect(register)) as connection:
        connection.execute("UPDATE documents SET state = 'cancelled' WHERE insee = '59504'")
        connection.commit()
    assert give(register, ["59292", "59504"])["59504"] == "MED_NUM-2025-003"


def test_each_year_counts_from_one(register: Path) -> None:
    """The sequence belongs to the campaign and the year; last year's numbers stay."""
    give(register, ["59292", "59504"])
    assert give(register, ["59172"], numbering=Numbering(NUMBERING.modele, 2026)) == {"59172": "MED_NUM-2026-001"}
    assert give(register, ["59391"]) == {"59391": "MED_NUM-2025-003"}


def test_two_campaigns_with_one_pattern_share_no_number(register: Path) -> None:
    """Numbers are unique over the whole register: a copied campaign.toml cannot give one twice."""
    first = give(register, ["59292", "59504"])
    second = give(register, ["59292", "59504"], campaign="lecture")
    assert set(first.values()).isdisjoint(second.values())
    assert give(register, ["59172"])["59172"] not in {*first.values(), *second.values()}


def test_two_campaigns_with_their_own_patterns_count_apart(register: Path) -> None:
    """Each begins at 001."""
    give(register, ["59292"])
    other = Numbering("LECTURE-{year}-{seq:03d}", 2025)
    assert give(register, ["59504"], campaign="lecture", numbering=other) == {"59504": "LECTURE-2025-001"}


def test_every_number_is_in_the_journal(register: Path) -> None:
    """Who got which number, and when, in universal time."""
    give(register, ["59292", "59504"])
    rows = query(register, "SELECT number, what, after, happened_at LIKE '20__-__-__T__:__:__+00:00' FROM events")
    assert rows == [("MED_NUM-2025-001", "numbered", "59292", 1), ("MED_NUM-2025-002", "numbered", "59504", 1)]


def test_what_the_last_step_raises_gives_the_numbers_up(register: Path) -> None:
    """It comes just before the end of the transaction: a build that fails or is stopped there uses none."""

    def fail() -> None:
        raise KeyError

    with pytest.raises(KeyError):
        commit(register, HAVELUY, reserved(register, "59292"), fail)
    assert query(register, "SELECT * FROM documents UNION ALL SELECT id, '', '', '', '', 0, 0, 0, '' FROM events") == []
    assert give(register, ["59504"]) == {"59504": "MED_NUM-2025-001"}


def test_a_reservation_writes_nothing(register: Path) -> None:
    """It shows the numbers that would be given, and neither makes a register nor changes one."""
    assert reserved(register, "59292").numbers == {"59292": "MED_NUM-2025-001"}
    assert not register.parent.exists()
    give(register, ["59504"])
    before = register.read_bytes()
    assert reserved(register, "59504", "59292").numbers == {"59504": "MED_NUM-2025-001", "59292": "MED_NUM-2025-002"}
    assert register.read_bytes() == before
    assert {path.name for path in register.parent.iterdir()} - LOCK_FILES == {"register.sqlite"}


def test_a_reservation_that_another_process_overtook_gives_nothing(register: Path) -> None:
    """The number was taken meanwhile: nothing is written, and what comes back is what there would be now."""
    asked = reserved(register, "59292")
    with start(register, "live", "59504") as other:
        assert other.communicate("go\n")[0].split() == ["MED_NUM-2025-001"]
    now = commit(register, HAVELUY, asked, lambda: pytest.fail("went on"))
    assert asked.numbers == {"59292": "MED_NUM-2025-001"}
    assert now.numbers == {"59504": "MED_NUM-2025-001", "59292": "MED_NUM-2025-002"}
    assert query(register, "SELECT number FROM documents") == [("MED_NUM-2025-001",)]
    assert commit(register, HAVELUY, now, lambda: None) == now


def test_a_change_is_seen_even_when_nothing_is_to_be_written(register: Path) -> None:
    """All have their numbers, and one was cancelled since: the plan is to be made again."""
    give(register, ["59292", "59504"])
    asked = reserved(register, "59292")
    with open_register(register, writing=True) as connection, transaction(connection):
        connection.execute("UPDATE documents SET state = 'cancelled' WHERE insee = '59504'")
    assert commit(register, HAVELUY, asked, lambda: pytest.fail("went on")) != asked


def test_the_register_is_free_while_a_reservation_is_worked_on(register: Path) -> None:
    """Another process can write between the reservation and its end; unless it changes the campaign, both are kept."""
    asked = reserved(register, "59292")
    other = Numbering("LECTURE-{year}-{seq:03d}", 2025)
    assert give(register, ["59504"], campaign="lecture", numbering=other) == {"59504": "LECTURE-2025-001"}
    assert commit(register, HAVELUY, asked, lambda: None) == asked
    assert len(query(register, "SELECT * FROM documents")) == 2


def test_no_lock_is_taken_when_all_have_numbers(register: Path) -> None:
    """A second build does not wait for another process that writes."""
    give(register, ["59292"])
    with closing(sqlite3.connect(register, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert give(register, ["59292"]) == {"59292": "MED_NUM-2025-001"}
        writer.execute("ROLLBACK")


def test_a_damaged_register_gives_no_number(register: Path) -> None:
    """Better no dossier than a number given twice."""
    register.parent.mkdir()
    register.write_bytes(b"damaged" * 1000)
    with pytest.raises(RegisterError, match="endommagé"):
        give(register, ["59292"])


CHILD = """
import os, signal, sys
from pathlib import Path
from generator.inputs.campaign import Numbering
from generator.register.ledger import Entries, commit, reserve
def last():
    if sys.argv[2] == "die":
        print("in the block", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
sys.stdin.readline()
communes = sys.argv[3:]
wanted = (Path(sys.argv[1]), Entries("mediation", Numbering("MED_NUM-{year}-{seq:03d}", 2025), communes))
while (ledger := reserve(*wanted)) != commit(*wanted, ledger, last):
    pass
given = [ledger.numbers[code] for code in communes]
print(*given)
"""


def start(register: Path, how: str, *communes: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CHILD, str(register), how, *communes]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_processes_at_once_share_no_number_and_leave_no_gap(register: Path) -> None:
    """Four processes, on a register that does not exist yet: every commune one number, 001 to 012 all used."""
    groups = [[f"59{100 + 3 * n + k}" for k in range(3)] for n in range(4)]
    children = [start(register, "live", *group) for group in groups]
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    given: list[str] = []
    for child in children:
        out, err = child.communicate()
        assert err == ""
        given += out.split()
    assert sorted(given) == [f"MED_NUM-2025-{seq:03d}" for seq in range(1, 13)]
    assert query(register, "SELECT count(*) FROM events") == [(12,)]


def test_processes_that_want_the_same_communes_agree(register: Path) -> None:
    """Two builds of one campaign at once get the same numbers, whoever comes first."""
    children = [start(register, "live", *communes) for communes in (["59292", "59504"], ["59504", "59292"])]
    outs = [child.communicate("go\n")[0].split() for child in children]
    assert outs[0] == outs[1][::-1]
    assert sorted(outs[0]) == ["MED_NUM-2025-001", "MED_NUM-2025-002"]


def test_a_killed_process_keeps_nothing_half(register: Path) -> None:
    """Killed inside the block, it leaves neither a number nor a lock: the next one begins where it began."""
    give(register, ["59292"])
    with start(register, "die", "59504", "59172") as child:
        out, _ = child.communicate("go\n")
    assert out == "in the block\n"
    assert child.returncode == -signal.SIGKILL
    assert query(register, "SELECT number FROM documents") == [("MED_NUM-2025-001",)]
    assert give(register, ["59391", "59504"]) == {"59391": "MED_NUM-2025-002", "59504": "MED_NUM-2025-003"}
