"""What is only rehearsed writes nothing, and what changes the register for good is confirmed first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

from generator import clock
from generator.cli import cli, run as command
from generator.project import Project
from generator.register.database import open_register
from generator.register.deliberations import record_act
from generator.register.originals import Source
from generator.register.standing import Standing
from generator.register.standings import read_standings
from tests.cases import cases
from tests.conftest import REPOSITORY
from tests.register.conftest import ACT, SITTING
from tests.runs.conftest import run
from tests.runs.life.test_terms import HAVELUY, LA_SENTINELLE, evaluation, make_signed

NOW = datetime(2026, 7, 10, 9, tzinfo=UTC)
ENGINE = ("--engine", "embedded")


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    token = clock.go_by(lambda: NOW)
    yield
    clock.go_on(token)


@pytest.fixture
def lived(tmp_path: Path) -> Project:
    """Return a project with a convention in force, and one without a slot that waits for its signature.

    The locks of what was done so far are gone.
    """
    project = make_signed(tmp_path / "projet", HAVELUY)
    header, *rows = (REPOSITORY / "communes.csv").read_text("utf-8").splitlines()
    (cells,) = [row.split(";") for row in rows if row.startswith(LA_SENTINELLE)]
    for column in ("mediateur", "semaine", "jour", "demi_journee", "lieu"):
        cells[header.split(";").index(column)] = ""
    project.communes.write_text(f"{project.communes.read_text('utf-8')}{';'.join(cells)}\n", "utf-8")
    run(project, today=NOW.date())
    (waits,) = [one for one in documents(project) if one.insee == LA_SENTINELLE]
    act = replace(ACT, published_on=None)
    with open_register(project.register, writing=True) as connection:
        record_act(connection, project.register, waits.number, act, SITTING, Source("d.txt", b"x"), replace=False)
    run(project, today=NOW.date())
    for lock in project.root.rglob(".verrou*"):
        lock.unlink()
    return project


def documents(project: Project) -> tuple[Standing, ...]:
    return read_standings(project.register, project.campaign.name).documents


def everything(root: Path) -> dict[str, tuple[int, bytes | None]]:
    """Return all that a folder holds, with the moment of its last change."""
    return {
        str(path.relative_to(root)): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else None)
        for path in (root, *root.rglob("*"))
    }


def rehearsals(project: Project, folder: Path) -> dict[str, tuple[str, ...]]:
    """Return a rehearsal of every command that has any, by its name and what it is about."""
    moved = str(evaluation(folder, HAVELUY, "jeudi", "2026-09-01"))
    act = str(REPOSITORY / "tests" / "resources" / "deliberations" / "haveluy.txt")
    return {
        "build": ("--force", *ENGINE, "--originals", "1"),
        "build haveluy": ("haveluy", "--output", str(project.root / "ailleurs"), *ENGINE),
        "amend": (moved, *ENGINE),
        "renew": ENGINE,
        "end": ("haveluy", "--cause", "annulation", "--effect", "2026-07-10", "--why", "jugement", *ENGINE),
        "end --undo": ("haveluy", "--undo", "--why", "erreur", *ENGINE),
        "planning": (),
        "mail": ("la-sentinelle",),
        "intake": (act,),
        "intake --withdraw": ("la-sentinelle", "--withdraw", "--why", "vote annulé"),
        "intake --published": ("la-sentinelle", "--published", "2025-04-08"),
    }


def test_every_command_that_can_be_rehearsed_is_here(lived: Project, tmp_path: Path) -> None:
    """A new one is not forgotten."""
    context = click.Context(cli)
    found = {
        name
        for name in cli.list_commands(context)
        for parameter in getattr(cli.get_command(context, name), "params", ())
        if "--dry-run" in parameter.opts
    }
    assert {name.split()[0] for name in rehearsals(lived, tmp_path)} == found


def test_a_rehearsal_writes_nothing(lived: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not a byte, not a lock, not even the moment of a folder; it says what would be done."""
    project = ("--project", str(lived.root))
    asked = rehearsals(lived, tmp_path)
    before = everything(lived.root)
    for name, words in asked.items():
        if name == "end --undo":
            continue
        assert command([name.split()[0], *words, "--dry-run", *project]) == 0, capsys.readouterr().err
        assert everything(lived.root) == before, name
        said = capsys.readouterr().out
        assert "rien n’" in said.lower() or name == "intake", name
    assert command(["end", *asked["end"], "--yes", "--no-verify", *project]) == 0
    for lock in lived.root.rglob(".verrou*"):
        lock.unlink()
    before = everything(lived.root)
    capsys.readouterr()
    assert command(["end", *asked["end --undo"], "--dry-run", *project]) == 0
    assert everything(lived.root) == before
    assert "la fin du 10\u00a0juillet 2026 est annulée" in (said := capsys.readouterr().out)
    assert "Rien n’a été écrit (--dry-run)" in said
    assert command(["end", *asked["end --undo"], "--yes", *project]) == 0


CHANGES = [("--withdraw", "--why", "vote annulé"), ("--published", "2025-04-08")]


@pytest.mark.parametrize("words", CHANGES)
def test_a_recorded_deliberation_changes_with_a_confirmation(
    lived: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """At a terminal it asks for a word: no, and nothing has changed."""
    asked = ["intake", "la-sentinelle", *words, "--project", str(lived.root)]
    before = documents(lived)
    answers = iter(["n", "o"])
    monkeypatch.setattr("generator.console.questions.asks", lambda: True)
    monkeypatch.setattr("generator.console.questions.ask", lambda *_: next(answers))
    assert command(asked) == 0
    assert "Rien n’a été enregistré." in capsys.readouterr().out
    assert documents(lived) == before
    assert command(asked) == 0
    assert documents(lived) != before
    assert capsys.readouterr().out.count("la délibération n°" if "--published" in words else "retirée") == 2


@cases("options", (), ("--yes",), ("--json",))
@pytest.mark.parametrize("words", CHANGES)
def test_a_script_changes_a_recorded_deliberation(
    lived: Project, words: tuple[str, ...], options: tuple[str, ...]
) -> None:
    """What it names is recorded, with ``--yes`` or without."""
    before = documents(lived)
    assert command(["intake", "la-sentinelle", *words, *options, "--project", str(lived.root)]) == 0
    assert documents(lived) != before
