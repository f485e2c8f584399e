"""Four conventions over three years: renewed, denounced in time or too late, ended for breach, merged; day by day."""

from __future__ import annotations

import csv
import datetime
import functools
import getpass
import io
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from generator.cli import run as type_command
from generator.console.statuses import status_row
from generator.console.summary import decision_lines
from generator.dossiers.mergers import read_known
from generator.errors import Cancelled, DataError, OutputError, RefusedError
from generator.language.dates import date_longue
from generator.law.acts import Act
from generator.law.answers import Answer
from generator.law.endingfacts import EndingFacts
from generator.progress import Silence, Stage
from generator.project import Project, open_project
from generator.register.answers import record_answer
from generator.register.database import open_register
from generator.register.deliberations import record_act
from generator.register.export import read_register
from generator.register.integrity import check_register
from generator.register.journal import read_journal, today_in_france
from generator.register.originals import Source
from generator.register.standings import read_standings
from generator.runs.followup.printing import PrintRequest, run as print_sheet
from generator.runs.followup.status import StatusRequest, run as read_status
from generator.runs.followup.yearly import YearRequest, run as read_year
from generator.runs.keeping.register_export import ExportRequest, run as export
from generator.runs.keeping.register_journal import event_told
from generator.runs.life.amend import AmendRequest, run as amend
from generator.runs.life.end import EndRequest, run as end
from generator.runs.life.endreport import EndReport
from generator.runs.life.renew import RenewReport, RenewRequest, run as renew
from generator.runs.life.sign import SignRequest, run as sign
from generator.runs.life.signreport import SignReport
from generator.runs.mailing.mail import MailRequest, run as prepare_mails
from generator.runs.mailing.sending import SendingRequest, run as note_sending
from generator.runs.making.build import BuildRequest
from generator.runs.making.buildreport import BuildReport
from generator.runs.receiving.withdraw import WithdrawRequest, run as withdraw
from generator.word.passages import read_passages
from tests.cases import cases
from tests.days import on, on_day
from tests.edits import replace as rewrite
from tests.register.conftest import ACT, SITTING
from tests.runs.conftest import REPOSITORY, contents, copy_project, edit, run

HAVELUY, ABSCON, ROEULX, LA_SENTINELLE = "59292", "59002", "59504", "59564"
FAST = BuildRequest(engine="embedded", verify=False)
SIGNED, NOTIFIED, TODAY = date(2025, 5, 12), date(2025, 5, 19), date(2025, 6, 1)


def make_signed(root: Path, *communes: str, act: Act = ACT, notified: date | None = NOTIFIED) -> Project:
    """Return a project whose communes have voted, signed and been notified on a day, or not yet.

    It is a copy, in the folder of a test, of one that this process makes once on a day.
    """
    once = _signed_once(root.parents[1], today_in_france(), communes, act, notified)
    return open_project(shutil.copytree(once, root))


@functools.cache
def _signed_once(base: Path, today: date, communes: tuple[str, ...], act: Act, notified: date | None) -> Path:
    """Make such a project in the folder of all tests."""
    project = copy_project(Path(tempfile.mkdtemp(dir=base)) / "projet", communes)
    run(project)
    for standing in read_standings(project.register, project.campaign.name).documents:
        source = Source("d.txt", standing.insee.encode())
        with open_register(project.register, writing=True) as connection:
            record_act(connection, project.register, standing.number, act, SITTING, source, replace=False)
    run(project)
    for insee in communes:
        sign(project, SignRequest(insee, SIGNED, notified_on=notified, today=TODAY), Silence())
    return project.root


def renewed(project: Project, today: date, *communes: str) -> RenewReport:
    """Record the renewals on a day."""
    return on_day(today, renew, project, RenewRequest(communes, FAST), Silence())


class Stopped(Silence):
    """Whoever stops a run once what it was asked for is recorded."""

    def stage(self, stage: Stage, steps: int) -> None:
        if stage is Stage.PRINTING:
            raise Cancelled("Arrêté.")


def ended(project: Project, insee: str, today: date, replaces: bool = False, /, **facts: Any) -> EndReport:
    """Record an end on a day, in the place of the one that is recorded when that is said."""
    request = EndRequest(insee, EndingFacts(**facts), "Motif.", replaces=replaces, build=FAST)
    return on_day(today, end, project, request, Silence())


def status(project: Project, insee: str, today: date) -> dict[str, Any]:
    """Return what is said of a commune on a day."""
    (found,) = read_status(project, StatusRequest((insee,), today=today), Silence()).as_json()["dossiers"]
    return dict(found)


def course(project: Project, insee: str, today: date) -> tuple[str, str, str | None]:
    """Return the state of a convention on a day, its term, and the last day to denounce it."""
    found = status(project, insee, today)
    return found["state"], found["term"], found["notice_by"]


def text(project: Project, insee: str, folder: str, kind: str) -> str:
    """Return what a document says, with ordinary spaces."""
    (path,) = next(project.output.glob(f"{insee}-*")).joinpath(folder).glob(f"*[0-9]-{kind}.docx")
    return " ".join(" ".join(passage.text.split()) for passage in read_passages(path.read_bytes()))


def set_aside(project: Project, insee: str) -> None:
    """Write « non » in the column participe of a commune."""
    header, *rows = project.communes.read_text(encoding="utf-8").splitlines()
    lines = [f"{row};{'non' if row.startswith(insee) else 'oui'}" for row in rows]
    project.communes.write_text("\n".join([f"{header};participe", *lines]) + "\n", encoding="utf-8")


def made(report: BuildReport | None) -> list[tuple[str, str]]:
    """Return the documents that a build made, with their communes."""
    return sorted(
        (one.insee, one.kind)
        for one in (report.outcomes if report else ())
        if one.state == "built" and one.group == "document"
    )


def evaluation(folder: Path, insee: str, day: str, effect: str) -> Path:
    """Return an evaluation that moves the slot of one commune to a day of the week, from a date on."""
    header, *rows = (REPOSITORY / "docs/examples/exemple-evaluation-2025-11.csv").read_text("utf-8").splitlines()
    (figures,) = [row.split(";")[:8] for row in rows if row.startswith(insee)]
    row = ";".join([*figures, "M2", "4", day, "matin", "Médiathèque", effect, "non"])
    path = folder / "evaluation.csv"
    path.write_text(f"{header}\n{row}\n", encoding="utf-8")
    return path


def agree(project: Project, day: date) -> None:
    """Build again on another day, which changes no byte; status, journal and consolidated texts agree on ``day``."""
    before = contents(project.output)
    run(project, today=date(2031, 1, 1))
    assert contents(project.output) == before
    with open_register(project.register) as connection:
        events = read_journal(connection, project.campaign.name)
    for found in read_status(project, StatusRequest(today=day), Silence()).as_json()["dossiers"]:
        told = [event for event in events if event.number == found["number"]]
        renewals = [date.fromisoformat(event.before) for event in told if event.what == "renewed"]
        recorded = len([start for start in renewals if start <= day])
        prolonged = date(2029, 6, 30).isoformat() == found["term"]
        ended = [event.after for event in told if event.what == "ended"]
        assert ended in ([], [found["term"]]) or found["term"] < ended[0]
        assert (found["state"] == "ended") == bool(ended and ended[0] < day.isoformat())
        if not ended and not prolonged:
            assert found["term"] == date(2026 + recorded, 6, 30).isoformat()
    for path in project.output.glob("*/avenant-2/*-convention-consolidee.docx"):
        words = " ".join(passage.text for passage in read_passages(path.read_bytes()))
        assert "30 juin 2029" in " ".join(words.split())
        assert status(project, HAVELUY, day)["term"] == "2029-06-30"


