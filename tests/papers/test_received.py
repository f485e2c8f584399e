"""Any file that came back, read as text: each kind told by its content, each failure told once and clearly."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from random import Random

import docx
import pikepdf
import pytest
from pikepdf import Name
from PIL import Image

from generator.errors import DataError, EngineError
from generator.files import MOST_BYTES
from generator.papers.rapidocr import find_rapidocr
from generator.papers.received import MOST_SCANS, SourceText, read_bytes, read_source
from generator.pdf.soffice import find_soffice
from generator.progress import Silence
from generator.word.controls import fill_controls
from generator.workers import LocalWorkers
from tests.cases import cases
from tests.intake.papers import (
    COMPLETED,
    LEFT,
    STAMP,
    as_file,
    completed,
    draft,
    in_columns,
    photograph,
    print_pdf,
    stamp,
)
from tests.intake.sent import archive
from tests.pdf.signing import MAYOR, sign

resource = pytest.importorskip("resource")  # Windows has none
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _read(name: str, data: bytes) -> SourceText:
    with LocalWorkers(1, Silence().check) as workers:
        return read_source(name, data, workers)


def _flat(source: SourceText) -> str:
    return " ".join(" ".join(source.pages).split())


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Tesseract read alone, which takes half the time, where a test does not ask for both readers."""
    monkeypatch.setattr("generator.papers.received.find_rapidocr", lambda: None)


@pytest.fixture(scope="module")
def act(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Print the completed draft, three pages."""
    return print_pdf(completed(), tmp_path_factory.mktemp("act"))


def test_our_own_draft_gives_its_controls() -> None:
    """By tag, exactly; what is left to complete apart; under any name."""
    source = _read("délibération.pdf", completed())
    assert (source.name, source.medium, len(source.pages)) == ("délibération.pdf", "docx", 1)
    assert source.data == completed()
    assert source.controls == COMPLETED
    assert source.placeholders == LEFT
    assert "Date de séance : 2 avril 2025" in _flat(source)


def test_an_emptied_control_is_not_completed() -> None:
    """Nothing is no value."""
    source = _read("acte.docx", fill_controls(completed(), {"seance.noms_absents": " "}))
    assert "seance.noms_absents" in source.placeholders
    assert "seance.noms_absents" not in source.controls


def test_a_draft_that_libreoffice_saved_keeps_what_was_completed_in_its_text(tmp_path: Path) -> None:
    """LibreOffice 7.4 drops the tags of the controls: the text is then all there is."""
    (tmp_path / "acte.docx").write_bytes(completed())
    subprocess.run(
        [
            find_soffice().path,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "docx",
            "--outdir",
            tmp_path / "saved",
            tmp_path / "acte.docx",
        ],
        check=True,
        capture_output=True,
    )
    source = _read("acte.docx", read_bytes(tmp_path / "saved" / "acte.docx"))
    assert source.medium == "docx"
    text = " ".join(_flat(source).split())
    for tag, value in COMPLETED.items():
        assert all(" ".join(line.split()) in text for line in value.split("\n")), tag


def test_a_printed_pdf_gives_its_pages(act: bytes) -> None:
    """A text a page, whatever the file is called."""
    source = _read("acte.docx", stamp(act))
    assert (source.medium, len(source.pages), source.controls) == ("pdf", 3, {})
    assert all(line in _flat(source) for line in STAMP)
    assert "Délibération n° 2025-02-10" in _flat(source)


def test_a_scanned_page_with_a_stamp_gives_the_stamp_then_what_was_recognised(act: bytes) -> None:
    """Transmission services lay their stamp as text over the picture; other pages of the file stay as printed."""
    scanned = as_file(photograph(act, skew=1), "PDF", resolution=150)
    with pikepdf.open(io.BytesIO(stamp(scanned))) as pdf, pikepdf.open(io.BytesIO(act)) as printed:
        pdf.pages.append(printed.pages[1])
        stream = io.BytesIO()
        pdf.save(stream)
    source = _read("acte.pdf", stream.getvalue())
    assert source.medium == "scan"
    first, second = (" ".join(page.split()) for page in source.pages)
    assert first.startswith(" ".join(STAMP))
    assert "Secrétaire de séance : Mariette MAYEUX" in first
    assert second == " ".join(_read("imprime.pdf", act).pages[1].split())


def test_a_scan_is_read_twice_where_there_is_a_second_reader(act: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Page by page; without the second reader nothing is there but what Tesseract reads, which is the same."""
    scanned = as_file(photograph(act), "PDF", resolution=150)
    with pikepdf.open(io.BytesIO(scanned)) as pdf, pikepdf.open(io.BytesIO(act)) as printed:
        pdf.pages.append(printed.pages[1])
        stream = io.BytesIO()
        pdf.save(stream)
    alone = _read("acte.pdf", stream.getvalue())
    monkeypatch.setattr("generator.papers.received.find_rapidocr", find_rapidocr)
    both = _read("acte.pdf", stream.getvalue())
    assert (both.pages, len(both.second), alone.second) == (alone.pages, 2, ())
    assert "Secrétaire de séance : Mariette MAYEUX" in " ".join(both.second[0].split())
    assert both.second[0] != both.pages[0]
    assert both.second[1] == both.pages[1]
    assert (both.read_once, alone.read_once) == (False, True)


def _laid(act: bytes, text: bytes, mode: bytes = b"3 Tr") -> bytes:
    """Return the picture of an act's first page with a text that a copier laid under it, a word a line."""
    with pikepdf.open(io.BytesIO(as_file(photograph(act), "PDF", resolution=150))) as pdf:
        page = pdf.pages[0]
        font = pikepdf.Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
        )
        name = str(page.add_resource(font, Name.Font)).encode()
        shown = b" T* ".join(b"(%s) Tj" % word for word in text.split())
        page.contents_add(b"q Q BT %s %s 8 Tf 9 TL 50 800 Td %s ET" % (mode, name, shown), prepend=True)
        stream = io.BytesIO()
        pdf.save(stream)
    return stream.getvalue()


