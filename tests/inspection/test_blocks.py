"""Blocks of a template: whose end is whose, at a cost that grows with the tags and not with their square."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document

from generator.inspection import blocks, levels, loops
from generator.inspection.templates import inspect_template

MANY = 300


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
