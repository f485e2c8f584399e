"""Where a deliberation that came back belongs: its commune, its dossier, and what makes either doubtful."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.dossiers.fingerprints import sha256
from generator.dossiers.members import HOLDS, members_of
from generator.inputs.communes import Commune
from generator.intake.examined import act_of, sitting_of
from generator.intake.fields import ReadDeliberation
from generator.intake.judged import judged
from generator.intake.objects import concerns
from generator.intake.pageorder import misplaced, unended
from generator.law.acts import Act
from generator.law.deliberations import examine_act
from generator.law.examination import examine_sitting
from generator.law.findings import Rule
from generator.papers.notes import noted
from generator.papers.received import SourceText
from generator.register.originals import Source
from generator.register.standing import Standing
from generator.runs.receiving.astray import (
    Astray,
    OtherCampaigns,
    questioned,
    remarks,
    stray_absent,
    stray_commune,
    stray_party,
    stray_withdrawn,
)
from generator.runs.receiving.correspondence import target_of
from generator.runs.receiving.destination import examine_target, stray_day
from generator.runs.receiving.known import Known
from generator.runs.receiving.returned import Returned


class Placement:
    """Places deliberations among the communes and the dossiers of a project, as they are ``known`` to be."""

    def __init__(self, known: Known, today: datetime.date) -> None:
        self._known = known
        self._today = today
        self._campaign = known.sources.campaign
        members = members_of(known.sources, known.standings)
        self._absences = {one.insee: one.absence for one in members if one.absence != HOLDS}
        # A commune nouvelle is read once; the deliberations of those that it took in are theirs.
        rows = ((one.kept or one.commune) if one.former else (one.commune or one.kept) for one in members)
        self.communes = tuple(commune for commune in rows if commune)
        former = {one.kept.insee for one in members if one.former and one.kept}
        self._others = tuple(commune for commune in self.communes if commune.insee not in former)
        self._elsewhere = OtherCampaigns(known)

    def place(self, source: SourceText, deliberation: ReadDeliberation, parcel: Source | None) -> Returned:
        """Return a deliberation with what the law says of it, and the document that it authorises."""
        insee = deliberation.fields["commune"].value
        commune = next((one for one in self.communes if one.insee == insee), None)
        sitting, act = sitting_of(deliberation, commune), act_of(deliberation, commune)
        convention = self._campaign.convention
        ours = concerns(deliberation, (convention.titre, convention.objet))
        text = " ".join(source.pages)
        sources, standings = self._known.sources, self._known.standings
        target = target_of(sources, standings, act.object, commune, text) if ours and commune else None
        astray = tuple(self._astray(act, commune, target, text, ours=ours))
        deliberation = questioned(deliberation, astray if ours else ())
        found = (
            *examine_sitting(sitting),
            *examine_act(act, self._today, ours=ours),
            *examine_target(act, sitting, target, standings, self._campaign, text),
            *remarks(astray, ours=ours),
            *(
                Rule("pages").warning(f"{why}.")
                for why in (misplaced(source.pages), unended(deliberation, source.pages))
                if why and ours
            ),
            *(Rule("notes").warning(noted(source.notes)) for _ in source.notes[:1] if ours),
        )
        findings = judged(deliberation, found)
        past = target is not None and self._known.is_past(target, sha256(source.data))
        return Returned(source, deliberation, commune, sitting, act, findings, ours, target, parcel, past)

    def _astray(
        self, act: Act, commune: Commune | None, target: Standing | None, text: str, *, ours: bool
    ) -> Iterator[Astray]:
        """Yield what makes it doubtful that an act is for the commune and the dossier where it would be recorded."""
        if ours:
            yield from stray_commune(act, commune, self._others)
            yield from stray_party(act, self._campaign.epci)
            yield from stray_day(act, target, self._campaign, text)
        if target and commune:
            yield from stray_withdrawn(self._known.withdrawal(target, act))
            yield from stray_absent(commune, self._absences.get(target.insee, ""))
        if commune:
            yield from self._elsewhere.astray(act, commune.insee, target, text)
