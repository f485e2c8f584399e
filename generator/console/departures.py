"""The dossiers that leave a campaign, arrive or change code, as they are told before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from generator.console.terminal import say
from generator.dossiers.movements import Movement
from generator.language.agreement import named


def teller(*, silent: bool) -> Callable[[Sequence[Movement]], None]:
    """Return what tells the movements of a run on standard error; it says nothing when ``silent``."""

    def tell(found: Sequence[Movement]) -> None:
        for line in () if silent else movement_lines(found):
            say(line, error=True)

    return tell


def movement_lines(found: Sequence[Movement]) -> Iterator[str]:
    """Yield a line for each dossier that leaves, comes back or changes code, then one for all that arrive."""
    for one in found:
        if one.kind == "leaves":
            yield f"  Départ — {one.commune}, {one.number} : {one.reason} ; son dossier est gardé"
        elif one.kind == "returns":
            yield f"  Retour — {one.commune}, {one.number} : {one.reason}"
        elif one.kind == "recoded":
            yield f"  Code changé — {one.commune} ({one.insee}) : {one.reason}"
    arrived = [one.commune for one in found if one.kind == "arrives"]
    if arrived:
        yield f"  Arrivée — {named(arrived)} : nouveau dossier, nouveau numéro"
