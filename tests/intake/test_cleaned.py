"""What a scanner makes of a bullet is one still."""

from __future__ import annotations

from generator.intake.cleaned import cleaned


def test_a_letter_before_two_titles_is_a_bullet() -> None:
    """On its line, or after a sentence whose line end is lost; one alone is left as it is."""
    page = "e Vente d’un chemin\nAccord de tous. e Tarifs de la cantine"
    assert cleaned(page) == "• Vente d’un chemin\nAccord de tous. • Tarifs de la cantine"
    assert cleaned("e Vente d’un chemin") == "e Vente d’un chemin"
    assert cleaned("Y_ Décide\n *_ Autorise\nv Charge") == "• Décide\n• Autorise\n• Charge"


def test_a_sign_of_a_font_of_symbols_before_a_line_is_a_bullet() -> None:
    """Its place in Unicode is a private one, or a control's; within a line it stays as it is."""
    assert cleaned("\uf0a7   VOIRIE\n  \x01 CANTINE\nfait \uf0e0 dit") == "• VOIRIE\n  • CANTINE\nfait \uf0e0 dit"
