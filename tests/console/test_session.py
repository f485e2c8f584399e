"""The intake of deliberations at a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.console.session import Telling
from generator.errors import DataError, Problem, RefusedError
from generator.intake.examined import act_of, sitting_of
from generator.intake.fields import doubted
from generator.intake.judged import judged
from generator.law.examination import examine_sitting
from generator.papers.received import SourceText
from generator.runs.receiving.returned import Returned
from tests.intake import layouts
from tests.intake.minutes import read


def returned_of(*pages: str) -> Returned:
    """Return the deliberation of a file of these pages, with what the law finds of its sitting."""
    (deliberation,) = read("".join(pages))
    sitting = sitting_of(deliberation, None)
    findings = judged(deliberation, examine_sitting(sitting))
    source = SourceText("acte.txt", b"", "text", pages, {}, frozenset())
    return Returned(source, deliberation, None, sitting, act_of(deliberation, None), findings, True, None)


def test_a_fault_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    """By the law, under the table; the table tells the other doubts."""
    text = layouts.layout("hordain").text.replace("Pour : 12", "Pour : 14")
    returned = returned_of(text)
    Telling().show(returned)
    captured = capsys.readouterr()
    why = returned.deliberation.fields["pour"].why
    assert why not in captured.out
    assert "voir sous le tableau" in captured.out
    assert "14 voix pour" in captured.out + captured.err


def test_each_field_of_several_pages_has_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    """Who checks a field opens the page on which it was read; a single page needs no number."""
    text = layouts.layout("hordain").text
    (deliberation,) = read(text)
    cut = text.index(deliberation.fields["pour"].read)
    pages = (text[:cut], text[cut:])
    Telling().show(returned_of(*pages))
    lines = capsys.readouterr().out.splitlines()
    assert [line.rpartition(" | ")[2] for line in lines if line.startswith(("Champ", "Pour |"))] == ["Page", "2"]


def test_an_error_does_not_repeat_what_was_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """What makes an act irregular stands under the table; that it is not recorded is all that is added."""
    text = layouts.layout("hordain").text.replace("Pour : 12", "Pour : 14")
    returned = returned_of(text)
    telling = Telling()
    telling.show(returned)
    shown = capsys.readouterr().err
    telling.failed(Path("acte.txt"), RefusedError("acte.txt : irrégulière.", returned.problems))
    assert "voix pour" in shown
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("irrégulière.")


def test_two_faults_of_one_field_are_both_told_by_the_law(capsys: pytest.CaptureFixture[str]) -> None:
    """What no rule finds stays in the table."""
    text = layouts.layout("hordain").text.replace("Présents : 12", "Présents : 9")
    (deliberation,) = read(text)
    field = deliberation.fields["presents"]
    assert {rule for _, rule in field.doubts} == {"présents", "votants"}
    assert field.rule == ""
    assert field.why_beside({"présents", "votants"}) == ""
    other = doubted(field, "ce chiffre est raturé")
    assert other.why_beside({"présents", "votants"}) == "ce chiffre est raturé"
    assert other.why_beside({"présents"}) == f"{field.doubts[1][0]} ; ce chiffre est raturé"
    assert other.why_beside(()) == other.why


def test_a_refusal_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    """The error of a file says what its one problem says."""
    problem = Problem("error", "l’archive est abîmée", "demandez-la de nouveau", "envoi.zip")
    Telling().failed(
        Path("envoi.zip"), DataError("envoi.zip : l’archive est abîmée ; demandez-la de nouveau.", [problem])
    )
    assert capsys.readouterr().err.count("demandez-la de nouveau") == 1
