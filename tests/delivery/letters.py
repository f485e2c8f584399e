"""What letters are written from in these tests: the real campaign and Haveluy, before and after its vote."""

from __future__ import annotations

import datetime
from typing import Any

from generator.delivery.letter import Letter, LetterTemplate
from generator.inputs.sources import Sources, read_sources
from generator.law.acts import Act
from generator.project import Project
from generator.rendering.context import make_context

NUMBER = "MED_NUM-2025-017"
#: The seed's deliberation.
ACT = Act(
    "215902925",
    "2025-02-10",
    datetime.date(2025, 4, 2),
    sent_on=datetime.date(2025, 4, 7),
    received_on=datetime.date(2025, 4, 7),
    authorises_signature=True,
    authorises_avenants=True,
)


def context_of(sources: Sources, act: Act | None = None, insee: str = "59292") -> dict[str, Any]:
    """Return what a letter can name for one commune, Haveluy unless told otherwise."""
    (commune,) = (commune for commune in sources.participants if commune.insee == insee)
    return make_context(commune, sources.campaign, NUMBER, act)


def written(project: Project, template: str | bytes, act: Act | None = None) -> Letter:
    """Return the letter that a template gives for Haveluy."""
    sources = read_sources(project)
    data = template.encode() if isinstance(template, str) else template
    return LetterTemplate(data).write(context_of(sources, act), sources.campaign, "Haveluy")
