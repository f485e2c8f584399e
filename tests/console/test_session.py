"""The intake of deliberations at a terminal."""

from __future__ import annotations

import pytest

from generator.console.session import Telling
from generator.intake.examined import act_of, sitting_of
from generator.intake.judged import judged
from generator.intake.received import SourceText
from generator.law.examination import examine_sitting
from generator.runs.returned import Returned
from tests.intake import layouts
from tests.intake.minutes import read


def test_a_fault_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    """By the law, under the table; the table tells the other doubts."""
    text = layouts.layout("hordain").text.replace("Pour : 12", "Pour : 14")
    (deliberation,) = read(text)
    sitting = sitting_of(deliberation, None)
    findings = judged(deliberation, examine_sitting(sitting))
    source = SourceText("acte.txt", b"", "text", (text,), {}, frozenset())
    Telling().show(Returned(source, deliberation, None, sitting, act_of(deliberation, None), findings, True, None))
    captured = capsys.readouterr()
    why = deliberation.fields["pour"].why
    assert why not in captured.out
    assert "voir sous le tableau" in captured.out
    assert "14 voix pour" in captured.out + captured.err
