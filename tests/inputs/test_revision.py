"""revision.toml: what is accepted, and what each mistake is told as."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest

from generator.errors import DataError, Problem
from generator.inputs.communes import Commune
from generator.inputs.epci import EpciDeliberation
from generator.inputs.finances import Finances
from generator.inputs.revision import Paragraph, Replacement, Revision, read_revision
from generator.inputs.sources import read_sources
from generator.project import Project
from tests.cases import cases
from tests.conftest import REPOSITORY, MakeProject
from tests.edits import replace

EXAMPLE = REPOSITORY / "docs" / "examples" / "exemple-revision-2026-05.toml"
FILE = '''# révision
motif = "Revoir le suivi."
date_effet = 2026-06-01
communes = ["Rœulx", "59292"]
nouveau_terme = 2027-06-30

[[articles]]
article = "6"
texte = """
Un comité de suivi
est chargé :

- d'évaluer ;
- de proposer :
  - des ajustements,
    utiles,
  - des avenants.

Il se réunit."""

[[articles]]
article = "5-1"
texte = "La convention dure un an."
motif = "Allonger la durée."
'''


@pytest.fixture
def communes(small_project: Project) -> tuple[Commune, ...]:
    return read_sources(small_project).table.communes


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "revision.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


def read_sound(path: Path, communes: tuple[Commune, ...]) -> Revision:
    """Return a revision, which must have no problem."""
    revision, problems = read_revision(path, communes)
    assert problems == ()
    return revision


def problem_of(path: Path, communes: tuple[Commune, ...]) -> Problem:
    """Return the only problem of a revision."""
    _, (problem,) = read_revision(path, communes)
    return problem


def test_a_revision_says_what_changes_for_whom_when_and_why(path: Path, communes: tuple[Commune, ...]) -> None:
    """Communes are named by code or name and come in the order of the register; an article may have its own reason."""
    revision = read_sound(path, communes)
    assert (revision.name, revision.motif) == ("revision.toml", "Revoir le suivi.")
    assert (revision.date_effet, revision.nouveau_terme) == (datetime.date(2026, 6, 1), datetime.date(2027, 6, 30))
    assert revision.communes == ("59292", "59504")
    assert (revision.concerns("59504"), revision.concerns("59564")) == (True, False)
    assert [(article.number, article.motif) for article in revision.articles] == [
        ("6", "Revoir le suivi."),
        ("5-1", "Allonger la durée."),
    ]


def test_blank_lines_cut_paragraphs_and_dashes_make_items(path: Path, communes: tuple[Commune, ...]) -> None:
    """Lines of one paragraph are joined; an item further right is inside the one before."""
    paragraphs = read_sound(path, communes).articles[0].paragraphs
    assert paragraphs == (
        Paragraph("Un comité de suivi est chargé :"),
        Paragraph("d'évaluer ;", 1),
        Paragraph("de proposer :", 1),
        Paragraph("des ajustements, utiles,", 2),
        Paragraph("des avenants.", 2),
        Paragraph("Il se réunit."),
    )
    assert [paragraph.bullet for paragraph in paragraphs] == [False, True, True, True, True, False]


@cases(
    "texte, levels",
    ("- a\n- b", [1, 1]),
    ("  - a\n  - b", [1, 1]),
    ("• a\n\n– b", [1, 1]),
    ("- a\n   - b\n- c", [1, 2, 1]),
    ("  - a\n- b\n  - c", [1, 1, 2]),
    ("- a\n    - b\n\nc\n\n    - d", [1, 2, 0, 1]),
    ("Selon l’article 4 : ceci.", [0]),
    ("-5 degrés, porte-documents - et autres", [0]),
)
def test_a_list_is_as_its_margin_shows(
    path: Path, communes: tuple[Commune, ...], texte: str, levels: list[int]
) -> None:
    """A list that is indented whole is not a list inside another; a dash without a space makes no item."""
    replace(path, '"La convention dure un an."', f'"""\n{texte}\n"""')
    article = read_sound(path, communes).articles[1]
    assert [paragraph.level for paragraph in article.paragraphs] == levels


@cases("written, number", ("4", "4"), ("1er", "1"), ("1", "1"), ("Article 3-2", "3-2"), ("12-1-3", "12-1-3"))
def test_an_article_is_named_as_its_heading_does(
    path: Path, communes: tuple[Commune, ...], written: str, number: str
) -> None:
    """With the word or without; the first article may be said « 1er »."""
    replace(path, '"5-1"', f'"{written}"')
    assert read_sound(path, communes).articles[1].number == number


def test_a_revision_without_a_list_is_for_all_that_take_part(path: Path, communes: tuple[Commune, ...]) -> None:
    """The others have no convention."""
    replace(path, 'communes = ["Rœulx", "59292"]\n', "")
    others = tuple(dataclasses.replace(commune, participe=commune.nom != "Rœulx") for commune in communes)
    assert read_sound(path, others).communes == ("59292", "59564")


def test_a_new_term_alone_is_a_revision(path: Path, communes: tuple[Commune, ...]) -> None:
    """No article need change; a revision of nothing is a mistake."""
    text = FILE[: FILE.index("[[articles]]")]
    path.write_text(text, encoding="utf-8")
    assert read_sound(path, communes).articles == ()
    replace(path, "nouveau_terme = 2027-06-30\n", "")
    problem = problem_of(path, communes)
    assert (problem.level, problem.message) == ("error", "la révision ne change rien")


@cases(
    "old, new, line, column, message, remedy",
    ('motif = "Revoir le suivi."\n', "", None, "motif", "clé absente", "ajoutez-la"),
    ('"Revoir le suivi."', '" "', 2, "motif", "texte vide", "figure dans les actes"),
    ("date_effet = 2026-06-01\n", "", None, "date_effet", "clé absente", "une date"),
    ("= 2026-06-01", '= "1er juin"', 3, "date_effet", "« 1er juin » inattendue", "une date sans guillemets"),
    ('["Rœulx", "59292"]', '"Rœulx"', 4, "communes", "« Rœulx » inattendue", "une liste"),
    ('["Rœulx", "59292"]', "[]", 4, "communes", "liste de textes", '["59292", "La Sentinelle"]'),
    ('"59292"]', '"Havelui"]', 4, "communes", "« Havelui » : commune inconnue", "vouliez-vous haveluy ?"),
    ('"59292"]', '"59172"]', 4, "communes", "« 59172 » : commune inconnue", "code INSEE"),
    ("communes = ", "comunes = ", 4, "comunes", "clé inconnue", "vouliez-vous « communes » ?"),
    ("2027-06-30", "2026-06-01", 5, "nouveau_terme", "pas après la date d’effet", "corrigez"),
    ("2027-06-30", '"bientôt"', 5, "nouveau_terme", "« bientôt » inattendue", "une date sans guillemets"),
    ('article = "6"\n', "", 7, "articles.article", "clé absente", "un texte"),
    ('article = "6"', "article = 6", 8, "articles.article", "« 6 » inattendue", "un texte entre guillemets"),
    ('article = "6"', 'article = "VI"', 8, "articles.article", "pas un numéro d’article", '"4" ou "5-1"'),
    ('article = "5-1"', 'article = "6"', 22, "articles.article", "l’article 6 y est deux fois", "réunissez"),
    ('article = "5-1"', 'article = "6-2"', 22, "articles.article", "l’un dans l’autre", "entier"),
    ('article = "6"', 'article = "5-1-2"', 22, "articles.article", "5-1-2 et 5-1 sont l’un dans l’autre", "entier"),
    ('"La convention dure un an."', '"{{ terme }}"', 23, "articles.texte", "balise", "valeur elle-même"),
    ('"La convention dure un an."', '""', 23, "articles.texte", "texte vide", "complétez"),
    ("La convention dure", "Article 5-1 : Durée", 23, "articles.texte", "titre de l’article", "retirez"),
    ('"Allonger la durée."', '"{# a #}"', 24, "articles.motif", "balise", "valeur elle-même"),
    ('motif = "Allonger', 'motifs = "Allonger', 24, "articles.motifs", "clé inconnue", "« motif » ? Supprimez-la ou"),
    ("date_effet", "effectif = 5\ndate_effet", 3, "effectif", "clé inconnue", "supprimez-la ou"),
)
def test_a_wrong_key_is_an_error(
    path: Path,
    communes: tuple[Commune, ...],
    old: str,
    new: str,
    line: int | None,
    column: str,
    message: str,
    remedy: str,
) -> None:
    """Each mistake is told once, with its file, line, key and remedy; so is an unknown key, which may be a limit."""
    replace(path, old, new)
    problem = problem_of(path, communes)
    assert (problem.level, problem.file, problem.line, problem.column) == ("error", "revision.toml", line, column)
    assert message in problem.message
    assert remedy in problem.remedy


def test_articles_with_like_numbers_are_apart(path: Path, communes: tuple[Commune, ...]) -> None:
    """Article 51 is no part of article 5."""
    replace(path, '"6"', '"5"')
    replace(path, '"5-1"', '"51"')
    assert [article.number for article in read_sound(path, communes).articles] == ["5", "51"]


def test_a_commune_named_twice_is_a_warning(path: Path, communes: tuple[Commune, ...]) -> None:
    """By its code and by its name."""
    replace(path, '"Rœulx", ', '"haveluy", ')
    revision, (problem,) = read_revision(path, communes)
    assert (problem.level, problem.line) == ("warning", 4)
    assert revision.communes == ("59292",)


def test_all_problems_are_found_at_once(path: Path, communes: tuple[Commune, ...]) -> None:
    """In the order of the lines."""
    replace(path, "# révision", "version = 2")
    replace(path, '["Rœulx", "59292"]', '["Denain", "Oisy", "59292"]')
    replace(path, "2026-06-01", '"demain"')
    replace(path, '"5-1"', '"cinq"')
    _, problems = read_revision(path, communes)
    assert [(problem.line, problem.column) for problem in problems] == [
        (1, "version"),
        (3, "date_effet"),
        (4, "communes"),
        (4, "communes"),
        (22, "articles.article"),
    ]


def test_what_is_not_toml_is_told(path: Path, communes: tuple[Commune, ...]) -> None:
    """With the file's name alone, wherever it lies."""
    replace(path, "= 2026-06-01", "= 1er juin 2026")
    with pytest.raises(DataError, match=r"^revision.toml, ligne 3 : écriture TOML incorrecte"):
        read_revision(path, communes)


