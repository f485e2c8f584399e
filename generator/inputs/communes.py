"""communes.csv: the member communes of the EPCI, one row each, as frozen models."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from generator.errors import Problem, UsageError
from generator.inputs.overlay import Overlay, Place
from generator.inputs.table import Table, column_name
from generator.law.signatories import Delegate, Person
from generator.law.sittings import needs_summary_note

#: The register of member communes, in the project's folder.
FILE = "communes.csv"
REQUIRED = ("insee", "siren", "nom", "tncc", "civilite_maire", "prenom_maire", "nom_maire", "population_municipale")
SLOT_COLUMNS = ("mediateur", "semaine", "jour", "demi_journee", "lieu")
#: Who signs for the commune where it is not the mayor: the parts of a Person, in order.
SIGNATORY_COLUMNS = ("signataire_civilite", "signataire_prenom", "signataire_nom", "signataire_titre")
#: The mayor's order that lets that person sign, where one does.
ORDER_COLUMN = "signataire_arrete"
#: The columns whose meaning the program knows; any other is the user's own.
KNOWN = frozenset(
    (
        *REQUIRED,
        *SLOT_COLUMNS,
        *SIGNATORY_COLUMNS,
        ORDER_COLUMN,
        "code_postal",
        "departement",
        "arrondissement",
        "population_totale",
        "population_conseil",
        "adresse_mairie",
        "courriel",
        "telephone",
        "titre_maire",
        "participe",
        "qualite",
        "maire_depuis",
    )
)
#: As people write them, and the sexes of the Répertoire national des élus.
CIVILITIES = {
    **dict.fromkeys(("monsieur", "m", "mr", "h"), "Monsieur"),
    **dict.fromkeys(("madame", "mme", "f"), "Madame"),
}
HALF_DAYS = {"matin": "matin", "apres_midi": "après-midi"}


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

    def named(self, mediators: Mapping[str, str]) -> Slot:
        """Return it with the name of its mediator; one who has left the campaign since keeps the key."""
        return replace(self, mediateur=mediators.get(self.mediateur, self.mediateur))


@dataclass(frozen=True, slots=True)
class Commune:
    """One member commune: ``row`` holds every cell as text, unknown columns included; ``line`` is its line.

    Its postcode and telephone number are in ``row`` as documents print them. ``signataire`` is who signs for it where
    that is not the mayor; ``places`` says where the cells are that the campaign's own file gives. ``former`` is the
    name of the commune whose convention it goes on with, as a commune nouvelle; ``insee`` is then that dossier's code.
    """

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
    le_maire: str
    qualite: str
    participe: bool
    population_totale: int | None
    population_conseil: int | None
    maire_depuis: datetime.date | None
    slot: Slot | None
    signataire: Delegate | None = None
    places: Mapping[str, Place] = field(default_factory=dict)
    former: str = ""

    def place(self, column: str) -> Place:
        """Return the file and the line of a cell, as messages call them."""
        return place_of(column, self.places, (FILE, self.line))

    @property
    def maire(self) -> Person:
        """The mayor, with the title printed under the signature."""
        return Person(self.civilite_maire, self.prenom_maire, self.nom_maire, self.titre_maire)

    @property
    def names(self) -> frozenset[str]:
        """What campaign.toml may call it by, as slugs: its INSEE code and its name."""
        return frozenset((slug(self.code), self.slug))

    @property
    def called(self) -> str:
        """Its name in a list where a commune nouvelle stands once for each convention: « Denain (ex-Rœulx) »."""
        return f"{self.nom} (ex-{self.former})" if self.former else self.nom

    @property
    def slug(self) -> str:
        """The name without accents, for the command line: ``chateau-l-abbaye``."""
        return slug(self.nom)

    @property
    def code(self) -> str:
        """Its own INSEE code, whosever convention it goes on with."""
        return self.row["insee"].upper()

    @property
    def council_population(self) -> int:
        """The municipal population at the council's last full renewal, today's where it is not given."""
        return self.population_municipale if self.population_conseil is None else self.population_conseil

    @property
    def note_de_synthese(self) -> bool:
        """Whether an explanatory note goes with the convocation of its council."""
        return needs_summary_note(self.council_population)

    def with_slot(self, slot: Slot | None) -> Commune:
        """Return the commune with another slot, in the columns of its row too."""
        columns = {column: str(getattr(slot, column)) if slot else "" for column in SLOT_COLUMNS}
        return replace(self, slot=slot, row={**self.row, **columns})


@dataclass(frozen=True, slots=True)
class CommuneTable:
    """What was read from communes.csv: the communes that could be read, and every problem.

    ``own`` is the campaign's file, None when it has none.
    """

    table: Table
    communes: tuple[Commune, ...]
    problems: tuple[Problem, ...]
    own: Overlay | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of a row, those of the campaign's file last."""
        return tuple(dict.fromkeys((*self.table.columns, *(self.own.table.columns if self.own else ()))))


def civility(text: str) -> str | None:
    """Return a civility as acts print it: « Mme » and « Mme la Maire » are Madame; None for what is none."""
    return CIVILITIES.get(re.sub(r"\.? l[ae] maire$|\.$", "", text.lower()))


def slug(name: str) -> str:
    """Return ``name`` in lower-case ASCII words joined by hyphens."""
    return column_name(name).replace("_", "-")


def place_of(column: str, places: Mapping[str, Place], default: Place) -> Place:
    """Return where a cell stands; a slot of which the campaign's file gives a part is all there."""
    if column in SLOT_COLUMNS:
        return next((places[name] for name in (column, *SLOT_COLUMNS) if name in places), default)
    return places.get(column, default)


class Named(Protocol):
    """Whatever has the code and the name of a commune."""

    @property
    def insee(self) -> str: ...

    @property
    def nom(self) -> str: ...


N = TypeVar("N", bound=Named)


def letters_of(name: str) -> str:
    """Return a name as people write it in one word: « saintamandleseaux »."""
    return slug(name).replace("-", "")


def find_commune(name: str, communes: Sequence[N]) -> N:
    """Return the commune named by its INSEE code, its name or its slug.

    Raises UsageError, with one problem, when none of ``communes`` is named so, or several are.
    """
    found = [commune for commune in communes if name.upper() == commune.insee or slug(name) == slug(commune.nom)]
    if len(found) == 1:
        return found[0]
    if found:
        codes = ", ".join(commune.insee for commune in found)
        message, remedy = "plusieurs communes portent ce nom", f"donnez le code INSEE ({codes})"
    else:
        known, word = [slug(commune.nom) for commune in communes], letters_of(name)
        near = [one for one in known if len(word) > 2 and word in letters_of(one)]
        near = near if len(near) == 1 else difflib.get_close_matches(slug(name), known, 1, 0.6)
        message = "commune inconnue"
        remedy = f"vouliez-vous {near[0]} ?" if near else "donnez son code INSEE, son nom ou son nom sans accents"
    raise UsageError(f"{name} : {message} ; {remedy}", [Problem("error", message, remedy, commune=name)])
