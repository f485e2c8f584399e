"""The convention and the planning of Haveluy, made from the repository's own templates, and changes to them."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from docx import Document
from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph

from generator.avenants.articles import Alinea, Article, article_numbered, read_articles
from generator.avenants.consolidation import ArticleChange, replace_in_article
from generator.inputs.communes import find_commune
from generator.rendering.context import for_piece, make_context
from generator.rendering.rendering import renderer_of
from generator.rendering.templates import Templates
from generator.word.passages import read_passages
from tests.conftest import shipped_sources
from tests.edits import packed


@cache
def convention() -> bytes:
    """Return the convention."""
    return _render("convention")


@cache
def planning(jour: str = "jeudi", demi_journee: str = "après-midi") -> bytes:
    """Return the planning annexed to it, for the half-day of communes.csv or another."""
    return _render("planning", jour, demi_journee)


def find_article(docx: bytes, number: str) -> Article:
    """Return one article of a convention."""
    return article_numbered(read_articles(docx), number)


def changes(avenant: int = 1) -> tuple[ArticleChange, ...]:
    """Return changes of two articles: items of a list and a paragraph of one, the term of the other."""
    lead, welcome, _, *rest = find_article(convention(), "4").alineas
    wording = (
        lead,
        welcome,
        Alinea("1\u00a0h\u00a030 pour des rendez-vous individuels\u202f;", 1),
        Alinea("un atelier par trimestre.", 1),
        rest[0],
        Alinea("Leur bureau sera situé à la mairie."),
        *rest[2:],
    )
    term = replace_in_article(find_article(convention(), "5-1"), "30 juin 2026", "31\u00a0décembre 2027")
    return ArticleChange("4", wording, avenant), ArticleChange("5-1", term, avenant)


def edited(docx: bytes, change: Callable[[WordDocument], None]) -> bytes:
    """Return a document changed with python-docx."""
    document = Document(io.BytesIO(docx))
    change(document)
    return packed(document)


def found(document: WordDocument, words: str) -> Paragraph:
    """Return the first paragraph that holds these words, whatever their spaces."""
    return next(paragraph for paragraph in document.paragraphs if words in " ".join(paragraph.text.split()))


def body(docx: bytes) -> list[str]:
    """Return the paragraphs and rows of the body that bear text."""
    return [passage.text for passage in read_passages(docx) if passage.story == "corps du document"]


def _render(kind: str, jour: str = "jeudi", demi_journee: str = "après-midi") -> bytes:
    sources = shipped_sources()
    commune = find_commune("59292", sources.participants)
    assert commune.slot is not None
    commune = replace(commune, slot=replace(commune.slot, jour=jour, demi_journee=demi_journee))
    piece = next(piece for piece in sources.campaign.pieces if piece.kind == kind)
    context = for_piece(make_context(commune, sources.campaign, "MED_NUM-2025-017"), piece, sources.campaign)
    return renderer_of(Templates.of(sources)).render(kind, context, commune.nom)
