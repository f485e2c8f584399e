"""The filters as templates call them."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from jinja2 import StrictUndefined, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from generator.language.filters import FILTERS
from generator.language.typography import typographie
from tests.cases import cases

from .samples import Named, shown

VALUES: dict[str, Any] = {
    "commune": Named("Haveluy", 1),
    "tel": "0327442099",
    "date": datetime.date(2025, 7, 1),
    "time": datetime.time(14, 30),
    "n": 3222,
}
PRINTED = {
    "commune|de": "d’Haveluy",
    "commune|a": "à Haveluy",
    "commune|le": "Haveluy",
    "'Valenciennes'|de": "de Valenciennes",
    "'Nord'|du_departement": "du Nord",
    "date|date_longue": "1er~juillet 2025",
    "date|date_jour": "mardi 1er~juillet 2025",
    "date|date_solennelle": "L’an deux mille vingt-cinq, le premier~juillet",
    "time|heure": "14~h~30",
    "n|nombre": "3~222",
    "'1234,5'|euros": "1~234,50~€",
    "'1234,5'|euros_lettres": "mille deux cent trente-quatre euros et cinquante centimes",
    "2|lettres": "deux",
    "1|lettres('f')": "une",
    "1|lettres(genre='f')": "une",
    "1|ordinal": "1er",
    "1|ordinal('f')": "1re",
    "1|ordinal_lettres": "premier",
    "'autorisé'|accord('Madame')": "autorisée",
    "'Hélesmes'|majuscules": "HÉLESMES",
    "'MAIRIE'|minuscules": "mairie",
    "'élu de la commune'|capitale": "Élu de la commune",
    "tel|telephone": "03~27~44~20~99",
}


def evaluate(expression: str) -> str:
    """Print one expression as the program's templates do."""
    environment = SandboxedEnvironment(undefined=StrictUndefined)
    environment.filters.update(FILTERS)
    return environment.from_string("{{ " + expression + " }}").render(VALUES)


@pytest.mark.parametrize(("expression", "printed"), PRINTED.items())
def test_a_filter_prints_french(expression: str, printed: str) -> None:
    """Each filter of the contract, in a template; typography has nothing left to change."""
    text = evaluate(expression)
    assert shown(text) == printed
    assert typographie(text) == text


def test_the_filters_are_those_of_the_contract() -> None:
    """Templates may count on these names and no others; each has an example above."""
    assert set(FILTERS) == {
        *("de", "a", "le", "du_departement"),
        *("date_longue", "date_jour", "date_solennelle", "heure"),
        *("nombre", "lettres", "ordinal", "ordinal_lettres", "telephone", "euros", "euros_lettres"),
        *("accord", "majuscules", "minuscules", "capitale"),
    }
    assert {expression.split("|")[1].split("(")[0] for expression in PRINTED} == set(FILTERS)


@cases(
    "expression, message",
    ("3|de", "filtre « de » : il faut une commune ou un texte, « 3 » ne convient pas"),
    ("''|de", "filtre « de » : un nom de lieu est vide"),
    ("'2025-07-01'|date_longue", "filtre « date_longue » : il faut une date, « 2025-07-01 » ne convient pas"),
    ("none|heure", "filtre « heure » : il faut une heure, il n’y a rien"),
    ("date|heure", "filtre « heure » : il faut une heure, « 2025-07-01 » ne convient pas"),
    ("'2'|lettres", "filtre « lettres » : il faut un nombre entier, « 2 » ne convient pas"),
    ("true|nombre", "filtre « nombre » : il faut un nombre entier, « True » ne convient pas"),
    ("2|lettres('x')", "filtre « lettres » : genre inconnu : « x » ; « m » ou « f » est attendu"),
    ("2|lettres(1)", "filtre « lettres » : « 1 » n’est pas un texte"),
    ("2|lettres('f', 'm')", "filtre « lettres » : arguments incorrects ; attendu : genre"),
    ("n|nombre('f')", "filtre « nombre » : arguments incorrects ; attendu : aucun"),
    ("'autorisé'|accord", "filtre « accord » : arguments incorrects ; attendu : civilite"),
    ("12|majuscules", "filtre « majuscules » : il faut un texte, « 12 » ne convient pas"),
)
def test_a_wrong_use_is_told_in_french(expression: str, message: str) -> None:
    """The message names the filter and what it was given."""
    with pytest.raises(ValueError, match=r"^filtre «") as caught:
        evaluate(expression)
    assert str(caught.value) == message


@cases("expression", "absent|de", "absent|date_longue", "'autorisé'|accord(absent)")
def test_an_unknown_variable_keeps_its_own_error(expression: str) -> None:
    """Jinja's error names the variable that the template misspells: no filter hides it."""
    with pytest.raises(UndefinedError, match="'absent' is undefined"):
        evaluate(expression)
