"""Why a document is made again, in words a clerk understands."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping

from generator.dossiers.plan import PlannedDocument
from generator.dossiers.records import DocumentRecord, Inputs
from generator.language.dates import date_longue
from generator.register.deliberations import LABELS

SHOWN = 3


def explain(
    planned: PlannedDocument, record: DocumentRecord | None, before: Inputs, now: Inputs, columns: frozenset[str]
) -> str:
    """Return what changed in the inputs of a document since it was made; « nouveau » when it never was.

    ``columns`` are those of communes.csv that the document reads: a change of another one is no reason, and is
    told only when nothing else changed.
    """
    if record is None:
        return "nouveau"
    if planned.period:
        return "évaluation ou présentation modifiée"
    insee, kind = planned.insee, planned.kind
    row_before, row_now = before.communes.get(insee, {}), now.communes[insee]
    changes = dict(_changes(row_before, row_now))
    reasons = [text for name, text in changes.items() if name in columns]
    reasons += _deliberation(before.acts.get(insee, {}), now.acts.get(insee, {}))
    contents = before.avenants.get(planned.number, {}), now.avenants.get(planned.number, {})
    reasons += [f"évaluation, {_named(text)}" for _, text in _changes(*contents)]
    reasons += [f"campaign.toml, {text}" for _, text in _changes(before.campaign, now.campaign)]
    reasons += [
        f"{'logo' if name == 'logo' else 'modèle'} modifié"
        for name in (kind, "logo")
        if before.templates.get(name) != now.templates.get(name)
    ]
    if before.program != now.program:
        reasons.append("nouvelle version du programme")
    reasons = reasons or list(changes.values())
    return shorten(reasons) or "données modifiées depuis la dernière fabrication"


def shorten(reasons: list[str]) -> str:
    """Return a short list of reasons in one line."""
    more = f" et {len(reasons) - SHOWN} autres changements" if len(reasons) > SHOWN + 1 else ""
    return " ; ".join(reasons[: SHOWN if more else None]) + more


def _deliberation(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Say that the deliberation came back, or in what it was replaced."""
    if not before and now:
        day = date_longue(datetime.date.fromisoformat(now["decided_on"]))
        return [f"délibération n° {now['number']} du {day} enregistrée"]
    labels = {name: f"{label} :" for name, label in LABELS.items()}
    told = [(labels.get(name, f"{name} :"), text.partition(" :")[2]) for name, text in _changes(before, now)]
    return [f"délibération, {label}{text}".replace("None", "(vide)") for label, text in told]


def _named(text: str) -> str:
    """Return a change of an avenant's content without the names of the groups it is kept in."""
    return re.sub(r"^\.((figures|slot)\.)?", "", text).replace("None", "(vide)")


def _changes(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in [*now, *(name for name in before if name not in now)]:
        old, new = before.get(name, ""), now.get(name, "")
        if old != new:
            yield name, f"{name} : {old or '(vide)'} → {new or '(vide)'}"
