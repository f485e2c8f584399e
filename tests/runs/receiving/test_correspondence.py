"""What comes in messages, archives and XML: the acts are recorded, the prefecture's answers find their dossier."""

from __future__ import annotations

import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generator.cli import run as type_command
from generator.errors import DataError, RefusedError, UsageError
from generator.progress import Silence
from generator.project import Project
from generator.register.answers import answers_of
from generator.register.database import open_register
from generator.register.journal import read_journal
from generator.register.originals import FOLDER
from generator.register.standing import AvenantStanding
from generator.register.standings import Standings
from generator.runs.followup.status import StatusRequest, run as status
from generator.runs.receiving.correspondence import target_of
from generator.runs.receiving.questions import Unattended
from generator.runs.receiving.receive import ReceiveReport, ReceiveRequest, run as receive
from generator.runs.receiving.settlement import SettlementRequest, run as settle
from tests.cases import cases
from tests.days import on
from tests.intake.papers import as_file, completed, photograph, print_pdf
from tests.intake.sent import IDENTIFIER, archive, mail, message, receipt, tarred, transmission
from tests.law.samples import plain
from tests.runs.life.test_signed import standing_of
from tests.runs.receiving.test_receive import HAVELUY, TODAY

SUBJECT = (
    (
        "Convention relative à la mise en œuvre d’un accompagnement de médiation numérique pour les communes et leurs "
        "habitants"
    )
    .replace("œ", "oe")
    .replace("’", "'")
)
ACT = HAVELUY.read_bytes()
JUDGED = datetime.date(2025, 5, 20)
#: The same act before it was sent: no stamp, no dates of the prefecture.
UNSENT = HAVELUY.read_text(encoding="utf-8").split("\n")
BARE = "\n".join(
    line for line in UNSENT if not any(word in line for word in ("préfecture", "prefecture", "ID :", "Publié", "ID:"))
).encode()


@pytest.fixture
def built(small_built: Project) -> Project:
    """Return a project whose dossiers wait for their deliberations."""
    return small_built


def received(project: Project, name: str, data: bytes, **options: object) -> ReceiveReport:
    path = project.root / name
    path.write_bytes(data)
    request = ReceiveRequest((path,), Unattended(), today=TODAY, jobs=1, **options)  # type: ignore[arg-type]  # passed on
    return receive(project, request, Silence())


def kept(project: Project) -> set[bytes]:
    return {path.read_bytes() for path in (project.register.parent / FOLDER).iterdir()}


def test_an_act_in_a_message_is_recorded_and_the_message_is_kept(built: Project) -> None:
    """Both as they came, byte for byte; what else lies in it is said."""
    data = mail({"délibération.txt": ACT, "plan.bin": bytes(range(256))})
    report = received(built, "courriel.eml", data, corrections={"identifiant": IDENTIFIER})
    assert [one.recorded for one in report.deliberations] == [True]
    assert kept(built) >= {ACT, data}
    standing = standing_of(built)
    assert standing.act is not None
    assert standing.act.source == "courriel.eml › délibération.txt"
    assert [(one.shown, one.why) for one in report.aside] == [("plan.bin", "le format du fichier n’est pas reconnu")]
    assert report.as_json()["left_aside"][0]["source"] == "courriel.eml › plan.bin"


def test_an_envelope_gives_the_act_and_leaves_its_annexes_aside(built: Project) -> None:
    """Its message says which is which; the receipt beside it lifts the doubt on the identifier: nobody is asked."""
    name = f"{IDENTIFIER}-1-1"
    files = {
        f"{name}_0.xml": transmission(f"99_DE-{name}_1.txt", f"99_SE-{name}_2.txt"),
        f"99_DE-{name}_1.txt": ACT,
        f"99_SE-{name}_2.txt": ACT,
        f"{IDENTIFIER}-1-2_1.xml": receipt(subject=SUBJECT),
    }
    report = received(built, "SLO-EACT--215902925--20250407-1.tar.gz", tarred(files))
    assert (report.failed, [one.recorded for one in report.deliberations]) == ((), [True])
    assert ["annexe" in one.why for one in report.aside] == [False, True]
    assert [(one.recorded, one.addressed.conflict) for one in report.answers] == [(True, "")]
    standing = standing_of(built)
    assert standing.act is not None
    assert standing.act.act.identifier == IDENTIFIER


