"""What the council decided: an authorisation is one only when it is read as one."""

from __future__ import annotations

import pytest

from generator.intake.fields import Field
from generator.intake.received import SourceText
from generator.intake.recognition import recognise
from tests.intake import layouts

OPENING = "Le Conseil municipal de la Commune d’Haveluy s’est réuni.\nDélibération n° 2025-02-10\nVu le code général,\n"


def decided(
    words: str, opening: str = "Le conseil municipal, après en avoir délibéré, à l’unanimité,\n"
) -> dict[str, Field]:
    """Return the fields of an act that decides so."""
    text = f"{OPENING}{opening}{words}\nPour extrait conforme,\nLe Maire,\n"
    (deliberation,) = recognise(SourceText("a.txt", b"", "text", (text,), {}, frozenset()), layouts.communes())
    return dict(deliberation.fields)


@pytest.mark.parametrize(
    "words",
    [
        "- AUTORISE Monsieur le Maire à signer la convention.",
        "- approuve la convention ;\n- donne pouvoir à Madame la Maire pour signer tout document utile.",
        "DÉCIDE d’habiliter le Maire à conclure la convention.",
        "Article 2 : Mandate Monsieur le Maire aux fins de signature de la convention.",
        "autorise la signature de la convention par le Maire",
        "1) charge Madame le Maire de signer\nla convention et ses annexes.",
    ],
)
def test_an_authorisation_is_read_in_its_usual_turns(words: str) -> None:
    """Certain, with the words it was read in; avenants are another matter."""
    fields = decided(words)
    assert (fields["autorise_signature"].value, fields["autorise_signature"].confidence) == (True, "certain")
    assert fields["autorise_signature"].read
    assert fields["autorise_avenants"].confidence == "missing"


def test_avenants_without_financial_effect_are_authorised_when_it_says_so() -> None:
    """The clause of the real act."""
    fields = decided(
        "- AUTORISE le Maire à signer la convention ainsi que ses éventuels avenants sans incidence financière."
    )
    assert (fields["autorise_avenants"].value, fields["autorise_avenants"].confidence) == (True, "certain")


@pytest.mark.parametrize(
    "words",
    [
        "- PREND ACTE de la présentation de la convention.",
        "- AJOURNE l’examen de la convention.",
        "- décide de surseoir à statuer.",
        "- retire cette question de l’ordre du jour.",
        "- REJETTE le projet de convention.",
        "- n’approuve pas la convention.",
    ],
)
def test_what_only_takes_note_or_postpones_authorises_nothing(words: str) -> None:
    """It is read as such, not as something missing."""
    field = decided(words)["autorise_signature"]
    assert (field.value, field.confidence) == (False, "certain")


def test_an_authorisation_beside_something_against_it_is_doubtful() -> None:
    """A person decides; and a refusal is no authorisation however it is worded."""
    field = decided("- prend acte du bilan ;\n- autorise le Maire à signer la convention.")["autorise_signature"]
    assert (field.value, field.confidence) == (True, "doubtful")
    refused = decided("- n’autorise pas le Maire à signer la convention.")["autorise_signature"]
    assert (refused.value, refused.confidence) == (False, "doubtful")


def test_what_was_decided_is_kept_as_it_is_written() -> None:
    """From the decision to the signatures; without « après en avoir délibéré », from the first verb."""
    assert decided("- VALIDE les modalités.")["dispositif"].value == ", à l’unanimité, - VALIDE les modalités."
    assert decided("APPROUVE la convention.", opening="")["dispositif"].value == "APPROUVE la convention."


def test_words_before_the_decision_authorise_nothing() -> None:
    """What the mayor proposes is not what the council decides."""
    fields = decided(
        "- APPROUVE la convention.", opening="Il est proposé d’autoriser le Maire à signer.\nAprès en avoir délibéré,\n"
    )
    assert fields["autorise_signature"].confidence == "missing"