@pytest.fixture
def four(tmp_path: Path) -> Project:
    """Return four conventions in force, until 30 June 2026 and renewed each year."""
    return make_signed(tmp_path / "projet", HAVELUY, ABSCON, ROEULX, LA_SENTINELLE)


def test_three_years_of_four_conventions(four: Project, tmp_path: Path) -> None:
    """Status, files, letters and journal agree on every day of the story; another day changes no byte."""
    assert course(four, HAVELUY, date(2026, 6, 30)) == ("signed", "2026-06-30", "2026-04-30")
    assert renewed(four, date(2026, 6, 30)).renewed == ()
    # July 2026: all are renewed, whether somebody records it or not.
    assert course(four, HAVELUY, date(2026, 7, 1)) == ("signed", "2027-06-30", "2027-04-30")
    first = renewed(four, date(2026, 7, 2))
    assert {one.insee for one in first.renewed} == {HAVELUY, ABSCON, ROEULX, LA_SENTINELLE}
    documents = {kind for insee, kind in made(first.build) if insee == HAVELUY}
    assert documents == {"planning-2026", "reconduction-2026"}
    letter = text(four, HAVELUY, "renouvellement-2026", "reconduction-2026")
    assert "du 1er juillet 2026 au 30 juin 2027" in letter
    assert "au plus tard le 30 avril 2027" in letter
    planning = text(four, HAVELUY, "renouvellement-2026", "planning-2026")
    assert "jeudi 2 juillet 2026" in planning
    assert "reconduite du 1er juillet 2026 au 30 juin 2027" in planning
    assert "annexé" not in planning
    assert "2025" not in planning.replace("MED_NUM-2025", "")
    agree(four, date(2026, 7, 2))
    # December 2026: Haveluy's slot changes from 1 January 2027, after the first term.
    report = amend(four, AmendRequest(evaluation(tmp_path, HAVELUY, "jeudi", "2027-01-01"), build=FAST), Silence())
    assert [one.verdict for one in report.decisions if one.commune.insee == HAVELUY] == ["amended"]
    avenant, annexed = (text(four, HAVELUY, "avenant-1", kind) for kind in ("avenant", "planning"))
    assert "du 1er janvier 2027 au 30 juin 2027" in avenant
    assert "janvier 2027" in annexed
    assert "2026" not in annexed.replace("MED_NUM-2026", "")
    request = SignRequest(
        HAVELUY, date(2026, 12, 15), notified_on=date(2026, 12, 16), avenant=1, today=date(2027, 1, 1)
    )
    sign(four, request, Silence())
    agree(four, date(2027, 1, 1))
    assert "au 31 décembre 2026" in text(four, HAVELUY, "renouvellement-2026", "planning-2026")  # it had not left
    # Abscon denounces in time, Rœulx too late, La Sentinelle is ended for breach.
    in_time = ended(
        four, ABSCON, date(2027, 4, 30), cause="denonciation", author="commune", received_on=date(2027, 4, 30)
    )
    assert in_time.ending.ends_on == date(2027, 6, 30)
    assert "au moins deux mois avant le terme" in text(four, ABSCON, "fin", "fin")
    agree(four, date(2027, 4, 30))
    late = ended(four, ROEULX, date(2027, 5, 3), cause="denonciation", author="commune", received_on=date(2027, 5, 1))
    assert late.ending.ends_on == date(2028, 6, 30)
    assert [finding.level for finding in late.findings] == ["warning", "warning"]
    assert "au terme suivant, le 30 juin 2028" in text(four, ROEULX, "fin", "fin")
    breach = {"cause": "resiliation", "author": "epci", "notice_on": date(2027, 2, 1)}
    with pytest.raises(RefusedError) as caught:
        ended(four, LA_SENTINELLE, date(2027, 3, 20), received_on=date(2027, 2, 20), **breach)
    assert "moins d’un mois après la mise en demeure" in caught.value.problems[0].message
    ended(four, LA_SENTINELLE, date(2027, 3, 20), received_on=date(2027, 3, 15), **breach)
    cut = text(four, LA_SENTINELLE, "fin", "planning-fin")
    assert "du 1er juillet 2026 au 15 mars 2027" in cut
    assert "qui prend fin le 15 mars 2027" in cut
    assert "avril 2027" not in cut
    agree(four, date(2027, 5, 3))
    agree(four, date(2027, 7, 1).replace(month=6))
    # What each day says, to the last one.
    assert course(four, ABSCON, date(2027, 6, 30)) == ("signed", "2027-06-30", None)
    assert course(four, ABSCON, date(2027, 7, 1)) == ("ended", "2027-06-30", None)
    assert course(four, ROEULX, date(2027, 7, 1)) == ("signed", "2028-06-30", None)
    assert course(four, ROEULX, date(2028, 7, 1))[0] == "ended"
    assert course(four, LA_SENTINELLE, date(2027, 3, 15))[0] == "signed"
    assert course(four, LA_SENTINELLE, date(2027, 3, 16))[0] == "ended"
    second = renewed(four, date(2027, 7, 5))
    assert {one.insee for one in second.renewed} == {HAVELUY, ROEULX}
    moved = text(four, HAVELUY, "renouvellement-2027", "planning-2027")
    assert "Médiathèque" in moved
    with pytest.raises(DataError) as refused:
        amend(four, AmendRequest(evaluation(tmp_path, ABSCON, "vendredi", "2027-09-01"), build=FAST), Silence())
    assert "la convention prend fin le 30 juin 2027" in " ".join(refused.value.problems[0].message.split())
    assert refused.value.problems[0].remedy == "corrigez l’évaluation"
    agree(four, date(2027, 7, 5))
    # Haveluy's term moves, to two years later: its consolidated text says so, and so does the status.
    longer = tmp_path / "prorogation.toml"
    longer.write_text('motif = "Poursuivre."\ndate_effet = 2027-09-01\nnouveau_terme = 2029-06-30\n', "utf-8")
    amend(four, AmendRequest(None, longer, FAST, communes=(HAVELUY,)), Silence())
    moving = date(2027, 9, 1)
    sign(four, SignRequest(HAVELUY, moving, notified_on=moving, avenant=2, today=moving), Silence())
    agree(four, moving)
    agree(four, date(2028, 7, 2))
    # La Sentinelle leaves the campaign: another commune may have its slot, what it signed and its letters stay.
    set_aside(four, LA_SENTINELLE)
    run(four)
    assert text(four, LA_SENTINELLE, "fin", "planning-fin") == cut
    # The output comes back, another day, byte for byte.
    before = contents(four.output)
    run(four, today=date(2031, 1, 1))
    assert contents(four.output) == before
    shutil.rmtree(four.output)
    run(four)
    assert contents(four.output) == before
    with open_register(four.register) as connection:
        told = [event.what for event in read_journal(connection, four.campaign.name)]
    assert (told.count("renewed"), told.count("ended")) == (6, 3)
    assert check_register(four.register) == ()


