"""Attendance told a line a member, by a cross or by a word, is read as lists are."""

from __future__ import annotations

from generator.law.sittings import Proxy
from generator.minutes.crosses import listed
from tests.cases import cases
from tests.intake.minutes import read

HEADING = """COMMUNE DE MAULDE
L’an deux mille vingt-cinq, le trois juin à dix-neuf heures, le conseil municipal de la commune de Maulde s’est réuni \
en mairie sous la présidence de Mme Carole LELEU, Maire.
En exercice : 4
Présents : 2
"""
REASONS = (
    "\n\nObjet : Voirie\n\nVu le code général des collectivités territoriales,\nLe conseil décide à l’unanimité.\n"
)
CROSSES = """
Nom et prénom              Présent    Absent    Pouvoir à
LELEU Carole                  X
WATTIEZ Marc                  X
JEAN Pascal                              X      LELEU Carole
ROBIN Aymeric                            X
"""
RULED = """
Nom | Présent | Absent | Pouvoir
LELEU Carole | X | |
WATTIEZ Marc | X | |
JEAN Pascal | | X | LELEU Carole
ROBIN Aymeric | | X |
"""
WORDS = """
LELEU Carole : présente
WATTIEZ Marc : présent
JEAN Pascal : excusé, pouvoir à LELEU Carole
ROBIN Aymeric : absent
"""
CODES = """
Nom | Prénom | Présence | Pouvoir à
LELEU | Carole | P |
WATTIEZ | Marc | P |
JEAN | Pascal | A | LELEU Carole
ROBIN | Aymeric | A |
"""
DASHES = """
LELEU Carole, Maire – Présente
WATTIEZ Marc – Présent
JEAN Pascal – Absent, a donné pouvoir à LELEU Carole
ROBIN Aymeric – Absent excusé
"""
RANKED = """
1 LELEU Carole, maire, présente
2 WATTIEZ Marc, adjoint, présent
3 JEAN Pascal, conseiller, absent, pouvoir à LELEU Carole
4 ROBIN Aymeric, absent
"""


@cases("table", CROSSES, RULED, CODES, WORDS, DASHES, RANKED, CROSSES.replace("X", "✓"))
def test_a_line_a_member_tells_who_sat(table: str) -> None:
    """Who is present is certain, since the number of those present confirms it; a mandate has its holder."""
    (act,) = read(HEADING + table + REASONS)
    present, absent, given = (act.fields[name] for name in ("noms_presents", "noms_absents", "pouvoirs"))
    assert (present.value, present.confidence) == (("LELEU Carole", "WATTIEZ Marc"), "certain")
    assert absent.value == ("ROBIN Aymeric",)
    assert given.value == (Proxy("JEAN Pascal", "LELEU Carole"),)


def test_a_table_that_the_number_does_not_confirm_is_doubtful() -> None:
    """A cross that moved under another heading."""
    (act,) = read(HEADING.replace("Présents : 2", "Présents : 3") + CROSSES + REASONS)
    assert act.fields["noms_presents"].confidence == "doubtful"


def test_a_table_of_votes_tells_no_attendance() -> None:
    """« Pour », « Contre » over the crosses."""
    table = CROSSES.replace("Présent ", "Pour    ").replace("Absent ", "Contre ").replace("Pouvoir à", "Abstention")
    assert listed(table) == table


def test_a_flood_of_spaces_in_a_row_is_read_to_its_end() -> None:
    """Between a name and what might say where the member was; it took the cube of their number."""
    row = f"LELEU Carole{' ' * 20_000}7 pour"
    assert listed(row) == row


def test_letters_say_what_each_member_is() -> None:
    """« P », « A », « R (par X) » in a column of their own, beside what each does, above what the letters mean."""
    rows = (
        "Nom et prénom\tFonction\tP / A / R\n"
        "LELEU Carole\tMaire\tP\n"
        "WATTIEZ Marc\t1er adjoint\tP\n"
        "JEAN Pascal\tConseiller\tR (par LELEU Carole)\n"
        "MARTIN Luc\tConseiller\tA\n"
        "P : présent – A : absent – R : représenté\n"
    )
    (act,) = read(f"COMMUNE DE MAULDE\nSéance du 3 juin 2025\n{rows}\nObjet : Voirie communale\nAdopté par 3 voix.\n")
    told = {name: act.fields[name].value for name in ("noms_presents", "pouvoirs", "noms_absents")}
    assert told == {
        "noms_presents": ("LELEU Carole", "WATTIEZ Marc"),
        "pouvoirs": (Proxy("JEAN Pascal", "LELEU Carole"),),
        "noms_absents": ("MARTIN Luc",),
    }
