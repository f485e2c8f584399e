"""The real templates, spoiled by hand: what a clerk, Word or a bad copy does to them."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from generator.errors import Problem
from generator.inspection.templates import inspect_template

TEMPLATES = Path(__file__).parents[2] / "templates" / "mediation-numerique"
BODY = "word/document.xml"
HEADER = "word/header1.xml"
FOOTER = "word/footer1.xml"
CORE = "docProps/core.xml"
COLUMNS = frozenset({"insee", "nom", "tncc", "courriel", "referent"})
_ROOT = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_KINDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


class Spoiled:
    """One of the real templates, to be changed part by part; every change must find what it changes."""

    def __init__(self, name: str) -> None:
        with zipfile.ZipFile(TEMPLATES / f"{name}.docx") as package:
            self.parts = {entry: package.read(entry) for entry in package.namelist()}

    def replace(self, old: str, new: str, part: str = BODY) -> Spoiled:
        """Replace a text that stands once in a part's XML."""
        text = self.parts[part].decode()
        assert text.count(old) == 1, f"{text.count(old)} × {old!r} in {part}"
        self.parts[part] = text.replace(old, new).encode()
        return self

    def after(self, text: str, xml: str, part: str = BODY) -> Spoiled:
        """Put XML after the paragraph that holds a text."""
        source = self.parts[part].decode()
        assert source.count(text) == 1, f"{source.count(text)} × {text!r} in {part}"
        end = source.index("</w:p>", source.index(text)) + len("</w:p>")
        self.parts[part] = (source[:end] + xml + source[end:]).encode()
        return self

    def drop(self, pattern: str, part: str = BODY) -> Spoiled:
        """Remove what a regular expression finds once."""
        text = self.parts[part].decode()
        assert len(re.findall(pattern, text)) == 1, f"{len(re.findall(pattern, text))} × {pattern!r}"
        self.parts[part] = re.sub(pattern, "", text).encode()
        return self

    def add_part(self, name: str, root: str, content: str) -> str:
        """Add a part that the main one uses: « footnotes », « header »; return the identifier of its link."""
        path, link = f"word/{name}.xml", f"rId{name}"
        self.parts[path] = f"<w:{root} {_ROOT}>{content}</w:{root}>".encode()
        kind = re.sub(r"\d+", "", name)
        override = f'<Override PartName="/{path}" ContentType="{_KINDS}.{kind}+xml"/></Types>'
        self.replace("</Types>", override, "[Content_Types].xml")
        relation = f'<Relationship Id="{link}" Type="{_LINKS}/{kind}" Target="{name}.xml"/></Relationships>'
        self.replace("</Relationships>", relation, "word/_rels/document.xml.rels")
        return link

    def bytes(self) -> bytes:
        """Return the template as a file."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self.parts.items():
                package.writestr(name, content)
        return stream.getvalue()

    def problems(self) -> list[Problem]:
        """Inspect the template."""
        return inspect_template(self.bytes(), "modele.docx", COLUMNS)


def escaped(text: str) -> str:
    """Return a text as XML holds it."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inside}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def field(code: str, shown: str = "7", properties: str = "") -> str:
    """Return a field as Word writes it."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return f"{mark.format('begin')}{code}{mark.format('separate')}{run(shown, properties)}{mark.format('end')}"


def paragraph(*runs: str, style: str = "") -> str:
    """Return a paragraph made of runs."""
    inside = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{inside}{''.join(runs)}</w:p>"


def text_box(*paragraphs: str) -> str:
    """Return a paragraph that holds a text box as Word writes it: a shape, and its copy for old programs."""
    inside = "".join(paragraphs)
    return (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="wps"><w:drawing><wp:inline '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<wp:extent cx="900000" cy="900000"/><wp:docPr id="7" name="Zone de texte 7"/>'
        f'<wps:wsp xmlns:wps="{_SHAPE}"><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></wps:wsp>'
        "</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>{inside}</w:txbxContent>'
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def picture(description: str = "", decorative: bool = False) -> str:
    """Return a run that shows a picture."""
    mark = (
        '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:ext uri="x"><adec:decorative '
        'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
        if decorative
        else ""
    )
    return (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f'<wp:extent cx="360000" cy="360000"/><wp:docPr id="8" name="Image 8" descr="{description}">{mark}</wp:docPr>'
        "</wp:inline></w:drawing></w:r>"
    )


def table(*rows: str, header: bool = True) -> str:
    """Return a table of one column whose rows hold these paragraphs."""
    lines = "".join(
        f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if header and not index else ''}<w:tc>{row}</w:tc></w:tr>"
        for index, row in enumerate(rows)
    )
    return f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>{lines}</w:tbl>'


def control(content: str, tag: str = "", properties: str = "") -> str:
    """Return a content control inside a paragraph."""
    mark = f'<w:tag w:val="{tag}"/>' if tag else ""
    inside = f'<w:sdtPr><w:alias w:val="Lieu"/>{mark}{properties}</w:sdtPr>'
    return f"<w:sdt>{inside}<w:sdtContent>{content}</w:sdtContent></w:sdt>"


# Where a text can be put in the convention, with the place that must be told: one text in each part.
def in_body(text: str) -> Spoiled:
    """In the fifth paragraph of article 4."""
    return Spoiled("convention").replace("Leur bureau sera", escaped(f"Leur bureau {text} sera"))


def in_opening(text: str) -> Spoiled:
    """In the second visa, before the first article."""
    return Spoiled("convention").replace(" la délibération du conseil communautaire", escaped(f" {text} la"))


def in_cover(text: str) -> Spoiled:
    """On a cover page put before the convention."""
    cover = paragraph(run("Dossier")) + paragraph(run(text)) + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    return Spoiled("convention").replace("<w:body>", f"<w:body>{cover}")


def in_heading(text: str) -> Spoiled:
    """In the heading of article 6."""
    return Spoiled("convention").replace("Suivi et évaluation", escaped(f"Suivi {text} et évaluation"))


def in_table(text: str) -> Spoiled:
    """In the third row of the planning's first table."""
    return Spoiled("planning").replace(">Créneau</w:t>", f">Créneau {escaped(text)}</w:t>")


