"""Who signs at the foot of an act, wherever the offices and the names stand."""

from __future__ import annotations

from generator.minutes.signed import signatures
from tests.cases import cases
from tests.intake.minutes import OPENING, OURS, field

BOTH = [("mayor", "Carole LELEU"), ("secretary", "Pascal JEAN")]


@cases(
    "foot, expected",
    ("Le Maire              Le secrétaire de séance\nCarole LELEU          Pascal JEAN", BOTH),
    ("Carole LELEU          Pascal JEAN\nMaire                 Secrétaire de séance", BOTH),
    ("La Maire\nLELEU\nCarole\nLe secrétaire\nJEAN\nPascal", [("mayor", "LELEU Carole"), ("secretary", "JEAN Pascal")]),
    (
        "La secrétaire de séance      Le maire\nMme HUGUES      M. ZIENTEK",
        [("secretary", "HUGUES"), ("mayor", "ZIENTEK")],
    ),
    ("Le Maire : J-P. COMYN", [("mayor", "J-P. COMYN")]),
    ("Mme le Maire\nV. LEROY", [("mayor", "V. LEROY")]),
    ("Signé électroniquement par : Waldemar DOMIN\nQualité : Maire", [("other", "Waldemar DOMIN")]),
    ("Pour le maire empêché,\nLe premier adjoint,\nMichel BLAISE", [("other", "Michel BLAISE")]),
    ("Pour le maire empêché, la première adjointe\nCarole LELEU", [("other", "Carole LELEU")]),
)
def test_offices_and_names_are_paired_in_their_order(foot: str, expected: list[tuple[str, str]]) -> None:
    """In columns, one under the other, the name first, the given name last."""
    assert [(one.office, one.name) for one in signatures(foot, 0, len(foot))] == expected


def test_a_surname_and_its_civility_are_a_signature() -> None:
    """« Mme HUGUES Stéphanie » is no « HUGUES » whose given name would be « Mme »."""
    act = f"{OPENING}Objet : Convention de médiation numérique\n{OURS}Le Maire,          Le secrétaire,\n"
    act += "Mme LELEU Carole          M JEAN Pascal\n"
    assert field(act, "signataires").value == ("LELEU Carole", "JEAN Pascal")


def test_a_name_alone_under_the_formula_is_signed() -> None:
    """« Pour expédition conforme, Madame Carole LELEU »."""
    act = f"{OPENING}Objet : Convention de médiation numérique\n{OURS}Fait et délibéré à Maulde\nMadame Carole LELEU\n"
    assert field(act, "signataires").value == ("Carole LELEU",)
