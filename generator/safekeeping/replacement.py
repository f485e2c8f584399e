"""Files put in the place of others, which are kept aside: what begins ends, even after a crash."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from generator.errors import OutputError
from generator.files import UNFINISHED, is_inside, read_regular, scratch_folder
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
            if place.exists():
                _move(place, aside / name)
            _move(new, place)
    with scratch_folder(UNFINISHED, root) as over:  # one rename ends it: what is removed file by file has no plan
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
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(source, target)
