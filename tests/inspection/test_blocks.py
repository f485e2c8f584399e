"""Blocks of a template: whose end is whose, at a cost that grows with the tags and not with their square."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document

from generator.inspection import blocks, levels, loops
from generator.inspection.templates import inspect_template
from tests.cases import cases

MANY = 300


@cases("tag", "macro m(x)", "set passage", "filter upper")
def test_only_a_text_is_kept_to_be_printed_elsewhere(tag: str) -> None:
    """The XML of whole paragraphs would be printed as it is."""

    def told(scope: str) -> list[str]:
        document, stream = Document(), io.BytesIO()
        for text in (f"{{%{scope} {tag} %}}", "Texte", f"{{%{scope} end{tag.split()[0]} %}}"):
            document.add_paragraph(text)
        document.save(stream)
        problems = inspect_template(stream.getvalue(), "gardes.docx", frozenset(), "embedded")
        return [problem.remedy for problem in problems if "peut servir ailleurs" in problem.message]

    assert told("p") == [f"répétez le passage là où il sert, ou écrivez {{% {tag} %}} dans un paragraphe"]
    assert told("") == []


def test_loops_within_loops_are_looked_at_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three hundred of them, one in the other: an end asks for its own opener, not for all that are open."""
    asked = 0

    def counted(tag: Any) -> Any:
        nonlocal asked
        asked += 1
        return levels.level(tag)

    monkeypatch.setattr(blocks, "level", counted)
    monkeypatch.setattr(loops, "_around", pytest.fail)  # nothing stands in them that cannot be there twice
    document, stream = Document(), io.BytesIO()
    for tag in ("{%p for d in planning.dates %}", "{%p endfor %}"):
        for _ in range(MANY):
            document.add_paragraph(tag)
    document.save(stream)
    problems = inspect_template(stream.getvalue(), "boucles.docx", frozenset(), "embedded")
    assert not [problem.message for problem in problems if "endfor" in problem.message]
    assert asked <= 3 * MANY
