"""The check of everything a build would read: all documents are rendered, and nothing is written."""

from __future__ import annotations

from generator.build import date_of
from generator.documents.context import for_piece, make_context
from generator.documents.coverage import Coverage, measure_coverage
from generator.documents.faults import gather
from generator.documents.rendering import Renderer
from generator.errors import Problem, TemplateError
from generator.inputs.sources import read_sources
from generator.project import Project
from generator.reading import read_inspected


def check(project: Project) -> tuple[Problem, ...]:
    """Return the warnings of the project's data and templates.

    Templates are inspected first; when nothing is wrong with them, every document is rendered. Raises DataError
    or TemplateError with all errors of the kind.
    """
    sources = read_inspected(project)
    campaign = sources.campaign
    renderer = Renderer.of(sources, date_of(campaign))
    errors: list[TemplateError] = []
    for seq, commune in enumerate(sources.participants, 1):
        context = make_context(commune, campaign, campaign.numbering.number(seq))
        for piece in campaign.pieces:
            try:
                renderer.render(piece.kind, for_piece(context, piece, campaign), commune.nom)
            except TemplateError as error:
                errors.append(error)
    if errors:
        raise TemplateError(f"{len(errors)} document(s) impossible(s) à rédiger.", [*sources.problems, *gather(errors)])
    return sources.problems


def cover(project: Project) -> tuple[Coverage, ...]:
    """Return which communes exercise which branch of which template, of a project that passes ``check``."""
    sources = read_sources(project)
    return measure_coverage(sources, date_of(sources.campaign))
