"""What an evaluation and a revision ask of each commune, given what it signed."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from generator.avenants.decisions import Decision, decide, slots_in_force
from generator.avenants.demands import Demand
from generator.avenants.inforce import in_force
from generator.errors import DataError
from generator.inputs.communes import Slot
from generator.inputs.evaluation import Evaluation, EvaluationRow
from generator.inputs.finances import Finances
from generator.inputs.revision import ArticleRevision, Paragraph, Replacement, Revision
from generator.inputs.sources import read_sources
from generator.inputs.table import Row, Table, TableFormat
from generator.project import Project
from generator.register.recordedacts import RecordedAct
from generator.register.standing import Standing
from generator.register.standings import Standings, read_standings
from tests.cases import cases

HAVELUY, ESCAUDAIN, LA_SENTINELLE = "59292", "59205", "59564"
#: That of the avenants of the register that are not signed, and the one after it.
PERIOD, NEXT = "novembre 2025 – avril 2026", "mai 2026 – octobre 2026"
EFFECT = datetime.date(2026, 6, 1)
#: In force for Escaudain; what its unsigned avenant changes it to; another.
SIGNED = Slot("M1", 2, "mercredi", "après-midi", "Mairie")
PENDING = Slot("M1", 4, "vendredi", "matin", "Médiathèque")
OTHER = Slot("M2", 1, "mardi", "matin", "Mairie")
FINANCES = Finances(120000, "annuelle", "chapitre 011", "commune")
ARTICLE = ArticleRevision("4", (Paragraph("Une demi-journée par mois."),), "Simplifier.")


def row(
    insee: str, slot: Slot | None = None, *, effect: datetime.date | None = None, finances: Finances | None = None
) -> EvaluationRow:
    """Return the evaluation of a commune, which asks for a slot or none."""
    day = effect or (EFFECT if slot else None)
    return EvaluationRow(
        28, 0, 5, 6, insee, PERIOD, "Bonne fréquentation", slot, day, finances is not None, {}, 2, finances
    )


def revision(
    *articles: ArticleRevision,
    term: datetime.date | None = None,
    communes: tuple[str, ...] = (HAVELUY, ESCAUDAIN, LA_SENTINELLE),
) -> Revision:
    """Return a revision of articles and of the term."""
    return Revision(Path("revision.toml"), "Motif commun.", EFFECT, communes, term, articles)


def decided(
    project: Project,
    *rows: EvaluationRow,
    revised: Revision | None = None,
    period: str = PERIOD,
    standings: Standings | None = None,
    named: tuple[str, ...] = (),
) -> dict[str, Decision]:
    """Return what is decided of each commune, by INSEE code."""
    table = Table(Path("evaluation.csv"), TableFormat("utf-8", ";"), "", Row(1, {}, 1), (), ())
    known = standings or read_standings(project.register, project.campaign.name)
    asked = Demand(Evaluation(table, period, rows), revised, frozenset(named))
    found = decide(project, read_sources(project), known, asked)
    return {decision.commune.insee: decision for decision in found}


def with_vote(project: Project) -> Standings:
    """Return the register as if the council of Escaudain had voted on its avenant."""
    standings = read_standings(project.register, project.campaign.name)
    convention, pending = standings.convention(ESCAUDAIN), standings.pending(ESCAUDAIN)
    assert convention is not None
    assert pending is not None
    voted: Standing = replace(pending, act=convention.act)
    return Standings(tuple(voted if one == pending else one for one in standings.documents))


def test_every_participant_is_decided_of_in_the_order_of_the_file(signed_project: Project) -> None:
    """Those that the evaluation leaves out too, and the reason says it."""
    found = decided(signed_project, row(HAVELUY))
    assert list(found) == [ESCAUDAIN, HAVELUY, LA_SENTINELLE]
    assert {decision.verdict for decision in found.values()} == {"unchanged"}
    assert found[HAVELUY].reason == "aucun changement demandé : l’avenant n° 2 (MED_NUM-2026-003) est annulé"
    assert found[ESCAUDAIN].reason == "pas de ligne dans l’évaluation : l’avenant n° 1 (MED_NUM-2026-002) est annulé"
    assert found[LA_SENTINELLE].reason == "aucun changement demandé"


def test_a_new_slot_is_an_avenant(signed_project: Project) -> None:
    """With the figures of the row, its day of effect and the year of that day for its number."""
    decision = decided(signed_project, row(ESCAUDAIN, OTHER, finances=FINANCES))[ESCAUDAIN]
    assert decision.verdict == "amended"
    slot = "nouveau créneau : mardi matin, semaine 1, M2, Mairie"
    assert decision.reason == f"{slot} ; 1\u00a0200\u00a0€ (annuelle), à la charge de la commune"
    assert decision.amend is not None
    assert decision.amend.year == 2026
    wanted = decision.amend.wanted
    assert wanted is not None
    assert (wanted.convention, wanted.period, wanted.financial) == ("MED_NUM-2025-001", PERIOD, True)
    assert (wanted.content.slot, wanted.content.effect, wanted.content.term) == (OTHER, EFFECT, None)
    assert (wanted.content.finances, wanted.content.costless) == (FINANCES, False)
    assert wanted.content.figures is not None
    assert wanted.content.figures.permanences_prevues == 6
    assert decision.slot == OTHER


@cases("due", EFFECT - datetime.timedelta(days=1), datetime.date(2027, 7, 1))
def test_a_sum_is_due_while_the_avenant_applies(signed_project: Project, due: datetime.date) -> None:
    """Neither before its effect nor after the end of its convention; from its first day on, it may be."""
    longer = replace(revision(term=datetime.date(2027, 6, 30)), date_effet=EFFECT)
    with pytest.raises(DataError) as raised:
        decided(signed_project, revised=replace(longer, finances=replace(FINANCES, a_compter_du=due)))
    assert all("le montant serait exigible à compter du" in problem.message for problem in raised.value.problems)
    for start in (EFFECT, datetime.date(2027, 6, 30)):
        found = decided(signed_project, revised=replace(longer, finances=replace(FINANCES, a_compter_du=start)))
        assert found[ESCAUDAIN].verdict == "amended"


def test_a_sum_may_be_due_in_a_period_that_follows(signed_project: Project) -> None:
    """A convention that is renewed without a word goes on."""
    later = replace(FINANCES, a_compter_du=datetime.date(2026, 7, 1))
    assert decided(signed_project, row(ESCAUDAIN, OTHER, finances=later))[ESCAUDAIN].verdict == "amended"


def test_a_slot_without_a_day_left_is_refused(signed_project: Project) -> None:
    """From the last day of a period on, its planning would be empty; from the first day of the next one, it is not."""
    term = read_sources(signed_project).campaign.convention.terme
    with pytest.raises(DataError) as caught:
        decided(signed_project, row(ESCAUDAIN, OTHER, effect=term))
    (problem,) = caught.value.problems
    assert "le nouveau créneau n’a plus aucune date" in problem.message
    day = term + datetime.timedelta(1)
    assert decided(signed_project, row(ESCAUDAIN, OTHER, effect=day))[ESCAUDAIN].wanted


def test_what_changes_later_does_not_change_before(signed_project: Project) -> None:
    """A slot that a signed avenant gives from a day on; another matter may change meanwhile."""
    known = read_standings(signed_project.register, signed_project.campaign.name)
    force = in_force(signed_project, read_sources(signed_project).campaign, known, HAVELUY)
    assert force
    (avenant,) = force.avenants
    assert avenant.content.slot
    day = avenant.effect - datetime.timedelta(1)
    with pytest.raises(DataError) as caught:
        decided(signed_project, row(HAVELUY, OTHER, effect=day))
    (problem,) = caught.value.problems
    assert "l’avenant n° 1, qui est signé, ne prend effet que le" in problem.message
    assert decided(signed_project, row(HAVELUY, OTHER, effect=avenant.effect))[HAVELUY].wanted
    assert decided(signed_project, revised=replace(revision(ARTICLE), date_effet=day))[HAVELUY].wanted


def test_the_slot_in_force_already_is_no_change(signed_project: Project) -> None:
    """Whatever communes.csv says, which is brought back to it; the register is asked to cancel what it holds."""
    decision = decided(signed_project, row(ESCAUDAIN, SIGNED))[ESCAUDAIN]
    assert (decision.verdict, decision.slot) == ("unchanged", SIGNED)
    assert decision.amend is not None
    assert decision.amend.wanted is None


def test_communes_csv_that_says_the_slot_is_left_alone(signed_project: Project) -> None:
    """A decision names no slot that the file holds already."""
    assert decided(signed_project, row(ESCAUDAIN, PENDING))[ESCAUDAIN].slot is None


def test_an_avenant_of_an_earlier_period_is_signed_first(signed_project: Project) -> None:
    """The change waits, the register is asked nothing, and communes.csv keeps the slot of the avenant to sign."""
    decision = decided(signed_project, row(ESCAUDAIN, OTHER), period=NEXT)[ESCAUDAIN]
    assert decision.verdict == "waiting"
    assert decision.reason == f"avenant n° 1 (MED_NUM-2026-002) de « {PERIOD} » d’abord à signer"
    assert (decision.amend, decision.slot) == (None, None)


def test_without_a_change_the_avenant_of_an_earlier_period_stays(signed_project: Project) -> None:
    """Nothing waits for it, and the slot that it gives is still to come."""
    decision = decided(signed_project, row(ESCAUDAIN), period=NEXT)[ESCAUDAIN]
    assert (decision.verdict, decision.slot) == ("unchanged", None)


@cases("slot", OTHER, None)
def test_a_voted_avenant_is_signed_as_it_is(signed_project: Project, slot: Slot | None) -> None:
    """Neither another change nor none at all takes back what the council voted."""
    decision = decided(signed_project, row(ESCAUDAIN, slot), standings=with_vote(signed_project))[ESCAUDAIN]
    assert decision.verdict == "waiting"
    assert decision.reason == "avenant n° 1 (MED_NUM-2026-002) déjà voté : à signer tel quel, la suite au prochain"
    assert (decision.amend, decision.slot) == (None, None)


def test_what_was_voted_can_be_asked_again(signed_project: Project) -> None:
    """The same evaluation read a second time changes nothing, and so waits for nothing."""
    standings = with_vote(signed_project)
    pending = standings.pending(ESCAUDAIN)
    assert pending is not None
    asked = decided(signed_project, row(ESCAUDAIN, PENDING))[ESCAUDAIN].amend
    assert asked is not None
    assert asked.wanted is not None
    same = replace(pending, record=asked.wanted)
    again = Standings(tuple(same if one == pending else one for one in standings.documents))
    assert decided(signed_project, row(ESCAUDAIN, PENDING), standings=again)[ESCAUDAIN].verdict == "amended"


def test_a_new_term_words_the_article_that_says_it(signed_project: Project) -> None:
    """Starting from the term in force, which Haveluy's first avenant has moved already."""
    term = datetime.date(2028, 6, 30)
    decision = decided(signed_project, revised=revision(term=term))[HAVELUY]
    assert decision.reason == "article 5-1 ; nouveau terme : 30\u00a0juin 2028"
    assert decision.amend is not None
    assert decision.amend.wanted is not None
    content = decision.amend.wanted.content
    assert (content.term, content.effect, content.slot, content.figures) == (term, EFFECT, None, None)
    (article,) = content.articles
    words = " ".join(" ".join(text for text, _ in article.alineas).split())
    assert "30 juin 2028" in words
    assert "30 juin 2027" not in words


