"""What a run asks of the register and of its own lists does not grow with each commune."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from generator.inputs.campaign import Numbering
from generator.progress import Silence
from generator.project import Project
from generator.register import database
from generator.register.database import open_register, transaction
from generator.register.numbering import give_numbers
from generator.register.standings import Standing, Standings, read_standings
from generator.runs.status import StatusRequest
from generator.runs.status import run as status
from tests.conftest import MakeProject


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


def test_status_asks_the_register_as_much_for_forty_six_communes_as_for_three(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it at once, whatever the number of dossiers."""
    memory, asked = database._memory, list[str]()

    def traced() -> sqlite3.Connection:
        connection = memory()
        connection.set_trace_callback(asked.append)
        return connection

    monkeypatch.setattr(database, "_memory", traced)
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
