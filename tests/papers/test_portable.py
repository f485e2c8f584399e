"""PDF files as they come: printed, stamped, scanned, locked, damaged."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from generator.errors import UnreadableError
from generator.papers.portable import PortablePage, is_readable, open_portable
from tests.cases import cases
from tests.intake import layouts
from tests.intake.papers import STAMP, as_file, completed, in_columns, photograph, print_pdf, stamp
from tests.intake.photocopies import bad_scan


def _pages(data: bytes) -> list[PortablePage]:
    with open_portable(data, 300) as document:
        return [document.read(index) for index in range(len(document))]


def _save(pdf: pikepdf.Pdf, **options: object) -> bytes:
    stream = io.BytesIO()
    pdf.save(stream, **options)  # type: ignore[arg-type]  # options are passed on
    return stream.getvalue()


def _helvetica() -> pikepdf.Dictionary:
    return pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n")]


@pytest.fixture(scope="module")
def columns(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Print the page in columns."""
    return print_pdf(in_columns(), tmp_path_factory.mktemp("columns"))


@pytest.fixture(scope="module")
def act(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Print the completed draft."""
    return print_pdf(completed(), tmp_path_factory.mktemp("act"))


@cases("engine", "embedded", "libreoffice")
def test_columns_and_frames_of_a_printed_page_are_kept(engine: str, tmp_path: Path) -> None:
    """Names in columns stay in columns, the opening is not cut by the frame beside it."""
    (page,) = _pages(print_pdf(in_columns(), tmp_path, engine))
    rows = [row.split("   ") for row in page.text.split("\n")]
    assert ["RYCKELYNCK Jean-Paul", "PERTOLDI C.", "MURCIA B."] in [
        [cell.strip() for cell in row if cell.strip()] for row in rows
    ]
    opening = " ".join(page.text.split())
    assert "dix-huit heures trente, le conseil municipal de cette commune, régulièrement convoqué" in opening
    assert "M. FERAHTIA A. M. MURCIA B." in _lines(page.text)
    assert (page.picture, page.hidden, page.blank, page.readable) == (0.0, 0, False, True)


def test_a_stamp_laid_over_as_a_form_is_read(columns: bytes) -> None:
    """Transmission services stamp so: readers of text that stop at the page's own content lose it."""
    (page,) = _pages(stamp(columns))
    assert _lines(page.text)[: len(STAMP)] == list(STAMP)


@cases("quarters", 90, 180, 270)
def test_a_page_on_its_side_is_read(columns: bytes, quarters: int) -> None:
    """Whether it is shown so or turned upright to be shown: the lines are those of the upright page."""
    (upright,) = _pages(columns)
    matrix = {90: b"0 1 -1 0 792 0", 180: b"-1 0 0 -1 612 792", 270: b"0 -1 1 0 0 612"}[quarters]
    for shown in (0, quarters):
        with pikepdf.open(io.BytesIO(columns)) as pdf:
            page = pdf.pages[0]
            page.contents_add(b"q %s cm" % matrix, prepend=True)
            page.contents_add(b"Q")
            page.MediaBox = page.CropBox = pikepdf.Array([0, 0, 792, 792])
            page.rotate(shown, relative=False)
            assert _lines(_pages(_save(pdf))[0].text) == _lines(upright.text)


def test_a_scan_is_told_by_its_picture(act: bytes) -> None:
    """Nothing but a picture over the whole page; in strips it is one too."""
    picture = photograph(act)
    (page,) = _pages(as_file(picture, "PDF", resolution=150))
    assert (page.text, page.seen, page.blank) == ("", 0, False)
    assert page.picture > 0.95


def test_a_text_laid_under_a_scan_is_told_from_one_that_is_seen(act: bytes) -> None:
    """Copiers lay what they recognised under the picture, without drawing it."""
    with pikepdf.open(io.BytesIO(act)) as pdf:
        seen = _pages(act)[0]
        for page in pdf.pages:
            page.contents_add(b"3 Tr", prepend=True)
        hidden = _pages(_save(pdf))[0]
    assert (hidden.hidden, hidden.seen) == (seen.seen, 0)
    assert hidden.text == seen.text


def test_a_form_field_and_a_note_become_text_of_the_page(columns: bytes) -> None:
    """A number typed into a field, or a stamp put as a note."""
    with pikepdf.open(io.BytesIO(columns)) as pdf:
        font = _helvetica()
        look = pikepdf.Stream(pdf, b"BT /F1 10 Tf 2 2 Td (DELIB20250210) Tj ET")
        look.Type, look.Subtype, look.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 200, 14])
        look.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Stamp,
            Rect=pikepdf.Array([300, 20, 500, 34]),
            F=4,
            AP=pikepdf.Dictionary(N=pdf.make_indirect(look)),
        )
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])
        assert "DELIB20250210" in _pages(_save(pdf))[0].text


