"""What goes away with a tag, and cells and text boxes that conditions can empty: told, and nothing else is."""

from __future__ import annotations

import pytest

from tests.inspection.spoiling import Spoiled, article, paragraph, run, table, text_box

IF, ELSE, END = "{%p if numero %}", "{%p else %}", "{%p endif %}"
INNER = "{%p if epci.nom %}"
CALL = '<w:r><w:footnoteReference w:id="2"/></w:r>'


def within(properties: str, tag: str) -> str:
    """Return the paragraph of a tag, with properties."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(tag)}</w:p>"


def texts(*said: str) -> str:
    """Return paragraphs, or a table for « | »."""
    inside = table(paragraph(run("Jour")), paragraph(run("mardi")))
    return "".join(inside if text == "|" else paragraph(run(text)) for text in said)


LOST = (
    (paragraph(run(IF), '<w:r><w:br w:type="page"/></w:r>') + texts("oui", END), "6e", "saut de page,", "à lui"),
    (texts(IF, "oui") + within("<w:pageBreakBefore/>", END), "8e", "saut de page (« Saut de page avant »)", "décochez"),
    (texts(IF, "oui") + within("<w:sectPr/>", END), "8e", "saut de section", "juste avant ou après"),
)


@pytest.mark.parametrize(("xml", "rank", "lost", "remedy"), LOST, ids=[lost for _, _, lost, _ in LOST])
def test_a_break_that_would_go_away_with_its_tag_is_told(xml: str, rank: str, lost: str, remedy: str) -> None:
    """A planning across the page would be printed along it, and nobody would know."""
    (told,) = [one for one in article(xml).problems() if "disparaîtrait" in one.message]
    assert (told.level, told.place) == ("error", f"article 4, {rank} paragraphe")
    assert f"est au même endroit qu’un {lost}" in told.message
    assert remedy in told.remedy


def test_a_call_that_would_go_away_with_its_tag_is_told() -> None:
    """With its note."""
    (told,) = [one for one in article(paragraph(run(IF), CALL), texts("x", END)).problems() if "reste" in one.message]
    assert "{%p if numero %} n’est pas seule dans son paragraphe, dont le reste disparaîtrait" in told.message


def test_the_row_of_a_tag_is_read_whole() -> None:
    """A break in another cell goes away too."""
    row = paragraph(run("{%tr if numero %}")) + "<w:p><w:pPr><w:pageBreakBefore/></w:pPr></w:p>"
    xml = table(paragraph(run("Jour")), row, texts("x"), texts("{%tr endif %}"))
    assert [
        "{%tr if numero %} est au même endroit qu’un saut de page" in one.message for one in article(xml).problems()
    ]


def test_what_breaks_nothing_is_no_fault() -> None:
    """The end of a line, a break that is not there, those of other paragraphs."""
    break_before = "<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>oui</w:t></w:r></w:p>"
    line = paragraph(run(IF), "<w:r><w:br/></w:r>")
    assert article(line, break_before, within('<w:pageBreakBefore w:val="0"/>', END)).problems() == []


EMPTIED = (
    (IF, "x", END),
    (IF, "x", ELSE, END),
    (IF, ELSE, "x", END),
    (IF, INNER, "x", ELSE, "y", END, END),
    (IF, "x", "{%p elif epci.nom %}", "y", END),
    (IF, "x", ELSE, INNER, "y", END, END),
    ("{%p for seance in planning.seances %}", "x", "{%p endfor %}"),
    (IF, "x", END, INNER, "y", END),
    ("|", IF, "x", END),
    ("{%p set numero_bis = numero %}",),
)
FILLED = (
    (IF, "x", ELSE, "y", END),
    (IF, "x", END, ""),
    ("", IF, "x", END),
    (IF, "x", "{%p elif epci.nom %}", "y", ELSE, "z", END),
    (IF, INNER, "x", ELSE, "y", END, ELSE, "z", END),
    ("{%p for seance in planning.seances %}", "x", ELSE, "y", "{%p endfor %}"),
    ("x", IF, "|", "y", END),
)


def cell(said: tuple[str, ...]) -> Spoiled:
    return article(table(paragraph(run("Lieu")), texts(*said)), paragraph())


@pytest.mark.parametrize("said", EMPTIED, ids=" ".join)
def test_a_cell_or_a_box_that_can_be_emptied_is_told(said: tuple[str, ...]) -> None:
    """Whatever the branches: each must leave a paragraph at the end (ISO/IEC 29500-1, 17.4.65)."""
    first = next(text for text in said if text.startswith("{"))
    found = [one for one in cell(said).problems() if "peut vider" in one.message]
    assert [(one.level, one.place.partition(",")[0]) for one in found] == [("error", "tableau 1")]
    assert found[0].message.startswith(f"{first} peut vider la cellule, et Word dirait le document abîmé")
    box = article(text_box(texts(*said))).problems()
    assert any(f"{first} peut vider la zone de texte" in one.message for one in box)


@pytest.mark.parametrize("said", FILLED, ids=" ".join)
def test_a_cell_or_a_box_that_keeps_a_paragraph_is_no_fault(said: tuple[str, ...]) -> None:
    """By its text, or by that of each branch."""
    told = [*cell(said).problems(), *article(text_box(texts(*said))).problems()]
    assert not [one.message for one in told if "peut vider" in one.message]
