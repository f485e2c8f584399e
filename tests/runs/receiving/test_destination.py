"""How long a council says that a convention lasts, held against the convention’s own term."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from generator.law.acts import Act
from generator.law.sittings import Sitting
from generator.register.standing import Standing
from generator.register.standings import Standings
from generator.runs.receiving.destination import examine_target
from tests.avenants.avenantgroups import sources

TERM = datetime.date(2026, 12, 31)
#: What agrees with the 31 December 2026, or says nothing of the convention’s end.
AGREE = (
    "jusqu’au 31 décembre 2026",
    "jusqu’au 31 décembre 2026 inclus",
    "jusqu’au 31/12/2026",
    "jusqu’au 31.12.2026",
    "jusqu’au trente et un décembre deux mille vingt-six",
    "jusqu’au 31 décembre inclus",
    "jusqu’au 31 décembre de l’année 2026",
    "jusqu’à fin 2026",
    "jusqu’à la fin de l’année 2026",
    "jusqu’au terme de l’année 2026",
    "jusqu’à l’issue de l’année civile 2026",
    "jusqu’au dernier jour de l’année 2026",
    "jusqu’à fin décembre 2026",
    "jusqu’en 2026",
    "jusqu’en décembre 2026",
    "qui expirera fin 2026",
    "qui s’achève à la fin de l’année 2026",
    "expirant le 31 décembre 2026",
    "et prendra fin au plus tard le 31 décembre 2026",
    "dont le terme est fixé au 31 décembre 2026",
    "dont l’échéance est fixée à fin 2026",
    "pour l’année 2026",
    "pour les années 2025 et 2026",
    "pour la période 2025-2026",
    "d’une durée d’un an, soit jusqu’au 31 décembre 2026",
    "jusqu’au 31 décembre 2026, sans reconduction",
    "non renouvelable",
    "pour la durée de la convention",
    "pour toute la durée de la convention",
    "jusqu’à son terme",
    "jusqu’au terme de la convention",
    "dont le bilan sera remis au plus tard le 1er mars 2026",
    "avec effet au 1er mai 2025",
    "à compter du 1er mai 2025",
)
#: What is another term, or may be one.
DIFFER = (
    "jusqu’au 30 juin 2026",
    "jusqu’au 30 juin inclus",
    "jusqu’au 31 décembre de l’année en cours",
    "jusqu’au 31 décembre de cette année",
    "jusqu’au 31 décembre de l’année suivante",
    "jusqu’à fin 2027",
    "jusqu’à la fin du mois de juin 2026",
    "jusqu’au terme de l’année 2027",
    "jusqu’en 2028",
    "jusqu’en juin 2026",
    "et prendra fin au plus tard le 30 juin 2027",
    "dont l’échéance est fixée au 31 décembre 2027",
    "pour les années 2026 à 2028",
    "pour la période 2026-2028",
    "pour trois ans à compter de sa signature",
    "pour une durée d’un an",
    "jusqu’à la fin du mandat municipal",
    "jusqu’à la fin du premier semestre 2026",
    "jusqu’à la fin de l’année scolaire 2025-2026",
    "renouvelable une fois",
    "avec effet au 1er septembre 2025",
)


def told(words: str, term: datetime.date = TERM, *, text: str = "", rule: str = "durée") -> list[str]:
    """Return what is told of a deliberation that authorises a convention ``words``, whose own term is another."""
    campaign = sources().campaign
    own = replace(campaign.convention, terme=term, reconduction=replace(campaign.convention.reconduction, duree_mois=0))
    act = Act("", "1", campaign.epci.deliberation.date, operative=f"AUTORISE le maire à signer la convention, {words}.")
    target = Standing("N-1", "59292", "convention", 0, "sent", (), False, None, None, (), None, (), ())
    found = examine_target(act, Sitting(), target, Standings(()), replace(campaign, convention=own), text)
    return [one.message for one in found if one.rule == rule]


@pytest.mark.parametrize("words", AGREE)
def test_the_same_term_in_other_words_is_not_told(words: str) -> None:
    """However the last day is said; a year or a month alone agrees with its own days."""
    assert told(words) == []


@pytest.mark.parametrize("words", DIFFER)
def test_another_term_is_told(words: str) -> None:
    """And what cannot be held against a day: a duration from an unknown one, an event."""
    (message,) = told(words)
    assert "la convention va jusqu’au 31\u00a0décembre 2026, sans reconduction" in message


def test_another_beginning_is_told_with_the_planning_s_own() -> None:
    """A convention takes effect when it is notified; its interventions begin on a day."""
    (message,) = told("à compter du 1er septembre 2025")
    assert "et son planning commence le 1er\u00a0mai 2025" in message


def test_the_year_under_way_is_that_of_the_vote() -> None:
    """A council of 2025 says 2025 by it."""
    assert told("jusqu’au 31 décembre de l’année en cours", datetime.date(2025, 12, 31)) == []
    assert told("jusqu’au 31 décembre de l’année civile en cours", datetime.date(2025, 6, 30)) != []


def test_the_end_of_a_year_is_not_a_term_within_it() -> None:
    """« Fin 2026 » is six months after a term in June; « fin juin 2026 » is that term."""
    june = datetime.date(2026, 6, 30)
    assert told("jusqu’à fin juin 2026", june) == []
    assert told("jusqu’à fin 2026", june)
    assert told("pour l’année 2026", june)


def test_an_act_of_a_special_delegation_is_told() -> None:
    """It may not be one of those that such a delegation can take."""
    (message,) = told("", text="La délégation spéciale, après en avoir délibéré, DÉCIDE", rule="organe")
    assert "conservatoire et urgente" in message
    assert told("", text="par délégation du maire, en séance spéciale", rule="organe") == []
