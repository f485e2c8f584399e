"""Signatures: every file kept by hash, once and for ever; only dates are corrected, and that is told."""

from __future__ import annotations

import datetime
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import RefusedError, RegisterError
from generator.register.database import open_register
from generator.register.deliberations import record_act
from generator.register.integrity import check_register
from generator.register.journal import read_journal, today_in_france
from generator.register.ledger import Completion, mark_complete
from generator.register.originals import Source, read_original
from generator.register.signatures import (
    SignatureDates,
    SignedFile,
    correct_signature,
    record_signature,
    undo_signature,
)
from generator.register.standing import Standing
from generator.register.standings import read_standings
from tests.cases import cases
from tests.register.conftest import ACT, DOSSIER, NUMBER, SITTING

SIGNED, NOTIFIED = datetime.date(2025, 5, 12), datetime.date(2025, 5, 14)
DATES = SignatureDates(datetime.date(2025, 5, 7), SIGNED)
FILES = (SignedFile("output", "59292-haveluy/convention.docx", b"PK mot"), SignedFile("output", "a/c.pdf", b"%PDF"))


@pytest.fixture
def complete(numbered: Path) -> Path:
    """Return a register whose one document is complete."""
    with open_register(numbered, writing=True) as connection:
        record_act(connection, numbered, NUMBER, ACT, SITTING, Source("d.txt", b"texte"), replace=False)
    act = standing_of(numbered).act
    assert act is not None
    mark_complete(numbered, [Completion(NUMBER, act, True)])
    return numbered


def standing_of(register: Path) -> Standing:
    """Return where the one document stands."""
    (standing,) = read_standings(register, "mediation").documents
    return standing


def sign(register: Path) -> None:
    """Sign the one document."""
    with open_register(register, writing=True) as connection:
        record_signature(connection, register, NUMBER, DATES, DOSSIER, FILES)


def test_a_signature_keeps_every_file(complete: Path) -> None:
    """Dates, content and files come back, the files with the bytes they had."""
    sign(complete)
    standing = standing_of(complete)
    signature = standing.signature
    assert standing.state == "signed"
    assert signature is not None
    assert (signature.dates, signature.signed_on, signature.notified_on, signature.dossier) == (
        DATES,
        SIGNED,
        None,
        DOSSIER,
    )
    assert [(kept.path, read_original(complete, kept.original)) for kept in signature.files] == [
        (file.path, file.data) for file in FILES
    ]


def test_only_a_complete_document_is_signed(numbered: Path) -> None:
    """The state is read again inside the transaction: what changed meanwhile refuses the signature."""
    with pytest.raises(RefusedError, match="plus complet"):
        sign(numbered)
    assert standing_of(numbered).signature is None


def test_a_signed_document_takes_no_other_deliberation(complete: Path) -> None:
    """Even with ``replace``: what it was signed on stays."""
    sign(complete)
    other = SITTING.__class__(held_on=ACT.decided_on, votes_for=1)
    with open_register(complete, writing=True) as connection, pytest.raises(RefusedError, match="déjà signé"):
        record_act(connection, complete, NUMBER, ACT, other, Source("d.txt", b"x"), replace=True)


def test_dates_are_corrected_and_scans_added_with_an_event_each(complete: Path) -> None:
    """A wrong date is a slip: both dates stay in the journal; the same scan twice is kept once."""
    sign(complete)
    scan = SignedFile("scan", "signé.pdf", b"%PDF scan")
    for _ in range(2):
        with open_register(complete, writing=True) as connection:
            correct_signature(connection, complete, NUMBER, SignatureDates(SIGNED, SIGNED, SIGNED), [scan])
    signature = standing_of(complete).signature
    assert signature is not None
    assert (signature.signed_on, signature.notified_on) == (SIGNED, SIGNED)
    assert [kept.path for kept in signature.files if kept.role == "scan"] == ["signé.pdf"]
    with open_register(complete) as connection:
        told = [(event.what, event.before, event.after) for event in read_journal(connection, "mediation")]
    assert told[-2:] == [
        ("dates corrected", "2025-05-07, 2025-05-12, —", "2025-05-12, 2025-05-12, 2025-05-12"),
        ("scan kept", "", "signé.pdf"),
    ]


@cases(
    "statement",
    "DELETE FROM signatures",
    "UPDATE signatures SET content = '{}'",
    "DELETE FROM kept",
    "UPDATE kept SET path = 'x'",
)
def test_the_file_itself_refuses_to_lose_a_signature(complete: Path, statement: str) -> None:
    """Whatever program opens the register, what was signed stays."""
    sign(complete)
    with closing(sqlite3.connect(complete)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)


def test_an_altered_original_is_told(complete: Path) -> None:
    """A kept file whose bytes changed is never given back."""
    sign(complete)
    signature = standing_of(complete).signature
    assert signature is not None
    original = signature.files[0].original
    (complete.parent / "originals" / original.name).write_bytes(b"autre chose")
    with pytest.raises(RegisterError, match="modifié"):
        read_original(complete, original)


def test_the_notification_completes_a_signature(complete: Path) -> None:
    """It is an event of its own, not a correction."""
    sign(complete)
    with open_register(complete, writing=True) as connection:
        correct_signature(connection, complete, NUMBER, replace(DATES, notified=NOTIFIED), [])
    signature = standing_of(complete).signature
    assert signature is not None
    assert signature.notified_on == NOTIFIED
    with open_register(complete) as connection:
        assert read_journal(connection, "mediation")[-1].what == "notified"


def test_a_signature_is_undone_the_same_day_and_can_be_made_again(complete: Path) -> None:
    """The dossier is complete again; why is in the journal, and nothing that was kept is lost."""
    sign(complete)
    with open_register(complete, writing=True) as connection:
        undo_signature(connection, NUMBER, "mauvaise commune", today_in_france())
    standing = standing_of(complete)
    assert (standing.state, standing.signature) == ("complete", None)
    with open_register(complete) as connection:
        event = read_journal(connection, "mediation")[-1]
        kept = connection.execute("SELECT count(*) FROM kept").fetchone()[0]
    assert (event.what, event.after, kept) == ("signature undone", "mauvaise commune", len(FILES))
    sign(complete)
    assert standing_of(complete).state == "signed"
    assert check_register(complete) == ()


def test_a_signature_is_not_undone_another_day(complete: Path) -> None:
    """Only its dates can then be corrected."""
    sign(complete)
    tomorrow = today_in_france() + datetime.timedelta(1)
    with open_register(complete, writing=True) as connection, pytest.raises(RefusedError, match="que le jour"):
        undo_signature(connection, NUMBER, "trop tard", tomorrow)
    assert standing_of(complete).state == "signed"
