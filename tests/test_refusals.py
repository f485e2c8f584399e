"""What the system refuses, told in French, in errors that name the file."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from generator.errors import OutputError, RegisterError
from generator.refusals import not_written, reading, removing, why, writing
from tests.cases import cases


@cases("number", errno.ENOENT, errno.ENOLCK, errno.EADDRINUSE, errno.EDOM)
def test_why_the_system_refuses_is_said_in_french(number: int) -> None:
    """Of an error that nobody foresaw its name, by which it can be looked up: not the machine's sentence."""
    told = why(OSError(number, os.strerror(number)))
    assert told
    assert os.strerror(number) not in told


@cases("number, remedy", (errno.ENOSPC, "libérez de la place"), (errno.EACCES, "fermez-le"))
def test_the_remedy_of_a_full_disk_is_room(number: int, remedy: str) -> None:
    """Whatever else the caller would have checked."""
    assert remedy in not_written(OSError(number, os.strerror(number)), "fermez-le")


def test_an_error_of_writing_names_the_file_and_what_stays(tmp_path: Path) -> None:
    """It is of the class that the caller asks for; what the system did not refuse passes as it is."""
    path = tmp_path / "dossier" / "acte.pdf"
    with pytest.raises(OutputError) as caught, writing(path, "fermez-le", kept="rien n’a été changé"):
        path.write_bytes(b"x")
    assert str(caught.value) == (
        f"{path} : rien n’a été changé ; écriture impossible (fichier ou dossier introuvable) ; fermez-le."
    )
    with pytest.raises(RegisterError, match=r"acte\.pdf : écriture impossible"), writing(path, raises=RegisterError):
        path.write_bytes(b"x")
    with pytest.raises(ValueError, match="autre"), writing(path):
        raise ValueError("autre")


def test_an_error_of_reading_names_the_file_and_what_to_do(tmp_path: Path) -> None:
    """Of the class that the caller asks for, as one of writing."""
    path = tmp_path / "acte.pdf"
    with pytest.raises(RegisterError) as caught, reading(path, "corrigez son nom", raises=RegisterError):
        path.read_bytes()
    assert str(caught.value) == f"{path} : lecture impossible (fichier ou dossier introuvable) ; corrigez son nom."


def test_an_error_of_removing_names_the_file(tmp_path: Path) -> None:
    """Whichever it is of those that are removed within."""
    with pytest.raises(OutputError, match=r"acte\.pdf : suppression impossible \(fichier ou dossier"), removing():
        (tmp_path / "acte.pdf").unlink()
