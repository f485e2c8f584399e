"""Voters, sums, unanimity and majority."""

from __future__ import annotations

from dataclasses import replace

from generator.law.sittings import Sitting
from generator.law.votes import examine_adoption, examine_count, examine_unanimity, examine_voters, is_adopted
from tests.cases import cases

from .samples import HAVELUY, told


@cases(
    "sitting, adopted",
    (HAVELUY, True),
    (Sitting(votes_for=11, votes_against=9), True),
    (Sitting(votes_for=1, votes_against=0, abstentions=19), True),
    (Sitting(votes_for=9, votes_against=10), False),
    (Sitting(votes_for=0, votes_against=0, abstentions=20), False),
    (Sitting(votes_for=10, votes_against=10), None),
    (Sitting(unanimous=True), True),
    (Sitting(votes_for=11, voting=20), True),
    (Sitting(votes_for=10, voting=20), None),
    (Sitting(unanimous=False), None),
    (Sitting(), None),
)
def test_the_majority_of_the_votes_cast_decides(sitting: Sitting, adopted: bool | None) -> None:
    """Abstentions are not votes cast; a tie or unknown votes do not tell."""
    assert is_adopted(sitting) is adopted


def test_a_rejected_deliberation_is_an_error() -> None:
    """It does not authorise the mayor to sign."""
    assert told(examine_adoption(Sitting(votes_for=9, votes_against=11))) == [
        "error, adoption, CGCT, art. L. 2121-20: 9 pour, 11 contre : la délibération n’est pas adoptée ; elle"
        " n’autorise pas à signer. Vérifiez les nombres de voix."
    ]


def test_a_vote_that_nobody_was_for_is_told_without_unknown_figures() -> None:
    """The votes against are not known, and not shown."""
    (found,) = told(examine_adoption(Sitting(votes_for=0)))
    assert "L. 2121-20: 0 pour : la délibération n’est pas adoptée" in found


def test_a_tie_is_for_the_chair_to_break() -> None:
    """How it was broken must be in the extract."""
    (found,) = told(examine_adoption(Sitting(votes_for=10, votes_against=10)))
    assert found.startswith("warning, adoption, CGCT, art. L. 2121-20: 10 pour, 10 contre : partage égal des voix ;")


def test_an_adopted_deliberation_or_an_unknown_vote_is_in_order() -> None:
    """There is nothing to say of them."""
    assert not list(examine_adoption(HAVELUY))
    assert not list(examine_adoption(Sitting()))


def test_more_voters_than_present_and_proxies_is_an_error() -> None:
    """Fourteen present and five proxies do not make twenty."""
    assert told(examine_voters(replace(HAVELUY, proxies=HAVELUY.proxies[:5]))) == [
        "error, votants, CGCT, art. L. 2121-20: 20 votants, alors que 14 présents et 5 pouvoirs font 19 ; vérifiez ces"
        " nombres et la liste des pouvoirs."
    ]


def test_fewer_voters_may_be_members_who_left() -> None:
    """The extract has to tell who; it is no error."""
    assert told(examine_voters(replace(HAVELUY, voting=19))) == [
        "warning, votants, CGCT, art. L. 2121-20: 19 votants, alors que 14 présents et 6 pouvoirs font 20 ; si des"
        " conseillers ont quitté la séance ou n’ont pas pris part au vote, demandez un extrait qui le dise."
    ]


def test_those_who_take_no_part_may_be_counted_among_the_voters_or_not() -> None:
    """Both habits exist: 20 or 19 voters with one who takes no part."""
    for voting in (19, 20):
        sitting = replace(HAVELUY, voting=voting, not_voting=1, votes_for=19)
        assert not list(examine_voters(sitting))
        assert not list(examine_count(sitting))


def test_voters_beyond_those_present_need_proxies() -> None:
    """None is known: the extract may not list them."""
    (found,) = told(examine_voters(replace(HAVELUY, proxies=())))
    assert found.startswith("warning, votants, CGCT, art. L. 2121-20: 20 votants pour 14 présents, mais aucun pouvoir")
    assert not list(examine_voters(replace(HAVELUY, proxies=(), voting=14)))


