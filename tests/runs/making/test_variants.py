"""What documents say in a campaign that is not the usual one: another EPCI, other signatories, one original."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from generator.inputs.sources import read_sources
from generator.progress import Silence
from generator.project import Project, open_project
from generator.runs.campaigns.answers import Answers
from generator.runs.campaigns.new import STARTER, NewRequest, run as make_new
from tests.cases import cases
from tests.conftest import REPOSITORY, MakeProject
from tests.edits import replace, set_cells
from tests.law.samples import plain
from tests.runs.conftest import run
from tests.signatories import VICE_PRESIDENT, add_signatory, delegate

CAMPAIGN = REPOSITORY / "templates" / "mediation-numerique"
ANSWERS = Answers("Convention d’essai", "Essai", act="12", act_on=datetime.date(2026, 1, 5))


def words(path: Path) -> str:
    """Return the text of the body of a document, with ordinary spaces."""
    body = docx.Document(io.BytesIO(path.read_bytes())).element.body
    return plain("\n".join("".join(run.text or "" for run in one.iter("{*}t")) for one in body.iter("{*}p")))


def made(project: Project, kind: str, folder: str) -> str:
    """Return the text of a document of one dossier."""
    (path,) = project.output.glob(f"*-{folder}/*-{kind}.docx")
    return words(path)


@pytest.fixture
def own(project: MakeProject) -> Project:
    """Return a new campaign, as it is laid, of Haveluy and of the commune whose mayor is the President."""
    root = project("59292", "59491").root
    make_new(root, NewRequest("essai", answers=ANSWERS), Silence())
    return open_project(root, "essai")


def test_the_convention_of_a_new_campaign_names_who_signs(own: Project) -> None:
    """The commune's signatory, the vice-president with the delegation; nobody where the council is to designate."""
    add_signatory(own, "Madame;Anne;MARTIN;Première adjointe")
    delegate(own, VICE_PRESIDENT + 'communes = ["59292"]\narrete = "n° 12 du 5 janvier 2025"\n')
    run(own)
    text = made(own, "convention", "haveluy")
    assert "représentée par Madame Anne-Lise DUFOUR-TONINI, Vice-présidente, agissant par délégation (arrêté " in text
    assert "(arrêté n° 12 du 5 janvier 2025) du Président dûment autorisé à cet effet par délibération n° 12" in text
    assert "représentée par Madame Anne MARTIN, Première adjointe, dûment autorisée" in text
    assert "RYCKELYNCK" not in text
    assert text.endswith("Anne-Lise DUFOUR-TONINI\nVice-présidente\nAnne MARTIN\nPremière adjointe")
    text = made(own, "convention", "raismes")
    assert "représentée par [nom et qualité de la personne désignée], dûment autorisée" in text
    assert text.count("Aymeric ROBIN") == 2
    assert "Mairie de Raismes" in made(own, "bordereau", "raismes")


def test_the_planning_of_a_new_campaign_waits_for_the_convention(own: Project) -> None:
    """It can begin before the convention takes effect, and says so."""
    run(own)
    assert "ou de la prise d’effet de la convention si elle est postérieure, au" in made(own, "planning", "haveluy")


def test_a_new_campaign_cites_the_articles_of_its_epci(project: MakeProject) -> None:
    """A communauté de communes does not rest on the article of the communautés d’agglomération."""
    root = project("59292").root
    make_new(root, NewRequest("essai", answers=ANSWERS), Silence())
    own = open_project(root, "essai")
    replace(own.campaign / "campaign.toml", "Communauté d’Agglomération de", "Communauté de communes de")
    run(own)
    vu = "Vu le code général des collectivités territoriales, notamment son article L. 5214-16-1,"
    assert vu in made(own, "convention", "haveluy")
    replace(own.campaign / "campaign.toml", "Communauté de communes de", "Syndicat mixte de")
    run(own)
    assert "Vu le code général des collectivités territoriales,\n" in made(own, "convention", "haveluy")


