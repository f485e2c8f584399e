"""Where a commune's acts go to the State's representative, préfecture or sous-préfecture, and the court above."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.language.places import de, du_departement, official_departement, place_key
from generator.language.typography import unaccented

_NAMES = """
    Agen, Ajaccio, Albi, Alençon, Amiens, Angers, Angoulême, Annecy, Arras, Auch, Aurillac, Auxerre, Avignon,
    Bar-le-Duc, Basse-Terre, Bastia, Beauvais, Belfort, Besançon, Blois, Bobigny, Bordeaux, Bourg-en-Bresse, Bourges,
    Caen, Cahors, Carcassonne, Cayenne, Châlons-en-Champagne, Chambéry, Charleville-Mézières, Chartres, Châteauroux,
    Chaumont, Clermont-Ferrand, Colmar, Colmar-Ribeauvillé, Créteil, Digne-les-Bains, Dijon, Épinal, Évreux, Évry,
    Foix, Fort-de-France, Gap, Grenoble, Guéret, La Rochelle, La Roche-sur-Yon, Laon, Laval, Le Mans, Le Puy-en-Velay,
    Lille, Limoges, Lons-le-Saunier, Lyon, Mâcon, Marseille, Melun, Mende, Metz, Mont-de-Marsan, Montauban,
    Montpellier, Moulins, Nancy, Nanterre, Nantes, Nevers, Nice, Nîmes, Niort, Orléans, Paris, Pau, Périgueux,
    Perpignan, Poitiers, Pontoise, Privas, Quimper, Rennes, Rodez, Rouen, Saint-Brieuc, Saint-Étienne, Saint-Lô,
    Strasbourg, Tarbes, Toulon, Toulouse, Tours, Troyes, Tulle, Valence, Vannes, Versailles, Vesoul"""
#: The arrondissements that have no sous-préfecture: the prefect of the département is there (in Val-d’Oise, at Cergy).
#: Saint-Denis is one in La Réunion alone.
_CHIEF = {place_key(name): name for name in re.split(r",\s+", _NAMES.strip())}
#: Those that are also called by the commune of the préfecture, by its former name or in short.
_CALLED = {
    "Cergy": "Pontoise",
    "Cergy-Pontoise": "Pontoise",
    "Châlons": "Châlons-en-Champagne",
    "Châlons-sur-Marne": "Châlons-en-Champagne",
    "Digne": "Digne-les-Bains",
    "Évry-Courcouronnes": "Évry",
    "Le Puy": "Le Puy-en-Velay",
}
_CHIEF |= {place_key(called): name for called, name in _CALLED.items()}
#: Where a collectivité holds the place of the département, the préfecture keeps the name of the latter.
_SEATS = {
    "Lyon": "Rhône",
    "Strasbourg": "Bas-Rhin",
    "Colmar": "Haut-Rhin",
    "Colmar-Ribeauvillé": "Haut-Rhin",
    "Ajaccio": "Corse-du-Sud",
    "Bastia": "Haute-Corse",
}
#: Where there is no sous-préfecture at all.
_UNDIVIDED = frozenset({"Mayotte", "Paris", "Saint-Pierre-et-Miquelon"})
#: The départements in the order of their codes, from 01 to 19, 2A and 2B, 21 to 95, then overseas.
_IN_ORDER = """
    Ain, Aisne, Allier, Alpes-de-Haute-Provence, Hautes-Alpes, Alpes-Maritimes, Ardèche, Ardennes, Ariège, Aube, Aude,
    Aveyron, Bouches-du-Rhône, Calvados, Cantal, Charente, Charente-Maritime, Cher, Corrèze, Corse-du-Sud, Haute-Corse,
    Côte-d’Or, Côtes-d’Armor, Creuse, Dordogne, Doubs, Drôme, Eure, Eure-et-Loir, Finistère, Gard, Haute-Garonne, Gers,
    Gironde, Hérault, Ille-et-Vilaine, Indre, Indre-et-Loire, Isère, Jura, Landes, Loir-et-Cher, Loire, Haute-Loire,
    Loire-Atlantique, Loiret, Lot, Lot-et-Garonne, Lozère, Maine-et-Loire, Manche, Marne, Haute-Marne, Mayenne,
    Meurthe-et-Moselle, Meuse, Morbihan, Moselle, Nièvre, Nord, Oise, Orne, Pas-de-Calais, Puy-de-Dôme,
    Pyrénées-Atlantiques, Hautes-Pyrénées, Pyrénées-Orientales, Bas-Rhin, Haut-Rhin, Rhône, Haute-Saône, Saône-et-Loire,
    Sarthe, Savoie, Haute-Savoie, Paris, Seine-Maritime, Seine-et-Marne, Yvelines, Deux-Sèvres, Somme, Tarn,
    Tarn-et-Garonne, Var, Vaucluse, Vendée, Vienne, Haute-Vienne, Vosges, Yonne, Territoire de Belfort, Essonne,
    Hauts-de-Seine, Seine-Saint-Denis, Val-de-Marne, Val-d’Oise, Guadeloupe, Martinique, Guyane, La Réunion,
    Saint-Pierre-et-Miquelon, Mayotte, Saint-Barthélemy, Saint-Martin, Wallis-et-Futuna, Polynésie française,
    Nouvelle-Calédonie"""
_CODES = (
    *(f"{rank:02}" for rank in range(1, 20)),
    *("2A", "2B"),
    *map(str, range(21, 96)),
    *map(str, range(971, 979)),
    *("986", "987", "988"),
)
_BY_CODE = dict(zip(_CODES, re.split(r",\s+", _IN_ORDER.strip()), strict=True))


def departement_code(insee: str) -> str:
    """Return the code of the département that a commune's INSEE code begins with: « 59 », « 2A », « 971 »."""
    return insee[:3] if insee.startswith(("97", "98")) else insee[:2]


