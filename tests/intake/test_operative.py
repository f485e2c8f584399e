"""What the operative part of an act is read to authorise, and how surely."""

from __future__ import annotations

import pytest

from tests.intake.minutes import field

_ACT = """COMMUNE D’HAVELUY
Séance du 3 juin 2025
Objet : {subject}
Vu la délibération du 3 mars 2023 autorisant Monsieur le Maire à signer une convention,
Le conseil municipal, après en avoir délibéré, à l’unanimité,
{words}
Fait et délibéré les jour, mois et an que dessus.
"""
CONVENTION, AMENDED = "Convention de médiation numérique", "Avenant n° 1 à la convention de médiation numérique"


def _read(words: str, name: str, subject: str = CONVENTION) -> tuple[object, str, str]:
    found = field(_ACT.format(subject=subject, words=words), name)
    return found.value, found.confidence, found.why


@pytest.mark.parametrize(
    "words",
    [
        "PREND ACTE de la convention.",
        "SURSOIT à statuer.",
        "REFUSE d’autoriser Monsieur le Maire à signer la convention.",
        "PROPOSE d’autoriser Monsieur le Maire à signer la convention.",
        "DÉCIDE que Monsieur le Maire signera la convention.",
        "RENVOIE l’autorisation de signer à une prochaine séance.",
    ],
)
def test_what_is_not_decided_is_never_read_as_an_authorisation(words: str) -> None:
    """Sure where nothing is said of signing, in doubt where something is."""
    value, confidence, _ = _read(words, "autorise_signature")
    assert value is False
    assert confidence == ("doubtful" if "sign" in words else "certain")


def test_an_authorisation_spread_over_articles_is_certain() -> None:
    """Whatever the visas cite of another one."""
    words = "DÉCIDE\nArticle 1 : D’approuver la convention.\nArticle 2 : D’autoriser Monsieur le Maire à la signer."
    assert _read(words, "autorise_signature") == (True, "certain", "")
    assert _read(words, "autorise_avenants") == (False, "certain", "")


def test_who_is_authorised_with_the_mayor_is_to_be_confirmed() -> None:
    """« ou son représentant »."""
    words = "AUTORISE Monsieur le Maire ou son représentant à signer la convention."
    value, confidence, why = _read(words, "autorise_signature")
    assert (value, confidence) == (True, "doubtful")
    assert why.endswith("à la place du maire ou avec lui, une autre personne")


def test_an_avenant_is_authorised_by_its_own_act_alone() -> None:
    """In an act about the convention, who authorises an avenant has not authorised the convention."""
    words = "APPROUVE l’avenant n° 1 à la convention et AUTORISE Monsieur le Maire à le signer."
    assert _read(words, "autorise_signature", AMENDED) == (True, "certain", "")
    value, confidence, why = _read(words, "autorise_signature")
    assert (value, confidence) == (False, "doubtful")
    assert why == "l’acte n’autorise à signer que des avenants, non la convention"
    assert _read(words, "autorise_avenants", AMENDED) == (False, "certain", "")


def test_some_avenants_are_to_be_confirmed() -> None:
    """The doubt says which, in the words of the act."""
    words = "AUTORISE Monsieur le Maire à signer la convention et les avenants de prolongation."
    assert _read(words, "autorise_signature") == (True, "certain", "")
    why = "l’acte n’autorise pas tous les avenants, mais « les avenants de prolongation »"
    assert _read(words, "autorise_avenants") == (False, "doubtful", why)
