"""Who signed an act: names under offices, however the cells of their table were read."""

from __future__ import annotations

from generator.intake.fields import Field
from generator.intake.pageorder import unended
from generator.intake.recognition import recognise
from generator.papers.received import SourceText
from tests.cases import cases
from tests.intake.layouts import communes, layout

_BOTH = ("Carole LELEU", "Ludovic AIGUIER")


def _signatories(foot: str) -> Field:
    """Return who is read to have signed an act that ends with its decision, and then so."""
    decision, _ = layout("brillon").text.split("Ainsi fait et délibéré")
    source = SourceText("acte.txt", b"", "text", (f"{decision}{foot}",), {}, frozenset())
    (act,) = recognise(source, communes())
    return act.fields["signataires"]


@cases(
    "foot",
    "Le Maire, Carole LELEULe secrétaire, Ludovic AIGUIER",
    "Fait et délibéré.\nLe Maire,Le secrétaire de séance,\nCarole LELEULudovic AIGUIER",
    "Le Maire,\nCarole LELEU\tLe secrétaire de séance,\nLudovic AIGUIER",
    "La Présidente de séance,\nCarole LELEU\n\nLe Secrétaire,\nLudovic AIGUIER",
    "Signé : Carole LELEU, Maire\nSigné : Ludovic AIGUIER, secrétaire",
    ids=["cells that touch", "names that touch", "cells of two lines", "who presides", "signed by"],
)
def test_both_names_are_read_with_or_without_a_formula(foot: str) -> None:
    """LibreOffice prints the cells of an old Word file side by side; a village writes no « Fait et délibéré »."""
    found = _signatories(foot)
    assert (found.value, found.confidence) == (_BOTH, "certain")


def test_one_name_under_two_offices_is_not_sure() -> None:
    """The other one was not read."""
    found = _signatories("Fait et délibéré.\nLe Maire,\nLe secrétaire de séance,\nLudovic AIGUIER")
    assert (found.value, found.confidence) == (("Ludovic AIGUIER",), "doubtful")
    assert found.why == "un seul nom est lu, sous plusieurs qualités"
    assert _signatories("Fait et délibéré.\nLe Maire,\nCarole LELEU").confidence == "certain"


@cases("end", "Secrétaire de séance", "Délibération n°")
def test_nobody_signs_a_first_page_without_the_others(end: str) -> None:
    """Those who sat, a line each, stand at its end, and are no signatories; that the rest may be missing is told."""
    page = layout("hordain").text.partition(end)[0]
    (act,) = recognise(SourceText("photo.jpg", b"", "text", (page,), {}, frozenset()), communes())
    assert act.fields["signataires"].value is None
    assert "la dernière page manque" in unended(act, (page,))
