"""Numbers given to the communes of a small project, and its communes.csv changed afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.dossiers.members import Member, members_of, roll_of
from generator.dossiers.movements import Movement, movements
from generator.inputs.sources import read_sources
from generator.project import Project
from generator.register.ledger import Entries, commit, reserve
from generator.register.standings import read_standings


def settle(project: Project) -> None:
    """Give their numbers to the communes that take part, and note who they are, as a build does."""
    sources = read_sources(project)
    campaign, roll = sources.campaign, roll_of(sources)
    wanted = (project.register, Entries(campaign.name, campaign.numbering, sources.codes, roll=roll))
    commit(*wanted, reserve(*wanted), lambda: None)


def rewrite(project: Project, change: Callable[[list[str]], Sequence[str]]) -> None:
    """Change the rows of communes.csv: Haveluy, La Sentinelle and Rœulx, in that order."""
    header, *rows = project.communes.read_text(encoding="utf-8").splitlines()
    project.communes.write_text("\n".join([header, *change(rows)]) + "\n", encoding="utf-8")


def decline(project: Project, *insee: str) -> None:
    """Write « non » in the column ``participe`` of some communes."""
    header, *rows = project.communes.read_text(encoding="utf-8").splitlines()
    answers = [row + (";non" if row.split(";")[0] in insee else ";oui") for row in rows]
    project.communes.write_text("\n".join([f"{header};participe", *answers]) + "\n", encoding="utf-8")


def members(project: Project) -> tuple[Member, ...]:
    """Return the communes that the data and the register know."""
    sources = read_sources(project)
    return members_of(sources, read_standings(project.register, sources.campaign.name))


def moved(project: Project) -> tuple[Movement, ...]:
    """Return what moved since the numbers were given."""
    return movements(members(project), read_standings(project.register, project.campaign.name))
