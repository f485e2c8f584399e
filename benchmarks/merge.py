"""Compare the assembly of a campaign's documents with a plain pypdf append of the same files."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pypdf import PdfWriter

from generator.pdf.assembly import assemble
from generator.pdf.makeup import Assembly, Part

RUNS = 5
TARGET = 1.5


def append(files: list[Path], target: Path) -> None:
    """Put the files one behind the other, with nothing kept but the pages."""
    writer = PdfWriter()
    for file in files:
        writer.append(file, import_outline=False)
    writer.write(target)


def merge(files: list[Path], target: Path) -> None:
    """Assemble the files as the program does."""
    assembly = Assembly(
        title="Recueil",
        author="Benchmark",
        parts=tuple(Part(file, file.stem) for file in files),
        date=datetime(2025, 1, 1, tzinfo=UTC),
        stamp=lambda page, total: f"BENCH — {page}/{total}",
    )
    assemble(assembly, target, lambda: None)


def seconds(run: Callable[[list[Path], Path], None], files: list[Path], target: Path) -> float:
    """Return how long one run takes."""
    start = time.perf_counter()
    run(files, target)
    return time.perf_counter() - start


def main() -> None:
    """Run both in turn and print the medians, the sizes and the ratio of each pair."""
    output = Path(sys.argv[1] if len(sys.argv) > 1 else "output/mediation-numerique")
    files = sorted(path for path in output.glob("*/*.pdf") if not path.stem.endswith("-pack"))
    if not files:
        sys.exit(f"{output} : aucun PDF ; lancez d’abord « conventions build ».")
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder, "assembly.pdf"), Path(folder, "append.pdf")
        pairs = [(seconds(merge, files, ours), seconds(append, files, theirs)) for _ in range(RUNS)]
        ratio = statistics.median(mine / plain for mine, plain in pairs)
        print(f"{len(files)} files, {RUNS} runs in turn, medians")
        print(f"assembly  {statistics.median(pair[0] for pair in pairs):6.2f} s  {ours.stat().st_size / 1e6:6.2f} MB")
        print(f"append    {statistics.median(pair[1] for pair in pairs):6.2f} s  {theirs.stat().st_size / 1e6:6.2f} MB")
        print(f"ratio     {ratio:6.2f}    (at most {TARGET})")


if __name__ == "__main__":
    main()
