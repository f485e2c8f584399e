"""The template of a convention against the planning of campaign.toml."""

from __future__ import annotations

from dataclasses import replace

from generator.inputs.kinds import CONVENTION
from generator.inspection.figures import check_figures, figures_of
from tests.conftest import shipped_sources
from tests.rendering.templates import template


def test_the_shipped_convention_agrees_with_its_planning_and_another_is_told_where() -> None:
    """Once for all communes, whatever their slots; a total is that of each of them."""
    sources = shipped_sources()
    campaign, communes, docx = sources.campaign, sources.participants, sources.templates[CONVENTION]
    assert campaign.planning is not None
    assert list(check_figures(docx, "convention.docx", campaign, communes)) == []
    other = replace(campaign, planning=replace(campaign.planning, rendez_vous=30))
    half_day, appointments = check_figures(docx, "convention.docx", other, communes)
    assert (half_day.level, half_day.file) == ("warning", "convention.docx")
    assert "demi-journée de 3" in half_day.message
    assert half_day.place == "article 4, 1er paragraphe"
    assert "rendez-vous" in appointments.message
    total = template("Soit trente demi-journées au total.")
    assert "demi-journées" in next(figures_of(total, campaign, communes[0])).planned
    assert list(check_figures(total, "x.docx", replace(campaign, planning=None), communes)) == []
