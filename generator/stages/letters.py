"""The letters that follow a signature: made once, kept as they were, in the order in which they were kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.avenants.sequels import Sequel, sequels_of
from generator.dossiers.dossier import Dossier
from generator.dossiers.manifest import Manifest
from generator.dossiers.outcomes import Outcome
from generator.dossiers.plan import Dependencies
from generator.dossiers.records import archived, recorded
from generator.errors import ConventionsError, EngineError
from generator.inputs.sources import Sources
from generator.pdf.engine import Engine, select_engine
from generator.register.letters import KeptLetter, keep_letters
from generator.register.standings import Standings, read_standings
from generator.rendering.templates import Templates
from generator.stages.drafts import Draft
from generator.stages.outdated import withdraw_spent
from generator.stages.printing import print_documents
from generator.stages.recording import record
from generator.stages.tasks import Task
from generator.stages.workspace import Workspace

if TYPE_CHECKING:
    from generator.stages.verification import VerifiedFile


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters that were made, or could not be; ``faulty`` are their files that do not pass verification."""

    outcomes: tuple[Outcome, ...] = ()
    faulty: tuple[VerifiedFile, ...] = ()


def make_letters(sources: Sources, insee: str, space: Workspace) -> Letters:
    """Make what follows the signatures of one commune, and nothing else.

    What no longer follows leaves the output, with its e-mail. Letters are printed by the engine that made the output,
    when it is still there. Raises TemplateError, EngineError, RegisterError, OutputError.
    """
    # Here, not above: a build makes them otherwise, and what reads PDFs takes a noticeable time to load.
    from generator.stages.verification import verify_files

    project = space.project
    standings = read_standings(project.register, sources.campaign.name)
    sequels = list(sequels_of(project, sources, standings, Dependencies(sources), insee))
    drafts = list(_drafts(sources, sequels))
    outcomes = tuple(print_documents(drafts, space, _engine(space.previous))) if drafts else ()
    dossiers = [sequel.dossier for sequel in sequels]
    manifest = _listed(space.previous, insee, dossiers, outcomes, standings)
    record(manifest, (), space)
    keep_letters(project.register, letters_made(dossiers, outcomes), project.output)
    withdraw_spent(project, sources.campaign.name, insee)
    made = {file.path for outcome in outcomes for file in outcome.files}
    verified = verify_files(project.output, manifest, made, space.workers, space.clock) if made else ()
    return Letters(outcomes, tuple(file for file in verified if not file.ok))


def letters_made(sequels: Iterable[Dossier], outcomes: Sequence[Outcome]) -> list[KeptLetter]:
    """Return the letters that a build made, to be kept from now on."""
    made = {outcome.key: outcome.record for outcome in outcomes}
    return [
        KeptLetter(dossier.facts, archived(record))
        for dossier in sequels
        for planned in dossier.documents
        if (record := made.get(planned.key))
    ]


def _drafts(sources: Sources, sequels: Iterable[Sequel]) -> Iterator[Draft]:
    from generator.stages.authors import write_task  # here, not above: a build needs none of it to know what was made

    templates = Templates.of(sources)
    for sequel in sequels:
        task = Task(sequel.dossier.documents, sequel.dossier, sequel=sequel)
        for planned, written in zip(task.documents, write_task(templates, sources.campaign, task), strict=True):
            if isinstance(written, ConventionsError):
                raise written
            yield Draft(planned, written, "nouveau")


def _engine(previous: Manifest) -> Engine:
    try:
        return select_engine(previous.engine_name)
    except EngineError:
        return select_engine("auto")


def _listed(
    previous: Manifest, insee: str, sequels: Sequence[Dossier], outcomes: Sequence[Outcome], standings: Standings
) -> Manifest:
    """Return what the output holds once the letters of a commune were made: as a build would list it."""
    ranks = {letter.document: letter.rank for standing in standings.documents for letter in standing.letters}
    made = {outcome.key: outcome.record for outcome in outcomes}
    others = [one for one in previous.documents if one.insee != insee or archived(one) not in ranks]
    acts = [one for one in others if archived(one) not in ranks and one.key not in made]
    letters = [one for one in others if archived(one) in ranks]
    letters += [recorded(letter.document) for dossier in sequels for letter in dossier.kept]
    letters.sort(key=lambda one: ranks[archived(one)])
    return replace(previous, documents=(*acts, *letters, *(one for one in made.values() if one)))
