"""What a scanner makes of a bullet is one still."""

from __future__ import annotations

from generator.intake.cleaned import cleaned, without_folios


def test_a_letter_before_two_titles_is_a_bullet() -> None:
    """On its line, or after a sentence whose line end is lost; one alone is left as it is."""
    page = "e Vente d’un chemin\nAccord de tous. e Tarifs de la cantine"
    assert cleaned(page) == "• Vente d’un chemin\nAccord de tous. • Tarifs de la cantine"
    assert cleaned("e Vente d’un chemin") == "e Vente d’un chemin"


def test_a_sign_of_a_font_of_symbols_before_a_line_is_a_bullet() -> None:
    """Its place in Unicode is a private one, or a control's; within a line it stays as it is."""
    assert cleaned("\uf0a7   VOIRIE\n  \x01 CANTINE\nfait \uf0e0 dit") == "• VOIRIE\n  • CANTINE\nfait \uf0e0 dit"


def test_numbers_at_the_foot_of_pages_that_follow_each_other_are_left_out() -> None:
    """From any page on, most pages having one; counts at the foot of a page or two stay."""
    pages = tuple(f"Voirie\nContre : 0\n{foot}\n" for foot in ("", "  2", "- 3 -", "4", "15"))
    assert without_folios(pages) == (pages[0], *["Voirie\nContre : 0"] * 3, pages[4])
    assert without_folios(pages[1:3]) == pages[1:3]
    assert without_folios(()) == ()


def test_numbers_far_from_the_margin_that_follow_each_other_part_a_text_into_pages() -> None:
    """A text that does not tell its pages; ranks at the margin, and numbers that do not follow each other, stay."""
    pages = tuple(f"Voirie\n{' ' * 40}{rank}" for rank in (1, 2, 3))
    text = "\n".join(pages)
    assert [page.strip() for page in without_folios((text,)) if page.strip()] == ["Voirie"] * 3
    assert without_folios((text.replace("2", "5"),)) == (text.replace("2", "5"),)
    assert without_folios((text.replace(" ", ""),)) == (text.replace(" ", ""),)
