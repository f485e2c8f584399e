"""What an engine would cut off, lose or print otherwise: told by the inspection, which leaves its neighbours alone."""

from __future__ import annotations

import re

import pytest

from tests.cases import cases
from tests.inspection.spoiling import BODY, CORE, FOOTER, HEADER, Spoiled, control, field, paragraph, run, table
from tests.inspection.test_format import BOX
from tests.rendering.templates import printed

SIXTH, CELL = "article 4, 6e paragraphe", "tableau 1, ligne 2, colonne 1"
_CALL = '<w:r><w:footnoteReference{} w:id="{}"/></w:r>'
_TITLE = '<w:dataBinding w:xpath="/ns1:coreProperties[1]/ns0:title[1]"/>'


def article(*contents: str) -> Spoiled:
    """Return the convention with contents put in article 4."""
    return Spoiled("convention").after("Leur bureau sera situé", "".join(contents))


def noted(*contents: str) -> Spoiled:
    """Return the same with one footnote, which is number 2."""
    spoiled = article(*contents)
    spoiled.add_part("footnotes", "footnotes", f'<w:footnote w:id="2">{paragraph(run("Note"))}</w:footnote>')
    return spoiled


def call(number: int = 2, said: str = "") -> str:
    """Return a paragraph that calls a footnote."""
    return paragraph(run("Voir"), _CALL.format(said, number))


def box(inside: str, old: str = "", new: str = "") -> str:
    """Return a text box of 1.7 cm, changed."""
    whole = BOX.format(kind="anchor", inside=inside)
    assert old in whole
    return whole.replace(old, new) if old else whole


def footer(position: int, gutter: int = 0) -> Spoiled:
    """Return the convention with a tab stop in its footer, whose text is 16.4 cm wide."""
    spoiled = Spoiled("convention")
    stop = f'<w:pPr><w:tabs><w:tab w:val="right" w:pos="{position}"/></w:tabs></w:pPr>'
    spoiled.after("– SN –", f"<w:p>{stop}{run('Page')}<w:r><w:tab/></w:r>{field('PAGE')}</w:p>", FOOTER)
    spoiled.parts[BODY] = spoiled.parts[BODY].replace(b'w:gutter="0"', f'w:gutter="{gutter}"'.encode())
    return spoiled


def row(height: int, rule: str, *lines: str) -> str:
    """Return a table whose second row has this height."""
    cells = "".join(paragraph(run(line)) for line in lines)
    given = f'<w:tr><w:trPr><w:trHeight w:val="{height}" w:hRule="{rule}"/></w:trPr>'
    return table(paragraph(run("Jour")), cells).replace("</w:tr><w:tr>", f"</w:tr>{given}")


def indented(side: str) -> str:
    """Return a paragraph with an indent, in twentieths of a point."""
    return f"<w:p><w:pPr><w:ind {side}/></w:pPr>{run('Texte')}</w:p>"


def bound(shown: str) -> Spoiled:
    """Return the convention with a control bound to its title."""
    return article(paragraph(run("x "), control(run(shown), "titre", _TITLE)))


def opening_on(page: str) -> Spoiled:
    """Return the convention with a section that begins on such a page."""
    spoiled = Spoiled("convention")
    spoiled.parts[BODY] = re.sub(rb"(<w:pgSz )", f'<w:type w:val="{page}"/>'.encode() + rb"\1", spoiled.parts[BODY])
    return spoiled


def on_ground(paragraph_says: str, letters_say: str = "") -> str:
    """Return a paragraph in white letters."""
    return f"<w:p><w:pPr>{paragraph_says}</w:pPr>{run('x', f'{WHITE}{letters_say}')}</w:p>"


def in_dark_cell(shading: str, of_table: str = "") -> str:
    """Return a table with white letters in a cell that has a shading."""
    whole = table(paragraph(run("Jour")), f"<w:tcPr>{shading}</w:tcPr>{on_ground('')}")
    return whole.replace("<w:tblPr/>", f"<w:tblPr>{of_table}</w:tblPr>") + paragraph()


