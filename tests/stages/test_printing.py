"""Printing: each document appears whole, DOCX and PDF, or fails alone with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from generator.dossiers.dossier import PlannedDocument
from generator.dossiers.manifest import Manifest
from generator.errors import EngineError, OutputError
from generator.inputs.pieces import Piece
from generator.pdf.conversion import Conversion, ConversionJob, EngineInfo, failed
from generator.progress import Clock, Silence
from generator.project import Project
from generator.stages.drafts import Draft
from generator.stages.printing import engine_sha256, print_documents
from generator.stages.tasks import Written
from generator.stages.workspace import LaidAside, Workspace
from generator.workers import LocalWorkers, Workers


class Backwards:
    """An engine that ends with the first, and cannot print what says so: the real ones do neither on command."""

    info = EngineInfo("embedded", "1")

    def begun(self, scratch: Path) -> AbstractContextManager[None]:
        """Start nothing."""
        return nullcontext()

    def convert(
        self, jobs: Iterable[ConversionJob], *, workers: Workers, date: datetime, scratch: Path | None = None
    ) -> Iterator[Conversion]:
        """Print each job, the last first."""
        for job in reversed(list(jobs)):
            broken = job.docx == b"broken"
            yield failed(job, EngineError("panne")) if broken else Conversion(job, b"pdf of " + job.docx, 3)


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    """Return a workspace on an empty output."""
    project = Project(tmp_path, tmp_path / "templates" / "x", tmp_path / "output")
    (tmp_path / "scratch").mkdir()
    workers = LocalWorkers(1, lambda: None)
    date = datetime(2025, 2, 24, tzinfo=UTC)
    return Workspace(project, Clock(Silence()), workers, date, Manifest("x", "", ""), tmp_path / "scratch")


def draft(kind: str, docx: bytes) -> Draft:
    """Return a document to print."""
    piece = Piece(kind, Path(f"{kind}.docx"), kind)
    return Draft(
        PlannedDocument("59292", "Haveluy", "N-1", piece, "59292-haveluy", "inputs", 1),
        Written(docx, frozenset()),
        "nouveau",
    )


def test_documents_are_published_in_the_order_of_the_plan(space: Workspace) -> None:
    """Whatever ends first: both files, their pages, and what they were made from."""
    outcomes = print_documents((draft("a", b"A"), draft("b", b"B")), space, Backwards())
    assert [outcome.kind for outcome in outcomes] == ["a", "b"]
    record = outcomes[0].record
    assert record is not None
    assert [(file.path, file.pages) for file in record.files] == [
        ("59292-haveluy/N-1-a.docx", None),
        ("59292-haveluy/N-1-a.pdf", 3),
    ]
    assert (record.inputs_sha256, record.engine_sha256, record.rank) == ("inputs", engine_sha256(Backwards.info), 1)
    assert (space.project.output / "59292-haveluy" / "N-1-b.pdf").read_bytes() == b"pdf of B"
    assert not list(space.scratch.iterdir())


def test_what_cannot_be_printed_fails_alone(space: Workspace) -> None:
    """With the engine's reason, and neither of its files in the output."""
    broken, sound = print_documents((draft("a", b"broken"), draft("b", b"B")), space, Backwards())
    assert (broken.state, broken.reason, broken.record) == ("failed", "panne", None)
    assert sound.state == "built"
    assert sorted(path.name for path in (space.project.output / "59292-haveluy").iterdir()) == [
        "N-1-b.docx",
        "N-1-b.pdf",
    ]


def test_a_file_that_cannot_be_replaced_is_told(space: Workspace) -> None:
    """Open in another program, on Windows; here a folder stands in its place."""
    (space.project.output / "59292-haveluy" / "N-1-a.pdf" / "x").mkdir(parents=True)
    with pytest.raises(OutputError, match=r"N-1-a\.pdf : écriture impossible"):
        print_documents((draft("a", b"A"),), space, Backwards())


def test_a_document_is_read_from_the_disk_when_the_engine_takes_it(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, and not before its turn has come: thousands do not stand in the memory."""
    told: list[str] = []
    read = LaidAside.read

    def heard(laid: LaidAside) -> bytes:
        data = read(laid)
        told.append(f"read {data.decode()}")
        return data

    def one_by_one(_: Backwards, jobs: Iterable[ConversionJob], **asked: Any) -> Iterator[Conversion]:
        for job in jobs:
            told.append(f"printed {job.docx.decode()}")
            yield Conversion(job, b"pdf", 1)

    monkeypatch.setattr(LaidAside, "read", heard)
    monkeypatch.setattr(Backwards, "convert", one_by_one)
    drafts = [draft(kind, kind.upper().encode()) for kind in "abc"]
    aside = [replace(one, written=one.written.aside(space)) for one in drafts]
    outcomes = print_documents(aside, space, Backwards())
    assert [outcome.kind for outcome in outcomes] == list("abc")
    assert told == ["read A", "printed A", "read B", "printed B", "read C", "printed C"]
