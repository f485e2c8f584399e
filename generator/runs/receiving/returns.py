"""The folder of what came back from the communes: what waits there, what is set aside."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.dossiers.fingerprints import sha256
from generator.errors import OutputError, UsageError
from generator.files import read_regular, regular_file, write_new
from generator.inputs.remembered import once
from generator.project import Project
from generator.refusals import why, writing
from generator.register.database import open_register
from generator.register.deliberations import withdrawn_files
from generator.register.originals import kept_among

#: The folders in that of the returns, with what they say of a file in them. An intake of the folder leaves them alone.
ASIDE = {"mis-de-cote": "mis de côté", "autres": "ce n’est pas une délibération"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file of the folder: ``sha256`` is that of its content, ``kept`` tells that the register has it.

    ``aside`` is the folder that it was put into, "" while it waits. ``withdrawn`` tells that its deliberation was
    withdrawn, and that nothing took its place: it is not kept, for it waits again.
    """

    name: str
    size: int
    sha256: str
    kept: bool
    aside: str = ""
    withdrawn: bool = False


def waiting(project: Project) -> tuple[Waiting, ...]:
    """Return the files of the folder by name, those set aside last. Raises RegisterError, OSError."""
    found = [(aside, path, _hash(path)) for aside in ("", *ASIDE) for path in _files(project, aside)]
    with open_register(project.register) as connection:
        hashes = {sha256 for _, _, sha256 in found}
        withdrawn = withdrawn_files(connection, hashes)
        kept = kept_among(connection, hashes) - withdrawn
    return tuple(
        Waiting(path.name, path.stat().st_size, sha256, sha256 in kept, aside, sha256 in withdrawn)
        for aside, path, sha256 in found
    )


def names_waiting(project: Project) -> tuple[str, ...]:
    """Return the names of the files of the folder that are not set aside; none is opened."""
    return tuple(path.name for path in _files(project, ""))


def receive(project: Project, name: str, data: bytes) -> Path:
    """Keep a file that was handed in, never over another one. Raises OutputError."""
    with writing(project.returns / name, kept="rien n’a été gardé"):
        return write_new(project.returns / name, data)


def returned_file(project: Project, name: str, aside: str = "") -> Path:
    """Return a file of the folder by its name; raises UsageError when it is not there any more."""
    found = regular_file(project.returns / aside if aside else project.returns, name)
    if found is None or "/" in name or (aside and aside not in ASIDE):
        raise UsageError(f"{name} : ce fichier n’est plus dans le dossier retours ; rechargez la page.")
    return found


def set_aside(project: Project, name: str, aside: str) -> None:
    """Put a file that waits into a folder of ``ASIDE``, or back with "". Raises UsageError, OutputError."""
    source = returned_file(project, name) if aside else _set_aside(project, name)
    try:
        placed = write_new(project.returns / aside / name, read_regular(source))
        if placed != source:
            os.unlink(source)
    except OSError as error:
        raise OutputError(f"{source} : déplacement impossible ({why(error)}) ; le fichier est resté là.") from error


def _set_aside(project: Project, name: str) -> Path:
    for aside in ASIDE:
        if regular_file(project.returns / aside, name):
            return returned_file(project, name, aside)
    return returned_file(project, name)


def _files(project: Project, aside: str) -> Iterator[Path]:
    folder = project.returns / aside
    if not folder.is_dir():
        return
    yield from sorted(
        path
        for path in folder.iterdir()
        if not path.name.startswith((".", "~")) and path.is_file() and not path.is_symlink()
    )


#: Returns the SHA-256 of a file.
_hash = once(lambda path: sha256(read_regular(path)), most=5000)
