"""A new campaign works as it is laid, and takes nothing away from what is there."""

from __future__ import annotations

import csv
import dataclasses
import datetime
import io
import json
import re
import shutil
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

import docx
import pytest

from generator.cli import run as run_command
from generator.errors import ConventionsError, DataError, UsageError
from generator.inputs.campaignfile import read_campaign
from generator.inputs.sources import read_sources
from generator.inputs.tomledit import as_toml, with_settings
from generator.inspection.coverage import measure_coverage
from generator.language.dates import date_longue
from generator.law.acts import Act
from generator.law.signatories import Person
from generator.progress import Silence
from generator.project import Project, open_project
from generator.register.journal import today_in_france
from generator.rendering.context import columns_read, make_context
from generator.runs.campaigns.answers import EPCI, SIGNATORY, Answers
from generator.runs.campaigns.clauses import ARTICLES, with_articles
from generator.runs.campaigns.following import unwritten, with_visa
from generator.runs.campaigns.new import STARTER, NewReport, NewRequest, run as make_new
from generator.runs.followup.status import StatusRequest, run as read_status
from generator.runs.making.check import CheckRequest, run as check
from generator.word.controls import fill_controls, read_controls
from tests.annexes import join, untagged
from tests.cases import cases
from tests.conftest import REPOSITORY, MakeProject
from tests.days import on
from tests.edits import replace
from tests.law.samples import plain
from tests.pdf.conformance import failures
from tests.register.conftest import ACT
from tests.runs.conftest import contents, run
from tests.runs.killing import COMPLETED
from tests.signatories import NEW_PRESIDENT, VICE_PRESIDENT, delegate

TODAY = datetime.date(2026, 12, 3)
TEMPLATES = sorted([*STARTER.glob("*.docx"), *REPOSITORY.glob("templates/*/*.docx")])
#: What follows a signature.
LETTERS = ("notification", "certificat", "reconduction", "fin")


def new_campaign(start: Path, name: str) -> NewReport:
    """Make a campaign's folder."""
    return make_new(start, NewRequest(name, today=TODAY), Silence())


def of_the_starter() -> dict[str, str]:
    """Return what the starter's campaign.toml says of its EPCI, as TOML by dotted key."""
    said = tomllib.loads((STARTER / "campaign.toml").read_text(encoding="utf-8"))
    known = {f"epci.{key}": said["epci"][key] for key in EPCI}
    known |= {f"epci.president.{key}": said["epci"]["president"][key] for key in SIGNATORY}
    known |= {f"convention.{key}": said["convention"][key] for key in ("reference", "fait_a")}
    known["epci.deliberation.organe"] = said["epci"]["deliberation"]["organe"]
    return {key: as_toml(value) for key, value in known.items()}


def complete(folder: Path) -> None:
    """Write what a new campaign leaves to write."""
    toml = folder / "campaign.toml"
    acts = {"epci.deliberation.numero": as_toml("D26001"), "epci.deliberation.date": as_toml(TODAY)}
    settings = acts | {"convention.objet": as_toml("Prêt de matériel")}
    toml.write_text(with_settings(toml.read_text(encoding="utf-8"), settings), encoding="utf-8")
    settle(folder, unwritten(toml.read_text(encoding="utf-8")))


def settle(folder: Path, keys: Iterable[str]) -> None:
    """Write some of what the starter says of its EPCI."""
    toml, known = folder / "campaign.toml", of_the_starter()
    toml.write_text(with_settings(toml.read_text("utf-8"), {key: known[key] for key in keys}), encoding="utf-8")


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Make an empty folder."""
    path = tmp_path / "vide"
    path.mkdir()
    return path


def test_an_empty_folder_becomes_a_project(empty: Path) -> None:
    """The example register is the real row of Haveluy under the columns of the real register."""
    made = new_campaign(empty, "pret")
    assert (made.folder, made.communes, made.model) == (empty / "templates" / "pret", empty / "communes.csv", "")
    assert set(contents(empty)) == {"communes.csv"} | {f"templates/pret/{path.name}" for path in starter()}
    with (empty / "communes.csv").open(encoding="utf-8-sig", newline="") as file:
        example = list(csv.reader(file, delimiter=";"))
    with (REPOSITORY / "communes.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, delimiter=";")
    assert example == [header, next(row for row in rows if row[0] == "59292")]


def starter() -> list[Path]:
    """Return the files that a campaign's folder is made of."""
    return [path for path in STARTER.iterdir() if path.name != "communes.csv" and path.suffix]


