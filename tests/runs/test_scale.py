"""What a run asks of the register, of files and of its own lists does not grow with each commune."""

from __future__ import annotations

import gc
import os
import sqlite3
import weakref
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import holidays
import pytest

from generator.dossiers import manifest, movements
from generator.inputs import communerows, layout
from generator.inputs.campaign import Numbering
from generator.law import holidays as own_holidays
from generator.pdf.composition import Found
from generator.progress import Clock, Silence
from generator.project import Project
from generator.register import database
from generator.register.database import open_register, transaction
from generator.register.notes import write_note
from generator.register.numbering import give_numbers
from generator.register.standing import Standing
from generator.register.standings import Standings, read_standings
from generator.runs.communes.timetable import TimetableRequest, run as timetable
from generator.runs.followup.status import StatusRequest, run as status
from generator.runs.making import build
from generator.stages import making
from generator.stages.preparation import Prepared
from generator.stages.remembered import Remembered
from generator.stages.verification import verify_files
from generator.workers import LocalWorkers, go_on
from tests.conftest import MakeProject
from tests.dossiers.rolls import moved, settle


def numbered(project: Project, count: int) -> list[str]:
    """Give numbers to the first communes of the file; return the statements of SQLite that it took."""
    rows = project.communes.read_text(encoding="utf-8").splitlines()[1:]
    asked: list[str] = []
    with open_register(project.register, writing=True) as connection, transaction(connection):
        connection.set_trace_callback(asked.append)
        numbering = Numbering("N-{year}-{seq:03d}", 2025)
        give_numbers(connection, project.campaign.name, numbering, [row.split(";")[0] for row in rows[:count]])
        connection.set_trace_callback(None)
    return asked


