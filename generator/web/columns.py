"""The columns of communes.csv as the page shows them: in groups, each with its French name and what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.runs.followup.sheets import FIGURES


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its ``name`` in the file, its ``label`` on the page, and the values it can have, if they are few.

    ``day`` tells that its cells are days.
    """

    name: str
    label: str
    choices: tuple[str, ...] = ()
    day: bool = False


_CIVILITIES = ("Monsieur", "Madame")
GROUPS: dict[str, tuple[str, tuple[Column, ...]]] = {
    "identite": (
        "Identité",
        (
            Column("insee", "Code INSEE"),
            Column("siren", "SIREN"),
            Column("nom", "Nom"),
            Column("tncc", "Article du nom (TNCC)"),
            Column("qualite", "Commune ou Ville", ("Commune", "Ville")),
            Column("population_municipale", "Population municipale"),
            Column("population_totale", "Population totale"),
            Column("population_conseil", "Population au renouvellement du conseil"),
            Column("departement", "Département"),
            Column("arrondissement", "Arrondissement"),
            Column("participe", "Participe", ("oui", "non")),
        ),
    ),
    "mairie": (
        "Mairie",
        (
            Column("adresse_mairie", "Adresse"),
            Column("code_postal", "Code postal"),
            Column("courriel", "Courriel"),
            Column("telephone", "Téléphone"),
        ),
    ),
    "maire": (
        "Maire",
        (
            Column("civilite_maire", "Civilité du maire", _CIVILITIES),
            Column("prenom_maire", "Prénom du maire"),
            Column("nom_maire", "Nom du maire"),
            Column("titre_maire", "Titre du maire", ("Maire", "Madame la Maire", "Madame le Maire")),
            Column("maire_depuis", "Maire depuis", day=True),
            Column("signataire_civilite", "Signataire : civilité", _CIVILITIES),
            Column("signataire_prenom", "Signataire : prénom"),
            Column("signataire_nom", "Signataire : nom"),
            Column("signataire_titre", "Signataire : titre"),
            Column("signataire_arrete", "Signataire : arrêté"),
        ),
    ),
    "creneau": (
        "Créneau",
        (
            Column("mediateur", "Médiateur"),
            Column("semaine", "Semaine du mois", ("1", "2", "3", "4")),
            Column("jour", "Jour"),
            Column("demi_journee", "Demi-journée", ("matin", "après-midi")),
            Column("lieu", "Lieu"),
        ),
    ),
}
#: The columns of an evaluation.
EVALUATION = {
    **FIGURES,
    "mediateur": "Médiateur",
    "semaine": "Semaine",
    "jour": "Jour",
    "demi_journee": "Demi-journée",
    "lieu": "Lieu",
    "date_effet": "Date d’effet",
    "incidence_financiere": "Incidence financière",
    "montant": "Montant",
    "payeur": "Payeur (commune ou epci)",
    "periodicite": "Périodicité",
    "a_compter_du": "Exigible à compter du",
    "imputation": "Imputation",
}
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_KNOWN = {column.name: column for _, columns in GROUPS.values() for column in columns}
_GROUP_OF = {column.name: key for key, (_, columns) in GROUPS.items() for column in columns}
#: Where the columns are that only the users know.
OTHERS = "autres"


def label_of(name: str) -> str:
    """Return the French name of a column, its own where the program does not know it."""
    return _KNOWN[name].label if name in _KNOWN else EVALUATION.get(name, name)


def is_day(name: str) -> bool:
    """Tell whether the cells of a column are days."""
    return name in _KNOWN and _KNOWN[name].day


def shown_cell(cell: str, name: str) -> str:
    """Return a cell as the page shows it: a day in the order of French, anything else as the file has it."""
    found = _ISO.fullmatch(cell) if is_day(name) else None
    return "/".join(reversed(found.groups())) if found else cell


def group_of(name: str) -> str:
    """Return the group in which a column is shown."""
    return _GROUP_OF.get(name, OTHERS)


def columns_of(group: str, present: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns of a group; those of the users as the file has them."""
    if group in GROUPS:
        return GROUPS[group][1]
    return tuple(Column(name, name) for name in present if name not in _KNOWN)
