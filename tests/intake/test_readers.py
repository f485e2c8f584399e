"""Two readings of one scan, held against each other."""

from __future__ import annotations

import datetime

from generator.intake.fields import FIELDS, Field, ReadDeliberation
from generator.intake.readers import agreed
from generator.intake.recognition import recognise
from generator.law.sittings import Proxy
from generator.papers.received import SourceText
from tests.cases import cases
from tests.intake import layouts


def read(**fields: Field) -> tuple[ReadDeliberation, ...]:
    """Return one deliberation of which these fields were read."""
    return (ReadDeliberation("acte.pdf", {**dict.fromkeys(FIELDS, Field()), **fields}),)


def certain(value: object) -> Field:
    """Return a field read plainly."""
    return Field(value, "certain", "lu")  # type: ignore[arg-type]  # whatever a test wants to have read


def test_what_both_read_is_as_sure_as_the_surer_of_them() -> None:
    """A figure that one of them had to repair is certain once the other reads it plainly."""
    repaired = Field(20, "doubtful", "2O", "des lettres ont été lues à la place de chiffres")
    for first, second in ((repaired, certain(20)), (certain(20), repaired)):
        (deliberation,) = agreed(read(votants=first), read(votants=second))
        assert deliberation.fields["votants"] == certain(20)
    (deliberation,) = agreed(read(votants=repaired), read(votants=repaired))
    assert deliberation.fields["votants"] == repaired
    assert deliberation.fields["pour"] == Field()


@cases(
    "name, first, second, told",
    ("votants", 14, 11, "Tesseract lit « 14 » et RapidOCR lit « 11 »"),
    (
        "seance_date",
        datetime.date(2025, 4, 2),
        datetime.date(2025, 4, 7),
        "Tesseract lit « 02/04/2025 » et RapidOCR lit « 07/04/2025 »",
    ),
    ("numero", "2025-02-10", "2025-02.10", "Tesseract lit « 2025-02-10 » et RapidOCR lit « 2025-02.10 »"),
    ("secretaire", "Marc WATTIEZ", "Marc WATTlEZ", "Tesseract lit « Marc WATTIEZ » et RapidOCR lit « Marc WATTlEZ »"),
    ("unanimite", True, False, "Tesseract lit « oui » et RapidOCR lit « non »"),
    (
        "noms_presents",
        ("Marc WATTIEZ", "Carole LELEU", "Pascal JEAN"),
        ("Marc WATTIEZ", "Carole LEIEU", "Pascal JEAN"),
        "Tesseract lit « Carole LELEU » et RapidOCR lit « Carole LEIEU »",
    ),
    (
        "noms_absents",
        ("Marc WATTIEZ", "Carole LELEU"),
        ("Marc WATTIEZ",),
        "Tesseract lit « Carole LELEU » et RapidOCR ne lit rien",
    ),
    (
        "pouvoirs",
        (Proxy("A. BAVAY", "BLAISE"),),
        (Proxy("A. BAVAY", "BIAISE"),),
        "Tesseract lit « A. BAVAY donne pouvoir à BLAISE » et RapidOCR lit « A. BAVAY donne pouvoir à BIAISE »",
    ),
    (
        "objet",
        "Convention de mise à disposition d’un médiateur numérique pour les habitants",
        "Convention de mise à disposition d’un médiateur numérlque pour les habitants",
        "Tesseract lit « médiateur numérique pour » et RapidOCR lit « médiateur numérlque pour »",
    ),
)
def test_what_they_read_differently_is_doubtful_with_both(name: str, first: object, second: object, told: str) -> None:
    """Of a list the names that differ, of a long text the words with one on each side; Tesseract's value stays."""
    (deliberation,) = agreed(read(**{name: certain(first)}), read(**{name: certain(second)}))
    field = deliberation.fields[name]
    assert (field.value, field.confidence, field.why) == (first, "doubtful", told)


@cases(
    "name, first, second",
    ("objet", "Convention d’intérêt — avis", "Convention d'intérêt – Avis"),
    ("noms_presents", ("VÉNIAT M.", "Cœur X"), ("VENIAT M", "Coeur X")),
    ("numero", "2025 - 02", "2025–02"),
)
def test_accents_spaces_and_dashes_are_no_difference(name: str, first: object, second: object) -> None:
    """They are what scanners see worst, and Tesseract's stay."""
    (deliberation,) = agreed(read(**{name: certain(first)}), read(**{name: certain(second)}))
    assert deliberation.fields[name] == certain(first)


def test_what_one_of_them_alone_finds_is_doubtful() -> None:
    """Whoever it is; its value is offered."""
    for first, second, told in (
        (certain(9), Field(), "Tesseract lit « 9 » et RapidOCR ne lit rien"),
        (Field(), certain(9), "Tesseract ne lit rien et RapidOCR lit « 9 »"),
    ):
        (deliberation,) = agreed(read(presents=first), read(presents=second))
        field = deliberation.fields["presents"]
        assert (field.value, field.confidence, field.why) == (9, "doubtful", told)


def test_the_value_is_that_of_the_surer() -> None:
    """The one contradicts itself, the other does not."""
    contradicted = Field(13, "doubtful", "13", "l’acte compte 14 présents et en nomme 13")
    (deliberation,) = agreed(read(presents=contradicted), read(presents=certain(14)))
    field = deliberation.fields["presents"]
    assert (field.value, field.why) == (14, "Tesseract lit « 13 » et RapidOCR lit « 14 »")


def test_readings_that_cut_a_file_otherwise_confirm_nothing() -> None:
    """Two deliberations for the one, three for the other: whatever was read is doubtful."""
    one = read(votants=certain(9))
    for deliberation in agreed(one * 2, one * 3):
        field = deliberation.fields["votants"]
        assert (field.value, field.confidence) == (9, "doubtful")
        assert field.why == "Tesseract voit ici 2 délibérations et RapidOCR 3 délibérations"


def test_an_act_is_read_by_both() -> None:
    """A figure that one of them misreads is doubtful, whatever the sums say; the rest stays certain."""
    text = layouts.plain_text("hordain")
    pages, again = (text,), (text.replace("Votants : 14", "Votants : 11"),)
    (deliberation,) = recognise(
        SourceText("a.pdf", b"", "scan", pages, {}, frozenset(), second=again), layouts.communes()
    )
    votants = deliberation.fields["votants"]
    assert (votants.value, votants.confidence) == (14, "doubtful")
    assert "Tesseract lit « 14 » et RapidOCR lit « 11 »" in votants.why
    assert deliberation.fields["seance_date"].confidence == "certain"


def test_a_text_that_lies_under_the_picture_is_called_so() -> None:
    """Nobody installed a second reader for it."""
    text = layouts.plain_text("hordain")
    other = text.replace("Votants : 14", "Votants : 11")
    source = SourceText("a.pdf", b"", "scan", (text,), {}, frozenset(), second=(other,), beneath=True)
    (deliberation,) = recognise(source, layouts.communes())
    assert "Tesseract lit « 14 » et le texte caché du PDF lit « 11 »" in deliberation.fields["votants"].why
