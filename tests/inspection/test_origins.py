"""Templates as other programs write them, and as people leave them: what is sound is taken, the rest is told."""

from __future__ import annotations

from tests.cases import cases
from tests.inspection.spoiling import BODY, FOOTER, Spoiled, paragraph, run, table
from tests.inspection.test_format import told

_KINDS = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_CALL = '<w:r><w:footnoteReference w:id="2"/></w:r>'
_NOTE = f'<w:footnote w:id="2">{paragraph("<w:r><w:footnoteRef/></w:r>", run(" Note."))}</w:footnote>'
_OLD = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
INDENTED = f'<w:p><w:pPr><w:ind w:left="1in"/></w:pPr>{run("a")}</w:p>'


def of_section(properties: str) -> Spoiled:
    """Return a template whose section says something more."""
    return Spoiled("planning").replace("<w:pgSz", f"{properties}<w:pgSz")


def test_the_kind_of_the_text_may_be_that_of_all_xml() -> None:
    """As Open XML SDK writes it: the default of an extension, with no word of the part."""
    spoiled = Spoiled("planning").drop(f'<Override[^>]*PartName="/{BODY}"[^>]*>', _KINDS)
    kinds = (
        spoiled.parts[_KINDS]
        .decode()
        .replace(
            '<Default Extension="xml" ContentType="application/xml"/>',
            f'<Default Extension="xml" ContentType="{_MAIN}"/>',
        )
    )
    assert _MAIN in kinds
    spoiled.parts[_KINDS] = kinds.encode()
    assert spoiled.problems() == []


@cases(
    "said, right",
    ('<w:numFmt w:val="decimal"/>', True),
    ('<w:numStart w:val="1"/>', True),
    ('<w:numRestart w:val="eachSect"/>', False),
    ('<w:pos w:val="beneathText"/>', False),
    ('<w:numFmt w:val="lowerRoman"/>', False),
)
def test_how_notes_are_counted_matters_where_there_are_notes(said: str, right: bool) -> None:
    """LibreOffice and pandoc say it in every file, with or without notes."""
    section = f"<w:footnotePr>{said}</w:footnotePr>"
    assert of_section(section).problems() == []
    called = of_section(section)
    called.add_part("footnotes", "footnotes", _NOTE)
    title = called.parts[BODY].decode()
    at = title.index("<w:sectPr")
    called.parts[BODY] = f"{title[:at]}{paragraph(run('Un mot'), _CALL)}{title[at:]}".encode()
    messages = [problem.message for problem in called.problems()]
    assert messages == ([] if right else ["des notes numérotées autrement que 1, 2, 3 sont dans le modèle"])


def test_the_settings_count_notes_too() -> None:
    """In the file's settings, for all sections."""
    said = '<w:footnotePr><w:numFmt w:val="lowerRoman"/></w:footnotePr></w:settings>'
    spoiled = Spoiled("convention").replace("</w:settings>", said, "word/settings.xml")
    assert spoiled.problems() == []
    spoiled.add_part("footnotes", "footnotes", _NOTE)
    (problem,) = spoiled.after("Leur bureau sera situé", paragraph(run("Un mot"), _CALL)).problems()
    assert (problem.place, "des notes numérotées autrement" in problem.message) == ("article 4, 6e paragraphe", True)


@cases(
    "drawn, what",
    ('<v:shape><v:textpath string="PROJET"/></v:shape>', "un filigrane est"),
    ('<v:rect style="width:0;height:1.5pt" o:hr="t"/>', "une ligne horizontale est"),
    (f"<v:shape><v:textbox><w:txbxContent>{paragraph(run('x'))}</w:txbxContent></v:textbox></v:shape>", "une zone"),
    ("<v:shape/>", "un dessin à l’ancien format"),
)
def test_a_drawing_of_old_word_is_called_by_what_it_draws(drawn: str, what: str) -> None:
    """The remedy is where Word has the button."""
    ((place, message, remedy),) = told(paragraph(run("a"), f"<w:r><w:pict {_OLD}>{drawn}</w:pict></w:r>"))
    assert place == "article 4, 6e paragraphe"
    assert message.startswith(what)
    assert remedy