def asked_of_the_register(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the statements of SQLite that reading the register will take from now on, as they come."""
    memory, asked = database._memory, list[str]()

    def traced() -> sqlite3.Connection:
        connection = memory()
        connection.set_trace_callback(asked.append)
        return connection

    monkeypatch.setattr(database, "_memory", traced)
    return asked


def test_status_asks_the_register_as_much_for_forty_six_communes_as_for_three(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it at once, whatever the number of dossiers."""
    asked = asked_of_the_register(monkeypatch)
    made = project()
    found = []
    for count in (3, 46):
        numbered(made, count)
        asked.clear()
        status(made, StatusRequest(), Silence())
        found.append(len(asked))
    assert found[0] == found[1] > 0


def test_the_last_number_is_looked_for_once_a_build(project: MakeProject) -> None:
    """To look for it before each number would cost the square of the communes."""
    asked = numbered(project(), 46)
    assert sum("max(seq)" in statement for statement in asked) == 1


def test_what_is_asked_of_a_commune_looks_at_its_own_documents(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many others there are: the documents of the campaign are gone through once for all."""
    made = project()
    numbered(made, 46)
    found = read_standings(made.register, made.campaign.name)
    assert [found.convention(insee) for insee in found.numbered] == list(found.documents)

    def refused(*_: Any) -> tuple[Standing, ...]:
        raise AssertionError("all documents are gone through again")

    monkeypatch.setattr(Standings, "documents", property(refused), raising=False)
    for insee in found.numbered:
        assert (found.avenants(insee), found.pending(insee), found.document(insee, 1)) == ((), None, None)
        assert found.convention(insee) is not None


class Counted:
    """A function that counts how often it is called."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function, self.calls = function, 0

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Count a call."""
        self.calls += 1
        return self.function(*arguments, **options)


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str], Counted]:
    """Count the calls of what a module calls by a name."""

    def counted(module: Any, name: str) -> Counted:
        counting = Counted(getattr(module, name))
        monkeypatch.setattr(module, name, counting)
        return counting

    return counted


def test_a_dossier_is_held_against_its_like_alone(project: MakeProject, count: Callable[[Any, str], Counted]) -> None:
    """To see whether one takes the place of another: those of its SIREN or its name, not all of them."""
    made = project()
    numbered(made, 23)  # before the register kept rows; the others arrive
    held = count(movements, "_takes_place_of")
    assert len(moved(made)) == 23
    assert held.calls <= 46
    settle(made)
    held.calls = 0
    assert moved(made) == ()
    assert held.calls <= 46


def test_the_documents_of_a_number_are_found_by_it(small_built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """As each look at what is to be sent again does: those of the others are gone through once for all."""
    known = manifest.Manifest.read(small_built.manifest)
    assert known
    number = known.documents[0].number
    assert {one.kind for one in known.dossier(number)} >= {"convention", "planning", "deliberation", "pack"}
    monkeypatch.setattr(manifest.Manifest, "documents", property(lambda _: 1 / 0), raising=False)
    assert {one.number for one in known.dossier(number)} == {number}


def test_what_did_not_change_is_not_read_again(
    small_built: Project, count: Callable[[Any, str], Counted], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The data and the manifest, when the register alone changed; each again once its file did."""
    monkeypatch.setattr("generator.inputs.remembered.SETTLED", 0.0)  # as if the files were of yesterday
    rows, listed = count(communerows, "read_table"), count(manifest, "read_regular")

    def read() -> tuple[int, int]:
        rows.calls = listed.calls = 0
        status(small_built, StatusRequest(), Silence())
        return rows.calls, listed.calls

    assert read() == (1, 1)
    with open_register(small_built.register, writing=True) as connection, transaction(connection):
        write_note(connection, small_built.campaign.name, "59292", "à rappeler", aside=False)
    assert read() == (0, 0)
    os.utime(small_built.communes)
    assert read() == (1, 0)
    os.utime(small_built.manifest)
    assert read() == (0, 1)


def test_what_is_found_of_a_file_is_let_go_once_it_is_concluded(small_built: Project) -> None:
    """But of volumes: what is found of thousands of documents would stand in the memory until the last one is read."""
    known, held = manifest.Manifest.read(small_built.manifest), list[int]()
    assert known

    def found() -> int:
        return sum(isinstance(one, Found) for one in gc.get_objects())

    class Verifying(LocalWorkers):
        def imap(self, function: object, items: Iterable[Any], **_: object) -> Iterator[tuple[Any, Any]]:
            for item in items:
                yield item, Found(())
                held.append(found())

    with Verifying(1, go_on) as workers:
        paths = known.files()
        before, remembered = found(), Remembered(small_built.root / "none.json")
        verify_files(small_built.output, known, paths, workers, Clock(Silence()), remembered)
    assert len(held) == len(paths) > 10
    assert max(held) - before <= 3


def test_what_was_read_and_planned_is_let_go_before_it_is_verified(
    small_built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows and plans of thousands of communes, beside what is found of their files."""
    held, left = list[weakref.ref[object]](), list[object]()

    def made(prepared: Prepared, *others: Any) -> Any:
        held.extend(map(weakref.ref, (prepared.plan, prepared.plan.sources)))
        return making.make(prepared, *others)

    def verified(*asked: Any) -> Any:
        left.extend(one() for one in held)
        return making.verify(*asked)

    monkeypatch.setattr("generator.runs.making.build.make", made)
    monkeypatch.setattr("generator.runs.making.build.verify", verified)
    build.run(small_built, build.BuildRequest(engine="embedded"), Silence())
    assert left == [None, None]


def test_a_manifest_is_written_record_by_record(small_built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it was: dictionaries of all of them would take as much memory as the records of thousands."""
    known, before = manifest.Manifest.read(small_built.manifest), small_built.manifest.read_bytes()
    assert known
    monkeypatch.setattr(manifest, "asdict", lambda _: 1 / 0)
    known.write(small_built.manifest)
    assert small_built.manifest.read_bytes() == before


def test_titles_and_names_are_said_plainly_once(project: MakeProject, count: Callable[[Any, str], Counted]) -> None:
    """A row is known for no repeated line of titles by its first cell."""
    path, asked, calls = project().communes, count(layout, "column_name"), list[int]()
    rows = path.read_bytes().splitlines(keepends=True)
    for some in (rows[:37], rows):
        layout._sound.cache_clear()
        asked.calls = 0
        communerows.read_communes(path, b"".join(some))
        calls.append(asked.calls)
    assert 0 < calls[1] - calls[0] <= 5 * 10


def test_a_row_that_did_not_change_is_not_read_again(
    project: MakeProject, count: Callable[[Any, str], Counted]
) -> None:
    """One cell of 46 rows: a line is laid out again, and a commune read again, as if it were the only one."""
    path = project().communes
    lines, cells = count(layout, "_line"), count(communerows, "read_slot")
    data = path.read_bytes()

    def read(content: bytes) -> tuple[int, int]:
        lines.calls = cells.calls = 0
        communerows.read_communes(path, content)
        return lines.calls, cells.calls

    layout._sound.cache_clear()
    communerows._read_row.cache_clear()
    assert read(data) == (46, 46)
    assert read(data) == (0, 0)
    changed = data.replace(b"mairie@haveluy.fr", b"accueil@haveluy.fr")
    assert read(changed) == (1, 1)
    found = {one.nom: one.row["courriel"] for one in communerows.read_communes(path, changed).communes}
    assert found["Haveluy"] == "accueil@haveluy.fr"
    assert read(data) == (0, 0)


def test_what_a_row_has_wrong_is_told_each_time(project: MakeProject) -> None:
    """At its own line, wherever it stands, and twins are told, once, although each row is right by itself."""
    path = project().communes
    titles, first, second, *others = path.read_text("utf-8").splitlines()
    wrong = first.replace(first.split(";")[1], "123456789")
    for rows, told in (
        ([wrong, second], {(2, "siren")}),
        ([second, wrong], {(3, "siren")}),
        ([second, first, second], {(4, "insee")}),
        ([second, first], set()),
        ([wrong, second], {(2, "siren")}),
    ):
        found = communerows.read_communes(path, "\n".join([titles, *rows, *others]).encode())
        errors = {(one.line, one.column) for one in found.problems if one.level == "error"}
        assert errors == told


def test_public_holidays_are_looked_up_once_a_department(
    project: MakeProject, count: Callable[[Any, str], Counted]
) -> None:
    """Not for each commune of the calendar."""
    own_holidays._holidays.cache_clear()
    asked = count(holidays, "country_holidays")
    assert len(timetable(project(), TimetableRequest(), Silence()).residents) == 46
    assert asked.calls == 1
