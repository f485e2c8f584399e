"""Retours: files handed in, read, corrected and recorded."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path

import docx
import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from werkzeug.test import TestResponse

from generator.project import Project
from tests.cases import cases
from tests.intake.papers import as_file, print_pdf
from tests.intake.sent import receipt, tarred, winmail, wrapped
from tests.web.conftest import Visitor, hidden, told, violations
from tests.web.lives import standing

Visit = Callable[[Project], Visitor]
ACT = Path(__file__).parents[1] / "resources" / "deliberations" / "haveluy.txt"


@pytest.fixture
def visitor(visit: Visit, small_built: Project) -> Visitor:
    """Return a clerk before three dossiers that were just made."""
    return visit(small_built)


def hand_in(visitor: Visitor, *files: tuple[str, bytes]) -> TestResponse:
    """Hand in files, and wait until they are read."""
    return visitor.job("/retours/deposer", {"fichiers": [(io.BytesIO(data), name) for name, data in files]})


def review(visitor: Visitor, answer: TestResponse) -> str:
    """Return the path of the review that is shown."""
    return answer.request.path.removeprefix(visitor.start)


def recorded(visitor: Visitor, looked_at: dict[str, str]) -> str:
    """Hand in the deliberation of Haveluy and record it, with what a clerk looked at; return where it is reviewed."""
    path = review(visitor, first := hand_in(visitor, ("h.txt", ACT.read_bytes())))
    sheet = visitor.post(path, {**hidden(first), "geste": "enregistrer", **looked_at})
    visitor.post(path, hidden(sheet))
    return path


def test_a_file_is_kept_read_and_shown(visitor: Visitor, small_built: Project) -> None:
    """One file leads straight to its review: its fields, the doubtful one first, its phrase marked in the text."""
    answer = hand_in(visitor, ("retour Haveluy.txt", ACT.read_bytes()))
    page = told(answer)
    assert "Haveluy : délibération n° 2025-02-10" in page
    assert page.index("Identifiant de l’acte") < page.index("Date de la séance")
    assert "réparé" in page
    places = {
        name: int(place)
        for place, name in re.findall(r'class="field o(\d+)[^"]*" hx-get="[^"]*champ=(\w+)"', answer.text)
    }
    assert places["votants"] < places["heure"] < places["noms_presents"] < places["identifiant"]
    assert "<mark>069-215002925-20250402-DELIB20250210-DE</mark>" in answer.text
    assert (small_built.root / "retours" / "retour Haveluy.txt").read_bytes() == ACT.read_bytes()
    assert standing(small_built).act is None


def test_nothing_is_recorded_before_every_doubt_is_looked_at(visitor: Visitor, small_built: Project) -> None:
    """Then a sheet restates the act, and its button names the commune."""
    path = review(visitor, first := hand_in(visitor, ("h.txt", ACT.read_bytes())))
    wrong = visitor.post(path, {**hidden(first), "geste": "enregistrer"})
    assert "1 champ est à revoir" in told(wrong)
    sheet = visitor.post(path, {**hidden(wrong), "geste": "enregistrer", "vu": "identifiant"})
    assert "Enregistrer pour Haveluy" in told(sheet)
    assert "séance du 2 avril 2025, transmise le 7 avril 2025" in told(sheet)
    assert standing(small_built).act is None
    assert "Délibération enregistrée pour Haveluy" in told(visitor.post(path, hidden(sheet)))
    act = standing(small_built).act
    assert act
    assert act.act.number == "2025-02-10"
    assert "enregistré" in told(visitor.get("/retours/"))


def test_a_correction_is_examined_again_without_reading_again(visitor: Visitor) -> None:
    """A date that breaks a rule shows it with its article; « malgré » wants a reason first, which the sheet tells."""
    path = review(visitor, first := hand_in(visitor, ("h.txt", ACT.read_bytes())))
    data = {**hidden(first), "geste": "examiner", "vu": "identifiant", "champ-convocation_date": "31.03.25"}
    late = visitor.post(path, data)
    assert "L. 2121-11" in told(late)
    assert "Enregistrer pour Haveluy…" not in told(late)
    refused = visitor.post(path, {**hidden(late), "geste": "malgre"})
    assert "Écrivez d’abord pourquoi" in told(refused)
    assert "Écrivez sur quel avis, ou « aucun »" in told(refused)
    alone = visitor.post(path, {**hidden(refused), "geste": "malgre", "pourquoi": "urgence"})
    assert "Écrivez sur quel avis" in told(alone)
    assert 'value="urgence"' in alone.text
    sheet = visitor.post(path, {**hidden(refused), "geste": "malgre", "pourquoi": "urgence", "avis": "la préfecture"})
    assert "Raison : urgence Avis : la préfecture" in told(sheet)
    assert "Enregistrer malgré l’irrégularité pour Haveluy" in told(sheet)
    assert "Délibération enregistrée" in told(visitor.post(path, hidden(sheet)))


def test_what_is_not_understood_is_told_at_its_field(visitor: Visitor) -> None:
    """Nothing of the form is taken then."""
    path = review(visitor, first := hand_in(visitor, ("h.txt", ACT.read_bytes())))
    answer = visitor.post(path, {**hidden(first), "champ-seance_date": "31/02/2025", "champ-votants": "12"})
    assert "n’est pas compris" in told(answer)
    assert 'value="31/02/2025"' in answer.text
    assert 'value="12"' not in visitor.get(path).text


def test_two_clerks_do_not_overwrite_each_other(visitor: Visitor) -> None:
    """A form made from an earlier state writes nothing; both versions are shown."""
    path = review(visitor, first := hand_in(visitor, ("h.txt", ACT.read_bytes())))
    visitor.post(path, {**hidden(first), "champ-votants": "19"})
    answer = visitor.post(path, {**hidden(first), "champ-votants": "18"})
    assert "a changé cette délibération entre-temps" in told(answer)
    assert 'value="19"' in answer.text
    assert "Vous aviez écrit : « 18 »" in told(answer)


def test_one_that_is_recorded_is_compared_field_by_field(visitor: Visitor, small_built: Project) -> None:
    """Another file about the same act: register, file, and which of the two is kept."""
    recorded(visitor, {"vu": "identifiant"})
    other = ACT.read_text(encoding="utf-8").replace("2025-02-10", "2025-02-11").encode()
    path = review(visitor, second := hand_in(visitor, ("h2.txt", other)))
    assert "Déjà enregistrée : que garder ?" in told(second)
    data = {**hidden(second), "geste": "enregistrer", "champ-identifiant": ""}
    replacing = visitor.post(path, data)
    assert "Remplacer la délibération enregistrée pour Haveluy" in told(replacing)
    back = visitor.get(path)
    same = visitor.post(path, {**hidden(back), "geste": "examiner", "garde-numero": "registre"})
    assert 'name="champ-numero" value="2025-02-10"' in same.text
    act = standing(small_built).act
    assert act
    assert act.act.number == "2025-02-10"


def test_a_file_that_was_recorded_says_of_whom_once_the_program_was_restarted(
    visit: Visit, visitor: Visitor, small_built: Project
) -> None:
    """What was read is forgotten then; the register knows."""
    path = review(visitor, first := hand_in(visitor, ("h.txt", ACT.read_bytes())))
    sheet = visitor.post(path, {**hidden(first), "geste": "enregistrer", "vu": "identifiant"})
    visitor.post(path, hidden(sheet))
    assert "Haveluy, n° 2025-02-10 enregistré" in told(visit(small_built).get("/retours/"))


def test_what_was_typed_in_a_review_outlives_a_restart(visit: Visit, visitor: Visitor, small_built: Project) -> None:
    """The server that does not know the file any more reads it where it lies, and takes the form; it is asked once."""
    path = review(visitor, first := hand_in(visitor, ("h.txt", ACT.read_bytes())))
    later = visit(small_built)
    wrong = later.post(path, {**hidden(first), "geste": "enregistrer", "champ-votants": "19"})
    assert "Rien n’a été enregistré" in told(wrong)
    assert 'value="19"' in wrong.text
    assert "Haveluy : délibération n° 2025-02-10" in told(visit(small_built).get(path))
    (small_built.root / "retours" / "h.txt").unlink()
    assert "n’est plus dans le dossier retours" in told(visit(small_built).get(path))


def test_another_act_for_a_signed_dossier_is_not_offered(visit: Visit, signed_project: Project) -> None:
    """Both are shown, and why this one cannot take the other's place; nothing is to be chosen."""
    visitor = visit(signed_project)
    other = ACT.read_text(encoding="utf-8").replace("2025-02-10", "2025-02-11").encode()
    page = hand_in(visitor, ("h2.txt", other))
    assert "sur la foi de la délibération n° 2025-02-10 : celle-ci ne peut plus prendre sa place" in told(page)
    assert "Déjà enregistrée et signée" in told(page)
    assert "Enregistrer pour Haveluy" not in told(page)
    assert "garde-numero" not in page.text


