"""Deliberations in the register: whole, with their source, one in force, never lost."""

from __future__ import annotations

import datetime
import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import RefusedError, RegisterError
from generator.law.acts import Act
from generator.law.sittings import Sitting
from generator.register.database import open_register, transaction
from generator.register.deliberations import current_act, note_withdrawal, record_act, withdraw_act
from generator.register.journal import read_journal
from generator.register.ledger import Completion, mark_complete
from generator.register.originals import Source
from generator.register.recordedacts import RecordedAct
from generator.register.standings import read_standings
from tests.cases import cases
from tests.register.conftest import ACT, NUMBER, SITTING, send

SOURCE = Source("Délibération Haveluy.pdf", b"%PDF-1.7 une deliberation")


def record(
    register: Path, act: Act = ACT, sitting: Sitting = SITTING, source: Source = SOURCE, *, replace: bool = False
) -> bool:
    """Record a deliberation for the one document."""
    with open_register(register, writing=True) as connection:
        return record_act(connection, register, NUMBER, act, sitting, source, replace=replace)


def current(register: Path) -> RecordedAct | None:
    """Return the deliberation in force for the one document."""
    with open_register(register) as connection:
        return current_act(connection, NUMBER)


def events(register: Path) -> Sequence[tuple[str, str, str]]:
    """Return the journal of the campaign: what, before, after."""
    with open_register(register) as connection:
        return [(event.what, event.before, event.after) for event in read_journal(connection, "mediation")]


def test_a_deliberation_comes_back_as_it_was_recorded(numbered: Path) -> None:
    """Every field of the act and of the sitting, lists and unknown values included."""
    sitting = replace(SITTING, posted_on=None, not_voting=None, unanimous=None, proxies=())
    assert record(numbered, sitting=sitting)
    recorded = current(numbered)
    assert recorded is not None
    assert (recorded.act, recorded.sitting) == (ACT, sitting)
    assert recorded.source == SOURCE.name


def test_its_source_is_kept_by_its_hash(numbered: Path) -> None:
    """A copy of the file lies in originals/, named by its SHA-256 with its extension."""
    record(numbered)
    recorded = current(numbered)
    assert recorded is not None
    assert recorded.original.sha256 == hashlib.sha256(SOURCE.data).hexdigest()
    kept = numbered.parent / "originals" / recorded.original.name
    assert kept.read_bytes() == SOURCE.data


def test_recording_makes_the_document_voted_and_tells_the_journal(numbered: Path) -> None:
    """State and journal change with the act, in its transaction."""
    record(numbered)
    (standing,) = read_standings(numbered, "mediation").documents
    assert standing.state == "voted"
    assert events(numbered) == [("numbered", "", "59292"), ("act recorded", "", "2025-02-10")]


def test_an_irregular_deliberation_keeps_why_it_was_recorded(numbered: Path) -> None:
    """In the act, and in the journal beside its recording."""
    with open_register(numbered, writing=True) as connection:
        record_act(
            connection,
            numbered,
            NUMBER,
            ACT,
            SITTING,
            SOURCE,
            replace=False,
            despite_why="urgence",
            despite_advice="préfecture",
        )
    recorded = current(numbered)
    assert recorded is not None
    assert (recorded.despite_why, recorded.despite_advice) == ("urgence", "préfecture")
    assert events(numbered)[1:] == [
        ("act recorded", "", "2025-02-10"),
        ("act irregular", "", "urgence (avis : préfecture)"),
    ]


def test_the_same_deliberation_again_changes_nothing(numbered: Path) -> None:
    """Reading the same file twice is no conflict, leaves one act and no event."""
    record(numbered)
    before = events(numbered)
    assert not record(numbered, source=Source("copie.pdf", b"autre copie"))
    assert events(numbered) == before
    assert not record(numbered, replace=True)


def test_another_deliberation_is_a_conflict_that_is_shown(numbered: Path) -> None:
    """The refusal names what differs, both ways, and the option; nothing is changed."""
    record(numbered)
    other = replace(ACT, number="2025-03-01", received_on=None)
    with pytest.raises(RefusedError) as refused:
        record(numbered, other)
    assert "numéro : 2025-02-10 → 2025-03-01" in str(refused.value)
    assert "réception en préfecture : 07/04/2025 → (vide)" in str(refused.value)
    with pytest.raises(RefusedError) as refused:
        record(numbered, sitting=replace(SITTING, proxies=(), absent_names=("GARCIA M.", "SY A."), unanimous=False))
    for said in (
        "pouvoirs : FERAHTIA A. donne pouvoir à MURCIA B. → (vide)",
        "absents : GARCIA M. → GARCIA M., SY A.",
        "unanimité : oui → non",
    ):
        assert said in str(refused.value)
    assert "--replace" in str(refused.value)
    recorded = current(numbered)
    assert recorded is not None
    assert recorded.act == ACT


def test_replacing_keeps_the_former_one(numbered: Path) -> None:
    """With ``replace`` the new one is in force, and the former stays in the table with the day it ended."""
    record(numbered)
    assert record(numbered, replace(ACT, number="2025-03-01"), source=Source("b.docx", b"PK"), replace=True)
    recorded = current(numbered)
    assert recorded is not None
    assert recorded.act.number == "2025-03-01"
    with open_register(numbered) as connection:
        rows = [tuple(row) for row in connection.execute("SELECT number, replaced_at IS NULL FROM acts ORDER BY id")]
    assert rows == [("2025-02-10", 0), ("2025-03-01", 1)]
    assert events(numbered)[-1] == ("act replaced", "2025-02-10", "2025-03-01")
    assert len(list((numbered.parent / "originals").iterdir())) == 2


