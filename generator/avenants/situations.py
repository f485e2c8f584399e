"""Where the acts of a commune stand on a day, as the rule of the next action asks it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from generator.avenants.deadlines import duration_of
from generator.avenants.occasions import due_letters
from generator.dossiers.freshness import Freshness
from generator.dossiers.manifest import Manifest
from generator.dossiers.members import Member
from generator.dossiers.plan import lacks_signatory
from generator.dossiers.resends import Resend, resend_of
from generator.dossiers.situation import LetterDue, Situation, reminder_due
from generator.inputs.kinds import ENDING, MERGER, RENEWAL
from generator.inputs.sources import Sources
from generator.law.authorisation import authorising
from generator.law.duration import Duration
from generator.project import Project
from generator.register.standing import AvenantStanding, Standing
from generator.register.standings import Standings


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What situations are told of: the project's inputs, its register and what its output holds, on a day.

    ``freshness`` holds what the output was made of against the inputs; None without an output.
    """

    project: Project
    sources: Sources
    standings: Standings
    manifest: Manifest | None
    today: datetime.date
    patience: int
    freshness: Freshness | None = None

    def life(self, commune: Member) -> Duration | None:
        """Return how long the convention of a commune lasts, None before it is in force."""
        return duration_of(self.project, self.sources, self.standings, commune.insee)

    def resend(self, standing: Standing) -> Resend | None:
        """Return why an act is to be sent again, or its e-mail to be made again before it leaves; None if it is not."""
        if standing.state not in ("prepared", "sent", "complete"):
            return None
        mailing = standing.sending or standing.prepared
        return resend_of(mailing, self.manifest, self.project.output, self.project.register)

    def situation(self, commune: Member, standing: Standing | None) -> Situation:
        """Return the situation of a commune's convention, None before its first build, with that of its avenants."""
        end = self.sources.campaign.convention.terme
        if standing is None:
            return Situation(0, "draft", self.today, end, self.patience, numbered=False)
        life = self.life(commune)
        now = self._act(commune, standing, standing.signature.dossier.term if standing.signature else end)
        if life is None:
            row = commune.commune
            return replace(now, outdated=bool(self.freshness and row and self.freshness.outdated(row, standing)))
        known = {period.start for period in standing.renewals}
        coming = [period.start for period in life.renewals(self.today) if period.start not in known]
        ended = life.ended_before(self.today)
        return replace(
            now,
            unrecorded=next(iter(coming), None),
            notice_by=life.notice_by(self.today),
            ends_on=standing.ending.ends_on if standing.ending else life.term_on(self.today) if ended else None,
            avenants=() if ended else tuple(self._avenants(commune)),
        )

    def avenant(self, commune: Member, standing: AvenantStanding) -> Situation:
        """Return the situation of an avenant."""
        return self._act(commune, standing, standing.record.content.effect)

    def _avenants(self, commune: Member) -> list[Situation]:
        return [self.avenant(commune, one) for one in self.standings.avenants(commune.insee)]

    def _act(self, commune: Member, standing: Standing, limit: datetime.date) -> Situation:
        known, act, prepared = commune.commune or commune.kept, standing.deliberation, standing.prepared
        stale = resend_of(prepared, self.manifest, self.project.output, self.project.register)
        next_reminder = len(standing.reminders) + 1
        suites = self.sources.campaign.suites
        models = {RENEWAL: suites.reconduction, ENDING: suites.fin, MERGER: suites.fin}
        return Situation(
            standing.rank,
            standing.state,
            self.today,
            limit,
            self.patience,
            ready=prepared is not None and stale is None,
            resend=self.resend(standing) is not None,
            awaited_since=standing.awaited_since,
            answer_by=reminder_due(standing, self.patience),
            reminders=len(standing.reminders),
            reminding=any(one.reminder == next_reminder for one in standing.unsent if one.purpose == standing.purpose),
            unread=standing.act is not None and standing.act.unread,
            authorises=act is None or authorising(act) is not None,
            transmitted=act is None or act.transmitted_on is not None,
            withdrawn=standing.withdrawn,
            undesignated=known is not None and lacks_signatory(known, self.sources.campaign.epci, act),
            notified=standing.signature is not None and standing.signature.notified_on is not None,
            letters=tuple(
                LetterDue(
                    due.occasion.family,
                    due.occasion.by,
                    due.letter is not None,
                    due.ready,
                    due.sent,
                    models.get(due.occasion.family) is not None,
                )
                for due in due_letters(standing, self.today)
            ),
        )
