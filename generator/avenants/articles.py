"""The articles of a convention as its Word file says them: number, heading, alinéas; numbers that are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from generator.errors import DataError, Problem, UnreadableError
from generator.word.package import WORD, Package, open_package
from generator.word.styles import Styles, is_on, paragraph_style, value
from generator.word.wordtext import text_of

_NUMBER = r"(?:[0-9]+(?:[-‑.][0-9]+)*(?:er|ER)?|premier|PREMIER|[IVXL]+)(?:\s+(?:bis|ter|quater))?(?!\w)"
_HEADING = re.compile(rf"(?i:article|art\.)\s+(?:n°\s*)?(?P<number>{_NUMBER})(?P<rest>.*)", re.DOTALL)
#: What separates the number from the title of an article, where nothing but the words tells a heading.
_SEPARATOR = re.compile(r"\s*(?:[:–—.-]|$)")
_SHORT = 150
#: What closes an act after its last article; the names or the table of the signatures follow.
_CLOSING = re.compile(
    r"(?i:fait|signé) (?:à|en|le)\b|(?i:pour) (?:la|le|l’|l') ?(?i:commune|communauté|epci|syndicat)\b"
)
_AMENDED = re.compile(r"\(modifié par (?:l’avenant|les avenants) (?P<numbers>n°.*)\)")
_REVISIONS = tuple(WORD + name for name in ("ins", "del", "moveFrom", "moveTo"))
_NUMBERED = re.compile(r"(?:([0-9]+)-)?([0-9]+)")


@dataclass(frozen=True, slots=True)
class Alinea:
    """One paragraph of an article: ``level`` is 0 for running text, 1 for an item of a list, 2 for one below it."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """One article: ``number`` as « 4 », « 3-1 », « 1 » for « 1er »; ``heading`` as printed.

    ``alineas`` are its own, without those of its ``divisions`` (« 3-1 » in « 3 »); ``avenants`` the numbers of the
    avenants that its note of consolidation names; ``blocks`` the places of all that follows its heading, in the list
    that :func:`blocks_of` gives.
    """

    number: str
    heading: str
    alineas: tuple[Alinea, ...]
    divisions: tuple[str, ...]
    avenants: tuple[int, ...]
    blocks: range


def read_articles(docx: bytes) -> tuple[Article, ...]:
    """Return the articles of a convention, in order; raises DataError when it can't be read or has none."""
    articles = articles_of(open_document(docx))
    if not articles:
        raise DataError(
            "Aucun article n’a été reconnu dans ce document. Écrivez chaque intitulé, par exemple "
            "« Article 4 : Objet », dans un paragraphe à lui, avec un style de titre ou en gras."
        )
    return articles


def article_numbered(articles: Sequence[Article], number: str) -> Article:
    """Return the article with this number, however it is written; raises DataError when there is none or several."""
    wanted = plain_number(number)
    found = [article for article in articles if article.number == wanted]
    if len(found) > 1:
        raise DataError(
            f"La convention a {len(found)} articles numérotés {number} : rien ne dit lequel est modifié. "
            "Nommez un autre article, ou faites l’avenant à la main."
        )
    if not found:
        known = ", ".join(article.number for article in articles)
        raise DataError(f"La convention n’a pas d’article « {number} ». Choisissez parmi : {known}.")
    return found[0]


def plain_number(written: str) -> str:
    """Return the number of an article as the program writes it: « 1er » and « premier » are « 1 », « 3.1 » « 3-1 »."""
    number = " ".join(written.split()).lower().removeprefix("article ").strip()
    number = re.sub(r"^premier", "1", number)
    number = re.sub(r"^([0-9]+)er\b", r"\1", number)
    number = re.sub(r"(?<=[0-9])[.‑](?=[0-9])", "-", number)
    return number.upper() if re.fullmatch("[ivxl]+", number) else number


def read_note(text: str) -> tuple[int, ...]:
    """Return the numbers of the avenants that a note of consolidation names, () for any other text."""
    found = _AMENDED.fullmatch(text.strip())
    return tuple(int(number) for number in re.findall(r"[0-9]+", found["numbers"])) if found else ()


def open_document(docx: bytes) -> Package:
    """Open the DOCX of an act; raises DataError when it is unreadable or still holds tracked changes."""
    try:
        package = open_package(docx)
    except UnreadableError as error:
        message = f"Le document ne peut pas être lu : {error.message}. À faire : {error.remedy}."
        raise DataError(message) from error
    if next(package.document.iter(*_REVISIONS), None) is not None:
        raise DataError(
            "Le document contient des modifications suivies. Dans Word : Révision, acceptez-les ou refusez-les "
            "toutes, puis enregistrez."
        )
    return package


