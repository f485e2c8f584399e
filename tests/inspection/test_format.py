"""What the format allows: what is admitted is printed to the letter on both engines, the rest is told."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.inspection.format import ADMITTED, FIELDS, REFUSED
from generator.pdf.conformity import verify_pdf
from generator.pdf.conversion import ConversionJob
from generator.pdf.engine import select_engine
from generator.progress import Silence
from generator.workers import LocalWorkers
from tests.cases import cases
from tests.inspection.spoiling import BODY, FOOTER, HEADER, Spoiled, control, field, paragraph, run, table
from tests.rendering.templates import render

SIXTH = "article 4, 6e paragraphe"
SETTINGS = "word/settings.xml"
STYLES = "word/styles.xml"
RELATIONS = "word/_rels/document.xml.rels"
_NOTES = "".join(
    f'<w:footnote w:id="{number}">{paragraph("<w:r><w:footnoteRef/></w:r>", run(f" Note {said}."))}</w:footnote>'
    for number, said in ((2, "première"), (3, "seconde"))
)
_CALL = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
#: A text box as Word writes it, without its copy for old programs.
BOX = (
    '<w:p><w:r><w:t xml:space="preserve">Avant </w:t></w:r><w:r><mc:AlternateContent '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:drawing><wp:{kind} '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" '
    'distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
    '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
    '<wp:extent cx="2500000" cy="600000"/><wp:wrapTopAndBottom/><wp:docPr id="7" name="Zone 7"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData '
    'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
    '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2500000" cy="600000"/></a:xfrm><a:prstGeom prst="rect">'
    "<a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx><wps:bodyPr/>"
    "</wps:wsp></a:graphicData></a:graphic></wp:{kind}></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>"
)
#: What is admitted, each form that changes what is printed.
SOUND = (
    *(paragraph(run("Avant "), run("milieu", f"<w:{name}/>"), run(" après")) for name in ("b", "i", "caps", "strike")),
    paragraph(run("exposant", '<w:vertAlign w:val="superscript"/>'), run("fluo", '<w:highlight w:val="yellow"/>')),
    paragraph(run("m"), "<w:r><w:br/><w:t>ligne</w:t><w:tab/><w:t>mé</w:t><w:softHyphen/><w:t>diation</w:t></w:r>"),
    paragraph('<w:bookmarkStart w:id="1" w:name="_GoBack"/>', run("signet"), '<w:bookmarkEnd w:id="1"/>'),
    paragraph('<w:proofErr w:type="spellStart"/>', run("faute"), '<w:proofErr w:type="spellEnd"/>'),
    paragraph(run("Lieu : "), control(run("[à compléter]"), "lieu.permanence")),
    table(paragraph(run("Jour")), paragraph(run("mardi"))),
    BOX.format(kind="anchor", inside=paragraph(run("Dans une zone de texte"))),
    paragraph(run("Un appel"), _CALL.format(2), run(" puis un autre"), _CALL.format(3)),
)


def printable(*contents: str) -> bytes:
    """Return a document of these contents, without tags."""
    spoiled = Spoiled("planning")
    for part in (HEADER, FOOTER, "docProps/core.xml"):
        spoiled.parts[part] = re.sub(rb"\{[{%].*?[}%]\}", b"Denain", spoiled.parts[part])
    spoiled.add_part("footnotes", "footnotes", _NOTES)
    body = spoiled.parts[BODY].decode()
    title = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Titre</w:t></w:r></w:p>'
    section = body[body.index("<w:sectPr") : body.index("</w:body>")]
    start = body.index("<w:body>") + len("<w:body>")
    spoiled.parts[BODY] = "".join((body[:start], title, *contents, section, "</w:body></w:document>")).encode()
    return spoiled.bytes()


@cases("engine", "embedded", "libreoffice")
def test_what_is_admitted_is_printed_to_the_letter(engine: str, tmp_path: Path) -> None:
    """One document of all of it: every word is in the PDF, which passes all checks."""
    text = printed(engine, printable(*SOUND), tmp_path)
    assert text.index("Note première") < text.index("Note seconde")
    assert "zone de texte" in text


@cases("engine", "embedded", "libreoffice")
def test_a_note_goes_with_the_passage_that_calls_it(engine: str, tmp_path: Path) -> None:
    """That of the next call is not taken for it."""
    calls = [paragraph(run(f"Appel {number}"), _CALL.format(number)) for number in (2, 3)]
    passage = (paragraph(run("{%p if not commune.nom %}")), calls[0], paragraph(run("{%p endif %}")))
    text = printed(engine, render(printable(*passage, calls[1])), tmp_path)
    assert "première" not in text
    assert text.index("Appel 3") < text.index("Note seconde")


def printed(engine: str, docx: bytes, folder: Path) -> str:
    """Return the text of what an engine prints of a document, which passes all checks."""
    job = ConversionJob("essai.docx", docx)
    with LocalWorkers(1, Silence().check) as workers:
        (conversion,) = select_engine(engine).convert([job], workers=workers, date=datetime(2025, 3, 14, tzinfo=UTC))
    assert conversion.error == ""
    (folder / "essai.pdf").write_bytes(conversion.pdf)
    failures, pages = verify_pdf(folder / "essai.pdf")
    assert failures == ()
    return "".join(page.text for page in pages)


def told(*contents: str) -> list[tuple[str, str, str]]:
    """Return what is said of contents put in article 4: (place, message, remedy)."""
    spoiled = Spoiled("convention").after("Leur bureau sera situé", "".join(contents))
    return [(problem.place, problem.message, problem.remedy) for problem in spoiled.problems()]


@cases("kind", *FIELDS, "INCONNU")
def test_every_field_is_told_with_what_to_write(kind: str) -> None:
    """Complex or simple, with whatever it asks for."""
    code = f"{kind} 2+3" if kind == "=" else f'{kind} \\* MERGEFORMAT "x"'
    simple = f'<w:fldSimple w:instr="{code.replace(chr(34), "&quot;")}">{run("7")}</w:fldSimple>'
    for written in (field(code), simple):
        ((place, message, remedy),) = told(paragraph(run("Champ "), written))
        assert place == SIXTH
        assert kind in message
        assert remedy


@cases(
    "code, tag",
    ("MERGEFIELD Nom_Commune", "{{ commune.nom }}"),
    ("MERGEFIELD Maire \\* MERGEFORMAT", "{{ commune.nom_maire }}"),
    ('DOCPROPERTY "Code postal"', "{{ commune.code_postal }}"),
    ("MERGEFIELD adresse_mairie", "{{ commune.adresse_mairie }}"),
    ("IF 1 = 1", "{% if … %}"),
    ("DATE \\@ dd/MM/yyyy", "|date_longue"),
)
def test_the_remedy_names_the_tag(code: str, tag: str) -> None:
    """The column of a mail merge is the variable that it resembles."""
    ((_, _, remedy),) = told(paragraph(run("Champ "), field(code)))
    assert tag in remedy


def test_fields_within_fields_and_damaged_ones_are_told() -> None:
    """Each field of a nest; an end that is missing."""
    nested = field(f"IF </w:instrText></w:r>{field('MERGEFIELD x')}<w:r><w:instrText> = 1")
    assert [message.split(" ")[2] for _, message, _ in told(paragraph(nested))] == ["MERGEFIELD", "IF"]
    ((place, message, _),) = told(paragraph(run("Champ "), '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'))
    assert (place, "est abîmé" in message) == (SIXTH, True)


def test_page_numbers_are_kept_in_margins_alone() -> None:
    """The footer's own are no fault; in the text, or in Roman, they are one."""
    assert told(paragraph(run("Texte"))) == []
    ((_, message, remedy),) = told(paragraph(run("Page "), field("PAGE")))
    assert ("PAGE est dans le texte" in message, "en-tête" in remedy) == (True, True)
    roman = Spoiled("convention").after("– SN –", paragraph(field("PAGE \\* roman")), FOOTER)
    (problem,) = roman.problems()
    assert problem.place.startswith("pied de page")
    assert "format" in problem.message


