"""Acts go to the sous-préfecture of their arrondissement, or to the préfecture where there is none."""

from __future__ import annotations

import pytest

from generator.law.prefectures import prefecture


@pytest.mark.parametrize(
    ("departement", "arrondissement", "said"),
    [
        ("Nord", "Valenciennes", "sous-préfecture de Valenciennes"),
        ("Nord", "Avesnes-sur-Helpe", "sous-préfecture d’Avesnes-sur-Helpe"),
        ("Nord", "Lille", "préfecture du Nord"),
        ("Pas-de-Calais", "Arras", "préfecture du Pas-de-Calais"),
        ("Seine-Maritime", "Le Havre", "sous-préfecture du Havre"),
        ("Sarthe", "Le Mans", "préfecture de la Sarthe"),
        ("", "Lille", "préfecture"),
        ("Seine-Saint-Denis", "Saint-Denis", "sous-préfecture de Saint-Denis"),
        ("La Réunion", "Saint-Denis", "préfecture de La Réunion"),
        ("Nord", "", "sous-préfecture"),
        ("Métropole de Lyon", "Lyon", "préfecture du Rhône"),
        ("Collectivité européenne d’Alsace", "Colmar-Ribeauvillé", "préfecture du Haut-Rhin"),
        ("Corse-du-Sud", "Ajaccio", "préfecture de la Corse-du-Sud"),
        ("Mayotte", "", "préfecture de Mayotte"),
        ("Saint-Pierre-et-Miquelon", "Saint-Pierre", "préfecture de Saint-Pierre-et-Miquelon"),
    ],
)
def test_the_chief_town_of_a_departement_has_no_sous_prefecture(
    departement: str, arrondissement: str, said: str
) -> None:
    """« sous-préfecture de Lille » does not exist."""
    assert prefecture(departement, arrondissement) == said
