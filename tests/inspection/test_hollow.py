"""A line that stays when its words do not: told where a condition can leave it empty, and nowhere else."""

from __future__ import annotations

import io

import pytest
from docx import Document

from generator.errors import Problem
from generator.inspection.templates import inspect_template


def _told(*paragraphs: str, cell: bool = False) -> list[Problem]:
    document, stream = Document(), io.BytesIO()
    document.add_paragraph("Texte")
    if cell:
        holder = document.add_table(1, 1).cell(0, 0)
        holder.paragraphs[0].text = paragraphs[0]
        paragraphs = paragraphs[1:]
    for text in paragraphs:
        (holder if cell else document).add_paragraph(text)
    document.add_paragraph("Texte")
    document.save(stream)
    problems = inspect_template(stream.getvalue(), "creux.docx", frozenset(), "embedded")
    return [problem for problem in problems if "ligne vide" in problem.message]


@pytest.mark.parametrize(
    "text",
    [
        "{% if avenant %}Avenant n° {{ avenant.rang }}{% endif %}",
        "{% if avenant %}A{% elif creneau %}B{% endif %}",
        "{% if avenant %}A{% else %}{% if creneau %}B{% endif %}{% endif %}",
        " {% if avenant %}A{% endif %}{% if creneau %}B{% endif %}",
        "{% for seance in planning.dates %}{{ loop.index }} {% endfor %}",
        "{% set rang = 1 %}",
    ],
)
def test_a_paragraph_that_may_print_nothing_is_told(text: str) -> None:
    """With the tag that takes the paragraph away."""
    (problem,) = _told(text)
    code = text.strip()[3:].partition(" %}")[0]
    assert problem.level == "warning"
    assert problem.remedy.endswith(f"{{%p {code} %}}")


@pytest.mark.parametrize(
    "text",
    [
        "Le maire{% if avenant %}, avenant{% endif %}",
        "{% if avenant %}A{% else %}B{% endif %}",
        "{% if avenant %}A{% endif %}{% if not avenant %}B{% endif %}",
        "{% if avenant %}A{% endif %}{{ commune.nom }}",
    ],
)
def test_a_paragraph_that_always_prints_is_no_fault(text: str) -> None:
    """Whatever the way through its conditions."""
    assert _told(text) == []


def test_a_paragraph_that_goes_with_its_condition_is_no_fault() -> None:
    """« {%p » takes it away."""
    assert _told("{%p if avenant %}", "Avenant", "{%p endif %}") == []


def test_the_one_paragraph_of_a_cell_has_to_be_there() -> None:
    """Beside another one it leaves a line as in the text."""
    text = "{% if avenant %}A{% endif %}"
    assert _told(text, cell=True) == []
    assert len(_told(text, "Texte", cell=True)) == 1
