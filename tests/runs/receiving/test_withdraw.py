"""A deliberation that the council took back, or that authorises nothing: nothing is completed on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.cli import run as type_command
from generator.console.statuses import status_row
from generator.errors import RefusedError, UsageError
from generator.law.endingfacts import EndingFacts
from generator.progress import Silence
from generator.project import Project
from generator.register.database import open_register
from generator.register.deliberations import record_act
from generator.register.integrity import check_register
from generator.register.journal import read_journal
from generator.register.originals import Source
from generator.register.standings import read_standings
from generator.runs.followup.status import StatusReport, StatusRequest, run as read_status
from generator.runs.life.end import EndRequest, run as end
from generator.runs.life.sign import SignRequest, run as sign
from generator.runs.receiving.questions import Unattended
from generator.runs.receiving.receive import ReceiveRequest, run as receive
from generator.runs.receiving.reception import Consent
from generator.runs.receiving.withdraw import WithdrawRequest, run as withdraw
from generator.word.controls import read_controls
from tests.register.conftest import ACT, SITTING
from tests.runs.conftest import copy_project, rewritten, run
from tests.runs.life.test_terms import evaluation, make_signed, text

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
        received(built, path, autorise_signature="non", autorise_avenants="non")
    assert ["prend acte" in problem.message for problem in caught.value.problems].count(True) == 1
    received(
        built,
        path,
        Consent("le conseil se réunit de nouveau en juin", "aucun"),
        autorise_signature="non",
        autorise_avenants="non",
    )
    run(built)
    assert state(built) == "voted"
    with pytest.raises(RefusedError):
        sign(built, SignRequest(HAVELUY, date(2025, 5, 12), today=TODAY), Silence())


def test_an_act_silent_on_the_signature_is_refused_until_a_person_reads_it(built: Project, tmp_path: Path) -> None:
    """Approving is not authorising: a person says that the act does, or nothing is recorded."""
    path = rewritten(tmp_path, ("AUTORISE Monsieur le Maire a signer", "SOUTIENT"))
    with pytest.raises(RefusedError) as caught:
        received(built, path, autorise_signature="non", autorise_avenants="non")
    assert any("autoris" in problem.message for problem in caught.value.problems)
    received(built, path, autorise_signature="oui", autorise_avenants="non")
    run(built)
    assert state(built) == "complete"


def test_a_deliberation_is_withdrawn_before_the_signature(built: Project, tmp_path: Path) -> None:
    """The dossier waits again, its zones come back, and the journal says why; then another can be recorded."""
    received(built, rewritten(tmp_path))
    run(built)
    assert (state(built), zone(built)) == ("complete", "2025-02-10")
    with pytest.raises(UsageError, match="pourquoi"):
        withdraw(built, WithdrawRequest(HAVELUY, "\u200b\u00a0"), Silence())
    assert withdraw(built, WithdrawRequest(HAVELUY, "retirée par le conseil"), Silence()).withdrawn
    run(built)
    assert (state(built), zone(built)) == ("draft", "[numéro de la délibération]")
    with open_register(built.register) as connection:
        event = read_journal(connection, built.campaign.name)[-1]
    assert (event.what, event.before, event.after) == ("act withdrawn", "2025-02-10", "retirée par le conseil")
    assert check_register(built.register) == ()
    received(built, rewritten(tmp_path), numero="2025-02-10")  # the same act: whoever types its number saw the doubt
    assert state(built) == "voted"


def test_after_the_signature_a_withdrawal_is_only_told(built: Project, tmp_path: Path) -> None:
    """Once, with the article, and nothing changes; without any deliberation there is nothing to withdraw."""
    with pytest.raises(RefusedError, match="aucune délibération"):
        withdraw(built, WithdrawRequest(HAVELUY, "erreur"), Silence())
    received(built, rewritten(tmp_path))
    run(built)
    sign(built, SignRequest(HAVELUY, date(2025, 5, 12), today=TODAY), Silence())
    report = withdraw(built, WithdrawRequest(HAVELUY, "retirée"), Silence())
    assert (report.withdrawn, state(built)) == (False, "signed")
    assert "L. 242-1" in report.problems[0].message.replace("\u00a0", " ")
    with pytest.raises(RefusedError, match="déjà signalé"):
        withdraw(built, WithdrawRequest(HAVELUY, "encore"), Silence())


def test_a_withdrawal_noted_by_mistake_after_the_signature_is_taken_back(tmp_path: Path) -> None:
    """What rests on the deliberation rests on it again; both are kept in the journal, and it can be noted anew."""
    project = make_signed(tmp_path / "projet", HAVELUY)

    def revoked() -> bool:
        return read_standings(project.register, project.campaign.name).documents[0].revoked

    def change(*, undo: bool) -> str:
        request = WithdrawRequest(HAVELUY, "saisie dans le mauvais dossier", undo=undo)
        return withdraw(project, request, Silence()).told.replace("\u00a0", " ")

    with pytest.raises(RefusedError, match="rien à annuler"):
        change(undo=True)
    for told in ("est signalé", "est annulé"):
        assert told in change(undo=told == "est annulé")
        assert revoked() == (told == "est signalé")
    with open_register(project.register) as connection:
        what = [event.what for event in read_journal(connection, project.campaign.name)]
    assert what[-2:] == ["act withdrawn after signature", "act withdrawn no more"]
    change(undo=False)
    assert revoked()
    said = ["intake", HAVELUY, "--withdraw", "--undo", "--why", "arrêt de la cour", "--yes"]
    assert type_command([*said, "--project", str(project.root)]) == 0
    assert not revoked()


def test_a_signed_act_without_its_deliberation_is_told_until_it_ends(tmp_path: Path) -> None:
    """Annulled by the judge after the signature: the status says so beside it, and what a lawyer has to say."""
    project = make_signed(tmp_path / "projet", HAVELUY)
    assert not [one for one in status(project).problems if "a été retirée ou annulée" in one.message]
    withdraw(project, WithdrawRequest(HAVELUY, "annulée par le tribunal administratif"), Silence())
    found = status(project)
    (told,) = [one for one in found.problems if "a été retirée ou annulée" in one.message]
    assert "Haveluy" in told.message
    assert status_row(found.dossiers[0])[7] == "2025-02-10 du 02/04/2025, retirée ou annulée"
    end(project, EndRequest(HAVELUY, EndingFacts("annulation", effect_on=date(2025, 7, 1)), "Jugement."), Silence())
    assert not [one for one in status(project).problems if "a été retirée ou annulée" in one.message]


def test_an_avenant_is_made_again_without_the_deliberation_that_was_withdrawn(tmp_path: Path) -> None:
    """Even one that its council was to vote on in any case: it no longer cites what is no longer there."""
    project = make_signed(tmp_path / "projet", HAVELUY)
    asked = evaluation(tmp_path, HAVELUY, "jeudi", "2026-01-01")
    header, row = asked.read_text(encoding="utf-8").splitlines()
    costs = ("montant;payeur;periodicite;imputation", "1 200 €;commune;annuelle;article 6288")
    lines = [f"{header};{costs[0]}", f"{row.removesuffix('non')}oui;{costs[1]}"]
    asked.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert type_command(["amend", str(asked), "--no-verify", "--project", str(project.root)]) == 0

    def cites() -> bool:
        """Tell whether the avenant is made in view of the convention's deliberation."""
        return "Vu la délibération n° 2025-02-10" in text(project, HAVELUY, "avenant-1", "avenant")

    assert cites()
    withdraw(project, WithdrawRequest(HAVELUY, "annulée par le tribunal administratif"), Silence())
    run(project)
    assert not cites()


