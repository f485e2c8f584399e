"""The calendar on the page: a month, a commune moved by click and by mouse, agendas and posters."""

from __future__ import annotations

import re
from collections.abc import Callable

from icalendar import Calendar
from playwright.sync_api import Page

from generator.inputs.tomledit import without_tables
from generator.project import Project
from tests.edits import set_cells
from tests.web.conftest import Visitor, told, violations

#: The sections of campaign.toml that make a planning.
PLANNING = ("planning", "planning.mediateurs")


def test_a_commune_is_moved_by_choosing_a_free_place(
    visit: Callable[[Project], Visitor], small_project: Project
) -> None:
    """The place is written in communes.csv; one that is taken, and a commune that moved meanwhile, are refused."""
    visitor = visit(small_project)
    page = visitor.get("/calendrier/?mois=2025-06&deplacer=59292")
    assert "Choisissez une place libre pour Haveluy" in told(page)
    place = {"insee": "59292", "creneau": "M1|2|jeudi|matin", "mois": "2025-06"}
    row = small_project.communes.read_text(encoding="utf-8").splitlines()[1].split(";")
    seen = "|".join(row[16:20])
    moved = visitor.post("/calendrier/deplacer", place | {"vu": seen})
    assert "Haveluy : le 2e jeudi du mois, matin, M1, écrit dans communes.csv." in told(moved)
    assert ";M1;2;jeudi;matin;Mairie;" in small_project.communes.read_text(encoding="utf-8")
    again = visitor.post("/calendrier/deplacer", place | {"vu": seen, "creneau": "M1|3|mardi|matin"})
    assert "Quelqu’un a déplacé Haveluy entre-temps" in told(again)
    taken = visitor.post("/calendrier/deplacer", place | {"insee": "59504"})
    assert "Ce créneau est celui d’Haveluy" in told(taken)
    assert "n’est pas proposée" in told(visitor.post("/calendrier/deplacer", place | {"creneau": "M1|2|lundi|matin"}))


def test_a_campaign_without_planning_has_no_calendar(
    visit: Callable[[Project], Visitor], small_project: Project
) -> None:
    """That is no fault to mend."""
    settings = small_project.campaign / "campaign.toml"
    settings.write_text(without_tables(settings.read_text("utf-8"), dict.fromkeys(PLANNING)), encoding="utf-8")
    page = visit(small_project).get("/calendrier/")
    assert (page.status_code, "Cette campagne n’a pas de planning" in told(page)) == (200, True)


