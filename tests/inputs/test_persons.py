"""Mayors in one cell: civility, given name and surname."""

from __future__ import annotations

from generator.inputs.persons import person_of
from tests.cases import cases


@cases(
    "cell, person",
    ("M. Jean-Paul RYCKELYNCK", ("Monsieur", "Jean-Paul", "RYCKELYNCK")),
    ("RYCKELYNCK Jean-Paul", ("", "Jean-Paul", "RYCKELYNCK")),
    ("Madame DUFOUR-TONINI Anne-Lise", ("Madame", "Anne-Lise", "DUFOUR-TONINI")),
    ("Mme Anne Lise DUFOUR TONINI", ("Madame", "Anne Lise", "DUFOUR TONINI")),
    ("Anne de LA TONINI", ("", "Anne", "de LA TONINI")),
    ("RYCKELYNCK, Jean-Paul (M.)", ("Monsieur", "Jean-Paul", "RYCKELYNCK")),
    ("M. Jean-Paul RYCKELYNCK (DVG)", ("Monsieur", "Jean-Paul", "RYCKELYNCK")),
    ("RYCKELYNCK Jean-Paul - LDVD", ("", "Jean-Paul", "RYCKELYNCK")),
    ("Monsieur le Maire, Jean-Paul RYCKELYNCK", ("Monsieur", "Jean-Paul", "RYCKELYNCK")),
    ("Mme la maire – Anne-Lise DUFOUR-TONINI", ("Madame", "Anne-Lise", "DUFOUR-TONINI")),
    ("Jean-Paul RYCKELYNCK, SE", ("", "Jean-Paul", "RYCKELYNCK")),
)
def test_capitals_tell_the_surname(cell: str, person: tuple[str, str, str]) -> None:
    """Before or after the given name, as directories have it."""
    assert person_of(cell) == person


@cases(
    "cell",
    *("", "M.", "Jean-Paul Ryckelynck", "JEAN-PAUL RYCKELYNCK", "J.-P. RYCKELYNCK", "RYCKELYNCK", "vacant (RNE)"),
    *("Dr Jean-Paul RYCKELYNCK", "Jean-Paul RYCKELYNCK (intérim)", "Jean RYCKELYNCK - ROY"),
)
def test_nothing_is_guessed_where_they_do_not(cell: str) -> None:
    """Acts would print the wrong half as the given name."""
    assert person_of(cell) is None
