"""How a convention may end: what each cause asks, and its last day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from generator.law.duration import NOT_RENEWED, Duration, Reconduction
from generator.law.ending import CAUSES, Author, Cause, EndingFacts, examine_ending, last_day

LIFE = Duration(date(2026, 6, 30), Reconduction(12, 2))
DECIDED = "mettre fin à une convention se décide comme la conclure"
NOTIFIED, TODAY = date(2025, 5, 19), date(2027, 1, 1)


def examined(cause: Cause, life: Duration = LIFE, **facts: Any) -> list[tuple[str, str]]:
    """Return the level and the sentence of each finding, with ordinary spaces, but for whose decision it is."""
    found = examine_ending(EndingFacts(cause, **facts), life, NOTIFIED, TODAY)
    told = [(finding.level, " ".join(finding.message.split())) for finding in found]
    return [one for one in told if DECIDED not in one[1]]


@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_says_what_it_takes(cause: Cause) -> None:
    """The options that are missing, all at once, and no last day."""
    ((level, message),) = examined(cause)
    assert (level, message[:10]) == ("error", "il manque ")
    assert last_day(EndingFacts(cause), LIFE) is None


def test_a_denunciation_in_time_ends_at_the_term() -> None:
    """Nothing to tell."""
    facts: dict[str, Any] = {"author": "commune", "received_on": date(2026, 4, 30)}
    assert examined("denonciation", **facts) == []
    assert last_day(EndingFacts("denonciation", **facts), LIFE) == date(2026, 6, 30)


def test_a_denunciation_too_late_is_told_with_the_next_term() -> None:
    """It is no error: it holds for the period after."""
    facts: dict[str, Any] = {"author": "epci", "received_on": date(2026, 5, 1)}
    ((level, message),) = examined("denonciation", **facts)
    assert level == "warning"
    assert message.endswith("est reconduite et prend fin le 30 juin 2027.")
    assert last_day(EndingFacts("denonciation", **facts), LIFE) == date(2027, 6, 30)


def test_a_denunciation_has_no_day_of_its_own_and_needs_a_renewal() -> None:
    """It ends at a term; what is not renewed ends by itself."""
    facts: dict[str, Any] = {"author": "commune", "received_on": date(2026, 4, 1)}
    assert (
        "ne donnez pas de dernier jour (--effect)"
        in examined("denonciation", effect_on=date(2026, 5, 1), **facts)[0][1]
    )
    once = Duration(date(2026, 6, 30), NOT_RENEWED)
    assert "n’est pas reconduite tacitement" in examined("denonciation", once, **facts)[0][1]


def test_a_breach_is_sanctioned_a_month_after_the_formal_notice() -> None:
    """The decision, and its effect, on that day at the earliest."""
    facts: dict[str, Any] = {"author": "epci", "notice_on": date(2026, 1, 31)}
    early = examined("resiliation", received_on=date(2026, 2, 27), **facts)
    assert "au plus tôt le 28 février 2026" in early[0][1]
    assert examined("resiliation", received_on=date(2026, 2, 28), **facts) == []
    assert last_day(EndingFacts("resiliation", received_on=date(2026, 3, 2), **facts), LIFE) == date(2026, 3, 2)
    assert (
        "effet le 1er février 2026"
        in examined("resiliation", received_on=date(2026, 3, 2), effect_on=date(2026, 2, 1), **facts)[0][1]
    )


def test_nothing_ends_before_it_began_or_after_it_ended() -> None:
    """Nor is received tomorrow."""
    assert "avant la prise d’effet" in examined("accord", effect_on=date(2025, 5, 18))[0][1]
    over = LIFE.with_end(date(2026, 3, 31))
    assert "a déjà pris fin le 31 mars 2026" in examined("accord", over, effect_on=date(2026, 4, 1))[0][1]
    assert "une date à venir" in examined("denonciation", author="commune", received_on=date(2027, 1, 2))[0][1]


@pytest.mark.parametrize(
    ("cause", "author", "decides"),
    [
        ("accord", "", "par le conseil municipal et l’organe délibérant de l’EPCI ;"),
        ("denonciation", "commune", "par le conseil municipal ;"),
        ("resiliation", "epci", "par l’organe délibérant de l’EPCI, ou le Bureau par délégation ;"),
        ("annulation", "", ""),
    ],
)
def test_who_authorised_a_convention_decides_to_end_it(cause: Cause, author: Author, decides: str) -> None:
    """A court does not ask; otherwise a deliberation is to be joined."""
    found = examine_ending(EndingFacts(cause, author), LIFE, NOTIFIED, TODAY)
    told = [" ".join(one.message.split()) for one in found if DECIDED in one.message]
    assert len(told) == bool(decides)
    assert all(decides in one for one in told)


def test_what_was_signed_or_renewed_after_an_end_contradicts_it() -> None:
    """Each is named with its day; what is of the last day or before is in order."""
    since = (("l’avenant n° 1 a été signé", date(2026, 10, 20)), ("une reconduction commence", date(2026, 7, 1)))
    facts = EndingFacts("accord", effect_on=date(2026, 7, 1))
    found = examine_ending(facts, LIFE, NOTIFIED, TODAY, since=since)
    (told,) = (" ".join(one.message.split()) for one in found if DECIDED not in one.message)
    assert told.startswith("fin le 1er juillet 2026, mais l’avenant n° 1 a été signé le 20 octobre 2026")
