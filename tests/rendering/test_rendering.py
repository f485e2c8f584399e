"""Templates rendered: what is printed, what is refused, and the bytes that come out."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from docx import Document
from docx.shared import Mm
from lxml import etree

from generator.errors import TemplateError
from generator.rendering.fields import Blank, Fields
from generator.rendering.rendering import Renderer
from generator.rendering.templates import Templates
from tests.cases import cases
from tests.edits import packed

from .templates import DATE, context, printed, render, template, texts

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def png(width: int = 2, height: int = 2, shade: int = 0) -> bytes:
    """Return a grey image."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes([shade]) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def part(docx: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return package.read(name).decode()


def repack(docx: bytes, name: str, old: str, new: str) -> bytes:
    """Return a package with a text of one part replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(stream, "w") as target:
        for entry in source.namelist():
            data = source.read(entry)
            if entry == name:
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            target.writestr(entry, data)
    return stream.getvalue()


def test_a_bookmark_that_a_loop_repeats_stands_once() -> None:
    """Word leaves one where a hand last stood; the embedded engine prints no two of the same number."""
    mark = '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
    loop = template("{% for x in [1, 2, 3] %}ici{% endfor %}")
    marked = repack(loop, "word/document.xml", "</w:p>", f"{mark}</w:p>")
    marked = repack(
        marked,
        "word/document.xml",
        "<w:t>{% for x in [1, 2, 3] %}ici{% endfor %}</w:t></w:r>" + mark,
        ("<w:t>{% for x in [1, 2, 3] %}</w:t></w:r>" + mark + "<w:r><w:t>ici{% endfor %}</w:t></w:r>"),
    )
    docx = render(marked)
    assert texts(docx) == ["iciiciici"]
    assert [part(docx, "word/document.xml").count(name) for name in ("<w:bookmarkStart", "<w:bookmarkEnd")] == [1, 1]


def test_values_filters_and_conditions_are_rendered() -> None:
    """One sandboxed environment with the French filters."""
    text = "{{ commune|de }} {{ 2|lettres('f') }}{% if commune.nom %} oui{% else %} non{% endif %}"
    assert printed(text) == "d’Haveluy deux oui"


def test_printed_values_get_french_typography_and_the_template_s_own_text_does_not() -> None:
    """Data come with straight apostrophes and plain spaces; what the author typed is the author's."""
    values = context(lieu="Salle de l'Espoir : n° 2 !", courriel="l'accueil@haveluy.fr")
    assert printed("l'acte : {{ commune.lieu }}", values) == "l'acte : Salle de l’Espoir\u00a0: n°\u00a02\u202f!"
    assert printed("{{ commune.courriel }}", values) == "l'accueil@haveluy.fr"


@cases(
    "text",
    '{{ "Tom & Léa" }}',
    '{% set pair = "Tom & Léa" %}{{ pair }}',
    '{% if commune.lieu == "Tom & Léa" %}Tom & Léa{% endif %}',
)
def test_an_ampersand_of_a_text_within_a_tag_is_one_sign(text: str) -> None:
    """XML writes « &amp; », which no template says; what a template says so stays."""
    assert printed(text, context(lieu="Tom & Léa")) == "Tom & Léa"
    assert printed('{{ "&amp;" }}') == "&amp;"


@cases(
    "value",
    "Dupont & Fils",
    "a < b > c",
    'dit « "x" »',
    "]]>",
    "&amp;",
    "<w:p/>",
    "{{ commune.nom }}",
    "{% if %}",
    "{_{ x }_}",
)
def test_data_are_text_whatever_they_look_like(value: str) -> None:
    """Markup and tags in a cell are printed as written, never interpreted."""
    expected = (
        value.replace("« ", "«\u00a0")
        .replace(" »", "\u00a0»")
        .replace("{_{", "{{")
        .replace("}_}", "}}")
        .replace(" %", "\u00a0%")
    )
    assert printed("[{{ commune.lieu }}]", context(lieu=value)) == f"[{expected}]"


def test_header_footer_and_properties_are_rendered() -> None:
    """The number stands in the header of every page, the title in the file's properties."""
    values = context(lieu="l'école & la mairie")
    docx = render(template("x", header="{{ numero }}", footer="{{ commune|de }}", title="{{ commune.lieu }}"), values)
    document = Document(io.BytesIO(docx))
    section = document.sections[0]
    assert section.header.paragraphs[0].text == "N-1"
    assert section.footer.paragraphs[0].text == "d’Haveluy"
    assert document.core_properties.title == "l’école & la mairie"


