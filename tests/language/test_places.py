"""Articles and prepositions before real names of communes and départements."""

from __future__ import annotations

import pickle

import pytest

from generator.language.places import Initials, Place, a, de, du_departement, elides, le
from tests.cases import cases

from .samples import Named

COMMUNES = [
    (Named("Denain", 0), "de Denain", "à Denain", "Denain"),
    (Named("Hoymille", 0), "de Hoymille", "à Hoymille", "Hoymille"),
    (Named("Haveluy", 1), "d’Haveluy", "à Haveluy", "Haveluy"),
    (Named("Hérin", 1), "d’Hérin", "à Hérin", "Hérin"),
    (Named("Avesnes-le-Sec", "1"), "d’Avesnes-le-Sec", "à Avesnes-le-Sec", "Avesnes-le-Sec"),
    (Named("Le Quesnoy", 2), "du Quesnoy", "au Quesnoy", "Le Quesnoy"),
    (Named("La Sentinelle", 3), "de La Sentinelle", "à La Sentinelle", "La Sentinelle"),
    (Named("Les Rues-des-Vignes", 4), "des Rues-des-Vignes", "aux Rues-des-Vignes", "Les Rues-des-Vignes"),
    (Named("L'Haÿ-les-Roses", 5), "de L’Haÿ-les-Roses", "à L’Haÿ-les-Roses", "L’Haÿ-les-Roses"),
    (Named("Aux Marais", 6), "des Marais", "aux Marais", "Aux Marais"),
    (Named("Las Illas", 7), "de Las Illas", "à Las Illas", "Las Illas"),
    (Named("Los Masos", 8), "de Los Masos", "à Los Masos", "Los Masos"),
    (Named("Château-l'Abbaye", 0), "de Château-l’Abbaye", "à Château-l’Abbaye", "Château-l’Abbaye"),
    (Named("Lecelles", 0), "de Lecelles", "à Lecelles", "Lecelles"),
    (Named("Lasson", 0), "de Lasson", "à Lasson", "Lasson"),
]


@pytest.mark.parametrize(("commune", "of", "at", "alone"), COMMUNES)
def test_the_insee_code_gives_the_article(commune: Place, of: str, at: str, alone: str) -> None:
    """Each of the nine INSEE types contracts as it must; the article keeps its capital."""
    assert (de(commune), a(commune), le(commune)) == (of, at, alone)


@cases(
    "bare, whole",
    (Named("Quesnoy", 2), Named("Le Quesnoy", 2)),
    (Named("Sentinelle", 3), Named("La Sentinelle", 3)),
    (Named("Sentinelle", 3), Named("la Sentinelle", 3)),
    (Named("Rues-des-Vignes", 4), Named("Les Rues-des-Vignes", 4)),
    (Named("Haÿ-les-Roses", 5), Named("L’Haÿ-les-Roses", 5)),
    (Named("Marais", 6), Named("Aux Marais", 6)),
    (Named("Masos", 8), Named("Los Masos", 8)),
)
def test_the_article_may_be_in_the_name_or_not(bare: Place, whole: Place) -> None:
    """INSEE publishes names with and without article: both give the same text."""
    assert (de(bare), a(bare), le(bare)) == (de(whole), a(whole), le(whole))


