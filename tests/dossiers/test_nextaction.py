"""The next action: one for each state, with its last day."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from pathlib import Path

import pytest

import generator.dossiers.nextaction as module
from generator.dossiers.nextaction import next_action, next_actions
from generator.dossiers.situation import LetterDue, Situation

TODAY, TERM = datetime.date(2026, 3, 2), datetime.date(2026, 6, 30)
SENT = datetime.date(2026, 2, 1)
WAITED = SENT + datetime.timedelta(days=60)
LATE = TODAY - datetime.timedelta(days=61)
DUE = LATE + datetime.timedelta(days=60)
NOTICE = datetime.date(2026, 4, 30)
ACT = Situation(0, "draft", TODAY, TERM)
ASKED = replace(ACT, state="sent", awaited_since=SENT, answer_by=WAITED)
OVERDUE = replace(ACT, state="sent", awaited_since=LATE, answer_by=DUE)
VOTED = replace(ACT, state="voted")
COMPLETE = replace(ACT, state="complete")
IN_FORCE = replace(ACT, state="signed", notified=True)
SIGNED = replace(ACT, state="signed")
NOTICE_LETTER = LetterDue("notification")
RENEWED, ENDED = LetterDue("reconduction", SENT), LetterDue("fin", TERM)
AVENANT = replace(ACT, rank=2, limit=datetime.date(2026, 5, 1))
GUIDE = Path(__file__).parents[2] / "docs" / "guide.md"

CASES = {
    "never built": (replace(ACT, numbered=False), "build", TERM),
    "built": (ACT, "prepare", TERM),
    "built, of other data": (replace(ACT, outdated=True), "build", TERM),
    "prepared": (replace(ACT, state="prepared", ready=True), "send", TERM),
    "prepared, of other data": (replace(ACT, state="prepared", ready=True, outdated=True), "build", TERM),
    "sent, of other data": (replace(OVERDUE, outdated=True), "build", TERM),
    "withdrawn, of other data": (replace(ASKED, withdrawn=True, outdated=True), "vote-again", TERM),
    "complete, of other data": (replace(COMPLETE, outdated=True), "build", TERM),
    "complete, sent, of other data": (
        replace(COMPLETE, awaited_since=LATE, answer_by=DUE, outdated=True),
        "remind",
        DUE,
    ),
    "prepared, changed since": (replace(ACT, state="prepared", resend=True), "resend", TERM),
    "sent": (ASKED, "wait", WAITED),
    "sent, changed since": (replace(OVERDUE, resend=True), "resend", TERM),
    "sent, changed since, prepared again": (replace(OVERDUE, resend=True, ready=True), "send", TERM),
    "late": (OVERDUE, "remind", DUE),
    "late, reminder prepared": (replace(OVERDUE, reminding=True), "send-reminder", DUE),
    "reminded": (replace(OVERDUE, answer_by=WAITED, reminders=1), "wait", WAITED),
    "withdrawn": (replace(ASKED, withdrawn=True), "vote-again", TERM),
    "voted, never read": (replace(VOTED, unread=True), "read-again", TERM),
    "voted, authorises nothing": (replace(VOTED, authorises=False), "authorise", TERM),
    "voted, not transmitted": (replace(VOTED, transmitted=False), "transmit", TERM),
    "voted, nobody designated": (replace(VOTED, undesignated=True), "designate", TERM),
    "voted": (VOTED, "complete", TERM),
    "complete": (COMPLETE, "prepare", TERM),
    "complete, nobody designated": (replace(COMPLETE, undesignated=True), "designate", TERM),
    "complete, prepared": (replace(COMPLETE, ready=True), "send", TERM),
    "complete, sent": (
        replace(COMPLETE, awaited_since=SENT, answer_by=WAITED),
        "wait",
        SENT + datetime.timedelta(days=60),
    ),
    "complete, late": (replace(COMPLETE, awaited_since=LATE, answer_by=DUE), "remind", DUE),
    "signed, without a letter": (replace(ACT, state="signed"), "notify", TERM),
    "signed": (replace(SIGNED, letters=(NOTICE_LETTER,)), "prepare-letter", TERM),
    "signed, letter prepared": (replace(SIGNED, letters=(replace(NOTICE_LETTER, ready=True),)), "send-letter", TERM),
    "signed, letter sent": (replace(SIGNED, letters=(replace(NOTICE_LETTER, ready=True, sent=True),)), "notify", TERM),
    "not signed in time": (replace(COMPLETE, limit=SENT), "term", SENT),
    "not notified in time": (replace(ACT, state="signed", limit=SENT), "expired", SENT),
    "in force": (IN_FORCE, None, None),
    "renewal to decide": (replace(IN_FORCE, notice_by=NOTICE), "decide", NOTICE),
    "renewal to decide today": (replace(IN_FORCE, notice_by=TODAY), "decide", TODAY),
    "renewal that nobody stops any more": (replace(IN_FORCE, notice_by=SENT), None, None),
    "renewal far away": (replace(IN_FORCE, notice_by=NOTICE.replace(year=2027)), None, None),
    "renewed": (replace(IN_FORCE, unrecorded=datetime.date(2026, 3, 1)), "renew", datetime.date(2026, 3, 1)),
    "renewed, letter made": (replace(IN_FORCE, letters=(RENEWED,)), "prepare-letter", SENT),
    "renewed, letter made, renewed again": (
        replace(IN_FORCE, letters=(RENEWED,), unrecorded=datetime.date(2026, 3, 1)),
        "renew",
        datetime.date(2026, 3, 1),
    ),
    "merged": (replace(IN_FORCE, letters=(LetterDue("fusion", SENT),)), "prepare-letter", SENT),
    "ends, without a letter": (
        replace(IN_FORCE, ends_on=TERM, letters=(replace(ENDED, made=False),)),
        "end-letter",
        TERM,
    ),
    "ends, letter not made yet": (
        replace(IN_FORCE, ends_on=TERM, letters=(replace(ENDED, made=False, written=True),)),
        "build",
        TERM,
    ),
    "renewed, letter not made yet": (
        replace(IN_FORCE, letters=(replace(RENEWED, made=False, written=True),)),
        "build",
        SENT,
    ),
    "ended, letter never made": (
        replace(IN_FORCE, ends_on=SENT, letters=(replace(ENDED, made=False, written=True),)),
        None,
        None,
    ),
    "ends": (replace(IN_FORCE, ends_on=TERM, letters=(ENDED,)), "prepare-letter", TERM),
    "ended, letter never sent": (replace(IN_FORCE, ends_on=SENT, letters=(ENDED,)), "prepare-letter", TERM),
    "ended": (replace(IN_FORCE, ends_on=SENT, letters=(replace(ENDED, sent=True),)), None, None),
    "cancelled": (replace(ACT, state="cancelled"), None, None),
    "avenant to sign": (
        replace(IN_FORCE, avenants=(replace(AVENANT, state="complete"),)),
        "prepare",
        datetime.date(2026, 5, 1),
    ),
    "avenant to notify": (
        replace(IN_FORCE, avenants=(replace(AVENANT, state="signed"),)),
        "notify",
        datetime.date(2026, 5, 1),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_state_has_its_action(case: str) -> None:
    """What to do, and the last day for it."""
    situation, code, by = CASES[case]
    action = next_action(situation)
    assert (action and action.code, action and action.by) == (code, by)


def test_the_nearest_day_comes_first_and_waiting_last() -> None:
    """A renewal to decide before an avenant is due; an avenant to notify before one that is awaited."""
    waits = replace(AVENANT, state="complete", awaited_since=SENT, answer_by=WAITED)
    signed = replace(AVENANT, rank=1, state="signed")
    both = next_action(replace(IN_FORCE, notice_by=NOTICE, avenants=(signed, waits)))
    assert both is not None
    assert both.code == "decide"
    told = next_action(replace(IN_FORCE, avenants=(waits, signed)))
    assert told is not None
    assert told.text == "avenant n° 1 : notifier l’avenant signé"


def test_reminders_are_counted() -> None:
    """The second reminder is n° 2."""
    action = next_action(replace(OVERDUE, reminders=1))
    assert action is not None
    assert action.text == "relancer la commune (relance n° 2)"


def test_a_commune_is_late_the_day_after_its_delay() -> None:
    """Sixty days are in time, sixty-one are not."""
    on_time = replace(OVERDUE, awaited_since=LATE + datetime.timedelta(days=1))
    assert (OVERDUE.late, on_time.late) == (True, False)


def test_the_guide_tells_every_action() -> None:
    """Its table has each sentence that a screen can show."""
    source = Path(module.__file__).read_text(encoding="utf-8")
    assert set(re.findall(r'Action\(\s*"([a-z-]+)"', source)) == {code for _, code, _ in CASES.values() if code}
    guide = GUIDE.read_text(encoding="utf-8")
    found = (next_action(situation) for situation, _, _ in CASES.values())
    told = {action.text.partition(" : ")[0].partition(" (")[0] for action in found if action}
    assert [text for text in told if not text.startswith("avenant") and text not in guide] == []


def test_a_term_that_is_past_hides_nothing() -> None:
    """It comes first; that the commune is late, or that the dossier changed since it left, is told beside it."""
    past = TODAY - datetime.timedelta(days=1)
    assert [one.code for one in next_actions(replace(OVERDUE, limit=past))] == ["term", "remind"]
    assert [one.code for one in next_actions(replace(OVERDUE, limit=past, resend=True))] == ["term", "resend"]
    assert [one.code for one in next_actions(replace(ACT, limit=past))] == ["term"]
    assert [one.code for one in next_actions(OVERDUE)] == ["remind"]