def test_the_term_in_force_is_no_change(signed_project: Project) -> None:
    """Haveluy has it by its avenant; for Escaudain it is new."""
    found = decided(signed_project, revised=revision(term=datetime.date(2027, 6, 30)))
    assert (found[HAVELUY].verdict, found[ESCAUDAIN].verdict) == ("unchanged", "amended")


def test_an_article_given_for_the_term_is_not_worded_twice(signed_project: Project) -> None:
    """The wording of the revision prevails."""
    article = replace(ARTICLE, number="5-1")
    revised = revision(article, term=datetime.date(2028, 6, 30))
    decision = decided(signed_project, revised=revised)[ESCAUDAIN]
    assert decision.amend is not None
    assert decision.amend.wanted is not None
    (kept,) = decision.amend.wanted.content.articles
    assert (kept.number, kept.alineas, kept.reason) == ("5-1", (("Une demi-journée par mois.", 0),), "Simplifier.")


def unsaid(project: Project) -> Standings:
    """Return the register as if the term of Escaudain stood in no article of its convention."""
    standings = settled(project)
    convention = standings.convention(ESCAUDAIN)
    assert convention is not None
    assert convention.signature is not None
    dossier = replace(convention.signature.dossier, term=datetime.date(2031, 1, 1))
    other = replace(convention, signature=replace(convention.signature, dossier=dossier))
    return Standings(tuple(other if one == convention else one for one in standings.documents))