def test_a_template_without_a_text_is_told() -> None:
    """Its page would be blank, whatever its margins hold."""
    spoiled = Spoiled("planning")
    text = spoiled.parts[BODY].decode()
    start, end = text.index("<w:body>") + len("<w:body>"), text.rindex("<w:sectPr")
    spoiled.parts[BODY] = f"{text[:start]}<w:p/>{text[end:]}".encode()
    (problem,) = (one for one in spoiled.problems() if one.level == "error")
    assert "n’a pas de texte" in problem.message


@cases("lost", "<w:sectPr.*</w:sectPr>", "<w:pgSz[^>]*>", "<w:pgMar[^>]*>")
def test_a_page_without_size_or_margins_is_told(lost: str) -> None:
    """Each engine would take its own: the stamp of the prefecture would have no corner."""
    found = [problem.message for problem in Spoiled("planning").drop(lost).problems() if problem.level == "error"]
    assert "le format de la page ou ses marges ne sont pas dits : chaque programme prendrait les siens" in found


def test_letters_beyond_z_are_told() -> None:
    """Where the embedded engine begins again at a: a list whose inner levels begin again does not count them."""
    spoiled = Spoiled("planning")
    level = (
        '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%{})"/>'
        '<w:rPr><w:rFonts w:ascii="Carlito" w:hAnsi="Carlito"/></w:rPr></w:lvl>'
    )
    lists = (
        f'<w:abstractNum w:abstractNumId="90">{level.format(0, 1)}{level.format(1, 2)}</w:abstractNum>'
        '<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'
    )
    spoiled.add_part("numbering", "numbering", lists)
    item = '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="90"/></w:numPr></w:pPr>' + run("x") + "</w:p>"
    text = spoiled.parts[BODY].decode()
    at = text.rindex("<w:sectPr")

    def messages(*levels: int) -> list[str]:
        items = "".join(map(item.format, levels))
        spoiled.parts[BODY] = f"{text[:at]}{items}{text[at:]}".encode()
        return [problem.message.partition(" : ")[0] for problem in spoiled.problems()]

    assert messages(*[0] * 26) == messages(*[0, *[1] * 26] * 2) == []
    assert messages(*[0] * 27) == ["cette liste va au-delà de la lettre z"]


def test_lists_defined_twice_and_measures_with_units_are_told() -> None:
    """As pandoc and docx.js write them; the embedded engine prints neither."""
    spoiled = Spoiled("planning")
    spoiled.add_part("numbering", "numbering", '<w:abstractNum w:abstractNumId="9"/>' * 2)
    assert ["portent le même identifiant" in problem.message for problem in spoiled.problems()] == [True]
    (problem,) = Spoiled("convention").after("Leur bureau sera situé", INDENTED).problems()
    assert "une mesure est écrite avec son unité (1in)" in problem.message


@cases(
    "old, new",
    ('<w:tblW w:w="9298" w:type="dxa"/>', '<w:tblW w:w="100%" w:type="pct"/>'),
    ('<w:tcW w:w="1500" w:type="dxa"/>', '<w:tcW w:w="16.1%" w:type="pct"/>'),
    ("<w:tblGrid>", '<w:tblCellMar><w:left w:w="2mm" w:type="dxa"/></w:tblCellMar><w:tblGrid>'),
    ('<w:rStyle w:val="Strong"/>', '<w:rStyle w:val="Strong"/><w:position w:val="2pt"/>'),
)
def test_parts_of_a_hundred_and_units_are_told_wherever_they_measure(old: str, new: str) -> None:
    """As other programs write them; check said « OXML parsing error » once it printed."""
    spoiled = Spoiled("planning")
    spoiled.parts[BODY] = spoiled.parts[BODY].decode().replace(old, new).encode()
    (problem,) = spoiled.problems()
    assert problem.message.startswith("une mesure est écrite avec son unité")


@cases("spacing, told", (-120, True), (-40, True), (-20, False), (60, False))
def test_letters_that_cover_one_another_are_told(spacing: int, told: bool) -> None:
    """Drawn together by more than a sixth of their size; a little is a matter of taste."""
    crowded = paragraph(run("Un lieu", f'<w:spacing w:val="{spacing}"/>'))
    found = Spoiled("convention").after("Leur bureau sera situé", crowded).problems()
    assert ["se couvrent" in problem.message for problem in found] == [True] * told


