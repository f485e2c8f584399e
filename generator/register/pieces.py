"""All that is kept of one dossier, whatever it came with: acts, answers, what left, what was signed, its end."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from generator.register.originals import Original

#: What a kept file is, as a screen says it.
ROLES: Mapping[str, str] = {
    "act": "délibération reçue",
    "parcel": "envoi qui la contenait",
    "answer": "réponse de la préfecture",
    "mailed": "envoyé à la commune",
    "prepared": "préparé pour la commune",
    "output": "acte signé",
    "scan": "scan de l’acte signé",
    "ending": "lettre ou décision de fin",
    "letter": "lettre qui suit la signature",
}
_QUERY = """
    WITH pieces (document, role, name, sha256, kept_at) AS (
        SELECT document, 'act', source, source_sha256, recorded_at FROM acts
        UNION ALL SELECT document, 'parcel', source, parcel_sha256, recorded_at FROM acts
        UNION ALL SELECT document, 'answer', source, source_sha256, recorded_at FROM answers
        UNION ALL SELECT document, 'parcel', source, parcel_sha256, recorded_at FROM answers
        UNION ALL SELECT document, CASE WHEN noted_at IS NULL THEN 'prepared' ELSE 'mailed' END, mailed_files.kind,
            sha256, coalesce(noted_at, prepared_at) FROM mailed_files JOIN mailings ON mailings.id = mailing
        UNION ALL SELECT document, role, path, sha256, recorded_at FROM kept
            JOIN signatures ON signatures.id = signature
        UNION ALL SELECT document, 'ending', source, source_sha256, recorded_at FROM endings
        UNION ALL SELECT letters.document, 'letter', json_extract(file.value, '$.path'),
            json_extract(file.value, '$.sha256'), recorded_at
            FROM letters, json_each(letters.content, '$.files') AS file
    )
    SELECT pieces.*, extension, bytes FROM pieces
    JOIN documents ON documents.number = pieces.document JOIN originals ON originals.sha256 = pieces.sha256
    WHERE campaign = ? AND insee = ? ORDER BY kept_at, pieces.document, role, name
"""


@dataclass(frozen=True, slots=True)
class KeptPiece:
    """A kept file of a dossier: its ``role`` (one of ``ROLES``), the ``name`` it came or was made with.

    ``document`` is the number that it goes with; ``kept_at`` a moment, UTC, "" for what older registers do not say.
    """

    document: str
    role: str
    name: str
    original: Original
    bytes: int
    kept_at: str


def read_pieces(connection: sqlite3.Connection, campaign: str, insee: str) -> tuple[KeptPiece, ...]:
    """Return the kept files of a commune's dossier, the oldest first."""
    return tuple(
        KeptPiece(
            **{name: row[name] for name in ("document", "role", "name", "bytes", "kept_at")},
            original=Original(row["sha256"], row["extension"]),
        )
        for row in connection.execute(_QUERY, (campaign, insee))
    )


def find_original(connection: sqlite3.Connection, sha256: str) -> Original | None:
    """Return the original of a hash, None when the register keeps none."""
    row = connection.execute("SELECT * FROM originals WHERE sha256 = ?", (sha256,)).fetchone()
    return Original(row["sha256"], row["extension"]) if row else None