@cases(
    "statement",
    "DELETE FROM acts",
    "UPDATE acts SET number = 'autre'",
    "UPDATE acts SET replaced_at = NULL",
    "DELETE FROM originals",
)
def test_the_file_itself_refuses_to_lose_an_act(numbered: Path, statement: str) -> None:
    """Whatever program opens the register, an act is replaced and never changed or deleted."""
    record(numbered)
    with closing(sqlite3.connect(numbered)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)


def test_a_cancelled_document_takes_no_deliberation(numbered: Path) -> None:
    """A cancelled document keeps its number and receives nothing more."""
    with open_register(numbered, writing=True) as connection, transaction(connection):
        connection.execute("UPDATE documents SET state = 'cancelled'")
    with pytest.raises(RefusedError, match="annulé"):
        record(numbered)


def test_a_source_that_cannot_be_kept_records_nothing(numbered: Path) -> None:
    """No act without the copy of its source."""
    (numbered.parent / "originals").write_text("un fichier là où il faut un dossier")
    with pytest.raises(RegisterError, match="écriture impossible"):
        record(numbered)
    assert current(numbered) is None


def test_sent_then_voted_then_complete(numbered: Path) -> None:
    """Each step moves the state forward once and is told; sending again after the vote moves nothing back."""
    send(numbered, "vote")
    (sent,) = read_standings(numbered, "mediation").documents
    assert (sent.state, sent.sent_on is not None) == ("sent", True)
    record(numbered)
    recorded = current(numbered)
    assert recorded is not None
    mark_complete(numbered, [Completion(NUMBER, recorded, True)])
    mark_complete(numbered, [Completion(NUMBER, recorded, True)])
    send(numbered, "signature", datetime.date(2025, 4, 20))
    (complete,) = read_standings(numbered, "mediation").documents
    assert complete.state == "complete"
    assert [what for what, _, _ in events(numbered)] == [
        *("numbered", "prepared", "mailed", "act recorded", "completed"),
        *("prepared", "mailed"),
    ]


def test_a_build_does_not_complete_with_a_deliberation_replaced_meanwhile(numbered: Path) -> None:
    """What was rendered with the former act says nothing of the new one."""
    record(numbered)
    rendered = current(numbered)
    assert rendered is not None
    record(numbered, replace(ACT, number="2025-03-01"), replace=True)
    mark_complete(numbered, [Completion(NUMBER, rendered, True)])
    (standing,) = read_standings(numbered, "mediation").documents
    assert standing.state == "voted"


def test_a_complete_document_is_reopened_when_a_build_says_so(numbered: Path) -> None:
    """A transmission date taken back makes the dossier incomplete again."""
    record(numbered)
    recorded = current(numbered)
    assert recorded is not None
    mark_complete(numbered, [Completion(NUMBER, recorded, True)])
    mark_complete(numbered, [Completion(NUMBER, recorded, False)])
    (standing,) = read_standings(numbered, "mediation").documents
    assert standing.state == "voted"
    assert events(numbered)[-1] == ("reopened", "complete", "voted")


def test_what_was_never_read_is_completed_by_the_same_act(numbered: Path) -> None:
    """An act recorded before the register asked is read again without being replaced; the journal says so."""
    unread = replace(ACT, authorises_signature=None, authorises_avenants=None)
    record(numbered, act=unread)
    assert not record(numbered, act=unread)
    read_again = replace(
        ACT, operative="AUTORISE le maire à signer", authorises_signature=True, authorises_avenants=False
    )
    assert record(numbered, act=read_again)
    recorded = current(numbered)
    assert recorded is not None
    assert recorded.act == read_again
    assert events(numbered)[-1] == ("act read again", "2025-02-10", "2025-02-10")
    with pytest.raises(RefusedError, match="autorise les avenants"):
        record(numbered, act=replace(read_again, authorises_avenants=True))


def test_a_withdrawn_deliberation_leaves_the_document_as_it_was_sent(numbered: Path) -> None:
    """Sent before it came back, it is sent again; the act that was withdrawn is never changed."""
    send(numbered, "vote")
    record(numbered)
    with open_register(numbered, writing=True) as connection:
        withdraw_act(connection, NUMBER, "erreur")
    (standing,) = read_standings(numbered, "mediation").documents
    assert (standing.state, standing.act) == ("sent", None)
    assert events(numbered)[-1] == ("act withdrawn", "2025-02-10", "erreur")
    with open_register(numbered, writing=True) as connection, pytest.raises(RefusedError, match="rien n’est à retirer"):
        withdraw_act(connection, NUMBER, "encore")


def test_a_withdrawal_after_the_signature_is_a_line_of_the_journal(numbered: Path) -> None:
    """Nothing else changes."""
    record(numbered)
    with open_register(numbered, writing=True) as connection:
        note_withdrawal(connection, NUMBER, "retirée par le conseil")
    recorded = current(numbered)
    assert recorded is not None
    assert events(numbered)[-1] == ("act withdrawn after signature", "2025-02-10", "retirée par le conseil")
