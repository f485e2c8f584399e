"""The letters that follow a signature are made with it, once: nothing that changes later changes them."""

from __future__ import annotations

import datetime
import shutil
from email import message_from_bytes
from pathlib import Path

import pytest
from docx import Document
from PIL import Image

from generator.errors import UsageError
from generator.progress import Silence
from generator.project import MAILS, Project
from generator.register.database import open_register
from generator.register.deliberations import record_act
from generator.register.integrity import check_register
from generator.register.journal import read_journal, today_in_france
from generator.register.originals import Source
from generator.register.standings import read_standings
from generator.runs.followup.status import StatusRequest, run as read_status
from generator.runs.life.end import EndingFacts, EndRequest, run as end
from generator.runs.life.endreport import EndReport
from generator.runs.life.sign import SignRequest, run as sign
from generator.runs.life.signreport import SignReport
from generator.runs.mailing.mail import MailRequest, run as prepare_mails
from generator.runs.mailing.sending import SendingRequest, run as note_sending
from generator.runs.making.diff import DiffRequest, run as diff
from generator.runs.making.verify import VerifyRequest, run as verify
from generator.word.passages import read_passages
from tests.cases import cases
from tests.days import on_day
from tests.register.conftest import ACT, SITTING
from tests.runs.conftest import contents, edit, run
from tests.runs.life.test_terms import make_signed, renewed, set_aside, without_row

HAVELUY, NUMBER = "59292", "MED_NUM-2025-001"
LATER = datetime.date(2030, 3, 10)  # after every preparation of these tests, whenever they run
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
    text = text.replace('sigle = "CAPH"', 'sigle = "LA PORTE"')
    assert text.count("\n[pack]\n") == 1
    logo = '\n[pack]\nlogo = "logo.png"\nlogo_texte = "Logo de la Porte du Hainaut"\n'
    settings.write_text(text.replace("\n[pack]\n", logo), encoding="utf-8")
    Image.new("RGB", (200, 80), "navy").save(project.campaign / "logo.png")
    for kind in ("notification", "certificat", "reconduction"):
        shutil.copy(project.campaign / "fin.docx", project.campaign / f"{kind}.docx")


@pytest.fixture
def signed(tmp_path: Path) -> Project:
    """Return a project in which Haveluy's convention is signed and to be notified."""
    return make_signed(tmp_path / "projet", HAVELUY, notified=None)


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
    assert diff(signed, DiffRequest(jobs=1), Silence()).in_state("gone") == ()
    assert [file for file in verify(signed, VerifyRequest(jobs=1), Silence()).files if not file.ok] == []


def test_what_was_notified_already_needs_no_letter(tmp_path: Path) -> None:
    """A signature that is recorded with its notification has its certificate alone."""
    project = make_signed(tmp_path / "projet", HAVELUY)
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
    assert not problem.message.endswith(".")
    assert "conventions build" in problem.remedy
    (signed.campaign / "certificat.docx").write_bytes(good)
    run(signed)
    assert "19 mai 2025" in words(signed, "certificat")


def mailed(project: Project) -> list[str]:
    """Prepare what there is to send to Haveluy, and return how each letter is called."""
    return [mail.letter for mail in prepare_mails(project, MailRequest((HAVELUY,)), Silence()).mails]


def left(project: Project, day: datetime.date | None, today: datetime.date = LATER) -> list[str]:
    """Say what left that day, or take back what was said today; return how each letter is called."""
    report = note_sending(project, SendingRequest(day, (HAVELUY,), today=today), Silence())
    return [sent.letter for sent in report.sent]


def next_of(project: Project, today: datetime.date) -> tuple[str | None, str | None]:
    """Return what to do next on Haveluy's dossier, and its last day."""
    (found,) = read_status(project, StatusRequest((HAVELUY,), today=today), Silence()).as_json()["dossiers"]
    return found["next"], found["next_by"]


