"""Who sat, in the words that acts have for it."""

from __future__ import annotations

import pytest

from generator.intake.extracts import extracts
from generator.intake.fields import Field
from generator.intake.presence import attendance


def read(text: str, name: str) -> Field:
    """Return a field of the only act of a text."""
    (extract,) = extracts((text,))
    return attendance(extract)[name]


@pytest.mark.parametrize(
    "text",
    [
        "En exercice : 20",
        "Nombre de conseillers en exercice 20\n",
        "Membres en exercice          20",
        "20 conseillers municipaux en exercice",
        "Conseillers en exercice ..... vingt (20)",
    ],
)
def test_a_count_is_read_beside_its_label(text: str) -> None:
    """Before it or after it, with a colon or at the end of its line."""
    field = read(text, "en_exercice")
    assert (field.value, field.confidence) == (20, "certain")


@pytest.mark.parametrize("text", ["Présents 12 rue de la Mairie", "Étaient présents\n12 place de la Mairie"])
def test_a_number_that_only_follows_a_label_is_no_count(text: str) -> None:
    """It belongs to what comes after it."""
    assert read(text, "presents").value is None


@pytest.mark.parametrize(
    "text",
    [
        "Secrétaire de séance : Mme Carole LELEU",
        "Mme Carole LELEU a été nommée secrétaire de séance.",
        "A été désignée en qualité de secrétaire de séance : Mme Carole LELEU.",
        "Le conseil a choisi pour secrétaire Carole LELEU.",
        "Le conseil a désigné Mme Carole LELEU comme secrétaire de séance.",
        "Le secrétariat de la séance est assuré par Mme Carole LELEU",
    ],
)
def test_the_secretary_is_found_in_every_usual_phrase(text: str) -> None:
    """Named before or after the office."""
    field = read(text, "secretaire")
    assert (field.value, field.confidence) == ("Carole LELEU", "certain")