def test_a_file_locked_against_changes_is_read_and_one_with_a_password_is_not(columns: bytes) -> None:
    """Signing tools lock what they sign; a password to open leaves nothing to read."""
    with pikepdf.open(io.BytesIO(columns)) as pdf:
        locked = _save(pdf, encryption=pikepdf.Encryption(owner="mairie", user=""))
        closed = _save(pdf, encryption=pikepdf.Encryption(owner="mairie", user="haveluy"))
    assert _pages(locked)[0].text == _pages(columns)[0].text
    with pytest.raises(UnreadableError, match="mot de passe"):
        _pages(closed)


def test_a_file_cut_short_is_refused_and_one_with_a_wrong_table_is_read(act: bytes) -> None:
    """What is left of a cut file may be pages too few; a wrong table of places loses nothing, nor do zeros."""
    with pikepdf.open(io.BytesIO(act)) as pdf:
        plain = _save(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    for whole in (act, plain):
        with pytest.raises(UnreadableError, match="abîmé ou incomplet"):
            _pages(whole[: len(whole) * 4 // 5])
    assert len(_pages(act + bytes(5000))) == len(_pages(act))
    shifted = act.replace(b"startxref\n", b"startxref\n9")
    assert shifted != act
    assert [page.text for page in _pages(shifted)] == [page.text for page in _pages(act)]


def test_a_file_without_pages_or_with_too_many_is_refused(columns: bytes) -> None:
    """Each with its reason."""
    with pikepdf.new() as pdf:
        with pytest.raises(UnreadableError, match="aucune page"):
            _pages(_save(pdf))
        for _ in range(301):
            pdf.add_blank_page()
        with pytest.raises(UnreadableError, match="301 pages, plus de 300"):
            _pages(_save(pdf))


def test_a_form_that_only_acrobat_shows_is_told() -> None:
    """Its pages say to wait; one whose fields are drawn on them is read."""
    pdf = _drawn(b"Veuillez patienter")
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=pdf.make_stream(b"<xdp/>"))
    with pytest.raises(UnreadableError, match="seul Adobe Acrobat"):
        _pages(_save(pdf))
    pdf.Root.AcroForm.Fields.append(pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String("numero"))))
    assert _pages(_save(pdf))[0].text == "Veuillez patienter"


def test_a_page_with_more_text_than_paper_is_refused(columns: bytes) -> None:
    """Nobody wrote it, and its layout would take minutes."""
    with pikepdf.open(io.BytesIO(columns)) as pdf:
        name = str(pdf.pages[0].add_resource(_helvetica(), pikepdf.Name.Font)).encode()
        pdf.pages[0].Contents = pdf.make_stream(
            b"BT %s 1 Tf 9 TL 9 700 Td %s ET" % (name, b"(le conseil) Tj T* " * 5_000)
        )
        with pytest.raises(UnreadableError, match="page 1 : elle porte plus de texte qu’il n’en tient"):
            _pages(_save(pdf))


