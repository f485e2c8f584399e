"""The slots of communes.csv: a proposal for every commune without one, written into the file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, replace

from generator.errors import DataError, UsageError
from generator.inputs.communes import Commune, Slot
from generator.inputs.sources import read_sources
from generator.inputs.table import Table, edit_table
from generator.project import Project
from generator.rendering.planning import propose_slots


def plan_slots(project: Project, *, dry_run: bool) -> list[tuple[Commune, Slot]]:
    """Propose a free slot for each participating commune without one and write it into communes.csv.

    The file keeps every other byte: encoding, separators, quotes, line ends. Raises DataError when the data
    hold errors or there are not enough slots, UsageError when the file cannot be written.
    """
    sources = read_sources(project)
    rules = sources.campaign.planning
    if rules is None:
        raise DataError(f"{sources.campaign.name}/campaign.toml : pas de section [planning] ; ajoutez-la.")
    proposal = propose_slots(sources.table.communes, rules)
    if proposal and not dry_run:
        places = {row.cells["insee"].upper(): row.cells.get("lieu") for row in sources.table.table.rows}
        kept = {insee: replace(slot, lieu=places[insee] or slot.lieu) for insee, slot in proposal.items()}
        write_slots(sources.table.table, kept)
    return [(commune, proposal[commune.insee]) for commune in sources.participants if commune.insee in proposal]


def write_slots(table: Table, slots: Mapping[str, Slot]) -> None:
    """Write the slots of some communes, by INSEE code, into communes.csv, whole or not at all.

    Every other byte stays. Raises DataError when the file's encoding lacks a letter, UsageError when it cannot be
    written.
    """
    changes = {
        row.line: {name: str(value) for name, value in asdict(slots[insee]).items()}
        for row in table.rows
        if (insee := row.cells["insee"].upper()) in slots
    }
    temporary = table.path.with_name(table.path.name + ".tmp")
    try:
        temporary.write_bytes(edit_table(table, changes))
        os.replace(temporary, table.path)
    except UnicodeEncodeError as error:
        letter = error.object[error.start : error.end]
        raise DataError(
            f"{table.path} : « {letter} » ne peut pas y être écrit ; enregistrez-le au format « CSV UTF-8 »."
        ) from error
    except OSError as error:
        raise UsageError(
            f"{table.path} : écriture impossible ({error.strerror}) ; fermez le fichier s’il est ouvert et recommencez."
        ) from error
