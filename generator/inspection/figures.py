"""The figures of the planning that the template of a convention says in words, held against campaign.toml."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.errors import Problem
from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune
from generator.rendering.plannedfigures import Contradiction, contradictions
from generator.rendering.planning import Session, make_planning
from generator.word.parts import paragraphs_of

_REMEDY = "corrigez l’article, ou [planning] de campaign.toml, avant toute signature"


def check_figures(template: bytes, name: str, campaign: Campaign, communes: Sequence[Commune]) -> Iterator[Problem]:
    """Yield where the template says other figures than the plannings of communes have, with its place, each once."""
    rules = campaign.planning
    if rules is None:
        return
    # Communes of a département with the same day have the same dates.
    kinds = {(one.insee[:3], one.slot.semaine, one.slot.jour): one for one in communes if one.slot}
    plannings: dict[tuple[int, int], Sequence[Session]] = {}
    for one in kinds.values():
        sessions = _sessions(campaign, one)
        plannings.setdefault((len(sessions), sum(not session.ferie for session in sessions)), sessions)
    found: dict[Problem, None] = {}
    for paragraph in paragraphs_of(template):
        for planned in plannings.values() or [()]:
            for wrong in contradictions([paragraph.text], rules, planned):
                found[replace(paragraph.problem(wrong.message, _REMEDY, level="warning"), file=name)] = None
    yield from found


def figures_of(template: bytes, campaign: Campaign, commune: Commune) -> Iterator[Contradiction]:
    """Yield what the convention of one commune says otherwise than its planning."""
    if campaign.planning is not None:
        texts = (one.text for one in paragraphs_of(template))
        yield from contradictions(texts, campaign.planning, _sessions(campaign, commune))


def _sessions(campaign: Campaign, commune: Commune) -> Sequence[Session]:
    """Return the half-days of a commune in the whole term."""
    return make_planning(commune, campaign.planning, campaign.convention.terme).seances if campaign.planning else ()