def test_one_file_that_fails_stops_no_other(visitor: Visitor) -> None:
    """A bomb, a text that is no act and a good file: each has its own result in the list."""
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<" * 400_000_000)
    files = (("bombe.docx", bomb.getvalue()), ("menu.txt", b"salade, fromage"), ("h.txt", ACT.read_bytes()))
    page = told(hand_in(visitor, *files))
    assert "1 fichier lu, 2 non lus : " in page
    assert "fini, en partie : 1 fichier lu, 2 non lus : " in told(visitor.get("/travaux/"))
    again = visitor.get("/retours/").text.partition("Reprendre les 2 fichiers qui n’ont pas pu être lus")[0]
    names = re.findall(r'name="fichier" value="([^"]+)"', again.rpartition("<form")[2])
    assert len(names) == 2
    assert "2 non lus" in told(visitor.job("/retours/lire", {"fichier": names}))
    assert "Haveluy, n° 2025-02-10" in page
    assert "aucune délibération n’y a été reconnue" in page


@cases(
    "name, data",
    ("acte.pdf", b"MZ\x90\0\3"),
    ("acte.docx", b"\x7fELF\2"),
    ("acte.pdf", b"<html><script>"),
    ("vide.pdf", b""),
)
def test_what_is_no_document_is_not_kept(visitor: Visitor, small_built: Project, name: str, data: bytes) -> None:
    """The kind of a file is told by its content, whatever its name."""
    assert "rien n’a été gardé" in told(hand_in(visitor, (name, data)))
    assert not (small_built.root / "retours").exists()


