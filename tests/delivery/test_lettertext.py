"""courriel.txt is read as any editor saves it, and must have a subject, an empty line and a message."""

from __future__ import annotations

import pytest

from generator.delivery.letter import Passage, read_letter_text
from generator.errors import TemplateError
from tests.cases import cases

TEXT = "Objet : Délibération à voter\n\nÀ l’ordre du jour,\nmerci.\n"


@cases("encoding", "utf-8", "utf-8-sig", "cp1252", "utf-16", "mac_roman")
@cases("end", "\n", "\r\n", "\r")
def test_every_usual_encoding_and_line_end_is_read(encoding: str, end: str) -> None:
    """Notepad, with or without a byte order mark, on any Windows."""
    text = read_letter_text(TEXT.replace("\n", end).encode(encoding))
    assert text.subject == Passage(("Délibération à voter",), 1)
    assert text.body == Passage(("À l’ordre du jour,", "merci.", ""), 3)


@cases("start", "Objet:", "objet :", "OBJET\u00a0: ", "  Objet\t: ")
def test_the_word_that_announces_the_subject_may_be_typed_as_one_likes(start: str) -> None:
    """Capitals and spaces do not matter."""
    assert read_letter_text(f"{start}Vote\n\nBonjour".encode()).subject.lines == ("Vote",)


@cases(
    "data, line, message",
    (b"", 1, "la première ligne ne dit pas l’objet"),
    (b"Madame le Maire,\n\nBonjour", 1, "la première ligne ne dit pas l’objet"),
    (b"\nObjet : Vote\n\nBonjour", 1, "la première ligne ne dit pas l’objet"),
    (b"Objet : \n\nBonjour", 1, "l’objet est vide"),
    (b"Objet : Vote\nBonjour", 2, "l’objet n’est pas suivi d’une ligne vide"),
    (b"Objet : Vote", None, "le message est vide"),
    (b"Objet : Vote\n\n \n", None, "le message est vide"),
    (b"PK\x03\x04\x14\x00\x06\x00", None, "ce n’est pas un fichier texte"),
    (b"Objet : Vote\n\nBonjour \x81\xff", None, "ses lettres accentuées ne se lisent pas avec certitude"),
    (b"\xff\xfeO\x00b", None, "ce n’est pas un fichier texte"),
)
def test_what_is_no_letter_is_told_with_its_line_and_the_remedy(data: bytes, line: int | None, message: str) -> None:
    """A Word document renamed, a subject forgotten, a message glued to it."""
    with pytest.raises(TemplateError, match=message) as caught:
        read_letter_text(data)
    (problem,) = caught.value.problems
    assert (problem.level, problem.file, problem.line, problem.message) == ("error", "courriel.txt", line, message)
    assert problem.remedy in str(caught.value)