def test_two_pages_printed_side_by_side_are_read_one_after_the_other(act: bytes) -> None:
    """On an A3 sheet, or smaller on an A4 one; a page of that shape alone stays as it is."""
    first, second, _ = (page.text for page in _pages(act))
    for width, height in ((1191, 842), (842, 595)):
        with pikepdf.open(io.BytesIO(act)) as printed, pikepdf.new() as pdf:
            sheet = pikepdf.Page(pdf.add_blank_page(page_size=(width, height)))
            for half in (0, 1):
                place = pikepdf.Rectangle(width / 2 * half, 0, width / 2 * (half + 1), height)
                sheet.add_overlay(printed.pages[half], place)
            (page,) = _pages(_save(pdf))
        assert page.text.split() == [*first.split(), *second.split()]


def test_a_blank_page_is_blank() -> None:
    """The back of a sheet."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        assert _pages(_save(pdf)) == [PortablePage("", "", 0, 0, 0.0, True, True)]


def test_a_page_is_drawn_at_300_points_per_inch_and_a_huge_one_at_the_size_of_a_page(columns: bytes) -> None:
    """Scanners that take pixels for points make pages of a metre."""
    with open_portable(columns, 300) as document:
        assert (document.draw(0).mode, max(document.draw(0).size)) == ("L", 3301)
    with pikepdf.open(io.BytesIO(columns)) as pdf:
        pdf.pages[0].MediaBox = pdf.pages[0].CropBox = pikepdf.Array([0, 0, 2480, 3508])
        with open_portable(_save(pdf), 300) as document:
            assert max(document.draw(0).size) == 3508


@cases(
    "text, readable",
    ("Le conseil municipal, après en avoir délibéré, approuve la convention.", True),
    ("RYCKELYNCK J.P. + PERTOLDI C. + MURCIA B. + MAYEUX M. + LEBBADER D.", True),
    ("12", True),
    ("\ue001\ue014\ue010\ue00f \ue003\ue01f le conseil", False),
    ("/H FRQVHLO PXQLFLSDO DSUqV HQ DYRLU GpOLEpUp DSSURXYH OD FRQYHQWLRQ", False),
    ("aube rode sixe lune mare " * 20, False),
    (
        "Le conseil municipal, réuni le \ufffd\ufffd avril à \ufffd\ufffd heures \ufffd\ufffd, l’approuve."
        + " Il vote." * 9,
        False,
    ),
    ("Le conseil approuve : \ufffd la convention ; \ufffd son planning ; \ufffd le reste.", True),
)
def test_gibberish_is_told_from_text(text: str, readable: bool) -> None:
    """Private characters, shifted letters, and words of no French page."""
    assert is_readable(text) is readable


def test_a_hyphen_at_the_end_of_a_line_and_a_separate_accent_are_read(columns: bytes) -> None:
    """Jean-Paul, cut after his hyphen; « é » drawn as a letter and an accent, as some programs print it."""
    with pikepdf.open(io.BytesIO(columns)) as pdf:
        table = b"/CIDInit /ProcSet findresource begin begincmap 1 beginbfchar <7E> <0301> endbfchar endcmap"
        font = _helvetica()
        font.ToUnicode = pdf.make_indirect(pikepdf.Stream(pdf, table))
        name = pdf.pages[0].add_resource(font, pikepdf.Name.Font)
        shown = b"(Jean-) Tj T* (Paul, e~lu) Tj"
        pdf.pages[0].Contents = pdf.make_stream(b"BT %s 10 Tf 12 TL 50 700 Td %s ET" % (str(name).encode(), shown))
        assert _pages(_save(pdf))[0].text == "Jean-\nPaul, élu"


def test_a_grainy_picture_is_drawn_as_it_is(tmp_path: Path) -> None:
    """Enlarged to 300 points per inch its grain would pass for letters; a clean one is drawn so."""
    copy = bad_scan("bousignies", "photocopy", tmp_path / "copy.pdf").read_bytes()
    clean = layouts.scan_file(layouts.layout("bousignies"), tmp_path / "clean.pdf").read_bytes()
    with open_portable(copy, 9) as grainy, open_portable(clean, 9) as straight:
        assert grainy.draw(0).width == 1275
        assert straight.draw(0).width == 2550


def _drawn(text: bytes) -> pikepdf.Pdf:
    """Return a PDF of one page that shows a text in Helvetica, its codes read by a table of characters."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    pdf.pages[0].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=_helvetica()))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"BT /F 12 Tf 72 700 Td (" + text + b") Tj ET")
    return pdf


