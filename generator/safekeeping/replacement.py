"""Files put in the place of others, which are kept aside: what begins ends, even after a crash."""

from __future__ import annotations

import errno
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from generator.errors import OutputError
from generator.files import is_inside, read_regular, scratch_folder
from generator.project import ASIDE, RESTORING

_PLAN, NEW = "plan.json", "nouveau"


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a restoration moves: ``files`` come, ``leaving`` only go; what they replace goes to ``aside``, by date."""

    aside: str
    files: tuple[str, ...]
    leaving: tuple[str, ...]


def begin(root: Path, staged: Path, replacement: Replacement) -> None:
    """Put a folder that holds the new files under ``NEW`` in the project, whole: from now on it will be finished."""
    plan = {"aside": replacement.aside, "files": replacement.files, "leaving": replacement.leaving}
    with (staged / _PLAN).open("w", encoding="utf-8") as file:
        json.dump(plan, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(staged, root / RESTORING)


def finish(root: Path) -> str:
    """Put each new file in its place, the present one aside first; return where that is, relative to the project.

    It is "" when there was nothing to put aside. It can be interrupted anywhere and called again. Raises OutputError
    when the plan is damaged or leads elsewhere.
    """
    folder = root / RESTORING
    plan = _read_plan(folder / _PLAN)
    aside = root / ASIDE / plan.aside
    for name in plan.leaving:
        if (root / name).exists():
            _move(root / name, aside / name)
    for name in plan.files:
        new, place = folder / NEW / name, root / name
        if new.exists():
            if place.exists() and not (aside / name).exists():
                _move(place, aside / name)
            _move(new, place)
    with scratch_folder(root) as over:  # one rename ends it: what is removed file by file has no plan
        os.replace(folder, over / folder.name)
    return aside.relative_to(root).as_posix() if aside.exists() else ""


def _read_plan(path: Path) -> Replacement:
    """Read back what is under way: every path must stay in the project, whoever wrote the plan."""
    try:
        data = json.loads(read_regular(path))
        plan = Replacement(data["aside"], tuple(data["files"]), tuple(data["leaving"]))
        if all(map(is_inside, (plan.aside, *plan.files, *plan.leaving))):
            return plan
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    raise OutputError(
        f"{path} : la restauration interrompue est illisible ; renommez ce dossier pour le garder à part, puis "
        "reprenez la sauvegarde : conventions restore FICHIER."
    )


def _move(source: Path, target: Path) -> None:
    """Give a file or a folder another place; on another disk it is whole there before it goes here."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.replace(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        if not target.is_dir():  # else it came there whole, and only its going was interrupted
            with scratch_folder(target.parent) as coming:
                os.replace(_copied(source, coming / target.name), target)
        with scratch_folder(source.parent) as going:  # at once: what remained of it would pass for whole
            os.replace(source, going / source.name)


def _copied(source: Path, copy: Path) -> Path:
    """Copy a file or a folder, links as they are, onto the disk."""
    if source.is_dir() and not source.is_symlink():
        shutil.copytree(source, copy, symlinks=True)
    else:
        shutil.copy2(source, copy, follow_symlinks=False)
    for path in (copy, *copy.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
    return copy
