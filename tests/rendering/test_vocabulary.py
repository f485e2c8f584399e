"""The words of templates are those of the real context: none is missing, none is invented."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from jinja2 import Undefined

from generator.avenants.samples import sample_mails, sample_sequels
from generator.inputs.campaign import LETTER, REMINDER
from generator.inputs.communes import REQUIRED
from generator.inputs.epci import EpciDeliberation
from generator.inputs.sources import Sources, read_sources
from generator.language.filters import FILTERS
from generator.project import Project
from generator.rendering.context import for_piece, make_context
from generator.rendering.fields import Fields
from generator.rendering.filterwords import FILTERS_EXPLAINED, Filter
from generator.rendering.groups import FinancialEffect, Modification
from generator.rendering.vocabulary import VARIABLES
from tests.avenants import avenantgroups
from tests.rendering.templates import printed

OPTIONAL = {variable.name for variable in VARIABLES if variable.optional}


def contexts(sources: Sources) -> list[dict[str, Any]]:
    """Return the context of the first document of every commune."""
    campaign = sources.campaign
    return [
        for_piece(make_context(commune, campaign, "N-1"), campaign.pieces[0], campaign)
        for commune in sources.participants
    ]


def values(context: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield every value that a template can name, groups included, as VARIABLES names it."""

    def walk(name: str, value: Any) -> Iterator[tuple[str, Any]]:
        yield name, value
        if isinstance(value, Fields):
            for key, member in vars(value).items():
                if not key.startswith("_"):
                    yield from walk(f"{name}.{key}", member)
        elif isinstance(value, list):
            for item in value:
                yield from ((inner, found) for inner, found in walk(f"{name}[]", item) if inner != f"{name}[]")

    for name, value in context.items():
        yield from walk(name, value)


def of(name: str, sources: Sources) -> dict[str, Any]:
    (found,) = [context for context in contexts(sources) if context["commune"].nom == name]
    return found


def haveluy(sources: Sources) -> dict[str, Any]:
    return of("Haveluy", sources)


def raismes(sources: Sources) -> dict[str, Any]:
    """Return the context of the commune whose mayor is the President."""
    return of("Raismes", sources)


def of_a_syndicat(sources: Sources) -> dict[str, Any]:
    """Return a context of an EPCI of another category."""
    epci = replace(sources.campaign.epci, nom="Syndicat mixte d’Essai")
    return of("Haveluy", replace(sources, campaign=replace(sources.campaign, epci=epci)))


DUE = datetime.date(2026, 7, 1)


def full_avenant() -> dict[str, Any]:
    """Return the context of an avenant that lacks nothing, after another one."""
    article = avenantgroups.articles()[0]
    small = Modification("L’article est complété par un alinéa ainsi rédigé", article.nouveau[:1])
    whole = avenantgroups.avenant_group(
        articles=(replace(article, modifications=(small,)),),
        incidence_financiere=True,
        finances=FinancialEffect("1\u00a0200\u00a0€", "annuelle", "chapitre 011", "epci", "chaque année", DUE),
        deliberation_epci=avenantgroups.sources().campaign.epci.deliberation,
    )
    return avenantgroups.context(whole, avenantgroups.OWN, avenantgroups.FIRST) | {
        "base": avenantgroups.merged()["base"]
    }


def real_epci() -> EpciDeliberation:
    """Return the EPCI's own deliberation, of which nobody says when it was transmitted or published."""
    return replace(avenantgroups.sources().campaign.epci.deliberation, transmise=None, publiee=None)


def bare_avenants() -> list[dict[str, Any]]:
    """Return contexts of avenants that lack all that an avenant can lack."""
    article = replace(avenantgroups.articles()[0], intitule="", motif="")
    return [
        avenantgroups.context(
            avenantgroups.avenant_group(**avenantgroups.NO_TERM, **avenantgroups.NO_SLOT, **avenantgroups.NO_ARTICLE)
        ),
        avenantgroups.context(
            avenantgroups.avenant_group(articles=(article,)),
            row=replace(avenantgroups.figures(), observations=""),
            initial=replace(avenantgroups.INITIAL, received_on=None),
        ),
        avenantgroups.context(
            avenantgroups.avenant_group(incidence_financiere=True, deliberation_epci=real_epci()), evaluated=False
        ),
        avenantgroups.context(
            avenantgroups.avenant_group(
                incidence_financiere=True,
                finances=FinancialEffect("600\u00a0€", "unique", "chapitre 011", rythme="une fois"),
            )
        ),
    ]


