"""Everything a build reads, checked together."""

from __future__ import annotations

import pytest

from generator.errors import DataError, Problem
from generator.inputs.sources import read_sources
from generator.law.identifiers import usual_siren
from generator.project import Project
from tests.cases import cases
from tests.conftest import MakeProject
from tests.edits import replace
from tests.signatories import VICE_PRESIDENT, add_signatory, delegate


def errors_of(project: Project) -> list[Problem]:
    """Return the errors of a project that has some."""
    with pytest.raises(DataError, match="rien n’a été écrit") as caught:
        read_sources(project)
    return [problem for problem in caught.value.problems if problem.level == "error"]


def test_the_repository_s_own_data_hold_no_error(project: MakeProject) -> None:
    """Every row of the shipped communes.csv is a commune; only warnings that a person must judge remain."""
    made = project()
    sources = read_sources(made)
    rows = made.communes.read_text(encoding="utf-8").count("\n") - 1
    assert len(sources.participants) == rows
    assert [(problem.level, problem.commune) for problem in sources.problems] == [
        ("warning", "Hélesmes"),
        ("warning", "Raismes"),
    ]


def test_templates_are_read_once_by_kind(small_project: Project) -> None:
    """A template edited during a build does not make two documents differ."""
    sources = read_sources(small_project)
    avenants = {"bordereau-avenant", "note-avenant", "deliberation-avenant", "avenant", "evaluation"}
    letters = {"notification", "certificat", "reconduction", "fin"}
    conventions = {"bordereau", "note", "deliberation", "convention", "planning"}
    assert set(sources.templates) == conventions | avenants | letters
    assert sources.templates["convention"] == (small_project.campaign / "convention.docx").read_bytes()
    assert sources.logo is None
    assert sources.letter == (small_project.campaign / "courriel.txt").read_bytes()
    (small_project.campaign / "courriel.txt").unlink()
    assert read_sources(small_project).letter is None


def test_problems_of_both_files_come_together(small_project: Project) -> None:
    """A damaged communes.csv does not hide what is wrong in campaign.toml, nor the contrary."""
    replace(small_project.communes, ";Haveluy;1;", ";Haveluy;9;")
    replace(small_project.campaign / "campaign.toml", "originaux = 2", "originaux = 0")
    assert [problem.column for problem in errors_of(small_project)] == ["tncc", "convention.originaux"]
    small_project.communes.write_bytes(b"PK\x03\x04")
    assert [problem.file for problem in errors_of(small_project)] == [
        "communes.csv",
        "mediation-numerique/campaign.toml",
    ]
    (small_project.campaign / "campaign.toml").write_text("x", encoding="utf-8")
    assert len(errors_of(small_project)) == 2


def test_slots_are_not_judged_by_a_campaign_that_holds_errors(small_project: Project) -> None:
    """Its half-days may be what is wrong: no error but its own is told, and the count agrees with its noun."""
    path = small_project.campaign / "campaign.toml"
    replace(path, '"jeudi après-midi", "vendredi après-midi"', '"jeudi soir"')
    with pytest.raises(DataError, match=r"^1 erreur dans les données ; ") as caught:
        read_sources(small_project)
    assert [problem.column for problem in caught.value.problems] == ["planning.demi_journees"]
    replace(path, "originaux = 2", "originaux = 0")
    with pytest.raises(DataError, match=r"^2 erreurs dans les données ; "):
        read_sources(small_project)


def test_a_commune_that_does_not_take_part_gets_no_dossier(small_project: Project) -> None:
    """It stays in the table, and its slot is not checked."""
    text = small_project.communes.read_text(encoding="utf-8")
    lines = [
        line + (";participe" if n == 0 else ";non" if "Haveluy" in line else ";")
        for n, line in enumerate(text.splitlines())
    ]
    small_project.communes.write_text("\n".join(lines).replace("M1;1;jeudi", "M9;1;lundi"), encoding="utf-8")
    sources = read_sources(small_project)
    assert [commune.nom for commune in sources.participants] == ["La Sentinelle", "Rœulx"]
    assert len(sources.table.communes) == 3


def test_someone_must_take_part(small_project: Project) -> None:
    """A build of nothing is a mistake."""
    text = small_project.communes.read_text(encoding="utf-8")
    header, *rows = text.splitlines()
    small_project.communes.write_text(
        "\n".join([header + ";participe", *(row + ";non" for row in rows)]), encoding="utf-8"
    )
    assert [problem.message for problem in errors_of(small_project)] == ["aucune commune ne participe"]


@cases(
    "old, new, column, message",
    ("M1;1;jeudi;après-midi", "M3;1;jeudi;après-midi", "mediateur", "médiateur inconnu : « M3 »"),
    ("M1;1;jeudi;après-midi", "M1;1;mercredi;matin", "jour", "le mercredi matin n’est pas proposé"),
    ("M1;1;jeudi;après-midi", "M1;1;lundi;matin", "jour", "le lundi matin n’est pas proposé"),
    ("M1;1;jeudi;après-midi", "M1;2;mardi;matin", "semaine", "déjà donné à Haveluy (ligne 2)"),
)
def test_a_slot_must_be_offered_and_free(small_project: Project, old: str, new: str, column: str, message: str) -> None:
    """Unknown mediator, excluded half-day and a slot given twice: told with what to choose from."""
    replace(small_project.communes, old, new)
    (problem,) = errors_of(small_project)
    assert problem.column == column
    assert message in problem.message
    assert problem.remedy
    assert problem.line == (4 if column == "semaine" else 2)


