"""Zones of a draft that nobody would find: their tags were changed in Word, or a vote lacks one of its counts."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from generator.errors import Problem
from generator.inspection.fillable import TAG_BOX
from generator.intake.zones import TAGS
from generator.rendering.context import BY_HAND, COMPLETED
from generator.word.controls import read_controls

_COUNTS = ("vote.pour", "vote.contre", "vote.abstentions")


def lost_zones(template: bytes, file: str) -> Iterator[Problem]:
    """Warn of tags that almost are those that the program reads or completes, and of counts that a vote lacks."""
    found = set(read_controls(template))
    lacking = {*TAGS, *COMPLETED} - found
    for tag in sorted(found - TAGS - {*COMPLETED}):
        meant = () if tag.startswith(BY_HAND) else difflib.get_close_matches(tag, lacking, 1, 0.85)
        for other in meant:
            lacking.discard(other)
            message = f"la zone « {tag} » n’est lue ni remplie par personne : le programme connaît « {other} »"
            yield Problem("warning", message, f"rendez-lui la balise « {other} » ({TAG_BOX})", file)
    for tag in _COUNTS if found.intersection(_COUNTS) else ():
        if tag in lacking:
            message = f"la zone « {tag} » manque : le compte que la commune y écrirait ne sera pas trouvé"
            yield Problem("warning", message, "reprenez-la du modèle fourni, par copier-coller", file)
