"""The follow-up for the Bureau says of each dossier what every other screen says of it."""

from __future__ import annotations

from pypdf import PdfReader

from generator.progress import Silence
from generator.project import Project
from generator.runs.followup.followup import FollowUpRequest, run as follow_up
from generator.runs.followup.status import StatusRequest


def test_a_dossier_that_was_never_made_is_no_draft(small_project: Project) -> None:
    """It has no number, and its row and the sum say so, as « status » does."""
    report = follow_up(small_project, FollowUpRequest(StatusRequest(), "embedded"), Silence())
    words = " ".join(" ".join(page.extract_text() for page in PdfReader(report.path).pages).split())
    assert f"{len(report.status.dossiers)} dossiers : {len(report.status.dossiers)} pas encore faits." in words
    assert "projet" not in words