def test_a_receipt_completes_the_act_that_was_recorded(built: Project) -> None:
    """Found by its day and its number; then the very same file again changes nothing."""
    received(built, "acte.txt", BARE)
    standing = standing_of(built)
    assert standing.act is not None
    assert (standing.act.act.identifier, standing.act.act.received_on) == ("", None)
    (answered,) = received(built, "2025-02-10-ar-actes.xml", receipt(subject="")).answers
    assert (answered.recorded, answered.addressed.document) == (True, standing.number)
    standing = standing_of(built)
    assert standing.act is not None
    assert (standing.act.act.identifier, standing.act.act.received_on) == (IDENTIFIER, datetime.date(2025, 4, 7))
    assert not received(built, "acte.txt", BARE).failed


def test_a_receipt_that_comes_first_waits_and_completes_the_act(built: Project) -> None:
    """It is kept with the dossier that its object is about."""
    (answered,) = received(built, "ar.xml", receipt(subject=SUBJECT)).answers
    assert (answered.recorded, answered.addressed.awaits_its_act) == (True, True)
    report = received(built, "acte.txt", BARE)
    (returned,) = [one.returned for one in report.deliberations]
    fields = returned.deliberation.fields
    assert [fields[name].confidence for name in ("identifiant", "recu_le")] == ["certain", "certain"]
    standing = standing_of(built)
    assert standing.act is not None
    assert standing.act.act.identifier == IDENTIFIER


def test_the_receipts_of_a_whole_sitting_complete_each_its_own_act(built: Project) -> None:
    """The number decides; where it is not sure, the object."""
    others = [IDENTIFIER.replace("0210", number) for number in ("0201", "0212", "02101")]
    papers = {f"{one}.xml": receipt(one, received="2025-04-09", subject="Budget primitif") for one in others}
    papers |= {"acte.txt": BARE, "ar.xml": receipt(subject=SUBJECT)}
    received(built, "seance.zip", archive(papers))
    standing = standing_of(built)
    assert standing.act is not None
    assert (standing.act.act.identifier, standing.act.act.received_on) == (IDENTIFIER, datetime.date(2025, 4, 7))
    (answered,) = received(built, "budget.xml", receipt(others[1], subject="Budget primitif")).answers
    assert not answered.recorded


def test_an_act_that_was_transmitted_again_has_its_new_receipt(built: Project) -> None:
    """The one before its cancellation is none any more."""
    cancelled = message("ARAnnulation", f'actes:IDActe="{IDENTIFIER}" actes:DateReception="2025-05-02"')
    papers = {"1.xml": receipt(subject=SUBJECT), "2.xml": cancelled}
    papers |= {"3.xml": receipt(received="2025-05-05", subject=SUBJECT), "acte.txt": BARE}
    (returned,) = [one.returned for one in received(built, "envoi.zip", archive(papers), dry_run=True).deliberations]
    assert returned.act.received_on == datetime.date(2025, 5, 5)


def test_what_the_act_and_its_receipt_say_differently_is_asked(built: Project) -> None:
    """With both readings."""
    (returned,) = [
        one.returned
        for one in received(
            built,
            "x.zip",
            archive({"a.txt": ACT, "ar.xml": receipt(received="2025-04-09", subject=SUBJECT)}),
            dry_run=True,
        ).deliberations
    ]
    field = returned.deliberation.fields["recu_le"]
    assert (field.value, field.confidence) == (datetime.date(2025, 4, 9), "doubtful")
    assert "« 07/04/2025 »" in field.why
    assert "« 09/04/2025 »" in field.why


def test_a_receipt_that_contradicts_the_register_is_refused(built: Project) -> None:
    """Unless --replace says so."""
    received(built, "acte.txt", ACT, corrections={"identifiant": IDENTIFIER})
    late = receipt(received="2025-04-09")
    assert received(built, "ar.xml", late).error is RefusedError
    assert not received(built, "ar.xml", late, replace=True).failed
    standing = standing_of(built)
    assert standing.act is not None
    assert standing.act.act.received_on == datetime.date(2025, 4, 9)


@cases(
    "data, why",
    (receipt(subject="Tarifs de la cantine"), "aucune délibération de ce numéro n’est enregistrée pour Haveluy"),
    (receipt(IDENTIFIER.replace("215902925", "215900010")), "aucune commune n’a le SIREN 215900010"),
    (receipt(IDENTIFIER[:-2] + "CC", subject=SUBJECT), "de nature CC"),
    (receipt(received="2025-04-01", subject=SUBJECT), "avant la séance du 2\u00a0avril 2025"),
    (receipt(received="2031-04-07", subject=SUBJECT), "une date à venir"),
)
def test_an_answer_whose_dossier_is_not_known_says_why(built: Project, data: bytes, why: str) -> None:
    """Nothing is recorded."""
    (answered,) = received(built, "ar.xml", data).answers
    assert not answered.recorded
    assert why in answered.addressed.why


