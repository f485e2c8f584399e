"""Answers of the prefecture in the register: kept for ever, the act completed, nothing overwritten in silence."""

from __future__ import annotations

import datetime
import sqlite3
from dataclasses import replace as changed
from pathlib import Path

import pytest

from generator.errors import RefusedError, RegisterError
from generator.language.dates import date_longue
from generator.law.acts import Act
from generator.law.answers import Answer, unsettled
from generator.register.answers import Kept, answers_about, answers_of, answers_to, record_answer
from generator.register.database import open_register, transaction
from generator.register.deliberations import current_act, current_acts, identified, record_act
from generator.register.journal import read_journal
from generator.register.originals import Source
from generator.register.states import set_state, state_of
from tests.cases import cases
from tests.register.conftest import ACT, NUMBER, SITTING

BARE = changed(ACT, identifier="", received_on=None)
IDENTIFIER = "059-215902925-20250402-DELIB20250210-DE"
RECEIPT = Answer(
    "1-2",
    IDENTIFIER,
    "215902925",
    "DELIB20250210",
    datetime.date(2025, 4, 2),
    datetime.date(2025, 4, 7),
    "Objet",
    "8.4",
)
SOURCE, PARCEL = Source("envoi.eml › ar.xml", b"<ARActe/>"), Source("envoi.eml", b"courriel")


def keep(register: Path, answer: Answer = RECEIPT, *, replace: bool = False) -> Kept:
    with open_register(register, writing=True) as connection:
        return record_answer(connection, register, NUMBER, answer, SOURCE, PARCEL, replace=replace)


def record(register: Path, act: Act) -> None:
    with open_register(register, writing=True) as connection:
        record_act(connection, register, NUMBER, act, SITTING, Source("acte.pdf", b"acte"), replace=False)


def asked_of(connection: sqlite3.Connection, campaign: str = "mediation") -> dict[str, Answer]:
    told = answers_about(connection, campaign, current_acts(connection, campaign))
    return {number: asked for number, answers in told.items() if (asked := unsettled(answers))}


def act_of(register: Path) -> Act:
    with open_register(register) as connection:
        recorded = current_act(connection, NUMBER)
    assert recorded is not None
    return recorded.act


def test_a_receipt_completes_the_act_and_both_files_are_kept_as_they_came(numbered: Path) -> None:
    """The journal tells it; the document is to be completed again; to keep it twice changes nothing."""
    record(numbered, BARE)
    assert keep(numbered) == Kept(new=True, completes=True)
    assert act_of(numbered) == changed(BARE, identifier=IDENTIFIER, received_on=datetime.date(2025, 4, 7))
    folder = numbered.parent / "originals"
    assert {path.read_bytes() for path in folder.iterdir()} >= {SOURCE.data, PARCEL.data}
    assert {path.suffix for path in folder.iterdir()} == {".xml", ".eml", ".pdf"}
    assert keep(numbered) == Kept(new=False, completes=False)
    with open_register(numbered) as connection:
        told = [(event.what, event.before, event.after) for event in read_journal(connection, "mediation")][-2:]
        assert state_of(connection, NUMBER) == "voted"
    assert told == [
        (
            "prefecture answered",
            IDENTIFIER,
            f"un accusé de réception de la préfecture ({date_longue(RECEIPT.answered_on)})",
        ),
        ("act acknowledged", "2025-02-10", IDENTIFIER),
    ]


@cases("act", changed(BARE, identifier=IDENTIFIER[:-4] + "1-DE"), changed(BARE, received_on=datetime.date(2025, 4, 8)))
def test_a_receipt_that_contradicts_the_act_replaces_nothing_unless_it_is_asked(numbered: Path, act: Act) -> None:
    """The error says both; the answer is not kept either."""
    record(numbered, act)
    with pytest.raises(RefusedError, match=r"contredit la délibération.*→.*--replace"):
        keep(numbered)
    assert act_of(numbered) == act
    with open_register(numbered) as connection:
        assert answers_of(connection, NUMBER) == ()
    assert keep(numbered, replace=True).completes
    assert (act_of(numbered).identifier, act_of(numbered).received_on) == (IDENTIFIER, datetime.date(2025, 4, 7))


def test_what_is_signed_gets_what_was_not_known_of_its_transmission(numbered: Path) -> None:
    """The day and the identifier are those of the receipt, nothing else changes, and it stays signed."""
    record(numbered, BARE)
    with open_register(numbered, writing=True) as connection, transaction(connection):
        set_state(connection, NUMBER, "signed")
    assert keep(numbered) == Kept(new=True, completes=True)
    assert act_of(numbered) == changed(BARE, identifier=IDENTIFIER, received_on=RECEIPT.answered_on)
    with open_register(numbered) as connection:
        assert state_of(connection, NUMBER) == "signed"
        assert read_journal(connection, "mediation")[-1].what == "act acknowledged"
    assert keep(numbered) == Kept(new=False, completes=False)


def test_what_is_signed_is_not_corrected(numbered: Path) -> None:
    """It is told."""
    record(numbered, changed(BARE, received_on=datetime.date(2025, 4, 8)))
    with open_register(numbered, writing=True) as connection, transaction(connection):
        set_state(connection, NUMBER, "signed")
    with pytest.raises(RefusedError, match="est signé"):
        keep(numbered, replace=True)


