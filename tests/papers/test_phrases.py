"""A phrase found again in the text of a page."""

from __future__ import annotations

from generator.papers.phrases import place_of
from tests.cases import cases


@cases(
    "phrase, text, found",
    ("En exercice : 21", "Conseillers :\nEn  exercice :\n21, présents", "En  exercice :\n21"),
    ("20 voix « POUR »", "(20 voix «\u00a0POUR\u00a0»)", "20 voix «\u00a0POUR\u00a0»"),
    ("a.b(c", "xx a.b(c yy", "a.b(c"),
    ("absent", "rien", None),
    ("", "rien", None),
    (" \n", "rien", None),
)
def test_a_phrase_is_found_whatever_became_of_its_spaces(phrase: str, text: str, found: str | None) -> None:
    """Lines and spaces are those of the page, signs are taken as they are, and nothing is found of nothing."""
    place = place_of(phrase, text)
    assert (text[slice(*place)] if place else None) == found


def test_a_figure_is_the_one_that_stands_by_its_label() -> None:
    """« 12 » of the voters is not that of « 12 août »; one that no label explains is shown nowhere."""
    text = "Date de la convocation : 12 août 2026\nConseillers présents : 10\nVotants : 12\n"
    start, end = place_of("12", text, "Votants") or (0, 0)
    assert text[:start].endswith("Votants : ")
    assert text[start:end] == "12"
    assert place_of("15", text, "En exercice") is None
