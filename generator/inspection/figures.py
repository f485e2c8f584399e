"""What the template of a convention says of its planning and of its renewal, held against campaign.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.errors import Problem
from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune
from generator.law.duration import Reconduction
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


_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}")
_STATEMENT = re.compile(r"\{%(?:p|tr|tc|r)?-?\s*(if|elif|endif)\b")
_CLAUSE = "convention.reconduction"
#: How a clause of renewal says what it is, in an act that was written without tags.
_SAID = re.compile(r"reconduct|recondui|renouvel|prorog|prolong|tacite", re.IGNORECASE)
_WHERE = "sous {%p if convention.reconduction.duree_mois %}, comme dans le modèle fourni"


def check_unsaid(template: bytes, name: str, clause: Reconduction) -> Iterator[Problem]:
    """Yield that a convention which goes on after its term has a template that does not say so."""
    paragraphs = paragraphs_of(template)
    said = any(_CLAUSE in one.text or _SAID.search(_TAG.sub("", one.text)) for one in paragraphs)
    if clause.renews and paragraphs and not said:
        message = (
            "selon [convention.reconduction] de campaign.toml, la convention se reconduit : ce modèle ne le dit pas"
        )
        remedy = f"écrivez-y cette clause {_WHERE}, ou supprimez cette section"
        yield Problem("warning", message, remedy, name)


def check_unwanted(template: bytes, name: str, clause: Reconduction) -> Iterator[Problem]:
    """Yield each place where a document of a convention that ends at its term would print periods of zero months."""
    if clause.renews:
        return
    asked: list[bool] = []
    for paragraph in paragraphs_of(template):
        for tag in _TAG.finditer(paragraph.text):
            statement = _STATEMENT.match(tag[0])
            if statement and statement[1] == "if":
                asked.append(_CLAUSE in tag[0])
            elif statement and asked:
                before = asked.pop()
                asked += [before or _CLAUSE in tag[0]] if statement[1] == "elif" else []
            elif tag[0].startswith("{{") and f"{_CLAUSE}." in tag[0] and " if " not in tag[0] and not any(asked):
                message = f"« {tag[0]} » s’imprimerait sans reconduction : campaign.toml n’en prévoit pas"
                remedy = f"mettez cette clause {_WHERE}, ou ajoutez la section [convention.reconduction]"
                yield replace(paragraph.problem(message, remedy, tag.start(), level="warning"), file=name)
