"""What a change of communes.csv makes again of each commune, and what a signature keeps as it is."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.dossiers.mergers import with_standings
from generator.errors import DataError, count_errors
from generator.inputs.communes import CommuneTable
from generator.inputs.sources import read_sources
from generator.progress import Clock, Progress
from generator.project import Project
from generator.runs.build import BuildRequest, build
from generator.runs.rowchanges import said


@dataclass(frozen=True, slots=True)
class Remade:
    """What a change makes again of a commune: the kinds of its documents, those that a signature keeps as they are.

    ``sent_on`` is the day on which its dossier left: it is to be sent again.
    """

    insee: str
    commune: str
    documents: tuple[str, ...]
    signed: tuple[str, ...]
    sent_on: datetime.date | None


def remade(
    project: Project,
    before: CommuneTable,
    after: CommuneTable,
    contents: Mapping[Path, bytes],
    building: BuildRequest,
    progress: Progress,
) -> tuple[Remade, ...] | None:
    """Return what a build of this engine would make again of the communes that change; None as long as errors stand."""
    if count_errors(after.problems):
        return None
    try:
        sources, standings = with_standings(project, read_sources(project, contents))
    except DataError:
        return None
    old = {commune.insee: said(commune.row) for commune in before.communes}
    changed = tuple(one.insee for one in sources.participants if said(one.row) != old.get(one.insee))
    if not changed:
        return ()
    asked = replace(building, communes=changed, dry_run=True, accept=True)
    outcomes = build(project, sources, asked, Clock(progress)).outcomes
    found = []
    for insee in changed:
        own = [one for one in outcomes if one.insee == insee and one.group == "document"]
        documents = tuple(one.said for one in own if one.state == "built")
        signed = tuple(one.said for one in own if one.would_change)
        standing = standings.convention(insee)
        sent = standing.sent_on if standing and documents and standing.state != "signed" else None
        if documents or signed:
            found.append(Remade(insee, sources.name_of(insee), documents, signed, sent))
    return tuple(found)
