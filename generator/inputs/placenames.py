"""The département and the arrondissement of a commune, in their official spelling."""

from __future__ import annotations

import re

from generator.errors import Level
from generator.inputs.cells import Cells
from generator.inputs.official import official_spelling
from generator.language.places import du_departement, official_departement
from generator.law.identifiers import insee_is_valid
from generator.law.prefectures import chief_arrondissement, departement_of

#: A code where a name is asked: « 59 », « 2A », « 596 ».
_CODE = re.compile(r"[0-9][0-9AB][0-9]{0,3}", re.IGNORECASE)


def read_places(cells: Cells) -> dict[str, str]:
    """Return the département and the arrondissement of a row as documents print them; what is no name is noted."""
    insee, found = cells.cell("insee").upper(), {}
    if value := cells.cell("departement"):
        name, own = official_departement(value), departement_of(insee)
        found["departement"] = name or value
        if not name and (own or _CODE.fullmatch(value)):
            remedy = f"écrivez {own}" if own else "écrivez son nom officiel"
            cells.note(_level(value), "departement", f"« {value} » n’est le nom d’aucun département", remedy)
        elif own and name != own:
            message = f"« {value} » n’est pas le département du code {insee}, celui d’une commune {du_departement(own)}"
            cells.note("warning", "departement", message, f"écrivez {own}, ou corrigez le code")
    if value := cells.cell("arrondissement"):
        spelt = official_spelling(value, insee) if insee_is_valid(insee) else value
        found["arrondissement"] = chief_arrondissement(value) or spelt
        if _CODE.fullmatch(value) or value.lower().startswith("arrondissement"):
            message, remedy = f"« {value} » n’est pas le nom d’un arrondissement", "écrivez le nom seul"
            cells.note(_level(value), "arrondissement", message, f"{remedy}, par exemple Valenciennes")
    return found


def _level(place: str) -> Level:
    """Return how wrong a place is that has no such name: a code is no name at all."""
    return "error" if _CODE.fullmatch(place) else "warning"
