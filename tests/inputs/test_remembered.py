"""What was read last is not read again, unless a file changed."""

from __future__ import annotations

import pytest

from generator.errors import DataError
from generator.inputs.remembered import read_again
from generator.project import Project
from tests.cases import cases


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the dates of files that were written just now."""
    monkeypatch.setattr("generator.inputs.remembered.SETTLED", 0.0)


@cases("name", "communes.csv", "templates/mediation-numerique/campaign.toml")
def test_what_changed_is_read_again(small_project: Project, name: str) -> None:
    """Nothing else is; broken, it is told each time, and mended, it is there again."""
    path = small_project.root / name
    first = read_again(small_project)
    assert read_again(small_project) is first
    good = path.read_bytes()
    path.write_bytes(good + b"\xff\n")
    for _ in range(2):
        with pytest.raises(DataError):
            read_again(small_project)
    path.write_bytes(good)
    assert read_again(small_project) is not first


def test_a_template_elsewhere_counts_too(small_project: Project) -> None:
    """It is one of the files that a document comes from, wherever campaign.toml finds it."""
    template = small_project.campaign / "planning.docx"
    folder = small_project.campaign / "modeles"
    folder.mkdir()
    moved = template.rename(folder / template.name)
    campaign = small_project.campaign / "campaign.toml"
    text = campaign.read_text(encoding="utf-8").replace('"planning.docx"', '"modeles/planning.docx"')
    campaign.write_text(text, encoding="utf-8")
    first = read_again(small_project)
    assert read_again(small_project) is first
    moved.write_bytes(moved.read_bytes())
    assert read_again(small_project) is not first


def test_what_was_saved_this_second_is_not_trusted(small_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second save within the tick of a clock would not be seen."""
    monkeypatch.setattr("generator.inputs.remembered.SETTLED", 60.0)
    assert read_again(small_project) is not read_again(small_project)
