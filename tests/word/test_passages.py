"""A Word document read as passages with their places."""

from __future__ import annotations

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator.errors import UnreadableError
from generator.word.paragraphs import Place
from generator.word.passages import read_passages
from tests.cases import cases
from tests.edits import packed
from tests.rendering.templates import template


def found(docx: bytes) -> list[tuple[str, str]]:
    return [(str(passage.place), passage.text) for passage in read_passages(docx)]


def test_every_part_is_read_with_its_place() -> None:
    """Body, header, footer and the title of the properties."""
    places = dict(found(template("Un texte.", "Un autre.", header="En haut", footer="En bas", title="Le titre")))
    assert places["début du document, 2e paragraphe"] == "Un autre."
    assert places["en-tête"] == "En haut"
    assert places["pied de page"] == "En bas"
    assert places["propriétés du document, titre"] == "Le titre"


def test_paragraphs_are_named_by_the_article_they_are_in() -> None:
    """The rank begins again at each heading."""
    document = Document()
    document.add_heading("Article 4 : Interventions", 2)
    document.add_paragraph("Premier.")
    document.add_paragraph("Deuxième.")
    assert ("article 4, 2e paragraphe", "Deuxième.") in found(packed(document))


def test_a_table_row_is_one_passage() -> None:
    """Its cells are kept apart; a row without text is none."""
    document = Document()
    table = document.add_table(3, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Date", "Heure"
    table.cell(2, 1).text = "9 h"
    table.cell(2, 1).add_paragraph("précises")
    rows = [passage for passage in read_passages(packed(document)) if passage.place.section == "tableau 1"]
    assert [(row.place.section, row.place.spot, row.text) for row in rows] == [
        ("tableau 1", "ligne 1", "Date | Heure"),
        ("tableau 1", "ligne 3", " | 9 h précises"),
    ]


def test_white_space_is_single_spaces() -> None:
    """A tab, a line break and no-break spaces are spaces; a word split between runs is one word."""
    document = Document()
    paragraph = document.add_paragraph("Fait\tà\u00a0Wallers\nle 2")
    paragraph.add_run("4 février").bold = True
    assert ("début du document, 1er paragraphe", "Fait à Wallers le 24 février") in found(packed(document))


def test_a_content_control_is_part_of_its_paragraph() -> None:
    """What the commune fills in is read in place."""
    document = Document()
    paragraph = document.add_paragraph("Le ")
    paragraph._p.append(
        parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent><w:r><w:t>[date]</w:t></w:r></w:sdtContent></w:sdt>")
    )
    assert ("début du document, 1er paragraphe", "Le [date]") in found(packed(document))


def test_what_is_no_document_is_refused() -> None:
    """Whatever it is, the error is one."""
    with pytest.raises(UnreadableError):
        read_passages(b"x")


@cases(
    "place, said, spot",
    (Place("article 4", 2), "article 4, 2e paragraphe", "2e paragraphe"),
    (Place("« Bordereau, envoi »", 1), "« Bordereau, envoi », 1er paragraphe", "1er paragraphe"),
    (Place("en-tête, tableau 1", row=12, column=3), "en-tête, tableau 1, ligne 12, colonne 3", "ligne 12, colonne 3"),
    (Place("pied de page"), "pied de page", ""),
    (Place("", row=3), "ligne 3", "ligne 3"),
)
def test_a_place_is_a_section_and_a_spot(place: Place, said: str, spot: str) -> None:
    """The spot is the rank of the paragraph, or the row and the column."""
    assert (str(place), place.spot) == (said, spot)
