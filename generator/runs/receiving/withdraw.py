"""A council that withdraws its deliberation: before the signature nothing rests on it any more; after, a warning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from generator.dossiers.mergers import find_known
from generator.errors import Problem, RefusedError
from generator.law.findings import Rule
from generator.progress import Progress
from generator.project import Project
from generator.register.database import open_register
from generator.register.deliberations import note_withdrawal, withdraw_act
from generator.register.standing import Standing
from generator.runs.reasons import reason
from generator.runs.report import Done, accept


@dataclass(frozen=True, slots=True)
class WithdrawRequest:
    """Which deliberation, of a commune's convention or of its avenant of that rank, and why it is withdrawn.

    ``confirms`` is shown what is about to be recorded; ``undo`` takes back a withdrawal that was noted once signed.
    """

    commune: str
    why: str
    avenant: int = 0
    confirms: Callable[[WithdrawReport], bool] = accept
    undo: bool = False


@dataclass(frozen=True, slots=True)
class WithdrawReport(Done):
    """The document and its deliberation; ``withdrawn`` is false after the signature, which stays as it is.

    ``recorded`` is false when somebody declined; ``undone`` tells that the withdrawal was taken back.
    """

    TOLD = ("problems", "commune", "number", "deliberation", "withdrawn", "recorded", "undone")

    commune: str
    number: str
    deliberation: str
    withdrawn: bool
    recorded: bool = True
    undone: bool = False

    @property
    def told(self) -> str:
        """What is recorded, in a sentence."""
        if self.undone:
            return f"{self.commune}, {self.number} : le retrait de la délibération n° {self.deliberation} est annulé."
        if self.withdrawn:
            return f"{self.commune}, {self.number} : délibération n° {self.deliberation} retirée."
        return f"{self.commune}, {self.number} : le retrait de la délibération n° {self.deliberation} est signalé."


def run(project: Project, request: WithdrawRequest, progress: Progress) -> WithdrawReport:
    """Withdraw a deliberation before the signature, or note in the journal that it was withdrawn after, or was not.

    Raises UsageError without a reason, RefusedError without one that is not withdrawn, DataError, RegisterError.
    """
    why = reason(request.why, "Une délibération ne se retire pas sans raison : dites pourquoi (--why).")
    _, standings, commune = find_known(project, request.commune)
    progress.check()
    standing = standings.document(commune.insee, request.avenant)
    if standing is None or standing.act is None:
        raise RefusedError(f"{commune.called} : aucune délibération n’est enregistrée pour ce document.")
    if standing.revoked and not request.undo:
        raise RefusedError(
            f"{commune.called}, {standing.number} : le retrait de sa délibération est déjà signalé ; noté par erreur,"
            " ou censuré par le juge, il s’annule (conventions intake COMMUNE --withdraw --undo --why)."
        )
    if request.undo and not standing.revoked:
        raise RefusedError(
            f"{commune.called}, {standing.number} : aucun retrait n’est signalé depuis la signature ; il n’y a rien à"
            " annuler. Avant elle, enregistrez de nouveau la délibération (conventions intake FICHIER)."
        )
    signed = standing.state == "signed"
    problems = (_after_signature(standing, commune.called),) if signed and not request.undo else ()
    number = standing.act.act.number
    report = WithdrawReport(commune.called, standing.number, number, not signed, undone=request.undo, problems=problems)
    if not request.confirms(report):
        return replace(report, recorded=False)
    with open_register(project.register, writing=True) as connection:
        if signed:
            note_withdrawal(connection, standing.number, why, undo=request.undo)
        else:
            withdraw_act(connection, standing.number, why)
    return report


def _after_signature(standing: Standing, commune: str) -> Problem:
    """Return the warning of a withdrawal that comes after the signature (CRPA, article L. 242-1)."""
    return (
        Rule("retrait", "CRPA, art. L. 242-1")
        .warning(
            f"{standing.number} est déjà signé : rien n’y est changé, et le journal garde ce retrait ; les avenants"
            " à venir demandent une délibération qui leur est propre ; un conseil ne retire une décision"
            " créatrice de droits que si elle est illégale, dans les quatre mois, et un juge peut l’annuler : demandez"
            " l’avis d’un juriste avant d’en tirer les conséquences."
        )
        .as_problem(commune=commune)
    )
