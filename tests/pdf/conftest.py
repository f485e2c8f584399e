"""Documents printed once for the whole session by each engine, and a pack and a recueil made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.pdf.assembly import assemble
from generator.pdf.conversion import Conversion, ConversionJob
from generator.pdf.engine import Engine, select_engine
from generator.pdf.makeup import Assembly, ContentsPage, Corner, Part
from generator.progress import Silence
from generator.workers import LocalWorkers, go_on
from tests.pdf.worddocuments import write_word_document

DATE = datetime(2025, 3, 14, 9, 26, 53, tzinfo=UTC)
TITLES = ("Délibération", "Convention", "Planning")


@dataclass(frozen=True)
class Printed:
    """A document and its print, in files."""

    docx: Path
    pdf: Path


def convert(
    engine: Engine, jobs: Sequence[ConversionJob], *, workers: int = 1, date: datetime = DATE
) -> list[Conversion]:
    """Print documents, and return what became of each, in their order."""
    with LocalWorkers(workers, Silence().check) as local:
        ended = {id(conversion.job): conversion for conversion in engine.convert(jobs, workers=local, date=date)}
    return [ended[id(job)] for job in jobs]


@pytest.fixture(scope="session", params=["libreoffice", "embedded"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn."""
    return select_engine(request.param)


@pytest.fixture(scope="session")
def printed(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> tuple[Printed, ...]:
    """Three documents of two pages, printed by the engine."""
    folder = tmp_path_factory.mktemp(engine.info.name)
    files = [write_word_document(folder / f"{number}.docx", title) for number, title in enumerate(TITLES)]
    conversions = convert(engine, [ConversionJob(file.name, file.read_bytes()) for file in files], workers=2)
    assert [conversion.error for conversion in conversions] == ["", "", ""]
    printed = tuple(Printed(file, file.with_suffix(".pdf")) for file in files)
    for document, conversion in zip(printed, conversions, strict=True):
        document.pdf.write_bytes(conversion.pdf)
    return printed


@pytest.fixture(scope="session")
def parts(printed: tuple[Printed, ...]) -> tuple[Part, ...]:
    """Give the printed documents as parts of a pack."""
    return tuple(Part(document.pdf, title) for document, title in zip(printed, TITLES, strict=True))


@pytest.fixture(scope="session")
def pack(parts: tuple[Part, ...]) -> Path:
    """Make a stamped pack of the three documents, six pages."""
    path = parts[0].pdf.with_name("pack.pdf")
    assembly = Assembly("Dossier d’Haveluy", "CAPH", parts, DATE, stamp=lambda page, total: f"N-017 — {page}/{total}")
    assemble(assembly, path, go_on)
    return path


@pytest.fixture(scope="session")
def recueil(pack: Path) -> Path:
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
    assert assemble(assembly, path, go_on) == 13
    return path