def test_a_commune_without_slot_is_a_warning(small_project: Project) -> None:
    """Its planning says « à convenir »; a command proposes a slot."""
    replace(small_project.communes, "M1;1;jeudi;après-midi;Mairie", ";;;;")
    (problem,) = read_sources(small_project).problems
    assert (problem.level, problem.commune) == ("warning", "Haveluy")
    assert "conventions planning" in problem.remedy


def test_a_campaign_without_planning_checks_no_slot(small_project: Project) -> None:
    """Slots of one campaign do not matter to another."""
    replace(small_project.communes, "M1;1;jeudi;après-midi", "M3;1;lundi;matin")
    path = small_project.campaign / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("[planning]")], encoding="utf-8")
    assert read_sources(small_project).problems == ()


def test_one_person_had_better_not_sign_for_both_parties(project: MakeProject) -> None:
    """The President of the EPCI is mayor of a member commune: two ways out, none of them the mayor's own columns."""
    made = project("59491")
    (problem,) = read_sources(made).problems
    assert (problem.level, problem.commune, problem.column) == ("warning", "Raismes", "nom_maire")
    assert "Aymeric ROBIN signerait pour les deux parties ; il est prudent" in problem.message
    assert "[[epci.representants]]" in problem.remedy
    assert "L. 5211-9" in problem.remedy
    assert "L. 2122-26" in problem.remedy


def test_a_vice_president_for_the_commune_settles_it(project: MakeProject) -> None:
    """For that commune alone; the President still signs for the others."""
    made = project("59491")
    delegate(made, VICE_PRESIDENT + 'communes = ["Raismes"]\n')
    assert read_sources(made).problems == ()


def test_a_signatory_of_the_commune_settles_it(project: MakeProject) -> None:
    """Unless it is the President again."""
    made = project("59491")
    add_signatory(made, "Madame;Mariette;MAYEUX;Première adjointe")
    assert read_sources(made).problems == ()


def test_an_order_of_a_mayor_who_signs_for_the_epci_is_told(project: MakeProject) -> None:
    """It delegates what the mayor cannot do; for another commune it is in order, but not for its own mayor."""
    made = project("59491")
    add_signatory(made, "Madame;Mariette;MAYEUX;Première adjointe", "n° 2026-12 du 3 avril 2026")
    (problem,) = read_sources(made).problems
    assert (problem.level, problem.column) == ("warning", "signataire_arrete")
    assert "le maire signe pour l’EPCI : sa délégation" in problem.message
    delegate(made, VICE_PRESIDENT + 'communes = ["Raismes"]\n')
    assert read_sources(made).problems == ()
    replace(made.communes, "Madame;Mariette;MAYEUX;Première adjointe", "Monsieur;Aymeric;ROBIN;Maire")
    (problem,) = read_sources(made).problems
    assert problem.message == "le maire signerait par sa propre délégation"


def test_the_same_signatory_on_both_sides_is_told_at_its_column(project: MakeProject) -> None:
    """The mayor of Raismes is not concerned: it is Haveluy's signatory who is the President."""
    made = project("59292")
    add_signatory(made, "Monsieur;Aymeric;Robin;Conseiller municipal")
    (problem,) = read_sources(made).problems
    assert (problem.level, problem.commune, problem.column) == ("warning", "Haveluy", "signataire_nom")


def test_a_delegation_for_a_commune_that_there_is_not_is_told(small_project: Project) -> None:
    """Misspelt, it would be for nobody."""
    delegate(small_project, VICE_PRESIDENT + 'communes = ["Havelui", "59564"]\n')
    (problem,) = read_sources(small_project).problems
    assert (problem.file, problem.column) == ("mediation-numerique/campaign.toml", "epci.representants.communes")
    assert problem.message == "« havelui » : commune inconnue"
    sources = read_sources(small_project)
    assert sources.with_communes({small_project.communes: small_project.communes.read_bytes()}).problems == (problem,)


def test_a_delegation_for_a_name_that_two_communes_bear_is_told(small_project: Project) -> None:
    """Seyssel is a commune in the Ain and another in Haute-Savoie, both of Usses et Rhône."""
    text = small_project.communes.read_text("utf-8")
    for old, new in (("59292;215902925;Haveluy", "74269"), ("59504;215905043;Rœulx", "01407")):
        assert old in text
        text = text.replace(old, f"{new};{usual_siren(new)};Seyssel")
    small_project.communes.write_text(text, "utf-8")
    delegate(small_project, VICE_PRESIDENT + 'communes = ["Seyssel"]\n')
    (problem,) = [one for one in read_sources(small_project).problems if one.column == "epci.representants.communes"]
    assert (problem.level, problem.message.partition(",")[0]) == (
        "warning",
        "« seyssel » : plusieurs communes portent ce nom",
    )
