"""The documents of a pack in campaign.toml: PDFs that are joined as they are."""

from __future__ import annotations

import datetime
import unicodedata

import pytest

from generator.errors import DataError, Problem
from generator.inputs.campaignfile import read_campaign
from generator.inputs.sources import read_sources
from generator.project import Project
from tests.annexes import join, untagged
from tests.cases import cases
from tests.edits import replace

PDF = untagged()


def test_an_annexe_has_its_file_s_name_as_its_kind(small_project: Project) -> None:
    """Several may be joined, each for all communes or some, with the date that it bears."""
    join(small_project, "Règlement intérieur.pdf", PDF, "date = 2024-03-12", "Règlement intérieur")
    join(small_project, "plan.PDF", PDF, 'communes = ["Haveluy", "59564"]', "Plan des salles")
    campaign, problems = read_campaign(small_project.campaign)
    assert problems == ()
    first, second = campaign.annexes
    assert (first.kind, first.date, first.communes) == ("annexe-reglement-interieur", datetime.date(2024, 3, 12), ())
    assert first.listed == "Règlement intérieur, du 12\u00a0mars 2024"
    assert (second.kind, second.communes, second.listed) == ("annexe-plan", ("haveluy", "59564"), "Plan des salles")
    assert not {first, second} & set(campaign.templated)
    kinds = {
        commune.nom: [
            piece.kind
            for piece in campaign.documents(note_de_synthese=False, names=commune.names)
            if piece.kind.startswith("annexe")
        ]
        for commune in read_sources(small_project).participants
    }
    both = ["annexe-reglement-interieur", "annexe-plan"]
    assert kinds == {"Haveluy": both, "La Sentinelle": both, "Rœulx": both[:1]}


def test_a_word_annexe_is_a_template_as_ever(small_project: Project) -> None:
    """Its kind is what the file says."""
    join(small_project, "plan.docx", (small_project.campaign / "planning.docx").read_bytes())
    campaign, problems = read_campaign(small_project.campaign)
    assert problems == ()
    assert campaign.annexes == ()
    assert [piece.kind for piece in campaign.templated if piece.template.name == "plan.docx"] == ["annexe"]


@cases(
    "more, message",
    ("", "« a.pdf » est déjà une annexe"),
    ("date = 12", "valeur « 12 » inattendue"),
    ("communes = []", "liste de textes attendue"),
    ("projet = true", "clé inconnue"),
)
def test_what_is_wrong_with_an_annexe_is_told(small_project: Project, more: str, message: str) -> None:
    """Each with its key and its line."""
    join(small_project, "a.pdf", PDF, more)
    if not more:
        join(small_project, "a.pdf", PDF, title="Autre titre")
    _, (problem,) = read_campaign(small_project.campaign)
    assert message in problem.message
    assert problem.line


@cases(
    "named, there",
    ("plan.docx", "Plan.docx"),
    ("plan.docx", "plan (1).DOCX"),
    ("plan.docx", "plan.doc"),
    ("plan.doc", "plan.docx"),
    ("plan", "plan.docx"),
    ("modèle.docx", unicodedata.normalize("NFD", "modèle.docx")),
    ("plan.pdf", "plan - Copie.pdf"),
)
def test_a_file_that_has_not_quite_its_name_is_named(small_project: Project, named: str, there: str) -> None:
    """A template that somebody saved otherwise, or took from a copy, is not only missing."""
    join(small_project, named, PDF)
    (small_project.campaign / named).unlink()
    (small_project.campaign / "plantation.docx").touch()
    (small_project.campaign / there).touch()
    _, (problem,) = read_campaign(small_project.campaign)
    assert problem.message == f"« {named} » est introuvable"
    assert problem.remedy == f"« {there} » y est, renommez ce fichier ou corrigez ce nom"


def _amended(project: Project, name: str, data: bytes, kind: str = "annexe", more: str = "") -> tuple[Problem, ...]:
    """Return what is said of a campaign whose avenants have one more document, their last."""
    file = project.campaign / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)
    settings = project.campaign / "campaign.toml"
    table = f'\n[[avenant.pieces]]\ntype = "{kind}"\nmodele = "{name}"\ntitre = "Autre"\n{more}\n'
    replace(settings, "\n[planning]\n", f"{table}\n[planning]\n")
    return read_campaign(project.campaign)[1]


@cases("name", "avenant/règlement.pdf", "Règlement.pdf", "reglement.pdf")
def test_the_annexe_of_an_avenant_is_never_taken_for_one_of_the_pack(small_project: Project, name: str) -> None:
    """Their files would have the same name, and one would be put in the place of the other."""
    join(small_project, "règlement.pdf", PDF, title="Règlement intérieur")
    (problem,) = _amended(small_project, name, untagged(pages=2))
    assert problem.message == f"« {name.split('/')[-1]} » est déjà une annexe : « Règlement intérieur »"
    lines = (small_project.campaign / "campaign.toml").read_text(encoding="utf-8").splitlines()
    assert problem.line is not None
    assert lines[problem.line - 1] == f'modele = "{name}"'
    assert "donnez un autre nom à ce fichier" in problem.remedy


def test_one_annexe_may_be_joined_to_the_pack_and_to_avenants(small_project: Project) -> None:
    """It is the same file."""
    join(small_project, "plan.pdf", PDF)
    assert _amended(small_project, "plan.pdf", PDF) == ()


