"""The printed table of contents: how many pages, what is on them, where its links lead."""

from __future__ import annotations

from pathlib import Path

import pikepdf
from pypdf import PageObject, PdfReader

from generator.pdf.contentspages import ContentsRow, draw_contents
from generator.pdf.makeup import ContentsPage, contents_page_count
from generator.pdf.structure import StructureTree
from tests.cases import cases
from tests.pdf.pages import add_page

_HEAD = ContentsPage("Recueil des conventions", ("Médiation numérique", "La Porte du Hainaut"))


def _drawn(path: Path, head: ContentsPage, titles: list[str], number: str = "N-2025-017") -> PdfReader:
    """Draw the contents of a file whose parts have one page each."""
    pdf = pikepdf.new()
    for _ in titles:
        add_page(pdf)
    front = contents_page_count(head, len(titles))
    rows = [
        ContentsRow(title, number, front + position + 1, pdf.pages[position].obj)
        for position, title in enumerate(titles)
    ]
    structure = StructureTree(pdf, "fr-FR")
    draw_contents(pdf, structure, head, rows)
    structure.write()
    pdf.save(path)
    return PdfReader(path)


def _places(page: PageObject) -> list[tuple[str, float, float]]:
    """Return the texts of ``page`` with the place where each begins."""
    places: list[tuple[str, float, float]] = []

    def visit(text: str, matrix: list[float], text_matrix: list[float], *_: object) -> None:
        if text.strip():
            places.append((text.strip(), text_matrix[4], text_matrix[5]))

    page.extract_text(visitor_text=visit)
    return places


def test_forty_six_communes_fit_on_one_page() -> None:
    """The recueil's table is one leaf for the communes of La Porte du Hainaut."""
    assert contents_page_count(_HEAD, 46) == 1


@cases("rows", 1, 46, 47, 100, 200)
def test_the_number_of_pages_is_known_beforehand(tmp_path: Path, rows: int) -> None:
    """Arithmetic and drawing agree, and each row is on some page once."""
    titles = [f"Commune{number:03d}" for number in range(rows)]
    reader = _drawn(tmp_path / "contents.pdf", _HEAD, titles)
    front = len(reader.pages) - rows
    assert front == contents_page_count(_HEAD, rows)
    words = " ".join(page.extract_text() for page in reader.pages[:front]).split()
    assert [word for word in words if word.startswith("Commune")] == titles


def test_printed_pages_are_where_the_parts_begin(recueil: Path) -> None:
    """The number at the end of a row is the page on which the commune's pack starts."""
    lines = PdfReader(recueil).pages[0].extract_text().splitlines()
    rows = [line for line in lines if "N-01" in line]
    assert [int(row.split()[-1]) for row in rows] == [2, 8]


def test_rows_are_links_to_the_parts(recueil: Path) -> None:
    """Each row opens its part's first page, and says so to a screen reader."""
    with pikepdf.open(recueil) as pdf:
        pages = [page.obj.objgen for page in pdf.pages]
        links = pdf.pages[0].obj.Annots.as_list()
        assert [pages.index(link.Dest[0].objgen) + 1 for link in links] == [2, 8]
        assert [str(link.Contents) for link in links] == ["Haveluy N-017, page 2", "Le Quesnoy N-018, page 8"]


def test_the_tags_are_those_of_a_table_of_contents(recueil: Path) -> None:
    """Title, then a TOC of items, each a reference that holds its link (ISO 32000-1, 14.8.4)."""
    with pikepdf.open(recueil) as pdf:
        title, line, table = pdf.Root.StructTreeRoot.K[0].K[0].K.as_list()
        assert [str(kid.S) for kid in (title, line, table)] == ["/H1", "/P", "/TOC"]
        assert [str(item.S) for item in table.K.as_list()] == ["/TOCI", "/TOCI"]
        assert str(table.K[0].K[0].S) == "/Reference"
        assert str(table.K[0].K[0].K[0].S) == "/Link"


