"""The PDFs that a campaign joins to its packs: what is wrong with each, and whether a pack can hold it."""

from __future__ import annotations

import datetime
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf

from generator.errors import EngineError, Problem
from generator.inputs.campaign import Campaign
from generator.inputs.pieces import BESIDE, UNCLAIMED, Piece
from generator.inputs.sources import Sources
from generator.language.agreement import plural
from generator.language.lists import enumeration
from generator.language.signatures import signature_told
from generator.pdf.assembly import MOST_PAGES, Assembly, Part, assemble
from generator.pdf.foreign import bound_at_a_loss
from generator.pdf.frame import visible_frame
from generator.pdf.opening import opened
from generator.progress import LOGGER, Silence
from generator.register.journal import FRANCE
from generator.workers import FOREIGN, Limits, LocalWorkers

if TYPE_CHECKING:
    from generator.pdf.conformity import Failure

#: Points of an A4 page, its sides in order, and how far a page may be from it.
_A4, _TOLERANCE = (595.28, 841.89), 6.0
_MM = 25.4 / 72
#: What one may cost: a minute of a processor, which on a busy machine takes longer.
_LIMITS = Limits(150.0, FOREIGN.bytes, 60)
_ANY_DAY = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
#: From how many pages on an annexe is a lot of paper for each commune.
_MANY_PAGES = 100
#: How a check is called that does not bear the name of a standard.
_CHECKS = {"tags": "balises", "fonts": "polices non incorporées", "file": "structure interne"}


@dataclass(frozen=True, slots=True)
class Examined:
    """An annexe as it was looked at: ``error`` when it cannot be joined at all, else what a reader should know.

    ``apart`` is why it can only lie beside a pack, ``faults`` what keeps another one from the standards: by check, how
    many and what the first of them is. What is signed has its ``signatures`` told.
    """

    error: str = ""
    pages: int = 0
    odd: str = ""
    apart: tuple[str, ...] = ()
    faults: tuple[tuple[str, int, str], ...] = ()
    signatures: tuple[str, ...] = ()


