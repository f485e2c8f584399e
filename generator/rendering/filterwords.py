"""The filters of templates, each with what it means to whoever writes a template."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filter:
    """What follows « | » in a tag: ``example`` is an expression that uses it."""

    name: str
    meaning: str
    example: str


FILTERS_EXPLAINED = (
    Filter("de", "« de » ou « d’ », « du », « de La », « des »… et le nom", "commune|de"),
    Filter("a", "« à », « au » ou « aux » et le nom", "commune|a"),
    Filter("le", "le nom avec son article", "epci.nom|le"),
    Filter(
        "du_departement",
        "« du », « de la », « de l’ », « des » et le département",
        "commune.departement|du_departement",
    ),
    Filter("accord", "accorde un mot avec une civilité, ou avec epci.genre", '"autorisé"|accord("Madame")'),
    Filter("date_longue", "date en toutes lettres, sauf les nombres", "convention.terme|date_longue"),
    Filter("date_jour", "la même, avec le jour de la semaine", "convention.terme|date_jour"),
    Filter("date_solennelle", "date d’un acte, tout en lettres", "epci.deliberation.date|date_solennelle"),
    Filter("heure", "heure", "planning.accueil_debut|heure"),
    Filter("nombre", "nombre avec ses espaces", "commune.population_municipale|nombre"),
    Filter("lettres", 'nombre en lettres ; lettres("f") au féminin', "convention.originaux|lettres"),
    Filter("euros", "montant en euros, avec ses centimes s’il en a", '"1234,5"|euros'),
    Filter("euros_lettres", "montant en lettres", '"1234,5"|euros_lettres'),
    Filter("ordinal", '1er, 2e ; ordinal("f") : 1re', "creneau.semaine|ordinal"),
    Filter("ordinal_lettres", 'premier, deuxième ; ordinal_lettres("f") : première', "creneau.semaine|ordinal_lettres"),
    Filter("majuscules", "tout en capitales, accents gardés", "commune.nom|majuscules"),
    Filter("minuscules", "tout en minuscules", "commune.nom_maire|minuscules"),
    Filter("capitale", "une capitale au premier mot d’une phrase", "epci.nom|le|capitale"),
    Filter("telephone", "numéro de téléphone", "commune.telephone|telephone"),
)


def written(name: str) -> str:
    """Return how a filter is written, as the remedy of a tag."""
    example = next(item.example for item in FILTERS_EXPLAINED if item.name == name)
    return f"écrivez par exemple {{{{ {example} }}}}"
