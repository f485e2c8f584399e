"""communes.csv as the program writes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import DataError, OutputError
from generator.inputs.communes import Slot
from generator.inputs.communesfile import CommunesFile, with_slots
from generator.inputs.table import read_table

TEXT = "insee;nom;mediateur;semaine;jour;demi_journee;lieu\r\n59297;Hélesmes;M1;1;jeudi;matin;Mairie\r\n"
TEXT += "59002;Abscon;;;;;\r\n"
SLOT = Slot("M2", 4, "vendredi", "après-midi", "Mairie")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a file of two communes."""
    (tmp_path / "communes.csv").write_bytes(TEXT.encode("cp1252"))
    return tmp_path / "communes.csv"


def test_a_slot_goes_in_its_columns_and_nothing_else_moves(path: Path) -> None:
    """In the encoding of the file."""
    data = with_slots(read_table(path), {"59002": SLOT})
    assert data.decode("cp1252") == TEXT.replace("Abscon;;;;;", "Abscon;M2;4;vendredi;après-midi;Mairie")
    assert with_slots(read_table(path), {}) == path.read_bytes()


def test_a_letter_that_the_encoding_lacks_is_told(path: Path) -> None:
    """With the way out."""
    with pytest.raises(DataError, match="« ł » ne peut pas y être écrit"):
        with_slots(read_table(path), {"59002": Slot("M2", 4, "vendredi", "matin", "Mairie de Łódź".replace("Ł", "ł"))})


def test_what_was_written_is_put_back(path: Path) -> None:
    """Only if it was written: a file that somebody saved meanwhile stays theirs."""
    before = path.read_bytes()
    file = CommunesFile(path, b"insee\n")
    file.undo()
    assert path.read_bytes() == before
    file.write()
    assert path.read_bytes() == b"insee\n"
    file.undo()
    assert path.read_bytes() == before


def test_the_same_content_is_not_written(path: Path) -> None:
    """Its date stays."""
    date = path.stat().st_mtime_ns
    file = CommunesFile(path, path.read_bytes())
    file.write()
    file.undo()
    assert path.stat().st_mtime_ns == date


def test_a_file_that_is_gone_is_told(path: Path) -> None:
    """As one that cannot be written."""
    file = CommunesFile(path, b"x")
    path.unlink()
    with pytest.raises(OutputError, match="écriture impossible"):
        file.write()
