"""Where a request is at work: what day it is there."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Callable

from playwright.sync_api import Page, Response

from generator.locks import held
from generator.project import Project
from generator.register.database import open_register
from generator.register.journal import day_of, read_journal
from generator.web.desk import Desk, stamp
from generator.web.jobs import Job
from generator.web.settings import Serving
from tests.cases import cases
from tests.edits import replace
from tests.web.conftest import TODAY, Visitor, told
from tests.workers.clusters import wait_for


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
        wait_for(lambda: bool(job.said))
    work.join(30)
    assert job.said.startswith("En attente : ")
    assert job.state == "done"


def test_a_request_that_waits_is_told_to_its_browser(visit: Callable[[Project], Visitor], small_built: Project) -> None:
    """Whoever holds the register is named to the one who waits for it, as long as that one does; to nobody else."""
    visitor = visit(small_built)
    visitor.get("/dossiers/59292")
    stranger = visitor.client.application.test_client()
    stranger.get("/raccourcis")
    beside = visitor.client.application.test_client()
    for (_, _, name), cookie in (visitor.client._cookies or {}).items():  # the same browser, asking a second time
        beside.set_cookie(name, cookie.value, domain=cookie.domain)
    assert beside.get("/attente").status_code == 204

    def note() -> None:
        answers.append(visitor.post("/dossiers/59292/note", {"texte": "rappeler"}).status_code)

    answers: list[int] = []
    with held(small_built.register.parent, 1.0):
        work = threading.Thread(target=note)
        work.start()
        wait_for(lambda: beside.get("/attente").status_code == 200)
        asked = beside.get("/attente")
        assert stranger.get("/attente").status_code == 204
    work.join(30)
    assert re.match(r"En attente : .* n’a pas fini…", asked.text.replace("\u00a0", " "))
    assert answers == [200]
    assert beside.get("/attente").status_code == 204


#: What the page says of waiting outlives it: while it is left, nothing can be asked of it.
_WATCH = """() => {
  const box = document.getElementById("attente");
  new MutationObserver(() => { sessionStorage.told = `${box.checkVisibility()} ${box.textContent}`; })
    .observe(box, { childList: true, attributes: true });
}"""


def _tells(answer: Response) -> bool:
    """Tell whether the page was told what it waits for."""
    return answer.url.endswith("/attente") and answer.status == 200


def test_the_page_says_what_a_click_waits_for(browse: Callable[..., Page], small_built: Project) -> None:
    """In Chromium: two seconds after the click, above the page that is still there."""
    page = browse(small_built)
    page.goto(f"/{small_built.campaign.name}/dossiers/59292")
    page.evaluate(_WATCH)
    page.locator("textarea[name=texte]").fill("rappeler")
    with held(small_built.register.parent, 1.0), page.expect_response(_tells):
        page.locator("form:has(textarea[name=texte]) button").first.click(no_wait_after=True)
    page.get_by_role("heading", level=1).wait_for()
    assert page.evaluate("sessionStorage.told").startswith("true En attente")
    assert page.locator("#attente").is_hidden()


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


@cases("change", _disguised, _swapped, _deep)
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


def test_a_campaign_that_there_is_not_is_told_with_those_that_there_are(
    visit: Callable[[Project], Visitor], small_project: Project
) -> None:
    """An address typed or kept by a browser: nothing of the project's folders is shown."""
    answer = visit(small_project).client.get("/nexistepas/")
    shown = told(answer)
    assert answer.status_code == 404
    assert "Aucune campagne ne s’appelle « nexistepas » dans ce projet" in shown
    assert "emplates" not in shown
    assert f'href="/{small_project.campaign.name}/"' in answer.text
    lost = visit(small_project).get("/avenants/")
    assert lost.status_code == 404
    assert "Cette page n’existe pas" in told(lost)
    assert "Évaluer et modifier" in told(lost)


def test_only_what_was_to_write_says_that_nothing_was_written(
    visit: Callable[[Project], Visitor], small_built: Project
) -> None:
    """Screens and the examination of what a build would do read alone; the build itself is told apart."""
    replace(small_built.communes, "mairie@haveluy.fr", "mairie@haveluy")
    visitor = visit(small_built)
    for path in ("/", "/envois/", "/signer/", "/evaluer/"):
        shown = told(visitor.get(path))
        assert "1 erreur dans les données." in shown, path
        assert "rien n’a été écrit" not in shown, path
    foreseen = told(visitor.job("/fabrication/apercu", {}))
    assert "1 erreur dans les données" in foreseen
    assert "rien n’a été écrit" not in foreseen
    assert "1 erreur dans les données ; rien n’a été écrit." in told(visitor.job("/fabrication/", {}))


def test_a_name_that_was_pasted_is_a_name(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """What a copy from Word brings along, and nobody sees, is not of it."""
    visitor = visit(small_project)
    visitor.client.post("/qui", data={"jeton": visitor.token(), "nom": "Accueil\u00a0de\u200b la mai\u00adrie"})
    assert "Accueil de la mairie" in told(visitor.get("/"))


def test_the_pages_beside_the_screens_keep_the_menu(
    visit: Callable[[Project], Visitor], small_project: Project
) -> None:
    """Who changes names or shortcuts is still in a campaign; an address that names none has no menu, nor an error."""
    visitor = visit(small_project)
    screen = f"{visitor.start}/signer/?chercher=Haveluy"
    for path in ("/qui", "/raccourcis"):
        shown = visitor.client.get(path, query_string={"suite": screen}).text
        assert 'aria-label="Écrans"' in shown, path
        assert f'href="{visitor.start}/envois/"' in shown, path
        for goal in ("/", "", "/inconnue/", "//mediation-numerique/"):
            answer = visitor.client.get(path, query_string={"suite": goal})
            assert (answer.status_code, 'aria-label="Écrans"' in answer.text) == (200, False), goal
    nameless = visitor.client.application.test_client()
    assert 'aria-label="Écrans"' not in nameless.get("/qui", query_string={"suite": screen}).text