def test_a_term_that_no_article_says_is_moved_with_its_wording(signed_project: Project) -> None:
    """The new wording of the article of duration comes with the term, which the register then knows."""
    term = datetime.date(2032, 1, 1)
    for text, number in (("Elle dure six ans.", "5-1"), ("Elle dure jusqu’au 1er janvier 2032.", "2")):
        article = ArticleRevision(number, (Paragraph(text),), "")
        revised = revision(article, term=term, communes=(ESCAUDAIN,))
        wanted = decided(signed_project, revised=revised, standings=unsaid(signed_project))[ESCAUDAIN].wanted
        assert wanted is not None
        assert wanted.content.term == term
        assert [one.number for one in wanted.content.articles] == [number]


def test_a_term_that_no_article_says_is_refused(signed_project: Project) -> None:
    """Without a wording of it; the commune is named."""
    changed = unsaid(signed_project)
    with pytest.raises(DataError) as caught:
        decided(signed_project, revised=revision(term=datetime.date(2032, 1, 1)), standings=changed)
    (problem,) = caught.value.problems
    assert problem.commune == "Escaudain"
    assert "ne figure dans aucun article de la convention signée" in problem.message


def test_an_article_worded_so_already_is_no_change(signed_project: Project) -> None:
    """A revision read again after its avenant was signed asks for nothing more."""
    standings = read_standings(signed_project.register, signed_project.campaign.name)
    content = standings.avenants(HAVELUY)[0].record.content
    articles = [
        ArticleRevision(one.number, tuple(Paragraph(*alinea) for alinea in one.alineas), "") for one in content.articles
    ]
    assert articles
    assert decided(signed_project, revised=revision(*articles))[HAVELUY].verdict == "unchanged"


