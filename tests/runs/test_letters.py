"""The letters that follow a signature are made with it, once: nothing that changes later changes them."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.progress import Silence
from generator.project import Project
from generator.register.integrity import check_register
from generator.register.journal import today_in_france
from generator.runs.sign import SignReport, SignRequest
from generator.runs.sign import run as sign
from generator.runs.verify import VerifyRequest
from generator.runs.verify import run as verify
from generator.word.passages import read_passages
from tests.runs.conftest import contents, edit, run
from tests.runs.test_terms import make_signed, renewed

HAVELUY = "59292"
SIGNED, NOTIFIED, TODAY = datetime.date(2025, 5, 12), datetime.date(2025, 5, 19), datetime.date(2025, 6, 1)


def signs(project: Project, **request: object) -> SignReport:
    """Sign Haveluy's convention, or record what became of it."""
    return sign(project, SignRequest(HAVELUY, today=TODAY, **request), Silence())  # type: ignore[arg-type]  # keywords


def letters_of(project: Project, *folders: str) -> dict[str, bytes]:
    """Return the files of Haveluy's letters, of all folders that hold some unless they are named."""
    found = contents(project.output / "59292-haveluy")
    return {path: data for path, data in found.items() if "/" in path and (not folders or path.startswith(folders))}


def words(project: Project, kind: str) -> str:
    """Return what a letter says, with ordinary spaces."""
    (path,) = (project.output / "59292-haveluy").glob(f"*/*-{kind}.docx")
    return " ".join(" ".join(passage.text.split()) for passage in read_passages(path.read_bytes()))


def change_everything(project: Project) -> None:
    """Give another mayor, another President, another letter and a logo."""
    edit(project, "Monsieur;Jean-Paul;RYCKELYNCK", "Madame;Mariette;MAYEUX")
    settings = project.campaign / "campaign.toml"
    text = settings.read_text(encoding="utf-8")
    assert 'sigle = "CAPH"' in text
    settings.write_text(text.replace('sigle = "CAPH"', 'sigle = "LA PORTE"'), encoding="utf-8")
    for kind in ("notification", "certificat", "reconduction"):
        shutil.copy(project.campaign / "fin.docx", project.campaign / f"{kind}.docx")


@pytest.fixture
def signed(small: Callable[..., Project]) -> Project:
    """Return a project in which Haveluy's convention is signed and to be notified."""
    return make_signed(small(HAVELUY, "59564").root.parent / "autre", HAVELUY, notified=None)


def test_a_signature_makes_the_letter_that_notifies_it(signed: Project) -> None:
    """At once, with its acknowledgement; the certificate comes with the notification, and the letter stays."""
    assert {Path(path).name for path in letters_of(signed)} == {
        "MED_NUM-2025-001-notification.docx",
        "MED_NUM-2025-001-notification.pdf",
    }
    assert "la seconde le 12 mai 2025" in words(signed, "notification")
    assert "Accusé de réception" in words(signed, "notification")
    letter = letters_of(signed)
    report = signs(signed, notified_on=NOTIFIED)
    assert [Path(path).name for path in report.letters] == [
        "MED_NUM-2025-001-certificat.docx",
        "MED_NUM-2025-001-certificat.pdf",
    ]
    assert report.trouble == ()
    assert "a été notifiée à la Commune d’Haveluy le 19 mai 2025" in words(signed, "certificat")
    assert letters_of(signed, "notification") == letter
    assert [file for file in verify(signed, VerifyRequest(jobs=1), Silence()).files if not file.ok] == []


def test_what_was_notified_already_needs_no_letter(small: Callable[..., Project]) -> None:
    """A signature that is recorded with its notification has its certificate alone."""
    project = make_signed(small(HAVELUY).root.parent / "autre", HAVELUY)
    assert {path.split("/")[0] for path in letters_of(project)} == {"certificat"}


def test_a_later_mayor_template_or_logo_changes_no_letter(signed: Project) -> None:
    """Nor does an output that was deleted, nor --force for all: letters come back byte for byte."""
    signs(signed, notified_on=NOTIFIED)
    renewed(signed, datetime.date(2026, 7, 2))
    before = letters_of(signed)
    assert {path.split("/")[0] for path in before} == {"notification", "certificat", "renouvellement-2026"}
    run(signed)
    whole = contents(signed.output)
    run(signed, today=datetime.date(2031, 1, 1))
    assert contents(signed.output) == whole
    change_everything(signed)
    for force in (False, True):
        report = run(signed, force=force)
        assert letters_of(signed) == before
        assert not [one for one in report.outcomes if one.insee == HAVELUY and one.state == "built"]
    shutil.rmtree(signed.output)
    run(signed)
    assert letters_of(signed) == before
    assert check_register(signed.register) == ()


def test_a_letter_is_made_again_when_it_is_asked_by_name(signed: Project) -> None:
    """A name misspelt in a letter that did not leave yet; what was sent and acknowledged stays."""
    edit(signed, "RYCKELYNCK", "RYCKELINCK")
    assert "RYCKELYNCK" in words(signed, "notification")
    run(signed, communes=(HAVELUY,), force=True)
    assert "RYCKELINCK" in words(signed, "notification")
    signs(signed, notified_on=NOTIFIED)
    edit(signed, "RYCKELINCK", "AUTRE")
    run(signed, communes=(HAVELUY,), force=True)
    assert "RYCKELINCK" in words(signed, "notification")
    after = contents(signed.output)
    run(signed)
    assert contents(signed.output) == after


def test_a_date_corrected_makes_its_letter_again(signed: Project) -> None:
    """The letter says the day of the signature, and the certificate that of the notification."""
    signs(signed, signed_on=SIGNED + datetime.timedelta(1), replace=True)
    assert "la seconde le 13 mai 2025" in words(signed, "notification")
    signs(signed, notified_on=NOTIFIED)
    signs(signed, notified_on=NOTIFIED + datetime.timedelta(1), replace=True)
    assert "le 20 mai 2025" in words(signed, "certificat")
    after = contents(signed.output)
    run(signed)
    assert contents(signed.output) == after


def test_a_signature_that_is_undone_takes_its_letter_back(signed: Project) -> None:
    """The letter leaves the output, and the dossier is complete again."""
    sign(signed, SignRequest(HAVELUY, undo="erreur", today=today_in_france()), Silence())
    assert letters_of(signed) == {}
    after = contents(signed.output)
    run(signed)
    assert contents(signed.output).keys() == after.keys()


def test_a_letter_that_cannot_be_made_keeps_no_signature_back(signed: Project) -> None:
    """The act is signed whatever its letter is: the warning says what to do, and a build makes the letter."""
    good = (signed.campaign / "certificat.docx").read_bytes()
    (signed.campaign / "certificat.docx").write_bytes(b"")
    report = signs(signed, notified_on=NOTIFIED)
    assert (report.recorded, report.letters) == (True, ())
    (problem,) = report.trouble
    assert "n’a pas été faite" in problem.message
    assert "conventions build" in problem.remedy
    (signed.campaign / "certificat.docx").write_bytes(good)
    run(signed)
    assert "19 mai 2025" in words(signed, "certificat")
