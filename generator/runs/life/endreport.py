"""What is recorded of an end, or would be, in a sentence and in JSON, and what leaves a doubt about it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.avenants.occasions import taken_back, to_end, to_merge
from generator.errors import ConventionsError, Problem
from generator.inputs.communes import slug
from generator.language.dates import date_longue
from generator.law.duration import ONE_DAY
from generator.law.endingfacts import CAUSE_NAMES
from generator.law.findings import Finding, Rule
from generator.register.endings import Ending
from generator.register.standing import AvenantStanding, Standing
from generator.register.standings import Standings
from generator.runs.making.buildreport import BuildReport


@dataclass(frozen=True, slots=True)
class EndReport:
    """What was recorded, or would be; ``into`` is the name of the commune nouvelle, "" without a merger.

    ``replaced`` is the end whose place it takes, None for a first one. ``build`` made its documents, None when nothing
    was to be made.
    """

    commune: str
    insee: str
    number: str
    ending: Ending
    findings: tuple[Finding, ...]
    into: str = ""
    undone: bool = False
    replaced: Ending | None = None
    recorded: bool = True
    build: BuildReport | None = None

    @property
    def told(self) -> str:
        """What is recorded, in a sentence."""
        named, ending = f"{self.commune}, {self.number}", self.ending
        if self.undone:
            what = f"la {'fusion' if ending.merges else 'fin'} du {date_longue(ending.ends_on)}"
            return f"{named} : {what} est annulée ; la convention continue."
        if ending.merges:
            first = date_longue(ending.ends_on + ONE_DAY)
            return (
                f"{named} : la convention continue ; la commune nouvelle ({self.into}) y prend la place de la commune "
                f"le {first} (CGCT, art. L. 2113-2)."
            )
        instead = f", et non plus le {said(self.replaced)}" if self.replaced else ""
        return f"{named} : la convention prend fin le {said(ending)}{instead}."

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The warnings of law, then those of the build."""
        found = tuple(finding.as_problem(commune=self.commune) for finding in self.findings)
        return (*found, *(self.build.problems if self.build else ()))

    @property
    def error(self) -> type[ConventionsError] | None:
        """What it ends with: what the build does."""
        return self.build.error if self.build else None

    def as_json(self) -> dict[str, Any]:
        """Return the end, dates as YYYY-MM-DD, with the manifest of the build if there was one."""
        ending = self.ending
        item = {
            "commune": self.commune,
            "insee": self.insee,
            "number": self.number,
            "cause": ending.cause,
            "by": ending.author,
            "received_on": ending.received_on and ending.received_on.isoformat(),
            "notice_on": ending.notice_on and ending.notice_on.isoformat(),
            "ends_on": ending.ends_on.isoformat(),
            "into": ending.into_insee,
            "why": ending.why,
            "undone": self.undone,
            "replaced": self.replaced and self.replaced.ends_on.isoformat(),
            "recorded": self.recorded,
        }
        return (self.build.as_json() if self.build else {}) | item


def said(ending: Ending) -> str:
    """Return the last day of an end, and its cause."""
    return f"{date_longue(ending.ends_on)} ({CAUSE_NAMES[ending.cause]})"


def unchanged(name: str) -> Finding:
    """Return the doubt that a row still says the former commune: its letter would be in that name and that mayor's."""
    return Rule("fin").warning(
        f"la ligne de la commune nouvelle dit encore {name}, le nom de l’ancienne : la lettre est à ce nom, et au maire"
        " que cette ligne donne ; s’ils changent, corrigez-la, puis refaites la lettre avant de l’envoyer"
        f" (conventions build {slug(name)} --force)."
    )


def in_place_of(
    former: Ending, ending: Ending, standings: Standings, convention: Standing, today: datetime.date
) -> Iterator[Finding]:
    """Find what an end that takes the place of another one leaves behind."""
    yield from taken_back(convention, to_end(former))
    if former.ends_on < min(today, ending.ends_on):
        yield Rule("dates").warning(
            f"la convention a pris fin le {date_longue(former.ends_on)} : rien ne la fait revivre ensuite ; ne"
            " repoussez ce jour que s’il était faux."
        )
    for avenant in standings.documents:
        if isinstance(avenant, AvenantStanding) and avenant.record.convention == convention.number:
            effect = avenant.record.content.effect
            if avenant.state == "cancelled" and former.ends_on < effect <= ending.ends_on:
                yield Rule("avenant").warning(
                    f"l’avenant n° {avenant.rank} ({avenant.number}), que la fin du {date_longue(former.ends_on)}"
                    " annulait, le reste ; s’il est encore voulu, redemandez-le (conventions amend)."
                )


def given_up(ending: Ending, today: datetime.date) -> Iterator[Finding]:
    """Find an end of another day than today, which is taken back for other reasons than a slip."""
    if ending.recorded_on is not None and ending.recorded_on < today:
        last = date_longue(ending.ends_on)
        otherwise = "pas ce jour-là" if ending.merges else f"si les deux parties y ont renoncé avant le {last}"
        yield Rule("fin").warning(
            f"{CAUSE_NAMES[ending.cause]} enregistrée le {date_longue(ending.recorded_on)} : elle ne s’annule que si"
            f" elle n’a pas eu lieu, ou {otherwise} ; gardez-en la preuve, et voyez ce qui a été signé, annulé ou"
            " envoyé depuis."
        )


def letters_left(standings: Standings, convention: Standing, ending: Ending) -> Iterator[Finding]:
    """Find the letters about an end that left: of its convention and of those that took the same merger over."""
    concerned = [one for one in standings.documents if one.number == convention.number or ending in one.inherited]
    for one in concerned:
        yield from taken_back(one, to_merge(one)[ending] if ending.merges else to_end(ending))
