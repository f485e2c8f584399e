"""A PDF that is to be joined, looked at: whether it can be, and what keeps it from the standards."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf

from generator.errors import EngineError
from generator.files import scratch_folder
from generator.inspection.examined import Examined
from generator.inspection.signatures import signature_told
from generator.pdf.assembly import MOST_PAGES, assemble
from generator.pdf.foreign import bound_at_a_loss
from generator.pdf.frame import visible_frame
from generator.pdf.lengths import A4, INCH
from generator.pdf.makeup import Assembly, Part
from generator.pdf.opening import opened
from generator.pdf.stamp import is_covered
from generator.progress import LOGGER
from generator.workers import go_on

if TYPE_CHECKING:
    from generator.pdf.conformity import Failure

#: How far a page may be from A4, in points, and how many millimetres a point is.
_TOLERANCE, _MM = 6.0, 25.4 / INCH
_ANY_DAY = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def too_much(data: bytes) -> Examined:
    """Return what is said of one that took more than it may."""
    return Examined("ce PDF demande trop de temps ou de mémoire")


def look_at(data: bytes) -> Examined:
    """Look at a PDF, in whichever process this runs. Raises MemoryError."""
    try:
        return _look_at(data)
    except MemoryError:
        raise
    except Exception as error:  # the libraries have ways of their own to fail over a file that was damaged
        if "insufficient memory" in str(error):
            raise MemoryError from error
        LOGGER.warning("an annexe fails its reader: %r", error)
        return Examined("ce PDF est abîmé")


def _look_at(data: bytes) -> Examined:
    try:
        with opened(data, "ce PDF") as pdf:
            if len(pdf.pages) > MOST_PAGES:
                return Examined(f"ce PDF a {len(pdf.pages)} pages, plus que les {MOST_PAGES} admises")
            if not all(frame.width * frame.height for frame in map(visible_frame, pdf.pages)):
                return Examined("une page de ce PDF n’a pas de dimensions")
            pages, odd, apart = len(pdf.pages), ", ".join(_odd_pages(pdf)), tuple(_reasons_apart(pdf))
    except EngineError as error:
        return Examined(error.fault)
    checks = () if apart else _failed_checks(data)
    if checks is None:
        apart, checks = ("sa structure interne ne se réunit à aucune autre",), ()
    first = {failure.check: failure.fault for failure in reversed(checks)}
    counts = Counter(failure.check for failure in checks)
    faults = tuple((check, count, first[check]) for check, count in counts.items())
    # Here, not above: cryptography takes a noticeable time to load, and most campaigns have no annexe.
    from generator.pdf.signatures import read_signatures

    return Examined("", pages, odd, apart, faults, tuple(signature_told(one) for one in read_signatures(data)))


def _reasons_apart(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield, in French, why a PDF can only lie beside a pack."""
    yield from bound_at_a_loss(pdf)
    if any(map(is_covered, pdf.pages)):
        yield "une annotation au pied d’une page cacherait le numéro du dossier"


def _failed_checks(data: bytes) -> tuple[Failure, ...] | None:
    """Return the checks that the claim of a pack would fail, were this PDF in it; None when no pack can hold it.

    It is bound as in a pack: what it says of itself does not matter there, and office software says it wrongly.
    """
    from generator.pdf.conformity import Failure, conformity  # here, not above, for the same reason

    with scratch_folder() as folder:
        path, pack = folder / "annexe.pdf", folder / "pack.pdf"
        path.write_bytes(data)
        if _bound(path, pack, claims=True):
            return tuple(conformity(pack))
        if not _bound(path, pack, claims=False):
            return None
        try:
            return tuple(conformity(path)) or (Failure("tags", "untagged", "il n’est pas balisé"),)
        except EngineError:
            return (Failure("file", "unreadable", "elle est abîmée"),)


def _bound(path: Path, pack: Path, *, claims: bool) -> bool:
    """Bind a PDF alone, as in a pack; tell whether that can be done."""
    try:
        assemble(Assembly("Annexe", "", (Part(path, "Annexe", foreign=True),), _ANY_DAY, claims=claims), pack, go_on)
    except EngineError:
        return False
    return True


def _odd_pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield the first page of each size that is not A4."""
    sizes: dict[tuple[int, int], int] = {}
    for number, page in enumerate(pdf.pages, 1):
        frame = visible_frame(page)
        sides = sorted((frame.width, frame.height))
        if any(abs(side - wanted) > _TOLERANCE for side, wanted in zip(sides, A4, strict=True)):
            sizes.setdefault((round(frame.width * _MM), round(frame.height * _MM)), number)
    for (width, height), number in sizes.items():
        yield f"page {number} : {width} × {height} mm"
