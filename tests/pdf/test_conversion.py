"""What both engines promise: archivable, accessible, repeatable files, and failures that stay alone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from generator.pdf.conversion import Conversion, ConversionJob
from generator.pdf.engine import Engine
from generator.pdf.tagcheck import check_tags
from tests.pdf.conformance import failures
from tests.pdf.conftest import DATE
from tests.pdf.worddocuments import write_word_document


def _ignore(_: Conversion) -> None:
    """No progress to show."""


def test_printed_documents_are_archivable_and_accessible(printed: tuple[ConversionJob, ...]) -> None:
    """Every printed file passes PDF/A-2b and PDF/UA-1, and its tags lead both ways."""
    for job in printed:
        assert failures(job.pdf) == []
        assert check_tags(job.pdf) == []


def test_printed_documents_say_what_they_are(printed: tuple[ConversionJob, ...]) -> None:
    """Title, author and language come from the DOCX; the viewer shows the title, not the file's name."""
    with pikepdf.open(printed[1].pdf) as pdf:
        assert str(pdf.docinfo.Title) == "Convention"
        assert str(pdf.docinfo.Author) == "Communauté d’agglomération"
        assert str(pdf.Root.Lang) == "fr-FR"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_content_controls_are_printed_as_text(printed: tuple[ConversionJob, ...]) -> None:
    """A blank to fill in is text on paper, not a form field."""
    with pikepdf.open(printed[0].pdf) as pdf:
        assert "/AcroForm" not in pdf.Root
    assert "date à compléter" in PdfReader(printed[0].pdf).pages[0].extract_text()


def test_the_same_document_gives_the_same_bytes(
    engine: Engine, printed: tuple[ConversionJob, ...], tmp_path: Path
) -> None:
    """Printed alone and again, under another name and at another time, a document is the same file."""
    again = ConversionJob(tmp_path / "autre nom.docx", tmp_path / "again.pdf")
    again.docx.write_bytes(printed[1].docx.read_bytes())
    engine.convert([again], workers=1, date=DATE, done=_ignore)
    assert again.pdf.read_bytes() == printed[1].pdf.read_bytes()


def test_only_the_given_date_is_borne(engine: Engine, printed: tuple[ConversionJob, ...], tmp_path: Path) -> None:
    """Another date changes the file, and it is the one in its Info and XMP."""
    job = ConversionJob(printed[0].docx, tmp_path / "later.pdf")
    engine.convert([job], workers=1, date=DATE + timedelta(days=1), done=_ignore)
    with pikepdf.open(job.pdf) as pdf:
        assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20250315092653Z"
        assert pdf.Root.Metadata.read_bytes().count(b"2025-03-15T09:26:53Z") == 2


def test_conversions_come_in_the_order_of_the_jobs(engine: Engine, tmp_path: Path) -> None:
    """Whatever ends first, results are in order, each was announced once, and pages are counted."""
    jobs = [
        ConversionJob(write_word_document(tmp_path / f"{n}.docx", f"Titre {n}", articles=n), tmp_path / f"{n}.pdf")
        for n in range(1, 10)
    ]
    announced: list[Conversion] = []
    conversions = engine.convert(jobs, workers=2, date=DATE, done=announced.append)
    assert [conversion.job for conversion in conversions] == jobs
    assert sorted(map(repr, announced)) == sorted(map(repr, conversions))
    assert [conversion.pages for conversion in conversions] == [len(PdfReader(job.pdf).pages) for job in jobs]


def test_no_jobs_is_no_work(engine: Engine) -> None:
    """An empty list is printed at once."""
    assert engine.convert([], workers=2, date=DATE, done=_ignore) == []


def test_damaged_documents_fail_alone(engine: Engine, printed: tuple[ConversionJob, ...], tmp_path: Path) -> None:
    """Truncated, empty, foreign and missing files each fail with a reason; the sound one among them is printed."""
    sound = printed[0].docx.read_bytes()
    contents = {"tronqué": sound[: len(sound) // 2], "vide": b"", "étranger": b"\x00\x01" * 500, "sain": sound}
    jobs = []
    for name, content in contents.items():
        jobs.append(ConversionJob(tmp_path / f"{name}.docx", tmp_path / f"{name}.pdf"))
        jobs[-1].docx.write_bytes(content)
    jobs.append(ConversionJob(tmp_path / "absent.docx", tmp_path / "absent.pdf"))
    for job in jobs:
        job.pdf.write_bytes(b"of an earlier build")
    conversions = engine.convert(jobs, workers=2, date=DATE, done=_ignore)
    told = {conversion.job.docx.stem: conversion.error for conversion in conversions}
    assert told["sain"] == ""
    for name in ("tronqué", "vide", "étranger", "absent"):
        assert f"{name}.docx" in told[name]
    assert [job.docx.stem for job in jobs if job.pdf.exists()] == ["sain"]


def test_nothing_but_the_file_is_left(engine: Engine, printed: tuple[ConversionJob, ...], tmp_path: Path) -> None:
    """Neither lock files nor temporary files stay beside the document or the PDF."""
    job = ConversionJob(tmp_path / "a.docx", tmp_path / "a.pdf")
    job.docx.write_bytes(printed[0].docx.read_bytes())
    engine.convert([job], workers=1, date=DATE, done=_ignore)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.docx", "a.pdf"]


@pytest.mark.parametrize("workers", [1, 2])
def test_the_number_of_workers_changes_nothing(
    engine: Engine, printed: tuple[ConversionJob, ...], tmp_path: Path, workers: int
) -> None:
    """Shares and processes do not show in the files."""
    jobs = [ConversionJob(job.docx, tmp_path / job.pdf.name) for job in printed]
    engine.convert(jobs, workers=workers, date=DATE, done=_ignore)
    assert [job.pdf.read_bytes() for job in jobs] == [job.pdf.read_bytes() for job in printed]
