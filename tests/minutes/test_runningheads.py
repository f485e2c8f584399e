"""The number of a page and what is printed around each of them is no text of an act."""

from __future__ import annotations

from generator.minutes.runningheads import without_running_heads


def test_numbers_at_the_foot_of_pages_that_follow_each_other_are_left_out() -> None:
    """From any page on, most pages having one; counts at the foot of a page or two stay."""
    feet = ("", "  2", "- 3 -", "4", "15")
    pages = tuple(f"Rue {street}\nContre : 0\n{foot}\n" for street, foot in zip("ABCDE", feet, strict=True))
    numbered = [f"Rue {street}\nContre : 0" for street in "BCD"]
    assert without_running_heads(pages) == (pages[0], *numbered, pages[4])
    assert without_running_heads(pages[1:3]) == pages[1:3]
    assert without_running_heads(()) == ()


def test_numbers_far_from_the_margin_that_follow_each_other_part_a_text_into_pages() -> None:
    """A text that does not tell its pages; ranks at the margin, and numbers that do not follow each other, stay."""
    pages = tuple(f"Rue {'ABC'[rank - 1]}\n{' ' * 40}{rank}" for rank in (1, 2, 3))
    text = "\n".join(pages)
    assert [page.strip() for page in without_running_heads((text,)) if page.strip()] == ["Rue A", "Rue B", "Rue C"]
    assert without_running_heads((text.replace("2", "5"),)) == (text.replace("2", "5"),)
    assert without_running_heads((text.replace(" ", ""),)) == (text.replace(" ", ""),)


def test_a_line_at_the_head_or_foot_of_most_pages_is_left_out() -> None:
    """Whatever the page's number in it; the first page keeps its head, and what an act says stays on each."""
    pages = tuple(
        f"Ville de Maulde – séance du 3 juin – page {rank}/4\nRue {street}\nPour : 15\nCarole LELEU\nwww.maulde.fr\n"
        for rank, street in enumerate("ABCD", 1)
    )
    said = [f"Rue {street}\nPour : 15\nCarole LELEU" for street in "ABCD"]
    read = [page.strip() for page in without_running_heads(pages)]
    assert read == [f"Ville de Maulde – séance du 3 juin – page 1/4\n{said[0]}", *said[1:]]
    assert without_running_heads(pages[:2]) == pages[:2]
    acts = tuple(f"EXTRAIT DU REGISTRE\n{page}" for page in pages)
    assert without_running_heads(acts) == acts


def test_the_number_of_a_leaf_stands_above_the_head_of_its_page() -> None:
    """On every other page, far from the margin; numbers that do not follow each other, or head acts, stay."""
    head = "Ville de Maulde\nRue {}"
    leaves = tuple(f"{'2025 / 02':>50}{rank}\n\n{head.format('ABC'[rank])}" for rank in range(3))
    pages = tuple(page for leaf in leaves for page in (leaf, head.format("verso")))
    assert not any("2025" in page for page in without_running_heads(pages))
    apart = tuple(page.replace("/ 022", "/ 025") for page in pages)
    assert sum("2025" in page for page in without_running_heads(apart)) == len(leaves)
    assert all("2025" in page for page in without_running_heads(leaves))


def test_what_a_browser_prints_around_a_page_is_left_out() -> None:
    """The day and the hour of the printing are no sitting's."""
    act = "Séance du 12 juin 2025 à 18 h 30\n"
    printed = (
        f"29/11/2026 11:53                    Délibération\n{act}\nhttps://maulde.fr/acte.html            1/1",
        f"11/29/26, 11:53 PM                  Délibération\n{act}\nfile:///C:/acte.html                   1/1",
        f"Délibération                        https://maulde.fr/acte.html\n{act}\n1 sur 2        29/11/2026, 11:53",
    )
    assert [without_running_heads((page,))[0].strip() for page in printed] == [act.strip()] * 3
