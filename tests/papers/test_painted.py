"""What a page of a PDF paints over its words: what nobody sees there is not read, nor what is struck out."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.papers.portable import open_portable
from tests.cases import cases

#: The number stands at 100 to 190 across and 700 to 708 up.
_NUMBER = "BT /F 11 Tf 100 700 Td (2025-02-10) Tj ET"


def _page(content: str, *notes: Dictionary, turn: int = 0) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    hidden = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Ancien"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([hidden]), D=Dictionary(OFF=Array([hidden])))
    page.obj.Resources = Dictionary(
        Font=Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)),
        ExtGState=Dictionary(Clear=Dictionary(ca=0), Marker=Dictionary(BM=Name.Multiply)),
        Properties=Dictionary(Hidden=hidden),
    )
    page.obj.Contents = pdf.make_stream(f"BT /F 11 Tf 60 760 Td (COMMUNE) Tj ET {content}".encode())
    page.obj.Annots = Array([pdf.make_indirect(note) for note in notes])
    page.obj.Rotate = turn
    return pdf


def _words(pdf: pikepdf.Pdf) -> list[str]:
    stream = io.BytesIO()
    pdf.save(stream)
    with open_portable(stream.getvalue(), 1) as document:
        return document.read(0).text.split()


def _note(subtype: pikepdf.Name, *, shown: bool = True, **entries: object) -> Dictionary:
    place = {"/Type": Name.Annot, "/Subtype": subtype, "/Rect": Array([90, 690, 300, 720]), "/F": 4 if shown else 2}
    return Dictionary(place | {f"/{key}": value for key, value in entries.items()})


@cases(
    "content",
    f"1 1 1 rg {_NUMBER}",
    f"/Clear gs {_NUMBER}",
    f"/OC /Hidden BDC {_NUMBER} EMC",
    f"{_NUMBER} 1 1 1 rg 95 695 120 18 re f",
    f"{_NUMBER} q 1 0 0 1 5 5 cm 0 0 0 rg 90 690 120 18 re f Q",
    ids=["white on white", "transparent", "in a hidden layer", "under a white rectangle", "blackened"],
)
@cases("turn", 0, 90)
def test_what_is_drawn_and_not_seen_is_not_read(content: str, turn: int) -> None:
    """An older number that an editor covered, what a signing tool looks for, a layer of another version."""
    assert _words(_page(content, turn=turn)) == ["COMMUNE"]


def test_what_is_typed_over_a_covered_text_is_read() -> None:
    """Editors in a browser correct a PDF so: a white rectangle, and the new text upon it."""
    content = f"{_NUMBER} 1 1 1 rg 95 695 120 18 re f 0 0 0 rg BT /F 11 Tf 100 700 Td (2025-03-01) Tj ET"
    assert _words(_page(content)) == ["COMMUNE", "2025-03-01"]


@cases(
    "content",
    f"{_NUMBER} 1 w 98 704 m 175 704 l S",
    f"{_NUMBER} 98 703.5 80 1 re f",
    f"{_NUMBER} 40 300 m 40 600 l 98 704 m 175 704 l S",
    "BT /F 11 Tf 0 1 -1 0 300 400 Tm (2025-02-10) Tj ET 296 398 m 296 480 l S",
    ids=["a line", "a thin rectangle", "a line among others", "a text on its side"],
)
def test_what_is_struck_through_is_not_read(content: str) -> None:
    """As in a Word file, which prints what is struck through with a line over it."""
    assert _words(_page(content)) == ["COMMUNE"]


def test_a_word_that_a_note_strikes_out_is_not_read() -> None:
    """Without a look of its own too, which a reader draws then."""
    strike = _note(Name.StrikeOut, QuadPoints=Array([98, 710, 160, 710, 98, 698, 160, 698]))
    assert _words(_page(_NUMBER, strike)) == ["COMMUNE"]


@cases(
    "content",
    f"{_NUMBER} 98 698 m 175 698 l S",
    f"{_NUMBER} 95 695 120 18 re S",
    f"1 1 0 rg 95 695 120 18 re f 0 0 0 rg {_NUMBER}",
    f"{_NUMBER} /Marker gs 1 1 0 rg 95 695 120 18 re f",
    f"0 0 0.5 rg 95 695 120 18 re f 1 1 1 rg {_NUMBER}",
    f"{_NUMBER} 40 704 m 90 704 l S",
    ids=["underlined", "framed", "on a ground", "lit", "white on blue", "beside a line"],
)
def test_what_is_set_off_is_read(content: str) -> None:
    """Lines under and around words, and grounds behind them, take nothing away."""
    assert _words(_page(content)) == ["COMMUNE", "2025-02-10"]


def test_a_text_typed_on_a_page_is_read_whoever_draws_it() -> None:
    """Some programs leave it to readers to draw a text that was typed on a page."""
    typed = _note(Name.FreeText, Contents="n° 2025-02-10\ndu 2 avril", DA="0 0 1 rg /Helv 11 Tf")
    assert _words(_page("", typed)) == ["COMMUNE", "n°", "2025-02-10", "du", "2", "avril"]


def test_what_notes_say_beside_the_text_is_told() -> None:
    """What a click opens, unless the page says it, or the note is not shown."""
    notes = (
        _note(Name.Text, Contents="Lire 13 votants."),
        _note(Name.Highlight, Contents="à vérifier"),
        _note(Name.FreeText, Contents="13", DA="/Helv 11 Tf"),
        _note(Name.Text, shown=False, Contents="retirée"),
    )
    stream = io.BytesIO()
    _page(_NUMBER, *notes).save(stream)
    with open_portable(stream.getvalue(), 1) as document:
        assert document.notes == ("Lire 13 votants.", "à vérifier")
