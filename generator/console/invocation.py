"""A command as it was typed: about which project, for a person or for a machine; what it opens, asks and shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from generator.console import bars, questions
from generator.console.questions import R, Remarks
from generator.console.terminal import say, show_report
from generator.progress import Progress
from generator.project import Project, campaigns_of, open_project, project_root
from generator.runs.report import Report

Q = TypeVar("Q")


@dataclass(frozen=True, slots=True)
class Invocation:
    """The options that every command takes; with ``as_json``, nobody is asked, and the report alone is shown."""

    root: Path
    campaign: str | None
    as_json: bool
    remarks: Remarks = field(default_factory=Remarks)

    def opened(self, output: Path | None = None) -> Project:
        """Open the project; a campaign that was chosen by default is told beside what the command prints."""
        project = open_project(self.root, self.campaign, output)
        if project.chosen:
            say(f"Campagne : {project.campaign.name} (--campaign en nomme une autre).", error=True)
        return project

    def opened_whole(self) -> Project:
        """Open the project of a command about all its campaigns together, whichever is named or the default one."""
        return open_project(self.root, self.campaign or next(iter(campaigns_of(project_root(self.root))), None))

    def watch(self, run: Callable[[Project, Q, Progress], R], project: Project, request: Q) -> R:
        """Do what is asked, and show how it goes."""
        with bars.progress(silent=self.as_json) as progress:
            return run(project, request, progress)

    def confirming(self, ask: Callable[[R], bool], *, yes: bool) -> Callable[[R], bool]:
        """Return who confirms what is about to be recorded; see ``questions.confirming``."""
        return questions.confirming(self.remarks.before(ask), yes=yes, as_json=self.as_json)

    def confirming_here(self, ask: Callable[[R], bool], *, yes: bool) -> Callable[[R], bool]:
        """Return who confirms what a script may record as it stands; see ``questions.confirming_here``."""
        return questions.confirming_here(self.remarks.before(ask), yes=yes, as_json=self.as_json)

    def show(self, report: Report, lines: Iterable[str]) -> None:
        """Show the problems that were not told before a question, and the ``lines``, or the JSON alone, and end."""
        show_report(report, lines, as_json=self.as_json, tell=self.remarks.tell)
