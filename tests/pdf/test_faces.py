"""The faces that travel with the program, and what a PDF is found to be printed in."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path

import docx
import pikepdf
import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # publishes no types

from generator.pdf.conformity import verify_pdf
from generator.pdf.conversion import ConversionJob
from generator.pdf.engine import select_engine
from generator.pdf.faces import FOLDER, OURS, lacking, named, shows, travels
from generator.pdf.printedfaces import font_descriptors, printed_faces
from generator.pdf.trackprint import print_redline
from generator.pdf.trial import printed_as
from tests.cases import cases
from tests.pdf.conftest import DATE, convert

ENGINES = ("libreoffice", "embedded")


def document(*texts: tuple[str, str]) -> bytes:
    """Write a document of one paragraph a text, each asked for in its face."""
    word, stream = docx.Document(), io.BytesIO()
    word.core_properties.title, word.core_properties.language = "Essai", "fr-FR"
    word.add_heading("Titre", 1).runs[0].font.name = texts[0][0]
    for face, text in texts:
        word.add_paragraph().add_run(text).font.name = face
    word.save(stream)
    return stream.getvalue()


def printed(docx: bytes, engine: str) -> bytes:
    """Print a document."""
    (conversion,) = convert(select_engine(engine), [ConversionJob("essai.docx", docx)])
    assert conversion.error == ""
    return conversion.pdf


def faces(pdf: bytes) -> set[str]:
    """Return the faces of a PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return printed_faces(font_descriptors(opened))


