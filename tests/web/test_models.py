"""The templates on the page: their text with its faults, replaced, previewed; new campaigns."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page
from werkzeug.test import TestResponse

from generator.dossiers.mergers import read_known
from generator.inputs.campaignfile import read_campaign
from generator.inspection.branches import Branch
from generator.project import VERSIONS, Project, open_project
from generator.runs.making.coverages import measured, when
from generator.web.application import create_app
from generator.web.desk import CLERK
from generator.web.entrance import hash_of
from generator.web.screens import models
from generator.web.settings import Serving
from tests.annexes import conformant, untagged
from tests.cases import cases
from tests.edits import packed, replace
from tests.law.samples import plain
from tests.runs.campaigns.test_logo import picture
from tests.runs.conftest import run
from tests.web.conftest import TOKEN, Visitor, hidden, told, violations
from tests.web.test_remedies import TYPED

_SEAL = re.compile(r'name="vu" value="([0-9a-f]{64})"')


def with_fault(project: Project) -> bytes:
    """Return the planning's template with a tag that names nothing."""
    document = docx.Document(str(project.campaign / "planning.docx"))
    document.add_paragraph("Le maire, {{ comune.nom }}, est là.")
    return packed(document)


def test_a_replaced_template_shows_its_fault_in_its_sentence(
    visit: Callable[[Project], Visitor], small_project: Project
) -> None:
    """The file is written, the former one kept, the wrong sentence lit up; one that changed meanwhile is refused."""
    visitor, path = visit(small_project), small_project.campaign / "planning.docx"
    before, data = path.read_bytes(), with_fault(small_project)
    page = visitor.get("/modeles/fichier/planning.docx")
    assert "Aucun défaut." in told(page)
    seal = _SEAL.findall(page.text)[0]
    upload = {"vu": seal, "fichier": (io.BytesIO(data), "planning (1).docx")}
    answer = visitor.post("/modeles/fichier/planning.docx", upload)
    assert "remplacé ; sa version précédente est gardée ; voyez ses défauts plus bas" in told(answer)
    assert "<mark>Le maire, {{ comune.nom }}, est là.</mark>" in answer.text
    assert path.read_bytes() == data
    (kept,) = (small_project.root / VERSIONS).rglob("planning.docx")
    assert kept.read_bytes() == before
    late = {"vu": seal, "fichier": (io.BytesIO(before), "planning.docx")}
    refused = visitor.post("/modeles/fichier/planning.docx", late)
    assert refused.status_code == 409
    version = re.findall(r'<option value="(\d{8}-[^"]+)"', answer.text)[0]
    visitor.post("/modeles/fichier/planning.docx", {"vu": _SEAL.findall(answer.text)[0], "version": version})
    assert path.read_bytes() == before


def test_no_comment_of_the_settings_names_a_command(
    visit: Callable[[Project], Visitor], small_project: Project
) -> None:
    """The page shows them: they name its screens; so do those that a new campaign begins with."""
    shown = told(visit(small_project).get("/modeles/fichier/campaign.toml"))
    assert "écran « Envois »" in shown
    starter = Path(models.__file__).parents[2] / "starter" / "campaign.toml"
    for text in (shown, starter.read_text("utf-8"), (small_project.campaign / "clauses.toml").read_text("utf-8")):
        assert not TYPED.search(text), TYPED.search(text)


