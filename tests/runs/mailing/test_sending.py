"""What left and what is awaited: e-mails noted as sent, reminders, dossiers that change after they left."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from generator.cli import run as command
from generator.console.statuses import status_lines
from generator.dossiers import resends
from generator.dossiers.comparison import compare
from generator.errors import TemplateError, UsageError
from generator.progress import Silence
from generator.project import MAILS, Project, open_project
from generator.register.database import open_register
from generator.register.journal import read_journal, today_in_france
from generator.register.standings import read_standings
from generator.runs.followup.followup import FollowUpRequest, run as follow_up
from generator.runs.followup.status import StatusRequest, run as read_status
from generator.runs.followup.statustable import status_csv
from generator.runs.mailing.mail import MailReport, MailRequest, run as prepare_mails
from generator.runs.mailing.sending import SendingReport, SendingRequest, run as note_sending
from generator.runs.making.check import CheckRequest, run as check
from generator.runs.making.verify import VerifyRequest, run as verify
from generator.runs.receiving.withdraw import WithdrawRequest, run as withdraw
from generator.word.passages import read_passages
from tests.cases import cases
from tests.days import on
from tests.edits import replace
from tests.law.samples import plain
from tests.runs.conftest import copy_project, run
from tests.runs.mailing.test_mail import HAVELUY, attached, draft, prepare as mail, text_of, vote

TODAY = datetime.date(2030, 3, 20)  # after every preparation of these tests, whenever they run
SENT = datetime.date(2030, 3, 10)
MAYOR = ("Monsieur;Jean-Paul;RYCKELYNCK", "Madame;Mariette;MAYEUX")
LATER = datetime.date(2030, 5, 10)  # 61 days after


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Build Haveluy and Hélesmes, which has no e-mail, and prepare their mails; no test may change them."""
    made = copy_project(tmp_path_factory.mktemp("envois") / "projet", ("59292", "59297"))
    toml = made.campaign / "campaign.toml"
    replace(toml, "terme = 2026-06-30", "terme = 2036-06-30")
    replace(toml, "\n[pack]\n", '\n[courriel]\ncopie = "Direction <direction@epci.fr>"\n\n[pack]\n')
    run(made)
    prepare_mails(made, MailRequest(), Silence())
    return made


@pytest.fixture
def prepared(made_once: Project, tmp_path: Path) -> Project:
    """Return a copy of the project whose mails are prepared."""
    return open_project(shutil.copytree(made_once.root, tmp_path / "projet"))


