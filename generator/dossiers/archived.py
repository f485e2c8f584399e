"""A document of the output in the form in which the register keeps it, and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, fields
from typing import TypeVar

from generator.dossiers.records import DocumentRecord, FileRecord
from generator.register.archive import ArchivedDocument, ArchivedFile

_T = TypeVar("_T")


def archived(record: DocumentRecord) -> ArchivedDocument:
    """Return a document in the form in which the register keeps it."""
    return _in_form(record, ArchivedDocument, ArchivedFile)


def recorded(document: ArchivedDocument) -> DocumentRecord:
    """Return a document that the register keeps as the output holds it."""
    return _in_form(document, DocumentRecord, FileRecord)


def _in_form(one: DocumentRecord | ArchivedDocument, document: Callable[..., _T], file: Callable[..., object]) -> _T:
    known = {field.name: getattr(one, field.name) for field in fields(ArchivedDocument)}
    return document(**known | {"files": tuple(file(**asdict(held)) for held in one.files)})
