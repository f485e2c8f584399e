"""manifest.json: what the output holds, what it was made from, and why something is made again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

import generator
from generator.dossiers.records import DocumentRecord, Inputs, read_nested, read_texts
from generator.files import read_regular, write_parts
from generator.inputs.kinds import PACK, RECUEIL, volume_of
from generator.inputs.remembered import Memory, stated
from generator.progress import LOGGER
from generator.refusals import writing

_SCHEMA = 1


@dataclass(frozen=True)
class Manifest:
    """The whole content of the campaign's output folder.

    ``recueil`` is its first volume; ``others`` are the further ones, the avenants' recueil and reports.
    ``duplex`` tells that its volumes are for two-sided printing. ``copied`` are the SHA-256 of the files of which the
    originals hold copies, by number and kind.
    """

    campaign: str
    engine_name: str
    engine_version: str
    documents: tuple[DocumentRecord, ...] = ()
    recueil: DocumentRecord | None = None
    originals: DocumentRecord | None = None
    others: tuple[DocumentRecord, ...] = ()
    inputs: Inputs = field(default_factory=Inputs)
    duplex: bool = False
    copied: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def outdated(self) -> tuple[str, ...]:
        """The numbers of the dossiers of which the originals hold something that was made again, or is gone."""
        now = {record.key: record.files[-1].sha256 for record in self.documents if record.files}
        return tuple(
            number
            for number, kinds in self.copied.items()
            if any(now.get((number, kind)) != sha256 for kind, sha256 in kinds.items())
        )

    @cached_property
    def records(self) -> tuple[DocumentRecord, ...]:
        """Everything recorded: documents and packs, the recueil, the originals, what goes with the avenants."""
        return (*self.documents, *(record for record in (self.recueil, self.originals) if record), *self.others)

    @property
    def volumes(self) -> tuple[DocumentRecord, ...]:
        """The volumes of the recueil, in their order; one when it has no others, none before it is made."""
        further = (one for one in self.others if volume_of(one.kind)[0] == RECUEIL)
        return (self.recueil, *further) if self.recueil else ()

    def document(self, number: str, kind: str) -> DocumentRecord | None:
        """Return the record of a dossier's document; ``number`` is empty for the recueil and the originals."""
        return self._by_key.get((number, kind))

    def dossier(self, number: str) -> tuple[DocumentRecord, ...]:
        """Return the documents of a number and their pack, in their order."""
        return tuple(self._by_number.get(number, ()))

    @cached_property
    def _by_number(self) -> dict[str, list[DocumentRecord]]:
        found: dict[str, list[DocumentRecord]] = {}
        for record in self.documents:
            found.setdefault(record.number, []).append(record)
        return found

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], DocumentRecord]:
        """The first record of each number and kind."""
        return {record.key: record for record in reversed(self.records)}

    def files(self) -> set[str]:
        """Return the paths of all files recorded."""
        return {file.path for record in self.records for file in record.files}

    def as_json(self) -> dict[str, Any]:
        """Return the manifest as its schema lays it out."""
        return self._laid_out(asdict)

    def _laid_out(self, told: Callable[[DocumentRecord | Inputs], Any]) -> dict[str, Any]:
        return {
            "schema": _SCHEMA,
            "campaign": self.campaign,
            "generator": generator.__version__,
            "duplex": self.duplex,
            "engine": {"name": self.engine_name, "version": self.engine_version},
            "documents": [told(record) for record in self.documents],
            "packs": [
                {"insee": record.insee, "number": record.number, "path": file.path}
                for record in self.documents
                if record.kind == PACK
                for file in record.files
            ],
            "recueil": told(self.recueil) if self.recueil else None,
            "originals": told(self.originals) if self.originals else None,
            "copied": self.copied,
            "others": [told(record) for record in self.others],
            "inputs": told(self.inputs),
        }

    @classmethod
    def read_again(cls, path: Path) -> Manifest | None:
        """Return what ``read`` does, which is not called again as long as the file is the same."""
        return _READ.again(path, lambda: cls.read(path), lambda _: stated([path]))

    @classmethod
    def read(cls, path: Path) -> Manifest | None:
        """Read a manifest; None when there is none, or it is damaged or of another schema: all is then made again."""
        try:
            data = json.loads(read_regular(path))
            if data["schema"] != _SCHEMA:
                return None
            told = read_texts({"campaign": data["campaign"], **data["engine"]})
            return cls(
                told["campaign"],
                told["name"],
                told["version"],
                tuple(DocumentRecord.of(item) for item in data["documents"]),
                DocumentRecord.of(data["recueil"]) if data["recueil"] else None,
                DocumentRecord.of(data["originals"]) if data["originals"] else None,
                tuple(DocumentRecord.of(item) for item in data.get("others", ())),
                Inputs.read(data["inputs"]),
                data.get("duplex", False) is True,
                read_nested(data.get("copied", {})),
            )
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            LOGGER.warning("%s: not readable, everything is made again (%s)", path, error)
            return None

    def write(self, path: Path) -> None:
        """Write the manifest, whole or not at all. Raises OutputError."""
        encoder = json.JSONEncoder(ensure_ascii=False, indent=1, default=_shallow)
        told = encoder.iterencode(self._laid_out(lambda one: one))  # each record is one of thousands
        with writing(path):
            write_parts(path, map(str.encode, chain(told, "\n")))


def _shallow(model: Any) -> dict[str, Any]:
    return {one.name: getattr(model, one.name) for one in fields(model)}


_READ = Memory[Manifest | None]()
