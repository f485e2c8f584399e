"""French typography of any printed text."""

from __future__ import annotations

import re

from hypothesis import given, settings, strategies as st

from generator.language.typography import NBSP, NNBSP, typographie, unaccented
from tests.cases import cases

from .samples import shown


@cases(
    "text, expected",
    ("l'acte d'Haveluy", "l’acte d’Haveluy"),
    ("Rue Rouget-de-l'Isle", "Rue Rouget-de-l’Isle"),
    ("etc...", "etc…"),
    ("Le ........", "Le ........"),
    ("ci-après : « la CAPH »", "ci-après~: «~la CAPH~»"),
    ("Quoi ? Oui ; non !", "Quoi^? Oui^; non^!"),
    ("Quoi ?!", "Quoi^?!"),
    (f"Quoi{NBSP}? Oui{NNBSP}: non", "Quoi^? Oui~: non"),
    ("15 000 € et 17,5 %", "15~000~€ et 17,5~%"),
    ("n° 12, N° D25049B, nos 3 et 4", "n°~12, N°~D25049B, nos~3 et 4"),
    ("Monsieur le Maire et Mme X, MM. Y, M. Z, Mmes T", "Monsieur~le Maire et Mme~X, MM.~Y, M.~Z, Mmes~T"),
    ("le 2 avril 2025, le 1er juillet", "le 2~avril 2025, le 1er~juillet"),
    ("27 MARS 2025, 3 Août", "27~MARS 2025, 3~Août"),
    ("1 234 567 et 1 234,50", "1~234~567 et 1~234,50"),
    ("215 902 habitants", "215~902 habitants"),
    ("article 5, art. 8, articles L. 5215-27", "article~5, art.~8, articles~L.~5215-27"),
    ("L. 213-1, R. 2121-9, D. 1, LO. 1112-1", "L.~213-1, R.~2121-9, D.~1, LO.~1112-1"),
    ("page 3, pages 4 et 5, p. 6", "page~3, pages~4 et 5, p.~6"),
    ("de 9 h à 18 h 30", "de 9~h à 18~h~30"),
    ("  deux   espaces \n", "deux espaces"),
    ("une ligne\nl'autre", "une ligne\nl’autre"),
    ("", ""),
)
def test_text_gets_french_typography(text: str, expected: str) -> None:
    """Each rule on a plain example; ~ is U+00A0 and ^ is U+202F."""
    assert shown(typographie(text)) == expected


@cases(
    "text",
    "12:30",
    "https://www.example.fr/l'acte...?q=1;2!",
    "www.example.fr/l'acte",
    "o'neil@mairie-example.fr",
    "03 27 44 20 99",
    "0 800 123 456",
    "215 902 925",
    "215 902 925 00012",
    "59255 Haveluy",
    "59 255 Haveluy",
    "nos communes",
    "le 24 12 2025",
    "2025-02-10",
    "la page suivante",
    "du 16 au 18",
    "l’article suivant",
    "Ville d’Haveluy",
)
def test_what_is_not_french_prose_is_left_alone(text: str) -> None:
    """Hours, addresses, telephone numbers, SIREN, SIRET, postal codes, dates in figures do not change."""
    assert typographie(text) == text


@cases("text, plain", ("Œuf-en-Ternois", "Oeuf-en-Ternois"), ("ÉLU, nº 2 \ufb01n", "ELU, no 2 fin"))
def test_names_are_compared_without_accents(text: str, plain: str) -> None:
    """Accents go, joined letters are two, what is plain stays."""
    assert unaccented(text) == plain
    assert unaccented(plain) == plain


def test_an_address_in_a_sentence_keeps_its_apostrophes() -> None:
    """Only the words around an URL or an e-mail address are made French."""
    text = "l'adresse : o'neil@example.fr ou https://example.fr/l'acte !"
    assert shown(typographie(text)) == "l’adresse~: o'neil@example.fr ou https://example.fr/l'acte^!"


PIECES = (
    *(" ", "  ", NBSP, NNBSP, "\n", "'", "...", ".", ":", ";", "!", "?", "«", "»", "€", "%", "-", "/", "@", "+"),
    *("n°", "nos", "M.", "Mme", "Monsieur", "article", "L.", "page", "p.", "avril", "1er", "h", "X", "é", "à"),
    *("0", "1", "12", "234", "567", "59", "2025", "www.", "https://", "a@b.fr"),
)


@settings(derandomize=True, max_examples=1000)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=40))
def test_twice_is_once_and_only_spaces_and_marks_change(text: str) -> None:
    """Typography is idempotent, adds no space, and changes no letter, figure or mark but ' and three dots."""
    once = typographie(text)
    assert typographie(once) == once
    assert len(re.findall(r"\s", once)) <= len(re.findall(r"\s", text))

    def plain(value: str) -> str:
        return re.sub(f"[ \t\r\n{NBSP}{NNBSP}]", "", value).replace("'", "’").replace("…", "...")

    assert plain(once) == plain(text)
