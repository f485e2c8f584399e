"""What the register knows of a campaign's dossiers: read once for many files, and kept up with what is recorded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from generator.dossiers.mergers import with_mergers
from generator.inputs.remembered import read_again
from generator.law.acts import Act, parse_identifier
from generator.law.answers import Answer
from generator.project import Project
from generator.register.answers import answers_of, answers_to
from generator.register.database import consistent, open_register
from generator.register.deliberations import PastAct, acts_elsewhere, awaited_elsewhere, identified, past_acts
from generator.register.standing import Standing
from generator.register.standings import standings, with_act_now


class Known:
    """The checked inputs and the register of a project at one moment, but for what is recorded through ``recording``.

    ``elsewhere`` and ``awaited`` are the deliberations of other campaigns, and what awaits one there. Raises DataError,
    RegisterError.
    """

    def __init__(self, project: Project) -> None:
        sources = read_again(project)
        self.project = project
        self._campaign = sources.campaign.name
        with open_register(project.register) as connection, consistent(connection):
            self.standings = standings(connection, self._campaign)
            self._answers = answers_to(connection, self._campaign)
            self._identified = identified(connection, self._campaign)
            self._past = past_acts(connection, self._campaign)
            self.elsewhere = acts_elsewhere(connection, self._campaign)
            self.awaited = awaited_elsewhere(connection, self._campaign)
        self.sources = with_mergers(sources, self.standings)

    def answers(self, document: str) -> tuple[Answer, ...]:
        """Return what the prefecture answered about the acts of a document, in the order in which it was recorded."""
        return self._answers.get(document, ())

    def named(self, answer: Answer) -> str:
        """Return the document whose recorded act, in force or not, has an answer's identifier; "" when none has."""
        return self._identified.get(answer.identifier, "") if parse_identifier(answer.identifier) else ""

    def is_past(self, target: Standing, sha256: str) -> bool:
        """Tell whether a file is one from which the deliberation of a document was recorded before another one."""
        sources = {one.source_sha256 for one in self._past if one.document == target.number}
        return target.act is not None and target.act.original.sha256 != sha256 and sha256 in sources

    def withdrawal(self, target: Standing, act: Act) -> PastAct | None:
        """Return the deliberation of a document that was withdrawn and not recorded again since, if an act is that."""
        now = target.deliberation
        if now and act.is_that(now.number, str(now.decided_on)):
            return None
        past = (one for one in self._past if one.document == target.number)
        found = [one for one in past if act.is_that(one.number, one.decided_on)]
        return found[-1] if found and found[-1].withdrawn_why else None

    @contextmanager
    def recording(self, document: str) -> Iterator[sqlite3.Connection]:
        """Open the register to record something of a document, which is read again then. Raises RegisterError."""
        with open_register(self.project.register, writing=True) as connection:
            yield connection
            self.standings = with_act_now(connection, self.standings, document)
            self._answers[document] = answers_of(connection, document)
            self._identified = identified(connection, self._campaign)
            self._past = past_acts(connection, self._campaign)
