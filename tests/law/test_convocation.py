"""Delays of convocation, urgency, second convocation, dates of posting."""

from __future__ import annotations

import datetime
from dataclasses import replace

from generator.law.convocation import examine_delay, examine_posting, examine_waiver, quorum_is_waived
from tests.cases import cases

from .samples import HAVELUY, told

HELD = datetime.date(2025, 4, 2)


def days_before(days: int) -> datetime.date:
    return HELD - datetime.timedelta(days)


def test_a_late_convocation_is_an_error() -> None:
    """Two clear days below 3 500 inhabitants: the figures, the dates and the remedy are told."""
    assert told(examine_delay(replace(HAVELUY, convened_on=days_before(3)))) == [
        "error, convocation, CGCT, art. L. 2121-11: convocation du 30 mars 2025 pour une séance du 2 avril 2025 : 2"
        " jours francs au lieu de 3 au moins (ni le jour de l’envoi ni celui de la séance ne comptent) ; si"
        " l’urgence a été invoquée, demandez un extrait qui le dise ; sinon la délibération est exposée à"
        " l’annulation, et le plus sûr est que le conseil délibère de nouveau."
    ]


def test_a_convocation_on_the_very_day_leaves_no_clear_day() -> None:
    """None, and not one less than none."""
    (found,) = told(examine_delay(replace(HAVELUY, convened_on=HELD)))
    assert "pour une séance du 2 avril 2025 : 0 jour franc au lieu de 3 au moins" in found


@cases("population, days, article", (3_499, 4, "L. 2121-11"), (3_500, 6, "L. 2121-12"))
def test_the_delay_due_is_enough_and_one_day_less_is_not(population: int, days: int, article: str) -> None:
    """Three clear days are four days apart, five are six; the article is the one of the population."""
    sitting = replace(HAVELUY, population=population)
    assert not list(examine_delay(replace(sitting, convened_on=days_before(days))))
    found = list(examine_delay(replace(sitting, convened_on=days_before(days - 1))))
    assert [(finding.level, article in finding.article.replace("\u00a0", " ")) for finding in found] == [
        ("error", True)
    ]


@cases(
    "held, days, level",
    ("2026-03-20", 4, "warning"),
    ("2026-03-29", 4, "warning"),
    ("2026-03-29", 3, "error"),
    ("2026-03-23", 4, "error"),
    ("2026-03-30", 4, "error"),
)
def test_the_first_meeting_of_a_new_council_may_be_convened_three_clear_days_before(
    held: str, days: int, level: str
) -> None:
    """From Friday to Sunday after either round of March 2026, whatever the population; another meeting may not."""
    day = datetime.date.fromisoformat(held)
    sent = day - datetime.timedelta(days)
    sitting = replace(HAVELUY, population=20_000, held_on=day, convened_on=sent)
    (found,) = examine_delay(sitting)
    assert (found.level, "première réunion" in found.message) == (level, level == "warning")
    assert not list(examine_delay(replace(sitting, population=3_000))) or days < 4


def test_urgency_shortens_the_delay_and_has_to_be_noted() -> None:
    """One clear day is enough in urgency; the mayor must have accounted for it."""
    assert told(examine_delay(replace(HAVELUY, convened_on=days_before(2), urgent=True))) == [
        "warning, convocation, CGCT, art. L. 2121-11: convocation du 31 mars 2025 pour une séance du 2 avril 2025 :"
        " 1 jour franc au lieu de 3 au moins, en urgence ; vérifiez que le maire en a rendu compte dès l’ouverture"
        " de la séance et que le conseil s’est prononcé sur l’urgence, et que l’extrait le mentionne."
    ]


@cases("days", 0, 1)
def test_urgency_does_not_do_without_one_clear_day(days: int) -> None:
    """Convened the day before or the same day, there is no clear day at all."""
    (found,) = told(examine_delay(replace(HAVELUY, convened_on=days_before(days), urgent=True)))
    assert found.startswith("error, convocation")
    assert "0 jour franc ; même en urgence il en faut un" in found


def test_urgency_that_was_not_needed_is_not_spoken_of() -> None:
    """The delay was kept: whether urgency was declared does not matter."""
    assert not list(examine_delay(replace(HAVELUY, urgent=True)))


def test_a_convocation_after_the_sitting_is_a_mistake_of_dates() -> None:
    """No delay is computed, whatever the urgency or the population."""
    (found,) = told(examine_delay(replace(HAVELUY, convened_on=days_before(-1), population=None, urgent=True)))
    assert found == (
        "error, convocation, CGCT, art. L. 2121-11 et L. 2121-12: convocation du 3 avril 2025 pour une séance du"
        " 2 avril 2025 : elle est postérieure à la séance ; vérifiez les deux dates."
    )


def test_a_second_convocation_needs_three_clear_days_in_every_commune() -> None:
    """From 3 500 inhabitants too, as the Conseil d'État reads article L. 2121-17."""
    second = replace(HAVELUY, population=20_000, second_convocation=True)
    assert not list(examine_delay(replace(second, convened_on=days_before(4))))
    (found,) = told(examine_delay(replace(second, convened_on=days_before(3))))
    assert found.startswith("error, convocation, CGCT, art. L. 2121-17 ; CE, 16 juin 1997, n° 142691:")
    assert "2 jours francs au lieu de 3 au moins" in found


def test_only_a_second_convocation_in_time_waives_the_quorum() -> None:
    """Convened anew in urgency, the council needs its quorum; unknown dates are taken as in order."""
    second = replace(HAVELUY, second_convocation=True)
    assert quorum_is_waived(replace(second, convened_on=days_before(4)))
    assert quorum_is_waived(replace(second, convened_on=None))
    assert not quorum_is_waived(replace(second, convened_on=days_before(3), urgent=True))
    assert not quorum_is_waived(HAVELUY)


def test_a_posting_before_the_convocation_is_doubtful() -> None:
    """The convocation is posted when it is sent, not before."""
    assert told(examine_posting(replace(HAVELUY, posted_on=datetime.date(2025, 3, 26)))) == [
        "warning, affichage, CGCT, art. L. 2121-10: affichage du 26 mars 2025, avant la convocation du 27 mars 2025 ;"
        " vérifiez les deux dates."
    ]


def test_the_list_of_deliberations_is_posted_within_a_week() -> None:
    """A posting after the sitting is that of the list: a week is in order, a day more is not."""
    assert not list(examine_posting(replace(HAVELUY, posted_on=datetime.date(2025, 4, 9))))
    (found,) = told(examine_posting(replace(HAVELUY, posted_on=datetime.date(2025, 4, 10))))
    assert found.startswith("warning, affichage, CGCT, art. L. 2121-25: affichage du 10 avril 2025, plus d’une semaine")


def test_a_second_convocation_without_its_date_is_told() -> None:
    """The quorum is taken as waived, which nobody could verify."""
    again = replace(HAVELUY, second_convocation=True, convened_on=None)
    (found,) = told(examine_waiver(again))
    assert found.startswith("warning, convocation, CGCT, art. L. 2121-17 ; CE, 16 juin 1997, n° 142691: seconde")
    assert "la date de la seconde convocation n’est pas connue" in found
    assert not list(examine_waiver(replace(HAVELUY, second_convocation=True)))
    assert not list(examine_waiver(replace(HAVELUY, convened_on=None)))
