"""Documents that show all of each template are printed by both engines before a check says that all is well."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.errors import EngineError, MisprintError, Problem, TemplateError
from generator.pdf import trial
from generator.pdf.conversion import Conversion, ConversionJob
from generator.pdf.embedded import EmbeddedEngine
from generator.pdf.engine import Engine
from generator.progress import Silence
from generator.project import MADE, Project
from generator.runs.making.check import CheckRequest, run
from generator.stages import proofs
from generator.stages.attempts import Specimen
from generator.stages.proofs import _SIMPLER
from generator.workers import LocalWorkers
from tests.cases import cases
from tests.conftest import REPOSITORY, MakeProject
from tests.days import on
from tests.inspection.spoiling import Spoiled, paragraph, run as words
from tests.inspection.test_format import BOX

_BOX = BOX.format(kind="anchor", inside=paragraph(words("dehors")))
_REQUEST = CheckRequest(jobs=1)


@pytest.fixture(autouse=True)
def march() -> Iterator[None]:
    """Have each check be made while nothing is late."""
    with on(datetime.date(2025, 3, 3)):
        yield


@pytest.fixture
def haveluy(project: MakeProject) -> Project:
    """Return a project of one commune."""
    return project("59292")


def _boxed(project: Project, box: str) -> None:
    changed = Spoiled("planning").after("Une demi-journée de médiation numérique", box).bytes()
    (project.campaign / "planning.docx").write_bytes(changed)


def _told(project: Project) -> list[tuple[str, str]]:
    with pytest.raises(TemplateError, match="à imprimer") as caught:
        run(project, _REQUEST, Silence())
    errors = [problem for problem in caught.value.problems if problem.level == "error"]
    assert all(problem.remedy for problem in errors)
    return [(problem.file, problem.message.partition(",")[0]) for problem in errors]


def test_what_only_printing_tells_is_told_by_the_check(haveluy: Project) -> None:
    """A box that stands beyond the edge of the page: no inspection measures where its paragraph will be."""
    _boxed(haveluy, _BOX.replace("<wp:posOffset>0<", "<wp:posOffset>9000000<"))
    assert _told(haveluy) == [("planning.docx", "moteur intégré"), ("planning.docx", "LibreOffice")]
    _boxed(haveluy, _BOX)
    report = run(haveluy, _REQUEST, Silence())
    assert report.proof == "Essai d’impression de chaque modèle, avec ses variantes : moteur intégré et LibreOffice."
    assert report.engines == ("embedded", "libreoffice")


def test_a_plain_template_is_printed_too(haveluy: Project) -> None:
    """A paragraph of its own page, tall and empty: nothing in it asks for attention, and the page is blank."""
    tall = '<w:p><w:pPr><w:spacing w:before="15000" w:after="15000"/></w:pPr></w:p>'
    planning = Spoiled("planning").after("Une demi-journée de médiation numérique", tall).bytes()
    (haveluy.campaign / "planning.docx").write_bytes(planning)
    assert {file for file, _ in _told(haveluy)} == {"planning.docx"}


def test_a_passage_of_one_commune_is_printed_too(small_project: Project) -> None:
    """Not of the first, whose documents show no fault; the error says whose does."""
    far = _BOX.replace("<wp:posOffset>0<", "<wp:posOffset>9000000<")
    passage = [paragraph(words('{%p if commune.nom == "Rœulx" %}')), far, paragraph(words("{%p endif %}"))]
    _boxed(small_project, "".join(passage))
    with pytest.raises(TemplateError) as caught:
        run(small_project, _REQUEST, Silence())
    told = [problem.message for problem in caught.value.problems if problem.level == "error"]
    assert [message.partition(" :")[0] for message in told] == ["moteur intégré, pour Rœulx", "LibreOffice, pour Rœulx"]


@cases(
    "cause, told",
    (MisprintError("Il y manque « M. X ».", "M. X"), ("il y manque « M. X »", _SIMPLER, "")),
    (
        MisprintError("Le PDF est faux.", "1 h pour des rendez-vous individuels."),
        ("le PDF est faux", _SIMPLER, "article 4"),
    ),
    (EngineError("La page 4 est blanche", "Retirez le saut."), ("la page 4 est blanche", "retirez le saut", "")),
    (EngineError("LibreOffice n’a pas imprimé x.docx."), ("LibreOffice n’a pas imprimé x.docx", _SIMPLER, "")),
)
def test_an_error_of_printing_says_where_and_what_to_do(cause: EngineError, told: tuple[str, str, str]) -> None:
    """The words that are missing stand in an article of the document; a sentence of its own is the remedy."""
    docx = (REPOSITORY / "templates" / "mediation-numerique" / "convention.docx").read_bytes()
    problem = proofs._fault(Conversion(ConversionJob("x.docx", docx), b"", 0, cause))
    assert problem is not None
    assert (problem.message, problem.remedy, problem.place) == told


@cases(
    "properties, margin, told, remedy",
    ('<w:jc w:val="right"/>', "300", "l’angle réservé au cachet", "donnez 3 cm à la marge du haut"),
    ('<w:spacing w:before=""/>', "1928", "ne peut pas imprimer", "ouvrez le modèle dans Word ou LibreOffice"),
)
def test_what_an_engine_finds_has_a_remedy_of_its_own(properties: str, margin: str, told: str, remedy: str) -> None:
    """Not that of all, which speaks of boxes and notes where there are none."""
    text = f"<w:p><w:pPr>{properties}</w:pPr>{words('Planning')}</w:p>"
    spoiled = Spoiled("planning").drop("(?s)<w:body>.*(?=<w:sectPr>)").drop("<w:headerReference[^>]*>")
    spoiled.replace("<w:sectPr>", f"<w:body>{text}<w:sectPr>").drop("<w:footerReference[^>]*>")
    spoiled.replace('w:top="1928"', f'w:top="{margin}"')
    job = ConversionJob("planning.docx", spoiled.bytes())
    with LocalWorkers(1, Silence().check) as workers:
        (printed,) = EmbeddedEngine.probe().convert([job], workers=workers, date=datetime.datetime(2025, 3, 3))
    problem = proofs._fault(printed)
    assert problem is not None
    assert told in problem.message
    assert problem.remedy.startswith(remedy)


def _specimen(rank: int, passed: set[int], size: int, file: str = "planning.docx") -> Specimen:
    return Specimen(rank, 0, file, f"Commune {rank}", frozenset(passed), size, str(rank))


def test_few_documents_stand_for_all() -> None:
    """The longest of each template, then those that pass the most of what is missing, and no other."""
    longest, rare, both = _specimen(1, {0, 1}, 9), _specimen(3, {0, 2}, 5), _specimen(4, {0, 2, 3}, 5)
    others = [_specimen(rank, {0}, 4) for rank in range(5, 50)]
    note = _specimen(2, set(), 3, "note.docx")
    assert proofs._covering([others[0], longest, note, rare, both, *others[1:]]) == [longest, both, note]


@pytest.fixture
def printed(haveluy: Project, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the templates whose documents were printed since a first check."""
    found, faults = list[str](), proofs._faults

    def watched(engine: Engine, due: dict[ConversionJob, Specimen], *others: Any) -> Iterator[tuple[Specimen, Problem]]:
        found.extend(sorted({one.file for one in due.values()}))
        return faults(engine, due, *others)

    (haveluy.root / MADE).mkdir()
    run(haveluy, _REQUEST, Silence())
    monkeypatch.setattr(proofs, "_faults", watched)
    return found


