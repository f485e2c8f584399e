"""A convention reworded in Word: which articles changed, of which copy, and for whom."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from docx.document import Document as WordDocument

from generator.avenants.inforce import InForce, in_force
from generator.avenants.redline import redline
from generator.avenants.revised import revised_articles
from generator.avenants.wordrevision import Reason, read_word_revision
from generator.errors import DataError, Problem
from generator.inputs.revision import Revision
from generator.inputs.sources import read_sources
from generator.project import Project
from generator.register.standings import read_standings
from generator.word.package import WORD
from tests.avenants.acts import edited, found

HAVELUY, ESCAUDAIN, LA_SENTINELLE = "59292", "59205", "59564"
REASON = Reason(datetime.date(2026, 9, 1), "Le dire mieux.")
FILE = Path("convention modifiée.docx")


def force_of(project: Project, insee: str, before: int | None = None) -> InForce:
    """Return what is in force for a commune, before an avenant or now."""
    standings = read_standings(project.register, project.campaign.name)
    force = in_force(project, read_sources(project).campaign, standings, insee, before)
    assert force is not None
    return force


def text_of(project: Project, insee: str) -> bytes:
    """Return the text in force of a commune."""
    return force_of(project, insee).text


def reword(old: str, new: str) -> Callable[[WordDocument], None]:
    """Return an edit of the paragraph that holds some words: its text becomes one run."""

    def change(document: WordDocument) -> None:
        paragraph = found(document, old)
        text = " ".join(paragraph.text.split()).replace(old, new)
        for run in paragraph.runs[1:]:
            run.text = ""
        paragraph.runs[0].text = text

    return change


def read(project: Project, docx: bytes, *named: str) -> tuple[Revision, tuple[Problem, ...]]:
    """Read a file for the communes named by code, for all when none is."""
    sources, standings = read_sources(project), read_standings(project.register, project.campaign.name)
    return read_word_revision(FILE, docx, project, sources, standings, REASON, set(named))


def test_the_articles_that_differ_are_the_new_wording(signed_project: Project) -> None:
    """For all communes, with the day and the reason that the command line gives."""
    docx = edited(text_of(signed_project, ESCAUDAIN), reword("écrit et signé par", "écrit, daté et signé par"))
    revision, problems = read(signed_project, docx)
    assert problems == ()
    assert [(one.number, one.motif) for one in revision.articles] == [("8", "Le dire mieux.")]
    assert (revision.date_effet, revision.communes) == (REASON.effect, (ESCAUDAIN, HAVELUY, LA_SENTINELLE))


def test_a_copy_of_what_was_signed_before_an_avenant_takes_nothing_back(signed_project: Project) -> None:
    """Haveluy's convention as it was signed: what its avenant has changed since is no change of the copy."""
    force, first = (force_of(signed_project, HAVELUY, rank) for rank in (None, 1))
    assert first.articles != force.articles
    revision, problems = read(
        signed_project, edited(first.text, reword("écrit et signé par", "écrit, daté et signé par"))
    )
    assert ([one.level for one in problems], [one.number for one in revision.articles]) == ([], ["8"])


def test_tracked_changes_are_taken_as_accepted(signed_project: Project) -> None:
    """Word's own way of showing what changes."""
    before = text_of(signed_project, ESCAUDAIN)
    after = edited(before, reword("écrit et signé par", "écrit, daté et signé par"))
    tracked = redline(before, after, "Une juriste", datetime.datetime(2026, 5, 1, tzinfo=datetime.UTC))
    assert read(signed_project, tracked)[0].articles == read(signed_project, after)[0].articles


def test_own_values_do_not_count_and_stay_their_commune_s(signed_project: Project) -> None:
    """Article 1 names the commune: reworded in one copy, it is reworded for each with its own name."""
    docx = edited(text_of(signed_project, ESCAUDAIN), reword("réalisera une prestation", "réalise une prestation"))
    revision, problems = read(signed_project, docx)
    assert problems == ()
    for insee, name in ((ESCAUDAIN, "la commune d’Escaudain"), (HAVELUY, "la commune d’Haveluy")):
        (article,) = revised_articles(force_of(signed_project, insee), revision)
        text = " ".join(text for text, _ in article.alineas)
        assert name in text
        assert "réalise une prestation" in text


