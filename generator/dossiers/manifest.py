"""manifest.json: what the output holds, what it was made from, and why something is made again."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import generator
from generator.dossiers.records import DocumentRecord, Inputs

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole content of the campaign's output folder; ``others`` are the avenants' recueil and reports."""

    campaign: str
    engine_name: str
    engine_version: str
    documents: tuple[DocumentRecord, ...] = ()
    recueil: DocumentRecord | None = None
    originals: DocumentRecord | None = None
    others: tuple[DocumentRecord, ...] = ()
    inputs: Inputs = field(default_factory=Inputs)

    @property
    def records(self) -> tuple[DocumentRecord, ...]:
        """Everything recorded: documents and packs, the recueil, the originals, what goes with the avenants."""
        return (*self.documents, *(record for record in (self.recueil, self.originals) if record), *self.others)

    def document(self, number: str, kind: str) -> DocumentRecord | None:
        """Return the record of a dossier's document; ``number`` is empty for the recueil and the originals."""
        return next((record for record in self.records if (record.number, record.kind) == (number, kind)), None)

    def files(self) -> set[str]:
        """Return the paths of all files recorded."""
        return {file.path for record in self.records for file in record.files}

    def as_json(self) -> dict[str, Any]:
        """Return the manifest as its schema lays it out."""
        return {
            "schema": SCHEMA,
            "campaign": self.campaign,
            "generator": generator.__version__,
            "engine": {"name": self.engine_name, "version": self.engine_version},
            "documents": [asdict(record) for record in self.documents],
            "packs": [
                {"insee": record.insee, "number": record.number, "path": file.path}
                for record in self.documents
                if record.kind == "pack"
                for file in record.files
            ],
            "recueil": asdict(self.recueil) if self.recueil else None,
            "originals": asdict(self.originals) if self.originals else None,
            "others": [asdict(record) for record in self.others],
            "inputs": asdict(self.inputs),
        }

    @classmethod
    def read(cls, path: Path) -> Manifest | None:
        """Read a manifest; None when there is none, or it is damaged or of another schema: all is then made again."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["schema"] != SCHEMA:
                return None
            return cls(
                data["campaign"],
                data["engine"]["name"],
                data["engine"]["version"],
                tuple(DocumentRecord.of(item) for item in data["documents"]),
                DocumentRecord.of(data["recueil"]) if data["recueil"] else None,
                DocumentRecord.of(data["originals"]) if data["originals"] else None,
                tuple(DocumentRecord.of(item) for item in data.get("others", ())),
                Inputs(**data["inputs"]),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, path: Path) -> None:
        """Write the manifest, whole or not at all."""
        text = json.dumps(self.as_json(), ensure_ascii=False, indent=1)
        temporary = path.with_name(path.name + ".tmp")
        temporary.write_text(text + "\n", encoding="utf-8")
        os.replace(temporary, path)
