"""Every variant of what an avenant can be, and what its documents then say."""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import cache
from typing import Any

from generator.avenants.articles import Alinea
from generator.avenants.groups import avenant_context, changed_article
from generator.inputs.communes import Commune, Slot
from generator.inputs.epci import EpciDeliberation
from generator.law.signatories import Delegate, Representative
from generator.rendering.groups import AvenantGroup, ChangedArticle, FinancialEffect
from tests.avenants.acts import body, convention, find_article
from tests.avenants.avenantgroups import (
    FIRST,
    INITIAL,
    NO_ARTICLE,
    NO_SLOT,
    NO_TERM,
    NUMBER,
    OWN,
    articles,
    avenant_group,
    commune,
    context,
    figures,
    former,
    merged,
    render,
    sources,
)

ONLY_SLOT = NO_TERM | NO_ARTICLE
ONLY_TERM = NO_SLOT | NO_ARTICLE
ONLY_ARTICLES = NO_SLOT | NO_TERM
AMOUNTS: dict[str, Any] = {
    "finances": FinancialEffect("1 200\u00a0€", "annuelle", "chapitre 011, article 6288"),
    "deliberation_epci": EpciDeliberation("D26012B", datetime.date(2026, 3, 2), "Bureau communautaire"),
}
DUE = datetime.date(2026, 7, 1)
REMEDIES = "Un recours est possible dans les deux mois."
DEPUTY = Delegate("Madame", "Mariette", "MAYEUX", "Troisième adjointe", "n° 2026-12 du 3 avril 2026")
#: The only avenants that a council authorised, in its words.
SOME = "les avenants de prolongation"
ALL = "leurs éventuels avenants sans incidence financière"
#: The articles that every avenant ends with.
LAST = ("Incidence financière", "Prise d’effet", "Autres dispositions")


def bare(name: str, *columns: str) -> Commune:
    """Return a commune whose row lacks some columns; none of them is required."""
    whole = commune(name)
    return replace(whole, row=dict(whole.row) | dict.fromkeys(columns, ""))


def slot() -> Slot:
    """Return the slot of Haveluy in communes.csv."""
    found = commune().slot
    assert found is not None
    return found


def lists() -> tuple[ChangedArticle, ...]:
    """Return changes of articles whose quotations begin or end with an item of a list, one without a title."""
    items = (Alinea("Un.", 1), Alinea("Deux.", 2))
    four = find_article(convention(), "4")
    up, down = changed_article(four, items), changed_article(four, items[::-1])
    return replace(up, ancien=down.nouveau), replace(down, ancien=up.nouveau, intitule="")


def more(*levels: int) -> ChangedArticle:
    """Return an article to which alinéas of these levels are added, and in which a word changes."""
    four = find_article(convention(), "4")
    coming = [Alinea(text, level) for text, level in zip(("Un.", "Deux ;", "Trois."), levels, strict=False)]
    last = Alinea(four.alineas[-1].text.replace("six premiers mois", "douze premiers mois"))
    return changed_article(four, (*four.alineas[:4], *coming, *four.alineas[4:-1], last))


def unauthorised(some: str = "", /, **changes: Any) -> dict[str, Any]:
    """Return the context of an avenant of a commune whose council authorised the convention, and ``some`` avenants."""
    values = context(avenant_group(deliberation_propre=True, **ONLY_TERM | changes), evaluated=False)
    vars(values["deliberation_initiale"]).update(autorise_avenants=False, avenants_autorises=some)
    return values


def withdrawn(**changes: Any) -> dict[str, Any]:
    """Return the context of an avenant of a commune whose council withdrew its deliberation after the signature."""
    values = unauthorised(**changes)
    vars(values["deliberation_initiale"]).update(retiree=True)
    return values


def paid(payer: str, rhythm: str, due: datetime.date | None = None) -> dict[str, Any]:
    """Return the changes of an avenant that says who pays, how often and from when."""
    return AMOUNTS | {"finances": replace(AMOUNTS["finances"], payeur=payer, rythme=rhythm, a_compter_du=due)}


def authorised(words: str = "", of: str = "Haveluy", /, **changes: Any) -> dict[str, Any]:
    """Return the context of an avenant, by which deliberation on the convention: in these words, or one never read."""
    act = replace(INITIAL, authorises_avenants=bool(words) or None)
    values = context(avenant_group(**ONLY_SLOT | changes), initial=act, of=commune(of))
    vars(values["deliberation_initiale"]).update(avenants_autorises=words)
    return values


