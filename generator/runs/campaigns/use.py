"""The campaign that commands take when a project has several and none is named."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.files import write_whole
from generator.progress import Progress
from generator.project import DEFAULT, campaigns_of, default_campaign, project_root, unknown_campaign
from generator.refusals import writing
from generator.runs.report import Done


@dataclass(frozen=True, slots=True)
class UseRequest:
    """The name of the campaign to take from now on, None to ask which one it is."""

    name: str | None = None


@dataclass(frozen=True, slots=True)
class UseReport(Done):
    """The campaign that commands take, None when one must be named; all ``campaigns`` of the project."""

    TOLD = ("campaign", "campaigns")

    campaign: str | None
    campaigns: tuple[str, ...]


def run(start: Path, request: UseRequest, progress: Progress) -> UseReport:
    """Remember a campaign of the project of ``start``, or tell which one is taken.

    Raises UsageError when there is no project or no such campaign, OutputError when the choice cannot be written.
    """
    root = project_root(start)
    names = tuple(campaigns_of(root))
    progress.check()
    if request.name is None:
        default = names[0] if len(names) == 1 else default_campaign(root)
        return UseReport(default if default in names else None, names)
    if request.name not in names:
        raise unknown_campaign(root, request.name)
    with writing(root / "register"):
        write_whole(root / DEFAULT, f"{request.name}\n".encode())
    return UseReport(request.name, names)
