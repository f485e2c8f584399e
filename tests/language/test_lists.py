"""Several words as one phrase."""

from __future__ import annotations

from generator.language.lists import enumeration
from tests.cases import cases


@cases(
    "words, said",
    ([], ""),
    (["mardis"], "mardis"),
    (["mardis", "jeudis"], "mardis et jeudis"),
    (["mardis", "mercredis", "jeudis"], "mardis, mercredis et jeudis"),
)
def test_the_last_word_follows_and(words: list[str], said: str) -> None:
    """Commas before it."""
    assert enumeration(words) == said
