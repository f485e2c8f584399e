"""Texts compared in templates: their apostrophes, quotes and spaces are the same whatever sign stands for them."""

from __future__ import annotations

import pytest

from tests.cases import cases

from .templates import context, printed

ALIKE = (("Salle de l’Étoile", "Salle de l'Étoile"), ("Salle n°\u00a03", "Salle n° 3"), ("12\u202fh", "12 h"))
PAIRS = [pair for one, other in ALIKE for pair in ((one, other), (other, one), (one, one), (other, other))]


@pytest.mark.parametrize(("cell", "said"), PAIRS)
@cases(
    "condition, true",
    ('commune.lieu == "{}"', True),
    ('"{}" == commune.lieu', True),
    ('commune.lieu != "{}"', False),
    ('commune.lieu in ["x", "{}"]', True),
    ('commune.lieu not in ("x", "{}")', False),
    ('"{}" in commune.lieu', True),
    ('commune.lieu is eq "{}"', True),
    ('commune.lieu is in ["{}"]', True),
    ('commune.lieu == "{} "', False),
)
def test_texts_that_read_alike_are_equal(cell: str, said: str, condition: str, *, true: bool) -> None:
    """A cell is compared as it reads, by whatever tag."""
    text = f"{{% if {condition.format(said)} %}}oui{{% else %}}non{{% endif %}}"
    assert printed(text, context(lieu=cell)) == ("oui" if true else "non")


def test_what_is_no_text_is_compared_as_before() -> None:
    """Numbers, values left empty, texts that differ otherwise; and nothing printed changes."""
    text = "{% if commune.rang == 3 and 2 < commune.rang < 5 and commune.rang in [3] %}{{ commune.lieu }}{% endif %}"
    assert printed(text, context(rang=3, lieu='dit "x"')) == 'dit "x"'
    assert printed('{{ "oui" if commune.lieu == "salle" else "non" }}', context(lieu="Salle")) == "non"


def test_a_text_that_a_template_sets_is_compared_as_it_reads() -> None:
    """With the signs that XML writes otherwise."""
    assert printed('{% set pair %}R & D{% endset %}{% if pair == "R & D" %}oui{% endif %}') == "oui"
