"""Deliberations in the layouts in use: the texts of the resources made into Word files, PDFs and scans, and measured.

A resource holds a text and, written by hand, the fields that a clerk would read in it. In the text « | a | b | » is a
row of a table and « *** » a new page.
"""

from __future__ import annotations

import datetime
import difflib
import io
import pickle
import random
import re
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import docx
import pypdfium2
import rdocx
from docx.shared import Pt
from PIL import Image

from generator.inputs.communerows import read_communes
from generator.inputs.communes import Commune
from generator.intake.fields import FIELDS, Field, ReadDeliberation, Value
from generator.intake.recognition import recognise
from generator.law.sittings import Proxy
from generator.papers.letters import fold
from generator.papers.received import SourceText, read_bytes, read_source
from generator.progress import Silence
from generator.workers import LocalWorkers

Mark = Literal["right certain", "right doubtful", "wrong doubtful", "wrong certain", "missing"]
RESOURCES = Path(__file__).parents[1] / "resources" / "deliberations"
#: The real act, a text that OCR made.
REAL = "haveluy"
#: Looked at while the recogniser was made.
LAYOUTS = sorted(path.stem for path in RESOURCES.glob("*.toml") if path.stem != REAL)
#: Written after it: what it was worth at first sight of them is told in docs/intake.md.
HELD_OUT = sorted(path.stem for path in (RESOURCES / "held-out").glob("*.toml"))
DPI, SKEW = 150, 2.0
#: What was recorded of scans: the good ones of every layout, and the bad ones (``photocopies``) of some.
SCANS = {
    "scans": (*LAYOUTS, *HELD_OUT),
    "photocopy": ("bousignies", "brillon", "hordain", "lourches", "millonfosse"),
    "fax": tuple(LAYOUTS[:8]),
}
#: An object or a decision that is scanned is right when so many of its letters are.
_LIKE = 0.97


@dataclass(frozen=True, slots=True)
class Layout:
    """A text and the fields that stand in it, one mapping a deliberation; the other fields are to be missing."""

    name: str
    text: str
    expected: tuple[Mapping[str, Value], ...]


@cache
def layout(name: str) -> Layout:
    """Read one resource."""
    path = RESOURCES / ("held-out" if name in HELD_OUT else "") / f"{name}.toml"
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    text = content.get("text") or path.with_suffix(".txt").read_text(encoding="utf-8")
    return Layout(name, text.strip("\n"), tuple(_expected(entry) for entry in content["deliberations"]))


@cache
def communes() -> tuple[Commune, ...]:
    """Return the communes of the project's communes.csv."""
    return read_communes(Path(__file__).parents[2] / "communes.csv").communes


def _expected(entry: Mapping[str, Any]) -> dict[str, Value]:
    fields: dict[str, Value] = {}
    for name, value in entry.items():
        if name == "pouvoirs":
            fields[name] = tuple(Proxy(giver, holder) for giver, holder in value)
        else:
            fields[name] = tuple(value) if isinstance(value, list) else value
    return fields


def word_file(layout: Layout, path: Path) -> Path:
    """Write the layout as a Word file, with real tables."""
    document = docx.Document()
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Arial", Pt(11)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    rows: list[list[str]] = []
    for line in [*layout.text.splitlines(), ""]:
        if line.startswith("|"):
            rows.append(_cells(line))
            continue
        if rows:
            _add_table(document, rows)
            rows = []
        if line == "***":
            document.add_page_break()  # type: ignore[no-untyped-call]  # python-docx leaves this one untyped
        else:
            document.add_paragraph(line)
    document.save(str(path))
    return path


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip()[1:-1].split("|")]


