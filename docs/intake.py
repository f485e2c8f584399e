"""Write docs/intake.md: how well deliberations are read, measured on the layouts of the tests' resources."""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from string import Template

REPOSITORY = Path(__file__).parents[1]
if str(REPOSITORY) not in sys.path:
    sys.path.insert(0, str(REPOSITORY))  # the layouts and their measure are those of the tests

from generator.intake.fields import FIELDS  # noqa: E402  # after the path
from generator.intake.objects import THRESHOLD, likeness  # noqa: E402
from generator.intake.recognition import recognise  # noqa: E402
from generator.papers.letters import fold  # noqa: E402
from generator.papers.received import SourceText  # noqa: E402
from tests.intake import layouts  # noqa: E402
from tests.intake.photocopies import KINDS, bad_scan  # noqa: E402

MEDIA = {"texte": "text", "docx": "DOCX", "pdf": "PDF", "scan": "scan"}
MARKS: tuple[layouts.Mark, ...] = ("right certain", "right doubtful", "wrong doubtful", "wrong certain", "missing")
TITLE = (
    "Convention relative à la mise en œuvre d’un accompagnement de médiation numérique pour les communes et leurs "
    "habitants"
)
#: Objects of other acts that share words with the campaign's.
OTHERS = (
    "Convention de groupement de commandes avec La Porte du Hainaut",
    "Convention relative à l’accompagnement des communes en matière d’urbanisme",
    "Plan numérique des écoles : convention avec La Porte du Hainaut",
    "Accompagnement social des habitants : convention avec le CCAS",
    "Convention relative à la médiation familiale",
)
#: What scanners read instead of a letter or a figure, and how often, in how many drawings of each act.
MISREAD = {
    "a": "o",
    "c": "e",
    "e": "c",
    "é": "e",
    "g": "q",
    "h": "b",
    "i": "l",
    "l": "1",
    "m": "rn",
    "n": "u",
    "o": "0",
    "s": "5",
    "u": "v",
    "v": "u",
    "B": "8",
    "D": "O",
    "E": "F",
    "I": "l",
    "O": "0",
    "S": "5",
    "0": "O",
    "1": "l",
    "5": "S",
    "8": "B",
}
ONE_IN, DRAWINGS = 80, 5
#: The fields where one letter more or less makes another name or another object.
OF_LETTERS = ("objet", "noms_presents", "noms_absents", "pouvoirs", "secretaire", "signataires")
Measure = tuple[str, str, str, layouts.Mark, str]


def measures(names: Sequence[str], media: Iterable[str]) -> list[Measure]:
    """Return layout, medium, field, mark and what makes the field doubtful, for every field of every deliberation."""
    return [
        (name, medium, field_name, mark, field.why)
        for name in names
        for medium in media
        for _, field_name, mark, field, _ in layouts.marks(name, layouts.source(name, medium))
    ]


def intake_page() -> str:
    """Return the page: its template with the tables of what is measured now."""
    seen = measures(layouts.LAYOUTS, MEDIA)
    held_out = measures(layouts.HELD_OUT, MEDIA)
    real = measures([layouts.REAL], ["texte"])
    damaged = misread()
    wrong = [field for _, _, field, mark, _ in damaged if mark == "wrong certain"]
    template = Template(Path(__file__).with_name("intake.txt").read_text(encoding="utf-8"))
    mine, others = _likenesses()
    return template.substitute(
        layouts=_by_layout(seen),
        held_out=_by_layout(held_out),
        real=_by_layout(real),
        fields=_by_field([*seen, *held_out]),
        failures=_failures([*seen, *held_out]),
        readers=_by_reader(),
        threshold=THRESHOLD,
        least=f"{mine:.2f}",
        most=f"{others:.2f}",
        one_in=ONE_IN,
        drawings=DRAWINGS,
        fields_damaged=len(damaged),
        right_damaged=f"{100 * sum(mark.startswith('right') for *_, mark, _ in damaged) / len(damaged):.0f}",
        wrong_damaged=f"{100 * len(wrong) / len(damaged):.1f}",
        wrong_fields=len(wrong),
        wrong_letters=sum(field in OF_LETTERS for field in wrong),
    )


def misread() -> list[Measure]:
    """Return the measures of every act whose letters are exchanged at random for what scanners read instead."""
    found: list[Measure] = []
    for name in [*layouts.LAYOUTS, *layouts.HELD_OUT]:
        chance = random.Random(name)
        for _ in range(DRAWINGS):
            text = "".join(
                MISREAD.get(sign, sign) if chance.random() < 1 / ONE_IN else sign for sign in layouts.plain_text(name)
            )
            source = SourceText(name, b"", "scan", tuple(text.split("\f")), {}, frozenset())
            found += [(name, "scan", field, mark, read.why) for _, field, mark, read, _ in layouts.marks(name, source)]
    return found


def _by_layout(found: list[Measure]) -> str:
    """Return a table of counts, a row a layout and medium, a total a medium."""
    rows = ["| layout | medium | " + " | ".join(MARKS) + " | right |", "| --- | --- " + "| ---: " * 6 + "|"]
    for medium in MEDIA:
        names = list(dict.fromkeys(name for name, where, *_ in found if where == medium))
        for name in names:
            rows.append(
                _row(name, medium, [mark for one, where, _, mark, _ in found if (one, where) == (name, medium)])
            )
        if len(names) > 1:
            rows.append(_row("**all**", medium, [mark for _, where, _, mark, _ in found if where == medium]))
    return "\n".join(rows)


