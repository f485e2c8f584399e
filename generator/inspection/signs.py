"""Signs of communes.csv that the fonts of the templates cannot draw: emoji, other scripts."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import Problem
from generator.inputs.sources import Sources
from generator.pdf.faces import OURS, lacking, travels
from generator.rendering.vocabulary import VARIABLES
from generator.word.faces import read_faces
from generator.word.package import UnreadableError, open_package

_KNOWN = frozenset(variable.name.removeprefix("commune.") for variable in VARIABLES)


def check_signs(sources: Sources) -> Iterator[Problem]:
    """Find the cells with a sign that a font of the templates lacks; a column that no template names is not printed."""
    cells = [
        (commune, column, text)
        for commune in sources.participants
        for column, text in commune.row.items()
        if any(lacking(face, text) for face in OURS)
    ]
    if not cells:
        return
    faces = sorted(_faces(sources))
    for commune, column, text in cells:
        if column not in _KNOWN and not _named(sources, column):
            continue
        face = next((face for face in faces if lacking(face, text)), "")
        if face:
            signs = " ".join(dict.fromkeys(lacking(face, text)))
            file, line = commune.place(column)
            yield Problem(
                "error",
                f"la police {face} n’a pas le signe « {signs} »",
                "retirez-le, ou écrivez un mot à sa place",
                file,
                line,
                column,
                commune.nom,
            )


def _faces(sources: Sources) -> set[str]:
    """Return the faces of the templates that travel with the program."""
    found: set[str] = set()
    for template in sources.templates.values():
        try:
            found |= {face for face in read_faces(template).all if travels(face)}
        except UnreadableError:  # which is told of the template
            continue
    return found


def _named(sources: Sources, column: str) -> bool:
    """Tell whether a template or a letter names a column that the program does not know."""
    wanted = f"commune.{column}"
    for template in sources.templates.values():
        try:
            parts = open_package(template).parts.values()
        except UnreadableError:
            continue
        if any(wanted in "".join(str(text) for text in part.itertext()) for part in parts):
            return True
    return False
