"""Faults in templates, told in French with the paragraph where they are."""

from __future__ import annotations

import re

import pytest

from generator.errors import TemplateError

from .templates import context, render, template


def fault(*paragraphs: str) -> str:
    """Return what is told of a template with a fault."""
    with pytest.raises(TemplateError) as caught:
        render(template(*paragraphs), context() | {"liste": [1]})
    (problem,) = caught.value.problems
    assert (problem.level, problem.file, problem.commune) == ("error", "modele.docx", "Haveluy")
    assert problem.remedy.startswith("corrigez")
    return problem.message


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("{{ commune.nom", "balise mal écrite : il manque }}"),
        ("{% if numero", "balise mal écrite : il manque %}"),
        ("{{ }}", "balise mal écrite : valeur attendue avant « }} »"),
        ("{% if %}x{% endif %}", "balise mal écrite : valeur attendue avant « %} »"),
        ("{{ commune nom }}", "balise mal écrite : « }} » attendu, « nom » trouvé"),
        ("{% fi numero %}", "balise mal écrite : balise inconnue : fi"),
        ("{% if numero %}x", "balise mal écrite : {% if %} sans {% endif %}"),
        ("{% for n in liste %}x", "balise mal écrite : {% for %} sans {% endfor %}"),
        ("{% if numero %}x{% endfor %}", "balise mal écrite : « endfor » au lieu de la fin de {% if %}"),
        ("{{ commune.nom|dee }}", "balise mal écrite : filtre inconnu : dee"),
        ("{% if numero is entier %}x{% endif %}", "test inconnu : entier"),
        ("{{ 1 ? 2 }}", "balise mal écrite : caractère inattendu : ?"),
        ("{%p if numero %} Article", "balise mal écrite : {%p if numero %} doit être seule dans son paragraphe"),
        ("{{ (1] }}", "balise mal écrite : « ] » inattendu"),
        ("{{ ''.__class__ }}", "accès interdit à __class__"),
        ("{{ numero() }}", "{% for %} ou parenthèses sur une valeur qui n’est pas une liste"),
        ("{% for x in commune %}{% endfor %}", "{% for %} ou parenthèses sur une valeur qui n’est pas une liste"),
        ("{{ 1 / 0 }}", "division par zéro"),
        ("{{ 5 % 0 }}", "division par zéro"),
        ("{% include 'x' %}", "un modèle ne peut pas en inclure un autre"),
        ("{{ commune.nomm }}", "commune.nomm : inconnu ; vouliez-vous commune.nom ?"),
        ("{{ commune.nom|date_longue }}", "filtre « date_longue » : il faut une date, « Haveluy » ne convient pas"),
        ("{{ 2|lettres('x') }}", "filtre « lettres » : genre inconnu : « x »"),
        ("{{ numero + 1 }}", "calcul impossible"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "calcul impossible"),
    ],
)
def test_a_fault_is_told_in_french_with_its_paragraph(tag: str, message: str) -> None:
    """What Jinja and Python say in English is translated; the paragraph is the one of the fault, not a neighbour."""
    told = fault("Avant {{ numero }} tout", f"ici {tag}", "Après {{ numero }}")
    assert told.startswith(message)
    if not re.search("sans {% end|il manque", message):  # found at the end of the document, or of what follows
        assert f"(près de « ici {tag[:60]}" in told
    assert "tout" not in told
    assert not re.search(r"\b(?:the|expected|unexpected|found|unknown)\b", told)


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
