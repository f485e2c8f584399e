"""The check of everything a build would read: all documents are rendered, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator

from generator.delivery.letter import LetterTemplate
from generator.errors import Problem, TemplateError
from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune
from generator.inputs.sources import read_sources
from generator.inspection.coverage import Coverage, measure_coverage
from generator.law.acts import Act
from generator.project import Project
from generator.register.standings import read_standings
from generator.rendering.context import for_piece, make_context
from generator.rendering.faults import gather
from generator.rendering.rendering import Renderer
from generator.stages.reading import read_inspected


def check(project: Project) -> tuple[Problem, ...]:
    """Return the warnings of the project's data and templates.

    Templates are inspected first; when nothing is wrong with them, every document and letter is rendered, then
    those of the first commune as they will be after the vote. Raises DataError or TemplateError with all
    errors of the kind.
    """
    sources = read_inspected(project)
    campaign = sources.campaign
    renderer = Renderer.of(sources, campaign.date)
    letters = LetterTemplate(sources.letter) if sources.letter is not None else None

    def failures(commune: Commune, act: Act | None) -> Iterator[TemplateError]:
        context = make_context(commune, campaign, campaign.numbering.number(1), act)
        for piece in campaign.pieces:
            try:
                renderer.render(piece.kind, for_piece(context, piece, campaign), commune.nom)
            except TemplateError as error:
                yield error
        try:
            if letters:
                letters.write(context, campaign, commune.nom)
        except TemplateError as error:
            yield error

    errors = [error for commune in sources.participants for error in failures(commune, None)]
    errors = errors or list(failures(sources.participants[0], _voted(campaign)))
    if errors:
        raise TemplateError(f"{len(errors)} document(s) impossible(s) à rédiger.", [*sources.problems, *gather(errors)])
    return sources.problems


def _voted(campaign: Campaign) -> Act:
    """Return a deliberation with all that templates can say of one; no document that is kept ever shows it."""
    day = campaign.epci.deliberation.date
    return Act(siren="", number="1", decided_on=day, sent_on=day, received_on=day, published_on=day)


def cover(project: Project) -> tuple[Coverage, ...]:
    """Return which communes exercise which branch of which template, of a project that passes ``check``."""
    sources = read_sources(project)
    standings = read_standings(project.register, sources.campaign.name)
    conventions = {commune.insee: standings.convention(commune.insee) for commune in sources.participants}
    acts = {insee: found.act.act for insee, found in conventions.items() if found and found.act}
    return measure_coverage(sources, acts, sources.campaign.date)
