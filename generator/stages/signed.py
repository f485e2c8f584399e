"""Signed dossiers: they stay as they were signed, whatever changes, and the report says what would have changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from generator.avenants.inforce import slot_of
from generator.dossiers.fingerprints import sha256
from generator.dossiers.plan import Dossier, Plan, PlannedDocument
from generator.dossiers.reasons import explain
from generator.dossiers.records import DocumentRecord, Inputs
from generator.errors import ConventionsError
from generator.language.dates import date_longue
from generator.register.originals import read_original
from generator.register.signatures import Signature
from generator.register.standings import Standings
from generator.stages.workspace import Outcome, Workspace
from generator.stages.writing import Writer


def signed_content(records: Sequence[DocumentRecord], inputs: Inputs) -> Mapping[str, Any]:
    """Return what is remembered of a dossier at its signature: its files, and what they were made from."""
    return {"documents": [asdict(record) for record in records], "inputs": asdict(inputs)}


def freeze(plan: Plan, writer: Writer, inputs: Inputs, standings: Standings, space: Workspace) -> list[Outcome]:
    """Return what became of the signed documents: all stay, and those that left the output are put back.

    The dossier of a commune that no longer participates stays too. Raises RegisterError when an original that is
    needed is missing or altered.
    """
    outcomes: list[Outcome] = []
    dossiers = {dossier.number: dossier for dossier in plan.frozen}
    elsewhere = {dossier.number for dossier in plan.dossiers} - dossiers.keys()
    for number, standing in standings.signed.items():
        signature = standing.signature
        if signature is None or number in elsewhere:
            continue
        records = [DocumentRecord.of(item) for item in signature.content["documents"]]
        signed = Inputs(**signature.content["inputs"])
        changes = _changes(dossiers.get(number), records, writer, signed, inputs)
        for record in records:
            _restore(record, signature, space)
            reason = f"signé le {date_longue(signature.signed_on)}"
            if changes.get(record.kind):
                reason += f" ; aurait changé : {changes[record.kind]}"
            outcomes.append(Outcome.of(record, "frozen", reason))
    return outcomes


def _changes(
    dossier: Dossier | None, records: Sequence[DocumentRecord], writer: Writer, signed: Inputs, now: Inputs
) -> dict[str, str]:
    """Return by kind of document what would have changed in a signed dossier; None has no commune any more."""
    if dossier is None:
        return {record.kind: "la commune n’est plus dans la campagne" for record in records}
    known = {record.kind: record for record in records}
    return {
        planned.kind: _change(dossier, planned, known[planned.kind], writer, signed, now)
        for planned in dossier.documents
        if planned.kind in known and known[planned.kind].inputs_sha256 != planned.inputs_sha256
    }


def _change(
    dossier: Dossier, planned: PlannedDocument, record: DocumentRecord, writer: Writer, signed: Inputs, now: Inputs
) -> str:
    """Return what would have changed in one document, apart from the slot: that is what avenants are for."""
    row = signed.communes[planned.commune.insee]
    settled = planned.commune.with_slot(slot_of(row))
    dossier, now = replace(dossier, commune=settled), replace(now, communes={settled.insee: settled.row})
    try:
        written = writer.write(dossier, planned)
    except ConventionsError as error:
        return str(error)
    if record.files[0].sha256 == sha256(written.docx):
        return ""
    return explain(planned, record, signed, now, written.columns)


def _restore(record: DocumentRecord, signature: Signature, space: Workspace) -> None:
    originals = {kept.path: kept.original for kept in signature.files if kept.role == "output"}
    for file in record.files:
        if not space.request.dry_run and not file.intact(space.project.output):
            space.restore(read_original(space.project.register, originals[file.path]), file.path)
