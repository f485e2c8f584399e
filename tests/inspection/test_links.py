"""Links of templates: addresses where no archive leads, what the file lacks, bookmarks that conditions take away."""

from __future__ import annotations

import pytest

from tests.cases import cases
from tests.inspection.spoiling import Spoiled, field, paragraph, run
from tests.inspection.test_format import RELATIONS, SIXTH, STYLES

LINK = '<w:rStyle w:val="Hyperlink"/>'
ARCHIVE, BESIDE = "où un PDF d’archive ne peut pas mener", "un fichier qui ne suit pas le PDF"
ADDRESSES = (
    ("https://www.haveluy.fr", ""),
    ("HTTPS://www.haveluy.fr/a%20b", ""),
    ("mailto:mairie@haveluy.fr", ""),
    ("tel:+33327440000", ""),
    ("#Signature", ""),
    ("annexe.pdf", BESIDE),
    ("../annexes/annexe%201.pdf", BESIDE),
    ("/annexes/annexe.pdf", BESIDE),
    ("www.haveluy.fr", "incomplète"),
    ("https://www.haveluy.fr/la commune", "une espace"),
    ("mailto:mairie @haveluy.fr", "une espace"),
    (r"\\serveur\commun\annexe.pdf", ARCHIVE),
    ("javascript:alert(1)", ARCHIVE),
    ("file:///C:/annexe.docx", ARCHIVE),
    ("ftp://haveluy.fr/", ARCHIVE),
    ("", ARCHIVE),
)


@cases("by_field", False, True)
@pytest.mark.parametrize(("address", "told"), ADDRESSES)
def test_an_address_where_no_archive_leads_is_told(address: str, told: str, *, by_field: bool) -> None:
    """The embedded engine refuses the whole document for some, LibreOffice leads to a folder of its own for others."""
    link = (
        '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
        f'Target="{address}" TargetMode="External"/></Relationships>'
    )
    style = '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/></w:style></w:styles>'
    spoiled = Spoiled("convention").replace("</w:styles>", style, STYLES)
    if by_field:
        shown = field(f'HYPERLINK "{address}" \\o "Le site"', "le site", LINK)
    else:
        spoiled.replace("</Relationships>", link, RELATIONS)
        shown = f'<w:hyperlink r:id="rIdX">{run("le site", LINK)}</w:hyperlink>'
    spoiled.after("Leur bureau sera situé", paragraph(run("Voir "), shown))
    found = [(problem.place, told in problem.message) for problem in spoiled.problems()]
    assert found == [(SIXTH, True)] * bool(told)


@cases(
    "xml, what",
    ('<w:hyperlink r:id="rId77">le site</w:hyperlink>', "un lien"),
    ('<w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" r:id="rId77"/></w:pict></w:r>', "une image"),
    ('<w:r><w:object><o:OLEObject xmlns:o="urn:x" r:id="rId77"/></w:object></w:r>', "un objet"),
)
def test_what_an_element_names_and_the_file_lacks_is_told(xml: str, what: str) -> None:
    """It would be lost without a word, or Word would call the document damaged."""
    inside = xml.replace("le site", run("le site"))
    found = Spoiled("convention").after("Leur bureau sera situé", paragraph(run("Voir "), inside)).problems()
    assert [one.place for one in found if f"{what} n’est plus dans le fichier" in one.message] == [SIXTH]


MARKED = '<w:bookmarkStart w:id="91" w:name="Tarif"/>' + run("Le tarif") + '<w:bookmarkEnd w:id="91"/>'
TO_MARK = f'<w:hyperlink w:anchor="Tarif">{run("le tarif")}</w:hyperlink>'
BY_FIELD = field(r'HYPERLINK \l "Tarif"', "le tarif")
IF, ELSE, END = (paragraph(run(tag)) for tag in ("{%p if numero %}", "{%p else %}", "{%p endif %}"))


@cases(
    "xml, is_told",
    (f"{IF}<w:p>{MARKED}</w:p>{END}<w:p>{TO_MARK}</w:p>", True),
    (f"{IF}<w:p>{MARKED}</w:p>{ELSE}<w:p>{TO_MARK}</w:p>{END}", True),
    (f"{IF}<w:p>{MARKED}</w:p>{END}{paragraph(BY_FIELD)}", True),
    (f"{IF}<w:p>{MARKED}</w:p><w:p>{TO_MARK}</w:p>{END}", False),
    (f"<w:p>{MARKED}</w:p>{IF}<w:p>{TO_MARK}</w:p>{END}", False),
)
def test_a_link_whose_bookmark_a_condition_takes_away_is_told(xml: str, is_told: bool) -> None:
    """In the documents without it, it would lead nowhere."""
    found = Spoiled("convention").after("Leur bureau sera situé", xml).problems()
    assert any("un signet qu’une condition ou une boucle peut retirer" in one.message for one in found) == is_told
