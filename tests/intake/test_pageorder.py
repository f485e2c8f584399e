"""Pages that are missing or stand in another order are told; an act that is whole says nothing of it."""

from __future__ import annotations

from generator.intake.pageorder import misplaced, unended
from tests.cases import cases
from tests.intake.minutes import CLOSING, OPENING, read

_FIRST = "COMMUNE DE ROSULT\nL’an deux mille vingt-cinq, le trois avril\nÉtaient présents : M. JEAN"
_LAST = "Le conseil approuve.\nFait et délibéré les jour, mois et an susdits.\nLe Maire"

_SIGNED = "Fait et délibéré les jour, mois et an susdits.\nLa Maire,\nCarole LELEU\n"


def _numbered(*numbers: str) -> list[str]:
    return [f"Le conseil municipal,\nrang {rank}\n{number}" for rank, number in enumerate(numbers)]


@cases(
    "pages, told",
    (_numbered("Page 3 sur 3", "Page 2 sur 3", "Page 1 sur 3"), "ne se suivent pas (elles sont numérotées 3, 2, 1)"),
    (_numbered("1/3", "3/3", "2/3"), "numérotées 1, 3, 2"),
    (_numbered("Mairie – page 1/3", "Mairie – page 2/3"), "manque : 3 sur 3"),
    (_numbered("- 2 / 3 -", "- 3 / 3 -"), "manque : 1 sur 3"),
    ([_LAST, _FIRST], "la fin de l’acte précède son début"),
    ([_LAST, "", _FIRST], "la fin de l’acte précède son début"),
)
def test_what_pages_say_of_their_order_is_told(pages: list[str], told: str) -> None:
    """By their numbers, else by the words that open and close an act."""
    assert told in misplaced(pages)


@cases(
    "pages",
    [_FIRST, _LAST],
    [_FIRST, _LAST, _FIRST, _LAST],
    [f"{_FIRST}\n{_LAST}"],
    _numbered("Page 1 sur 2", "Page 2 sur 2"),
    _numbered("45/120", "46/120"),
    _numbered("1/2", "2/2", "1/2", "2/2"),
    _numbered("1/2", "Le Maire"),
    _numbered("1/2", "2/4"),
    _numbered("Voté 2 sur 3 membres", "le 12/04"),
    [""],
    [],
)
def test_an_act_in_its_order_is_no_matter(pages: list[str]) -> None:
    """Several acts, an extract of larger minutes, a number that was not read, dates."""
    assert misplaced(pages) == ""


@cases(
    "text, told",
    (f"{OPENING}OBJET : Voirie\nMonsieur le Maire rappelle les travaux de la rue basse.\n", "la dernière page manque"),
    (f"{OPENING}OBJET : Voirie\nLe conseil municipal, après en avoir délibéré, approuve.\n", ""),
    (f"{OPENING}OBJET : Voirie\nMonsieur le Maire rappelle les travaux.\n{_SIGNED}", ""),
    (f"{OPENING}OBJET : Voirie\nMonsieur le Maire rappelle les travaux.\n{CLOSING}", ""),
    ("OBJET : Voirie\nMonsieur le Maire rappelle les travaux.\n", ""),
)
def test_an_act_without_any_end_is_told(text: str, told: str) -> None:
    """Its opening is there, and neither what was decided nor who signed; a part without opening is no act."""
    (act,) = read(text)
    found = unended(act, (text,))
    assert (told in found) if told else not found
