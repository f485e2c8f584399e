"""A template in which a build found no fault is inspected again when it, the columns or the program changed."""

from __future__ import annotations

import json

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE

from generator.errors import TemplateError
from generator.project import MADE, Project
from generator.stages import soundinputs
from generator.stages.reading import read_inspected
from generator.stages.soundinputs import SoundTemplates
from tests.cases import cases
from tests.edits import add_paragraph


@pytest.fixture
def built(small_project: Project) -> Project:
    """Return a project whose templates are remembered, as a build leaves it."""
    SoundTemplates.of(small_project).keep(read_inspected(small_project))
    return small_project


def inspected(project: Project) -> list[str]:
    """Return the templates and letters that the next build inspects."""
    sources = read_inspected(project)
    templates = {piece.template.name: sources.templates[piece.kind] for piece in sources.campaign.templated}
    return list(SoundTemplates.of(project).others({**templates, **sources.letters}, sources.columns))


def test_a_template_that_was_sound_is_not_inspected_again(built: Project) -> None:
    """As long as its bytes and the columns are the same."""
    assert inspected(built) == []


def test_a_changed_template_is_inspected_and_refused(built: Project) -> None:
    """It alone."""
    add_paragraph(built.campaign / "convention.docx", "{{ commune.nomm }}")
    with pytest.raises(TemplateError, match=r"^1 erreur dans les modèles") as caught:
        read_inspected(built, sound=SoundTemplates.of(built))
    assert [problem.file for problem in caught.value.problems] == ["convention.docx"]


def test_a_changed_letter_is_inspected_and_refused(built: Project) -> None:
    """As a template is."""
    letter = built.campaign / "courriel.txt"
    letter.write_text(letter.read_text(encoding="utf-8") + "{{ commune.nomm }}\n", encoding="utf-8")
    with pytest.raises(TemplateError, match=r"^1 erreur dans les modèles") as caught:
        read_inspected(built, sound=SoundTemplates.of(built))
    assert [problem.file for problem in caught.value.problems] == ["courriel.txt"]


def test_other_columns_have_every_template_inspected(built: Project) -> None:
    """A column that is gone may be named in any."""
    text = built.communes.read_text(encoding="utf-8")
    header, *rows = text.splitlines()
    built.communes.write_text("\n".join([f"{header};remarque", *(f"{row};" for row in rows)]) + "\n", encoding="utf-8")
    assert "convention.docx" in inspected(built)


def test_another_version_of_the_program_inspects_everything(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may find what the former one did not."""
    monkeypatch.setattr(soundinputs, "program_sha256", lambda rooms=(): f"another {rooms}")
    assert "convention.docx" in inspected(built)


def test_what_is_damaged_is_not_believed(built: Project) -> None:
    """Nor does it stop anything."""
    memory = built.root / MADE / f"modeles-{built.campaign.name}.json"
    for damaged in ("{", "[]", json.dumps({"by": [], "sound": []}), json.dumps({"sound": 1})):
        memory.write_text(damaged, encoding="utf-8")
        assert "convention.docx" in inspected(built)


@cases("used", True, False)
def test_a_template_with_a_face_of_the_machine_is_inspected_each_time(small_project: Project, used: bool) -> None:
    """The machine may lose it; the warning, where there is one, is told each time."""
    path = small_project.campaign / "planning.docx"
    document = Document(str(path))
    document.styles.add_style("À nous", WD_STYLE_TYPE.PARAGRAPH).font.name = "Police Inexistante"
    if used:
        document.paragraphs[-1].style = "À nous"
    document.save(str(path))
    sources = read_inspected(small_project, "embedded")
    SoundTemplates.of(small_project).keep(sources)
    assert bool(sources.about_templates) == used
    assert inspected(small_project) == ["planning.docx"]
