"""The consolidated text of an act: what was signed, with the articles that its avenants changed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

from generator.avenants.articles import (
    Alinea,
    Article,
    article_numbered,
    articles_of,
    blocks_of,
    open_document,
    read_alinea,
)
from generator.avenants.exemplars import Exemplars
from generator.avenants.rewording import reword
from generator.dossiers.comparison import pair
from generator.errors import DataError
from generator.language.dates import date_longue
from generator.language.typography import NBSP
from generator.word.package import DUBLIN_CORE, WORD, Package
from generator.word.packaging import dated, serialized
from generator.word.properties import CORE
from generator.word.styles import Styles
from generator.word.wordtext import text_of

#: How the date of a consolidated version begins, under its title.
VERSION = "Version consolidée au "
_WARNING = "établie pour information\u00a0: seuls font foi la convention et ses avenants signés"
_TITLED = re.compile(r" – version consolidée au .*$")
#: The title of a Word file, in its properties.
TITLE = DUBLIN_CORE + "title"
#: What the new wording of an article can't bring back, and how a message calls it.
_UNTOLD = {"tbl": "un tableau", "drawing": "une image", "pict": "une image", "sectPr": "un changement de section"}


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """The new wording of one article by the avenant n° ``avenant``; each alinéa is one line, typography done."""

    number: str
    alineas: tuple[Alinea, ...]
    avenant: int


@dataclass(frozen=True, slots=True)
class _Act:
    """The document at work; ``blocks`` are those it had before any change, where articles have their places."""

    package: Package
    styles: Styles
    blocks: tuple[etree._Element, ...]
    exemplars: Exemplars


@dataclass(frozen=True, slots=True)
class _Former:
    """An alinéa that stands, and its paragraph."""

    alinea: Alinea
    block: etree._Element

    @property
    def text(self) -> str:
        """Return what it says."""
        return self.alinea.text


def consolidate(docx: bytes, changes: Sequence[ArticleChange], date: datetime.date, party: str = "") -> bytes:
    """Return the version of ``docx`` in force on ``date``: the articles of ``changes`` reworded, the rest untouched.

    An alinéa that stays keeps its paragraph; one that is reworded keeps the format of the words that stay; a new one
    takes the format of its like in this document. Headings stay. The title says the date, a note under each heading
    which avenants changed the article, also those of an earlier consolidation of which this is the next. Without
    changes the result is the former text with its date; ``party`` is a sentence on who became party to it since. The
    same input gives the same bytes.

    Raises DataError when the document can't be read, for an article that does not exist, that only has divisions, that
    is named twice, or that holds what a wording can't bring back (a table, an image).
    """
    package = open_document(docx)
    articles, styles = articles_of(package), Styles(package)
    act = _Act(package, styles, blocks_of(package), Exemplars(package, styles, articles))
    found = [(article_numbered(articles, change.number), change) for change in changes]
    numbers = [article.number for article, _ in found]
    for article, change in found:
        if numbers.count(article.number) > 1:
            raise DataError(f"L’article {article.number} est modifié deux fois : réunissez ses modifications.")
        _check(article, change, act.blocks)
    for article, change in found:
        _rewrite(article, change, act)
    _tell_version(act, articles, date, party)
    return _saved(docx, act, date)


def replace_in_article(article: Article, old: str, new: str) -> tuple[Alinea, ...]:
    """Return the alinéas of an article with ``old``, whatever its spaces and apostrophes, replaced by ``new``.

    Raises DataError when the article does not say ``old``, or says it more than once: nothing tells which is meant.
    """
    letters = (re.escape(word).replace("'", "’").replace("’", "[’']") for word in old.split())
    pattern = re.compile(r"\s+".join(letters))
    count = sum(len(pattern.findall(alinea.text)) for alinea in article.alineas) if old.strip() else 0
    if count != 1:
        many = f"y figure {count} fois : citez-en plus" if count else "n’y figure pas : citez le texte signé"
        raise DataError(f"Article {article.number} : le passage « {old} » {many}.")
    return tuple(replace(alinea, text=pattern.sub(lambda _: new, alinea.text)) for alinea in article.alineas)


def note_of(avenants: Sequence[int]) -> str:
    """Return the note of an article changed by these avenants: « (modifié par les avenants n° 1 et n° 2) »."""
    numbers = [f"n°{NBSP}{number}" for number in sorted(set(avenants))]
    if len(numbers) == 1:
        return f"(modifié par l’avenant {numbers[0]})"
    return f"(modifié par les avenants {', '.join(numbers[:-1])} et {numbers[-1]})"


def _check(article: Article, change: ArticleChange, blocks: Sequence[etree._Element]) -> None:
    """Refuse a change that would lose something or that names an article without text of its own."""
    if not article.alineas and article.divisions:
        raise DataError(
            f"L’article {article.number} n’a pas de texte à lui : il se divise en {', '.join(article.divisions)}. "
            "Nommez celui qui est modifié."
        )
    if not change.alineas or not all(alinea.text.strip() for alinea in change.alineas):
        raise DataError(f"La nouvelle rédaction de l’article {article.number} est vide, ou l’un de ses alinéas l’est.")
    for place in article.blocks:
        for name, called in _UNTOLD.items():
            if next(blocks[place].iter(WORD + name), None) is not None:
                raise DataError(
                    f"L’article {article.number} contient {called}, qu’une nouvelle rédaction ne peut pas reprendre. "
                    "Faites sa version consolidée dans Word."
                )


def _rewrite(article: Article, change: ArticleChange, act: _Act) -> None:
    note = note_of((*article.avenants, change.avenant))
    if article.avenants:
        last = act.blocks[article.blocks[0]]
        reword(last, note)
    else:
        last = act.exemplars.note(note, article)
        act.blocks[article.blocks.start - 1].addnext(last)
    previous = 0
    for former, alinea in pair(_former(article, act), change.alineas):
        if former is not None and (alinea is None or alinea.level != former.alinea.level):
            _remove(former.block)
        if alinea is None:
            continue
        if former is None or alinea.level != former.alinea.level:
            added = act.exemplars.paragraph(alinea, previous, article)
            last.addnext(added)
            last = added
        else:
            last = former.block
            if former.text != alinea.text:
                reword(last, alinea.text)
        previous = alinea.level


def _former(article: Article, act: _Act) -> list[_Former]:
    places = article.blocks[1:] if article.avenants else article.blocks
    read = ((act.blocks[place], read_alinea(act.blocks[place], act.package, act.styles)) for place in places)
    return [_Former(alinea, block) for block, alinea in read if alinea]


def _remove(block: etree._Element) -> None:
    """Remove a paragraph, with the content control that it fills alone."""
    parent = block.getparent()
    while parent is not None and parent.tag == WORD + "sdtContent" and len(parent) == 1:
        control = parent.getparent()
        if control is None:
            return
        block, parent = control, control.getparent()
    if parent is not None:
        parent.remove(block)


def _tell_version(act: _Act, articles: Sequence[Article], date: datetime.date, party: str) -> None:
    """Write the date of the version under the title, in the place of that of an earlier version."""
    text = f"{VERSION}{date_longue(date)}, {_WARNING}" + (f". {party}" if party else "")
    end = articles[0].blocks.start - 1 if articles else len(act.blocks)
    opening = [block for block in act.blocks[:end] if block.tag == WORD + "p" and text_of(block).strip()]
    for block in opening:
        if text_of(block).startswith(VERSION):
            reword(block, text)
            return
    place = next((rank for rank, block in enumerate(opening) if act.exemplars.is_title(block)), 0)
    following = opening[place + 1] if len(opening) > place + 1 else None
    subtitle = following if following is not None and act.exemplars.is_subtitle(following) else None
    line = act.exemplars.version(text, subtitle)
    above = subtitle if subtitle is not None else opening[place] if opening else None
    if above is not None:
        above.addnext(line)
    else:
        act.blocks[0].addprevious(line)


def _saved(docx: bytes, act: _Act, date: datetime.date) -> bytes:
    changed = {act.package.main: act.package.document}
    properties = act.package.parts.get(CORE)
    title = None if properties is None else properties.find(TITLE)
    if properties is not None and title is not None:
        title.text = f"{_TITLED.sub('', title.text or '')} – version consolidée au {date_longue(date)}"
        changed[CORE] = properties
    return dated(docx, {name: serialized(part) for name, part in changed.items()})
