"""The follow-up of a campaign for the Bureau: one line a dossier, on A4 landscape pages."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from generator.inputs.sources import Sources
from generator.rendering.fields import Fields, as_seen
from generator.rendering.rendering import Renderer
from generator.rendering.templates import Templates

#: Its template, the program's own: it lies beside this module.
_TEMPLATE = Path(__file__).with_name("suivi.docx")
#: What stands in an empty cell: a screen reader says that there is nothing.
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """One dossier, as texts; none is empty."""

    commune: str
    numero: str
    etat: str
    action: str
    echeance: str
    envoye_le: str
    deliberation: str
    signe_le: str
    terme: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """All dossiers on the day ``le``; ``resume`` counts them."""

    le: datetime.date
    resume: str
    lignes: tuple[FollowUpLine, ...]


def render_follow_up(sources: Sources, follow_up: FollowUp) -> bytes:
    """Return the DOCX of a follow-up, which bears its own day. Raises TemplateError."""
    campaign = sources.campaign
    day = datetime.datetime.combine(follow_up.le, datetime.time(), datetime.UTC)
    file = ("suivi", _TEMPLATE.name, _TEMPLATE.read_bytes())
    renderer = Renderer(Templates((file,), day, sources.logo, campaign.logo_texte))
    context = {
        "suivi": as_seen("suivi", follow_up),
        "epci": Fields("epci", {"nom": campaign.epci.nom, "sigle": campaign.epci.sigle}),
        "convention": Fields("convention", {"objet": campaign.convention.objet}),
    }
    return renderer.render("suivi", context, f"suivi du {follow_up.le.isoformat()}")