def test_a_document_without_a_title_has_its_number_and_its_commune() -> None:
    """Readers of screens say it first, and archives ask for one."""
    document = Document(io.BytesIO(render(template("Texte"))))
    assert document.core_properties.title == "N-1 – Haveluy"


def test_who_wrote_the_template_is_not_told_by_its_documents() -> None:
    """Nor for whom, with what and when it was printed; its title and its author are those that it asks for."""
    document = Document(io.BytesIO(template("Texte", title="Acte {{ numero }}")))
    properties = document.core_properties
    properties.last_modified_by, properties.last_printed, properties.author = "stagiaire", DATE, "{{ commune.nom }}"
    company = "<Company>Une autre agglo</Company><Manager>Un chef</Manager></Properties>"
    saved = repack(packed(document), "docProps/app.xml", "</Properties>", company)
    docx = render(saved)
    told = part(docx, "docProps/app.xml") + part(docx, "docProps/core.xml")
    assert not [word for word in ("stagiaire", "agglo", "chef", "lastPrinted", "Template") if word in told]
    assert (Document(io.BytesIO(docx)).core_properties.title, "Haveluy" in told) == ("Acte N-1", True)


def test_paragraphs_and_rows_repeat() -> None:
    """``{%p`` and ``{%tr`` take their whole paragraph or row with them."""
    document = Document()
    for text in ("{%p for n in [1, 2] %}", "Article {{ n }}", "{%p endfor %}"):
        document.add_paragraph(text)
    table = document.add_table(3, 1)
    for row, text in zip(table.rows, ("{%tr for n in [3, 4, 5] %}", "{{ n }}", "{%tr endfor %}"), strict=True):
        row.cells[0].text = text
    made = Document(io.BytesIO(render(packed(document))))
    assert [paragraph.text for paragraph in made.paragraphs] == ["Article 1", "Article 2"]
    assert [row.cells[0].text for row in made.tables[0].rows] == ["3", "4", "5"]


def test_a_tag_split_by_word_into_runs_is_one_tag() -> None:
    """Word cuts a text in runs where it was corrected or checked."""
    document = Document()
    paragraph = document.add_paragraph()
    for run in ("{", "{ comm", "une.n", "om }", "}"):
        paragraph.add_run(run).bold = run == "une.n"
    assert texts(render(packed(document))) == ["Haveluy"]


def test_macros_and_blocks_are_not_escaped_twice() -> None:
    """Their output is text that was escaped and typeset already."""
    values = context(lieu="l'A & B")
    assert printed("{% macro f(x) %}{{ x }}{% endmacro %}{{ f(commune.lieu) }}", values) == "l’A & B"
    assert printed("{% set x %}{{ commune.lieu }}{% endset %}{{ x }}", values) == "l’A & B"
    assert printed("{{ commune.lieu|e }}", values) == "l’A & B"


@cases("quotes", "'autorisé'", "‘autorisé’", "“autorisé”", '"autorisé"', "« autorisé »", "«\u202fautorisé\u00a0»")
def test_quotes_that_word_made_typographic_still_quote(quotes: str) -> None:
    """Word turns quotes as one types, inside tags too."""
    assert printed(f"{{{{ {quotes}|accord('Madame') }}}}") == "autorisée"


def test_signs_of_comparison_that_word_joins_are_those_of_a_tag() -> None:
    """« ≥ » of a correction, but not in a text between quotes, of which the guillemets stay too."""
    assert printed("{% if 3500 ≥ 3500 and 1 ≠ 2 %}{{ '« a ≥ b »' }}{% endif %}") == "«\u00a0a ≥ b\u00a0»"