def test_letters_of_the_prefecture_are_kept_with_their_dossier(built: Project) -> None:
    """Its observations, and the receipt of a cancelled transmission, which no longer completes anything."""
    received(built, "ar.xml", receipt(subject=SUBJECT))
    cancelled = message("ARAnnulation", f'actes:IDActe="{IDENTIFIER}" actes:DateReception="2025-05-02"')
    received(built, "acte.txt", ACT, corrections={"identifiant": IDENTIFIER})
    (answered,) = received(built, "x.xml", cancelled).answers
    assert answered.recorded
    with open_register(built.register) as connection:
        assert [one.code for one in answers_of(connection, standing_of(built).number)] == ["1-2", "6-2"]
    problems = status(built, StatusRequest(todo=True, today=TODAY), Silence()).problems
    (told,) = [problem for problem in problems if "annulation" in problem.message]
    assert (told.level, told.commune) == ("warning", "Haveluy")
    assert "--withdraw" in told.remedy


def test_what_the_prefecture_asked_is_settled_by_a_person_and_opened_again(built: Project) -> None:
    """A referral that was judged is told no more, until there is an appeal; the journal keeps both."""

    def settled(why: str, day: datetime.date | None, **options: Any) -> str:
        with on(TODAY):
            return settle(built, SettlementRequest("haveluy", why, day, **options), Silence()).told

    def told() -> list[str]:
        problems = status(built, StatusRequest(today=TODAY), Silence()).problems
        return [one.message for one in problems if "déféré" in one.message]

    received(built, "acte.txt", ACT, corrections={"identifiant": IDENTIFIER})
    with pytest.raises(RefusedError, match="la préfecture ne demande rien"):
        settled("rejet", JUDGED)
    inside = "<actes:DateDepot>2025-05-02</actes:DateDepot>"
    received(built, "x.xml", message("DefereTA", f'actes:IDActe="{IDENTIFIER}"', inside))
    assert len(told()) == 1
    for day in (datetime.date(2025, 5, 1), TODAY + datetime.timedelta(1)):
        with pytest.raises(RefusedError, match="vérifiez ce jour"):
            settled("rejet", day)
    with pytest.raises(UsageError, match="par quoi"):
        settled(" ", JUDGED)
    with pytest.raises(RefusedError, match="n’est dit réglé"):
        settled("appel", None)
    assert "est dit réglé le 20 mai 2025" in plain(settled("jugement du 20 mai", JUDGED, confirms=lambda report: False))
    assert len(told()) == 1
    settled("jugement du 20 mai", JUDGED)
    assert told() == []
    with pytest.raises(RefusedError, match="ne demande rien"):
        settled("encore", JUDGED)
    assert "n’est plus dit réglé" in settled("appel du préfet", None)
    assert len(told()) == 1
    arguments = ["intake", "haveluy", "--project", str(built.root), "--yes", "--why", "arrêt"]
    assert type_command([*arguments, "--settled", "2025-05-21", "--reopened"]) == 2
    assert type_command([*arguments, "--settled", "2025-05-21"]) == 0
    assert told() == []
    cancelled = message("ARAnnulation", f'actes:IDActe="{IDENTIFIER}" actes:DateReception="2025-05-22"')
    received(built, "y.xml", cancelled)
    with pytest.raises(RefusedError, match="ne se règle pas ainsi"):
        settled("renvoyé", TODAY)
    with open_register(built.register) as connection:
        events = [(one.what, one.before, one.after) for one in read_journal(connection, built.campaign.name)][-4:-1]
    assert events == [
        ("prefecture settled", "2025-05-20", "jugement du 20 mai"),
        ("prefecture open again", "", "appel du préfet"),
        ("prefecture settled", "2025-05-21", "arrêt"),
    ]