ELEMENTS = {
    "altChunk": '<w:altChunk r:id="rId1"/>',
    "object": paragraph(run("a"), "<w:r><w:object/></w:r>"),
    "pict": paragraph(run("a"), "<w:r><w:pict/></w:r>"),
    "oMath": paragraph(run("a"), f'<m:oMath xmlns:m="m"><m:r>{run("x")}</m:r></m:oMath>'),
    "ruby": paragraph(run("a"), f"<w:r><w:ruby><w:rt>{run('x')}</w:rt></w:ruby></w:r>"),
    "smartTag": paragraph(run("a"), f"<w:smartTag>{run('x')}</w:smartTag>"),
    "customXml": paragraph(run("a"), f"<w:customXml>{run('x')}</w:customXml>"),
    "bdo": paragraph(run("a"), f'<w:bdo w:val="rtl">{run("x")}</w:bdo>'),
    "noBreakHyphen": paragraph(run("a"), "<w:r><w:noBreakHyphen/></w:r>"),
    "ptab": paragraph(run("a"), "<w:r><w:ptab/></w:r>"),
    "dayLong": paragraph(run("a"), "<w:r><w:dayLong/></w:r>"),
    "br": paragraph(run("a"), '<w:r><w:br w:type="column"/></w:r>'),
    "endnoteReference": paragraph(run("a"), '<w:r><w:endnoteReference w:id="2"/></w:r>'),
    **{
        name: paragraph(run("a", f'<w:{name} w:val="1"/>'))
        for name in (
            "smallCaps",
            "outline",
            "shadow",
            "emboss",
            "imprint",
            "effect",
            "em",
            "bdr",
            "w",
            "fitText",
            "rtl",
        )
    },
    **{name: f"<w:p><w:pPr><w:{name}/></w:pPr>{run('a')}</w:p>" for name in ("framePr", "bidi", "textDirection")},
    "tblpPr": table(paragraph(run("Jour")), paragraph(run("x"))).replace(
        "<w:tblPr/>", "<w:tblPr><w:tblpPr/></w:tblPr>"
    ),
    "footnoteReference": table(paragraph(run("Jour")), paragraph(run("x"), _CALL.format(2))),
    "chart": paragraph(run("a"), '<w:r><w:drawing><c:chart xmlns:c="c"/></w:drawing></w:r>'),
    "inline": BOX.format(kind="inline", inside=paragraph(run("x"))),
    "wgp": paragraph(run("a"), '<w:r><w:drawing><g:wgp xmlns:g="g"/></w:drawing></w:r>'),
}


