"""Letters in the colour of their ground, and letters without a colour on a dark one: told; what is read is not."""

from __future__ import annotations

import pytest

from tests.inspection.spoiling import Spoiled, paragraph, run, table

SAME, DARK = "du texte a la couleur de son fond", "du texte sans couleur est sur un fond foncé"


def coloured(colour: str, ground: str = "") -> str:
    """Return a run of letters of a colour, on a ground of their own."""
    return run("Mention", f'<w:color w:val="{colour}"/>{ground}')


def shaded(content: str, fill: str) -> str:
    """Return a paragraph with a shading."""
    return f'<w:p><w:pPr><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:pPr>{content}</w:p>'


def in_cell(content: str, fill: str) -> str:
    """Return a table whose second cell is shaded."""
    shading = f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:tcPr>'
    return table(paragraph(run("Jour")), shading + paragraph(content))


@pytest.mark.parametrize(
    ("xml", "told"),
    [
        (paragraph(coloured("FFFF00", '<w:highlight w:val="yellow"/>')), SAME),
        (paragraph(coloured("C00000", '<w:shd w:val="clear" w:fill="C00505"/>')), SAME),
        (shaded(coloured("1F4E79"), "1F4E79"), SAME),
        (in_cell(coloured("1f4e79"), "1F4E79"), SAME),
        (shaded(run("Mention"), "000000"), DARK),
        (in_cell(coloured("auto"), "1F3864"), DARK),
        (shaded(coloured("FFFFFF"), "1F4E79"), ""),
        (shaded(run("Mention"), "D9E2F3"), ""),
        (shaded(coloured("1F4E79"), "auto"), ""),
        (shaded(coloured("000000", '<w:highlight w:val="yellow"/>'), "000000"), ""),
    ],
)
def test_letters_that_their_ground_hides_are_told(xml: str, told: str) -> None:
    """A commune could read in the DOCX what nobody sees on the paper; the nearest ground is what is behind."""
    found = Spoiled("convention").after("Leur bureau sera situé", xml).problems()
    assert [one.level for one in found if SAME in one.message or DARK in one.message] == ["error"] * bool(told)
    assert any(told in one.message for one in found) or not told


@pytest.mark.parametrize(("kind", "mark"), [("first", "<w:titlePg/>"), ("even", "")])
def test_a_header_that_no_page_shows_is_told(kind: str, mark: str) -> None:
    """It would leave with the Word file, of another EPCI perhaps; one that is shown, or empty, is not told."""
    for text, shown, is_told in (("Ville de Lille", False, True), ("Ville de Lille", True, False), ("", False, False)):
        spoiled = Spoiled("planning")
        link = spoiled.add_part("header9", "hdr", paragraph(run(text)))
        spoiled.replace("<w:sectPr>", f'<w:sectPr><w:headerReference w:type="{kind}" r:id="{link}"/>')
        if shown and mark:
            spoiled.replace("</w:sectPr>", f"{mark}</w:sectPr>")
        elif shown:
            spoiled.replace("</w:settings>", "<w:evenAndOddHeaders/></w:settings>", "word/settings.xml")
        found = [one for one in spoiled.problems() if "aucune page ne montre ce texte" in one.message]
        assert [one.level for one in found] == ["warning"] * is_told
