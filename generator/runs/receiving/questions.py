"""The questions of an intake: the session that answers them, and their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from generator.errors import ConventionsError, DataError, UsageError
from generator.runs.receiving.correspondence import Addressed
from generator.runs.receiving.reception import Consent, Reception
from generator.runs.receiving.returned import Returned, ShownField


class Turn(Enum):
    """What a person answers instead of a value: back to the question before, or out of the intake."""

    BACK = "<"
    LEAVE = "q"


@dataclass(frozen=True, slots=True)
class Unattended:
    """Whoever is shown the deliberations of an intake, asked about them, and told what became of each: here nobody.

    What has no doubt is recorded, and nothing is shown; a session at a terminal is told more and asks a person.
    ``despite`` tells that irregular deliberations are to be recorded too: without a reason this is a UsageError.
    """

    despite: bool = False

    def show(self, returned: Returned) -> None:
        """Show a deliberation as it was read, with what the law says of it."""

    def look_at(self, shown: ShownField, error: DataError | None) -> str | Turn | None:
        """Return a field as a person confirms or corrects it, None when nobody looked.

        ``error`` says what was not understood of the answer before.
        """
        return None

    def records(self, returned: Returned) -> bool | Turn:
        """Tell whether a deliberation, its doubts lifted, is to be recorded."""
        return True

    def consents(self, returned: Returned) -> Consent | None:
        """Return why an irregular deliberation is to be recorded all the same, None when it is not."""
        if self.despite:
            raise UsageError(
                f"{returned.name} : cette délibération paraît irrégulière ; dites pourquoi elle est enregistrée malgré "
                "tout (--why), et sur quel avis (--advice)."
            )
        return None

    def replaces(self, returned: Returned) -> bool:
        """Tell whether a deliberation takes the place of the one that is recorded, which says something else."""
        return False

    def recorded(self, returned: Returned, *, new: bool) -> None:
        """Be told that a deliberation is in the register; ``new`` is false when it was there before."""

    def left_aside(self, returned: Returned) -> None:
        """Be told that a deliberation is about something else than the campaign."""

    def superseded(self, returned: Returned) -> None:
        """Be told that another deliberation is in force since one was recorded from this file, which is left aside."""

    def show_answer(self, addressed: Addressed) -> None:
        """Show what the prefecture answered, and about which dossier."""

    def takes(self, addressed: Addressed) -> bool:
        """Tell whether an answer is to be kept; one that contradicts the register takes the place of what it says."""
        return not addressed.conflict

    def answer_kept(self, addressed: Addressed, *, new: bool, completes: bool) -> None:
        """Be told that an answer is kept, whether it is ``new``, and whether it ``completes`` a recorded act."""

    def not_read(self, name: str, why: str) -> None:
        """Be told that a file that lies in another one is left aside."""

    def kept(self, path: Path, answers: Mapping[str, str]) -> None:
        """Be told what a person answered of a deliberation that is not recorded in the end, by field."""

    def failed(self, path: Path, error: ConventionsError) -> None:
        """Be told why the rest of a file was given up."""


class LeftError(Exception):
    """Whoever is asked leaves the intake; what was recorded before stays."""


@dataclass(slots=True)
class Questions:
    """The questions on one deliberation: ``answers`` are the fields that somebody looked at, as they wrote them."""

    reception: Reception
    session: Unattended
    returned: Returned
    answers: dict[str, str]
    _asked: list[str] = field(default_factory=list)
    _passed: set[str] = field(default_factory=set)

    def ask(self) -> bool:
        """Ask for each field in doubt, then whether to record the deliberation; raises LeftError."""
        again = ""
        while True:
            name = again or self._next
            said = self._look_at(name) if name else self.session.records(self.returned)
            again = ""
            if said is Turn.LEAVE:
                raise LeftError
            if said is Turn.BACK:
                again = self._asked.pop() if self._asked else name
            elif not name:
                return said is True

    @property
    def _next(self) -> str:
        """The first field to confirm that was not asked for, "" when there is none."""
        done = self._passed.union(self.answers)
        return next((one.name for one in self.returned.shown if one.to_confirm and one.name not in done), "")

    def _look_at(self, name: str) -> Turn | None:
        """Ask for a field until it is understood, or nobody looks; return where the person turns instead."""
        error: DataError | None = None
        while True:
            shown = next(one for one in self.returned.shown if one.name == name)
            answer = self.session.look_at(shown, error)
            if isinstance(answer, Turn):
                return answer
            if answer is None:
                self._passed.add(name)
                return None
            try:
                returned = self.reception.corrected(self.returned, {name: answer})
            except DataError as misunderstood:
                error = misunderstood
                continue
            if name in returned.missing:
                error = DataError(f"{shown.label} : rien ne s’enregistre sans cette réponse ; écrivez-la.")
                continue
            self.returned, self.answers[name] = returned, answer
            self._asked.append(name)
            return None
