"""The rows of communes.csv, read cell by cell into communes, with every problem found on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from generator.errors import Level, Problem
from generator.inputs.cells import Cells
from generator.inputs.communes import (
    KNOWN,
    ORDER_COLUMN,
    REQUIRED,
    SIGNATORY_COLUMNS,
    SLOT_COLUMNS,
    Commune,
    CommuneTable,
    civility,
    place_of,
    slug,
)
from generator.inputs.contacts import mail_address, postcode, telephone
from generator.inputs.official import official_name, official_type, official_year
from generator.inputs.overlay import Overlay, Place
from generator.inputs.placenames import read_places
from generator.inputs.representatives import doubt_of_office, doubt_of_order
from generator.inputs.slots import read_slot
from generator.inputs.spoilt import doubt_of_names
from generator.inputs.table import Row, read_table
from generator.language.agreement import appel, signe, titre_court
from generator.language.places import de
from generator.law.identifiers import siren_is_valid
from generator.law.organs import DELEGATION, is_of_delegation, is_paris
from generator.law.signatories import Delegate

#: How many rows are remembered as they were read: those of several campaigns of thousands of communes.
_REMEMBERED = 20_000
#: The postcode before a town; « BP 10042 » is none.
_OF_A_TOWN = re.compile(r"(?<!BP )(?<!CS )(?<!TSA )\b[0-9]{5}\b")
#: What two rows cannot share: the code, the SIREN, and the name in one département; an empty one is another mistake.
_UNIQUE: Mapping[str, Callable[[Mapping[str, str]], str]] = {
    "insee": lambda cells: cells["insee"].upper(),
    "siren": lambda cells: cells["siren"].replace(" ", ""),
    "nom": lambda cells: f"{cells['insee'][:2].upper()} {slug(cells['nom'])}" if cells["nom"] else "",
}


def read_communes(path: Path, data: bytes | None = None, own: Overlay | None = None) -> CommuneTable:
    """Read communes.csv and check every cell; problems are collected, never raised one by one.

    ``data`` stands for the file where it is given; ``own`` is what differs in the campaign.

    Raises DataError only when the file itself cannot be read as a table.
    """
    table = read_table(path, data, REQUIRED)
    missing = [_advised(problem) for problem in table.missing(REQUIRED)]
    problems = [*table.problems, *missing, *(own.problems if own else ())]
    if not table.rows:
        problems.append(Problem("error", "aucune commune", "ajoutez une ligne par commune", path.name))
    if missing:
        return CommuneTable(table, (), tuple(problems), own)
    problems += table.misspelt(KNOWN)
    if own:
        problems += own.misspelt(KNOWN, table.columns)
        problems += own.strangers({row.cells["insee"].upper(): row.cells["nom"] for row in table.rows})
    communes = []
    noted: list[Problem] = []
    seen: dict[str, dict[str, int]] = {column: {} for column in _UNIQUE}
    for shared in table.rows:
        row, places = own.laid_on(shared) if own else (shared, {})
        commune, found = _read_row(
            path.name, row.line, tuple(row.cells), tuple(row.cells.values()), tuple(places.items())
        )
        cells = _CommuneCells(path.name, row, row.cells["nom"] or row.cells["insee"], places)
        # A row that stands twice is told once, not for each of its cells.
        if all(cells.once(column, key(row.cells), seen[column]) for column, key in _UNIQUE.items()) and commune:
            communes.append(commune)
        noted += [*found, *cells.problems]
    problems += table.besides(noted)
    in_order = tuple(sorted(problems, key=lambda problem: problem.line or 0))
    return CommuneTable(table, tuple(communes), in_order, own)


def _advised(missing: Problem) -> Problem:
    """Return what is told of a missing column, with what is known of what it should say."""
    if missing.column != "tncc":
        return missing
    return replace(missing, remedy=f"{missing.remedy}, même vide : le code de chaque commune vous sera dit")


@lru_cache(_REMEMBERED)
def _read_row(
    file: str, line: int, columns: tuple[str, ...], cells: tuple[str, ...], places: tuple[tuple[str, Place], ...]
) -> tuple[Commune | None, tuple[Problem, ...]]:
    """Return the commune of a row, None where it has an error, and all that is wrong with its cells by themselves."""
    row = Row(line, dict(zip(columns, cells, strict=True)), 1)
    read = _CommuneCells(file, row, row.cells["nom"] or row.cells["insee"], dict(places))
    return read.read(), tuple(read.problems)


def commune_of(row: Mapping[str, str]) -> Commune | None:
    """Return the commune of a row of communes.csv that was kept; None for one that no longer says all that is asked."""
    cells = _CommuneCells("", Row(0, row, 1), row.get("nom", ""), {})
    return cells.read()


def problems_of(row: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return what is wrong with the cells of a row of communes.csv by themselves."""
    cells = _CommuneCells("", Row(0, row, 1), row.get("nom", ""), {})
    cells.read()
    return tuple(cells.problems)


