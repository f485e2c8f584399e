"""Where a request is at work: what day it is there."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable

import pytest

from generator.locks import held
from generator.project import Project
from generator.register.database import open_register
from generator.register.journal import day_of, read_journal
from generator.web.desk import Desk, stamp
from generator.web.jobs import Job
from generator.web.settings import Serving
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


def test_a_job_says_what_it_waits_for(small_built: Project) -> None:
    """Who holds the register is told on the page of the job, as at a terminal."""
    job = Job("Noter", "Service", small_built.campaign.name, "registry.checked", writes=True)

    def note(_: object) -> None:
        with open_register(small_built.register, writing=True):
            pass

    with held(small_built.register.parent, 1.0):
        work = threading.Thread(target=job.run, args=(note,))
        work.start()
        for _ in range(100):
            if job.said:
                break
            job.wait(0.1)
    work.join(30)
    assert job.said.startswith("Cette commande attend que")
    assert job.state == "done"


def _disguised(project: Project) -> None:
    """Write other words of the same length, and give the file its former time back."""
    path = project.campaign / "campaign.toml"
    found, text = path.stat(), path.read_text("utf-8")
    path.write_text(text.replace("numérique", "numéraire", 1), "utf-8")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def _swapped(project: Project) -> None:
    """Put a copy in its place, as old and as long."""
    path = project.campaign / "planning.docx"
    shutil.copy2(path, path.with_suffix(".bak"))
    path.with_suffix(".bak").replace(path)


def _deep(project: Project) -> None:
    """Change what lies in a folder of the template's folder."""
    (project.campaign / "annexes" / "plan.pdf").write_bytes(b"%PDF-2")


@pytest.mark.parametrize("change", [_disguised, _swapped, _deep])
def test_what_was_read_is_read_again_whatever_hides_a_change(
    small_project: Project, change: Callable[[Project], None]
) -> None:
    """Same date and size, a copy in its place, a folder within the template's: each is noticed, and nothing else."""
    (small_project.campaign / "annexes").mkdir()
    (small_project.campaign / "annexes" / "plan.pdf").write_bytes(b"%PDF-1")
    kept, reads = Desk(Serving(small_project.root)), iter(range(9))
    assert [kept.kept("x", small_project, lambda: next(reads)) for _ in range(3)] == [0, 0, 0]
    before = stamp(small_project)
    change(small_project)
    assert stamp(small_project) != before
    assert kept.kept("x", small_project, lambda: next(reads)) == 1
    kept.jobs.close()
