"""The groups that the templates of an avenant name, filled: the changes, what was signed, the evaluation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.avenants.articles import Alinea, Article
from generator.avenants.modifications import modifications, told
from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune
from generator.language.typography import quoted
from generator.law.acts import Act
from generator.law.authorisation import authorising_act
from generator.law.signatories import first_day
from generator.rendering.context import make_context
from generator.rendering.council import CouncilDeliberation
from generator.rendering.groups import Assessment, AvenantGroup, ChangedArticle, Modification, SignedConvention, Wording

#: What stands between the number and the title of an article: « Article 4 : Interventions », « Article 4 – … ».
_SEPARATOR = re.compile(r"\s*(?::|\s[–—-](?=\s)|\.(?=\s))\s*")


@dataclass(frozen=True, slots=True)
class Former:
    """What was signed: the convention, and the deliberation by which the council authorised it, ``revoked`` since."""

    convention: SignedConvention
    act: Act
    revoked: bool = False


def changed_article(article: Article, wording: Sequence[Alinea], motif: str = "") -> ChangedArticle:
    """Return the change of an article in force into ``wording``."""
    label = "1er" if article.number == "1" else article.number
    title = _SEPARATOR.split(article.heading, 1)[1:]
    count = len(article.alineas)
    small = tuple(
        Modification(told(change, count), _wordings(change.alineas))
        for change in modifications(article.alineas, wording)
    )
    return ChangedArticle(label, "".join(title), motif, _wordings(article.alineas), _wordings(wording), small)


def avenant_context(
    commune: Commune,
    campaign: Campaign,
    number: str,
    act: Act | None,
    avenant: AvenantGroup,
    former: Former,
    figures: Assessment | None,
) -> dict[str, Any]:
    """Return what all templates of one avenant can name; ``for_piece`` and the renderer's logo complete it.

    ``number`` is the avenant's; ``act`` the council's deliberation on this very avenant, once it is recorded. The slot
    of ``commune`` and the term of ``campaign`` are those in force: the planning is that of the slot and the term to
    come, from the day of effect on. ``figures`` are None for a commune that was not evaluated.
    """
    groups = {
        "avenant": _told(avenant, campaign),
        "base": former.convention,
        "evaluation": figures,
        "deliberation_initiale": CouncilDeliberation.of(former.act, revoked=former.revoked),
    }
    term = avenant.terme or campaign.convention.terme
    coming = campaign.during(avenant.date_effet, term)
    authorising = authorising_act(financial=avenant.deliberation_propre, convention=former.act, own=act)
    settled = commune.with_slot(avenant.creneau_nouveau) if avenant.creneau_nouveau else commune
    day = first_day(
        campaign.epci.deliberation.date, voted_on=act.decided_on if act else None, effect=avenant.date_effet
    )
    return make_context(settled, coming, number, authorising, groups, day=day)


def _told(avenant: AvenantGroup, campaign: Campaign) -> AvenantGroup:
    """Return the avenant as templates see it: mediators by their names, no reason told twice."""
    names = campaign.planning.mediateurs if campaign.planning else {}
    old, new = avenant.creneau_ancien, avenant.creneau_nouveau
    return replace(
        avenant,
        articles=tuple(
            replace(article, motif="" if article.motif == avenant.motif else article.motif)
            for article in avenant.articles
        ),
        creneau_ancien=old and old.named(names),
        creneau_nouveau=new and new.named(names),
    )


def _wordings(alineas: Sequence[Alinea]) -> tuple[Wording, ...]:
    return tuple(Wording(quoted(alinea.text), min(alinea.level, 2)) for alinea in alineas)
