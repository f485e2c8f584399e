"""The articles of a convention, its own and those of other templates."""

from __future__ import annotations

import io

import docx
import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator.avenants.articles import Alinea, gaps, plain_number, read_articles
from generator.errors import DataError
from tests.avenants.acts import convention, edited, find_article, found
from tests.cases import cases
from tests.conftest import REPOSITORY
from tests.edits import packed
from tests.rendering.templates import template


def test_the_articles_of_the_convention_are_found_with_their_divisions() -> None:
    """All nine, and the two of articles 3 and 5; « 1er » is « 1 »."""
    articles = read_articles(convention())
    numbers = ["1", "2", "3", "3-1", "3-2", "4", "5", "5-1", "5-2", "6", "7", "8", "9"]
    assert [article.number for article in articles] == numbers
    assert [(a.number, a.divisions) for a in articles if a.divisions] == [("3", ("3-1", "3-2")), ("5", ("5-1", "5-2"))]
    assert articles[0].heading == "Article 1er : Objet"


def test_an_article_is_read_as_alineas_with_their_levels() -> None:
    """Items are told from running text, those of the second level from those of the first."""
    assert [alinea.level for alinea in find_article(convention(), "4").alineas] == [0, 1, 1, 0, 0, 0, 0]
    assert find_article(convention(), "4").alineas[1] == Alinea("2\u00a0h pour l’accueil sans rendez-vous\u202f;", 1)
    assert {alinea.level for alinea in find_article(convention(), "7").alineas} == {0, 1, 2}


def test_the_last_article_ends_where_the_act_closes() -> None:
    """« Fait à Wallers » and the signatures are no part of article 9."""
    texts = [alinea.text for alinea in find_article(convention(), "9").alineas]
    assert len(texts) == 3
    assert texts[-1].endswith("juridiction compétente.")


@cases("ending", "Fait en deux exemplaires", "Pour la Commune", "table")
def test_other_acts_close_in_other_ways(ending: str) -> None:
    """Without « Fait à », the names or the table of signatures at the end close the act."""
    document = Document(io.BytesIO(template("Article 1 : Objet", "La Commune prête une salle.")))
    if ending == "table":
        document.add_table(1, 2).cell(0, 0).text = "La Maire"
        document.add_paragraph()
    else:
        document.add_paragraph(ending)
        document.add_paragraph("La Maire")
    article = find_article(packed(document), "1")
    assert article.alineas == (Alinea("La Commune prête une salle."),)
    assert len(article.blocks) == 1


@cases(
    "heading, bold, number",
    ("ARTICLE 4 – Interventions", False, "4"),
    ("Article 4\u00a0: Interventions", False, "4"),
    ("ARTICLE 4. LES INTERVENTIONS", False, "4"),
    ("Article 4", False, "4"),
    ("Article 4 Interventions", True, "4"),
    ("Article premier – Objet", False, "1"),
    ("Article 1er Objet", True, "1"),
    ("Article 3.1 : Obligations", False, "3-1"),
    ("Article 6 bis : Suivi", False, "6 bis"),
    ("ARTICLE IV – Interventions", False, "IV"),
)
def test_headings_of_other_templates_are_recognised(heading: str, bold: bool, number: str) -> None:
    """Without a heading style: in capitals, with any separator, or with bold alone."""
    document = Document(io.BytesIO(template(heading, "Un texte.")))
    document.paragraphs[0].runs[0].bold = bold or None
    (article,) = read_articles(packed(document))
    assert (article.number, article.alineas) == (number, (Alinea("Un texte."),))


@cases(
    "sentence",
    "Article 4 de la convention du 2 avril 2025.",
    "L’article 4 est modifié.",
    "Article 4 : voir plus haut ;",
    "Articles",
)
def test_a_sentence_is_no_heading(sentence: str) -> None:
    """A paragraph that begins like a heading and goes on like a sentence is text."""
    (article,) = read_articles(template("Article 1 : Objet", sentence))
    assert article.alineas == (Alinea(sentence),)


