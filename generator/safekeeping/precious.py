"""What of a project is precious: all that no command makes again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from generator.dossiers.fingerprints import sha256
from generator.files import UNFINISHED, is_inside
from generator.locks import LOCK_FILES
from generator.project import EDITED
from generator.register.originals import FOLDER as ORIGINALS

REGISTER = "register"
DATABASE = f"{REGISTER}/register.sqlite"
#: Folders that are mirrored: a restored one holds what the backup holds, and nothing else.
MIRRORED = (REGISTER, "templates")
_RETURNED = "retours"
_FOLDERS = (*MIRRORED, EDITED, _RETURNED, "evaluations", "revisions")
#: Files at the top: data, evaluations, revisions, and what came back. The program's own have other names.
_TOP = re.compile(
    r"(?!pyproject\.toml$)[^.~].*\.(csv|toml|docx|pdf|txt|eml|xlsx|ods|odt|jpe?g|png|tiff?)", re.IGNORECASE
)
_DATABASE_FILES = frozenset(DATABASE + suffix for suffix in ("", "-wal", "-shm", "-journal"))


def precious_files(root: Path) -> Iterator[str]:
    """Yield the files to keep, relative to the project with ``/``, in order; the register's database apart.

    Of what came back, those that the register keeps already are left out.
    """
    kept = {path.stem for path in (root / REGISTER / ORIGINALS).glob("*")}
    for path in sorted(root.iterdir()):
        if path.is_file() and _TOP.fullmatch(path.name):
            yield path.name
    for folder in _FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root).as_posix()
            if not path.is_file() or not belongs(name) or name in _DATABASE_FILES:
                continue
            if folder != _RETURNED or sha256(path.read_bytes()) not in kept:
                yield name


def belongs(name: str) -> bool:
    """Tell whether a file of this name can be part of a backup: nothing outside the project, nor of the program."""
    parts = name.split("/")
    if not is_inside(name) or any(part.strip(" .") != part.strip() for part in parts):
        return False
    if len(parts) == 1:
        return _TOP.fullmatch(name) is not None
    last = PurePosixPath(name).name
    return parts[0] in _FOLDERS and last not in LOCK_FILES and not last.startswith((UNFINISHED, "~$", ".~lock"))
