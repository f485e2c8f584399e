"""The rules that an act keeps are told with their figures; none is told that is broken or cannot be judged."""

from __future__ import annotations

import dataclasses
import datetime

from generator.law.acts import Act
from generator.law.deliberations import examine_act
from generator.law.examination import examine_sitting
from generator.law.respected import respected_rules
from generator.law.sittings import Sitting
from tests.cases import cases

from .samples import DELIBERATION, HAVELUY, plain

_TODAY = datetime.date(2025, 6, 1)


def kept(sitting: Sitting, act: Act = DELIBERATION) -> dict[str, str]:
    """Return what is told of each rule that holds."""
    findings = (*examine_sitting(sitting), *examine_act(act, _TODAY))
    return {one.rule: plain(one.message) for one in respected_rules(sitting, act, findings)}


def test_what_the_extract_of_haveluy_shows() -> None:
    """Each rule with the figures that show it."""
    act = dataclasses.replace(DELIBERATION, authorises_signature=True)
    assert kept(HAVELUY, act) == {
        "convocation": "convocation : 5 jours francs, 3 au moins",
        "effectif": "21 conseillers en exercice ≤ 23 sièges",
        "quorum": "quorum : 11 ≤ 14 présents",
        "présents": "14 présents = 14 noms dans la liste",
        "pouvoirs": "6 pouvoirs, un par membre présent au plus",
        "votants": "20 votants = 14 présents + 6 pouvoirs",
        "secrétaire": "le secrétaire de séance est parmi les présents",
        "vote": "20 pour + 0 contre + 0 abstention = 20 votants",
        "adoption": "adoptée : 20 pour, 0 contre",
        "signatures": "signatures lues : Mariette MAYEUX, Jean-Paul RYCKELYNCK",
        "autorisation": "le conseil autorise à signer",
        "dates": "séance, puis transmission le 7 avril 2025",
        "identifiant": "identifiant de l’acte : SIREN de la commune, jour de la séance",
    }
    articles = {one.rule: plain(one.article) for one in respected_rules(HAVELUY, act, ())}
    assert articles["convocation"] == "CGCT, art. L. 2121-11"
    assert articles["quorum"] == "CGCT, art. L. 2121-17"


def test_where_the_seats_are_not_known_no_rule_of_them_is_told_to_hold() -> None:
    """Paris, Lyon and Marseille have numbers of their own."""
    assert "effectif" not in kept(dataclasses.replace(HAVELUY, own_seats=True))


def test_of_nothing_no_rule_is_told_to_hold() -> None:
    """A rule whose facts are not known is neither broken nor kept."""
    assert kept(Sitting(), Act("", "")) == {}


@cases(
    "changes, rule",
    ({"convened_on": datetime.date(2025, 3, 31)}, "convocation"),
    ({"in_office": 24}, "effectif"),
    ({"in_office": 28}, "quorum"),
    ({"present": 13}, "présents"),
    ({"proxies": HAVELUY.proxies[:5]}, "votants"),
    ({"proxies": HAVELUY.proxies[:1] * 2}, "pouvoirs"),
    ({"secretary": "GARCIA M."}, "secrétaire"),
    ({"votes_for": 18}, "vote"),
    ({"votes_for": 0, "unanimous": None}, "adoption"),
    ({"signatories": HAVELUY.signatories[:1]}, "signatures"),
)
def test_a_rule_that_is_broken_is_not_told_to_hold(changes: dict[str, object], rule: str) -> None:
    """What is found of it is told, and nothing else."""
    assert rule in kept(HAVELUY)
    assert rule not in kept(dataclasses.replace(HAVELUY, **changes))  # type: ignore[arg-type]  # fields by name


def test_a_convocation_in_urgency_that_is_too_late_is_not_told_to_be_in_time() -> None:
    """It deserves a look; one that was early enough all the same is in order."""
    late = dataclasses.replace(HAVELUY, urgent=True, convened_on=datetime.date(2025, 3, 31))
    assert "convocation" not in kept(late)
    assert "convocation" in kept(dataclasses.replace(HAVELUY, urgent=True))


def test_a_quorum_that_is_waived_is_told_to_be() -> None:
    """After a second convocation, three clear days ahead."""
    alone = dataclasses.replace(HAVELUY, present=3, present_names=(), second_convocation=True)
    assert kept(alone)["quorum"] == "quorum : non exigé sur seconde convocation"
