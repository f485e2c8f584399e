"""Faults in templates, told in French with the paragraph where they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from docx import Document
from jinja2 import Environment

from generator.errors import Problem, TemplateError
from generator.rendering.faults import gather
from generator.rendering.fields import as_seen
from generator.rendering.tagerrors import one_line_each
from tests.cases import cases
from tests.edits import packed

from .templates import context, render, template


@dataclass(frozen=True)
class Seance:
    """An element of a list with a value that may be empty."""

    ferie: str


def fault(*paragraphs: str) -> str:
    """Return what is told of a template with a fault."""
    with pytest.raises(TemplateError) as caught:
        render(template(*paragraphs), context() | {"liste": [1]})
    (problem,) = caught.value.problems
    assert (problem.level, problem.file, problem.commune) == ("error", "modele.docx", "Haveluy")
    assert problem.remedy.startswith("corrigez")
    return problem.message


@cases(
    "tag, message",
    ("{{ commune.nom", "balise mal écrite : il manque }}"),
    ("{% if numero", "balise mal écrite : il manque %}"),
    ("{{ }}", "balise mal écrite : il manque quelque chose avant « }} »"),
    ("{% if %}x{% endif %}", "balise mal écrite : il manque quelque chose avant « %} »"),
    ("{{ commune nom }}", "balise mal écrite : « nom » ne devrait pas être là"),
    ("{% fi numero %}", "balise mal écrite : balise inconnue : fi"),
    ("{% if numero %}x", "balise mal écrite : {% if %} sans {% endif %}"),
    ("{% for n in liste %}x", "balise mal écrite : {% for %} sans {% endfor %}"),
    ("{% if numero %}x{% endfor %}", "balise mal écrite : « endfor » au lieu de la fin de {% if %}"),
    ("{{ commune.nom|dee }}", "balise mal écrite : filtre inconnu : dee"),
    ("{% if numero is entier %}x{% endif %}", "test inconnu : entier"),
    ("{{ 1 ? 2 }}", "balise mal écrite : le signe « ? » n’a pas de sens ici"),
    ("{%p if numero %} Article", "balise mal écrite : {%p if numero %} doit être seule dans son paragraphe"),
    ("{{ (1] }}", "balise mal écrite : « ] » est de trop"),
    ("{{ ''.__class__ }}", "accès interdit à __class__"),
    ("{{ numero() }}", "une valeur qui n’est pas une liste"),
    ("{% for x in commune %}{% endfor %}", "une valeur qui n’est pas une liste"),
    ("{{ 1 / 0 }}", "division par zéro"),
    ("{{ 5 % 0 }}", "division par zéro"),
    ("{% include 'x' %}", "un modèle ne peut pas en inclure un autre"),
    ("{{ commune.nomm }}", "commune.nomm : inconnu ; vouliez-vous commune.nom ?"),
    ("{{ commune.nom|date_longue }}", "filtre « date_longue » : il faut une date, « Haveluy » ne convient pas"),
    ("{{ 2|lettres('x') }}", "filtre « lettres » : genre inconnu : « x »"),
    ("{{ numero + 1 }}", "le calcul ou la comparaison mêle un nombre et un texte"),
    ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "calcul impossible"),
)
def test_a_fault_is_told_in_french_with_its_paragraph(tag: str, message: str) -> None:
    """What Jinja and Python say in English is translated; the paragraph is the one of the fault, not a neighbour."""
    told = fault("Avant {{ numero }} tout", f"ici {tag}", "Après {{ numero }}")
    assert told.startswith(message)
    if not re.search("sans {% end|il manque", message):  # found at the end of the document, or of what follows
        assert f"(près de « ici {tag[:60]}" in told
    assert "tout" not in told
    assert not re.search(r"\b(?:the|expected|unexpected|found|unknown)\b", told)


def test_a_damaged_table_is_told() -> None:
    """One without its columns, which the library counts; a preview shows what it can before the inspection is heard."""
    document = Document()
    table = document.add_table(1, 1)
    table._tbl.remove(table._tbl.tblGrid)
    with pytest.raises(TemplateError, match="un tableau est abîmé"):
        render(packed(document))


def test_a_long_paragraph_is_cut_around_its_tag() -> None:
    """The tag is shown, however far into the paragraph it stands."""
    told = fault("Considérant " * 40 + "{{ commune.nomm }}" + " et la suite" * 40)
    assert "{{ commune.nomm }}" in told
    assert len(told) < 250


def test_a_fault_in_a_header_is_told_too() -> None:
    """Headers, footers and the file's title are templates like the body."""
    for place in ("header", "footer", "title"):
        with pytest.raises(TemplateError, match=r"commune\.nomm : inconnu") as caught:
            render(template("x", **{place: "{{ commune.nomm }}"}))
        assert "près de « {{ commune.nomm }} »" in str(caught.value)