def test_a_scan_pasted_into_a_document_is_printed_and_read(act: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """As LibreOffice prints it: its pages can be shown too."""
    printed: list[tuple[int, str]] = []

    def print_pictures(data: bytes, medium: str, _: object) -> bytes:
        printed.append((len(data), medium))
        return act

    monkeypatch.setattr("generator.papers.received.print_pictures", print_pictures)
    document = docx.Document()
    document.add_picture(io.BytesIO(as_file(Image.new("L", (827, 1169), 255))))
    stream = io.BytesIO()
    document.save(stream)
    source = _read("acte.docx", stream.getvalue())
    assert printed == [(len(stream.getvalue()), "docx")]
    assert (source.data, source.leaf(1)) == (stream.getvalue(), (act, 2))
    assert "Délibération n° 2025-02-10" in _flat(source)


@cases("mode", b"3 Tr", b"0 Tr")
def test_what_a_copier_laid_under_a_page_is_held_against_its_picture(act: bytes, mode: bytes) -> None:
    """It may be another page's, or another act's: the picture is read first. Painted before it, it is not seen."""
    source = _read("acte.pdf", _laid(act, b"Secretaire Carole LELEU " * 8, mode))
    assert (source.medium, source.beneath, source.read_once) == ("scan", True, False)
    assert "Secrétaire de séance : Mariette MAYEUX" in _flat(source)
    assert "LELEU" not in _flat(source)
    assert source.second[0].split() == ["Secretaire", "Carole", "LELEU"] * 8


@cases("why", "no Tesseract", "too many pages")
def test_what_a_copier_recognised_is_one_reading_where_no_picture_is_read(
    act: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    """The hidden text serves as it is, and the medium says what it is worth."""
    if why == "no Tesseract":
        monkeypatch.setattr("generator.papers.tesseract._USUAL_PLACES", ())
        monkeypatch.setenv("PATH", str(tmp_path))
    data = _laid(act, b"Secretaire Carole LELEU " * 8)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages.extend([pdf.pages[0]] * (MOST_SCANS if why == "too many pages" else 0))
        stream = io.BytesIO()
        pdf.save(stream)
    source = _read("acte.pdf", stream.getvalue())
    assert (source.read_once, source.beneath) == (True, False)
    assert source.pages[0].split() == ["Secretaire", "Carole", "LELEU"] * 8


def test_a_page_whose_letters_have_no_meaning_is_recognised(act: bytes) -> None:
    """A font without its table of characters: seen well, copied as symbols; the symbols are left out."""
    with pikepdf.open(io.BytesIO(act)) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            codes = (
                b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <0FFF> <E000> endbfrange"
            )
            font.ToUnicode = pdf.make_stream(b"begincmap " + codes + b" endcmap")
        stream = io.BytesIO()
        pdf.save(stream)
    source = _read("acte.pdf", stream.getvalue())
    assert source.medium == "scan"
    assert "Secrétaire de séance : Mariette MAYEUX" in " ".join(source.pages[0].split())
    assert not any("\ue000" <= sign <= "\uefff" for sign in source.pages[0])


@cases("text", "", "Le Maire", "2/3")
def test_a_printed_page_with_little_or_nothing_on_it_is_not_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: bytes, text: str
) -> None:
    """The back of a sheet, a signature, a page number: Tesseract is not even looked for."""
    monkeypatch.setattr("generator.papers.tesseract._USUAL_PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    with pikepdf.open(io.BytesIO(act)) as pdf:
        pdf.add_blank_page()
        if text:
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            name = str(pdf.pages[-1].add_resource(font, pikepdf.Name.Font)).encode()
            pdf.pages[-1].Contents = pdf.make_stream(b"BT %s 11 Tf 99 99 Td (%s) Tj ET" % (name, text.encode()))
        stream = io.BytesIO()
        pdf.save(stream)
    source = _read("acte.pdf", stream.getvalue())
    assert (source.medium, source.pages[-1]) == ("pdf", text)


def test_a_printed_page_on_a_letterhead_that_fills_it_is_not_recognised(act: bytes) -> None:
    """A picture behind the whole page, and a page of words on it."""
    with pikepdf.open(io.BytesIO(act)) as pdf:
        picture = pdf.make_stream(
            bytes([240]),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=1,
            Height=1,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
        )
        name = str(pdf.pages[0].add_resource(picture, pikepdf.Name.XObject)).encode()
        pdf.pages[0].contents_add(b"q 595 0 0 842 0 0 cm %s Do Q" % name, prepend=True)
        stream = io.BytesIO()
        pdf.save(stream)
    assert _read("acte.pdf", stream.getvalue()).medium == "pdf"


def test_a_photograph_is_read(tmp_path: Path) -> None:
    """JPEG, at 150 points per inch, askew."""
    page = photograph(print_pdf(in_columns(), tmp_path), skew=2)
    source = _read("IMG_0412", as_file(page, quality=70))
    assert (source.medium, len(source.pages)) == ("scan", 1)
    assert "Délibération n° 2025-02-10" in _flat(source)


def test_a_text_gives_its_pages() -> None:
    """Form feeds part them."""
    source = _read("acte.txt", "Délibération n° 2025-02-10\fL’an deux mille".encode("cp1252"))
    assert (source.medium, source.pages) == ("text", ("Délibération n° 2025-02-10", "L’an deux mille"))


def test_a_fax_whose_bytes_look_like_a_table_is_a_picture(act: bytes) -> None:
    """What is compressed has all signs, those that part cells too."""
    fax = photograph(act, dpi=100).point(lambda shade: 255 * (shade > 150)).convert("1")
    written = as_file(fax, "TIFF", compression="group4", dpi=(100, 100), description=";;\n;;\n")
    assert _read("fax.tif", written).medium == "scan"


def _cut_picture() -> bytes:
    return as_file(Image.frombytes("L", (600, 800), Random(1).randbytes(480_000)), "PNG")[:9000]


def _many_pages() -> bytes:
    picture = Image.new("L", (8, 8), 255)
    return as_file(picture, "TIFF", save_all=True, append_images=[picture] * MOST_SCANS)


@cases(
    "data, message",
    (b"", "le fichier est vide"),
    (b"\r\n \t\r\n", "le fichier est vide"),
    (_OLE + bytes(600), "un fichier d’Outlook ou d’un ancien format d’Office"),
    (_OLE + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
    (_OLE + "PowerPoint Document".encode("utf-16-le"), "une présentation d’un ancien format"),
    (_OLE + "Workbook".encode("utf-16-le"), "un classeur d’un ancien format"),
    (_OLE + "Book\0".encode("utf-16-le"), "un classeur d’un ancien format"),
    (archive({"[Content_Types].xml": b"<Types/>", "FixedDocSeq.fdseq": b"<x/>"}), "un document XPS"),
    (b"<!DOCTYPE html><html><body>bonjour", "page web"),
    (b'<svg xmlns="http://www.w3.org/2000/svg"><text>acte</text></svg>', "page web ou du XML"),
    (b"\xef\xbb\xbf<meta charset=utf-8><p>Objet : voirie</p>", "page web"),
    ("<p>Objet : voirie</p>".encode("utf-16"), "page web"),
    (b"BEGIN:VCALENDAR\r\nSUMMARY:Conseil municipal\r\n", "un rendez-vous ou une fiche d’adresse"),
    (b'{"commune": "Rosult", "pour": 9}', "un fichier de données"),
    ("N°;Objet;Pour\n2025-14;Voirie;9\n".encode("cp1252"), "un tableau"),
    (b"N,Objet,Pour\n2025-14,Voirie,9\n", "un tableau"),
    (b"%!PS-Adobe-3.0\n(acte) show", "PostScript"),
    (b"begin 644 acte.pdf\nM)5!$1BTQ+C0*\n`\nend\n", "uuencode"),
    (b"-----BEGIN PGP MESSAGE-----\nhQEMA\n", "signé ou chiffré"),
    (b"[InternetShortcut]\r\nURL=https://exemple.fr/acte.pdf\r\n", "un lien vers une page"),
    (b"P3\n1 1\n255\n0 0 0\n", "une image d’un format"),
    ("# Une campagne\n\n[convention]\n# le jour du vote\nobjet = 'médiation'\n".encode(), "un fichier de réglages"),
    (b"SQLite format 3\0" + bytes(600), "une base de données"),
    (b"age-encryption.org/v1\n-> scrypt x 18\n" + bytes(600), "un fichier chiffré .*une sauvegarde"),
    (bytes(range(256)) * 4, "n’est pas reconnu"),
    (b"%PDF-1.7\n%%EOF\n", "abîmé ou incomplet"),
    (completed()[:9000], "abîmé ou incomplet"),
    (_cut_picture(), "abîmée ou incomplète"),
    (b"Objet : convention\n" * 170_000, "plus de texte qu’un acte"),
    (_many_pages(), "61 pages numérisées, plus de 60"),
)
def test_what_cannot_be_read_is_told_with_what_it_is_and_what_to_do(data: bytes, message: str) -> None:
    """One error, which names the file; its problem holds the remedy."""
    with pytest.raises(DataError, match=f"^acte.docx : .*{message}") as caught:
        _read("acte.docx", data)
    (problem,) = caught.value.problems
    assert (problem.file, problem.level) == ("acte.docx", "error")
    assert problem.remedy


@cases(
    "text",
    "Présents : M. JEAN ; Mme LELEU ; M. BLAISE\nAbsents : M. ROY ; M. DURAND ; Mme BLANC\n",
    "JEAN Pascal, LELEU Carole, BLAISE Michel\nROY Paul, DURAND Anne, BLANC Luc\n",
    "[Logo] Mairie de Rosult\n« Objet » : voirie\n",
    "[LOGO]\nMairie de Rosult\nObjet : voirie\n",
    "<Logo> Mairie de Rosult\nObjet : voirie\n",
)
def test_lists_and_marks_at_the_beginning_of_an_act_are_no_data(text: str) -> None:
    """Labels, spaces after commas, and what a transcription puts in angles."""
    assert _read("acte.txt", text.encode()).medium == "text"


@cases("held", "Workbook", "PowerPoint Document")
def test_what_to_do_with_a_workbook_that_came_back_is_not_what_templates_ask_for(held: str) -> None:
    """Nobody puts a Word document in the place of a file that a commune sent: the act is asked for."""
    with pytest.raises(DataError, match="demandez l’acte à la mairie au format DOCX ou PDF"):
        _read("budget.xls", _OLE + held.encode("utf-16-le"))


def test_a_missing_file_a_folder_and_a_huge_file_are_told(tmp_path: Path) -> None:
    """Before anything is read."""
    with pytest.raises(DataError, match="fichier introuvable"):
        read_bytes(tmp_path / "acte.pdf")
    with pytest.raises(DataError, match="lecture impossible"):
        read_bytes(tmp_path)
    with (tmp_path / "acte.pdf").open("wb") as file:
        file.truncate(200_000_001)
    with pytest.raises(DataError, match="dépasse 200 Mo"):
        read_bytes(tmp_path / "acte.pdf")
    with pytest.raises(DataError, match="dépasse 200 Mo"):
        _read("acte.pdf", bytes(MOST_BYTES + 1))


def test_a_scan_without_a_letter_is_told() -> None:
    """The back of the sheet was scanned."""
    with pytest.raises(DataError, match="aucun texte n’y est lisible"):
        _read("acte.png", as_file(Image.new("L", (1240, 1754), 255), "PNG"))


def test_only_scans_need_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: bytes) -> None:
    """Without it a printed PDF is read, a scanned one says what to install."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("generator.papers.tesseract._USUAL_PLACES", ())
    assert _read("acte.pdf", act).medium == "pdf"
    with pytest.raises(EngineError, match="sudo apt install"):
        _read("scan.pdf", as_file(photograph(act), "PDF"))


def test_a_draft_that_was_not_completed_has_no_control_completed() -> None:
    """It came back as it went."""
    source = _read("acte.docx", draft())
    assert not source.controls
    assert set(COMPLETED) <= source.placeholders


def _bomb(megabytes: int) -> bytes:
    """Return a DOCX of a few kilobytes whose text is one paragraph of so many megabytes of XML."""
    with zipfile.ZipFile(io.BytesIO(completed())) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    body = parts["word/document.xml"]
    parts["word/document.xml"] = body.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * (megabytes * 1_000_000 // 6), 1)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return stream.getvalue()


def _huge_picture(side: int) -> bytes:
    """Return a PDF of a few kilobytes whose page is one black picture, so many points wide and high."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    pixels = zlib.compress(zlib.compress(bytes(side * side // 8)))
    picture = pikepdf.Stream(pdf, pixels)
    picture.stream_dict = pikepdf.Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=side,
        Height=side,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=1,
        Filter=pikepdf.Array([Name.FlateDecode, Name.FlateDecode]),
    )
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture))
    page.Contents = pikepdf.Stream(pdf, b"q 595 0 0 842 0 0 cm /P Do Q")
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit memory so")
@cases("data", _bomb(120), _huge_picture(20_000), ids=["docx", "pdf"])
def test_a_small_file_that_holds_a_huge_one_is_told(data: bytes) -> None:
    """Within half a minute and a gibibyte, of which this process takes nothing."""
    assert len(data) < 300_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(DataError, match=r"trop de temps ou de mémoire|trop volumineux|démesurée"):
        _read("acte", data)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000


