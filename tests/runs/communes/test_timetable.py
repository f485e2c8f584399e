"""The half-days of all communes: each avenant counts from its day of effect on, in months, agendas and posters."""

from __future__ import annotations

import dataclasses
import datetime
import re
from pathlib import Path

from icalendar import Calendar
from pypdf import PdfReader

from generator import clock
from generator.avenants.deadlines import deadlines
from generator.dossiers.mergers import read_known
from generator.inputs.communes import Slot
from generator.progress import Silence
from generator.project import Project
from generator.runs.communes.slots import SlotsRequest, run as propose
from generator.runs.communes.timetable import TimetableReport, TimetableRequest, run as timetable
from generator.runs.followup.printing import PrintRequest, run as print_sheet
from generator.runs.life.sign import SignRequest
from tests.days import on
from tests.edits import replace
from tests.runs.amending import (
    FIRST,
    HAVELUY,
    evaluate,
    pair as pair,  # a fixture
    rows_of,
    sign_all,
    sign_avenants,
    signed_pair as signed_pair,  # another one
)
from tests.runs.conftest import REPOSITORY

TODAY = datetime.date(2025, 12, 20)
FORMER, NEW = Slot("M1", 1, "jeudi", "après-midi", "Mairie"), Slot("M2", 4, "jeudi", "matin", "Médiathèque")
DECEMBER, JANUARY, FEBRUARY = datetime.date(2025, 12, 4), datetime.date(2026, 1, 22), datetime.date(2026, 2, 5)


def table_of(project: Project) -> TimetableReport:
    """Return the half-days as they are known in December."""
    with on(TODAY):
        return timetable(project, TimetableRequest(), Silence())


def test_an_avenant_counts_from_its_effect_on(pair: Project, tmp_path: Path) -> None:
    """Before it is signed it is only expected; then the former slot ends the day before, in agendas too."""
    evaluate(pair, rows_of(FIRST, tmp_path, HAVELUY))
    drafted = table_of(pair)
    haveluy = drafted.find(HAVELUY)
    assert [stay.slot for stay in haveluy.stays] == [FORMER]
    assert drafted.present["M1", FEBRUARY, "après-midi"] is haveluy
    assert drafted.expected["M2", JANUARY, "matin"] is haveluy
    assert min(day for _, day, _ in drafted.expected) == JANUARY
    assert drafted.taken[NEW.when] is drafted.taken[FORMER.when] is haveluy

    sign_avenants(pair, datetime.date(2025, 12, 15))
    signed = table_of(pair)
    haveluy = signed.find(HAVELUY)
    assert [stay.slot for stay in haveluy.stays] == [FORMER, NEW]
    assert [stay.planning.fin for stay in haveluy.stays] == [datetime.date(2025, 12, 31), datetime.date(2026, 6, 30)]
    assert signed.present["M1", DECEMBER, "après-midi"] is haveluy
    assert signed.present["M2", JANUARY, "matin"] is haveluy
    assert ("M1", FEBRUARY, "après-midi") not in signed.present
    assert signed.expected == {}
    assert FORMER.when not in signed.taken
    for mediator, first, last in (("M1", "2025-05", "2025-12"), ("M2", "2026-01", "2026-06")):
        events = [one for one in Calendar.from_ical(signed.agenda(mediator)).events if HAVELUY in str(one["uid"])]
        assert [f"{one.start:%Y-%m}" for one in (events[0], events[-1])] == [first, last]
    (item,) = [one for one in signed.as_json()["slots"] if one["insee"] == HAVELUY]
    assert [day for day in item["days"] if "2025-12" < day < "2026-02"] == ["2025-12-04", "2026-01-22"]


def test_a_holiday_of_one_departement_is_told_with_its_code(small_project: Project) -> None:
    """26 December is one in Moselle, and in no other département of the EPCI; Christmas is one everywhere."""
    replace(small_project.communes, "59292;215902925;Haveluy", "57463;215704636;Metz")
    report = table_of(small_project)
    told = {half.day.day: half.ferie for half in report.month(2025, 12) if half.ferie}
    assert told == {25: "Noël", 26: "Saint-Étienne (57)"}


