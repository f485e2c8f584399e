"""Where a request is at work: what day it is there."""

from __future__ import annotations

from collections.abc import Callable

from generator.project import Project
from generator.register.database import open_register
from generator.register.journal import day_of, read_journal
from tests.web.conftest import TODAY, Visitor, told


def test_all_that_a_page_records_goes_by_its_clock(visit: Callable[[Project], Visitor], small_built: Project) -> None:
    """A form and a job alike, and what the page says of it; the machine has another day."""
    visitor = visit(small_built)
    visitor.job("/envois/preparer", {"toutes": "oui"})
    visitor.post("/dossiers/59292/note", {"texte": "rappeler le secrétariat"})
    with open_register(small_built.register) as connection:
        events = read_journal(connection, small_built.campaign.name)
    days = {one.what: day_of(one.happened_at) for one in events}
    assert days["prepared"] == days["note written"] == TODAY
    assert f"{TODAY:%d/%m/%Y}" in told(visitor.get("/registre/"))
