"""A commune moved to another half-day: written in communes.csv as long as nothing is signed."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from generator.errors import RefusedError, UsageError
from generator.inputs.communes import SLOT_COLUMNS, Slot
from generator.language.places import de
from generator.progress import Progress
from generator.project import Project
from generator.runs.communes import edit, timetable
from generator.runs.communes.edit import EditReport, EditRequest
from generator.runs.communes.rowchanges import RowChange
from generator.runs.communes.timetable import TimetableRequest


@dataclass(frozen=True, slots=True)
class MoveRequest:
    """The commune, where it goes, and the slot from which a person saw it go: None for none."""

    insee: str
    slot: Slot
    seen: Slot | None


def run(project: Project, request: MoveRequest, progress: Progress) -> EditReport:
    """Write the new slot; its place stays that of the commune.

    Raises RefusedError for a commune that has signed, and for one that somebody moved meanwhile, UsageError for a slot
    that is taken or not offered, DataError, OutputError.
    """
    table = timetable.run(project, TimetableRequest(), progress)
    resident, slot = table.find(request.insee), request.slot
    if resident.signed:
        raise RefusedError(
            f"{resident.commune.nom} a signé : son créneau ne change que par un avenant ; écrivez le changement dans "
            "l’évaluation."
        )
    offered = (slot.jour, slot.demi_journee) in table.rules.demi_journees and slot.semaine in (1, 2, 3, 4)
    if not offered or slot.mediateur not in table.mediators:
        raise UsageError("Cette demi-journée n’est pas proposée par la campagne ; choisissez-en une autre.")
    other = table.taken.get(slot.when)
    if other and other is not resident:
        raise UsageError(f"Ce créneau est celui {de(other.commune)} ; choisissez-en un autre.")
    now = resident.slot
    if (now.when if now else None) != (request.seen.when if request.seen else None):
        raise RefusedError(f"Quelqu’un a déplacé {resident.commune.nom} entre-temps : rien n’a été écrit.")
    place = resident.commune.row.get("lieu") or slot.lieu
    cells = {name: str(cell) for name, cell in asdict(replace(slot, lieu=place)).items()}
    row = resident.commune.row
    seen = {name: row.get(name, "") for name in ("insee", "nom", *SLOT_COLUMNS)}
    change = RowChange(resident.commune.line, {**seen, "insee": resident.commune.code}, cells)
    return edit.run(project, EditRequest((change,), dry_run=False), progress)
