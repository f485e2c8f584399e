"""The points that an agenda announces are found again where the council deals with them."""

from __future__ import annotations

from tests.cases import cases
from tests.intake.minutes import CLOSING, OPENING, OURS, ROADS, read

AGENDA = """
{label}
{first}Approbation du procès-verbal du 6 mai 2025
{second}Réfection de la voirie communale
{third}Convention d’accompagnement numérique
{fourth}Désignation des délégués au syndicat
"""
BODY = """
Réfection de la voirie communale
Des devis ont été reçus ce printemps.
Le conseil municipal retient le moins cher par 1 voix pour et 2 voix contre.
Convention d’accompagnement numérique
Le projet a été envoyé avec la convocation.
1. un médiateur vient une fois par mois ;
2. la commune prête une salle.
Le conseil municipal, après en avoir délibéré, à l’unanimité, approuve la convention.
"""


@cases("label", "Ordre du jour :", "L’ordre du jour est le suivant :", "ORDRE DU JOUR")
@cases("ranks", ("1. ", "2. ", "3. ", "4. "), ("- ",) * 4, ("", "", "", ""))
def test_a_title_that_the_agenda_gives_begins_a_point(label: str, ranks: tuple[str, ...]) -> None:
    """Without any number in the body, and with the items of a list between."""
    agenda = AGENDA.format(label=label, first=ranks[0], second=ranks[1], third=ranks[2], fourth=ranks[3])
    roads, ours = read(OPENING + agenda + BODY + CLOSING)
    assert (roads.fields["objet"].value, roads.fields["contre"].value) == ("Réfection de la voirie communale", 2)
    assert ours.fields["objet"].value == "Convention d’accompagnement numérique"
    assert (ours.fields["contre"].value, ours.fields["unanimite"].value) == (0, True)


def test_who_is_named_without_a_vote_is_decided() -> None:
    """A designation that the agenda announces: the law lets a council name people without a vote."""
    ranks = {"first": "1. ", "second": "2. ", "third": "3. ", "fourth": "4. "}
    text = OPENING + AGENDA.format(label="Ordre du jour :", **ranks) + BODY
    text += "Désignation des délégués au syndicat\nTitulaire : M. Marc WATTIEZ\nSuppléant : M. Pascal JEAN\n"
    assert [act.fields["objet"].value for act in read(text + CLOSING)][2:] == ["Désignation des délégués au syndicat"]


def test_a_title_of_two_lines_is_one_point() -> None:
    """Both lines stand in the agenda, one under the other in the body."""
    agenda = "\nOrdre du jour :\n1. Voirie communale\n2. Convention d’accompagnement\nnumérique des habitants\n"
    body = BODY.replace("Réfection de la voirie", "Voirie").replace(
        "Convention d’accompagnement numérique", "Convention d’accompagnement\nnumérique des habitants"
    )
    assert len(read(OPENING + agenda + body + CLOSING)) == 2


def test_an_item_is_told_after_a_roman_numeral_without_a_sign() -> None:
    """« II     Prix du repas », which is no part of the title."""
    agenda = "Ordre du jour :\nI     Vente du chemin rural\nII     Prix du repas\n\n"
    acts = read(f"{OPENING}\n{agenda}I     Vente du chemin rural.\n{ROADS}II     Prix du repas.\n{OURS}{CLOSING}")
    assert [act.fields["objet"].value for act in acts] == ["Vente du chemin rural", "Prix du repas"]
