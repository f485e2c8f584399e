"""Measure every command on a campaign of N communes: processor seconds and the main process's memory, by size.

``scale.py 46 460 4600`` makes each campaign in a temporary folder and runs the commands on it; ``--build`` builds it
too, ``--keep FOLDER`` keeps the campaigns there. The first 46 communes are those of communes.csv. The others have the
code, the name and the article of a commune of the Code officiel géographique, a SIREN of the form that such a code has,
and the other cells of the 46 in turn; beyond its communes, names of the 46 and codes that no commune has.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.inputs.communes import slug
from generator.inputs.official import official_name
from generator.law.identifiers import luhn

ROOT = Path(__file__).parents[1]
CAMPAIGN = Path("templates", "mediation-numerique")
#: What a mediator can take: four weeks of the half-days that the campaign offers.
SLOTS = 28
#: A day after the deliberation of the EPCI, before the council of any commune.
SENT = "2025-03-10"

#: Run by each command's own process: the program, then how much memory its main process ever held.
_MEASURED = """
import atexit, sys
from pathlib import Path
def tell():
    status = Path("/proc/self/status").read_text()
    Path(sys.argv[1]).write_text(status.partition("VmHWM:")[2].split()[0])
atexit.register(tell)
from generator.cli import main
main(sys.argv[2:])
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: the whole tree's processor seconds, the clock's, the main process's memory in MiB."""

    code: int
    processor: float
    clock: float
    memory: float


def siren_of(insee: str) -> str:
    """Return the SIREN of the form that INSEE gave to the commune of this code."""
    stem = f"21{insee[:2].replace('2A', '20').replace('2B', '20')}0{insee[2:]}"
    return next(stem + key for key in "0123456789" if luhn(stem + key))


def codes(real: list[dict[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield code, name and article of communes that are not among the 46, none twice: real ones, then made ones."""
    taken = {row["insee"] for row in real}
    named = {(row["insee"][:2], slug(row["nom"])) for row in real}
    departments = [f"{number:02}" for number in range(1, 96) if number != 20] + ["2A", "2B"]
    every = [f"{department}{number:03}" for department in departments for number in range(1, 1000)]
    for code in every:
        official = official_name(code)
        key = (code[:2], slug(official.nom) if official else "")
        if official and code not in taken and key not in named:
            taken.add(code)
            named.add(key)
            yield code, official.nom, str(official.tncc)
    for source, code in zip(itertools.cycle(real), (code for code in every if not official_name(code)), strict=False):
        yield code, f"{source['nom']}-{code}", source["tncc"]


def make(folder: Path, count: int) -> None:
    """Make the project of a campaign of ``count`` communes in ``folder``; the slots of the new ones are to be given."""
    shutil.copytree(ROOT / CAMPAIGN, folder / CAMPAIGN)
    with (ROOT / "communes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    slots = dict.fromkeys(("mediateur", "semaine", "jour", "demi_journee", "lieu"), "")
    more = (
        source | slots | {"insee": code, "siren": siren_of(code), "nom": name, "tncc": article}
        for source, (code, name, article) in zip(itertools.cycle(rows), codes(rows), strict=False)
    )
    with (folder / "communes.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";", lineterminator="\n")
        writer.writeheader()
        writer.writerows(itertools.islice(itertools.chain(rows, more), count))
    settings = folder / CAMPAIGN / "campaign.toml"
    mediators = "".join(f'M{rank} = "Médiateur numérique n° {rank}"\n' for rank in range(3, 3 + count // SLOTS))
    last = 'M2 = "Médiateur numérique n° 2"\n'
    settings.write_text(settings.read_text(encoding="utf-8").replace(last, last + mediators), encoding="utf-8")


def run(folder: Path, *arguments: str) -> Cost:
    """Run a command in ``folder`` and return what it took; what it says is kept beside, in ``said.txt``."""
    before, start = os.times(), time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch, (folder / "said.txt").open("a", encoding="utf-8") as said:
        peak = Path(scratch, "peak")
        said.write(f"\n$ conventions {' '.join(arguments)}\n")
        said.flush()
        command = [sys.executable, "-c", _MEASURED, str(peak), *arguments]
        done = subprocess.run(command, cwd=folder, stdout=said, stderr=said, stdin=subprocess.DEVNULL, check=False)
        clock, after = time.perf_counter() - start, os.times()
        processor = after.children_user - before.children_user + after.children_system - before.children_system
        return Cost(done.returncode, processor, clock, int(peak.read_text()) / 1024 if peak.exists() else 0)


def commands(*, build: bool) -> Iterator[tuple[str, ...]]:
    """Yield the commands to measure, in the order of a campaign's life."""
    yield "planning", "--dry-run"
    yield ("planning",)
    yield ("check",)
    yield "build", "--dry-run", "--engine", "embedded"
    yield ("diff",)
    if build:
        yield "build", "--engine", "embedded", "--no-verify"
        yield "build", "--engine", "embedded", "--no-verify"
        yield "build", "--dry-run", "--engine", "embedded"
        yield "mail", "--json"
        yield "mail", "--sent", SENT, "--yes"
        yield ("status",)
        yield "status", "--todo"
        yield "status", "--json"
        yield "register", "journal"
        yield "register", "export"
        yield "register", "check"
        yield ("diff",)


def main() -> None:
    """Measure each size in turn, and print a line a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[46, 460])
    parser.add_argument("--build", action="store_true", help="build each campaign with the embedded engine")
    parser.add_argument("--keep", type=Path, help="a folder in which the campaigns stay")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        print(f"{'communes':>8}  {'command':<40} {'code':>4} {'CPU s':>9} {'clock s':>9} {'MiB':>8}")
        for size in asked.sizes:
            folder = (asked.keep or Path(scratch)) / str(size)
            folder.mkdir(parents=True)
            make(folder, size)
            for arguments in commands(build=asked.build):
                cost = run(folder, *arguments)
                told = f"{cost.code:>4} {cost.processor:>9.2f} {cost.clock:>9.2f} {cost.memory:>8.1f}"
                print(f"{size:>8}  {' '.join(arguments):<40} {told}", flush=True)


if __name__ == "__main__":
    main()