def test_the_example_holds_no_problem(project: MakeProject) -> None:
    """It changes article 4 for all communes."""
    communes = read_sources(project()).table.communes
    revision = read_sound(EXAMPLE, communes)
    (article,) = revision.articles
    assert (article.number, article.paragraphs) == ("4", ())
    assert article.replacement is not None
    assert "six premiers mois" in article.replacement.former
    assert revision.communes == tuple(commune.insee for commune in communes)


def test_the_example_of_a_prorogation_holds_no_problem(communes: tuple[Commune, ...]) -> None:
    """It changes no article by itself, and asks each council to vote."""
    revision = read_sound(EXAMPLE.with_name("exemple-prorogation-2027.toml"), communes)
    assert (revision.articles, revision.nouveau_terme) == ((), datetime.date(2027, 6, 30))
    assert revision.deliberation


WORDS = """motif = "Corriger."
date_effet = 2026-06-01
nature = "rectification"

[[articles]]
article = "4"
remplacer = "mardi"
par = "jeudi"
"""
COSTS = """incidence_financiere = true
montant = "1 200 €"
payeur = "commune"
a_compter_du = 2026-07-01
periodicite = "annuelle"
imputation = "chapitre 011"
"""
VOTED = """
[deliberation_epci]
numero = "D26012B"
date = 2026-03-02
organe = "Bureau communautaire"
"""


