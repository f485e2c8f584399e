"""What the file of a template carries beside its text is told: it would leave with every document."""

from __future__ import annotations

from generator.errors import Problem
from tests.cases import cases
from tests.inspection.spoiling import Spoiled, control, paragraph, run

SETTINGS, LINKS = "word/settings.xml", "_rels/.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def told(spoiled: Spoiled, words: str) -> list[Problem]:
    """Return what is told with these words."""
    return [problem for problem in spoiled.problems() if words in problem.message]


def test_a_signature_is_an_error() -> None:
    """Word would say of each document that its signature is not valid."""
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    link = f'<Relationship Id="rIdS" Type="{kind}" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    (problem,) = told(Spoiled("planning").replace("</Relationships>", link, LINKS), "signé numériquement")
    assert problem.level == "error"
    assert told(Spoiled("planning"), "signé numériquement") == []


@cases(
    "protection, zone, expected",
    ('w:edit="readOnly" w:enforcement="1"', True, True),
    ('w:edit="comments" w:enforcement="true"', True, True),
    ('w:edit="readOnly" w:enforcement="1"', False, False),
    ('w:edit="readOnly" w:enforcement="0"', True, False),
    ('w:edit="forms" w:enforcement="1"', True, False),
)
def test_a_lock_that_closes_zones_is_an_error(protection: str, zone: bool, expected: bool) -> None:
    """A document that nobody completes may be locked, and forms leave zones open."""
    spoiled = Spoiled("planning")
    spoiled.replace("</w:settings>", f"<w:documentProtection {protection}/></w:settings>", SETTINGS)
    if zone:
        spoiled.after("Révision du planning", paragraph(run("Le "), control(run("[date]"), "date.essai")))
    assert [problem.level for problem in told(spoiled, "protégé contre")] == ["error"] * expected


def test_an_attached_template_is_told_with_its_address() -> None:
    """It names a folder of the clerk's machine."""
    spoiled = Spoiled("planning").replace("</w:settings>", "<w:attachedTemplate/></w:settings>", SETTINGS)
    target = "file:///C:\\Modeles\\Charte.dotx"
    spoiled.parts["word/_rels/settings.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/attachedTemplate" Target="{target}" TargetMode="External"/></Relationships>'
    ).encode()
    (problem,) = told(spoiled, "lui est attaché")
    assert problem.level == "warning"
    assert target in problem.message


@cases(
    "mark, text",
    ('<w:highlight w:val="yellow"/>', "du texte est surligné (« trois ans »)"),
    ('<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>', "du texte est surligné (« trois ans »)"),
    ('<w:shd w:val="clear" w:color="auto" w:fill="FFF2CC"/>', "du texte est surligné (« trois ans »)"),
    ('<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>', ""),
    ('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>', ""),
    ("<w:strike/>", "du texte est barré (« trois ans »)"),
    ('<w:highlight w:val="lightGray"/>', ""),
    ('<w:strike w:val="0"/>', ""),
)
def test_what_was_marked_while_working_is_told(mark: str, text: str) -> None:
    """A highlighter or a stroke is for colleagues; a zone that a person completes may be marked."""
    marked = paragraph(run("Une durée de "), run("trois ans", mark))
    zone = paragraph(run("Le "), control(run("[date]", mark), "date.essai"))
    found = told(Spoiled("planning").after("Révision du planning", f"{marked}{zone}"), "serait dans chaque document")
    assert [one.level for one in found] == ["warning"] * bool(text)
    assert all(one.message.startswith(text) for one in found)


def test_all_places_that_are_marked_are_counted() -> None:
    """The first one is shown: the others are not looked for one check after the other."""
    marked = paragraph(run("a", "<w:strike/>"), run(" et "), run("b", "<w:strike/>")) + paragraph(
        run("c", "<w:strike/>")
    )
    (problem,) = told(Spoiled("planning").after("Révision du planning", marked), "du texte est barré (« a »)")
    assert " ; 3 endroits dans ce modèle" in problem.message


def test_the_ground_of_a_paragraph_or_of_a_cell_marks_its_text() -> None:
    """A whole line in yellow waits for somebody, a grey one is a title's."""
    for fill, count in (("FFFF00", 1), ("D9D9D9", 0)):
        shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
        line = f"<w:p><w:pPr>{shading}</w:pPr>{run('à chiffrer')}</w:p>"
        spoiled = Spoiled("planning").after("Révision du planning", line)
        assert len(told(spoiled, "du texte est surligné (« à chiffrer »)")) == count
