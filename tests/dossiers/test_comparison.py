"""Words that go and words that come between two versions of a document."""

from __future__ import annotations

from hypothesis import given, strategies as st

from generator.dossiers.comparison import Change, compare, compare_words
from tests.cases import cases
from tests.rendering.templates import template


def marked(before: str, after: str) -> str:
    """Return the comparison of two texts with the usual marks."""
    marks = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    return "".join(marks[segment.mark].format(segment.text) for segment in compare_words(before, after))


@cases(
    "before, after, expected",
    ("Le maire signe.", "Le maire signe.", "Le maire signe."),
    ("Le maire signe.", "La maire signe.", "[-Le-]{+La+} maire signe."),
    (
        "Une modification des termes",
        "Une modification, même mineure, des termes",
        "Une modification{+, même mineure,+} des termes",
    ),
    (
        "Monsieur Jean-Paul RYCKELYNCK, Maire",
        "Madame Jeanne DUPONT, Maire",
        "[-Monsieur Jean-Paul RYCKELYNCK-]{+Madame Jeanne DUPONT+}, Maire",
    ),
    ("commune d’Haveluy", "commune de Denain", "commune [-d’Haveluy-]{+de Denain+}"),
    ("jusqu’au 30 juin 2026.", "jusqu’au 30 avril 2026.", "jusqu’au [-30 juin 2026-]{+30 avril 2026+}."),
    ("de 14 h à 16 h", "de 14 h à 15 h 30", "de 14 h à [-16 h-]{+15 h 30+}"),
    ("pour 4 160 habitants", "pour 4 161 habitants", "pour [-4 160-]{+4 161+} habitants"),
    ("14 h – 16 h | 16 h – 17 h", "14 h – 15 h | 15 h – 17 h", "14 h – [-16 h-]{+15 h+} | [-16 h-]{+15 h+} – 17 h"),
    ("", "Tout.", "{+Tout.+}"),
    ("Tout.", "", "[-Tout.-]"),
)
def test_the_words_that_change_are_marked(before: str, after: str, expected: str) -> None:
    """Whole words, dates, hours and numbers; what is between two changed words goes with them."""
    assert marked(before, after) == expected


@given(st.text("ab ’,-.|12"), st.text("ab ’,-.|12"))
def test_both_texts_can_be_read_from_the_marks(before: str, after: str) -> None:
    """Without the words that come it is the old text, without those that go the new one."""
    segments = compare_words(before, after)
    assert "".join(segment.text for segment in segments if segment.mark != "+") == before
    assert "".join(segment.text for segment in segments if segment.mark != "-") == after
    assert all(segment.text for segment in segments)


def changes(before: bytes, after: bytes) -> list[tuple[str, str]]:
    return [(str(change.passage.place), change.state) for change in compare(before, after)]


CLAUSES = ("Le prêt est gratuit.", "La Commune rend le matériel en bon état.", "Le terme est le 30 juin 2026.")


def test_the_same_document_has_no_change() -> None:
    """Nor has one whose white space alone differs."""
    assert changes(template(*CLAUSES), template(*CLAUSES)) == []
    assert changes(template("Objet : prêt"), template("Objet\u00a0: prêt")) == []


def test_a_paragraph_that_comes_goes_or_changes_is_named_at_its_place() -> None:
    """After the change where it is still there, before where it is not."""
    first, second, third = CLAUSES
    added = template(first, "Une assurance est souscrite par chacun.", second, third)
    assert changes(template(*CLAUSES), added) == [("début du document, 2e paragraphe", "added")]
    assert changes(added, template(*CLAUSES)) == [("début du document, 2e paragraphe", "removed")]
    reworded = template(first, "La Commune rend le matériel en parfait état.", third)
    assert changes(added, reworded) == [
        ("début du document, 2e paragraphe", "removed"),
        ("début du document, 2e paragraphe", "reworded"),
    ]


def test_a_reworded_paragraph_meets_its_own_self_and_not_its_neighbour() -> None:
    """Among several that change at once, each is compared with the one most like it."""
    before = template("Le prêt est gratuit pour la Commune.", "La Commune rend le matériel en bon état.")
    after = template(
        "Préambule ajouté ici.", "Le prêt est payant pour la Commune.", "La Commune rend tout en bon état."
    )
    found = compare(before, after)
    assert [change.state for change in found] == ["added", "reworded", "reworded"]
    assert [texts(change, "-") for change in found[1:]] == ["gratuit", "le matériel"]


def test_a_short_line_alone_in_its_place_is_reworded_if_one_word_stays() -> None:
    """« Monsieur » is enough to see that the name changed; with nothing in common one goes and another comes."""
    before = template("Dossier", "Monsieur Jean-Paul RYCKELYNCK", "Maire")
    assert changes(before, template("Dossier", "Monsieur Pierre DURAND", "Maire")) == [
        ("début du document, 2e paragraphe", "reworded")
    ]
    assert [state for _, state in changes(before, template("Dossier", "Vacance", "Maire"))] == ["removed", "added"]


def texts(change: Change, mark: str) -> str:
    return "".join(segment.text for segment in change.segments if segment.mark == mark)


def test_headers_and_properties_are_compared_with_themselves() -> None:
    """A text that moves from the header to the body goes from one and comes in the other."""
    before = template("Un texte.", header="La Porte du Hainaut", title="Convention 1")
    after = template("Un texte.", "La Porte du Hainaut", title="Convention 2")
    assert changes(before, after) == [
        ("début du document, 2e paragraphe", "added"),
        ("en-tête", "removed"),
        ("propriétés du document, titre", "reworded"),
    ]
