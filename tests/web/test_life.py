"""The life of a convention once it is made: each act restated, then recorded, on its own sheet."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

from werkzeug.test import TestResponse

from generator.project import Project
from generator.register.standing import Standing
from generator.register.standings import read_standings
from generator.web.gestures import GESTURES, Task
from generator.web.lifeacts import ACTS
from tests.web.conftest import Visitor, told

Visit = Callable[[Project], Visitor]
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
LIFE, ESCAUDAIN = "/dossiers/59292/vie/", "59205"


def agree(visitor: Visitor, address: str, sheet: TestResponse, **more: str) -> TestResponse:
    """Send a sheet back as it is shown, and wait for what it does."""
    fields = dict(_HIDDEN.findall(sheet.text)) | more
    return visitor.ended(visitor.post(address, {name: value for name, value in fields.items() if name != "jeton"}))


def convention(project: Project, insee: str = "59292") -> Standing:
    """Return where a convention stands."""
    found = read_standings(project.register, project.campaign.name).convention(insee)
    assert found is not None
    return found


def test_a_renewal_is_shown_then_recorded(visit: Visit, signed_project: Project) -> None:
    """Nothing is written before the sheet is agreed to; the letter and the planning are made with it."""
    visitor, address = visit(signed_project), f"/dossiers/{ESCAUDAIN}/vie/reconduction"
    assert "reconduction" in visitor.get("/dossiers/59205/").text
    sheet = visitor.post(address)
    assert "1 convention reconduite jusqu’au 30 juin 2027 : Escaudain" in told(sheet)
    assert "Enregistrer la reconduction d’Escaudain" in told(sheet)
    assert convention(signed_project, ESCAUDAIN).renewals == ()
    done = agree(visitor, address, sheet)
    assert "Enregistré : Escaudain 1 convention reconduite jusqu’au 30 juin 2027 : Escaudain" in told(done)
    assert "-reconduction-2027.pdf" in done.text or "-reconduction-2026.pdf" in done.text
    assert len(convention(signed_project, ESCAUDAIN).renewals) == 1
    again = told(visitor.post(address))
    assert "Aucune reconduction à enregistrer" in again
    assert "La période en cours va jusqu’au 30 juin 2027" in again
    settings = signed_project.campaign / "campaign.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"\[convention\.reconduction\]\n(?:\w.*\n)+", "", text), encoding="utf-8")
    assert "n’est pas reconduite tacitement" in told(visitor.post(address))


def test_a_denunciation_says_its_last_day(visit: Visit, signed_project: Project) -> None:
    """What is missing is told beside its field, what law forbids above the form, and what was typed stays."""
    visitor = visit(signed_project)
    missing = visitor.post(f"{LIFE}denonciation", {"recue": "hier"})
    assert "Ce jour n’est pas compris" in told(missing)
    assert "Dites pourquoi." in told(missing)
    assert "Dites pourquoi." in told(visitor.post(f"{LIFE}denonciation", {"raison": "\u00ad\u200b\u00a0"}))
    early = visitor.post(f"{LIFE}denonciation", {"auteur": "commune", "recue": "01/01/2040", "raison": "usage nul"})
    assert "fin refusée" in told(early)
    assert 'value="01/01/2040"' in early.text
    asked = {"auteur": "commune", "recue": "3 novembre 2026", "raison": "usage nul"}
    sheet = visitor.post(f"{LIFE}denonciation", asked)
    assert "la convention prend fin le 30 juin 2027 (dénonciation)" in told(sheet)
    assert convention(signed_project).ending is None
    agree(visitor, f"{LIFE}denonciation", sheet)
    ending = convention(signed_project).ending
    assert ending is not None
    assert ending.why == "usage nul"
    again = visitor.post(f"{LIFE}denonciation", asked)
    assert "c’est la fin qui est déjà enregistrée" in told(again)
    agreed = visitor.post(f"{LIFE}accord", {"fin": "31/12/2026", "raison": "les deux parties en conviennent"})
    assert "31 décembre 2026 (résiliation d’un commun accord), et non plus le 30 juin 2027" in told(agreed)
    assert convention(signed_project).ending == ending
    undo = visitor.post(f"{LIFE}erreur", {"raison": "mauvaise commune"})
    assert "est annulée ; la convention continue" in told(undo)
    agree(visitor, f"{LIFE}erreur", undo)
    assert convention(signed_project).ending is None


def test_a_letter_that_was_handed_in_stays_with_a_form_that_is_refused(visit: Visit, signed_project: Project) -> None:
    """Whatever is wrong, it is named, and kept with the end that is recorded at last; another one takes its place."""
    visitor, address = visit(signed_project), f"{LIFE}denonciation"
    asked = {"auteur": "commune", "recue": "3 novembre 2026", "raison": "usage nul"}
    for wrong in ({"recue": "hier"}, {"recue": "01/01/2040"}):
        refused = visitor.post(address, {**asked, **wrong, "depot": (io.BytesIO(b"Madame, Monsieur"), "lettre.txt")})
        assert "Déjà reçu : lettre.txt." in told(refused)
        (key,) = re.findall(r'name="fichier" value="([0-9a-f]+)"', refused.text)
    sheet = visitor.post(address, {**asked, "fichier": key})
    assert "est gardé avec cet acte : lettre.txt." in told(sheet)
    other = visitor.post(address, {**asked, "fichier": key, "depot": (io.BytesIO(b"Monsieur"), "autre.txt")})
    assert "est gardé avec cet acte : autre.txt." in told(other)
    agree(visitor, address, sheet)
    assert convention(signed_project).ending is not None
    originals = [path.read_bytes() for path in (signed_project.register.parent / "originals").iterdir()]
    assert b"Madame, Monsieur" in originals
    assert b"Monsieur" not in originals


def test_a_reason_that_was_pasted_is_kept_as_it_reads(visit: Visit, signed_project: Project) -> None:
    """Word's own line is one, what nobody sees is left out; the register has what the sheet restated."""
    visitor, address = visit(signed_project), f"{LIFE}accord"
    pasted = "Fer\u00admeture\u200b de l’espace\u202f;\x0bd’accord\x07.\u202e"
    sheet = visitor.post(address, {"fin": "\u200e31/12/2026\u00a0", "raison": pasted})
    agree(visitor, address, sheet, nom="Haveluy")
    ending = convention(signed_project).ending
    assert ending
    assert ending.why == "Fermeture de l’espace\u202f;\nd’accord."


