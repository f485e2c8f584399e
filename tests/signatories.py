"""Projects where other persons sign than the mayor and the President of the simple case."""

from __future__ import annotations

from generator.inputs.communes import ORDER_COLUMN, SIGNATORY_COLUMNS
from generator.project import Project
from tests.edits import replace

#: Who signs from before the first vote on; the communes concerned come after it, if it is not for all.
VICE_PRESIDENT = """civilite = "Madame"
prenom = "Anne-Lise"
nom = "DUFOUR-TONINI"
titre = "Vice-présidente"
debut = 2025-01-01
"""
#: Who signs after the elections of 2026.
NEW_PRESIDENT = """civilite = "Madame"
prenom = "Anne-Lise"
nom = "DUFOUR-TONINI"
titre = "Présidente"
debut = 2026-04-10
"""


def delegate(project: Project, *sections: str) -> None:
    """Add representatives of the EPCI to campaign.toml."""
    text = "".join(f"[[epci.representants]]\n{section}\n" for section in sections)
    replace(project.campaign / "campaign.toml", "[convention]\n", f"{text}[convention]\n")


def add_signatory(project: Project, cells: str, order: str = "") -> None:
    """Give the first commune a signatory, whose four cells are joined by semicolons; the others have none.

    ``order`` is that of the mayor who lets that person sign.
    """
    header, first, *others = project.communes.read_text(encoding="utf-8").splitlines()
    titles = ";".join((*SIGNATORY_COLUMNS, ORDER_COLUMN))
    rows = [f"{header};{titles}", f"{first};{cells};{order}", *(f"{row};;;;;" for row in others)]
    project.communes.write_text("\n".join(rows) + "\n", encoding="utf-8")
