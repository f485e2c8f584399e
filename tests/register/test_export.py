"""The register as CSV and JSON."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from generator.errors import OutputError
from generator.register.columns import HEADERS, as_read, told
from generator.register.database import open_register
from generator.register.deliberations import record_act
from generator.register.export import RENAMED, TABLES, export_register, read_register
from generator.register.originals import Source
from tests.cases import cases
from tests.register.conftest import ACT, NUMBER, SITTING


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a CSV as French Excel does."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_every_table_is_written_whole(numbered: Path, tmp_path: Path) -> None:
    """One CSV a table with its header even when it is empty, and all rows in registre.json."""
    with open_register(numbered, writing=True) as connection:
        record_act(connection, numbered, NUMBER, ACT, SITTING, Source("d.txt", b"texte"), replace=False)
    files = export_register(numbered, tmp_path, tmp_path / "export")
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
        "lettres": 0,
        "revisions": 0,
        "envois": 0,
        "fichiers-envoyes": 0,
        "reponses": 0,
        "notes": 0,
    }
    (act,) = rows_of(tmp_path / "export" / "deliberations.csv")
    assert (act["numéro"], act["objet"], act["publication"]) == ("2025-02-10", ACT.object, "")
    assert (act["unanimité"], act["urgence"], act["présents"]) == ("oui", "non", "14")
    assert act["pouvoirs"] == "FERAHTIA A. donne pouvoir à MURCIA B."
    header = (tmp_path / "export" / "signatures.csv").read_text(encoding="utf-8-sig")
    assert header.startswith("rang dans la table;numéro du dossier;signature de la commune;")
    (document,) = rows_of(tmp_path / "export" / "documents.csv")
    assert document["état"] == "voté"
    events = rows_of(tmp_path / "export" / "journal.csv")
    assert [event["événement"] for event in events] == ["numéro donné", "délibération enregistrée"]
    assert all(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}", event["quand"]) for event in events)


def test_what_looks_like_a_day_or_a_state_is_told_as_what_it_is() -> None:
    """The number of a deliberation is no day, and a note that says « signed » no state."""
    assert told("act recorded", "after", "2025-02-10", {}) == "n° 2025-02-10"
    assert told("act replaced", "before", "2025-02-10", {}) == "n° 2025-02-10"
    assert told("note written", "after", "2025-02-10", {}) == "2025-02-10"
    assert told("note written", "after", "signed", {}) == "signed"
    assert told("mailed", "after", "2025-02-10", {}) == "le 10/02/2025"
    assert told("reminded", "before", "n° 1", {}) == "n° 1"
    assert told("completed", "before", "voted", {}) == "voté"


def test_what_a_kept_file_is_is_told_in_french() -> None:
    """An archivist reads the export without the program, and without its words."""
    assert [as_read("role", role) for role in ("output", "scan")] == ["acte signé", "scan de l’acte signé"]


def test_every_column_has_its_french_head(numbered: Path) -> None:
    """Another one in each column of a table, so that no spreadsheet mixes two up."""
    known = set()
    for name, table in read_register(numbered).items():
        columns = [RENAMED.get((name, column), column) for column in table.columns]
        assert len({HEADERS[column] for column in columns}) == len(columns)
        known.update(columns)
    assert HEADERS.keys() == known


def test_a_text_is_never_a_formula(numbered: Path, tmp_path: Path) -> None:
    """What a file that came back says cannot become a formula in a spreadsheet (CSV injection)."""
    act = ACT.__class__(siren="", number="=1+1", decided_on=ACT.decided_on)
    with open_register(numbered, writing=True) as connection:
        record_act(connection, numbered, NUMBER, act, SITTING, Source("d.txt", b"texte"), replace=False)
    export_register(numbered, tmp_path, tmp_path / "export")
    (row,) = rows_of(tmp_path / "export" / "deliberations.csv")
    assert row["numéro"] == "'=1+1"


def test_a_damaged_register_is_exported_as_it_is(numbered: Path, tmp_path: Path) -> None:
    """To save what can be saved: proxies that are none, a moment of no calendar, a column of another program."""
    with open_register(numbered, writing=True) as connection:
        record_act(connection, numbered, NUMBER, ACT, SITTING, Source("d.txt", b"x"), replace=False)
    with closing(sqlite3.connect(numbered)) as connection:
        connection.execute("DROP TRIGGER acts_hold")
        connection.execute("UPDATE acts SET proxies = '[[1]]', recorded_at = '9999-12-31T23:59:59+00:00'")
        connection.execute("ALTER TABLE notes ADD COLUMN couleur TEXT")
        connection.commit()
    export_register(numbered, tmp_path, tmp_path / "export")
    written = "".join(path.read_text(encoding="utf-8-sig") for path in (tmp_path / "export").glob("*.csv"))
    for text in ("[[1]]", "9999-12-31T23:59:59+00:00", "couleur"):
        assert text in written


def test_a_folder_that_cannot_be_written_is_told(numbered: Path, tmp_path: Path) -> None:
    """A file in the way of the folder is a message, not a traceback."""
    (tmp_path / "pris").write_text("")
    with pytest.raises(OutputError, match="écriture impossible"):
        export_register(numbered, tmp_path, tmp_path / "pris")


@cases(
    "what, side, value, said",
    ("signed", "after", "2025-05-12, 2025-05-13, —", "commune le 12/05/2025, EPCI le 13/05/2025"),
    ("renewed", "before", "2026-07-01", "du 01/07/2026"),
    ("renewed", "after", "2027-06-30", "au 30/06/2027"),
    ("letter sent", "after", "2026-07-04", "le 04/07/2026"),
    ("letter sent", "before", "reconduction (2026)", "reconduction (2026)"),
    ("numbered", "after", "59292", "Haveluy (59292)"),
    ("merged", "before", "59999", "59999"),
    ("merged", "after", "2026-12-31", "dernier jour de la commune : 31/12/2026"),
    ("ended", "before", "denonciation", "dénonciation"),
    ("completed", "before", "voted", "voté"),
)
def test_what_an_event_changed_is_told_in_words(what: str, side: str, value: str, said: str) -> None:
    """States, causes, days and communes; a code without a name stays as it is."""
    assert told(what, side, value, {"59292": "Haveluy"}) == said