@pytest.mark.parametrize("name", ELEMENTS)
def test_what_is_refused_is_told_with_its_place_and_its_remedy(name: str) -> None:
    """What the engines print otherwise, or lose."""
    what, remedy = REFUSED[name]
    ((place, message, advice),) = told(ELEMENTS[name])
    assert message.startswith(what)
    assert message.removeprefix(what).removeprefix(",").startswith(" est dans le modèle")
    assert advice == remedy
    assert place


def test_what_asks_for_nothing_is_no_fault() -> None:
    """What Word writes of an effect that is off, and of ligatures, which change no word."""
    off = ('w w:val="100"', 'em w:val="none"', 'effect w:val="none"', 'bdr w:val="nil"', 'smallCaps w:val="0"')
    assert told(*(paragraph(run("a", f"<w:{said}/>")) for said in off)) == []
    word = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    assert told(paragraph(run("a", f'<w14:ligatures {word} w14:val="none"/>'))) == []
    ((_, message, _),) = told(paragraph(run("a", f"<w14:glow {word}/>")))
    assert "un effet de texte" in message


def test_what_nobody_knows_is_refused() -> None:
    """An element of a later format, and one that means nothing."""
    ((place, message, _),) = told(paragraph(run("a"), '<x:nouveau xmlns:x="urn:x"/>'))
    assert (place, "(nouveau)" in message) == (SIXTH, True)
    assert not ADMITTED & set(REFUSED) - {"br", "cols", "footnoteReference", "type"}


def test_what_a_style_asks_for_is_told() -> None:
    """The same in a style that the text has; a style that nothing uses is no fault."""
    style = '<w:style w:type="character" w:styleId="Ruse"><w:name w:val="Ruse"/><w:rPr>{}</w:rPr></w:style></w:styles>'
    for properties, said in (("<w:smallCaps/>", "petites capitales"), ("<w:vanish/>", "du texte masqué")):
        spoiled = Spoiled("convention").replace("</w:styles>", style.format(properties), STYLES)
        assert spoiled.problems() == []
        (problem,) = spoiled.after(
            "Leur bureau sera situé", paragraph(run("note interne", '<w:rStyle w:val="Ruse"/>'))
        ).problems()
        assert said in problem.message


HIDDEN = (
    ("<w:vanish/>", "du texte masqué"),
    ("<w:specVanish/>", "du texte masqué"),
    ('<w:color w:val="FFFFFF"/>', "en blanc sur blanc"),
    ('<w:sz w:val="2"/>', "trop petit pour être lu"),
)


@pytest.mark.parametrize(("properties", "said"), HIDDEN)
def test_hidden_text_is_told(properties: str, said: str) -> None:
    """A commune that opens the DOCX reads it."""
    ((place, message, _),) = told(paragraph(run("Texte "), run("à négocier", properties)))
    assert (place, said in message, "à négocier" in message) == (SIXTH, True, True)