def in_cell_properties(properties: str) -> str:
    """Return a table whose cell has these properties."""
    return table(paragraph(run("Jour")), f"<w:tcPr>{properties}</w:tcPr>{paragraph(run('x'))}") + paragraph()


WHITE = '<w:color w:val="FFFFFF"/>'
#: What Word shows behind letters, and the embedded engine does not print.
UNPRINTED = (
    ("words", article(on_ground("", '<w:shd w:val="clear" w:fill="1F497D"/>')), SIXTH),
    ("solid", article(on_ground('<w:shd w:val="solid" w:color="1F497D" w:fill="auto"/>')), SIXTH),
    ("theme", article(on_ground('<w:shd w:val="clear" w:fill="auto" w:themeFill="accent1"/>')), SIXTH),
    ("pattern", article(in_dark_cell('<w:shd w:val="pct75" w:color="1F497D" w:fill="auto"/>')), CELL),
    ("table", article(in_dark_cell("", '<w:shd w:val="clear" w:fill="1F497D"/>')), CELL),
)
THREE = "".join(paragraph(run(f"ligne {number}")) for number in range(9))
CUT = (
    ("a note called twice", noted(call(), call()), "article 4, 7e paragraphe", "appelée deux fois"),
    ("a call without its note", noted(call(7)), SIXTH, "n’a plus de note"),
    ("a note of a text box", noted(box(call())), "zone de texte 1", "appelée dans une zone de texte"),
    ("a call with a sign of its own", noted(call(2, ' w:customMarkFollows="1"')), SIXTH, "un signe choisi"),
    (
        "a frame around a text box",
        article(box(paragraph(run("x")), "</a:prstGeom>", '</a:prstGeom><a:ln w="9525"><a:solidFill/></a:ln>')),
        SIXTH,
        "le cadre d’une zone de texte n’est pas imprimé",
    ),
    (
        "a frame of the style of a text box",
        article(box(paragraph(run("x")), "</wps:spPr>", '</wps:spPr><wps:style><a:lnRef idx="2"/></wps:style>')),
        SIXTH,
        "le cadre d’une zone de texte n’est pas imprimé",
    ),
    ("a text box too low", article(box(THREE)), SIXTH, "une zone de texte est trop petite"),
    (
        "a turned text",
        article(box(paragraph(run("x")), "<wps:bodyPr/>", '<wps:bodyPr vert="vert270"/>')),
        SIXTH,
        "est tourné",
    ),
    (
        "a box of the header that says nothing",
        Spoiled("convention").after("{{ commune|de }}", box(paragraph(run("x"))), HEADER),
        "en-tête, 6e paragraphe",
        "n’a pas de texte de remplacement",
    ),
    ("a row too low", article(row(300, "exact", "un", "deux")), "tableau 1, ligne 2, colonne 1", "coupe son texte"),
    (
        "a table without columns",
        article(re.sub("<w:tblGrid>.*</w:tblGrid>", "", table(paragraph(run("Jour")), paragraph(run("x"))))),
        "tableau 1, ligne 1, colonne 1",
        "un tableau est abîmé",
    ),
    (
        "a row without cells",
        article(table(paragraph(run("Jour"))).replace("</w:tbl>", "<w:tr/></w:tbl>")),
        "tableau 1, ligne 1, colonne 1",
        "un tableau est abîmé",
    ),
    ("a tab beyond the margin", footer(9800), "pied de page, 2e paragraphe", "au-delà de la marge de droite"),
    ("an odd page", opening_on("oddPage"), "corps du document", "sur une page impaire"),
    (
        "two page breaks",
        article('<w:p><w:r><w:br w:type="page"/></w:r></w:p>' * 2),
        "article 4, 5e paragraphe",
        "deux sauts de page se suivent",
    ),
    ("an indent beyond the page", article(indented('w:left="-4000"')), SIXTH, "le fait sortir de la page"),
    ("another side", article(indented('w:right="-4000"')), SIXTH, "le fait sortir de la page"),
    ("almost white", article(paragraph(run("x", '<w:color w:val="FDFDFD"/>'))), SIXTH, "en blanc sur blanc"),
    (
        "white by the theme",
        article(paragraph(run("x", '<w:color w:val="auto" w:themeColor="background1"/>'))),
        SIXTH,
        "en blanc sur blanc",
    ),
    (
        "white on a shading as white",
        article(paragraph(run("x", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="FFFFFF"/>'))),
        SIXTH,
        "en blanc sur blanc",
    ),
    *((f"white on {name}", spoiled, place, "sur un fond que le moteur intégré") for name, spoiled, place in UNPRINTED),
    ("white on a white highlight", article(on_ground("", '<w:highlight w:val="white"/>')), SIXTH, "en blanc sur blanc"),
    (
        "a barred cell",
        article(in_cell_properties('<w:tcBorders><w:tl2br w:val="single"/></w:tcBorders>')),
        CELL,
        "une cellule barrée d’une diagonale, qu’aucun moteur n’imprime, est dans le modèle",
    ),
    ("braces of the library", article(paragraph(run("{_{ x }_}"))), SIXTH, "une accolade est seule"),
    ("a title of yesterday", bound("Ancien titre"), SIXTH, "montre « Ancien titre », et non « Convention"),
)


@pytest.mark.parametrize(("spoiled", "place", "said"), [pytest.param(*rest, id=name) for name, *rest in CUT])
def test_what_would_be_cut_or_lost_is_told(spoiled: Spoiled, place: str, said: str) -> None:
    """Each accepted once, then refused by an engine or by the verification of its PDF."""
    ((where, message, remedy),) = [(one.place, one.message, one.remedy) for one in spoiled.problems()]
    assert (where, said in message) == (place, True), message
    assert remedy


TITLE = re.search(r"<dc:title>(.*?)</dc:title>", Spoiled("convention").parts[CORE].decode())
FITTING = (
    ("a note", noted(call())),
    ("a text box high enough", article(box(paragraph(run("une ligne"))))),
    ("a text box that grows", article(box(THREE, "<wps:bodyPr/>", "<wps:bodyPr><a:spAutoFit/></wps:bodyPr>"))),
    ("a row high enough", article(row(600, "exact", "un", "deux"))),
    ("a row that grows", article(row(300, "atLeast", "un", "deux"))),
    ("a tab at the margin", footer(9298)),
    ("a page that follows", opening_on("nextPage")),
    ("an indent into the margin", article(indented('w:left="-500"'))),
    ("a page break", article('<w:p><w:r><w:br w:type="page"/></w:r></w:p>', paragraph(run("x")))),
    ("white on a dark paragraph", article(on_ground('<w:shd w:val="pct20" w:fill="1F497D"/>'))),
    ("white on a dark cell", article(in_dark_cell('<w:shd w:val="clear" w:themeFill="accent1" w:fill="1F497D"/>'))),
    ("white on a highlight", article(on_ground("", '<w:highlight w:val="darkBlue"/>'))),
    (
        "a theme's grey",
        article(paragraph(run("x", '<w:color w:themeColor="background1" w:themeShade="80" w:val="7F7F7F"/>'))),
    ),
    ("no bar", article(in_cell_properties('<w:tcBorders><w:tl2br w:val="nil"/></w:tcBorders>'))),
    ("the title", bound(TITLE[1] if TITLE else "")),
)


@pytest.mark.parametrize("spoiled", [pytest.param(spoiled, id=name) for name, spoiled in FITTING])
def test_what_fits_is_no_fault(spoiled: Spoiled) -> None:
    """The same things, as they should be."""
    assert spoiled.problems() == []


def test_a_gutter_makes_the_text_narrower() -> None:
    """What led to the margin now leads beyond it."""
    assert {one.message.partition(" :")[0] for one in footer(9298, 400).problems()} == {
        "une tabulation mène au-delà de la marge de droite"
    }


@cases("text", "me\u0301diation", "mé\u00addia\u200dtion", "mé\ufeffdia\u202ation")
def test_accents_in_two_pieces_and_signs_that_nobody_sees_are_no_fault(text: str) -> None:
    """They come with words copied from a page, from a PDF or from a Mac."""
    assert article(paragraph(run(text))).problems() == []


@cases("line", "<a:ln><a:noFill/></a:ln>", "")
def test_a_text_box_without_a_line_is_admitted(line: str) -> None:
    """Its text is all that is printed of it."""
    assert article(box(paragraph(run("x")), "</a:prstGeom>", f"</a:prstGeom>{line}")).problems() == []


@cases("kind", "br", "cr", "tab")
def test_a_break_within_a_tag_is_told(kind: str) -> None:
    """It stays in the document, after what the tag writes; in a paragraph that goes away, it goes with it."""
    for start, is_told in (("{{ commune", True), ("{%p if numero", False)):
        end = ".nom }}" if is_told else " %}"
        xml = paragraph(run(start), f"<w:r><w:{kind}/></w:r>", run(end))
        closed = "" if is_told else paragraph(run("Texte")) + paragraph(run("{%p endif %}"))
        found = Spoiled("convention").after("Leur bureau sera situé", xml + closed).problems()
        assert ["contient un saut de ligne ou une tabulation" in one.message for one in found] == [True] * is_told


@cases("sign", "\u200b", "\ufeff", "\u00ad", "\u200f", "\u2060")
def test_signs_that_nobody_sees_are_nothing_to_a_tag(sign: str) -> None:
    """In its words and between its braces, as in what is rendered."""
    named, parted = f"{{{{ com{sign}mune.nom }}}}", f"{{{sign}{{ commune.nom }}{sign}}}"
    for text in (named, parted, f"{{{sign}% if numero %}}x{{% endif %}}"):
        assert Spoiled("convention").after("Leur bureau sera situé", paragraph(run(text))).problems() == []
        assert "{" not in printed(text)


def test_a_sign_that_a_tag_prints_is_one_of_the_font() -> None:
    """Between its quotes; what a condition compares is not printed."""
    found = Spoiled("convention").after("Leur bureau sera situé", paragraph(run("{{ 'Signé ✍' }}"))).problems()
    assert ["la police Carlito n’a pas « ✍ »" in one.message for one in found] == [True]
    compared = paragraph(run("{% if commune.nom == '✍' %}x{% endif %}"))
    found = Spoiled("convention").after("Leur bureau sera situé", compared).problems()
    assert not any("la police" in one.message for one in found)


@cases(
    "runs, told",
    ('<w:r><w:t>Fait à</w:t></w:r><w:r><w:rPr><w:u w:val="single"/></w:rPr><w:tab/></w:r>', True),
    ('<w:r><w:rPr><w:u w:val="dotted"/></w:rPr><w:t>Fait à</w:t><w:tab/><w:t> </w:t></w:r>', True),
    ('<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>Article 1</w:t><w:tab/><w:t>Objet</w:t></w:r>', False),
    ('<w:r><w:t>Fait à</w:t></w:r><w:r><w:rPr><w:u w:val="none"/></w:rPr><w:tab/></w:r>', False),
    ("<w:r><w:t>Fait à</w:t><w:tab/></w:r>", False),
)
def test_a_line_of_an_underlined_tab_is_told(runs: str, told: bool) -> None:
    """The commune would have nothing to write on; a tab between underlined words draws no line to write on."""
    found = Spoiled("convention").after("Leur bureau sera situé", paragraph(runs)).problems()
    assert ["tabulation soulignée" in problem.message for problem in found] == [True] * told