@cases("method, start", (zipfile.ZIP_BZIP2, b"BZh9"), (zipfile.ZIP_LZMA, b"]\0\0"))
def test_a_part_whose_packing_is_damaged_is_told(method: int, start: bytes) -> None:
    """Whatever it is packed with: each library fails in its own way."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(completed())) as whole, zipfile.ZipFile(stream, "w", method) as package:
        for name in whole.namelist():
            package.writestr(name, whole.read(name))
    data = bytearray(stream.getvalue())
    at = data.index(start) + 20
    data[at : at + 40] = bytes(40)
    with pytest.raises(DataError, match="abîmé"):
        _read("acte.docx", bytes(data))


def test_metadata_that_are_none_are_gone_round_in_silence(act: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    """The text of a PDF is read whatever else of it is damaged, and nothing in English is printed."""
    with pikepdf.open(io.BytesIO(act)) as pdf:
        pdf.Root.Metadata = pikepdf.Stream(pdf, b"<?xml version='1.0'?><autre/>")
        pdf.trailer.Info = pdf.make_indirect(pikepdf.Dictionary(Title="x"))
        stream = io.BytesIO()
        pdf.save(stream)
    assert _read("acte.pdf", stream.getvalue()).medium == "pdf"
    assert capfd.readouterr() == ("", "")


def test_a_signed_act_has_its_signatures_and_its_bytes(tmp_path: Path) -> None:
    """It is read as any other, and what is kept of it is the file that came."""
    data = sign(print_pdf(completed(), tmp_path))
    source = _read("acte.pdf", data)
    assert source.data == data
    assert [(one.who, one.whole, one.intact) for one in source.signatures] == [(MAYOR, True, True)]
    assert _read("acte.docx", completed()).signatures == ()
