"""The verification of one PDF: standards, tags, fonts, text and layout, each failure told in French."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import page as validator
import pikepdf

from generator.errors import EngineError, UnreadableError
from generator.pdf.faces import is_symbols, named, shows
from generator.pdf.foreign import foreign_pages, open_states
from generator.pdf.metadata import claims as claimed, claims_level_b
from generator.pdf.opening import opened
from generator.pdf.printedfaces import font_descriptors, printed_faces
from generator.pdf.rules import said
from generator.pdf.seen import SeenPage, read_pages
from generator.pdf.tagcheck import check_tags
from generator.pdf.tagtree import Reference, TagTree, read_tree
from generator.word.faces import read_faces
from generator.word.shown import LEFTOVER

#: The standards, each by the validator's name for it and ours.
_LEVEL_A, _ACCESSIBLE = ("2a", "PDF/A-2a"), ("ua1", "PDF/UA-1")
#: What a file with private letters says, as all did that were signed before ours claimed level A.
_LEVEL_B = ("2b", "PDF/A-2b")


_TWO_SPACES = re.compile(r"[ \u00a0\u202f]{2}")
#: Those with the words around them; a word is read once, not from each of its letters on.
_DOUBLE_SPACE = re.compile(r"(?<!\S)\S*[ \u00a0\u202f]{2,}\S+")


@dataclass(frozen=True, slots=True)
class Failure:
    """What a check found: ``rule`` is the validator's or the program's own name of it; ``remedy`` what to do, or ""."""

    check: str
    rule: str
    fault: str
    remedy: str = ""

    @property
    def message(self) -> str:
        """All that is told of it."""
        return " ; ".join(filter(None, (self.fault, self.remedy)))

    def as_json(self) -> dict[str, str]:
        """Return what was found, in one sentence."""
        return {"check": self.check, "rule": self.rule, "message": self.message}


#: What is wrong with a pack that holds what does not conform, and says that it does.
_FALSE_CLAIM = Failure(
    "claim", "false", "le fichier dit suivre PDF/A ou PDF/UA, alors qu’une de ses annexes ne les suit pas"
)


def verify_pdf(path: Path) -> tuple[tuple[Failure, ...], tuple[SeenPage, ...]]:
    """Return all failures of the PDF at ``path``, and its pages as seen (none when it can't be read).

    See :func:`failures_of`.
    """
    try:
        pages = read_pages(path)
        with opened(path) as pdf:
            return failures_of(path, pdf, pages, read_tree(pdf), claims=True), pages
    except EngineError as error:
        return (unreadable(error),), ()


def failures_of(
    path: Path, pdf: pikepdf.Pdf, pages: Sequence[SeenPage], tags: TagTree, *, claims: bool
) -> tuple[Failure, ...]:
    """Return all failures of ``pdf``, the file at ``path``, whose ``pages`` were seen and whose ``tags`` were read.

    Its faces are compared with those of the DOCX of the same name beside it, if there is one. The layout of pages that
    somebody else made is theirs. What ``claims`` no standard may not say that it does, and is held to none.
    """
    if claims:
        fonts = tuple(font_descriptors(pdf))
        failures = (*_conformity(path, pdf, tags, fonts), *_replaced(fonts, path.with_suffix(".docx")))
    else:
        failures = (_FALSE_CLAIM,) if claimed(pdf) else ()
    return (*failures, *layout(pdf, pages))


def unreadable(error: EngineError) -> Failure:
    """Return the failure of a file that cannot be read."""
    return Failure("file", "unreadable", str(error))


def conformity(path: Path) -> tuple[Failure, ...]:
    """Return what keeps the PDF at ``path``, whoever made it, from PDF/A-2a and PDF/UA-1. Raises EngineError."""
    with opened(path) as pdf:
        return _conformity(path, pdf, read_tree(pdf), font_descriptors(pdf))


def _conformity(path: Path, pdf: pikepdf.Pdf, tags: TagTree, fonts: Iterable[pikepdf.Object]) -> tuple[Failure, ...]:
    return (*standard_failures(path, pdf), *tag_failures(pdf, tags), *font_failures(fonts))


def leftovers(text: str) -> Iterator[Failure]:
    """Yield a failure for each kind of text that should never be printed."""
    for found in dict.fromkeys(LEFTOVER.findall(text)):
        yield Failure("text", "leftover", f"le texte contient « {found} »")
    double = _DOUBLE_SPACE.search(text) if _TWO_SPACES.search(text) else None
    if double:
        yield Failure("text", "double-space", f"le texte contient deux espaces de suite : « {double[0]} »")


def standard_failures(
    source: Path | bytes, pdf: pikepdf.Pdf, each: Callable[..., Iterable[validator.ValidationReport | str]] = map
) -> Iterator[Failure]:
    """Hold a PDF, as it is written and as it is open, to both standards: the validator takes one at a time.

    It is called as ``each``, which is called as ``map``, has it.
    """
    standards = (_LEVEL_B if claims_level_b(pdf) else _LEVEL_A, _ACCESSIBLE)
    results = each(functools.partial(_validated, source), [profile for profile, _ in standards])
    return _told([standard for _, standard in standards], results, pdf)


def _validated(source: Path | bytes, profile: str) -> validator.ValidationReport | str:
    """Return what the validator finds, or why it cannot."""
    try:
        if isinstance(source, bytes):
            return validator.validate_pdf_bytes(source, profile=profile)
        return validator.validate_pdf(str(source), profile=profile)
    except validator.PageError as error:
        return str(error)


def _told(
    standards: Sequence[str], results: Iterable[validator.ValidationReport | str], pdf: pikepdf.Pdf
) -> Iterator[Failure]:
    for standard, result in zip(standards, results, strict=True):
        if isinstance(result, str):
            yield Failure(standard, "unreadable", f"le fichier ne peut pas être contrôlé ({result})")
            continue
        for failure in result.failures:
            number = failure.object_id.object_number if failure.object_id else 0
            yield Failure(standard, failure.rule_id, *said(failure.rule_id, failure.message, pdf, number))


def tag_failures(
    pdf: pikepdf.Pdf, tags: TagTree, known: Mapping[Reference, int] = MappingProxyType({})
) -> Iterator[Failure]:
    """Hold the tags of a PDF against its pages; see :func:`~generator.pdf.tagcheck.check_tags`."""
    for finding in check_tags(pdf, tags, known):
        yield Failure("tags", "structure", finding)


def font_failures(descriptors: Iterable[pikepdf.Object]) -> Iterator[Failure]:
    """Find the fonts that a PDF does not hold, of those that it describes."""
    for descriptor in descriptors:
        if not _embedded(descriptor):
            yield Failure("fonts", "not-embedded", f"la police {descriptor.get('/FontName')} n’est pas incorporée")


def _replaced(fonts: Iterable[pikepdf.Object], source: Path) -> Iterator[Failure]:
    """Find the faces of a document that its PDF is not printed in, and those of the PDF that it does not ask for."""
    try:
        asked = read_faces(source.read_bytes()) if source.is_file() else None
    except UnreadableError:  # which is told of the DOCX itself
        return
    if asked is None:
        return
    printed = printed_faces(fonts)
    lost = {
        face
        for faces in asked.body
        if not any(shows(font, face) for font in printed for face in faces)
        for face in faces
        if not is_symbols(face)
    }
    strange = named(font for font in printed if not is_symbols(font) and not any(shows(font, one) for one in asked.all))
    if lost:
        by = ", ".join(strange) or "une autre du document"
        yield Failure(
            "fonts",
            "replaced",
            f"{_the(lost)} par {by}",
            f"installez-{'les' if len(lost) > 1 else 'la'} ou choisissez Carlito dans le modèle, puis lancez "
            "« conventions build --force »",
        )
    elif strange:
        yield Failure(
            "fonts",
            "replaced",
            f"la police {', '.join(strange)} n’est pas demandée par le document : un signe (tiret insécable, case à "
            "cocher…) manque à la police du texte",
            "changez-le, puis lancez « conventions build »",
        )


def _the(fonts: Collection[str]) -> str:
    """Return which fonts are replaced, as the beginning of a sentence."""
    names = ", ".join(sorted(fonts))
    return f"les polices {names} sont remplacées" if len(fonts) > 1 else f"la police {names} est remplacée"


def _embedded(descriptor: pikepdf.Object) -> bool:
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def layout(pdf: pikepdf.Pdf, pages: Sequence[SeenPage]) -> Iterator[Failure]:
    """Find what is wrong with what is seen on the pages of ``pdf``.

    Of those that somebody else laid out, only what would move or hide what they were given to bear.
    """
    foreign = foreign_pages(pdf)
    yield from _layout({rank: page for rank, page in enumerate(pages, 1) if rank - 1 not in foreign})
    for rank in sorted(foreign):
        if open_states(pdf.pages[rank]) != 0:
            message = f"page {rank + 1} : ce que l’annexe y dessine peut déplacer ou cacher le numéro du dossier"
            yield Failure("layout", "foreign", message, "lancez « conventions build --force »")


def _layout(pages: Mapping[int, SeenPage]) -> Iterator[Failure]:
    for number, page in pages.items():
        if not page.text.strip():
            yield Failure("text", "empty-page", f"page {number} : la page est blanche")
        for failure in leftovers(page.text):
            yield replace(failure, fault=f"page {number} : {failure.fault}")
        if not page.upright:
            yield Failure("layout", "upright", f"page {number} : du texte n’est pas droit")
        if page.outside:
            yield Failure("layout", "page-box", f"page {number} : du texte ou une image sort de la page")
        if page.in_stamp_zone:
            message = f"page {number} : l’angle réservé au cachet de la préfecture (8 cm × 3 cm) n’est pas libre"
            yield Failure("layout", "stamp-zone", message)
