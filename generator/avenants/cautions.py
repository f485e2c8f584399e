"""What a clerk should know before avenants are sent: warnings on what was decided, one for all communes alike."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from generator.avenants.costs import costs, free_articles, says_not_who_pays, unsaid_costs
from generator.avenants.decisions import Amended, Decision
from generator.avenants.durations import DurationDoubt, doubts_of_duration
from generator.errors import Problem
from generator.inputs.campaign import Campaign
from generator.inputs.communes import slug
from generator.inputs.revision import RECTIFICATION
from generator.language.agreement import named
from generator.language.dates import date_longue
from generator.language.lists import enumeration
from generator.language.typography import quoted
from generator.law.authorisation import avenants_authorised, covers_some_avenants
from generator.law.duration import months_after
from generator.rendering.plannedfigures import Contradiction, contradictions

#: Months from which a day of effect that is past is told.
_LONG = 6
#: What a term that is brought back does not do where a convention is renewed by tacit agreement.
_NOT_OVER = ", et ne met pas fin à la convention, qui est reconduite tacitement à son terme"
_TO_END = " ; pour qu’elle finisse ce jour-là, enregistrez un accord (conventions end COMMUNE --cause accord)"
_PLANNING = re.compile(r"\bplannings?\b", re.IGNORECASE)


def cautions(
    campaign: Campaign, decisions: Sequence[Decision], file: str, today: datetime.date, *, in_word: bool = False
) -> Iterator[Problem]:
    """Yield the warnings on the avenants that are to be made; ``file`` is what asks for them.

    ``in_word`` tells that it is a revision made in Word, in which no key can be written.
    """
    amended = [found for one in decisions if (found := one.amended)]
    yield from _finances(amended, campaign, file, in_word=in_word)
    yield from _extents(amended, file, in_word=in_word)
    yield from _renamed(amended, campaign, file)
    yield from _authorised(amended, file)
    yield from _durations(amended, file, in_word=in_word)
    yield from _figures(amended, campaign, file)
    yield from _belated(amended, file, today)
    yield from _terms(amended, file, today)


def _finances(amended: Sequence[Amended], campaign: Campaign, file: str, *, in_word: bool) -> Iterator[Problem]:
    """Yield what is not said of a cost, or said of one beside an avenant that has none."""
    if names := _where(
        amended, lambda one: costs(one.wanted) and not (one.wanted.content.epci or campaign.avenant_epci)
    ):
        otherwise = "" if in_word else ", ou dans [deliberation_epci] de la révision"
        yield Problem(
            "warning",
            f"avenant avec incidence financière ({names}) : la délibération de l’EPCI sur cet avenant n’est pas dite",
            "celle qui l’autorise à signer la convention peut ne pas suffire ; donnez-la dans "
            f"[avenant.deliberation_epci] de campaign.toml{otherwise}",
            file,
        )
    names, articles = _articles(amended, free_articles)
    if names:
        yield Problem(
            "warning",
            f"avenant avec incidence financière ({names}) : « gratuit » se lit encore, sans être révisé, dans "
            f"{articles}",
            "révisez ce texte aussi, ou vérifiez qu’il ne contredit pas le montant",
            file,
        )
    names, articles = _articles(amended, unsaid_costs)
    if names:
        where_told = "dites-le dans une évaluation" if in_word else "écrivez-le dans incidence_financiere et montant"
        yield Problem(
            "warning",
            f"l’avenant se dira sans incidence financière ({names}), et ce qui change dans {articles} parle d’une "
            "somme, ou retire une gratuité",
            f"s’il en résulte un coût, {where_told}, pour que le conseil délibère sur son montant",
            file,
        )
    if names := _where(amended, says_not_who_pays):
        yield Problem(
            "warning",
            f"avenant avec incidence financière ({names}) : il dit un montant, mais rien ne dit qui le paie",
            "écrivez commune ou epci dans payeur, ou dites-le dans un article révisé",
            file,
        )


def _extents(amended: Sequence[Amended], file: str, *, in_word: bool) -> Iterator[Problem]:
    """Yield the avenants to which what the council authorised beforehand may not extend."""
    if names := _where(amended, _goes_beyond):
        asked = "demandez le vote des conseils (--vote)" if in_word else "ajoutez deliberation = true à la révision"
        yield Problem(
            "warning",
            f"avenant qui prolonge la convention, ou qui récrit un article autre que celui du planning ({names}) : "
            "l’autorisation que le conseil a donnée d’avance peut ne pas s’étendre à lui",
            f"il est prudent que le conseil délibère : {asked}, et le projet de délibération sera fait",
            file,
        )


def _where(amended: Sequence[Amended], holds: Callable[[Amended], bool]) -> str:
    return named([one.commune.called for one in amended if holds(one)])


def _articles(amended: Sequence[Amended], find: Callable[[Amended], list[str]]) -> tuple[str, str]:
    """Return for whom articles are found, "" for nobody, and which articles they are, each once."""
    found = [(one.commune.called, find(one)) for one in amended]
    articles = dict.fromkeys(f"l’article {number}" for _, numbers in found for number in numbers)
    return named([called for called, numbers in found if numbers]), enumeration(list(articles))


def _renamed(amended: Sequence[Amended], campaign: Campaign, file: str) -> Iterator[Problem]:
    """Yield the parties that signed under another name: a merger of the commune is told by the avenant itself."""
    names: dict[tuple[str, str, str], list[str]] = {}
    own = campaign.epci
    for one in amended:
        signed = one.force.signature.dossier.made_from.campaign
        act = f", jusque dans le visa de la délibération n° {own.deliberation.numero}, prise sous l’ancien nom"
        kept = signed.get("epci.deliberation.numero") == own.deliberation.numero
        parties = [(signed.get("epci.nom", own.nom), own.nom, act if kept else "")]
        if one.force.substituted(one.wanted.content.effect) is None:
            parties.append((one.force.signatory.nom, one.commune.nom, ""))
        for before, now, besides in parties:
            if slug(before) != slug(now):
                names.setdefault((before, now, besides), []).append(one.commune.called)
    for (before, now, besides), communes in names.items():
        yield Problem(
            "warning",
            f"la convention a été signée sous le nom de « {before} », et l’avenant dira « {now} » sans l’expliquer"
            f"{besides} ({named(communes)})",
            "dites dans son motif quel acte a changé ce nom ; si c’est une autre personne publique, faites dire par le "
            "service juridique depuis quand elle est substituée"
            f"{', et donnez sa propre délibération dans [epci.deliberation]' if besides else ''}",
            file,
        )


def _authorised(amended: Sequence[Amended], file: str) -> Iterator[Problem]:
    """Yield which avenants rest on an authorisation that is limited, each in its words, or that was never read."""
    limited: dict[str, list[str]] = {}
    for one in amended:
        act = one.force.act
        if not one.wanted.financial and (act.authorises_avenants is None or covers_some_avenants(act)):
            limited.setdefault(avenants_authorised(act), []).append(one.commune.called)
    for words, communes in limited.items():
        told = f"ne porte que sur « {quoted(words)} »" if words else "n’a pas été lue quant aux avenants"
        yield Problem(
            "warning",
            f"l’autorisation donnée par le conseil municipal ({named(communes)}) {told}",
            "vérifiez qu’elle s’étend à cet avenant ; à défaut, faites-le voter par le conseil",
            file,
        )


def _terms(amended: Sequence[Amended], file: str, today: datetime.date) -> Iterator[Problem]:
    """Yield the ends that came before any avenant, and the new terms that prolong nothing."""
    for last, communes in _grouped((_over(one, today), one) for one in amended):
        yield Problem(
            "warning",
            f"la convention a pris fin le {date_longue(last)} ({named(communes)}) : un avenant ne peut plus être "
            "notifié avant sa fin, et sa signature sera refusée",
            "retirez ce qui la concerne, ou préparez une nouvelle convention",
            file,
        )
    renews = any(one.force.duration.reconduction.renews for one in amended)
    for term, communes in _grouped((_unmoved(one, today), one) for one in amended):
        yield Problem(
            "warning",
            f"le nouveau terme n’est pas après le {date_longue(term)}, où la période en cours finit déjà "
            f"({named(communes)}) : l’avenant ne prolonge rien{_NOT_OVER if renews else ''}",
            f"vérifiez nouveau_terme{_TO_END if renews else ''}",
            file,
        )


def _belated(amended: Sequence[Amended], file: str, today: datetime.date) -> Iterator[Problem]:
    """Yield the days of effect that are long past: an avenant has none before it is notified."""
    past = (
        (one.wanted.content.effect, one) for one in amended if months_after(one.wanted.content.effect, _LONG) < today
    )
    for effect, communes in _grouped(past):
        yield Problem(
            "warning",
            f"la date d’effet, {date_longue(effect)}, est passée depuis plus de six mois ({named(communes)}) : un "
            "avenant n’a d’effet qu’une fois notifié",
            "vérifiez la date d’effet",
            file,
        )


def _durations(amended: Sequence[Amended], file: str, *, in_word: bool) -> Iterator[Problem]:
    """Yield where what an article says of the duration and the term don't agree: each reason once."""
    doubts: dict[DurationDoubt, list[str]] = {}
    for one in amended:
        for doubt in doubts_of_duration(one.force, one.wanted.content):
            doubts.setdefault(doubt, []).append(one.commune.called)
    for doubt, communes in doubts.items():
        yield doubt.as_problem(communes, file, in_word=in_word)