def without_row(project: Project, insee: str) -> None:
    """Take a row out of communes.csv, as after a merger."""
    lines = project.communes.read_text(encoding="utf-8").splitlines(keepends=True)
    project.communes.write_text("".join(line for line in lines if not line.startswith(insee)), encoding="utf-8")


def merged(project: Project, **facts: Any) -> EndReport:
    """Record that Haveluy goes into Abscon on 1 January 2027."""
    known = {"cause": "fusion", "effect_on": date(2026, 12, 31), "into": ABSCON}
    return ended(project, HAVELUY, date(2026, 12, 1), **{**known, **facts})


def test_two_communes_that_merge(tmp_path: Path) -> None:
    """A merger ends nothing: the commune nouvelle takes the place of the one that signed, whose number says so."""
    project = make_signed(tmp_path / "projet", HAVELUY, ABSCON)
    report = merged(project, into="abscon")
    assert (report.ending.into_insee, report.ending.ends_on, report.into) == (ABSCON, date(2026, 12, 31), "Abscon")
    assert made(report.build) == [(HAVELUY, "fusion-2027")]
    letter = text(project, HAVELUY, "fusion-2027", "fusion-2027")
    assert "la commune nouvelle d’Abscon est substituée à la commune d’Haveluy, à compter du 1er janvier 2027" in letter
    assert "Maire d’Abscon" in letter
    now = date(2027, 1, 1)
    assert course(project, HAVELUY, now) == ("signed", "2027-06-30", "2027-04-30")
    assert status(project, HAVELUY, now)["ending"] == {"cause": "fusion", "ends_on": "2026-12-31"}
    assert status(project, HAVELUY, now)["into"] == {"insee": ABSCON, "commune": "Abscon"}
    report_ = read_status(project, StatusRequest((HAVELUY,), today=now), Silence())
    assert status_row(report_.dossiers[0])[3].endswith("→ Abscon")
    assert "réunie à Abscon depuis le 1er janvier 2027, sa ligne est encore là" in [
        problem.message.replace("\xa0", " ") for problem in report_.problems
    ]
    assert course(project, ABSCON, now)[0] == "signed"
    assert status(project, ABSCON, now)["into"] is None


def test_a_convention_goes_on_with_the_commune_nouvelle(tmp_path: Path) -> None:
    """Its avenants, renewals and end are in the name of Abscon, under the old number and in the old folder."""
    project = make_signed(tmp_path / "projet", HAVELUY, ABSCON)
    renewed(project, date(2026, 7, 2))
    merged(project)
    without_row(project, HAVELUY)
    assert run(project).movements == ()
    found = read_status(project, StatusRequest(("abscon",), today=date(2027, 2, 1)), Silence()).as_json()["dossiers"]
    assert [(one["insee"], one["commune"], one["former"], one["state"], one["absent"]) for one in found] == [
        (ABSCON, "Abscon", None, "signed", None),
        (HAVELUY, "Abscon", "Haveluy", "signed", None),
    ]
    # An avenant of the commune nouvelle, which the mayor of Abscon signs.
    path = evaluation(tmp_path, HAVELUY, "jeudi", "2027-03-01")
    before = project.communes.read_bytes()
    amend(project, AmendRequest(path, build=FAST), Silence())
    assert project.communes.read_bytes() == before
    avenant = text(project, HAVELUY, "avenant-1", "avenant")
    told = (
        "d’Abscon ayant été créée en lieu et place de la commune d’Haveluy, à laquelle elle est substituée dans cette"
    )
    assert told in avenant
    assert "du conseil municipal d’Haveluy en date du" in avenant
    assert "La Commune d’Abscon, représentée par" in avenant
    consolidated = text(project, HAVELUY, "avenant-1", "convention-consolidee")
    assert (
        "La commune nouvelle d’Abscon est substituée à la commune d’Haveluy depuis le 1er janvier 2027" in consolidated
    )
    signing = SignRequest(
        "haveluy", date(2027, 2, 15), notified_on=date(2027, 2, 16), avenant=1, today=date(2027, 2, 20)
    )
    assert sign(project, signing, Silence()).commune == "Abscon"
    # The renewal is told to it, with the slot of that convention; another convention cannot have that slot.
    (second,) = (one for one in renewed(project, date(2027, 7, 2)).renewed if one.insee == HAVELUY)
    assert second.commune == "Abscon"
    assert "Maire d’Abscon" in text(project, HAVELUY, "renouvellement-2027", "reconduction-2027")
    assert "Médiathèque" in text(project, HAVELUY, "renouvellement-2027", "planning-2027")
    # It denounces that convention, which then ends, and only that one.
    over = ended(
        project, "haveluy", date(2028, 4, 1), cause="denonciation", author="commune", received_on=date(2028, 4, 1)
    )
    assert (over.commune, over.ending.ends_on) == ("Abscon", date(2028, 6, 30))
    assert "la commune d’Abscon a dénoncé la convention" in text(project, HAVELUY, "fin", "fin")
    assert text(project, HAVELUY, "fusion-2027", "fusion-2027")
    assert course(project, HAVELUY, date(2028, 7, 1))[0] == "ended"
    assert course(project, ABSCON, date(2028, 7, 1))[0] == "signed"
    # The output comes back byte for byte, and the register is whole.
    run(project)
    output = contents(project.output)
    shutil.rmtree(project.output)
    run(project)
    assert contents(project.output) == output
    assert check_register(project.register) == ()


def test_past_acts_stay_those_of_the_commune_that_did_them(tmp_path: Path) -> None:
    """In receipts, in the register of the year and in the export; lists tell the convention that is gone on with."""
    project = make_signed(tmp_path / "projet", HAVELUY, ABSCON)
    merged(project)
    without_row(project, HAVELUY)
    run(project)
    assert renewed(project, date(2026, 7, 2)).told == (
        "2 conventions reconduites jusqu’au 30\xa0juin 2027 : Abscon, Abscon (ex-Haveluy)",
    )

    def lines(today: date) -> list[tuple[str, str, str]]:
        with on(today):
            report = read_year(project, YearRequest(2025), Silence())
        return [(line.commune, line.insee, line.state) for line in report.lines]

    assert lines(date(2027, 2, 1)) == [("Abscon", ABSCON, "signé"), ("Haveluy", HAVELUY, "signé")]
    printed = print_sheet(project, PrintRequest("recepisses", engine="embedded"), Silence())
    said = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(printed.pdf).pages)
    assert said.count("conseil municipal d’Haveluy") == said.count("Abscon (ex-Haveluy) – MED_NUM-2025-002") == 1
    folder = tmp_path / "export"
    export(project, ExportRequest(folder), Silence())
    rows = list(csv.DictReader(io.StringIO((folder / "documents.csv").read_text("utf-8-sig")), delimiter=";"))
    assert [row["commune"] for row in rows] == ["Abscon", "Haveluy"]
    over = {"cause": "denonciation", "author": "commune", "received_on": date(2028, 4, 1)}
    ended(project, "haveluy", date(2028, 4, 1), **over)
    assert [state for _, _, state in lines(date(2028, 6, 30))] == ["signé", "signé"]
    assert [state for _, _, state in lines(date(2028, 7, 1))] == ["signé", "terminé"]


