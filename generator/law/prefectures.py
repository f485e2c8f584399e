"""Where a commune's acts go to the State's representative: the préfecture of its département, or a sous-préfecture."""

from __future__ import annotations

import re

from generator.language.places import de, du_departement

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
_CHIEF = frozenset(re.split(r",\s+", _NAMES.strip()))
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
_UNDIVIDED = frozenset({"Mayotte", "Saint-Pierre-et-Miquelon"})


def prefecture(departement: str, arrondissement: str) -> str:
    """Return « sous-préfecture de Valenciennes », « préfecture du Nord » for the arrondissement of Lille.

    « sous-préfecture » alone when the arrondissement is not known.
    """
    if departement in _UNDIVIDED:
        return f"préfecture {du_departement(departement)}"
    if not arrondissement:
        return "sous-préfecture"
    if arrondissement in _CHIEF or (arrondissement == "Saint-Denis" and "Réunion" in departement):
        return f"préfecture {du_departement(_SEATS.get(arrondissement, departement))}" if departement else "préfecture"
    return f"sous-préfecture {de(arrondissement)}"