def test_a_fault_in_a_macro_is_told_where_it_is() -> None:
    """Not where the macro is called."""
    told = fault("{% macro m(x) %}", "ici {{ x.nomm }}", "{% endmacro %}", "là {{ m(commune) }}")
    assert "près de « ici {{ x.nomm }} »" in told


@cases(
    "paragraphs, place, message",
    (
        ("x", "ici {{ commune.nom|date_longue }}"),
        "début du document, 2e paragraphe",
        "filtre « date_longue » : il faut une date, « Haveluy » ne convient pas, "
        "dans {{ commune.nom|date_longue }}, où commune.nom vaut « Haveluy » (près de « ici {{",
    ),
    (
        ("{{ numero }}", "{%p if numero %}", "{{ numero }} {{ 2 // (commune.tncc - 1) }}", "{%p endif %}"),
        "début du document, 3e paragraphe",
        "division par zéro, dans {{ 2 // (commune.tncc - 1) }}, où commune.tncc vaut 1 (près de « {{ numero }} {{",
    ),
    (
        ("{%p if numero %}", "oui", "{%p endif %}", "{%p if commune.nom + 1 %}", "oui", "{%p endif %}"),
        "début du document, 4e paragraphe",
        "le calcul ou la comparaison mêle un nombre et un texte, ou une date, dans {% if commune.nom + 1 %}, "
        "où commune.nom vaut « Haveluy » (près de «",
    ),
    (
        ("{{ 1 // liste[0] }}", "{% for n in liste %}{{ n }}{{ 1 // (n - 1) }}{% endfor %}"),
        "début du document, 2e paragraphe",
        "division par zéro, dans {{ 1 // (n - 1) }}, où n vaut 1",
    ),
    (("{{ numero }}", "{{ numero }}{{ numero.x }}"), "début du document, 2e paragraphe", ""),
)
def test_a_fault_of_a_document_is_told_with_its_place_its_tag_and_its_values(
    paragraphs: tuple[str, ...], place: str, message: str
) -> None:
    """Of two tags of a paragraph, the one at fault; of a loop, the value of the turn; never a neighbour."""
    with pytest.raises(TemplateError) as caught:
        render(template(*paragraphs), context(tncc=1) | {"liste": [1]})
    (problem,) = caught.value.problems
    assert problem.place == place
    assert problem.message.startswith(message)


@cases("part, place", ("header", "en-tête"), ("footer", "pied de page"), ("title", "titre"))
def test_a_fault_of_a_document_outside_its_body_is_told_with_its_place(part: str, place: str) -> None:
    """Even when the body says the same in another paragraph."""
    with pytest.raises(TemplateError) as caught:
        render(template("{% if 0 %}{{ numero.x }}{% endif %}", **{part: "{{ numero.x }}"}))
    assert place in caught.value.problems[0].place


def test_tags_on_lines_of_their_own_print_the_same() -> None:
    """Only what is inside a tag moves, and what ``raw`` prints as it is stays."""
    source = "a {{ x }}{%- if x -%} {% endif %}{% raw %}{{ y }}{% endraw %} b"
    moved = one_line_each(source)
    assert moved == "a {{\n x }}{%-\n if x -%} {%\n endif %}{% raw %}{{ y }}{% endraw %} b"
    environment = Environment()
    assert environment.from_string(moved).render(x=1) == environment.from_string(source).render(x=1)


def test_a_commune_whose_documents_fail_twice_is_one() -> None:
    """A template is tried for its variants too: they are no other communes."""
    communes = ("Haveluy", "Haveluy", "La Sentinelle", "La Sentinelle")
    problems = [Problem("error", "division par zéro", "corrigez", "convention.docx", commune=name) for name in communes]
    (told,) = gather([TemplateError("", [problem]) for problem in problems])
    assert told.commune == "Haveluy et 1 autre commune"
    (told,) = gather([TemplateError("", [problem]) for problem in problems[:2]])
    assert told.commune == "Haveluy"


def test_an_empty_value_of_a_list_has_the_name_that_the_tag_gives_it() -> None:
    """The condition to write is about the element of the loop, not about the list."""
    seen = {"liste": as_seen("liste", (Seance(""),))}
    for tag, name in (
        ("{% for s in liste %}{{ s.ferie|majuscules }}{% endfor %}", "s.ferie"),
        ("{{ liste[0].ferie }}", "liste[0].ferie"),
    ):
        with pytest.raises(TemplateError) as caught:
            render(template(tag), context() | seen)
        (problem,) = caught.value.problems
        assert problem.message.startswith(f"{name} est vide : ")
        assert f"avec {{% if {name} %}}, dans" in problem.message
