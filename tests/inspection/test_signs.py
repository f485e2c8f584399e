"""Signs that the fonts of the templates cannot draw, told where they stand in communes.csv."""

from __future__ import annotations

import pytest

from generator.errors import DataError
from generator.inputs.sources import read_sources
from generator.inspection.signs import check_signs
from generator.project import Project
from generator.stages.reading import read_inspected


def _with(project: Project, old: str, new: str) -> None:
    text = project.communes.read_text(encoding="utf-8")
    assert old in text
    project.communes.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_real_communes_have_no_such_sign(small_project: Project) -> None:
    """Accents, ligatures, apostrophes and dashes are drawn."""
    assert list(check_signs(read_sources(small_project))) == []


def test_a_sign_without_drawing_is_told_by_row_and_column(small_project: Project) -> None:
    """An emoji and another script: an error before anything is written."""
    _with(small_project, "Place Auguste-Lainelle", "Place Auguste-Lainelle 🏛 中")
    with pytest.raises(DataError) as raised:
        read_inspected(small_project)
    (problem,) = (one for one in raised.value.problems if one.level == "error")
    assert (problem.file, problem.line, problem.column) == ("communes.csv", 2, "adresse_mairie")
    assert "Carlito n’a pas le signe « 中 🏛 »" in problem.message


def test_a_column_that_no_template_names_is_not_printed(small_project: Project) -> None:
    """A note for oneself says what it likes."""
    header, *rows = small_project.communes.read_text(encoding="utf-8").splitlines()
    text = "\n".join([f"{header};memo", *(f"{row};✅" for row in rows), ""])
    small_project.communes.write_text(text, encoding="utf-8")
    assert list(check_signs(read_sources(small_project))) == []
