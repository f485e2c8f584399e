"""A new campaign works as it is laid, and takes nothing away from what is there."""

from __future__ import annotations

import csv
import datetime
import json
import tomllib
from pathlib import Path

import pytest

from generator.cli import run as run_command
from generator.errors import ConventionsError, UsageError
from generator.inputs.campaign import read_campaign
from generator.law.signatories import Person
from generator.progress import Silence
from generator.project import Project, open_project
from generator.runs.check import CheckRequest
from generator.runs.check import run as check
from generator.runs.new import STARTER, NewReport, NewRequest
from generator.runs.new import run as make_new
from tests.conftest import REPOSITORY, MakeProject
from tests.edits import replace
from tests.inspection.covering import cover
from tests.pdf.conformance import failures
from tests.runs.conftest import contents, run
from tests.signatories import NEW_PRESIDENT, VICE_PRESIDENT, delegate

TODAY = datetime.date(2026, 12, 3)


def new_campaign(start: Path, name: str) -> NewReport:
    """Make a campaign's folder."""
    return make_new(start, NewRequest(name, TODAY), Silence())


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


@pytest.mark.parametrize("engine", ["embedded", "libreoffice"])
def test_a_new_campaign_builds_at_once(empty: Path, engine: str) -> None:
    """Without a warning, in files that pass PDF/A-2b and PDF/UA-1."""
    new_campaign(empty, "pret-de-materiel")
    project = open_project(empty)
    assert check(project, CheckRequest(), Silence()).problems == ()
    report = run(project, engine=engine)
    assert not report.failed
    documents = {record.kind: record.number for record in report.manifest.documents}
    kinds = ("bordereau", "deliberation", "convention", "planning", "pack")
    assert documents == dict.fromkeys(kinds, "PRET_DE_MATERIEL-2026-001")
    assert [failures(path) for path in project.output.rglob("*.pdf")] == [[]] * 6


def test_its_dates_are_those_of_the_day(empty: Path) -> None:
    """The planning begins next month, the convention ends with next year; December has a next month too."""
    campaign, problems = read_campaign(new_campaign(empty, "pret").folder)
    assert problems == ()
    assert campaign.numbering.annee == 2026
    assert campaign.epci.deliberation.date == TODAY
    assert campaign.convention.terme == datetime.date(2027, 12, 31)
    assert campaign.planning is not None
    assert campaign.planning.debut == datetime.date(2027, 1, 1)


def test_it_says_what_is_left_to_write(empty: Path) -> None:
    """What the program cannot know is between brackets, not a likely lie."""
    campaign, _ = read_campaign(new_campaign(empty, "pret").folder)
    assert campaign.epci.deliberation.numero == "[numéro à compléter]"
    assert campaign.convention.objet == "[objet à compléter]"


def test_every_passage_of_its_templates_has_been_rendered(project: MakeProject) -> None:
    """No address, no slot, a morning, a holiday, a single original: nothing in the templates fails later."""
    copy = project("59002", "59292", "59504", "59564")
    new_campaign(copy.root, "pret")
    pret = open_project(copy.root, "pret")
    rows = [row.split(";") for row in copy.communes.read_text(encoding="utf-8").splitlines()]
    columns = rows[0]
    for column in ("adresse_mairie", "code_postal", "mediateur", "semaine", "jour", "demi_journee", "lieu"):
        rows[1][columns.index(column)] = ""
    rows[3][columns.index("demi_journee")] = "matin"
    copy.communes.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    never = {"si logo", "boucle vide : for piece in pieces", "boucle vide : for seance in planning.seances"}
    # Nobody here is the President's commune, none lacks its arrondissement, and the campaign says nothing of remedies.
    never |= {"si conseil.a_designer", "sauf si commune.arrondissement", "si voies_de_recours"}
    one = "sauf si convention.originaux > 1"
    assert {item.branch.label for item in cover(pret) if not item.communes} == never | {one}
    replace(pret.campaign / "campaign.toml", "originaux = 2", "originaux = 1")
    assert one not in {item.branch.label for item in cover(pret) if not item.communes}


def test_a_new_campaign_has_the_president_of_today(project: MakeProject) -> None:
    """Neither the one of before nor a vice-president for some communes."""
    made = project("59292")
    delegate(made, NEW_PRESIDENT, VICE_PRESIDENT + 'communes = ["Haveluy"]\n')
    new_campaign(made.root, "pret")
    new, _ = read_campaign(made.root / "templates" / "pret")
    assert new.epci.president == Person("Madame", "Anne-Lise", "DUFOUR-TONINI", "Présidente")
    assert new.epci.representants == ()


def test_the_epci_and_the_slots_of_a_project_are_kept(project: MakeProject) -> None:
    """All communes of a project fit a second campaign, as they are."""
    copy = project()
    made = new_campaign(copy.root / "templates", "pret")
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


def test_any_text_can_be_kept(project: MakeProject) -> None:
    """Quotes, backslashes and hashes in an EPCI's name; a mediator's mark that TOML would not take bare."""
    copy = project("59292")
    toml = copy.campaign / "campaign.toml"
    replace(toml, 'nom = "Communauté d’Agglomération de La Porte du Hainaut"', r"""nom = 'CC "Essai" \ # = Œ'""")
    replace(toml, 'M1 = "Médiateur', '"M 1.a" = "Médiateur')
    replace(copy.communes, ";M1;", ";M 1.a;")
    made = new_campaign(copy.root, "pret")
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


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Prêt de matériel", "par exemple pret-de-materiel."),
        ("médiation_numérique", "par exemple mediation-numerique."),
        ("../ailleurs", "par exemple ailleurs."),
        ("a" * 41, f"par exemple {'a' * 40}."),
        ("-pret", "par exemple pret."),
        (".", "chiffres et tirets."),
        ("", "chiffres et tirets."),
        ("con", "chiffres et tirets."),
        ("pret\n", "par exemple pret."),
    ],
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


@pytest.mark.parametrize("obstacle", ["communes.csv", "templates"])
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
    assert run_command(["new", "don", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result == {"folder": str(empty / "templates" / "don"), "communes": None, "model": "pret"}
    assert run_command(["new", "don"]) == UsageError.exit_code
