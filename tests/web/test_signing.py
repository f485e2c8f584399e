"""Signer: what is to be signed, restated, recorded and taken back."""

from __future__ import annotations

import dataclasses
import datetime
import io
import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.progress import Silence
from generator.project import Project, open_project
from generator.register.database import open_register
from generator.register.deliberations import record_act
from generator.register.originals import Source
from generator.register.standings import read_standings
from generator.runs.receiving import withdraw
from tests.annexes import untagged
from tests.cases import cases
from tests.delivery.letters import ACT
from tests.register.conftest import SITTING
from tests.runs.conftest import run, small_once
from tests.runs.life.test_signed import vote
from tests.web.clerks import Clerk
from tests.web.conftest import Visitor, beside, hidden, shown, told, violations
from tests.web.lives import standing

Visit = Callable[[Project], Visitor]
DAYS = {"date": "120525", "notifiee": "19.05.2025"}
HAVELUY = "59292-0"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Project:
    """Make a project in which Haveluy and, later, La Sentinelle have voted, and whose two dossiers are complete."""
    built = small_once(tmp_path_factory, worker_id)
    project = open_project(shutil.copytree(built.project.root, tmp_path_factory.mktemp("complet") / "projet"))
    vote(project)
    late = datetime.date(2025, 5, 20)
    act = dataclasses.replace(ACT, siren="215905647", number="2025-31", sent_on=late, received_on=late)
    with open_register(project.register, writing=True) as connection:
        number = numbers(project)["59564"]
        record_act(connection, project.register, number, act, SITTING, Source("d.txt", b"y"), replace=False)
    run(project)
    return project


def numbers(project: Project) -> dict[str, str]:
    """Return the numbers of the conventions by INSEE code."""
    return {one.insee: one.number for one in read_standings(project.register, project.campaign.name).documents}


@pytest.fixture
def complete(once: Project, tmp_path: Path) -> Project:
    """Return a copy of it, which a test may change."""
    return open_project(shutil.copytree(once.root, tmp_path / "projet"))


def seal(text: str, key: str = HAVELUY) -> dict[str, str]:
    """Return the seal of what a sheet shows of a document, as its form sends it back."""
    found = re.search(rf'name="vu-{key}" value="([0-9a-f]{{64}})"', text)
    assert found
    return {f"vu-{key}": found[1]}


def sign(visitor: Visitor) -> str:
    """Sign Haveluy's convention as a clerk does, and return what is told."""
    sheet = visitor.post("/signer/fiche", {"acte": HAVELUY, **DAYS})
    return told(visitor.job("/signer/fiche", {"acte": HAVELUY, **DAYS, **seal(sheet.text)}))


def test_only_complete_dossiers_are_to_be_signed(visit: Visit, complete: Project) -> None:
    """Haveluy has voted; the others are not in the list."""
    page = told(visit(complete).get("/signer/"))
    assert "Haveluy" in page
    assert "2025-02-10 du 02/04/2025" in page
    assert "Hélesmes" not in page


def test_the_list_says_what_a_signature_of_today_would_meet(visit: Visit, complete: Project) -> None:
    """What refuses it, what is only to be known, with its article; nothing where nothing is in its way."""
    page = told(visit(complete).get("/signer/"))
    assert "✘ signature refusée : signature du 26 novembre 2026, après le terme du 30 juin 2026" in page
    text = (complete.campaign / "campaign.toml").read_text("utf-8").replace("2026-06-30", "2027-06-30")
    (complete.campaign / "campaign.toml").write_text(text, "utf-8")
    page = told(visit(complete).get("/signer/"))
    assert "refusée" not in page
    assert "⚠ on ne connaît pas la date de publication de la délibération" in page
    assert "(CGCT, art. L. 2131-1)" in page


def test_a_signature_is_restated_then_recorded(visit: Visit, complete: Project) -> None:
    """Nothing is recorded before the sheet, which says the sentence, the checks and the commune on its button."""
    visitor = visit(complete)
    assert "avec Monsieur Jean-Paul RYCKELYNCK" in told(visitor.get(f"/signer/acte/{HAVELUY}"))
    assert "Écrivez la date de signature" in told(visitor.post("/signer/fiche", {"acte": HAVELUY}))
    sheet = told(visitor.post("/signer/fiche", {"acte": HAVELUY, **DAYS}))
    assert "signée par les deux parties le 12 mai 2025, et notifiée le 19 mai 2025" in sheet
    assert "le terme n’est pas passé" in sheet
    assert "Enregistrer la signature d’Haveluy" in sheet
    assert standing(complete).state == "complete"
    assert "signée par les deux parties le 12 mai 2025" in sign(visitor)
    assert standing(complete).state == "signed"