def test_a_slot_that_is_left_by_an_avenant_is_proposed_to_nobody(pair: Project, tmp_path: Path) -> None:
    """communes.csv has the new slot since the avenant was prepared; the convention that was signed keeps the other."""
    evaluate(pair, rows_of(FIRST, tmp_path, HAVELUY))
    newcomer = next(row for row in (REPOSITORY / "communes.csv").read_text("utf-8").splitlines() if "Hordain" in row)
    with pair.communes.open("a", encoding="utf-8") as file:
        file.write(re.sub(r";M[12];\d;\w+;[\w-]+;Mairie;", ";;;;;;", newcomer) + "\n")
    days = '"mardi après-midi", "mercredi après-midi", "jeudi après-midi"'
    replace(pair.campaign / "campaign.toml", days, ", ".join(reversed(days.split(", "))))
    before = clock.go_by(lambda: datetime.datetime(2025, 12, 20, 12, tzinfo=datetime.UTC))
    try:
        drafted = propose(pair, SlotsRequest(dry_run=True), Silence()).slots
        sign_avenants(pair, datetime.date(2025, 12, 15))
        signed = propose(pair, SlotsRequest(dry_run=True), Silence()).slots
    finally:
        clock.go_on(before)
    assert [(commune.nom, slot.when) for commune, slot in drafted] == [("Hordain", ("M2", 1, "jeudi", "après-midi"))]
    assert signed == drafted  # not M1, where Haveluy is until January


def test_a_row_that_gives_the_slot_of_what_another_signed_is_told(pair: Project, tmp_path: Path) -> None:
    """communes.csv alone no longer says that Haveluy is there."""
    evaluate(pair, rows_of(FIRST, tmp_path, HAVELUY))
    newcomer = next(row for row in (REPOSITORY / "communes.csv").read_text("utf-8").splitlines() if "Hordain" in row)
    with pair.communes.open("a", encoding="utf-8") as file:
        file.write(re.sub(r";M[12];\d;", ";M1;1;", newcomer) + "\n")
    sources, standings = read_known(pair)
    told = [one for one in deadlines(pair, sources, standings, TODAY) if one.column == "semaine"]
    assert [(one.level, one.commune, one.line) for one in told] == [("warning", "Hordain", 4)]
    assert told[0].message.startswith("ce créneau est encore celui d’Haveluy")


def test_an_avenant_in_force_whose_slot_is_not_left_yet_is_told(pair: Project, tmp_path: Path) -> None:
    """Two communes exchange their slots, and one of them alone has signed: both are there."""
    other = next(one for one in table_of(pair).residents if one.commune.insee != HAVELUY)
    assert other.slot
    header, row = rows_of(FIRST, tmp_path, HAVELUY).read_text("utf-8").splitlines()
    cells = row.split(";")
    theirs = [*cells[:8], *(str(cell) for cell in dataclasses.astuple(other.slot)), "2026-01-01", "non"]
    ours = [other.commune.insee, other.commune.nom, *cells[2:8], "M1", "1", "jeudi", "après-midi", "", *theirs[-2:]]
    path = tmp_path / "exchange.csv"
    path.write_text("\n".join([header, ";".join(theirs), ";".join(ours)]), "utf-8")
    evaluate(pair, path)
    sources, standings = read_known(pair)
    day = datetime.date(2026, 1, 5)
    assert [one for one in deadlines(pair, sources, standings, day) if one.column == "semaine"] == []
    pending = next(one for one in standings.documents if one.rank and one.insee == HAVELUY)
    request = SignRequest(HAVELUY, TODAY, notified_on=TODAY, avenant=pending.rank, today=TODAY)
    sign_all(pair, [request])
    told = [one for one in deadlines(pair, *read_known(pair), day) if one.column == "semaine"]
    assert [one.commune for one in told] in (["Haveluy"], [other.commune.nom])


def test_a_poster_has_a_line_a_slot(pair: Project, tmp_path: Path) -> None:
    """Each mediator's, with the days of that stay alone: eight months of the first, six of the second."""
    evaluate(pair, rows_of(FIRST, tmp_path, HAVELUY))
    sign_avenants(pair, datetime.date(2025, 12, 15))
    before = clock.go_by(lambda: datetime.datetime(2025, 12, 20, 12, tzinfo=datetime.UTC))
    try:
        printed = print_sheet(pair, PrintRequest("affiches", engine="embedded"), Silence())
    finally:
        clock.go_on(before)
    pages = [page.extract_text() for page in PdfReader(printed.pdf).pages]
    lines = [next(line for line in page.splitlines() if line.startswith("Haveluy")) for page in pages]
    assert lines == [
        "Haveluy 1er jeudi, après-midi 1er * 5 3 7 4 2 6 4 – – – – – –",
        "Haveluy 4e jeudi, matin – – – – – – – – 22 26 26 23 28 25",
    ]
