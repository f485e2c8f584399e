"""Who may ask for a page: each defence with an attack on it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from flask import Flask
from playwright.sync_api import Page, expect

from generator.project import Project
from generator.web.application import create_app
from generator.web.entrance import hash_of
from generator.web.safety import guard
from generator.web.settings import Serving
from tests.cases import cases
from tests.web.conftest import Visitor, hidden, told

Visit = Callable[[Project], Visitor]


def test_a_name_that_is_not_this_machine_s_is_refused(visit: Visit, small_project: Project) -> None:
    """DNS rebinding: another site's name that points here gets nothing, not even the EPCI's name."""
    answer = visit(small_project).get("/", headers={"Host": "pirate.example:8046"})
    assert answer.status_code == 409
    assert "La Porte du Hainaut" not in answer.text


@cases("headers", {"Origin": "http://pirate.example"}, {"Sec-Fetch-Site": "cross-site"})
def test_a_form_of_another_site_is_refused(visit: Visit, small_project: Project, headers: dict[str, str]) -> None:
    """A form that another site sends does nothing, even if it knew the token."""
    visitor = visit(small_project)
    with visitor.client.session_transaction() as session:
        session["jeton"] = "connu"
    answer = visitor.client.post("/qui", data={"jeton": "connu", "nom": "Pirate"}, headers=headers)
    assert answer.status_code == 409


def test_a_form_without_its_token_is_refused(visit: Visit, small_project: Project) -> None:
    """A form without the token of this session does nothing."""
    answer = visit(small_project).client.post("/qui", data={"nom": "Pirate"})
    assert answer.status_code == 409
    assert "rien n’a été fait" in told(answer)


def test_a_form_is_sent_again_after_a_restart(visit: Visit, small_project: Project) -> None:
    """What was typed comes back with the token of the new session, if the browser says that the form is ours."""
    visitor = visit(small_project)
    stale = {"jeton": "d’avant", "nom": "Service « juridique »", "suite": "/"}
    answer = visitor.client.post("/qui", data=stale, headers={"Origin": "http://localhost"})
    assert answer.status_code == 409
    assert "gardé dans cette page" in told(answer)
    kept = hidden(answer)
    assert kept == {"nom": stale["nom"], "suite": "/"}
    assert visitor.client.post("/qui", data={**kept, "jeton": visitor.token()}).headers["Location"] == "/"


def test_files_are_chosen_again_after_a_restart(visit: Visit, small_project: Project) -> None:
    """A page cannot choose them in somebody's place."""
    stale = {"jeton": "d’avant", "fichier": (BytesIO(b"a"), "a.pdf")}
    answer = visit(small_project).client.post("/qui", data=stale, headers={"Origin": "http://localhost"})
    assert answer.status_code == 409
    assert "rechargez-la" in told(answer)
    assert "Envoyer de nouveau" not in answer.text


def test_the_way_back_stays_on_this_server(visit: Visit, small_project: Project) -> None:
    """The name's form sends nobody to another site."""
    visitor = visit(small_project)
    for goal in ("https://pirate.example/", "//pirate.example", "/\\pirate.example"):
        data = {"jeton": visitor.token(), "nom": "Service", "suite": goal}
        answer = visitor.client.post("/qui", data=data)
        assert answer.headers["Location"] == "/"


def test_no_file_outside_the_manifest_is_handed_out(visit: Visit, small_project: Project) -> None:
    """Downloads are of files that the manifest names, whatever the path."""
    visitor = visit(small_project)
    for path in ("../../communes.csv", "..%2F..%2Fcommunes.csv", "manifest.json", "/etc/passwd"):
        assert visitor.get(f"/fichiers/{path}").status_code == 404


def test_the_pages_of_two_projects_keep_their_sessions_apart(tmp_path: Path) -> None:
    """A browser sends its cookies to every port of the machine: theirs have not the same name."""
    names = set()
    for folder in ("a", "b", "a"):
        app = Flask("page")
        guard(app, Serving(tmp_path / folder))
        names.add(app.config["SESSION_COOKIE_NAME"])
    assert len(names) == 2


def test_a_browser_goes_back_to_what_answered_a_form(browse: Callable[..., Page], small_project: Project) -> None:
    """Though a cookie changed since; where somebody has to leave, no page is kept."""
    page = browse(small_project)
    page.goto("/qui")
    page.get_by_label("Votre nom").fill(" ")
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_text("Écrivez un nom.")).to_be_visible()
    page.context.add_cookies([{"name": "raccourcis", "value": "non", "url": page.url}])
    page.goto("/raccourcis")
    page.go_back()
    expect(page.get_by_text("Écrivez un nom.")).to_be_visible()
    guarded = create_app(Serving(small_project.root, password=hash_of("secret"))).test_client()
    assert guarded.post("/entrer").headers["Cache-Control"] == "no-store"