def test_what_is_not_hidden_is_no_fault() -> None:
    """A switch that is off, and white letters on a dark cell."""
    assert told(paragraph(run("Texte", '<w:vanish w:val="0"/>'))) == []
    dark = '<w:highlight w:val="black"/>'
    assert told(paragraph(run("Texte", f'<w:color w:val="FFFFFF"/>{dark}'))) == []


def test_hidden_marks_and_rows_are_told() -> None:
    """The mark of a paragraph, the row of a table."""
    marked = f"<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{run('Texte')}</w:p>"
    assert ["la marque de fin d’un paragraphe est masquée" in message for _, message, _ in told(marked)] == [True]
    rows = table(paragraph(run("Jour")), paragraph(run("x"))).replace(
        "</w:tr><w:tr>", "</w:tr><w:tr><w:trPr><w:hidden/></w:trPr>"
    )
    assert "une ligne de tableau est masquée" in [message.partition(" (")[0] for _, message, _ in told(rows)]


def test_tags_where_nothing_is_filled_are_told() -> None:
    """The address of a link, the properties of a control, an alternative text, the code of a field."""
    inside = run("courriel", '<w:rStyle w:val="Hyperlink"/>')
    link = f'<w:hyperlink r:id="rIdX">{inside}</w:hyperlink>'
    address = (
        '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
        'Target="mailto:{{ commune.courriel }}" TargetMode="External"/></Relationships>'
    )
    style = '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/></w:style></w:styles>'
    for written in (address, address.replace("{{ commune.courriel }}", "%7B%7B%20commune.courriel%20%7D%7D")):
        spoiled = Spoiled("convention").replace("</Relationships>", written, RELATIONS)
        spoiled.replace("</w:styles>", style, STYLES)
        (problem,) = spoiled.after("Leur bureau sera situé", paragraph(run("Voir "), link)).problems()
        assert (problem.place, "dans l’adresse d’un lien" in problem.message) == (SIXTH, True)
    ((place, message, _),) = told(paragraph(control(run("x"), "obs.{{ numero }}")))
    assert (place, "dans les propriétés d’un contrôle de contenu" in message) == (SIXTH, True)


def test_a_page_break_at_the_end_is_told() -> None:
    """Nothing comes after it; one with words after it is no fault."""
    final = '<w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p/>'
    spoiled = Spoiled("planning")
    body = spoiled.parts[BODY].decode()
    at = body.rindex("<w:sectPr")
    spoiled.parts[BODY] = (body[:at] + final + body[at:]).encode()
    (problem,) = spoiled.problems()
    assert "la dernière page serait blanche" in problem.message
    spoiled.parts[BODY] = (body[:at] + final + paragraph(run("Annexe")) + body[at:]).encode()
    assert spoiled.problems() == []


def test_what_a_loop_repeats_wrongly_is_told() -> None:
    """A control, the call of a note, a list that was to begin again."""
    start, end = paragraph(run("{%p for s in planning.seances %}")), paragraph(run("{%p endfor %}"))
    ((_, message, _),) = told(start, paragraph(control(run("[x]"), "obs.x")), end)
    assert "« obs.x » est dans une boucle" in message
    listed = f'<w:p><w:pPr><w:pStyle w:val="ListNumber"/></w:pPr>{run("étape")}</w:p>'
    style = re.search(rb'w:styleId="([^"]*)"><w:name w:val="List Number"/>', Spoiled("convention").parts[STYLES])
    if style:
        listed = listed.replace("ListNumber", style[1].decode())
        assert told(start, listed, end) == []
        ((_, message, remedy),) = told(start, listed, listed, end)
        assert ("ses numéros continuent" in message, "loop.index" in remedy) == (True, True)


@cases(
    "text, remedy",
    ("{{r commune.nom }}", "{{ commune.nom }}"),
    ("{{p commune.nom }}", "{{ commune.nom }}"),
    ("{%r if numero %}x{%r endif %}", "{% if numero %}"),
    ("{%- if numero %}x{% endif %}", "{% if numero %}"),
    ("{{ numero -}}", "{{ numero }}"),
)
def test_the_librarys_own_syntax_is_told(text: str, remedy: str) -> None:
    """What docxtpl reads in its way and this page of templates does not teach."""
    assert any(remedy in advice for _, _, advice in told(paragraph(run(text))))
    assert "de trop" not in "".join(message for _, message, _ in told(paragraph(run(text))))


