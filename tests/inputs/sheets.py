"""Workbooks written by hand, part by part."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROWS = (("insee", "nom", "periode", "accompagnements"), ("59292", "Haveluy", "mai 2025", "3"))


def xlsx(
    path: Path,
    sheets: dict[str, str],
    hidden: tuple[str, ...] = (),
    *,
    more: str = "",
    styles: str = "",
    before: str = "",
) -> Path:
    """Write a workbook by hand: the XML of the rows of each sheet, by name, and of what stands before them."""
    parts = {"[Content_Types].xml": "<Types/>"}
    listed, links = "", ""
    for rank, (name, rows) in enumerate(sheets.items(), 1):
        state = ' state="hidden"' if name in hidden else ""
        listed += f'<sheet name="{name}" sheetId="{rank}"{state} r:id="r{rank}"/>'
        links += f'<Relationship Id="r{rank}" Target="worksheets/sheet{rank}.xml"/>'
        parts[f"xl/worksheets/sheet{rank}.xml"] = (
            f'<worksheet xmlns="{SHEETS}">{before}<sheetData>{rows}</sheetData></worksheet>'
        )
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{SHEETS}" xmlns:r="{LINKS}">{more}<sheets>{listed}</sheets></workbook>'
    )
    if styles:
        parts["xl/styles.xml"] = styles
    parts["xl/_rels/workbook.xml.rels"] = f"<Relationships>{links}</Relationships>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def rows(cells: Sequence[Sequence[str]] = ROWS) -> str:
    """Return rows of texts as a sheet holds them."""
    texts = (
        "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' if cell else "<c/>" for cell in row) for row in cells
    )
    return "".join(f"<row>{text}</row>" for text in texts)
