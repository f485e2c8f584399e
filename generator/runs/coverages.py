"""The coverage of templates as a clerk reads it: which passage stands in whose dossiers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.language.agreement import plural
from generator.runs.check import Coverage


def coverage_lines(coverage: Sequence[Coverage]) -> Iterator[str]:
    """Yield the lines that say, template by template, in whose dossiers each conditional passage stands.

    Passages of the same dossiers stand together, those of none first. What a condition prints when it does not hold is
    told only if it is a text.
    """
    printed = [item for item in coverage if item.branch.text]
    for file in dict.fromkeys(item.file for item in printed):
        yield f"{file}"
        own = sorted(
            (item for item in printed if item.file == file), key=lambda item: (len(item.communes), _codes(item))
        )
        for _, group in groupby(own, _codes):
            passages = list(group)
            yield f"  {_dossiers(passages[0])} :"
            for item in passages:
                yield f"    {_passage(item)}"


def coverage_summary(coverage: Sequence[Coverage]) -> str:
    """Return how many passages stand in no dossier."""
    printed = [item for item in coverage if item.branch.text]
    missed = sum(not item.communes for item in printed)
    told = f"dont {missed} qui ne sont dans aucun dossier" if missed else "tous dans un dossier au moins"
    return f"{plural(len(printed), 'passage conditionnel', 'passages conditionnels')}, {told}."


def _passage(coverage: Coverage) -> str:
    """Return what a passage says and where; under which condition when it has no words of its own."""
    branch = coverage.branch
    words = any(map(str.isalpha, branch.text))
    return f"{branch.place} : « {branch.text} »" if words else f"{branch.place} : ce qui s’imprime {branch.label}"


def _codes(coverage: Coverage) -> tuple[str, ...]:
    return tuple(commune.insee for commune in coverage.communes)


def _dossiers(coverage: Coverage) -> str:
    """Return whose dossiers they are, in the shortest words that name them all."""
    communes, others = coverage.communes, coverage.others
    if not communes:
        return "Dans aucun dossier"
    if not others:
        return "Dans tous les dossiers"
    if len(communes) <= len(others):
        return f"Dans {plural(len(communes), 'dossier')} ({', '.join(commune.nom for commune in communes)})"
    return f"Dans tous les dossiers, sauf {', '.join(commune.nom for commune in others)}"
