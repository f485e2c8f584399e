"""What both engines promise: archivable, accessible, repeatable files, and failures that stay alone."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import docx
import pikepdf
import pytest
from pypdf import PdfReader

from generator.pdf.conversion import ConversionJob
from generator.pdf.engine import Engine
from generator.workers import LocalWorkers, go_on
from tests.cases import cases
from tests.pdf.conformance import failures, tag_findings
from tests.pdf.conftest import DATE, Printed, convert
from tests.pdf.worddocuments import write_word_document


def test_printed_documents_are_archivable_and_accessible(printed: tuple[Printed, ...]) -> None:
    """Every printed file passes PDF/A-2a and PDF/UA-1, and its tags lead both ways."""
    for job in printed:
        assert failures(job.pdf) == []
        assert tag_findings(job.pdf) == []


def test_printed_documents_say_what_they_are(printed: tuple[Printed, ...]) -> None:
    """Title, author and language come from the DOCX; the viewer shows the title, not the file's name."""
    with pikepdf.open(printed[1].pdf) as pdf:
        assert str(pdf.docinfo.Title) == "Convention"
        assert str(pdf.docinfo.Author) == "Communauté d’agglomération"
        assert str(pdf.Root.Lang) == "fr-FR"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_content_controls_are_printed_as_text(printed: tuple[Printed, ...]) -> None:
    """A blank to fill in is text on paper, not a form field."""
    with pikepdf.open(printed[0].pdf) as pdf:
        assert "/AcroForm" not in pdf.Root
    assert "date à compléter" in PdfReader(printed[0].pdf).pages[0].extract_text()


def _job(document: Printed, name: str = "") -> ConversionJob:
    return ConversionJob(name or document.docx.name, document.docx.read_bytes())


def test_the_same_document_gives_the_same_bytes(engine: Engine, printed: tuple[Printed, ...]) -> None:
    """Printed alone and again, under another name and at another time, a document is the same file."""
    (again,) = convert(engine, [_job(printed[1], "autre nom.docx")])
    assert again.pdf == printed[1].pdf.read_bytes()


def test_only_the_given_date_is_borne(engine: Engine, printed: tuple[Printed, ...]) -> None:
    """Another date changes the file, and it is the one in its Info and XMP."""
    (later,) = convert(engine, [_job(printed[0])], date=DATE + timedelta(days=1))
    with pikepdf.open(io.BytesIO(later.pdf)) as pdf:
        assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20250315092653Z"
        assert pdf.Root.Metadata.read_bytes().count(b"2025-03-15T09:26:53Z") == 2


def test_each_job_has_its_conversion(engine: Engine, tmp_path: Path) -> None:
    """Whatever ends first, each job given comes out once, with its own file, and pages are counted."""
    files = [write_word_document(tmp_path / f"{n}.docx", f"Titre {n}", articles=n) for n in range(1, 10)]
    jobs = [ConversionJob(file.name, file.read_bytes()) for file in files]
    with LocalWorkers(2, go_on) as workers:
        conversions = list(engine.convert(jobs, workers=workers, date=DATE))
    assert sorted(id(conversion.job) for conversion in conversions) == sorted(map(id, jobs))
    for conversion in conversions:
        reader = PdfReader(io.BytesIO(conversion.pdf))
        assert f"Titre {conversion.job.name.removesuffix('.docx')}" in reader.pages[0].extract_text()
        assert (conversion.pages, conversion.error) == (len(reader.pages), "")


def test_a_page_without_a_word_is_a_failure(engine: Engine, tmp_path: Path) -> None:
    """A page break with nothing after it: the page bears its margins alone."""
    file = write_word_document(tmp_path / "a.docx", "Titre")
    document = docx.Document(str(file))
    document.sections[0].header.paragraphs[0].text = "En-tête"
    document.add_page_break()  # type: ignore[no-untyped-call]  # python-docx types only a part of its methods
    document.add_paragraph()
    document.save(str(file))
    (conversion,) = convert(engine, [ConversionJob(file.name, file.read_bytes())])
    assert conversion.error.startswith("La page 3 de a.docx est blanche")
    assert conversion.pdf == b""


def test_no_jobs_is_no_work(engine: Engine) -> None:
    """An empty list is printed at once."""
    assert convert(engine, [], workers=2) == []


@cases("workers", 1, 2)
def test_damaged_documents_fail_alone(engine: Engine, printed: tuple[Printed, ...], workers: int) -> None:
    """Truncated, empty and foreign files each fail with a reason; the sound one among them is printed."""
    sound = printed[0].docx.read_bytes()
    contents = {"tronqué": sound[: len(sound) // 2], "vide": b"", "étranger": b"\x00\x01" * 500, "sain": sound}
    jobs = [ConversionJob(f"{name}.docx", content) for name, content in contents.items()]
    told = {conversion.job.name: conversion for conversion in convert(engine, jobs, workers=workers)}
    assert told["sain.docx"].error == ""
    for name in ("tronqué.docx", "vide.docx", "étranger.docx"):
        assert name in told[name].error
        assert (told[name].pdf, told[name].pages) == (b"", 0)


def test_nothing_is_left(
    engine: Engine, printed: tuple[Printed, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither lock files nor temporary files stay, here or in the folder of temporary files."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    convert(engine, [_job(printed[0])])
    assert list(tmp_path.iterdir()) == []


@cases("workers", 1, 2)
def test_the_number_of_workers_changes_nothing(engine: Engine, printed: tuple[Printed, ...], workers: int) -> None:
    """Shares and processes do not show in the files."""
    conversions = convert(engine, [_job(document) for document in printed], workers=workers)
    assert [conversion.pdf for conversion in conversions] == [document.pdf.read_bytes() for document in printed]
