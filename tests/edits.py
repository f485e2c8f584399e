"""Changes to a project's files, which fail when the text to change is not there."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument

from generator.project import Project


def replace(path: Path, old: str, new: str) -> None:
    """Replace the only occurrence of a text in a UTF-8 file."""
    text = path.read_bytes().decode()
    assert text.count(old) == 1, f"{text.count(old)} × {old!r}"
    path.write_bytes(text.replace(old, new).encode())


def packed(document: WordDocument) -> bytes:
    """Return a Word document as it would be saved."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def add_paragraph(template: Path, text: str) -> None:
    """Add a paragraph at the end of a Word document."""
    document = Document(str(template))
    document.add_paragraph(text)
    document.save(str(template))


def set_cells(project: Project, insee: str, **cells: str) -> None:
    """Write cells of a commune in communes.csv."""
    with project.communes.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    (found,) = [row for row in rows if row["insee"] == insee]
    found |= cells
    with project.communes.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
