"""A deliberation that the council took back, or that authorises nothing: nothing is completed on it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.errors import RefusedError, UsageError
from generator.progress import Silence
from generator.project import Project
from generator.register.database import open_register
from generator.register.integrity import check_register
from generator.register.journal import read_journal
from generator.register.standings import read_standings
from generator.runs.receive import ReceiveRequest, Unattended
from generator.runs.receive import run as receive
from generator.runs.reception import Consent
from generator.runs.sign import SignRequest
from generator.runs.sign import run as sign
from generator.runs.withdraw import WithdrawRequest
from generator.runs.withdraw import run as withdraw
from generator.word.controls import read_controls
from tests.runs.conftest import copy_project, rewritten, run

HAVELUY, TODAY = "59292", date(2025, 6, 1)


@pytest.fixture
def built(tmp_path: Path) -> Project:
    """Return Haveluy's dossier, which waits for its deliberation."""
    project = copy_project(tmp_path / "projet", [HAVELUY])
    run(project)
    return project


def received(project: Project, path: Path, despite: Consent | None = None, **values: str) -> object:
    """Record what is in a file, whose doubtful identifier is confirmed; raises what stands in the way."""
    corrections = {"identifiant": "059-215902925-20250402-DELIB20250210-DE"} | values
    report = receive(
        project, ReceiveRequest((path,), Unattended(), corrections, despite=despite, today=TODAY), Silence()
    )
    for _, error in report.failed:
        raise error
    return report


def state(project: Project) -> str:
    """Return where Haveluy's convention stands."""
    (standing,) = read_standings(project.register, project.campaign.name).documents
    return standing.state


def zone(project: Project) -> str:
    """Return what the convention says of the number of the deliberation."""
    (path,) = project.output.glob("59292-*/*-convention.docx")
    return read_controls(path.read_bytes())["deliberation.numero"].text


TAKES_NOTE = ("AUTORISE Monsieur le Maire a signer", "PREND ACTE de la présentation de")


def test_a_council_that_takes_note_authorises_nothing(built: Project, tmp_path: Path) -> None:
    """It is refused with the reason; recorded in spite of that, it still completes nothing."""
    path = rewritten(tmp_path, TAKES_NOTE)
    with pytest.raises(RefusedError) as caught:
        received(built, path)
    assert ["prend acte" in problem.message for problem in caught.value.problems].count(True) == 1
    received(built, path, Consent("le conseil se réunit de nouveau en juin"))
    run(built)
    assert state(built) == "voted"
    with pytest.raises(RefusedError):
        sign(built, SignRequest(HAVELUY, date(2025, 5, 12), today=TODAY), Silence())


def test_an_act_silent_on_the_signature_is_refused_until_a_person_reads_it(built: Project, tmp_path: Path) -> None:
    """Approving is not authorising: a person says that the act does, or nothing is recorded."""
    path = rewritten(tmp_path, ("AUTORISE Monsieur le Maire a signer", "SOUTIENT"))
    with pytest.raises(RefusedError) as caught:
        received(built, path)
    assert any("autoris" in problem.message for problem in caught.value.problems)
    received(built, path, autorise_signature="oui")
    run(built)
    assert state(built) == "complete"


def test_a_deliberation_is_withdrawn_before_the_signature(built: Project, tmp_path: Path) -> None:
    """The dossier waits again, its zones come back, and the journal says why; then another can be recorded."""
    received(built, rewritten(tmp_path))
    run(built)
    assert (state(built), zone(built)) == ("complete", "2025-02-10")
    with pytest.raises(UsageError, match="pourquoi"):
        withdraw(built, WithdrawRequest(HAVELUY, " "), Silence())
    assert withdraw(built, WithdrawRequest(HAVELUY, "retirée par le conseil"), Silence()).withdrawn
    run(built)
    assert (state(built), zone(built)) == ("draft", "[numéro de la délibération]")
    with open_register(built.register) as connection:
        event = read_journal(connection, built.campaign.name)[-1]
    assert (event.what, event.before, event.after) == ("act withdrawn", "2025-02-10", "retirée par le conseil")
    assert check_register(built.register) == ()
    received(built, rewritten(tmp_path))
    assert state(built) == "voted"


def test_after_the_signature_a_withdrawal_is_only_told(built: Project, tmp_path: Path) -> None:
    """With the article, and nothing changes; without any deliberation there is nothing to withdraw."""
    with pytest.raises(RefusedError, match="aucune délibération"):
        withdraw(built, WithdrawRequest(HAVELUY, "erreur"), Silence())
    received(built, rewritten(tmp_path))
    run(built)
    sign(built, SignRequest(HAVELUY, date(2025, 5, 12), today=TODAY), Silence())
    report = withdraw(built, WithdrawRequest(HAVELUY, "retirée"), Silence())
    assert (report.withdrawn, state(built)) == (False, "signed")
    assert "L. 242-1" in report.problems[0].message.replace("\u00a0", " ")
