"""Several clerks at once: what one does, the others see, and nothing of one is lost in what another writes."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from flask import render_template
from playwright.sync_api import Page, expect

from generator.project import Project
from generator.register.standings import read_standings
from generator.web.desk import CLERK
from tests.runs.receiving.test_readings import ACT
from tests.web.clerks import Clerk
from tests.web.conftest import PATIENT, Visitor, beside, hidden, told

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
        assert go_on.wait(PATIENT)
        progress.check()  # type: ignore[attr-defined]  # what every run does between documents

    job = jobs.start("Fabrication", "Service juridique", small_project.campaign.name, "making.result", work)
    assert begun.wait(PATIENT)
    assert "Fabrication" in told(second.get("/"))
    shown = told(second.get(f"/travaux/{job.key}"))
    assert "Service juridique" in shown
    second.post(f"/travaux/{job.key}/arret")
    go_on.set()
    assert job.wait(PATIENT)
    for one in (first, second):
        assert "Arrêté à votre demande" in told(one.get(f"/travaux/{job.key}"))


def test_a_job_that_ends_while_its_page_is_made_is_followed(
    visit: Visit, small_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page still leads on; the next one goes to the result, and a stop that comes too late changes nothing."""
    visitor, go_on = visit(small_project), threading.Event()
    jobs = visitor.client.application.extensions["desk"].jobs
    job = jobs.start(
        "Fabrication", "Accueil", small_project.campaign.name, "making.result", lambda _: go_on.wait(PATIENT)
    )

    def ended(name: str, **shown: object) -> str:
        go_on.set()
        assert job.wait(PATIENT)
        return render_template(name, **shown)

    monkeypatch.setattr("generator.web.screens.jobs.render_template", ended)
    assert "Actualiser" in told(visitor.get(f"/travaux/{job.key}"))
    job.stop()
    answer = visitor.client.get(f"{visitor.start}/travaux/{job.key}")
    assert answer.location.endswith(f"/fabrication/resultat/{job.key}")


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
    assert job.wait(PATIENT)
    assert [bool(one.failure) for one in job.report.readings] == [rank == 2 for rank in range(5)]
    shown = told(second.get("/retours/"))
    assert shown.count("Haveluy, n° 2025-02-10") == 4
    assert all(f"{rank:02}.txt" in shown for rank in range(5))


def test_two_browsers_see_each_other_s_writes(browse: Callable[..., Page], small_built: Project) -> None:
    """A cell, a mail that left and a note of one are told to the other, both versions shown; nothing is overwritten."""
    one = Clerk(browse(small_built))
    other = Clerk(beside(one.page))
    sheet = f"{one.page.url}donnees/?groupe=mairie"
    both = (one, other)

    for clerk in both:
        clerk.page.goto(sheet)
    one.write(one.page.get_by_label("Courriel, Haveluy"), "accueil@haveluy.fr")
    one.save()
    expect(one.page.get_by_text("Enregistré dans communes.csv : Haveluy.")).to_be_visible()
    other.write(other.page.get_by_label("Courriel, Haveluy"), "secretariat@haveluy.fr")
    other.write(other.page.get_by_label("Téléphone, La Sentinelle"), "03 27 00 00 00")
    other.page.route("**/donnees/", lambda route: route.fulfill(response=route.fetch(), status=200))  # no complaint
    other.save()
    told_of = other.page.get_by_role("alert")
    expect(told_of).to_contain_text("Quelqu’un a changé ces cellules entre-temps : rien n’a été écrit.")
    expect(told_of).to_contain_text("mairie@haveluy.fr")
    expect(told_of).to_contain_text("accueil@haveluy.fr")
    expect(told_of).to_contain_text("secretariat@haveluy.fr")
    assert "accueil@haveluy.fr" in small_built.communes.read_text(encoding="utf-8")
    other.page.goto(sheet)
    expect(other.page.get_by_label("Courriel, Haveluy")).to_have_value("accueil@haveluy.fr")
    one.write(one.page.get_by_label("Courriel, Haveluy"), "mairie@haveluy.fr")
    one.save()
    expect(one.page.get_by_text("Enregistré dans communes.csv : Haveluy.")).to_be_visible()
    other.write(other.page.get_by_label("Téléphone, La Sentinelle"), "03 27 00 00 00")
    other.save()
    expect(other.page.get_by_text("Enregistré dans communes.csv : La Sentinelle.")).to_be_visible()
    expect(other.page.get_by_label("Courriel, Haveluy")).to_have_value("mairie@haveluy.fr")

    one.go("Envois")
    one.tick(one.page.get_by_label("La Sentinelle", exact=True))
    one.press(one.page.get_by_role("button", name="Préparer les brouillons cochés"))
    one.sees("1 brouillon préparé")
    for clerk in both:
        clerk.go("Envois")
        clerk.tick(clerk.page.get_by_label("La Sentinelle", exact=True))
        clerk.press(clerk.page.get_by_role("button", name="Marquer comme envoyés…"))
    one.press(one.page.get_by_role("button", name=re.compile("^Marquer comme envoyé")))
    expect(one.page.get_by_role("heading", name="Notés aujourd’hui")).to_be_visible()
    other.page.route("**/envois/partis", lambda route: route.fulfill(response=route.fetch(), status=200))
    other.press(other.page.get_by_role("button", name=re.compile("^Marquer comme envoyé")))
    expect(other.page.get_by_role("alert")).to_contain_text("envoyé le 26 novembre 2026, et rien n’est préparé depuis")
    sent = read_standings(small_built.register, small_built.campaign.name).convention("59564")
    assert sent
    assert len(sent.mailings) == 1

    for clerk in both:
        clerk.find("Haveluy")
    for clerk, text in zip(both, ("à rappeler lundi", "a rappelé"), strict=True):
        clerk.write(clerk.page.get_by_label("Note", exact=True), text)
        clerk.press(clerk.page.get_by_role("button", name="Enregistrer la note"))
    expect(other.page.get_by_role("alert")).to_contain_text("à rappeler lundi")
    expect(other.page.get_by_label("Note", exact=True)).to_have_value("a rappelé")
    one.find("Haveluy")
    expect(one.page.get_by_label("Note", exact=True)).to_have_value("à rappeler lundi")


