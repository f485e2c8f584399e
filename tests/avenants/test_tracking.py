"""Tracked changes accepted or refused as Word does it."""

from __future__ import annotations

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator.avenants.tracking import Side, resolve
from generator.word.package import WORD, open_package
from generator.word.passages import read_passages
from tests.cases import cases
from tests.edits import packed

MARK = 'w:id="1" w:author="CAPH" w:date="2025-12-01T00:00:00Z"'


def tracked(*blocks: str) -> bytes:
    """Return a document of these blocks."""
    document = Document()
    for block in blocks:
        document.element.body.insert_element_before(parse_xml(block.replace(">", f" {nsdecls('w')}>", 1)), "w:sectPr")
    return packed(document)


def run(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def texts(docx: bytes) -> list[str]:
    return [passage.text for passage in read_passages(docx) if passage.story == "corps du document"]


@cases("side, text", ("new", "au 31 décembre."), ("former", "au 30 juin."))
def test_words_come_and_go(side: Side, text: str) -> None:
    """One of the two halves stays."""
    goes, comes = run("30 juin", "delText"), run("31 décembre")
    docx = tracked(f"<w:p>{run('au ')}<w:del {MARK}>{goes}</w:del><w:ins {MARK}>{comes}</w:ins>{run('.')}</w:p>")
    assert texts(resolve(docx, side)) == [text]


@cases("side, found", ("new", ["Un.", "Deux."]), ("former", ["Un.Deux."]))
def test_a_paragraph_whose_mark_goes_runs_on_into_the_next(side: Side, found: list[str]) -> None:
    """Its mark came with the changes: without them there was one paragraph."""
    mark = f"<w:pPr><w:rPr><w:ins {MARK}/></w:rPr></w:pPr>"
    docx = tracked(f"<w:p>{mark}{run('Un.')}</w:p>", f"<w:p>{run('Deux.')}</w:p>")
    assert texts(resolve(docx, side)) == found


@cases("side, count", ("new", 0), ("former", 1))
def test_a_table_goes_with_its_last_row(side: Side, count: int) -> None:
    """A table without rows would be damage."""
    row = f"<w:tr><w:trPr><w:del {MARK}/></w:trPr><w:tc><w:p>{run('Un.', 'delText')}</w:p></w:tc></w:tr>"
    docx = tracked(f"<w:tbl>{row}</w:tbl>", "<w:p></w:p>")
    assert len(list(open_package(resolve(docx, side)).document.iter(WORD + "tbl"))) == count


@cases("side, forms", ("new", ["b"]), ("former", ["i"]))
def test_a_format_comes_or_is_put_back(side: Side, forms: list[str]) -> None:
    """The change remembers the former one."""
    change = f"<w:rPrChange {MARK}><w:rPr><w:i/></w:rPr></w:rPrChange>"
    docx = tracked(f"<w:p><w:r><w:rPr><w:b/>{change}</w:rPr><w:t>Un.</w:t></w:r></w:p>")
    properties = open_package(resolve(docx, side)).document.find(f".//{WORD}rPr")
    assert properties is not None
    assert [str(child.tag).removeprefix(WORD) for child in properties] == forms


def test_nothing_is_left_to_settle() -> None:
    """No mark, no deleted text under another name."""
    docx = tracked(f"<w:p><w:del {MARK}>{run('Un.', 'delText')}</w:del></w:p>")
    document = open_package(resolve(docx, "former")).document
    assert list(document.iter(WORD + "del", WORD + "delText")) == []
