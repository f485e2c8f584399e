"""A letter is filled as strictly as a Word template, and reads well."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from generator.avenants.samples import sample_mails
from generator.delivery.letter import LetterTemplate
from generator.errors import TemplateError
from generator.inputs.sources import read_sources
from generator.project import Project
from generator.runs.campaigns.new import STARTER
from tests.cases import cases
from tests.conftest import REPOSITORY, MakeProject
from tests.delivery.letters import ACT, context_of, written

HEAD = "Objet : Vote\n\n"


def body_of(project: Project, body: str) -> str:
    return written(project, HEAD + body).body


def test_subject_and_message_are_filled_and_set_in_french_typography(small_project: Project) -> None:
    """The words of the text too, which nobody types with no-break spaces in Notepad."""
    letter = written(
        small_project, "Objet : Dossier n° {{ numero }} : vote !\n\nL'avis {{ commune|de }} : « oui » ; merci..."
    )
    assert letter.subject == "Dossier n°\u00a0MED_NUM-2025-017\u00a0: vote\u202f!"
    assert letter.body == "L’avis d’Haveluy\u00a0: «\u00a0oui\u00a0»\u202f; merci…"
    assert letter.text == f"Objet\u00a0: {letter.subject}\n\n{letter.body}\n"


def test_addresses_stay_as_they_are(small_project: Project) -> None:
    """An e-mail address or a URL in the text is not set."""
    line = "Écrivez à l'adresse {{ commune.courriel }} ou voyez https://exemple.fr/l'avis?x=1"
    assert body_of(small_project, line) == (
        "Écrivez à l’adresse mairie@haveluy.fr ou voyez https://exemple.fr/l'avis?x=1"
    )


@cases("folder", REPOSITORY / "templates" / "mediation-numerique", STARTER)
def test_one_change_that_is_not_listed_is_in_the_feminine(small_project: Project, folder: Path) -> None:
    """« et une autre modification », in the letter of a dossier that is sent again."""
    sources = read_sources(small_project)
    letter = LetterTemplate((folder / "courriel.txt").read_bytes())
    bodies = [
        letter.write(context_of(sources) | again, sources.campaign, "Haveluy").body
        for again in sample_mails(sources.campaign, "courriel.txt")
    ]
    assert [body.count("- et une autre modification.") for body in bodies] == [0, 1, 0]


def test_nothing_is_escaped_in_a_text(small_project: Project) -> None:
    """« & » and « < » are what they are, unlike in XML."""
    assert body_of(small_project, "{{ 'A & B < C' }} & D") == "A & B < C & D"


@cases(
    "body, expected",
    ("a\n{% if numero %}\nb\n{% endif %}\nc", "a\nb\nc"),
    ("a\n  {% if numero %}  \n  b\n  {% endif %}\nc", "a\n  b\nc"),
    ("a\n{% if numero %}{% if numero %}\nb\n{% endif %} {% endif %}\nc", "a\nb\nc"),
    ("a\n{%- if numero %}\nb\n{%- endif %}\nc", "a\nb\nc"),
    ("a {% if numero %}b{% endif %}\nc", "a b\nc"),
    ("a\n{# à revoir #}\nb", "a\nb"),
    ("a\n\n{% if not numero %}\n\nb\n\n{% endif %}\n\nc", "a\n\nc"),
    ("a\n\n\n\nb\n\n", "a\n\nb"),
    (
        "{% for piece in pieces %}\n- {{ piece.titre }}\n{% endfor %}\nfin",
        "- Bordereau d’envoi\n"
        "- Projet de délibération du conseil municipal\n- Convention\n- Planning annexé à la convention\nfin",
    ),
    ("{{ “oui”|majuscules }}", "OUI"),
    ("{{\u200b ‘oui’|\ufeffmajuscules }}", "OUI"),
)
def test_lines_of_conditions_leave_no_trace(small_project: Project, body: str, expected: str) -> None:
    """A line of tags alone goes with its end; one that ends with a tag keeps it."""
    assert body_of(small_project, body) == expected


def test_the_deliberation_tells_the_two_letters_apart(small_project: Project) -> None:
    """Before the vote its draft is a document of the pack, and afterwards it has left it."""
    template = HEAD + "{% if deliberation %}{{ deliberation.numero }}{% else %}à voter{% endif %}, {{ pieces|length }}"
    assert written(small_project, template).body == "à voter, 4"
    assert written(small_project, template, ACT).body == "2025-02-10, 3"


@cases(
    "body, line, message",
    ("a\n{{ commune.nomm }}", 4, "commune.nomm : inconnu ; vouliez-vous commune.nom ?"),
    ("{{ numero }}\n\n{{ numero }} {{ commune.nom }} {{ convention.terme }}", 5, "une date s’écrit avec"),
    ("{{ commune.nom|date_longue }}", 3, "filtre « date_longue » : il faut une date, « Haveluy » ne convient pas"),
    ("a\n{% if numero %}\n\n{{ 100 // (commune.tncc - commune.tncc) }}\n{% endif %}", 6, "division par zéro"),
    ("a\n{% if numero %}\n{{ deliberation.numero }}\n{% endif %}", 5, "deliberation est vide"),
    ("{% if numero %}\na\n{% endfor %}", 5, "balise mal écrite"),
    ("a\n{{ commune.lambda.x }}\n{{ numero }}", 4, "commune.lambda : inconnu"),
    ("a\n\n{{ '\\ud800' }}", 5, "n’est pas un caractère"),
    ("{{ commune.nom ~ '\\x07' }}", 3, "'\\x07' n’est pas un caractère"),
)
def test_a_faulty_tag_is_told_with_its_line(small_project: Project, body: str, line: int, message: str) -> None:
    """File, line, tag, commune: nothing is left blank in silence."""
    with pytest.raises(TemplateError) as caught:
        body_of(small_project, body)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.place) == ("courriel.txt", line, f"ligne {line}")
    assert problem.commune == "Haveluy"
    assert message in problem.message
    assert str(caught.value).startswith(f"courriel.txt, ligne {line} (Haveluy) : ")


@cases("code", 7, 55296)
def test_a_sign_that_a_tag_computes_and_no_message_can_hold_is_told(small_project: Project, code: int) -> None:
    """Where no tag writes it, its line is not known."""
    with pytest.raises(TemplateError, match=r"une balise donne .*, qui n’est pas un caractère"):
        body_of(small_project, f"a\n{{{{ '%c'|format({code}) }}}}")


def test_the_second_of_two_equal_tags_is_the_one_that_is_told(small_project: Project) -> None:
    """The tag is well above, under a condition that is not met; the values it was given are told."""
    body = "{% if not numero %}\n{{ commune.nom|heure }}\n{% endif %}\n{{ commune.nom|heure }}"
    with pytest.raises(TemplateError, match=r"ligne 6 .*où commune\.nom vaut « Haveluy »"):
        body_of(small_project, body)


def test_a_fault_in_the_subject_is_on_line_one(small_project: Project) -> None:
    """The subject is read by itself."""
    with pytest.raises(TemplateError, match=r"courriel\.txt, ligne 1 \(Haveluy\) : numeros"):
        written(small_project, "Objet : {{ numeros }}\n\na")


@cases(
    "template, message",
    ("Objet : {% if deliberation %}Signature{% endif %}\n\na", "ligne 1 .*l’objet est vide pour cette commune"),
    ("Objet : Vote\n\n{% if deliberation %}a{% endif %}", "le message est vide pour cette commune"),
)
def test_a_letter_that_says_nothing_to_a_commune_is_refused(
    small_project: Project, template: str, message: str
) -> None:
    """Conditions that leave nothing are a fault, not an empty message."""
    with pytest.raises(TemplateError, match=message):
        written(small_project, template)


def test_a_value_cannot_add_a_line_to_the_subject(small_project: Project) -> None:
    """A header of the message is one line, whatever a template does."""
    assert written(small_project, 'Objet : {{ "a\\nBcc: b@c.fr" }}\n\na').subject == "a Bcc: b@c.fr"


def test_the_shipped_letter_suits_every_commune_at_both_stages(project: MakeProject) -> None:
    """Neither names what a commune may lack; the one asks for a vote and the other for signatures."""
    made = project()
    sources = read_sources(made)
    assert sources.letter is not None
    template = LetterTemplate(sources.letter)
    untransmitted = dataclasses.replace(ACT, sent_on=None, received_on=None)
    for commune in sources.participants:
        letters = [
            template.write(context_of(sources, act, commune.insee), sources.campaign, commune.nom)
            for act in (None, ACT, untransmitted)
        ]
        draft, complete, early = letters
        assert draft.subject.startswith("Délibération à soumettre au conseil municipal – ")
        assert complete.subject.startswith("Convention à signer – ")
        assert all("(MED_NUM-2025-017)" in letter.subject for letter in letters)
        assert "2025-02-10 du 2\u00a0avril 2025" in complete.body
        assert "en deux exemplaires originaux" in complete.body
        assert "après cette transmission" not in complete.body
        assert "après cette transmission" in early.body
        assert not any(sign in letter.body for letter in letters for sign in ("{", "}", "'", "\n\n\n", " :", " ;"))
