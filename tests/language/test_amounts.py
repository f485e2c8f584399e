"""Amounts in French against a table written by hand: figures, words, what is no amount."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.language.amounts import cents, euros, euros_lettres
from tests.cases import cases

from .samples import shown

IN_WORDS = {
    "0": "zéro euro",
    "0,01": "un centime d’euro",
    "0,50": "cinquante centimes d’euro",
    "1": "un euro",
    "1,01": "un euro et un centime",
    "1,5": "un euro et cinquante centimes",
    "2": "deux euros",
    "21": "vingt et un euros",
    "80": "quatre-vingts euros",
    "81,80": "quatre-vingt-un euros et quatre-vingts centimes",
    "200,71": "deux cents euros et soixante et onze centimes",
    "1 234,50": "mille deux cent trente-quatre euros et cinquante centimes",
    "80000": "quatre-vingt mille euros",
    "1 000 000": "un million d’euros",
    "2000000,20": "deux millions d’euros et vingt centimes",
    "1 200 000": "un million deux cent mille euros",
    "3 000 000 000 €": "trois milliards d’euros",
    "-15 000,00": "moins quinze mille euros",
}


@pytest.mark.parametrize(("amount", "words"), IN_WORDS.items())
def test_words(amount: str, words: str) -> None:
    """An amount is agreed with its unit, which « de » joins to millions."""
    assert euros_lettres(amount) == words


@cases(
    "amount, figures",
    ("1234,50", "1~234,50~€"),
    ("1 234.5 €", "1~234,50~€"),
    ("15000 euros", "15~000~€"),
    ("1\u202f200,00\u00a0€", "1~200~€"),
    ("0,99", "0,99~€"),
    ("−3,10", "−3,10~€"),
    (1200, "1~200~€"),
    (0, "0~€"),
    (471.0, "471~€"),
    (0.1 + 0.2, "0,30~€"),
    (2.675, "2,68~€"),
    (Decimal("980.01"), "980,01~€"),
)
def test_figures(amount: str | float | Decimal, figures: str) -> None:
    """Figures are in groups, with two decimals unless there are none."""
    assert shown(euros(amount)) == figures


@cases("amount", "1.200", "1,234.50", "12,345", "à préciser", "", "12 34", "1 000 F", float("nan"))
def test_no_amount(amount: str | float) -> None:
    """What may be read in two ways, or is no amount, is refused and never guessed."""
    assert cents(amount) is None
    with pytest.raises(ValueError, match="n’est pas un montant"):
        euros(amount)


def test_too_large() -> None:
    """No number is spelled that French has no usual word for."""
    with pytest.raises(ValueError, match="trop grand"):
        euros_lettres(10**12)
