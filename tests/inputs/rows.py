"""Small communes.csv files: a valid row, and files with some of its cells changed."""

from __future__ import annotations

from pathlib import Path

HAVELUY = {
    "insee": "59292",
    "siren": "215902925",
    "nom": "Haveluy",
    "tncc": "1",
    "population_municipale": "3224",
    "civilite_maire": "Monsieur",
    "prenom_maire": "Jean-Paul",
    "nom_maire": "RYCKELYNCK",
}
DENAIN = {
    **HAVELUY,
    "insee": "59172",
    "siren": "215901729",
    "nom": "Denain",
    "tncc": "0",
    "population_municipale": "20622",
    "civilite_maire": "Madame",
    "prenom_maire": "Anne-Lise",
    "nom_maire": "DUFOUR-TONINI",
}


def write(folder: Path, *rows: dict[str, str], encoding: str = "utf-8", separator: str = ";", end: str = "\n") -> Path:
    """Write rows, whose columns are those of all of them together, and return the file."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    lines = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    path = folder / "communes.csv"
    path.write_bytes("".join(separator.join(line) + end for line in lines).encode(encoding))
    return path