def test_a_heading_below_the_article_stays_in_it_and_one_above_ends_it() -> None:
    """« Horaires » under article 1 is its text; « Annexe » is not."""
    document = Document()
    document.add_heading("Article 1 : Objet", 2)
    document.add_heading("Horaires", 3)
    document.add_paragraph("De 9 h à 12 h.")
    document.add_heading("Annexe", 1)
    document.add_paragraph("Le planning.")
    (article,) = read_articles(packed(document))
    assert [alinea.text for alinea in article.alineas] == ["Horaires", "De 9 h à 12 h."]


def test_text_inside_a_content_control_is_read() -> None:
    """A paragraph that a control holds is an alinéa like others."""

    def wrap(document: object) -> None:
        paragraph = found(document, "Leur bureau")._p  # type: ignore[arg-type]  # see acts.edited
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
        paragraph.addprevious(control)
        control[0].append(paragraph)

    assert find_article(edited(convention(), wrap), "4").alineas == find_article(convention(), "4").alineas


def test_an_unknown_article_is_told_with_those_that_exist() -> None:
    """The message names all numbers."""
    with pytest.raises(DataError, match=r"pas d’article «\s12\s».*1, 2, 3, 3-1"):
        find_article(convention(), "12")


def test_two_articles_of_the_same_number_are_not_chosen_between() -> None:
    """Nothing tells which is meant."""
    with pytest.raises(DataError, match="2 articles numérotés 1"):
        find_article(template("Article 1 : Objet", "Un.", "Article 1 : Durée", "Deux."), "1")


@cases("docx, why", (b"x", "ne peut pas être lu"), (template("Un texte."), "Aucun article"))
def test_a_document_without_articles_is_refused(docx: bytes, why: str) -> None:
    """What is no Word file, and what has no article."""
    with pytest.raises(DataError, match=why):
        read_articles(docx)


def test_a_document_with_tracked_changes_is_refused() -> None:
    """What was signed has none: which text holds would be a guess."""

    def insert(document: object) -> None:
        paragraph = found(document, "Leur bureau")._p  # type: ignore[arg-type]  # see acts.edited
        paragraph.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="1"><w:r><w:t>ou ailleurs</w:t></w:r></w:ins>'))

    with pytest.raises(DataError, match="modifications suivies"):
        read_articles(edited(convention(), insert))


@cases(
    "written, number",
    ("1er", "1"),
    ("Article 1er", "1"),
    ("premier", "1"),
    ("3.1", "3-1"),
    ("3‑1", "3-1"),
    ("6  Bis", "6 bis"),
    ("iv", "IV"),
)
def test_a_number_is_the_same_however_it_is_written(written: str, number: str) -> None:
    """Whoever writes revision.toml need not copy the document."""
    assert plain_number(written) == number


def numbered(*numbers: str) -> bytes:
    """Return a convention with these articles."""
    document = docx.Document()
    for number in numbers:
        document.add_heading(f"Article {number} : Objet", 2)
        document.add_paragraph("Texte.")
    return packed(document)


@cases(
    "numbers, told",
    (("1er", "2", "4", "5"), ["il manque l’article 3 : la numérotation passe de 2 à 4"]),
    (("1er", "5"), ["il manque les articles 2, 3, 4 : la numérotation passe de 1 à 5"]),
    (("1er", "2", "2-1", "2-3"), ["il manque l’article 2-2 : la numérotation passe de 2-1 à 2-3"]),
    (("2", "3"), ["il manque l’article 1 : la numérotation commence à 2"]),
    (("1er", "2", "2", "3"), []),
    (("I", "III"), []),
)
def test_an_article_that_was_taken_out_leaves_a_gap(numbers: tuple[str, ...], told: list[str]) -> None:
    """Divisions too; an article said twice, each under its condition, leaves none."""
    assert [problem.message for problem in gaps(numbered(*numbers), "convention.docx")] == told


def test_the_campaign_in_use_has_none() -> None:
    """Its nine articles follow one another."""
    template = REPOSITORY / "templates" / "mediation-numerique" / "convention.docx"
    assert not list(gaps(template.read_bytes(), template.name))
