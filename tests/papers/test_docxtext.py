"""A DOCX that came back."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from generator.errors import UnreadableError
from generator.papers.docxtext import read_comments, read_word
from generator.papers.received import read_contents
from tests.cases import cases
from tests.edits import packed
from tests.intake.papers import completed, in_columns
from tests.intake.sent import archive


def test_what_was_completed_stands_in_the_text_of_the_draft() -> None:
    """The text tells the same as the controls, in its place."""
    lines = read_word(completed()).replace("\u00a0", " ").splitlines()
    assert "Date de séance : 2 avril 2025" in lines
    assert "Excusés ayant donné pouvoir : FERAHTIA A. donne pouvoir à MURCIA B." in lines
    assert "Délibération n° 2025-02-10" in lines


@cases(
    "name, was, becomes",
    ("[Content_Types].xml", "document.main+xml", "template.main+xml"),
    (
        "[Content_Types].xml",
        "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "vnd.ms-word.document.macroEnabled.main+xml",
    ),
    (
        "word/document.xml",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ),
)
def test_what_could_be_no_template_is_read(name: str, was: str, becomes: str) -> None:
    """A template of Word, a document with macros, the strict form: its text and its zones are read."""
    with zipfile.ZipFile(io.BytesIO(completed())) as package:
        parts = {one: package.read(one) for one in package.namelist()}
    parts[name] = parts[name].replace(was.encode(), becomes.encode())
    found = read_contents(archive({**parts, "word/vbaProject.bin": b"x"}))
    assert found.pages == (read_word(completed()),)
    assert found.controls["deliberation.numero"].text == "2025-02-10"


def test_the_cells_of_a_row_stay_together() -> None:
    """Who gives a proxy and who holds it are in one line."""
    lines = read_word(in_columns()).splitlines()
    assert "M. FERAHTIA A.\tM. MURCIA B." in lines
    assert "RYCKELYNCK Jean-Paul\tPERTOLDI C.\tMURCIA B." in lines


def test_headers_come_first_then_the_body_then_the_footers() -> None:
    """The commune's name is often in the header alone; each part is read once, however many sections use it."""
    document = Document()
    document.add_paragraph("Séance du 2 avril 2025")
    section = document.sections[0]
    section.header.paragraphs[0].text = "Ville d’Haveluy"
    section.footer.paragraphs[0].text = "page 1"
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}><w:pPr/></w:p>"))
    document.element.body[0][0].append(parse_xml(section._sectPr.xml))
    assert [line for line in read_word(packed(document)).split("\n") if line] == [
        "Ville d’Haveluy",
        "Séance du 2 avril 2025",
        "page 1",
    ]


def test_an_archive_that_would_fill_the_memory_is_refused() -> None:
    """A few kilobytes that unpack to hundreds of megabytes."""
    stream = io.BytesIO(completed())
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package, package.open("word/bomb.xml", "w") as part:
        for _ in range(31):
            part.write(bytes(10_000_000))
    with pytest.raises(UnreadableError, match="trop volumineux"):
        read_word(stream.getvalue())


@cases("mark", "<w:strike/>", "<w:dstrike/>", "<w:vanish/>", '<w:rStyle w:val="Barre"/>', '<w:rStyle w:val="Cache"/>')
def test_what_is_struck_through_or_hidden_is_not_read(mark: str) -> None:
    """Once or twice, by a run or by its style: whoever is struck out of a list did not sit, or nobody saw the name."""
    document = Document()
    style = document.styles.add_style("Barre", WD_STYLE_TYPE.CHARACTER)
    style.font.strike = True
    document.styles.add_style("Cache", WD_STYLE_TYPE.CHARACTER).font.hidden = True
    paragraph = document.add_paragraph("Présents : Carole LELEU, ")
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:rPr>{mark}</w:rPr><w:t>Bruno LEJEUNE, </w:t></w:r>"))
    paragraph._p.append(
        parse_xml(f"<w:r {nsdecls('w')}><w:rPr><w:strike w:val='0'/></w:rPr><w:t>Pascal JEAN</w:t></w:r>")
    )
    assert "Présents : Carole LELEU, Pascal JEAN" in read_word(packed(document))