@cases(
    "expression, advice",
    ("{{ date }}", "|date_longue"),
    ("{{ heure }}", "|heure"),
    ("{{ commune }}", "« commune » n’est ni un texte ni un nombre"),
    ("{{ liste }}", "nommez l’un de ses champs"),
    ("{{ vrai }}", "vrai ou faux ne s’écrit pas"),
    ("{{ rien }}", "« none » n’est ni un texte ni un nombre"),
    ("{{ none }}", "« none » n’est ni un texte ni un nombre"),
    ("{{ true }}", "vrai ou faux ne s’écrit pas"),
    ("{{ [] }}", "n’est ni un texte ni un nombre"),
    ("{{ 10 / 4 }}", "« 2.5 » n’est pas un nombre entier"),
    ("{{ 'le ' ~ date }}", "|date_longue"),
    ("{{ none ~ '' }}", "« none »"),
    ("{{ date|string }}", "|date_longue"),
    ("{{ commune|upper }}", "« commune » n’est ni"),
    ("{{ none|default('x') }}", "« none »"),
    ("{{ [commune]|join(', ') }}", "« commune » n’est ni"),
    ("{{ [date]|map('string')|join }}", "|date_longue"),
    ("{{ '%s'|format(date) }}", "|date_longue"),
    ("{{ '%s %s' % (1, none) }}", "« none »"),
    ("{{ '%s' % heure }}", "|heure"),
    ("{{ '{}'.format(date) }}", "|date_longue"),
)
def test_what_is_no_text_is_refused_with_advice(expression: str, advice: str) -> None:
    """« 2025-02-24 », « True », « None » or a group's name would be printed in an act, whatever made a text of it."""
    values = context() | {"date": DATE.date(), "heure": DATE.time(), "liste": [1], "vrai": True, "rien": None}
    with pytest.raises(TemplateError) as caught:
        printed(expression, values)
    assert advice in str(caught.value)


@cases(
    "expression, expected",
    ("{{ 'à ' ~ commune.nom ~ 2 }}", "à Haveluy2"),
    ("{{ [1, commune.nom]|join(' et ') }}", "1 et Haveluy"),
    ("{{ [commune]|join(', ', attribute='nom') }}", "Haveluy"),
    ("{{ [commune.nom, 'x']|map('upper')|join(', ') }}", "HAVELUY, X"),
    ("{{ ('%s, %.1f' % (commune.nom, 2.5))|replace('.', ',') }}", "Haveluy, 2,5"),
    ("{{ '{}'.format(commune.nom) }}", "Haveluy"),
    ("{{ '%s'|format(3) }}", "3"),
    ("{{ 10 // 4 }}", "2"),
    ("{{ 'x' if none else 'y' }}", "y"),
)
def test_what_is_a_text_is_joined_and_formatted(expression: str, expected: str) -> None:
    """Texts and whole numbers are joined, changed and formatted as Jinja does it."""
    assert printed(expression) == expected


@cases(
    "text, expected",
    ('{% for one in ("a", "b") %}{{ one }}{{ ", " if not loop.last }}{% endfor %}.', "a, b."),
    ('{{ "le " }}{{ commune.nom }}', "le Haveluy"),
    ('a{{ " ; " }}b{{ "  (" ~ commune.nom ~ ") " }}c', "a\u202f; b (Haveluy) c"),
    ("a{% set links %} et {% endset %}{{ links }}b", "a et b"),
    ("{% macro part() %}x {% endmacro %}{{ part() }}y", "x y"),
    ('a{{ "" }}b{{ " " }}c', "ab c"),
)
def test_a_space_at_an_end_of_what_is_printed_stays(text: str, expected: str) -> None:
    """It parts words: an act would print « Bordereau,Convention », « leHaveluy »."""
    assert printed(text) == expected


def test_an_empty_value_is_an_error_unless_it_is_asked() -> None:
    """The message names the value, the document and the commune."""
    values = context(courriel=Blank(hint="commune.courriel est vide"))
    assert printed("x{% if commune.courriel %}{{ commune.courriel }}{% endif %}", values) == "x"
    with pytest.raises(TemplateError, match=r"début .* \(Haveluy\) : commune\.courriel est vide") as caught:
        printed("{{ commune.courriel }}", values)
    (problem,) = caught.value.problems
    assert (problem.level, problem.file, problem.commune) == ("error", "modele.docx", "Haveluy")
    assert caught.value.exit_code == 4


@cases(
    "expression",
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''|attr('__class__') }}",
    "{{ ''['__class__'] }}",
    "{{ commune.__dict__ }}",
    "{{ commune.__init__.__globals__ }}",
    "{{ commune._label }}",
    "{{ '{0.__class__}'.format('') }}",
    "{{ [].append(1) }}",
    "{{ {}.update(a=1) }}",
    "{{ self.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{{ range(1000000000)|list }}",
    "{{ open('/etc/passwd') }}",
)
def test_a_template_stays_in_its_sandbox(expression: str) -> None:
    """A template is a document that anyone may send: it reads what it is given and nothing else."""
    with pytest.raises(TemplateError):
        printed(expression)


@cases("expression", "{{ lipsum() }}", "{{ [1, 2, 3]|random }}")
def test_chance_has_no_place_in_a_template(expression: str) -> None:
    """The same inputs give the same bytes."""
    with pytest.raises(TemplateError, match="inconnu"):
        printed(expression)


