"""The differences of documents in the words of a clerk: headings, places, what is kept of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.dossiers.comparison import Segment
from generator.dossiers.outcomes import spoken
from generator.language.agreement import plural
from generator.language.lists import enumeration
from generator.language.places import de
from generator.runs.making.diff import DifferenceState, DiffReport, DocumentDifference
from generator.runs.making.grouping import Group

_CONTEXT = 60
_LEFT_NAMED = 5
_LEFT_OUT = " […] "
_STATES = {"added": "ajouté", "removed": "retiré", "reworded": ""}


def by_heading(report: DiffReport) -> dict[str, list[Group]]:
    """Gather the changes of the same documents: first what many communes share, then commune by commune."""
    found: dict[str, list[Group]] = {}
    for group in sorted(report.groups, key=_rank):
        found.setdefault(_heading(group, report), []).append(group)
    return found


def _rank(group: Group) -> tuple[bool, str]:
    alone = len(group.communes) == 1
    return alone, group.communes[0].insee if alone else ""


def _heading(group: Group, report: DiffReport) -> str:
    """Say which document of which communes changes; all but a few are said so."""
    names = [commune.nom for commune in group.communes]
    if len(names) == 1:
        return f"{names[0]}, {spoken(group.shown.kind)}"
    left = [name for name in report.participants if name not in names]
    if not left:
        which = "toutes les communes"
    elif len(left) <= _LEFT_NAMED < len(names):
        which = f"toutes les communes sauf {', '.join(left)}"
    else:
        which = ", ".join(names)
    return f"{spoken(group.shown.kind)}, {len(names)} communes ({which}) ; exemple {de(group.communes[0])}"


def places_of(group: Group) -> str:
    """Name the place; the rows of one table together."""
    state = _STATES[group.shown.change.state]
    together: dict[str, list[tuple[str, int]]] = {}
    for place in group.places:
        together.setdefault(place.section if place.row else str(place), []).append((str(place), place.row))
    named = [
        f"{section}, lignes {_listed([row for _, row in places])}" if len(places) > 1 else places[0][0]
        for section, places in together.items()
    ]
    return f"{' ; '.join(named)}{f' ({state})' if state else ''} :"


def _listed(numbers: list[int]) -> str:
    """Return « 3 à 9, 11 et 13 » for numbers in increasing order."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [
        part
        for run in runs
        for part in ([f"{run[0]} à {run[-1]}"] if len(run) > 2 else [str(number) for number in run])
    ]
    return enumeration(parts)


def _shortened(text: str, first: bool, last: bool) -> str:
    """Leave out what is far from a change: before the first one, after the last one, or between two."""
    if len(text) <= (_CONTEXT if first or last else 2 * _CONTEXT) + len(_LEFT_OUT):
        return text
    start = "" if first else (re.match(rf".{{0,{_CONTEXT}}}(?=\s)", text) or [""])[0]
    end = "" if last else (re.search(rf"(?<=\s).{{0,{_CONTEXT}}}$", text) or [""])[0]
    shown = f"{start}{_LEFT_OUT}{end}"
    return shown.lstrip() if first else shown.rstrip() if last else shown


def _by_commune(documents: Iterable[DocumentDifference]) -> Iterator[list[DocumentDifference]]:
    found: dict[tuple[str, str], list[DocumentDifference]] = {}
    for document in documents:
        found.setdefault((document.insee, document.reason), []).append(document)
    yield from found.values()


def total_of(report: DiffReport, output: str) -> str:
    """Say in one sentence how many documents would change, and how; ``output`` is what they are compared with."""
    same = plural(report.unchanged, "document resterait le même", "documents resteraient les mêmes")
    if not report.documents:
        return f"Aucune différence avec {output} : {same}, mot pour mot."
    counts: tuple[tuple[DifferenceState, str, str], ...] = (
        ("changed", "changerait de mots", "changeraient de mots"),
        ("layout", "de mise en forme", "de mise en forme"),
        ("replaced", "remplacé", "remplacés"),
        ("new", "nouveau", "nouveaux"),
        ("gone", "quitterait output/", "quitteraient output/"),
    )
    parts = [plural(len(report.in_state(state)), one, many) for state, one, many in counts if report.in_state(state)]
    return f"Documents : {', '.join(parts)}, {plural(report.unchanged, 'inchangé', 'inchangés')}. Rien n’a été écrit."


def shortened(segments: Sequence[Segment]) -> Iterator[Segment]:
    """Yield the words of a change; of words that stay, only those beside a change are kept."""
    last = len(segments) - 1
    for index, segment in enumerate(segments):
        kept = segment.mark == "="
        yield Segment(segment.mark, _shortened(segment.text, index == 0, index == last) if kept else segment.text)


def others_of(report: DiffReport) -> Iterator[str]:
    """Yield what has no word to show: layout, new documents and those that go."""
    titles: tuple[tuple[DifferenceState, str], ...] = (
        ("layout", "Mise en forme seule, mêmes mots"),
        ("replaced", "Remplacé"),
        ("new", "Nouveau"),
        ("gone", "Quitterait output/"),
    )
    for state, title in titles:
        told: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for documents in _by_commune(report.in_state(state)):
            key = documents[0].reason, tuple(document.kind for document in documents)
            told.setdefault(key, []).append(documents[0].commune)
        for (reason, kinds), names in told.items():
            line = f"{title} — {', '.join(names)} ({', '.join(kinds)}){'' if reason == 'nouveau' else f' : {reason}'}"
            yield line
