"""What Jinja and Python do as English asks is refused in French, or done as French asks; and nothing is lost."""

from __future__ import annotations

import datetime

import pytest

from generator.errors import TemplateError
from generator.rendering.fields import as_seen
from tests.cases import cases
from tests.inspection.spoiling import in_body

from .templates import context, printed

VALUES = context(
    lieu="Salle d’Étreux",
    montant="1 200,50",
    rang=5283,
    jour=datetime.date(2025, 3, 1),
    halles=["Zuydcoote", "Élincourt", "abscon", "Œuilly", "Odomez"],
)


@cases(
    "tag, text",
    ("{{ commune.montant|int }}", "1200"),
    ("{{ '1\u202f200'|int|nombre }}", "1\u00a0200"),
    ("{{ ('12,5'|float * 2)|int }}", "25"),
    ("{{ 'néant'|int(0) }}", "0"),
    ("{{ commune.halles|sort|join(' ') }}", "abscon Élincourt Odomez Œuilly Zuydcoote"),
    ("{{ commune.halles|sort(reverse=true)|first }}", "Zuydcoote"),
    ('{{ commune.lieu|replace("d\'Étreux", "basse") }}', "Salle basse"),
    ('{{ commune.lieu.replace("Salle d’", "À ") }}', "À Étreux"),
    ('{% if commune.lieu.startswith("Salle d’É") %}oui{% endif %}', "oui"),
    ("{{ commune.lieu|replace('z', 'y') }}", "Salle d’Étreux"),
    ('{{ "{:,}".format(commune.rang)|replace(",", " ") }}', "5\u00a0283"),
    ('{{ "%.1f"|format(12.5)|replace(".", ",") }}', "12,5"),
    ('{{ "%d.%d"|format(2, 1) }}', "2.1"),
    ('{{ commune.jour.strftime("%d/%m/%Y") }}', "01/03/2025"),
)
def test_numbers_orders_and_texts_are_those_of_french(tag: str, text: str) -> None:
    """Whatever sign stands for an apostrophe or a space."""
    assert printed(tag, VALUES) == text


@cases(
    "tag, message",
    ("{{ 'douze'|int }}", "« douze » n’est pas un nombre"),
    ("{{ '1.200'|int }}", "« 1.200 » n’est pas un nombre"),
    ("{{ '12 5'|int }}", "« 12 5 » n’est pas un nombre"),
    ("{{ commune.jour|int }}", "n’est pas un nombre"),
    ("{{ ('1,2,3'|float)|int }}", "filtre « float »"),
    ('{{ "{:,}".format(commune.rang) }}', "« 5,283 » est écrit comme en anglais"),
    ('{{ "%.2f"|format(12.5) }}', "« 12.50 » est écrit comme en anglais"),
    ('{{ "Soit %s" % 12.5 ~ " euros" }}', "est écrit comme en anglais"),
    ('{{ commune.jour.strftime("%A %d %B") }}', "la date serait écrite en anglais"),
    ("{{ commune.lieu.title() }}", "écrivez |capitale"),
    ("{{ commune.halles|map('title')|join }}", "filtre inconnu : title"),
)
def test_what_would_be_english_or_lost_is_refused(tag: str, message: str) -> None:
    """A cell that is no number is never 0."""
    with pytest.raises(TemplateError) as caught:
        printed(tag, VALUES)
    assert message in str(caught.value)


@cases("name", "title", "capitalize", "filesizeformat", "wordwrap(20)")
def test_a_filter_of_english_is_told_with_what_to_write(name: str) -> None:
    """By the inspection, before any document."""
    (problem,) = in_body(f"{{{{ commune.lieu|{name} }}}}").problems()
    assert problem.level == "error"
    assert "ne donne pas un texte français" in problem.message
    assert "|" in problem.remedy


def test_what_is_empty_is_none() -> None:
    """A clause that asks so does not vanish."""
    tag = "{% if commune.courriel is none %}sans{% endif %}{% if commune.courriel is not none %}avec{% endif %}"
    assert printed(tag, context(courriel=as_seen("commune.courriel", ""))) == "sans"
    assert printed(tag, context(courriel="mairie@haveluy.fr")) == "avec"