@pytest.fixture(scope="module")
def changed_once(made_once: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Send Haveluy's dossier, then elect another mayor and build; no test may change it."""
    made = open_project(shutil.copytree(made_once.root, tmp_path_factory.mktemp("modifie") / "projet"))
    with on(TODAY):
        sent(made)
    replace(made.communes, *MAYOR)
    messages = [problem.message for problem in run(made).problems]
    assert "brouillon de courriel périmé, car le dossier est refait (Haveluy)" in messages
    assert "dossier modifié depuis son envoi (Haveluy)" in messages
    return made


@pytest.fixture
def changed(changed_once: Project, tmp_path: Path) -> Project:
    """Return a copy of the project whose dossier changed after it left."""
    return open_project(shutil.copytree(changed_once.root, tmp_path / "projet"))


def sent(project: Project, *communes: str, day: datetime.date | None = SENT, **options: Any) -> SendingReport:
    return note_sending(project, SendingRequest(day, communes, **{"today": TODAY, **options}), Silence())


def remind(project: Project, *communes: str, today: datetime.date = LATER, patience: int = 60) -> MailReport:
    return mail(project, *communes, remind=True, today=today, patience=patience)


def status(project: Project, today: datetime.date = TODAY, **options: Any) -> dict[str, dict[str, Any]]:
    """Return the dossiers by INSEE code, as JSON."""
    report = read_status(project, StatusRequest(today=today, **options), Silence())
    return {dossier["insee"]: dossier for dossier in report.as_json()["dossiers"]}


def events(project: Project, number: str = "MED_NUM-2025-001") -> Sequence[str]:
    with open_register(project.register) as connection:
        return [one.what for one in read_journal(connection, project.campaign.name) if one.number == number]


def test_nothing_is_sent_until_a_person_says_so(prepared: Project) -> None:
    """Prepared, without a date; and preparing again changes nothing at all."""
    before = status(prepared)
    assert {one["state"] for one in before.values()} == {"prepared"}
    assert {one["sent_on"] for one in before.values()} == {None}
    assert before["59292"]["next_code"] == "send"
    mail(prepared)
    assert status(prepared) == before


def test_what_left_is_noted_with_its_day(prepared: Project) -> None:
    """None named: all with an address; the other is told, and noted when it is named."""
    report = sent(prepared)
    assert [(one.commune, one.recipient, one.date) for one in report.sent] == [("Haveluy", "mairie@haveluy.fr", SENT)]
    assert [(one.commune, one.message) for one in report.problems] == [
        ("Hélesmes", "sans adresse : l’envoi n’est pas noté")
    ]
    found = status(prepared)
    assert (found["59292"]["state"], found["59292"]["sent_on"]) == ("sent", "2030-03-10")
    assert (found["59292"]["next_code"], found["59292"]["next_by"]) == ("wait", "2030-05-09")
    assert found["59297"]["state"] == "prepared"
    sent(prepared, "Hélesmes")
    assert status(prepared)["59297"]["state"] == "sent"


def test_looking_at_a_draft_again_changes_no_date(prepared: Project) -> None:
    """The letter is the same, and so is the register."""
    sent(prepared)
    before = status(prepared), events(prepared)
    mail(prepared)
    assert (status(prepared), events(prepared)) == before


def test_somebody_may_decline(prepared: Project) -> None:
    """What would be noted is shown, and nothing is."""
    shown: list[SendingReport] = []

    def decline(report: SendingReport) -> bool:
        shown.append(report)
        return False

    report = sent(prepared, confirms=decline)
    assert (len(shown[0].sent), report.recorded) == (1, False)
    assert status(prepared)["59292"]["state"] == "prepared"


def test_a_sending_is_taken_back_the_same_day_only(prepared: Project) -> None:
    """It is prepared again; another day, it is refused."""
    with on(TODAY):
        sent(prepared, "haveluy")
    with pytest.raises(UsageError, match="aucun envoi n’a été noté aujourd’hui"):
        sent(prepared, "haveluy", day=None, today=LATER)
    report = sent(prepared, "haveluy", day=None)
    assert (report.undone, len(report.sent)) == (True, 1)
    assert status(prepared)["59292"]["state"] == "prepared"


@cases(
    "day, commune, words",
    (TODAY + datetime.timedelta(days=1), "haveluy", "à venir"),
    (SENT, "nulle-part", "commune inconnue"),
)
def test_what_cannot_have_left_is_refused(prepared: Project, day: datetime.date, commune: str, words: str) -> None:
    """A day to come, an unknown commune."""
    with pytest.raises(UsageError, match=words):
        sent(prepared, commune, day=day)


def test_what_left_is_not_noted_twice(prepared: Project) -> None:
    """The day it left is told."""
    sent(prepared)
    with pytest.raises(UsageError, match=r"envoyé le 10.mars 2030, et rien n’est préparé depuis"):
        sent(prepared, "haveluy")


def test_a_day_before_the_preparation_is_a_remark(prepared: Project) -> None:
    """A dossier can have been handed over before: it is noted all the same."""
    early = sent(prepared, "haveluy", day=datetime.date(2025, 3, 1))
    assert [plain(one.message) for one in early.problems] == [
        "envoi noté au 1er mars 2025, avant la préparation du courriel"
    ]


def test_a_vote_before_the_sending_is_a_remark(prepared: Project) -> None:
    """The council voted on 2 April 2025; the e-mail is said to have left later."""
    vote(prepared)
    report = sent(prepared, "haveluy")
    assert [plain(one.message) for one in report.problems] == ["le conseil a voté le 2 avril 2025, avant cet envoi"]
    assert status(prepared)["59292"]["state"] == "complete"


def test_a_dossier_that_changes_after_it_left_is_to_be_sent_again(changed: Project) -> None:
    """It keeps its state; the build says so and takes the old draft away; what changed is told in words."""
    assert not (changed.output / MAILS / f"{HAVELUY}.eml").exists()
    found = status(changed)["59292"]
    assert (found["state"], found["resend"], found["next_code"]) == ("sent", True, "resend")
    assert found["changed"] == ["bordereau d’envoi", "projet de délibération du conseil municipal", "convention"]
    assert any("RYCKELYNCK" in words and "MAYEUX" in words for words in found["changes"])
    assert status(changed)["59297"]["resend"] is False


def test_its_next_mail_says_what_changed(changed: Project) -> None:
    """The mairie reads that this replaces what it has; once that left, nothing is to be sent again."""
    assert [one.resend for one in mail(changed).mails] == [True, False]
    text = plain(text_of(draft(changed)))
    assert draft(changed)["subject"].startswith("Dossier modifié – ")
    assert "Ce message remplace notre envoi du 10 mars 2030 : le dossier n° MED_NUM-2025-001 a été modifié" in text
    assert "Documents modifiés : bordereau d’envoi, projet de délibération du conseil municipal, convention." in text
    told = text.partition("Ce qui change :")[2].partition("Vous trouverez")[0]
    *others, last = [line for line in told.splitlines() if line]
    assert "RYCKELYNCK" in text
    assert last.endswith(".")
    assert all(line.endswith(" ;") for line in others)
    found = status(changed)["59292"]
    assert (found["sent_on"], found["resend"], found["next_code"]) == ("2030-03-10", True, "send")
    sent(changed, "haveluy", day=TODAY)
    found = status(changed)["59292"]
    assert (found["sent_on"], found["resend"], found["next_code"]) == ("2030-03-20", False, "wait")


def test_what_left_may_be_lost_and_its_dossier_is_followed_all_the_same(changed: Project) -> None:
    """It is to be sent again, as its file says; in which words it changed is not known."""
    for path in (changed.register.parent / "originals").iterdir():
        path.unlink()
    found = status(changed)["59292"]
    assert (found["next_code"], found["changes"]) == ("resend", [])


def test_a_dossier_that_comes_back_to_what_left_is_not_sent_again(changed: Project) -> None:
    """What counts is what the mairie has, not how often the output was made."""
    replace(changed.communes, *reversed(MAYOR))
    run(changed)
    assert status(changed)["59292"]["resend"] is False


def test_correcting_a_day_does_not_change_what_left(changed: Project) -> None:
    """Taken back and noted again, it is still the e-mail of then, although another one is prepared."""
    mail(changed)
    sent(changed, "haveluy", day=None)
    sent(changed, "haveluy", day=TODAY)
    found = status(changed)["59292"]
    assert (found["sent_on"], found["resend"]) == ("2030-03-20", True)


def test_a_draft_that_changes_before_it_leaves_is_made_again(prepared: Project) -> None:
    """Nothing left: the mairie is told of no change."""
    replace(prepared.communes, "Jean-Paul;RYCKELYNCK", "Jeanne;RYCKELYNCK")
    run(prepared)
    found = status(prepared)["59292"]
    assert (found["state"], found["resend"], found["next_code"]) == ("prepared", True, "resend")
    mail(prepared)
    assert "remplace" not in text_of(draft(prepared))
    found = status(prepared)["59292"]
    assert (found["state"], found["resend"], found["next_code"]) == ("prepared", False, "send")


def test_another_engine_withdraws_no_draft(prepared: Project) -> None:
    """The words are those that the draft bears: it can still leave, and nothing is to be sent again."""
    report = run(prepared, engine="libreoffice")
    assert any(outcome.state == "built" for outcome in report.outcomes)
    assert not any("périmé" in problem.message for problem in report.problems)
    assert draft(prepared)["subject"]
    sent(prepared)
    assert status(prepared)["59292"]["resend"] is False


def test_what_changed_since_it_left_is_compared_once(changed: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often it is asked for, and in words only when they are; a file that was saved is looked at again."""
    read, compared = list[bytes](), list[bytes]()

    def counted(function: Callable[..., Any], calls: list[bytes]) -> Callable[..., Any]:
        def counting(*documents: bytes) -> Any:
            calls.append(documents[0])
            return function(*documents)

        return counting

    monkeypatch.setattr(resends, "read_passages", counted(read_passages, read))
    monkeypatch.setattr(resends, "compare", counted(compare, compared))
    resends._says_the_same.cache_clear()

    def asked(*, words: bool) -> tuple[int, int, int]:
        read.clear()
        compared.clear()
        report = read_status(changed, StatusRequest(today=TODAY, words=words), Silence())
        return sum(one.resend is not None for one in report.dossiers), len(read), len(compared)

    _, first, _ = asked(words=False)
    assert first >= 2
    assert asked(words=False) == (1, 0, 0)
    assert asked(words=True) == (1, 0, first // 2)
    for path in changed.output.glob("59292-*/*.docx"):
        os.utime(path)
    assert asked(words=False) == (1, first, 0)


@pytest.mark.usefixtures("unproved")
def test_a_letter_that_says_nothing_of_a_resend_is_told(prepared: Project) -> None:
    """Before anything leaves: the mairie would read the same message twice."""
    letter = prepared.campaign / "courriel.txt"
    assert not any("renvoyé" in problem.message for problem in check(prepared, CheckRequest(), Silence()).problems)
    letter.write_text("Objet : Délibération\n\n{{ commune.appel_maire }},\n", encoding="utf-8")
    found = [
        problem for problem in check(prepared, CheckRequest(), Silence()).problems if problem.file == "courriel.txt"
    ]
    assert [problem.message for problem in found] == [
        "un dossier renvoyé partirait avec le même message : rien n’y dit qu’il a été modifié"
    ]


def test_late_communes_are_reminded_one_letter_after_the_other(prepared: Project) -> None:
    """Counted, dated, told in the journal, with a copy to the campaign's address and the same files."""
    sent(prepared)
    assert remind(prepared, today=datetime.date(2030, 5, 9)).mails == ()
    (first,) = remind(prepared).mails
    assert (first.commune, first.reminder, first.path) == ("Haveluy", 1, f"{MAILS}/{HAVELUY}-relance-1.eml")
    message = draft(prepared, f"{HAVELUY}-relance-1")
    assert str(message["cc"]) == "Direction <direction@epci.fr>"
    assert message["subject"].startswith("Relance n° 1 – Délibération à soumettre".replace("n° ", "n°\u00a0"))
    assert "10 mars 2030" in text_of(message).replace("\u00a0", " ")
    assert attached(message) == attached(draft(prepared))
    assert "cc" not in draft(prepared)
    assert status(prepared, LATER)["59292"]["next_code"] == "send-reminder"
    sent(prepared, day=LATER, today=LATER)
    found = status(prepared, LATER)["59292"]
    assert (found["sent_on"], found["reminders"], found["late"]) == ("2030-03-10", ["2030-05-10"], True)
    assert found["next_code"] == "wait"
    assert remind(prepared).mails == ()
    (second,) = remind(prepared, today=LATER + datetime.timedelta(days=61)).mails
    assert second.reminder == 2
    text = text_of(draft(prepared, f"{HAVELUY}-relance-2")).replace("\u00a0", " ")
    assert "Malgré notre rappel du 10 mai 2030" in text
    assert events(prepared)[-4:] == ["mailed", "reminder prepared", "reminded", "reminder prepared"]


def test_a_commune_that_is_named_and_not_late_is_told(prepared: Project) -> None:
    """With the day from which it is; one that was sent nothing says what to do."""
    sent(prepared, "haveluy")
    report = remind(prepared, "haveluy", "Hélesmes", today=TODAY)
    assert report.mails == ()
    assert [(one.commune, plain(one.message)) for one in report.problems] == [
        ("Haveluy", "pas en retard avant le 10 mai 2030 : pas de relance"),
        ("Hélesmes", "aucune réponse n’est attendue de cette commune : pas de relance"),
    ]
    assert [one.commune for one in remind(prepared, today=TODAY, patience=9).mails] == ["Haveluy"]


def test_a_dossier_to_send_again_is_not_reminded_of(changed: Project) -> None:
    """The mairie would be asked for what is out of date."""
    report = remind(changed)
    assert (report.mails, [one.message for one in report.problems]) == (
        (),
        ["dossier modifié depuis son envoi : pas de relance"],
    )


def test_a_reminder_that_the_deliberation_overtook_never_left(prepared: Project) -> None:
    """It was prepared, then the council's answer came: neither it nor its false day is noted, named or not."""
    sent(prepared)
    assert len(remind(prepared).mails) == 1
    vote(prepared)
    before = events(prepared)
    assert sent(prepared, day=LATER, today=LATER).sent == ()
    with pytest.raises(UsageError, match=r"envoyé le 10.mars 2030, et rien n’est préparé depuis"):
        sent(prepared, "haveluy", day=LATER, today=LATER)
    assert events(prepared) == before
    mail(prepared, "haveluy")
    report = sent(prepared, "haveluy", day=LATER, today=LATER)
    assert [(one.what, one.date) for one in report.sent] == [("dossier", LATER)]
    assert report.problems == ()


def test_a_council_that_withdrew_its_vote_had_answered(prepared: Project) -> None:
    """It is neither late nor reminded that nothing came, until it is asked for another deliberation."""
    sent(prepared)
    vote(prepared)
    withdraw(prepared, WithdrawRequest("haveluy", "retirée par le conseil"), Silence())
    run(prepared)
    found = status(prepared, LATER)["59292"]
    assert (found["late"], found["next_code"]) == (False, "vote-again")
    assert remind(prepared, "haveluy").mails == ()
    mail(prepared, "haveluy")
    sent(prepared, "haveluy", day=LATER, today=LATER)
    assert len(remind(prepared, "haveluy", today=LATER + datetime.timedelta(61)).mails) == 1


#: What the journal's order tells whatever the hours: within one second, later, once the clock was put back.
STEPS = cases("step", 0, 1, -1)


@STEPS
def test_a_withdrawal_comes_after_what_left_and_before_what_leaves_next(prepared: Project, step: int) -> None:
    """The journal's order tells it, not the hours."""
    with on(datetime.date(2030, 3, 1), step):
        mail(prepared, "haveluy", words="Le conseil se réunit bientôt.")
        sent(prepared)
        vote(prepared)
        withdraw(prepared, WithdrawRequest("haveluy", "retirée par le conseil"), Silence())
        run(prepared)
        assert status(prepared, LATER)["59292"]["next_code"] == "vote-again"
        mail(prepared, "haveluy")
        sent(prepared, "haveluy", day=LATER, today=LATER)
    assert len(remind(prepared, "haveluy", today=LATER + datetime.timedelta(61)).mails) == 1


@STEPS
def test_what_was_prepared_or_taken_back_last_is_what_leaves(prepared: Project, step: int) -> None:
    """A sending noted by mistake, then another text; and a text that nobody sent, then the first one's day mended."""

    def left() -> list[str]:
        (standing,) = (
            one for one in read_standings(prepared.register, prepared.campaign.name).documents if one.insee == "59292"
        )
        return [one.words for one in standing.mailings if one.sent_on]

    with on(TODAY, step):
        sent(prepared)
        sent(prepared, "haveluy", day=None)
        mail(prepared, "haveluy", words="Le conseil se réunit bientôt.")
        sent(prepared, "haveluy", day=TODAY)
        assert left() == ["Le conseil se réunit bientôt."]
        mail(prepared, "haveluy", words="Merci de le présenter en avril.")
        sent(prepared, "haveluy", day=None)
        sent(prepared, "haveluy", day=TODAY)
        assert left() == ["Le conseil se réunit bientôt."]


def test_a_reminder_that_left_before_the_deliberation_came_is_noted(prepared: Project) -> None:
    """On its own day, which precedes that on which the deliberation was recorded."""
    early = today_in_france() - datetime.timedelta(2)
    sent(prepared, day=early - datetime.timedelta(61))
    remind(prepared, today=early)
    vote(prepared)
    assert [one.what for one in sent(prepared, "haveluy", day=early).sent] == ["relance n° 1"]


def test_a_reminder_names_no_other_that_is_older_than_the_dossier(changed: Project) -> None:
    """Reminded of, then sent again: the next reminder, its day and the list count from what left last."""
    replace(changed.communes, *reversed(MAYOR))
    run(changed)
    remind(changed)
    sent(changed, "haveluy", day=LATER, today=LATER)
    replace(changed.communes, *MAYOR)
    run(changed)
    mail(changed, "haveluy")
    again = LATER + datetime.timedelta(days=40)
    sent(changed, "haveluy", day=again, today=again)
    late = again + datetime.timedelta(days=61)
    (second,) = remind(changed, today=late).mails
    text = plain(text_of(draft(changed, f"{HAVELUY}-relance-{second.reminder}")))
    assert "Le 19 juin 2030, la" in text
    assert "Malgré notre rappel" not in text
    report = read_status(changed, StatusRequest(today=late), Silence())
    (line,) = [one for one in status_lines(report.dossiers) if "En retard" in one]
    assert "sans réponse depuis le 19 juin 2030 (" in plain(line)
    sent(changed, "haveluy", day=late, today=late)
    later = late + datetime.timedelta(days=61)
    (third,) = remind(changed, today=later).mails
    text = plain(text_of(draft(changed, f"{HAVELUY}-relance-{third.reminder}")))
    assert "Malgré notre rappel du 19 août 2030" in text


def test_a_missing_reminder_matters_only_to_reminders(prepared: Project) -> None:
    """The message says how to write one."""
    (prepared.campaign / "relance.txt").unlink()
    sent(prepared)
    assert len(mail(prepared).mails) == 2
    with pytest.raises(TemplateError, match=r"relance\.txt : le modèle des relances manque ; créez ce fichier"):
        remind(prepared)


def test_what_is_to_do_comes_in_the_order_of_its_last_day(prepared: Project) -> None:
    """Who waits is not on the list; who is late comes before who can wait."""
    sent(prepared, "haveluy")
    assert list(status(prepared, todo=True)) == ["59297"]
    assert list(status(prepared, LATER, todo=True)) == ["59292", "59297"]


def test_what_left_can_be_written_as_json(prepared: Project) -> None:
    """Dates as YYYY-MM-DD."""
    result = json.loads(json.dumps(sent(prepared).as_json()))
    assert (result["sent"][0]["date"], result["recorded"], result["undone"]) == ("2030-03-10", True, False)


def test_the_follow_up_is_an_accessible_pdf(prepared: Project) -> None:
    """A4 landscape, verified before it is written, the same bytes on the same day; verify knows the file."""
    sent(prepared, "haveluy")
    request = FollowUpRequest(StatusRequest(today=TODAY), engine="embedded")
    report = follow_up(prepared, request, Silence())
    first = report.path.read_bytes()
    (page,) = PdfReader(report.path).pages
    assert [round(float(side)) for side in page.mediabox[2:]] == [842, 595]
    text = plain(page.extract_text())
    assert "Suivi des conventions au 20 mars 2030" in text
    assert "MED_NUM-2025-001" in text
    assert "attendre la délibération" in " ".join(text.split())
    follow_up(prepared, request, Silence())
    assert report.path.read_bytes() == first
    assert "suivi.pdf" not in {file.path for file in verify(prepared, VerifyRequest(), Silence()).files if not file.ok}


def test_the_csv_sorts_and_has_a_column_a_fact(prepared: Project) -> None:
    """Dates as AAAA-MM-JJ; number and date of the deliberation apart; French headers."""
    vote(prepared)
    dossiers = read_status(prepared, StatusRequest(today=TODAY), Silence()).dossiers
    header, row, _ = csv.reader(io.StringIO(status_csv(dossiers)), delimiter=";")
    cells = dict(zip(header, row, strict=True))
    assert (cells["Délibération"], cells["Date de la délibération"]) == ("2025-02-10", "2025-04-02")
    assert (cells["État"], cells["Terme"]) == ("complet", "2036-06-30")


def test_the_commands_of_a_sending(prepared: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Options that say nothing together are refused; without a terminal nobody is asked."""

    def types(*arguments: str) -> tuple[int, str]:
        code = command([*arguments, "--project", str(prepared.root)])
        out, err = capsys.readouterr()
        return code, plain(out + err)

    assert types("mail", "--sent") == (2, "--sent demande la date de l’envoi, par exemple --sent 2026-03-10.\n")
    assert types("mail", "haveluy", "--sent", "2025-03-10", "--undo") == (
        2,
        "--undo annule les envois notés aujourd’hui, quel que soit leur jour ; retirez la date : conventions mail "
        "haveluy --sent --undo.\n",
    )
    assert types("mail", "--undo")[0] == types("mail", "--days", "3")[0] == 2
    assert "| conventions mail --sent DATE haveluy helesmes\n" in types("status", "--todo")[1]
    code, told = types("mail", "--sent", "2025-03-10")
    assert (code, "nommez les communes, ou ajoutez --yes" in told) == (2, True)
    code, told = types("mail", "--sent", "2025-03-10", "--yes")
    assert (code, "Haveluy, MED_NUM-2025-001 (dossier, mairie@haveluy.fr) : envoyé le 10 mars 2025" in told) == (
        0,
        True,
    )
    assert "relancer la commune (relance n° 1) | Haveluy | MED_NUM-2025-001 |" in types("status", "--todo")[1]
    code, told = types("mail", "--sent", "--undo", "haveluy")
    assert (code, told.endswith(": envoi annulé\n")) == (0, True)
    assert types("status", "--csv", "--json")[0] == 2


def test_what_left_by_post_is_prepared_first(prepared: Project) -> None:
    """A dossier that left, then changed, left again by post: noted in one step, with the files that it had."""
    sent(prepared, "haveluy")
    replace(prepared.communes, *MAYOR)
    run(prepared)
    with pytest.raises(UsageError, match="rien n’est préparé depuis"):
        sent(prepared, "haveluy", day=TODAY)
    report = sent(prepared, "haveluy", posted=True, day=TODAY)
    assert [(one.commune, one.date, report.problems) for one in report.sent] == [("Haveluy", TODAY, ())]
    (standing, _) = read_standings(prepared.register, prepared.campaign.name).documents
    assert [one.sent_on for one in standing.mailings] == [SENT, TODAY]
    first, second = standing.mailings
    assert first.files["convention"] != second.files["convention"]