def test_the_top_right_corner_stays_free(tmp_path: Path) -> None:
    """Nothing is printed in the 3 cm (85 points) at the top of any page: the corner is kept for a stamp."""
    reader = _drawn(tmp_path / "contents.pdf", _HEAD, [f"Commune {number}" for number in range(100)])
    for page in reader.pages[: contents_page_count(_HEAD, 100)]:
        assert max(y for _, _, y in _places(page)) < 842 - 85 - 14


def test_the_foot_stays_free_for_the_stamp(tmp_path: Path) -> None:
    """The last row of a full page stands above the stamp, which ends at 30 points."""
    reader = _drawn(tmp_path / "contents.pdf", _HEAD, [f"Commune {number}" for number in range(200)])
    assert min(y for _, _, y in _places(reader.pages[0])) > 50


def test_a_long_name_is_cut_before_the_next_column(tmp_path: Path) -> None:
    """A name that does not fit is shrunk, then cut with an ellipsis; it never runs into its number."""
    long = "Saint-Amand-les-Eaux-et-ses-environs " * 6
    reader = _drawn(tmp_path / "contents.pdf", _HEAD, [long, "Haveluy"])
    text = reader.pages[0].extract_text()
    assert "…" in text
    assert text.count("N-2025-017") == 2
    numbers = [x for shown, x, _ in _places(reader.pages[0]) if "N-2025" in shown]
    assert len(set(numbers)) == 1


def test_a_name_that_fits_once_it_is_shrunk_is_whole(tmp_path: Path) -> None:
    """It is printed to the last bit of its room."""
    names = [
        "Beaujeu-Saint-Vallier-Pierrejux-et-Quitteur — avenant n° 12",
        "Javerlhac-et-la-Chapelle-Saint-Robert — avenant n° 1",
        "Saint-Martin-de-Bienfaite-la-Cressonnière — avenant n° 1",
    ]
    text = _drawn(tmp_path / "contents.pdf", _HEAD, names).pages[0].extract_text()
    assert [name for name in names if name not in text] == []


@cases("number", "CONVENTION_MEDIATION_NUMERIQUE-2025-001", "W" * 52 + "-2025-001")
def test_a_number_is_never_cut(tmp_path: Path, number: str) -> None:
    """However wide it is, and whatever its row has at the right: it is what the act is known by."""
    reader = _drawn(tmp_path / "contents.pdf", _HEAD, ["Haveluy", "Saint-Amand-les-Eaux-et-ses-environs " * 6], number)
    assert reader.pages[0].extract_text().count(number) == 2
    places = _places(reader.pages[0])
    assert len({left for shown, left, _ in places if shown == number}) == 1
    assert any(shown == "Haveluy" for shown, *_ in places)


def test_rows_without_numbers_have_names_and_pages(tmp_path: Path) -> None:
    """Parts without a number leave the column to the leader dots."""
    reader = _drawn(tmp_path / "contents.pdf", ContentsPage("Sommaire"), ["Convention", "Planning"], number="")
    lines = [line for line in reader.pages[0].extract_text().splitlines() if line.strip()]
    assert [line.split()[0] for line in lines] == ["Sommaire", "Convention", "Planning"]
    assert [line.split()[-1] for line in lines[1:]] == ["2", "3"]


def test_a_row_without_a_number_has_its_room(tmp_path: Path) -> None:
    """The name may run through the empty column, and nothing empty is tagged in it."""
    name = "Convention de médiation numérique et son planning annexé, en deux originaux"
    reader = _drawn(tmp_path / "contents.pdf", ContentsPage("Sommaire"), [name], number="")
    assert name in reader.pages[0].extract_text()
    with pikepdf.open(tmp_path / "contents.pdf") as pdf:
        link = pdf.Root.StructTreeRoot.K[0].K[0].K[1].K[0].K[0].K[0]
        assert [str(kid.Type) for kid in link.K.as_list()] == ["/MCR", "/MCR", "/OBJR"]
