"""The words of templates: every variable and every filter, with what it means to whoever writes a template."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variable:
    """A value that templates can name; ``[]`` marks the items of a list. ``optional`` values can be empty."""

    name: str
    meaning: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """What follows « | » in a tag: ``example`` is an expression that uses it."""

    name: str
    meaning: str
    example: str


VARIABLES = (
    Variable("numero", "numéro du dossier, donné une fois pour toutes"),
    Variable("commune", "la commune ; s’emploie avec de, a ou le"),
    Variable("commune.insee", "code INSEE"),
    Variable("commune.siren", "numéro SIREN"),
    Variable("commune.nom", "nom officiel, avec son article"),
    Variable("commune.tncc", "code INSEE de l’article du nom (0 à 8)"),
    Variable("commune.qualite", "Commune ou Ville"),
    Variable("commune.code_postal", "code postal", optional=True),
    Variable("commune.departement", "département ; s’emploie avec du_departement", optional=True),
    Variable("commune.arrondissement", "arrondissement", optional=True),
    Variable("commune.population_municipale", "population municipale"),
    Variable("commune.population_totale", "population totale", optional=True),
    Variable("commune.adresse_mairie", "adresse de la mairie", optional=True),
    Variable("commune.courriel", "courriel de la mairie", optional=True),
    Variable("commune.telephone", "téléphone de la mairie ; s’emploie avec telephone", optional=True),
    Variable("commune.civilite_maire", "Monsieur ou Madame"),
    Variable("commune.prenom_maire", "prénom du maire"),
    Variable("commune.nom_maire", "nom du maire"),
    Variable("commune.titre_maire", "titre imprimé sous la signature"),
    Variable("commune.appel_maire", "« Monsieur le Maire », « Madame la Maire » ou « Madame le Maire »"),
    Variable("commune.maire_depuis", "date d’élection du maire ; s’emploie avec date_longue", optional=True),
    Variable("commune.mediateur", "repère du médiateur dans campaign.toml", optional=True),
    Variable("commune.semaine", "semaine du créneau dans le mois (1 à 4)", optional=True),
    Variable("commune.jour", "jour du créneau", optional=True),
    Variable("commune.demi_journee", "matin ou après-midi", optional=True),
    Variable("commune.lieu", "lieu du créneau", optional=True),
    Variable("epci.nom", "nom complet de l’EPCI"),
    Variable("epci.nom_court", "nom usuel de l’EPCI"),
    Variable("epci.sigle", "sigle de l’EPCI"),
    Variable("epci.siren", "SIREN de l’EPCI"),
    Variable("epci.siege", "adresse du siège"),
    Variable("epci.president.civilite", "Monsieur ou Madame"),
    Variable("epci.president.prenom", "prénom du Président"),
    Variable("epci.president.nom", "nom du Président"),
    Variable("epci.president.titre", "Président ou Présidente"),
    Variable("epci.deliberation.numero", "numéro de la délibération qui autorise le Président à signer"),
    Variable("epci.deliberation.date", "sa date ; s’emploie avec date_longue"),
    Variable("epci.deliberation.organe", "l’organe qui l’a prise"),
    Variable("convention.titre", "titre de la convention, sans les parties"),
    Variable("convention.objet", "objet, en quelques mots"),
    Variable("convention.reference", "référence imprimée en pied de page"),
    Variable("convention.terme", "date de fin ; s’emploie avec date_longue"),
    Variable("convention.fait_a", "lieu de signature"),
    Variable("convention.originaux", "nombre d’originaux ; s’emploie avec lettres"),
    Variable("deliberation", "la délibération de la commune ; vide tant qu’elle n’est pas revenue", optional=True),
    Variable("deliberation.numero", "son numéro"),
    Variable("deliberation.date", "sa date ; s’emploie avec date_longue"),
    Variable("deliberation.transmise_le", "date de sa transmission ; s’emploie avec date_longue", optional=True),
    Variable("deliberation.publiee_le", "date de sa publication ; s’emploie avec date_longue", optional=True),
    Variable("deliberation.executoire_le", "date où elle est exécutoire ; s’emploie avec date_longue", optional=True),
    Variable(
        "conseil.delai_convocation", "jours francs de convocation du conseil municipal : 3, ou 5 dès 3 500 habitants"
    ),
    Variable("creneau", "le créneau mensuel ; vide tant qu’il n’est pas fixé", optional=True),
    Variable("creneau.mediateur", "nom du médiateur"),
    Variable("creneau.semaine", "semaine du mois ; s’emploie avec ordinal"),
    Variable("creneau.jour", "jour de la semaine"),
    Variable("creneau.demi_journee", "matin ou après-midi"),
    Variable("creneau.lieu", "lieu de la permanence"),
    Variable("planning", "le planning ; vide dans une campagne sans planning", optional=True),
    Variable("planning.debut", "premier jour ; s’emploie avec date_longue"),
    Variable("planning.fin", "dernier jour ; s’emploie avec date_longue"),
    Variable("planning.accueil_debut", "début de l’accueil sans rendez-vous ; s’emploie avec heure", optional=True),
    Variable("planning.accueil_fin", "fin de l’accueil ; s’emploie avec heure", optional=True),
    Variable("planning.rendez_vous_debut", "début des rendez-vous ; s’emploie avec heure", optional=True),
    Variable("planning.rendez_vous_fin", "fin des rendez-vous ; s’emploie avec heure", optional=True),
    Variable("planning.seances", "les dates, à parcourir avec for"),
    Variable("planning.seances[].date", "la date ; s’emploie avec date_jour"),
    Variable("planning.seances[].ferie", "nom du jour férié, s’il y en a un ce jour-là", optional=True),
    Variable("pieces", "les autres documents du pack, à parcourir avec for"),
    Variable("pieces[].titre", "titre du document"),
    Variable("logo", "le logo de la campagne", optional=True),
)

FILTERS_EXPLAINED = (
    Filter("de", "« de » ou « d’ », « du », « de La », « des »… et le nom", "commune|de"),
    Filter("a", "« à », « au » ou « aux » et le nom", "commune|a"),
    Filter("le", "le nom avec son article", "commune|le"),
    Filter(
        "du_departement",
        "« du », « de la », « de l’ », « des » et le département",
        "commune.departement|du_departement",
    ),
    Filter("accord", "accorde un mot avec une civilité", '"autorisé"|accord("Madame")'),
    Filter("date_longue", "date en toutes lettres, sauf les nombres", "convention.terme|date_longue"),
    Filter("date_jour", "la même, avec le jour de la semaine", "convention.terme|date_jour"),
    Filter("date_solennelle", "date d’un acte, tout en lettres", "epci.deliberation.date|date_solennelle"),
    Filter("heure", "heure", "planning.accueil_debut|heure"),
    Filter("nombre", "nombre avec ses espaces", "commune.population_municipale|nombre"),
    Filter("lettres", 'nombre en lettres ; lettres("f") au féminin', "convention.originaux|lettres"),
    Filter("ordinal", '1er, 2e ; ordinal("f") : 1re', "creneau.semaine|ordinal"),
    Filter("ordinal_lettres", 'premier, deuxième ; ordinal_lettres("f") : première', "creneau.semaine|ordinal_lettres"),
    Filter("majuscules", "tout en capitales, accents gardés", "commune.nom|majuscules"),
    Filter("minuscules", "tout en minuscules", "commune.nom_maire|minuscules"),
    Filter("telephone", "numéro de téléphone", "commune.telephone|telephone"),
)
