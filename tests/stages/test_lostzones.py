"""Zones whose tags were changed in Word are told before drafts leave with them."""

from __future__ import annotations

from generator.stages.lostzones import lost_zones
from tests.cases import cases
from tests.conftest import REPOSITORY
from tests.inspection.spoiling import Spoiled


@cases(
    "template, tag, written, told",
    ("deliberation", "vote.pour", "vote.pours", "la zone « vote.pours » n’est lue ni remplie par personne"),
    ("deliberation", "seance.secretaire", "Seance.secretaire", "le programme connaît « seance.secretaire »"),
    ("deliberation", "vote.contre", "lieu.permanence", "la zone « vote.contre » manque"),
    ("convention", "deliberation.date", "deliberation.dates", "le programme connaît « deliberation.date »"),
)
def test_a_tag_that_was_changed_is_told(template: str, tag: str, written: str, told: str) -> None:
    """One that is almost known, and a count that a vote lacks."""
    spoiled = Spoiled(template).replace(f'<w:tag w:val="{tag}"/>', f'<w:tag w:val="{written}"/>')
    (problem,) = lost_zones(spoiled.bytes(), "modele.docx")
    assert told in problem.message
    assert (problem.level, problem.file) == ("warning", "modele.docx")


def test_nothing_is_said_of_sound_templates_and_of_zones_of_ones_own() -> None:
    """Those of the program, and a tag that resembles none."""
    for path in sorted((REPOSITORY / "templates" / "mediation-numerique").glob("*.docx")):
        assert list(lost_zones(path.read_bytes(), path.name)) == []
    own = Spoiled("note").replace('w:val="seance.date"', 'w:val="lieu.permanence"')
    assert list(lost_zones(own.bytes(), "note.docx")) == []
