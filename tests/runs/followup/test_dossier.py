"""What is known of one dossier, the versions of its documents, and the register of a year."""

from __future__ import annotations

from generator.progress import Silence
from generator.project import Project
from generator.runs.followup.dossier import DossierReport, DossierRequest, run as read_dossier
from generator.runs.followup.dossierstatus import DossierStatus
from generator.runs.followup.status import StatusRequest, run as read_status
from generator.runs.followup.versions import VersionsRequest, run as compare_versions
from generator.runs.followup.yearly import YearRequest, run as read_year


def status(project: Project, insee: str) -> DossierStatus:
    """Return where the dossier of a commune stands."""
    (dossier,) = read_status(project, StatusRequest((insee,)), Silence()).dossiers
    return dossier


def dossier(project: Project, insee: str) -> DossierReport:
    """Return what is known of it."""
    return read_dossier(project, DossierRequest(status(project, insee)), Silence())


def test_the_steps_of_a_life_are_in_the_order_of_time(signed_project: Project) -> None:
    """Those that are past by their days, then those to come."""
    steps = dossier(signed_project, "59292").steps
    reached = [str(step.day) for step in steps if step.reached]
    assert reached == sorted(reached)
    assert [step.what for step in steps if not step.reached] == ["avenant n° 2 signé", "terme"]
    assert ("signé", "2025-05-12") in [(step.what, str(step.day)) for step in steps]


def test_a_dossier_that_was_never_made_has_its_life_to_come(small_project: Project) -> None:
    """Nothing is kept of it, and nothing happened."""
    report = dossier(small_project, "59292")
    assert not any(step.reached for step in report.steps if step.what != "terme")
    assert (report.pieces, report.events) == ((), ())


def test_what_is_kept_is_all_there(signed_project: Project) -> None:
    """The file of the deliberation, what was signed, each with its hash; of this commune alone."""
    report = dossier(signed_project, "59292")
    roles = {piece.role for piece in report.pieces}
    assert {"act", "output"} <= roles
    numbers = {one.number for one in report.status.documents}
    assert {piece.document for piece in report.pieces} <= numbers
    folder = signed_project.register.parent / "originals"
    assert all((folder / piece.original.name).is_file() for piece in report.pieces)


def test_one_version_is_compared_with_none(signed_project: Project) -> None:
    """A document that was only signed has one version, which is told."""
    standing = status(signed_project, "59292").documents[0]
    report = compare_versions(signed_project, VersionsRequest(standing, "convention"), Silence())
    assert [one.told for one in report.versions] == ["ce qui a été signé"]
    assert (report.before, report.changes) == (None, ())
    assert compare_versions(signed_project, VersionsRequest(standing, "autre"), Silence()).versions == ()


def test_the_register_of_a_year_has_each_number_of_it(signed_project: Project) -> None:
    """Conventions and avenants, in the order of their numbers."""
    report = read_year(signed_project, YearRequest(2026), Silence())
    assert report.years == (2025, 2026)
    assert [line.standing.number for line in report.lines] == [
        "MED_NUM-2026-001",
        "MED_NUM-2026-002",
        "MED_NUM-2026-003",
    ]
    assert [line.what for line in report.lines] == ["avenant n° 1", "avenant n° 1", "avenant n° 2"]
