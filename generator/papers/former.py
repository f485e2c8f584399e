"""Texts that LibreOffice prints as PDF where it is installed: DOC, RTF, and those that are pictures of pages."""

from __future__ import annotations

from collections.abc import Callable

from generator.errors import EngineError, UnreadableError
from generator.files import scratch_folder
from generator.pdf.soffice import find_soffice

_SAVE = "enregistrez-le au format DOCX ou PDF"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: The stream that a document of Word 97 to 2003 keeps its text in, and the one of a file with a password.
_WORD, _ENCRYPTED = (name.encode("utf-16-le") for name in ("WordDocument", "EncryptedPackage"))


def print_former(data: bytes, check: Callable[[], None]) -> bytes | None:
    """Return a DOC or an RTF as a PDF, printed by LibreOffice; None when it is neither.

    Raises UnreadableError when LibreOffice is not there or cannot open it, what ``check`` raises when the run is to
    stop.
    """
    if data.startswith(b"{\\rtf"):
        suffix, said = ".rtf", "c’est un texte RTF"
    elif data.startswith(_OLE) and _WORD in data and _ENCRYPTED not in data:
        suffix, said = ".doc", "il est à l’ancien format de Word (.doc)"
    else:
        return None
    return _printed(data, suffix, said, _SAVE, check)


def print_pictures(data: bytes, medium: str, check: Callable[[], None]) -> bytes:
    """Return a DOCX or an ODT (``medium``) whose pages are pictures as a PDF, as ``print_former`` does."""
    return _printed(data, f".{medium}", "il porte l’acte en image", "enregistrez-le au format PDF", check)


def _printed(data: bytes, suffix: str, said: str, remedy: str, check: Callable[[], None]) -> bytes:
    try:
        soffice = find_soffice()
    except EngineError as error:
        raise UnreadableError(f"{said}, que seul LibreOffice lit, et il n’est pas installé", remedy) from error
    with scratch_folder() as folder:
        document = folder / f"acte{suffix}"
        document.write_bytes(data)
        soffice.print_into(folder, [document], check)
        printed = document.with_suffix(".pdf")
        if not printed.is_file():
            raise UnreadableError(
                f"{said}, et LibreOffice n’a pas pu l’ouvrir : il est abîmé ou protégé par un mot de passe", remedy
            )
        return printed.read_bytes()
