"""Opening a PDF that someone else made: every way in which it can be unusable is one clear error."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf

from generator.errors import EngineError
from generator.refusals import why

#: What reading objects that are not what they should be raises.
DAMAGE = (pikepdf.PdfError, AttributeError, KeyError, IndexError, TypeError, ValueError, RecursionError)

_UNLOCKED, _AGAIN = "Fournissez une version sans protection.", "Générez-le de nouveau."
#: How qpdf warns that an object is not where the file says: it goes on without it, were it a whole page.
_LOST = re.compile(
    r"expected \d+ \d+ obj|expected n n obj|supposed object stream \d+ is not a stream|Pages tree includes"
)


@contextmanager
def opened(source: Path | bytes, called: str = "") -> Iterator[pikepdf.Pdf]:
    """Open a PDF, by its path or its bytes: readable as it stands, not encrypted, with at least one page.

    Nothing is repaired: qpdf's recovery of a truncated file loses pages silently. What pages inherit from their page
    tree is written on each of them.
    Raises EngineError otherwise, and also when what is read within the block turns out damaged; it names the file
    by its path, or as it is ``called``, which bytes need.
    """
    name = called or str(source)
    try:
        with _readable(source) as file:
            pdf = pikepdf.open(file, inherit_page_attributes=True, attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise EngineError(f"{name} est protégé par un mot de passe", _UNLOCKED) from error
    except pikepdf.PdfError as error:
        if is_for_others(error):
            raise EngineError(f"{name} est chiffré par un certificat", _UNLOCKED) from error
        raise EngineError(f"{name} n’est pas un PDF lisible (fichier tronqué ou abîmé)", _AGAIN) from error
    except FileNotFoundError as error:
        raise EngineError(f"{name} est introuvable", _AGAIN) from error
    except OSError as error:
        raise EngineError(f"{name} ne peut pas être lu : {why(error)}.") from error
    with pdf:
        if pdf.is_encrypted:
            raise EngineError(f"{name} est chiffré", _UNLOCKED)
        if len(pdf.pages) == 0:
            raise EngineError(f"{name} n’a aucune page", _AGAIN)
        try:
            yield pdf
        except DAMAGE as error:
            raise EngineError(f"{name} a une structure interne abîmée", _AGAIN) from error
        if any(_LOST.search(str(warning)) for warning in pdf.get_warnings()):
            raise EngineError(f"{name} a une structure interne abîmée", _AGAIN)


def is_for_others(error: Exception) -> bool:
    """Tell whether a PDF could not be opened since it is encrypted for those who have a key of their own."""
    return "unsupported encryption filter" in str(error)


@contextmanager
def _readable(source: Path | bytes) -> Iterator[Path | io.BytesIO]:
    """Give what qpdf reads: bytes as a file in memory, where the system has some, for a stream of Python's is slower.

    Once it is open, qpdf keeps the file as long as it needs it.
    """
    if not isinstance(source, bytes):
        yield source
        return
    if not hasattr(os, "memfd_create"):
        yield io.BytesIO(source)
        return
    with os.fdopen(os.memfd_create("pdf"), "wb") as file:
        file.write(source)
        file.flush()
        path = Path(f"/proc/self/fd/{file.fileno()}")
        yield path if path.exists() else io.BytesIO(source)


def page_count(source: Path | bytes, called: str = "") -> int:
    """Return the number of pages of a PDF; raises EngineError as :func:`opened` does."""
    with opened(source, called) as pdf:
        return len(pdf.pages)
