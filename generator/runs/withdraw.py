"""A recorded deliberation that the council took back, or that was recorded on the wrong dossier."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from generator.errors import ConventionsError, Problem, RefusedError, UsageError
from generator.inputs.communes import find_commune
from generator.inputs.sources import read_sources
from generator.law.findings import warning
from generator.progress import Progress
from generator.project import Project
from generator.register.database import open_register
from generator.register.deliberations import withdraw_act
from generator.register.standings import read_standings


@dataclass(frozen=True, slots=True)
class WithdrawRequest:
    """Whose deliberation is withdrawn and why; ``avenant`` is the rank of an avenant, 0 for the convention."""

    commune: str
    why: str
    avenant: int = 0


@dataclass(frozen=True, slots=True)
class WithdrawReport:
    """What became of it: ``withdrawn`` is false for what is signed, which stays; ``problems`` then say so."""

    commune: str
    number: str
    withdrawn: bool
    problems: tuple[Problem, ...] = ()
    error: type[ConventionsError] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return what became of it."""
        problems = [asdict(problem) for problem in self.problems]
        return {"commune": self.commune, "number": self.number, "withdrawn": self.withdrawn, "problems": problems}


def run(project: Project, request: WithdrawRequest, progress: Progress) -> WithdrawReport:
    """Withdraw the deliberation recorded for a commune's convention or avenant; its next build loses number and date.

    Raises UsageError, RefusedError, DataError, RegisterError.
    """
    if not request.why.strip():
        raise UsageError("Dites pourquoi la délibération est retirée : --withdraw --why « retirée par le conseil ».")
    sources = read_sources(project)
    progress.check()
    commune = find_commune(request.commune, sources.table.communes)
    standings = read_standings(project.register, sources.campaign.name)
    known = (standings.convention(commune.insee), *standings.avenants(commune.insee))
    found = next((one for one in known if one and one.rank == request.avenant), None)
    if found is None:
        what = f"l’avenant n° {request.avenant}" if request.avenant else "ce dossier"
        raise RefusedError(f"{commune.nom} : {what} n’existe pas ; lancez « conventions status ».")
    with open_register(project.register, writing=True) as connection:
        withdrawn = withdraw_act(connection, found.number, request.why)
    problems = () if withdrawn else (_ADVICE.as_problem(commune=commune.nom),)
    return WithdrawReport(commune.nom, found.number, withdrawn, problems)


_ADVICE = warning(
    "retrait",
    "CRPA, art. L. 242-1",
    "cet acte est signé : le retrait de la délibération est noté au journal, et rien d’autre ne change ; une décision"
    " créatrice de droits ne se retire que si elle est illégale et dans les quatre mois : demandez l’avis du service"
    " juridique, et enregistrez une fin (conventions end) s’il y a lieu.",
)
