"""Data and templates are looked at together, before anything is made."""

from __future__ import annotations

import zipfile

import pytest
from docx import Document

from generator.errors import DataError, TemplateError
from generator.progress import Silence
from generator.project import Project
from generator.runs.making.check import CheckRequest, run as check
from generator.stages.reading import read_inspected
from tests.cases import cases
from tests.conftest import MakeProject
from tests.edits import add_paragraph, replace


def test_a_sound_project_has_no_problem(small_project: Project) -> None:
    """The templates of the repository are inspected in silence."""
    assert read_inspected(small_project).problems == ()


def test_all_faults_of_all_templates_are_told_at_once(small_project: Project) -> None:
    """Not only those of the first template, nor of the first kind."""
    add_paragraph(small_project.campaign / "convention.docx", "{{ commune.nomm }}")
    add_paragraph(small_project.campaign / "planning.docx", "{{ commune.nom|xyz }}")
    (small_project.campaign / "bordereau.docx").write_bytes(b"")
    replace(small_project.campaign / "courriel.txt", "Objet : ", "Objet : {{ numeros }} ")
    with pytest.raises(TemplateError, match=r"^4 erreurs dans les modèles") as caught:
        read_inspected(small_project)
    files = [problem.file for problem in caught.value.problems]
    assert files == ["bordereau.docx", "convention.docx", "planning.docx", "courriel.txt"]


def test_faults_of_the_data_do_not_hide_those_of_the_templates(small_project: Project) -> None:
    """One run of « conventions check » says all there is to mend."""
    add_paragraph(small_project.campaign / "convention.docx", "{{ commune.nomm }}")
    replace(small_project.campaign / "courriel.txt", "Objet : ", "Objet : {{ numeros }} ")
    replace(small_project.communes, ";Haveluy;1;", ";Haveluy;9;")
    with pytest.raises(DataError) as caught:
        check(small_project, CheckRequest(), Silence())
    assert [problem.file for problem in caught.value.problems] == ["communes.csv", "convention.docx", "courriel.txt"]


def test_templates_of_an_unreadable_campaign_are_not_guessed(small_project: Project) -> None:
    """What campaign.toml does not say, nobody knows."""
    add_paragraph(small_project.campaign / "convention.docx", "{{ commune.nomm }}")
    (small_project.campaign / "campaign.toml").write_text("[epci", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_inspected(small_project)
    assert all(problem.file.endswith("campaign.toml") for problem in caught.value.problems)


def test_a_fault_that_only_shows_in_the_documents_is_told_once_for_all_communes(project: MakeProject) -> None:
    """The template, the place, the expression and the value; the first commune and how many others."""
    small = project("59292", "59504", "59564")
    add_paragraph(small.campaign / "convention.docx", "{{ 100 // (commune.tncc - commune.tncc) }}")
    with pytest.raises(TemplateError, match=r"^3 documents impossibles") as caught:
        check(small, CheckRequest(), Silence())
    (problem,) = caught.value.problems
    assert problem.commune == "Haveluy et 2 autres communes"
    assert problem.file == "convention.docx"
    assert problem.place.startswith("article 9, ")
    assert problem.message.startswith(
        "division par zéro, dans {{ 100 // (commune.tncc - commune.tncc) }}, où commune.tncc vaut 1 (près de « {{ 100"
    )


def test_a_property_that_no_word_file_holds_is_told(project: MakeProject) -> None:
    """Its value has at most 255 characters, which only its rendering shows."""
    small = project("59292")
    document = Document(str(small.campaign / "planning.docx"))
    document.core_properties.title = ("{{ convention.objet }} " * 10).strip()
    document.save(str(small.campaign / "planning.docx"))
    with pytest.raises(TemplateError) as caught:
        check(small, CheckRequest(), Silence())
    assert "dépasse 255 signes" in caught.value.problems[0].message


@pytest.mark.usefixtures("unproved")
def test_a_letter_of_an_end_that_says_nothing_of_mergers_is_told(small_project: Project) -> None:
    """It was made before a merger had words of its own: the commune nouvelle would read that its convention ends."""

    def told() -> list[str]:
        return [
            one.file for one in check(small_project, CheckRequest(), Silence()).problems if "poursuit" in one.message
        ]

    assert told() == []
    letter = small_project.campaign / "fin.docx"
    document = Document(str(letter))
    for run in (run for paragraph in document.paragraphs for run in paragraph.runs):
        run.text = run.text.replace("fusion", "accord")
    document.save(str(letter))
    assert told() == ["fin.docx"]


def test_half_a_letter_in_a_tag_is_told(small_project: Project) -> None:
    """A lone surrogate, which no file can hold, is a fault of the template and not of the program."""
    add_paragraph(small_project.campaign / "convention.docx", r"{{ '\ud800' }}")
    with pytest.raises((DataError, TemplateError)) as caught:
        check(small_project, CheckRequest(), Silence())
    assert {problem.file for problem in caught.value.problems if problem.level == "error"} == {"convention.docx"}


@cases(
    "part, before, after",
    ("[Content_Types].xml", b"application/vnd.openxmlformats-package.core-properties+xml", b"application/xml"),
    ("_rels/.rels", b"relationships/metadata/core-properties", b"relationships/metadata/core-propertiez"),
)
def test_damaged_properties_are_no_fault_of_the_program(
    small_project: Project, part: str, before: bytes, after: bytes
) -> None:
    """A template whose properties are not found is read without them, or its fault is told."""
    template = small_project.campaign / "convention.docx"
    with zipfile.ZipFile(template) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    assert before in parts[part]
    with zipfile.ZipFile(template, "w") as whole:
        for name, data in parts.items():
            whole.writestr(name, data.replace(before, after) if name == part else data)
    try:
        found = check(small_project, CheckRequest(), Silence()).problems
    except (DataError, TemplateError) as error:
        found = error.problems
    assert all(problem.file == "convention.docx" for problem in found if problem.level == "error")