def _add_table(document: Any, rows: list[list[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=False):
            cell.text = text


def _aligned(line: str) -> str:
    """Return a row as a plain text shows it: columns of spaces."""
    return "".join(cell.ljust(34) for cell in _cells(line)).rstrip() if line.startswith("|") else line


def pdf_file(layout: Layout, path: Path) -> Path:
    """Print the layout's Word file with the embedded engine's library."""
    word = word_file(layout, path.with_suffix(".docx"))
    path.write_bytes(rdocx.Document.open(str(word)).to_pdfa_deterministic())
    return path


def scan_file(layout: Layout, path: Path) -> Path:
    """Write the layout as a scan: pages of grey at 150 dpi, skewed by 2°, with dust, in JPEG, in a PDF without text."""
    printed = pypdfium2.PdfDocument(pdf_file(layout, path.with_suffix(".printed.pdf")).read_bytes())
    dust = random.Random(layout.name)
    pages = []
    for page in printed:
        sheet = page.render(scale=DPI / 72).to_pil().convert("L")
        sheet = sheet.rotate(SKEW, resample=Image.Resampling.BICUBIC, fillcolor=255)
        for _ in range(400):
            place = dust.randrange(sheet.width), dust.randrange(sheet.height)
            sheet.putpixel(place, dust.randrange(120, 230))
        jpeg = io.BytesIO()
        sheet.save(jpeg, "JPEG", quality=55)
        pages.append(Image.open(jpeg))
    pages[0].save(path, "PDF", save_all=True, append_images=pages[1:], resolution=DPI)
    return path


def recorded_scan(name: str, kind: str = "scans", *, twice: bool = False) -> SourceText:
    """Return what Tesseract 5.3 read in one of ``SCANS`` of a layout, as it was recorded (docs/intake.py --scan).

    ``twice`` is as it was read by RapidOCR too.
    """
    second = _recorded(name, f"{kind}-second") if twice else ()
    return SourceText(f"{name}.pdf", b"", "scan", _recorded(name, kind), {}, frozenset(), second=second)


def _recorded(name: str, folder: str) -> tuple[str, ...]:
    return tuple((RESOURCES / folder / f"{name}.txt").read_text(encoding="utf-8").split("\f"))


def plain_text(name: str) -> str:
    """Return a layout as a plain text: its tables in columns of spaces, form feeds between its pages."""
    lines = layout(name).text.splitlines()
    return "\n".join("\f" if line == "***" else _aligned(line) for line in lines)


def read_file(path: Path) -> SourceText:
    """Return the text of a file, its pages recognised in this process."""
    with LocalWorkers(1, Silence().check) as workers:
        return read_source(path.name, read_bytes(path), workers)


@cache
def source(name: str, medium: str) -> SourceText:
    """Return the text of a layout in one medium: « texte », « docx », « pdf » or « scan » (as recorded)."""
    if medium == "scan":
        return recorded_scan(name)
    content = layout(name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        if medium == "docx":
            return read_file(word_file(content, path.with_suffix(".docx")))
        if medium == "pdf":
            return read_file(pdf_file(content, path.with_suffix(".pdf")))
        path.with_suffix(".txt").write_text(plain_text(name), encoding="utf-8")
        return read_file(path.with_suffix(".txt"))


def marks(name: str, read: SourceText) -> Iterator[tuple[int, str, Mark, Field, Value]]:
    """Compare every field of every deliberation of a layout with what is expected of it.

    A field that is not in the act counts only when something was read: a value of nothing is wrong. The text of what
    was decided is compared by what it authorises.
    """
    found = _recognised(pickle.dumps(read))
    for rank, expected in enumerate(layout(name).expected):
        deliberation = found[rank] if rank < len(found) else ReadDeliberation("", dict.fromkeys(FIELDS, Field()))
        for field_name in (name for name in FIELDS if name != "dispositif"):
            field, value = deliberation.fields[field_name], expected.get(field_name)
            if value is None and (field.confidence == "missing" or field.value is None):
                continue
            yield rank, field_name, _mark(field_name, field, value, read.medium), field, value


@cache
def _recognised(source: bytes) -> tuple[ReadDeliberation, ...]:
    """Recognise a text once for the tests and the measure of all layouts."""
    return recognise(pickle.loads(source), communes())


def _mark(name: str, field: Field, expected: Value, medium: str) -> Mark:
    if field.confidence == "missing" or (field.value is None and field.confidence == "doubtful"):
        return "missing"
    right = _same(name, field.value, expected, medium)
    if field.confidence == "certain":
        return "right certain" if right else "wrong certain"
    return "right doubtful" if right else "wrong doubtful"


def _same(name: str, value: Value, expected: Value, medium: str) -> bool:
    if (
        isinstance(value, bool)
        or isinstance(expected, bool | int | datetime.date)
        or name in ("identifiant", "numero", "heure")
    ):
        return value == expected and type(value) is type(expected)
    if name in ("objet", "dispositif") and medium == "scan":
        return difflib.SequenceMatcher(None, _key(value), _key(expected), autojunk=False).ratio() >= _LIKE
    return _key(value) == _key(expected)


def _key(value: Value) -> str:
    """Return what is compared of texts and names: letters and figures, and where one name ends."""
    if isinstance(value, tuple):
        people = [f"{item.giver}>{item.holder}" if isinstance(item, Proxy) else item for item in value]
        return ";".join(_key(person) for person in people) + "()"
    return re.sub(r"[^a-z0-9>]", "", fold(str(value)).replace("œ", "oe"))