def _row(name: str, medium: str, marks: list[layouts.Mark]) -> str:
    counts = Counter(marks)
    right = counts["right certain"] + counts["right doubtful"]
    cells = " | ".join(str(counts[mark]) for mark in MARKS)
    return f"| {name} | {MEDIA[medium]} | {cells} | {100 * right / len(marks):.0f} % |"


def _by_field(found: list[Measure]) -> str:
    """Return a table of the share that is right, a row a field, with what is wrong and said to be certain."""
    rows = ["| field | " + " | ".join(MEDIA.values()) + " | wrong certain |", "| --- " + "| ---: " * 5 + "|"]
    for name in FIELDS:
        cells = []
        for medium in MEDIA:
            marks = [mark for _, where, field, mark, _ in found if (where, field) == (medium, name)]
            cells.append(f"{sum(mark.startswith('right') for mark in marks)}/{len(marks)}")
        wrong = sum(field == name and mark == "wrong certain" for _, _, field, mark, _ in found)
        rows.append(f"| `{name}` | " + " | ".join(cells) + f" | {wrong} |")
    return "\n".join(rows)


def _by_reader() -> str:
    """Return a table of what each reader of scans gives alone, and what both give together, a row a kind and reader."""
    rows = [
        "| scans | layouts | read by | " + " | ".join(MARKS) + " | letters wrong |",
        "| --- " + "| ---: " + "| --- " + "| ---: " * 6 + "|",
    ]
    for kind, names in layouts.SCANS.items():
        both = {name: layouts.recorded_scan(name, kind, twice=True) for name in names}
        readings = {
            "Tesseract": {name: replace(source, second=()) for name, source in both.items()},
            "RapidOCR": {name: replace(source, pages=source.second, second=()) for name, source in both.items()},
            "both": both,
        }
        for reader, sources in readings.items():
            counts = Counter(mark for name, read in sources.items() for *_, mark, _, _ in layouts.marks(name, read))
            cells = " | ".join(str(counts[mark]) for mark in MARKS)
            wrong = "" if reader == "both" else f"{100 * _letters_wrong(sources):.2f} %"
            rows.append(f"| {kind} | {len(names)} | {reader} | {cells} | {wrong} |")
    return "\n".join(rows)


def _letters_wrong(read: Mapping[str, SourceText]) -> float:
    """Return the share of the layouts' letters that are missing or others, words compared before letters."""
    wrong = total = 0
    for name, source in read.items():
        true, found = (_words(text) for text in (layouts.plain_text(name), " ".join(source.pages)))
        total += sum(map(len, true))
        for kind, *places in SequenceMatcher(None, true, found, autojunk=False).get_opcodes():
            if kind != "equal":
                before, after = "".join(true[places[0] : places[1]]), "".join(found[places[2] : places[3]])
                for change, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
                    wrong += max(b - a, d - c) if change != "equal" else 0
    return wrong / total


def _words(text: str) -> list[str]:
    return text.translate(str.maketrans("’—–", "'--")).split()


def _failures(found: list[Measure]) -> str:
    """Return every field that is not right, with what the program says of it."""
    rows = ["| layout | medium | field | mark | what the program says |", "| --- | --- | --- | --- | --- |"]
    for name, medium, field, mark, why in found:
        if not mark.startswith("right"):
            rows.append(f"| {name} | {MEDIA[medium]} | `{field}` | {mark} | {why.replace('|', '/')} |")
    return "\n".join(rows)


def _likenesses() -> tuple[float, float]:
    """Return the least likeness of an object that is the campaign's, read certainly, and the most of another."""
    mine: list[float] = []
    others = [likeness(other, TITLE) for other in OTHERS]
    for name in [*layouts.LAYOUTS, *layouts.HELD_OUT]:
        for deliberation in recognise(layouts.recorded_scan(name), layouts.communes()):
            written = str(deliberation.fields["objet"].value)
            if deliberation.fields["objet"].confidence == "certain":
                about = "numerique" in fold(written)
                (mine if about else others).append(likeness(written, TITLE))
    return min(mine), max(others)


def record_scans() -> None:
    """Scan every layout, well and badly, and read it again with the installed Tesseract and RapidOCR."""
    with tempfile.TemporaryDirectory() as folder:
        for kind, names in layouts.SCANS.items():
            for name in names:
                path = Path(folder) / f"{name}-{kind}.pdf"
                scan = bad_scan(name, kind, path) if kind in KINDS else layouts.scan_file(layouts.layout(name), path)
                read = layouts.read_file(scan)
                for folder_name, pages in ((kind, read.pages), (f"{kind}-second", read.second)):
                    record = layouts.RESOURCES / folder_name / f"{name}.txt"
                    record.parent.mkdir(exist_ok=True)
                    record.write_text("\f".join(pages), encoding="utf-8")


if __name__ == "__main__":
    if "--scan" in sys.argv:
        record_scans()
    Path(__file__).with_name("intake.md").write_text(intake_page(), encoding="utf-8")
