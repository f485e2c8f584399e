"""The numbers of a convention's articles: one after another, none left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.avenants.articles import articles_of
from generator.errors import Problem, UnreadableError
from generator.word.package import open_package

_NUMBER = re.compile(r"(?:([0-9]+)-)?([0-9]+)")


def gaps(template: bytes, file: str) -> Iterator[Problem]:
    """Yield a warning for each article, or division of an article, that the numbers of a template pass over.

    Articles that are only there under a condition count; those that are numbered otherwise do not.
    """
    try:
        articles = articles_of(open_package(template))
    except UnreadableError:
        return
    numbers: dict[str, set[int]] = {}
    for article in articles:
        found = _NUMBER.fullmatch(article.number)
        if found:
            numbers.setdefault(found[1] or "", {0}).add(int(found[2]))
    for above, known in numbers.items():
        for before, after in pairwise(sorted(known)):
            if after > before + 1:
                yield _gap(f"{above}-" if above else "", before, after, file)


def _gap(above: str, before: int, after: int, file: str) -> Problem:
    missing = [f"{above}{number}" for number in range(before + 1, after)]
    many = "les articles" if len(missing) > 1 else "l’article"
    told = (
        f"la numérotation passe de {above}{before} à {above}{after}"
        if before
        else f"la numérotation commence à {above}{after}"
    )
    return Problem(
        "warning",
        f"il manque {many} {', '.join(missing)} : {told}",
        "renumérotez les articles et les renvois qui y sont faits",
        file,
        place=f"article {above}{after}",
    )
