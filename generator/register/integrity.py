"""The register's own check: SQLite's file, every value, numbers, states, and every kept file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from generator.errors import Problem, RegisterError
from generator.files import UNFINISHED
from generator.register.archive import SignedDossier, document_from_json
from generator.register.avenantcontent import AvenantContent
from generator.register.damage import BACKUP, damages
from generator.register.database import open_register
from generator.register.image import EMPTY, is_empty
from generator.register.originals import FOLDER, Original, intact
from generator.register.states import STATES

#: Where what is kept has a form, and who reads it there.
_READERS: dict[str, Callable[[str, str], object]] = {
    "signatures": SignedDossier.from_json,
    "amendments": AvenantContent.from_json,
    "letters": document_from_json,
}


def check_register(path: Path) -> tuple[Problem, ...]:
    """Return everything wrong with the register and its originals; a file too many is only a warning.

    Raises RegisterError when it cannot be opened at all.
    """
    if is_empty(path):
        remedy = f"s’il gardait des numéros, {BACKUP}"
        return (Problem("error", f"{EMPTY}, sans un numéro", remedy, path.name),)
    with open_register(path) as connection:
        problems = list(damages(connection))
        if not problems:  # else the next questions could have no answer
            problems = [*_numbers(connection), *_states(connection), *_journal(connection), *_contents(connection)]
            problems += _originals(connection, path.parent / FOLDER)
    return tuple(replace(problem, file=problem.file or path.name) for problem in problems)


def _contents(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Check that what is kept in forms is read by them: what was signed, what avenants change, letters."""
    for table, read in _READERS.items():
        for row in connection.execute(f"SELECT rowid AS place, document, content FROM {table} ORDER BY rowid"):
            try:
                read(row["document"], row["content"])
            except RegisterError:
                message = f"table {table}, ligne {row['place']} ({row['document']}) : ce qui y est gardé ne se lit pas"
                yield Problem("error", message, BACKUP)


def _numbers(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Check that no number of a sequence was given twice, and that the journal tells who received each."""
    for row in connection.execute(
        "SELECT campaign, year, seq, group_concat(number, ', ') AS numbers FROM documents "
        "GROUP BY campaign, year, seq HAVING count(*) > 1"
    ):
        message = f"le rang {row['seq']} de {row['year']} ({row['campaign']}) a servi deux fois : {row['numbers']}"
        yield Problem("error", message, BACKUP)
    for row in connection.execute(
        "SELECT number, insee, (SELECT group_concat(after) FROM events "
        "WHERE events.number = documents.number AND what = 'numbered') AS given FROM documents"
    ):
        if row["given"] != row["insee"]:
            told = f"donné à {row['given']}" if row["given"] else "jamais donné"
            yield Problem("error", f"{row['number']} est à {row['insee']}, mais {told} selon le journal", BACKUP)


def _states(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Check that each state rests on what it says: a deliberation for « voted », a signature for « signed »."""
    for row in connection.execute(
        "SELECT number, state, "
        "EXISTS (SELECT 1 FROM acts WHERE document = documents.number AND replaced_at IS NULL) AS act, "
        "EXISTS (SELECT 1 FROM amendments WHERE document = documents.number AND NOT financial) AS authorised, "
        "EXISTS (SELECT 1 FROM signatures WHERE document = documents.number AND undone_at IS NULL) AS signature, "
        "EXISTS (SELECT 1 FROM kept JOIN signatures ON signatures.id = signature "
        "WHERE document = documents.number AND role = 'output' AND undone_at IS NULL) AS files FROM documents"
    ):
        if row["state"] in ("voted", "complete") and not (row["act"] or row["authorised"]):
            yield Problem("error", f"{row['number']} : état « {STATES[row['state']]} » sans délibération", BACKUP)
        if row["state"] in ("draft", "sent") and row["act"]:
            yield Problem("error", f"{row['number']} : état « {STATES[row['state']]} » malgré une délibération", BACKUP)
        if (row["state"] == "signed") != bool(row["signature"]) or (row["signature"] and not row["files"]):
            message = f"{row['number']} : état « {STATES[row['state']]} » qui ne va pas avec sa signature"
            yield Problem("error", message, BACKUP)


def _journal(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Check that the journal has no hole: its rows are numbered without a gap and in the order of time."""
    previous = None
    for row in connection.execute("SELECT id, happened_at FROM events ORDER BY id"):
        if previous is not None and row["id"] != previous + 1:
            yield Problem("error", f"journal : il manque des événements avant le n° {row['id']}", BACKUP)
        previous = row["id"]


def _originals(connection: sqlite3.Connection, folder: Path) -> Iterator[Problem]:
    for row in connection.execute("SELECT sha256, extension FROM originals"):
        original = Original(row["sha256"], row["extension"])
        if not (folder / original.name).is_file():
            yield Problem("error", "cet original manque", BACKUP, file=f"{FOLDER}/{original.name}")
        elif not intact(folder / original.name, original.sha256):
            yield Problem("error", "cet original a été modifié", BACKUP, file=f"{FOLDER}/{original.name}")
    yield from _unknown(connection, folder)


def unknown_originals(register: Path) -> tuple[Problem, ...]:
    """Return a warning for each kept file of which the register knows nothing: an older one may have been put back.

    Raises RegisterError.
    """
    folder = register.parent / FOLDER
    if not folder.is_dir():
        return ()
    with open_register(register) as connection:
        return tuple(_unknown(connection, folder))


def _unknown(connection: sqlite3.Connection, folder: Path) -> Iterator[Problem]:
    known = {f"{row['sha256']}.{row['extension']}" for row in connection.execute("SELECT * FROM originals")}
    for name in sorted({path.name for path in folder.glob("*")} - known):
        if not name.startswith(UNFINISHED):
            message = (
                "inconnu du registre : un enregistrement a été interrompu, ou un registre plus ancien remis en place"
            )
            remedy = "si le dernier enregistrement manque au journal, reprenez une sauvegarde ; sinon il peut rester"
            yield Problem("warning", message, remedy, file=f"{FOLDER}/{name}")
