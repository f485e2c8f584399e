"""A template opened on the desktop of this machine, with the program that the system gives to its kind of file."""

from __future__ import annotations

from dataclasses import dataclass

from generator.desktop import hand_over, has_desktop
from generator.errors import OutputError, UsageError
from generator.files import regular_file
from generator.progress import Progress
from generator.project import Project
from generator.refusals import why
from generator.runs.campaigns.pieces import files_of, unlisted
from generator.runs.report import Done


@dataclass(frozen=True, slots=True)
class OpeningRequest:
    """Which file of the campaign."""

    file: str


@dataclass(frozen=True, slots=True)
class OpeningReport(Done):
    """The file was opened: there is nothing else to say."""


def run(project: Project, request: OpeningRequest, progress: Progress) -> OpeningReport:
    """Open a file of the campaign: what is saved there is the template at once.

    Raises UsageError for a file that is not of the campaign and without a desktop, OutputError when nothing opens it.
    """
    path = regular_file(project.campaign, request.file)
    if path is None or request.file not in files_of(project):
        raise unlisted(request.file)
    if not has_desktop():
        raise UsageError("Cette machine n’a pas de bureau : téléchargez le fichier, puis mettez-le à sa place.")
    progress.check()
    try:
        hand_over(path)
    except OSError as error:
        raise OutputError(f"{path} : aucun programme ne l’ouvre ({why(error)}) ; ouvrez-le à la main.") from error
    return OpeningReport()
