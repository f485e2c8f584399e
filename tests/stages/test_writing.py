"""The words of documents: dossier by dossier, a failure being that of one document."""

from __future__ import annotations

from collections.abc import Iterable

from generator.errors import ConventionsError, TemplateError
from generator.inputs.sources import read_sources
from generator.progress import Silence
from generator.project import Project
from generator.rendering.context import columns_read, for_piece, make_context
from generator.stages.tasks import Written
from generator.stages.writing import Writer
from generator.word.passages import read_passages
from generator.workers import LocalWorkers
from tests.cases import cases
from tests.edits import add_paragraph
from tests.stages.outputs import plan_of

CONVENTION, AVENANT = "MED_NUM-2025-003", "MED_NUM-2026-003"
MOVED = "MED_NUM-2026-002"


def written(project: Project, numbers: Iterable[str]) -> dict[tuple[str, str], Written | ConventionsError]:
    """Write the documents of these dossiers in one process; "" is the reports of evaluations."""
    found = plan_of(project)
    wanted = [(dossier, document) for dossier, document in found.plan.documents() if document.number in numbers]
    writer = Writer(found, LocalWorkers(1, Silence().check))
    return {document.key: result for document, result in writer.write(wanted)}


def text(result: Written | ConventionsError) -> str:
    """Return what a document says, with ordinary spaces."""
    assert isinstance(result, Written)
    return " ".join(passage.text for passage in read_passages(result.docx))


def test_every_document_of_a_dossier_is_written(signed_project: Project) -> None:
    """With the number of the dossier, and the columns of communes.csv that each may depend on."""
    found = written(signed_project, {CONVENTION})
    assert {kind for _, kind in found} == {"bordereau", "deliberation", "convention", "planning"}
    assert CONVENTION in text(found[CONVENTION, "convention"])
    convention = found[CONVENTION, "convention"]
    assert isinstance(convention, Written)
    assert {"nom_maire", "civilite_maire", "nom"} <= convention.columns
    assert "telephone" not in convention.columns


def test_the_recorded_deliberation_completes_what_is_signed_not_its_draft(signed_project: Project) -> None:
    """The draft stays as it was sent."""
    found = written(signed_project, {CONVENTION})
    assert "2025-02-10" in text(found[CONVENTION, "convention"])
    assert "2025-02-10" not in text(found[CONVENTION, "deliberation"])


def test_an_avenant_s_derived_documents_are_computed_from_what_was_signed(signed_project: Project) -> None:
    """The consolidated text has the new article, the redline both; the planning is that of the new slot."""
    found = written(signed_project, {AVENANT, MOVED})
    new = "Le mardi, le jeudi et le vendredi toute la journée et le mercredi après-midi"
    old = "excepté le lundi toute la journée"
    consolidated = text(found[AVENANT, "convention-consolidee"])
    assert new in consolidated
    assert old not in consolidated
    assert "4e vendredi" in text(found[MOVED, "planning"])


def test_reports_are_written_like_documents(signed_project: Project) -> None:
    """One for each evaluation that the register keeps."""
    found = written(signed_project, {""})
    assert len(found) == 2
    assert "mai 2025" in text(found["", "evaluation-mai-2025-octobre-2025"])


def test_a_failure_is_that_of_one_document(signed_project: Project) -> None:
    """The others of the dossier are written."""
    add_paragraph(signed_project.campaign / "planning.docx", "{{ 100 // (commune.tncc - commune.tncc) }}")
    found = written(signed_project, {CONVENTION})
    assert isinstance(found[CONVENTION, "planning"], TemplateError)
    assert {kind for (_, kind), result in found.items() if isinstance(result, Written)} == {
        "bordereau",
        "deliberation",
        "convention",
    }


@cases("column", "nom_maire", "telephone")
def test_a_column_is_recorded_only_for_the_document_that_reads_it(signed_project: Project, column: str) -> None:
    """Reading a value of the dossier, for a message or for another document, is not a document reading it."""
    sources = read_sources(signed_project)
    shared = make_context(sources.participants[0], sources.campaign, CONVENTION)
    getattr(shared["commune"], column)
    first, second = (for_piece(shared, piece, sources.campaign) for piece in sources.campaign.pieces[:2])
    assert column not in columns_read(first)
    getattr(first["commune"], column)
    assert column in columns_read(first)
    assert column not in columns_read(second)


def test_a_signatory_is_recorded_only_for_the_document_that_names_them(signed_project: Project) -> None:
    """As the columns of the commune are."""
    sources = read_sources(signed_project)
    shared = make_context(sources.participants[0], sources.campaign, CONVENTION)
    _ = shared["signataire"].nom
    first, second = (for_piece(shared, piece, sources.campaign) for piece in sources.campaign.pieces[:2])
    _ = first["signataire"].nom
    assert "signataire_nom" in columns_read(first)
    assert "signataire_nom" not in columns_read(second)
