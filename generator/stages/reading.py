"""What a build and a check begin with: the data and the templates, all of it looked at before anything is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from generator.errors import DataError, Problem, TemplateError
from generator.files import read_regular
from generator.inputs.campaignfile import read_campaign
from generator.inputs.problems import refuse_errors
from generator.inputs.sources import Sources, read_columns, read_sources
from generator.inspection.annexes import examine, examined
from generator.inspection.examined import Examined
from generator.inspection.signs import cells_of, cells_of_settings, check_signs
from generator.progress import LOGGER, Silence
from generator.project import Project
from generator.stages.soundinputs import SoundTemplates
from generator.workers import LocalWorkers


def read_inspected(
    project: Project,
    engine: str = "auto",
    sound: SoundTemplates | None = None,
    look: Callable[[bytes], Examined] = examine,
) -> Sources:
    """Read the inputs and inspect every template of the campaign, and its letters; ``problems`` are the warnings.

    ``engine`` is the choice of the one that prints; what is known to be ``sound`` is not inspected again, and
    annexes are examined as ``look`` does.
    Raises DataError or TemplateError, either with every problem that was found, in the data and in the templates.
    """
    try:
        sources = examined(read_sources(project), look)
    except DataError as error:
        raise DataError(str(error), [*error.problems, *_besides(project)]) from error
    templates = {piece.template.name: sources.templates[piece.kind] for piece in sources.campaign.templated}
    due = sound.others(templates, sources.columns) if sound else templates
    found = [*_inspected(due, sources.columns, engine), *sources.about_templates]
    letters = sound.others(sources.letters, sources.columns) if sound else sources.letters
    found += _proofread(letters, sources.columns)
    problems = sorted((*sources.about_data, *found), key=lambda problem: problem.level != "error")
    settings = (project.campaign / "campaign.toml").read_text("utf-8-sig")
    cells = [*cells_of(sources.table.communes), *cells_of_settings(settings, f"{project.campaign.name}/campaign.toml")]
    unprintable = check_signs(sources.templates, cells)
    refuse_errors([*unprintable, *problems] if unprintable else [], "dans les données")
    refuse_errors(problems, "dans les modèles", TemplateError)
    return replace(sources, about_templates=tuple(found))


def _besides(project: Project) -> list[Problem]:
    """Return what is wrong with the templates of a project whose data are not right either, as far as they are known.

    Without a readable campaign.toml nobody knows which files are its templates; without a readable communes.csv,
    nobody knows which columns they may name.
    """
    try:
        campaign, _ = read_campaign(project.campaign)
        columns = read_columns(project)
        templates = {piece.template.name: read_regular(piece.template) for piece in campaign.templated}
        texts = (campaign.letter, campaign.reminder, campaign.cover)
        letters = {path.name: read_regular(path) for path in texts if path.is_file()}
    except (DataError, OSError, ValueError) as error:
        LOGGER.warning("the templates are not inspected: %s", error)
        return []
    return [*_inspected(templates, columns), *_proofread(letters, columns)]


def _inspected(templates: Mapping[str, bytes], columns: Iterable[str], engine: str = "auto") -> list[Problem]:
    if not templates:
        return []
    # Here, not above: what is sound is not inspected again, and what inspects takes a noticeable time to load.
    from generator.inspection.strays import check_written
    from generator.inspection.templates import inspect_templates
    from generator.stages.pagination import with_pages

    found = [*inspect_templates(templates, columns, engine), *check_written(templates)]
    with LocalWorkers(1, Silence().check) as workers:
        return with_pages(found, templates, workers)


def _proofread(letters: Mapping[str, bytes], columns: Iterable[str]) -> list[Problem]:
    if not letters:
        return []
    from generator.delivery.proofreading import inspect_letter  # here, not above, for the same reason

    return [problem for name, letter in letters.items() for problem in inspect_letter(letter, columns, name)]