def test_what_was_printed_right_is_not_printed_again(
    haveluy: Project, printed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the same process, or by another one beside what builds keep; a template that changes is printed alone."""
    run(haveluy, _REQUEST, Silence())
    monkeypatch.setattr(proofs, "_SOUND", set())
    run(haveluy, _REQUEST, Silence())
    assert not printed
    _boxed(haveluy, _BOX)
    run(haveluy, _REQUEST, Silence())
    assert printed == ["planning.docx", "planning.docx"]


def test_what_no_document_shows_asks_for_no_print(haveluy: Project, printed: list[str]) -> None:
    """A cell of the table that no template names."""
    table = haveluy.communes.read_text()
    haveluy.communes.write_text(table.replace("mairie@", "accueil@"))
    assert haveluy.communes.read_text() != table
    run(haveluy, _REQUEST, Silence())
    assert not printed


def test_an_engine_out_of_order_is_no_fault_of_a_template(
    haveluy: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A LibreOffice that answers and prints nothing: a warning, since the embedded engine prints the document."""
    monkeypatch.setattr(proofs, "_SOUND", set())
    broken = tmp_path / "bin" / "soffice"
    broken.parent.mkdir()
    broken.write_text("#!/bin/sh\necho LibreOffice 7.4.7.2\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(broken.parent), prepend=":")
    trial._printed_as.cache_clear()
    report = run(haveluy, _REQUEST, Silence())
    told = [problem for problem in report.problems if "LibreOffice" in problem.message]
    assert "planning.docx" in {problem.file for problem in told}
    assert {problem.level for problem in told} == {"warning"}
    assert all("--engine" in problem.remedy for problem in told)
    assert report.engines == ("embedded",)


def test_a_machine_without_engine_says_so(haveluy: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is proved, and the check says how to prove it."""
    monkeypatch.setattr(proofs, "_engines", lambda: iter(()))
    assert "installez LibreOffice" in run(haveluy, _REQUEST, Silence()).proof


def test_words_that_a_template_and_its_tag_both_write_are_told_at_each_check(haveluy: Project) -> None:
    """« Monsieur Monsieur », « la sous-préfecture sous-préfecture »: a warning, as long as they stand there."""
    text = "Monsieur {{ commune.civilite_maire }}, par la Sous-préfecture {{ commune.prefecture }}"
    _boxed(haveluy, paragraph(words(text)))
    for _ in range(2):
        told = [one for one in run(haveluy, _REQUEST, Silence()).problems if "deux fois de suite" in one.message]
        assert [(one.file, one.level, one.message.partition(" :")[0]) for one in told] == [
            ("planning.docx", "warning", "« Monsieur Monsieur »"),
            ("planning.docx", "warning", "« Sous-préfecture sous-préfecture »"),
        ]
