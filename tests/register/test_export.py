"""The register as CSV and JSON."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from generator.errors import UsageError
from generator.register.database import open_register
from generator.register.deliberations import record_act
from generator.register.export import TABLES, export_register
from generator.register.originals import Source
from tests.register.conftest import ACT, NUMBER, SITTING


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a CSV as French Excel does."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_every_table_is_written_whole(numbered: Path, tmp_path: Path) -> None:
    """One CSV a table with its header even when it is empty, and all rows in registre.json."""
    with open_register(numbered, writing=True) as connection:
        record_act(connection, numbered, NUMBER, ACT, SITTING, Source("d.txt", b"texte"), replace=False)
    files = export_register(numbered, tmp_path / "export")
    assert {path.name for path in files} == {f"{name}.csv" for name in TABLES} | {"registre.json"}
    everything = json.loads((tmp_path / "export" / "registre.json").read_text(encoding="utf-8"))
    assert {name: len(rows) for name, rows in everything.items()} == {
        "documents": 1,
        "communes": 0,
        "deliberations": 1,
        "signatures": 0,
        "fichiers": 0,
        "originaux": 1,
        "journal": 2,
        "avenants": 0,
        "evaluations": 0,
        "reconductions": 0,
        "fins": 0,
        "revisions": 0,
    }
    (act,) = rows_of(tmp_path / "export" / "deliberations.csv")
    assert (act["number"], act["object"], act["published_on"]) == ("2025-02-10", ACT.object, "")
    header = (tmp_path / "export" / "signatures.csv").read_text(encoding="utf-8-sig")
    assert header.startswith("id;document;commune_signed_on;")


def test_a_text_is_never_a_formula(numbered: Path, tmp_path: Path) -> None:
    """What a file that came back says cannot become a formula in a spreadsheet (CSV injection)."""
    act = ACT.__class__(siren="", number="=1+1", decided_on=ACT.decided_on)
    with open_register(numbered, writing=True) as connection:
        record_act(connection, numbered, NUMBER, act, SITTING, Source("d.txt", b"texte"), replace=False)
    export_register(numbered, tmp_path)
    (row,) = rows_of(tmp_path / "deliberations.csv")
    assert row["number"] == "'=1+1"


def test_a_folder_that_cannot_be_written_is_told(numbered: Path, tmp_path: Path) -> None:
    """A file in the way of the folder is a message, not a traceback."""
    (tmp_path / "pris").write_text("")
    with pytest.raises(UsageError, match="écriture impossible"):
        export_register(numbered, tmp_path / "pris")