def in_header(text: str) -> Spoiled:
    """In the second line of the header."""
    return Spoiled("convention").replace("{{ commune.qualite }} {{ commune|de }}", escaped(text), HEADER)


def in_footer(text: str) -> Spoiled:
    """In the footer."""
    return Spoiled("convention").replace(" – SN – ", escaped(f" {text} "), FOOTER)


def in_first_header(text: str) -> Spoiled:
    """In a header that only the first page has."""
    spoiled = Spoiled("convention")
    link = spoiled.add_part("header2", "hdr", paragraph(run(text), style="Header"))
    reference = f'<w:headerReference w:type="first" r:id="{link}"/>'
    return spoiled.replace("<w:sectPr>", f"<w:sectPr>{reference}").replace("</w:sectPr>", "<w:titlePg/></w:sectPr>")


def in_note(text: str) -> Spoiled:
    """In the second footnote."""
    spoiled = Spoiled("convention")
    notes = "".join(
        f'<w:footnote w:id="{number}">{paragraph(run(words))}</w:footnote>'
        for number, words in ((2, "Voir l’annexe."), (3, text))
    )
    spoiled.add_part("footnotes", "footnotes", notes)
    marks = "".join(f'<w:r><w:footnoteReference w:id="{number}"/></w:r>' for number in (2, 3))
    return spoiled.after("Leur bureau sera situé", paragraph(run("Voir"), marks))


def in_text_box(text: str) -> Spoiled:
    """In a text box of article 4."""
    return Spoiled("convention").after("Leur bureau sera situé", text_box(paragraph(run(text))))


def in_control(text: str) -> Spoiled:
    """In a content control of article 4."""
    inside = paragraph(run("Lieu : "), control(run(text), "lieu.permanence"))
    return Spoiled("convention").after("Leur bureau sera situé", inside)


def in_title(text: str) -> Spoiled:
    """In the title of the file's properties."""
    return Spoiled("convention").replace("Convention {{ numero }} –", escaped(f"Convention {text} –"), CORE)


PLACES = (
    (in_body, "article 4, 5e paragraphe"),
    (in_opening, "début du document, 3e paragraphe"),
    (in_cover, "page de garde, 2e paragraphe"),
    (in_heading, "titre de l’article 6"),
    (in_table, "tableau 1, ligne 3, colonne 1"),
    (in_header, "en-tête, 5e paragraphe"),
    (in_footer, "pied de page"),
    (in_first_header, "en-tête de la première page"),
    (in_note, "note 2"),
    (in_text_box, "zone de texte 1"),
    (in_control, "article 4, 6e paragraphe"),
    (in_title, "propriétés du document (titre)"),
)


def article(*paragraphs: str) -> Spoiled:
    """Return the convention with paragraphs put after the fifth of article 4."""
    return Spoiled("convention").after("Leur bureau sera situé", "".join(paragraphs))