@cases("condition, expected", ("numero", ["a", "b c"]), ("not numero", [" c"]))
def test_a_condition_may_span_paragraphs(condition: str, expected: list[str]) -> None:
    """It cuts where its tags stand, and what remains is whole paragraphs."""
    assert texts(render(template(f"{{% if {condition} %}}a", "b{% endif %} c"))) == expected


def test_a_tag_that_breaks_the_structure_is_refused() -> None:
    """A condition that ends inside a table: docxtpl would repair the document and lose some of it."""
    document = Document()
    document.add_paragraph("{% if not numero %}a")
    document.add_table(1, 1).cell(0, 0).text = "b{% endif %}"
    with pytest.raises(TemplateError, match=r"coupent la structure.*\{%p") as caught:
        render(packed(document))
    assert caught.value.problems[0].file == "modele.docx"


def test_a_text_beside_a_paragraph_s_or_a_row_s_tag_is_refused() -> None:
    """It would be taken away with the paragraph or the row: no clause vanishes in silence."""
    with pytest.raises(TemplateError, match="seule dans son paragraphe"):
        printed("{%p if numero %}Article 1{%p endif %}")
    document = Document()
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("{%tr for n in [1] %}", "Jour", "{%tr endfor %}", ""), strict=True):
        cell.text = text
    with pytest.raises(TemplateError, match="seule dans sa ligne de tableau"):
        render(packed(document))


def test_what_conditions_and_loops_leave_empty_is_no_damaged_document() -> None:
    """Word opens no cell or header without a paragraph, no row without a cell and no table without a row."""
    document = Document()
    cell, rows, columns = (document.add_table(1, 1), document.add_table(3, 1), document.add_table(1, 3))
    header = document.sections[0].header
    cell.cell(0, 0).text = header.paragraphs[0].text = "{%p if liste %}"
    for holder in (cell.cell(0, 0), header):
        holder.add_paragraph("x")
        holder.add_paragraph("{%p endif %}")
    for table, scope in ((rows, "tr"), (columns, "tc")):
        places = [one for row in table.rows for one in row.cells]
        for place, text in zip(places, (f"{{%{scope} for x in liste %}}", "x", f"{{%{scope} endfor %}}"), strict=True):
            place.text = text
    made = Document(io.BytesIO(render(packed(document), context() | {"liste": []})))
    assert [[one.text for one in table.cell(0, 0).paragraphs] for table in made.tables] == [[""]]
    assert [one.text for one in made.sections[0].header.paragraphs] == [""]


def test_a_logo_has_its_alternative_text_in_the_header_and_in_the_body() -> None:
    """PDF/UA-1, 7.3: what the screen reader says of the image, in French typography."""
    image = png()
    docx = render(template("{{ logo }}", header="{{ logo }}"), logo=image, logo_text="Logo de l'EPCI")
    document = Document(io.BytesIO(docx))
    for element in (document.element, document.sections[0].header._element):
        (inline,) = element.iter(DRAWING + "inline")
        assert inline.find(DRAWING + "docPr").get("descr") == "Logo de l’EPCI"
        assert [inline.get(side) for side in ("distT", "distB", "distL", "distR")] == ["0"] * 4
        assert inline.find(DRAWING + "extent").get("cy") == str(Mm(16))
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        assert image in [package.read(name) for name in package.namelist() if name.startswith("word/media/")]


def test_the_template_s_own_images_are_not_called_the_logo() -> None:
    """An image that its author left without a text is a fault to be found, not to be hidden."""
    document = Document()
    document.add_picture(io.BytesIO(png(3, 3, 128)))
    document.add_paragraph("{{ logo }}")
    made = Document(io.BytesIO(render(packed(document), logo=png(), logo_text="Logo")))
    described = [item.get("descr") for item in made.element.iter(DRAWING + "docPr")]
    assert sorted(str(text) for text in described) == ["Logo", "None"]


def test_a_template_asks_whether_there_is_a_logo() -> None:
    """Without one, ``{% if logo %}`` is false and printing it an error."""
    assert printed("x{% if logo %}{{ logo }}{% endif %}") == "x"
    with pytest.raises(TemplateError, match="logo est vide"):
        printed("{{ logo }}")


