"""Acts go to the sous-préfecture of their arrondissement, or to the préfecture where there is none."""

from __future__ import annotations

from generator.language.places import official_departement
from generator.law.prefectures import chief_arrondissement, departement_of, prefecture
from tests.cases import cases


@cases(
    "departement, arrondissement, said",
    ("Nord", "Valenciennes", "sous-préfecture de Valenciennes"),
    ("Nord", "Avesnes-sur-Helpe", "sous-préfecture d’Avesnes-sur-Helpe"),
    ("Nord", "Lille", "préfecture du Nord"),
    ("Pas-de-Calais", "Arras", "préfecture du Pas-de-Calais"),
    ("Seine-Maritime", "Le Havre", "sous-préfecture du Havre"),
    ("Sarthe", "Le Mans", "préfecture de la Sarthe"),
    ("", "Lille", "préfecture"),
    ("Seine-Saint-Denis", "Saint-Denis", "sous-préfecture de Saint-Denis"),
    ("La Réunion", "Saint-Denis", "préfecture de La Réunion"),
    ("Nord", "", "préfecture ou sous-préfecture"),
    ("Métropole de Lyon", "Lyon", "préfecture du Rhône"),
    ("Collectivité européenne d’Alsace", "Colmar-Ribeauvillé", "préfecture du Haut-Rhin"),
    ("Corse-du-Sud", "Ajaccio", "préfecture de la Corse-du-Sud"),
    ("Mayotte", "", "préfecture de Mayotte"),
    ("MAYOTTE", "Mamoudzou", "préfecture de Mayotte"),
    ("Paris", "", "préfecture de Paris"),
    ("NORD", "LILLE", "préfecture du Nord"),
    ("Essonne", "Evry", "préfecture de l’Essonne"),
    ("Essonne", "Évry-Courcouronnes", "préfecture de l’Essonne"),
    ("Val-d’Oise", "Cergy", "préfecture du Val-d’Oise"),
    ("Marne", "Châlons", "préfecture de la Marne"),
    ("Alpes-de-Haute-Provence", "Digne", "préfecture des Alpes-de-Haute-Provence"),
    ("Haute-Loire", "Le Puy", "préfecture de la Haute-Loire"),
    ("Manche", "Cherbourg-en-Cotentin", "sous-préfecture de Cherbourg-en-Cotentin"),
    ("Vosges", "Epinal", "préfecture des Vosges"),
    ("Gard", "nimes", "préfecture du Gard"),
    ("Cotes d'Armor", "St-Brieuc", "préfecture des Côtes-d’Armor"),
    ("Manche", "Saint Lo", "préfecture de la Manche"),
    ("Reunion", "SAINT-DENIS", "préfecture de La Réunion"),
    ("Saint-Pierre-et-Miquelon", "Saint-Pierre", "préfecture de Saint-Pierre-et-Miquelon"),
)
def test_the_chief_town_of_a_departement_has_no_sous_prefecture(
    departement: str, arrondissement: str, said: str
) -> None:
    """« sous-préfecture de Lille » does not exist."""
    assert prefecture(departement, arrondissement) == said


def test_every_departement_has_its_code_and_its_name() -> None:
    """101 départements and five collectivities, each in the spelling that documents print."""
    names = {code: departement_of(f"{code}000"[:5]) for code in ("01", "2A", "2B", "59", "80", "95", "974", "988")}
    assert names == {
        **{"01": "Ain", "2A": "Corse-du-Sud", "2B": "Haute-Corse", "59": "Nord", "80": "Somme", "95": "Val-d’Oise"},
        **{"974": "La Réunion", "988": "Nouvelle-Calédonie"},
    }
    assert (departement_of("98950"), departement_of("20004")) == ("", "")
    all_of_them = [departement_of(f"{rank:05}") for rank in range(1000, 99000, 100)]
    assert all(official_departement(name) == name for name in all_of_them if name)


def test_the_seat_of_a_prefecture_is_spelt_officially() -> None:
    """However it is written, and by whatever of its names; a sous-préfecture has none."""
    names = ("EVRY", "Evry Courcouronnes", "st brieuc", "Valenciennes")
    assert [chief_arrondissement(name) for name in names] == ["Évry", "Évry", "Saint-Brieuc", ""]
