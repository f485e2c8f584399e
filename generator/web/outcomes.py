"""What becomes of the documents, as the pages of a build tell it: commune by commune, counted, completed."""

from __future__ import annotations

from collections.abc import Sequence

from generator.dossiers.outcomes import Outcome
from generator.inputs.kinds import RECUEIL, volume_of
from generator.language.agreement import named, plural
from generator.runs.making.buildreport import BuildReport


def by_commune(outcomes: Sequence[Outcome]) -> list[tuple[str, str, list[tuple[str, list[str]]]]]:
    """Return code, name, and for each reason the kinds of document, commune by commune."""
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for one in outcomes:
        found.setdefault((one.insee, one.commune), {}).setdefault(one.told, []).append(one.said)
    return [(insee, name, list(reasons.items())) for (insee, name), reasons in found.items()]


def marked(report: BuildReport, *, ahead: bool) -> list[str]:
    """Say which dossiers a build completes, or would, and which wait for something again."""
    done, again = len(report.completed), len(report.reopened)
    completed = ("dossier à compléter", "dossiers à compléter") if ahead else ("dossier complété", "dossiers complétés")
    reopened = (
        ("dossier ne serait plus complet", "dossiers ne seraient plus complets")
        if ahead
        else ("dossier n’est plus complet", "dossiers ne sont plus complets")
    )
    told = [f"{plural(done, *completed)} : {named(report.completed)}."] if done else []
    return [*told, *([f"{plural(again, *reopened)} : {named(report.reopened)}."] if again else [])]


def counts(outcomes: Sequence[Outcome], completed: Sequence[str] = ()) -> dict[str, int]:
    """Count what a build makes, by what it is, and what it leaves; ``completed`` are the communes of full dossiers."""
    built = [one for one in outcomes if one.state == "built"]
    return {
        "communes": len({one.insee for one in built if one.insee}),
        "documents": sum(one.group == "document" for one in built),
        "packs": sum(one.group == "pack" for one in built),
        "recueil": sum(volume_of(one.kind)[0] == RECUEIL for one in built),
        "completed": len(completed),
        "unchanged": sum(one.state == "unchanged" for one in outcomes),
        "frozen": sum(one.state == "frozen" for one in outcomes),
    }
