"""A template with a text box is printed by both engines before a check says that all is well."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from generator.errors import TemplateError
from generator.pdf.trial import printed_as
from generator.progress import Silence
from generator.project import Project
from generator.runs.check import CheckRequest, run
from generator.stages.proofs import asks_proof
from tests.inspection.spoiling import TEMPLATES, Spoiled, paragraph
from tests.inspection.spoiling import run as words
from tests.inspection.test_format import BOX

_BOX = BOX.format(kind="anchor", inside=paragraph(words("dehors")))


def _boxed(project: Project, box: str) -> Path:
    path = project.campaign / "planning.docx"
    path.write_bytes(Spoiled("planning").after("Une demi-journée de médiation numérique", box).bytes())
    return path


def test_what_only_printing_tells_is_told_by_the_check(small_project: Project) -> None:
    """A box that stands beyond the edge of the page: no inspection measures where its paragraph will be."""
    request = CheckRequest(jobs=1, today=datetime.date(2025, 3, 3))
    path = _boxed(small_project, _BOX.replace("<wp:posOffset>0<", "<wp:posOffset>9000000<"))
    assert asks_proof(path.read_bytes())
    with pytest.raises(TemplateError, match="à imprimer") as caught:
        run(small_project, request, Silence())
    told = [problem for problem in caught.value.problems if problem.level == "error"]
    assert {problem.file for problem in told} == {"planning.docx"}
    assert [problem.message.partition(",")[0] for problem in told] == ["moteur intégré", "LibreOffice"]
    assert all(problem.remedy for problem in told)
    _boxed(small_project, _BOX)
    run(small_project, request, Silence())


def test_an_engine_out_of_order_is_no_fault_of_a_template(
    small_project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A LibreOffice that answers and prints nothing: a warning, since the embedded engine prints the document."""
    broken = tmp_path / "bin" / "soffice"
    broken.parent.mkdir()
    broken.write_text("#!/bin/sh\necho LibreOffice 7.4.7.2\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(broken.parent), prepend=":")
    _boxed(small_project, _BOX)
    printed_as.cache_clear()
    report = run(small_project, CheckRequest(jobs=1, today=datetime.date(2025, 3, 3)), Silence())
    printed_as.cache_clear()
    (told,) = [problem for problem in report.problems if "LibreOffice" in problem.message]
    assert (told.level, told.file) == ("warning", "planning.docx")
    assert "--engine" in told.remedy


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.docx")), ids=lambda path: path.stem)
def test_plain_templates_ask_for_no_proof(path: Path) -> None:
    """A check of the usual templates prints nothing."""
    assert not asks_proof(path.read_bytes())


def test_many_empty_paragraphs_ask_for_a_proof() -> None:
    """They may fill a page of their own, where the text before them ends low."""
    assert not asks_proof(Spoiled("planning").after("Une demi-journée de médiation numérique", "<w:p/>" * 5).bytes())
    assert asks_proof(Spoiled("planning").after("Une demi-journée de médiation numérique", "<w:p/>" * 6).bytes())
