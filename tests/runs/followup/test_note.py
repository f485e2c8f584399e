"""The service's own words on a dossier: kept, told, and nothing else changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.cli import run as type_command
from generator.errors import UsageError
from generator.progress import Silence
from generator.project import Project
from generator.register.database import open_register
from generator.register.journal import read_journal
from generator.runs.followup.note import LONGEST, NoteReport, NoteRequest, run as note
from generator.runs.followup.status import StatusRequest, run as read_status

HAVELUY = "59292"


def written(project: Project, text: str | None = None, **options: object) -> NoteReport:
    """Write a note of Haveluy's dossier, or read it."""
    return note(project, NoteRequest("haveluy", text, **options), Silence())  # type: ignore[arg-type]  # options are its


def haveluy(project: Project) -> dict[str, object]:
    """Return Haveluy's dossier as ``status --json`` tells it."""
    (dossier,) = read_status(project, StatusRequest((HAVELUY,)), Silence()).dossiers
    return dossier.as_json()


def test_a_note_replaces_the_last_one_and_an_empty_one_erases_it(signed_project: Project) -> None:
    """The journal keeps all of them, with who wrote them."""
    assert written(signed_project).notes.note is None
    assert written(signed_project, " Rappeler le DGS  \nle lundi\n").recorded
    assert haveluy(signed_project)["note"] == "Rappeler le DGS\nle lundi"
    assert not written(signed_project, "Rappeler le DGS\nle lundi").recorded
    assert written(signed_project, "").recorded
    assert haveluy(signed_project)["note"] is None
    with open_register(signed_project.register) as connection:
        events = [one for one in read_journal(connection, signed_project.campaign.name) if one.what == "note written"]
    assert [one.after for one in events] == ["Rappeler le DGS\nle lundi", ""]
    assert all(one.author for one in events)


def test_a_dossier_put_aside_is_told_apart_and_nothing_else_changes(signed_project: Project) -> None:
    """It has a reason and a day; its state and its next action are those it had."""
    before = haveluy(signed_project)
    with pytest.raises(UsageError, match="avec une raison"):
        written(signed_project, "", aside=True)
    written(signed_project, "La commune délibère sur une fusion", aside=True)
    after = haveluy(signed_project)
    assert after["aside"] == {**after["aside"], "why": "La commune délibère sur une fusion"}  # type: ignore[dict-item]  # a mapping
    assert before == {**after, "aside": None}
    written(signed_project, "", aside=True)
    assert haveluy(signed_project) == before


def test_what_another_one_wrote_meanwhile_is_not_written_over(signed_project: Project) -> None:
    """Who had read another note than the present one is told, and shown the present one."""
    first = written(signed_project, "une", read=0).notes.note
    assert first is not None
    late = written(signed_project, "deux", read=0)
    assert (late.changed, late.recorded, late.notes.note) == (True, False, first)
    assert written(signed_project, "deux", read=first.id).recorded


def test_a_text_that_is_too_long_is_refused(signed_project: Project) -> None:
    """One letter more than is kept."""
    with pytest.raises(UsageError, match="trop longue"):
        written(signed_project, "x" * (LONGEST + 1))


def test_what_nobody_sees_of_a_text_is_left_out(signed_project: Project) -> None:
    """A copy from Word brings hyphens at which a line may end, marks of direction, spaces without width."""
    written(signed_project, "Rap\u00adpe\x00ler\u200b le DGS\u202e\u2028le\u00a0lundi")
    assert haveluy(signed_project)["note"] == "Rappeler le DGS\nle\u00a0lundi"


def test_a_dossier_that_was_never_made_can_have_a_note(small_project: Project) -> None:
    """Its commune has no number yet, and the register begins with its note."""
    assert written(small_project, "Ne participera sans doute pas").recorded
    assert haveluy(small_project)["note"] == "Ne participera sans doute pas"


def test_the_command_writes_and_tells(signed_project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """``note``, ``--aside``, ``--resume``, and ``status``."""

    def typed(*arguments: str) -> str:
        assert type_command([*arguments, "--project", str(signed_project.root)]) == 0
        return capsys.readouterr().out

    assert "ni note, ni mise de côté" in typed("note", "haveluy")
    assert "Rappeler lundi" in typed("note", "haveluy", "Rappeler lundi", "--author", "Service juridique")
    assert "mis de côté le" in typed("note", "haveluy", "fusion en vue", "--aside")
    assert "Mis de côté — Haveluy : fusion en vue" in " ".join(typed("status").split())
    assert json.loads(typed("note", "haveluy", "--resume", "--json"))["aside"] is None
    assert type_command(["note", "haveluy", "--aside", "--project", str(signed_project.root)]) == 2
    capsys.readouterr()


def test_a_register_of_before_is_read_without_notes(signed_project: Project, tmp_path: Path) -> None:
    """An older schema is migrated in the copy alone."""
    before = signed_project.register.read_bytes()
    assert haveluy(signed_project)["note"] is None
    assert signed_project.register.read_bytes() == before
