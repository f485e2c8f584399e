"""From an engine's draft to a file for archiving: what both engines' exports still lack."""

from __future__ import annotations

import io
from datetime import datetime

import pikepdf
from pikepdf import Name

from generator.errors import EngineError, MisprintError
from generator.pdf.archive import archive
from generator.pdf.asides import complete_asides
from generator.pdf.metadata import Description
from generator.pdf.opening import opened
from generator.pdf.printedtext import differences, lost, read_printed
from generator.pdf.standardtags import complete_tags
from generator.word.wordfile import WordFile


def finish(draft: bytes, word: WordFile, date: datetime) -> tuple[bytes, int]:
    """Return the finished form of ``draft``, a PDF printed from ``word``, and its number of pages.

    The result passes PDF/A-2a and PDF/UA-1, bears only ``date``, and has the title, author and language of ``word``.
    Raises EngineError when ``draft`` can't be read, has a blank page, or does not show the text of ``word`` and nothing
    else.
    """
    with opened(draft, called=f"Le PDF de {word.name}") as pdf:
        complete_asides(pdf, word.shown)
        complete_tags(pdf)
        pages = read_printed(pdf)
        wrong = differences(pages, word.shown)
        if wrong:
            raise MisprintError(
                f"Le PDF produit ne contient pas le texte de {word.name}, tout entier et rien d’autre : "
                f"{' ; '.join(wrong)}.",
                lost(pages, word.shown),
            )
        blank = next((number for number, page in enumerate(pages, 1) if page.blank), 0)
        if blank:
            raise EngineError(
                f"La page {blank} de {word.name} est blanche, en-tête et pied de page mis à part",
                "Retirez du modèle le saut de page ou les paragraphes vides qui la font.",
            )
        for page in pdf.pages:
            set_reading_order_tabs(page.obj)
        with opened(_numbered_by_place(pdf), called=f"Le PDF de {word.name}") as numbered:
            return archive(numbered, Description(word.title, word.author, word.language, date)), len(pdf.pages)


def _numbered_by_place(pdf: pikepdf.Pdf) -> bytes:
    """Return the file of ``pdf`` with its objects numbered as they are met from its root.

    LibreOffice numbers the fonts of a document in the order of their addresses in memory, another at each run.
    """
    written = io.BytesIO()
    pdf.save(written, object_stream_mode=pikepdf.ObjectStreamMode.disable, fix_metadata_version=False)
    return written.getvalue()


def set_reading_order_tabs(page: pikepdf.Object) -> None:
    """Make the tab order of ``page`` follow its structure (PDF/UA-1, 7.18.3); LibreOffice 7 writes a string there."""
    if "/Annots" in page or "/Tabs" in page:
        page.Tabs = Name.S
