"""What a scanner, a font or another system makes of signs is what was written."""

from __future__ import annotations

from generator.minutes.cleaned import cleaned


def test_a_letter_before_two_titles_is_a_bullet() -> None:
    """On its line, or after a sentence whose line end is lost; one alone is left as it is."""
    page = "e Vente d’un chemin\nAccord de tous. e Tarifs de la cantine"
    assert cleaned(page) == "• Vente d’un chemin\nAccord de tous. • Tarifs de la cantine"
    assert cleaned("e Vente d’un chemin") == "e Vente d’un chemin"
    assert cleaned("Y_ Décide\n *_ Autorise\nv Charge") == "• Décide\n• Autorise\n• Charge"


def test_a_sign_of_a_font_of_symbols_before_a_line_is_a_bullet() -> None:
    """Its place in Unicode is a private one, or a control's; within a line it stays as it is."""
    assert cleaned("\uf0a7   VOIRIE\n  \x01 CANTINE\nfait \uf0e0 dit") == "• VOIRIE\n• CANTINE\nfait \uf0e0 dit"


def test_a_letter_is_one_sign() -> None:
    """An accent that another system keeps apart belongs to its letter; letters that a font draws as one are several."""
    assert cleaned("Se\u0301ance du Que\u0302ne, dé\ufb01nitive, \ufb02ux, e\ufb00ectif") == (
        "Séance du Quêne, définitive, flux, effectif"
    )


def test_a_passage_without_columns_begins_at_the_margin() -> None:
    """However far its lines stand from it; columns stay where they are."""
    assert cleaned("      Séance du\n   3 juin\n\n  Présents   Absents\n  Luc        Zoé") == (
        "Séance du\n3 juin\n\n  Présents   Absents\n  Luc        Zoé"
    )


def test_words_two_spaces_apart_are_a_sentence() -> None:
    """Where they stand so on the whole page; columns in a page of other lines stay."""
    assert cleaned("Séance  du\n3  juin  2025") == "Séance du\n3 juin 2025"
    assert cleaned("Séance du 3 juin\nLuc  Zoé") == "Séance du 3 juin\nLuc  Zoé"


def test_lines_that_blank_ones_part_are_a_passage() -> None:
    """Where sentences go on after them; a blank line more still parts passages, and paragraphs of a line stay."""
    lines = [
        "Le conseil municipal,",
        "après en avoir délibéré,",
        "à l’unanimité,",
        "approuve la convention",
        "et autorise",
        "le maire à la signer.",
    ]
    assert cleaned("\n\n".join(lines) + "\n\n\nVoirie") == "\n".join(lines) + "\n\nVoirie"
    told = "\n\n".join(["Le maire ouvre la séance.", "Il rappelle l’ordre du jour.", "Nul ne le conteste."] * 3)
    assert cleaned(told) == told


def test_a_point_that_stands_apart_belongs_to_its_letter() -> None:
    """« M . », « J . »; that of a sentence stays."""
    assert cleaned("M . WATTIEZ, Mme .Leleu, J . Jean . Le conseil") == "M. WATTIEZ, Mme. Leleu, J. Jean . Le conseil"


def test_a_heading_whose_letters_stand_apart_is_whole() -> None:
    """Its short words too, and the figures after them."""
    assert cleaned("V I L L E   D E   R A I S M E S") == "VILLE DE RAISMES"
    assert cleaned("S E A N C E   D U   2 6   J U I N   2 0 2 5") == "SEANCE DU 26 JUIN 2025"


def test_the_bracket_around_an_ending_for_all_is_no_part_of_it() -> None:
    """What closes the vote stays, what a scanner reads beside a bracket goes."""
    said = cleaned("à l’unanimité (13 voix « pour », 0 abstention(s)) :")
    assert said == "à l’unanimité (13 voix « pour », 0 abstentions) :"
    assert cleaned("Absent(e)s, Présent(s)} : 3") == "Absents, Présents : 3"
