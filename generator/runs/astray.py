"""An act that may be another commune's, or of another convention: doubts that a person lifts, no fault of the act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.inputs.communes import Commune
from generator.inputs.epci import Epci
from generator.intake.fields import ReadDeliberation, doubted, undoubted
from generator.intake.localities import named_instead
from generator.intake.parties import decided_with, other_party
from generator.language.places import de
from generator.language.typography import typographie
from generator.law.acts import Act
from generator.law.findings import Finding, warning
from generator.register.deliberations import PastAct

#: What may lead an act astray.
_RULES = frozenset({"commune", "partie", "dossier", "campagne", "epci", "retrait", "départ"})


@dataclass(frozen=True, slots=True)
class Astray:
    """Why an act may not be for the commune or the campaign for which it would be recorded.

    No rule of law finds it, and the act may be the right one: whoever looks at its ``fields`` decides.
    """

    rule: str
    fields: tuple[str, ...]
    why: str
    remedy: str


def stray_commune(act: Act, commune: Commune | None, communes: Sequence[Commune]) -> Iterator[Astray]:
    """Find that the object, or what is decided, names another commune than the one that the act is recorded for."""
    if commune is None:
        return
    here = f"et cette délibération s’enregistrerait pour {commune.nom}"
    if other := named_instead(act.object, commune, communes):
        why = f"l’objet nomme la commune {de(other.nom)}, {here}"
        yield Astray("commune", ("commune", "objet"), why, "corrigez la commune, ou l’objet s’il est mal lu")
    elif other := named_instead(act.operative, commune, communes):
        why = f"le dispositif nomme la commune {de(other.nom)}, {here}"
        yield Astray("commune", ("commune", "dispositif"), why, "corrigez la commune, ou le dispositif s’il est mal lu")


def stray_party(act: Act, epci: Epci) -> Iterator[Astray]:
    """Find that the object, or what is decided, names somebody else than the EPCI as the other party."""
    remedy = "c’est peut-être une autre convention : corrigez {} s’il est mal lu, ou laissez cette délibération"
    if other := other_party(act.object, epci):
        why = f"l’objet nomme l’autre partie, « {other} », sans nommer l’EPCI ({epci.nom_court})"
        yield Astray("partie", ("objet",), why, remedy.format("l’objet"))
    elif other := decided_with(act.operative, epci):
        why = f"le dispositif décide d’une convention avec « {other} », sans nommer l’EPCI ({epci.nom_court})"
        yield Astray("partie", ("dispositif",), why, remedy.format("le dispositif"))


def stray_withdrawn(withdrawn: PastAct | None) -> Iterator[Astray]:
    """Find that the council withdrew the deliberation, as the register was told."""
    if withdrawn:
        yield Astray(
            "retrait",
            ("numero",),
            f"cette délibération a été retirée ({withdrawn.withdrawn_why})",
            "ne l’enregistrez de nouveau que si son retrait était une erreur",
        )


def stray_absent(commune: Commune, absence: str) -> Iterator[Astray]:
    """Find that a commune that has a dossier takes no part any more; ``absence`` says why, "" when it does."""
    if absence:
        yield Astray(
            "départ",
            ("commune",),
            f"{commune.nom} ne participe plus à cette campagne ({absence})",
            "corrigez communes.csv si elle participe, ou laissez cette délibération",
        )


def questioned(deliberation: ReadDeliberation, astray: Sequence[Astray]) -> ReadDeliberation:
    """Return a deliberation in which what leads it astray is to be confirmed, but by whoever wrote it already.

    What led it astray before and no longer does is no more doubtful.
    """
    fields = dict(deliberation.fields)
    for name, field in fields.items():
        for why, rule in field.doubts:
            if rule in _RULES:
                fields[name] = undoubted(fields[name], why)
    for one in astray:
        for name in set(one.fields) - deliberation.written:
            fields[name] = doubted(fields[name], typographie(one.why), one.rule)
    return replace(deliberation, fields=fields)


def remarks(astray: Sequence[Astray], *, ours: bool) -> Iterator[Finding]:
    """Yield what leads an act astray as what deserves a look; of one that is not ``ours`` nothing is to be done."""
    for one in astray:
        yield warning(one.rule, "", f"{one.why} ; {one.remedy}." if ours else f"{one.why}.")
