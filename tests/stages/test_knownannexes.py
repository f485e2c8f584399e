"""An annexe that a build examined is examined again when it or the program changed, and no sooner."""

from __future__ import annotations

import json

import pytest

from generator.inputs.sources import Sources
from generator.inspection.annexes import examine
from generator.inspection.examined import Examined
from generator.project import MADE, Project
from generator.stages import soundinputs
from generator.stages.reading import read_inspected
from generator.stages.soundinputs import KnownAnnexes
from tests.annexes import join, untagged


@pytest.fixture
def built(small_project: Project) -> Project:
    """Return a project whose annexes are remembered, as a build leaves it."""
    join(small_project, "plan.pdf", untagged(pages=2))
    KnownAnnexes.of(small_project).keep(read_inspected(small_project))
    return small_project


def reading(project: Project, monkeypatch: pytest.MonkeyPatch) -> tuple[Sources, int]:
    """Return the inputs as the next build reads them, and how many annexes it examines."""
    seen = []

    def look(data: bytes) -> Examined:
        seen.append(data)
        return examine(data)

    monkeypatch.setattr(soundinputs, "examine", look)
    return read_inspected(project, look=KnownAnnexes.of(project).examine), len(seen)


def test_an_annexe_is_examined_once(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told of it, and its place, are the same."""
    sources, examinations = reading(built, monkeypatch)
    assert examinations == 0
    assert sources.about_templates == read_inspected(built).about_templates != ()
    assert [piece.place for piece in sources.campaign.annexes] == ["a-cote"]


def test_another_annexe_is_examined(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """And what is no longer joined is forgotten by the build that follows."""
    (built.campaign / "plan.pdf").write_bytes(untagged(pages=3))
    sources, examinations = reading(built, monkeypatch)
    assert examinations == 1
    KnownAnnexes.of(built).keep(sources)
    assert [one.pages for one in KnownAnnexes.of(built).found.values()] == [3]


def test_another_version_of_the_program_examines_everything(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may find what the former one did not."""
    monkeypatch.setattr(soundinputs, "program_sha256", lambda rooms=(): f"another {rooms}")
    assert reading(built, monkeypatch)[1] == 1


def test_what_is_damaged_is_not_believed(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does it stop anything."""
    memory = built.root / MADE / f"annexes-{built.campaign.name}.json"
    by = json.loads(memory.read_text(encoding="utf-8"))["by"]
    for damaged in ("{", "[]", json.dumps({"by": by, "sound": {"a": ["", "b"]}}), json.dumps({"sound": 1})):
        memory.write_text(damaged, encoding="utf-8")
        assert reading(built, monkeypatch)[1] == 1