def _figures(amended: Sequence[Amended], campaign: Campaign, file: str) -> Iterator[Problem]:
    """Yield what articles would say otherwise than the planning that is annexed: each once."""
    found: dict[Contradiction, list[str]] = {}
    if campaign.planning is None:
        return
    for one in amended:
        for contradiction in contradictions(one.force.texts(one.wanted.content), campaign.planning):
            found.setdefault(contradiction, []).append(one.commune.called)
    for contradiction, communes in found.items():
        remedy = "récrivez l’article dans la révision, ou corrigez [planning] de campaign.toml"
        yield Problem("warning", f"{contradiction.message} ({named(communes)})", remedy, file)


def _over(amended: Amended, today: datetime.date) -> datetime.date | None:
    """Return the day on which a convention ended, if it has; else None."""
    duration = amended.force.duration
    return duration.term_on(today) if duration.ended_before(today) else None


def _grouped(found: Iterable[tuple[datetime.date | None, Amended]]) -> Iterator[tuple[datetime.date, list[str]]]:
    """Yield each day with the names of the communes that have it."""
    days: dict[datetime.date, list[str]] = {}
    for day, one in found:
        if day is not None:
            days.setdefault(day, []).append(one.commune.called)
    yield from sorted(days.items())


def _unmoved(amended: Amended, today: datetime.date) -> datetime.date | None:
    """Return the term in course when an avenant could first take effect, if the new one is no later; else None."""
    content = amended.wanted.content
    current = amended.force.duration.term_on(max(content.effect, today))
    return current if content.term is not None and content.term <= current else None


def _goes_beyond(amended: Amended) -> bool:
    """Tell whether an avenant on which the council does not vote changes more than the half-days and their article."""
    content = amended.wanted.content
    if amended.wanted.financial or content.nature == RECTIFICATION:
        return False
    about = {
        article.number
        for article in amended.force.articles
        if any(_PLANNING.search(alinea.text) for alinea in article.alineas)
    }
    return content.term is not None or any(article.number not in about for article in content.articles)
