"""Remarks of law on a campaign's own clauses: each told once, where it holds, and nowhere else."""

from __future__ import annotations

import docx

from generator.inputs.clauses import Clause
from generator.inspection.clauses import comment_clauses
from tests.edits import packed

FILE = "convention.docx"
FOUND = Clause(FILE, "exonérée de règle", (), "trop large.", "écrivez « n’est pas soumise »")
MISSING = Clause(FILE, "", ("RGPD", "données personnelles"), "rien sur les données", "ajoutez un article")


def document(*paragraphs: str) -> bytes:
    """Return a Word document of these paragraphs."""
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    return packed(made)


def told(clause: Clause, *paragraphs: str) -> list[str]:
    """Return what is told of a document."""
    return [problem.message for problem in comment_clauses([clause], {FILE: document(*paragraphs)})]


def test_a_clause_that_is_there_is_told_once_with_its_reason() -> None:
    """A no-break space is a space, and a clause said twice is one remark, with the place of the first."""
    text = "Elle est exonérée\u00a0de règle."
    (problem,) = comment_clauses([FOUND], {FILE: document("Un.", text, text)})
    assert (problem.level, problem.file, problem.remedy) == ("warning", FILE, FOUND.suggestion)
    assert problem.message == "« exonérée de règle » : trop large."
    assert problem.place.endswith("2e paragraphe")


def test_a_clause_that_was_rewritten_is_told_no_more() -> None:
    """The remark goes with the words it was about."""
    assert told(FOUND, "Elle n’est pas soumise aux règles.") == []


def test_what_is_missing_is_told_until_one_of_its_words_is_there() -> None:
    """Whichever word."""
    assert told(MISSING, "Rien.") == ["rien sur les données"]
    assert told(MISSING, "Les données\u00a0personnelles sont protégées.") == []


def test_a_remark_may_be_on_campaign_toml() -> None:
    """Which is read as text."""
    clause = Clause("campaign.toml", "leurs habitants", (), "intitulé.", "à confirmer")
    (problem,) = comment_clauses([clause], {"campaign.toml": b'titre = "pour leurs habitants"'})
    assert problem.message == "« leurs habitants » : intitulé."
