"""The tags of a paragraph: where each begins and ends, and what a hand or Word's own corrections did to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from generator.errors import Level, Problem
from generator.language.typography import UNSEEN, seen
from generator.word.paragraphs import Flow, Paragraph

_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
#: What holds a tag that stands for more than its text, by the letters that follow « {% ».
HOLDERS = {"p": "paragraphe", "tr": "ligne de tableau", "tc": "cellule", "r": ""}
#: The braces of a tag, with the signs that nobody sees between them.
_BRACES = re.compile(rf"\{{{UNSEEN}*[{{%#]|[}}%#]{UNSEEN}*\}}")
_SCOPE = re.compile(r"[-+]?(p|tr|tc|r)\s")
#: A tag as it stands in a text, whatever it says.
WRITTEN = re.compile(r"\{[{%#].*?[}%#]\}")
#: A text between quotes, in the code of a tag.
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
#: A space of any kind, but those of a text between quotes, which is the group.
_SPACE = re.compile(rf"({QUOTED.pattern})|\s")
#: The signs at the edges of a tag, by which the template library takes away the spaces around it.
_TRIMMED = re.compile("^[-+]|[-+]$")
_SPACED = re.compile(r"\{\s+[{%]|[%}]\s+\}")
_SINGLE = re.compile(r"\{\s*(\w[\w.|]*)(?!\s*[\w’'])\s*\}?|\}")
#: A condition or a loop of docxtemplater and its like, « {#if epci} », « {#pieces} »; a comment has a space there.
_OF_ANOTHER = re.compile(r"\{#\w[^{}]*\}(?!\})")
#: What people type for the end of a tag, that of a value and that of a condition.
_ALMOST = (re.compile(r"\{\{[^{}()]*(\} \}|\)\}?|\})"), re.compile(r"\{%[^{}%]*(% \}|\}|%)"))
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
#: What French Word makes of straight quotes, and others of two signs, where these are no part of a text between quotes.
_TYPOGRAPHIC = re.compile(rf"{QUOTED.pattern}|«\s*([^«»\"]*?)\s*»|[≠≤≥]")
_SIGNS = {"≠": "!=", "≤": "<=", "≥": ">="}
#: What Word's autocorrection, or a hand, writes for what a tag needs.
_CORRECTED = {
    "«": 'des guillemets droits "…"',
    "»": 'des guillemets droits "…"',
    "„": 'des guillemets droits "…"',
    "″": 'des guillemets droits "…"',
    "‹": "des apostrophes droites '…'",
    "›": "des apostrophes droites '…'",
    "´": "des apostrophes droites '…'",
    "`": "des apostrophes droites '…'",
    "–": "un trait d’union ordinaire (-)",
    "—": "un trait d’union ordinaire (-)",
    "−": "un trait d’union ordinaire (-)",
    "×": "*",
    "…": "trois points",
    "→": "->",
    "⇒": "=>",
    "&": "le mot and",
}


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of a paragraph, with its ``scope`` apart.

    ``code`` is what is between its braces, with straight quotes and ordinary spaces.
    """

    opener: str
    scope: str
    code: str
    text: str
    paragraph: Paragraph
    start: int

    @property
    def keyword(self) -> str:
        """The first word of ``{% … %}``: if, for, endif; "" for what prints."""
        words = self.code.split()
        return words[0] if self.opener == "{%" and words else ""

    @property
    def held(self) -> etree._Element | None:
        """What goes away with a tag that stands for more than its text: its paragraph, its row or its cell."""
        return {"p": self.paragraph.element, "tr": self.paragraph.row, "tc": self.paragraph.cell}.get(self.scope)

    @property
    def shown(self) -> str:
        """The tag as messages show it."""
        return " ".join(self.text.split()) if len(self.text) <= 80 else " ".join(self.text.split())[:77] + "…"

    def problem(self, message: str, remedy: str, level: Level = "error") -> Problem:
        """Return a problem of this tag."""
        return self.paragraph.problem(message, remedy, self.start, level=level)

    @property
    def rank(self) -> tuple[int, int]:
        """The place of the tag in the order of the document."""
        piece = self.paragraph.piece(self.start)
        return piece.rank if piece else 0, self.start


def read_tags(flow: Flow, problems: list[Problem]) -> list[Tag]:
    """Return the tags of a part in the order of the document; what is no whole tag goes to ``problems``."""
    tags: list[Tag] = []
    pending: tuple[Paragraph, int, str] | None = None
    for paragraph in flow.paragraphs:
        found, pending = _read_paragraph(paragraph, pending, problems)
        tags += found
    if pending is not None:
        problems.append(_unclosed(*pending))
    return sorted(tags, key=lambda tag: tag.rank)


def _read_paragraph(
    paragraph: Paragraph, pending: tuple[Paragraph, int, str] | None, problems: list[Problem]
) -> tuple[list[Tag], tuple[Paragraph, int, str] | None]:
    """Return the tags of a paragraph and its last brace when it stays open.

    ``pending`` is the brace that the paragraphs before left open.
    """
    text = paragraph.text
    tags: list[Tag] = []
    free = 0
    opened: tuple[int, str] | None = None
    plain: list[tuple[int, str]] = []
    for brace in _BRACES.finditer(text):
        mark = seen(brace[0])
        if opened is not None and opened[1] == "{#" and mark != "#}":
            continue  # a comment says what it likes
        if mark in _CLOSERS:
            if pending is not None:
                problems.append(_unclosed(*pending))
                pending = None
            if opened is not None:
                problems.append(_unclosed(paragraph, *opened))
                tags += _guessed(paragraph, opened[0], text[opened[0] : brace.start()])
            else:
                plain.append((free, text[free : brace.start()]))
            opened = (brace.start(), mark)
        elif opened is not None:
            start, opener = opened
            if mark == _CLOSERS[opener]:
                tags.append(_tag(paragraph, start, text[start : brace.end()]))
            else:
                problems.append(_mismatched(paragraph, start, opener, mark))
                tags.append(_tag(paragraph, start, text[start : brace.start()] + _CLOSERS[opener]))
            opened, free = None, brace.end()
        elif pending is not None:
            problems.append(_cut(*pending, paragraph))
            pending, free = None, brace.end()
        else:
            problems.append(_unopened(paragraph, brace.start(), mark))
            free = brace.end()
    if opened is None:
        plain.append((free, text[free:]))
        problems += [problem for start, part in plain for problem in _lonely_braces(paragraph, start, part)]
        return tags, pending
    problems += [problem for start, part in plain for problem in _lonely_braces(paragraph, start, part)]
    tags += _guessed(paragraph, opened[0], text[opened[0] :])
    return tags, (paragraph, *opened)


