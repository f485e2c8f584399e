"""The articles on which a grouping renders services to its communes are those of its own category."""

from __future__ import annotations

from generator.law.epci import foundation
from tests.cases import cases


@cases(
    "name, articles",
    ("Communauté d’Agglomération de La Porte du Hainaut", "L. 5215-27 et L. 5216-7-1"),
    ("Communauté d'agglomération Valenciennes Métropole", "L. 5215-27 et L. 5216-7-1"),
    ("CA du Pays de Saint-Omer", "L. 5215-27 et L. 5216-7-1"),
    ("Communauté urbaine de Dunkerque", "L. 5215-27"),
    ("communauté de communes Cœur d’Ostrevent", "L. 5214-16-1"),
    ("La Communauté de communes du Pays solesmois", "L. 5214-16-1"),
    ("Métropole européenne de Lille", "L. 5215-27 et L. 5217-7"),
    ("Eurométropole de Strasbourg", "L. 5215-27 et L. 5217-7"),
)
def test_each_category_has_its_own_articles(name: str, articles: str) -> None:
    """L. 5216-7-1 is for communautés d’agglomération alone, L. 5214-16-1 for communautés de communes (CGCT)."""
    assert foundation(name).replace("\u00a0", " ") == articles


@cases("name", "Syndicat mixte du Val d’Escaut", "Métropole de Lyon", "Métropole du Grand Paris", "Grand Reims", "")
def test_nothing_is_cited_for_what_they_are_not_about(name: str) -> None:
    """A syndicat, a metropolis with a statute of its own, a name that tells no category: no article is invented."""
    assert foundation(name) == ""
