"""Opening a PDF that someone else made: every way in which it can be unusable is one clear error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf

from generator.errors import EngineError


@contextmanager
def opened(path: Path) -> Iterator[pikepdf.Pdf]:
    """Open the PDF at ``path``: readable as it stands, not encrypted, with at least one page.

    Nothing is repaired: qpdf's recovery of a truncated file loses pages silently.
    Raises EngineError naming the file otherwise.
    """
    try:
        pdf = pikepdf.open(path, attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise EngineError(f"{path} est protégé par un mot de passe. Fournissez une version sans protection.") from error
    except pikepdf.PdfError as error:
        raise EngineError(f"{path} n’est pas un PDF lisible (fichier tronqué ou abîmé). Générez-le de nouveau.") from error
    except OSError as error:
        raise EngineError(f"{path} ne peut pas être lu\u00a0: {error.strerror}.") from error
    with pdf:
        _refuse_unusable(pdf, path)
        yield pdf


def page_count(path: Path) -> int:
    """Return the number of pages of the PDF at ``path``; raises EngineError as :func:`opened` does."""
    with opened(path) as pdf:
        return len(pdf.pages)


def _refuse_unusable(pdf: pikepdf.Pdf, path: Path) -> None:
    if pdf.is_encrypted:
        raise EngineError(f"{path} est chiffré. Fournissez une version sans protection.")
    try:
        pages = len(pdf.pages)
    except pikepdf.PdfError as error:
        raise EngineError(f"{path} a une arborescence de pages incohérente. Générez-le de nouveau.") from error
    if pages == 0:
        raise EngineError(f"{path} n’a aucune page. Générez-le de nouveau.")
