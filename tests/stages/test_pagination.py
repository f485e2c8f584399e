"""The page of a template's faults."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from docx import Document

from generator.errors import Problem, TemplateError
from generator.progress import Silence
from generator.runs.making.check import CheckRequest, run as check
from generator.stages.pagination import with_pages
from generator.workers import LocalWorkers, Workers
from tests.cases import cases
from tests.conftest import MakeProject
from tests.edits import packed

NAME = "modele.docx"


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with LocalWorkers(1, Silence().check) as local:
        yield local


def template() -> bytes:
    """Return three pages that say nearly the same, a table on the last, and a footer."""
    document = Document()
    for page in range(3):
        document.add_paragraph(f"Objet de la présente convention {'{{ a }}'}")
        document.add_paragraph("À")
        if page < 2:
            document.add_page_break()  # type: ignore[no-untyped-call]  # python-docx leaves this one untyped
    document.add_table(1, 1).cell(0, 0).text = "Lieu de la permanence"
    document.sections[0].footer.paragraphs[0].text = "Convention de prestation de service"
    return packed(document)


@cases(
    "place, told",
    ("page de garde, 1er paragraphe", ", vers la page 1"),
    ("page de garde, 2e paragraphe", ", vers la page 1"),
    ("début du document, 1er paragraphe", ", vers la page 2"),
    ("début du document, 3e paragraphe", ", vers la page 3"),
    ("tableau 1, ligne 1, colonne 1", ", vers la page 3"),
    ("pied de page", ""),
    ("", ""),
)
def test_a_paragraph_of_the_body_has_its_page(place: str, told: str, workers: Workers) -> None:
    """Paragraphs that say the same are told apart, short ones follow the one before; a margin is on every page."""
    problem = Problem("error", "balise inconnue", "corrigez-la", NAME, place=place)
    (found,) = with_pages([problem], {NAME: template()}, workers)
    assert found.place == place + told


def test_what_cannot_be_printed_has_no_page(workers: Workers) -> None:
    """Nor has a file that is no template; the problem stays."""
    problems = [Problem("error", "illisible", "", name, place="article 1er") for name in (NAME, "communes.csv")]
    assert with_pages(problems, {NAME: b"PK"}, workers) == problems


def test_a_check_says_the_page(project: MakeProject) -> None:
    """In the convention of five pages, a tag of its last article."""
    small = project("59292")
    document = Document(str(small.campaign / "convention.docx"))
    document.add_paragraph("{{ commune.nomm }}")
    document.save(str(small.campaign / "convention.docx"))
    with pytest.raises(TemplateError) as caught:
        check(small, CheckRequest(), Silence())
    (problem,) = caught.value.problems
    assert problem.place.endswith((", vers la page 5", ", vers la page 6"))


@pytest.mark.usefixtures("unproved")
def test_a_doubt_and_a_legal_remark_have_their_page_too(project: MakeProject) -> None:
    """Nothing is wrong with the tags, and the clerk has a place to find all the same."""
    small = project("59292")
    document = Document(str(small.campaign / "convention.docx"))
    document.add_paragraph("La commune de «nom_commune».")
    document.save(str(small.campaign / "convention.docx"))
    report = check(small, CheckRequest(legal=True), Silence())
    (doubt,) = [one for one in report.problems if "autre outil" in one.message]
    assert doubt.place.endswith((", vers la page 5", ", vers la page 6"))
    placed = [one.place for one in report.legal if one.file == "convention.docx" and "article" in one.place]
    assert placed
    assert all(", vers la page " in place for place in placed)
