"""The e-mail drafts of the real campaign."""

from __future__ import annotations

import email
import shutil
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from generator.progress import Silence
from generator.project import open_project
from generator.runs.mailing.mail import MailRequest, run as prepare_mails
from tests.runs.conftest import Built, noted


def test_every_commune_has_the_draft_of_its_own_dossier(embedded_campaign: Built, tmp_path: Path) -> None:
    """46 communes: 45 addresses, each with its own number and files, and Hélesmes without one."""
    project = open_project(shutil.copytree(embedded_campaign.project.root, tmp_path / "projet"))
    report = prepare_mails(project, MailRequest(), Silence())
    assert len(report.mails) == 46
    large = noted(project)
    assert "59172" in large
    assert [mail.commune for mail in report.mails if mail.recipient is None] == ["Hélesmes"]
    term, unaddressed = report.problems
    assert term.message.startswith("le terme, 30\u00a0juin 2026, est passé")
    assert unaddressed.commune == "Hélesmes"
    assert len({mail.recipient for mail in report.mails}) == 46
    for mail in report.mails:
        message = email.message_from_bytes((project.output / mail.path).read_bytes(), policy=default)
        assert isinstance(message, EmailMessage)
        assert not message.defects
        assert f"({mail.number})" in message["subject"]
        assert (mail.recipient or "") in str(message["to"] or "")
        for part in message.iter_attachments():
            (path,) = project.output.glob(f"{mail.insee}-*/{part.get_filename()}")
            assert part.get_content() == path.read_bytes()
        note = ["note.docx"] if mail.insee in large else []
        names = [*note, "deliberation.docx", "convention.pdf", "planning.pdf", "pack.pdf"]
        assert mail.attachments == tuple(f"{mail.number}-{name}" for name in names)
