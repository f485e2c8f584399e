"""Dossiers that leave a campaign: told before anything is written, confirmed when several do, never lost."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.dossiers.movements import Movement
from generator.errors import DataError, OutputError, UsageError
from generator.law.endingfacts import EndingFacts
from generator.progress import Silence
from generator.project import Project
from generator.runs.followup.dossierstatus import DossierStatus
from generator.runs.followup.status import StatusRequest, run as status
from generator.runs.keeping.register_journal import Extract, JournalRequest, run as journal
from generator.runs.life.end import EndRequest, run as end
from generator.runs.life.sign import SignRequest, run as sign
from generator.runs.mailing import mail
from generator.runs.making.build import BuildRequest
from generator.runs.making.check import CheckRequest, run as check
from generator.runs.making.diff import DiffRequest, run as diff
from generator.runs.receiving.questions import Unattended
from generator.runs.receiving.receive import ReceiveRequest, run as receive
from tests.annexes import untagged
from tests.dossiers.rolls import settle
from tests.runs.conftest import contents, edit, rewritten, run
from tests.runs.test_life import Clerk

FAST = BuildRequest(engine="embedded", verify=False)


def without(project: Project, *insee: str) -> None:
    """Delete the rows of some communes."""
    lines = project.communes.read_text(encoding="utf-8").splitlines(keepends=True)
    project.communes.write_text("".join(line for line in lines if line[:5] not in insee), encoding="utf-8")


def status_of(project: Project, *communes: str) -> list[DossierStatus]:
    """Return where the dossiers of some communes stand."""
    return list(status(project, StatusRequest(communes), Silence()).dossiers)


@pytest.mark.usefixtures("unproved")
def test_a_dossier_that_leaves_is_told_before_anything_is_written(small: Callable[..., Project]) -> None:
    """A build, its dry run, check and diff say the same; the output then loses it, and the screens do not."""
    project = small("59292", "59297")
    run(project)
    without(project, "59292")
    (told,) = check(project, CheckRequest(jobs=1), Silence()).movements
    assert (told.commune, told.number, told.reason) == ("Haveluy", "MED_NUM-2025-001", "ligne retirée")
    assert diff(project, DiffRequest(jobs=1), Silence()).movements == (told,)
    assert run(project, dry_run=True).movements == (told,)
    seen: list[tuple[tuple[Movement, ...], bool]] = []
    folder = project.output / "59292-haveluy"
    report = run(project, tells=lambda found: seen.append((tuple(found), folder.is_dir())))
    assert seen == [((told,), True)]
    assert not folder.exists()
    assert report.as_json()["movements"] == [told.as_json()]
    assert run(project).movements == ()
    (gone,) = status_of(project, "haveluy")
    assert (gone.as_json()["commune"], gone.as_json()["number"]) == ("Haveluy", "MED_NUM-2025-001")
    assert (gone.as_json()["state"], gone.as_json()["absent"]) == ("draft", "ligne retirée")
    assert [one.commune.nom for one in status_of(project)] == ["Hélesmes", "Haveluy"]
    events = journal(project, JournalRequest(Extract(("haveluy",))), Silence()).events
    assert [event.what for event in events] == ["numbered", "left"]


def test_what_cannot_leave_yet_leaves_with_the_next_build(
    small: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A viewer holds a file: nothing forgets it, nor the e-mail of a dossier that was made again beside it."""
    project = small("59292", "59564")
    run(project)
    mail.run(project, mail.MailRequest(jobs=1), Silence())
    edit(project, "BLONDIAUX", "AUTRE")
    without(project, "59292")
    gone, (draft,) = project.output / "59292-haveluy", project.output.glob("courriels/*-la-sentinelle.eml")
    unlink = Path.unlink

    def hold(path: Path, missing_ok: bool = False) -> None:
        if path.suffix == ".pdf":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        unlink(path, missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", hold)
        with pytest.raises(OutputError, match=r"suppression impossible .* recommencez"):
            run(project)
    assert gone.is_dir()
    run(project)
    assert not gone.exists()
    assert not draft.exists()


def test_several_that_leave_are_refused_until_they_are_accepted(small: Callable[..., Project]) -> None:
    """Nothing is written before; the run that is told ``accept`` goes on, and the next one has nothing to ask."""
    project = small()
    run(project)
    before = contents(project.root)
    without(project, "59292", "59564")
    edit(project, "Hélesmes;1", "Helesmes;1")
    changed = contents(project.root) | {"communes.csv": before["communes.csv"]}
    for refused in (run, lambda asked: run(asked, dry_run=True), lambda asked: check(asked, CheckRequest(), Silence())):
        with pytest.raises(DataError, match="départs") as caught:
            refused(project)
        told = [(problem.level, problem.commune) for problem in caught.value.problems]
        assert told[:2] == [("error", "Haveluy"), ("error", "La Sentinelle")]
        assert ("warning", "Helesmes") in told[2:]
    assert changed == before
    assert [one.kind for one in run(project, accept=True).movements] == ["leaves", "leaves"]
    assert run(project).movements == ()


def test_a_clerk_is_told_and_asked(
    small: Callable[..., Project], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The commands' words: who leaves, the remedy, the option, and where a dossier is still to be read."""
    clerk = Clerk(small("59292", "59297"), capsys)
    build = ("build", "--engine", "embedded", "--no-verify")
    clerk.types(*build)
    before = clerk.project.communes.read_text(encoding="utf-8")
    clerk.project.communes.write_text(before.replace("59292;", "59299;"), encoding="utf-8")
    said = clerk.types(*build, code=3)
    assert "le SIREN de cette ligne est celui du dossier MED_NUM-2025-001 (Haveluy, 59292)" in said
    assert "sinon confirmez-le (conventions build --accept)" in said
    clerk.types("check", code=3)
    clerk.project.communes.write_text(before, encoding="utf-8")
    without(clerk.project, "59292")
    assert "Départ — Haveluy, MED_NUM-2025-001 : ligne retirée ; son dossier est gardé" in clerk.types(*build)
    assert "projet (ligne retirée)" in clerk.types("status")
    for command in (build, ("mail",), ("preview", "convention"), ("diff",)):
        said = clerk.types(command[0], *command[1:], "haveluy", code=2)
        assert "Haveluy n’est plus dans communes.csv ; son dossier MED_NUM-2025-001 est gardé" in said
    assert "MED_NUM-2025-001 : pas de brouillon (ligne retirée)" in clerk.types("mail")
    clerk.project.communes.write_text(before, encoding="utf-8")
    said = clerk.types(*build)
    assert "Retour — Haveluy, MED_NUM-2025-001 : participe de nouveau" in said
    assert "Fait — Haveluy (bordereau, délibération, convention, planning) : revient dans la campagne" in said


def test_a_deliberation_of_a_commune_whose_row_is_gone_is_recorded(
    small: Callable[..., Project], tmp_path: Path
) -> None:
    """The register knows the commune that it names."""
    project = small("59292", "59297")
    settle(project)
    without(project, "59292")
    paper = rewritten(tmp_path)
    request = ReceiveRequest((paper,), Unattended(), dry_run=True)
    (received,) = receive(project, request, Silence()).deliberations
    assert (received.returned.commune_name, received.returned.document) == ("Haveluy", "MED_NUM-2025-001")


def test_a_signed_dossier_whose_row_is_gone_lives_on(signed_project: Project, tmp_path: Path) -> None:
    """Its scan is added, its letters stay, a merger is recorded and then explains why it is not there."""
    run(signed_project)
    without(signed_project, "59292")
    run(signed_project)
    letters = set(contents(signed_project.output / "59292-haveluy" / "certificat"))
    assert letters
    scan = tmp_path / "acte.pdf"
    scan.write_bytes(untagged())
    assert sign(signed_project, SignRequest("haveluy", scans=(scan,)), Silence()).kept == ("acte.pdf",)
    facts = EndingFacts("fusion", "", None, None, date(2026, 12, 31), "59205")
    ended = end(signed_project, EndRequest("haveluy", facts, "commune nouvelle", build=FAST), Silence())
    assert (ended.commune, ended.number) == ("Haveluy", "MED_NUM-2025-002")
    assert (signed_project.output / "59292-haveluy" / "fusion-2027").is_dir()
    (dossier,) = status_of(signed_project, "59292")
    told = dossier.as_json()
    assert (told["absent"], told["commune"], told["former"]) == (None, "Escaudain", "Haveluy")
    # What was made of a commune that left is made again like the rest.
    campaign = signed_project.campaign / "campaign.toml"
    text = campaign.read_text(encoding="utf-8")
    campaign.write_text(text.replace("rue Michel-Rondet", "rue Neuve"), encoding="utf-8")
    made = [outcome for outcome in run(signed_project).outcomes if outcome.kind == "fusion-2027"]
    assert {(outcome.insee, outcome.commune) for outcome in made} == {("59292", "Escaudain")}


def test_an_end_explains_the_departure_that_it_records(signed_project: Project) -> None:
    """The end of one convention is not refused because its own row is gone; another that left is still told."""
    without(signed_project, "59292", "59564")
    with pytest.raises(DataError, match="départs"):
        run(signed_project)
    facts = EndingFacts("fusion", "", None, None, date(2026, 12, 31), "59205")
    ended = end(
        signed_project, EndRequest("haveluy", facts, "commune nouvelle", build=replace(FAST, dry_run=True)), Silence()
    )
    assert ended.build is not None
    assert {one.commune: one.doubtful for one in ended.build.movements} == {"La Sentinelle": True}


def test_an_unsigned_dossier_without_files_cannot_be_signed(small: Callable[..., Project]) -> None:
    """What remains is said, and not that the commune is unknown."""
    project = small("59292", "59297")
    settle(project)
    without(project, "59292")
    with pytest.raises(UsageError, match="son dossier MED_NUM-2025-001 est gardé"):
        sign(project, SignRequest("haveluy", date(2025, 5, 12), today=date(2025, 6, 1)), Silence())


def test_a_json_build_that_is_refused_says_why(
    small: Callable[..., Project], capsys: pytest.CaptureFixture[str]
) -> None:
    """One object, with the problems to confirm."""
    clerk = Clerk(small(), capsys)
    settle(clerk.project)
    without(clerk.project, "59292", "59564")
    clerk.types("build", code=3)
    told: dict[str, Any] = json.loads(clerk.types("build", "--json", code=3).partition("\nErreur")[0])
    assert [one["commune"] for one in told["problems"] if one["level"] == "error"] == ["Haveluy", "La Sentinelle"]
