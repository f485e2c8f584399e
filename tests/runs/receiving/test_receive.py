"""The intake as a run: what it records, what it refuses whoever calls it, and what its session is asked and told."""

from __future__ import annotations

import datetime
import io
import sqlite3
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pikepdf
import pytest
from docx import Document

from generator.cli import run as command
from generator.errors import Cancelled, ConventionsError, DataError, RefusedError, UsageError
from generator.papers import allowance
from generator.progress import Silence, Stage
from generator.project import Project
from generator.register import database
from generator.register.export import read_register
from generator.register.originals import FOLDER
from generator.runs.life.sign import SignRequest, run as sign
from generator.runs.mailing.mail import MailRequest, run as prepare_mails
from generator.runs.receiving.examine import ExamineRequest, run as examine
from generator.runs.receiving.questions import Turn, Unattended
from generator.runs.receiving.receive import ReceiveReport, ReceiveRequest, run as receive
from generator.runs.receiving.reception import Consent, Reception
from generator.runs.receiving.returned import Returned, ShownField
from generator.runs.receiving.withdraw import WithdrawRequest, run as withdraw
from generator.word.controls import fill_controls
from generator.workers import LocalWorkers
from tests.cases import cases
from tests.days import on_day
from tests.runs.conftest import REPOSITORY, rewritten, run
from tests.runs.killing import COMPLETED
from tests.runs.life.test_signed import standing_of

HAVELUY = REPOSITORY / "tests" / "resources" / "deliberations" / "haveluy.txt"
IDENTIFIER = "059-215902925-20250402-DELIB20250210-DE"
TODAY = datetime.date(2025, 6, 1)
CONSENT = Consent("urgence reconnue", "préfecture, 5 mai 2025")
#: One process reads for all tests.


@dataclass(frozen=True)
class Scripted(Unattended):
    """Somebody whose answers are known; ``heard`` is what was asked and told, in order."""

    answers: list[str | Turn] = field(default_factory=list)
    consent: Consent | None = None
    heard: list[str] = field(default_factory=list)
    last: list[bool | Turn] = field(default_factory=list)

    def look_at(self, shown: ShownField, error: DataError | None) -> str | Turn | None:
        self.heard.append(f"{shown.label} : {error or shown.text}")
        return self.answers.pop(0) if self.answers else shown.text

    def records(self, returned: Returned) -> bool | Turn:
        return self.last.pop(0) if self.last else True

    def kept(self, path: Path, answers: Mapping[str, str]) -> None:
        self.heard.append(f"gardé pour {path.name} : {dict(answers)}")

    def consents(self, returned: Returned) -> Consent | None:
        self.heard.append("malgré tout")
        return self.consent

    def replaces(self, returned: Returned) -> bool:
        self.heard.append(f"remplacer ({returned.conflict})")
        return True

    def recorded(self, returned: Returned, *, new: bool) -> None:
        self.heard.append(f"{returned.document} {'nouveau' if new else 'connu'}")

    def failed(self, path: Path, error: ConventionsError) -> None:
        self.heard.append(type(error).__name__)


@pytest.fixture
def built(small_built: Project) -> Project:
    """Return a project whose dossiers wait for their deliberations."""
    return small_built


@pytest.fixture
def late(tmp_path: Path) -> Path:
    """Return the real deliberation, its council convened too late."""
    text = HAVELUY.read_text(encoding="utf-8")
    path = tmp_path / "tard.txt"
    path.write_text(text.replace("convocation : 27 MARS 2025", "convocation : 31 MARS 2025"), encoding="utf-8")
    return path


def reception(project: Project) -> Reception:
    return Reception(project, LocalWorkers(1, Silence().check), TODAY)


def read(project: Project, path: Path = HAVELUY) -> Returned:
    (returned,) = reception(project).read(path.name, path.read_bytes()).deliberations
    return returned


