"""On what article a grouping renders services to its member communes, by its category (CGCT)."""

from __future__ import annotations

import re

from generator.language.typography import unaccented

#: How the full name of each category begins, without accents, and the articles that such a grouping rests on.
_CATEGORIES = (
    (r"(?:communaute d'agglomeration|ca)\b", "L.\u00a05215-27 et L.\u00a05216-7-1"),
    (r"(?:communaute urbaine|cu)\b", "L.\u00a05215-27"),
    (r"(?:communaute de communes|cc)\b", "L.\u00a05214-16-1"),
    # Those of Paris and Lyon have statutes of their own.
    (r"(?:euro)?metropole\b(?! du grand paris| de lyon)", "L.\u00a05215-27 et L.\u00a05217-7"),
)
_ARTICLE = re.compile(r"^(?:la |le |l')")


def foundation(name: str) -> str:
    """Return « L. 5215-27 et L. 5216-7-1 », the articles on which a grouping rests, by its full name.

    "" for a category that none of these articles is about (a syndicat, a pôle), or that the name does not tell.
    """
    folded = _ARTICLE.sub("", unaccented(name.replace("’", "'").strip().lower()))
    return next((articles for begins, articles in _CATEGORIES if re.match(begins, folded)), "")