def test_what_nobody_had_seen_was_not_settled(built: Project) -> None:
    """A referral of the very day on which something else was called settled, or of a day before, and read since."""
    received(built, "acte.txt", ACT, corrections={"identifiant": IDENTIFIER})
    asked = f'actes:IDActe="{IDENTIFIER}"'
    received(built, "x.xml", message("DemandePieceComplementaire", f'{asked} actes:DateCourrierPref="2025-05-02"'))
    with on(TODAY):
        settle(built, SettlementRequest("haveluy", "pièces remises en main propre", JUDGED), Silence())
    assert standing_of(built).answer is None
    for day in (JUDGED - datetime.timedelta(1), JUDGED):
        inside = f"<actes:DateDepot>{day.isoformat()}</actes:DateDepot>"
        received(built, f"{day}.xml", message("DefereTA", asked, inside))
        told = standing_of(built).answer
        assert told is not None
        assert told.answered_on == day
        with on(TODAY):
            settle(built, SettlementRequest("haveluy", "jugement", JUDGED), Silence())
        assert standing_of(built).answer is None


@cases("names", ("a.xml", "b.xml"), ("b.xml", "a.xml"))
def test_of_one_day_what_is_asked_comes_before_what_is_acknowledged(built: Project, names: tuple[str, str]) -> None:
    """Whichever of both files is read first."""
    received(built, "acte.txt", ACT, corrections={"identifiant": IDENTIFIER})
    asked = message("DemandePieceComplementaire", f'actes:IDActe="{IDENTIFIER}" actes:DateCourrierPref="2025-05-02"')
    had = message("ARPieceComplementaire", f'actes:IDActe="{IDENTIFIER}" actes:DateReception="2025-05-02"')
    papers = dict(zip(names, (asked, had), strict=True))
    received(built, "envoi.zip", archive({name: papers[name] for name in sorted(papers)}))
    assert [one.code for one in standing_of(built).answers] == ["3-1", "3-5"]
    assert standing_of(built).answer is None


def test_a_message_without_any_act_says_what_each_file_is(built: Project) -> None:
    """One error, a line a file."""
    report = received(built, "courriel.eml", mail({"a.txt": b"Bonjour", "b.bin": bytes(range(256))}))
    assert report.error is DataError
    ((_, error),) = report.failed
    assert "2 fichiers ont été ouverts" in str(error)
    assert [problem.file for problem in error.problems] == ["courriel.eml › a.txt", "courriel.eml › b.bin"]


def test_an_error_of_one_paper_leaves_the_others(built: Project, tmp_path: Path) -> None:
    """One of two acts has a doubt that nobody looked at."""
    other = BARE.replace(b"2025-02-10", b"2025-02-11")
    report = received(built, "x.zip", archive({"1.txt": ACT, "2.txt": BARE, "3.txt": other}))
    assert [one.recorded for one in report.deliberations] == [True]
    assert len(report.failed) == 2


def test_photographs_of_a_message_are_the_pages_of_one_act(
    built: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A telephone makes one file a page; the message is the file that was read, and would be kept whole.

    One reader is enough for that, and takes half the time.
    """
    monkeypatch.setattr("generator.papers.received.find_rapidocr", lambda: None)
    printed = print_pdf(completed(), tmp_path)
    data = mail({f"IMG_{page}.HEIC": as_file(photograph(printed, page=page, noise=2), "HEIF") for page in (0, 1)})
    (one,) = received(built, "photos.eml", data, dry_run=True).deliberations
    source = one.returned.source
    assert (source.name, source.medium, source.data, one.returned.parcel) == ("photos.eml", "scan", data, None)
    assert len(source.pages) == 2
    assert one.returned.document == standing_of(built).number


def test_an_act_of_several_conventions_is_known_by_the_number_in_its_text() -> None:
    """A commune nouvelle that goes on with two of them votes on the avenant of which it writes the number."""

    def waiting(insee: str, number: str, convention: str) -> AvenantStanding:
        content: Any = SimpleNamespace(financial=True, convention=convention)
        return AvenantStanding(number, insee, "avenant", 1, "sent", (), False, None, None, (), None, (), (), content)

    own = [waiting("59002", "N-2027-003", "N-2025-001"), waiting("59292", "N-2027-004", "N-2025-002")]
    sources: Any = SimpleNamespace(successors=[SimpleNamespace(insee="59292", code="59002")])
    commune: Any = SimpleNamespace(insee="59002")
    title = "Avenant n° 1 à la convention"
    for text, number in {
        "Vu l’avenant n° N-2027-004": "N-2027-004",
        "Vu la convention n° N-2025-002": "N-2027-004",
        "Vu la convention n° N-2025-001": "N-2027-003",
    }.items():
        found = target_of(sources, Standings(tuple(own)), title, commune, text)
        assert found is not None
        assert found.number == number
    assert target_of(sources, Standings(tuple(own)), title, commune, "Vu la convention") is None
