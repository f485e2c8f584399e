"""What is kept for ever of a signed dossier and of a letter, in numbered forms that outlive the program's classes.

A form is never changed: what is to be told otherwise gets the next number, and a reader of its own. Form 1 had no
number: it was the program's classes of version b2ae7df as they were.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.inputs.communes import Slot
from generator.inputs.kinds import kind_named
from generator.inputs.slots import slot_of
from generator.law.duration import Reconduction
from generator.register.forms import SLOT, Shape, dumped, fields, read_form, read_slot, texts, told, typed

#: The forms that are written.
_DOSSIER, _LETTER = 4, 1
_FILE: Shape = {"path": str, "sha256": str, "bytes": int, "pages": int | None}
_DOCUMENT: Shape = {
    **dict.fromkeys(("insee", "commune", "kind", "number"), str),
    **{"rank": int, "inputs_sha256": str, "engine_sha256": str},
}
_CLAUSE: Shape = {"duree_mois": int, "maximum": int | None, "preavis_mois": int}
#: What a dossier was made from, beside the program.
_TEXTS = ("campaign", "templates", "commune", "act", "avenant")


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """One file of a signed document: ``path`` in the output when it was signed, ``pages`` None without any."""

    path: str
    sha256: str
    bytes: int
    pages: int | None


@dataclass(frozen=True, slots=True)
class ArchivedDocument:
    """One document of a signed dossier, its DOCX first among its files; ``rank`` is the avenant's, 0 without.

    ``place`` is that of an annexe or of what is bound with one; empty in what was signed before there were any.
    """

    insee: str
    commune: str
    kind: str
    number: str
    rank: int
    inputs_sha256: str
    engine_sha256: str
    files: tuple[ArchivedFile, ...]
    place: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a dossier was made from, as texts by name; ``act`` and ``avenant`` are empty without any."""

    program: str
    campaign: Mapping[str, str]
    templates: Mapping[str, str]
    commune: Mapping[str, str]
    act: Mapping[str, str]
    avenant: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SignedDossier:
    """A dossier as it was signed; ``term`` and ``slot`` are those of the campaign and of the commune's row then.

    ``reconduction`` is the clause of tacit renewal; None for what was signed before it was kept (forms 1 and 2).
    """

    documents: tuple[ArchivedDocument, ...]
    term: datetime.date
    slot: Slot | None
    made_from: Origin
    reconduction: Reconduction | None = None

    @property
    def planned_from(self) -> datetime.date | None:
        """The first day of the planning that was signed, None where it was not kept."""
        kept = self.made_from.campaign.get("planning.debut")
        return datetime.date.fromisoformat(kept) if kept else None

    def to_json(self) -> str:
        """Return the JSON to keep."""
        texts_of = {name: dict(getattr(self.made_from, name)) for name in _TEXTS}
        return dumped(
            {
                "schema": _DOSSIER,
                "documents": [_document_as_json(document) | {"place": document.place} for document in self.documents],
                "term": self.term.isoformat(),
                "slot": self.slot and told(self.slot, SLOT),
                "reconduction": self.reconduction and told(self.reconduction, _CLAUSE),
                "made_from": {"program": self.made_from.program, **texts_of},
            }
        )

    @classmethod
    def from_json(cls, number: str, text: str) -> SignedDossier:
        """Read what was kept at the signature of a document, in any form; raises RegisterError naming it."""
        return read_form(number, text, {1: _dossier_1, 2: _dossier_2, 3: _dossier_3, _DOSSIER: _dossier_4})


def document_to_json(document: ArchivedDocument) -> str:
    """Return the JSON to keep of a document that was not signed: a letter."""
    return dumped({"schema": _LETTER, **_document_as_json(document)})


def document_from_json(number: str, text: str) -> ArchivedDocument:
    """Read what was kept of a letter of a document; raises RegisterError naming it."""
    return read_form(number, text, {_LETTER: _document})


def _dossier_1(item: dict[str, Any]) -> SignedDossier:
    inputs = item["inputs"]
    (row,) = inputs["communes"].values()
    origin = Origin(
        typed(str, inputs["program"]),
        texts(inputs["campaign"]),
        texts(inputs["templates"]),
        texts(row),
        texts(next(iter(inputs["acts"].values()), {})),
        texts(next(iter(inputs.get("avenants", {}).values()), {})),
    )
    term = datetime.date.fromisoformat(origin.campaign["convention.terme"])
    return SignedDossier(_documents(item), term, slot_of(origin.commune), origin)


def _dossier_2(item: dict[str, Any]) -> SignedDossier:
    made = item["made_from"]
    origin = Origin(typed(str, made["program"]), *(texts(made[name]) for name in _TEXTS))
    return SignedDossier(_documents(item), datetime.date.fromisoformat(item["term"]), read_slot(item["slot"]), origin)


def _dossier_3(item: dict[str, Any]) -> SignedDossier:
    clause = item["reconduction"]
    return replace(_dossier_2(item), reconduction=clause and Reconduction(**fields(clause, _CLAUSE)))


def _dossier_4(item: dict[str, Any]) -> SignedDossier:
    found = _dossier_3(item)
    places = [typed(str, one["place"]) for one in item["documents"]]
    documents = [replace(one, place=place) for one, place in zip(found.documents, places, strict=True)]
    return replace(found, documents=tuple(documents))


def _documents(item: dict[str, Any]) -> tuple[ArchivedDocument, ...]:
    return tuple(_document(one) for one in item["documents"])


def _document(one: dict[str, Any]) -> ArchivedDocument:
    files = tuple(ArchivedFile(**fields(file, _FILE)) for file in one["files"])
    known = fields({"rank": 0, **one}, _DOCUMENT)
    return ArchivedDocument(**{**known, "kind": kind_named(known["kind"])}, files=files)


def _document_as_json(document: ArchivedDocument) -> dict[str, Any]:
    return {**told(document, _DOCUMENT), "files": [told(file, _FILE) for file in document.files]}