def received(project: Project, session: Unattended, *files: Path, despite: Consent | None = None) -> ReceiveReport:
    request = ReceiveRequest(files or (HAVELUY,), session, despite=despite, today=TODAY, jobs=1)
    return receive(project, request, Silence())


def test_a_doubt_that_nobody_looked_at_is_never_recorded(built: Project) -> None:
    """Whoever calls: the field is named as a screen and as ``--set`` call it; once looked at, it is recorded."""
    returned = read(built)
    with pytest.raises(DataError, match=r"identifiant de l’acte \(identifiant\)"):
        reception(built).record(returned, confirmed=())
    assert standing_of(built).act is None
    assert reception(built).record(returned, confirmed={"identifiant"})
    act = standing_of(built).act
    assert act is not None
    assert act.act.identifier == IDENTIFIER


def test_a_correction_is_a_confirmation(built: Project) -> None:
    """Who wrote a field has looked at it."""
    returned = reception(built).corrected(read(built), {"identifiant": IDENTIFIER})
    assert reception(built).record(returned, confirmed=())


def test_a_decision_for_another_party_or_another_time_is_told(built: Project) -> None:
    """Each is to be looked at; what the convention says itself is not."""
    words = "AUTORISE le Maire à signer la convention avec {} pour une durée de deux ans."
    told = {"identifiant": IDENTIFIER, "dispositif": words.format("le Département du Nord")}
    returned = reception(built).corrected(read(built), told)
    found = {one.rule: one for one in returned.findings}
    assert (found["partie"].level, found["durée"].level) == ("warning", "warning")
    assert "« Département du Nord »" in found["partie"].message.replace("\u00a0", " ")
    assert "« pour une durée de deux ans »" in found["durée"].message.replace("\u00a0", " ")
    assert "jusqu’au 30 juin 2026, puis se reconduit par périodes d’un an" in found["durée"].message.replace(
        "\u00a0", " "
    )
    own = "AUTORISE le Maire à signer la convention avec la CAPH jusqu’au 30 juin 2026, par périodes d’un an ensuite."
    returned = reception(built).corrected(read(built), told | {"dispositif": own})
    assert not {"partie", "durée"} & {one.rule for one in returned.findings}


def test_notes_beside_the_text_are_told(built: Project) -> None:
    """They may say that a figure is wrong; of an act that is not ours nobody is told."""
    found = read(built)
    noted = replace(found, source=replace(found.source, notes=("lire 13", "vu", "vu la DGS", "non")))
    (told,) = (one for one in reception(built).corrected(noted, {}).findings if one.rule == "notes")
    assert "« lire 13 », « vu », « vu la DGS » et d’autres" in told.message.replace("\u00a0", " ")
    assert told.level == "warning"


def test_what_is_required_and_missing_is_named(built: Project) -> None:
    """Not looked at, it is to be verified; looked at, it is still missing."""
    returned = reception(built).corrected(read(built), {"identifiant": IDENTIFIER, "numero": ""})
    with pytest.raises(DataError, match=r"vérifier : numéro de la délibération \(numero\)"):
        reception(built).record(returned, confirmed=())
    with pytest.raises(DataError, match="il manque numéro de la délibération"):
        reception(built).record(returned, confirmed={"numero"})


