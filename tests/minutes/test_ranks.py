"""Ranks are those of a sitting's points, and not of what a point lists or of the chapters of a report."""

from __future__ import annotations

from tests.intake.minutes import CLOSING, OPENING, OURS, ROADS, read

TOLD = "Les communes ont été invitées à dire ce qu’elles attendent de ce service, et de ce qu’il doit coûter. " * 3


def _titles(text: str) -> list[object]:
    return [act.fields["objet"].value for act in read(text)]


def test_titles_in_small_letters_have_ranks_that_follow() -> None:
    """« 1) tarifs de la cantine », and where they end is not sure; one of them may have a capital."""
    points = f"1) tarifs de la cantine\n{ROADS}2) Vente d’un chemin\n{OURS}3) choix d’un architecte\n{OURS}"
    acts = read(f"{OPENING}\n{points}{CLOSING}")
    assert [(act.fields["objet"].value, act.fields["objet"].confidence) for act in acts] == [
        ("tarifs de la cantine", "doubtful"),
        ("Vente d’un chemin", "certain"),
        ("choix d’un architecte", "doubtful"),
    ]
    assert [act.fields["pour"].value for act in acts] == [1, 3, 3]


def test_a_list_in_small_letters_is_none_of_points() -> None:
    """Nothing is voted between its items."""
    listed = "\nMadame la Maire présente :\n1) les devis reçus\n2) le calendrier\n3) les subventions\n"
    assert len(read(f"{OPENING}\nObjet : Convention d’accompagnement\n{listed}{OURS}{CLOSING}")) == 1


def test_a_list_inside_a_point_does_not_hide_the_next_one() -> None:
    """It begins anew at 1, then the ranks go on where the point stood."""
    listed = "Les commissions sont :\n1. Voirie et réseaux\n2. Finances\n3. Écoles\n4. Culture\n"
    before, after = f"1. VENTE D’UN CHEMIN\n{ROADS}2. COMMISSIONS\n", f"3. INDEMNITÉS DES ÉLUS\n{ROADS}4. CANTINE\n"
    acts = read(f"{OPENING}\n{before}\n{listed}{OURS}{after}{OURS}{CLOSING}")
    assert [act.fields["objet"].value for act in acts] == [
        "VENTE D’UN CHEMIN",
        "COMMISSIONS",
        "INDEMNITÉS DES ÉLUS",
        "CANTINE",
    ]
    assert [act.fields["pour"].value for act in acts] == [1, 3, 1, 3]


def test_chapters_of_a_report_are_one_point() -> None:
    """They stand after reasons, inside one point of those that are voted; those under a rubric are points."""
    chapters = f"I – CE QUE LE SERVICE COÛTE\n{TOLD}Il a été voté par 3 voix.\nII – CE QU’IL RAPPORTE\n{TOLD}\n{OURS}"
    assert _titles(
        f"{OPENING}\n1. Vente d’un chemin\n{ROADS}2. Service commun\n{TOLD}\n{chapters}3. Cantine\n{OURS}{CLOSING}"
    ) == ["Vente d’un chemin", "Service commun", "Cantine"]
