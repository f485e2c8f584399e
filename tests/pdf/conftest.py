"""Documents printed once for the whole session by each engine, and a pack and a recueil made of them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.pdf.assembly import Assembled, Assembly, Part, assemble
from generator.pdf.contents import ContentsPage
from generator.pdf.conversion import ConversionJob
from generator.pdf.engine import Engine, select_engine
from generator.pdf.stamp import Corner
from tests.pdf.worddocuments import write_word_document

DATE = datetime(2025, 3, 14, 9, 26, 53, tzinfo=UTC)
TITLES = ("Délibération", "Convention", "Planning")


@pytest.fixture(scope="session", params=["libreoffice", "embedded"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn."""
    return select_engine(request.param)


@pytest.fixture(scope="session")
def printed(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> tuple[ConversionJob, ...]:
    """Three documents of two pages, printed by the engine."""
    folder = tmp_path_factory.mktemp(engine.info.name)
    jobs = tuple(
        ConversionJob(write_word_document(folder / f"{number}.docx", title), folder / f"{number}.pdf")
        for number, title in enumerate(TITLES)
    )
    conversions = engine.convert(jobs, workers=2, date=DATE, done=lambda _: None)
    assert [conversion.error for conversion in conversions] == ["", "", ""]
    return jobs


@pytest.fixture(scope="session")
def parts(printed: tuple[ConversionJob, ...]) -> tuple[Part, ...]:
    """Give the printed documents as parts of a pack."""
    return tuple(Part(job.pdf, title) for job, title in zip(printed, TITLES, strict=True))


@pytest.fixture(scope="session")
def pack(parts: tuple[Part, ...]) -> Path:
    """Make a stamped pack of the three documents, six pages."""
    path = parts[0].pdf.with_name("pack.pdf")
    assembly = Assembly("Dossier d’Haveluy", "CAPH", parts, DATE, stamp=lambda page, total: f"N-017 — {page}/{total}")
    assemble(assembly, path)
    return path


@pytest.fixture(scope="session")
def recueil(pack: Path) -> tuple[Path, Assembled]:
    """Two packs with a table of contents before them, stamped on the left."""
    path = pack.with_name("recueil.pdf")
    assembly = Assembly(
        title="Recueil",
        author="CAPH",
        parts=(Part(pack, "Haveluy", "N-017"), Part(pack, "Le Quesnoy", "N-018")),
        date=DATE,
        stamp=lambda page, total: f"Recueil — page {page}/{total}",
        corner=Corner.BOTTOM_LEFT,
        contents=ContentsPage("Recueil des conventions", ("Médiation numérique",)),
    )
    return path, assemble(assembly, path)