def test_a_commune_nouvelle_that_merges_takes_all_its_conventions_along(tmp_path: Path) -> None:
    """Whichever of them the merger was recorded with; taken back, all are again where they were."""
    project = make_signed(tmp_path / "projet", HAVELUY, ABSCON, LA_SENTINELLE)
    merged(project)
    again = ended(project, ABSCON, date(2027, 6, 1), cause="fusion", effect_on=date(2027, 6, 30), into=LA_SENTINELLE)
    assert made(again.build) == [(ABSCON, "fusion-2027"), (HAVELUY, "fusion-2027-07-01")]
    letter = text(project, HAVELUY, "fusion-2027-07-01", "fusion-2027-07-01")
    assert "la commune nouvelle de La Sentinelle est substituée" in letter
    now = date(2027, 7, 1)
    assert [status(project, insee, now)["into"] for insee in (HAVELUY, ABSCON)] == [
        {"insee": LA_SENTINELLE, "commune": "La Sentinelle"}
    ] * 2
    sources, standings = read_known(project)
    (haveluy,) = [one for one in sources.table.communes if one.insee == HAVELUY]
    days = (date(2026, 12, 31), date(2027, 1, 1), date(2027, 6, 30), now)
    assert [sources.party(haveluy, day).nom for day in days] == ["Haveluy", "Abscon", "Abscon", "La Sentinelle"]
    convention = standings.convention(HAVELUY)
    assert convention is not None
    assert [merger.into_insee for merger in convention.inherited] == [LA_SENTINELLE]
    on_day(today_in_france(), end, project, EndRequest(ABSCON, None, "erreur", undo=True, build=FAST), Silence())
    assert status(project, HAVELUY, now)["into"] == {"insee": ABSCON, "commune": "Abscon"}
    assert status(project, ABSCON, now)["into"] is None
    assert not list(project.output.glob("*/fusion-2027-07-01"))


def test_a_slot_stays_that_of_the_commune_nouvelle(tmp_path: Path) -> None:
    """Nobody else is given the slot of a convention that goes on, although no row of communes.csv says it."""
    project = make_signed(tmp_path / "projet", HAVELUY, ABSCON)
    row = next(line for line in project.communes.read_text(encoding="utf-8").splitlines() if line.startswith(ABSCON))
    own = next(line for line in project.communes.read_text(encoding="utf-8").splitlines() if line.startswith(HAVELUY))
    header = project.communes.read_text(encoding="utf-8").splitlines()[0].split(";")
    place = [header.index(name) for name in ("mediateur", "semaine", "jour", "demi_journee")]
    merged(project)
    without_row(project, HAVELUY)
    cells = row.split(";")
    for index in place:
        cells[index] = own.split(";")[index]
    edit(project, row, ";".join(cells))
    with pytest.raises(DataError) as caught:
        run(project)
    assert [problem.commune for problem in caught.value.problems if problem.level == "error"] == ["Abscon"]


def test_a_commune_nouvelle_that_keeps_the_code_of_its_seat(tmp_path: Path) -> None:
    """Its name and its mayor are those of the row; the letter and the avenants say which commune signed."""
    project = make_signed(tmp_path / "projet", HAVELUY)
    early = EndRequest(
        HAVELUY,
        EndingFacts("fusion", effect_on=date(2026, 12, 31), into=HAVELUY),
        "Motif.",
        build=FAST,
        confirms=lambda _: False,
    )
    (doubt,) = on_day(date(2026, 12, 1), end, project, early, Silence()).findings
    assert doubt.message.startswith("la ligne de la commune nouvelle dit encore Haveluy")
    edit(project, "Haveluy;1;", "Val-d’Escaut;0;")
    report = merged(project, into=HAVELUY)
    assert (report.into, report.findings) == ("Val-d’Escaut", ())
    letter = text(project, HAVELUY, "fusion-2027", "fusion-2027")
    assert "la commune nouvelle de Val-d’Escaut est substituée à la commune d’Haveluy" in letter
    assert course(project, HAVELUY, date(2027, 7, 1))[0] == "signed"
    path = evaluation(tmp_path, HAVELUY, "jeudi", "2027-03-01")
    path.write_text(path.read_text("utf-8").replace("Haveluy", "Val-d’Escaut"), "utf-8")
    amend(project, AmendRequest(path, build=FAST), Silence())
    (avenant,) = project.output.glob("59292-*/avenant-1/*[0-9]-avenant.docx")
    said = " ".join(" ".join(passage.text.split()) for passage in read_passages(avenant.read_bytes()))
    assert "du conseil municipal d’Haveluy en date du" in said
    assert "La Commune de Val-d’Escaut, représentée par" in said


def test_a_new_code_begins_no_other_convention(tmp_path: Path) -> None:
    """A commune nouvelle with a code of its own goes on with both conventions, and is offered no third one."""
    project = make_signed(tmp_path / "projet", HAVELUY, ABSCON)
    with pytest.raises(RefusedError) as caught:
        merged(project, into="nulle part")
    assert "ce n’est ni le code INSEE ni le nom" in caught.value.problems[0].message
    unknown = merged(project, into="59999")
    assert [finding.level for finding in unknown.findings] == ["warning"]
    ended(project, ABSCON, date(2026, 12, 1), cause="fusion", effect_on=date(2026, 12, 31), into="59999")
    told = read_status(project, StatusRequest(today=date(2026, 12, 2)), Silence()).problems
    assert sum("qui n’a pas de ligne" in problem.message for problem in told) == 2
    text_ = project.communes.read_text(encoding="utf-8")
    row = next(line for line in text_.splitlines() if line.startswith(ABSCON))
    without_row(project, HAVELUY)
    new = row.replace(ABSCON, "59999").replace("Abscon", "Val-d’Escaut")
    edit(project, row, new)
    report = run(project)
    assert (report.movements, report.failed) == ((), ())
    found = read_status(project, StatusRequest(today=date(2027, 2, 1)), Silence()).as_json()["dossiers"]
    assert sorted((one["insee"], one["commune"], one["state"]) for one in found) == [
        (ABSCON, "Val-d’Escaut", "signed"),
        (HAVELUY, "Val-d’Escaut", "signed"),
    ]


def test_letters_say_the_clause_that_was_signed(tmp_path: Path) -> None:
    """Its notice, by which its dates are counted, whatever campaign.toml says since."""
    project = make_signed(tmp_path / "projet", HAVELUY)
    settings = project.campaign / "campaign.toml"
    said = settings.read_text(encoding="utf-8").replace("preavis_mois = 2", "preavis_mois = 6")
    settings.write_text(said, encoding="utf-8")
    ended(project, HAVELUY, date(2026, 3, 2), cause="denonciation", author="commune", received_on=date(2026, 3, 2))
    letter = text(project, HAVELUY, "fin", "fin")
    assert (
        "parvenue au moins deux mois avant le terme (article 5-1) : la convention prend fin le 30 juin 2026" in letter
    )


