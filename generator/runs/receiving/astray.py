"""An act that may be another commune's, or of another convention or campaign: doubts that a person lifts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property

from generator.errors import DataError
from generator.inputs.campaignfile import read_campaign
from generator.inputs.communes import Commune
from generator.inputs.epci import Epci
from generator.intake.fields import ReadDeliberation, doubted, undoubted
from generator.intake.localities import named_instead
from generator.intake.objects import THRESHOLD, closest
from generator.intake.parties import decided_with, other_party
from generator.language.places import de
from generator.language.typography import typographie
from generator.law.actnumbers import numbers_agree
from generator.law.acts import Act
from generator.law.findings import Finding, Rule
from generator.project import campaigns_of
from generator.register.deliberations import PastAct
from generator.register.standing import Standing
from generator.runs.receiving.known import Known

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
        yield Rule(one.rule).warning(f"{one.why} ; {one.remedy}." if ours else f"{one.why}.")


@dataclass(frozen=True, slots=True)
class _Other:
    """A campaign whose object an act's may be: how ``like`` they are, 0 to 1.

    ``awaiting`` is the number of the convention for which the commune's deliberation is awaited there, else "".
    """

    name: str
    like: float
    awaiting: str


class OtherCampaigns:
    """What the other campaigns of a project could have to do with the acts that come back for one."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._campaign = known.sources.campaign

    def astray(self, act: Act, insee: str, target: Standing | None, text: str) -> Iterator[Astray]:
        """Yield what makes it doubtful that the act of a commune is for its ``target`` in this campaign."""
        recorded = self._known.elsewhere.get((insee, str(act.decided_on)), ())
        known = next((number for own, number in recorded if numbers_agree(own, act.number)), "")
        if known:
            yield Astray(
                "dossier",
                ("numero", "objet"),
                f"cette délibération est déjà enregistrée pour {known}, d’une autre campagne",
                "ne la gardez que si elle autorise aussi la convention de celle-ci : sinon, laissez-la",
            )
        elif not (target and (target.number in text or _is_recorded(act, target))):
            yield from self._voted_there(act, insee, text)

    def _voted_there(self, act: Act, insee: str, text: str) -> Iterator[Astray]:
        here = closest(act.object, (self._campaign.convention.titre, self._campaign.convention.objet))
        others = [
            _Other(name, like, self._known.awaited.get((name, insee), ""))
            for name, titles in self._titles.items()
            if (like := closest(act.object, titles)) >= THRESHOLD
        ]
        for one in sorted(others, key=lambda one: -one.like):
            if one.awaiting and one.awaiting in text:
                why = f"l’acte porte le numéro {one.awaiting}, de la campagne « {one.name} »"
            elif one.like > here:
                why = f"l’objet est plutôt celui de la campagne « {one.name} »"
            elif one.awaiting and one.like == here:
                why = f"{one.awaiting}, de la campagne « {one.name} » et de même objet, attend aussi une délibération"
            else:
                continue
            yield Astray(
                "campagne",
                ("objet",),
                why,
                "vérifiez de quelle convention le conseil a délibéré, et enregistrez cette délibération pour elle",
            )
            return

    @cached_property
    def _titles(self) -> Mapping[str, tuple[str, str]]:
        """The title and the object of each that can be read."""
        found = {}
        for name, folder in campaigns_of(self._known.project.root).items():
            if name != self._campaign.name:
                with suppress(DataError):
                    convention = read_campaign(folder)[0].convention
                    found[name] = convention.titre, convention.objet
        return found


def _is_recorded(act: Act, target: Standing) -> bool:
    known = target.deliberation
    return known is not None and act.is_that(known.number, str(known.decided_on))