def test_what_is_recorded_twice_is_refused_and_says_so_first(visit: Visit, complete: Project) -> None:
    """Somebody comes back to the sheet and presses its button again: no title says that something was recorded."""
    visitor = visit(complete)
    sheet = visitor.post("/signer/fiche", {"acte": HAVELUY, **DAYS})
    agreed = {"acte": HAVELUY, **DAYS, **seal(sheet.text)}
    assert told(visitor.job("/signer/fiche", agreed)).startswith("Ce qui a été enregistré · ")
    again = told(visitor.job("/signer/fiche", agreed))
    assert again.startswith("Rien n’a été enregistré · ")
    assert "déjà signé le 12 mai 2025" in again
    assert "rang" not in again


def test_what_the_law_refuses_is_refused_before_the_sheet(visit: Visit, complete: Project) -> None:
    """A signature before the transmission of the deliberation gets no button."""
    answer = visit(complete).post("/signer/fiche", {"acte": HAVELUY, "date": "01/04/2025"})
    assert told(answer).startswith("Rien ne peut être enregistré · ")
    assert "refusé" in told(answer)
    assert "avant la délibération" in told(answer)
    assert "Enregistrer la signature" not in told(answer)


def test_what_was_refused_is_corrected_in_the_form_as_it_was(visit: Visit, complete: Project) -> None:
    """The days that were typed, and the scan that was handed in, are there; so they are beside a day that is none."""
    visitor = visit(complete)
    form = {"acte": HAVELUY, "date": "01/04/2025", "notifiee": "2/4/2025"}
    refused = visitor.post("/signer/fiche", {**form, "depot": (io.BytesIO(untagged()), "acte.pdf")})
    assert 'name="corriger"' in refused.text
    (key,) = re.findall(r'name="scan" value="([\w-]+)"', refused.text)
    for again in (
        visitor.post("/signer/fiche", {**form, "scan": key, "corriger": "oui"}),
        visitor.post("/signer/fiche", {**form, "scan": key, "notifiee": "demain"}),
    ):
        assert 'value="01/04/2025"' in again.text
        assert f'name="scan" value="{key}"' in again.text
        assert "Déjà reçu : acte.pdf." in told(again)
    assert "Scan déposé : acte.pdf." in told(refused)
    assert re.search(rf'<input type="checkbox" name="scan" value="{key}" checked', again.text)
    assert standing(complete).state == "complete"


def test_a_file_of_the_output_that_is_gone_is_told_where_it_is_looked_at(visit: Visit, complete: Project) -> None:
    """By its own name, with the way to a build; a signature is refused for it, and not for its DOCX."""
    visitor, number = visit(complete), numbers(complete)["59292"]
    (pdf,) = complete.output.glob(f"*/{number}-convention.pdf")
    pdf.unlink()
    path = pdf.relative_to(complete.output).as_posix()
    gone = visitor.get(f"/fichiers/{path}")
    assert f"{path} : ce fichier n’est plus dans output/" in told(gone)
    assert "Ouvrir Fabrication" in told(gone)
    refused = told(visitor.post("/signer/fiche", {"acte": HAVELUY, **DAYS}))
    assert f"{path} : fichier absent ou modifié" in refused
    assert "-convention.docx" not in refused


@cases("typed", "31/02/2025", "12525", "demain")
def test_a_day_that_is_none_comes_back_with_its_field(visit: Visit, complete: Project, typed: str) -> None:
    """The form is shown again, with what was typed."""
    answer = visit(complete).post("/signer/fiche", {"acte": HAVELUY, "date": typed})
    assert "n’est pas compris" in told(answer)
    assert f'value="{typed}"' in answer.text