@pytest.fixture
def other_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Make a machine whose only font calls itself Carlito, is newer than the real one and looks like another."""
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    font = TTFont(FOLDER / "LiberationMono-Regular.ttf")
    font["head"].fontRevision = 9.0
    for record in font["name"].names:
        named = {1: "Carlito", 4: "Carlito", 5: "Version 9.0", 6: "CarlitoNeuf", 16: "Carlito"}
        record.string = named.get(record.nameID, record.string)
    font.save(fonts / "carlito.ttf")
    cache = f"<cachedir>{tmp_path / 'cache'}</cachedir>"
    (tmp_path / "system.conf").write_text(f"<fontconfig><dir>{fonts}</dir>{cache}</fontconfig>", encoding="utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "system.conf"))


def test_the_fonts_are_those_whose_origin_is_written_down() -> None:
    """Four styles of each face, unchanged, each with its licence."""
    told = dict(re.findall(r"\| (\S+\.ttf) \| ([0-9a-f]{64}) \|", (FOLDER / "README.md").read_text(encoding="utf-8")))
    assert told == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FOLDER.glob("*.ttf")}
    styles = ("Regular", "Bold", "Italic", "BoldItalic")
    assert set(told) == {f"{face.replace(' ', '')}-{style}.ttf" for face in OURS for style in styles}
    assert {"OFL-Carlito.txt", "OFL-Liberation.txt"} <= {path.name for path in FOLDER.iterdir()}


@pytest.mark.usefixtures("other_machine")
def test_libreoffice_prints_with_our_fonts_whatever_is_installed() -> None:
    """Neither their absence nor another font of the same name changes the letters; the same bytes come out twice."""
    asked = ("Carlito", "Calibri", "Arial", "Times New Roman", "Courier New")
    docx = document(*((face, f"Commune de {face}") for face in asked))
    pdf = printed(docx, "libreoffice")
    assert {name.partition("-")[0] for name in faces(pdf)} == {face.replace(" ", "") for face in OURS}
    assert printed(docx, "libreoffice") == pdf


def test_a_redline_is_printed_with_our_fonts() -> None:
    """Not with those of another version that the system may have."""
    docx = document(("Liberation Sans", "Commune d’Haveluy"))
    with pikepdf.open(io.BytesIO(print_redline(ConversionJob("redline.docx", docx), DATE).pdf)) as pdf:
        (program,) = {bytes(item.FontFile2.read_bytes()) for item in pdf.objects if _describes_sans(item)}
    ours = TTFont(FOLDER / "LiberationSans-Regular.ttf")
    assert TTFont(io.BytesIO(program))["head"].fontRevision == ours["head"].fontRevision


def _describes_sans(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and str(item.get("/FontName", "")).endswith("LiberationSans")


@cases(
    "font, face",
    ("Carlito", "Calibri"),
    ("Calibri-Bold", "Carlito"),
    ("LiberationSans-BoldItalic", "Arial"),
    ("Arial-BoldMT", "Liberation Sans"),
    ("TimesNewRomanPS-ItalicMT", "Times New Roman"),
    ("Caladea-Bold", "Cambria"),
    ("OpenSans-Light", "Open Sans Light"),
    ("Marianne-ExtraBold", "Marianne"),
    ("Marianne_Italic", "marianne"),
)
def test_a_face_is_known_by_the_name_of_its_font(font: str, face: str) -> None:
    """Whatever its style, and when a face of the same widths takes its place."""
    assert shows(font, face)


@cases(
    "font, face",
    ("LiberationSansNarrow", "Liberation Sans"),
    ("HelveticaNeue", "Helvetica"),
    ("DejaVuSans", "DejaVu Serif"),
    ("Caladea", "Garamond"),
)
def test_another_face_is_not_taken_for_it(font: str, face: str) -> None:
    """Even when its name begins alike."""
    assert not shows(font, face)


def test_faces_that_travel_and_their_twins_need_no_trial() -> None:
    """Cambria has a twin, but one that does not travel."""
    assert all(map(travels, (*OURS, "Calibri", "Arial", "Times New Roman", "Courier New")))
    assert not any(map(travels, ("Cambria", "Caladea", "Marianne")))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_face_of_new_documents_of_word_is_printed_in_one_of_ours(engine: str, tmp_path: Path) -> None:
    """The PDF of a document in Aptos is in Carlito, which the verification takes for it; the DOCX keeps it."""
    path, word = tmp_path / "essai.pdf", document(("Aptos Display", "Article 1"), ("Aptos", "Entre les soussignés"))
    path.write_bytes(printed(word, engine))
    path.with_suffix(".docx").write_bytes(word)
    assert named(faces(path.read_bytes())) == ["Carlito"]
    assert not verify_pdf(path)[0]
    assert lacking("Aptos", "☐") == "☐"


def test_the_signs_that_a_face_lacks() -> None:
    """Every Latin letter, French sign and space is there; a no-break hyphen and a box to tick are not in Carlito."""
    letters = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180)])) + "‘’“”–—…•€\u202f\u2009\n"
    for face in OURS:
        font = TTFont(FOLDER / f"{face.replace(' ', '')}-Regular.ttf")
        assert {sign for sign in letters if ord(sign) not in font.getBestCmap()} <= set("\u00a0\u00ad\u202f\u2009\n")
        assert lacking(face, letters) == ""
    assert lacking("Calibri", "☐ Saint\u2011Amand →") == "\u2011☐"


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_is_asked_what_it_prints(engine: str) -> None:
    """A face that nobody has is printed in another one, which the trial names."""
    instead = printed_as("Police Inexistante", engine)
    assert instead
    assert not any(shows(font, "Police Inexistante") for font in instead)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_verification_compares_the_faces_with_those_of_the_docx(engine: str, tmp_path: Path) -> None:
    """A replaced face is told with what replaced it; faces of the same widths are no fault; alone, a PDF has none."""
    path = tmp_path / "essai.pdf"

    def failures(docx: bytes) -> list[str]:
        path.with_suffix(".docx").write_bytes(docx)
        path.write_bytes(printed(docx, engine))
        return [failure.message for failure in verify_pdf(path)[0] if failure.check == "fonts"]

    assert failures(document(("Carlito", "Haveluy"), ("Arial", "Denain"), ("Times New Roman", "Hasnon"))) == []
    (told,) = failures(document(("Carlito", "Haveluy"), ("Police Inexistante", "Denain")))
    assert told.startswith("la police Police Inexistante est remplacée par ")
    assert "choisissez Carlito" in told
    path.with_suffix(".docx").unlink()
    assert not [failure for failure in verify_pdf(path)[0] if failure.check == "fonts"]


def test_a_sign_that_the_face_lacks_is_told(tmp_path: Path) -> None:
    """LibreOffice takes « ╔ » from another font that has it."""
    docx = document(("Carlito", "Haveluy"), ("Carlito", "\u2554"))
    (tmp_path / "essai.docx").write_bytes(docx)
    (tmp_path / "essai.pdf").write_bytes(printed(docx, "libreoffice"))
    (failure,) = (one for one in verify_pdf(tmp_path / "essai.pdf")[0] if one.check == "fonts")
    assert "n’est pas demandée par le document : un signe (" in failure.message
