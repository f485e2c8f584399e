"""Avenants of Haveluy: its real convention and deliberation, the changes of docs/examples, in all their variants."""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import cache
from typing import Any

from generator.avenants.articles import Alinea
from generator.avenants.consolidation import replace_in_article
from generator.avenants.groups import Former, avenant_context, changed_article
from generator.inputs.communes import Commune, find_commune
from generator.inputs.evaluation import EvaluationRow
from generator.inputs.evaluationfile import read_evaluation
from generator.inputs.revision import read_revision
from generator.inputs.sources import Sources
from generator.law.acts import Act
from generator.rendering.faults import Mark
from generator.rendering.fields import Fields
from generator.rendering.groups import (
    Assessment,
    AvenantGroup,
    ChangedArticle,
    FormerCommune,
    SignedAvenant,
    SignedConvention,
)
from generator.rendering.rendering import Renderer
from generator.rendering.templates import Templates
from tests.avenants.acts import convention, find_article
from tests.conftest import REGISTER, REPOSITORY, shipped_sources

NUMBER, AMENDED = "MED_NUM-2026-047", "MED_NUM-2025-017"
EXAMPLES = REPOSITORY / "docs" / "examples"
TEMPLATES = ("avenant", "deliberation-avenant", "bordereau-avenant")
INITIAL = Act(
    "215902925",
    "2025-02-10",
    datetime.date(2025, 4, 2),
    received_on=datetime.date(2025, 4, 7),
    authorises_avenants=True,
)
#: A deliberation on the avenant itself: no commune has taken one yet.
OWN = Act("215902925", "2025-12-01", datetime.date(2025, 12, 10), received_on=datetime.date(2025, 12, 12))
TERM = datetime.date(2026, 6, 30)
SIGNED = SignedConvention(
    AMENDED, datetime.date(2025, 5, 12), datetime.date(2025, 5, 20), terme_initial=TERM, terme=TERM
)
FIRST = SignedAvenant(1, "MED_NUM-2025-047", datetime.date(2025, 12, 15), datetime.date(2025, 12, 18))


def sources() -> Sources:
    """Return the repository's own campaign and communes."""
    return shipped_sources()


def commune(name: str = "Haveluy") -> Commune:
    """Return one of the real communes."""
    return find_commune(name, sources().participants)


@cache
def figures() -> EvaluationRow:
    """Return Haveluy's row in the example of an evaluation, which moves its half-day."""
    path = EXAMPLES / "exemple-evaluation-2025-11.csv"
    evaluation, _ = read_evaluation(path, sources().participants, sources().campaign.planning)
    return evaluation.by_insee["59292"]


@cache
def articles() -> tuple[ChangedArticle, ...]:
    """Return article 4 as a revision words it whole, and article 5-1 with a new term."""
    revision, _ = read_revision(REGISTER / "revision.toml", sources().participants)
    (article,) = revision.articles
    interventions = tuple(Alinea(paragraph.text, paragraph.level) for paragraph in article.paragraphs)
    duration = replace_in_article(find_article(convention(), "5-1"), "30 juin 2026", "30 juin 2027")
    return (
        changed_article(find_article(convention(), "4"), interventions, article.motif),
        changed_article(find_article(convention(), "5-1"), duration, "Prolonger la convention d’un an."),
    )


def avenant_group(**changes: Any) -> AvenantGroup:
    """Return an avenant that changes everything an avenant can change, but for what ``changes`` replaces."""
    whole = AvenantGroup(
        rang=2,
        date_effet=datetime.date(2026, 1, 1),
        motif=articles()[0].motif,
        incidence_financiere=False,
        terme_ancien=datetime.date(2026, 6, 30),
        terme=datetime.date(2027, 6, 30),
        articles=articles(),
        creneau_ancien=commune().slot,
        creneau_nouveau=figures().slot,
    )
    changed = replace(whole, **changes)
    return replace(changed, deliberation_propre=changed.deliberation_propre or changed.incidence_financiere)


#: What an avenant does not change.
NO_TERM = {"terme": None, "terme_ancien": None}
NO_SLOT = {"creneau_ancien": None, "creneau_nouveau": None}
NO_ARTICLE: dict[str, Any] = {"articles": (), "motif": ""}


def former(*avenants: SignedAvenant, initial: Act = INITIAL) -> Former:
    """Return the signed convention of Haveluy with the avenants in force."""
    return Former(replace(SIGNED, avenants=avenants), initial)


def merged(changed: AvenantGroup | None = None) -> dict[str, Any]:
    """Return the context of an avenant after a merger: Haveluy is the commune nouvelle, La Sentinelle had signed."""
    signed = FormerCommune("La Sentinelle", 3)
    after = replace(former(FIRST).convention, ancienne=signed, substituee_le=datetime.date(2026, 1, 1))
    basis, campaign = replace(former(), convention=after), sources().campaign
    values = avenant_context(commune(), campaign, NUMBER, None, changed or avenant_group(), basis, None)
    return context(changed) | {"base": values["base"]}


def context(
    changed: AvenantGroup | None = None,
    act: Act | None = None,
    *avenants: SignedAvenant,
    row: EvaluationRow | None = None,
    evaluated: bool = True,
    of: Commune | None = None,
    initial: Act = INITIAL,
) -> dict[str, Any]:
    """Return what the templates of an avenant can name; ``pieces`` are two of its pack."""
    values = avenant_context(
        of or commune(),
        sources().campaign,
        NUMBER,
        act,
        changed or avenant_group(),
        former(*avenants, initial=initial),
        Assessment.of(row or figures()) if evaluated else None,
    )
    pieces = [Fields("piece", {"titre": title}) for title in ("Avenant", "Planning annexé à l’avenant")]
    return values | {"pieces": pieces}


def template(kind: str) -> bytes:
    """Return one of ``TEMPLATES``."""
    return (sources().campaign.folder / f"{kind}.docx").read_bytes()


def renderer(kind: str, mark: Mark | None = None) -> Renderer:
    """Return what renders one of ``TEMPLATES``; ``mark`` is that of a recorder of its branches."""
    return Renderer(Templates(((kind, f"{kind}.docx", template(kind)),), sources().campaign.date), mark)


def render(kind: str, values: dict[str, Any]) -> bytes:
    """Return the DOCX of one of ``TEMPLATES``."""
    return renderer(kind).render(kind, values, "Haveluy")
