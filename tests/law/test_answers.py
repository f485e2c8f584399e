"""What the prefecture answered about a deliberation is told to whoever signs by it."""

from __future__ import annotations

import datetime
from dataclasses import replace

from generator.law.acts import Act
from generator.law.answers import Answer, examine_answer
from tests.cases import cases

from .samples import told

SENT, ANSWERED, SIGNED = (datetime.date(2025, 6, day) for day in (10, 20, 30))
ACT = Act("", "1", datetime.date(2025, 6, 5), received_on=SENT)
CANCELLED = Answer("6-2", "059-215900036-20250605-DEL1-DE", "215900036", "DEL1", ACT.decided_on, ANSWERED)


def test_a_transmission_that_was_taken_back_is_none() -> None:
    """Until another one, that is received later: of the same day nobody knows which came first."""
    (found,) = told(examine_answer(CANCELLED, ACT, SIGNED))
    assert found.startswith("error, préfecture, CGCT, art. L. 2131-1 et L. 2131-6: un accusé de réception de l’annulat")
    assert "du 20 juin 2025, précède la signature de la commune ; demandez à la commune si elle retransmet" in found
    assert told(examine_answer(CANCELLED, replace(ACT, received_on=datetime.date(2025, 6, 21)), SIGNED)) == []
    assert told(examine_answer(CANCELLED, replace(ACT, received_on=ANSWERED), SIGNED))[0].startswith("warning")


@cases("code", "3-1", "4-1", "5-1")
def test_what_the_prefecture_asks_is_told_before_the_signature(code: str) -> None:
    """As a warning; what came after the signature is no matter of it."""
    answer = replace(CANCELLED, code=code)
    (found,) = told(examine_answer(answer, ACT, SIGNED))
    assert found.startswith("warning, préfecture")
    assert answer.remedy in found
    assert told(examine_answer(answer, ACT, SENT)) == []
    assert told(examine_answer(None, ACT, SIGNED)) == []
