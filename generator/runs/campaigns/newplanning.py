"""A planning for a campaign that has none: its rules in campaign.toml, its template, its place among the documents."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace

from generator.dossiers.fingerprints import sha256
from generator.errors import UsageError
from generator.files import read_regular, write_new
from generator.inputs.campaignfile import read_campaign
from generator.inputs.kinds import PLANNING
from generator.inputs.problems import refuse_errors
from generator.inputs.tomledit import with_ending, with_settings
from generator.progress import Progress
from generator.project import Project
from generator.refusals import writing
from generator.register.journal import today_in_france
from generator.runs.campaigns.annexes import PLACES
from generator.runs.campaigns.campaignedit import new_errors, put, with_section
from generator.runs.campaigns.following import CAMPAIGN
from generator.runs.campaigns.inherited import Models, planned
from generator.runs.campaigns.new import STARTER
from generator.runs.report import Done

_SECTION = f"[{PLANNING}]"


@dataclass(frozen=True, slots=True)
class NewPlanningRequest:
    """Nothing has to be said of it: the planning begins on the first day of the next month."""


@dataclass(frozen=True, slots=True)
class NewPlanningReport(Done):
    """The ``template`` that was put in the campaign's folder; ``model`` names the campaign whose rules it has."""

    template: str
    model: str


def run(project: Project, request: NewPlanningRequest, progress: Progress) -> NewPlanningReport:
    """Give the campaign the planning of a new one: the rules of another campaign's, the starter's without any.

    It comes last among the documents of a dossier and of an avenant. The former campaign.toml is kept.

    Raises UsageError when there is a planning, DataError when campaign.toml cannot be read, is written in another way,
    or has a term before such a planning, RefusedError when somebody changed it meanwhile, OutputError.
    """
    data = read_regular(project.campaign / CAMPAIGN)
    campaign, before = read_campaign(project.campaign, data)
    if campaign.planning:
        raise UsageError("Cette campagne a déjà un planning ; ses règles sont dans les réglages.")
    models = Models.of(project.root)
    starter = (STARTER / CAMPAIGN).read_text(encoding="utf-8")

    def changed(template: str) -> bytes:
        return _with_rules(_with_pieces(data, starter, template), starter, planned(models, today_in_france()))

    template = STARTER / f"{PLANNING}.docx"
    absent = f"« {template.name} » est introuvable"  # it is not there yet
    after = read_campaign(project.campaign, changed(template.name))[1]
    wrong = [replace(one, line=None) for one in new_errors(before, after) if one.message != absent]
    refuse_errors(wrong, "dans campaign.toml avec un planning")
    with writing(project.campaign / template.name):
        name = write_new(project.campaign / template.name, template.read_bytes()).name
    put(project, changed(name), sha256(data), progress)
    return NewPlanningReport(name, models.planning.name if models.planning else "")


def _with_pieces(data: bytes, starter: str, template: str) -> bytes:
    """Name the template where documents are listed, as the starter does; a campaign may do without avenants."""
    for place in PLACES:
        section = place.partition(".")[0]
        own = tomllib.loads(data.decode("utf-8-sig")).get(section, {}).get("pieces")
        if own is not None and all(row.get("type") != PLANNING for row in own):
            piece = next(row for row in tomllib.loads(starter)[section]["pieces"] if row["type"] == PLANNING)
            data = with_section(data, place, len(own), piece | {"modele": template})
    return data


def _with_rules(data: bytes, starter: str, rules: dict[str, str]) -> bytes:
    """Return campaign.toml with the planning's sections of the starter at its end, and these rules."""
    return with_ending(data, with_settings(starter[starter.index(f"\n{_SECTION}\n") :].lstrip(), rules))
