"""Tables that a screen reader can read: a header row, as many cells in each row, and no merged cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from generator.errors import Problem
from generator.inspection.opened import Opened
from generator.word.package import WORD
from generator.word.paragraphs import Flow, Paragraph
from generator.word.parts import MARGINS
from generator.word.styles import is_on, number, value, width_beside

#: A paragraph of tags that take it away with them, and the one that parts two branches.
_TAGS, _ELSE = re.compile(r"(?:\{%p[^%]*%\}\s*)+"), re.compile(r"\{%p\s+el(?:se|if)\b")


def check_tables(template: Opened) -> Iterator[Problem]:
    """Find tables without a header row and merged cells (PDF/UA-1, 7.5); those of headers and footers are not read.

    Damaged ones are told wherever they stand: ISO/IEC 29500-1, 17.4.37, asks each for its columns. A table in a cell
    of another one is refused: the embedded engine prints it twice when it has the header row that it needs.
    """
    for flow in template.texts:
        for table in template.root(flow).iter(WORD + "tbl"):
            if table.find(WORD + "tblGrid") is None or any(not _cells(row) for row in table.iter(WORD + "tr")):
                yield flow.problem(table, "un tableau est abîmé", "supprimez-le et refaites-le dans Word")
            if flow.kind in MARGINS:
                yield from _check_covered(flow, table)
        if flow.kind in MARGINS:
            continue
        rows: dict[etree._Element, list[Paragraph]] = {}
        for paragraph in flow.paragraphs:
            if paragraph.row is not None:
                rows.setdefault(paragraph.row, []).append(paragraph)
        tables: dict[etree._Element, list[list[Paragraph]]] = {}
        for row, found in rows.items():
            tables.setdefault(_table(row), []).append(found)
        for table, lines in tables.items():
            if any(parent.tag == WORD + "tc" for parent in table.iterancestors()):
                remedy = "sortez-le de la cellule, ou écrivez son contenu dans des paragraphes"
                yield lines[0][0].problem("un tableau est dans une cellule d’un autre", remedy)
            else:
                yield from _check_table(lines)


def check_touching(template: Opened) -> Iterator[Problem]:
    """Find tables with nothing but tags between them, which leave no paragraph: Word and LibreOffice make one of them.

    Those of two branches of one condition never meet.
    """
    for flow, table in template.elements(WORD + "tbl"):
        between: list[str] = []
        for element in table.itersiblings():
            if element.tag == WORD + "tbl" and not _ELSE.search(" ".join(between)):
                message = "deux tableaux se touchent une fois les balises parties : ils n’en feraient qu’un"
                yield flow.problem(element, message, "laissez un paragraphe entre eux, même vide et petit")
            between.append("".join(text.text or "" for text in element.iter(WORD + "t")).strip())
            if element.tag != WORD + "p" or not _TAGS.fullmatch(between[-1]):
                break


def check_widths(template: Opened) -> Iterator[Problem]:
    """Find tables wider than the page has room for, of which LibreOffice and Word print a part only."""
    limit = max((0, *(width_beside(section, "left", "gutter") for section in template.sections)))
    for flow, table in template.elements(WORD + "tbl") if limit else ():
        form = f"{WORD}tblPr/{WORD}"
        side, width = value(table.find(f"{form}jc")), value(table.find(f"{form}tblW"), "type")
        if side in ("center", "right") or width == "pct":
            continue
        columns = sum(number(value(column, "w")) for column in table.iterfind(f"{WORD}tblGrid/{WORD}gridCol"))
        if columns + number(value(table.find(f"{form}tblInd"), "w")) > limit:
            remedy = "Disposition du tableau, Ajustement automatique, « Ajustement automatique de la fenêtre »"
            yield flow.problem(table, "le tableau est plus large que la page", remedy)


def _check_covered(flow: Flow, table: etree._Element) -> Iterator[Problem]:
    """Find the texts of cells that a merged one above covers: nobody sees them, no engine prints them."""
    for merged in table.iter(WORD + "vMerge"):
        cell = next(merged.iterancestors(WORD + "tc"))
        if value(merged) != "restart" and any((text.text or "").strip() for text in cell.iter(WORD + "t")):
            remedy = "supprimez la ligne ou le tableau, puis refaites-le sans cellules fusionnées"
            yield flow.problem(cell, "une cellule fusionnée cache un texte, qui ne serait pas imprimé", remedy)


def _check_table(lines: list[list[Paragraph]]) -> Iterator[Problem]:
    shown = [line for line in lines if not any("{%tr" in paragraph.text for paragraph in line)]
    if shown and not is_on(_property(shown[0][0], "tblHeader")):
        first = shown[0][0]
        problem = first.problem(
            "le tableau n’a pas de ligne d’en-tête",
            "placez le curseur dans sa première ligne ; Disposition du tableau, « Répéter les lignes d’en-tête »",
        )
        yield replace(problem, place=first.place.section)
    wide = _cells(shown[0][0].row) if shown else 0
    whole = [line for line in shown if not any(_is_merged(paragraph.cell) for paragraph in line)]
    uneven = next((line[0] for line in whole if _cells(line[0].row) != wide), None)
    if uneven is not None:
        yield uneven.problem(
            f"cette ligne n’a pas le même nombre de cellules que la première ({wide})",
            "donnez le même nombre de cellules à chaque ligne, vides s’il le faut",
        )
    for line in shown:
        merged = next((paragraph for paragraph in line if _is_merged(paragraph.cell)), None)
        if merged is not None:
            yield merged.problem(
                "une cellule est fusionnée avec ses voisines",
                "Disposition du tableau, « Fractionner les cellules » : une cellule par ligne et par colonne",
            )


def _is_merged(cell: etree._Element | None) -> bool:
    properties = None if cell is None else cell.find(WORD + "tcPr")
    if properties is None:
        return False
    span = number(value(properties.find(WORD + "gridSpan")))
    return span > 1 or any(properties.find(WORD + name) is not None for name in ("vMerge", "hMerge"))


def _cells(row: etree._Element | None) -> int:
    """Return how many cells a row has, without those of tables in it."""
    cells = iter(()) if row is None else row.iter(WORD + "tc")
    return sum(next(cell.iterancestors(WORD + "tr")) is row for cell in cells)


def _property(paragraph: Paragraph, name: str) -> etree._Element | None:
    return None if paragraph.row is None else paragraph.row.find(f"{WORD}trPr/{WORD}{name}")


def _table(row: etree._Element) -> etree._Element:
    return next(parent for parent in row.iterancestors() if parent.tag == WORD + "tbl")
