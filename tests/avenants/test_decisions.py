"""What an evaluation and a revision ask of each commune, on the basis of what was signed."""

from __future__ import annotations

import datetime
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from generator.avenants.decisions import Decision, decide, slots_in_force
from generator.errors import DataError
from generator.inputs.communes import Slot
from generator.inputs.evaluation import Evaluation, read_evaluation
from generator.inputs.revision import ArticleRevision, Paragraph, Revision
from generator.inputs.sources import Sources, read_sources
from generator.project import Project, open_project
from generator.register.standings import Standings, read_standings
from tests.conftest import REPOSITORY

#: Haveluy: avenant 1 signed, avenant 2 waiting for its signature; Escaudain: a costly avenant to be voted; La
#: Sentinelle: complete, not signed.
REGISTER = REPOSITORY / "tests" / "resources" / "register-1"
HEADER = (
    "insee;periode;accompagnements;ateliers;permanences_tenues;permanences_prevues;"
    "mediateur;semaine;jour;demi_journee;lieu;date_effet;incidence_financiere"
)
LATER = "mai 2026 – octobre 2026"
PRESENT = "novembre 2025 – avril 2026"
OTHER = "M1;3;vendredi;matin;Médiathèque;2026-12-01;non"
SAME = ";;;;;;non"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project with signed dossiers."""
    root = tmp_path / "projet"
    shutil.copytree(REGISTER / "register", root / "register")
    shutil.copy(REGISTER / "communes.csv", root)
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    return open_project(root)


@pytest.fixture
def sources(project: Project) -> Sources:
    """Return its inputs."""
    return read_sources(project)


@pytest.fixture
def standings(project: Project) -> Standings:
    """Return where its dossiers stand."""
    return read_standings(project.register, project.campaign.name)


def evaluated(project: Project, sources: Sources, standings: Standings, period: str, **slots: str) -> Evaluation:
    """Return an evaluation with a row for each commune named by « c » and its code."""
    rows = [f"{name[1:]};{period};31;1;5;6;{slot}" for name, slot in slots.items()]
    path = project.root / "evaluation.csv"
    path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    communes = slots_in_force(project, sources.table.communes, standings)
    evaluation, problems = read_evaluation(path, communes, sources.campaign.planning)
    assert [problem for problem in problems if problem.level == "error"] == []
    return evaluation


def decided(
    project: Project, sources: Sources, standings: Standings, evaluation: Evaluation, revision: Revision | None = None
) -> dict[str, Decision]:
    """Return the decision of each commune by its name."""
    found = decide(project, sources, standings, evaluation, revision)
    return {decision.commune.nom: decision for decision in found}


def test_the_slots_in_force_are_those_signed(project: Project, sources: Sources, standings: Standings) -> None:
    """For who has not signed, that of communes.csv."""
    slots = {commune.nom: commune.slot for commune in slots_in_force(project, sources.table.communes, standings)}
    assert slots["Haveluy"] == Slot("M2", 4, "jeudi", "matin", "Médiathèque")
    assert slots["La Sentinelle"] == next(one.slot for one in sources.participants if one.nom == "La Sentinelle")


def test_a_convention_that_is_not_signed_gets_no_avenant(
    project: Project, sources: Sources, standings: Standings
) -> None:
    """It is made again with its new slot, which goes into communes.csv."""
    evaluation = evaluated(project, sources, standings, LATER, c59564=OTHER)
    decision = decided(project, sources, standings, evaluation)["La Sentinelle"]
    assert (decision.verdict, decision.amend) == ("unsigned", None)
    assert decision.slot == Slot("M1", 3, "vendredi", "matin", "Médiathèque")


def test_nothing_asked_changes_nothing(project: Project, sources: Sources, standings: Standings) -> None:
    """A row without a new slot, or no row: no avenant, and why."""
    evaluation = evaluated(project, sources, standings, LATER, c59292=SAME)
    decisions = decided(project, sources, standings, evaluation)
    assert decisions["Haveluy"].reason == "aucun changement demandé"
    assert decisions["Escaudain"].reason == "pas de ligne dans l’évaluation"
    assert {decision.verdict for decision in decisions.values()} == {"unchanged"}


def test_one_avenant_at_a_time(project: Project, sources: Sources, standings: Standings) -> None:
    """Another period's, not signed yet, must be signed first."""
    evaluation = evaluated(project, sources, standings, LATER, c59292=OTHER)
    decision = decided(project, sources, standings, evaluation)["Haveluy"]
    assert decision.verdict == "waiting"
    assert PRESENT in decision.reason