def test_a_covered_text_of_a_margin_is_told() -> None:
    """A merged cell goes on below: what stands there is on no page."""
    cells = "<w:tr><w:tc><w:tcPr><w:vMerge{}/></w:tcPr>{}</w:tc></w:tr>"
    first, second = cells.format(' w:val="restart"', paragraph(run("a"))), cells.format("", paragraph(run("b")))
    table = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid>{first}{second}</w:tbl><w:p/>'
    (problem,) = Spoiled("convention").after("– SN –", table, FOOTER).problems()
    assert (problem.place, "cache un texte" in problem.message) == ("pied de page, tableau 1, ligne 2, colonne 1", True)


@cases(
    "said, what",
    ("<w:rPr><w:vanish/></w:rPr>", "du texte masqué"),
    ('<w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:tcPr><w:shd w:fill="000000"/></w:tcPr>', "un fond que le moteur"),
    ('<w:tblStylePr w:type="firstRow"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:tblStylePr>', "un fond que"),
    (
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
        '<w:tcPr><w:shd w:fill="000000"/></w:tcPr></w:tblStylePr>',
        "",
    ),
)
def test_what_the_style_of_a_table_hides_is_told(said: str, what: str) -> None:
    """Of all its cells, or of some; white letters that have their ground are seen."""
    style = f'<w:style w:type="table" w:styleId="Ruse"><w:name w:val="Ruse"/>{said}</w:style></w:styles>'
    spoiled = Spoiled("convention").replace("</w:styles>", style, "word/styles.xml")
    rows = table(paragraph(run("Jour")), paragraph(run("mardi"))).replace(
        "<w:tblPr/>", '<w:tblPr><w:tblStyle w:val="Ruse"/></w:tblPr>'
    )
    found = [problem.message for problem in spoiled.after("Leur bureau sera situé", rows).problems()]
    assert [what in message for message in found] == ([True] * len(found) if what else [])
    assert bool(found) == bool(what)


def test_a_face_that_the_file_carries_in_part_is_told() -> None:
    """Word can join the faces of a document to it: what is not there would be made up by each engine."""
    held = '<w:font w:name="Arial"><w:embedRegular r:id="rIdX" xmlns:r="r"/></w:font></w:fonts>'
    spoiled = Spoiled("convention").replace("</w:fonts>", held, "word/fontTable.xml")
    face = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'
    assert spoiled.after("Leur bureau sera situé", paragraph(run("Lettres d’imprimerie", face))).problems() == []
    (problem,) = spoiled.after("Lettres d’imprimerie", paragraph(run("gras", f"{face}<w:b/>"))).problems()
    assert "la police Arial est jointe au fichier sans son gras" in problem.message


def test_the_face_of_the_numbers_of_a_list_is_told() -> None:
    """As that of a text: « Times New Roman Bold » is a face of no machine."""
    spoiled = Spoiled("planning")
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
        '<w:rPr><w:rFonts w:ascii="Police Introuvable" w:hAnsi="Police Introuvable"/></w:rPr></w:lvl>'
    )
    lists = f'<w:abstractNum w:abstractNumId="90">{level}</w:abstractNum>'
    spoiled.add_part("numbering", "numbering", f'{lists}<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    item = f'<w:p><w:pPr><w:numPr><w:numId w:val="90"/></w:numPr></w:pPr>{run("x")}</w:p>'
    text = spoiled.parts[BODY].decode()
    at = text.rindex("<w:sectPr")
    spoiled.parts[BODY] = f"{text[:at]}{item}{text[at:]}".encode()
    (problem,) = spoiled.problems()
    assert "la police Police Introuvable manque" in problem.message


def test_an_empty_heading_is_told_where_it_is_out_of_place() -> None:
    """Engines tag it like the others: the PDF would pass no check."""
    empty = '<w:p><w:pPr><w:outlineLvl w:val="{}"/></w:pPr></w:p>'.format
    assert told(empty(2)) == []
    ((_, message, _),) = told(empty(4))
    assert message == "un paragraphe vide a le style d’un titre de niveau 5, qui n’est pas à sa place"


@cases("margin, told", ('w:top="-1928"', True), ('w:bottom="-1304"', True), ("", False))
def test_a_negative_margin_is_told(margin: str, told: bool) -> None:
    """Word keeps the text at that height whatever the header holds, and they cover one another."""
    spoiled = Spoiled("planning")
    if margin:
        spoiled.replace(margin.replace("-", ""), margin)
    found = [problem for problem in spoiled.problems() if "une marge est négative" in problem.message]
    assert [problem.level for problem in found] == ["error"] * told
