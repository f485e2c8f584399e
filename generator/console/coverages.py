"""The coverage of templates as a clerk reads it: which communes have each conditional passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.runs.check import Coverage

TITLES = ("Modèle", "Endroit", "Quand", "Texte", "Communes")


def coverage_rows(coverage: Sequence[Coverage]) -> Iterator[tuple[str, ...]]:
    """Yield one row per branch, under ``TITLES``."""
    for item in coverage:
        branch = item.branch
        text = f"« {branch.text} »" if branch.text else "(aucun texte)"
        yield item.file, branch.place, branch.label, text, _names(item)


def coverage_summary(coverage: Sequence[Coverage]) -> str:
    """Return how many branches no commune exercises."""
    missed = sum(not item.communes for item in coverage)
    told = f"dont {missed} qu’aucune commune n’exerce" if missed else "toutes exercées par une commune au moins"
    return f"{len(coverage)} passages conditionnels, {told}."


def _names(coverage: Coverage) -> str:
    """Return all the communes in the shortest words that name them."""
    communes, others = coverage.communes, coverage.others
    if not communes:
        return "aucune"
    if not others:
        return f"toutes ({len(communes)})"
    if len(communes) <= len(others):
        return f"{len(communes)} : {', '.join(commune.nom for commune in communes)}"
    return f"{len(communes)}, toutes sauf {', '.join(commune.nom for commune in others)}"