def test_a_scan_is_kept_with_the_dossier(visit: Visit, complete: Project) -> None:
    """What was handed in with the form is kept once the sheet is agreed to; what is no scan is refused."""
    visitor = visit(complete)
    form = {"acte": HAVELUY, **DAYS}
    bad = visitor.post("/signer/fiche", {**form, "depot": (io.BytesIO(b"insee;siren"), "communes.csv")})
    assert "communes.csv : ce n’est ni un PDF, ni une image, ni une signature électronique" in told(bad)
    again = visitor.post("/signer/fiche", {**hidden(bad), "corriger": "oui"})
    assert all(f'value="{day}"' in again.text for day in DAYS.values())
    sheet = visitor.post("/signer/fiche", {**form, "depot": (io.BytesIO(untagged()), "../../scan.pdf")})
    (key,) = re.findall(r'name="scan" value="([\w-]+)"', sheet.text)
    visitor.job("/signer/fiche", {**form, **seal(sheet.text), "scan": key})
    signature = standing(complete).signature
    assert signature
    assert [one.path for one in signature.files if one.role == "scan"] == ["scan.pdf"]
    assert visitor.post("/signer/fiche", {**form, "scan": "../../etc"}).status_code == 400


def test_each_of_several_is_signed_in_turn(visit: Visit, complete: Project) -> None:
    """One sheet names all; one that is refused keeps the other from nothing."""
    visitor = visit(complete)
    sheet = told(visitor.post("/signer/fiche", {"acte": [HAVELUY, "59297-0", "59292-3"], **DAYS}))
    assert "Hélesmes : refusé" in sheet
    assert "Haveluy : l’avenant n° 3 n’existe plus : refusé" in sheet
    assert "Enregistrer la signature d’Haveluy" in sheet
    assert "rien n’a été enregistré" in told(visitor.post("/signer/fiche", {"acte": "59292-3", **DAYS}))
    assert "n’est pas à signer (« projet »)" in told(visitor.get("/signer/acte/59297-0"))
    assert "Haveluy" in sign(visitor)


def test_one_that_changed_since_the_sheet_was_seen_loses_no_other(visit: Visit, complete: Project) -> None:
    """Its deliberation was withdrawn meanwhile: it is refused with its reason, the other is recorded."""
    visitor, other, days = visit(complete), "59564-0", {"date": "26/05/2025"}
    sheet = visitor.post("/signer/fiche", {"acte": [HAVELUY, other], **days})
    withdraw.run(complete, withdraw.WithdrawRequest("59564", "rapportée"), Silence())
    both = {**seal(sheet.text), **seal(sheet.text, other)}
    done = told(visitor.job("/signer/fiche", {"acte": [HAVELUY, other], **days, **both}))
    assert "signée par les deux parties le 26 mai 2025" in done
    assert "La Sentinelle Refusé :" in done
    assert standing(complete).state == "signed"


def test_of_several_one_that_is_refused_is_left_and_the_others_are_recorded(visit: Visit, complete: Project) -> None:
    """One date, one sheet: who cannot sign on that day is told apart, and nothing of it is written."""
    visitor, other = visit(complete), "59564-0"
    sheet = visitor.post("/signer/fiche", {"acte": [HAVELUY, other], **DAYS})
    page = told(sheet)
    assert "La Sentinelle : refusé" in page
    assert "avant la transmission de la délibération au préfet, le 20 mai 2025" in page
    assert "Ce qui suit s’enregistre sans La Sentinelle, dont rien ne sera écrit" in page
    assert f"vu-{other}" not in sheet.text
    done = told(visitor.job("/signer/fiche", {"acte": [HAVELUY, other], **DAYS, **seal(sheet.text)}))
    assert "signée par les deux parties le 12 mai 2025" in done
    found = read_standings(complete.register, complete.campaign.name)
    assert [(one.insee, one.state) for one in found.documents if one.state in ("signed", "complete")] == [
        ("59292", "signed"),
        ("59564", "complete"),
    ]