@cases("engine", "embedded", "libreoffice")
def test_a_new_campaign_builds_at_once(empty: Path, engine: str) -> None:
    """Without a warning, in files that pass PDF/A-2a and PDF/UA-1."""
    complete(new_campaign(empty, "pret-de-materiel").folder)
    project = open_project(empty)
    with on(TODAY):
        assert check(project, CheckRequest(), Silence()).problems == ()
    report = run(project, engine=engine)
    assert not report.failed
    documents = {record.kind: record.number for record in report.manifest.documents}
    kinds = ("bordereau", "deliberation", "convention", "planning", "pack")
    assert documents == dict.fromkeys(kinds, "PRET_DE_MATERIEL-2026-001")
    assert [failures(path) for path in project.output.rglob("*.pdf")] == [[]] * 6


def test_a_new_campaign_has_a_note_for_the_communes_whose_convocation_bears_one(project: MakeProject) -> None:
    """Abscon has 3 500 inhabitants, Haveluy has not; what only the commune or the service knows is a blank."""
    copy = project("59002", "59292")
    complete(new_campaign(copy.root, "pret").folder)
    made = open_project(copy.root, "pret")
    report = run(made)
    assert [one.insee for one in report.manifest.documents if one.kind == "note"] == ["59002"]
    (note,) = made.output.rglob("*-note.docx")
    assert "une convention qui a pour objet : « Prêt de matériel »" in plain("\n".join(paragraphs(note.read_bytes())))
    assert set(read_controls(note.read_bytes())) == {"seance.date", "note.motifs", "note.engagements"}
    (pdf,) = made.output.rglob("*-note.pdf")
    assert failures(pdf) == []


