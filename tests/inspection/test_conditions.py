"""Conditions that do not depend on the data are told with what was meant; those that do, never."""

from __future__ import annotations

import pytest

from tests.cases import cases
from tests.inspection.spoiling import in_body

COMMA, ALONE = (
    "une virgule rend la condition toujours vraie",
    "seul est toujours vrai, quelles que soient les données",
)
SEVERAL = "une valeur n’est jamais égale à plusieurs à la fois"
ONE_OF = 'écrivez commune.lieu in ["Gare", "Mairie"]'
SAME = (
    ('commune.lieu == "Gare", "Mairie"', COMMA, ONE_OF),
    ('commune.lieu == "Gare" or "Mairie"', ALONE, ONE_OF),
    ('commune.lieu == "Gare" or "Mairie" or "Halle"', ALONE, 'commune.lieu in ["Gare", "Mairie", "Halle"]'),
    ('commune.lieu != "Gare" and "Mairie"', ALONE, 'commune.lieu not in ["Gare", "Mairie"]'),
    ('numero and (commune.lieu == "Gare" or "Mairie")', ALONE, ONE_OF),
    ('not (commune.lieu == "Gare" or "Mairie")', ALONE, ONE_OF),
    ('commune.lieu == ("Gare" or "Mairie")', SEVERAL, ONE_OF),
    ('commune.lieu == ["Gare", "Mairie"]', SEVERAL, ONE_OF),
    ('commune.lieu != ("Gare", "Mairie")', SEVERAL, 'commune.lieu not in ["Gare", "Mairie"]'),
    ("commune.population_municipale > 9999,5", COMMA, "écrivez le nombre avec un point : 9999.5"),
    ("commune.lieu, commune.courriel", COMMA, "reliez les deux conditions par and ou par or"),
    ('"commune.lieu"', ALONE, "ôtez les guillemets : commune.lieu"),
    ('"Gare"', ALONE, 'écrivez la comparaison entière, par exemple commune.jour == "Gare"'),
    ("commune.population_municipale > 1000 and 3500", ALONE, "par exemple commune.jour == 3500"),
)


@pytest.mark.parametrize(("condition", "message", "remedy"), SAME, ids=[condition for condition, _, _ in SAME])
def test_a_condition_that_is_always_the_same_is_told(condition: str, message: str, remedy: str) -> None:
    """After if and elif; its clause would be in all documents, or in none."""
    for text in ("{{% if {} %}}x{{% endif %}}", "{{% if numero %}}x{{% elif {} %}}y{{% endif %}}"):
        (problem,) = in_body(text.format(condition)).problems()
        assert problem.level == "error"
        assert message in problem.message
        assert remedy in problem.remedy


def test_what_chooses_a_value_or_an_item_is_a_condition() -> None:
    """As « if » does in a value and in a loop."""
    for text in (
        '{{ "a" if commune.lieu == "Gare" or "Mairie" else "b" }}',
        '{% for p in pieces if p.titre == "x" or "y" %}{{ p.titre }}{% endfor %}',
    ):
        (problem,) = in_body(text).problems()
        assert ALONE in problem.message


@cases(
    "text",
    '{{ commune.lieu or "à fixer" }}',
    '{% set lieu = commune.lieu or "à fixer" %}{% if lieu == "à fixer" %}x{% endif %}',
    '{% if (commune.lieu or "à fixer") == "Gare" %}x{% endif %}',
    '{% if commune.lieu in ["Gare", "Mairie"] or commune.lieu in ("Halle", "Poste") %}x{% endif %}',
    '{% if commune.lieu == "Gare" or commune.lieu == "Mairie" and not commune.courriel %}x{% endif %}',
    "{% if true %}x{% endif %}{% if commune.population_municipale > 9999.5 %}y{% endif %}",
)
def test_a_condition_that_depends_on_the_data_is_no_fault(text: str) -> None:
    """A value for want of another, lists, comparisons written whole, what is said on purpose."""
    assert in_body(text).problems() == []
