"""How a convention may end: what each cause asks, and its last day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from generator.law.duration import NOT_RENEWED, Duration, Reconduction
from generator.law.ending import examine_ending, last_day
from generator.law.endingfacts import CAUSES, Author, Cause, EndingFacts
from tests.cases import cases

LIFE = Duration(date(2026, 6, 30), Reconduction(12, 2))
DECIDED = "mettre fin à une convention se décide comme la conclure"
WITHDRAWN = "une commune se retire de l’EPCI par un arrêté du préfet"
NOTIFIED, TODAY = date(2025, 5, 19), date(2027, 1, 1)


def examined(cause: Cause, life: Duration = LIFE, *, known: bool = True, **facts: Any) -> list[tuple[str, str]]:
    """Return the level and the sentence of each finding, with ordinary spaces, but for whose decision it is."""
    found = examine_ending(EndingFacts(cause, **facts), life, NOTIFIED, TODAY, known=known)
    told = [(finding.level, " ".join(finding.message.split())) for finding in found]
    return [one for one in told if DECIDED not in one[1] and WITHDRAWN not in one[1]]


@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_says_what_it_takes(cause: Cause) -> None:
    """The options that are missing, all at once, and no last day."""
    ((level, message),) = examined(cause)
    assert (level, message[:10]) == ("error", "il manque ")
    assert last_day(EndingFacts(cause), LIFE) is None


@cases(
    "facts, missing",
    ({"notice_on": date(2026, 1, 4), "effect_on": date(2026, 3, 10)}, "(--received)"),
    ({"received_on": date(2026, 3, 10)}, "(--notice)"),
)
def test_of_a_termination_that_lacks_a_day_the_day_alone_is_told(facts: dict[str, Any], missing: str) -> None:
    """Nothing can be held against what is not known."""
    ((level, message),) = examined("resiliation", author="epci", **facts)
    assert (level, missing in message) == ("error", True)


def test_an_avenant_that_would_take_effect_after_the_end_is_cancelled() -> None:
    """On the last day it still takes effect; in a merger the commune nouvelle goes on with it."""
    until = date(2027, 3, 1)

    def told(cause: Cause, day: date) -> bool:
        facts, pending = EndingFacts(cause, effect_on=until, into="59002"), ("l’avenant n° 1", day)
        found = examine_ending(facts, LIFE, NOTIFIED, TODAY, pending=pending)
        return any("prendrait effet le 2 mars 2027" in " ".join(one.message.split()) for one in found)

    assert told("retrait", date(2027, 3, 2))
    assert not told("retrait", until)
    assert not told("fusion", date(2027, 3, 2))


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
    ((level, message),) = examined("resiliation", received_on=date(2026, 2, 28), **facts)
    assert (level, "n’expire que ce jour-là à minuit" in message) == ("warning", True)
    assert examined("resiliation", received_on=date(2026, 3, 1), **facts) == []
    assert last_day(EndingFacts("resiliation", received_on=date(2026, 3, 2), **facts), LIFE) == date(2026, 3, 2)
    assert (
        "effet le 1er février 2026"
        in examined("resiliation", received_on=date(2026, 3, 2), effect_on=date(2026, 2, 1), **facts)[0][1]
    )


def test_nothing_ends_before_it_began_or_after_it_ended() -> None:
    """Nor is received tomorrow."""
    assert "avant la prise d’effet" in examined("accord", effect_on=date(2025, 5, 18))[0][1]
    over = replace(LIFE, end=date(2026, 3, 31))
    assert "a déjà pris fin le 31 mars 2026" in examined("accord", over, effect_on=date(2026, 4, 1))[0][1]
    assert not any("pris fin" in told for _, told in examined("accord", over, effect_on=date(2026, 3, 31)))
    assert "une date à venir" in examined("denonciation", author="commune", received_on=date(2027, 1, 2))[0][1]


@cases(
    "cause, author, decides",
    ("accord", "", "par le conseil municipal, et l’organe délibérant de l’EPCI ou, par délégation, le Président"),
    ("denonciation", "commune", "par le conseil municipal ;"),
    ("resiliation", "epci", "par l’organe délibérant de l’EPCI ou, par délégation, le Président ou le Bureau ;"),
    ("annulation", "", ""),
)
def test_who_authorised_a_convention_decides_to_end_it(cause: Cause, author: Author, decides: str) -> None:
    """A court does not ask; otherwise a deliberation is to be joined."""
    found = examine_ending(EndingFacts(cause, author), LIFE, NOTIFIED, TODAY)
    told = [" ".join(one.message.split()) for one in found if DECIDED in one.message]
    assert len(told) == bool(decides)
    assert all(decides in one for one in told)


def test_an_end_that_is_recorded_is_told_as_such() -> None:
    """A merger after it is refused: the convention does not end « by itself »."""
    life = replace(LIFE, end=date(2027, 5, 31))
    facts: dict[str, Any] = {"effect_on": date(2027, 6, 30), "into": "59002"}
    assert examined("fusion", life, **facts) == [
        ("error", "fin le 30 juin 2027, mais la convention a une fin enregistrée au 31 mai 2027.")
    ]


def test_what_a_court_annuls_is_to_be_read_in_its_ruling() -> None:
    """Since when, and whether it is the convention or the deliberation alone."""
    ((level, message),) = examined("annulation", effect_on=date(2026, 12, 4))
    assert level == "warning"
    assert "réputé n’avoir jamais existé" in message
    assert "l’annulation de la seule délibération" in message


def test_what_was_signed_or_renewed_after_an_end_contradicts_it() -> None:
    """Each is named with its day; what is of the last day or before is in order."""
    since = (("l’avenant n° 1 a été signé", date(2026, 10, 20)), ("une reconduction commence", date(2026, 7, 1)))
    facts = EndingFacts("accord", effect_on=date(2026, 7, 1))
    found = examine_ending(facts, LIFE, NOTIFIED, TODAY, since=since)
    (told,) = (" ".join(one.message.split()) for one in found if "se contredisent" in one.message)
    assert told.startswith("fin le 1er juillet 2026, mais l’avenant n° 1 a été signé le 20 octobre 2026")


def test_each_party_decides_by_its_own_organ() -> None:
    """The EPCI's articles for the EPCI, those of communes for a commune, both for an agreement, the prefect's."""
    asked: tuple[tuple[Cause, Author, str], ...] = (
        ("denonciation", "epci", "CGCT, art. L. 5211-9 et L. 5211-10"),
        ("denonciation", "commune", "CGCT, art. L. 2121-29 et L. 2122-21"),
        ("accord", "", "CGCT, art. L. 2121-29 et L. 2122-21 ; CGCT, art. L. 5211-9 et L. 5211-10"),
        ("retrait", "", "CGCT, art. L. 5211-19, L. 5214-26 et L. 5216-11"),
    )
    for cause, author, article in asked:
        (found,) = examine_ending(EndingFacts(cause, author), LIFE, NOTIFIED, TODAY)[1:]
        assert " ".join(found.article.split()) == article


@cases(
    "cause, facts, words",
    ("accord", {"effect_on": date(2027, 3, 1), "author": "epci"}, "accord : ne donnez pas qui la demande (--by)"),
    ("accord", {"effect_on": date(2027, 3, 1), "notice_on": date(2026, 3, 1)}, "mise en demeure"),
    ("retrait", {"effect_on": date(2027, 3, 1), "into": "59292"}, "la commune nouvelle (--into)"),
    ("fusion", {"effect_on": date(2027, 3, 1), "into": "59292", "received_on": date(2026, 3, 1)}, "(--received)"),
)
def test_what_does_not_go_with_a_cause_is_refused(cause: Cause, facts: dict[str, Any], words: str) -> None:
    """The register would keep what nobody decided."""
    ((level, message),) = examined(cause, known=cause == "fusion", **facts)
    assert level == "error"
    assert words in message


def test_a_termination_has_no_effect_before_it_is_received() -> None:
    """Nor is it received before the convention took effect."""
    facts: dict[str, Any] = {"author": "epci", "notice_on": date(2026, 1, 4), "received_on": date(2026, 3, 10)}
    ((level, message),) = examined("resiliation", effect_on=date(2026, 2, 20), **facts)
    assert (level, "avant que la décision soit reçue, le 10 mars 2026" in message) == ("error", True)
    assert examined("resiliation", effect_on=date(2026, 3, 10), **facts) == []
    early = {**facts, "notice_on": date(2025, 5, 1)}
    assert "mise en demeure du 1er mai 2025, avant la prise d’effet" in examined("resiliation", **early)[0][1]


def test_an_agreement_is_not_retroactive_and_knows_the_term() -> None:
    """A past day is a doubt; so is one that only a renewal to come would reach; today is none."""
    assert examined("accord", effect_on=TODAY) == []
    ((level, message),) = examined("accord", effect_on=date(2026, 12, 31))
    assert (level, "un accord ne vaut que pour l’avenir" in message) == ("warning", True)
    ((level, message),) = examined("accord", effect_on=date(2027, 7, 1))
    assert (level, "après le terme en cours du 30 juin 2027" in message) == ("warning", True)
    once = Duration(date(2027, 6, 30), NOT_RENEWED)
    ((level, message),) = examined("accord", once, effect_on=date(2027, 7, 1))
    assert message.endswith("prend fin d’elle-même, sans être reconduite, le 30 juin 2027.")
    assert examined("fusion", effect_on=date(2027, 7, 1), into="59002") == []


@cases("received", date(2026, 9, 1), date(2026, 12, 31))
def test_the_last_period_is_not_denounced(received: date) -> None:
    """No renewal follows it: a denunciation, in time or not, changes nothing, and none is promised."""
    life = Duration(date(2025, 12, 31), Reconduction(12, 2, 1))
    ((level, message),) = examined("denonciation", life, author="commune", received_on=received)
    assert level == "error"
    assert "plus aucune reconduction ne suit le terme du 31 décembre 2026" in message


def test_a_notice_that_a_short_month_makes_doubtful_is_told() -> None:
    """Counted back from 28 February it began on 28 November; counted from 30 November, it ends in time."""
    life = Duration(date(2027, 2, 28), Reconduction(12, 3))
    facts: dict[str, Any] = {"author": "commune"}
    late, doubtful = examined("denonciation", life, received_on=date(2026, 11, 30), **facts)
    assert "trop tard pour le terme du 28 février 2027" in late[1]
    assert doubtful[0] == "warning"
    assert "compté depuis le 30 novembre 2026, à la fin d’un mois court, il serait respecté" in doubtful[1]
    assert len(examined("denonciation", life, received_on=date(2026, 12, 1), **facts)) == 1
    assert examined("denonciation", life, received_on=date(2026, 11, 28), **facts) == []
