"""Changes to a project's files, which fail when the text to change is not there."""

from __future__ import annotations

from pathlib import Path

from docx import Document


def replace(path: Path, old: str, new: str) -> None:
    """Replace the only occurrence of a text in a UTF-8 file."""
    text = path.read_bytes().decode()
    assert text.count(old) == 1, f"{text.count(old)} × {old!r}"
    path.write_bytes(text.replace(old, new).encode())


def add_paragraph(template: Path, text: str) -> None:
    """Add a paragraph at the end of a Word document."""
    document = Document(str(template))
    document.add_paragraph(text)
    document.save(str(template))