def sequels(sources: Sources) -> Iterator[tuple[str, Any]]:
    """Yield the values of what follows signatures, in all its forms, each letter with its own group alone."""
    commune = haveluy(sources)["commune"]
    (own,) = [one for one in sources.participants if one.nom == commune.nom]
    for context, piece in sample_sequels(own, sources.campaign):
        group = "signature" if piece.kind in ("notification", "certificat") else piece.kind
        yield from ((name, value) for name, value in values(context) if name.startswith(group))


def mails(sources: Sources) -> Iterator[tuple[str, Any]]:
    """Yield the values of what e-mails add, sent again and reminding."""
    for name in (LETTER, REMINDER):
        for groups in sample_mails(sources.campaign, name):
            yield from values(groups)


def empty(value: Any) -> bool:
    return isinstance(value, Undefined)


def test_the_variables_are_exactly_those_of_the_real_context(shipped: Sources) -> None:
    """Of a convention, an avenant and what follows signatures; members imply their group, rendering adds the logo."""
    found = dict(values(haveluy(shipped))) | dict(values(full_avenant()))
    found |= dict(sequels(shipped)) | dict(mails(shipped))
    groups = {name for name, value in found.items() if isinstance(value, Fields)}
    named = [variable.name for variable in VARIABLES]
    assert set(named) - groups == (found.keys() - groups) | {"logo"}
    assert len(named) == len(set(named))
    assert {name.rpartition(".")[0] for name in named if "." in name and "[]" not in name} == groups


def test_what_is_not_optional_is_filled_for_every_commune(shipped: Sources) -> None:
    """A template may print it without asking: no commune of the 46 lacks it, nor any avenant."""
    everything = contexts(shipped) + bare_avenants()
    found = [(context["commune"].nom, name) for context in everything for name, v in values(context) if empty(v)]
    assert len(contexts(shipped)) == 46
    assert [(commune, name) for commune, name in found if name not in OPTIONAL] == []


def test_what_is_optional_can_be_empty(small_project: Project, shipped: Sources) -> None:
    """With the required columns alone, without slots, logo or planning, what is empty is what is said to be."""
    header, *rows = [line.split(";") for line in small_project.communes.read_text(encoding="utf-8").splitlines()]
    bare = [[cell if name in REQUIRED else "" for name, cell in zip(header, row, strict=True)] for row in rows]
    text = "\n".join(";".join(cells) for cells in (header, *bare))
    small_project.communes.write_text(text + "\n", encoding="utf-8")
    blank = {name for context in contexts(read_sources(small_project)) for name, v in values(context) if empty(v)}
    toml = small_project.campaign / "campaign.toml"
    settings = toml.read_text(encoding="utf-8")
    toml.write_text(settings[: settings.index("[planning]")], encoding="utf-8")
    blank |= {name for context in contexts(read_sources(small_project)) for name, v in values(context) if empty(v)}
    blank |= {name for name, value in values(haveluy(shipped)) if "[]" in name and empty(value)}
    blank |= {name for name in ("signataire", "commune.destinataire") if empty(dict(values(raismes(shipped)))[name])}
    blank |= {name for name, value in values(of_a_syndicat(shipped)) if name == "epci.fondement" and empty(value)}
    blank |= {name for context in bare_avenants() for name, value in values(context) if empty(value)}
    blank |= {name for name, value in (*sequels(shipped), *mails(shipped)) if empty(value)}
    assert blank | {"logo"} == OPTIONAL


def test_all_filters_are_explained_once() -> None:
    """And no other."""
    assert sorted(explained.name for explained in FILTERS_EXPLAINED) == sorted(FILTERS)


@pytest.mark.parametrize("explained", FILTERS_EXPLAINED, ids=lambda explained: str(explained.name))
def test_each_example_prints_something_for_haveluy(explained: Filter, shipped: Sources) -> None:
    """It uses the filter that it explains, on a value that Haveluy has."""
    used = explained.example.rpartition("|")[2]
    assert used.partition("(")[0] == explained.name
    text = printed(f"{{{{ {explained.example} }}}}", haveluy(shipped))
    assert text.strip()


def test_every_meaning_is_in_french_words() -> None:
    """No meaning is missing, ends with a full stop or uses a straight apostrophe."""
    meanings = [*(one.meaning for one in VARIABLES), *(one.meaning for one in FILTERS_EXPLAINED)]
    assert [meaning for meaning in meanings if not meaning or meaning.endswith(".") or "'" in meaning] == []
