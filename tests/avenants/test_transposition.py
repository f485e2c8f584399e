"""A change carried over from one commune's act to another's."""

from __future__ import annotations

import pytest

from generator.avenants.articles import Alinea, Article
from generator.avenants.transposition import transpose
from generator.errors import DataError
from tests.cases import cases

BASE = (Alinea("La commune d’Haveluy met un bureau à disposition."), Alinea("Elle nomme un référent.", 1))


def article(*alineas: Alinea) -> Article:
    """Return an article that says this."""
    return Article("3", "Article 3", alineas, (), (), range(0))


def other(text: str) -> str:
    """Return what another commune's act says instead."""
    return text.replace("d’Haveluy", "de La Sentinelle")


OWN = article(*(Alinea(other(one.text), one.level) for one in BASE))


@cases(
    "new",
    (Alinea(BASE[0].text.replace("un bureau", "deux bureaux")), BASE[1]),
    (BASE[0], Alinea("Elle nomme une référente et un suppléant.", 1)),
    (*BASE, Alinea("Elle en rend compte.")),
    BASE[:1],
    (Alinea("En outre :"), *BASE),
)
def test_the_change_is_made_and_the_own_words_stay(new: tuple[Alinea, ...]) -> None:
    """Words and alinéas that change are taken, the commune's name is its own."""
    assert transpose(OWN, BASE, new) == tuple(Alinea(other(one.text), one.level) for one in new)


def test_the_act_itself_gets_the_new_wording() -> None:
    """As it was written."""
    new = (Alinea("Tout autre chose."),)
    assert transpose(article(*BASE), BASE, new) == new


def test_what_was_changed_so_already_stays() -> None:
    """By an earlier avenant of that commune."""
    new = (Alinea(BASE[0].text.replace("un bureau", "deux bureaux")), BASE[1])
    assert transpose(article(*new), BASE, new) == new


def test_a_change_that_touches_the_own_words_is_refused() -> None:
    """Nothing says what it would be in the other commune."""
    new = (Alinea(BASE[0].text.replace("commune d’Haveluy", "ville d’Haveluy-sur-Selle")), BASE[1])
    with pytest.raises(DataError, match="l’article 3 : le passage modifié touche des mots"):
        transpose(OWN, BASE, new)
