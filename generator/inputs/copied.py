"""What a spreadsheet copies down a column, or moves to another row: one mayor, one address, for several communes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.errors import Problem
from generator.inputs.communes import letters_of
from generator.inputs.table import Row
from generator.language.agreement import first_of
from generator.language.typography import unaccented

#: Nobody is a member of two municipal councils (code électoral, article L. 238).
_MAYOR = "nom_maire"
_MAIL, _PEOPLE = "courriel", "population_municipale"
#: Where a number that changes from row to row is what a spreadsheet made of one cell, and how many rows tell it.
_COUNTED = ("adresse_mairie", "code_postal", _MAIL, "lieu", "telephone")
_ROWS, _SHOWN = 4, 3
#: What is said before the name of a commune in an address, « mairieabscon », « ville-denain ».
_BEFORE = re.compile(r"^(?:accueil|communede|commune|contact|mairiede|mairie|villede|ville)?(?:de|d)?")
#: The fewest letters of a name that is looked for in an address.
_LETTERS = 5
_REMEDY = "vérifiez cette colonne : un tableur recopie une cellule vers le bas, ou trie une colonne seule"


def check_copied(communes: Sequence[Row], file: str) -> list[Problem]:
    """Doubt what several communes cannot share, and the addresses that are another one's: acts would go there."""
    return [*_shared(communes, file), *_counted(communes, file), *_elsewhere(communes, file)]


def _shared(communes: Sequence[Row], file: str) -> Iterator[Problem]:
    def mayor(commune: Row) -> str:
        return f"{commune.cells.get('prenom_maire', '')} {commune.cells.get(_MAYOR, '')}".strip()

    def people(commune: Row) -> str:
        return commune.cells.get(_PEOPLE, "")

    kinds = ((_MAYOR, mayor, "maire", 2), (_MAIL, _mail, "l’adresse", 2), (_PEOPLE, people, "la population", _ROWS + 1))
    for column, says, role, least in kinds:
        found: dict[str, list[Row]] = {}
        for commune in communes:
            found.setdefault(unaccented(says(commune)).lower(), []).append(commune)
        for said, alike in found.items():
            if said and len(alike) >= least:
                names = first_of([one.cells.get("nom", "") for one in alike], _SHOWN)
                message = f"« {says(alike[0])} » serait {role} de {len(alike)} communes : {names}"
                yield _doubt(alike[1], file, column, message)


def _code(commune: Row) -> str:
    return commune.cells.get("insee", "")


def _mail(commune: Row) -> str:
    return commune.cells.get(_MAIL, "")


def _counted(communes: Sequence[Row], file: str) -> Iterator[Problem]:
    """Tell of cells where a number alone changes by one from row to row: « 1 rue Pasteur », « 2 rue Pasteur »."""
    for column in _COUNTED:
        run: list[Row] = []
        for commune in (*communes, None):
            if commune and run and _follows(run[-1].cells.get(column, ""), commune.cells.get(column, "")):
                run.append(commune)
                continue
            if len(run) >= _ROWS:
                cells = f"« {run[0].cells[column]} » à « {run[-1].cells[column]} »"
                yield _doubt(run[0], file, column, f"{cells} : de ligne en ligne, un nombre seul change de 1")
            run = [commune] if commune else []


def _follows(cell: str, after: str) -> bool:
    texts, numbers = (re.split("[0-9]+", cell), re.findall("[0-9]+", cell))
    if not numbers or re.split("[0-9]+", after) != texts:
        return False
    grown = [int(more) - int(less) for less, more in zip(numbers, re.findall("[0-9]+", after), strict=True)]
    return sorted(set(grown) - {0}) in ([1], [-1]) and abs(sum(grown)) == 1


def _elsewhere(communes: Sequence[Row], file: str) -> Iterator[Problem]:
    """Tell of the addresses that have another commune's name, and not that of their own."""
    names = {_code(commune): letters_of(commune.cells.get("nom", "")) for commune in communes}
    by_name = {name: commune for commune in communes if len(name := names[_code(commune)]) >= _LETTERS}
    for commune in communes:
        said = [by_name[word] for word in _words(_mail(commune)) if word in by_name]
        others = [one for one in said if names[_code(one)] not in names[_code(commune)]]
        if others and len(others) == len(said):
            message = f"« {_mail(commune)} » paraît être l’adresse d’une autre commune, {others[0].cells['nom']}"
            yield _doubt(commune, file, _MAIL, message)


def _words(mail: str) -> Iterable[str]:
    """Return what may be the name of a commune in an address: each word, and all those of a side together."""
    local, _, domain = mail.lower().partition("@")
    sides = [re.findall("[a-z]+", side) for side in (local, domain.rpartition(".")[0])]
    for words in sides:
        for word in (*words, "".join(words)):
            yield word
            yield _BEFORE.sub("", word)


def _doubt(commune: Row, file: str, column: str, message: str) -> Problem:
    return Problem("warning", message, _REMEDY, file, commune.line, column, commune.cells.get("nom", ""))
