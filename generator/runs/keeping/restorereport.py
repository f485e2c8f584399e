"""What a restoration brings back and what it would lose, in sentences and in JSON."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.errors import RegisterError
from generator.language.agreement import plural
from generator.register.states import STATES
from generator.runs.report import Done, as_plain
from generator.safekeeping.carryover import Loss

#: What the folders of a project are called whose names are no French.
_CALLED = {
    "output": "les documents fabriqués (output/)",
    "register": "le registre (register/)",
    "templates": "les modèles et les réglages (templates/)",
}
#: How many lines of a list are said.
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class RestoreReport(Done):
    """What a restoration brings and what it would lose; ``aside`` is where the present files are kept, "" until then.

    ``made_on`` is the day of the backup; ``changed`` are the files that it replaces or removes. ``communes`` are names
    by INSEE code. ``restored`` is false when whoever was asked did not want it; ``finished`` when an interrupted one
    was. A register that is damaged is told, and restored all the same.
    """

    FAILS = RegisterError

    made_on: datetime.date | None
    author: str
    files: int
    changed: tuple[str, ...]
    loss: Loss
    communes: dict[str, str]
    aside: str = ""
    restored: bool = False
    finished: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return what came back, what is void and what is undone."""
        return {
            "made_on": str(self.made_on or ""),
            "author": self.author,
            "files": self.files,
            "changed": list(self.changed),
            "void": [one.number for one in self.loss.given],
            "undone": [{"number": number, "insee": insee, "events": list(w)} for number, insee, w in self.loss.undone],
            "aside": self.aside,
            "restored": self.restored,
            "problems": as_plain(self.problems),
        }


def foreseen(report: RestoreReport, shown: int = _SHOWN) -> Iterator[str]:
    """Yield what a restoration would bring and lose, in sentences; of each list as many lines as ``shown``."""
    yield f"Sauvegarde du {report.made_on:%d/%m/%Y}, {plural(report.files, 'fichier', 'fichiers')}."
    given, undone = report.loss.given, report.loss.undone
    if given:
        yield f"{plural(len(given), 'numéro donné', 'numéros donnés')} depuis, à annuler pour toujours :"
    for void in given[:shown]:
        yield f"  {void.number} — {report.communes.get(void.insee, void.insee)} ({STATES.get(void.state, void.state)})"
    if undone:
        yield f"Sera à enregistrer de nouveau, pour {plural(len(undone), 'dossier', 'dossiers')} :"
    for number, insee, whats in undone[:shown]:
        yield f"  {number} — {report.communes.get(insee, insee)} : {', '.join(whats)}"
    rest = max(len(given) - shown, 0) + max(len(undone) - shown, 0)
    if rest:
        yield f"  … et {plural(rest, 'autre', 'autres')} (--json les donne tous)"
    for number in report.loss.doubled:
        yield f"  {number} : la sauvegarde le donne à un autre document que le registre présent ; détruisez ce dernier."
    groups = Counter(path.split("/")[0] for path in report.changed)
    if groups:
        verb = "Seront remplacés ou retirés, et gardés" if len(groups) > 1 else "Sera remplacé ou retiré, et gardé"
        yield f"{verb} de côté : {', '.join(_CALLED.get(name, name) for name in sorted(groups))}."
    if not (given or undone or groups):
        yield "Rien ne serait perdu."
