"""Letters in the colour of their ground, and letters without a colour on a dark one: told; what is read is not."""

from __future__ import annotations

from tests.cases import cases
from tests.inspection.spoiling import Spoiled, paragraph, run, table, text_box

SAME, DARK = "du texte a la couleur de son fond", "du texte sans couleur est sur un fond foncé"
WHITE, UNPRINTED = "en blanc sur blanc", "en blanc sur un fond que le moteur intégré n’imprime pas"
THEME = '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
FILLED = (
    '<wps:style><a:fillRef xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" idx="1">'
    '<a:schemeClr val="accent1"/></a:fillRef></wps:style>'
)


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


def in_box(content: str, fill: str, style: str = "") -> str:
    """Return a text box that is filled."""
    drawn = "http://schemas.openxmlformats.org/drawingml/2006/main"
    shape = f'<wps:spPr xmlns:a="{drawn}">{fill}</wps:spPr>{style}<wps:txbx>'
    return text_box(paragraph(content)).replace("<wps:txbx>", shape)


def plain(colour: str) -> str:
    """Return a fill of one colour, as Word writes one of « Autres couleurs »."""
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


@cases(
    "xml, told",
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
    (in_box(run("Mention"), plain("101010")), DARK),
    (in_box(coloured("1F3864"), plain("1F3864")), SAME),
    (in_box(coloured("FFFFFF"), plain("1F3864")), ""),
    (in_box(run("Mention"), plain("D9E2F3")), ""),
    (in_box(coloured("FFFFFF"), THEME), UNPRINTED),
    (in_box(coloured("FFFFFF"), "<a:noFill/>", FILLED), WHITE),
)
def test_letters_that_their_ground_hides_are_told(xml: str, told: str) -> None:
    """A commune could read in the DOCX what nobody sees on the paper; the nearest ground is what is behind."""
    found = Spoiled("convention").after("Leur bureau sera situé", xml).problems()
    unseen = (SAME, DARK, WHITE, UNPRINTED)
    assert [one.level for one in found if any(map(one.message.__contains__, unseen))] == ["error"] * bool(told)
    assert any(told in one.message for one in found) or not told


@cases(
    "fill, style, told",
    (THEME, "", True),
    ("<a:gradFill><a:gsLst/></a:gradFill>", "", True),
    ("", FILLED, True),
    ("<a:noFill/>", FILLED, False),
    ('<a:solidFill><a:schemeClr val="lt1"/></a:solidFill>', "", False),
    (plain("D9E2F3"), "", False),
    ("", "", False),
)
def test_a_ground_that_one_engine_leaves_white_is_told(fill: str, style: str, told: bool) -> None:
    """The embedded engine prints a colour of its own alone: not a gradient nor what a theme or a style gives."""
    found = Spoiled("convention").after("Leur bureau sera situé", in_box(run("Mention"), fill, style)).problems()
    assert [one.level for one in found if "le fond d’une zone de texte" in one.message] == ["warning"] * told


@cases("kind, mark", ("first", "<w:titlePg/>"), ("even", ""))
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
