"""The face in which an engine prints a text: asked of the engine itself, on one line of text."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import lru_cache

from generator.errors import EngineError
from generator.pdf.conversion import ConversionJob
from generator.pdf.engine import select_engine
from generator.workers import LocalWorkers, go_on

_DATE = datetime(2000, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=256)
def printed_as(face: str, engine: str) -> frozenset[str]:
    """Return the names of the fonts in which the engine chosen prints a text that asks for ``face``; none if it fails.

    ``engine`` is a choice of :func:`generator.pdf.engine.select_engine`.
    """
    # Here, not above: it is asked of few faces, and what writes and reads the line takes a noticeable time to load.
    import docx

    from generator.pdf.opening import opened
    from generator.pdf.printedfaces import font_descriptors, printed_faces

    document, stream = docx.Document(), io.BytesIO()
    document.add_paragraph().add_run("Essai").font.name = face
    document.save(stream)
    job = ConversionJob(face, stream.getvalue())
    try:
        with LocalWorkers(1, go_on) as workers:
            (conversion,) = select_engine(engine).convert([job], workers=workers, date=_DATE)
        with opened(conversion.pdf, called=face) as pdf:
            return frozenset(printed_faces(font_descriptors(pdf)))
    except EngineError:
        return frozenset()
