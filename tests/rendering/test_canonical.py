"""Tags as the template library gets them: what the inspection reads is what is rendered."""

from __future__ import annotations

import pytest

from generator.rendering.canonical import canonical
from generator.rendering.tagerrors import TagError
from tests.cases import cases

_ROOT = '<w:body xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}</w:body>'


def _paragraph(*texts: str) -> str:
    return f"<w:p>{''.join(f'<w:r><w:t>{text}</w:t></w:r>' for text in texts)}</w:p>"


def _canonical(*paragraphs: str) -> str:
    return canonical(_ROOT.format("".join(paragraphs))).partition(">")[2].removesuffix("</w:body>")


def test_a_tag_cut_into_runs_is_put_together() -> None:
    """In the run where it begins; the text around stays in its own."""
    assert _canonical(_paragraph("Le {", "{ commune", ".nom }} est")) == _paragraph("Le {{ commune.nom }}", "", " est")


@cases("space", "\u00a0", "\u202f", "\t", "  ")
def test_every_space_is_a_space(space: str) -> None:
    """Word puts no-break spaces before « % » and « : »; in a text between quotes they stay."""
    found = _canonical(_paragraph(f"{{{{{space}'a\u00a0b'|upper{space}}}}}"))
    assert found == _paragraph("{{ 'a\u00a0b'|upper }}")


def test_comments_of_the_file_and_ends_of_lines_in_a_text_are_not_printed() -> None:
    """A program's notes cut a word in two, and its lines are spaces for Word: the embedded engine draws boxes."""
    found = _canonical(_paragraph("con<!-- note -->ven<?go?>tion\n\tde Haveluy"))
    assert found == _paragraph("convention de Haveluy")


def test_the_grid_of_east_asian_pages_goes() -> None:
    """The embedded engine cuts words by it, and LibreOffice spaces lines; Word's usual one, without a kind, stays."""
    usual, grid = '<w:docGrid w:linePitch="360"/>', '<w:docGrid w:type="linesAndChars" w:charSpace="4000"/>'
    assert _canonical(f"<w:sectPr>{usual}</w:sectPr>") == f"<w:sectPr>{usual}</w:sectPr>"
    assert _canonical(f"<w:sectPr>{grid}</w:sectPr>") == "<w:sectPr/>"


def test_letters_copied_from_a_pdf_are_plain() -> None:
    """In a text and in a tag; nothing else becomes a brace."""
    assert _canonical(_paragraph("L’oﬃce ﬁnance {{ commune.ﬁn }} ｛｛ x")) == _paragraph(
        "L’office finance {{ commune.fin }} ｛｛ x"
    )


def test_what_nobody_sees_is_not_printed() -> None:
    """Signs without a shape go, accents join their letters: a font would be sought for each."""
    found = _canonical(_paragraph("me\u0301dia\u00adtion\ufeff nume\u0301\u200drique {{\u200bcommune.nom }}"))
    assert found == _paragraph("médiation numérique {{ commune.nom }}")


@cases("code", "if loop.index % 2 == 0", "if x == {'a': 1}", "if a &lt; 3", "if numero")
def test_a_tag_takes_its_paragraph_away_whatever_it_says(code: str) -> None:
    """A remainder, braces, a comparison: the paragraph is replaced by the tag."""
    assert _canonical(_paragraph("avant"), _paragraph(f"{{%p\u00a0{code} %}}"), _paragraph("après")) == (
        f"{_paragraph('avant')}{{% {code} %}}{_paragraph('après')}"
    )


def test_a_row_goes_away_with_its_tag() -> None:
    """The whole row, the other cells too."""
    row = "<w:tr><w:tc>{}</w:tc><w:tc><w:p/></w:tc></w:tr>"
    table = f"<w:tbl>{row.format(_paragraph('{%tr for s in x %}'))}{row.format(_paragraph('{{ s }}'))}</w:tbl>"
    assert _canonical(table) == f"<w:tbl>{{% for s in x %}}{row.format(_paragraph('{{ s }}'))}</w:tbl>"


@cases("text", "{% raw %}{{x}}{% endraw %}", "{# {{x}} #}", "{{ x", "{% if x")
def test_what_is_no_tag_stays(text: str) -> None:
    """What is printed as it is, a comment, a tag that is not closed."""
    assert _canonical(_paragraph(text)) == _paragraph(text)


def test_the_copy_of_a_text_box_is_read_too() -> None:
    """What Word writes a second time for old programs holds the same tags."""
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    tag = _paragraph("{%p\u00a0if loop.index % 2 %}")
    box = f'<mc:Fallback xmlns:mc="{mc}"><w:txbxContent>{tag}<w:p/></w:txbxContent></mc:Fallback>'
    assert "<w:txbxContent>{% if loop.index % 2 %}<w:p/></w:txbxContent>" in _canonical(f"<w:p><w:r>{box}</w:r></w:p>")


def test_a_text_beside_such_a_tag_is_refused() -> None:
    """It would go away with it."""
    with pytest.raises(TagError, match="doit être seule dans son paragraphe"):
        _canonical(_paragraph("Texte {%p\u00a0if x %}"))
