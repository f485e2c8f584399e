"""A renewal and an end at a terminal: what is told before the question, and what a script has to say."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from generator.cli import run as command
from generator.project import Project
from generator.register.standings import read_standings
from tests.cases import cases

ENGINE = ("--engine", "embedded", "--no-verify", "--jobs", "1")
#: Recorded late: the notice period, or what was signed since, is something to know before one answers.
END = ("haveluy", "--cause", "accord", "--effect", "2026-07-10", "--why", "accord des deux parties")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[[str], list[str]]:
    """Somebody at the terminal gives an answer; what was on both streams before each question is returned."""

    def answer(word: str) -> list[str]:
        before: list[str] = []

        def ask(question: str, _: str) -> str:
            out, err = capsys.readouterr()
            before.append(err + out + question)
            return word

        monkeypatch.setattr("generator.console.questions.asks", lambda: True)
        monkeypatch.setattr("generator.console.questions.ask", ask)
        return before

    return answer


def recorded(project: Project) -> Iterator[tuple[str, object, object]]:
    """Return the renewals and the end of each document."""
    for one in read_standings(project.register, project.campaign.name).documents:
        yield one.number, one.renewals, one.ending


def test_a_renewal_is_recorded_once_somebody_confirmed_it(
    signed_project: Project, asked: Callable[[str], list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    """Restated before the question; « n » records nothing, « o » does."""
    before, shown = list(recorded(signed_project)), asked("n")
    words = ["renew", *ENGINE, "--project", str(signed_project.root)]
    assert command(words) == 0
    assert "reconduite" in shown[0]
    assert "Enregistrer ?" in shown[0]
    assert "Rien n’a été enregistré." in capsys.readouterr().out
    assert list(recorded(signed_project)) == before
    asked("o")
    assert command(words) == 0
    assert list(recorded(signed_project)) != before


@cases("option", (), ("--yes",), ("--json",))
def test_a_script_renews(signed_project: Project, option: tuple[str, ...]) -> None:
    """A tacit renewal waits for nobody: it is recorded with ``--yes`` or without; a rehearsal records nothing."""
    before = list(recorded(signed_project))
    words = ["renew", *ENGINE, "--project", str(signed_project.root)]
    assert command([*words, "--dry-run"]) == 0
    assert list(recorded(signed_project)) == before
    assert command([*words, *option]) == 0
    assert list(recorded(signed_project)) != before


def test_what_the_law_says_of_an_end_is_told_before_the_question(
    signed_project: Project, asked: Callable[[str], list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    """And not a second time after the answer."""
    shown = asked("n")
    assert command(["end", *END, *ENGINE, "--project", str(signed_project.root)]) == 0
    assert "Avertissement" in shown[0]
    assert shown[0].index("Avertissement") < shown[0].index("prend fin le") < shown[0].index("Enregistrer ?")
    after = capsys.readouterr()
    assert "Avertissement" not in after.err
    assert "Rien n’a été enregistré." in after.out
