"""Labels whose colon is lost."""

from __future__ import annotations

from generator.minutes.labelled import labelled
from tests.cases import cases
from tests.intake.minutes import field, opening


@cases(
    "written, meant",
    ("Présents Mme Carole LELEU, M. Marc WATTIEZ", "Présents : Mme Carole LELEU, M. Marc WATTIEZ"),
    ("Étaient absents excusés LEJEUNE Bruno", "Étaient absents excusés : LEJEUNE Bruno"),
    ("ABSENTS LEJEUNE, COLIN", "ABSENTS : LEJEUNE, COLIN"),
    ("Procurations M. Bruno LEJEUNE à Mme LELEU", "Procurations : M. Bruno LEJEUNE à Mme LELEU"),
    ("Secrétaire de séance Carole LELEU", "Secrétaire de séance : Carole LELEU"),
    ("OBJET CONVENTION", "OBJET : CONVENTION"),
    ("Présents : 2 Carole LELEU Marc WATTIEZ", "Présents : 2\nCarole LELEU Marc WATTIEZ"),
)
def test_a_label_before_a_name_has_its_colon_again(written: str, meant: str) -> None:
    """Its capital and the name after it tell it."""
    assert labelled(written) == meant


@cases(
    "written",
    "Les conseillers Présents Mme Carole LELEU et M. Marc WATTIEZ demandent",
    "a donné Pouvoir M. Bruno LEJEUNE",
    "Présents : Mme Carole LELEU",
    "Présents ou représentés le jour de la séance",
    "Absents REPRÉSENTÉS, à l’ouverture",
    "Excusés Néant",
    "Présents Monsieur le Maire et ses adjoints",
    "Objet de la délibération",
    "OBJET DE LA DÉLIBÉRATION",
    "Secrétaire de séance désigné par le conseil",
    "le secrétaire de séance Carole LELEU",
)
def test_a_sentence_or_another_label_has_none(written: str) -> None:
    """« les présents », « donné pouvoir », « Absents REPRÉSENTÉS »."""
    assert labelled(written) == written


def test_lists_without_colons_are_read() -> None:
    """The second does not run on from the first."""
    act = opening("Présents Carole LELEU, Marc WATTIEZ\nAbsents Bruno LEJEUNE, Nathalie COLIN\nSecrétaire Marc WATTIEZ")
    assert field(act, "noms_presents").value == ("Carole LELEU", "Marc WATTIEZ")
    assert field(act, "noms_absents").value == ("Bruno LEJEUNE", "Nathalie COLIN")
    assert field(act, "secretaire").value == "Marc WATTIEZ"