def moved(project: Project, folder: Path, term: str) -> None:
    """Make the avenant that gives Haveluy another term."""
    revision = folder / "terme.toml"
    revision.write_text(f'motif = "Autre terme."\ndate_effet = 2026-09-01\nnouveau_terme = {term}\n', "utf-8")
    amend(project, AmendRequest(None, revision, FAST), Silence())


def test_an_avenant_is_not_notified_after_the_term_that_it_gives(tmp_path: Path) -> None:
    """It would move the end of the convention into the past."""
    project = make_signed(tmp_path / "projet", HAVELUY)
    moved(project, tmp_path, "2026-09-30")
    today = date(2026, 10, 20)
    request = SignRequest(HAVELUY, date(2026, 9, 10), notified_on=date(2026, 10, 1), avenant=1, today=today)
    with pytest.raises(RefusedError) as caught:
        sign(project, request, Silence())
    assert "après le terme du 30\xa0septembre 2026" in caught.value.problems[0].message


def test_an_avenant_whose_former_term_a_renewal_passed_is_told(tmp_path: Path) -> None:
    """It says that it moves the term of June 2027, and is signed in the period after; the follow-up tells it first."""
    project = make_signed(tmp_path / "projet", HAVELUY)
    renewed(project, date(2026, 7, 2))
    moved(project, tmp_path, "2028-12-31")
    told = read_status(project, StatusRequest(today=date(2026, 9, 2)), Silence()).problems
    assert any("avant qu’il puisse prendre effet (Haveluy)" in problem.message for problem in told)
    in_time, late = date(2027, 6, 30), date(2027, 7, 10)
    for day, expected in ((in_time, []), (late, ["terme"])):
        seen: list[str] = []

        def decline(report: SignReport, seen: list[str] = seen) -> bool:
            seen += [finding.rule for finding in report.findings if finding.rule == "terme"]
            return False

        sign(project, SignRequest(HAVELUY, day, avenant=1, confirms=decline, today=late), Silence())
        assert seen == expected


def test_a_letter_to_a_commune_that_is_no_more_is_told_and_made_again(tmp_path: Path) -> None:
    """That of an end, made before the merger and not sent by then."""
    project = make_signed(tmp_path / "projet", HAVELUY, ABSCON)
    with on(date(2026, 11, 1)):
        ended(project, HAVELUY, date(2026, 11, 1), cause="accord", effect_on=date(2027, 5, 31))
        merged(project)

    def told(today: date) -> list[str]:
        problems = prepare_mails(project, MailRequest(("Haveluy",), today=today), Silence()).problems
        return [problem.message.replace("\xa0", " ") for problem in problems if "est au nom" in problem.message]

    assert told(date(2026, 12, 31)) == []
    assert told(date(2027, 1, 1)) == ["MED_NUM-2025-002 : la lettre (fin) est au nom de la commune d’Haveluy"]
    without_row(project, HAVELUY)
    run(project, communes=(ABSCON, HAVELUY), force=True)
    assert "Maire d’Abscon" in text(project, HAVELUY, "fin", "fin")
    assert told(date(2027, 1, 2)) == []


def test_the_conventions_of_a_commune_nouvelle_are_told_apart(tmp_path: Path) -> None:
    """Its own and those that it goes on with: what is decided for each, and which has no row."""
    project = make_signed(tmp_path / "projet", HAVELUY, ABSCON)
    merged(project)
    without_row(project, HAVELUY)
    report = amend(project, AmendRequest(evaluation(tmp_path, ABSCON, "vendredi", "2027-02-01"), build=FAST), Silence())
    lines = list(decision_lines(report))
    assert lines[0].startswith("  Avenant — Abscon : ")
    assert lines[1].startswith("  Sans avenant — Abscon (ex-Haveluy) : ")
    assert "pas de ligne pour Abscon (ex-Haveluy)" in [problem.message for problem in report.problems]


def test_an_avenant_that_left_and_is_asked_for_no_more_is_told(tmp_path: Path) -> None:
    """Its commune may be about to sign it."""
    project = make_signed(tmp_path / "projet", HAVELUY, ABSCON)
    amend(project, AmendRequest(evaluation(tmp_path, HAVELUY, "vendredi", "2027-02-01"), build=FAST), Silence())
    prepare_mails(project, MailRequest((HAVELUY,)), Silence())
    note_sending(project, SendingRequest(today_in_france(), (HAVELUY,)), Silence())
    report = amend(project, AmendRequest(evaluation(tmp_path, ABSCON, "vendredi", "2027-02-01"), build=FAST), Silence())
    (told,) = [decision.reason for decision in report.decisions if decision.commune.insee == HAVELUY]
    assert told.endswith(f"il était parti le {date_longue(today_in_france())} : prévenez la commune")


def test_the_letter_of_a_renewal_made_again_knows_the_term_of_today(tmp_path: Path) -> None:
    """An avenant moved it since: the last day to denounce is that of the day on which the period now ends."""
    project = make_signed(tmp_path / "projet", HAVELUY)
    renewed(project, date(2026, 7, 2))
    moved(project, tmp_path, "2028-12-31")
    today = date(2026, 9, 20)
    request = SignRequest(HAVELUY, date(2026, 9, 10), notified_on=date(2026, 9, 14), avenant=1, today=today)
    sign(project, request, Silence())
    letter = text(project, HAVELUY, "renouvellement-2026", "reconduction-2026")
    assert "du 1er juillet 2026 au 31 décembre 2028" in letter
    assert "prenne fin le 31 décembre 2028, votre dénonciation" in letter
    assert "au plus tard le 31 octobre 2028" in letter


@cases("before", True, False)
def test_the_letter_of_a_renewal_stops_at_the_slot_that_an_avenant_gives(tmp_path: Path, before: bool) -> None:
    """Signed before the renewal or after it; but a letter that has left stays, for the avenant tells the rest."""
    project = make_signed(tmp_path / "projet", HAVELUY)

    def move() -> None:
        amend(project, AmendRequest(evaluation(tmp_path, HAVELUY, "jeudi", "2026-11-01"), build=FAST), Silence())
        day = date(2026, 6, 20) if before else date(2026, 9, 20)
        sign(project, SignRequest(HAVELUY, day, notified_on=day, avenant=1, today=day), Silence())

    if before:
        move()
        renewed(project, date(2026, 7, 2))
    else:
        renewed(project, date(2026, 7, 2))
        move()
    letter, planning = (
        text(project, HAVELUY, "renouvellement-2026", f"{one}-2026") for one in ("reconduction", "planning")
    )
    assert "du 1er juillet 2026 au 30 juin 2027" in letter
    assert "Jusqu’au 31 octobre 2026, le créneau d’intervention reste le même : le 1er jeudi" in letter
    assert "le créneau suivant est celui de l’avenant déjà signé" in letter
    assert "reconduite du 1er juillet 2026 au 30 juin 2027" in planning
    assert "jeudi 1er octobre 2026" in planning
    assert "novembre" not in planning