def blocks_of(package: Package) -> tuple[etree._Element, ...]:
    """Return the paragraphs and tables of the body in order, those inside content controls too."""
    body = package.document.find(WORD + "body")
    return () if body is None else tuple(_blocks(body))


def articles_of(package: Package) -> tuple[Article, ...]:
    """Return the articles of an opened document, in order."""
    blocks, styles = blocks_of(package), Styles(package)
    starts = [(place, number) for place, block in enumerate(blocks) if (number := _article_number(block, styles))]
    limits = [*(place for place, _ in starts[1:]), _closing(blocks, starts[-1][0] if starts else 0)]
    articles = []
    for (start, number), limit in zip(starts, limits, strict=False):
        inside = range(start + 1, _end(blocks, styles, start, limit))
        avenants = read_note(text_of(blocks[inside[0]])) if inside else ()
        text = inside[1:] if avenants else inside
        articles.append(
            Article(
                number,
                " ".join(text_of(blocks[start]).split()),
                tuple(alinea for place in text if (alinea := read_alinea(blocks[place], package, styles))),
                tuple(other for _, other in starts if re.fullmatch(re.escape(number) + r"-[0-9]+", other)),
                avenants,
                inside,
            )
        )
    return tuple(articles)


def read_alinea(block: etree._Element, package: Package, styles: Styles) -> Alinea | None:
    """Return the alinéa that a paragraph is, None for a table or a paragraph without text."""
    text = text_of(block).strip() if block.tag == WORD + "p" else ""
    return Alinea(text, _list_level(block, package, styles)) if text else None


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    for element in parent:
        if element.tag in (WORD + "p", WORD + "tbl"):
            yield element
        elif element.tag in (WORD + "sdt", WORD + "sdtContent", WORD + "customXml"):
            yield from _blocks(element)


def _list_level(paragraph: etree._Element, package: Package, styles: Styles) -> int:
    """Return 0 for running text, else the level of the list, from 1."""
    numbering = styles.paragraph_property(paragraph, "numPr")
    if numbering is None or value(numbering.find(WORD + "numId")) in ("", "0"):
        return 0
    level = value(numbering.find(WORD + "ilvl"))
    return int(level or _linked_level(paragraph, package, styles)) + 1


def _linked_level(paragraph: etree._Element, package: Package, styles: Styles) -> str:
    """Return the level that names the paragraph's style (ISO/IEC 29500-1, 17.9.23), « 0 » when none does."""
    numbering = package.related("numbering")
    names = [value(style, "styleId") for style in styles.chain(paragraph_style(paragraph), "paragraph")]
    for level in numbering[1].iter(WORD + "lvl") if numbering else ():
        if value(level.find(WORD + "pStyle")) in names:
            return value(level, "ilvl")
    return "0"


def _article_number(block: etree._Element, styles: Styles) -> str:
    """Return the number of the article that a block is the heading of, "" for anything else."""
    text = text_of(block).strip() if block.tag == WORD + "p" else ""
    found = _HEADING.match(text)
    if not found:
        return ""
    apart = len(text) <= _SHORT and _SEPARATOR.match(found["rest"]) and not text.endswith((",", ";", "."))
    return plain_number(found["number"]) if apart or styles.level(block) or _is_bold(block, styles) else ""


def _closing(blocks: Sequence[etree._Element], last: int) -> int:
    """Return where the act closes after its last article: « Fait à … », or the table with which the document ends."""
    after = range(last + 1, len(blocks))
    for place in after:
        if blocks[place].tag == WORD + "p" and _CLOSING.match(" ".join(text_of(blocks[place]).split())):
            return place
    seen = [place for place in after if blocks[place].tag == WORD + "tbl" or text_of(blocks[place]).strip()]
    return seen[-1] if seen and blocks[seen[-1]].tag == WORD + "tbl" else len(blocks)


def _end(blocks: Sequence[etree._Element], styles: Styles, heading: int, limit: int) -> int:
    """Return where an article ends: at its limit, or before at a heading that is not below its own."""
    own = styles.level(blocks[heading])
    for place in range(heading + 1, limit):
        block = blocks[place]
        level = styles.level(block) if block.tag == WORD + "p" and text_of(block).strip() else 0
        if level and (not own or level <= own):
            return place
    return limit


def _is_bold(paragraph: etree._Element, styles: Styles) -> bool:
    """Tell whether all words of a paragraph are bold, by themselves or by its style."""
    chain = styles.chain(paragraph_style(paragraph), "paragraph")
    by_style = any(is_on(style.find(f"{WORD}rPr/{WORD}b")) for style in chain)
    runs = [run for run in paragraph.iter(WORD + "r") if text_of(run).strip()]
    own = [run.find(f"{WORD}rPr/{WORD}b") for run in runs]
    return bool(runs) and all(by_style if bold is None else is_on(bold) for bold in own)


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
        found = _NUMBERED.fullmatch(article.number)
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