def test_a_letter_changes_nothing_of_the_act(numbered: Path) -> None:
    """It is kept with it, with what the prefecture says."""
    record(numbered, BARE)
    letter = changed(RECEIPT, code="4-1", detail="le visa manque")
    assert keep(numbered, letter) == Kept(new=True, completes=False)
    assert act_of(numbered) == BARE
    with open_register(numbered) as connection:
        assert answers_of(connection, NUMBER) == (letter,)


def test_what_the_prefecture_asks_is_pending_until_it_answers_again(numbered: Path) -> None:
    """By the days of its answers, whatever the order in which they were recorded."""
    answers = {
        "1-3": datetime.date(2025, 4, 5),
        "1-2": datetime.date(2025, 4, 7),
        "4-1": datetime.date(2025, 5, 2),
        "4-5": datetime.date(2025, 6, 2),
    }
    asked = []
    for code in ("1-3", "4-1", "1-2", "4-5"):
        keep(numbered, changed(RECEIPT, code=code, answered_on=answers[code]))
        with open_register(numbered) as connection:
            asked.append([one.code for one in asked_of(connection).values()])
            assert not asked_of(connection, "autre")
    assert asked == [["1-3"], ["4-1"], ["4-1"], []]


@cases(
    "codes, asked",
    (("4-1", "3-5"), ["4-1"]),
    (("4-1", "2-1"), ["4-1"]),
    (("5-1", "2-1"), ["5-1"]),
    (("5-1", "4-5"), ["5-1"]),
    (("3-1", "3-5"), []),
    (("4-1", "3-1", "4-5"), ["3-1"]),
    (("6-2", "1-2"), []),
    (("1-3", "4-1"), ["4-1"]),
    (("1-2", "4-1", "6-2", "1-2"), []),
)
def test_what_is_asked_is_settled_by_its_own_answer(numbered: Path, codes: tuple[str, ...], asked: list[str]) -> None:
    """A receipt of pieces answers no observations, and no message a referral to the court."""
    for day, code in enumerate(codes, 1):
        keep(numbered, changed(RECEIPT, code=code, answered_on=datetime.date(2025, 5, day)))
    with open_register(numbered) as connection:
        assert [one.code for one in asked_of(connection).values()] == asked


def test_answers_about_another_act_of_the_document_say_nothing_of_the_one_in_force(numbered: Path) -> None:
    """They are kept; a receipt of the act that was replaced completes and contradicts nothing."""
    record(numbered, ACT)
    again = changed(BARE, number="2025-05-03", decided_on=datetime.date(2025, 5, 14))
    with open_register(numbered, writing=True) as connection:
        record_act(connection, numbered, NUMBER, again, SITTING, Source("b.pdf", b"b"), replace=True)
    for code in ("1-2", "4-1", "6-2"):
        assert keep(numbered, changed(RECEIPT, code=code)) == Kept(new=True, completes=False)
    assert act_of(numbered) == again
    with open_register(numbered) as connection:
        assert len(answers_of(connection, NUMBER)) == 3
        assert asked_of(connection) == {}


def test_what_came_before_an_act_of_another_spelling_goes_on_asking(numbered: Path) -> None:
    """Its number alone does not tell that a referral to the court is another act's."""
    keep(numbered, changed(RECEIPT, code="5-1", number="2025_117"))
    record(numbered, BARE)
    with open_register(numbered) as connection:
        assert [one.code for one in asked_of(connection).values()] == ["5-1"]


def test_a_receipt_may_come_before_its_act(numbered: Path) -> None:
    """It waits with the document."""
    assert keep(numbered) == Kept(new=True, completes=False)
    with open_register(numbered) as connection:
        assert answers_of(connection, NUMBER) == (RECEIPT,)


def test_an_act_is_found_by_its_identifier(numbered: Path) -> None:
    """In its campaign."""
    record(numbered, changed(ACT, identifier=IDENTIFIER))
    with open_register(numbered) as connection:
        assert identified(connection, "mediation") == {IDENTIFIER: NUMBER}
        assert identified(connection, "autre") == {}


def test_what_was_answered_of_all_documents_is_what_was_of_each(numbered: Path) -> None:
    """In the order in which it was recorded, and of one campaign."""
    for code in ("4-1", "1-2"):
        keep(numbered, changed(RECEIPT, code=code))
    with open_register(numbered) as connection:
        assert answers_to(connection, "mediation") == {NUMBER: answers_of(connection, NUMBER)}
        assert [one.code for one in answers_of(connection, NUMBER)] == ["4-1", "1-2"]
        assert answers_to(connection, "autre") == {}


@cases("change", "DELETE FROM answers", "UPDATE answers SET answered_on = '2026-01-01'")
def test_an_answer_never_changes(numbered: Path, change: str) -> None:
    """Nor is it lost."""
    keep(numbered)
    with pytest.raises(RegisterError, match="answer"), open_register(numbered, writing=True) as connection:
        connection.execute(change)


def test_a_source_s_extension_is_of_letters_and_figures() -> None:
    """Whoever named it, it names a file of ours."""
    names = {
        "a.PDF": "pdf",
        "x.eml › acte.p:d/f": "txt",
        "x.eml › contenu": "txt",
        "é.p-d.f␀": "f",
        "a." + "x" * 90: "x" * 10,
    }
    assert {name: Source(name, b"").extension for name in names} == names
