"""Texts are folded at equal length, and words found through the damage of scanners."""

from __future__ import annotations

import re

from hypothesis import given, strategies as st

from generator.papers.letters import Text, fold, worn
from tests.cases import cases


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    """The folded text is as long as the text: what is found in one is read in the other."""
    assert len(fold(text)) == len(text)
    assert len(Text(text).flowing) == len(text)


@cases(
    "word, damaged",
    ("votants", "\\/otants"),
    ("seance", "séancc"),
    ("affichage", "affichagc"),
    ("cinq", "cing"),
    ("delibere", "dé1ibéré"),
)
def test_a_worn_word_is_found(word: str, damaged: str) -> None:
    """What OCR makes of a label is still that label."""
    assert re.fullmatch(worn(word), fold(damaged))


def test_a_sentence_flows_over_its_lines_but_labels_do_not() -> None:
    """A line end before a small letter is a space; before a capital after a short line it is not."""
    assert Text("par 12 voix\ncontre").flowing == "par 12 voix contre"
    assert Text("Pour 12.\nContre 3").flowing == "pour 12.\ncontre 3"
    assert Text("Pour 12\nContre 3").flowing == "pour 12\ncontre 3"


def test_a_civility_at_the_end_of_a_full_line_ends_no_sentence() -> None:
    """« M. » goes with the name on the next line; a name's initial at the end of a line ends what it ends."""
    line = "les membres du conseil municipal de la commune se sont réunis, convoqués par"
    assert Text(f"{line} M.\nMarc WATTIEZ").flowing.endswith(" par m. marc wattiez")
    assert Text(f"{line} WATTIEZ H.\nMarc WATTIEZ").flowing.endswith(" wattiez h.\nmarc wattiez")
