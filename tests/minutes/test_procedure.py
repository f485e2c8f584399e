"""What the council votes only to hold its sitting is no vote, no date and no act of ours."""

from __future__ import annotations

import datetime

from tests.cases import cases
from tests.intake.minutes import field

HEAD = "COMMUNE DE MAULDE\nSéance du 3 juin 2025\nPrésents : Mme Carole LELEU, M. Marc WATTIEZ\nVotants : 2\n"
ACT = "Délibération n° 2025-41\nObjet : Convention d’accompagnement numérique\nVu le code,\n"


@cases(
    "sentence",
    "La Maire propose de confier le secrétariat de séance à M. Marc WATTIEZ, ce que le conseil adopte à l’unanimité.",
    "M. Marc WATTIEZ est élu secrétaire de séance par 2 voix.",
    "Le procès-verbal de la séance du 8 avril 2025 est adopté à l’unanimité.",
    "Le compte rendu du conseil municipal du 8 avril 2025 est approuvé à l’unanimité.",
    "Approbation, à l’unanimité, du compte-rendu de la réunion du 8 avril 2025.",
    "Le dernier procès-verbal est approuvé à l’unanimité.",
    "Approbation de la séance du 8 avril 2025 : à l’unanimité.",
    "Le conseil accepte à l’unanimité d’ajouter un point à l’ordre du jour.",
    "Le conseil décide à l’unanimité de ne pas voter à bulletin secret.",
    "Compte rendu du 8 avril 2025 : adopté à l’unanimité.",
    "Élection du secrétaire de séance : M. Marc WATTIEZ, à l’unanimité",
    "À l’unanimité, M. Marc WATTIEZ est secrétaire.",
    "M. Marc WATTIEZ a été élu secrétaire.\nVote : unanimité.",
    "Le conseil nomme M. Marc WATTIEZ secrétaire de séance.\nAdopté à l’unanimité des membres présents.",
    "Madame la Maire demande l’ajout d’un point à l’ordre du jour. Le conseil accepte à l’unanimité.",
    "Madame la Maire propose d’ajouter la convention à l’ordre du jour.\nAccord unanime du conseil.",
    "Madame la Maire propose un point supplémentaire.\nLe conseil, à l’unanimité, accepte cet ajout.",
    "Madame la Maire souhaite rajouter un point à l’ordre du jour :\n- Modification d’une subvention,\nVOTE : "
    "Unanimité",
    "À l’unanimité, le conseil accepte que cette question, non inscrite, soit examinée.",
)
def test_a_vote_of_procedure_is_not_the_acts(sentence: str) -> None:
    """Neither where the act has no vote, nor beside the vote that it has; nor is its date the sitting's."""
    nothing = f"{HEAD}{sentence}\n{ACT}Le rapport est présenté.\n"
    for name in ("unanimite", "pour", "contre", "abstentions"):
        assert field(nothing, name).value is None, name
    voted = f"{HEAD}{sentence}\n{ACT}Le conseil, après en avoir délibéré, approuve par 1 voix pour et 1 voix contre.\n"
    assert (field(voted, "pour").value, field(voted, "contre").value) == (1, 1)
    assert field(voted, "unanimite").value is not True
    assert field(voted, "seance_date").value == datetime.date(2025, 6, 3)


@cases(
    "sentences",
    "Madame la Maire présente la convention. Le conseil accepte à l’unanimité.",
    "Madame la Maire propose un point supplémentaire. Le conseil, après en avoir délibéré, approuve à l’unanimité.",
    "Le conseil, après en avoir délibéré, accorde à l’unanimité dix points supplémentaires à un agent.",
    "Le conseil décide à l’unanimité de modifier la délibération n° 2024-12.",
    "Secrétaire de séance : M. Marc WATTIEZ\nAdopté à l’unanimité.",
    "M. Marc WATTIEZ est nommé secrétaire.\n- Convention numérique\nAdopté à l’unanimité.",
)
def test_what_the_council_decides_is_no_procedure(sentences: str) -> None:
    """An answer is the act’s where the act is what was put; so is a vote after the council deliberated."""
    assert field(f"{HEAD}{ACT}{sentences}\n", "unanimite").value is True