@cases(
    "name, of, at",
    ("Valenciennes", "de Valenciennes", "à Valenciennes"),
    ("Avesnes-sur-Helpe", "d’Avesnes-sur-Helpe", "à Avesnes-sur-Helpe"),
    ("Évreux", "d’Évreux", "à Évreux"),
    ("Œuilly", "d’Œuilly", "à Œuilly"),
    ("Yutz", "d’Yutz", "à Yutz"),
    ("Hazebrouck", "d’Hazebrouck", "à Hazebrouck"),
    ("Haguenau-Wissembourg", "de Haguenau-Wissembourg", "à Haguenau-Wissembourg"),
    ("Hautes Terres", "de Hautes Terres", "à Hautes Terres"),
    ("Le Havre", "du Havre", "au Havre"),
    ("Les Sables-d'Olonne", "des Sables-d’Olonne", "aux Sables-d’Olonne"),
    ("La Porte du Hainaut", "de La Porte du Hainaut", "à La Porte du Hainaut"),
    ("L'Isle-d'Abeau", "de L’Isle-d’Abeau", "à L’Isle-d’Abeau"),
    ("la région", "de la région", "à la région"),
    ("Première vice-présidente", "de la Première vice-présidente", "à la Première vice-présidente"),
    ("2e vice-président", "du 2e vice-président", "au 2e vice-président"),
    ("Bureau communautaire", "du Bureau communautaire", "au Bureau communautaire"),
    ("conseil syndical", "du conseil syndical", "au conseil syndical"),
    ("commission permanente", "de la commission permanente", "à la commission permanente"),
    ("l'assemblée plénière", "de l’assemblée plénière", "à l’assemblée plénière"),
    ("Présidente", "de la Présidente", "à la Présidente"),
    ("Communauté de communes X", "de la Communauté de communes X", "à la Communauté de communes X"),
    ("Syndicat mixte du Haut-Jura", "du Syndicat mixte du Haut-Jura", "au Syndicat mixte du Haut-Jura"),
    ("Eurométropole de Strasbourg", "de l’Eurométropole de Strasbourg", "à l’Eurométropole de Strasbourg"),
    ("Métropole Rouen Normandie", "de la Métropole Rouen Normandie", "à la Métropole Rouen Normandie"),
    ("CC Sundgau", "de la CC Sundgau", "à la CC Sundgau"),
    ("COMMUNAUTE DE COMMUNES X", "de la COMMUNAUTE DE COMMUNES X", "à la COMMUNAUTE DE COMMUNES X"),
    ("PETR du Forez", "du PETR du Forez", "au PETR du Forez"),
    ("S.I.V.O.M. de la Lys", "du S.I.V.O.M. de la Lys", "au S.I.V.O.M. de la Lys"),
    ("SMICTOM d’Alsace", "du SMICTOM d’Alsace", "au SMICTOM d’Alsace"),
    ("Pays de Nemours", "du Pays de Nemours", "au Pays de Nemours"),
    ("Pays de Belvès", "de Pays de Belvès", "à Pays de Belvès"),
    ("Pays-de-Clerval", "de Pays-de-Clerval", "à Pays-de-Clerval"),
    ("Agglo du Pays de Dreux", "de l’Agglo du Pays de Dreux", "à l’Agglo du Pays de Dreux"),
    ("LE QUESNOY", "du QUESNOY", "au QUESNOY"),
    ("LES ABYMES", "des ABYMES", "aux ABYMES"),
    ("Honfleur-Beuzeville", "de Honfleur-Beuzeville", "à Honfleur-Beuzeville"),
    ("Rennes Métropole", "de Rennes Métropole", "à Rennes Métropole"),
    ("le Haut-Jura", "du Haut-Jura", "au Haut-Jura"),
    ("les Sorgues du Comtat", "des Sorgues du Comtat", "aux Sorgues du Comtat"),
    ("l'Alta Rocca", "de l’Alta Rocca", "à l’Alta Rocca"),
    ("Grand-Champ", "de Grand-Champ", "à Grand-Champ"),
    ("Caen", "de Caen", "à Caen"),
)
def test_a_plain_text_goes_by_its_first_letters(name: str, of: str, at: str) -> None:
    """Without an INSEE code: the article of a body or grouping, one that is written, then elision before a vowel."""
    assert (de(name), a(name)) == (of, at)


def test_an_article_in_a_plain_text_stays() -> None:
    """The name itself is not changed, but for its apostrophe."""
    assert [le(name) for name in ("Le Havre", "Valenciennes", "L'Isle-d'Abeau", "le Haut-Jura")] == [
        "Le Havre",
        "Valenciennes",
        "L’Isle-d’Abeau",
        "le Haut-Jura",
    ]


@cases(
    "name, alone, of, at",
    ("Le Syndicat des Balcons", "le Syndicat des Balcons", "du Syndicat des Balcons", "au Syndicat des Balcons"),
    ("L’Eurométropole", "l’Eurométropole", "de l’Eurométropole", "à l’Eurométropole"),
    ("La Métropole", "la Métropole", "de la Métropole", "à la Métropole"),
    ("La MEL", "la MEL", "de la MEL", "à la MEL"),
    ("Le SMTD", "le SMTD", "du SMTD", "au SMTD"),
    ("La 3CA", "la 3CA", "de la 3CA", "à la 3CA"),
    ("L’EPT", "l’EPT", "de l’EPT", "à l’EPT"),
    ("Le Grand Reims", "Le Grand Reims", "du Grand Reims", "au Grand Reims"),
    ("La Porte du Hainaut", "La Porte du Hainaut", "de La Porte du Hainaut", "à La Porte du Hainaut"),
)
def test_a_common_noun_has_a_small_article_within_a_sentence(name: str, alone: str, of: str, at: str) -> None:
    """« entre le Syndicat et la commune »: the capital of its article is that of a line or a sentence."""
    assert (le(name), de(name), a(name)) == (alone, of, at)


def test_a_grouping_has_its_article() -> None:
    """A common noun has one, a proper name has none."""
    assert le("Communauté de communes Sundgau") == "la Communauté de communes Sundgau"
    assert (le("Syndicat mixte du Haut-Jura"), le("Rennes Métropole")) == (
        "le Syndicat mixte du Haut-Jura",
        "Rennes Métropole",
    )


@cases("tncc", 9, -1, "", "du", "01")
def test_an_unknown_insee_type_is_refused(tncc: int | str) -> None:
    """The message gives the code and the bounds."""
    with pytest.raises(ValueError, match=rf"« {tncc} » n’est pas un type de nom INSEE .* de 0 à 8"):
        de(Named("Haveluy", tncc))


@cases("place", "", "  ", Named(" ", 1))
def test_an_empty_name_is_refused(place: Place | str) -> None:
    """There is no grammar of nothing."""
    with pytest.raises(ValueError, match="vide"):
        a(place)


