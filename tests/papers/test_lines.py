"""Words with places, laid out as lines."""

from __future__ import annotations

import re

from generator.papers.lines import lay_out
from generator.papers.textrows import Word


def _words(*lines: tuple[int, int, str], height: float = 10, letter: float = 6) -> list[Word]:
    """Return the words of texts, each given by the left and the top of its first letter."""
    words = []
    for left, top, text in lines:
        place: float = left
        for word in text.split(" "):
            words.append(Word(place, top, place + letter * len(word), top + height, word))
            place += letter * (len(word) + 1)
    return words


def test_words_come_from_left_to_right_and_from_top_to_bottom_whatever_their_order() -> None:
    """A stamp is drawn last and stands first."""
    words = _words((0, 20, "Séance du 2 avril"), (0, 40, "Présents"), (0, 0, "Reçu le 7 avril"))
    assert lay_out(words) == "Reçu le 7 avril\nSéance du 2 avril\nPrésents"


def test_a_word_far_from_all_others_is_no_million_spaces() -> None:
    """On a page drawn too large, or with a mark beside it, one word may stand a hundred metres away."""
    text = lay_out(_words((0, 0, "Reçu le 7 avril"), (300_000, 0, "repère"), (0, 20, "Présents")))
    assert "Reçu le 7 avril   " in text
    assert "repère" in text
    assert len(text) < 500


def test_names_in_columns_keep_their_columns() -> None:
    """Three spaces at least between two names, and the same column below each other."""
    words = _words((0, 0, "MURCIA B."), (120, 1, "CLOSSE E."), (0, 15, "RYCKELYNCK J.P."), (120, 15, "GLORIA D."))
    assert lay_out(words) == "MURCIA B.           CLOSSE E.\nRYCKELYNCK J.P.     GLORIA D."


def test_a_wide_gap_among_stretched_spaces_is_one_between_columns() -> None:
    """Two heights of a letter are no space between words, however stretched the others are."""
    words = [Word(left, 0, left + 30, 10, "texte") for left in (0, 48, 96, 151)]
    assert re.split(" {3,}", lay_out(words)) == ["texte texte texte", "texte"]


def test_the_wide_spaces_of_a_justified_line_make_no_columns() -> None:
    """They are all alike."""
    words = [Word(left, 0, left + 30, 10, "texte") for left in range(0, 300, 50)]
    assert lay_out(words) == "texte texte texte texte texte texte"


def test_columns_of_one_word_are_columns() -> None:
    """Their gaps are alike too, but no space is so wide."""
    words = [Word(left, 0, left + 36, 10, "MURCIA") for left in (0, 100, 200)]
    assert lay_out(words).split("   ")[0] == "MURCIA"


def test_a_word_drawn_in_pieces_is_one_word() -> None:
    """As programs write what is set in two sizes or two fonts."""
    assert lay_out([Word(0, 0, 6, 10, "1"), Word(6.2, 0, 18, 9, "er"), Word(21, 0, 40, 10, "avril")]) == "1er avril"


def test_the_indentation_of_all_lines_is_left_out_and_the_rest_kept() -> None:
    """A title stays centred."""
    assert lay_out(_words((60, 0, "CONSEIL"), (30, 15, "Séance"), (30, 30, "du"))) == "     CONSEIL\nSéance\ndu"


def test_a_wider_gap_between_lines_is_a_blank_line() -> None:
    """As between paragraphs."""
    words = _words((0, 0, "un"), (0, 15, "deux"), (0, 30, "trois"), (0, 60, "quatre"))
    assert lay_out(words) == "un\ndeux\ntrois\n\nquatre"