def test_a_name_leads_nowhere_and_no_file_is_written_over(visitor: Visitor, small_built: Project) -> None:
    """A name that climbs is the name of a file of the folder; a second one of the same name stands beside the first."""
    hand_in(visitor, ("../../communes.csv", ACT.read_bytes()))
    hand_in(visitor, ("communes.csv", ACT.read_bytes() + b"\nfin"))
    hand_in(visitor, ("communes.csv", ACT.read_bytes()))
    names = sorted(path.name for path in (small_built.root / "retours").iterdir())
    assert names == ["communes (2).csv", "communes.csv"]
    assert "INSEE" in small_built.communes.read_text(encoding="utf-8").upper()[:10]


def test_too_many_files_are_refused(visitor: Visitor, small_built: Project) -> None:
    """The number is bounded, and nothing is kept."""
    assert "à la fois sont trop" in told(hand_in(visitor, *((f"{rank}.txt", b"x") for rank in range(201))))
    assert not (small_built.root / "retours").exists()


def test_a_file_is_set_aside_and_taken_back(visitor: Visitor, small_built: Project) -> None:
    """It is moved within the folder, where an intake does not read it."""
    hand_in(visitor, ("h.txt", ACT.read_bytes()))
    assert "mis de côté" in told(visitor.post("/retours/ranger", {"fichier": "h.txt", "ou": "mis-de-cote"}))
    assert (small_built.root / "retours" / "mis-de-cote" / "h.txt").is_file()
    visitor.post("/retours/ranger", {"fichier": "h.txt", "ou": ""})
    assert (small_built.root / "retours" / "h.txt").is_file()
    assert visitor.post("/retours/ranger", {"fichier": "../communes.csv", "ou": "autres"}).status_code == 400
    assert visitor.post("/retours/ranger", {"fichier": "h.txt", "ou": "../.."}).status_code == 400


def test_a_recorded_deliberation_leads_to_its_withdrawal(visitor: Visitor) -> None:
    """The form of the dossier's life, its act chosen."""
    recorded(visitor, {"vu": "identifiant"})
    page = visitor.get("/retours/enregistrees")
    (address,) = re.findall(r'href="[^"]*(/dossiers/59292/vie/deliberation[^"]*)"', page.text)
    assert re.search(r'name="acte" value="0" required checked', visitor.get(address).text)


def test_a_receipt_is_kept_with_its_dossier(visitor: Visitor, small_built: Project) -> None:
    """The prefecture's answer is told, restated and kept; one about an unknown act says why it is not."""
    recorded(visitor, {"champ-identifiant": "", "champ-recu_le": ""})
    told_of = hand_in(visitor, ("ar.xml", receipt(subject="")))
    assert "Garder pour Haveluy…" in told(told_of)
    path = f"{review(visitor, told_of)}/reponse/0"
    sheet = visitor.post(path)
    before = standing(small_built).act
    assert before
    assert before.act.received_on is None
    assert "complète la délibération" in told(visitor.post(path, hidden(sheet)))
    act = standing(small_built).act
    assert act
    assert act.act.received_on
    other = hand_in(visitor, ("ar2.xml", receipt("059-215902925-20250403-AUTRE-DE")))
    assert "n’est enregistrée pour Haveluy" in told(other)