def test_words_of_an_article_are_replaced(path: Path, communes: tuple[Commune, ...]) -> None:
    """Instead of its whole wording; the nature says that it was an error."""
    path.write_text(WORDS, encoding="utf-8")
    revision = read_sound(path, communes)
    (article,) = revision.articles
    assert (article.paragraphs, article.replacement) == ((), Replacement("mardi", "jeudi"))
    assert revision.nature == "rectification"


def test_a_financial_effect_and_the_deliberation_of_the_epci_are_read(
    path: Path, communes: tuple[Commune, ...]
) -> None:
    """As an evaluation says them; and the EPCI's own act on these avenants."""
    path.write_text(COSTS + WORDS + VOTED, encoding="utf-8")
    revision = read_sound(path, communes)
    assert revision.finances == Finances(120000, "annuelle", "chapitre 011", "commune", datetime.date(2026, 7, 1))
    day = datetime.date(2026, 3, 2)
    assert revision.deliberation_epci == EpciDeliberation("D26012B", day, "Bureau communautaire")


@cases(
    "old, new, column, message",
    ('nature = "rectification"', 'nature = "faute"', "nature", "« faute » n’est pas une nature d’avenant"),
    ("nature", "nouveau_terme = 2027-06-30\nnature", "nature", "une rectification ne change pas le terme"),
    ('par = "jeudi"', 'par = "mardi"', "articles.par", "ce sont les mots à remplacer"),
    ('par = "jeudi"', "", "articles.par", "clé absente"),
    ("motif", "a_compter_du = 2026-07-01\nmotif", "a_compter_du", "date à compter de laquelle payer sans incid"),
    ("motif", 'incidence_financiere = true\npayeur = "CAPH"\nmotif', "payeur", "« CAPH » n’est ni la commune ni"),
    ('par = "jeudi"', 'par = "jeudi"\ntexte = "Un."', "articles.texte", "texte et remplacer disent deux fois"),
    ("motif", "incidence_financiere = true\nmotif", "montant", "l’incidence financière est sans montant"),
    ("motif", 'imputation = "chapitre 011"\nmotif', "imputation", "imputation budgétaire sans incidence"),
)
def test_what_a_revision_cannot_say_is_told(
    path: Path, communes: tuple[Commune, ...], old: str, new: str, column: str, message: str
) -> None:
    """Each with its key."""
    path.write_text(WORDS.replace(old, new, 1), encoding="utf-8")
    _, problems = read_revision(path, communes)
    assert any(one.level == "error" and one.column == column and one.message.startswith(message) for one in problems)
