"""Signed dossiers: they stay as they were signed, whatever changes, and the report says what would have changed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.dossiers.dossier import Dossier, PlannedDocument
from generator.dossiers.fingerprints import sha256
from generator.dossiers.outcomes import Outcome
from generator.dossiers.plan import Plan
from generator.dossiers.reasons import ABSENT, explain
from generator.dossiers.records import DocumentRecord, Inputs, archived, recorded
from generator.errors import ConventionsError
from generator.inputs.slots import slot_of
from generator.language.dates import date_longue
from generator.law.duration import Reconduction
from generator.register.archive import Origin, SignedDossier
from generator.register.originals import Original, read_original
from generator.register.signatures import Signature
from generator.register.standings import Standings
from generator.stages.tasks import Written
from generator.stages.workspace import Workspace
from generator.stages.writing import Writer

#: Where a campaign has the clause of tacit renewal.
_CLAUSE = "convention.reconduction"


@dataclass(frozen=True, slots=True)
class SignedFiles:
    """The signed documents of a campaign, and the letters that follow them, which stay as they were made.

    It says what is told of each, and holds the files that left the output, by path.
    """

    outcomes: tuple[Outcome, ...] = ()
    lost: Mapping[str, bytes] = field(default_factory=dict)

    def restore(self, space: Workspace) -> None:
        """Put back what left the output. Raises OutputError."""
        for path, data in self.lost.items():
            space.write(data, path)


def signed_dossier(records: Sequence[DocumentRecord], inputs: Inputs, insee: str, number: str) -> SignedDossier:
    """Return what is kept of a commune's dossier at its signature: its files, and what of the inputs made them.

    The term and the clause of tacit renewal are those of the files, whatever campaign.toml has become since.
    """
    inputs = inputs.of_commune(insee)
    origin = Origin(
        inputs.program,
        inputs.campaign,
        inputs.templates,
        inputs.communes[insee],
        inputs.acts.get(insee, {}),
        inputs.avenants.get(number, {}),
    )
    term = datetime.date.fromisoformat(inputs.campaign["convention.terme"])
    files = tuple(archived(record) for record in records)
    return SignedDossier(files, term, slot_of(origin.commune), origin, _clause(inputs.campaign))


def _clause(campaign: Mapping[str, str]) -> Reconduction:
    """Return the clause of tacit renewal of the values of a campaign; a program that knew none printed none."""
    months, notice = (int(campaign.get(f"{_CLAUSE}.{name}", 0)) for name in ("duree_mois", "preavis_mois"))
    most = campaign.get(f"{_CLAUSE}.maximum", ABSENT)
    return Reconduction(months, notice, None if most == ABSENT else int(most))


def read_signed(plan: Plan, writer: Writer, inputs: Inputs, standings: Standings, space: Workspace) -> SignedFiles:
    """Return what becomes of the signed documents and of the letters: all stay, of communes that left the campaign too.

    Nothing is written. Raises RegisterError when an original that is needed is missing or altered.
    """
    dossiers = {dossier.number: dossier for dossier in plan.frozen}
    elsewhere = {dossier.number for dossier in plan.dossiers} - dossiers.keys()
    signatures = {
        number: standing.signature
        for number, standing in standings.signed.items()
        if standing.signature and number not in elsewhere
    }
    records = {
        number: [recorded(document) for document in signature.dossier.documents]
        for number, signature in signatures.items()
    }
    present = [dossiers[number] for number in signatures if number in dossiers and not dossiers[number].commune.former]
    changes = _changes(present, records, signatures, writer, inputs)
    outcomes = []
    lost: dict[str, bytes] = {}
    for number, signature in signatures.items():
        for record in records[number]:
            gone = "" if number in dossiers else "la commune n’est plus dans la campagne"
            would_change = changes.get((number, record.kind), gone)
            outcomes.append(Outcome.of(record, "frozen", f"signé le {date_longue(signature.signed_on)}", would_change))
            originals = {kept.path: kept.original for kept in signature.files if kept.role == "output"}
            lost |= _lost(record, originals, space)
    for letter in (*(letter for dossier in plan.wanted_sequels for letter in dossier.kept), *plan.departed):
        record = recorded(letter.document)
        outcomes.append(Outcome.of(record, "unchanged", ""))
        lost |= _lost(record, letter.originals, space)
    return SignedFiles(tuple(outcomes), lost)


def _changes(
    dossiers: Sequence[Dossier],
    records: Mapping[str, Sequence[DocumentRecord]],
    signatures: Mapping[str, Signature],
    writer: Writer,
    now: Inputs,
) -> dict[tuple[str, str], str]:
    """Return what would have changed in documents of signed dossiers, apart from the slot: avenants are for that."""
    known = {record.key: record for found in records.values() for record in found}
    settled = {
        dossier.number: replace(dossier, commune=dossier.commune.with_slot(signatures[dossier.number].dossier.slot))
        for dossier in dossiers
    }
    wanted = [
        (dossier, planned)
        for dossier in settled.values()
        for planned in dossier.documents
        if planned.key in known and known[planned.key].inputs_sha256 != planned.inputs_sha256
    ]
    told = {}
    for planned, written in writer.write(wanted):
        commune = settled[planned.number].commune
        signed = _inputs(signatures[planned.number].dossier.made_from, planned)
        row = replace(now, communes={commune.insee: commune.row})
        told[planned.key] = _change(planned, known[planned.key], written, signed, row)
    return told


def _change(
    planned: PlannedDocument, record: DocumentRecord, written: Written | ConventionsError, signed: Inputs, now: Inputs
) -> str:
    if isinstance(written, ConventionsError):
        return str(written)
    if record.files[0].sha256 == sha256(written.docx):
        return ""
    return explain(planned, record, signed, now, written.columns)


def _lost(record: DocumentRecord, originals: Mapping[str, Original], space: Workspace) -> dict[str, bytes]:
    """Return the files of a document that the output has no more as they were kept, of ``originals`` by path."""
    return {
        file.path: read_original(space.project.register, originals[file.path])
        for file in record.files
        if not file.intact(space.project.output)
    }


def _inputs(origin: Origin, planned: PlannedDocument) -> Inputs:
    """Return what a signed document was made from, as the inputs of a build of its dossier alone."""
    insee, number = planned.insee, planned.number
    return Inputs(
        origin.program,
        origin.campaign,
        origin.templates,
        {insee: origin.commune},
        {insee: origin.act},
        {number: origin.avenant},
    )
