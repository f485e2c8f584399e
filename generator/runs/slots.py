"""The slots of communes.csv: a proposal for every commune without one, written into the file."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from generator.errors import ConventionsError, DataError, Problem
from generator.inputs.communes import Commune, Slot
from generator.inputs.communesfile import CommunesFile, with_slots
from generator.inputs.sources import read_sources
from generator.progress import Progress
from generator.project import Project
from generator.rendering.planning import propose_slots


@dataclass(frozen=True, slots=True)
class SlotsRequest:
    """``dry_run`` only shows the proposal."""

    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class SlotsReport:
    """The slots proposed, in the order of communes.csv; ``problems`` are warnings."""

    slots: tuple[tuple[Commune, Slot], ...]
    problems: tuple[Problem, ...] = ()
    error: type[ConventionsError] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return each commune with its slot."""
        return {
            "slots": [{"insee": commune.insee, "commune": commune.nom, **asdict(slot)} for commune, slot in self.slots]
        }


def run(project: Project, request: SlotsRequest, progress: Progress) -> SlotsReport:
    """Propose a free slot for each participating commune without one and write it into communes.csv.

    The file keeps every other byte: encoding, separators, quotes, line ends. Raises DataError when the data
    hold errors or there are not enough slots, OutputError when the file cannot be written.
    """
    sources = read_sources(project)
    progress.check()
    rules, table = sources.campaign.planning, sources.table.table
    if rules is None:
        raise DataError(f"{sources.campaign.name}/campaign.toml : pas de section [planning] ; ajoutez-la.")
    proposal = propose_slots(sources.table.communes, rules)
    if proposal and not request.dry_run:
        places = {row.cells["insee"].upper(): row.cells.get("lieu") for row in table.rows}
        kept = {insee: replace(slot, lieu=places[insee] or slot.lieu) for insee, slot in proposal.items()}
        CommunesFile(table.path, with_slots(table, kept)).write()
    proposed = ((commune, proposal[commune.insee]) for commune in sources.participants if commune.insee in proposal)
    return SlotsReport(tuple(proposed))