def test_the_page_of_a_file_is_drawn_with_its_phrase(visitor: Visitor, tmp_path: Path) -> None:
    """A PDF is drawn in another process, the phrase of the field lit up; a text has no picture."""
    document = docx.Document()
    for line in ACT.read_text(encoding="utf-8").splitlines():
        document.add_paragraph("".join(sign for sign in line if sign.isprintable()))
    document.save(stream := io.BytesIO())
    answer = hand_in(visitor, ("acte.pdf", print_pdf(stream.getvalue(), tmp_path)))
    path = review(visitor, answer)
    excerpt, drawn = re.findall(r'<img [^>]*src="([^"]+)"', answer.text)
    assert visitor.client.get(unescape(excerpt)).data[:4] == b"\x89PNG"
    plain, lit = (
        visitor.client.get(unescape(drawn).replace("identifiant", name)) for name in ("urgence", "identifiant")
    )
    assert plain.data[:4] == lit.data[:4] == b"\x89PNG"
    assert plain.data != lit.data
    assert visitor.get(f"{path}/page/99?champ=numero").status_code == 404
    assert visitor.get(f"{path}/page/1?champ=../x").status_code == 404
    path = review(visitor, hand_in(visitor, ("h.txt", ACT.read_bytes())))
    assert visitor.get(f"{path}/page/1?champ=numero").status_code == 404


def test_a_clerk_reviews_in_a_browser(browse: Callable[..., Page], small_built: Project, tmp_path: Path) -> None:
    """In Chromium: a file is handed in, the page follows the field, the act is recorded; WCAG at each state."""
    page = browse(small_built)
    page.get_by_role("link", name="Retours").click()
    page.get_by_role("heading", name="Retours", level=1).wait_for()
    found = violations(page)
    page.get_by_label("Déposez ici").set_input_files(str(ACT))
    page.get_by_role("button", name="Déposer et lire").click()
    page.get_by_role("heading", name="Haveluy : délibération n° 2025-02-10").wait_for()
    found += violations(page)
    order = "names => names.map(name => document.getElementById('c-' + name).getBoundingClientRect().y)"
    assert page.evaluate("document.querySelector('.fields input').id") == "c-identifiant"
    date, voting, identifier = page.evaluate(order, ["seance_date", "votants", "identifiant"])
    assert date < voting < identifier
    page.get_by_label("Votants", exact=False).first.focus()
    page.locator("#feuille mark", has_text="otants").first.wait_for()
    page.keyboard.press("F8")
    assert page.evaluate("document.activeElement.id") == "c-identifiant"
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Haveluy : délibération n° 2025-02-10").wait_for()
    page.get_by_label("vérifié sur la page").check()
    page.get_by_role("button", name="Enregistrer pour Haveluy…").click()
    page.get_by_role("heading", name="Ce qui sera écrit au registre").wait_for()
    found += violations(page)
    page.get_by_role("button", name="Enregistrer pour Haveluy", exact=True).click()
    page.get_by_text("Délibération enregistrée pour Haveluy").wait_for()
    assert found + violations(page) == []
    assert standing(small_built).act


def test_whatever_is_read_can_be_handed_in(visitor: Visitor) -> None:
    """Photographs of telephones, what holds files; a page of the web is not kept, and that is said at the end too."""
    picture = Image.new("RGB", (40, 60), "white")
    kinds = {"heic": "HEIF", "webp": "WEBP", "gif": "GIF", "bmp": "BMP", "avif": "AVIF"}
    files = [(f"photo.{end}", as_file(picture, kind)) for end, kind in kinds.items()]
    files += [("envoi.tar", tarred({"a.txt": b"x"}, "w")), ("envoi.tgz", tarred({"a.txt": b"x"}))]
    files += [("winmail.dat", winmail({"a.txt": b"x"})), ("acte.p7m", wrapped(b"x" * 300)), ("h.txt", ACT.read_bytes())]
    said = told(hand_in(visitor, ("acte.html", b"<html><p>acte"), *files))
    assert "1 fichier n’a pas été gardé : acte.html" in said
    assert all(name in said for name, _ in files)


def test_a_file_that_somebody_puts_into_the_folder_is_told(visitor: Visitor, small_built: Project) -> None:
    """As long as the list shows all of them, nothing is."""
    (small_built.root / "retours").mkdir()
    (address,) = re.findall(r'hx-get="[^"]*(/retours/nouveaux[^"]*)"', visitor.get("/retours/").text)
    asked = {"headers": {"HX-Request": "true"}}
    assert visitor.get(address, **asked).status_code == 204
    (small_built.root / "retours" / "h.txt").write_bytes(ACT.read_bytes())
    assert "Le dossier retours a changé" in told(visitor.get(address, **asked))
    assert visitor.get(address).request.path.endswith("/retours/")


