"""Nothing is made of a template in which something is still to be written."""

from __future__ import annotations

import docx

from generator.inspection.strays import check_written
from tests.conftest import REPOSITORY
from tests.edits import packed


def test_what_is_still_to_be_written_is_an_error_with_its_place() -> None:
    """In the paragraph that says it; a sentence that says what is to be completed is none."""
    document = docx.Document()
    document.add_paragraph("Les zones entre crochets sont à compléter.")
    document.add_paragraph("La redevance est de [montant à compléter] euros.")
    (problem,) = check_written({"convention.docx": packed(document)})
    assert (problem.level, problem.file, problem.place) == (
        "error",
        "convention.docx",
        "début du document, 2e paragraphe",
    )
    assert problem.message.startswith("« [montant à compléter] »")


def test_the_zones_of_the_commune_are_none() -> None:
    """Templates that are in use have blanks, and nothing left to write."""
    folder = REPOSITORY / "templates" / "mediation-numerique"
    assert not list(check_written({path.name: path.read_bytes() for path in folder.glob("*.docx")}))


def test_what_the_verification_refuses_is_told_before() -> None:
    """A word that a program prints for want of a value; what a tag says is read elsewhere."""
    document = docx.Document()
    document.add_paragraph("Le n° XXXX {% if numero != 'XXXX' %}de la nanotechnologie{% endif %}")
    (problem,) = check_written({"convention.docx": packed(document)})
    assert problem.message.startswith("« XXXX » est dans le texte")
