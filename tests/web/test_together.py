"""Several clerks at once: what one does, the others see, and nothing of one is lost in what another writes."""

from __future__ import annotations

import threading
from collections.abc import Callable

from generator.project import Project
from generator.web.desk import CLERK
from tests.runs.test_readings import ACT
from tests.web.conftest import Visitor, told

Visit = Callable[[Project], Visitor]


def colleague(visitor: Visitor) -> Visitor:
    """Return somebody else before the same server."""
    client = visitor.client.application.test_client()
    client.set_cookie(CLERK, "Accueil")
    return Visitor(client, visitor.start)


def test_a_record_is_seen_by_who_reads_next(visit: Visit, small_project: Project) -> None:
    """On the screens that were open before: nothing of what is remembered is older than the register."""
    first = visit(small_project)
    second = colleague(first)
    assert "à rappeler" not in told(second.get("/dossiers/59292/"))
    first.post("/dossiers/59292/note", {"texte": "à rappeler", "lue": "0"})
    assert "à rappeler" in told(second.get("/dossiers/59292/"))
    refused = told(second.post("/dossiers/59292/note", {"texte": "déjà appelée", "lue": "0"}))
    assert "à rappeler" in refused
    assert "déjà appelée" in refused
    assert "déjà appelée" not in told(first.get("/dossiers/59292/"))


def test_a_job_is_seen_stopped_and_waited_for_by_another(visit: Visit, small_project: Project) -> None:
    """Its title and who began it stand on every screen; the second clerk may stop it, and finds its end."""
    first = visit(small_project)
    second, begun, go_on = colleague(first), threading.Event(), threading.Event()
    jobs = first.client.application.extensions["desk"].jobs

    def work(progress: object) -> None:
        begun.set()
        assert go_on.wait(30)
        progress.check()  # type: ignore[attr-defined]  # what every run does between documents

    job = jobs.start("Fabrication", "Service juridique", small_project.campaign.name, "making.result", work)
    assert begun.wait(30)
    assert "Fabrication" in told(second.get("/"))
    shown = told(second.get(f"/travaux/{job.key}"))
    assert "Service juridique" in shown
    second.post(f"/travaux/{job.key}/arret")
    go_on.set()
    assert job.wait(30)
    for one in (first, second):
        assert "Arrêté à votre demande" in told(one.get(f"/travaux/{job.key}"))


def test_a_batch_is_read_though_its_browser_closed(visit: Visit, small_built: Project) -> None:
    """Whoever opens Retours finds what was read, and beside it the file that failed."""
    first = visit(small_built)
    small_built.returns.mkdir(exist_ok=True)
    text = ACT.read_text(encoding="utf-8")
    for rank in range(5):
        (small_built.returns / f"{rank:02}.txt").write_text(f"{text}\n{rank}\n", encoding="utf-8")
    (small_built.returns / "02.txt").write_bytes(b"\x00\xff" * 200)
    second = colleague(first)
    assert first.post("/retours/lire", follow=False).status_code == 303
    first.client.delete_cookie("session")  # the window is closed; nobody asks for the progress
    (job,) = first.client.application.extensions["desk"].jobs.newest
    assert job.wait(120)
    assert [bool(one.failure) for one in job.report.readings] == [rank == 2 for rank in range(5)]
    shown = told(second.get("/retours/"))
    assert shown.count("Haveluy, n° 2025-02-10") == 4
    assert all(f"{rank:02}.txt" in shown for rank in range(5))
