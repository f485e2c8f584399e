"""The new wordings that a revision gives to the articles in force for one commune."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from generator.avenants.articles import Alinea, Article, article_numbered
from generator.avenants.consolidation import replace_in_article
from generator.avenants.durations import says_duration
from generator.avenants.inforce import InForce
from generator.avenants.transposition import transpose
from generator.errors import DataError
from generator.inputs.revision import ArticleRevision, Paragraph, Revision
from generator.language.dates import date_longue
from generator.language.typography import on_one_line, typographie
from generator.register.avenantcontent import ArticleWording


def revised_articles(force: InForce, revision: Revision) -> Iterator[ArticleWording]:
    """Yield the articles whose wording in force is not the new one already.

    Raises DataError for an article that does not exist, for words that it does not say once, and for a change made in
    another commune's act that can't be carried over.
    """
    for change in revision.articles:
        article = article_numbered(force.articles, change.number)
        alineas = _new_wording(article, change)
        if alineas != article.alineas:
            yield _wording(article, alineas, typographie(change.motif))


def term_articles(force: InForce, term: datetime.date, articles: Sequence[ArticleWording]) -> Iterator[ArticleWording]:
    """Yield the article that says the term, with the new one, unless it is given a new wording anyway.

    Raises DataError when the term in force stands in no article, or in several, that ``articles`` don't all reword.
    """
    old, new = date_longue(force.written_term), date_longue(term)
    saying = [one for one in force.articles if any(old in alinea.text for alinea in one.alineas)]
    reworded = {article.number: article for article in articles}
    left = [one for one in saying if one.number not in reworded]
    known = {one.number: one for one in force.articles}
    given = any(says_duration(known[number], one, term) for number, one in reworded.items())
    if (len(saying) > 1 and left) or not (saying or given):
        where = f"figure dans {len(saying)} articles" if saying else "ne figure dans aucun article"
        raise DataError(
            f"le terme en vigueur, {old}, {where} de la convention signée ; donnez aussi la nouvelle rédaction de "
            "chaque article qui dit la durée, en plus de nouveau_terme"
        )
    for one in left:
        yield _wording(one, replace_in_article(article_numbered(force.articles, one.number), old, new), "")


def _new_wording(article: Article, change: ArticleRevision) -> tuple[Alinea, ...]:
    if change.replacement:
        new = typographie(change.replacement.new)
        if _says(article, new) and not _says(article, change.replacement.former):
            return article.alineas  # an avenant has replaced them already
        return replace_in_article(article, change.replacement.former, new)
    new_wording = _alineas(change.paragraphs)
    if not change.base:
        return new_wording
    return transpose(article, _alineas(change.base), new_wording)


def _says(article: Article, words: str) -> bool:
    """Tell whether an article says words, whatever their spaces."""
    said = " ".join(" ".join(alinea.text for alinea in article.alineas).split())
    return on_one_line(words) in said


def _alineas(paragraphs: Sequence[Paragraph]) -> tuple[Alinea, ...]:
    return tuple(Alinea(typographie(one.text), one.level) for one in paragraphs)


def _wording(article: Article, alineas: Sequence[Alinea], motif: str) -> ArticleWording:
    return ArticleWording(article.number, tuple((alinea.text, alinea.level) for alinea in alineas), motif)
