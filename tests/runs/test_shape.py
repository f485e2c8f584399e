"""One door to every run: the same shape, whoever calls."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import typing
from types import ModuleType

import pytest

import generator.runs
from generator.progress import Progress
from generator.runs.report import Report

#: What several runs share, what the doors look like, and words of reports that terminal and page both show.
SHARED = {
    "answers",
    "astray",
    "buildreport",
    "campaignedit",
    "clauses",
    "compared",
    "correspondence",
    "coverages",
    "days",
    "destination",
    "differences",
    "dispatch",
    "dossierstatus",
    "endreport",
    "fictions",
    "following",
    "foreigntable",
    "grouping",
    "inherited",
    "known",
    "leaves",
    "outgoing",
    "ownvalues",
    "placement",
    "questions",
    "reasons",
    "reception",
    "report",
    "restorereport",
    "returned",
    "returns",
    "rowchanges",
    "sheets",
    "signable",
    "signedfiles",
    "signreport",
    "statustable",
    "subject",
    "takeoverreport",
    "templatetext",
}
MODULES = {
    found.name.rpartition(".")[2]: found.name
    for found in pkgutil.walk_packages(generator.runs.__path__, "generator.runs.")
    if not found.ispkg
}


def module(name: str) -> ModuleType:
    """Return a module of runs/."""
    return importlib.import_module(MODULES[name])


@pytest.mark.parametrize("name", sorted(MODULES.keys() - SHARED))
def test_a_run_takes_a_request_and_gives_a_report(name: str) -> None:
    """``run(project, Request, progress) -> Report``; what the report promises is there, and can be written as JSON."""
    run = module(name).run
    hints = typing.get_type_hints(run)
    place, request, progress = inspect.signature(run).parameters
    assert place in ("project", "start")
    assert (request, progress) == ("request", "progress")
    assert hints["request"].__name__.endswith("Request")
    assert hints["progress"] is Progress
    report = hints["return"]
    assert report.__name__.endswith("Report")
    promised = {name for name in vars(Report) if not name.startswith("_")}
    declared = {field for base in report.__mro__ for field in (*vars(base), *getattr(base, "__annotations__", {}))}
    assert promised <= declared


def test_what_is_no_run_is_shared_by_several() -> None:
    """A module without a door is one of those that runs share."""
    assert {name for name in MODULES if not hasattr(module(name), "run")} == SHARED
