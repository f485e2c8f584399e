"""What a document shows in its margins: the fields that each page computes, however Word cuts them into runs."""

from __future__ import annotations

import io

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator.word.package import open_package
from generator.word.shown import PAGE, PAGES, Shown, doubled_words, read_shown
from tests.cases import cases

_BEGIN, _SEPARATE, _END = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))


def code(name: str) -> str:
    return f'<w:instrText xml:space="preserve"> {name} </w:instrText>'


def in_runs(*parts: str) -> str:
    return "".join(f"<w:r>{part}</w:r>" for part in parts)


_FIELD = (_BEGIN, code("PAGE"), _SEPARATE, "<w:t>1</w:t>", _END)
_ENTIRE = "".join(_FIELD) + "<w:t>/</w:t>" + "".join((_BEGIN, code("NUMPAGES"), _SEPARATE, "<w:t>12</w:t>", _END))


@cases(
    "runs, shown",
    (in_runs("<w:t>p. </w:t>", *_FIELD), f"p. {PAGE}"),
    (in_runs("<w:t>p. </w:t>" + _ENTIRE), f"p. {PAGE}/{PAGES}"),
    (in_runs(_BEGIN, code("PAGE"), _END), PAGE),
    (in_runs(*_FIELD[:3], "<w:t>1</w:t>", "<w:t>0</w:t>", _END), PAGE),
    (f'<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>{in_runs("<w:t> bis</w:t>")}', f"{PAGE} bis"),
    (f'{in_runs("<w:t>p. </w:t>")}<w:fldSimple w:instr=" PAGE "/>', f"p. {PAGE}"),
    (in_runs(_BEGIN, code("TITLE"), _SEPARATE, "<w:t>Objet</w:t>", _END), "Objet"),
)
def test_a_page_number_is_a_sign(runs: str, shown: str) -> None:
    """In runs of its own, whole in one run, never computed yet, in two pieces, simple; another is its text."""
    document, stream = Document(), io.BytesIO()
    paragraph = document.sections[0].footer.paragraphs[0]._p
    for run in parse_xml(f"<w:p {nsdecls('w')}>{runs}</w:p>"):
        paragraph.append(run)
    document.save(stream)
    assert read_shown(open_package(stream.getvalue())).footers == {"", shown}


def test_a_deletion_that_is_printed_is_shown_in_margins_too() -> None:
    """In a document that tells its tracked changes."""
    document, stream = Document(), io.BytesIO()
    deleted = f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText>avant</w:delText></w:r></w:del>'
    document.sections[0].footer.paragraphs[0]._p.append(parse_xml(deleted))
    document.save(stream)
    package = open_package(stream.getvalue())
    assert read_shown(package).footers == {""}
    assert read_shown(package, deleted=True).footers == {"", "avant"}


@cases(
    "text, words",
    ("par Monsieur Monsieur Luc", "Monsieur Monsieur"),
    ("représentée par Le le Maire", "Le le"),
    ("Monsieur le Maire Monsieur le Maire", "Monsieur le Maire Monsieur le Maire"),
    ("soit 12,50\xa0€ €", "€ €"),
    ("jusqu’au 30 juin 2026 2026", "2026 2026"),
    ("la sous-préfecture sous-préfecture de Valenciennes", "sous-préfecture sous-préfecture"),
    ("n° n° 12", "n° n°"),
    ("le mardi mardi 30 juin", "mardi mardi"),
    ("Martin MARTIN, nous nous engageons, vous vous engagez", ""),
    ("Wallers Wallers-Arenberg, 1 rue, 1 rue, S. S. DUPONT", ""),
    ("Mairie\tMairie", ""),
    ("de 14 h à 16 h, 2026 habitants, le 2 2 fois", ""),
)
def test_words_that_are_printed_twice_in_a_row_are_found(text: str, words: str) -> None:
    """Not two cells, not a given name and its surname, not what French says twice."""
    found = doubled_words(Shown((text,), "", frozenset(), frozenset(), ()))
    assert (found[0] if found else "") == words
