"""A redline printed with its changes visible: struck and red, underlined twice and blue, with a bar in the margin."""

from __future__ import annotations

import functools
import io
from collections.abc import Iterable, Iterator
from datetime import datetime

import pikepdf
from lxml import etree

from generator.errors import EngineError
from generator.pdf.changes import tag_changes
from generator.pdf.conversion import Conversion, ConversionJob, convert_each, failed
from generator.pdf.faces import FOLDER
from generator.pdf.finish import finish
from generator.pdf.opening import opened
from generator.word.package import WORD, open_package
from generator.word.packaging import dated, parsed, parts_of, serialized
from generator.word.wordfile import WordFile, read_word_file
from generator.workers import Workers

#: The colours that mean a change in the library's print, each with one that the eye cannot tell from it.
_NEAREST = {"FF0000": "FE0000", "0000FF": "0000FE"}
_LEGEND = """
<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:pPr><w:keepNext/>
<w:spacing w:before="0" w:after="200"/></w:pPr>
<w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t xml:space="preserve">Modifications apparentes\u00a0: </w:t></w:r>
<w:r><w:rPr><w:strike/><w:color w:val="BF0000"/><w:sz w:val="18"/></w:rPr><w:t>texte supprimé</w:t></w:r>
<w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t xml:space="preserve">, </w:t></w:r>
<w:r><w:rPr><w:color w:val="0000FE"/><w:sz w:val="18"/><w:u w:val="double"/></w:rPr><w:t>texte ajouté</w:t></w:r>
<w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t>.</w:t></w:r></w:p>
"""


def print_redline(job: ConversionJob, date: datetime) -> Conversion:
    """Print a document with its tracked changes visible, under a line that says how.

    PDF/A-2a and PDF/UA-1 like every other, with its own title and author and only ``date``; each change is
    tagged and told in words (:mod:`generator.pdf.changes`). The same input gives the same bytes.

    Always printed by the embedded engine, whichever prints the acts: LibreOffice draws what comes and what goes in one
    colour, that of the author, pale for the first, and its tags tell no change.
    """
    try:
        docx = job.on_paper().docx
        read_word_file(job.name, docx)  # which tells what is no document
        prepared = _prepared(docx)
        word = read_word_file(job.name, prepared, deleted=True)
        return Conversion(job, *finish(_tagged(_printed(prepared, word), word), word, date))
    except EngineError as error:
        return failed(job, error)


def _prepared(docx: bytes) -> bytes:
    """Return the document to print: with the legend, and without text of its own in the colours of changes."""
    parts = {name: parsed(data) for name, data in parts_of(docx, r"word/.*\.xml").items()}
    for part in parts.values():
        for colour in part.iter(WORD + "color"):
            given = colour.get(WORD + "val", "").upper()
            colour.set(WORD + "val", _NEAREST.get(given, given))
        body = part.find(WORD + "body")
        if body is not None:
            body.insert(0, etree.fromstring("".join(_LEGEND.splitlines())))
    return dated(docx, {name: serialized(part) for name, part in parts.items()}, packed=False)


def _printed(docx: bytes, word: WordFile) -> bytes:
    # Here, not above: the library takes a noticeable time to load.
    import rdocx

    from generator.pdf.keptprint import keep_together

    def prints(source: bytes) -> bytes:
        document = rdocx.Document.from_bytes(source)
        # Without being told ours, it takes the system's fonts before its own.
        return document.to_pdf(font_dir=FOLDER, revision_view="tracked", revision_style="legal")

    try:
        return keep_together(docx, open_package(docx), prints)
    except Exception as error:  # the library raises bare exceptions of many kinds for what it can't print
        raise EngineError(f"Le moteur intégré ne peut pas imprimer {word.title} : {error}") from error


def _tagged(printed: bytes, word: WordFile) -> bytes:
    """Return the print with its changes tagged, and the colour profile that PDF/A asks for."""
    stream = io.BytesIO()
    with opened(printed, called=f"Le PDF de {word.name}") as pdf, pikepdf.open(io.BytesIO(_blank_archive())) as blank:
        pdf.Root.OutputIntents = pdf.copy_foreign(blank.make_indirect(blank.Root.OutputIntents))
        tag_changes(pdf)
        pdf.save(stream)
    return stream.getvalue()


@functools.lru_cache(maxsize=1)
def _blank_archive() -> bytes:
    """Return an empty document printed by the library for archiving: with its profile, which its redlines lack."""
    import rdocx

    return rdocx.Document().to_pdfa_deterministic()


def convert_redlines(jobs: Iterable[ConversionJob], *, workers: Workers, date: datetime) -> Iterator[Conversion]:
    """Print redlines as an engine prints documents; see :class:`generator.pdf.engine.Engine`."""
    return convert_each(functools.partial(print_redline, date=date), jobs, workers)
