"""A letter to one commune: courriel.txt, which goes with its dossier, or relance.txt, filled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment

from generator.errors import Problem, TemplateError
from generator.inputs.campaign import LETTER, Campaign
from generator.inputs.encodings import read_letters
from generator.inputs.pieces import Piece
from generator.language.typography import typographie
from generator.rendering.context import for_piece
from generator.rendering.environment import make_environment
from generator.rendering.faults import Compiler
from generator.rendering.tagerrors import TagError, squeezed
from generator.rendering.tags import straight

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
#: A line of nothing but what prints nothing; a tag with « - » or « + » already says what becomes of the spaces.
_SILENT = re.compile(r"(?:[ \t]*(?:\{%(?![-+]).*?(?<![-+])%\}|\{#.*?#\}))+[ \t]*")
_BETWEEN = re.compile(r"(?<=[%#]\})[ \t]+(?=\{[%#])")
_EXAMPLE = "« Objet : … », une ligne vide, puis le message"
_SUBJECT = re.compile(r"\s*objet\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """The subject, or the message: its lines, and the line of the file where it begins, counted from 1."""

    lines: tuple[str, ...]
    first: int


@dataclass(frozen=True, slots=True)
class LetterText:
    """A letter that is not filled yet: its tags are still in it."""

    subject: Passage
    body: Passage


def read_letter_text(data: bytes, name: str = LETTER) -> LetterText:
    """Read the bytes of a letter: UTF-8, UTF-16 or what office software writes beside; any line ending.

    ``name`` is that of its file. Raises TemplateError when it is no text, or lacks its subject, the empty line or the
    message.
    """
    subject, *rest = re.split(r"\r\n|\r|\n", _decode(data, name))
    found = _SUBJECT.match(subject)
    if not found:
        raise _fault(name, "la première ligne ne dit pas l’objet", f"commencez par {_EXAMPLE}", 1)
    if not subject[found.end() :].strip():
        raise _fault(name, "l’objet est vide", "complétez la première ligne : Objet : …", 1)
    if not any(line.strip() for line in rest):
        raise _fault(name, "le message est vide", f"écrivez {_EXAMPLE}")
    if rest[0].strip():
        raise _fault(name, "l’objet n’est pas suivi d’une ligne vide", "laissez une ligne vide sous l’objet", 2)
    return LetterText(Passage((subject[found.end() :].strip(),), 1), Passage(tuple(rest[1:]), 3))


def _decode(data: bytes, name: str) -> str:
    reading = read_letters(data)
    if reading and not reading.doubtful:
        return reading.text
    remedy = "enregistrez-le comme texte seul, en UTF-8 (Bloc-notes : Enregistrer sous, encodage UTF-8)"
    if reading:
        raise _fault(name, "ses lettres accentuées ne se lisent pas avec certitude", remedy)
    raise _fault(name, "ce n’est pas un fichier texte", remedy)


def _fault(name: str, message: str, remedy: str, line: int | None = None) -> TemplateError:
    return TemplateError.of(Problem("error", message, remedy, name, line))


@dataclass(frozen=True, slots=True)
class Letter:
    """What a commune reads: ``subject`` on one line, ``body`` with one line a paragraph, in French typography."""

    subject: str
    body: str

    def with_words(self, words: str) -> Letter:
        """Return it with words more, after whom it greets when it greets somebody, in French typography."""
        if not words.strip():
            return self
        added = "\n".join(map(_set, words.strip().splitlines()))
        greeting, _, rest = self.body.partition("\n")
        if greeting.endswith(","):
            return Letter(self.subject, f"{greeting}\n\n{added}\n{rest}")
        return Letter(self.subject, f"{added}\n\n{self.body}")

    @property
    def text(self) -> str:
        """The whole letter, laid out like its template."""
        return f"Objet\u00a0: {self.subject}\n\n{self.body}\n"


class LetterTemplate:
    """Writes the letters of a campaign; the same context always gives the same letter.

    ``name`` is that of its file. It is filled like the Word templates: same names, same filters, same strictness. A
    line that holds only ``{% … %}`` goes away whole, and of several empty lines one is left. Raises TemplateError when
    ``data`` is no letter.
    """

    def __init__(self, data: bytes, name: str = LETTER) -> None:
        text = read_letter_text(data, name)
        environment = make_environment().overlay(autoescape=False)
        self._name = name
        self._subject = _Filler(text.subject, environment, name)
        self._body = _Filler(text.body, environment, name)

    def write(
        self, context: Mapping[str, Any], campaign: Campaign, commune: str, pack: Sequence[Piece] | None = None
    ) -> Letter:
        """Return the letter of one dossier, from what ``make_context`` lays out; ``commune`` is for messages.

        In it, ``pieces`` are all documents of the pack, by default that of a convention. Raises TemplateError naming
        the line, the tag and its values.
        """
        names = for_piece(context, Piece("courriel", campaign.letter, "Courriel"), campaign, pack)
        subject = " ".join(self._subject.fill(names, commune).splitlines())
        body = self._body.fill(names, commune)
        for said, what, line in ((subject, "l’objet", 1), (body, "le message", None)):
            if not said:
                raise _failure(
                    self._name, f"{what} est vide pour cette commune", "corrigez les conditions", commune, line
                )
        return Letter(subject, body)


class _Filler:
    """Fills one passage; its faults know their line."""

    def __init__(self, passage: Passage, environment: Environment, name: str) -> None:
        self._name = name
        self._lines = [_TAG.sub(lambda tag: straight(tag[0]), line) for line in passage.lines]
        self._first = passage.first
        self._compiler = Compiler(environment)

    def fill(self, names: Mapping[str, Any], commune: str) -> str:
        try:
            filled = self._compiler.from_string("".join(self._source())).render(names)
        except TagError as error:
            message = f"balise mal écrite : {error}" if error.badly_written else str(error)
            remedy = "corrigez le modèle" if error.badly_written else "corrigez le modèle ou la donnée"
            raise _failure(self._name, message, remedy, commune, self._line(error)) from error
        return re.sub(r"\n{3,}", "\n\n", "\n".join(_set(line) for line in filled.split("\n"))).strip("\n")

    def _source(self) -> Iterator[str]:
        """Yield the lines; the end of a silent one stands inside its last tag, where it prints nothing."""
        for line in self._lines:
            code = _BETWEEN.sub("", line.strip())
            yield f"{code[:-2]}\n{code[-2:]}" if _SILENT.fullmatch(line) else f"{line}\n"

    def _line(self, error: TagError) -> int | None:
        """Return the line of the file where a faulty tag stands."""
        same = [
            number
            for number, line in enumerate(self._lines, self._first)
            for tag in _TAG.finditer(line)
            if squeezed(tag[0]) == squeezed(error.tag)
        ]
        return same[min(error.occurrence, len(same) - 1)] if same else None


def _set(line: str) -> str:
    """Set a line in French typography, its indentation kept."""
    return line[: len(line) - len(line.lstrip(" \t"))] + typographie(line) if line.strip() else ""


def _failure(name: str, message: str, remedy: str, commune: str, line: int | None) -> TemplateError:
    place = f"ligne {line}" if line else ""
    return TemplateError.of(Problem("error", message, remedy, name, line, commune=commune, place=place))
