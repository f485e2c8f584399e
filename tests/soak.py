"""Mutation fuzzing of every input, for as long as one likes: ``make soak``.

An input is a sound one, spoilt as its seed says, and given to what reads it. It must be accepted or refused with an
error that is foreseen: no other exception, no answer after half a minute, no process above a gibibyte, no file outside
the input's own folder. An input that fails is kept in ``soak/``, under the kind and the seed that make it again.
"""

from __future__ import annotations

import argparse
import copy
import functools
import html
import io
import itertools
import json
import os
import random
import re
import resource
import shutil
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from generator.delivery.proofreading import inspect_letter
from generator.dossiers.manifest import Manifest
from generator.errors import ConventionsError, DataError, OutputError, UnreadableError, count_errors
from generator.inputs.campaignfile import read_campaign
from generator.inputs.communerows import read_communes
from generator.inputs.evaluationfile import read_evaluation
from generator.inputs.revision import read_revision
from generator.inputs.sources import Sources, read_sources
from generator.inspection.examination import look_at
from generator.inspection.templates import inspect_templates
from generator.intake.recognition import recognise
from generator.papers.parcels import open_parcel
from generator.papers.received import SourceText, read_contents, read_source
from generator.project import open_project
from generator.register.database import open_register
from generator.register.integrity import check_register
from generator.register.standings import read_standings
from generator.rendering.context import for_piece, make_context
from generator.rendering.rendering import renderer_of
from generator.rendering.templates import Templates
from generator.safekeeping.archive import read_archive, write_archive
from generator.safekeeping.replacement import finish
from generator.workers import Limits, LocalWorkers
from tests.intake.papers import as_file, completed, photograph, print_pdf
from tests.intake.sent import archive, mail, outlook, receipt
from tests.papers.test_odttext import odt

REPOSITORY = Path(__file__).parents[1]
#: The variable that tells the processes where to work.
_FOLDER = "SOAK_FOLDER"
#: What an input may cost, in seconds of processor; a machine that has much else to do takes longer.
_SECONDS = 30.0
LIMITS = Limits(300.0, 1 << 30)
#: What is put into texts, names and values.
_TOKENS = (
    *("", "0", "-1", "1e999", "99999999999999999999", "é", "\u202e", "\ufeff", "\ufffe", "\x00", "\x07", "'", '"', ";"),
    *("../../x", "/etc/passwd", "C:\\x", "CON", "{{ commune.nom }}", "{{ 9**9**9 }}", "{% for a in range(10**9) %}"),
    *("{{ 'x' * 10**10 }}", "{%", "}}", "((((" * 200, "[" * 2000, "]]>", "<!ENTITY x SYSTEM 'file:///etc/passwd'>"),
    *("9999-12-31", "0000-00-00", "31/02/2025", "=cmd|' /C calc'!A0", "x" * 5000, "\n", "\r", "\t", "true", "null"),
)
#: What stands between tags or in the values of attributes, and whole paragraphs.
_SPOT = re.compile(r'(?<=>)[^<>]+(?=<)|(?<==")[^"]*(?=")')
_PARAGRAPH = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL)
_WRONG: tuple[Any, ...] = (None, True, -1, 10**30, 1e308, "", "../../x", [], {}, [[]], {"a": 1}, "x" * 1000)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an input: ``failure`` is "" when it was accepted or refused as it should be."""

    outcome: str
    failure: str
    seconds: float
    megabytes: float


def spoil_bytes(data: bytes, chance: random.Random) -> bytes:
    """Change, drop, repeat or add some bytes."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at, length = chance.randrange(len(found) + 1), chance.choice((1, 1, 2, 8, 64, 1024))
        what = chance.randrange(6)
        if what == 0:
            found[at : at + length] = chance.randbytes(length)
        elif what == 1:
            del found[at : at + length]
        elif what == 2:
            found[at:at] = found[at : at + length] * chance.choice((1, 2, 50))
        elif what == 3:
            found[at:at] = chance.choice(_TOKENS).encode("utf-8", "surrogatepass")
        elif what == 4:
            other = chance.randrange(len(found) + 1)
            found[at:at] = found[other : other + length]
        elif chance.random() < 0.2:
            del found[at:]
    return bytes(found)


