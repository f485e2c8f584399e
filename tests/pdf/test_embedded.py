"""The embedded engine in processes of its own: what crashes there stops one document only."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document

from generator.pdf.conversion import Conversion, ConversionJob
from generator.pdf.embedded import EmbeddedEngine

#: Loaded by the engine's processes at their start: the library can't be told to crash, so it is made to.
CRASH = """
import os, rdocx
class Crashing:
    @staticmethod
    def open(path, real=rdocx.Document.open):
        return os.abort() if path.endswith("07.docx") else real(path)
rdocx.Document = Crashing
"""


def test_a_crash_of_the_library_fails_one_document_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of ten documents nine are printed, and the one on which the process dies has its reason."""
    document = Document()
    document.core_properties.title = "Essai"
    document.add_heading("Un titre assez long pour être retrouvé", 1)
    document.save(str(tmp_path / "00.docx"))
    jobs = [ConversionJob(tmp_path / f"{number:02d}.docx", tmp_path / f"{number:02d}.pdf") for number in range(10)]
    for job in jobs[1:]:
        shutil.copy(jobs[0].docx, job.docx)
    (tmp_path / "sitecustomize.py").write_text(CRASH, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    told: list[Conversion] = []
    date = datetime(2025, 2, 24, tzinfo=UTC)
    conversions = EmbeddedEngine.probe().convert(jobs, workers=2, date=date, done=told.append)
    assert [conversion.job for conversion in conversions if conversion.error] == [jobs[7]]
    assert "s’est arrêté en imprimant 07.docx" in conversions[7].error
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == [job.pdf.name for job in jobs if job is not jobs[7]]
    assert len(told) == len(jobs)
