"""Findings are written in French typography, whatever the rule wrote."""

from __future__ import annotations

from generator.errors import Problem
from generator.language.agreement import plural
from generator.law.findings import Finding, Rule
from tests.cases import cases


def test_article_and_message_get_their_spaces() -> None:
    """No line may break before a colon, after « art. » or after « n° »."""
    assert Rule("quorum", "CGCT, art. L. 2121-17").error("n° 3 : l'effectif ; 11") == Finding(
        "quorum", "CGCT, art.\u00a0L.\u00a02121-17", "error", "n°\u00a03\u00a0: l’effectif\u202f; 11"
    )


def test_a_warning_is_no_error() -> None:
    """The two differ by their level alone."""
    assert Rule("vote", "article").warning("message") == Finding("vote", "article", "warning", "message")


def test_a_finding_is_shown_as_a_problem() -> None:
    """The article is in brackets at the end of the sentence, which a screen ends; without any, nothing is."""
    assert Rule("vote", "article").warning("vérifiez.").as_problem("acte.pdf", "Haveluy") == Problem(
        "warning", "vérifiez (article)", "", file="acte.pdf", commune="Haveluy"
    )
    assert Rule("dates").warning("vérifiez.").as_problem().message == "vérifiez"


@cases("number, written", (0, "0 pouvoir"), (1, "1 pouvoir"), (2, "2 pouvoirs"), (20, "20 pouvoirs"))
def test_french_counts_from_two_in_the_plural(number: int, written: str) -> None:
    """Zero and one are singular in French."""
    assert plural(number, "pouvoir") == written


def test_a_plural_of_its_own_is_used() -> None:
    """« voix » does not change, « jour franc » takes two marks."""
    assert plural(3, "voix", "voix") == "3 voix"
    assert plural(3, "jour franc", "jours francs") == "3 jours francs"
