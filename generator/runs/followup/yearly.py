"""The register of one year, for the archive: every number that was given, its parties, its dates."""

from __future__ import annotations

from dataclasses import dataclass

from generator.dossiers.members import Member, members_of
from generator.dossiers.mergers import read_known
from generator.progress import Progress
from generator.project import Project
from generator.register.database import existing_register, open_register
from generator.register.journal import today_in_france
from generator.register.numbering import years_of
from generator.register.standing import Standing
from generator.register.states import STATES
from generator.runs.report import Done


@dataclass(frozen=True, slots=True)
class YearRequest:
    """Which year, that of the numbers."""

    year: int


@dataclass(frozen=True, slots=True)
class Line:
    """A number: the document that has it, and the ``commune`` that signed it, or is to, with its ``insee`` code.

    ``ended`` tells that the convention has come to its end.
    """

    standing: Standing
    commune: str
    insee: str
    ended: bool = False

    @property
    def what(self) -> str:
        """What it is: « convention », « avenant n° 2 »."""
        return f"avenant n° {self.standing.rank}" if self.standing.rank else "convention"

    @property
    def state(self) -> str:
        """Where it stands, in French."""
        return STATES["ended" if self.ended else self.standing.state]


@dataclass(frozen=True, slots=True)
class YearReport(Done):
    """The numbers of a year, in their order; ``years`` are all those of which there are numbers."""

    year: int
    years: tuple[int, ...]
    epci: str
    convention: str
    lines: tuple[Line, ...]


def run(project: Project, request: YearRequest, progress: Progress) -> YearReport:
    """Return the register of a year. Raises UsageError before the first build, DataError, RegisterError."""
    register = existing_register(project.register)
    sources, standings = read_known(project)
    progress.check()
    with open_register(register) as connection:
        years = years_of(connection, sources.campaign.name)
    members = {member.insee: member for member in members_of(sources, standings)}
    lines = tuple(
        _line(one, members.get(one.insee)) for one in standings.documents if years.get(one.number) == request.year
    )
    campaign = sources.campaign
    known = tuple(sorted(set(years.values())))
    return YearReport(request.year, known, campaign.epci.nom, campaign.convention.titre, lines)


def _line(standing: Standing, member: Member | None) -> Line:
    """Return the line of a document: its commune is the one of the day on which it was signed, else voted."""
    act, signature, ending = standing.deliberation, standing.signature, standing.ending
    day = signature.dates.commune if signature else act.decided_on if act else None
    name, insee = member.party_on(day) if member else (standing.insee, standing.insee)
    return Line(standing, name, insee, ending is not None and ending.ends_on < today_in_france())
