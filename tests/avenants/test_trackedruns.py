"""The runs of tracked paragraphs, tidied."""

from __future__ import annotations

from docx.oxml.ns import nsdecls
from lxml import etree

from generator.avenants.trackedruns import tidy_runs
from generator.word.package import WORD
from tests.cases import cases

INSERTED = '<w:ins w:id="7" w:author="CAPH">'
DELETED = '<w:del w:id="7" w:author="CAPH">'
NEXT = f"<w:p><w:pPr><w:rPr>{INSERTED}</w:ins></w:rPr></w:pPr>{INSERTED}<w:r><w:t>Un atelier.</w:t></w:r></w:ins></w:p>"


def part(*paragraphs: str) -> etree._Element:
    return etree.fromstring(f"<w:body {nsdecls('w')}>{''.join(paragraphs)}</w:body>")


def run(text: str, tag: str = "t", form: str = "") -> str:
    return f'<w:r>{form}<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def halves(paragraph: etree._Element) -> list[tuple[str, str]]:
    """Return the children of a paragraph by their kind and text."""
    return [(str(child.tag).removeprefix(WORD), "".join(map(str, child.itertext()))) for child in paragraph]


def test_runs_that_differ_in_nothing_are_one() -> None:
    """Those of another format stay apart, and so do paragraphs that have no change."""
    bold = "<w:rPr><w:b/></w:rPr>"
    body = part(
        f"<w:p>{run('La ')}{run('salle')}{run(' chauffée', form=bold)}{INSERTED}{run('.')}</w:ins></w:p>",
        f"<w:p>{run('La ')}{run('salle')}</w:p>",
    )
    tidy_runs(body)
    assert halves(body[0]) == [("r", "La salle"), ("r", " chauffée"), ("ins", ".")]
    assert halves(body[1]) == [("r", "La "), ("r", "salle")]


def test_a_replacement_before_a_paragraph_that_comes_ends_with_what_goes() -> None:
    """LibreOffice would take the inserted end and the inserted paragraph for one change."""
    replaced = f"{DELETED}{run('.', 'delText')}</w:del>{INSERTED}{run(' ;')}</w:ins>"
    body = part(f"<w:p>{run('rendez-vous')}{replaced}</w:p>", NEXT)
    tidy_runs(body)
    assert halves(body[0]) == [("r", "rendez-vous"), ("ins", " ;"), ("del", ".")]


def test_an_insertion_before_a_paragraph_that_comes_repeats_the_word_before_it() -> None:
    """Nothing goes there that could end the paragraph: the last word goes and comes again."""
    body = part(f"<w:p>{run('des rendez-vous')}{INSERTED}{run(' ;')}</w:ins></w:p>", NEXT)
    tidy_runs(body)
    assert halves(body[0]) == [("r", "des "), ("ins", "rendez-vous ;"), ("del", "rendez-vous")]


@cases("following", "", f"<w:p>{run('Ensuite.')}</w:p>")
def test_an_insertion_before_anything_else_stays(following: str) -> None:
    """The last paragraph, or one whose next stays."""
    body = part(f"<w:p>{run('des rendez-vous')}{INSERTED}{run(' ;')}</w:ins></w:p>", following)
    tidy_runs(body)
    assert halves(body[0]) == [("r", "des rendez-vous"), ("ins", " ;")]


def test_changes_are_numbered_anew() -> None:
    """Each has a number of its own, also those that were added."""
    body = part(f"<w:p>{run('des rendez-vous')}{INSERTED}{run(' ;')}</w:ins></w:p>", NEXT)
    tidy_runs(body)
    assert [change.get(WORD + "id") for change in body.iter(WORD + "ins", WORD + "del")] == ["0", "1", "2", "3"]
