"""The letters of a table, in every encoding that office software writes."""

from __future__ import annotations

import pytest

from generator.inputs.encodings import read_letters
from generator.inputs.official import _table
from tests.cases import cases
from tests.conftest import REPOSITORY

ONE_BYTE = ("cp1252", "iso8859-15", "cp850", "mac_roman")
SHIPPED = (REPOSITORY / "communes.csv").read_text("utf-8")


@cases(
    "encoding", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "iso8859-15", "cp850", "mac_roman"
)
def test_what_any_office_wrote_is_read_as_it_was(encoding: str) -> None:
    """Each choice of « Enregistrer sous » gives the same letters, and is written back byte for byte."""
    text = SHIPPED.replace("œ", "oe").replace("’", "'") if encoding == "cp850" else SHIPPED
    data = text.encode(encoding)
    reading = read_letters(data)
    assert reading is not None
    assert (reading.text, reading.doubtful) == (text, False)
    assert reading.mark + reading.text.encode(reading.encoding) == data


@pytest.mark.parametrize("encoding", ONE_BYTE)
def test_no_name_of_a_commune_is_ever_read_wrong(encoding: str) -> None:
    """Alone in its file, each official name with a sign (one in five here) is read right, or told to be doubtful."""
    wrong, doubtful, right = [], 0, 0
    for line in filter(None, _table()[1][::5]):
        name = line.split("\t")[2]
        for text in (name, name.upper()):
            try:
                data = f"nom\n{text}\n".encode(encoding)
            except UnicodeEncodeError:
                continue
            if data.isascii():
                continue
            reading = read_letters(data)
            assert reading is not None
            doubtful += reading.doubtful
            right += not reading.doubtful
            if not reading.doubtful and reading.text != f"nom\n{text}\n":
                wrong.append((text, reading.text))
    assert wrong == []
    assert doubtful < right / 6


@cases(
    "text, encoding",
    ("Valérie", "cp850"),
    ("Marechal à Hôtel-Dieu, déjà", "cp850"),
    ("l’école", "mac_roman"),
    ("Rœulx", "iso8859-15"),
    ("« Rœulx »", "mac_roman"),
    ("aujourd’hui", "cp1252"),
    ("L’Escaut", "cp1252"),
    ("RENÉ", "cp1252"),
    ("n° 5", "mac_roman"),
    ("n° 5", "cp850"),
    ("Müller", "cp1252"),
    ("Berre-l’Étang", "mac_roman"),
)
def test_one_word_is_enough(text: str, encoding: str) -> None:
    """A file whose only letter with a sign is in one French word is read right."""
    reading = read_letters(f"a;b\n1;{text}\n".encode(encoding))
    assert reading is not None
    assert (reading.text, reading.doubtful) == (f"a;b\n1;{text}\n", False)


@cases(
    "data, one, other",
    ("voilà".encode("cp850"), "voilà", "voil…"),
    ("Łódź".encode("cp1250"), None, None),
    ("Haveluy é\n".encode() + "Abscon é".encode("cp1252"), None, None),
    ("průměrně také".encode("cp1250"), "průměrně také", "prùmìrnì také"),
    ("drveća i bjelogorična".encode("cp1250"), "drveća i bjelogorična", "drveæa i bjelogorièna"),
    ("lehetővé betű és".encode("iso8859-2"), "lehetővé betű és", "lehetõvé betû és"),
    ("Wùadysùawa".encode("cp1252"), "Wůadysůawa", "Wùadysùawa"),
    ("Kılıçdağ".encode("cp1254"), None, None),
    ("Prancūzija olandų".encode("iso8859-13"), None, None),
)
def test_what_can_be_read_in_two_ways_is_told(data: bytes, one: str | None, other: str | None) -> None:
    """« voil… » could be « voilà »; Polish letters and two encodings in one file are none that French uses.

    Where French words do not outweigh the others, these may be of any language.
    """
    reading = read_letters(data)
    assert reading is not None
    assert reading.doubtful
    if other:
        assert {reading.text, reading.other} == {one, other}


def test_a_mark_before_another_encoding_stays() -> None:
    """A program that puts the mark of UTF-8 before what it did not change: read, and written back byte for byte."""
    data = b"\xef\xbb\xbf" + "nom\nHélesmes\nDéchy\n".encode("cp1252")
    reading = read_letters(data)
    assert reading is not None
    assert (reading.text, reading.mark + reading.text.encode(reading.encoding)) == ("nom\nHélesmes\nDéchy\n", data)


def test_a_foreign_name_among_french_ones_is_read() -> None:
    """One « García » or « Søren » makes no table doubtful whose other names are French; nor one that is the same."""
    for text in ("Hélesmes;Émerchicourt;Søren;Félix;Gérard", "García"):
        reading = read_letters(text.encode("cp1252"))
        assert reading is not None
        assert (reading.text, reading.doubtful) == (text, False)


@cases("data", b"insee;nom\n\x00\x01;x\n", b"\xff\xfeabc", b"\x00" * 9, "日本語".encode("iso2022_jp"))
def test_what_is_no_text_is_none(data: bytes) -> None:
    """Zeros in the middle of a text are those of another kind of file; seven bits may be another alphabet's."""
    assert read_letters(data) is None
