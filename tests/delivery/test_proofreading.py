"""What is wrong with courriel.txt is found before a letter is written, each fault with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.delivery.proofreading import inspect_letter
from tests.cases import cases
from tests.conftest import REPOSITORY

COLUMNS = ("insee", "nom", "courriel", "referent")
LETTERS = [REPOSITORY / "templates" / "mediation-numerique" / "courriel.txt"]
LETTERS += [REPOSITORY / "generator" / "starter" / "courriel.txt"]


@pytest.mark.parametrize("path", LETTERS, ids=["campaign", "starter"])
def test_the_shipped_letters_are_sound(path: Path) -> None:
    """Neither an error nor a warning."""
    assert inspect_letter(path.read_bytes(), COLUMNS) == []


def test_blocks_may_hold_lines() -> None:
    """A condition that opens on one line and ends on another is no fault, and columns of the file are known."""
    text = "Objet : {{ numero }}\n\n{% if commune.referent %}\n{{ commune.referent }}\n{% else %}\nx\n{% endif %}"
    assert inspect_letter(text.encode(), COLUMNS) == []


@cases(
    "body, line, message, remedy",
    ("a\n{{ commune.nomm }}", 4, "commune.nomm : inconnu", "vouliez-vous commune.nom ?"),
    ("a\n\n{{ numero|majuscule }}", 5, "majuscule : filtre inconnu", "vouliez-vous |majuscules ?"),
    ("{% if numero %}\na", 3, "n’est pas fermée", "ajoutez {% endif %}"),
    ("a\n{% endif %}", 4, "ferme la condition sans que", "ajoutez"),
    (
        "{% if numero %}\na\n{% endfor %}",
        5,
        "ne peut pas fermer {% if numero %} (ouverte à l’endroit « ligne 3 »)",
        "écrivez {% endif %}",
    ),
    ("a {{ numero\nb", 3, "n’est pas fermée", "ajoutez }}"),
    ("{{ numero\n}}", 3, "est coupée", "d’un seul tenant"),
    ("{%p if numero %}\na\n{%p endif %}", 3, "« p » ne sert que dans Word", "écrivez {% if numero %}"),
    ("{{r numero }}", 3, "« r » ne sert que dans Word", "écrivez {{ numero }}"),
    ("{{ logo }}", 3, "logo : inconnu", ""),
    ("{{ convention.terme }}", 3, "convention.terme est une date", "|date_longue"),
    ("{% if commune.jour == 'Mardi' %}a{% endif %}", 3, "commune.jour ne vaut jamais « Mardi »", "écrivez l’une"),
    ("{% include 'x' %}", 3, "un modèle ne peut pas en inclure un autre", "copiez-y"),
    ("a { b", 3, "une accolade est seule", "écrivez {{ b }}"),
    ("{% if numero = 1 %}a{% endif %}", 3, "pour comparer, écrivez ==", "une condition s’écrit"),
)
def test_faults_are_told_with_their_line(body: str, line: int, message: str, remedy: str) -> None:
    """The same words as for a Word template, with a line instead of a paragraph."""
    found = inspect_letter(f"Objet : Vote\n\n{body}".encode(), COLUMNS)
    told = [problem for problem in found if message in problem.message and remedy in problem.remedy]
    assert told
    assert (told[0].level, told[0].file, told[0].line, told[0].place) == (
        "error",
        "courriel.txt",
        line,
        f"ligne {line}",
    )


def test_all_faults_come_together_errors_first() -> None:
    """The subject and the message are both looked at; a name that is only asked for is a warning."""
    text = "Objet : {% if zz is defined %}b{% endif %}{{ numeros }}\n\n{{ x }}\n{% if y %}c{% endif %}"
    assert [(problem.level, problem.line) for problem in inspect_letter(text.encode(), COLUMNS)] == [
        ("error", 1),
        ("error", 3),
        ("error", 4),
        ("warning", 1),
    ]


def test_a_condition_does_not_go_from_the_subject_to_the_message() -> None:
    """Each is filled by itself."""
    found = inspect_letter(b"Objet : {% if numero %}a\n\n{% endif %}b", COLUMNS)
    assert [problem.line for problem in found] == [1, 3]


def test_what_is_no_letter_is_one_problem() -> None:
    """Its tags are not looked at."""
    (problem,) = inspect_letter(b"{{ x }}", COLUMNS)
    assert (problem.line, problem.message) == (1, "la première ligne ne dit pas l’objet")