def test_a_revision_concerns_the_communes_it_names(signed_project: Project) -> None:
    """Others stay as they are."""
    found = decided(signed_project, revised=revision(ARTICLE, communes=(ESCAUDAIN,)))
    assert [insee for insee, decision in found.items() if decision.verdict == "amended"] == [ESCAUDAIN]
    assert found[ESCAUDAIN].reason == "article 4"


def test_two_days_of_effect_are_refused(signed_project: Project) -> None:
    """An avenant has one: both are told, and the commune."""
    late = row(ESCAUDAIN, OTHER, effect=datetime.date(2026, 9, 1))
    with pytest.raises(DataError, match=r"^1 avenant impossible") as caught:
        decided(signed_project, late, revised=revision(ARTICLE))
    (problem,) = caught.value.problems
    assert problem.commune == "Escaudain"
    assert "le 1er\u00a0juin 2026 et le 1er\u00a0septembre 2026" in problem.message


def test_the_day_of_a_slot_that_does_not_change_does_not_count(signed_project: Project) -> None:
    """Only the revision then gives the day of effect."""
    same = row(ESCAUDAIN, SIGNED, effect=datetime.date(2026, 9, 1))
    decision = decided(signed_project, same, revised=revision(ARTICLE))[ESCAUDAIN]
    assert decision.amend is not None
    assert decision.amend.wanted is not None
    assert decision.amend.wanted.content.effect == EFFECT


