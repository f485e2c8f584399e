"""What is remembered of what made the documents, when builds make some of them."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from generator.dossiers.records import Inputs

FIRST = Inputs(
    "p",
    {"convention.terme": "2026-06-30"},
    {"convention": "t"},
    {"59292": {"nom": "Haveluy"}, "59205": {"nom": "Escaudain"}, "59002": {"nom": "Abscon"}},
    {},
    {"N-1": {".slot": "None"}, "N-2": {".slot": "None"}},
)
SECOND = replace(FIRST, campaign={"convention.terme": "2027-12-31"}, avenants={"N-1": {".slot": "1"}, "N-2": {}})
THIRD = replace(FIRST, program="q")


def test_communes_made_alone_are_apart() -> None:
    """Of others than before, whose values stay; again as all others, they are not; what made several is kept once."""
    second = FIRST.updated(SECOND, {"59292": ["N-1"]}, whole=False)
    assert second.of_commune("59292").campaign == SECOND.campaign
    assert second.of_commune("59205").campaign == second.campaign == FIRST.campaign
    assert second.avenants == {"N-1": {".slot": "1"}, "N-2": {".slot": "None"}}
    both = second.updated(SECOND, {"59205": []}, whole=False)
    assert [one.communes for one in both.apart] == [("59205", "59292")]
    third = both.updated(THIRD, {"59292": []}, whole=False)
    assert [third.of_commune(insee).program for insee in ("59292", "59205", "59002")] == ["q", "p", "p"]
    assert third.of_commune("59205").campaign == SECOND.campaign
    assert third.updated(FIRST, {"59292": [], "59205": []}, whole=False).apart == ()
    assert third.updated(THIRD, {}, whole=True) == THIRD


def test_what_is_apart_comes_back_from_the_manifest() -> None:
    """As it was written, and what was written before anything was apart; anything else is refused."""
    second = FIRST.updated(SECOND, {"59292": []}, whole=False)
    assert Inputs.read(asdict(second)) == second
    item = asdict(FIRST)
    del item["apart"]
    assert Inputs.read(item) == FIRST
    item["apart"] = [{**asdict(second)["apart"][0], "communes": [59292]}]
    with pytest.raises(ValueError, match="no communes"):
        Inputs.read(item)
