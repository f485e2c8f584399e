"""Small Word documents with what makes tagging hard: headings, list, table, links, image, content control."""

from __future__ import annotations

import io
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from PIL import Image

_HYPERLINK = (
    '<w:hyperlink {ns} w:anchor="{anchor}"><w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>'
    "<w:t>{text}</w:t></w:r></w:hyperlink>"
)
_CONTROL = (
    '<w:sdt {ns}><w:sdtPr><w:tag w:val="{tag}"/><w:text/></w:sdtPr>'
    "<w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>"
)


def write_word_document(path: Path, title: str, *, articles: int = 2, annex: bool = True) -> Path:
    """Write at ``path`` a convention called ``title``; ``annex`` adds a second page, and a link to it on the first."""
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, "Communauté d’agglomération", "fr-FR"
    document.add_heading(title, 1)
    for article in range(1, articles + 1):
        document.add_heading(f"Article {article}", 2)
        document.add_paragraph("Les parties conviennent de la médiation numérique dans la commune.")
    for item in ("premier engagement", "second engagement"):
        document.add_paragraph(item, style="List Bullet")
    _add_table(document)
    _add_control(document.add_paragraph("Séance du "), "seance.date", "date à compléter")
    if annex:
        _add_annex(document)
    document.save(str(path))
    return path


def _add_annex(document: Document) -> None:
    document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    _add_link(document.add_paragraph("Voir "), "annexe", "l’annexe")
    document.add_page_break()  # type: ignore[no-untyped-call]  # python-docx types only a part of its methods
    document.add_heading("Annexe", 2)
    _add_bookmark(document.add_paragraph("Logo de la communauté"), "annexe")
    _add_image(document, "Logo de la communauté d’agglomération")


def _add_table(document: Document) -> None:
    table = document.add_table(rows=2, cols=2)
    for row, texts in zip(table.rows, (("Jour", "Lieu"), ("mardi", "Mairie")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def _add_control(paragraph: Paragraph, tag: str, text: str) -> None:
    paragraph._p.append(parse_xml(_CONTROL.format(ns=nsdecls("w"), tag=tag, text=text)))


def _add_link(paragraph: Paragraph, anchor: str, text: str) -> None:
    paragraph._p.append(parse_xml(_HYPERLINK.format(ns=nsdecls("w"), anchor=anchor, text=text)))


def _add_bookmark(paragraph: Paragraph, name: str) -> None:
    paragraph._p.insert(0, parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="1" w:name="{name}"/>'))
    paragraph._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="1"/>'))


def _add_image(document: Document, description: str) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (20, 10), "navy").save(picture, "PNG")
    picture.seek(0)
    shape = document.add_picture(picture)
    shape._inline.docPr.set("descr", description)
