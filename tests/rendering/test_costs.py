"""What a template can cost, told from its tags."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.rendering.costs import is_tame
from tests.cases import cases

REPOSITORY = Path(__file__).parents[2]
SHIPPED = [
    *(path for kind in ("docx", "txt") for path in (REPOSITORY / "templates").rglob(f"*.{kind}")),
    *(path for kind in ("docx", "txt") for path in (REPOSITORY / "generator" / "starter").glob(f"*.{kind}")),
]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_templates_that_we_give_are_tame(path: Path) -> None:
    """So that a build of theirs needs no process of its own."""
    assert is_tame(path.read_bytes())


@cases(
    "text",
    "sans balise, à 100 % {",
    '{{ commune|de }} {{ convention.terme|date_longue }} {{ (commune.nom)|upper ~ " (" ~ numero ~ ")" }}',
    '{%p if commune.qualite == "Ville" and not note is defined %}x{%p elif a in b %}y{%p else %}z{%p endif %}',
    "{%tr for seance in planning.seances %}{% for un in seance.uns %}{{ un.nom }}{% endfor %}{%tr endfor %}",
    "{% for a in uns %}x{% endfor %}{% for b in autres %}{{ loop.index + 1 }}{% endfor %}",
    "{# {{ 9 ** 9 ** 9 }} #}",
)
def test_plain_tags_are_tame(text: str) -> None:
    """Values, comparisons, filters of ours, loops through the data."""
    assert is_tame(text.encode())


@cases(
    "text",
    "{{ 9 ** 9 ** 9 }}",
    "{{ 'x' * 1000000000 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ 'x'|center(999999) }}",
    "{{ 'x'.center(999999) }}",
    "{{ '{:1000000000}'.format(1) }}",
    "{% for a in range(99999) %}x{% endfor %}",
    "{% for a in communes %}{% for b in communes %}x{% endfor %}{% endfor %}",
    "{% for a in 'xxxxxxxxxxxxxx' %}x{% endfor %}",
    "{% set a = a ~ a %}",
    "{% set a = [b, b, b] %}",
    "{% set a %}{{ b }}{{ b }}{% endset %}",
    "{% set c.a = c.a + c.a %}",
    "{% macro m() %}{{ m() }}{% endmacro %}",
    "{% for a in b recursive %}{{ loop(b) }}{% endfor %}",
    "{{ a|replace('', a) }}",
    '{{ a|replace("x", "xxxxxxxxx") }}',
    "{{ " + "(" * 600 + " }}",
    "{{ a {% b",
    "{% include 'x' %}",
    "{{ '\\ud800' }}",
)
def test_what_could_make_much_of_little_is_not_tame(text: str) -> None:
    """It is computed in a process with limits; that costs half a second, and nothing else."""
    assert not is_tame(text.encode())