def test_the_letter_of_a_renewal_that_left_stays_though_an_avenant_moves_the_slot(tmp_path: Path) -> None:
    """The avenant tells its commune the rest: no second letter is asked for."""
    project = make_signed(tmp_path / "projet", HAVELUY)
    renewed(project, date(2026, 7, 2))
    prepare_mails(project, MailRequest((HAVELUY,), today=date(2026, 7, 3)), Silence())
    note_sending(project, SendingRequest(date(2026, 7, 3), (HAVELUY,)), Silence())
    amend(project, AmendRequest(evaluation(tmp_path, HAVELUY, "jeudi", "2026-11-01"), build=FAST), Silence())
    day = date(2026, 9, 20)
    sign(project, SignRequest(HAVELUY, day, notified_on=day, avenant=1, today=day), Silence())
    assert "reste le même : le 1er jeudi" in text(project, HAVELUY, "renouvellement-2026", "reconduction-2026")
    assert "juin 2027" in text(project, HAVELUY, "renouvellement-2026", "planning-2026")
    assert status(project, HAVELUY, day)["next"] is None


@cases("recorder", "", "Service juridique")
def test_who_denounces_is_not_who_records(tmp_path: Path, recorder: str) -> None:
    """``--by`` says which party ends the convention, ``--author`` who notes it: neither takes the other's place."""
    project = make_signed(tmp_path / "projet", HAVELUY)
    said = ["--cause", "denonciation", "--by", "commune", "--received", "2025-12-01", "--why", "départ", "--yes"]
    options = ["--engine", "embedded", "--no-verify", "--project", str(project.root)]
    assert type_command(["end", HAVELUY, *said, *options, *(["--author", recorder] if recorder else [])]) == 0
    tables = read_register(project.register)
    (ending,) = tables["fins"].rows
    (event,) = (row for row in tables["journal"].rows if row["what"] == "ended")
    assert (ending["author"], event["author"]) == ("commune", recorder or getpass.getuser())


def test_nothing_to_renew_is_said_and_nothing_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No build is run for it, although a document changed meanwhile; the register stays as it is."""
    project = copy_project(tmp_path / "projet", [HAVELUY])
    run(project)
    before = contents(project.root / "register"), contents(project.output)
    edit(project, "RYCKELYNCK", "AUTRE")
    report = renewed(project, date(2026, 7, 2))
    assert (report.renewed, report.build, report.problems, report.error) == ((), None, (), None)
    assert report.as_json() == {"renewed": []}
    assert type_command(["renew", "--project", str(project.root)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert said == "Aucune reconduction à enregistrer : rien n’a été écrit."
    assert (contents(project.root / "register"), contents(project.output)) == before


def test_a_renewal_that_was_stopped_before_its_letter_says_what_is_left(tmp_path: Path) -> None:
    """The register has it, so nothing is to be recorded again; a build makes the letter."""
    project, today = make_signed(tmp_path / "projet", HAVELUY), date(2026, 7, 2)
    with pytest.raises(Cancelled):
        on_day(today, renew, project, RenewRequest(build=FAST), Stopped())
    assert renewed(project, today).told == (
        "Aucune reconduction à enregistrer : rien n’a été écrit.",
        "Reconduction enregistrée, mais sa lettre n’est pas faite (Haveluy) : lancez « conventions build ».",
    )
    run(project)
    assert len(renewed(project, today).told) == 1


def test_an_end_that_was_stopped_before_its_letter_says_what_is_left(tmp_path: Path) -> None:
    """Whether the same end is asked for again, or another one; a build makes the letter."""
    project, today = make_signed(tmp_path / "projet", HAVELUY), date(2026, 3, 2)
    facts = EndingFacts("accord", effect_on=date(2026, 5, 29))
    with pytest.raises(Cancelled):
        on_day(today, end, project, EndRequest(HAVELUY, facts, "Motif.", build=FAST), Stopped())

    def refused(replaces: bool) -> str:
        with pytest.raises(RefusedError) as caught:
            ended(project, HAVELUY, today, replaces, cause="accord", effect_on=date(2026, 5, 29))
        return str(caught.value)

    left = "Sa lettre n’est pas faite : lancez « conventions build »."
    assert all(left in refused(replaces) for replaces in (False, True))
    run(project)
    assert not any(left in refused(replaces) for replaces in (False, True))


def test_an_end_is_undone(tmp_path: Path) -> None:
    """With a reason, and its letters leave; on another day than that of its record, what that asks for is told."""
    project = make_signed(tmp_path / "projet", HAVELUY)
    ended(project, HAVELUY, date(2026, 3, 2), cause="denonciation", author="commune", received_on=date(2026, 3, 2))
    assert (project.output / "59292-haveluy/fin").is_dir()
    with pytest.raises(RefusedError, match=r"déjà enregistrée, le 30\xa0juin 2026 \(dénonciation\)"):
        ended(project, HAVELUY, date(2026, 3, 3), cause="accord", effect_on=date(2026, 5, 1))
    today = date(2026, 3, 2)

    def look(day: date) -> EndReport:
        building = replace(FAST, dry_run=True)
        return on_day(day, end, project, EndRequest(HAVELUY, None, "a", undo=True, build=building), Silence())

    (found,) = look(today + datetime.timedelta(1)).findings
    assert f"enregistrée le {date_longue(today)}\u00a0: elle ne s’annule que si" in found.message
    assert look(today).findings == ()
    on_day(today, end, project, EndRequest(HAVELUY, None, "erreur", undo=True), Silence())
    assert not (project.output / "59292-haveluy/fin").exists()
    before = contents(project.output)
    run(project)
    assert contents(project.output) == before
    assert course(project, HAVELUY, date(2026, 7, 1)) == ("signed", "2027-06-30", "2027-04-30")


def test_of_two_ends_of_one_day_the_last_recorded_is_undone(tmp_path: Path) -> None:
    """Whichever of them it was: an agreement and then a merger before it, and a merger before another one."""
    project, today = make_signed(tmp_path / "projet", HAVELUY, ABSCON), date(2026, 3, 3)
    ended(project, HAVELUY, today, cause="accord", effect_on=date(2026, 6, 30))
    ended(project, HAVELUY, today, cause="fusion", effect_on=date(2026, 4, 30), into=ABSCON)
    undone = on_day(today, end, project, EndRequest(HAVELUY, None, "erreur", undo=True, build=FAST), Silence())
    assert undone.ending.merges
    assert status(project, HAVELUY, today)["ending"]["cause"] == "accord"


def test_the_avenant_that_an_end_cancelled_stays_so_when_another_one_took_its_rank(tmp_path: Path) -> None:
    """Asked again for a day before the end; when none did, it is there again."""
    project = make_signed(tmp_path / "projet", HAVELUY)

    def states() -> list[str]:
        return [one.state for one in read_standings(project.register, project.campaign.name).documents if one.rank]

    def agreed() -> None:
        ended(project, HAVELUY, today_in_france(), cause="accord", effect_on=date(2027, 3, 31))

    def undone() -> None:
        end(project, EndRequest(HAVELUY, None, "erreur", undo=True, build=FAST), Silence())

    amend(project, AmendRequest(evaluation(tmp_path, HAVELUY, "jeudi", "2027-05-01"), build=FAST), Silence())
    agreed()
    assert states() == ["cancelled"]
    undone()
    assert states() == ["complete"]
    agreed()
    amend(project, AmendRequest(evaluation(tmp_path, HAVELUY, "jeudi", "2027-02-01"), build=FAST), Silence())
    undone()
    assert states() == ["cancelled", "complete"]


def test_what_is_recorded_is_told_when_its_letter_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A renewal, an end and an end taken back: whoever asked again would be refused, or believe that all is done."""
    project, today = make_signed(tmp_path / "projet", HAVELUY), date(2026, 7, 15)
    facts = EndingFacts("accord", effect_on=date(2027, 5, 29))

    def fail(*_: object) -> None:
        raise OutputError("disque plein")

    def told(at: str, job: Callable[[], object]) -> str:
        with monkeypatch.context() as patch:
            patch.setattr(at, fail)
            with pytest.raises(OutputError, match="disque plein") as caught:
                job()
        return " ".join(f"{one.message} ; {one.remedy}" for one in caught.value.problems)

    undone = EndRequest(HAVELUY, None, "b", undo=True)
    ended = EndRequest(HAVELUY, facts, "a", build=FAST)
    for run_name, made, job, folder in (
        ("renew", "making.build.make", lambda: renewed(project, today), "renouvellement-2026"),
        ("end", "making.build.make", lambda: end(project, ended, Silence()), "fin"),
        ("end", "life.end.make_letters", lambda: end(project, undone, Silence()), ""),
    ):
        assert told(f"generator.runs.life.{run_name}.read_standings", job) == ""
        assert "pour les mettre à jour, lancez « conventions build »" in told(f"generator.runs.{made}", job)
        run(project)
        found = {path.name for path in (project.output / "59292-haveluy").iterdir() if path.is_dir()}
        assert (folder in found) if folder else ("fin" not in found)


