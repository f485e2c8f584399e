"""What ``set`` gives and a loop forgets is told, as is a name that hides a value of the dossier; the rest is not."""

from __future__ import annotations

from tests.cases import cases
from tests.inspection.spoiling import in_body

LOST, HIDING = "ne change total que dans ce tour de boucle", "est une valeur du dossier"
IN_LOOP = "{{% for seance in planning.seances %}}{}{{% endfor %}}"


@cases(
    "text, told",
    ("{% set total = 0 %}" + IN_LOOP.format("{% set total = total + 1 %}") + "{{ total }}", LOST),
    (
        "{% set total = 0 %}"
        + IN_LOOP.format("{% if seance.ferie %}{% set total = loop.index %}{% endif %}")
        + "{{ total }}",
        LOST,
    ),
    ("{% set total = 0 %}{% with %}{% set total = 1 %}{% endwith %}{{ total }}", LOST),
    ("{% set total %}a{% endset %}" + IN_LOOP.format("{% set total %}b{% endset %}") + "{{ total }}", LOST),
    ('{% set numero = "A-1" %}{{ numero }}', HIDING),
    ("{% set commune, rang = commune.nom, 1 %}{{ commune }}", HIDING),
    ("{% set numero %}A-1{% endset %}{{ numero }}", HIDING),
    ("{% set fin = convention.terme %}{{ fin|date_longue }}", ""),
    (IN_LOOP.format("{% set rang = loop.index %}{{ rang }}") * 2, ""),
    ("{% if commune.lieu %}{% set total = 1 %}{% else %}{% set total = 2 %}{% endif %}{{ total }}", ""),
    (
        "{% set compte = namespace(total=0) %}"
        + IN_LOOP.format("{% set compte.total = compte.total + 1 %}")
        + "{{ compte.total }}",
        "",
    ),
    ("{% for piece in pieces %}{{ piece.titre }}{% endfor %}{% set total = 0 %}{{ total }}", ""),
    ("{% macro nommee(commune) %}{{ commune|de }}{% endmacro %}{{ nommee(commune) }}", ""),
)
def test_a_value_that_set_loses_or_hides_is_told(text: str, told: str) -> None:
    """A count made in a loop would print its first value, and a dossier's number would be another."""
    found = in_body(text).problems()
    assert [one.level for one in found] == ["error"] * bool(told)
    assert all(told in one.message for one in found)