@cases("code, letter", ("D835DC00", "\U0001d400"), ("D835", "\ufffd"))
def test_a_sign_that_is_two_in_a_pdf_is_one_or_lost(code: str, letter: str) -> None:
    """A lone half could be written nowhere: neither shown, nor kept in the register."""
    pdf = _drawn(b"Vote A")
    table = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        b"1 beginbfchar <41> <" + code.encode() + b"> endbfchar endcmap end"
    )
    pdf.pages[0].obj.Resources.Font.F.ToUnicode = pdf.make_stream(table)
    (page,) = _pages(_save(pdf))
    assert page.text.endswith(letter)
    assert page.text.encode()


def test_letters_set_apart_are_words() -> None:
    """A title that is spread out; words without a space between them are told by what is wider than the rest."""
    for shown in (
        b"2.5 Tc (CONSEIL MUNICIPAL de Denain) Tj",
        b"2.5 Tc [(CONSEIL) -300 (MUNICIPAL) -300 (de Denain)] TJ",
    ):
        pdf = _drawn(b"")
        pdf.pages[0].obj.Contents = pdf.make_stream(b"BT /F 12 Tf 2.5 Tc 72 700 Td " + shown + b" ET")
        assert _pages(_save(pdf))[0].text == "CONSEIL MUNICIPAL de Denain"


@cases("code", b"00AD", b"2010", b"2011")
def test_any_hyphen_is_one(code: bytes) -> None:
    """A word that a program broke at a hyphen of its own is whole again where the usual one makes it so."""
    pdf = _drawn(b"munici~")
    table = b"/CIDInit /ProcSet findresource begin begincmap 1 beginbfchar <7E> <" + code + b"> endbfchar endcmap"
    pdf.pages[0].obj.Resources.Font.F.ToUnicode = pdf.make_stream(table)
    assert _pages(_save(pdf))[0].text == "munici-"


def test_a_glyph_of_three_letters_is_no_break_of_a_word() -> None:
    """LibreOffice prints « ffi » of Carlito as one glyph, wider than its size: « Date d’affichage » lost its day."""
    pdf = _drawn(b"Date d'a~chage : 5 juin 2025")
    table = b"/CIDInit /ProcSet findresource begin begincmap 1 beginbfchar <7E> <006600660069> endbfchar endcmap"
    widths = pikepdf.Array([556] * 94 + [1130])
    font = pdf.pages[0].obj.Resources.Font.F
    font.FirstChar, font.LastChar, font.Widths, font.ToUnicode = 32, 126, widths, pdf.make_stream(table)
    assert _pages(_save(pdf))[0].text == "Date d’affichage : 5 juin 2025"


def test_a_page_without_a_width_or_with_damaged_metadata_spoils_no_other() -> None:
    """The rest of the act is read."""
    pdf = _drawn(b"Recu en prefecture")
    pdf.pages.append(pdf.pages[0])
    pdf.pages[1].obj.MediaBox = pikepdf.Array([0, 0, 0, 0])
    pdf.Root.Metadata = pdf.make_stream(b"<x:xmpmeta", Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    assert _pages(_save(pdf, fix_metadata_version=False))[0].text == "Recu en prefecture"


def test_a_pdf_encrypted_for_others_is_told_as_such() -> None:
    """It is whole: whoever has the key opens it (ISO 32000-1, 7.6.5)."""
    data = _save(_drawn(b"x"), static_id=True)
    for_others = data.replace(b"trailer << ", b"trailer << /Encrypt << /Filter /Adobe.PubSec /V 4 /SubFilter /s >> ")
    assert for_others != data
    with pytest.raises(UnreadableError, match="certificat"):
        _pages(for_others)