def spoil_xml(data: bytes, chance: random.Random) -> bytes:
    """Change texts and values, or repeat and drop paragraphs, so that most parts can still be parsed."""
    if chance.random() < 0.3:
        return spoil_bytes(data, chance)
    text = data.decode("utf-8", "replace")
    for _ in range(chance.choice((1, 1, 2, 5))):
        spots = list(_PARAGRAPH.finditer(text) if chance.random() < 0.3 else _SPOT.finditer(text))
        if not spots:
            break
        spot, other = chance.choice(spots), chance.choice(spots)
        new = chance.choice(("", spot[0] * 2, spot[0] * 50, other[0], html.escape(chance.choice(_TOKENS))))
        text = text[: spot.start()] + new + text[spot.end() :]
    return text.encode("utf-8", "replace")


def spoil_zip(data: bytes, chance: random.Random) -> bytes:
    """Spoil a part of a package, which is then packed again, or the package itself."""
    if chance.random() < 0.25:
        return spoil_bytes(data, chance)
    stream = io.BytesIO()
    method = chance.choice((zipfile.ZIP_DEFLATED,) * 6 + (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(stream, "w", method) as package:
        names = whole.namelist()
        spoilt = set(chance.sample(names, min(len(names), chance.choice((1, 1, 2))))) | (
            {"word/document.xml"} if chance.random() < 0.5 else set()
        )
        for name in names:
            part = whole.read(name)
            entry = zipfile.ZipInfo(name)  # which has no hour: a seed makes the same bytes at any
            package.writestr(entry, spoil_xml(part, chance) if name in spoilt else part, method)
    return stream.getvalue()


def spoil_json(data: bytes, chance: random.Random) -> bytes:
    """Put a value of another type somewhere, or spoil the text."""
    if chance.random() < 0.2:
        return spoil_bytes(data, chance)
    found = json.loads(data)
    for _ in range(chance.choice((1, 1, 3))):
        holder: Any = found
        while True:
            keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
            if not keys:
                break
            key = chance.choice(keys)
            inner = holder[key]
            if isinstance(inner, dict | list) and inner and chance.random() < 0.85:
                holder = inner
                continue
            holder[key] = copy.deepcopy(chance.choice((*_WRONG, inner)))
            if chance.random() < 0.1:
                del holder[key]
            break
    return json.dumps(found).encode()


class Inputs:
    """The sound inputs, and who reads each kind; made once a process, in a folder of its own."""

    def __init__(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="soak-", dir=os.environ.get(_FOLDER)))
        self.project_root = self.root / "projet"
        self.place = self.root / "entree"
        self.place.mkdir()
        register = REPOSITORY / "tests" / "resources" / "register-1"
        shutil.copytree(register / "register", self.project_root / "register")
        shutil.copy(register / "communes.csv", self.project_root)
        shutil.copytree(REPOSITORY / "templates", self.project_root / "templates")
        self.project = open_project(self.project_root)
        self.sources: Sources = read_sources(self.project)
        self.communes = self.sources.participants
        campaign = self.project.campaign
        act = completed()
        printed = print_pdf(act, self.root)
        plain = io.BytesIO()
        with pikepdf.open(io.BytesIO(printed)) as pdf:
            pdf.save(plain, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        backup = self.root / "sauvegarde.zip"
        database = self.project.register.read_bytes()
        small = self.root / "petit"
        (small / "register").mkdir(parents=True)
        shutil.copy(register / "communes.csv", small)
        write_archive(backup, small, database, "2026-01-01T00:00:00+01:00", "x")
        deliberations = REPOSITORY / "tests" / "resources" / "deliberations"
        haveluy = html.escape((deliberations / "haveluy.txt").read_text(encoding="utf-8"))
        examples = REPOSITORY / "docs" / "examples"
        templates = [piece.template.read_bytes() for piece in self.sources.campaign.pieces if not piece.derived]
        manifest = Manifest("x", "embedded", "1").as_json()
        record: dict[str, object] = {
            "insee": "59292",
            "commune": "Haveluy",
            "kind": "pack",
            "number": "N-1",
            "inputs_sha256": "i",
        }
        record |= {"inputs_sha256": "i", "engine_sha256": "e", "rank": 0, "period": ""}
        file: dict[str, object] = {"path": "59292-x/N-1.pdf", "sha256": "s", "bytes": 1, "pages": 1}
        manifest["documents"] = [{**record, "files": [file]}]
        plan = {"aside": "x", "files": ["communes.csv"], "leaving": ["templates/x/a.docx"]}
        self.kinds: dict[str, tuple[list[bytes], Callable[[bytes, random.Random], bytes], Callable[[bytes], None]]] = {
            "intake-docx": ([act], spoil_zip, self.read_act),
            "intake-pdf": ([printed, plain.getvalue()], spoil_bytes, self.read_act),
            "intake-odt": ([odt(f"<text:p>{haveluy}</text:p>")], spoil_zip, self.read_act),
            "intake-message": (
                [make({"acte.docx": act, "ar.xml": receipt(), "acte.pdf": printed}) for make in (mail, outlook)],
                spoil_bytes,
                self.read_parcel,
            ),
            "intake-archive": (
                [archive({"acte.docx": act, "envoi.eml": mail({"ar.xml": receipt()})})],
                spoil_zip,
                self.read_parcel,
            ),
            "intake-receipt": ([receipt(), receipt(prefix="")], spoil_xml, self.read_parcel),
            "intake-text": ([(deliberations / "haveluy.txt").read_bytes()], spoil_bytes, self.read_act),
            "intake-picture": (
                [as_file(photograph(printed, 40), kind) for kind in ("PNG", "JPEG", "TIFF", "GIF")],
                spoil_bytes,
                self.read_act,
            ),
            "template": (templates, spoil_zip, self.read_template),
            "letter": ([self.sources.letter or b"", self.sources.reminder or b""], spoil_bytes, self.read_letter),
            "communes.csv": ([self.project.communes.read_bytes()], spoil_bytes, self.read_table),
            "campaign.toml": ([(campaign / "campaign.toml").read_bytes()], spoil_bytes, self.read_settings),
            "evaluation.csv": (
                [path.read_bytes() for path in examples.glob("*evaluation*.csv")],
                spoil_bytes,
                self.read_assessment,
            ),
            "evaluation (classeur)": (
                [
                    path.read_bytes()
                    for path in sorted((REPOSITORY / "tests" / "resources" / "tables").glob("evaluation*"))
                ],
                spoil_zip,
                self.read_workbook,
            ),
            "annexe": ([printed, plain.getvalue()], spoil_bytes, self.read_annexe),
            "revision.toml": (
                [path.read_bytes() for path in examples.glob("*revision*.toml")],
                spoil_bytes,
                self.read_changes,
            ),
            "manifest.json": ([json.dumps(manifest).encode()], spoil_json, self.read_manifest),
            "register.sqlite": ([database], spoil_bytes, self.read_database),
            "backup": ([backup.read_bytes()], spoil_zip, self.read_backup),
            "restoration": ([json.dumps(plan).encode()], spoil_json, self.read_plan),
        }

    def put(self, name: str, data: bytes) -> Path:
        """Write an input where it is read."""
        path = self.place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def read_act(self, data: bytes) -> None:
        """Do what intake does, but for the recognition of pictures, which are drawn."""
        found = read_contents(data)
        for draw in found.scans.values():
            draw()
        source = SourceText("acte", data, found.medium, found.pages, {}, frozenset())
        for one in recognise(source, self.communes):
            one.as_json()

    def read_parcel(self, data: bytes) -> None:
        """Do what intake does with a file that holds others."""
        parcel = open_parcel("envoi", data)
        for paper in parcel.papers:
            for file in paper:
                with suppress(UnreadableError):
                    read_contents(file.data)

    def read_annexe(self, data: bytes) -> None:
        """Do what check does with a PDF that is joined to a pack."""
        look_at(data)

    def read_template(self, data: bytes) -> None:
        """Do what check does with a template."""
        if count_errors(inspect_templates({"x.docx": data}, self.sources.columns, "embedded")):
            raise DataError("")
        campaign, commune = self.sources.campaign, self.communes[0]
        templates = Templates((("convention", "x.docx", data),), campaign.date)
        piece = campaign.pieces[0]
        context = for_piece(make_context(commune, campaign, "N-1", None), piece, campaign)
        renderer_of(templates).render("convention", context, commune.nom)

    def read_letter(self, data: bytes) -> None:
        """Do what check does with a letter, but for its rendering."""
        if count_errors(inspect_letter(data, self.sources.columns)):
            raise DataError("")

    def read_table(self, data: bytes) -> None:
        """Do what every command does first."""
        read_communes(self.put("communes.csv", data))

    def read_settings(self, data: bytes) -> None:
        """As above; its templates are beside it."""
        folder = self.place / "campagne"
        if not folder.exists():
            shutil.copytree(self.project.campaign, folder)
        (folder / "campaign.toml").write_bytes(data)
        campaign, problems = read_campaign(folder)
        if not count_errors(problems):
            campaign.numbering.number(46)

    def read_assessment(self, data: bytes) -> None:
        """Do what amend does first."""
        read_evaluation(self.put("evaluation.csv", data), self.communes, self.sources.campaign.planning)

    def read_workbook(self, data: bytes) -> None:
        """As above, of a workbook."""
        read_evaluation(self.put("evaluation.xlsx", data), self.communes, self.sources.campaign.planning)

    def read_changes(self, data: bytes) -> None:
        """Do what amend does with a revision."""
        read_revision(self.put("revision.toml", data), self.communes)

    def read_manifest(self, data: bytes) -> None:
        """Do what everything that looks at the output does."""
        manifest = Manifest.read(self.put("manifest.json", data))
        if manifest:
            for record in manifest.records:
                record.intact(self.place)

    def read_database(self, data: bytes) -> None:
        """Do what status and the register's own check do; then what writing does."""
        path = self.put("registre/register.sqlite", data)
        for suffix in ("-wal", "-shm", "-journal"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        check_register(path)
        read_standings(path, self.project.campaign.name)
        with open_register(path, writing=True):
            pass

    def read_backup(self, data: bytes) -> None:
        """Do what restore does before anything moves."""
        read_archive(self.put("sauvegarde.zip", data), Path(tempfile.mkdtemp(dir=self.place)))

    def read_plan(self, data: bytes) -> None:
        """Do what restore does to finish."""
        self.put("projet/communes.csv", b"insee")
        self.put("projet/.restauration/nouveau/communes.csv", b"insee;nom")
        self.put("projet/.restauration/plan.json", data)
        try:
            finish(self.place / "projet")
        except OSError as error:  # as the run of restore tells it
            raise OutputError(str(error)) from error

    def around(self) -> set[Path]:
        """Return what lies beside the place of the input."""
        return {*self.root.iterdir(), *self.project_root.iterdir(), *Path(tempfile.gettempdir()).glob("x*")}


@functools.cache
def inputs() -> Inputs:
    """Return the inputs of this process."""
    return Inputs()


def make(kind: str, seed: int) -> bytes:
    """Return the input of a kind that a seed makes."""
    chance = random.Random(f"{kind} {seed}")
    sound, spoil, _ = inputs().kinds[kind]
    return spoil(chance.choice(sound), chance)


def attempt(item: tuple[str, int]) -> Verdict:
    """Give one input to what reads it, in a process with limits."""
    known = inputs()
    kind, seed = item
    data, before = make(kind, seed), known.around()
    start, failure, outcome = time.process_time(), "", "accepted"
    try:
        known.kinds[kind][2](data)
    except (ConventionsError, UnreadableError):
        outcome = "refused"
    except MemoryError:
        raise
    except Exception:
        failure = traceback.format_exc()
    seconds = time.process_time() - start
    if seconds > _SECONDS:
        failure = failure or f"{seconds:.0f} s"
    if new := known.around() - before:
        failure = failure or f"written outside: {new}"
    shutil.rmtree(known.place)
    known.place.mkdir()
    return Verdict(outcome, failure, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def stopped(item: tuple[str, int]) -> Verdict:
    """Tell of an input whose process was over its limits, or crashed: the program answers that it is unreadable."""
    bounded = item[0].startswith(("intake", "template"))
    return Verdict("stopped", "" if bounded else "hang, crash or memory", LIMITS.seconds, 0.0)


def scanned(seed: int) -> Verdict:
    """Read a spoilt scan to its end, recognition included, as intake does."""
    data, start = make("intake-picture", seed), time.monotonic()
    outcome, failure = "accepted", ""
    try:
        with LocalWorkers(1, lambda: None) as workers:
            read_source("acte", data, workers)
    except ConventionsError:
        outcome = "refused"
    except Exception:
        failure = traceback.format_exc()
    seconds = time.monotonic() - start
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Verdict(outcome, failure or (f"{seconds:.0f} s" if seconds > LIMITS.seconds else ""), seconds, most)


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=None, help="how many inputs; by default, until --seconds")
    parser.add_argument("--seconds", type=float, default=3600.0, help="for how long")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--kind", action="append", help="a kind of input; by default all in turn")
    parser.add_argument("--scans", type=int, default=0, help="how many scans are recognised, besides")
    parser.add_argument("--jobs", type=int, default=None)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        os.environ[_FOLDER] = folder
        return soak(asked)


def soak(asked: argparse.Namespace) -> int:
    """Run the inputs that are asked for; return 1 when one fails."""
    kinds = asked.kind or list(inputs().kinds)
    end, kept = time.monotonic() + asked.seconds, Path("soak")
    told: dict[str, list[Verdict]] = {}

    def items() -> Iterator[tuple[str, int]]:
        for number in itertools.count():
            if time.monotonic() > end or (asked.count is not None and number >= asked.count):
                return
            yield kinds[number % len(kinds)], asked.seed + number // len(kinds)

    def note(kind: str, seed: int, verdict: Verdict) -> None:
        told.setdefault(kind, []).append(verdict)
        if verdict.failure:
            kept.mkdir(exist_ok=True)
            source = kind.removesuffix(" (recognised)")
            (kept / f"{source}-{seed}").write_bytes(make(source, seed))
            (kept / f"{source}-{seed}.txt").write_text(verdict.failure, encoding="utf-8")
            print(f"{kind} {seed}: {verdict.failure.strip().splitlines()[-1]}", file=sys.stderr, flush=True)

    with LocalWorkers(asked.jobs, lambda: None) as workers:
        for (kind, seed), verdict in workers.imap(attempt, items(), lost=stopped, worth=1, limits=LIMITS):
            note(kind, seed, verdict)
    for seed in range(asked.seed, asked.seed + asked.scans):
        note("intake-picture (recognised)", seed, scanned(seed))
    print(f"| {'input':28} | inputs | accepted | refused | stopped | failures | slowest, s | largest, MB |")
    for kind, found in told.items():
        counts = Counter(verdict.outcome for verdict in found)
        failures = sum(bool(verdict.failure) for verdict in found)
        slowest, largest = max(one.seconds for one in found), max(one.megabytes for one in found)
        print(
            f"| {kind:28} | {len(found):6} | {counts['accepted']:8} | {counts['refused']:7} | {counts['stopped']:7} "
            f"| {failures:8} | {slowest:10.1f} | {largest:11.0f} |"
        )
    return 1 if any(verdict.failure for found in told.values() for verdict in found) else 0


if __name__ == "__main__":
    sys.exit(main())
