"""What follows a signature, kept as it was made: no later mayor, template or logo changes a letter that was sent."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.register.archive import ArchivedDocument, document_from_json, document_to_json
from generator.register.database import open_register, transaction
from generator.register.journal import now
from generator.register.originals import Original, keep
from generator.register.rows import by_document, insert, of_campaign


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """A letter, or the planning that goes with it; ``facts`` is the digest of what it tells: others ask for another.

    ``rank`` is its place among all that were kept, 0 for one that is to be kept.
    """

    facts: str
    document: ArchivedDocument
    rank: int = 0

    @property
    def originals(self) -> dict[str, Original]:
        """Its kept files, by their place in the output."""
        return {file.path: Original(file.sha256, Path(file.path).suffix[1:]) for file in self.document.files}


def keep_letters(path: Path, letters: Sequence[KeptLetter], output: Path) -> None:
    """Keep letters that were made, with their files of the output; nothing is opened when there are none.

    Raises RegisterError, OSError when a file of the output is gone.
    """
    if not letters:
        return
    with open_register(path, writing=True) as connection, transaction(connection):
        for letter in letters:
            document = letter.document
            for file in document.files:
                keep(connection, path, (output / file.path).read_bytes(), Path(file.path).suffix)
            row = {"document": document.number, "kind": document.kind, "facts_sha256": letter.facts}
            insert(connection, "letters", row | {"content": document_to_json(document), "recorded_at": now()})


def kept_letters(connection: sqlite3.Connection, campaign: str) -> dict[str, tuple[KeptLetter, ...]]:
    """Return the letters of each document of a campaign, by number: the last that was kept of each kind and facts."""

    def kept(row: sqlite3.Row) -> tuple[tuple[str, str], KeptLetter]:
        document = document_from_json(row["document"], row["content"])
        return (row["kind"], row["facts_sha256"]), KeptLetter(row["facts_sha256"], document, row["id"])

    found = by_document(of_campaign(connection, "letters", campaign, "ORDER BY letters.id"), kept)
    return {number: tuple(dict(letters).values()) for number, letters in found.items()}
