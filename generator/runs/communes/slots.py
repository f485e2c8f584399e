"""The slots of communes.csv: a proposal for every commune without one, written into its file."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from typing import Any

from generator.dossiers.mergers import read_known
from generator.inputs.communes import Commune, Slot
from generator.inputs.communesfile import CommunesFiles, with_slots
from generator.progress import Progress
from generator.project import Project
from generator.register.journal import today_in_france
from generator.rendering.planning import propose_slots
from generator.runs.communes import timetable
from generator.runs.communes.timetable import TimetableRequest
from generator.runs.report import Done
from generator.safekeeping.versions import changing, keep_version


@dataclass(frozen=True, slots=True)
class SlotsRequest:
    """``dry_run`` only shows the proposal."""

    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class SlotsReport(Done):
    """The slots proposed, in the order of communes.csv; ``files`` are those that hold them, as messages call them."""

    slots: tuple[tuple[Commune, Slot], ...]
    files: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return each commune with its slot."""
        return {
            "slots": [{"insee": commune.insee, "commune": commune.nom, **asdict(slot)} for commune, slot in self.slots]
        }


def run(project: Project, request: SlotsRequest, progress: Progress) -> SlotsReport:
    """Propose a free slot for each participating commune without one and write it into its file.

    Free is what no row has, no signed act gives from today on, and no avenant would give once it is signed.
    That file keeps every other byte: encoding, separators, quotes, line ends. Raises DataError when the data
    hold errors or there are not enough slots, OutputError when the file cannot be written.
    """
    with nullcontext() if request.dry_run else changing(project.root, project.communes):
        return _run(project, request, progress)


def _run(project: Project, request: SlotsRequest, progress: Progress) -> SlotsReport:
    sources, _ = read_known(project)
    progress.check()
    table = timetable.run(project, TimetableRequest(), progress)
    rows = {slot.when for commune in (*sources.table.communes, *sources.successors) if (slot := commune.slot)}
    stays = (stay for one in table.residents for stay in one.stays if stay.planning.fin >= today_in_france())
    communes = [one.commune for one in table.residents]
    proposal = propose_slots(communes, table.rules, {*rows, *table.taken, *(stay.slot.when for stay in stays)})
    proposed = tuple(
        (commune, replace(slot, lieu=commune.row.get("lieu") or slot.lieu))
        for commune in communes
        if (slot := proposal.get(commune.insee))
    )
    contents = with_slots(sources.table, {commune.insee: slot for commune, slot in proposed})
    changed = tuple(path for path, data in contents.items() if path.read_bytes() != data)
    if not request.dry_run and changed:
        keep_version(project.root, {path: path.read_bytes() for path in contents})
        CommunesFiles(contents, sources.table).write()
    return SlotsReport(proposed, tuple(path.relative_to(project.root).as_posix() for path in changed))
