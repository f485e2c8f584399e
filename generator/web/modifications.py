"""What the page wrote into communes.csv since the server started: the last change is taken back first."""

from __future__ import annotations

from pathlib import Path

from generator.project import Project


class Modifications:
    """The changes of communes.csv, each by the version that was kept of before and the seal of what was written.

    Campaigns that read the same files share them; one that has a file of its own has its own changes.
    """

    def __init__(self) -> None:
        self._written: dict[tuple[Path, ...], list[tuple[str, str]]] = {}

    def wrote(self, project: Project, version: str, seal: str) -> None:
        self._of(project).append((version, seal))

    def before(self, project: Project, seal: str) -> str:
        """Return the version of before the last change; "" when files of that ``seal`` are not what it wrote."""
        written = self._of(project)
        return written[-1][0] if written and written[-1][1] == seal else ""

    def took_back(self, project: Project) -> None:
        """Forget the last change: the one before it is the last now."""
        del self._of(project)[-1:]

    def _of(self, project: Project) -> list[tuple[str, str]]:
        files = tuple(path for path in (project.communes, project.own_communes) if path.is_file())
        return self._written.setdefault(files, [])