def test_the_avenant_of_the_same_period_is_corrected(project: Project, sources: Sources, standings: Standings) -> None:
    """As long as nobody voted on it or signed it: its content is the new one, its year that of its effect."""
    evaluation = evaluated(project, sources, standings, PRESENT, c59292=OTHER)
    decision = decided(project, sources, standings, evaluation)["Haveluy"]
    assert decision.verdict == "amended"
    assert decision.amend is not None
    assert decision.amend.wanted is not None
    content = decision.amend.wanted.content
    assert content.slot == Slot("M1", 3, "vendredi", "matin", "Médiathèque")
    assert (content.effect, content.term, content.articles) == (datetime.date(2026, 12, 1), None, ())
    assert decision.amend.year == 2026
    assert decision.reason == "nouveau créneau : vendredi matin, semaine 3, M1, Médiathèque"


def revision_of(**changes: object) -> Revision:
    """Return a revision that changes article 6 of Escaudain's convention."""
    article = ArticleRevision("6", (Paragraph("Nouvelle rédaction.", 0),), "")
    path = Path("revision.toml")
    revision = Revision(path, "Motif.", datetime.date(2026, 12, 1), ("59205",), None, (article,))
    return replace(revision, **changes)  # type: ignore[arg-type]  # one field at a time


def test_an_article_that_does_not_exist_is_refused(project: Project, sources: Sources, standings: Standings) -> None:
    """By the signed text, with the commune."""
    evaluation = evaluated(project, sources, standings, PRESENT, c59205=SAME)
    revision = revision_of(articles=(ArticleRevision("99", (Paragraph("x", 0),), ""),))
    with pytest.raises(DataError) as caught:
        decide(project, sources, standings, evaluation, revision)
    assert [problem.commune for problem in caught.value.problems] == ["Escaudain"]
    assert "99" in caught.value.problems[0].message


def test_an_avenant_has_one_day_of_effect(project: Project, sources: Sources, standings: Standings) -> None:
    """The slot's and the revision's must be the same."""
    evaluation = evaluated(project, sources, standings, PRESENT, c59205=OTHER)
    with pytest.raises(DataError) as caught:
        decide(project, sources, standings, evaluation, revision_of(date_effet=datetime.date(2027, 1, 1)))
    assert "une seule date d’effet" in caught.value.problems[0].message


def test_a_new_term_changes_the_article_that_says_it(project: Project, sources: Sources, standings: Standings) -> None:
    """And nothing else; a term that is in force already changes nothing."""
    evaluation = evaluated(project, sources, standings, PRESENT, c59205=SAME)
    longer = revision_of(nouveau_terme=datetime.date(2027, 6, 30), articles=())
    decision = decided(project, sources, standings, evaluation, longer)["Escaudain"]
    assert decision.amend is not None
    assert decision.amend.wanted is not None
    assert [article.number for article in decision.amend.wanted.content.articles] == ["5-1"]
    assert decision.reason == "article 5-1 ; nouveau terme : 30\u00a0juin 2027"
    same = revision_of(nouveau_terme=datetime.date(2026, 6, 30), articles=())
    assert decided(project, sources, standings, evaluation, same)["Escaudain"].verdict == "unchanged"
