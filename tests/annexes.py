"""PDFs to join to packs: one that conforms, printed by the embedded engine, and those that do not."""

from __future__ import annotations

import functools
import io
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
from docx import Document
from docx.shared import Mm

from generator.pdf.conversion import ConversionJob
from generator.pdf.drawing import pagination, show
from generator.pdf.engine import select_engine
from generator.pdf.font import Weight, embed_font
from generator.progress import Silence
from generator.project import Project
from generator.workers import LocalWorkers
from tests.edits import replace
from tests.pdf.pages import add_page
from tests.pdf.worddocuments import write_word_document

_BEFORE = "# Les documents d’un avenant, dans l’ordre"


@functools.cache
def conformant(title: str = "Règlement de service") -> bytes:
    """Return a tagged, archivable PDF of two pages."""
    with tempfile.TemporaryDirectory() as folder, LocalWorkers(1, Silence().check) as workers:
        file = write_word_document(Path(folder) / "reglement.docx", title)
        document = Document(str(file))
        document.sections[0].page_width, document.sections[0].page_height = Mm(210), Mm(297)
        document.save(str(file))
        job = ConversionJob(file.name, file.read_bytes())
        (conversion,) = select_engine("embedded").convert([job], workers=workers, date=datetime(2025, 1, 1, tzinfo=UTC))
    assert conversion.error == ""
    return conversion.pdf


def with_footer(footer: str) -> bytes:
    """Return the conformant PDF with a footer of its own on its first page, on the line where packs are stamped."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(conformant())) as pdf:
        page = pdf.pages[0].obj
        font = embed_font(pdf, Weight.REGULAR, [footer])
        page.Resources.Font["/Footer"] = font.reference
        drawn = pagination(show("/Footer", font, footer, 8, 40, 22), "Footer", (40, 20, 300, 30))
        pdf.pages[0].contents_add(pdf.make_stream(b"q\n"), prepend=True)
        pdf.pages[0].contents_add(pdf.make_stream(b"\nQ\n" + drawn))
        pdf.save(stream, deterministic_id=True)
    return stream.getvalue()


def untagged(change: Callable[[pikepdf.Pdf], None] = lambda pdf: None, pages: int = 1) -> bytes:
    """Return a PDF without tags nor claims, changed before it is saved."""
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        for number in range(pages):
            add_page(pdf, text=b"%d 0 0 10 re f" % number)
        change(pdf)
        pdf.save(stream, static_id=True)
    return stream.getvalue()


def join(project: Project, name: str, data: bytes, more: str = "", title: str = "") -> None:
    """Put a PDF in the campaign's folder and among the documents of its pack, the last."""
    (project.campaign / name).write_bytes(data)
    table = f'[[pack.pieces]]\ntype = "annexe"\nmodele = "{name}"\ntitre = "{title or name}"\n{more}\n\n'
    replace(project.campaign / "campaign.toml", _BEFORE, table + _BEFORE)


def accept_unclaimed(project: Project) -> None:
    """Have the packs of a campaign take in what does not conform."""
    replace(project.campaign / "campaign.toml", "\n[pack]\n", '\n[pack]\nannexes_non_conformes = "sans-mention"\n')
