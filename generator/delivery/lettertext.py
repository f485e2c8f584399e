"""courriel.txt and relance.txt as they are written: a first line « Objet : … », an empty line, then the message."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.errors import Problem, TemplateError
from generator.inputs.campaign import LETTER
from generator.inputs.encodings import read_letters

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
