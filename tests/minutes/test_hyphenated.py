"""Words that a line end broke are whole again, unless the hyphen is theirs."""

from __future__ import annotations

from generator.minutes.hyphenated import rejoined
from tests.cases import cases
from tests.intake.minutes import field, opening


@cases(
    "page, whole",
    ("adjoints, conseil-\nlers municipaux", "adjoints, conseillers\nmunicipaux"),
    ("le budget munici-\n   pal,\nvoté", "le budget municipal,\nvoté"),
    ("soumise et auto-\nrise Madame le Maire", "soumise et autorise\nMadame le Maire"),
    ("selon le procès-\nverbal joint", "selon le procès-\nverbal joint"),
    ("un chef-lieu de canton et le chef-\nlieu", "un chef-lieu de canton et le chef-\nlieu"),
    ("de Wavrechain-\nsous-Denain", "de Wavrechain-\nsous-Denain"),
    ("Mme Marie-\nLaure DUFOUR", "Mme Marie-\nLaure DUFOUR"),
    ("M. WATT-\nIEZ, puis M. WATTIEZ", "M. WATTIEZ,\npuis M. WATTIEZ"),
    ("une colonne      l’autre mu-\nnicipale", "une colonne      l’autre mu-\nnicipale"),
    ("- voirie -\npuis le reste", "- voirie -\npuis le reste"),
)
def test_a_broken_word_is_whole(page: str, whole: str) -> None:
    """A compound word, a given name and a column keep their hyphen."""
    assert rejoined([page]) == [whole]


def test_a_surname_is_whole_as_another_page_writes_it() -> None:
    """With the hyphen or without."""
    assert rejoined(["Mme DUFOUR-\nTONINI, présente", "Mme DUFOUR-TONINI"])[0] == "Mme DUFOUR-TONINI,\nprésente"


def test_a_broken_surname_that_is_written_nowhere_else_is_doubtful() -> None:
    """Nobody knows whether the hyphen is its own."""
    present = "Présents : 2\nMme Carole LELEU, M. Marc WATT-\nIEZ"
    found = field(opening(present), "noms_presents")
    assert found.confidence == "doubtful"
    assert "WATT-IEZ" in found.why
    elsewhere = field(opening(f"{present}\nSecrétaire : M. Marc WATTIEZ"), "noms_presents")
    assert (elsewhere.value, elsewhere.confidence) == (("Carole LELEU", "Marc WATTIEZ"), "certain")