def test_a_new_campaign_is_lived_through(empty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By the commands alone: sent, voted, signed and notified, evaluated, its avenant made, signed and notified."""

    def ago(days: int) -> datetime.date:
        return today_in_france() - datetime.timedelta(days)

    def types(*words: str) -> None:
        assert run_command([*words, "--project", str(empty)]) == 0, words

    def votes(folder: str, before: int) -> None:
        (draft,) = project.output.glob(f"{folder}/*-deliberation*.docx")
        days = {"seance.date": 0, "seance.convocation": -9, "seance.affichage": -9, "transmission.date": 2}
        dates = {name: date_longue(ago(before - after)) for name, after in (days | {"publication.date": 2}).items()}
        returned = tmp_path / f"retour-{before}.docx"
        returned.write_bytes(fill_controls(draft.read_bytes(), COMPLETED | dates))
        types("intake", str(returned), "--yes")
        types("build", "--engine", "embedded", "--no-verify")

    types("new", "pret")
    complete(empty / "templates" / "pret")
    replace(empty / "templates" / "pret" / "campaign.toml", f"date = {TODAY}", f"date = {ago(60)}")
    project = open_project(empty)
    types("build", "--engine", "embedded", "--no-verify")
    types("mail")
    types("mail", "--sent", f"{ago(0)}", "--yes")
    votes("*", 20)
    types("sign", "haveluy", "--date", f"{ago(10)}", "--yes")
    types("mail")
    types("mail", "--sent", f"{ago(9)}", "--yes")
    types("sign", "haveluy", "--notified", f"{ago(5)}", "--yes")
    evaluation = tmp_path / "evaluation.csv"
    row = f"59292;Haveluy;premier semestre;12;1;5;6;;;4;vendredi;après-midi;;{ago(-40)};non"
    columns = "accompagnements;ateliers;permanences_tenues;permanences_prevues;observations;mediateur;semaine;jour"
    evaluation.write_text(
        f"insee;nom;periode;{columns};demi_journee;lieu;date_effet;incidence_financiere\n{row}\n", encoding="utf-8"
    )
    types("amend", str(evaluation), "--engine", "embedded", "--no-verify")
    capsys.readouterr()
    votes("*/avenant-1", 4)
    assert "a le même numéro, 2025-02-10" in capsys.readouterr().err
    types("sign", "haveluy", "--avenant", "1", "--date", f"{ago(1)}", "--notified", f"{ago(0)}", "--yes")
    (dossier,) = read_status(project, StatusRequest(), Silence()).as_json()["dossiers"]
    assert (dossier["state"], [one["state"] for one in dossier["avenants"]]) == ("signed", ["signed"])
    assert not failures(next(project.output.glob("*/avenant-1/*-pack.pdf")))
    ends = ("--cause", "accord", "--effect", f"{ago(-60)}", "--why", "Essai.", "--yes")
    types("end", "haveluy", *ends, "--engine", "embedded", "--no-verify")
    letters = {path.parent.name + path.stem.rpartition("-001")[2] for path in project.output.rglob("*.pdf")}
    assert {"notification-notification", "certificat-certificat", "fin-fin"} <= letters
    assert [failures(path) for path in project.output.glob("*/fin/*.pdf")] == [[]] * 2
    assert list(project.output.glob("evaluation-*.pdf"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_of_a_visa_its_first_word_alone_is_strong(template: Path) -> None:
    """« Vu », « Considérant »: the act reads alike from one visa to the next."""
    runs = (run for paragraph in docx.Document(str(template)).paragraphs for run in paragraph.runs)
    strong = {run.text for run in runs if run.style is not None and run.style.style_id == "Strong"}
    assert {text for text in strong if text.startswith(("Vu", "Considérant"))} <= {"Vu", "Considérant"}


def test_its_letters_quote_no_article_by_number(empty: Path) -> None:
    """Those of its convention are numbered by what was chosen; without interventions no report counts them."""
    make_new(empty, NewRequest("pret", today=TODAY, answers=Answers(planning=False)), Silence())
    folder = empty / "templates" / "pret"
    said = "\n".join(plain("\n".join(paragraphs((folder / f"{name}.docx").read_bytes()))) for name in LETTERS)
    assert not re.search(r"articles? \d", said)
    assert not (folder / "evaluation.docx").exists()
    assert read_campaign(folder)[0].rapport is None


def test_its_dates_are_those_of_the_day(empty: Path) -> None:
    """The planning begins next month, the convention ends with next year; December has a next month too."""
    folder = new_campaign(empty, "pret").folder
    complete(folder)
    campaign, problems = read_campaign(folder)
    assert problems == ()
    assert campaign.numbering.annee == 2026
    assert campaign.convention.terme == datetime.date(2027, 12, 31)
    assert campaign.planning is not None
    assert campaign.planning.debut == datetime.date(2027, 1, 1)


@pytest.mark.usefixtures("unproved")
def test_it_says_what_is_left_to_write(empty: Path) -> None:
    """What the program cannot know is no likely lie, and nothing is made or numbered as long as it stands.

    A first campaign is of any EPCI: nothing in it is another's.
    """
    made = new_campaign(empty, "pret")
    keys = made.unwritten
    acts = {"epci.deliberation.numero", "epci.deliberation.date", "convention.objet"}
    assert {*keys} == acts | of_the_starter().keys()
    project = open_project(empty)
    with pytest.raises(DataError) as caught:
        run(project)
    assert [(one.file, one.column) for one in caught.value.problems] == [("pret/campaign.toml", key) for key in keys]
    assert all(one.line and "pas encore écrit" in one.message for one in caught.value.problems)
    assert not project.register.exists()
    complete(made.folder)
    check(project, CheckRequest(), Silence())


def test_the_articles_of_the_list_are_those_of_the_template() -> None:
    """In the order of the template; all of them chosen leave it as it is, but those that exclude each other."""
    template = (STARTER / "convention.docx").read_bytes()
    titles = [article.title for article in ARTICLES.values()]
    assert [title for _, title in headings(template)] == titles
    assert headings(with_articles(template, ARTICLES)) == headings(template)
    some = headings(with_articles(template, {"objet", "gratuite", "litiges"}))
    assert some == [("1er", "Objet"), ("2", "Dispositions financières"), ("3", "Litiges")]


@pytest.mark.usefixtures("unproved")
@cases(
    "name, party, asked",
    ("Communauté de communes Sundgau", "La Communauté de communes Sundgau, représentée", "Renvoyez à la Communauté"),
    ("Syndicat mixte du Haut-Jura", "Le Syndicat mixte du Haut-Jura, représenté", "Renvoyez au Syndicat mixte"),
    ("Eurométropole de Strasbourg", "L’Eurométropole de Strasbourg, représentée", "Renvoyez à l’Eurométropole"),
    ("Rennes Métropole", "Rennes Métropole, représentée", "Renvoyez à Rennes Métropole"),
)
def test_its_acts_agree_with_the_name_of_the_epci(empty: Path, name: str, party: str, asked: str) -> None:
    """Article, contractions and agreements, whatever the category."""
    folder = new_campaign(empty, "pret").folder
    complete(folder)
    replace(folder / "campaign.toml", "Communauté d’Agglomération de La Porte du Hainaut", name)
    replace(folder / "campaign.toml", 'nom_court = "La Porte du Hainaut"', f'nom_court = "{name}"')
    project = open_project(empty)
    with on(TODAY):
        assert check(project, CheckRequest(), Silence()).problems == ()
        run(project, only=("convention", "bordereau"))
    told = {path.name[-9:]: plain("\n".join(paragraphs(path.read_bytes()))) for path in project.output.rglob("*.docx")}
    gender = "désigné «" if name.startswith("Syndicat") else "désignée «"
    assert f"\n{party} par Monsieur" in told["tion.docx"]
    assert f"ci-après {gender}" in told["tion.docx"]
    assert asked in told["reau.docx"]
    assert not re.search(r"\b(?:de|à|par) (?:Communauté|Syndicat|Eurom)|\b[Ll]a (?:Syndicat|Rennes|Eurom)", str(told))


def headings(docx_bytes: bytes) -> list[tuple[str, str]]:
    """Return the numbers and titles of a template's articles."""
    found = re.findall(r"^Article (\S+) : (.+)$", plain("\n".join(paragraphs(docx_bytes))), re.MULTILINE)
    return [(number, title) for number, title in found if "-" not in number]


def paragraphs(docx_bytes: bytes) -> list[str]:
    """Return the texts of the paragraphs of a document."""
    return [one.text for one in docx.Document(io.BytesIO(docx_bytes)).paragraphs]


@pytest.mark.usefixtures("unproved")
def test_the_command_takes_the_answers(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is said is in campaign.toml, the rest is left; the communes that are not named take no part."""
    shutil.copyfile(REPOSITORY / "communes.csv", empty / "communes.csv")
    title, purpose = "Convention d’essai", 'l’essai de "tout"'
    options = ["--title", title, "--object", purpose, "--epci", "sigle=ESSAI", "--term", "31/12/2040", "--renewal", "6"]
    options += ["--signatory", "nom=MARTIN", "--act", "D26-1", "--act-date", "2026-01-05", "--commune", "Haveluy"]
    options += ["--no-planning", "--article", "donnees"]
    assert run_command(["new", "essai", "--project", str(empty), *options, "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    left = of_the_starter().keys() - {"epci.sigle", "epci.president.nom", "convention.reference"}
    assert ({*made["unwritten"]}, made["left"]) == (left, [])
    project = open_project(empty)
    settle(project.campaign, left)
    campaign, problems = read_campaign(project.campaign)
    assert problems == ()
    assert (campaign.convention.titre, campaign.convention.objet) == (title, purpose)
    assert (campaign.epci.sigle, campaign.epci.president.nom) == ("ESSAI", "MARTIN")
    assert campaign.convention.terme == datetime.date(2040, 12, 31)
    assert (campaign.convention.reconduction.duree_mois, campaign.convention.reconduction.preavis_mois) == (6, 2)
    assert campaign.epci.deliberation.date == datetime.date(2026, 1, 5)
    assert campaign.planning is None
    assert {one.nom for one in read_sources(project).participants} == {"Haveluy"}
    written = plain("\n".join(paragraphs((project.campaign / "convention.docx").read_bytes())))
    assert "règlement (UE) 2016/679" in written
    assert "titre gratuit" not in written
    assert read_sources(project).participants[0].slot is not None
    assert not check(project, CheckRequest(), Silence()).error
    report = run(project)
    text = plain("\n".join(paragraphs(next(project.output.rglob("*-convention.docx")).read_bytes())))
    assert "reconduite tacitement, par périodes de six mois, sauf dénonciation" in text
    assert {record.kind for record in report.manifest.documents} == {"bordereau", "deliberation", "convention", "pack"}


def test_the_article_on_the_term_follows_the_settings(empty: Path) -> None:
    """The clause of renewal is there with its section, whenever that is written or taken out."""
    shutil.copyfile(REPOSITORY / "communes.csv", empty / "communes.csv")
    answers = Answers(
        "Convention d’essai", "l’essai", renewal=12, act="D26-1", act_on=datetime.date(2026, 1, 5), planning=False
    )
    folder = make_new(empty, NewRequest("essai", today=TODAY, answers=answers), Silence()).folder
    project, toml = open_project(empty), folder / "campaign.toml"
    settle(folder, of_the_starter())

    def told() -> str:
        run(project, communes=("59292",))
        return plain("\n".join(paragraphs(next(project.output.rglob("*-convention.docx")).read_bytes())))

    assert "reconduite tacitement, par périodes de douze mois, sauf" in told()
    section = "[convention.reconduction]\nduree_mois = 12\npreavis_mois = 2\n"
    replace(toml, section, f"{section}maximum = 1\n")
    assert "reconduite tacitement, une fois au plus, par périodes de douze mois, sauf" in told()
    replace(toml, f"{section}maximum = 1\n", "")
    ended = told()
    assert "Elle s’applique jusqu’au 31 décembre 2027." in ended
    assert "reconduite" not in ended
    assert re.findall("Article .* : (Dur.*)", ended) == ["Durée"]


def test_what_holds_for_one_epci_is_left_to_write_for_another(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its seat, its President, its Bureau and where acts are signed are not those of the example; its sigle is used."""
    shutil.copyfile(REPOSITORY / "communes.csv", empty / "communes.csv")
    options = ["--title", "Convention d’essai", "--object", "Essai", "--act", "12", "--act-date", "2026-01-05"]
    epci = ["--epci", "nom=Communauté de communes d’Essai", "--epci", "sigle=CCE"]
    assert run_command(["new", "essai", "--project", str(empty), *options, *epci, "--json"]) == 0
    left = json.loads(capsys.readouterr().out)["unwritten"]
    assert {"epci.siege", "epci.siren", "epci.president.nom", "epci.deliberation.organe", "convention.fait_a"} <= {
        *left
    }
    settings = tomllib.loads((empty / "templates" / "essai" / "campaign.toml").read_text(encoding="utf-8"))
    assert settings["convention"]["reference"] == "ESSAI_CCE/Commune"
    assert "Wallers" not in str(settings)
    assert "ROBIN" not in str(settings)
    assert run_command(["new", "autre", "--project", str(empty), *options, *epci[:2], "--json"]) == 0
    assert "convention.reference" in json.loads(capsys.readouterr().out)["unwritten"]


@cases(
    "options, words",
    (["--epci", "siren=123"], "siren"),
    (["--signatory", "age=12"], "ce réglage n’existe pas"),
    (["--epci", "sigle"], "écrivez CLÉ=VALEUR"),
    (["--from", "mediation-numerique", "--title", "Autre"], "donnez seulement son terme"),
    (["--article", "gratuite", "--article", "participation"], "à la fois gratuite et payante"),
    (["--act-date", "2040-01-01"], "n’est pas encore prise"),
)
def test_answers_that_do_not_hold_make_nothing(
    small_project: Project, capsys: pytest.CaptureFixture[str], options: list[str], words: str
) -> None:
    """Said in French, and no folder is left."""
    assert run_command(["new", "essai", "--project", str(small_project.root), *options]) != 0
    assert words in plain(capsys.readouterr().err)
    assert [path.name for path in (small_project.root / "templates").iterdir()] == ["mediation-numerique"]


def test_the_convention_that_follows_takes_its_term_and_its_act(small_project: Project) -> None:
    """What is known of it is left to nobody."""
    answers = Answers(term=datetime.date(2028, 6, 30), act="n° D27001", act_on=datetime.date(2026, 11, 2))
    request = NewRequest("suite", "mediation-numerique", TODAY, answers)
    made = make_new(small_project.root, request, Silence())
    assert made.unwritten == ("numbering.annee", "planning.debut")
    assert 'numero = "D27001"' in (made.folder / "campaign.toml").read_text(encoding="utf-8")


def test_the_convention_that_follows_keeps_annexes_in_a_folder_of_their_own(small_project: Project) -> None:
    """As it keeps those that lie beside the templates."""
    (small_project.campaign / "annexes").mkdir()
    join(small_project, "annexes/plan.pdf", untagged())
    made = make_new(small_project.root, NewRequest("suite", "mediation-numerique", TODAY), Silence())
    assert (made.folder / "annexes" / "plan.pdf").read_bytes() == untagged()


def test_the_convention_that_follows_keeps_all_but_its_year_and_its_acts(small_project: Project) -> None:
    """Templates, wording, communes and slots; nothing of the earlier one is touched."""
    small_project.own_communes.write_text("insee;participe\n59504;non\n", encoding="utf-8")
    before = contents(small_project.campaign)
    made = make_new(small_project.root, NewRequest("suite", "mediation-numerique", TODAY), Silence())
    assert contents(small_project.campaign) == before
    copied = contents(made.folder)
    assert copied.keys() == before.keys()
    changed = sorted(name for name in copied if copied[name] != before[name])
    assert changed == ["campaign.toml", "communes.csv", "convention.docx"]
    assert copied["communes.csv"] == b"insee;participe;succede_a\n59504;non;\n"
    assert made.unwritten == (
        "epci.deliberation.numero",
        "epci.deliberation.date",
        "convention.terme",
        "numbering.annee",
        "planning.debut",
    )
    project = open_project(small_project.root, "suite")
    with pytest.raises(DataError) as caught:
        check(project, CheckRequest(), Silence())
    assert [one.column for one in caught.value.problems if one.level == "error"] == list(made.unwritten)
    toml = made.folder / "campaign.toml"
    replace(toml, 'numero = "à compléter"', 'numero = "D27001"')
    replace(toml, 'date = "à compléter"', "date = 2027-01-11")
    replace(toml, 'terme = "à compléter"', "terme = 2027-12-31")
    replace(toml, 'annee = "à compléter"', "annee = 2027")
    replace(toml, 'debut = "à compléter"', "debut = 2027-02-01")
    report = run(project, communes=("59292",))
    assert {record.number for record in report.manifest.documents} == {"MED_NUM-2027-001"}


def test_each_convention_says_which_act_it_succeeds_to(signed_project: Project) -> None:
    """The signed one of its commune, with its number and its day; nothing where none was signed."""
    made = make_new(signed_project.root, NewRequest("suite", "mediation-numerique", TODAY), Silence())
    rows = (made.folder / "communes.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0] == "insee;nom;succede_a"
    assert {row.split(";")[0] for row in rows[1:]} == {"59205", "59292"}
    toml = made.folder / "campaign.toml"
    text = toml.read_text(encoding="utf-8")
    for key, value in (("numero", '"D27001"'), ("date", "2027-01-11"), ("terme", "2027-12-31"), ("annee", "2027")):
        text = text.replace(f'{key} = "à compléter"', f"{key} = {value}")
    toml.write_text(text.replace('debut = "à compléter"', "debut = 2027-02-01"), encoding="utf-8")
    project = open_project(signed_project.root, "suite")
    run(project, only=("convention",))
    said = {
        path.parent.name: "\n".join(one.text for one in docx.Document(str(path)).paragraphs)
        for path in project.output.rglob("*-convention.docx")
    }
    act = next(row.split(";")[2] for row in rows if row.startswith("59205"))
    assert re.fullmatch(r"MED_NUM-2025-\d{3}, signée le \d+ mai 2025", plain(act))
    visa = f"Vu la convention n°\u00a0{act}, à laquelle la présente convention succède,"
    assert visa in said["59205-escaudain"]
    assert "succède" not in said["59504-roeulx" if "59504-roeulx" in said else "59564-la-sentinelle"]
    copied = (made.folder / "convention.docx").read_bytes()
    assert with_visa(copied) == copied


def test_a_campaign_of_two_columns_goes_on_with_them(signed_project: Project) -> None:
    """Its template names both: number and day stay apart, and the value of the new one is made of them."""
    signed_project.own_communes.write_text(
        "insee;succede_a;succede_a_signee_le\n59292;MED_NUM-2024-003;3 mai 2024\n", encoding="utf-8"
    )
    made = make_new(signed_project.root, NewRequest("suite", "mediation-numerique", TODAY), Silence())
    header, *rows = plain((made.folder / "communes.csv").read_text(encoding="utf-8-sig")).splitlines()
    assert header == "insee;succede_a;succede_a_signee_le"
    assert re.search(r"^59292;MED_NUM-2025-\d{3};\d+ mai 2025$", "\n".join(rows), re.MULTILINE)
    (haveluy,) = [one for one in read_sources(signed_project).participants if one.insee == "59292"]
    context = make_context(haveluy, read_sources(signed_project).campaign, "N")
    assert context["convention"].succede_a == "MED_NUM-2024-003, signée le 3 mai 2024"
    assert {"succede_a", "succede_a_signee_le"} <= columns_read(context)


def test_the_campaign_that_is_followed_must_be_there(small_project: Project) -> None:
    """Those that are there are named."""
    with pytest.raises(UsageError, match="« absente » n’existe pas"):
        make_new(small_project.root, NewRequest("suite", "absente", TODAY), Silence())


def test_every_passage_of_its_templates_has_been_rendered(project: MakeProject) -> None:
    """No address, no slot, a morning, a holiday, a single original: nothing in the templates fails later."""
    copy = project("59002", "59292", "59504", "59564")
    new_campaign(copy.root, "pret")
    pret = open_project(copy.root, "pret")
    complete(pret.campaign)
    rows = [row.split(";") for row in copy.communes.read_text(encoding="utf-8").splitlines()]
    columns = rows[0]
    for column in ("adresse_mairie", "code_postal", "mediateur", "semaine", "jour", "demi_journee", "lieu"):
        rows[1][columns.index(column)] = ""
    rows[3][columns.index("demi_journee")] = "matin"
    copy.communes.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    never = {"si logo", "boucle vide : for piece in pieces", "boucle vide : for seance in planning.seances"}
    # Nobody here is the President's commune or under the local law, and the campaign says nothing of remedies.
    never |= {"si conseil.a_designer", "si conseil.droit_local", "si voies_de_recours"}
    never |= {"si conseil.note_de_synthese", "sauf si conseil.note_de_synthese"}  # said under the local law alone
    never |= {"si not commune.destinataire", "sauf si signataire", "si epci.signataire.arrete"}
    never |= {"si signataire.arrete"}
    # The EPCI is of a category that has its articles; the planning is that of a convention, at its beginning.
    never |= {"sauf si epci.fondement", 'sauf si " et " in epci.fondement', "si avenant", "si reconduction", "si fin"}
    never |= {"sauf si not avenant and not reconduction and not fin", "si reconduction or fin"}
    never |= {"sauf si planning"}
    # It ends at its term.
    never |= {"si convention.reconduction.duree_mois"}
    for case in ("convention.reconduction.duree_mois == 1", "convention.reconduction.maximum"):
        never |= {f"si {case}", f"sauf si {case}"}
    one = "sauf si convention.originaux > 1"
    # The councils of two have voted: one is without a slot, and its deliberation was not transmitted.
    acts = {"59002": dataclasses.replace(ACT, sent_on=None, received_on=None), "59292": ACT}
    assert never_rendered(pret, acts) == never | {one}
    replace(pret.campaign / "campaign.toml", "originaux = 2", "originaux = 1")
    assert one not in never_rendered(pret, acts)


def never_rendered(project: Project, acts: Mapping[str, Act]) -> set[str]:
    """Return the branches of the templates that no commune's documents pass, given the deliberations recorded."""
    return {item.branch.label for item in measure_coverage(read_sources(project), acts) if not item.communes}


def test_a_new_campaign_has_the_president_of_today(project: MakeProject) -> None:
    """Neither the one of before nor a vice-president for some communes."""
    made = project("59292")
    delegate(made, NEW_PRESIDENT, VICE_PRESIDENT + 'communes = ["Haveluy"]\n')
    new_campaign(made.root, "pret")
    new, _ = read_campaign(made.root / "templates" / "pret")
    assert new.epci.president == Person("Madame", "Anne-Lise", "DUFOUR-TONINI", "Présidente")
    assert new.epci.representants == ()


@pytest.mark.usefixtures("unproved")
def test_the_epci_and_the_slots_of_a_project_are_kept(project: MakeProject) -> None:
    """All communes of a project fit a second campaign, as they are."""
    copy = project()
    made = new_campaign(copy.root / "templates", "pret")
    complete(made.folder)
    assert (made.folder, made.communes, made.model) == (copy.root / "templates" / "pret", None, "mediation-numerique")
    assert all(
        problem.level == "warning"
        for problem in check(open_project(copy.root, "pret"), CheckRequest(), Silence()).problems
    )
    (old, _), (new, _) = read_campaign(copy.campaign), read_campaign(made.folder)
    assert old.planning is not None
    assert new.planning is not None
    for name in ("mediateurs", "demi_journees", "debuts", "accueil", "rendez_vous"):
        assert getattr(new.planning, name) == getattr(old.planning, name)
    for name in ("nom", "nom_court", "sigle", "siren", "siege", "president"):
        assert getattr(new.epci, name) == getattr(old.epci, name)
    assert new.epci.deliberation.organe == old.epci.deliberation.organe
    assert new.convention.fait_a == old.convention.fait_a
    assert new.convention.reference == "PRET_CAPH/Commune"


def test_the_planning_rules_are_those_of_a_campaign_that_has_some(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whichever gives the EPCI, the default campaign first; what is said is what was taken."""
    copy = project("59292")

    def told(name: str, *options: str) -> str:
        assert run_command(["new", name, "--project", str(copy.root), *options]) == 0
        return capsys.readouterr().out

    act = ("--title", "Instruction", "--object", "l’instruction", "--act", "12", "--act-date", "2026-06-01")
    assert "planning" not in told("ads", *act, "--no-planning").splitlines()[1]
    replace(copy.root / "templates" / "ads" / "campaign.toml", 'siege = "Site minier', 'siege = "Ancien site')
    said = told("un")
    assert "L’EPCI est celui de la campagne ads." in said
    assert "Les règles du planning sont celles de la campagne mediation-numerique." in said
    (new, _), (old, _) = read_campaign(copy.root / "templates" / "un"), read_campaign(copy.campaign)
    assert new.planning is not None
    assert old.planning is not None
    assert new.planning.demi_journees == old.planning.demi_journees
    assert new.epci.siege.startswith("Ancien site")
    assert run_command(["use", "mediation-numerique", "--project", str(copy.root)]) == 0
    capsys.readouterr()
    assert "L’EPCI et les règles du planning sont ceux de la campagne mediation-numerique." in told("deux")
    assert "celui de la campagne" not in told("trois", "--epci", "nom=Communauté de communes d’Essai")


def test_any_text_can_be_kept(project: MakeProject) -> None:
    """Quotes, backslashes and hashes in an EPCI's name; a mediator's mark that TOML would not take bare."""
    copy = project("59292")
    toml = copy.campaign / "campaign.toml"
    replace(toml, 'nom = "Communauté d’Agglomération de La Porte du Hainaut"', r"""nom = 'CC "Essai" \ # = Œ'""")
    replace(toml, 'M1 = "Médiateur', '"M 1.a" = "Médiateur')
    replace(copy.communes, ";M1;", ";M 1.a;")
    made = new_campaign(copy.root, "pret")
    complete(made.folder)
    campaign, problems = read_campaign(made.folder)
    assert problems == ()
    assert campaign.epci.nom == r"""CC "Essai" \ # = Œ"""
    assert campaign.planning is not None
    assert list(campaign.planning.mediateurs) == ["M 1.a", "M2"]


def test_a_campaign_with_errors_is_no_model(project: MakeProject) -> None:
    """Neither one that is not TOML nor one with an error gives its EPCI."""
    copy = project("59292")
    replace(copy.campaign / "campaign.toml", 'siren = "200042190"', 'siren = "200042191"')
    assert new_campaign(copy.root, "un").model == ""
    (copy.campaign / "campaign.toml").write_text("[", encoding="utf-8")
    (copy.root / "templates" / "un" / "campaign.toml").write_text("[", encoding="utf-8")
    assert new_campaign(copy.root, "deux").model == ""


def test_the_comments_explain_every_section(empty: Path) -> None:
    """Filling the file in loses none of the comments, and every section of its own has one."""
    text = (new_campaign(empty, "pret").folder / "campaign.toml").read_text(encoding="utf-8")
    original = (STARTER / "campaign.toml").read_text(encoding="utf-8")
    comments = [line for line in original.splitlines() if line.startswith("#")]
    assert [line for line in text.splitlines() if line.startswith("#")] == comments
    assert len(comments) > len(tomllib.loads(text))
    keys = [line.partition(" = ")[0] for line in original.splitlines()]
    assert [line.partition(" = ")[0] for line in text.splitlines()] == keys


def test_an_existing_folder_stays_as_it_is(small_project: Project) -> None:
    """Even one without campaign.toml, and whatever the case of its letters."""
    (small_project.root / "templates" / "Pret").mkdir()
    before = contents(small_project.root)
    for name in ("mediation-numerique", "pret"):
        with pytest.raises(UsageError, match="existe déjà"):
            new_campaign(small_project.root, name)
    assert contents(small_project.root) == before


@cases(
    "name, hint",
    ("Prêt de matériel", "par exemple pret-de-materiel."),
    ("médiation_numérique", "par exemple mediation-numerique."),
    ("../ailleurs", "par exemple ailleurs."),
    ("a" * 41, f"par exemple {'a' * 40}."),
    ("-pret", "par exemple pret."),
    (".", "chiffres et tirets."),
    ("", "chiffres et tirets."),
    ("con", "chiffres et tirets."),
    ("pret\n", "par exemple pret."),
)
def test_a_name_that_cannot_name_files_is_refused(empty: Path, name: str, hint: str) -> None:
    """Everywhere: in paths, in numbers, on Windows; a name near it is offered when there is one."""
    with pytest.raises(UsageError, match="ne peut pas nommer une campagne") as caught:
        new_campaign(empty, name)
    assert str(caught.value).endswith(hint)
    assert list(empty.iterdir()) == []


def test_a_folder_of_other_things_is_refused(empty: Path) -> None:
    """A project is not begun among somebody's files; what git keeps is no file of theirs."""
    (empty / ".git").mkdir()
    (empty / "lettre.docx").write_bytes(b"")
    with pytest.raises(UsageError, match="n’est pas vide"):
        new_campaign(empty, "pret")
    with pytest.raises(UsageError, match="n’existe pas"):
        new_campaign(empty / "absent", "pret")
    (empty / "lettre.docx").unlink()
    assert new_campaign(empty, "pret").folder.is_dir()


def test_a_register_that_is_there_is_kept(empty: Path) -> None:
    """A folder with communes.csv alone gets a campaign and keeps its register."""
    (empty / "communes.csv").write_text("à moi", encoding="utf-8")
    assert new_campaign(empty, "pret").communes is None
    assert (empty / "communes.csv").read_text(encoding="utf-8") == "à moi"


@cases("obstacle", "communes.csv", "templates")
def test_everything_is_made_or_nothing(empty: Path, obstacle: str) -> None:
    """A folder where the register should go, a file where templates/ should: nothing else appears."""
    if obstacle == "templates":
        (empty / obstacle).write_bytes(b"")
    else:
        (empty / obstacle).mkdir()
    with pytest.raises(ConventionsError, match="rien n’a été créé"):
        new_campaign(empty, "pret")
    assert [path.name for path in empty.iterdir()] == [obstacle]


def test_the_command_says_what_to_do_next(
    empty: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the files are, and the two things to edit; the same in JSON."""
    monkeypatch.chdir(empty)
    assert run_command(["new", "pret"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"Campagne créée\u00a0: {empty / 'templates' / 'pret'}\n")
    assert "conventions check --campaign pret" in said
    complete(empty / "templates" / "pret")
    assert run_command(["new", "don", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result == {
        "folder": str(empty / "templates" / "don"),
        "communes": None,
        "model": "pret",
        "planning": "pret",
        "follows": "",
        "unwritten": ["epci.deliberation.numero", "epci.deliberation.date", "convention.objet"],
        "left": [],
    }
    assert run_command(["new", "don"]) == UsageError.exit_code