def test_the_letter_of_a_notification_leaves_like_a_dossier(signed: Project) -> None:
    """Its e-mail is prepared, then said to be sent; only then is the notification awaited."""
    assert next_of(signed, TODAY)[0] == "envoyer la lettre de notification : préparer son courriel"
    assert mailed(signed) == ["notification"]
    draft = message_from_bytes((signed.output / MAILS / f"{NUMBER}-haveluy-notification.eml").read_bytes())
    assert [part.get_filename() for part in draft.walk() if part.get_filename()] == [f"{NUMBER}-notification.pdf"]
    assert next_of(signed, TODAY)[0] == "envoyer la lettre de notification, puis le dire"
    assert left(signed, LATER) == ["notification"]
    assert next_of(signed, TODAY)[0] == "noter le jour de la notification, dès l’accusé de réception de la commune"
    assert left(signed, None, today_in_france()) == ["notification"]
    assert next_of(signed, TODAY)[0] == "envoyer la lettre de notification, puis le dire"
    assert left(signed, LATER) == ["notification"]
    with pytest.raises(UsageError, match="rien n’est préparé depuis"):
        left(signed, LATER)
    with open_register(signed.register) as connection:
        told = [(one.what, one.before, one.after) for one in read_journal(connection, signed.campaign.name)][-4:]
    assert told == [
        ("letter prepared", "", "notification"),
        ("letter sent", "notification", LATER.isoformat()),
        ("sending undone", "notification", LATER.isoformat()),
        ("letter sent", "notification", LATER.isoformat()),
    ]
    assert check_register(signed.register) == ()


def test_the_letters_of_renewals_and_of_an_end_leave_too(signed: Project) -> None:
    """Each with its planning, until it is said that it left; an end makes the letter of the renewal useless."""
    signs(signed, notified_on=NOTIFIED)
    assert mailed(signed) == []
    renewed(signed, datetime.date(2026, 7, 2))
    day = datetime.date(2026, 7, 3)
    assert next_of(signed, day) == ("envoyer la lettre de reconduction : préparer son courriel", "2026-07-01")
    assert mailed(signed) == ["reconduction (2026)"]
    draft = message_from_bytes((signed.output / MAILS / f"{NUMBER}-haveluy-reconduction-2026.eml").read_bytes())
    attached = [part.get_filename() for part in draft.walk() if part.get_filename()]
    assert attached == [f"{NUMBER}-reconduction-2026.pdf", f"{NUMBER}-planning-2026.pdf"]
    facts = EndingFacts(cause="denonciation", author="commune", received_on=datetime.date(2027, 3, 1))
    on_day(datetime.date(2027, 3, 2), end, signed, EndRequest(HAVELUY, facts, "Motif."), Silence())
    assert next_of(signed, day) == ("envoyer la lettre de fin : préparer son courriel", "2027-06-30")
    assert mailed(signed) == ["fin"]
    assert left(signed, LATER) == ["fin"]
    assert next_of(signed, day) == (None, None)
    assert mailed(signed) == []


@cases("row", True, False, ids=["declined", "removed"])
def test_the_letter_of_an_end_leaves_for_a_commune_that_left(tmp_path: Path, *, row: bool) -> None:
    """Its row says « non » or is gone, as the guide asks for another commune to have its slot."""
    signed = make_signed(tmp_path / "projet", HAVELUY, "59564")
    facts = EndingFacts(cause="accord", effect_on=datetime.date(2026, 5, 31))
    on_day(datetime.date(2026, 4, 2), end, signed, EndRequest(HAVELUY, facts, "Motif."), Silence())
    if row:
        set_aside(signed, HAVELUY)
    else:
        without_row(signed, HAVELUY)
    run(signed)
    asked = [mail.letter for mail in prepare_mails(signed, MailRequest(), Silence()).mails]
    assert asked == ["fin"] == mailed(signed)
    assert left(signed, LATER) == ["fin"]
    assert left(signed, None, today_in_france()) == ["fin"]
    assert left(signed, LATER) == ["fin"]
    with pytest.raises(UsageError, match=r"participe|communes\.csv"):
        mailed(signed)


def told(project: Project, today: datetime.date) -> list[str]:
    """Return how each letter for Haveluy is called on a day, then what the day makes worth telling of them."""
    report = prepare_mails(project, MailRequest((HAVELUY,), today=today), Silence())
    return [*(mail.letter for mail in report.mails), *(problem.message for problem in report.problems)]


def test_a_letter_whose_day_is_past_is_told_or_no_more_asked(signed: Project) -> None:
    """The day to denounce that a renewal says; then its whole period, which the status asks no letter for either."""
    signs(signed, notified_on=NOTIFIED)
    renewed(signed, datetime.date(2026, 7, 2))
    assert told(signed, datetime.date(2027, 4, 30)) == ["reconduction (2026)"]
    late = f"{NUMBER} : le dernier jour pour dénoncer que dit la lettre, 30 avril 2027, est passé"
    assert [" ".join(one.split()) for one in told(signed, datetime.date(2027, 5, 1))] == ["reconduction (2026)", late]
    assert told(signed, datetime.date(2027, 7, 1)) == ["dossier signé : pas de brouillon"]
    assert next_of(signed, datetime.date(2027, 7, 1)) == ("enregistrer la reconduction", "2027-07-01")