def delegated() -> dict[str, Any]:
    """Return the context of an avenant that a vice-president signs by delegation."""
    mayor = commune().maire
    vice = Representative(mayor.civilite, mayor.prenom, mayor.nom, "Vice-président", arrete="n° 12 du 3 mai 2025")
    campaign = replace(sources().campaign, epci=replace(sources().campaign.epci, representants=(vice,)))
    values = avenant_context(commune("Denain"), campaign, NUMBER, None, avenant_group(), former(), None)
    return context() | {name: values[name] for name in ("epci", "commune", "signataire", "conseil")}


def of_another(nom: str, changed: AvenantGroup) -> dict[str, Any]:
    """Return the context of an avenant of an EPCI of another category, which is signed in one original."""
    usual = sources().campaign
    campaign = replace(usual, epci=replace(usual.epci, nom=nom), convention=replace(usual.convention, originaux=1))
    values = avenant_context(commune(), campaign, NUMBER, None, changed, former(), None)
    return context(changed) | {name: values[name] for name in ("epci", "convention")}


def renewed(changed: AvenantGroup, *, certain: bool = False) -> dict[str, Any]:
    """Return the context of an avenant that moves a term renewed, by a renewal to come or one that is ``certain``."""
    term = datetime.date(2027, 6, 30)
    base = replace(former().convention, terme=term, reconduite=certain, sous_reserve=not certain)
    changed = replace(changed, terme_ancien=term, terme=datetime.date(2028, 6, 30))
    campaign = sources().campaign
    values = avenant_context(commune(), campaign, NUMBER, None, changed, replace(former(), convention=base), None)
    return context(changed) | {"base": values["base"]}


