"""Lists whose lines a margin, a stamp or the end of a page parts."""

from __future__ import annotations

from generator.minutes.margins import without_margins
from tests.cases import cases
from tests.intake.minutes import field, opening

FIRST = "Présents : Mme Carole LELEU, M. Marc WATTIEZ, M. Pascal"
LAST = "JEAN, Mme Nathalie COLIN."


@cases(
    "margin",
    "4 juin 2025",
    "Date d’affichage : 04/06/2025",
    "Membres en exercice : 11",
    "Accusé de réception en préfecture\n059-215901000-20250630-DCM202506-DE\nDate de réception : 03/07/2025",
    "1/2\n\nFeuillet 113",
    "Nombre de conseillers\nprésents : 4",
)
def test_what_parts_a_name_stands_above_the_list(margin: str) -> None:
    """In its order, the list whole under it."""
    told = "\n".join(line for line in margin.split("\n") if line)
    assert without_margins(f"COMMUNE DE MAULDE\n{FIRST}\n{margin}\n{LAST}") == (
        f"COMMUNE DE MAULDE\n{told}\n{FIRST}\n{LAST}"
    )


def test_a_running_head_is_known_by_its_other_pages() -> None:
    """« Registre des délibérations – Feuillet 112 » and « … 113 »."""
    head = "Registre de Maulde – Feuillet"
    page = f"{head} 112\nPrésents : Mme Carole LELEU,\n{head} 113\nM. Marc WATTIEZ.\n"
    assert without_margins(page) == f"{head} 112\n{head} 113\nPrésents : Mme Carole LELEU,\nM. Marc WATTIEZ.\n"


@cases(
    "page",
    "Présents : Carole LELEU, Marc WATTIEZ\n4 juin 2025\nPascal JEAN, maire, ouvre la séance.",
    "Présents : Mme Carole LELEU, M. Marc WATTIEZ.\nPouvoirs : 2\nM. Pascal JEAN à Mme Carole LELEU",
    "Absents : M. Pascal JEAN, M.\nObjet : Cantine\nLE CONSEIL approuve.",
    "Vu la loi, le code,\n4 juin 2025\nLe conseil approuve.",
)
def test_a_list_that_is_whole_is_left_as_it_is(page: str) -> None:
    """And what no list goes on over."""
    assert without_margins(page) == page


def test_two_margins_in_a_list_keep_their_order() -> None:
    """A label of one beside its day in the next."""
    act = opening(
        "Date d’affichage :\nPrésents : Mme Carole LELEU, M. Marc\n4 juin 2025\nWATTIEZ, M. Pascal JEAN, Mme\n"
        "En exercice : 5\nNathalie COLIN, M. Bernard CARON.\nPrésents : 5\nVotants : 5"
    )
    names = field(act, "noms_presents")
    assert names.value == ("Carole LELEU", "Marc WATTIEZ", "Pascal JEAN", "Nathalie COLIN", "Bernard CARON")
    assert names.confidence == "certain"
    assert str(field(act, "affichage_date").value) == "2025-06-04"
    assert field(act, "en_exercice").value == 5


@cases("width", 0, 60)
def test_a_margin_beside_a_list_stands_above_it(width: int) -> None:
    """Left or right of three lines, which go on in one another."""
    margin = ("en exercice : 19", "présents : 4", "Date de convocation :")
    names = ("Présents : Mme Carole LELEU,", "M. Marc WATTIEZ, M. Pascal", "JEAN, Mme Nathalie COLIN.")
    rows = zip(margin, names, strict=True)
    page = "\n".join(f"{name.ljust(width)}{side}" if width else f"{side.ljust(30)}{name}" for side, name in rows)
    assert without_margins(page) == "\n".join((*margin, *names))


def test_a_label_beside_its_value_is_no_margin() -> None:
    """A table of two columns is read across."""
    table = "Conseil municipal du          26 mai 2025\nConvocation envoyée le        20 mai 2025"
    assert without_margins(table) == table
