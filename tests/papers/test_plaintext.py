"""A text file, in whatever encoding."""

from __future__ import annotations

from generator.papers.plaintext import read_plain_text
from tests.cases import cases

_TEXT = "Délibération n° 2025-02-10\nmise en œuvre : 20 € — l’unanimité\n"


@cases("encoding", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
def test_every_encoding_of_an_office_is_read(encoding: str) -> None:
    """With or without a mark at the beginning."""
    assert read_plain_text(_TEXT.encode(encoding)) == ((_TEXT,), True)


@cases("encoding", "cp850", "mac_roman", "iso8859-15")
def test_older_systems_are_read_by_their_letters(encoding: str) -> None:
    """MS-DOS, a Macintosh: the encoding in which the words are French."""
    text = "Délibération n° 2025-02-10 du conseil réuni à Haveluy\n"
    assert read_plain_text(text.encode(encoding)) == ((text,), True)


def test_line_ends_are_alike_and_form_feeds_part_pages() -> None:
    """Windows, an old Mac; the last form feed of pdftotext begins no page."""
    assert read_plain_text(b"un\r\ndeux\rtrois\fquatre\f\n") == (("un\ndeux\ntrois", "quatre"), True)


@cases("data", bytes(range(256)), b"\x7fELF\x02\x01\x01\0", b"Delib\0eration", b"\xff\xfe\0\xd8")
def test_what_is_no_text_is_told_from_text(data: bytes) -> None:
    """A program, a picture of an unknown kind, half a character."""
    assert read_plain_text(data) is None


def test_a_text_beside_a_margin_is_read_down() -> None:
    """As « pdftotext -layout » prints it: the margin first, then the text."""
    page = (
        "Date de                Présents : Mme Carole LELEU, M. Marc\n"
        "convocation            WATTIEZ, M. Pascal JEAN, Mme Nathalie\n"
        "3 juin 2025            COLIN, M. Bernard CARON, M. Aymeric ROBIN.\n"
    )
    assert read_plain_text(page.encode()) == (
        (
            "Date de\nconvocation\n3 juin 2025\nPrésents : Mme Carole LELEU, M. Marc\n"
            "WATTIEZ, M. Pascal JEAN, Mme Nathalie\nCOLIN, M. Bernard CARON, M. Aymeric ROBIN.\n",
        ),
        True,
    )


def test_a_table_keeps_its_columns() -> None:
    """No line of it goes on in the next."""
    table = "En exercice      Présents      Votants\n15               11            13\n"
    assert read_plain_text(table.encode()) == ((table,), True)


def test_a_text_beside_its_own_labels_stays_beside_them() -> None:
    """« Excusés   : X, / Y »: whatever lines it has."""
    page = (
        "Étaient excusés                    : LELEU Carole (pouvoir à COLIN Nathalie),\n"
        "                                     LEMOINE Charles (pouvoir à WATTIEZ Marc)\n"
        "Secrétaire                         : JEAN Pascal\n"
    )
    assert read_plain_text(page.encode()) == ((page,), True)


def test_what_the_last_label_of_a_column_labels_stands_with_it() -> None:
    """Its value is one line lower than the text at its right."""
    page = (
        "En exercice : 15                           L’an deux mille vingt-cinq et le vingt-deux mai,\n"
        "Présents : 7                               le conseil municipal de cette commune, régulièrement\n"
        "Date de la convocation :                   convoqué, s’est réuni sous la présidence du maire.\n"
        "15/05/2025\n"
    )
    pages, _ = read_plain_text(page.encode()) or ((), False)
    assert "Date de la convocation :\n15/05/2025\nL’an" in pages[0]
