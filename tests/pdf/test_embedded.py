"""The embedded engine in processes of its own: what crashes there stops one document only."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from generator.pdf.conversion import ConversionJob
from generator.pdf.embedded import EmbeddedEngine
from generator.workers import dismiss
from tests.pdf.conftest import convert

#: Loaded by the engine's processes at their start: the library can't be told to crash, so it is made to.
CRASH = """
import os, rdocx
class Crashing:
    @staticmethod
    def from_bytes(docx, real=rdocx.Document.from_bytes):
        return os._exit(134) if docx == open({deadly!r}, "rb").read() else real(docx)
rdocx.Document = Crashing
"""


def test_a_crash_of_the_library_fails_one_document_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of ten documents nine are printed, and the one on which the process dies has its reason."""
    document, stream = Document(), io.BytesIO()
    document.core_properties.title = "Essai"
    document.add_heading("Un titre assez long pour être retrouvé", 1)
    document.save(stream)
    jobs = [ConversionJob(f"{number:02d}.docx", stream.getvalue()) for number in range(10)]
    document.core_properties.title = "Essai fatal"
    document.save(deadly := io.BytesIO())
    jobs[7] = ConversionJob("07.docx", deadly.getvalue())
    (tmp_path / "deadly").write_bytes(jobs[7].docx)
    (tmp_path / "sitecustomize.py").write_text(CRASH.format(deadly=str(tmp_path / "deadly")), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    dismiss()  # a process that an earlier run kept does not load it
    conversions = convert(EmbeddedEngine.probe(), jobs, workers=2)
    assert [conversion.job for conversion in conversions if conversion.error] == [jobs[7]]
    assert "s’est arrêté en imprimant 07.docx" in conversions[7].error
    assert [bool(conversion.pdf) for conversion in conversions] == [job is not jobs[7] for job in jobs]
