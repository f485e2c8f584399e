"""What of a project is precious: all that no command makes again."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from generator.dossiers.fingerprints import sha256_of_file
from generator.errors import OutputError, Problem
from generator.files import is_inside
from generator.project import EDITED, real
from generator.refusals import why
from generator.register.originals import FOLDER as ORIGINALS

REGISTER = "register"
DATABASE = f"{REGISTER}/register.sqlite"
#: Folders that are mirrored: a restored one holds what the backup holds, and nothing else.
MIRRORED = (REGISTER, "templates")
_RETURNED = "retours"
_FOLDERS = (*MIRRORED, EDITED, _RETURNED, "evaluations", "revisions")
#: Files at the top: data, evaluations, revisions, and what came back. The program's own have other names.
_TOP = re.compile(
    r"(?!pyproject\.toml$)[^.~].*\.(csv|toml|docx|pdf|txt|eml|xlsx|ods|odt|jpe?g|png|tiff?)", re.IGNORECASE | re.DOTALL
)
#: Control characters and bytes that are no text, which would spoil the line that names a file.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_DATABASE_FILES = frozenset(DATABASE + suffix for suffix in ("", "-wal", "-shm", "-journal"))


def precious_files(root: Path) -> tuple[str, ...]:
    """Return the files to keep, relative to the project with ``/``, in order; the register's database apart.

    Links are followed. Of what came back, those that the register keeps already are left out. Raises OutputError,
    naming all that would be missing: a folder that cannot be listed, a link that leads nowhere, a name that no backup
    can hold.
    """
    faults: list[Problem] = []
    kept = {path.stem for path in (root / REGISTER / ORIGINALS).glob("*")}
    found = tuple(
        name
        for name in _files(root, "", faults)
        if name not in _DATABASE_FILES and not (name.startswith(f"{_RETURNED}/") and _is_kept(root, name, kept, faults))
    )
    if faults:
        raise OutputError("Aucune sauvegarde n’est faite : elle ne serait pas entière.", faults)
    return found


def belongs(name: str) -> bool:
    """Tell whether a file of this name can be part of a backup: nothing outside the project, nor of the program."""
    return is_inside(name) and _is_precious(name) and name not in _DATABASE_FILES - {DATABASE}


def _is_precious(name: str) -> bool:
    """Tell whether it is a person's work, by its place: what is hidden belongs to the system or to another program."""
    parts = name.split("/")
    if len(parts) == 1:
        return _TOP.fullmatch(name) is not None
    return parts[0] in _FOLDERS and not any(part.startswith((".", "~$")) for part in parts)


def _files(root: Path, folder: str, faults: list[Problem]) -> Iterator[str]:
    """Yield the files of a folder of the project, "" for all; note what cannot be kept."""
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except OSError as error:
        faults.append(_fault(folder, f"dossier illisible ({why(error)})", "rendez-le lisible, puis recommencez"))
        return
    for entry in entries:
        name = f"{folder}/{entry.name}" if folder else entry.name
        if not (_is_precious(name) or name in _FOLDERS):
            continue
        try:
            kind = entry.stat().st_mode
        except OSError as error:
            if isinstance(error, FileNotFoundError) and not entry.is_symlink():  # gone meanwhile
                continue
            what = "lien qui ne mène à rien" if entry.is_symlink() else "illisible"
            remedy = "branchez le disque où il mène, ou supprimez-le" if entry.is_symlink() else "vérifiez les droits"
            faults.append(_fault(name, f"{what} ({why(error)})", remedy))
            continue
        if stat.S_ISDIR(kind):
            if (folder or name in _FOLDERS) and not _leads_back(entry, root / folder):
                yield from _files(root, name, faults)
        elif stat.S_ISREG(kind) and _is_precious(name):
            if is_inside(name):
                yield name
            else:
                what = "aucune sauvegarde ne peut avoir ce nom : il est trop long, ou a un « \\ » ou un signe invisible"
                faults.append(_fault(name, what, "renommez ce fichier, ou son dossier"))


def _leads_back(entry: os.DirEntry[str], folder: Path) -> bool:
    """Tell whether a link leads to a folder that holds it: what is there is met without it."""
    return entry.is_symlink() and real(folder).is_relative_to(real(Path(entry.path)))


def _is_kept(root: Path, name: str, kept: Collection[str], faults: list[Problem]) -> bool:
    """Tell whether the register keeps a file that came back."""
    try:
        return sha256_of_file(root / name) in kept
    except OSError as error:
        faults.append(_fault(name, f"lecture impossible ({why(error)})", "fermez ce fichier, ou vérifiez les droits"))
        return False


def _fault(name: str, message: str, remedy: str) -> Problem:
    return Problem("error", message, remedy, _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", name) or "dossier du projet")