def test_a_copy_of_the_template_is_compared_with_the_template(signed_project: Project) -> None:
    """Its tags are the values of each commune."""
    template = (signed_project.campaign / "convention.docx").read_bytes()
    revision, problems = read(
        signed_project, edited(template, reword("écrit et signé par", "écrit, daté et signé par"))
    )
    assert (problems, [one.number for one in revision.articles]) == ((), ["8"])


def test_headings_and_parties_are_told_and_left(signed_project: Project) -> None:
    """An avenant rewords articles only."""

    def change(document: WordDocument) -> None:
        reword("écrit et signé par", "écrit, daté et signé par")(document)
        reword("Article 9 : Contentieux", "Article 9 : Litiges")(document)
        reword("d’une part", "première partie")(document)

    revision, problems = read(signed_project, edited(text_of(signed_project, ESCAUDAIN), change))
    assert [one.number for one in revision.articles] == ["8"]
    assert {one.level for one in problems} == {"warning"}
    told = " ".join(one.message for one in problems)
    assert "« Article 9 : Contentieux »" in told
    assert "première partie" in told


def test_a_new_wording_that_names_one_commune_is_refused_for_others(signed_project: Project) -> None:
    """It is accepted when that commune alone is named."""
    docx = edited(text_of(signed_project, ESCAUDAIN), reword("signé par les parties", "signé à Escaudain"))
    _, problems = read(signed_project, docx)
    assert [one.message for one in problems] == [
        "la nouvelle rédaction de l’article 8 dit « Escaudain », qui ne vaut que pour une commune"
    ]
    assert read(signed_project, docx, ESCAUDAIN)[1] == ()


def test_articles_cannot_come_or_go(signed_project: Project) -> None:
    """The file rewords those that there are."""

    def renumber(document: WordDocument) -> None:
        reword("Article 9 :", "Article 10 :")(document)

    _, problems = read(signed_project, edited(text_of(signed_project, ESCAUDAIN), renumber))
    assert [one.message for one in problems if one.level == "error"] == [
        "l’article 9 n’y est pas une fois",
        "la convention n’a pas d’article 10",
        "aucun article ne change",
    ]


def test_a_file_without_any_change_is_refused(signed_project: Project) -> None:
    """Nothing would be amended."""
    _, problems = read(signed_project, text_of(signed_project, HAVELUY))
    assert [one.message for one in problems] == ["aucun article ne change"]


def test_the_copy_of_a_convention_that_is_not_signed_is_refused(signed_project: Project) -> None:
    """Its number says whose it is; what is not in force is not amended."""
    other = edited(text_of(signed_project, ESCAUDAIN), lambda document: None)
    standings = read_standings(signed_project.register, signed_project.campaign.name)
    mine, unsigned = standings.convention(ESCAUDAIN), standings.convention(LA_SENTINELLE)
    assert mine is not None
    assert unsigned is not None

    def renumber(document: WordDocument) -> None:
        for paragraph in document.paragraphs:
            if mine.number in paragraph.text:
                reword(mine.number, unsigned.number)(document)

    with pytest.raises(DataError, match="La Sentinelle, qui n’est pas encore signée"):
        read(signed_project, edited(other, renumber))


def test_a_text_that_is_no_convention_of_ours_is_refused(signed_project: Project) -> None:
    """Neither a number nor a commune tells what it is a copy of."""

    def forget(document: WordDocument) -> None:
        for text in document.element.body.iter(WORD + "t"):
            text.text = (text.text or "").replace("MED_NUM", "X").replace("Escaudain", "Ici")

    with pytest.raises(DataError, match="rien ne dit de quelle convention"):
        read(signed_project, edited(text_of(signed_project, ESCAUDAIN), forget))


def test_what_is_no_word_file_is_refused(signed_project: Project) -> None:
    """With what to do."""
    with pytest.raises(DataError, match=FILE.name):
        read(signed_project, b"texte")
