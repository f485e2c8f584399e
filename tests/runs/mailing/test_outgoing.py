"""What is to leave next for each commune."""

from __future__ import annotations

import datetime

import pytest

from generator.errors import UsageError
from generator.progress import Silence
from generator.project import Project
from generator.runs.followup import status as status_run
from generator.runs.followup.status import StatusRequest
from generator.runs.mailing import mail as mail_run, sending as sending_run
from generator.runs.mailing.mail import MailRequest
from generator.runs.mailing.outgoing import Outgoing, draft_file, draft_of, outgoing
from generator.runs.mailing.sending import SendingRequest
from tests.runs.conftest import edit, run

DAY = datetime.date(2026, 3, 10)


def waiting(project: Project, today: datetime.date = DAY) -> dict[str, Outgoing]:
    """Return what is to leave, by the commune's name."""
    report = status_run.run(project, StatusRequest(today=today), Silence())
    return {one.dossier.commune.nom: one for one in outgoing(report)}


def prepare(project: Project, *communes: str, remind: bool = False, today: datetime.date = DAY) -> None:
    """Write drafts, without another process."""
    mail_run.run(project, MailRequest(communes, jobs=1, remind=remind, today=today), Silence())


@pytest.fixture
def sent(small_built: Project) -> Project:
    """Return a project of which Haveluy's dossier left."""
    prepare(small_built)
    sending_run.run(small_built, SendingRequest(DAY, ("Haveluy",), today=DAY), Silence())
    return small_built


def test_a_dossier_leaves_first_then_is_awaited(sent: Project) -> None:
    """What is prepared is ready; what left is no longer there; who has no address is told."""
    found = waiting(sent)
    assert "Haveluy" not in found
    assert (found["Hélesmes"].what, found["Hélesmes"].ready, found["Hélesmes"].recipient) == ("premier envoi", True, "")
    draft = draft_of(sent, found["La Sentinelle"].draft)
    assert draft
    assert [name.rpartition(".")[2] for name, _ in draft.attachments][-1] == "pdf"


def test_what_changed_since_it_left_is_sent_again(sent: Project) -> None:
    """The list says since when, and that the draft is to be made; then that it is ready."""
    edit(sent, "RYCKELYNCK", "DURAND")
    run(sent)
    found = waiting(sent)["Haveluy"]
    assert (found.what, found.ready) == ("renvoi : modifié depuis le 10\u00a0mars 2026", False)
    prepare(sent, "Haveluy")
    assert waiting(sent)["Haveluy"].ready


def test_a_draft_that_is_out_of_date_is_not_ready(small_built: Project) -> None:
    """A dossier that was made again since its first draft."""
    prepare(small_built)
    edit(small_built, "RYCKELYNCK", "DURAND")
    run(small_built)
    found = waiting(small_built)["Haveluy"]
    assert (found.kind, found.ready) == ("vote", False)


def test_who_is_late_is_reminded(sent: Project) -> None:
    """By its rank, under a path of its own."""
    late = DAY + datetime.timedelta(days=61)
    found = waiting(sent, late)["Haveluy"]
    assert (found.what, found.ready) == ("relance n° 1", False)
    prepare(sent, "Haveluy", remind=True, today=late)
    found = waiting(sent, late)["Haveluy"]
    assert found.ready
    assert draft_of(sent, found.draft)
    sending_run.run(sent, SendingRequest(late, ("Haveluy",), today=late), Silence())
    assert "Haveluy" not in waiting(sent, late)
    assert waiting(sent, late + datetime.timedelta(days=61))["Haveluy"].what == "relance n° 2"
    assert found.draft.endswith("-haveluy-relance-1")


def test_only_drafts_of_the_register_are_found(sent: Project) -> None:
    """A file beside them is none."""
    report = status_run.run(sent, StatusRequest(today=DAY), Silence())
    (sent.output / "courriels" / "autre.eml").write_bytes(b"x")
    names = [path.name for path in (sent.output / "courriels").iterdir()]
    assert {name for name in names if draft_file(sent, report, name)} == {n for n in names if n != "autre.eml"}
    assert draft_file(sent, report, "../manifest.json") is None


def test_only_the_documents_that_are_named_are_noted(sent: Project) -> None:
    """One of a commune's documents can leave without the others."""
    number = waiting(sent)["Hélesmes"].standing.number
    other = SendingRequest(DAY, ("Hélesmes",), today=DAY, documents=frozenset({"MED_NUM-2025-999"}))
    with pytest.raises(UsageError):
        sending_run.run(sent, other, Silence())
    asked = SendingRequest(DAY, ("Hélesmes",), today=DAY, documents=frozenset({number}))
    report = sending_run.run(sent, asked, Silence())
    assert [one.number for one in report.sent] == [number]