def test_an_act_in_two_files_is_told_as_such(
    built: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its first pages hold no decision, its last ones no object: neither is said to be about something else."""
    text = HAVELUY.read_text(encoding="utf-8")
    cut = text.index("Le Conseil Municipal, aprés en avoir")
    for name, part in (("debut.txt", text[:cut]), ("fin.txt", text[cut:])):
        (tmp_path / name).write_text(part, encoding="utf-8")
    told = [one.message for one in read(built, tmp_path / "debut.txt").findings if one.rule == "fin"]
    assert ["ni décision, ni vote, ni signature" in one for one in told] == [True]
    assert command(["intake", str(tmp_path / "fin.txt"), "--yes", "--project", str(built.root)]) == 0
    said = capsys.readouterr().err
    assert "l’objet n’a pas été trouvé" in said
    assert "autre chose" not in said
    assert "fin" not in {one.rule for one in read(built).findings}


def test_an_act_that_is_recorded_from_another_file_is_told_first(
    built: Project, late: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before its doubts are asked for: it may be the same one, scanned again."""
    assert received(built, Scripted()).error is None
    command(["intake", str(late), "--dry-run", "--project", str(built.root)])
    first, told, *_ = capsys.readouterr().out.splitlines()
    assert first.startswith("tard.txt — Haveluy")
    assert told.startswith("Cette délibération est déjà enregistrée pour MED_NUM-2025-001 (haveluy.txt)")


def test_a_question_about_an_act_without_a_number_says_so(built: Project, late: Path) -> None:
    """« Délibération sans numéro », and not « n° sans numéro »."""
    returned = reception(built).corrected(read(built, late), {"numero": ""})
    for subject in returned.question(returned.findings[0]):
        assert "élibération sans numéro" in subject


def test_a_dossier_that_is_not_there_is_told_with_its_commune(small: Callable[..., Project]) -> None:
    """« aucun dossier d’Haveluy n’attend » : nothing was built yet."""
    with pytest.raises(RefusedError, match="aucun dossier d’Haveluy n’attend cette délibération"):
        reception(project := small()).record(read(project), confirmed={"identifiant"})


def test_what_is_kept_is_what_was_read(built: Project, tmp_path: Path) -> None:
    """A file that changes after it was read changes nothing of what is recorded."""
    path = tmp_path / "acte.txt"
    path.write_bytes(HAVELUY.read_bytes())
    returned = read(built, path)
    path.write_text("autre chose", encoding="utf-8")
    reception(built).record(returned, confirmed={"identifiant"})
    (kept,) = (built.register.parent / FOLDER).iterdir()
    assert kept.read_bytes() == HAVELUY.read_bytes()


def test_an_irregular_act_is_recorded_for_a_reason_which_is_kept(built: Project, late: Path) -> None:
    """Refused without one; then the reason and the advice are in the act and in the journal."""
    returned = read(built, late)
    with pytest.raises(RefusedError, match="paraît irrégulière") as refused:
        reception(built).record(returned, confirmed={"identifiant"})
    assert [problem.commune for problem in refused.value.problems] == ["Haveluy"]
    reception(built).record(returned, confirmed={"identifiant"}, despite=CONSENT)
    act = standing_of(built).act
    assert act is not None
    assert (act.despite_why, act.despite_advice) == (CONSENT.why, CONSENT.advice)
    event = read_register(built.register)["journal"].rows[-1]
    assert (event["what"], event["after"]) == ("act irregular", "urgence reconnue (avis : préfecture, 5 mai 2025)")


def test_a_regular_act_keeps_no_reason(built: Project) -> None:
    """What was said in advance for an irregularity is not true of an act that has none."""
    assert received(built, Scripted(), despite=CONSENT).error is None
    act = standing_of(built).act
    assert act is not None
    assert act.despite_why == ""


def test_there_is_no_consent_without_a_reason() -> None:
    """Blanks are none."""
    with pytest.raises(UsageError, match="dites pourquoi"):
        Consent(" ", "préfecture")
    with pytest.raises(UsageError, match="sur quel avis"):
        Consent("urgence", "\u00a0\u200b")
    assert Consent("ur\u00adgence\u200b", "\ufeffpréfecture") == Consent("urgence", "préfecture")


def test_a_session_is_asked_again_until_it_is_understood(built: Project) -> None:
    """The same field, with what was not understood; the others are not asked for."""
    other = IDENTIFIER.replace("DELIB", "D")
    text = HAVELUY.read_text(encoding="utf-8").replace("le 2 avril & 18h30", "le 3 avril & 18h30")
    doubtful = built.root / "acte.txt"
    doubtful.write_text(text, encoding="utf-8")
    session = Scripted(answers=["le printemps", "2 avril 2025", other])
    report = received(built, session, doubtful)
    assert report.error is None
    asked, again, identifier, done = session.heard
    assert asked.startswith("Date de la séance : ")
    assert again == "Date de la séance : Date de la séance : « le printemps » n’est pas compris ; récrivez-le."
    assert identifier.startswith("Identifiant de l’acte : ")
    assert done == "MED_NUM-2025-001 nouveau"
    act = standing_of(built).act
    assert act is not None
    assert act.act.identifier == other


@pytest.fixture
def doubtful(built: Project) -> Path:
    """Return the real deliberation without its number, and with two dates of the sitting."""
    text = HAVELUY.read_text(encoding="utf-8").replace("le 2 avril & 18h30", "le 3 avril & 18h30")
    path = built.root / "acte.txt"
    path.write_text(text.replace("2025-02-10", "").replace("DELIB20250210", ""), encoding="utf-8")
    return path


def test_a_session_goes_back_and_is_asked_for_what_is_compulsory(built: Project, doubtful: Path) -> None:
    """Back to the question before, with what was answered; from the last one too; an empty number is asked again."""
    session = Scripted(answers=["3 avril 2025", Turn.BACK, "2 avril 2025", "", "2025-02-10"], last=[Turn.BACK, True])
    assert received(built, session, doubtful).error is None
    date, number, before, number_again, empty, last, done = session.heard
    assert date.startswith("Date de la séance : ")
    assert number == number_again == "Numéro de la délibération : "
    assert before == "Date de la séance : 03/04/2025"
    assert empty.startswith("Numéro de la délibération : Numéro de la délibération : rien ne s’enregistre sans")
    assert last == "Numéro de la délibération : 2025-02-10"
    assert done == "MED_NUM-2025-001 nouveau"
    act = standing_of(built).act
    assert act is not None
    assert (act.act.number, act.act.decided_on) == ("2025-02-10", datetime.date(2025, 4, 2))


def test_a_session_is_left_and_nothing_typed_is_lost(built: Project, doubtful: Path) -> None:
    """The next file is not read; what was answered is told, and taken up again it is recorded."""
    session = Scripted(answers=["2 avril 2025", Turn.LEAVE])
    report = received(built, session, doubtful, HAVELUY)
    assert (report.deliberations, report.error) == ((), None)
    assert session.heard[-1] == "gardé pour acte.txt : {'seance_date': '2 avril 2025'}"
    answers = {"seance_date": "2 avril 2025", "numero": "7"}
    report = receive(built, ReceiveRequest((doubtful,), Scripted(), answers, today=TODAY, jobs=1), Silence())
    assert [one.recorded for one in report.deliberations] == [True]


def test_what_was_typed_is_told_when_recording_fails(built: Project, doubtful: Path) -> None:
    """A refusal, for want of a consent, after the questions."""
    text = doubtful.read_text(encoding="utf-8").replace("convocation : 27 MARS 2025", "convocation : 31 MARS 2025")
    doubtful.write_text(text, encoding="utf-8")
    session = Scripted(answers=["2 avril 2025", "7"])
    assert received(built, session, doubtful).error is RefusedError
    assert session.heard[-2:] == [
        "gardé pour acte.txt : {'seance_date': '2 avril 2025', 'numero': '7'}",
        "RefusedError",
    ]


def test_whom_the_council_designates_signs_the_convention(small: Callable[..., Project], tmp_path: Path) -> None:
    """Raismes, whose mayor is the President: the completed draft comes back, the convention names who signs."""
    project = small("59491")
    run(project)
    (draft,) = project.output.glob("*/*-deliberation.docx")
    completed = COMPLETED | {"designation.representant": "Madame Mariette MAYEUX, première adjointe"}
    returned = tmp_path / "raismes.docx"
    returned.write_bytes(fill_controls(draft.read_bytes(), completed | {"seance.president": "M. Aymeric ROBIN"}))
    assert received(project, Scripted(), returned).error is None
    run(project)
    (convention,) = project.output.glob("*/*-convention.docx")
    said = " ".join(" ".join(paragraph.text.split()) for paragraph in Document(str(convention)).paragraphs)
    assert "représentée par Madame Mariette MAYEUX, Première adjointe, dûment autorisée à cet effet" in said
    assert "[nom et qualité" not in said
    request = SignRequest("raismes", datetime.date(2025, 5, 12))
    assert sign(project, request, Silence()).error is None


def test_without_a_designation_the_remedy_is_not_to_record_the_deliberation(
    small: Callable[..., Project], tmp_path: Path
) -> None:
    """Raismes again, whose council voted and designated nobody: what it lacks is said, and the other way out."""
    project = small("59491")
    run(project)
    (draft,) = project.output.glob("*/*-deliberation.docx")
    returned = tmp_path / "raismes.docx"
    returned.write_bytes(fill_controls(draft.read_bytes(), COMPLETED | {"seance.president": "M. Aymeric ROBIN"}))
    assert received(project, Scripted(), returned).error is None
    report = run(project, originals=2)
    assert not (project.output / "originaux.pdf").exists()
    assert [(one.commune.nom, one.unready) for one in report.left_out] == [
        ("Raismes", "le conseil n’a pas désigné qui signe à la place du maire")
    ]
    assert standing_of(project, "59491").state == "voted"
    mails = prepare_mails(project, MailRequest(), Silence())
    assert mails.mails == ()
    with pytest.raises(RefusedError) as refused:
        sign(project, SignRequest("raismes", datetime.date(2025, 5, 12)), Silence())
    (refusal,) = refused.value.problems
    for problem, message in (
        (mails.problems[-1], "pas de courriel pour la signature"),
        (refusal, "personne n’est désigné pour signer à la place du maire"),
    ):
        assert problem.message == message
        assert problem.remedy.startswith("la délibération enregistrée ne désigne personne pour signer")


def test_a_file_that_is_recorded_is_not_asked_about_again(built: Project, doubtful: Path) -> None:
    """The folder of what came back is read again each morning: what somebody answered stays."""
    assert received(built, Scripted(answers=["2 avril 2025", "2025-02-10"]), doubtful).error is None
    session = Scripted()
    report = received(built, session, doubtful)
    assert [one.recorded for one in report.deliberations] == [True]
    assert not any(line.startswith(("Date de la séance", "Numéro")) for line in session.heard)


def test_a_folder_stands_for_its_files(built: Project, tmp_path: Path) -> None:
    """In the order of their names, without what programs hide; an empty one is told."""
    folder = tmp_path / "retours"
    folder.mkdir()
    with pytest.raises(DataError, match="retours : ce dossier ne contient aucun fichier"):
        received(built, Scripted(), folder)
    for name in ("b.txt", "a.txt", ".cache", "~$a.docx"):
        (folder / name).write_bytes(HAVELUY.read_bytes())
    report = received(built, Scripted(), folder)
    assert [one.returned.name for one in report.deliberations] == ["a.txt", "b.txt"]


@cases(
    "kind, told",
    ("deliberation", "notre projet de délibération, qui n’est pas complété"),
    ("pack", "notre projet de délibération, qui n’est pas complété"),
    ("convention", "une convention"),
    ("planning", "un planning"),
    ("bordereau", "un bordereau"),
)
def test_our_own_documents_are_named_for_what_they_are(built: Project, kind: str, told: str) -> None:
    """They come back instead of the act; in PDF and, for those that have one, in DOCX."""
    files = sorted(built.output.glob(f"59292-haveluy/*-{kind}.*"))
    assert files
    for path in files:
        with pytest.raises(DataError, match=f"{path.name} : c’est {told} ; demandez"):
            reception(built).read(path.name, path.read_bytes())


def test_what_the_program_made_is_known_by_its_bytes(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pack without its draft, once the council has voted, has no heading by which to know it."""
    monkeypatch.setattr("generator.runs.receiving.reception.other_nature", lambda *_: "")
    (pack,) = built.output.glob("59292-haveluy/*-pack.pdf")
    with pytest.raises(DataError, match="c’est un fichier que le programme a fabriqué pour Haveluy ; demandez"):
        reception(built).read(pack.name, pack.read_bytes())


def test_what_the_program_made_is_known_saved_under_another_name(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A viewer writes other bytes; a print that no campaign keeps account of says who made it too."""
    monkeypatch.setattr("generator.runs.receiving.reception.other_nature", lambda *_: "")
    (printed,) = built.output.glob("59292-haveluy/*-planning.pdf")
    again = io.BytesIO()
    with pikepdf.open(printed) as pdf:
        pdf.save(again, compress_streams=False)
    with pytest.raises(DataError, match="c’est un fichier que le programme a fabriqué ; demandez"):
        reception(built).read("scan.pdf", again.getvalue())


@cases("bound, most", ("MOST_LETTERS", 100), ("_MOST_SECONDS", 0.0))
def test_what_the_files_of_an_archive_cost_together_is_bounded(
    bound: str, most: float, built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is read within its limits, and a hundred of them would take half an hour: the last are left aside, told."""
    monkeypatch.setattr(allowance, bound, most)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for rank in range(3):
            archive.writestr(f"acte {rank}.txt", HAVELUY.read_bytes())
    told: list[str] = []
    delivered = reception(built).read("envoi.zip", written.getvalue(), told.append)
    assert len(delivered.deliberations) == 1
    why = "les fichiers qui le précèdent sont déjà longs à lire, et il ne l’a pas été"
    assert [(one.shown, one.why) for one in delivered.aside] == [("acte 1.txt", why), ("acte 2.txt", why)]
    assert told == [f"envoi.zip › acte {rank}.txt" for rank in range(3)]


def test_a_session_consents_and_replaces(built: Project, late: Path) -> None:
    """Asked only when there is something to ask: an irregularity, another deliberation in its place."""
    received(built, Scripted())
    session = Scripted(consent=CONSENT)
    assert received(built, session, late).error is None
    assert session.heard[1:] == [
        "malgré tout",
        "remplacer (convocation : 27/03/2025 → 31/03/2025)",
        "MED_NUM-2025-001 nouveau",
    ]


def test_files_of_one_batch_know_of_each_other(built: Project, late: Path) -> None:
    """What one of them recorded is there for the next: the same act is known, another one asks to take its place."""
    again = late.with_name("encore.txt")
    again.write_bytes(HAVELUY.read_bytes())
    session = Scripted(consent=CONSENT)
    assert received(built, session, HAVELUY, again, late).error is None
    identifier, first, second, *third = session.heard
    assert identifier.startswith("Identifiant de l’acte")
    assert (first, second) == ("MED_NUM-2025-001 nouveau", "MED_NUM-2025-001 connu")
    assert third[1:] == ["malgré tout", "remplacer (convocation : 27/03/2025 → 31/03/2025)", "MED_NUM-2025-001 nouveau"]


def test_the_register_is_read_once_for_a_batch(built: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many files and questions there are; it is opened to write once a deliberation."""
    opened: list[bool] = []
    genuine = database.open_register

    @contextmanager
    def counted(path: Path, **options: bool) -> Iterator[sqlite3.Connection]:
        opened.append(bool(options.get("writing")))
        with genuine(path, **options) as connection:
            yield connection

    for module in [one for name, one in sys.modules.items() if name.startswith("generator.")]:
        if getattr(module, "open_register", None) is genuine:
            monkeypatch.setattr(module, "open_register", counted)
    files = []
    for path in sorted(built.output.glob("*/*-deliberation.docx")):
        files.append(tmp_path / path.name)
        files[-1].write_bytes(fill_controls(path.read_bytes(), COMPLETED))
    assert [one.recorded for one in received(built, Scripted(), *files).deliberations] == [True, True, True]
    assert opened == [False, True, True, True]


def test_an_error_ends_its_file_only(built: Project, tmp_path: Path) -> None:
    """The others are received; the report ends with the first error, each told when it happens."""
    session = Scripted()
    report = received(built, session, tmp_path / "rien.txt", HAVELUY)
    assert session.heard[0] == "DataError"
    assert report.error is DataError
    assert [(path.name, type(error)) for path, error in report.failed] == [("rien.txt", DataError)]
    assert report.as_json()["failed"] == [{"source": "rien.txt", "error": str(report.failed[0][1])}]
    assert [one["recorded"] for one in report.as_json()["deliberations"]] == [True]
    assert "fichier introuvable" in [problem.message for problem in report.problems]


def test_nobody_there_records_what_has_no_doubt_only(built: Project, late: Path) -> None:
    """Doubts are refused; irregular acts need a reason that nobody can be asked for."""
    assert received(built, Unattended()).error is DataError
    request = ReceiveRequest((late,), Unattended(despite=True), {"identifiant": IDENTIFIER}, today=TODAY, jobs=1)
    report = receive(built, request, Silence())
    assert report.error is UsageError
    assert "--why" in str(report.failed[0][1])
    assert standing_of(built).act is None


class _Impatient(Silence):
    """Stops a run in its second stage: at the second file."""

    def __init__(self) -> None:
        self.stages = 0

    def stage(self, stage: Stage, steps: int) -> None:
        self.stages += 1

    def check(self) -> None:
        if self.stages > 1:
            raise Cancelled("assez")


def test_a_run_that_is_stopped_ends(built: Project) -> None:
    """It is no error of the file at hand: the next is not read, and what was recorded stays."""
    request = ReceiveRequest((HAVELUY, HAVELUY), Scripted(), today=TODAY, jobs=1)
    with pytest.raises(Cancelled):
        receive(built, request, _Impatient())
    act = standing_of(built).act
    assert act is not None
    assert act.act.number == "2025-02-10"


def test_a_sitting_is_examined_without_a_register(small: Callable[..., Project], late: Path) -> None:
    """The irregularity is told with its article, and ends with a refusal; nothing is made."""
    project = small()
    assert on_day(TODAY, examine, project, ExamineRequest(HAVELUY), Silence()).error is None
    report = on_day(TODAY, examine, project, ExamineRequest(late), Silence())
    assert (report.file, report.irregularities, report.error) == ("tard.txt", 1, RefusedError)
    assert report.as_json()["problems"][0]["file"] == "tard.txt"
    assert not project.register.exists()


#: What is doubtful in an act that takes note, and that somebody looked at.
SEEN = {"identifiant", "autorise_avenants"}


def test_a_council_that_takes_note_authorises_nothing(built: Project, tmp_path: Path) -> None:
    """« PREND ACTE » in the place of « AUTORISE »: refused, and what was done instead is said."""
    path = rewritten(tmp_path, ("AUTORISE Monsieur le Maire a signer", "PREND ACTE de"), ("notamment a signer", "de"))
    returned = read(built, path)
    assert returned.act.authorises_signature is False
    with pytest.raises(RefusedError) as refused:
        reception(built).record(returned, confirmed=SEEN)
    (problem,) = refused.value.problems
    assert "aucune autorisation de signer n’a été lue : le conseil prend acte" in problem.message.replace("\u00a0", " ")
    assert standing_of(built).act is None


def test_an_act_about_something_else_has_nothing_to_authorise(built: Project, tmp_path: Path) -> None:
    """Another point of the same minutes: no error is told of it."""
    text = HAVELUY.read_text(encoding="utf-8")
    title = text[text.index("Convention relative a la mise") : text.index(" Vu le Code")]
    changes = ("AUTORISE Monsieur le Maire a signer", "PREND ACTE de"), ("notamment a signer", "de")
    returned = read(built, rewritten(tmp_path, (title, "Tarifs de la cantine scolaire\n"), *changes))
    assert (returned.ours, returned.act.authorises_signature) == (False, False)
    assert "autorisation" not in {finding.rule for finding in returned.findings}


def test_without_an_authorisation_nothing_is_completed(built: Project, tmp_path: Path) -> None:
    """Recorded all the same, with its reason, it completes no convention; a person who read it better says so."""
    path = rewritten(tmp_path, ("AUTORISE Monsieur le Maire a signer", "PREND ACTE de"), ("notamment a signer", "de"))
    assert reception(built).record(read(built, path), confirmed=SEEN, despite=CONSENT)
    run(built)
    standing = standing_of(built)
    assert (standing.state, standing.act is not None) == ("voted", True)
    corrected = reception(built).corrected(read(built, path), {"autorise_signature": "oui"})
    assert reception(built).record(corrected, confirmed=SEEN, replace=True)
    run(built)
    assert standing_of(built).state == "complete"


def test_a_deliberation_without_the_clause_of_avenants_is_read_as_such(built: Project, tmp_path: Path) -> None:
    """It authorises the convention and no avenant: the register knows the one and the other."""
    path = rewritten(tmp_path, (" ainsi que leurs éventuels\n\navenants sans incidence financiére.", "."))
    assert reception(built).record(read(built, path), confirmed={"identifiant"})
    act = standing_of(built).act
    assert act is not None
    assert (act.act.authorises_signature, act.act.authorises_avenants) == (True, False)
    assert act.act.operative.startswith("Le Conseil Municipal, aprés en avoir délibéré")


def test_a_deliberation_is_withdrawn_before_the_signature(built: Project) -> None:
    """The convention is again without its number and date; the act and the reason stay in the register."""
    reception(built).record(read(built), confirmed={"identifiant"})
    run(built)
    assert standing_of(built).state == "complete"
    report = withdraw(built, WithdrawRequest("Haveluy", "vice de procédure"), Silence())
    assert (report.deliberation, report.withdrawn) == ("2025-02-10", True)
    standing = standing_of(built)
    assert (standing.state, standing.act) == ("draft", None)
    run(built)
    assert standing_of(built).state == "draft"
    tables = read_register(built.register)
    assert [row["withdrawn_why"] for row in tables["deliberations"].rows] == ["vice de procédure"]
    last = [row for row in tables["journal"].rows if row["what"] == "act withdrawn"]
    assert [(row["before"], row["after"]) for row in last] == [("2025-02-10", "vice de procédure")]
    with pytest.raises(RefusedError, match="aucune délibération"):
        withdraw(built, WithdrawRequest("Haveluy", "encore"), Silence())


def test_a_withdrawal_says_why(built: Project) -> None:
    """Without a reason nothing is looked at."""
    with pytest.raises(UsageError, match="--why"):
        withdraw(built, WithdrawRequest("Haveluy", " "), Silence())


def test_a_publication_learnt_later_completes_the_act(built: Project) -> None:
    """By the command: its day is kept and told, once, and not one before the sitting; nothing else changes."""
    reception(built).record(read(built), confirmed={"identifiant"})
    before = standing_of(built).act
    options = ["intake", "haveluy", "--project", str(built.root), "--yes", "--published"]
    assert command([*options, "2025-04-01"]) == RefusedError.exit_code
    assert standing_of(built).act == before
    assert command([*options, "2025-04-08"]) == 0
    act = standing_of(built).act
    assert act
    assert before
    assert act.act == replace(before.act, published_on=datetime.date(2025, 4, 8))
    assert act.sitting == before.sitting
    assert command([*options, "2025-04-09"]) == RefusedError.exit_code
    last = [row for row in read_register(built.register)["journal"].rows if row["what"] == "act published"]
    assert [(row["before"], row["after"]) for row in last] == [("2025-02-10", "2025-04-08")]