def test_an_end_takes_the_place_of_another_one_that_the_register_keeps(tmp_path: Path) -> None:
    """Terminated for the end of December, then agreed for the end of September: days, letter and planning follow."""
    project = make_signed(tmp_path / "projet", HAVELUY)
    with pytest.raises(RefusedError, match="rien à remplacer"):
        ended(project, HAVELUY, date(2026, 3, 2), True, cause="accord", effect_on=date(2026, 5, 29))
    breach: dict[str, Any] = {"cause": "resiliation", "author": "epci", "notice_on": date(2026, 1, 5)}
    breach |= {"received_on": date(2026, 3, 2), "effect_on": date(2026, 12, 31)}
    ended(project, HAVELUY, date(2026, 3, 2), **breach)
    with pytest.raises(RefusedError, match="c’est la fin qui est déjà enregistrée"):
        ended(project, HAVELUY, date(2026, 4, 2), True, **breach)
    agreed: dict[str, Any] = {"cause": "accord", "effect_on": date(2026, 9, 30)}
    report = ended(project, HAVELUY, date(2026, 4, 2), True, **agreed)
    assert " ".join(report.told.split()).endswith(
        "la convention prend fin le 30 septembre 2026 (résiliation d’un commun accord), et non plus le 31 décembre 2026"
        " (résiliation pour manquement)."
    )
    assert course(project, HAVELUY, date(2026, 10, 1)) == ("ended", "2026-09-30", None)
    letter = text(project, HAVELUY, "fin", "fin")
    assert "30 septembre 2026" in letter
    assert "31 décembre 2026" not in letter
    former, last = read_register(project.register)["fins"].rows
    assert (former["ends_on"], bool(former["undone_at"]), last["ends_on"], last["undone_at"]) == (
        *("2026-12-31", True),
        *("2026-09-30", None),
    )
    with open_register(project.register) as connection:
        events = [event_told(event, {}) for event in read_journal(connection, project.campaign.name)][-2:]
    assert events == [
        "fin remplacée par une autre : le 31/12/2026, Motif.",
        "fin enregistrée : résiliation d’un commun accord, le 30/09/2026",
    ]
    with pytest.raises(RefusedError, match=r"a pris la place de celle du 31\xa0décembre 2026"):
        end(project, EndRequest(HAVELUY, None, "erreur", undo=True), Silence())
    ended(project, HAVELUY, date(2026, 4, 3), True, **breach)
    assert course(project, HAVELUY, date(2026, 10, 1)) == ("signed", "2026-12-31", None)
    assert check_register(project.register) == ()
    agree(project, date(2026, 4, 3))


def test_the_planning_of_an_end_begins_with_what_ends(tmp_path: Path) -> None:
    """Notified on 19 May, it lists nothing before; nor does the planning of today's campaign move its first day."""
    project = make_signed(tmp_path / "projet", HAVELUY)
    rewrite(project.campaign / "campaign.toml", "debut = 2025-05-01", "debut = 2025-09-01")
    ended(project, HAVELUY, date(2025, 11, 3), cause="accord", effect_on=date(2025, 11, 30))
    cut = text(project, HAVELUY, "fin", "planning-fin")
    assert "du 19 mai 2025 au 30 novembre 2025" in cut
    assert "jeudi 5 juin 2025" in cut
    assert "jeudi 1er mai 2025" not in cut


def test_an_end_before_any_half_day_has_no_planning(tmp_path: Path) -> None:
    """A list without dates says nothing; nor does its letter tell of half-days that end."""
    project = make_signed(tmp_path / "projet", HAVELUY)
    ended(project, HAVELUY, date(2025, 5, 22), cause="accord", effect_on=date(2025, 5, 24))
    letter = text(project, HAVELUY, "fin", "fin")
    assert "prend fin le 24 mai 2025" in letter
    assert "planning" not in letter
    assert [path.name for path in (project.output / "59292-haveluy/fin").glob("*planning*")] == []


def test_an_end_before_a_signed_avenant_takes_effect_is_told(tmp_path: Path) -> None:
    """Signed before it, and even not notified yet, the avenant would change what is no longer there."""
    project = make_signed(tmp_path / "projet", HAVELUY)
    amend(project, AmendRequest(evaluation(tmp_path, HAVELUY, "jeudi", "2026-01-01"), build=FAST), Silence())
    sign(project, SignRequest(HAVELUY, date(2025, 11, 20), avenant=1, today=date(2025, 12, 1)), Silence())
    for day, told in ((date(2025, 12, 31), True), (date(2026, 1, 1), False)):
        facts = EndingFacts("accord", effect_on=day)
        dry = BuildRequest(engine="embedded", verify=False, dry_run=True)
        report = on_day(date(2025, 12, 2), end, project, EndRequest(HAVELUY, facts, "Motif.", build=dry), Silence())
        said = " ".join(" ".join(one.message for one in report.findings).split())
        avenant = (
            "l’avenant n° 1, signé le 20 novembre 2025, prend effet le 1er janvier 2026 : les deux se contredisent"
        )
        assert (avenant in said) == told


def test_what_an_end_put_off_does_not_bring_back_is_told(tmp_path: Path) -> None:
    """The avenant that the first one cancelled, the letter that left; and an agreement revives nothing."""
    project = make_signed(tmp_path / "projet", HAVELUY)
    amend(project, AmendRequest(evaluation(tmp_path, HAVELUY, "jeudi", "2026-09-01"), build=FAST), Silence())
    ended(project, HAVELUY, date(2026, 5, 4), cause="accord", effect_on=date(2026, 8, 31))
    report = ended(project, HAVELUY, date(2026, 9, 2), True, cause="accord", effect_on=date(2026, 11, 30))
    told = " ".join(" ".join(one.message for one in report.findings).split())
    assert "la convention a pris fin le 31 août 2026 : rien ne la fait revivre ensuite" in told
    assert "l’avenant n° 1 (MED_NUM-2026-001), que la fin du 31 août 2026 annulait, le reste" in told


