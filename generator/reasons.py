"""Why a document is made again, in words a clerk understands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.manifest import DocumentRecord, Inputs

SHOWN = 3


def explain(kind: str, insee: str, record: DocumentRecord | None, before: Inputs, now: Inputs) -> str:
    """Return what changed in the inputs of a document since it was made; « nouveau » when it never was."""
    if record is None:
        return "nouveau"
    reasons = [
        *_changes(before.communes.get(insee, {}), now.communes[insee]),
        *_changes(before.campaign, now.campaign, "campaign.toml, "),
    ]
    reasons += [
        f"{'logo' if name == 'logo' else 'modèle'} modifié"
        for name in (kind, "logo")
        if before.templates.get(name) != now.templates.get(name)
    ]
    if before.program != now.program:
        reasons.append("nouvelle version du programme")
    return shorten(reasons) or "données modifiées depuis la dernière fabrication"


def shorten(reasons: list[str]) -> str:
    """Return a short list of reasons in one line."""
    more = f" et {len(reasons) - SHOWN} autres changements" if len(reasons) > SHOWN + 1 else ""
    return " ; ".join(reasons[: SHOWN if more else None]) + more


def _changes(before: Mapping[str, str], now: Mapping[str, str], prefix: str = "") -> Iterator[str]:
    for name in [*now, *(name for name in before if name not in now)]:
        old, new = before.get(name, ""), now.get(name, "")
        if old != new:
            yield f"{prefix}{name} : {old or '(vide)'} → {new or '(vide)'}"
