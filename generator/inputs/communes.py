"""communes.csv: the member communes of the EPCI, one row each, as frozen models."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.errors import Problem
from generator.inputs.table import Row, Table, column_name, read_table
from generator.language.agreement import appel, titre_court
from generator.law.identifiers import insee_is_valid, siren_is_valid, siren_matches_commune

REQUIRED = (
    "insee",
    "siren",
    "nom",
    "tncc",
    "civilite_maire",
    "prenom_maire",
    "nom_maire",
    "population_municipale",
)
SLOT_COLUMNS = ("mediateur", "semaine", "jour", "demi_journee", "lieu")
CIVILITIES = {
    "monsieur": "Monsieur", "m": "Monsieur", "mr": "Monsieur", "madame": "Madame", "mme": "Madame"
}  # fmt: skip
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
HALF_DAYS = {"matin": "matin", "apres_midi": "après-midi"}
EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")


@dataclass(frozen=True, slots=True)
class Slot:
    """A commune's half-day each month: ``semaine`` is the week of the month (1–4), ``jour`` a weekday's name."""

    mediateur: str
    semaine: int
    jour: str
    demi_journee: str
    lieu: str

    @property
    def when(self) -> tuple[str, int, str, str]:
        """What two communes cannot share: the mediator and the half-day."""
        return self.mediateur, self.semaine, self.jour, self.demi_journee


@dataclass(frozen=True, slots=True)
class Commune:
    """One member commune: ``row`` holds every cell as text, unknown columns included; ``line`` is its line."""

    line: int
    row: Mapping[str, str]
    insee: str
    siren: str
    nom: str
    tncc: int
    population_municipale: int
    civilite_maire: str
    prenom_maire: str
    nom_maire: str
    titre_maire: str
    appel_maire: str
    qualite: str
    participe: bool
    population_totale: int | None
    maire_depuis: datetime.date | None
    slot: Slot | None

    @property
    def slug(self) -> str:
        """The name without accents, for folders and for the command line: ``chateau-l-abbaye``."""
        return slug(self.nom)


@dataclass(frozen=True, slots=True)
class CommuneTable:
    """What was read from communes.csv: the communes that could be read, and every problem."""

    table: Table
    communes: tuple[Commune, ...]
    problems: tuple[Problem, ...]


def slug(name: str) -> str:
    """Return ``name`` in lower-case ASCII words joined by hyphens."""
    return column_name(name).replace("_", "-")


def read_communes(path: Path) -> CommuneTable:
    """Read communes.csv and check every cell; problems are collected, never raised one by one.

    Raises DataError only when the file itself cannot be read as a table.
    """
    table = read_table(path)
    problems = list(table.problems)
    missing = [column for column in REQUIRED if column not in table.columns]
    problems += [
        Problem(
            "error",
            "colonne obligatoire absente",
            f"ajoutez une colonne « {column} »",
            path.name,
            column=column,
        )
        for column in missing
    ]
    if not table.rows:
        problems.append(Problem("error", "aucune commune", "ajoutez une ligne par commune", path.name))
    if missing:
        return CommuneTable(table, (), tuple(problems))
    communes = []
    for row in table.rows:
        reader = _RowReader(path.name, row)
        commune = reader.commune()
        problems += reader.problems
        if commune is not None:
            communes.append(commune)
    problems += _duplicates(path.name, table.rows)
    return CommuneTable(table, tuple(communes), tuple(sorted(problems, key=lambda problem: problem.line or 0)))


class _RowReader:
    """Reads the cells of one row, noting what is wrong."""

    def __init__(self, file: str, row: Row) -> None:
        self.file = file
        self.row = row
        self.problems: list[Problem] = []

    def note(self, level: Any, column: str, message: str, remedy: str) -> None:
        name = self.row.cells["nom"] or self.row.cells["insee"]
        self.problems.append(Problem(level, message, remedy, self.file, self.row.line, column, name))

    def commune(self) -> Commune | None:
        values = {
            "insee": self.insee(),
            "siren": self.siren(),
            "nom": self.text("nom"),
            "tncc": self.number("tncc", maximum=8),
            "population_municipale": self.number("population_municipale"),
            "civilite_maire": self.civility(),
            "prenom_maire": self.text("prenom_maire"),
            "nom_maire": self.text("nom_maire"),
            "qualite": self.choice("qualite", {"commune": "Commune", "ville": "Ville"}, "Commune"),
            "participe": self.choice("participe", {"oui": "oui", "non": "non"}, "oui") == "oui",
            "population_totale": self.number("population_totale", required=False),
            "maire_depuis": self.date("maire_depuis"),
            "slot": self.slot(),
        }
        self.email()
        values |= self.title(str(values["civilite_maire"]))
        if any(problem.level == "error" for problem in self.problems):
            return None
        return Commune(line=self.row.line, row=self.row.cells, **values)  # type: ignore[arg-type]  # values are checked one by one above

    def cell(self, column: str) -> str:
        return self.row.cells.get(column, "")

    def text(self, column: str) -> str:
        value = self.cell(column)
        if not value:
            self.note("error", column, "cellule vide", "complétez-la : cette valeur figure dans les actes")
        elif re.search(r"\{\{|\{%|\{#", value):
            self.note("error", column, f"« {value} » contient une balise de modèle", "écrivez la valeur elle-même")
        return value

    def insee(self) -> str:
        value = self.cell("insee").upper()
        if not insee_is_valid(value):
            remedy = "corrigez : cinq caractères, par exemple 59292"
            if insee_is_valid("0" + value):
                remedy = f"un tableur a retiré le zéro de tête : écrivez 0{value} (colonne au format Texte)"
            self.note("error", "insee", f"« {value} » n’est pas un code INSEE de commune", remedy)
        return value

    def siren(self) -> str:
        value = self.cell("siren").replace(" ", "")
        insee = self.cell("insee").upper()
        if not re.fullmatch(r"[0-9]{9}", value):
            self.note("error", "siren", f"« {value} » n’a pas neuf chiffres", "corrigez le SIREN de la commune")
        elif not siren_is_valid(value):
            self.note(
                "error",
                "siren",
                f"« {value} » a une clé de contrôle fausse",
                "recopiez le SIREN : un chiffre est faux",
            )
        elif insee_is_valid(insee) and not siren_matches_commune(value, insee):
            self.note(
                "warning", "siren", f"« {value} » ne correspond pas au code INSEE {insee}",
                "vérifiez que le SIREN est bien celui de cette commune",
            )  # fmt: skip
        return value

    def number(self, column: str, *, maximum: int | None = None, required: bool = True) -> int | None:
        value = self.cell(column).replace(" ", "")
        if not value and not required:
            return None
        if re.fullmatch(r"[0-9]{1,9}", value) and (maximum is None or int(value) <= maximum):
            return int(value)
        expected = "un nombre entier" if maximum is None else f"un code de 0 à {maximum}"
        self.note("error", column, f"« {self.cell(column)} » n’est pas {expected}", f"écrivez {expected}")
        return None

    def civility(self) -> str:
        value = self.cell("civilite_maire")
        known = CIVILITIES.get(value.lower().rstrip("."))
        if known is None:
            self.note("error", "civilite_maire", f"civilité inconnue : « {value} »", "écrivez Monsieur ou Madame")
        return known or ""

    def title(self, civility: str) -> dict[str, str]:
        value = self.cell("titre_maire") or "Maire"
        try:
            return {
                "titre_maire": titre_court(value),
                "appel_maire": appel(civility, value) if civility else "",
            }
        except ValueError as error:
            self.note("error", "titre_maire", str(error), "écrivez Maire, Madame la Maire ou Madame le Maire")
            return {"titre_maire": "", "appel_maire": ""}

    def choice(self, column: str, values: Mapping[str, str], default: str) -> str:
        value = self.cell(column)
        known = values.get(value.lower()) if value else default
        if known is None:
            allowed = " ou ".join(values)
            self.note("error", column, f"« {value} » n’est pas une valeur prévue", f"écrivez {allowed}")
        return known or default

    def date(self, column: str) -> datetime.date | None:
        value = self.cell(column)
        if not value:
            return None
        for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.datetime.strptime(value, pattern).date()
            except ValueError:
                continue
        self.note("error", column, f"« {value} » n’est pas une date", "écrivez 2025-04-02 ou 02/04/2025")
        return None

    def email(self) -> None:
        if "courriel" not in self.row.cells:
            return
        value = self.cell("courriel")
        if not value:
            self.note("warning", "courriel", "pas de courriel", "le dossier devra être envoyé autrement")
        elif not EMAIL.fullmatch(value):
            self.note(
                "error",
                "courriel",
                f"« {value} » n’est pas une adresse de courriel",
                "corrigez-la ou videz-la",
            )

    def slot(self) -> Slot | None:
        values = {column: self.cell(column) for column in SLOT_COLUMNS}
        needed = ("mediateur", "semaine", "jour", "demi_journee")
        if not any(values[column] for column in needed):
            return None
        for column in needed:
            if not values[column]:
                self.note(
                    "error",
                    column,
                    "créneau incomplet",
                    "complétez les quatre colonnes du créneau ou videz-les",
                )
        readers: dict[str, Callable[[str], str | None]] = {
            "semaine": lambda value: value if value in ("1", "2", "3", "4") else None,
            "jour": lambda value: value.lower() if value.lower() in WEEKDAYS else None,
            "demi_journee": lambda value: HALF_DAYS.get(column_name(value)),
        }
        expected = {
            "semaine": "la semaine du mois, de 1 à 4",
            "jour": "un jour de la semaine en toutes lettres",
            "demi_journee": "matin ou après-midi",
        }
        read = {column: reader(values[column]) for column, reader in readers.items()}
        for column, value in read.items():
            if values[column] and value is None:
                message = f"« {values[column]} » : {expected[column]} est attendu"
                self.note("error", column, message, f"écrivez {expected[column]}")
        semaine, jour, demi_journee = read["semaine"], read["jour"], read["demi_journee"]
        if not values["mediateur"] or semaine is None or jour is None or demi_journee is None:
            return None
        return Slot(values["mediateur"], int(semaine), jour, demi_journee, values["lieu"] or "Mairie")


def _duplicates(file: str, rows: tuple[Row, ...]) -> list[Problem]:
    """Return one problem for each row that repeats an earlier one's code, SIREN, or name in the département."""
    keys: dict[str, Callable[[Mapping[str, str]], str]] = {
        "insee": lambda cells: cells["insee"].upper(),
        "siren": lambda cells: cells["siren"].replace(" ", ""),
        "nom": lambda cells: f"{cells['insee'][:2].upper()} {slug(cells['nom'])}" if cells["nom"] else "",
    }
    problems = []
    for column, key in keys.items():
        seen: dict[str, int] = {}
        for row in rows:
            value = key(row.cells)
            if value and value in seen:
                message = f"« {row.cells[column]} » figure déjà ligne {seen[value]}"
                remedy = "supprimez l’une des deux lignes, ou corrigez-la : une commune n’a qu’une ligne"
                problems.append(Problem("error", message, remedy, file, row.line, column, row.cells["nom"]))
            elif value:
                seen[value] = row.line
    return problems