def test_a_letter_of_an_epci_that_bears_another_name_is_told(signed: Project) -> None:
    """After a merger of EPCI above all: the letter does not say by which act it writes in the place of the one."""
    signs(signed, notified_on=NOTIFIED)
    settings = signed.campaign / "campaign.toml"
    former, name = "Communauté d’Agglomération de La Porte du Hainaut", "Communauté d’Agglomération du Hainaut"
    settings.write_text(settings.read_text("utf-8").replace(f'"{former}"', f'"{name}"'), "utf-8")
    renewed(signed, datetime.date(2026, 7, 2))
    unsaid = f"{NUMBER} : signée par « {former} », et la lettre est de « {name} » sans l’expliquer"
    assert [" ".join(one.split()) for one in told(signed, datetime.date(2026, 7, 2))] == ["reconduction (2026)", unsaid]


def test_a_convention_that_was_not_notified_in_time_is_told_as_such(signed: Project) -> None:
    """It says its own term: no setting moves that, no letter gives it effect; a later term of the campaign neither."""
    late = datetime.date(2026, 7, 2)
    asked = "dire si elle a été notifiée avant son terme, sinon préparer une nouvelle convention"
    assert next_of(signed, late) == (asked, "2026-06-30")
    settings = signed.campaign / "campaign.toml"
    settings.write_text(settings.read_text("utf-8").replace("terme = 2026-06-30", "terme = 2027-06-30"), "utf-8")
    assert next_of(signed, late) == (asked, "2026-06-30")
    problems = read_status(signed, StatusRequest((HAVELUY,), today=late), Silence()).problems
    assert "convention signée dont le terme est passé sans notification enregistrée (Haveluy)" in [
        problem.message for problem in problems
    ]
    letter, warned = told(signed, late)
    assert letter == "notification"
    assert "notifiée après son terme" in warned


def test_what_left_is_not_made_again(signed: Project) -> None:
    """Asked by name, a letter that was sent stays as it was sent."""
    mailed(signed)
    left(signed, LATER)
    edit(signed, "RYCKELYNCK", "RYCKELINCK")
    run(signed, communes=(HAVELUY,), force=True)
    assert "RYCKELYNCK" in words(signed, "notification")


def test_a_letter_made_again_is_prepared_again(signed: Project) -> None:
    """The e-mail that bears the former one is not said to have left."""
    mailed(signed)
    edit(signed, "RYCKELYNCK", "RYCKELINCK")
    run(signed, communes=(HAVELUY,), force=True)
    assert next_of(signed, TODAY)[0] == "envoyer la lettre de notification : préparer son courriel"
    with pytest.raises(UsageError, match="aucun courriel n’est préparé"):
        left(signed, LATER)


def drafts(project: Project) -> list[str]:
    """Return how the e-mail drafts of the output are called, what they are about alone."""
    return sorted(path.stem.rpartition("-haveluy")[2] for path in (project.output / MAILS).glob("*.eml"))


def test_a_build_leaves_the_drafts_of_letters_alone(signed: Project) -> None:
    """What is signed is not made again, and the e-mail of its letter waits; with the letter made again it goes."""
    mailed(signed)
    run(signed)
    edit(signed, "RYCKELYNCK", "RYCKELINCK")
    report = run(signed)
    assert drafts(signed) == ["-notification"]
    assert not [problem for problem in report.problems if "périmé" in problem.message]
    assert next_of(signed, TODAY)[0] == "envoyer la lettre de notification, puis le dire"
    report = run(signed, communes=(HAVELUY,), force=True)
    assert drafts(signed) == []
    assert [problem.message for problem in report.problems if "périmé" in problem.message] == [
        "brouillon de courriel périmé, car le dossier est refait (Haveluy)"
    ]


