"""What an avenant costs, held against what the articles in force say: who pays, and what is said to be free."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.avenants.articles import Article
from generator.avenants.decisions import Amended, Decision
from generator.errors import Problem
from generator.inputs.evaluation import Evaluation
from generator.inputs.revision import RECTIFICATION
from generator.register.avenants import AvenantRecord

_FREE = re.compile(r"\bgratuit", re.IGNORECASE)
#: A sum, or what says that something is to be paid.
_SUM = re.compile(r"\d[\d,. ]*(?:€|euros?\b)|\b(?:payant|tarif|redevance|factur)\w*", re.IGNORECASE)
#: What an article says of a sum when it says who owes it.
_OWED = re.compile(
    r"\b(?:vers|rembours|pa[iy]|support|acquitt)(?:e|era|ent|eront)\b|\bà (?:la|sa|leur) charge\b|"
    r"\bpr(?:end(?:ra)?|ennent|endront)\b[^.;]{0,60}\ben charge\b|"
    r"\b(?:dus?|dues?|(?:vers|rembours|pay|support|factur)ée?s?|prise?s? en charge) (?:par|à|aux?)\b",
    re.IGNORECASE,
)


def unborne(evaluation: Evaluation | None, decisions: Sequence[Decision]) -> Iterator[Problem]:
    """Yield each row of an evaluation that tells of a cost while its commune gets no avenant to say it."""
    rows = evaluation.by_insee if evaluation else {}
    for decision in decisions:
        row = rows.get(decision.commune.insee)
        if row is None or not row.incidence_financiere or decision.verdict not in ("unchanged", "unsigned"):
            continue
        message = "aucun avenant ne dit cette incidence financière : rien d’autre n’est demandé pour cette commune"
        remedy = "demandez ce qui coûte, nouveau créneau ou révision d’un article (--revision), ou écrivez « non »"
        if decision.verdict == "unsigned":
            message = "aucun avenant ne dit cette incidence financière : la convention n’est pas signée"
            remedy = "écrivez ce coût dans le modèle de la convention, ou écrivez « non »"
        yield Problem(
            "warning",
            message,
            remedy,
            evaluation.name if evaluation else "",
            row.line,
            "incidence_financiere",
            decision.commune.nom,
        )


def costs(wanted: AvenantRecord) -> bool:
    """Tell whether an avenant states a sum."""
    return wanted.content.finances is not None


def free_articles(amended: Amended) -> list[str]:
    """Return the articles in force that say that something is free, beside an avenant that costs something."""
    left = _unrevised(amended) if costs(amended.wanted) else ()
    return [article.number for article in left if any(_FREE.search(one.text) for one in article.alineas)]


def unsaid_costs(amended: Amended) -> list[str]:
    """Return the articles that an avenant said to cost nothing makes speak of a sum, or no longer of what is free."""
    wanted = amended.wanted
    if costs(wanted) or wanted.content.nature == RECTIFICATION:
        return []
    former = {one.number: one.alineas for one in amended.force.articles}
    found = []
    for article in wanted.content.articles:
        before = " ".join(one.text for one in former.get(article.number, ()))
        after = " ".join(text for text, _ in article.alineas)
        if set(_SUM.findall(after)) - set(_SUM.findall(before)) or (_FREE.search(before) and not _FREE.search(after)):
            found.append(article.number)
    return found


def says_not_who_pays(amended: Amended) -> bool:
    """Tell whether an avenant states a sum while neither it nor an article in force says who owes it."""
    content = amended.wanted.content
    if content.finances is None or content.finances.payeur:
        return False
    coming = (text for article in content.articles for text, _ in article.alineas)
    left = (one.text for article in _unrevised(amended) for one in article.alineas)
    texts = (content.reason, *coming, *left)
    return not any(_OWED.search(text) for text in texts)


def _unrevised(amended: Amended) -> Iterator[Article]:
    """Yield the articles in force that an avenant leaves as they are."""
    revised = {article.number for article in amended.wanted.content.articles}
    yield from (article for article in amended.force.articles if article.number not in revised)
