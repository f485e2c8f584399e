"""communes.csv as the program writes it: new slots in their columns, every other byte as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from generator.errors import DataError, OutputError
from generator.files import write_whole
from generator.inputs.communes import Slot
from generator.inputs.table import Table, edit_table


def with_slots(table: Table, slots: Mapping[str, Slot]) -> bytes:
    """Return the file with the slots of some communes, by INSEE code, in its own encoding, separators and line ends.

    Raises DataError when its encoding lacks a letter.
    """
    changes = {
        row.line: {name: str(value) for name, value in asdict(slots[insee]).items()}
        for row in table.rows
        if (insee := row.cells["insee"].upper()) in slots
    }
    try:
        return edit_table(table, changes)
    except UnicodeEncodeError as error:
        letter = error.object[error.start : error.end]
        raise DataError(
            f"{table.path} : « {letter} » ne peut pas y être écrit ; enregistrez-le au format « CSV UTF-8 »."
        ) from error


class CommunesFile:
    """A new content of communes.csv, to write with something else or not at all."""

    def __init__(self, path: Path, data: bytes) -> None:
        self._path = path
        self.data = data
        self._before: bytes | None = None

    def write(self) -> None:
        """Write it, whole or not at all, unless the file holds it already. Raises OutputError."""
        try:
            before = self._path.read_bytes()
            if before != self.data:
                write_whole(self._path, self.data)
                self._before = before
        except OSError as error:
            raise OutputError(
                f"{self._path} : écriture impossible ({error.strerror}) ; fermez le fichier s’il est ouvert et "
                "recommencez."
            ) from error

    def undo(self) -> None:
        """Put back what was there, if it was written."""
        if self._before is not None:
            write_whole(self._path, self._before)
