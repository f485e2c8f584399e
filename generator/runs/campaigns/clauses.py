"""The articles of a new convention: chosen from a list, each as the starter's template writes it, numbered again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from generator.errors import UsageError
from generator.word.package import WORD, open_package
from generator.word.packaging import dated, serialized
from generator.word.wordtext import text_of

#: How the headings of articles and of their parts begin: « Article 1er : », « Article 2-1 : ».
_HEADING = re.compile(r"Article\s(\d+)(?:er)?((?:-\d+)?)\s:\s(.+)")
_STYLES = ("Heading2", "Heading3")
#: What follows the last article: the place and the day of the signature.
_END = "Fait"


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the list, by its heading; ``usual`` ones are in a convention of which nothing is said.

    Those that are ``always`` there are what the program itself rests on: what, until when, how it changes.
    """

    title: str
    usual: bool = False
    always: bool = False


#: By the names that people choose them by, in the order of the template.
ARTICLES = {
    "objet": Article("Objet", usual=True, always=True),
    "engagements": Article("Engagements des parties", usual=True),
    "materiel": Article("Locaux et matériel"),
    "personnels": Article("Personnels"),
    "planning": Article("Planning", usual=True),
    "evaluation": Article("Suivi et évaluation"),
    "gratuite": Article("Dispositions financières", usual=True),
    "participation": Article("Participation financière"),
    "assurances": Article("Responsabilité et assurances"),
    "donnees": Article("Données à caractère personnel"),
    "communication": Article("Communication"),
    "duree": Article("Durée", usual=True, always=True),
    "modification": Article("Modification et résiliation", usual=True, always=True),
    "litiges": Article("Litiges", usual=True, always=True),
}
#: Which are in the convention for another reason than that somebody chose them.
IMPLIED = frozenset({"planning", *(name for name, one in ARTICLES.items() if one.always)})
#: Those that a person may choose or leave.
OFFERED = tuple(name for name in ARTICLES if name not in IMPLIED)
USUAL = tuple(name for name in OFFERED if ARTICLES[name].usual)


def chosen(names: Sequence[str], *, planning: bool) -> frozenset[str]:
    """Return the articles of a convention, those that go without saying too. Raises UsageError."""
    for name in names:
        if name not in OFFERED:
            raise UsageError(f"{name} : cet article n’est pas de la liste ; choisissez parmi {', '.join(OFFERED)}.")
    if {"gratuite", "participation"} <= set(names):
        raise UsageError(
            "Une convention n’est pas à la fois gratuite et payante : gardez « Dispositions financières » (gratuite) "
            "ou « Participation financière » (participation)."
        )
    return frozenset(names) | (IMPLIED if planning else IMPLIED - {"planning"})


def with_articles(template: bytes, names: Collection[str]) -> bytes:
    """Return the template of a convention with these articles alone, numbered from one."""
    kept = {ARTICLES[name].title for name in names}
    package = open_package(template)
    document, rank = package.document, 0
    for article in list(_articles(document)):
        title = _HEADING.fullmatch(text_of(article[0]))
        if title is None or title[3] not in kept:
            for element in article:
                document[0].remove(element)
            continue
        rank += 1
        for element in article:
            _number(element, rank)
    return dated(template, {package.main: serialized(document)})


def _articles(document: etree._Element) -> Iterator[list[etree._Element]]:
    """Yield the elements of each article, its heading first."""
    article: list[etree._Element] = []
    for element in document[0]:  # its body
        style = _style(element)
        if article and style in (_STYLES[0], _END):
            yield article
            article = []
        if article or style == _STYLES[0]:
            article.append(element)


def _number(element: etree._Element, rank: int) -> None:
    heading = _HEADING.fullmatch(text_of(element)) if _style(element) in _STYLES else None
    if heading:
        text = next(element.iter(f"{WORD}t"))
        ordinal = f"{rank}{heading[2]}" if heading[2] or rank > 1 else "1er"
        text.text = f"Article\u00a0{ordinal}\u00a0: {heading[3]}"


def _style(element: etree._Element) -> str:
    found = element.find(f"{WORD}pPr/{WORD}pStyle")
    return "" if found is None else str(found.get(f"{WORD}val"))
