"""The soak itself: a few inputs of every kind, so that it runs when somebody needs it."""

from __future__ import annotations

import pytest

from generator.dossiers.manifest import Manifest
from tests.soak import attempt, inputs, make


@pytest.mark.parametrize("kind", inputs().kinds)
def test_a_seed_always_makes_the_same_input(kind: str) -> None:
    """Which is accepted or refused as it should be."""
    assert make(kind, 7) == make(kind, 7)
    assert [attempt((kind, seed)).failure for seed in range(3)] == ["", "", ""]


def test_the_sound_inputs_are_accepted() -> None:
    """Else what is made of them would be refused for a reason of the soak's own."""
    known = inputs()
    for kind, (sound, _, read) in known.kinds.items():
        if kind != "register.sqlite":
            for data in sound:
                read(data)
    (sound, _, _) = known.kinds["manifest.json"]
    assert Manifest.read(known.put("manifest.json", sound[0])) is not None
