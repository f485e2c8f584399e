"""Avenants: what their templates can name."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from generator.avenants.articles import Alinea
from generator.avenants.groups import avenant_context, changed_article
from generator.errors import TemplateError
from generator.law.acts import Act
from generator.law.signatories import Representative
from generator.rendering.context import make_context
from generator.rendering.groups import Assessment
from tests.avenants.acts import convention, find_article
from tests.avenants.avenantgroups import INITIAL, NUMBER, avenant_group, commune, context, figures, former, sources
from tests.avenants.variants import slot, variants
from tests.rendering.templates import printed


def test_the_planning_is_that_to_come() -> None:
    """The new slot from the day of effect to the new term; the row of the commune says it too."""
    values = variants()["everything"]
    assert (values["creneau"].jour, values["creneau"].lieu) == ("jeudi", "Médiathèque")
    assert values["commune"].lieu == "Médiathèque"
    days = [meeting.date for meeting in values["planning"].seances]
    assert (min(days).isoformat()[:7], max(days).isoformat()[:7]) == ("2026-01", "2027-06")


def test_a_mediator_who_has_left_keeps_the_key() -> None:
    """The former slot can name one whom the campaign no longer knows."""
    values = context(avenant_group(creneau_ancien=replace(slot(), mediateur="M9")))
    assert values["avenant"].creneau_ancien.mediateur == "M9"
    assert values["avenant"].creneau_nouveau.mediateur == "Médiateur numérique n° 2"


def test_a_campaign_without_a_planning_can_be_amended() -> None:
    """No planning, no slot; the mediators keep their keys."""
    campaign = replace(sources().campaign, planning=None)
    values = avenant_context(commune(), campaign, NUMBER, None, avenant_group(), former(), Assessment.of(figures()))
    assert not values["planning"]
    assert values["avenant"].creneau_nouveau.mediateur == "M2"


def test_an_article_is_said_by_its_label_and_its_title() -> None:
    """« 1er » for the first; the title without the number; a list below a list is the deepest level."""
    one, five = (find_article(convention(), number) for number in ("1", "5-1"))
    assert changed_article(one, ()).label == "1er"
    assert changed_article(five, ()).label == "5-1"
    assert changed_article(five, ()).intitule == "Durée et reconduction"
    assert changed_article(replace(five, heading="Article 5-1 – Durée"), ()).intitule == "Durée"
    assert changed_article(replace(five, heading="Article 5-1"), ()).intitule == ""
    assert [wording.niveau for wording in changed_article(one, (Alinea("a", 4), Alinea("b"))).nouveau] == [2, 0]


def test_a_convention_knows_no_avenant() -> None:
    """The groups of avenants can be asked for in its documents, but not printed."""
    values = make_context(commune(), sources().campaign, "N-1")
    asked = "{% if avenant or base or evaluation or deliberation_initiale %}oui{% else %}non{% endif %}"
    assert printed(asked, values) == "non"
    with pytest.raises(TemplateError, match="n’existe que dans les documents d’un avenant"):
        printed("{{ avenant.rang }}", values)


def test_the_deliberation_is_that_which_authorises() -> None:
    """Templates name the avenant's own only once it is voted, and always that of the convention."""
    before, after = variants()["to be voted"], variants()["voted"]
    assert not before["deliberation"]
    assert after["deliberation"].numero == "2025-12-01"
    assert {values["deliberation_initiale"].numero for values in (before, after)} == {"2025-02-10"}


def test_an_avenant_is_signed_by_whoever_is_in_office_at_its_effect() -> None:
    """A delegation that ended before has it no more, unless the council voted on this very avenant in time."""
    campaign, effect = sources().campaign, avenant_group().date_effet
    delegated = replace(
        Representative.always(campaign.epci.president),
        titre="Vice-président",
        fin=effect - datetime.timedelta(days=1),
        communes=("haveluy",),
    )
    dated = replace(campaign, epci=replace(campaign.epci, representants=(delegated,)))

    def title(act: Act | None) -> str:
        values = avenant_context(commune(), dated, NUMBER, act, avenant_group(), former(), None)
        return str(values["epci"].signataire.titre)

    assert title(None) == "Président"
    assert title(replace(INITIAL, decided_on=delegated.fin)) == "Vice-président"


def test_whom_the_council_designated_signs_the_avenant_too() -> None:
    """As the deliberation says it, by which the avenant is signed."""
    values = avenant_context(
        commune(),
        sources().campaign,
        NUMBER,
        None,
        avenant_group(),
        former(initial=replace(INITIAL, designated="Madame Mariette MAYEUX, première adjointe")),
        None,
    )
    assert values["signataire"].nom == "MAYEUX"