def _tag(paragraph: Paragraph, start: int, text: str) -> Tag:
    bare = seen(text)
    inner = bare[2:-2]
    scope = _SCOPE.match(inner)
    code = inner[scope.end() :] if scope else inner
    code = code.strip().lstrip("-+").rstrip("-+") if bare.startswith("{%") else _TRIMMED.sub("", code)
    code = _SPACE.sub(lambda found: found[1] or " ", straight(code)).strip()
    return Tag(bare[:2], scope[1] if scope else "", code, text, paragraph, start)


def _guessed(paragraph: Paragraph, start: int, text: str) -> list[Tag]:
    """Return what a tag without end stands for, so that its other half is no fault too; nothing when it prints."""
    tag = _tag(paragraph, start, f"{text}%}}")
    standing = {"if": "if true", "elif": "elif true", "for": "for _ in []", "else": "else"}
    word = tag.keyword
    code = word if word.startswith("end") else standing.get(word, "")
    return [replace(tag, code=code, text=f"{{% {word} … %}}")] if code else []


def _unclosed(paragraph: Paragraph, start: int, opener: str) -> Problem:
    closer = _CLOSERS[opener]
    if foreign := _OF_ANOTHER.match(paragraph.text, start):
        return paragraph.problem(
            f"{foreign[0]} est d’un autre outil",
            "écrivez {% if … %} … {% endif %} pour une condition, {% for … in … %} … {% endfor %} pour une liste",
            start,
        )
    almost = _ALMOST[opener[1] == "%"].match(paragraph.text, start)
    remedy = f"écrivez {closer} à la place de « {almost[1]} »" if almost else f"ajoutez {closer} à la fin de la balise"
    return paragraph.problem(f"la balise ouverte par {opener} n’est pas fermée", remedy, start)


def _unopened(paragraph: Paragraph, start: int, closer: str) -> Problem:
    opener = next(mark for mark, end in _CLOSERS.items() if end == closer)
    return paragraph.problem(
        f"{closer} ferme une balise qui n’est pas ouverte",
        f"ajoutez {opener} au début de la balise, ou supprimez {closer}",
        start,
    )


def _mismatched(paragraph: Paragraph, start: int, opener: str, closer: str) -> Problem:
    return paragraph.problem(
        f"une balise ouverte par {opener} est fermée par {closer}",
        f"écrivez {opener} … {_CLOSERS[opener]} : {{{{ }}}} écrit une valeur, {{% %}} pose une condition",
        start,
    )


def _cut(paragraph: Paragraph, start: int, opener: str, end: Paragraph) -> Problem:
    between = "deux cellules d’un tableau" if paragraph.cell is not end.cell else "deux paragraphes"
    return paragraph.problem(
        f"une balise est coupée entre {between} : elle finit à l’endroit « {end.place} »",
        f"écrivez-la d’un seul tenant, de {opener} à {_CLOSERS[opener]}, sans passer à la ligne",
        start,
    )


def _lonely_braces(paragraph: Paragraph, offset: int, text: str) -> Iterator[Problem]:
    """Find the braces that are no tag: they would be printed as they are."""
    spaced = _SPACED.search(text)
    if spaced:
        message = f"il y a une espace entre les deux signes de « {spaced[0]} »"
        yield paragraph.problem(message, "collez les deux signes : {{ }} ou {% %}", offset + spaced.start())
        return
    single = _SINGLE.search(text)
    if single or "{" in text:
        at = offset + (single.start() if single else text.index("{"))
        named = single[1].strip("_") if single and single[1] else ""
        remedy = f"écrivez {{{{ {named} }}}}" if named else "supprimez-la, ou écrivez la balise entière"
        yield paragraph.problem("une accolade est seule : elle serait imprimée telle quelle", remedy, at)


def straight(code: str) -> str:
    """Return the code of a tag with the quotes and the signs that Word changes, and without those that nobody sees."""

    def typed(found: re.Match[str]) -> str:
        return _SIGNS.get(found[0], found[0]) if found[1] is None else f'"{found[1]}"'

    return _TYPOGRAPHIC.sub(typed, seen(code).translate(_STRAIGHT))


def wrong_sign(tag: Tag) -> str:
    """Return the first sign of a tag that Word's autocorrection put there, "" when there is none."""
    bare = QUOTED.sub("", tag.code)
    return next((sign for sign in bare if sign in _CORRECTED), "") if tag.opener != "{#" else ""


def corrected(tag: Tag, sign: str) -> Problem:
    """Return the problem of a tag with a sign that it cannot hold."""
    return tag.problem(
        f"{tag.shown} contient le signe « {sign} », qu’une balise ne comprend pas",
        f"écrivez {_CORRECTED[sign]} ; si Word change ce que vous tapez, annulez aussitôt avec Ctrl+Z",
    )