def test_a_campaign_without_planning_gets_one(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """By a button, which opens its rules; another press says that there is one."""
    settings = small_project.campaign / "campaign.toml"
    later = settings.read_text("utf-8").replace("terme = 2026-06-30", "terme = 2036-06-30")
    settings.write_text(without_tables(later, dict.fromkeys(PLANNING)), encoding="utf-8")
    for insee in ("59292", "59504", "59564"):
        set_cells(small_project, insee, mediateur="", semaine="", jour="", demi_journee="", lieu="")
    visitor = visit(small_project)
    assert "Ajouter un planning" in told(visitor.get("/calendrier/"))
    opened = visitor.post("/calendrier/planning")
    assert "La campagne a un planning." in told(opened)
    assert "Médiateur numérique n° 1" in opened.text
    assert "Calendrier, décembre 2026" in told(visitor.get("/calendrier/"))
    assert "déjà un planning" in told(visitor.post("/calendrier/planning"))


def test_a_commune_that_has_signed_does_not_move(visit: Callable[[Project], Visitor], signed_project: Project) -> None:
    """Dragged elsewhere, it only leads to an avenant."""
    visitor, before = visit(signed_project), signed_project.communes.read_bytes()
    place = {"insee": "59292", "creneau": "M2|4|mardi|matin", "vu": ""}
    assert "Haveluy a signé : un avenant est nécessaire" in told(visitor.post("/calendrier/deplacer", place))
    assert signed_project.communes.read_bytes() == before


def test_public_holidays_are_to_be_put_off(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """The month says which day is a holiday."""
    page = visit(small_project).get("/calendrier/?mois=2025-11")
    assert "11 novembre : à reporter" in told(page)
    assert re.search(r"mardi 1er (?:matin|après-midi)", told(visit(small_project).get("/calendrier/?mois=2025-07")))


def test_communes_without_a_slot_are_offered_one(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """The tray holds them; the proposal is shown, then written."""
    text = small_project.communes.read_text(encoding="utf-8")
    cells = text.splitlines()[1].split(";")
    emptied = ";".join([*cells[:16], "", "", "", "", "", *cells[21:]])
    small_project.communes.write_text(text.replace(";".join(cells), emptied), encoding="utf-8")
    visitor = visit(small_project)
    assert "Sans créneau Haveluy" in told(visitor.get("/calendrier/"))
    assert "1 commune recevrait un créneau libre" in told(visitor.get("/calendrier/proposition"))
    assert small_project.communes.read_text(encoding="utf-8") != text
    assert "1 créneau écrit dans communes.csv : relisez-le." in told(visitor.post("/calendrier/proposition"))
    assert "ont déjà un créneau : rien n’a été écrit." in told(visitor.post("/calendrier/proposition"))
    assert "Toutes les communes ont un créneau." in told(visitor.get("/calendrier/"))


def test_an_agenda_keeps_the_names_of_its_events(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """Imported again after a move, it moves what it held: the same names, the same bytes as long as nothing moves."""
    visitor = visit(small_project)
    mediator = small_project.communes.read_text(encoding="utf-8").splitlines()[1].split(";")[16]
    first = visitor.get(f"/calendrier/agenda/{mediator}.ics")
    assert first.mimetype == "text/calendar"
    assert first.data == visit(small_project).get(f"/calendrier/agenda/{mediator}.ics").data
    before = {str(one["uid"]): one.start for one in Calendar.from_ical(first.data).events}
    assert "59292-2025-06-mediation-numerique@conventions" in before
    row = small_project.communes.read_text(encoding="utf-8").splitlines()[1].split(";")
    place = {"insee": "59292", "creneau": f"{mediator}|4|mardi|matin", "vu": "|".join(row[16:20])}
    visitor.post("/calendrier/deplacer", place)
    again = visitor.get(f"/calendrier/agenda/{mediator}.ics")
    after = {str(one["uid"]): one.start for one in Calendar.from_ical(again.data).events}
    assert set(before) == set(after)
    assert before != after


def test_posters_and_years_are_pages(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """A mediator's term and a commune's year."""
    visitor = visit(small_project)
    mediator = small_project.communes.read_text(encoding="utf-8").splitlines()[1].split(";")[16]
    assert "Haveluy" in told(visitor.get(f"/calendrier/affiche/{mediator}"))
    assert "Permanences : Haveluy" in told(visitor.get("/calendrier/commune/59292"))
    assert visitor.get("/calendrier/affiche/rien").status_code == 404


def test_a_commune_is_dragged(browse: Callable[..., Page], small_project: Project) -> None:
    """By the mouse it goes where a button would have put it; axe has no word against any state."""
    page = browse(small_project)
    page.goto(page.url + "calendrier/?mois=2025-06")
    assert violations(page) == []
    page.get_by_role("link", name="Déplacer Haveluy").click()
    page.get_by_role("button", name="Placer Haveluy").first.wait_for()
    assert violations(page) == []
    page.get_by_role("link", name="Renoncer").click()
    place = page.locator('[data-place="M2|1|vendredi|matin"]')
    page.get_by_role("link", name="Déplacer Haveluy").drag_to(place)
    page.get_by_text("écrit dans communes.csv").wait_for()
    assert ";M2;1;vendredi;matin;" in small_project.communes.read_text(encoding="utf-8")
