"""communes.csv as the program writes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import DataError, OutputError
from generator.inputs.communes import CommuneTable, Slot
from generator.inputs.communesfile import CommunesFiles, as_it_holds, with_slots
from generator.inputs.overlay import read_overlay
from generator.inputs.table import read_table

TEXT = "insee;nom;mediateur;semaine;jour;demi_journee;lieu\r\n59297;Hélesmes;M1;1;jeudi;matin;Mairie\r\n"
TEXT += "59002;Abscon;;;;;\r\n"
SLOT = Slot("M2", 4, "vendredi", "après-midi", "Mairie")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a file of two communes."""
    (tmp_path / "communes.csv").write_bytes(TEXT.encode("cp1252"))
    return tmp_path / "communes.csv"


def table(path: Path, own: Path | None = None) -> CommuneTable:
    """Read the two files, whose communes matter to nobody here."""
    return CommuneTable(read_table(path), (), (), read_overlay(own) if own else None)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a campaign's file: Hélesmes has another week there, Abscon is not in it."""
    (tmp_path / "pret").mkdir()
    (tmp_path / "pret" / "communes.csv").write_bytes(b"insee,mediateur,semaine\n59297,,3")
    return tmp_path / "pret" / "communes.csv"


def test_a_slot_goes_where_the_campaign_reads_it(path: Path, own: Path) -> None:
    """In its own file where that one says something of it or nobody does; the other file stays byte for byte."""
    moved = with_slots(table(path, own), {"59297": SLOT})
    assert moved[path] == path.read_bytes()
    assert moved[own].decode().splitlines() == [
        "insee,mediateur,semaine,jour,demi_journee,lieu",
        "59297,M2,4,vendredi,après-midi,Mairie",
    ]
    new = with_slots(table(path, own), {"59002": SLOT})
    assert new[path] == path.read_bytes()
    assert new[own].decode().splitlines()[1:] == ["59297,,3,,,", "59002,M2,4,vendredi,après-midi,Mairie"]


def test_a_slot_of_the_project_stays_the_project_s(path: Path, own: Path) -> None:
    """A campaign's file that says nothing of it is not written."""
    own.write_bytes(b"insee,participe\n59297,oui\n")
    found = with_slots(table(path, own), {"59297": SLOT})
    assert found[own] == own.read_bytes()
    assert b"59297;H\xe9lesmes;M2;4;vendredi" in found[path]


def test_what_is_kept_of_a_moment_is_what_held_in_the_campaign(path: Path, own: Path) -> None:
    """One table, whichever file said it."""
    assert as_it_holds(table(path), {}) == TEXT
    assert as_it_holds(table(path, own), {}) == TEXT.replace("M1;1;", "M1;3;")


def test_a_slot_goes_in_its_columns_and_nothing_else_moves(path: Path) -> None:
    """In the encoding of the file."""
    data = with_slots(table(path), {"59002": SLOT})[path]
    assert data.decode("cp1252") == TEXT.replace("Abscon;;;;;", "Abscon;M2;4;vendredi;après-midi;Mairie")
    assert with_slots(table(path), {}) == {path: path.read_bytes()}


def test_a_letter_that_the_encoding_lacks_is_told(path: Path) -> None:
    """With the way out."""
    with pytest.raises(DataError, match="« ł » ne peut pas y être écrit"):
        with_slots(table(path), {"59002": Slot("M2", 4, "vendredi", "matin", "Mairie de Łódź".replace("Ł", "ł"))})


def test_what_was_written_is_put_back(path: Path) -> None:
    """Only if it was written: a file that somebody saved meanwhile stays theirs."""
    before = path.read_bytes()
    file = CommunesFiles({path: b"insee\n"}, table(path))
    file.undo()
    assert path.read_bytes() == before
    file.write()
    assert path.read_bytes() == b"insee\n"
    file.undo()
    assert path.read_bytes() == before


def test_the_same_content_is_not_written(path: Path) -> None:
    """Its date stays."""
    date = path.stat().st_mtime_ns
    file = CommunesFiles({path: path.read_bytes()}, table(path))
    file.write()
    file.undo()
    assert path.stat().st_mtime_ns == date


def test_a_file_that_is_gone_is_told(path: Path) -> None:
    """As one that cannot be written."""
    file = CommunesFiles({path: b"x"}, table(path))
    path.unlink()
    with pytest.raises(OutputError, match="écriture impossible"):
        file.write()


def test_what_somebody_saved_meanwhile_is_not_lost(path: Path, own: Path) -> None:
    """Neither file is written then: the one that was already is put back."""
    slots = {"59297": SLOT, "59002": SLOT}
    own.write_bytes(b"insee,participe\n59297,oui\n")
    read = table(path, own)
    file = CommunesFiles({**with_slots(read, slots), own: b"insee,participe\n59297,non\n"}, read)
    before, saved = path.read_bytes(), b"insee,participe\n59297,oui\n59002,non\n"
    own.write_bytes(saved)
    with pytest.raises(OutputError, match="enregistré entre-temps"):
        file.write()
    assert own.read_bytes() == saved
    assert path.read_bytes() == before


def test_what_is_not_changed_is_not_put_back(path: Path) -> None:
    """A file that somebody saved meanwhile, and that nothing is to be written into, stays as it was saved."""
    file = CommunesFiles(with_slots(table(path), {}), table(path))
    path.write_bytes(b"insee\n59002\n")
    file.write()
    assert path.read_bytes() == b"insee\n59002\n"


def test_a_link_stays_one(path: Path, tmp_path: Path) -> None:
    """What it leads to is written, and put back: several projects may have one file."""
    link, before = tmp_path / "projet.csv", path.read_bytes()
    link.symlink_to(path)
    file = CommunesFiles(with_slots(table(link), {"59002": SLOT}), table(link))
    file.write()
    assert link.is_symlink()
    assert b"59002;Abscon;M2;4" in path.read_bytes()
    file.undo()
    assert link.is_symlink()
    assert path.read_bytes() == before