@cache
def variants() -> dict[str, dict[str, Any]]:
    """Return the contexts of avenants that together have every variant."""
    no_slot = replace(commune("La Sentinelle"), slot=None)
    morning = replace(slot(), demi_journee="matin", jour="mardi")
    town = bare("Denain", "adresse_mairie", "code_postal", "departement")
    village = bare("Hélesmes", "arrondissement")
    nothing = bare("Rosult", "departement", "arrondissement")
    voted_elsewhere = replace(OWN, received_on=None)
    return {
        "everything": context(None, None, FIRST),
        "a slot": context(avenant_group(**ONLY_SLOT), row=replace(figures(), observations="")),
        "a first slot": context(avenant_group(**ONLY_SLOT | {"creneau_ancien": None}), evaluated=False, of=no_slot),
        "from a morning": context(avenant_group(**ONLY_SLOT | {"creneau_ancien": morning, "motif": "À la demande."})),
        "to an afternoon": context(
            avenant_group(**ONLY_SLOT | {"creneau_nouveau": commune("Hélesmes").slot}), of=village
        ),
        "a term": context(avenant_group(**ONLY_TERM)),
        "an earlier term": context(avenant_group(terme=datetime.date(2026, 3, 31), **ONLY_TERM)),
        "a term, in the morning": context(avenant_group(**ONLY_TERM), of=replace(commune(), slot=morning)),
        "a term without a slot": context(avenant_group(**ONLY_TERM), of=no_slot),
        "lists": context(avenant_group(articles=lists(), **ONLY_ARTICLES)),
        "articles": context(avenant_group(**ONLY_ARTICLES), of=nothing),
        "to be voted": context(avenant_group(incidence_financiere=True), None, FIRST),
        "to be voted in a town": context(avenant_group(incidence_financiere=True, **ONLY_ARTICLES), of=town),
        "voted": context(avenant_group(incidence_financiere=True, **ONLY_SLOT), OWN),
        "voted, not transmitted": context(avenant_group(incidence_financiere=True, **ONLY_ARTICLES), voted_elsewhere),
        "with amounts": context(avenant_group(incidence_financiere=True, **AMOUNTS), None, FIRST),
        "with amounts, in a town": context(avenant_group(incidence_financiere=True, **AMOUNTS | ONLY_SLOT), of=town),
        "with amounts, in a village": context(avenant_group(incidence_financiere=True, **AMOUNTS), of=nothing),
        "paid by the commune": context(
            avenant_group(incidence_financiere=True, **paid("commune", "chaque année", DUE) | ONLY_SLOT)
        ),
        "paid by the EPCI": context(
            avenant_group(incidence_financiere=True, **paid("epci", "en une seule fois") | ONLY_SLOT)
        ),
        "authorised in words": authorised(ALL),
        "authorised in words, by a merger": merged()
        | {"deliberation_initiale": authorised(ALL)["deliberation_initiale"]},
        "never read": authorised(),
        "never read, the President’s own commune": authorised("", "Raismes"),
        "never read, voted": authorised(deliberation_propre=True),
        "never read, at a cost": authorised(incidence_financiere=True),
        "never read, with amounts": authorised(incidence_financiere=True, **AMOUNTS),
        "authorised in words, at a cost": authorised(ALL, incidence_financiere=True),
        "chosen": context(avenant_group(deliberation_propre=True, **ONLY_TERM), evaluated=False),
        "chosen, one article": context(
            avenant_group(deliberation_propre=True, articles=articles()[1:], **NO_SLOT | NO_TERM)
        ),
        "a rectification": context(
            avenant_group(rectification=True, articles=articles()[1:], **NO_SLOT | NO_TERM), evaluated=False
        ),
        "a rectification, voted": context(
            avenant_group(rectification=True, deliberation_propre=True, articles=articles()[1:], **NO_SLOT | NO_TERM)
        ),
        "alinéas that come": context(avenant_group(articles=(more(0, 1, 2), more(2, 0), more(2, 1)), **ONLY_ARTICLES)),
        "nothing authorised": unauthorised(),
        "nothing authorised, at a cost": unauthorised(incidence_financiere=True),
        "nothing authorised, with amounts": unauthorised(incidence_financiere=True, **AMOUNTS),
        "withdrawn": withdrawn(),
        "withdrawn, at a cost": withdrawn(incidence_financiere=True),
        "withdrawn, with amounts": withdrawn(incidence_financiere=True, **AMOUNTS),
        "some authorised": unauthorised(SOME),
        "some authorised, at a cost": unauthorised(SOME, incidence_financiere=True),
        "some authorised, with amounts": unauthorised(SOME, incidence_financiere=True, **AMOUNTS),
        "the President’s own commune": context(of=commune("Raismes")),
        "under the local law": context(
            avenant_group(deliberation_propre=True, **ONLY_TERM), of=replace(commune(), insee="67482")
        ),
        "a town under the local law": context(
            avenant_group(deliberation_propre=True, **ONLY_TERM),
            of=replace(commune(), insee="67482", population_conseil=5000),
        ),
        "a village that counts a town’s inhabitants": context(
            avenant_group(incidence_financiere=True), of=replace(commune(), population_totale=3600)
        ),
        "with remedies": context(avenant_group(deliberation_propre=True)) | {"voies_de_recours": REMEDIES},
        "the President’s own commune, to be voted": context(
            avenant_group(incidence_financiere=True, **AMOUNTS), of=commune("Raismes")
        ),
        "by delegation": delegated(),
        "by order of the mayor": context(of=replace(commune(), signataire=DEPUTY)),
        "of a communauté de communes": of_another("Communauté de communes d’Essai", avenant_group()),
        "of a syndicat, to be voted": of_another("Syndicat d’Essai", avenant_group(incidence_financiere=True)),
        "after a merger": merged(),
        "after a merger, to be voted": merged(avenant_group(deliberation_propre=True)),
        "after a renewal": renewed(avenant_group()),
        "after a certain renewal": renewed(avenant_group(incidence_financiere=True), certain=True),
        "after a renewal, the same slot": renewed(avenant_group(**ONLY_TERM)),
    }


@cache
def said(kind: str, variant: str) -> tuple[str, ...]:
    """Return the paragraphs of a document."""
    return tuple(body(render(kind, variants()[variant])))


def paragraph(kind: str, variant: str, start: str) -> str:
    """Return the only paragraph that starts so."""
    (found,) = [text for text in said(kind, variant) if text.startswith(start)]
    return found


def section(kind: str, variant: str, title: str) -> list[str]:
    """Return what follows an article's heading, up to the next."""
    texts = list(said(kind, variant))
    (start,) = [place for place, text in enumerate(texts) if text.startswith("Article ") and text.endswith(title)]
    after = texts[start + 1 :]
    stop = next((place for place, text in enumerate(after) if text.startswith(("Article ", "Fait à"))), len(after))
    return after[:stop]