def test_the_same_context_gives_the_same_bytes() -> None:
    """Whatever the day, by the same renderer or another: dates, revision and the order of parts are fixed."""
    source = template("{{ commune.nom }} {{ logo }}", header="{{ logo }}", title="{{ numero }}")
    renderer = Renderer(Templates((("x", "modele.docx", source),), DATE, png(), "Logo"))
    first = renderer.render("x", context(), "Haveluy")
    assert renderer.render("x", context(nom="Denain"), "Denain") != first
    assert renderer.render("x", context(), "Haveluy") == first
    assert render(source, logo=png(), logo_text="Logo") == first
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = Document(io.BytesIO(first)).core_properties
    assert properties.created == properties.modified == DATE.replace(tzinfo=properties.created.tzinfo)
    assert properties.revision == 1


def test_a_rendered_document_is_well_formed_in_every_part() -> None:
    """Each part is XML, and no tag is left over."""
    docx = render(template("{{ numero }}", header="{{ commune.nom }}"))
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))
                assert b"{{" not in package.read(name)
    assert f"{WORD}body" in {
        element.tag for element in etree.fromstring(part(docx, "word/document.xml").encode()).iter()
    }


MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
PLAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
GOOD = template("{{ numero }}")


@cases(
    "damaged",
    pytest.param(b"", id="empty"),
    pytest.param(b"du texte", id="text"),
    pytest.param(b"%PDF-1.7", id="PDF"),
    pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), id="encrypted or .doc"),
    pytest.param(repack(GOOD, "[Content_Types].xml", PLAIN, MACRO), id="macros"),
    pytest.param(repack(GOOD, "word/document.xml", "<w:body>", "<w:bodi>"), id="broken XML"),
    pytest.param(repack(GOOD, "_rels/.rels", "word/document.xml", "word/autre.xml"), id="missing part"),
    pytest.param(GOOD[: len(GOOD) // 2], id="cut short"),
    pytest.param(GOOD[:3000] + bytes(500) + GOOD[3500:], id="damaged"),
)
def test_what_is_not_a_word_document_is_refused_at_once(damaged: bytes) -> None:
    """Before any document is rendered, with the file's name and how to save it."""
    with pytest.raises(TemplateError, match=r"modele\.docx : ce n’est pas un document Word") as caught:
        Renderer(Templates((("x", "modele.docx", damaged),), DATE))
    (problem,) = caught.value.problems
    assert (problem.level, problem.file) == ("error", "modele.docx")
    assert ".docx, sans mot de passe" in problem.remedy


def test_every_damaged_template_is_told() -> None:
    """All of them at once."""
    with pytest.raises(TemplateError) as caught:
        Renderer(Templates((("x", "x.docx", b""), ("y", "y.docx", GOOD), ("z", "z.docx", b"?")), DATE))
    assert [problem.file for problem in caught.value.problems] == ["x.docx", "z.docx"]


def test_one_renderer_keeps_its_templates_apart() -> None:
    """What is shared between documents is never mixed."""
    files = (("a", "a", template("A {{ numero }}")), ("b", "b", template("B {{ numero }}")))
    renderer = Renderer(Templates(files, DATE))
    group = {"commune": Fields("commune", {}), "numero": "N-2"}
    made = [texts(renderer.render(kind, values, "x")) for values in (context(), group) for kind in "ab"]
    assert made == [["A N-1"], ["B N-1"], ["A N-2"], ["B N-2"]]


def test_letters_that_a_loop_takes_beyond_z_are_refused() -> None:
    """The embedded engine begins again at a; how many turns a loop makes is known of each commune alone."""
    stream, document = io.BytesIO(), Document()
    for text in ("{%p for point in points %}", "{{ point }}", "{%p endfor %}"):
        document.add_paragraph(text, style="List Number")
    document.save(stream)
    lettered = repack(stream.getvalue(), "word/numbering.xml", 'w:val="decimal"', 'w:val="lowerLetter"')
    points = [f"point {rank}" for rank in range(1, 28)]
    assert texts(render(lettered, {"points": points[:26]})) == points[:26]
    with pytest.raises(TemplateError, match="au-delà de la lettre z") as caught:
        render(lettered, {"points": points})
    assert "« point 27 »" in caught.value.problems[0].message
    assert texts(render(stream.getvalue(), {"points": points})) == points


def test_properties_that_libreoffice_links_otherwise_are_filled() -> None:
    """« Office Open XML Text (Transitional) » names their link by another type; they stand once in what comes out."""
    usual = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    other = "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"
    saved = repack(template("Texte", title="Acte {{ numero }}"), "_rels/.rels", usual, other)
    docx = render(saved)
    assert Document(io.BytesIO(docx)).core_properties.title == "Acte N-1"
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        assert package.namelist().count("docProps/core.xml") == 1
    assert usual in part(docx, "_rels/.rels")
