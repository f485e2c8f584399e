"""The words of every document: a dossier's context once, each template rendered, derived documents computed."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, NoReturn

from generator.dossiers.dossier import Dossier, PlannedDocument
from generator.errors import ConventionsError
from generator.rendering.templates import Templates
from generator.stages.tasks import Task, Written
from generator.workers import FOREIGN, Workers

if TYPE_CHECKING:  # most processes that write know no avenant
    from generator.avenants.planned import Planned


class Writer:
    """Writes the documents of a plan, of conventions, avenants and reports, dossier by dossier among workers.

    ``before`` is called before that, with how many there are: what it starts goes on meanwhile.
    """

    def __init__(self, planned: Planned, workers: Workers, before: Callable[[int], None] | None = None) -> None:
        self._templates = Templates.of(planned.plan.sources)
        self._annexes = planned.plan.sources.annexes
        self._campaign = planned.plan.campaign
        self._avenants = {avenant.number: avenant for avenant in planned.avenants}
        self._assessed = {found.planned.key: found for found in planned.assessed}
        self._sequels = {_key(sequel.dossier): sequel for sequel in planned.sequels}
        self._workers = workers
        self._before = before

    def write(
        self, wanted: Sequence[tuple[Dossier | None, PlannedDocument]]
    ) -> Iterator[tuple[PlannedDocument, Written | ConventionsError]]:
        """Yield each document with its words, or with why it cannot be written, in no promised order."""
        for _, planned in wanted:
            if planned.piece.annexe:
                yield planned, Written(self._annexes[planned.kind], frozenset())
        tasks = list(self._tasks([(dossier, planned) for dossier, planned in wanted if not planned.piece.annexe]))
        if not tasks:
            return
        if self._before:
            self._before(len(wanted))
        # Here, not above: what writes takes a noticeable time to load, and a build of nothing writes nothing.
        from generator.stages.authors import write_task

        write = functools.partial(write_task, self._templates, self._campaign)
        anywhere = [task for task in tasks if not task.needs_register]
        share = functools.partial(
            self._workers.imap,
            write,
            lost=functools.partial(_given_up, self._templates),
            worth=self._templates.worth,
            limits=FOREIGN,
        )
        same: dict[frozenset[str], frozenset[str]] = {}  # thousands of documents depend on a few sets of columns
        for task, written in chain(
            share(anywhere, remote=write), share([task for task in tasks if task.needs_register])
        ):
            for planned, one in zip(task.documents, written, strict=True):
                if isinstance(one, Written):
                    one = replace(one, columns=same.setdefault(one.columns, one.columns))
                yield planned, one

    def _tasks(self, wanted: Sequence[tuple[Dossier | None, PlannedDocument]]) -> Iterator[Task]:
        """Gather the documents of each dossier, which share one context."""
        dossiers: dict[tuple[str, str], tuple[Dossier, list[PlannedDocument]]] = {}
        for dossier, planned in wanted:
            if dossier is None:
                yield Task((planned,), assessed=self._assessed[planned.key])
            else:
                dossiers.setdefault(_key(dossier), (dossier, []))[1].append(planned)
        for key, (dossier, documents) in dossiers.items():
            sequel = self._sequels.get(key)
            avenant = None if sequel else self._avenants.get(dossier.number)
            yield Task(tuple(documents), dossier, avenant, sequel=sequel)


def _given_up(templates: Templates, task: Task) -> NoReturn:
    raise templates.given_up(task.documents[0].commune)  # the others would take as long


def _key(dossier: Dossier) -> tuple[str, str]:
    return dossier.number, dossier.sequel
