"""Votes of other bodies and of other days are not the act's."""

from __future__ import annotations

from tests.cases import cases
from tests.intake.minutes import field

HEAD = (
    "COMMUNE DE MAULDE\nSéance du 3 juin 2025\nPrésents : Mme Carole LELEU, M. Marc WATTIEZ\nVotants : 2\n"
    "Objet : Convention d’accompagnement numérique\nVu le code général des collectivités territoriales,\n"
)
SIDES = ("pour", "contre", "abstentions", "unanimite")


@cases(
    "sentence",
    "Vu l’avis favorable à l’unanimité de la commission des finances,",
    "Vu l’avis du conseil d’école par 15 voix pour et 1 voix contre,",
    "Vu l’avis de la commission du 12 mai (4 pour, 2 contre),",
    "Considérant que la CLECT a adopté son rapport à l’unanimité,",
    "Vu la délibération du conseil communautaire adoptée à l’unanimité,",
    "Vu la délibération du 3 mars 2025 par laquelle le conseil avait approuvé le projet à l’unanimité,",
    "Par délibération du 3 mars 2025, le conseil avait approuvé le projet à l’unanimité.",
    "La commission a émis un avis favorable à l’unanimité.",
    "Le comité technique a rendu un avis favorable (5 pour, 0 contre, 1 abstention).",
    "Le bureau communautaire s’est prononcé par 12 voix pour et 3 contre.",
    "Vu l’avis des commissions du 12 mai (pour : 4 ; contre : 0;\nabstentions : 2).",
    "La proposition de report, mise aux voix, recueille 1 voix pour et 14 contre ; elle est rejetée.",
    "L’amendement de M. Marc WATTIEZ est adopté par 8 voix pour et 3 contre.",
)
def test_a_vote_that_is_cited_is_not_the_acts(sentence: str) -> None:
    """Neither where the act tells none, nor beside its own."""
    nothing = f"{HEAD}{sentence}\nLe conseil prend acte du rapport.\n"
    assert [field(nothing, name).value for name in SIDES] == [None] * 4
    voted = f"{HEAD}{sentence}\nLe conseil, après en avoir délibéré, approuve par 1 voix pour et 1 voix contre.\n"
    assert [field(voted, name).value for name in ("pour", "contre", "unanimite")] == [1, 1, False]


@cases(
    "sentence",
    "Vu l’avis de la commission, le conseil municipal, à l’unanimité, approuve.",
    "Considérant l’intérêt du projet, après en avoir délibéré, à l’unanimité, approuve.",
    "Le conseil, sur avis favorable de la commission, à l’unanimité, approuve.",
    "Sur proposition de la commission des finances, à l’unanimité, approuve.",
    "Vote : unanime",
)
def test_the_councils_own_vote_is_kept(sentence: str) -> None:
    """In the sentence that gives its reasons, or on the advice of a commission."""
    unanimous = field(f"{HEAD}{sentence}\n", "unanimite")
    assert (unanimous.value, unanimous.confidence) == (True, "certain")


@cases("but", "moins une abstention", ", sauf M. Marc WATTIEZ qui s’abstient", "moins une voix")
def test_unanimity_but_for_somebody_tells_nothing_sure(but: str) -> None:
    """Nobody is told to be against, nor everybody for."""
    act = f"{HEAD}Le conseil approuve à l’unanimité {but}.\n"
    assert (field(act, "unanimite").value, field(act, "unanimite").confidence) == (False, "doubtful")
    assert field(act, "contre").value is None


def test_adopted_but_by_somebody_is_no_unanimity() -> None:
    """Whatever the point after it, which was not cut from it, says."""
    act = f"{HEAD}Adopté, sauf par M. Marc WATTIEZ qui s’abstient.\nMobilier : adopté à l’unanimité par le conseil.\n"
    assert (field(act, "unanimite").value, field(act, "unanimite").confidence) == (False, "doubtful")


def test_a_line_that_decides_after_reasons_without_a_sign_is_the_councils() -> None:
    """The reasons end with a line, « À L’UNANIMITÉ » begins the next."""
    act = (
        f"{HEAD}Vu l’avis de la commission de la voirie et des travaux réunie le 20 mai 2025\n"
        "À L’UNANIMITÉ des votants (2 voix), 0 abstention\nApprouve le programme.\n"
    )
    assert [field(act, name).value for name in ("unanimite", "pour", "abstentions")] == [True, 2, 0]
