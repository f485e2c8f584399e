"""The administrative courts of metropolitan France, each with its départements (CJA, art. R. 221-3)."""

from __future__ import annotations

from collections.abc import Mapping

from generator.language.typography import unaccented

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
    return _SEATS.get(_plain(departement), "")


def _plain(name: str) -> str:
    return unaccented(name).lower().replace("’", "'")


_SEATS = {_plain(one): seat for seat, names in _DEPARTEMENTS.items() for one in names.split(", ")}
