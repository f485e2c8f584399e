"""Templates as other programs write them, and as people leave them: what is sound is taken, the rest is told."""

from __future__ import annotations

import pytest

from tests.inspection.spoiling import BODY, Spoiled, paragraph, run
from tests.inspection.test_format import told

_KINDS = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_CALL = '<w:r><w:footnoteReference w:id="2"/></w:r>'
_NOTE = f'<w:footnote w:id="2">{paragraph("<w:r><w:footnoteRef/></w:r>", run(" Note."))}</w:footnote>'
_OLD = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'


def of_section(properties: str) -> Spoiled:
    """Return a template whose section says something more."""
    return Spoiled("planning").replace("<w:pgSz", f"{properties}<w:pgSz")


def test_the_kind_of_the_text_may_be_that_of_all_xml() -> None:
    """As Open XML SDK writes it: the default of an extension, with no word of the part."""
    spoiled = Spoiled("planning").drop(f'<Override[^>]*PartName="/{BODY}"[^>]*>', _KINDS)
    kinds = (
        spoiled.parts[_KINDS]
        .decode()
        .replace(
            '<Default Extension="xml" ContentType="application/xml"/>',
            f'<Default Extension="xml" ContentType="{_MAIN}"/>',
        )
    )
    assert _MAIN in kinds
    spoiled.parts[_KINDS] = kinds.encode()
    assert spoiled.problems() == []


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ('<w:numFmt w:val="decimal"/>', True),
        ('<w:numStart w:val="1"/>', True),
        ('<w:numRestart w:val="eachSect"/>', False),
        ('<w:pos w:val="beneathText"/>', False),
        ('<w:numFmt w:val="lowerRoman"/>', False),
    ],
)
def test_how_notes_are_counted_matters_where_there_are_notes(said: str, right: bool) -> None:
    """LibreOffice and pandoc say it in every file, with or without notes."""
    section = f"<w:footnotePr>{said}</w:footnotePr>"
    assert of_section(section).problems() == []
    called = of_section(section)
    called.add_part("footnotes", "footnotes", _NOTE)
    title = called.parts[BODY].decode()
    at = title.index("<w:sectPr")
    called.parts[BODY] = f"{title[:at]}{paragraph(run('Un mot'), _CALL)}{title[at:]}".encode()
    messages = [problem.message for problem in called.problems()]
    assert messages == ([] if right else ["des notes numérotées autrement que 1, 2, 3 sont dans le modèle"])


def test_the_settings_count_notes_too() -> None:
    """In the file's settings, for all sections."""
    said = '<w:footnotePr><w:numFmt w:val="lowerRoman"/></w:footnotePr></w:settings>'
    spoiled = Spoiled("convention").replace("</w:settings>", said, "word/settings.xml")
    assert spoiled.problems() == []
    spoiled.add_part("footnotes", "footnotes", _NOTE)
    (problem,) = spoiled.after("Leur bureau sera situé", paragraph(run("Un mot"), _CALL)).problems()
    assert (problem.place, "des notes numérotées autrement" in problem.message) == ("article 4, 6e paragraphe", True)


@pytest.mark.parametrize(
    ("drawn", "what"),
    [
        ('<v:shape><v:textpath string="PROJET"/></v:shape>', "un filigrane est"),
        ('<v:rect style="width:0;height:1.5pt" o:hr="t"/>', "une ligne horizontale est"),
        (f"<v:shape><v:textbox><w:txbxContent>{paragraph(run('x'))}</w:txbxContent></v:textbox></v:shape>", "une zone"),
        ("<v:shape/>", "un dessin à l’ancien format"),
    ],
)
def test_a_drawing_of_old_word_is_called_by_what_it_draws(drawn: str, what: str) -> None:
    """The remedy is where Word has the button."""
    ((place, message, remedy),) = told(paragraph(run("a"), f"<w:r><w:pict {_OLD}>{drawn}</w:pict></w:r>"))
    assert place == "article 4, 6e paragraphe"
    assert message.startswith(what)
    assert remedy


def test_a_template_without_a_text_is_told() -> None:
    """Its page would be blank, whatever its margins hold."""
    spoiled = Spoiled("planning")
    text = spoiled.parts[BODY].decode()
    start, end = text.index("<w:body>") + len("<w:body>"), text.rindex("<w:sectPr")
    spoiled.parts[BODY] = f"{text[:start]}<w:p/>{text[end:]}".encode()
    (problem,) = (one for one in spoiled.problems() if one.level == "error")
    assert "n’a pas de texte" in problem.message


@pytest.mark.parametrize("lost", ["<w:sectPr.*</w:sectPr>", "<w:pgSz[^>]*>", "<w:pgMar[^>]*>"])
def test_a_page_without_size_or_margins_is_told(lost: str) -> None:
    """Each engine would take its own: the stamp of the prefecture would have no corner."""
    found = [problem.message for problem in Spoiled("planning").drop(lost).problems() if problem.level == "error"]
    assert "le format de la page ou ses marges ne sont pas dits : chaque programme prendrait les siens" in found