def test_one_original_and_other_periods_are_said_as_they_are(small_project: Project) -> None:
    """« en un exemplaire original »; the convention and its note say the periods and the notice of campaign.toml."""
    toml = small_project.campaign / "campaign.toml"
    replace(toml, "originaux = 2", "originaux = 1")
    replace(toml, "duree_mois = 12\npreavis_mois = 2", "duree_mois = 6\npreavis_mois = 1\nmaximum = 3")
    run(small_project)
    (note,) = small_project.output.glob("*/*-note.docx")
    folder = note.parent.name.partition("-")[2]
    periods = "reconduite tacitement par périodes successives de six mois, dans la limite de trois reconductions, sauf"
    for kind in ("convention", "note"):
        text = made(small_project, kind, folder)
        assert periods in text
        assert "au moins un mois avant" in text
    assert "en un exemplaire original, le" in made(small_project, "convention", folder)
    assert "en un exemplaire original" in made(small_project, "bordereau", folder)


def test_a_convention_that_ends_at_its_term_says_nothing_of_renewals(small_project: Project) -> None:
    """Neither in its article nor in the note to the council."""
    text = (small_project.campaign / "campaign.toml").read_text(encoding="utf-8")
    before, _, rest = text.partition("[convention.reconduction]")
    (small_project.campaign / "campaign.toml").write_text(before + rest[rest.index("[") :], encoding="utf-8")
    run(small_project)
    for path in (*small_project.output.glob("*/*-convention.docx"), *small_project.output.glob("*/*-note.docx")):
        assert "reconduite" not in words(path)


@cases("path", *CAMPAIGN.glob("*.docx"), *STARTER.glob("*.docx"), ids=lambda path: path.name)
def test_no_template_takes_one_original_for_several(path: Path) -> None:
    """« en un exemplaires originaux » would be printed of a convention in one original."""
    text = words(path)
    assert "lettres }} exemplaires" not in text
    assert "lettres }} originaux" not in text


def test_the_letter_of_an_end_elides_one_month_and_says_no_more_than_is_recorded() -> None:
    """« moins d’un mois »; the register knows when a denunciation was received, not whether it was registered."""
    text = words(CAMPAIGN / "fin.docx")
    assert "moins {% if convention.reconduction.preavis_mois == 1 %}d’un{% else %}de" in text
    assert "lettre recommandée" not in text


def test_the_draft_of_a_new_campaign_s_avenant_lets_the_council_designate() -> None:
    """As that of its convention does; its planning is annexed to the avenant, not to a convention of that number."""
    draft = words(STARTER / "deliberation-avenant.docx")
    assert "DÉSIGNE, en application de l’article L. 2122-26" in draft
    assert "{{ commune.le_maire }}," in draft
    assert "l’avenant n° {{ avenant.rang }} à la convention n° {{ base.numero }}" in words(STARTER / "planning.docx")


@cases(
    "departement, arrondissement, head",
    ("Nord", "Valenciennes", "Département du Nord – Arrondissement de Valenciennes\n"),
    ("Nord", "", "Département du Nord\n"),
    ("", "Valenciennes", "Arrondissement de Valenciennes\n"),
    ("", "", ""),
)
def test_the_head_of_a_draft_says_what_is_known_and_leaves_no_empty_line(
    small: Callable[..., Project], departement: str, arrondissement: str, head: str
) -> None:
    """Not every EPCI fills both columns."""
    project = small("59292")
    set_cells(project, "59292", departement=departement, arrondissement=arrondissement)
    run(project)
    assert made(project, "deliberation", "haveluy").partition("vote.\n")[2].startswith(f"{head}Commune d’Haveluy\n")


def test_the_sources_of_a_new_campaign_are_read(own: Project) -> None:
    """Nothing of what these tests change is an error."""
    assert [one for one in read_sources(own).problems if one.level == "error"] == []
