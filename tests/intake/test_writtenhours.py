"""Hours are read as clerks write them and as scanners damage them."""

from __future__ import annotations

from generator.intake.writtenhours import HOUR, hour
from generator.papers.letters import fold
from tests.cases import cases
from tests.intake.minutes import field, opening


@cases(
    "text, expected",
    ("18h30", "18:30"),
    ("18 heures 30", "18:30"),
    ("18 h  30", "18:30"),
    ("18 h", "18:00"),
    ("19 H 05", "19:05"),
    ("19h05mn", "19:05"),
    ("19 heures 5 minutes", "19:05"),
    ("19 heures trente", "19:30"),
    ("18:30", "18:30"),
    ("dix-neuf heures trente", "19:30"),
    ("dix-neuf h 30", "19:30"),
    ("dix-\n                    huit heures trente", "18:30"),
    ("vingt heures", "20:00"),
    ("18 heures", "18:00"),
    ("dix-huit heures\n24 juin 2025", "18:00"),
    ("dix-huit heures et demie", "18:30"),
    ("neuf heures cinquante-cinq", "09:55"),
    ("dix-neuf heures cinq", "19:05"),
    ("vingt heures et quart", "20:15"),
    ("vingt heures moins le quart", "19:45"),
    ("vingt heures moins dix", "19:50"),
    ("20.15 heures", "20:15"),
    ("20,15 h", "20:15"),
)
def test_an_hour_is_read(text: str, expected: str) -> None:
    """In figures and in words, to its minutes."""
    match = HOUR.search(fold(text))
    assert match is not None
    assert hour(match) == (expected, "")


@cases(
    "text, expected",
    ("19 H O0", "19:00"),
    ("19 h OO", "19:00"),
    ("l9 h 00", "19:00"),
    ("1 8 h 30", "18:30"),
    ("18 h 3 0", "18:30"),
    ("18 h      30, sous la présidence", "18:30"),
    ("18 h eures 30", "18:30"),
    ("dix-huit heu res", "18:00"),
    ("dix - huit heures trente", "18:30"),
    ("di x-huit heures trente", "18:30"),
)
def test_an_hour_that_a_scanner_tore_is_doubtful(text: str, expected: str) -> None:
    """« dix - huit heures » is surely not eight o’clock."""
    match = HOUR.search(fold(text))
    assert match is not None
    value, why = hour(match)
    assert (value, bool(why)) == (expected, True)


@cases("text", "29h00", "25 h 30")
def test_an_hour_that_does_not_exist_is_none(text: str) -> None:
    """There is no 29th hour, nor a 25th."""
    match = HOUR.search(text)
    assert match is None or hour(match) == ("", "")


@cases("said", "dix membres étant présents", "trois conseillers sont présents", "une délibération")
def test_who_sits_is_no_minute(said: str) -> None:
    """« dix-neuf heures dix membres »: nobody said ten past."""
    found = field(opening(f"Le trois juin deux mille vingt-cinq à dix-neuf heures {said}"), "heure")
    assert found.value == "19:00"


def test_members_in_figures_are_no_certain_minutes() -> None:
    """« à 19 heures 15 membres étaient présents »: in doubt; « 19 h 15 Membres en exercice : » are minutes."""
    read = field(opening("Le 3 juin 2025 à 19 heures 15 membres étaient présents"), "heure")
    assert (read.value, read.confidence) == ("19:00", "doubtful")
    assert field(opening("Séance du 3 juin 2025 à 19 h 15 Membres en exercice : 15"), "heure").value == "19:15"


def test_figures_in_another_column_are_no_minutes() -> None:
    """« à 19 h      15 présents »: fifteen sat."""
    found = field(opening("Séance du 3 juin 2025 à 19 h      15 présents"), "heure")
    assert found.value == "19:00"