@cases("word", "colspan 2", "vm", "hm")
def test_merging_tags_are_unknown(word: str) -> None:
    """Merged cells are not accessible."""
    ((_, message, _),) = told(paragraph(run(f"{{% {word} %}}")))
    assert "balise inconnue" in message


def test_rows_of_unequal_length_are_told() -> None:
    """A row lacks a cell: a screen reader would lose the column."""
    cell = "<w:tc>{}</w:tc>".format
    uneven = table(paragraph(run("Jour"))).replace(
        "</w:tbl>", f"<w:tr>{cell(paragraph(run('a')))}{cell(paragraph(run('b')))}</w:tr></w:tbl>"
    )
    ((place, message, _),) = told(uneven)
    assert (place, "pas le même nombre de cellules" in message) == ("tableau 1, ligne 2, colonne 1", True)


def test_a_lost_part_is_told() -> None:
    """The picture that a link leads to is not in the file."""
    lost = (
        '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        'Target="media/image9.png"/></Relationships>'
    )
    (problem,) = Spoiled("convention").replace("</Relationships>", lost, RELATIONS).problems()
    assert "« word/media/image9.png », qui n’y est pas" in problem.message
    assert "insérez de nouveau" in problem.remedy


def test_a_mail_merge_left_in_the_settings_is_told() -> None:
    """Word would ask each reader for the list of addresses."""
    (problem,) = Spoiled("convention").replace("</w:settings>", "<w:mailMerge/></w:settings>", SETTINGS).problems()
    assert "source de publipostage" in problem.message


@cases(
    "astray, said",
    (paragraph(run("a"), paragraph(run("dedans"))), "du texte est là où un document Word n’en a pas"),
    (paragraph("<w:t>nu</w:t>"), "du texte est là où un document Word n’en a pas"),
    (paragraph(run("a"), "<w:r><w:delText>supprimé</w:delText></w:r>"), "du texte est là où un document Word"),
    ("<w:p><w:pPr/><w:pPr/><w:r><w:t>a</w:t></w:r></w:p>", "une mise en forme est écrite deux fois"),
    (paragraph(run("a"), "<w:r><w:instrText>PAGE</w:instrText></w:r>"), "un champ de Word est abîmé (PAGE)"),
)
def test_text_where_the_format_has_no_place_for_it_is_told(astray: str, said: str) -> None:
    """A paragraph in another, a text without a run, what was deleted, two forms of one: lost, or printed."""
    ((place, message, _),) = told(astray)
    assert (place, message.startswith(said)) == (SIXTH, True)


def test_an_empty_store_of_blocks_and_words_of_its_own_are_told() -> None:
    """The embedded engine opens neither, and Word refuses a file that defines entities."""
    spoiled = Spoiled("planning")
    spoiled.add_part("glossaryDocument", "glossaryDocument", "")
    assert ["la réserve de blocs de texte du fichier est vide" in one.message for one in spoiled.problems()] == [True]
    spoiled = Spoiled("planning")
    entity = b'<!DOCTYPE w:document [<!ENTITY nom "Haveluy">]>'
    spoiled.parts[BODY] = re.sub(rb"(<\?xml[^>]*\?>)?", rb"\1" + entity, spoiled.parts[BODY], count=1)
    assert ["définit ses propres mots" in problem.message for problem in spoiled.problems()] == [True]


def test_a_sentence_about_what_an_engine_does_has_both_its_commas() -> None:
    """« un texte, que l’on perd, est dans le modèle »."""
    ((_, message, _),) = told(paragraph(run("a", "<w:smallCaps/>")))
    assert message.startswith("un texte en petites capitales, que le moteur intégré imprime en minuscules, est dans")


def test_tags_that_a_libreoffice_loses_are_told_with_the_way_back() -> None:
    """Those before 7.5 save content controls without them, which is no fault of who wrote the template."""
    lost = Spoiled("convention").after("Leur bureau sera situé", paragraph(control(run("x"))))
    (problem,) = lost.problems()
    assert problem.remedy.startswith("donnez-lui une balise")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    for version, said in (("7.4.7.2", "LibreOffice 7.4 a perdu les balises"), ("24.2.1", "donnez-lui une balise")):
        application = f"<Application>LibreOffice/{version}$Linux_X86_64</Application>"
        lost.parts["docProps/app.xml"] = f'<Properties xmlns="{kind}">{application}</Properties>'.encode()
        (problem,) = lost.problems()
        assert problem.remedy.startswith(said)
