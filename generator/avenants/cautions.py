"""What a clerk should know before avenants are sent: warnings on what was decided, one for all communes alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from generator.avenants.decisions import Decision
from generator.errors import Problem
from generator.inputs.campaign import Campaign
from generator.inputs.revision import RECTIFICATION
from generator.language.agreement import named
from generator.register.avenants import AvenantRecord

_FREE = re.compile(r"\bgratuit", re.IGNORECASE)
_PLANNING = re.compile(r"\bplannings?\b", re.IGNORECASE)


def cautions(campaign: Campaign, decisions: Sequence[Decision], file: str) -> Iterator[Problem]:
    """Yield the warnings on the avenants that are to be made; ``file`` is what asks for them."""
    amended = [(one, one.wanted) for one in decisions if one.wanted]

    def where(holds: Callable[[Decision, AvenantRecord], bool]) -> str:
        return named([decision.commune.nom for decision, wanted in amended if holds(decision, wanted)])

    if names := where(lambda _, wanted: _costs(wanted) and not (wanted.content.epci or campaign.avenant_epci)):
        yield Problem(
            "warning",
            f"avenant avec incidence financière ({names}) : la délibération de l’EPCI sur cet avenant n’est pas dite",
            "celle qui l’autorise à signer la convention peut ne pas suffire ; donnez-la dans "
            "[avenant.deliberation_epci] de campaign.toml, ou dans [deliberation_epci] de la révision",
            file,
        )
    if names := where(_still_free):
        yield Problem(
            "warning",
            f"avenant avec incidence financière ({names}) : un article en vigueur dit encore « gratuit » et n’est pas "
            "révisé",
            "révisez aussi cet article, ou vérifiez qu’il ne contredit pas le montant",
            file,
        )
    if names := where(_goes_beyond):
        yield Problem(
            "warning",
            f"avenant qui prolonge la convention, ou qui récrit un article autre que celui du planning ({names}) : "
            "l’autorisation que le conseil a donnée d’avance peut ne pas s’étendre à lui",
            "il est prudent que le conseil délibère : ajoutez deliberation = true à la révision, et le projet de "
            "délibération sera fait",
            file,
        )


def _costs(wanted: AvenantRecord) -> bool:
    return wanted.content.finances is not None


def _still_free(decision: Decision, wanted: AvenantRecord) -> bool:
    """Tell whether an article in force says that the service is free, beside an avenant that costs something."""
    revised = {article.number for article in wanted.content.articles}
    articles = decision.force.articles if decision.force and _costs(wanted) else ()
    return any(
        _FREE.search(alinea.text) for article in articles if article.number not in revised for alinea in article.alineas
    )


def _goes_beyond(decision: Decision, wanted: AvenantRecord) -> bool:
    """Tell whether an avenant on which the council does not vote changes more than the half-days and their article."""
    content = wanted.content
    if wanted.financial or content.nature == RECTIFICATION or decision.force is None:
        return False
    about = {
        article.number
        for article in decision.force.articles
        if any(_PLANNING.search(alinea.text) for alinea in article.alineas)
    }
    return content.term is not None or any(article.number not in about for article in content.articles)
