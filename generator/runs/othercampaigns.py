"""The other campaigns of a project: whether an act is recorded there already, or was voted for one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from generator.errors import DataError
from generator.inputs.campaignfile import read_campaign
from generator.intake.objects import THRESHOLD, closest
from generator.law.actnumbers import numbers_agree
from generator.law.acts import Act
from generator.project import campaigns_of
from generator.register.standing import Standing
from generator.runs.astray import Astray
from generator.runs.known import Known


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
