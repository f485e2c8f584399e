"""Texts of LibreOffice: read as a person reads them, without LibreOffice."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from generator.errors import UnreadableError
from generator.papers.odttext import read_annotations, read_open_document
from generator.pdf.soffice import find_soffice
from tests.cases import cases
from tests.intake.papers import completed, in_columns
from tests.intake.sent import archive

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "draw")
)
_MANIFEST = b"<manifest/>"


def odt(body: str, styles: str = "", kind: str = "text", manifest: bytes = _MANIFEST) -> bytes:
    """Return a document of LibreOffice with this body."""
    return archive(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(),
            "content.xml": f"<office:document-content {_SPACES}><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>".encode(),
            "styles.xml": f"<office:document-styles {_SPACES}>{styles}</office:document-styles>".encode(),
            "META-INF/manifest.xml": manifest,
        }
    )


@cases(
    "body, text",
    ("<text:h>Titre</text:h>\n<text:p>un\n  deux<text:s text:c='3'/>trois</text:p>", "Titre\nun deux   trois"),
    ("<text:p>a<text:tab/>b<text:line-break/>c</text:p>", "a\tb\nc"),
    ("<text:p>a<text:span>b<text:span>c</text:span></text:span>d</text:p>", "abcd"),
    (
        "<text:list><text:list-item><text:p>un</text:p></text:list-item><text:list-item><text:p>deux</text:p>"
        "</text:list-item></text:list>",
        "un\ndeux",
    ),
    (
        "<table:table><table:table-row><table:table-cell><text:p>Pour</text:p></table:table-cell><table:table-cell>"
        "<text:p>20</text:p></table:table-cell></table:table-row></table:table>",
        "Pour\t20",
    ),
    ("<text:p>a<draw:frame><draw:text-box><text:p>cadre</text:p></draw:text-box></draw:frame>b</text:p>", "ab\ncadre"),
    (
        "<text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>note</text:p>"
        "</text:note-body></text:note>b</text:p>",
        "ab\nnote",
    ),
    (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>ôté</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>a<office:annotation><text:p>avis</text:p>"
        "</office:annotation>b</text:p>",
        "ab",
    ),
)
def test_a_text_is_read_in_its_order(body: str, text: str) -> None:
    """Spaces as they are meant, tables row by row; what was deleted and what a reviewer noted is not there."""
    assert read_open_document(odt(body)) == text


def test_what_a_reviewer_noted_is_told_apart() -> None:
    """Without who wrote it and when."""
    note = "<office:annotation><dc:creator xmlns:dc='x'>DGS</dc:creator><text:p>lire 13</text:p></office:annotation>"
    assert read_annotations(odt(f"<text:p>a{note}b</text:p>")) == ("lire 13",)
    assert read_annotations(odt("<text:p>a</text:p>")) == ()


def test_headers_come_first_and_footers_last() -> None:
    """As on the page."""
    styles = "<style:header><text:p>MAIRIE</text:p></style:header><style:footer><text:p>1</text:p></style:footer>"
    assert read_open_document(odt("<text:p>acte</text:p>", styles)) == "MAIRIE\nacte\n1"


def test_a_flat_document_is_read() -> None:
    """One XML file."""
    flat = (
        f'<?xml version="1.0"?>\n<office:document {_SPACES} '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>acte</text:p>'
        "</office:text></office:body></office:document>"
    )
    assert read_open_document(flat.encode()) == "acte"


@cases("data", b"", b"texte", b"<html/>", b"PK\x03\x04 coupe", archive({"a.txt": b"1"}))
def test_what_is_none_is_left_to_others(data: bytes) -> None:
    """Archives too."""
    assert read_open_document(data) is None


def test_a_docx_is_left_to_others() -> None:
    """It is a ZIP without the name of its kind."""
    assert read_open_document(completed()) is None


@cases(
    "data, told",
    (odt("", kind="spreadsheet"), "tableur"),
    (odt("", manifest=b"<encryption-data/>"), "mot de passe"),
    (odt("<text:p>coupé"), "abîmé ou incomplet"),
    (odt("<text:p>acte</text:p>")[:300], "abîmé ou incomplet"),
    (odt(" " * 20_000_001), "trop volumineux"),
)
def test_what_cannot_be_read_says_why(data: bytes, told: str) -> None:
    """Another kind, a password, damage, too much."""
    with pytest.raises(UnreadableError) as caught:
        read_open_document(data)
    assert told in caught.value.message


def test_what_libreoffice_saves_is_read(tmp_path: Path) -> None:
    """Names in columns, and the table of proxies."""
    (tmp_path / "acte.docx").write_bytes(in_columns())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(find_soffice().path), profile, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "acte.docx")], check=True, capture_output=True)
    text = read_open_document((tmp_path / "acte.odt").read_bytes())
    assert text is not None
    assert "RYCKELYNCK Jean-Paul\tPERTOLDI C.\tMURCIA B." in text
    assert "M. FERAHTIA A.\tM. MURCIA B." in text


def test_what_is_struck_through_is_not_read() -> None:
    """By a style of its own, or by one that it goes on from; a line that is « none » strikes nothing."""
    fo = "".join(
        f"<style:style style:name='{name}' style:family='text' style:parent-style-name='{parent}'>{said}</style:style>"
        for name, parent, said in (
            ("T1", "", "<style:text-properties style:text-line-through-style='solid'/>"),
            ("T2", "T1", ""),
            ("T3", "T1", "<style:text-properties style:text-line-through-style='none'/>"),
        )
    )
    spans = "".join(f"<text:span text:style-name='{name}'>{name} </text:span>, " for name in ("T1", "T2", "T3"))
    assert read_open_document(odt(f"<text:p>A, {spans}B</text:p>", styles=fo)) == "A, , , T3 , B"


@cases(
    "body, text",
    ("<text:p>N° <text:span text:style-name='C'>2024-99</text:span>7</text:p>", "N° 7"),
    ("<text:p>N° <text:hidden-text text:is-hidden='true'>2024-99</text:hidden-text>7</text:p>", "N° 7"),
    ("<text:p>N° <text:hidden-text text:is-hidden='false'>7</text:hidden-text></text:p>", "N° 7"),
    ("<text:p>9 votants<text:hidden-paragraph text:is-hidden='true'/></text:p><text:p>7</text:p>", "\n7"),
    ("<text:section text:display='none'><text:p>9 votants</text:p></text:section><text:p>7</text:p>", "7"),
    ("<text:section text:display='true'><text:p>7</text:p></text:section>", "7"),
)
def test_what_is_hidden_is_not_read(body: str, text: str) -> None:
    """A text, by its style or by itself, the paragraph that it stands in, a section: no print shows it."""
    hidden = "<style:text-properties text:display='none'/>"
    style = f"<style:style style:name='C' style:family='text'>{hidden}</style:style>"
    assert read_open_document(odt(body, styles=style)) == text


def test_lists_bear_the_numbers_and_bullets_that_are_printed() -> None:
    """Levels with what is above them, a list that goes on, another that begins anew, a start of its own, a bullet."""
    styles = (
        '<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1" '
        'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" '
        'text:display-levels="2"/></text:list-style><text:list-style style:name="B"><text:list-level-style-bullet '
        'text:level="1" text:bullet-char="➢"/></text:list-style>'
    )

    def item(text: str, inner: str = "", start: str = "") -> str:
        return f"<text:list-item{start}><text:p>{text}</text:p>{inner}</text:list-item>"

    def listed(items: str, told: str = 'text:style-name="N"') -> str:
        return f"<text:list {told}>{items}</text:list>"

    within = listed(item("de signer") + item("de payer"), "")
    body = (
        listed(item("Voirie") + item("d’approuver", within))
        + "<text:p>Puis</text:p>"
        + listed(item("École"), 'text:style-name="N" text:continue-numbering="true"')
        + listed(item("Eau") + item("") + item("Gaz", start=' text:start-value="7"'))
        + listed(item("puce"), 'text:style-name="B"')
        + listed(item("nue"), 'text:style-name="absent"')
    )
    read = (read_open_document(odt(body, styles)) or "").split("\n")
    assert read == [
        *("1. Voirie", "2. d’approuver", "2.a) de signer", "2.b) de payer", "Puis", "3. École"),
        *("1. Eau", "", "7. Gaz", "• puce", "nue"),
    ]
