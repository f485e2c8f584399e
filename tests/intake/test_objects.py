"""An act is ours by its object, through the damage of scanners."""

from __future__ import annotations

from generator.intake.fields import FIELDS, Field, ReadDeliberation
from generator.intake.objects import concerns
from tests.cases import cases

TITLE = (
    "Convention relative à la mise en œuvre d’un accompagnement de médiation numérique pour les communes et leurs "
    "habitants"
)


def about(text: str | None) -> ReadDeliberation:
    """Return a deliberation with this object."""
    return ReadDeliberation("acte", dict.fromkeys(FIELDS, Field()) | {"objet": Field(text, "certain")})


@cases(
    "text",
    TITLE,
    TITLE.upper(),
    "Convention relative a la mise en ceuvre d’un accompagnement de médiation numérique pour les communes",
    "Convention de médiation numérique",
    "Mise à disposition de médiatrices numériques – convention",
    "C0nvention re1ative a un accompagnernent de rnediation nurnerique",
)
def test_our_act_is_recognised(text: str) -> None:
    """Whole, shortened, damaged."""
    assert concerns(about(text), [TITLE])
    assert concerns(about(text), ["Convention de voirie", f"{TITLE} entre La Porte du Hainaut et la commune d’Haveluy"])


@cases(
    "text",
    None,
    "Vote des taux d’imposition 2025",
    "Convention de groupement de commandes avec La Porte du Hainaut",
    "Convention relative à l’accompagnement des communes en matière d’urbanisme",
    "Plan numérique des écoles",
    "Médiathèque numérique",
    "Désignation d’un médiateur",
)
def test_another_act_is_not(text: str | None) -> None:
    """Nor one that shares a word with ours, nor one without an object."""
    assert not concerns(about(text), [TITLE])