def test_every_commune_that_cannot_be_amended_is_told_at_once(signed_project: Project) -> None:
    """An article that does not exist is missing from every signed convention; drafts have none to look in."""
    with pytest.raises(DataError, match=r"^2 avenants impossibles") as caught:
        decided(signed_project, revised=revision(replace(ARTICLE, number="44")))
    assert [problem.commune for problem in caught.value.problems] == ["Escaudain", "Haveluy"]


def test_a_convention_that_is_not_signed_is_made_again(signed_project: Project) -> None:
    """Without an avenant: its slot goes to communes.csv, new articles to the template."""
    decision = decided(signed_project, row(LA_SENTINELLE, OTHER))[LA_SENTINELLE]
    assert (decision.verdict, decision.slot, decision.amend) == ("unsigned", OTHER, None)
    assert decision.reason == "pas d’avenant ; nouveau créneau écrit dans communes.csv"
    revised = decided(signed_project, revised=revision(ARTICLE))[LA_SENTINELLE]
    assert (revised.verdict, revised.slot) == ("unsigned", None)
    assert revised.reason == (
        "pas d’avenant ; la révision est à porter dans le modèle de la convention ou dans campaign.toml"
    )


def test_slots_in_force_are_those_signed_and_drafts_keep_their_own(signed_project: Project) -> None:
    """An unsigned avenant that communes.csv follows already is not in force."""
    standings = read_standings(signed_project.register, signed_project.campaign.name)
    sources = read_sources(signed_project)
    slots = {one.insee: one.slot for one in slots_in_force(signed_project, sources, standings)}
    assert slots[ESCAUDAIN] == SIGNED
    assert slots[HAVELUY] == Slot("M2", 4, "jeudi", "matin", "Médiathèque")
    assert slots[LA_SENTINELLE] == next(one.slot for one in sources.participants if one.insee == LA_SENTINELLE)


def asked_of(project: Project, revised: Revision, *named: str) -> dict[str, Decision]:
    """Return what a revision alone asks of the communes named by code, of all when none is."""
    standings = read_standings(project.register, project.campaign.name)
    found = decide(project, read_sources(project), standings, Demand(None, revised, frozenset(named)))
    return {decision.commune.insee: decision for decision in found}


def settled(project: Project) -> Standings:
    """Return the register as if no avenant were waiting."""
    standings = read_standings(project.register, project.campaign.name)
    return Standings(tuple(one for one in standings.documents if not one.rank or one.state == "signed"))


def test_a_revision_alone_has_an_occasion_of_its_own(signed_project: Project) -> None:
    """Named by its file: what an evaluation asked for before is signed first, and never cancelled by it."""
    assert Demand(None, revision(ARTICLE)).occasion == "révision revision"
    found = asked_of(signed_project, revision(ARTICLE, communes=(HAVELUY,)))
    assert (found[ESCAUDAIN].verdict, found[ESCAUDAIN].reason) == ("unchanged", "pas concernée par la révision")
    assert found[HAVELUY].verdict == "waiting"
    assert "d’abord à signer" in found[HAVELUY].reason
    decision = decided(signed_project, revised=revision(ARTICLE), standings=settled(signed_project))[ESCAUDAIN]
    assert decision.wanted is not None
    assert decision.wanted.content.figures is None