class _CommuneCells(Cells):
    """The cells of one commune: ``places`` are those that the campaign's file gives."""

    def __init__(self, file: str, row: Row, commune: str, places: Mapping[str, Place]) -> None:
        super().__init__(file, row, commune)
        self.places = places

    def note(self, level: Level, column: str, message: str, remedy: str) -> None:
        file, line = place_of(column, self.places, (self.file, self.row.line))
        self.problems.append(Problem(level, message, remedy, file, line, column, self.commune))

    def read(self) -> Commune | None:
        values = {
            "insee": self.insee(),
            "siren": self.siren(),
            "nom": self.text("nom"),
            "tncc": self.name_type(),
            "population_municipale": self.number("population_municipale"),
            "civilite_maire": self.civility("civilite_maire"),
            "prenom_maire": self.text("prenom_maire"),
            "nom_maire": self.text("nom_maire"),
            "qualite": self.choice("qualite", {"commune": "Commune", "ville": "Ville"}, "Commune"),
            "participe": self.agreed("participe", default=True),
            "population_totale": self.number("population_totale", required=False),
            "population_conseil": self.number("population_conseil", required=False),
            "maire_depuis": self.date("maire_depuis"),
            "slot": read_slot(self, {column: self.cell(column) for column in SLOT_COLUMNS}),
            "signataire": self.signatory(),
        }
        for given, surname in (("prenom_maire", "nom_maire"), ("signataire_prenom", "signataire_nom")):
            if doubt := doubt_of_names(self.cell(given), self.cell(surname)):
                self.note("warning", surname, *doubt)
        self.organs(participates=values["participe"] is True)
        self.email()
        printed = self.contacts() | read_places(self)
        values |= self.title(str(values["civilite_maire"]))
        if self.wrong:
            return None
        row = {**self.row.cells, **printed}
        return Commune(line=self.row.line, row=row, places=self.places, **values)  # type: ignore[arg-type]  # values are checked one by one above

    def name_type(self) -> int | None:
        found = official_name(self.cell("insee").upper())
        if self.cell("tncc") or found is None:
            return self.number("tncc", maximum=8)
        source = f"(code officiel géographique de {official_year()})"
        remedy = f"écrivez {found.tncc} : « {de(found)} » {source}"
        if self.cell("nom") and not official_type(self.cell("nom"), self.cell("insee").upper()):
            remedy = f"corrigez d’abord le code, celui {de(found)} {source}, ou le nom"
        self.refuse("tncc", "", remedy)
        return None

    def siren(self) -> str:
        value = self.cell("siren").replace(" ", "")
        if re.fullmatch(r"[0-9]{14}", value):
            self.refuse("siren", "est un SIRET", f"n’en gardez que les neuf premiers chiffres, le SIREN : {value[:9]}")
        elif not re.fullmatch(r"[0-9]{9}", value):
            self.refuse("siren", "n’a pas neuf chiffres", "écrivez les neuf chiffres du SIREN de la commune")
        elif not siren_is_valid(value):
            self.refuse("siren", "a une clé de contrôle fausse", "recopiez le SIREN : un chiffre est faux")
        return value

    def civility(self, column: str) -> str:
        value = self.cell(column)
        known = civility(value)
        if known is None:
            self.refuse(column, "n’est pas une civilité", "écrivez Monsieur ou Madame")
        return known or ""

    def signatory(self) -> Delegate | None:
        """Return who signs for the commune, None where it is the mayor: all the columns but the order's, or none."""
        order = self.text(ORDER_COLUMN, required=False)
        missing = [column for column in SIGNATORY_COLUMNS if not self.cell(column)]
        if len(missing) == len(SIGNATORY_COLUMNS):
            if order:
                remedy = "dites à qui il délègue, dans les quatre colonnes du signataire, ou videz-la : le maire signe"
                self.note("error", ORDER_COLUMN, "arrêté de délégation sans signataire", remedy)
            return None
        for column in missing:
            remedy = "complétez les quatre colonnes du signataire, ou videz-les : le maire signe alors"
            self.note("error", column, "signataire incomplet", remedy)
        if missing:
            return None
        civility, *others = SIGNATORY_COLUMNS
        prenom, nom, titre = (self.text(column) for column in others)
        person = Delegate(self.civility(civility), prenom, nom, titre, order)
        if doubt := doubt_of_office(person.civilite, person.titre):
            level, message, remedy = doubt
            self.note(level, SIGNATORY_COLUMNS[-1], message, remedy)
        if told := doubt_of_order(order):
            self.note("warning", ORDER_COLUMN, *told)
        return person

    def title(self, civility: str) -> dict[str, str]:
        value = self.cell("titre_maire") or "Maire"
        short, said = "", ""
        try:
            if civility:
                short, said = titre_court(civility, value), appel(civility, value)
        except ValueError as error:
            remedy = "écrivez Maire, ou le titre avec l’article, comme il se dit : Madame la Maire, Madame le Maire"
            self.note("error", "titre_maire", str(error), remedy)
        return {"titre_maire": short, "appel_maire": said, "le_maire": signe(said)}

    def organs(self, *, participates: bool) -> None:
        """Note whose acts no template says rightly: a special delegation's, for which none is made, and of Paris."""
        if participates and is_paris(self.cell("insee")):
            message = "l’assemblée de Paris est le Conseil de Paris, et les modèles disent « conseil municipal »"
            remedy = "récrivez-les dans une campagne qui n’est que pour elle (CGCT, art. L. 2512-1)"
            self.note("warning", "insee", message, remedy)
        for column in ("titre_maire", SIGNATORY_COLUMNS[-1]):
            if participates and is_of_delegation(title := self.cell(column)):
                limits = "n’a que l’administration conservatoire et urgente"
                message = f"« {title} » : une délégation spéciale {limits} ({DELEGATION}) : une convention n’en est pas"
                remedy = "écrivez « non » dans participe jusqu’à l’installation du nouveau conseil, puis son maire ici"
                self.note("error", column, message, remedy)

    def email(self) -> None:
        if "courriel" not in self.row.cells:
            return
        value = self.cell("courriel")
        if not value:
            self.note("warning", "courriel", "pas de courriel", "le dossier devra être envoyé autrement")
        elif (address := mail_address(value)) is None:
            several = [one for one in re.split(r"[\s;,/]+", value) if mail_address(one)]
            remedy = f"n’en gardez qu’une, par exemple {several[0]}" if len(several) > 1 else "corrigez-la ou videz-la"
            self.refuse("courriel", "n’est pas une adresse de courriel", remedy)
        elif address != value.strip():
            remedy = "retapez le domaine sans accent, sauf s’il en a bien un"
            message = f"« {value} » : le domaine a un accent, rare en France ; les messages iraient à {address}"
            self.note("warning", "courriel", message, remedy)

    def contacts(self) -> dict[str, str]:
        """Return the postcode and the telephone number as documents print them; an impossible one stays as it is."""
        found = {}
        for column, read, what, example in (
            ("code_postal", postcode, "un code postal", "cinq chiffres, par exemple 59224"),
            ("telephone", telephone, "un numéro de téléphone français", "dix chiffres, par exemple 03 27 09 05 05"),
        ):
            if value := self.cell(column):
                found[column] = read(value) or value
                if read(value) is None:
                    several = [one for one in map(read, re.split(r"[/;,]| ou ", value)) if one]
                    remedy = f"n’en gardez qu’un, par exemple {several[0]}" if several[1:] else f"écrivez {example}"
                    for lost, name in (("0", "le zéro de tête"), ("+", "le signe + de tête")):
                        complete = read(lost + value)
                        if complete and (column != "code_postal" or complete[0] == self.cell("insee")[:1]):
                            remedy = f"un tableur a retiré {name} : écrivez {complete}"
                    self.note("warning", column, f"« {value} » n’est pas {what}", remedy)
        if code := _OF_A_TOWN.search(address := self.cell("adresse_mairie")):
            message = f"« {address} » : les documents ajoutent à l’adresse le code postal de la commune et son nom"
            self.note("warning", "adresse_mairie", message, f"ne gardez que la voie, sans {code[0]} ni ce qui suit")
        return found