def test_a_batch_outlives_its_window(browse: Callable[..., Page], small_built: Project, tmp_path: Path) -> None:
    """Twelve files: one is refused, another damaged; the window is closed, and a second one finds them all read."""
    one = Clerk(browse(small_built))
    other = Clerk(beside(one.page))
    text = ACT.read_text(encoding="utf-8")
    files = [tmp_path / f"{rank:03}.txt" for rank in range(12)]
    for rank, file in enumerate(files):
        file.write_text(f"{text}\n{rank}\n", encoding="utf-8")
    files[3].write_bytes(b"\0\xff" * 200)
    files[4] = files[4].replace(files[4].with_suffix(".docx"))
    files[4].write_bytes(b"PK\3\4" + b"\xff" * 400)
    one.go("Retours")
    one.page.get_by_label(re.compile("Déposez ici les délibérations")).set_input_files(files)
    one.press(one.page.get_by_role("button", name="Déposer et lire"))
    one.sees("Lire 11 fichiers revenus")
    expect(one.page.get_by_role("status").first).to_contain_text("1 fichier n’a pas été gardé : 003.txt : ce n’est ni")
    one.page.close()
    other.page.goto("/")
    other.go("Retours")
    read = other.page.get_by_role("link", name="Haveluy, n° 2025-02-10")
    for _ in range(240):
        if read.count() == 10:
            break
        other.page.wait_for_timeout(500)
        other.page.reload()
    expect(read).to_have_count(10)
    expect(other.page.get_by_role("row", name=re.compile("^004"))).to_contain_text("illisible")


def test_settings_that_two_clerks_change_are_both_kept(visit: Visit, small_project: Project) -> None:
    """Each writes what they changed; where both changed the same one, the second sees both and loses nothing."""
    visitor, address = visit(small_project), "/modeles/reglages"
    seen = hidden(visitor.get(address))
    form = dict(
        re.findall(r'<input id="c-[^"]*" name="([^"]+)" type="text" value="([^"]*)"', visitor.get(address).text)
    )
    shown = seen | {name: unescape(value) for name, value in form.items()}
    assert "enregistré" in told(visitor.post(address, shown | {"epci.siege": "Place de la Mairie"}))
    assert "enregistré" in told(visitor.post(address, shown | {"convention.originaux": "3"}))
    both = visitor.post(address, shown | {"epci.siege": "Place du Marché", "convention.fait_a": "Denain"})
    assert "Quelqu’un a écrit « Place de la Mairie » entre-temps" in told(both)
    assert 'value="Place du Marché"' in both.text
    assert 'value="Denain"' in both.text
    again = shown | hidden(both) | {"epci.siege": "Place du Marché", "convention.fait_a": "Denain"}
    again["convention.originaux"] = "3"
    assert "enregistré" in told(visitor.post(address, again))
    text = (small_project.campaign / "campaign.toml").read_text(encoding="utf-8")
    assert {'siege = "Place du Marché"', 'fait_a = "Denain"', "originaux = 3"} <= set(text.splitlines())


def test_representatives_that_two_clerks_write_are_both_kept(visit: Visit, small_project: Project) -> None:
    """Each added one; the one that was removed meanwhile is not written over another, and what was typed is there."""
    visitor, address = visit(small_project), "/modeles/representants"
    form = hidden(visitor.get(address)) | {"civilite": "Madame", "titre": "Vice-présidente", "debut": "100426"}
    first = form | {"prenom": "Anne-Lise", "nom": "DUFOUR-TONINI", "communes": "Haveluy"}
    second = first | {"titre": "Conseillère déléguée", "communes": "59564"}
    for one in (first, second):
        assert "sont enregistrés" in told(visitor.post(address, one))
    mine = hidden(visitor.get(f"{address}?rang=0")) | first
    mine["vu"] = hidden(visitor.get(f"{address}?rang=0"))["vu"]
    assert "sont enregistrés" in told(visitor.post(address, mine | {"geste": "retirer"}))
    late = visitor.post(address, mine | {"titre": "Première vice-présidente"})
    assert "Quelqu’un a changé ou retiré cette personne entre-temps" in told(late)
    assert "Première vice-présidente" in late.text
    text = (small_project.campaign / "campaign.toml").read_text(encoding="utf-8")
    assert text.count('nom = "DUFOUR-TONINI"') == 1
    assert 'titre = "Conseillère déléguée"' in text


def test_a_commune_is_added_once(visit: Visit, small_project: Project) -> None:
    """Whoever adds it after somebody else, or after the Back button, is told; what they typed is still there."""
    visitor, address = visit(small_project), "/donnees/nouvelle"
    row = {"n-insee": "59999", "n-nom": "Nouvelle", "n-adresse_mairie": "Ici"}
    assert "Enregistré dans communes.csv : Nouvelle" in told(visitor.post(address, row))
    twice = visitor.post(address, row)
    assert "Nouvelle est déjà dans communes.csv, ligne" in told(twice)
    assert 'value="Ici"' in twice.text
    assert small_project.communes.read_text(encoding="utf-8-sig").count("59999") == 1