def test_what_is_told_of_the_folder_pushes_nothing_away(browse: Callable[..., Page], small_built: Project) -> None:
    """A row of the list is where it was when the page says by itself that there are others."""
    (small_built.root / "retours").mkdir()
    (small_built.root / "retours" / "h.txt").write_bytes(ACT.read_bytes())
    page = browse(small_built)
    page.get_by_role("link", name="Retours", exact=True).click()
    row = page.get_by_role("rowheader", name="h.txt")
    row.wait_for()
    page.wait_for_load_state()
    before = row.bounding_box()
    (small_built.root / "retours" / "i.txt").write_bytes(ACT.read_bytes())
    expect(page.get_by_text("Le dossier retours a changé")).to_be_visible()
    assert before
    assert row.bounding_box() == before


def test_a_file_under_review_is_set_aside_from_there(visitor: Visitor, small_built: Project) -> None:
    """Both gestures stand beside the others."""
    first = hand_in(visitor, ("h.txt", ACT.read_bytes()))
    assert "Ce n’est pas une délibération" in told(first)
    form = first.text.rpartition("/retours/ranger")[2]
    assert 'name="fichier" value="h.txt"' in form
    visitor.post("/retours/ranger", {"fichier": "h.txt", "ou": "autres"})
    assert (small_built.root / "retours" / "autres" / "h.txt").is_file()


def test_one_that_was_withdrawn_is_recorded_again_without_reading_again(visitor: Visitor, small_built: Project) -> None:
    """What the register holds is asked of it each time; the withdrawn file waits again in the list."""
    path = recorded(visitor, {"vu": "identifiant"})
    kept = told(visitor.get(path))
    assert "Enregistrée pour Haveluy" in kept
    assert "Enregistrer pour Haveluy" not in kept
    address = "/dossiers/59292/vie/deliberation"
    sheet = visitor.post(address, {"acte": "0", "raison": "erreur"})
    visitor.post(address, hidden(sheet))
    assert "1 à vérifier, délibération retirée" in told(visitor.get("/retours/"))
    assert "enregistrée" not in told(visitor.get(path.rsplit("/", 1)[0]))
    again = visitor.get(path)
    assert "a été retirée" in told(again)
    assert "Enregistrée pour" not in told(again)
    assert "cette délibération a été retirée (erreur)" in told(again)
    assert "1 champ est à revoir" in told(visitor.post(path, {**hidden(again), "geste": "enregistrer"}))
    sheet = visitor.post(path, {**hidden(again), "geste": "enregistrer", "vu": "numero"})
    assert "Délibération enregistrée pour Haveluy" in told(visitor.post(path, hidden(sheet)))
    assert standing(small_built).act


def test_a_correction_of_one_that_is_recorded_is_compared_and_replaces_it(
    visitor: Visitor, small_built: Project
) -> None:
    """It is not said to be recorded, and the button says that it takes the place of the other."""
    path = recorded(visitor, {"vu": "identifiant"})
    changed = visitor.post(path, {**hidden(visitor.get(path)), "geste": "examiner", "champ-numero": "2025-02-12"})
    assert "Enregistrée pour" not in told(changed)
    assert "Déjà enregistrée : que garder ?" in told(changed)
    assert "Remplacer la délibération enregistrée pour Haveluy…" in told(changed)
    assert "1 à vérifier" in told(visitor.get("/retours/"))
    sheet = visitor.post(path, {**hidden(changed), "geste": "enregistrer"})
    assert "Délibération enregistrée pour Haveluy" in told(visitor.post(path, hidden(sheet)))
    act = standing(small_built).act
    assert act
    assert act.act.number == "2025-02-12"
    assert "Enregistrée pour Haveluy" in told(visitor.get(path))


def test_what_a_receipt_completed_since_is_still_recorded(visitor: Visitor) -> None:
    """The act in force says more than the file, which has nothing to replace; the answer is told as kept."""
    path = recorded(visitor, {"champ-identifiant": "", "champ-recu_le": ""})
    answered = review(visitor, hand_in(visitor, ("ar.xml", receipt(subject=""))))
    visitor.post(f"{answered}/reponse/0", hidden(visitor.post(f"{answered}/reponse/0")))
    assert "Gardée pour Haveluy" in told(visitor.get(answered))
    assert "Enregistrée pour Haveluy" in told(visitor.get(path))
    assert "à vérifier" not in told(visitor.get("/retours/"))
