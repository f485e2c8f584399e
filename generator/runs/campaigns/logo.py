"""The logo of a campaign, handed in: the picture in its folder, and what campaign.toml says of it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.dossiers.fingerprints import sha256
from generator.errors import OutputError, UsageError
from generator.files import read_regular, write_new
from generator.inputs.campaignfile import read_campaign
from generator.inputs.logo import logo_fault
from generator.inputs.tomledit import as_toml, with_keys
from generator.progress import Progress
from generator.project import Project
from generator.refusals import not_written
from generator.runs.campaigns.campaignedit import put
from generator.runs.campaigns.following import CAMPAIGN
from generator.runs.report import Done
from generator.workers import FOREIGN, LocalWorkers


@dataclass(frozen=True, slots=True)
class LogoRequest:
    """A picture under a ``name``, none to look only; ``text`` says what it shows, to who does not see it."""

    name: str = ""
    data: bytes = b""
    text: str = ""


@dataclass(frozen=True, slots=True)
class LogoReport(Done):
    """The logo's file in the campaign's folder, "" for none, and its ``text``; ``written`` tells that it changed."""

    name: str
    text: str
    written: bool


def run(project: Project, request: LogoRequest, progress: Progress) -> LogoReport:
    """Put a picture in the campaign's folder, over no other, and name it in campaign.toml, whose version is kept.

    Raises UsageError for a picture that an engine would leave blank, DataError when campaign.toml cannot be read or
    writes that table in another way, OutputError, RefusedError.
    """
    settings = project.campaign / CAMPAIGN
    if not request.name:
        campaign = read_campaign(project.campaign)[0]
        known = campaign.logo.name if campaign.logo else ""
        return LogoReport(known, campaign.logo_texte if known else f"Logo {campaign.epci.nom_court}", written=False)
    with LocalWorkers(1, progress.check) as workers:  # whoever made it, it is read apart from the server
        ((_, fault),) = workers.imap(_fault, [(request.name, request.data)], worth=1, limits=FOREIGN)
    if fault:
        raise UsageError(f"{fault[0]} ; {fault[1]}. Rien n’a été écrit.")
    try:
        before = read_regular(settings)
        _named(before, request.name, request)  # refused before a file is there
        name = write_new(project.campaign / request.name, request.data).name
    except OSError as error:
        raise OutputError(f"{error.filename or settings} : lecture ou {not_written(error)}.") from error
    report = put(project, _named(before, name, request), sha256(before), progress)
    return LogoReport(name, request.text, report.written)


def _named(settings: bytes, name: str, request: LogoRequest) -> bytes:
    text = " ".join(request.text.split()) or "Logo"
    return with_keys(settings, "pack", {"logo": as_toml(name), "logo_texte": as_toml(text)})


def _fault(given: tuple[str, bytes]) -> tuple[str, str] | None:
    return logo_fault(*given)
