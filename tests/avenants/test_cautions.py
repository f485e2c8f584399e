"""What a clerk is told before avenants leave."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from generator.avenants.cautions import cautions
from generator.avenants.costs import unborne
from generator.avenants.decisions import Decision
from generator.errors import Problem
from generator.inputs.campaign import Campaign
from generator.inputs.epci import EpciDeliberation
from generator.inputs.evaluation import Evaluation
from generator.inputs.finances import Finances
from generator.inputs.revision import ArticleRevision, Paragraph, Revision
from generator.inputs.sources import read_sources
from generator.inputs.table import Row, Table, TableFormat
from generator.project import Project
from generator.register.endings import Ending
from generator.register.standing import Standing
from generator.register.standings import Standings
from tests.avenants.test_decisions import (
    ESCAUDAIN,
    FINANCES,
    HAVELUY,
    OTHER as OTHER_SLOT,
    PERIOD,
    decided,
    revision,
    row,
    settled,
)
from tests.cases import cases
from tests.edits import replace as rename

PLANNING = ArticleRevision("4", (Paragraph("Une demi-journée par mois."),), "")
OTHER = ArticleRevision("2", (Paragraph("Elle est exonérée."),), "")
FREE = ArticleRevision("7", (Paragraph("La Commune verse une somme à la CAPH."),), "")
OBLIGATIONS = ArticleRevision("3-1", (Paragraph("La Commune met un bureau à disposition."),), "")
ANIMATION = ArticleRevision("3-2", (Paragraph("La CAPH anime des ateliers."),), "")
#: What councils decided, in their words: on all avenants without financial effect, on some, on one.
ALL = "AUTORISE le maire à signer la convention et ses éventuels avenants sans incidence financière."
SOME = "AUTORISE le maire à signer la convention et les avenants de prolongation."
TODAY = datetime.date(2026, 4, 1)
LONGER = datetime.date(2028, 6, 30)
EPCI = EpciDeliberation("D26012B", datetime.date(2026, 3, 2), "Bureau communautaire")


@pytest.fixture
def campaign(signed_project: Project) -> Campaign:
    """Return the campaign of the repository."""
    return read_sources(signed_project).campaign


def read_as(project: Project, operative: str = ALL, *, avenants: bool | None = True) -> Standings:
    """Return the register as if no avenant were waiting, and all councils had decided in these words."""

    def of(one: Standing) -> Standing:
        act = one.act and replace(one.act, act=replace(one.act.act, authorises_avenants=avenants, operative=operative))
        return replace(one, act=act)

    return Standings(tuple(of(one) for one in settled(project).documents))


def told(
    project: Project,
    campaign: Campaign,
    revised: Revision,
    today: datetime.date = TODAY,
    standings: Standings | None = None,
) -> list[Problem]:
    """Return the warnings on what a revision gives to Escaudain and Haveluy."""
    found = decided(project, revised=revised, standings=standings or read_as(project))
    decisions: list[Decision] = list(found.values())
    return list(cautions(campaign, decisions, "revision.toml", today))


def costing(*articles: ArticleRevision, epci: EpciDeliberation | None = None) -> Revision:
    """Return a revision that costs something."""
    return replace(revision(*articles), finances=FINANCES, deliberation_epci=epci)


def test_the_epci_decides_of_what_costs(signed_project: Project, campaign: Campaign) -> None:
    """A warning until its own deliberation is told, by the revision or by the campaign; one for all communes."""
    every = (FREE, OBLIGATIONS, ANIMATION)
    (problem,) = told(signed_project, campaign, costing(*every))
    assert (problem.level, problem.file) == ("warning", "revision.toml")
    assert "(Escaudain, Haveluy)" in problem.message
    assert "la délibération de l’EPCI sur cet avenant n’est pas dite" in problem.message
    assert told(signed_project, campaign, costing(*every, epci=EPCI)) == []
    assert told(signed_project, replace(campaign, avenant_epci=EPCI), costing(*every)) == []


def test_an_article_that_says_free_contradicts_a_cost(signed_project: Project, campaign: Campaign) -> None:
    """While one in force does and is not reworded: which one it is tells whether it is about the same."""
    (problem,) = told(signed_project, campaign, costing(PLANNING, epci=EPCI))
    assert problem.message.endswith(
        "« gratuit » se lit encore, sans être révisé, dans l’article 3-1, l’article 3-2 et l’article 7"
    )


def test_an_article_that_speaks_of_money_beside_an_avenant_without_effect_is_told(
    signed_project: Project, campaign: Campaign
) -> None:
    """A sum, or what is free no longer: the avenant would say that it costs nothing, and no council would vote."""
    voted = replace(revision(), deliberation=True)
    for words, costly in (
        ("L’accès au service coûte 300 € par an.", True),
        ("L’accès au service est payant.", True),
        ("L’accès au service est ouvert à tous.", True),
        ("L’accès au service est gratuit pour tous.", False),
    ):
        article = ArticleRevision("7", (Paragraph(words),), "")
        found = told(signed_project, campaign, replace(voted, articles=(article,)))
        said = [one for one in found if "se dira sans incidence financière (Escaudain, Haveluy)" in one.message]
        assert len(said) == costly
        assert not costly or "l’article 7" in said[0].message
    costs = told(signed_project, campaign, costing(ArticleRevision("7", (Paragraph("Il coûte 300 €."),), "")))
    assert not any("se dira sans" in one.message for one in costs)


def test_a_sum_that_nobody_owes_is_told(signed_project: Project, campaign: Campaign) -> None:
    """Until the evaluation, a revised article, or one in force, says who pays whom: the amount alone does not."""
    silent = ArticleRevision("7", (Paragraph("L’accès au service coûte une somme, vers la fin de l’année."),), "")
    unsaid = replace(costing(silent, OBLIGATIONS, ANIMATION, epci=EPCI), finances=replace(FINANCES, payeur=""))
    (problem,) = told(signed_project, campaign, unsaid)
    assert "rien ne dit qui le paie" in problem.message
    for words in (
        "La Commune remboursera la CAPH.",
        "Cette somme est à la charge de la CAPH.",
        "La Commune paye la CAPH.",
        "La CAPH prend cette somme en charge.",
        "Elle est due par la Commune, ou prise en charge par la CAPH.",
    ):
        articles = (replace(silent, paragraphs=(Paragraph(words),)), OBLIGATIONS, ANIMATION)
        assert told(signed_project, campaign, replace(unsaid, articles=articles)) == []
    assert told(signed_project, campaign, replace(unsaid, finances=FINANCES)) == []


@cases("revised", revision(OTHER), revision(PLANNING, OTHER), revision(term=LONGER), revision(PLANNING, term=LONGER))
def test_what_goes_beyond_the_authorisation_is_put_to_the_vote(
    signed_project: Project, campaign: Campaign, revised: Revision
) -> None:
    """A longer term, or an article that is not about the planning: a deliberation is proposed."""
    (problem,) = told(signed_project, campaign, revised)
    assert problem.message.startswith("avenant qui prolonge la convention")
    assert "deliberation = true" in problem.remedy
    assert told(signed_project, campaign, replace(revised, deliberation=True)) == []


def test_a_revision_in_word_is_told_what_it_can_hold(signed_project: Project, campaign: Campaign) -> None:
    """No key: the vote is asked for beside it, and the EPCI's own deliberation is the campaign's."""
    for revised in (revision(OTHER), costing(FREE, OBLIGATIONS, ANIMATION)):
        decisions = list(decided(signed_project, revised=revised, standings=read_as(signed_project)).values())
        (problem,) = cautions(campaign, decisions, "convention.docx", TODAY, in_word=True)
        assert "deliberation = true" not in problem.remedy
        assert "[deliberation_epci]" not in problem.remedy
        assert ("(--vote)" in problem.remedy) == (not revised.finances)


@cases("revised", revision(PLANNING), replace(revision(OTHER), nature="rectification"))
def test_the_planning_and_errors_are_within_it(signed_project: Project, campaign: Campaign, revised: Revision) -> None:
    """Nothing is proposed."""
    assert told(signed_project, campaign, revised) == []


def test_a_party_that_signed_under_another_name_is_told(signed_project: Project, campaign: Campaign) -> None:
    """The EPCI once for all its communes, a commune for itself; however the name is typed, the same is the same."""
    other = replace(campaign, epci=replace(campaign.epci, nom="Communauté urbaine d’Essai"))
    (problem,) = told(signed_project, other, revision(PLANNING))
    assert "« Communauté d’Agglomération de La Porte du Hainaut », et l’avenant dira « Communauté urbaine" in (
        " ".join(problem.message.split())
    )
    assert problem.message.endswith("délibération n° D25049B, prise sous l’ancien nom (Escaudain, Haveluy)")
    assert "[epci.deliberation]" in problem.remedy
    act = replace(campaign.epci.deliberation, numero="D26001")
    (problem,) = told(signed_project, replace(other, epci=replace(other.epci, deliberation=act)), revision(PLANNING))
    assert "délibération" not in problem.message + problem.remedy
    alike = replace(campaign, epci=replace(campaign.epci, nom=campaign.epci.nom.upper()))
    assert told(signed_project, alike, revision(PLANNING)) == []
    rename(signed_project.communes, ";Haveluy;", ";Haveluy-la-Neuve;")
    (problem,) = told(signed_project, campaign, revision(PLANNING))
    assert "sous le nom de « Haveluy », et l’avenant dira « Haveluy-la-Neuve »" in problem.message


def test_a_limited_authorisation_is_quoted(signed_project: Project, campaign: Campaign) -> None:
    """A clerk confirmed it, and sees its words before an avenant rests on it; not where the council votes."""
    (problem,) = told(signed_project, campaign, revision(PLANNING), standings=read_as(signed_project, SOME))
    assert "(Escaudain, Haveluy) ne porte que sur « les avenants de prolongation »" in problem.message
    voted = replace(revision(PLANNING), deliberation=True)
    assert told(signed_project, campaign, voted, standings=read_as(signed_project, SOME)) == []


def test_an_authorisation_that_nobody_read_is_told(signed_project: Project, campaign: Campaign) -> None:
    """It was recorded before it was asked; one that authorises none makes the council vote, and is not told."""
    unread = read_as(signed_project, "", avenants=None)
    (problem,) = told(signed_project, campaign, revision(PLANNING), standings=unread)
    assert "n’a pas été lue quant aux avenants" in problem.message
    none = read_as(signed_project, "", avenants=False)
    assert told(signed_project, campaign, revision(PLANNING), standings=none) == []


def test_nothing_is_told_of_communes_without_an_avenant(signed_project: Project, campaign: Campaign) -> None:
    """One that waits, or one that is not concerned."""
    found = decided(signed_project, revised=replace(revision(OTHER), finances=Finances(1, "unique", "x")))
    assert {found[insee].verdict for insee in (ESCAUDAIN, HAVELUY)} == {"amended"}
    waiting = [replace(one, verdict="waiting") for one in found.values()]
    assert list(cautions(campaign, waiting, "revision.toml", TODAY)) == []


def test_a_cost_that_no_avenant_says_is_told(signed_project: Project) -> None:
    """Where it stands: nothing else is asked for the commune, or it has not signed; not where an avenant says it."""
    rows = [replace(row(insee, finances=FINANCES), line=line) for line, insee in enumerate((HAVELUY, ESCAUDAIN), 2)]
    found = decided(signed_project, *rows)
    table = Table(Path("evaluation.csv"), TableFormat("utf-8", ";"), "", Row(1, {}, 1), (), ())
    evaluation = Evaluation(table, PERIOD, tuple(rows))
    told = {one.commune: one for one in unborne(evaluation, tuple(found.values()))}
    assert set(told) == {"Haveluy", "Escaudain"}
    problem = told["Haveluy"]
    assert (problem.level, problem.file, problem.line) == ("warning", "evaluation.csv", 2)
    assert problem.column == "incidence_financiere"
    assert "rien d’autre n’est demandé" in problem.message
    unsigned = replace(found[HAVELUY], verdict="unsigned")
    (problem,) = unborne(evaluation, [unsigned])
    assert "la convention n’est pas signée" in problem.message
    for revised in (revision(PLANNING), None):
        slot = OTHER_SLOT if revised is None else None
        asked = decided(signed_project, row(ESCAUDAIN, slot, finances=FINANCES), revised=revised)
        assert list(unborne(evaluation, [asked[ESCAUDAIN]])) == []
    assert list(unborne(None, tuple(found.values()))) == []


def test_a_term_that_moves_nothing_is_told(signed_project: Project, campaign: Campaign) -> None:
    """The term in course, after a tacit renewal, when the avenant could first take effect; a later one is not told."""
    revised = replace(revision(term=datetime.date(2027, 6, 30)), deliberation=True)
    assert told(signed_project, campaign, revised) == []
    (problem,) = told(signed_project, campaign, revised, datetime.date(2026, 7, 1))
    assert "l’avenant ne prolonge rien, et ne met pas fin à la convention" in problem.message
    assert "--cause accord" in problem.remedy
    assert "30\xa0juin 2027" in problem.message
    later = replace(revised, nouveau_terme=LONGER)
    assert told(signed_project, campaign, later, datetime.date(2026, 7, 1)) == []


def test_a_convention_that_is_over_is_told(signed_project: Project, campaign: Campaign) -> None:
    """Its end was recorded and is past: no avenant can be notified before it, even one that would have had effect."""
    found = decided(signed_project, revised=revision(PLANNING), standings=read_as(signed_project))
    force = found[ESCAUDAIN].force
    assert force is not None
    ending = Ending("denonciation", "commune", datetime.date(2026, 6, 30), "peu de demandes")
    ended = replace(found[ESCAUDAIN], force=replace(force, convention=replace(force.convention, ending=ending)))
    assert list(cautions(campaign, [ended], "evaluation.csv", datetime.date(2026, 6, 30))) == []
    (problem,) = cautions(campaign, [ended], "evaluation.csv", datetime.date(2026, 7, 1))
    assert "la convention a pris fin le 30\xa0juin 2026 (Escaudain)" in problem.message


def test_a_day_of_effect_long_past_is_told(signed_project: Project, campaign: Campaign) -> None:
    """Six months after it: an avenant has no effect before it is notified."""
    revised = revision(PLANNING)
    effect = revised.date_effet
    assert told(signed_project, campaign, revised, effect) == []
    (problem,) = told(signed_project, campaign, revised, effect + datetime.timedelta(days=190))
    assert "passée depuis plus de six mois (Escaudain, Haveluy)" in problem.message


def lasting(*texts: str, number: str = "5-1", term: datetime.date | None = None) -> Revision:
    """Return a revision that gives an article these paragraphs, on which the council votes."""
    article = ArticleRevision(number, tuple(map(Paragraph, texts)), "")
    return replace(revision(article, term=term, communes=(ESCAUDAIN,)), deliberation=True)


UNTIL = "La présente convention s’appliquera jusqu’au {}."
#: What its article 5-1 says after the term.
RENEWED = (
    "À l’expiration de cette période, la convention sera reconduite tacitement par périodes successives d’un an, sauf"
    " dénonciation écrite par l’une des parties. Cette dénonciation devra être notifiée à l’autre partie par lettre"
    " recommandée avec accusé de réception, au moins deux mois avant la date d’échéance."
)


@cases(
    "revised, words",
    (lasting(UNTIL.format("31 décembre 2027"), RENEWED), "dit « 31\xa0décembre 2027 », et la révision ne donne"),
    (lasting(UNTIL.format("31/12/2027"), RENEWED), "dit « 31\xa0décembre 2027 », et la révision ne donne"),
    (lasting("Elle prend fin le 1er janvier 2028.", RENEWED), "dit « 1er\xa0janvier 2028 », et la révision"),
    (lasting("Du 1er janvier 2026 au 31 décembre 2027.", RENEWED), "dit « 31\xa0décembre 2027 », et la"),
    (lasting("Son terme, pour la Commune et pour la CAPH, est le 31 décembre 2027.", RENEWED), "dit « 31\xa0déc"),
    (lasting("La convention est conclue pour trois ans.", RENEWED), "ne dit plus le terme du 30\xa0juin 2026"),
    (lasting("Elle vaut jusqu’au 31 mars 2029.", number="2"), "l’article 2 récrit va jusqu’au « 31\xa0mars 2029 »"),
    (lasting("Elle est conclue pour une durée de trois ans.", number="2"), "l’article 2 récrit dit la durée"),
    (lasting(UNTIL.format("31 décembre 2027"), RENEWED, term=LONGER), "le nouveau terme, 30\xa0juin 2028, mais «"),
    (lasting(UNTIL.format("30 juin 2026"), RENEWED, term=LONGER), "mais « 30\xa0juin 2026 »"),
    (lasting("Elle est conclue pour trois ans.", RENEWED, term=LONGER), "le nouveau terme, 30\xa0juin 2028 : "),
    (lasting("Elle vaut jusqu’au 1er mai 2030.", number="2", term=LONGER), "l’article 2 récrit ne dit pas le"),
)
def test_an_article_of_duration_that_moves_no_term_is_told(
    signed_project: Project, campaign: Campaign, revised: Revision, words: str
) -> None:
    """Found by its heading, by the term that it said or by what it says; so is one that gives another day."""
    (problem,) = told(signed_project, campaign, revised)
    assert words in problem.message
    assert problem.message.endswith("(Escaudain)")


@cases(
    "revised",
    lasting(UNTIL.format("30 juin 2026"), RENEWED),
    lasting(UNTIL.format("30\xa0juin 2028"), RENEWED, term=LONGER),
    lasting("D’abord jusqu’au 30 juin 2026, puis jusqu’au 30 juin 2028.", RENEWED, term=LONGER),
    lasting("Un premier bilan est fait avant le 31 décembre 2029.", number="2"),
    lasting("La Commune prête une salle jusqu’au 31 mai 2026.", number="2"),
)
def test_an_article_that_agrees_with_the_term_is_not_told(
    signed_project: Project, campaign: Campaign, revised: Revision
) -> None:
    """It says the term that holds; or days that are no last ones, or earlier than it."""
    assert told(signed_project, campaign, revised) == []


def test_another_clause_of_renewal_is_counted_by_nobody(signed_project: Project, campaign: Campaign) -> None:
    """The program goes on with the one that was signed, and says which."""
    revised = lasting(UNTIL.format("30 juin 2026"), RENEWED.replace("deux mois", "trois mois"))
    (problem,) = told(signed_project, campaign, revised)
    assert "compte encore des périodes de 12 mois, et une dénonciation 2 mois avant le terme" in problem.message


def test_a_revision_in_word_is_told_where_a_term_is_given(signed_project: Project, campaign: Campaign) -> None:
    """Such a file can't say it."""
    standings = read_as(signed_project)
    found = decided(signed_project, revised=lasting(UNTIL.format("1er mai 2028"), RENEWED), standings=standings)
    (problem,) = cautions(campaign, list(found.values()), "copie.docx", TODAY, in_word=True)
    assert "une révision Word ne peut pas le dire" in problem.remedy


def test_an_article_that_contradicts_the_planning_is_told(signed_project: Project, campaign: Campaign) -> None:
    """Its hours or its half-days, in the new wording or in one that stays while [planning] changed."""
    article = ArticleRevision("4", (Paragraph("Une demi-journée de 4 h par mois, selon le planning."),), "")
    (problem,) = told(signed_project, campaign, revision(article))
    assert "« demi-journée de 4 h », et le planning annexé donne 3\xa0h (Escaudain, Haveluy)" in problem.message
    assert campaign.planning is not None
    shorter = replace(campaign, planning=replace(campaign.planning, rendez_vous=30))
    found = told(signed_project, shorter, revision(OBLIGATIONS))
    assert [one for one in found if "« demi-journée de 3 h », et le planning annexé donne 2\xa0h\xa030" in one.message]