def status(project: Project) -> StatusReport:
    """Return where the dossiers stand."""
    return read_status(project, StatusRequest(today=TODAY), Silence())


def test_the_deliberation_of_an_avenant_is_withdrawn_by_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From draft to signature an avenant with a deliberation of its own; withdrawn, it is to be voted again."""

    def typed(*arguments: str, code: int = 0) -> str:
        capsys.readouterr()
        ended = type_command([*arguments, "--project", str(project.root)])
        out, err = capsys.readouterr()
        said = " ".join((out + err).split())
        assert ended == code, said
        return said

    def avenant() -> str:
        (found,) = read_standings(project.register, project.campaign.name).avenants(HAVELUY)
        return found.state

    project = make_signed(
        tmp_path / "projet", HAVELUY, act=replace(ACT, authorises_signature=True, authorises_avenants=False)
    )
    asked = str(evaluation(tmp_path, HAVELUY, "jeudi", "2026-01-01"))
    typed("amend", asked, "--engine", "embedded", "--no-verify")
    assert avenant() == "draft"
    assert "ne peut pas être enregistrée" in typed(
        "sign", "haveluy", "--date", "2025-12-20", "--avenant", "1", "--yes", code=7
    )
    (number,) = [one.number for one in read_standings(project.register, project.campaign.name).avenants(HAVELUY)]
    act = replace(ACT, number="2025-11-07", decided_on=date(2025, 11, 20), authorises_signature=True)
    act = replace(act, sent_on=date(2025, 11, 21), received_on=date(2025, 11, 21), published_on=date(2025, 11, 21))
    for again in (False, True):
        with open_register(project.register, writing=True) as connection:
            source = Source("d.txt", b"avenant" + bytes([again]))
            record_act(connection, project.register, number, act, SITTING, source, replace=False)
        run(project)
        assert avenant() == "complete"
        if not again:
            refused = typed("intake", "--withdraw", "haveluy", "--avenant", "1", code=2)
            assert "dites pourquoi (--why)" in refused
            said = typed("intake", "--withdraw", "haveluy", "--avenant", "1", "--why", "vote annulé", "--yes")
            assert "délibération n° 2025-11-07 retirée" in said.replace("\u00a0", " ")
            assert avenant() == "draft"
    typed("sign", "haveluy", "--date", "2025-12-20", "--notified", "2025-12-22", "--avenant", "1", "--yes")
    assert avenant() == "signed"
    assert (project.output / "59292-haveluy/avenant-1/certificat").is_dir()
    assert "vote annulé" in typed("register", "journal", "haveluy")