DEPARTEMENTS = """
01 de l’Ain, 02 de l’Aisne, 03 de l’Allier, 04 des Alpes-de-Haute-Provence, 05 des Hautes-Alpes, 06 des
Alpes-Maritimes, 07 de l’Ardèche, 08 des Ardennes, 09 de l’Ariège, 10 de l’Aube, 11 de l’Aude, 12 de
l’Aveyron, 13 des Bouches-du-Rhône, 14 du Calvados, 15 du Cantal, 16 de la Charente, 17 de la
Charente-Maritime, 18 du Cher, 19 de la Corrèze, 2A de la Corse-du-Sud, 2B de la Haute-Corse, 21 de la
Côte-d’Or, 22 des Côtes-d’Armor, 23 de la Creuse, 24 de la Dordogne, 25 du Doubs, 26 de la Drôme, 27 de
l’Eure, 28 d’Eure-et-Loir, 29 du Finistère, 30 du Gard, 31 de la Haute-Garonne, 32 du Gers, 33 de la
Gironde, 34 de l’Hérault, 35 d’Ille-et-Vilaine, 36 de l’Indre, 37 d’Indre-et-Loire, 38 de l’Isère, 39 du
Jura, 40 des Landes, 41 de Loir-et-Cher, 42 de la Loire, 43 de la Haute-Loire, 44 de la Loire-Atlantique,
45 du Loiret, 46 du Lot, 47 de Lot-et-Garonne, 48 de la Lozère, 49 de Maine-et-Loire, 50 de la Manche, 51
de la Marne, 52 de la Haute-Marne, 53 de la Mayenne, 54 de Meurthe-et-Moselle, 55 de la Meuse, 56 du
Morbihan, 57 de la Moselle, 58 de la Nièvre, 59 du Nord, 60 de l’Oise, 61 de l’Orne, 62 du Pas-de-Calais,
63 du Puy-de-Dôme, 64 des Pyrénées-Atlantiques, 65 des Hautes-Pyrénées, 66 des Pyrénées-Orientales, 67 du
Bas-Rhin, 68 du Haut-Rhin, 69 du Rhône, 70 de la Haute-Saône, 71 de Saône-et-Loire, 72 de la Sarthe, 73
de la Savoie, 74 de la Haute-Savoie, 75 de Paris, 76 de la Seine-Maritime, 77 de Seine-et-Marne, 78 des
Yvelines, 79 des Deux-Sèvres, 80 de la Somme, 81 du Tarn, 82 de Tarn-et-Garonne, 83 du Var, 84 de
Vaucluse, 85 de la Vendée, 86 de la Vienne, 87 de la Haute-Vienne, 88 des Vosges, 89 de l’Yonne, 90 du
Territoire de Belfort, 91 de l’Essonne, 92 des Hauts-de-Seine, 93 de la Seine-Saint-Denis, 94 du
Val-de-Marne, 95 du Val-d’Oise, 971 de la Guadeloupe, 972 de la Martinique, 973 de la Guyane, 974 de La
Réunion, 976 de Mayotte
"""


def test_every_departement_has_its_preposition() -> None:
    """The 101 départements, listed by number, as their préfectures name themselves."""
    expected = [entry.split(maxsplit=1)[1] for entry in DEPARTEMENTS.replace("\n", " ").strip().split(", ")]
    names = [entry.removeprefix("de l’").removeprefix("d’") for entry in expected]
    for preposition in ("de la ", "des ", "du ", "de "):
        names = [name.removeprefix(preposition) for name in names]
    assert len(set(names)) == 101
    assert [du_departement(name) for name in names] == expected


@cases(
    "name, of",
    ("NORD", "du Nord"),
    ("vaucluse", "de Vaucluse"),
    ("le Nord", "du Nord"),
    ("cotes d'armor", "des Côtes-d’Armor"),
    ("l'Aisne", "de l’Aisne"),
    ("Réunion", "de La Réunion"),
    ("Corse", "de Corse"),
    ("Métropole de Lyon", "de la Métropole de Lyon"),
    ("Collectivité européenne d’Alsace", "de la Collectivité européenne d’Alsace"),
    ("Alsace", "d’Alsace"),
)
def test_a_departement_is_known_however_it_is_typed(name: str, of: str) -> None:
    """Case, accents and articles do not matter; what is no département goes by its first letter."""
    assert du_departement(name) == of


def test_elision_knows_accents_and_ligatures() -> None:
    """Vowels, y and h elide; consonants and nothing do not."""
    assert all(elides(word) for word in ("adjoint", "Élue", "œuvre", "Æ", "Yvetot", "habitant"))
    assert not any(elides(word) for word in ("maire", "Çà", ""))


def test_initials_keep_the_article_of_their_name_in_another_process() -> None:
    """Templates are filled in processes of their own."""
    sent = pickle.loads(pickle.dumps(Initials("SMSN", "Syndicat mixte de la Scarpe")))
    assert (sent, le(sent), de(sent)) == ("SMSN", "le SMSN", "du SMSN")
