"""How long builds of the repository's campaign take, beside other ways to print the same documents.

``python -m benchmarks.speed`` makes everything in temporary folders, prints the table and writes it into
docs/performance.md. A round makes all measures one after the other; ratios are within a round, figures are medians.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import others

ROUNDS = 3
#: Dossiers of the usual way, which takes a second a document: enough to know what one costs.
SAMPLE = 4
REPOSITORY = Path(__file__).parents[1]
PAGE = REPOSITORY / "docs" / "performance.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
CONVENTIONS = Path(sys.executable).with_name("conventions")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a program took: seconds of the clock, and of the processors for it and all that it started."""

    wall: float
    cpu: float

    def times(self, factor: float) -> Cost:
        """Return the cost of so many times as much."""
        return Cost(self.wall * factor, self.cpu * factor)


@dataclass(frozen=True, slots=True)
class Target:
    """One line of the table: a measure as a share of another one, or in seconds, and the most that it may be."""

    told: str
    measure: str
    of: str
    most: float
    unit: str = ""


TARGETS = (
    Target("cold build, all verified, of the usual way (a)", "cold", "usual", 0.1),
    Target("cold build, all verified, of one bare soffice (b)", "cold", "bare", 1.0),
    Target("embedded cold build, all verified, of one bare soffice (b)", "embedded cold", "bare", 0.6),
    Target("nothing changed, of a cold build", "nothing changed", "cold", 0.03),
    Target("one mayor changed, of a cold build", "one mayor changed", "cold", 0.1),
    Target("conventions --version", "--version", "", 0.15, " s"),
    Target("conventions --help", "--help", "", 0.15, " s"),
)
NAMES = {
    "cold": "`build`, LibreOffice, empty output",
    "nothing changed": "`build` again",
    "one mayor changed": "`build` after one mayor changed",
    "embedded cold": "`build`, embedded engine, empty output",
    "usual": "(a) docxtpl, one soffice a file, pypdf",
    "bare": "(b) one soffice over the same DOCX, same filter",
    "carbone": "(c) Carbone over the same DOCX, neither tags nor PDF/A",
    "--version": "`--version`",
    "--help": "`--help`",
}


def environment() -> dict[str, str]:
    """Return that of every command: bytecode is kept, as an installation has it, wherever the benchmark is run."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def cost(*command: str | Path, cwd: Path | None = None) -> Cost:
    """Run a program and return what it took; one that fails ends the benchmark."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment(), capture_output=True, text=True, check=False
    )
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def new_project(folder: Path) -> Path:
    """Copy the repository's communes and templates into a new project, of which nothing was ever made."""
    root = folder / "project"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    shutil.copy(REPOSITORY / "communes.csv", root)
    return root


def change_mayor(root: Path) -> None:
    """Give the first commune's mayor another name."""
    path = root / "communes.csv"
    header, first, *rest = path.read_text(encoding="utf-8").splitlines(keepends=True)
    cells, column = first.split(";"), header.split(";").index("nom_maire")
    cells[column] += "-NOUVEAU"
    path.write_text("".join([header, ";".join(cells), *rest]), encoding="utf-8")


def a_round(folder: Path, carbone: Path | None) -> Iterator[tuple[str, Cost]]:
    """Measure everything once; Carbone where a folder holds it."""
    for option in ("--version", "--help"):
        cost(CONVENTIONS, option)
        yield option, cost(CONVENTIONS, option)
    for engine, prefix in (("embedded", "embedded "), ("libreoffice", "")):
        root = new_project(folder)
        build = (CONVENTIONS, "build", "--project", root, "--engine", engine)
        yield f"{prefix}cold", cost(*build)
    yield "nothing changed", cost(*build)
    change_mayor(root)
    yield "one mayor changed", cost(*build)
    dossiers = others.dossiers(root)
    documents = [path for dossier in dossiers for path in dossier]
    yield "bare", cost(*others.bare(documents, folder / "bare"))
    if carbone:
        yield "carbone", cost(*others.carbone(documents, carbone))
    sample = dossiers[:SAMPLE]
    one = cost(sys.executable, "-m", "benchmarks.others", folder / "usual", *(path.parent for path, *_ in sample))
    yield "usual", one.times(len(documents) / sum(map(len, sample)))


def stages(root: Path) -> str:
    """Return how long each stage of a cold build takes, in one line."""
    command = (CONVENTIONS, "build", "--project", root, "--engine", "embedded", "--json")
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True)
    timings = json.loads(done.stdout)["timings"]
    return ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in timings.items())


def table(rounds: Sequence[dict[str, Cost]]) -> str:
    """Return the figures of some rounds beside their targets, in Markdown."""
    lines = ["| target | at most | measured | |", "| --- | --- | --- | --- |"]
    for target in TARGETS:
        found = statistics.median(
            one[target.measure].wall / (one[target.of].wall if target.of else 1.0) for one in rounds
        )
        met = "met" if found <= target.most else "not met"
        lines.append(f"| {target.told} | {target.most:g}{target.unit} | {found:.3f}{target.unit} | {met} |")
    lines += ["", "| what | seconds | of processors |", "| --- | --- | --- |"]
    for name, told in NAMES.items():
        if name not in rounds[0]:
            continue
        wall, cpu = (statistics.median(getattr(one[name], kind) for one in rounds) for kind in ("wall", "cpu"))
        lines.append(f"| {told} | {wall:.2f} | {cpu:.2f} |")
    return "\n".join(lines)


def machine() -> str:
    """Say on what this was measured."""
    soffice = subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=False).stdout.split()
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    version = soffice[1] if len(soffice) > 1 else "none"
    return (
        f"{os.cpu_count()} processors ({model}), load {os.getloadavg()[0]:.1f} at the end; Python "
        f"{platform.python_version()}, LibreOffice {version}."
    )


def main() -> None:
    """Measure some rounds, print the table, and write it into the page on performance."""
    with tempfile.TemporaryDirectory() as folder:
        root, rounds = Path(folder), list[dict[str, Cost]]()
        missing = others.install_carbone(root / "carbone")
        if missing:
            print(f"Carbone is not measured: {missing}")
        for number in range(1, ROUNDS + 1):
            rounds.append(dict(a_round(root, None if missing else root / "carbone")))
            print(f"round {number} of {ROUNDS}", *(f"{name} {one.wall:.2f}" for name, one in rounds[-1].items()))
        decomposed = stages(new_project(root))
    figures = f"{table(rounds)}\n\nStages of an embedded cold build, in seconds: {decomposed}.\n\n{machine()}"
    print(figures)
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n\n{figures}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
