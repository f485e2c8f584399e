"""The tags that engines write otherwise than the standards ask: links, items of lists, types of their own names."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import docx
import pikepdf
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from generator.pdf.conformity import verify_pdf
from generator.pdf.conversion import ConversionJob
from generator.pdf.engine import select_engine
from generator.progress import Silence
from generator.workers import LocalWorkers
from tests.cases import cases

_LINK = '<w:hyperlink {} r:id="{}"><w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr><w:t>{}</w:t></w:r></w:hyperlink>'
_NUMBERED = '<w:numPr {}><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'


def add_link(paragraph: Paragraph, text: str) -> None:
    """Add a link to an address of the web."""
    name = paragraph.part.relate_to("https://www.ville-denain.fr/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    paragraph._p.append(parse_xml(_LINK.format(nsdecls("w", "r"), name, text)))


def linked(document: Document) -> None:
    """Add links in a text, one of them on two lines, one at the end of a paragraph of two pages, and in a footer."""
    document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    paragraph = document.add_paragraph("Voir ")
    add_link(paragraph, "le site de la ville")
    paragraph.add_run(" ou bien ")
    add_link(paragraph, "les pages de la médiation numérique, de ses ateliers et de ses permanences dans les communes")
    paragraph.add_run(" : tout y est.")
    bold = paragraph._p.xpath("w:hyperlink/w:r")[0]
    bold.addnext(
        parse_xml(f'<w:r {nsdecls("w")}><w:rPr><w:rStyle w:val="Hyperlink"/><w:b/></w:rPr><w:t> même</w:t></w:r>')
    )
    long = document.add_paragraph("mot " * 900)
    add_link(long, "au bout")
    add_link(document.sections[0].footer.paragraphs[0], "www.ville-denain.fr")


def listed(document: Document) -> None:
    """Add items after an inner list that a paragraph cuts."""
    document.add_paragraph("x", style="List Number")
    name = document.styles["List Number"].element.xpath(".//w:numId/@w:val")[0]
    numbering = document.part.numbering_part.element
    (abstract,) = numbering.xpath(f"w:num[@w:numId={name}]/w:abstractNumId/@w:val")
    (defined,) = numbering.xpath(f"w:abstractNum[@w:abstractNumId={abstract}]")
    inner = (
        f'<w:lvl {nsdecls("w")} w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
        '<w:lvlText w:val="%2)"/><w:pPr><w:ind w:left="900" w:hanging="360"/></w:pPr></w:lvl>'
    )
    defined.append(parse_xml(inner))
    for text, level in (("un", 0), ("sous-point", 1), ("Un texte.", None), ("autre sous-point", 1), ("deux", 0)):
        paragraph = document.add_paragraph(text)
        if level is not None:
            paragraph._p.get_or_add_pPr().append(parse_xml(_NUMBERED.format(nsdecls("w"), level, name)))


def bulleted(document: Document) -> None:
    """Add the bullets of Word, signs of fonts of symbols that no reader can speak."""
    drawn = (("Symbol", "\uf0b7"), ("Wingdings", "\uf0a7"), ("Symbol", "\uf02d"))
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="{sign}"/><w:pPr>'
        f'<w:ind w:left="{500 * level + 500}" w:hanging="300"/></w:pPr><w:rPr><w:rFonts w:ascii="{font}" '
        f'w:hAnsi="{font}" w:hint="default"/></w:rPr></w:lvl>'
        for level, (font, sign) in enumerate(drawn)
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for level in range(len(drawn)):
        item = document.add_paragraph("point")
        item._p.get_or_add_pPr().append(parse_xml(_NUMBERED.format(nsdecls("w"), level, 90)))


def quoted(document: Document) -> None:
    """Use a style of Word whose name is that of a type."""
    document.add_paragraph("Une citation", style="Quote")


@cases("engine", "embedded", "libreoffice")
@cases("filled", linked, listed, bulleted, quoted)
def test_what_engines_tag_otherwise_is_put_right(
    filled: Callable[[Document], None], engine: str, tmp_path: Path
) -> None:
    """The file passes PDF/A-2a and PDF/UA-1."""
    document = docx.Document()
    document.core_properties.title, document.core_properties.language = "Essai", "fr-FR"
    document.styles["Normal"].font.name = document.styles["Heading 1"].font.name = "Carlito"
    document.sections[0].top_margin = docx.shared.Cm(3)
    document.add_heading("Essai", 1)
    filled(document)
    stream = io.BytesIO()
    document.save(stream)
    job = ConversionJob("essai.docx", stream.getvalue())
    with LocalWorkers(1, Silence().check) as workers:
        (conversion,) = select_engine(engine).convert([job], workers=workers, date=datetime(2025, 3, 14, tzinfo=UTC))
    assert conversion.error == ""
    (tmp_path / "essai.pdf").write_bytes(conversion.pdf)
    assert verify_pdf(tmp_path / "essai.pdf")[0] == ()
    with pikepdf.open(io.BytesIO(conversion.pdf)) as pdf:
        links = [link for page in pdf.pages for link in page.get("/Annots", [])]
    assert bool(links) == (filled is linked)
    if filled is bulleted:
        text = "".join(page.text for page in verify_pdf(tmp_path / "essai.pdf")[1])
        assert [sign for sign in "•▪–" if sign in text] == ["•", "▪", "–"]