def test_an_unknown_publication_is_added_in_place(visit: Visit, complete: Project) -> None:
    """Restated, recorded, and the dossier made again with it: it waits for its signature, and the remark is gone."""
    visitor = visit(complete)
    form = f"/signer/acte/{HAVELUY}"
    assert "Publication de la délibération inconnue" in told(visitor.get(form))
    asked = {"acte": HAVELUY, "publiee": "80425"}
    assert "n’est pas compris" in told(visitor.post("/signer/publication", asked))
    early = visitor.post("/signer/publication", {**asked, "publiee": "01/04/2025"})
    assert (early.status_code, "publication : 1er avril 2025, avant : séance" in told(early)) == (409, True)
    asked["publiee"] = "080425"
    sheet = visitor.post("/signer/publication", asked)
    assert "la délibération n° 2025-02-10 a été publiée le 8 avril 2025" in told(sheet)
    assert "Enregistrer la publication de la délibération d’Haveluy" in told(sheet)
    act = standing(complete).act
    assert act
    assert act.act.published_on is None
    found = re.search(r'name="vu" value="([0-9a-f]{64})"', sheet.text)
    assert found
    done = told(visitor.job("/signer/publication", {**asked, "vu": found[1]}))
    assert "La publication de la délibération est enregistrée." in done
    assert "Publication de la délibération inconnue" not in done
    assert standing(complete).state == "complete"
    assert visitor.post("/signer/publication", asked).status_code == 409
    dossier = told(visitor.get("/dossiers/59292/"))
    assert "publiée le 08/04/2025" in dossier
    assert "transmis 07/04/2025 publié 08/04/2025" in dossier
    sheet = visitor.post("/signer/fiche", {"acte": HAVELUY, **DAYS})
    assert "✔ la commune a signé après la transmission de la délibération" in told(sheet)
    assert "✔ la délibération est publiée ✔ elle était exécutoire quand la commune a signé" in told(sheet)


def test_a_signature_recorded_by_mistake_is_undone_with_its_reason(visit: Visit, complete: Project) -> None:
    """Until midnight, after a sheet too, and never without a reason."""
    visitor = visit(complete)
    sign(visitor)
    assert "Enregistrée par erreur" in told(visitor.get(f"/signer/acte/{HAVELUY}"))
    assert "Dites pourquoi" in told(visitor.post("/signer/fiche", {"acte": HAVELUY, "pourquoi": "\u00a0\u200b"}))
    form = {"acte": HAVELUY, "pourquoi": "mauvaise commune"}
    sheet = visitor.post("/signer/fiche", form)
    assert "Annuler la signature d’Haveluy" in told(sheet)
    assert standing(complete).state == "signed"
    visitor.job("/signer/fiche", {**form, **seal(sheet.text)})
    assert standing(complete).state == "complete"


def test_dates_are_corrected(visit: Visit, complete: Project) -> None:
    """The form of a signed dossier holds its days; another one is restated and recorded."""
    visitor = visit(complete)
    sign(visitor)
    assert 'value="19/05/2025"' in visitor.get(f"/signer/acte/{HAVELUY}").text
    form = {"acte": HAVELUY, "commune": "12/05/2025", "epci": "13/05/2025", "notifiee": "19/05/2025"}
    sheet = visitor.post("/signer/fiche", form)
    assert "Corriger les dates d’Haveluy" in told(sheet)
    visitor.job("/signer/fiche", {**form, **seal(sheet.text)})
    signature = standing(complete).signature
    assert signature
    assert signature.dates.epci.day == 13


def test_the_list_is_narrowed_and_so_is_what_is_printed(visit: Visit, complete: Project) -> None:
    """A name, a code or a number; without a tick, the originals are those of the list as it is shown."""
    visitor = visit(complete)
    whole, one = told(visitor.get("/signer/")), told(visitor.get("/signer/?chercher=sentinelle"))
    assert "de toute la liste : 2 dossiers" in whole
    assert "sans les pages blanches du recto verso" in whole
    assert ("La Sentinelle" in one, "Haveluy" in one, "du seul de la liste" in one) == (True, False, True)
    assert "Rien ne correspond à « hordain »" in told(visitor.get("/signer/?chercher=hordain"))
    made = told(visitor.job("/signer/originaux?chercher=sentinelle", {"exemplaires": "1"}))
    known = numbers(complete)
    assert f"{known['59564']} — original 1/1" in made
    assert f"{known['59292']} — original" not in made


def test_originals_are_printed(visit: Visit, complete: Project) -> None:
    """The job makes originaux.pdf of the complete dossiers, shown page by page."""
    page = told(visit(complete).job("/signer/originaux", {"exemplaires": "2"}))
    assert "Ouvrir le PDF pour l’imprimer" in page
    assert (complete.output / "originaux.pdf").is_file()