def test_a_merger_comes_before_an_end_that_is_recorded(tmp_path: Path) -> None:
    """The commune nouvelle has the convention until then; nothing is left to go on with after it."""
    project = make_signed(tmp_path / "projet", HAVELUY, ABSCON)
    ended(project, HAVELUY, date(2026, 3, 2), cause="denonciation", author="commune", received_on=date(2026, 3, 2))
    with pytest.raises(RefusedError, match="fin refusée"):
        ended(project, HAVELUY, date(2026, 3, 3), cause="fusion", effect_on=date(2026, 12, 31), into=ABSCON)
    ended(project, HAVELUY, date(2026, 3, 3), cause="fusion", effect_on=date(2026, 4, 30), into=ABSCON)
    convention = read_standings(project.register, project.campaign.name).convention(HAVELUY)
    assert convention is not None
    assert convention.ending is not None
    assert [one.into_insee for one in convention.mergers] == [ABSCON]
    agree(project, date(2026, 5, 2))


def test_what_was_never_notified_has_no_end_and_no_avenant(tmp_path: Path) -> None:
    """It is not in force: it is first to be notified, which the status tells."""
    project = copy_project(tmp_path / "projet", [HAVELUY])
    run(project)
    with pytest.raises(RefusedError, match=r"aucune convention n’est en vigueur.* colonne participe"):
        ended(project, HAVELUY, TODAY, cause="accord", effect_on=TODAY)
    signed = make_signed(tmp_path / "signé", ABSCON, notified=None)
    with pytest.raises(RefusedError, match="enregistrez d’abord sa notification"):
        ended(signed, ABSCON, TODAY, cause="accord", effect_on=TODAY)


def test_a_council_that_did_not_authorise_avenants_votes_on_them(tmp_path: Path) -> None:
    """Its avenant, even without any cost, has a deliberation of its own, and waits for it."""
    project = make_signed(
        tmp_path / "projet", HAVELUY, act=replace(ACT, authorises_signature=True, authorises_avenants=False)
    )
    amend(project, AmendRequest(evaluation(tmp_path, HAVELUY, "jeudi", "2026-01-01"), build=FAST), Silence())
    assert "AUTORISE" in text(project, HAVELUY, "avenant-1", "deliberation-avenant")
    avenant = text(project, HAVELUY, "avenant-1", "avenant")
    assert "sans incidence financière," not in avenant
    with pytest.raises(RefusedError):
        sign(project, SignRequest(HAVELUY, date(2025, 12, 1), avenant=1, today=TODAY.replace(year=2026)), Silence())


def test_an_avenant_that_is_waiting_is_put_to_the_vote_once_the_deliberation_is_withdrawn(tmp_path: Path) -> None:
    """The act and the letter say it, as the draft that goes with them."""
    project = make_signed(tmp_path / "projet", HAVELUY)
    amend(project, AmendRequest(evaluation(tmp_path, HAVELUY, "jeudi", "2026-01-01"), build=FAST), Silence())
    own = "approuvant le présent avenant et autorisant sa signature"
    assert own not in text(project, HAVELUY, "avenant-1", "avenant")
    withdraw(project, WithdrawRequest(HAVELUY, "à la demande du préfet"), Silence())
    run(project)
    assert own in text(project, HAVELUY, "avenant-1", "avenant")
    assert "doit être approuvé par le conseil municipal" in text(project, HAVELUY, "avenant-1", "bordereau-avenant")


def test_a_deliberation_withdrawn_after_the_signature_authorises_no_avenant(tmp_path: Path) -> None:
    """The convention stays as it was signed; what is signed next has a deliberation of its own."""
    project = make_signed(tmp_path / "projet", HAVELUY)
    withdraw(project, WithdrawRequest(HAVELUY, "à la demande du préfet"), Silence())
    amend(project, AmendRequest(evaluation(tmp_path, HAVELUY, "jeudi", "2026-01-01"), build=FAST), Silence())
    assert "AUTORISE" in text(project, HAVELUY, "avenant-1", "deliberation-avenant")
    with pytest.raises(RefusedError):
        sign(project, SignRequest(HAVELUY, date(2025, 12, 1), avenant=1, today=TODAY.replace(year=2026)), Silence())


def test_an_end_cancels_the_avenant_that_would_come_after_it(tmp_path: Path) -> None:
    """It is told, it is neither written nor chased any more; taken back the same day, it is there again."""
    project = make_signed(tmp_path / "projet", HAVELUY)
    amend(project, AmendRequest(evaluation(tmp_path, HAVELUY, "jeudi", "2026-09-01"), build=FAST), Silence())
    before = contents(project.output)
    report = ended(project, HAVELUY, date(2026, 5, 4), cause="accord", effect_on=date(2026, 8, 31))
    (told,) = [one.message for one in report.findings if one.rule == "avenant"]
    assert "l’avenant n° 1 (MED_NUM-2026-001), qui n’est pas signé, prendrait effet le 1er septembre 2026" in " ".join(
        told.split()
    )
    assert not (project.output / "59292-haveluy/avenant-1").exists()
    with pytest.raises(RefusedError):
        sign(project, SignRequest(HAVELUY, date(2026, 5, 5), avenant=1, today=date(2026, 5, 5)), Silence())
    end(project, EndRequest(HAVELUY, None, "erreur", undo=True), Silence())
    run(project)
    del before["manifest.json"]  # it keeps the order in which files were made
    assert before.items() <= contents(project.output).items()


def test_the_slot_that_is_left_names_the_mediator_of_what_was_signed(tmp_path: Path) -> None:
    """Who has another name in the campaign since was never that of the convention."""
    project = make_signed(tmp_path / "projet", HAVELUY)
    settings = project.campaign / "campaign.toml"
    said = settings.read_text(encoding="utf-8").replace("Médiateur numérique n° ", "Médiatrice numérique n° ")
    settings.write_text(said, encoding="utf-8")
    amend(project, AmendRequest(evaluation(tmp_path, HAVELUY, "jeudi", "2026-01-01"), build=FAST), Silence())
    avenant = text(project, HAVELUY, "avenant-1", "avenant")
    assert "Médiateur numérique n° 1 | Médiatrice numérique n° 2" in avenant


def test_no_last_day_of_recourse_is_told_once_the_prefecture_asks_for_pieces(tmp_path: Path) -> None:
    """Its delay begins anew when they come."""
    project = make_signed(tmp_path / "projet", HAVELUY, act=replace(ACT, published_on=date(2025, 4, 8)))
    asked = Answer("3-1", ACT.identifier, "215902925", "1", ACT.decided_on, date(2025, 4, 20))
    assert status(project, HAVELUY, TODAY)["recourse_until"]
    number = status(project, HAVELUY, TODAY)["number"]
    with open_register(project.register, writing=True) as connection:
        record_answer(connection, project.register, number, asked, Source("a.xml", b"a"), None, replace=False)
    assert status(project, HAVELUY, TODAY)["recourse_until"] is None