def test_only_the_communes_named_are_decided_of(signed_project: Project) -> None:
    """The others keep what they have, asked for or not."""
    assert list(asked_of(signed_project, revision(ARTICLE), HAVELUY)) == [HAVELUY]
    assert list(decided(signed_project, row(ESCAUDAIN), named=(ESCAUDAIN,))) == [ESCAUDAIN]


def test_words_are_replaced_in_what_is_in_force(signed_project: Project) -> None:
    """They are found whatever their spaces, and once; replaced already, nothing is asked."""
    change = replace(
        ARTICLE, paragraphs=(), replacement=Replacement("trois fois par an", "deux fois par an"), number="6"
    )
    revised = replace(revision(change), nature="rectification")
    decision = decided(signed_project, revised=revised, standings=settled(signed_project))[ESCAUDAIN]
    assert decision.wanted is not None
    (article,) = decision.wanted.content.articles
    assert article.alineas[-1][0].endswith("Il pourra se réunir au maximum deux fois par an.")
    assert decision.wanted.content.nature == "rectification"
    done = replace(change, replacement=Replacement("quatre fois par an", "trois fois par an"))
    again = decided(signed_project, revised=revision(done), standings=settled(signed_project))[ESCAUDAIN]
    assert again.verdict == "unchanged"
    absent = replace(change, replacement=Replacement("cinq fois par an", "six fois par an"))
    with pytest.raises(DataError) as caught:
        decided(signed_project, revised=revision(absent), standings=settled(signed_project))
    assert "« cinq fois par an » n’y figure pas" in caught.value.problems[0].message


def test_a_council_can_be_asked_to_vote_without_any_cost(signed_project: Project) -> None:
    """The avenant then has a deliberation of its own, and says that it costs nothing."""
    revised = replace(revision(ARTICLE), deliberation=True)
    wanted = decided(signed_project, revised=revised, standings=settled(signed_project))[ESCAUDAIN].wanted
    assert wanted is not None
    assert (wanted.financial, wanted.content.costless, wanted.content.finances) == (True, True, None)


def test_two_financial_effects_are_refused(signed_project: Project) -> None:
    """One of the evaluation, another of the revision; the same twice is one."""
    costly = row(ESCAUDAIN, OTHER, finances=FINANCES)
    standings = settled(signed_project)
    same = replace(revision(ARTICLE), finances=FINANCES)
    wanted = decided(signed_project, costly, revised=same, standings=standings)[ESCAUDAIN].wanted
    assert wanted is not None
    assert wanted.content.finances == FINANCES
    other = replace(same, finances=replace(FINANCES, centimes=1))
    with pytest.raises(DataError) as caught:
        decided(signed_project, costly, revised=other, standings=standings)
    assert caught.value.problems[0].message.startswith("l’évaluation et la révision ne disent pas la même incidence")


def test_an_old_evaluation_without_amounts_still_costs(signed_project: Project) -> None:
    """What was asked before amounts had to be told stays as it was asked."""
    old = replace(row(ESCAUDAIN, OTHER), incidence_financiere=True)
    wanted = decided(signed_project, old, standings=settled(signed_project))[ESCAUDAIN].wanted
    assert wanted is not None
    assert (wanted.financial, wanted.content.costless, wanted.content.finances) == (True, False, None)


def without_avenants(kept: RecordedAct | None) -> RecordedAct | None:
    """Return a deliberation as one that was read not to authorise avenants."""
    return kept and replace(kept, act=replace(kept.act, authorises_avenants=False))


def test_a_council_that_did_not_authorise_avenants_votes_on_each(signed_project: Project) -> None:
    """Its first deliberation is then no authority for the mayor to sign, whatever the avenant costs."""
    standings = settled(signed_project)
    unauthorised = Standings(tuple(replace(one, act=without_avenants(one.act)) for one in standings.documents))
    found = decided(signed_project, row(ESCAUDAIN, OTHER), standings=unauthorised)
    wanted = found[ESCAUDAIN].wanted
    assert wanted is not None
    assert (wanted.financial, wanted.content.costless) == (True, True)