def test_the_settings_are_a_form(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """What is left to write leads there and is told at its field; what is not understood is written nowhere."""
    path = small_project.campaign / "campaign.toml"
    path.write_text(path.read_text("utf-8").replace('"Wallers"', '"à compléter"'), encoding="utf-8")
    visitor = visit(small_project)
    assert "Réglages : lieu de la signature" in told(visitor.get("/modeles/"))
    assert re.search(r'href="[^"]*/modeles/reglages[^"]*#c-convention\.fait_a"', visitor.get("/donnees/").text)
    page = visitor.get("/modeles/reglages")
    assert "La ville où l’acte est « fait à » À compléter." in told(page)
    sent = hidden(page) | {
        "convention.fait_a": "Wal\u200blers\u202e",
        "convention.terme": "un jour",
        "convention.originaux": "2 ou 3",
    }
    wrong = visitor.post("/modeles/reglages", sent)
    assert "Ce jour n’est pas compris" in told(wrong)
    assert "Écrivez un nombre entier." in told(wrong)
    assert 'value="Wallers"' in wrong.text
    assert 'fait_a = "à compléter"' in path.read_text("utf-8")
    right = visitor.post("/modeles/reglages", sent | {"convention.terme": "31/12/2027", "convention.originaux": "3"})
    assert "campaign.toml : enregistré ; sa version précédente est gardée." in told(right)
    assert 'terme = 2027-12-31\nfait_a = "Wallers"\noriginaux = 3' in path.read_text("utf-8")


def test_a_pdf_is_joined_and_taken_off(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """What is wrong is told at its field, and what was typed stays; where it will be is told."""
    visitor = visit(small_project)
    typed = hidden(visitor.get("/modeles/annexes")) | {"titre": "Plan", "date": "12/03/2024", "communes": "Ailleurs"}
    none = visitor.post("/modeles/annexes", typed)
    assert "Choisissez le PDF à joindre." in told(none)
    wrong = visitor.post("/modeles/annexes", typed | {"fichier": (io.BytesIO(conformant()), "plan.pdf")})
    assert "commune inconnue" in told(wrong)
    assert 'value="12/03/2024"' in wrong.text
    assert not (small_project.campaign / "plan.pdf").exists()
    right = typed | {"communes": "Haveluy", "fichier": (io.BytesIO(conformant()), "plan.pdf")}
    joined = visitor.post("/modeles/annexes", right)
    assert "plan.pdf sera joint dans le dossier relié." in told(joined)
    assert "Plan plan.pdf 12/03/2024 dossiers Haveluy" in told(joined)
    off = visitor.post("/modeles/annexes", hidden(joined) | {"retirer": "pack.pieces plan.pdf"})
    assert "plan.pdf n’est plus joint aux dossiers" in told(off)
    beside = hidden(off) | {
        "titre": "Plan",
        "place": "avenant.pieces",
        "fichier": (io.BytesIO(untagged()), "plan 2.pdf"),
    }
    amending = visitor.post("/modeles/annexes", beside)
    assert "plan 2.pdf sera joint à côté du dossier relié" in told(amending)
    assert "Plan plan 2.pdf avenants toutes" in told(amending)


def test_a_file_that_cannot_be_taken_leaves_what_was_typed(
    visit: Callable[[Project], Visitor], small_project: Project
) -> None:
    """On the form from which it was sent, at its field or its button."""
    visitor = visit(small_project)
    for path, field, said in (("annexes", "titre", "une annexe est un PDF"), ("logo", "texte", "Rien n’a été écrit")):
        answer = visitor.post(f"/modeles/{path}", {field: "Le plan du lieu", "fichier": (io.BytesIO(b"x"), "plan.gif")})
        assert "Ce n’est pas possible" not in told(answer)
        assert said in told(answer)
        assert 'value="Le plan du lieu"' in answer.text


def test_the_order_of_documents_is_changed_by_a_button(
    visit: Callable[[Project], Visitor], small_project: Project
) -> None:
    """The one above goes under it; whoever saw another order moves nothing."""
    visitor = visit(small_project)
    seen = hidden(visitor.get("/modeles/annexes"))["vu"]
    raised = visitor.post("/modeles/annexes", {"vu": seen, "monter": "pack.pieces 4"})
    assert "« Planning annexé à la convention » vient maintenant plus tôt." in told(raised)
    assert [one.kind for one in read_campaign(small_project.campaign)[0].pieces][3:] == ["planning", "convention"]
    late = visitor.post("/modeles/annexes", {"vu": seen, "monter": "pack.pieces 4"})
    assert "L’ordre des documents a changé entre-temps" in told(late)
    assert visitor.post("/modeles/annexes", {"vu": seen, "monter": "pack.pieces x"}).status_code == 400


def test_what_only_campaign_toml_said_has_a_field(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """The sentence on appeals, the volumes of the recueil, where annexes that are not conformant go."""
    visitor = visit(small_project)
    page = visitor.get("/modeles/reglages")
    asked = {
        "pack.voies_de_recours": "Le tribunal administratif de Lille peut être saisi dans les deux mois.",
        "pack.annexes_non_conformes": "sans-mention",
        "pack.recueil_pages": "5",
    }
    few = visitor.post("/modeles/reglages", hidden(page) | asked)
    assert "10" in told(few)
    assert 'value="sans-mention" selected' in few.text
    assert "enregistré" in told(visitor.post("/modeles/reglages", hidden(few) | asked | {"pack.recueil_pages": "500"}))
    campaign, _ = read_campaign(small_project.campaign)
    assert campaign.voies_de_recours == asked["pack.voies_de_recours"]
    assert (campaign.annexes_non_conformes, campaign.recueil_pages) == ("sans-mention", 500)


def test_each_passage_says_whose_dossiers_it_is_in(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """Beside its place; where the template cannot be filled, why not; of many communes the check says it."""
    visitor = visit(small_project)
    page = visitor.get("/modeles/fichier/bordereau.docx")
    link = re.search(r'hx-get="/mediation-numerique(/modeles/passages/bordereau.docx)" hx-trigger="load"', page.text)
    assert link
    covered = visitor.get(link[1], headers={"HX-Request": "true"})
    assert "<h1" not in covered.text
    assert "hx-trigger" not in covered.text
    said = told(covered)
    place = said.index("Inscrivez le projet")
    clear = "« francs avant la séance (article L. 2121-1{} »."
    assert place < said.index(f"Dans 1 dossier (Rœulx) : {clear.format(2)}") < said.index("{{ epci.nom }}", place)
    assert f"Dans tous les dossiers, sauf Rœulx : {clear.format(1)}" in said
    assert "Dans tous les dossiers : ce qui s’imprime si logo" not in said
    assert "<h1" in visitor.get(link[1]).text
    assert "passages/" not in visitor.get("/modeles/fichier/campaign.toml").text
    (small_project.campaign / "planning.docx").write_bytes(with_fault(small_project))
    assert "n’est pas connu" in told(visitor.get("/modeles/passages/planning.docx"))


def test_each_condition_of_our_templates_is_said_in_french(small_project: Project) -> None:
    """When it holds, for those of the convention's documents; another's condition stands as its template says it."""
    sources, standings = read_known(small_project)
    found = {one.branch for one in measured(sources, standings)}
    assert len(found) > 50
    assert [one.label for one in found if when(one).startswith(("si ", "sauf si ", "dans la boucle "))] == []
    assert when(Branch("else", "conseil.a_designer", "", "")) == (
        "sauf quand le conseil doit désigner qui signe à la place du maire"
    )
    assert when(Branch("if", "commune.jumelee", "", "")) == "si commune.jumelee"


def test_a_template_is_opened_on_this_machine(
    visit: Callable[[Project], Visitor], small_project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the system's own program, at a fault with what to look for; a saved file has the screen loaded again."""
    path = small_project.campaign / "planning.docx"
    path.write_bytes(with_fault(small_project))
    opened, program = tmp_path / "ouvert", tmp_path / "xdg-open"
    program.write_text(f'#!/bin/sh\nprintf %s "$1" > {opened}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("DISPLAY", ":0")
    visitor = visit(small_project)
    page = visitor.get("/modeles/fichier/planning.docx")
    assert "Ouvrir à cet endroit" in told(page)
    (rank,) = re.findall(r'id="passage-(\d+)"', page.text)
    form = {"passage": rank, "cherche": "Le maire, {{ comune.nom }}"}
    answer = visitor.post("/modeles/ouvrir/planning.docx", form)
    assert opened.read_text() == str(path)
    assert "Ctrl+F, puis « Le maire, {{ comune.nom }} »" in told(answer)
    state = re.findall(r'hx-get="[^"]*(/modeles/etat/[^"]+)"', answer.text)[0]
    assert visitor.get(unescape(state)).status_code == 204
    path.write_bytes(path.read_bytes() + b" ")
    assert visitor.get(unescape(state)).headers["HX-Refresh"] == "true"
    assert "pas un fichier de la campagne" in told(visitor.post("/modeles/ouvrir/communes.csv"))
    program.write_text("#!/bin/sh\nexit 3\n")
    assert "aucun programme ne l’ouvre" in told(visitor.post("/modeles/ouvrir/planning.docx"))
    monkeypatch.delenv("DISPLAY")
    assert "Ouvrir à cet endroit" not in told(visitor.get("/modeles/fichier/planning.docx"))
    assert "n’a pas de bureau" in told(visitor.post("/modeles/ouvrir/planning.docx"))


def test_no_template_is_opened_for_another_machine(small_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where others reach the page, the desktop of the server is not that of the clerk."""
    monkeypatch.setenv("DISPLAY", ":0")
    app = create_app(Serving(small_project.root, password=hash_of("un mot de passe long")))
    client = app.test_client()
    token = TOKEN.findall(client.get("/entrer").text)[0]
    client.post("/entrer", data={"jeton": token, "passe": "un mot de passe long"})
    client.set_cookie(CLERK, "Service%20juridique")
    assert "Ouvrir dans Word" not in client.get(f"/{small_project.campaign.name}/modeles/").text
    token = TOKEN.findall(client.get("/raccourcis").text)[0]
    refused = client.post(f"/{small_project.campaign.name}/modeles/ouvrir/planning.docx", data={"jeton": token})
    assert "téléchargez-le plutôt" in refused.text
    app.extensions["desk"].jobs.close()


def test_what_is_no_word_document_is_refused(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """The template stays as it was; files outside the campaign are none of its own."""
    visitor, path = visit(small_project), small_project.campaign / "planning.docx"
    before = path.read_bytes()
    seal = _SEAL.findall(visitor.get("/modeles/fichier/planning.docx").text)[0]
    upload = {"vu": seal, "fichier": (io.BytesIO(b"du texte"), "planning.docx")}
    assert "rien n’a été écrit" in told(visitor.post("/modeles/fichier/planning.docx", upload))
    assert path.read_bytes() == before
    assert visitor.get("/modeles/telecharger/../../communes.csv").status_code in (400, 404)
    assert visitor.get("/modeles/telecharger/planning.docx").data == before


def test_a_preview_shows_the_pages_of_a_commune(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """Its pages are pictures, with their words and a way to see each larger; an unknown commune is told."""
    visitor = visit(small_project)
    page = visitor.get("/modeles/apercu/planning?commune=Haveluy")
    assert "Haveluy, numéro provisoire MED_NUM-2025-PROVISOIRE : 1 page" in told(page)
    picture = visitor.client.get(re.findall(r'src="([^"]+/image/[^"]+)"', page.text)[0])
    assert picture.data.startswith(b"\x89PNG")
    assert "Agrandir la page 1" in told(page)
    assert "Planning annexé à la convention" in told(page).partition("Texte de la page")[2]
    assert "commune inconnue" in told(visitor.get("/modeles/apercu/planning?commune=Rien"))
    assert "modèle inconnu" in told(visitor.get("/modeles/apercu/%00"))
    assert "Exemple" not in told(page)
    shown = [told(visitor.get(f"/modeles/apercu/{kind}?commune=Haveluy")) for kind in ("notification", "avenant")]
    assert all("MED_NUM-2025-PROVISOIRE : " in one and "Exemple : ce qui change" in one for one in shown)
    report = told(visitor.get("/modeles/apercu/evaluation"))
    assert re.search(r"\d pages, moteur intégré\. Exemple", report)
    assert "numéro provisoire" not in report
    assert "Rapport d’évaluation" in report


def test_a_new_campaign_is_made_of_six_answers(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """What is not known is listed and keeps it from being built; completed, its dossiers are those that were asked."""
    visitor = visit(small_project)
    form = visitor.get("/modeles/nouvelle")
    assert 'value="200042190"' in form.text
    answers = {
        "nom": "pret-de-salles",
        "titre": "Convention de prêt de salles",
        "objet": "prêt de « salles »",
        "terme": "31/12/2031",
        "reconduite": "oui",
        "duree": "12",
        "preavis": "3",
        "signe-nom": "DUFOUR-TONINI",
        "communes": ["59292"],
        "articles": ["materiel", "participation"],
    }
    said = told(visitor.post("/modeles/nouvelle", answers))
    assert "Campagne créée : pret-de-salles." in said
    assert "Réglages : numéro de la délibération de l’EPCI, date de la délibération de l’EPCI" in said
    assert "convention.docx , article 3, 1er paragraphe : « [montant à compléter] »" in said
    made = open_project(small_project.root, "pret-de-salles")
    assert not (made.campaign / "planning.docx").exists()
    toml = made.campaign / "campaign.toml"
    replace(toml, "[numéro à compléter]", "D26001")
    replace(toml, 'date = "à compléter"', "date = 2026-03-02")
    convention = made.campaign / "convention.docx"
    document = docx.Document(str(convention))
    for paragraph in document.paragraphs:
        paragraph.text = paragraph.text.replace("[montant à compléter]", "100 euros")
    page = visitor.client.get("/pret-de-salles/modeles/fichier/convention.docx")
    assert re.search(r"<mark>[^<]*\[montant à compléter\]", page.text)
    document.save(str(convention))
    report = run(made, engine="embedded")
    assert {one.commune for one in report.manifest.documents} == {"Haveluy"}
    (path,) = made.output.glob("*/*-convention.docx")
    titles = [one.text for one in docx.Document(str(path)).paragraphs if one.style and one.style.name == "Heading 2"]
    assert [plain(one) for one in titles] == [
        "Article 1er : Objet",
        "Article 2 : Locaux et matériel",
        "Article 3 : Participation financière",
        "Article 4 : Durée",
        "Article 5 : Modification et résiliation",
        "Article 6 : Litiges",
    ]


@cases(
    "answer, words",
    ({"nom": "Prêt " * 9}, "ne peut pas nommer une campagne"),
    ({"terme": "bientôt"}, "Ce jour n’est pas compris"),
    ({"terme": "31/12/2020"}, "est déjà passé"),
    ({"epci-siren": "200042191"}, "SIREN"),
    ({"reconduite": "oui", "duree": "2", "preavis": "2"}, "plus court que la période"),
    ({"communes": "99999"}, "commune inconnue"),
    ({"articles": ["gratuite", "participation"]}, "à la fois gratuite et payante"),
    ({"signe-civilite": "Monsieur<script>"}, "Monsieur<script>"),
)
def test_a_wrong_answer_is_told_and_the_others_stay(
    visit: Callable[[Project], Visitor], small_project: Project, answer: dict[str, object], words: str
) -> None:
    """Nothing is made."""
    data = {"nom": "essai", "objet": 'un "objet" <b>', **answer}
    again = visit(small_project).post("/modeles/nouvelle", data)
    assert again.status_code == 422
    assert words in told(again) or words in unescape(again.text)
    assert 'value="un &#34;objet&#34; &lt;b&gt;"' in again.text
    assert not (small_project.root / "templates" / "essai").exists()


def test_all_that_is_wrong_in_a_new_campaign_is_told_at_once(
    visit: Callable[[Project], Visitor], small_project: Project
) -> None:
    """Each at its field, days, months, and what does not hold together; then what campaign.toml would not take."""
    days = {"terme": "31/12/2020", "acte_du": "30/02/2026", "reconduite": "oui", "duree": "un an", "preavis": "2"}
    again = visit(small_project).post("/modeles/nouvelle", {"nom": "essai", **days})
    wrong = re.findall(r'<p class="error" id="e-(\w+)">([^<]*)', again.text)
    assert [name for name, _ in wrong] == ["terme", "duree", "acte_du"]
    assert [word in text for word, (_, text) in zip(("passé", "un an", "compris"), wrong, strict=True)] == [True] * 3
    settings = {"epci-siren": "200042191", "signe-civilite": "Monsieur<script>"}
    again = visit(small_project).post("/modeles/nouvelle", {"nom": "essai", **settings})
    assert re.findall(r'<p class="error" id="e-([\w-]+)">', again.text) == ["epci-siren", "signe-civilite"]
    assert "entre guillemets" not in told(again)


def test_a_logo_is_handed_in(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """It is listed among the files of the campaign, and what is no picture does not take its place."""
    visitor = visit(small_project)
    assert "Choisissez l’image du logo." in told(visitor.post("/modeles/logo", {"texte": "Logo"}))
    files = {"fichier": (io.BytesIO(picture("red")), "Mon logo.png"), "texte": "Logo de l’EPCI"}
    said = told(visitor.post("/modeles/logo", files))
    assert "Le logo de la campagne est Mon logo.png, nommé dans campaign.toml." in said
    assert re.search(r"Mon logo\.png\s+Logo\s", said)
    shown = visitor.get("/modeles/fichier/Mon logo.png")
    seal = hidden(shown)["vu"]
    wrong = visitor.post("/modeles/fichier/Mon logo.png", {"vu": seal, "fichier": (io.BytesIO(b"%PDF-1"), "x.pdf")})
    assert "n’est pas une image lisible" in told(wrong)


def test_a_template_is_looked_at_beside_its_page(browse: Callable[..., Page], small_project: Project) -> None:
    """The page of a commune appears by itself; axe has no word against it."""
    page = browse(small_project)
    page.goto(page.url + "modeles/fichier/planning.docx")
    page.locator("#apercu figure").first.wait_for()
    assert violations(page) == []


def test_a_text_of_the_campaign_is_changed_on_the_page(
    visit: Callable[[Project], Visitor], small_built: Project
) -> None:
    """Its ends of line and its mark stay; what is no TOML, or was changed meanwhile, is told beside what was typed."""
    path = small_built.campaign / "campaign.toml"
    text = path.read_text("utf-8")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    visitor = visit(small_built)
    address = "/modeles/fichier/campaign.toml"

    def seen() -> str:
        (found,) = set(re.findall(r'name="vu" value="([^"]+)"', visitor.get(address).text))
        return str(found)

    assert unescape(visitor.get(address).text).count("terme = 2026-06-30") == 2  # the text, and where it is changed
    wrong = visitor.post(address, {"vu": seen(), "texte": text.replace("terme = 2026-06-30", "terme = demain")})
    assert "écriture TOML incorrecte, ligne" in told(wrong)
    assert "terme = demain" in wrong.text
    (line,) = re.findall(r'data-line="([0-9]+)"', wrong.text)
    assert text.splitlines()[int(line) - 1] == "terme = 2026-06-30"
    assert "Votre texte n’est pas enregistré" in told(wrong)
    assert "Aucun défaut" not in told(wrong)
    other = text.replace("terme = 2026-06-30", "terme = 2027-06-30").replace("\n", "\r\n")
    assert "quelqu’un l’a changé entre-temps" in told(visitor.post(address, {"vu": "0", "texte": other}))
    kept = visitor.post(address, {"vu": seen(), "texte": other})
    assert "enregistré ; sa version précédente" in told(kept)
    assert "refera ce qui en dépend. Fabrication" in told(kept)  # the way on
    assert path.read_bytes() == b"\xef\xbb\xbf" + other.encode()
    assert "textarea" not in visitor.get("/modeles/fichier/convention.docx").text


def test_who_signs_for_the_epci_is_a_form(visit: Callable[[Project], Visitor], small_built: Project) -> None:
    """Without scripts: a person is added, changed and removed; what is wrong is told at its field."""
    path = small_built.campaign / "campaign.toml"
    before = path.read_bytes()
    visitor = visit(small_built)
    assert "/modeles/representants" in visitor.get("/modeles/fichier/campaign.toml").text
    address = "/modeles/representants"

    def send(rank: str = "", **changes: str) -> TestResponse:
        form = visitor.get(f"{address}{rank}").text.partition('<form class="noprint"')[2]
        held = {name: unescape(value) for name, value in re.findall(r'name="([^"]+)"[^>]* value="([^"]*)"', form)}
        chosen = re.findall(r'name="civilite" value="(\w+)" required checked', form)
        held |= {"civilite": chosen[0] if chosen else "Madame"}
        return visitor.post(address, {**{k: v for k, v in held.items() if k not in ("jeton", "geste")}, **changes})

    person = {"prenom": "Anne-Lise", "nom": "DUFOUR-TONINI", "titre": "Vice-présidente", "debut": "100426"}
    wrong = send(**{**person, "debut": "hier", "fin": "01/01/2026"})
    assert "Ce jour n’est pas compris" in told(wrong)
    assert 'value="DUFOUR-TONINI"' in wrong.text
    assert "« havely » : commune inconnue" in told(send(**person, communes="Havely"))
    assert path.read_bytes() == before
    added = send(**person, communes="Haveluy, 59564", arrete="n° 12 du 10 avril 2026")
    assert "les représentants de l’EPCI sont enregistrés" in told(added)
    assert "gardée. Fabrication" in told(added)
    assert "Madame Anne-Lise DUFOUR-TONINI Vice-présidente 10/04/2026 Haveluy, 59564" in told(added)
    changed = send("?rang=0", fin="31122026")
    assert "10/04/2026 31/12/2026 Haveluy, 59564 n° 12 du 10 avril 2026" in told(changed)
    assert "Anne-Lise" not in told(send("?rang=0", geste="retirer"))
    assert path.read_bytes() == before
    assert visitor.get(f"{address}?rang=7").status_code == 404


def test_the_planning_is_set_on_the_page(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """Hours and half-days as people write them, mediators by name; what communes still have is told at its field."""
    path, visitor = small_project.campaign / "campaign.toml", visit(small_project)
    page = visitor.get("/modeles/reglages")
    assert "Les médiateurs" in told(page)
    assert 'value="mardi après-midi, mercredi après-midi, ' in page.text
    sent = hidden(page) | {"planning.matin": "8h30", "planning.apres_midi": "tôt", "planning.mediateurs.M1": ""}
    wrong = visitor.post("/modeles/reglages", sent)
    assert "Écrivez une heure : 9 h, 14 h 30." in told(wrong)
    still = visitor.post("/modeles/reglages", sent | {"planning.apres_midi": "14 h"})
    assert re.search(r"M1 a encore des communes \(.+\) ; donnez-leur d’abord un autre créneau", told(still))
    right = sent | {
        "planning.apres_midi": "13:45",
        "planning.mediateurs.M1": "Équipe 1",
        "planning.mediateurs.M3": "Renfort",
    }
    assert "enregistré" in told(visitor.post("/modeles/reglages", right))
    text = path.read_text("utf-8")
    assert "matin = 08:30:00\napres_midi = 13:45:00\n" in text
    assert 'M1 = "Équipe 1"\nM2 = "Médiateur numérique n° 2"\nM3 = "Renfort"\n' in text