def test_an_avenant_s_planning_has_the_template_of_the_convention_s(small_project: Project) -> None:
    """A kind has one template: another would never be read."""
    data = (small_project.campaign / "planning.docx").read_bytes()
    settings = small_project.campaign / "campaign.toml"
    (small_project.campaign / "planning-avenant.docx").write_bytes(data)
    head, avenant, rest = settings.read_text(encoding="utf-8").partition("\n[avenant]\n")
    rest = rest.replace('modele = "planning.docx"', 'modele = "planning-avenant.docx"')
    settings.write_text(head + avenant + rest, encoding="utf-8")
    (problem,) = read_campaign(small_project.campaign)[1]
    assert problem.message == "le type « planning » a déjà pour modèle « planning.docx », dans [[pack.pieces]]"
    assert problem.line is not None
    assert "planning-avenant.docx" in settings.read_text(encoding="utf-8").splitlines()[problem.line - 1]
    assert "nommez-le ici aussi" in problem.remedy


def test_two_templates_never_have_one_name(small_project: Project) -> None:
    """What is told of a template names its file: of two, one would never be looked at."""
    data = (small_project.campaign / "planning.docx").read_bytes()
    (problem,) = _amended(small_project, "avenant/planning.docx", data, "planning-avenant")
    assert problem.message == "deux modèles s’appellent « planning.docx », dans deux dossiers"
    assert (problem.level, problem.remedy) == ("warning", "donnez un autre nom à ce fichier : check n’en verrait qu’un")


def test_a_pdf_is_no_template_of_another_document(small_project: Project) -> None:
    """The remedy is the one that works."""
    (small_project.campaign / "convention.pdf").write_bytes(PDF)
    replace(small_project.campaign / "campaign.toml", '"convention.docx"', '"convention.pdf"')
    _, (problem,) = read_campaign(small_project.campaign)
    assert problem.message == "un PDF ne peut pas être le modèle d’un document « convention »"
    assert problem.remedy.startswith('écrivez type = "annexe"')


def test_a_missing_annexe_and_an_unknown_choice_are_told(small_project: Project) -> None:
    """The file to put where, and the two words that there are."""
    join(small_project, "a.pdf", PDF)
    (small_project.campaign / "a.pdf").unlink()
    replace(small_project.campaign / "campaign.toml", "\n[pack]\n", '\n[pack]\nannexes_non_conformes = "dedans"\n')
    _, problems = read_campaign(small_project.campaign)
    assert [problem.message for problem in problems] == ["« a.pdf » est introuvable", "« dedans » : choix inconnu"]
    assert problems[0].remedy == "placez ce PDF dans mediation-numerique/"
    assert '"a-cote" ou "sans-mention"' in problems[1].remedy


@cases(
    "first, second, faults",
    ("", "", 1),
    ('communes = ["Haveluy"]', "", 1),
    ('communes = ["Haveluy"]', 'communes = ["Haveluy"]', 1),
    ('communes = ["Haveluy"]', 'communes = ["Rœulx"]', 0),
)
def test_two_titles_of_one_pack_are_never_the_same(
    small_project: Project, first: str, second: str, faults: int
) -> None:
    """Plans of two communes may share theirs: no bordereau lists both."""
    join(small_project, "a.pdf", PDF, first, "Plan")
    join(small_project, "b.pdf", PDF, second, "Plan")
    _, problems = read_campaign(small_project.campaign)
    assert [problem.message for problem in problems] == ["deux documents s’intitulent « Plan »"] * faults


def test_word_documents_may_share_a_title_as_ever(small_project: Project) -> None:
    """An avenant's deliberation is called as the convention's is."""
    replace(
        small_project.campaign / "campaign.toml", 'titre = "Planning annexé à la convention"', 'titre = "Convention"'
    )
    assert read_campaign(small_project.campaign)[1] == ()


def test_an_annexe_named_as_a_document_is_told(small_project: Project) -> None:
    """The convention's title is taken."""
    join(small_project, "a.pdf", PDF, title="Convention")
    _, (problem,) = read_campaign(small_project.campaign)
    assert problem.message == "deux documents s’intitulent « Convention »"


def test_an_annexe_for_a_commune_that_there_is_not_is_refused(small_project: Project) -> None:
    """A misspelt name would leave a commune without its annexe, in silence."""
    join(small_project, "a.pdf", PDF, 'communes = ["Haveluy", "Havelui"]')
    with pytest.raises(DataError) as caught:
        read_sources(small_project)
    (problem,) = caught.value.problems
    assert problem.message == "« havelui », à qui va l’annexe a.pdf : commune inconnue"
    assert problem.column == "pack.pieces.communes"


def test_the_communes_of_an_avenant_s_annexe_are_those_of_the_avenant(small_project: Project) -> None:
    """The pack may have the same file for all."""
    join(small_project, "plan.pdf", PDF)
    assert _amended(small_project, "plan.pdf", PDF, more='communes = ["Havelui"]') == ()
    with pytest.raises(DataError) as caught:
        read_sources(small_project)
    (problem,) = caught.value.problems
    assert (problem.message, problem.column) == (
        "« havelui », à qui va l’annexe plan.pdf : commune inconnue",
        "avenant.pieces.communes",
    )


def test_an_annexe_as_large_as_a_disk_is_not_read(small_project: Project) -> None:
    """It would be copied for each commune."""
    join(small_project, "a.pdf", PDF)
    with (small_project.campaign / "a.pdf").open("ab") as file:
        file.truncate(60_000_000)
    with pytest.raises(DataError) as caught:
        read_sources(small_project)
    assert [problem.file for problem in caught.value.problems] == ["a.pdf"]