def test_more_voters_than_members_is_an_error() -> None:
    """It is told once, even when those present are not known; as many as members is in order."""
    assert not list(examine_voters(Sitting(voting=21, in_office=21)))
    for sitting in (replace(HAVELUY, voting=22), Sitting(voting=22, in_office=21)):
        assert told(examine_voters(sitting)) == [
            "error, votants, CGCT, art. L. 2121-20: 22 votants pour 21 conseillers en exercice ; vérifiez ces deux"
            " nombres."
        ]


def test_more_votes_than_voters_is_an_error() -> None:
    """Even when only some of the votes are known."""
    assert told(examine_count(replace(HAVELUY, votes_against=1, abstentions=2))) == [
        "error, vote, CGCT, art. L. 2121-20: 20 voix pour, 1 contre, 2 abstentions : 23 au total, pour 20 votants ;"
        " vérifiez ces nombres."
    ]
    assert [found.level for found in examine_count(Sitting(voting=20, votes_for=21))] == ["error"]


def test_fewer_votes_than_voters_are_to_be_explained() -> None:
    """Eighteen votes for twenty voters: two members took no part, or a number is wrong."""
    (found,) = told(examine_count(replace(HAVELUY, votes_for=18)))
    assert found.startswith("warning, vote, CGCT, art. L. 2121-20: 18 voix pour, 0 contre, 0 abstention : 18 au total")


def test_a_unanimous_vote_needs_no_zeros() -> None:
    """« À l’unanimité », 20 for, nothing else written: complete. Without the word, the rest is unknown."""
    unanimous = Sitting(voting=20, votes_for=20, unanimous=True)
    assert not list(examine_count(unanimous))
    assert [found.level for found in examine_count(replace(unanimous, votes_for=19))] == ["warning"]
    assert not list(examine_count(replace(unanimous, votes_for=19, unanimous=None)))


def test_a_vote_against_is_no_unanimity() -> None:
    """The word and the number contradict each other."""
    assert told(examine_unanimity(replace(HAVELUY, votes_for=19, votes_against=1))) == [
        "error, unanimité, CGCT, art. L. 2121-20: « à l’unanimité », avec 1 voix contre : l’un contredit"
        " l’autre ; demandez à la commune de corriger la mention ou les nombres."
    ]


def test_an_abstention_leaves_unanimity_of_the_votes_cast() -> None:
    """It is lawful, and better said in full."""
    assert told(examine_unanimity(replace(HAVELUY, votes_for=18, abstentions=2))) == [
        "warning, unanimité, CGCT, art. L. 2121-20: « à l’unanimité », avec 2 abstentions : les abstentions ne sont pas"
        " des suffrages exprimés ; ce n’est pas une irrégularité, et la mention exacte, si l’acte ne l’a pas, est « à"
        " l’unanimité des suffrages exprimés »."
    ]


def test_a_majority_may_have_votes_against() -> None:
    """Nothing is said when unanimity was not claimed."""
    assert not list(examine_unanimity(Sitting(votes_for=12, votes_against=8, unanimous=False)))


def test_a_tie_in_a_secret_ballot_is_a_rejection() -> None:
    """Nobody has a casting vote there; in an open one it is for somebody to verify."""
    tie = replace(HAVELUY, votes_for=10, votes_against=10, unanimous=False)
    assert told(examine_adoption(replace(tie, secret_ballot=True))) == [
        "error, adoption, CGCT, art. L. 2121-20 et L. 2121-21: 10 pour, 10 contre, au scrutin secret : personne n’y a"
        " voix prépondérante, et la délibération n’est pas adoptée. Vérifiez les nombres de voix."
    ]
    assert is_adopted(replace(tie, secret_ballot=True)) is False
    assert [found.level for found in examine_adoption(tie)] == ["warning"]
    assert is_adopted(tie) is None


@cases("secret", True, False)
def test_a_minority_is_a_rejection_in_a_secret_ballot_too(secret: bool) -> None:
    """No casting vote comes into it."""
    lost = replace(HAVELUY, votes_for=9, votes_against=11, unanimous=False, secret_ballot=secret)
    (found,) = told(examine_adoption(lost))
    assert found.startswith("error")
    assert "9 pour, 11 contre : la délibération n’est pas adoptée" in found
