"""The numbers of a convention's articles follow one another."""

from __future__ import annotations

import docx
import pytest

from generator.avenants.sequence import gaps
from tests.conftest import REPOSITORY
from tests.edits import packed


def convention(*numbers: str) -> bytes:
    """Return a convention with these articles."""
    document = docx.Document()
    for number in numbers:
        document.add_heading(f"Article {number} : Objet", 2)
        document.add_paragraph("Texte.")
    return packed(document)


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        (("1er", "2", "4", "5"), ["il manque l’article 3 : la numérotation passe de 2 à 4"]),
        (("1er", "5"), ["il manque les articles 2, 3, 4 : la numérotation passe de 1 à 5"]),
        (("1er", "2", "2-1", "2-3"), ["il manque l’article 2-2 : la numérotation passe de 2-1 à 2-3"]),
        (("2", "3"), ["il manque l’article 1 : la numérotation commence à 2"]),
        (("1er", "2", "2", "3"), []),
        (("I", "III"), []),
    ],
)
def test_an_article_that_was_taken_out_leaves_a_gap(numbers: tuple[str, ...], told: list[str]) -> None:
    """Divisions too; an article said twice, each under its condition, leaves none."""
    assert [problem.message for problem in gaps(convention(*numbers), "convention.docx")] == told


def test_the_campaign_in_use_has_none() -> None:
    """Its nine articles follow one another."""
    template = REPOSITORY / "templates" / "mediation-numerique" / "convention.docx"
    assert not list(gaps(template.read_bytes(), template.name))