def test_a_termination_wants_the_name_of_the_commune(visit: Visit, signed_project: Project) -> None:
    """Typed as one likes, but that of this commune."""
    visitor = visit(signed_project)
    sheet = visitor.post(f"{LIFE}retrait", {"fin": "31/12/2026", "raison": "quitte la communauté"})
    assert "Pour confirmer, écrivez le nom de la commune" in told(sheet)
    wrong = agree(visitor, f"{LIFE}retrait", sheet, nom="Denain")
    assert "Écrivez le nom de la commune, Haveluy, pour confirmer." in told(wrong)
    assert convention(signed_project).ending is None
    assert "Enregistré" in told(agree(visitor, f"{LIFE}retrait", wrong, nom="HAVELUY"))
    assert convention(signed_project).ending is not None


def test_a_deliberation_is_withdrawn(visit: Visit, signed_project: Project) -> None:
    """Of a convention that is not signed: nothing rests on it any more."""
    visitor, address = visit(signed_project), "/dossiers/59564/vie/deliberation"
    sheet = visitor.post(address, {"acte": "0", "raison": "le conseil revote"})
    assert "La Sentinelle, MED_NUM-2025-003 : délibération n° 2025-02-10 retirée." in told(sheet)
    assert convention(signed_project, "59564").act is not None
    assert "Enregistré" in told(agree(visitor, address, sheet))
    assert convention(signed_project, "59564").act is None