def test_a_click_is_not_lost_while_the_rules_come(browse: Callable[..., Page], complete: Project) -> None:
    """A button that is pressed after a day was written is where it was when it is let go: what comes is below it."""
    page = browse(complete)
    page.get_by_role("link", name="Signer", exact=True).click()
    page.get_by_role("link", name="Signer… Haveluy").click()
    expect(page.locator("#regles")).to_contain_text("dès qu’une date de signature est écrite")
    page.get_by_label("Date de signature des deux parties").fill("120525")
    page.get_by_role("button", name="Vérifier, puis enregistrer…").hover()
    page.mouse.down()
    expect(page.locator("#regles")).to_contain_text("deux personnes différentes signent")
    page.mouse.up()
    page.get_by_role("heading", name="Vérifier avant d’enregistrer").wait_for()


def test_a_clerk_signs_in_a_browser(browse: Callable[..., Page], complete: Project) -> None:
    """In Chromium: Enter in a field records nothing; each state is without a violation of WCAG."""
    page = browse(complete)
    page.get_by_role("link", name="Signer", exact=True).click()
    page.get_by_role("heading", name="Signer", level=1).wait_for()
    found = violations(page)
    page.get_by_role("link", name="Signer… Haveluy").click()
    page.get_by_text("L’ajouter").click()
    found += violations(page)
    page.get_by_label("Publiée le").fill("080425")
    page.get_by_role("button", name="Ajouter la publication…").click()
    page.get_by_role("heading", name="Ce qui sera écrit au registre").wait_for()
    found += violations(page)
    page.get_by_role("link", name="Ne rien faire").click()
    shown(page, "Signer : Haveluy")
    page.get_by_label("Date de signature des deux parties").fill("120525")
    page.get_by_label("Date de signature des deux parties").press("Enter")
    page.get_by_role("heading", name="Signer : Haveluy").wait_for()
    expect(page.locator("#regles[aria-live]").get_by_text("deux personnes différentes signent")).to_be_visible()
    expect(page.locator("body:focus")).to_have_count(0)
    found += violations(page)
    page.get_by_role("button", name="Vérifier, puis enregistrer…").click()
    page.get_by_role("heading", name="Ce qui sera écrit au registre").wait_for()
    found += violations(page)
    page.get_by_role("button", name="Enregistrer la signature d’Haveluy").click()
    page.get_by_role("heading", name="Ce qui a été enregistré").wait_for()
    assert found + violations(page) == []
    assert standing(complete).state == "signed"


def test_two_browsers_sign_the_same_dossier(browse: Callable[..., Page], complete: Project) -> None:
    """The second one is told what was recorded meanwhile, beside its own day, and overwrites nothing."""
    one = Clerk(browse(complete))
    other = Clerk(beside(one.page))
    for clerk, day in ((one, "12/05/2025"), (other, "13/05/2025")):
        clerk.go("Signer")
        clerk.press(clerk.page.get_by_role("link", name=re.compile("Signer….*Haveluy")))
        clerk.write(clerk.page.get_by_label(re.compile("Date de signature des deux parties")), day)
        clerk.press(clerk.page.get_by_role("button", name="Vérifier, puis enregistrer…"))
        # Who asks after the other has recorded is told of it at once, and has nothing to record.
        expect(clerk.page.get_by_role("button", name="Enregistrer la signature d’Haveluy")).to_be_visible()
    for clerk in (one, other):
        clerk.press(clerk.page.get_by_role("button", name="Enregistrer la signature d’Haveluy"))
        expect(
            clerk.page.get_by_role("heading", name="Ce qui a été enregistré").or_(clerk.page.get_by_role("alert"))
        ).to_be_visible()
    sheet = other.page.locator(".sheet")
    expect(sheet).to_contain_text("Cela a changé depuis que vous l’avez vu : rien n’est enregistré.")
    expect(sheet).to_contain_text("Au registre à présent : signé le 12 mai 2025, à notifier.")
    expect(sheet).to_contain_text("signée par les deux parties le 13 mai 2025")
    signature = standing(complete).signature
    assert signature
    assert signature.signed_on == datetime.date(2025, 5, 12)


