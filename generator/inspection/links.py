"""What a template names elsewhere instead of holding it: no engine fetches it, so that it would be missing."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import Problem
from generator.word.package import Package

#: The kinds of parts that are content; a link that a reader follows, or the name of a Word template, is none.
_CONTENT = {
    "image": "image liée",
    "oleObject": "objet lié",
    "aFChunk": "texte lié",
    "subDocument": "document lié",
    "frame": "cadre lié",
}


def check_links(package: Package) -> Iterator[Problem]:
    """Find pictures, objects and texts that are elsewhere: on the web, or in another file."""
    for name, part in package.parts.items():
        if not name.endswith(".rels"):
            continue
        for link in part:
            what = _CONTENT.get(link.get("Type", "").rpartition("/")[2])
            if what and link.get("TargetMode") == "External":
                message = f"{what} ({link.get('Target', '')[:100]}) : le programme ne va rien chercher ailleurs"
                remedy = "insérez le contenu lui-même (dans Word : Fichier, Informations, Modifier les liens, Rompre)"
                yield Problem("error", message, remedy)
