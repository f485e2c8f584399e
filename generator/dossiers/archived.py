"""A document of the output in the form in which the register keeps it, and back."""

from __future__ import annotations

from generator.dossiers.records import DocumentRecord, FileRecord
from generator.register.archive import ArchivedDocument, ArchivedFile


def archived(record: DocumentRecord) -> ArchivedDocument:
    """Return a document in the form in which the register keeps it."""
    files = tuple(ArchivedFile(file.path, file.sha256, file.bytes, file.pages) for file in record.files)
    return ArchivedDocument(
        record.insee,
        record.commune,
        record.kind,
        record.number,
        record.rank,
        record.inputs_sha256,
        record.engine_sha256,
        files,
        record.place,
    )


def recorded(document: ArchivedDocument) -> DocumentRecord:
    """Return a document that the register keeps as the output holds it."""
    files = tuple(FileRecord(file.path, file.sha256, file.bytes, file.pages) for file in document.files)
    return DocumentRecord(
        document.insee,
        document.commune,
        document.kind,
        document.number,
        document.inputs_sha256,
        document.engine_sha256,
        files,
        document.rank,
        place=document.place,
    )