def test_the_days_of_the_epci_s_deliberation_are_written_where_a_signature_waits(
    visit: Visit, complete: Project
) -> None:
    """The message has a button: the settings, and back; a day that cannot be is told beside its field."""
    visitor = visit(complete)
    before = visitor.get("/signer/?liste=complet")
    assert "délibération de l’EPCI était exécutoire" in told(before)
    assert "[epci.deliberation]" not in told(before)
    (address,) = set(re.findall(r'href="[^"]*(/modeles/reglages[^"#]*)#c-epci.deliberation.transmise"', before.text))
    form = visitor.get(unescape(address))
    back = unescape(re.findall(r'name="suite" value="([^"]+)"', form.text)[0])
    assert back == f"{visitor.start}/signer/?liste=complet"
    wrong = visitor.post("/modeles/reglages", hidden(form) | {"epci.deliberation.transmise": "230225"})
    assert "avant la délibération" in told(wrong)
    days = {"epci.deliberation.transmise": "27/02/25", "epci.deliberation.publiee": "28.02.2025"}
    after = visitor.post("/modeles/reglages", hidden(form) | days)
    assert "<h1>Signer</h1>" in after.text
    assert "était exécutoire" not in told(after)
    assert "publiee = 2025-02-28" in (complete.campaign / "campaign.toml").read_text("utf-8")


def test_the_form_shows_what_is_signed_page_by_page(visit: Visit, complete: Project) -> None:
    """The documents that both parties sign, not the others, with their pages; each can be looked at."""
    visitor = visit(complete)
    form = visitor.get(f"/signer/acte/{HAVELUY}")
    total, each = (
        re.findall(r"Ce qui se signe : (\d+) pages", told(form)),
        re.findall(r">(\w+) \((\d+)\)</a>", form.text),
    )
    assert [name for name, _ in each] == ["Convention", "Planning"]
    assert [int(one) for one in total] == [sum(int(count) for _, count in each)]
    assert "Convention, Haveluy, page 1" in told_alt(form.text)
    (planning,) = re.findall(r'href="[^"]*(/signer/acte/[^"]*planning[^"]*)#pages"', form.text)
    assert "Planning, Haveluy, page 1" in told_alt(visitor.get(unescape(planning)).text)
    both = sum(
        int(one) for one in re.findall(r"de toute la liste : 2 dossiers, (\d+) pages", told(visitor.get("/signer/")))
    )
    assert both == 2 * int(total[0])


def test_days_that_are_recorded_are_no_fault(visit: Visit, signed_project: Project) -> None:
    """Who opens the form to correct them is not told that it is signed already; another day is judged."""
    visitor, hx = visit(signed_project), {"HX-Request": "true"}
    path = f"/signer/regles?acte={HAVELUY}&commune=12/05/2025&epci=12/05/2025&notifiee="
    assert "Ces dates sont celles du registre" in told(visitor.get(f"{path}14/05/2025", headers=hx))
    assert "✔ deux personnes différentes signent" in told(visitor.get(f"{path}15/05/2025", headers=hx))


def told_alt(page: str) -> str:
    """Return what the pictures of a page are said to be."""
    return " ; ".join(unescape(one) for one in re.findall(r' alt="([^"]*)"', page))


def test_an_avenant_says_when_what_it_changes_begins(visit: Visit, signed_project: Project) -> None:
    """It is in force once it is notified; its slot is another one from its day of effect on."""
    days = "date=20/12/2025&notifiee=22/12/2025"
    part = visit(signed_project).get(f"/signer/regles?acte=59292-2&{days}", headers={"HX-Request": "true"})
    assert re.search(r"Entrée en vigueur le 22 décembre 2025 ; effet au 1er \w+ 2026\.", told(part))


def test_rules_are_told_of_days_as_they_are_typed(visit: Visit, complete: Project) -> None:
    """Those that hold and those that do not, before the sheet; nothing is recorded."""
    visitor = visit(complete)

    def judged(days: str) -> str:
        part = visitor.get(f"/signer/regles?acte={HAVELUY}&{days}", headers={"HX-Request": "true"})
        return told(part)

    sound = judged("date=120525&notifiee=19.05.2025")
    assert "✔ deux personnes différentes signent" in sound
    assert "✔ le terme n’est pas passé" in sound
    assert "Entrée en vigueur le 19 mai 2025" in sound
    assert re.search(r"Après cela, \d+ fichiers gardés ne changeront plus", sound)
    assert "cette signature ne peut pas être enregistrée" in judged("date=01/04/2025")
    assert "dès qu’une date de signature est écrite" in judged("date=")
    assert "<h1>" in visitor.get(f"/signer/regles?acte={HAVELUY}&date=120525").text
    assert standing(complete).signature is None