def test_a_text_beside_a_frame_is_not_cut_by_it() -> None:
    """The frame in the margin is read first, then the text, then what stands below both."""
    frame = [(0, 0, "En exercice : 21"), (0, 15, "Présents : 14"), (0, 30, "Votants : 20"), (0, 45, "Convocation")]
    text = [
        (140, 0, "L’an deux mille vingt-cinq,"),
        (140, 15, "le deux avril, le conseil"),
        (140, 30, "municipal de cette"),
    ]
    below = [(0, 60, "RYCKELYNCK J.P."), (140, 60, "PERTOLDI C."), (0, 75, "GIRARD J.C."), (140, 75, "CLOSSE E.")]
    lines = [
        line for line in lay_out(_words(*frame, *text, (140, 45, "commune s’est réuni."), *below)).split("\n") if line
    ]
    assert [line.strip() for line in lines[:4]] == [text for _, _, text in frame]
    assert " ".join(line.strip() for line in lines[4:8]) == (
        "L’an deux mille vingt-cinq, le deux avril, le conseil municipal de cette commune s’est réuni."
    )
    assert [line.split("   ")[0] for line in lines[8:]] == ["RYCKELYNCK J.P.", "GIRARD J.C."]


def test_rows_whose_cells_take_two_lines_are_read_across() -> None:
    """Two lines of a cell are no text: who gives a proxy stays beside who holds it."""
    words = _words(
        (0, 0, "FERAHTIA A."),
        (140, 0, "MURCIA B., deuxième"),
        (140, 15, "adjoint"),
        (0, 30, "DHAUSSY L."),
        (140, 30, "CLOSSE E., conseillère"),
        (140, 45, "municipale"),
    )
    assert [line.split() for line in lay_out(words).split("\n")] == [
        ["FERAHTIA", "A.", "MURCIA", "B.,", "deuxième"],
        ["adjoint"],
        ["DHAUSSY", "L.", "CLOSSE", "E.,", "conseillère"],
        ["municipale"],
    ]


def test_words_at_the_same_place_are_not_mixed() -> None:
    """A stamp over a title: both stay whole."""
    words = _words((0, 0, "EXTRAIT DU REGISTRE"), (3, 3, "Reçu le 7 avril"))
    assert sorted(lay_out(words).split("\n")) == ["EXTRAIT DU REGISTRE", "Reçu le 7 avril"]


def test_nothing_gives_nothing() -> None:
    """A blank page, and words without a size."""
    assert lay_out([]) == lay_out([Word(0, 0, 0, 0, "x"), Word(0, 0, 5, 5, " ")]) == ""


def test_a_superscript_stays_on_its_word() -> None:
    """The « er » of « 1er », smaller and higher."""
    words = [*_words((0, 20, "Le 1"), (30, 20, "juin")), Word(24, 17, 28, 23, "er")]
    assert lay_out(words) == "Le 1er juin"


LABELS = [(0, 0, "En exercice : 21"), (0, 45, "Votants : 20"), (0, 75, "Convocation :"), (0, 90, "27 mai 2025")]
COLUMN = [
    (160, 0, "Le deux avril à vingt heures, le"),
    (160, 15, "Conseil de la commune de MAULDE,"),
    (160, 30, "Nord, dûment convoqué, est réuni."),
    (160, 60, "Présents :"),
    (160, 75, "M. Pascal JEAN, Mme Carole"),
    (166, 90, "LELEU, Maire"),
    *((160, top, f"Mme Sabine COL, élue n° {top}") for top in range(105, 210, 15)),
    (160, 210, "Absents : M. Marc WATTIEZ"),
]


def test_a_column_beside_labels_is_read_down_to_its_end() -> None:
    """Its lines begin with capitals too, are indented or end; a label may stand alone on its line."""
    below = (0, 240, "Vu le code, le conseil décide ce qui suit, et la")
    lines = [line.strip() for line in lay_out(_words(*LABELS, *COLUMN, below)).split("\n") if line.strip()]
    assert lines == [text for _, _, text in (*LABELS, *COLUMN, below)]


def test_the_sign_before_an_item_is_no_column() -> None:
    """However far it hangs before its item; a cross in the first column of a table is one."""
    marks = _words((0, 0, "\uf0b7"), (18, 0, "d’approuver la convention"), (18, 12, "annexée"))
    marks += _words((0, 24, "–"), (20, 24, "d’autoriser le maire"))
    assert [line.split() for line in lay_out(marks).split("\n")] == [
        ["\uf0b7", "d’approuver", "la", "convention"],
        ["annexée"],
        ["–", "d’autoriser", "le", "maire"],
    ]
    assert lay_out(_words((0, 0, "✓"), (36, 0, "Luc MARTIN"))).startswith("✓    ")
