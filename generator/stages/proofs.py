"""A proof of the templates whose layout an engine may read in its own way: what only printing tells."""

from __future__ import annotations

import itertools
import operator
import tempfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from generator.errors import EngineError, Problem
from generator.pdf.conformity import verify_pdf
from generator.pdf.conversion import Conversion, ConversionJob
from generator.pdf.embedded import EmbeddedEngine
from generator.pdf.engine import Engine
from generator.pdf.faces import OURS
from generator.pdf.libreoffice import LibreOfficeEngine
from generator.pdf.trial import printed_as
from generator.word.package import WORD, open_package
from generator.word.styles import value
from generator.word.wordtext import text_of
from generator.workers import Workers

#: What is laid out apart from the text, or on pages of its own.
_APART = tuple(WORD + name for name in ("drawing", "txbxContent", "footnoteReference", "titlePg"))
#: Empty paragraphs in a row that may fill a page of their own; half as many at the end.
_GAP = 5
_NAMES = {"embedded": "moteur intégré", "libreoffice": "LibreOffice"}


def asks_proof(template: bytes) -> bool:
    """Tell whether a template, which was inspected, holds what an engine may lay out otherwise than Word."""
    package = open_package(template)
    body = [bool(text_of(paragraph).strip()) for paragraph in package.document.iter(WORD + "p")]
    gaps = [len(list(run)) for shown, run in itertools.groupby(body) if not shown]
    ending = len(list(itertools.takewhile(operator.not_, reversed(body))))
    rows = package.document.iter(WORD + "trHeight")
    return (
        sum(1 for _ in package.document.iter(WORD + "sectPr")) > 1
        or any(value(row, "hRule") == "exact" for row in rows)
        or max((*gaps, 2 * ending), default=0) > _GAP
        or any(next(part.iter(*_APART), None) is not None for part in package.parts.values())
    )


def proved(documents: Mapping[str, bytes], date: datetime, workers: Workers) -> Iterator[Problem]:
    """Yield an error for each document, by the name of its template, that an engine does not print whole and right.

    An engine that does not even print a line of text is out of order: a warning says so, and no template is at fault.
    """
    jobs = [ConversionJob(name, docx) for name, docx in documents.items()]
    for engine in _engines() if jobs else ():
        for conversion in engine.convert(jobs, workers=workers, date=date):
            if conversion.error and not printed_as(OURS[0], engine.info.name):
                message = (
                    f"{_NAMES[engine.info.name]} n’imprime rien sur ce poste : ce modèle n’a pas été essayé avec lui"
                )
                remedy = "réparez-le, ou fabriquez avec l’autre moteur (--engine)"
                yield Problem("warning", message, remedy, conversion.job.name)
            elif said := conversion.error or _failures(conversion):
                message = f"{_NAMES[engine.info.name]}, pour une première commune : {said}"
                remedy = "écrivez ce passage plus simplement : un paragraphe, sans zone de texte, note ni section"
                yield Problem("error", message.rstrip("."), remedy, conversion.job.name)


def _engines() -> Iterator[Engine]:
    for probe in (EmbeddedEngine.probe, LibreOfficeEngine.probe):
        try:
            yield probe()
        except EngineError:
            continue  # what is not there prints nothing


def _failures(conversion: Conversion) -> str:
    """Return what the verification would say of a printed document, "" when it would find no fault."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "essai.pdf"
        path.write_bytes(conversion.pdf)
        path.with_suffix(".docx").write_bytes(conversion.job.docx)
        failures, _ = verify_pdf(path)
    return " ; ".join(failure.message for failure in failures[:2])
