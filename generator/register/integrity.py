"""The register's own check: SQLite's file, every value, numbers, states, and every kept file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from generator.errors import Problem, RegisterError
from generator.files import UNFINISHED, older
from generator.language.agreement import first_of, plural
from generator.register.archive import SignedDossier, document_from_json
from generator.register.avenantcontent import AvenantContent
from generator.register.damage import BACKUP, damages, missing
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
#: What is kept of a document: as it was signed, as it left, as its council voted it.
_KEPT_OF = """
    SELECT document, sha256 FROM mailed_files JOIN mailings ON mailings.id = mailing
    UNION SELECT document, source_sha256 FROM acts
    UNION SELECT document, sha256 FROM kept JOIN signatures ON signatures.id = signature
"""
#: How many numbers are named.
_SHOWN = 3
#: After how many seconds a kept file is recorded, or never will be: it is written a moment before.
_RECORDED_WITHIN = 60


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
            problems += [*_originals(connection, path), *missing(connection, "index", "trigger")]
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
    """Check that the journal has no hole: its rows are numbered without a gap."""
    previous = None
    for row in connection.execute("SELECT id FROM events ORDER BY id"):
        if previous is not None and row["id"] != previous + 1:
            yield Problem("error", f"journal : il manque des événements avant le n° {row['id']}", BACKUP)
        previous = row["id"]


def _originals(connection: sqlite3.Connection, register: Path) -> Iterator[Problem]:
    folder = register.parent / FOLDER
    for row in connection.execute("SELECT sha256, extension FROM originals"):
        original = Original(row["sha256"], row["extension"])
        if not (folder / original.name).is_file():
            yield Problem("error", "cet original manque", BACKUP, file=f"{FOLDER}/{original.name}")
        elif not intact(folder / original.name, original.sha256):
            yield Problem("error", "cet original a été modifié", BACKUP, file=f"{FOLDER}/{original.name}")
    yield from unknown_originals(connection, register)


def unknown_originals(connection: sqlite3.Connection, register: Path) -> Iterator[Problem]:
    """Yield a warning for each kept file of which the register knows nothing: an older one may have been put back."""
    for name in _unknown(connection, register):
        message = "inconnu du registre : un enregistrement a été interrompu, ou un registre plus ancien remis en place"
        remedy = "si le dernier enregistrement manque au journal, reprenez une sauvegarde ; sinon il peut rester"
        yield Problem("warning", message, remedy, file=f"{FOLDER}/{name}")


def lost_originals(connection: sqlite3.Connection, register: Path) -> Iterator[Problem]:
    """Yield a warning of the files that the register keeps and that are gone, with whose they are."""
    gone = _known(connection) - _present(register)
    if gone:
        concerned = {row["sha256"]: row["document"] for row in connection.execute(_KEPT_OF)}
        told = _told(concerned[_content(name)] for name in sorted(gone) if _content(name) in concerned)
        message = f"{plural(len(gone), 'fichier gardé manque', 'fichiers gardés manquent')}{told}"
        remedy = "lancez « conventions register check » pour savoir lesquels, puis reprenez une sauvegarde"
        yield Problem("warning", message, remedy, file=FOLDER)


def kept_amiss(connection: sqlite3.Connection, register: Path, made: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return what tells that the register lost something: numbers, files that it keeps, why it would keep others.

    ``made`` are the documents of an output, their numbers by the SHA-256 of their files: a copy of one is kept for a
    signature, an e-mail or a letter, which the register tells unless it lost it. No file is opened.
    """
    problems = [*forgotten(connection, made.values()), *lost_originals(connection, register)]
    unknown = [
        name
        for name in _unknown(connection, register)
        if _content(name) in made and older(register.parent / FOLDER / name, _RECORDED_WITHIN)
    ]
    if unknown:
        told = _told(made[_content(name)] for name in unknown)
        message = (
            f"fichiers gardés{told} dont le registre ne sait rien : une signature, un courriel ou une lettre n’a pas "
            "fini d’être enregistré, ou un registre plus ancien a été remis en place"
        )
        remedy = "refaites ce qui manque au journal, ou reprenez une sauvegarde"
        problems.append(Problem("warning", message, remedy, file=FOLDER))
    return tuple(problems)


def forgotten(connection: sqlite3.Connection, made: Iterable[str], file: str = "") -> Iterator[Problem]:
    """Yield an error of numbers that were printed and that the register does not know: one of before took its place."""
    known = {number for (number,) in connection.execute("SELECT number FROM documents")}
    if told := first_of(tuple(dict.fromkeys(number for number in made if number not in known)), _SHOWN):
        message = f"{told} : fabriqué, et inconnu du registre, qui a été perdu ou remplacé"
        yield Problem("error", message, BACKUP, file=file)


def _known(connection: sqlite3.Connection) -> set[str]:
    return {f"{row['sha256']}.{row['extension']}" for row in connection.execute("SELECT * FROM originals")}


def _present(register: Path) -> set[str]:
    return {path.name for path in (register.parent / FOLDER).glob("*")}


def _unknown(connection: sqlite3.Connection, register: Path) -> list[str]:
    """Return the names of the files that are kept and that the register does not know."""
    return sorted(name for name in _present(register) - _known(connection) if not name.startswith(UNFINISHED))


def _content(name: str) -> str:
    """Return the SHA-256 that the name of a kept file tells."""
    return name.partition(".")[0]


def _told(numbers: Iterable[str]) -> str:
    named = first_of(tuple(dict.fromkeys(numbers)), _SHOWN)
    return f" ({named})" if named else ""
