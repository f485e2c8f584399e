"""What a check attempts: all that it renders, and what is kept of each document, so that few can stand for all."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NoReturn, TypeVar

from generator.dossiers.fingerprints import sha256
from generator.errors import TemplateError
from generator.inputs.campaign import Campaign
from generator.inputs.sources import Sources
from generator.progress import Clock
from generator.rendering.costs import is_tame
from generator.rendering.templates import Templates
from generator.stages.trials import Document, Kit, Trial
from generator.workers import FOREIGN, Workers

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Specimen:
    """What is kept of a document that was rendered; ``trial`` and ``rank`` tell how to render it again.

    ``size`` is that of its DOCX, in bytes: of one template, the longest text has the most.
    """

    trial: int
    rank: int
    file: str
    commune: str
    passed: frozenset[int]
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Attempts:
    """What came of trials: what went wrong, in their order, and the documents."""

    failed: tuple[TemplateError, ...]
    specimens: tuple[Specimen, ...]


@dataclass(frozen=True, slots=True)
class Trials:
    """All that a check renders of a campaign: first what is to be made now, then what follows."""

    usual: Sequence[Trial]
    later: Sequence[Trial]
    sources: Sources

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.usual) + len(self.later)

    def attempt_all(self, workers: Workers, clock: Clock) -> Attempts:
        """Render them, the later ones when the others can be. Raises Cancelled."""
        usual = self._attempts(0, self.usual, workers, clock)
        if usual.failed:
            return usual
        later = self._attempts(len(self.usual), self.later, workers, clock)
        return Attempts(later.failed, usual.specimens + later.specimens)

    def render_again(self, specimens: Collection[Specimen], workers: Workers) -> Iterator[tuple[Specimen, Document]]:
        """Yield documents that were rendered before, each with its specimen. Raises Cancelled."""
        trials = (*self.usual, *self.later)
        wanted = sorted(specimens, key=attrgetter("trial", "rank"))
        work = [(trials[rank], tuple(found)) for rank, found in groupby(wanted, attrgetter("trial"))]
        for (_, asked), documents in self._shared(_documents, work, workers):
            yield from zip(asked, documents, strict=True)

    def _attempts(self, first: int, trials: Sequence[Trial], workers: Workers, clock: Clock) -> Attempts:
        found: dict[int, Attempts] = {}
        for (rank, _), attempts in self._shared(_attempts, list(enumerate(trials, first)), workers):
            found[rank] = attempts
            clock.step("")
        ordered = [found[rank] for rank in sorted(found)]
        return Attempts(
            tuple(error for one in ordered for error in one.failed),
            tuple(specimen for one in ordered for specimen in one.specimens),
        )

    def _shared(
        self, function: Callable[[Templates, Campaign, Mapping[str, bytes], T], R], work: Sequence[T], workers: Workers
    ) -> Iterator[tuple[T, R]]:
        templates, letters = Templates.of(self.sources), self.sources.letters
        worth = templates.worth if all(map(is_tame, letters.values())) else 1
        attempt = functools.partial(function, templates, self.sources.campaign, letters)
        lost = functools.partial(_given_up, templates)
        return workers.imap(attempt, work, lost=lost, worth=worth, limits=FOREIGN)


def _given_up(templates: Templates, _: object) -> NoReturn:
    raise templates.given_up("")  # the others would take as long


def _attempts(
    templates: Templates, campaign: Campaign, letters: Mapping[str, bytes], numbered: tuple[int, Trial]
) -> Attempts:
    number, trial = numbered
    failed, specimens = list[TemplateError](), list[Specimen]()
    for outcome in trial(Kit(templates, campaign, letters)):
        if isinstance(outcome, TemplateError):
            failed.append(outcome)
            continue
        name, docx = outcome.piece.template.name, outcome.docx
        specimens.append(
            Specimen(number, len(specimens), name, outcome.commune, outcome.passed, len(docx), sha256(docx))
        )
    return Attempts(tuple(failed), tuple(specimens))


def _documents(
    templates: Templates, campaign: Campaign, letters: Mapping[str, bytes], asked: tuple[Trial, tuple[Specimen, ...]]
) -> list[Document]:
    trial, specimens = asked
    outcomes = trial(Kit(templates, campaign, letters))
    documents = [outcome for outcome in outcomes if isinstance(outcome, Document)]
    return [documents[specimen.rank] for specimen in specimens]
