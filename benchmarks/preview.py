"""Time previews in a process that stays: every kind of document of some communes, from the embedded engine."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from generator.errors import UsageError
from generator.inputs.sources import read_sources
from generator.progress import Silence
from generator.project import Project, open_project
from generator.runs.making.preview import PreviewRequest, run

#: How many communes, spread over the file, and how often each document of them is shown.
COMMUNES, RUNS = 5, 3
#: Seconds of a preview, its pictures included.
TARGET = 0.3


def measured(project: Project, request: PreviewRequest) -> tuple[float, float, int]:
    """Return the seconds until the PDF and its pictures are there, those of processor, and the pages."""
    start, used = time.perf_counter(), time.process_time()
    pages = len(run(project, request, Silence()).pages)
    return time.perf_counter() - start, time.process_time() - used, pages


def main() -> None:
    """Print the medians of each kind of document, and whether the target is met."""
    project = open_project(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
    sources = read_sources(project)
    names = [commune.insee for commune in sources.participants]
    chosen = names[:: max(1, len(names) // COMMUNES)][:COMMUNES]
    print(f"{'document':<16}{'pages':>6}{'shown':>9}{'CPU':>9}   medians in ms, target {TARGET * 1000:.0f}")
    worst, folder = 0.0, Path(tempfile.mkdtemp(prefix="conventions-apercu-"))
    for piece in sources.campaign.pieces:
        if not piece.templated:
            continue
        results = []
        for insee in chosen:
            request = PreviewRequest(piece.kind, insee, folder=folder)
            try:
                run(project, request, Silence())
            except UsageError:  # this commune has no such document
                continue
            results += [measured(project, request) for _ in range(RUNS)]
        if results:
            shown, used, pages = map(statistics.median, zip(*results, strict=True))
            worst = max(worst, used)
            print(f"{piece.kind:<16}{pages:>6.0f}{shown * 1e3:>9.0f}{used * 1e3:>9.0f}")
    print(f"target {'met' if worst <= TARGET else 'missed'} in seconds of processor: {worst * 1e3:.0f} ms at most")


if __name__ == "__main__":
    main()
