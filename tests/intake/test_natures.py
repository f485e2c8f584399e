"""What comes back in the place of a deliberation is named, and a deliberation never is."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.intake.natures import other_nature
from tests.cases import cases
from tests.conftest import REPOSITORY

DELIBERATIONS = REPOSITORY / "tests" / "resources" / "deliberations"
BLANKS = ("[date de la séance]", "[numéro de la délibération]")


@cases(
    "text, nature",
    ("VILLE DE DENAIN\nArrêté n° 2025-12\nLe maire de Denain,\nArrête : article 1er", "un arrêté"),
    ("ARRETE DU MAIRE\nportant délégation de signature", "un arrêté"),
    ("Mairie de Rœulx\nDécision du maire n° 4\nVu la délibération du conseil municipal", "une décision du maire"),
    ("Avenant n° 1 à la convention\nIl est convenu ce qui suit", "un avenant"),
    ("Convention de mise à disposition\nVu la délibération n° 4\nentre d’une part et d’autre part", "une convention"),
    ("Registre des conventions et avenants, 2026\nConvention de mise à disposition", "un registre de conventions"),
    ("CONVOCATION\nMadame, Monsieur, le conseil municipal se réunira le 3 mars", "une lettre"),
    ("Séance du [date de la\nséance], n° [numéro de la délibération]", "notre projet de délibération"),
    ("Séance du 3 mars, n° [numéro de la délibération]", ""),
    ("Conventionnement du service\nLe conseil, après en avoir délibéré, décide", ""),
    ("Convention avec la CAPH\nLe conseil municipal, à l’unanimité, autorise", ""),
    ("Convention : adopté par 12 voix", ""),
    ("Convocation envoyée le 20 mai\nVote : 18 pour", ""),
    ("Planning\nExtrait du registre des délibérations", ""),
    ("Une page de tout autre chose", ""),
    ("Le conseil municipal {{ commune|de }}, après en avoir délibéré", "un modèle de document"),
    ("{% if deliberation %}Convention à signer{% endif %}", "un modèle de document"),
    (
        "PROJET DE DÉLIBÉRATION\nLe conseil municipal, après en avoir délibéré, par .... voix pour, .... contre",
        "un projet de délibération",
    ),
    ("Projet de délibération\nLe conseil municipal, après en avoir délibéré, par 12 voix pour", ""),
    (
        "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU BUREAU COMMUNAUTAIRE\nSéance tenue en mairie de Wallers\n"
        "par 24 voix, autorise le Président à signer avec chaque conseil municipal",
        "un acte d’une autre assemblée que le conseil municipal",
    ),
    (
        "Centre communal d’action sociale\nLe conseil d’administration, après en avoir délibéré, à l’unanimité",
        "un acte d’une autre assemblée que le conseil municipal",
    ),
    ("Vu la délibération du Bureau communautaire du 24 février\nLe conseil municipal, après en avoir délibéré", ""),
)
def test_what_came_back_is_named_for_what_it_is(text: str, nature: str) -> None:
    """By its first lines, unless a council voted; our draft by the zones that still ask for something."""
    assert other_nature([text], BLANKS).partition(",")[0] == nature


@pytest.mark.parametrize("path", sorted(DELIBERATIONS.rglob("*.txt")), ids=lambda path: path.stem)
def test_a_deliberation_is_never_taken_for_something_else(path: Path) -> None:
    """Those of the tests, a deliberation on a convention included."""
    assert other_nature([path.read_text(encoding="utf-8")], BLANKS) == ""