def departement_of(insee: str) -> str:
    """Return the official name of the département of a commune by its INSEE code, "" where none has it."""
    return _BY_CODE.get(departement_code(insee), "")


def chief_arrondissement(name: str) -> str:
    """Return the official name of an arrondissement that has no sous-préfecture, "" for any other one.

    Case, accents, « St » and hyphens do not matter; « Évry-Courcouronnes » is the arrondissement of Évry.
    """
    return _CHIEF.get(place_key(name), "")


def prefecture(departement: str, arrondissement: str) -> str:
    """Return « sous-préfecture de Valenciennes », « préfecture du Nord » for the arrondissement of Lille.

    Both when the arrondissement is not known: which it is depends on it alone.
    """
    name, chief = official_departement(departement) or departement, chief_arrondissement(arrondissement)
    if name in _UNDIVIDED:
        return f"préfecture {du_departement(name)}"
    if not arrondissement:
        return "préfecture ou sous-préfecture"
    if chief or (place_key(arrondissement) == "saint-denis" and name == "La Réunion"):
        return f"préfecture {du_departement(_SEATS.get(chief, name))}" if name else "préfecture"
    return f"sous-préfecture {de(arrondissement)}"


_DEPARTEMENTS: Mapping[str, str] = {
    "Amiens": "Aisne, Oise, Somme",
    "Bastia": "Corse-du-Sud, Haute-Corse",
    "Besançon": "Doubs, Jura, Haute-Saône, Territoire de Belfort",
    "Bordeaux": "Dordogne, Gironde, Lot-et-Garonne",
    "Caen": "Calvados, Manche, Orne",
    "Cergy-Pontoise": "Hauts-de-Seine, Val-d’Oise",
    "Châlons-en-Champagne": "Ardennes, Aube, Marne, Haute-Marne",
    "Clermont-Ferrand": "Allier, Cantal, Haute-Loire, Puy-de-Dôme",
    "Dijon": "Côte-d’Or, Nièvre, Saône-et-Loire, Yonne",
    "Grenoble": "Drôme, Isère, Savoie, Haute-Savoie",
    "Lille": "Nord, Pas-de-Calais",
    "Limoges": "Corrèze, Creuse, Indre, Haute-Vienne",
    "Lyon": "Ain, Ardèche, Loire, Rhône",
    "Marseille": "Alpes-de-Haute-Provence, Hautes-Alpes, Bouches-du-Rhône",
    "Melun": "Seine-et-Marne, Val-de-Marne",
    "Montpellier": "Aude, Hérault, Pyrénées-Orientales",
    "Montreuil": "Seine-Saint-Denis",
    "Nancy": "Meurthe-et-Moselle, Meuse, Vosges",
    "Nantes": "Loire-Atlantique, Maine-et-Loire, Mayenne, Sarthe, Vendée",
    "Nice": "Alpes-Maritimes",
    "Nîmes": "Gard, Lozère, Vaucluse",
    "Orléans": "Cher, Eure-et-Loir, Indre-et-Loire, Loir-et-Cher, Loiret",
    "Paris": "Paris",
    "Pau": "Gers, Landes, Pyrénées-Atlantiques, Hautes-Pyrénées",
    "Poitiers": "Charente, Charente-Maritime, Deux-Sèvres, Vienne",
    "Rennes": "Côtes-d’Armor, Finistère, Ille-et-Vilaine, Morbihan",
    "Rouen": "Eure, Seine-Maritime",
    "Strasbourg": "Moselle, Bas-Rhin, Haut-Rhin",
    "Toulon": "Var",
    "Toulouse": "Ariège, Aveyron, Haute-Garonne, Lot, Tarn, Tarn-et-Garonne",
    "Versailles": "Essonne, Yvelines",
}


def tribunal_of(departement: str) -> str:
    """Return the seat of the administrative court of a département, "" where that is not known."""
    return _COURTS.get(_spelt(departement), "")


def _spelt(name: str) -> str:
    return unaccented(name).lower().replace("’", "'")


_COURTS = {_spelt(one): seat for seat, names in _DEPARTEMENTS.items() for one in names.split(", ")}