def test_what_a_reviewer_noted_is_told_apart() -> None:
    """A comment in the margin is no text of the act."""
    document = Document()
    paragraph = document.add_paragraph("14 votants")
    document.add_comment(paragraph.runs, text="lire 13", author="DGS")
    stream = io.BytesIO()
    document.save(stream)
    assert read_comments(stream.getvalue()) == ("lire 13",)
    assert "13" not in read_word(stream.getvalue())
    assert read_contents(stream.getvalue()).notes == ("lire 13",)


def test_a_paragraph_whose_style_strikes_it_through_is_not_read() -> None:
    """And what is struck in a zone of the draft is none of its text."""
    document = Document()
    style = document.styles.add_style("Barre", WD_STYLE_TYPE.PARAGRAPH)
    style.font.double_strike = True
    document.add_paragraph("Bruno LEJEUNE", style="Barre")
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtPr><w:tag w:val='seance.noms_presents'/></w:sdtPr><w:sdtContent><w:p><w:r>"
            "<w:t>Carole LELEU</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>, Bruno LEJEUNE</w:t></w:r></w:p>"
            "</w:sdtContent></w:sdt>"
        ),
    )
    stream = io.BytesIO()
    document.save(stream)
    assert "LEJEUNE" not in read_word(stream.getvalue())
    found = read_contents(stream.getvalue())
    assert found.controls["seance.noms_presents"].text == "Carole LELEU"
    assert "LEJEUNE" not in found.pages[0]


def test_lists_bear_the_numbers_and_bullets_that_word_prints() -> None:
    """They begin again under another number; what is empty or deleted bears none."""
    document = Document()
    items = (("Voirie", ""), ("d’approuver", ""), ("de signer", " 2"), ("de payer", " 2"), ("", ""), ("de clore", ""))
    for text, level in items:
        document.add_paragraph(text, style=f"List Number{level}")
    gone = document.add_paragraph("retiré", style="List Number")
    gone._p.get_or_add_pPr().append(parse_xml(f"<w:rPr {nsdecls('w')}><w:del/></w:rPr>"))
    document.add_paragraph("puce", style="List Bullet")
    lines = read_word(packed(document)).split("\n")
    assert lines[:4] == ["1. Voirie", "2. d’approuver", "1. de signer", "2. de payer"]
    assert "4. de clore" in lines
    assert not any(line.startswith("5.") for line in lines)
    assert lines[-1].endswith("• puce")


@cases("ilvl, start", ("x", "1"), ("0", "1e400"), ("0", "999999999999"), ("0", "-3"))
def test_a_list_counted_without_sense_is_read_all_the_same(ilvl: str, start: str) -> None:
    """No number of a damaged list fills the memory, and none stops the reading."""
    document = Document()
    document.add_paragraph("Voirie", style="List Number")
    for level in document.part.numbering_part.element.iter(qn("w:lvl")):
        level.set(qn("w:ilvl"), ilvl)
        level.find(qn("w:start")).set(qn("w:val"), start)
        level.find(qn("w:numFmt")).set(qn("w:val"), "upperRoman")
    assert read_word(packed(document)).endswith("Voirie")


@cases("inserted", "altChunk", "subDoc")
def test_a_document_whose_text_is_another_file_is_not_read_in_part(inserted: str) -> None:
    """Word shows that file's text as its own: what is missing would be missing without a word."""
    document = Document()
    document.add_paragraph("Le conseil municipal,")._p.addnext(parse_xml(f"<w:{inserted} {nsdecls('w')}/>"))
    with pytest.raises(UnreadableError, match="celle d’un autre fichier"):
        read_word(packed(document))