def test_what_changed_since_it_was_seen_is_not_recorded(visit: Visit, signed_project: Project) -> None:
    """A seal of something else records nothing, and says so."""
    visitor = visit(signed_project)
    sheet = visitor.post(f"{LIFE}denonciation", {"auteur": "commune", "recue": "3/11/2026", "raison": "usage nul"})
    changed = agree(visitor, f"{LIFE}denonciation", sheet, recue="2/11/2025")
    assert "a changé depuis que vous l’avez vu" in told(changed)
    assert convention(signed_project).ending is None


def test_an_act_that_is_none_is_not_there(visit: Visit, signed_project: Project) -> None:
    """Nor is a dossier that is none."""
    visitor = visit(signed_project)
    assert visitor.get(f"{LIFE}autre").status_code == 404
    assert visitor.get("/dossiers/00000/vie/retrait").status_code == 404


def test_all_renewals_are_recorded_at_once(visit: Visit, signed_project: Project) -> None:
    """The dashboard's line leads to one sheet that names them; what is agreed to is recorded, and told as done."""
    visitor, address = visit(signed_project), "/reconductions"
    with visitor.client.application.test_request_context(f"{visitor.start}/"):
        visitor.client.application.preprocess_request()
        assert Task("renew", GESTURES["renew"], 2).address == f"{visitor.start}{address}"
        assert Task("decide", GESTURES["decide"], 2).address == ""
    sheet = visitor.get(address)
    assert "1 convention reconduite jusqu’au 30 juin 2027 : Escaudain" in told(sheet)
    assert "Enregistrer 1 reconduction" in told(sheet)
    late = visitor.ended(visitor.post(address, {"vu": "autre"}))
    assert "Cela a changé depuis que vous l’avez vu : rien n’est enregistré." in told(late)
    assert convention(signed_project, ESCAUDAIN).renewals == ()
    done = agree(visitor, address, sheet)
    assert "Enregistré 1 convention reconduite jusqu’au 30 juin 2027" in told(done)
    assert len(re.findall(r"-reconduction-202[67]\.pdf</a>", done.text)) == 1
    assert len(convention(signed_project, ESCAUDAIN).renewals) == 1
    assert "Aucune reconduction n’est à enregistrer." in told(visitor.get(address))


def test_the_menu_offers_what_can_be_recorded(visit: Visit, signed_project: Project) -> None:
    """A convention that ends at its term is not denounced, one that has no end has none to take back."""
    visitor = visit(signed_project)

    def offered(insee: str) -> set[str]:
        page = visitor.get(f"/dossiers/{insee}/").text
        return set(re.findall(rf"/dossiers/{insee}/vie/(\w+)", page))

    never = {"retablie", "reglee", "rouverte"}
    assert offered(ESCAUDAIN) == set(ACTS) - never - {"erreur"}
    assert offered("59564") == {"deliberation"}
    sheet = visitor.post(f"{LIFE}accord", {"fin": "31/12/2027", "raison": "fermeture"})
    agree(visitor, f"{LIFE}accord", sheet, nom="Haveluy")
    assert offered("59292") == set(ACTS) - never - {"reconduction"}
    withdrawn = visitor.post(f"{LIFE}deliberation", {"acte": "0", "raison": "à la demande du préfet"})
    agree(visitor, f"{LIFE}deliberation", withdrawn, nom="Haveluy")
    assert "retablie" in offered("59292")
    back = visitor.post(f"{LIFE}retablie", {"acte": "0", "raison": "saisi dans le mauvais dossier"})
    agree(visitor, f"{LIFE}retablie", back, nom="Haveluy")
    assert "retablie" not in offered("59292")


def test_what_fails_in_a_dossier_leads_back_to_it(visit: Visit, signed_project: Project) -> None:
    """As when a letter that was handed in is gone with the program that kept it; no commune has no way back."""
    visitor = visit(signed_project)
    typed = {"fin": "31/12/2026", "raison": "accord", "fichier": "0" * 64}
    failed = visitor.post(f"{LIFE}accord", typed)
    assert "n’est plus là" in told(failed)
    assert f'href="{visitor.start}/dossiers/59292/">Revenir au dossier</a>' in failed.text
    assert "Revenir au dossier" not in visitor.get("/dossiers/00000/vie/accord").text