def examined(sources: Sources) -> Sources:
    """Return the inputs with the place of each annexe, and with what is to be known of them among the warnings.

    One that cannot be joined at all is an error among the problems of the templates.
    """
    campaign = sources.campaign
    found = {piece.kind: examine(sources.annexes[piece.kind]) for piece in campaign.annexes}

    def placed(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
        return tuple(
            replace(piece, place=_place(found[piece.kind], campaign)) if piece.annexe else piece for piece in pieces
        )

    problems = [one for piece in campaign.annexes for one in _problems(piece, found[piece.kind], sources)]
    return replace(
        sources,
        campaign=replace(campaign, pieces=placed(campaign.pieces), avenant=placed(campaign.avenant)),
        about_templates=(*sources.about_templates, *problems),
    )


@lru_cache(maxsize=64)
def examine(data: bytes) -> Examined:
    """Look at a PDF that is to be joined, in another process: whatever it holds, it takes no more than ``_LIMITS``."""
    with LocalWorkers(1, Silence().check) as workers:
        ((_, found),) = workers.imap(look_at, [data], lost=_too_much, worth=1, limits=_LIMITS)
    return found


def _too_much(data: bytes) -> Examined:
    return Examined("ce PDF demande trop de temps ou de mémoire. Simplifiez-le.")


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
        return Examined("ce PDF est abîmé. Ouvrez-le, et enregistrez-le de nouveau.")


def _look_at(data: bytes) -> Examined:
    try:
        with opened(data, "ce PDF") as pdf:
            if len(pdf.pages) > MOST_PAGES:
                return Examined(f"ce PDF a {len(pdf.pages)} pages, plus que les {MOST_PAGES} admises. Vérifiez-le.")
            if not all(frame.width * frame.height for frame in map(visible_frame, pdf.pages)):
                return Examined("une page de ce PDF n’a pas de dimensions. Ouvrez-le, et enregistrez-le de nouveau.")
            pages, odd, apart = len(pdf.pages), ", ".join(_odd_pages(pdf)), tuple(bound_at_a_loss(pdf))
    except EngineError as error:
        return Examined(str(error))
    checks = () if apart else _failed_checks(data)
    if checks is None:
        apart, checks = ("sa structure interne ne se réunit à aucune autre",), ()
    first = {failure.check: failure.message for failure in reversed(checks)}
    counts = Counter(failure.check for failure in checks)
    faults = tuple((check, count, first[check]) for check, count in counts.items())
    # Here, not above: cryptography takes a noticeable time to load, and most campaigns have no annexe.
    from generator.pdf.signatures import read_signatures

    return Examined("", pages, odd, apart, faults, tuple(signature_told(one, FRANCE) for one in read_signatures(data)))


def _failed_checks(data: bytes) -> tuple[Failure, ...] | None:
    """Return the checks that the claim of a pack would fail, were this PDF in it; None when no pack can hold it.

    It is bound as in a pack: what it says of itself does not matter there, and office software says it wrongly.
    """
    from generator.pdf.conformity import Failure, conformity  # here, not above, for the same reason

    with tempfile.TemporaryDirectory() as folder:
        path, pack = Path(folder) / "annexe.pdf", Path(folder) / "pack.pdf"
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
        assemble(Assembly("Annexe", "", (Part(path, "Annexe", foreign=True),), _ANY_DAY, claims=claims), pack, _go_on)
    except EngineError:
        return False
    return True


def _go_on() -> None:
    """Stop nothing: one PDF is bound in a moment."""


def _odd_pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield the first page of each size that is not A4."""
    sizes: dict[tuple[int, int], int] = {}
    for number, page in enumerate(pdf.pages, 1):
        frame = visible_frame(page)
        sides = sorted((frame.width, frame.height))
        if any(abs(side - wanted) > _TOLERANCE for side, wanted in zip(sides, _A4, strict=True)):
            sizes.setdefault((round(frame.width * _MM), round(frame.height * _MM)), number)
    for (width, height), number in sizes.items():
        yield f"page {number} : {width} × {height} mm"


def _place(found: Examined, campaign: Campaign) -> str:
    if found.error or found.apart:
        return BESIDE
    return (campaign.annexes_non_conformes or BESIDE) if found.faults else ""


def _problems(piece: Piece, found: Examined, sources: Sources) -> Iterator[Problem]:
    file = piece.template.name
    if found.error:
        message = found.error.partition(". ")[0]
        yield Problem("error", message, "remplacez-le par un PDF lisible et sans mot de passe", file)
        return
    if found.signatures:
        told = " | ".join(found.signatures)
        message = f"il est signé : il est joint à côté du dossier relié, octet pour octet ; {told}"
        yield Problem("warning", message, "rien à faire, si c’est bien ce document qui est à joindre", file)
    elif found.apart:
        message = f"{enumeration(found.apart)} : relié au dossier, il y perdrait ; il est joint à côté, tel quel"
        yield Problem("warning", message, "pour qu’il y soit relié, faites-en une copie qui n’a que des pages", file)
    elif found.faults:
        told = ", ".join(
            f"{_CHECKS.get(check, check)} : {plural(count, 'manquement')}, dont « {first} »"
            for check, count, first in found.faults
        )
        if _place(found, sources.campaign) == UNCLAIMED:
            effect = "le dossier relié et le recueil ne portent donc pas les mentions PDF/A et PDF/UA"
            otherwise = ""
        else:
            effect = "il est donc joint à côté du dossier relié"
            otherwise = f', ou écrivez annexes_non_conformes = "{UNCLAIMED}" sous [pack] pour l’y mettre quand même'
        remedy = "exportez-le en PDF/A-2b et PDF/UA (dans LibreOffice : Exporter au format PDF, cases PDF/A et PDF/UA)"
        yield Problem("warning", f"il n’est pas conforme ({told}) ; {effect}", remedy + otherwise, file)
    if piece.a_signer and _place(found, sources.campaign) == BESIDE:
        message = (
            "il est à signer sans être dans le dossier relié : il ne sera pas dans les originaux à signer non plus"
        )
        yield Problem("warning", message, "imprimez-le à part", file)
    if found.odd:
        message = f"il n’est pas tout entier en A4 ({found.odd})"
        yield Problem("warning", message, "réglez l’imprimante, ou faites-en une copie en A4", file)
    if found.pages > _MANY_PAGES:
        copies = sum(piece.concerns(commune.names) for commune in sources.participants)
        message = f"{found.pages} pages, pour {plural(copies, 'commune')} : {found.pages * copies} pages à imprimer"
        yield Problem("warning", message, "vérifiez que chaque commune doit les recevoir", file)