def test_what_is_asked_no_more_leaves_with_the_signature(signed: Project) -> None:
    """The e-mail that asks to sign, and once it is notified the letter that notifies; a renewal gives way to an end."""
    sign(signed, SignRequest(HAVELUY, undo="erreur", today=today_in_france()), Silence())
    assert mailed(signed) == [""]
    assert drafts(signed) == [""]
    signs(signed, signed_on=SIGNED)
    assert drafts(signed) == []
    mailed(signed)
    signs(signed, notified_on=NOTIFIED)
    assert drafts(signed) == []
    renewed(signed, datetime.date(2026, 7, 2))
    mailed(signed)
    assert drafts(signed) == ["-reconduction-2026"]
    facts = EndingFacts(cause="denonciation", author="commune", received_on=datetime.date(2027, 3, 1))
    on_day(datetime.date(2027, 3, 2), end, signed, EndRequest(HAVELUY, facts, "Motif."), Silence())
    assert drafts(signed) == []


@cases("gone", False, True)
def test_what_is_taken_back_takes_its_email_back(signed: Project, *, gone: bool) -> None:
    """A signature, then an end; a commune that was told of it already is to be told that it is no more."""
    today, day = today_in_france(), LATER

    def told(report: SignReport | EndReport) -> list[str]:
        assert drafts(signed) == []
        return [" ".join(one.message.split()) for one in report.problems]

    mailed(signed)
    if gone:
        left(signed, day)
    report = sign(signed, SignRequest(HAVELUY, undo="erreur", today=today), Silence())
    said = "la lettre ({}) partie le 10 mars 2030 annonce à la commune ce qui est annulé ; "
    said += "écrivez-lui pour le rectifier"
    assert told(report) == [said.format("notification")] * gone
    signs(signed, signed_on=SIGNED, notified_on=NOTIFIED)
    facts = EndingFacts(cause="denonciation", author="commune", received_on=today)
    on_day(today, end, signed, EndRequest(HAVELUY, facts, "Motif."), Silence())
    mailed(signed)
    assert drafts(signed) == ["-fin"]
    if gone:
        left(signed, day)
    undone = on_day(today, end, signed, EndRequest(HAVELUY, None, "Erreur.", undo=True), Silence())
    assert told(undone) == [said.format("fin")] * gone


def test_a_campaign_without_a_message_for_letters_is_told(signed: Project) -> None:
    """The other e-mails leave all the same."""
    (signed.campaign / "suite.txt").unlink()
    report = prepare_mails(signed, MailRequest(), Silence())
    assert [(one.level, one.file, "Haveluy" in one.message) for one in report.problems] == [
        ("warning", "suite.txt", True),
        ("warning", "", False),
    ]
    assert [mail.letter for mail in report.mails] == []


def test_a_face_replaced_in_what_is_signed_is_only_told(signed: Project) -> None:
    """It is never printed again; the same in a document that a build can make again is a failure."""
    (path,) = signed.output.glob("*/*[0-9]-convention.docx")
    document = Document(str(path))
    document.styles["Normal"].font.name = "Garamond"
    for run_ in (run_ for paragraph in document.paragraphs for run_ in paragraph.runs):
        run_.font.name = "Garamond"
    document.save(str(path))
    report = verify(signed, VerifyRequest(jobs=1), Silence())
    told = [problem for problem in report.problems if "Garamond" in problem.message]
    assert [(problem.level, problem.file.endswith("-convention.pdf")) for problem in told] == [("warning", True)]
    assert "reste tel qu’il est" in told[0].remedy
    assert not [one for file in report.files for one in file.failures if (one.check, one.rule) == ("fonts", "replaced")]


def test_what_asks_for_a_signature_does_not_leave_with_what_follows_it(small_built: Project) -> None:
    """The dossier was prepared and its departure never noted: it left before the signature, the letter after."""
    (standing,) = (
        one for one in read_standings(small_built.register, small_built.campaign.name).documents if one.insee == HAVELUY
    )
    with open_register(small_built.register, writing=True) as connection:
        source = Source("d.txt", b"texte")
        record_act(connection, small_built.register, standing.number, ACT, SITTING, source, replace=False)
    run(small_built)
    assert mailed(small_built) == [""]
    signs(small_built, signed_on=SIGNED)
    assert mailed(small_built) == ["notification"]

    def noted(day: datetime.date) -> list[str]:
        declined = SendingRequest(day, (HAVELUY,), lambda report: False, today=LATER)
        return [one.letter for one in note_sending(small_built, declined, Silence()).sent]

    assert noted(SIGNED - datetime.timedelta(days=5)) == [""]
    assert noted(LATER) == ["notification"]
    assert left(small_built, SIGNED - datetime.timedelta(days=5)) == [""]
    with pytest.raises(UsageError, match="avant la signature, le"):
        noted(SIGNED - datetime.timedelta(days=1))
