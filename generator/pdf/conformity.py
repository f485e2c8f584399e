"""The verification of one PDF: standards, tags, fonts, text and layout, each failure told in French."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import page as validator
import pikepdf
from pikepdf import Dictionary, Name

from generator.errors import EngineError
from generator.pdf.faces import is_symbols, named, printed_faces, shows
from generator.pdf.foreign import foreign_pages
from generator.pdf.metadata import claims as claimed
from generator.pdf.opening import opened
from generator.pdf.rules import said
from generator.pdf.seen import SeenPage, read_pages
from generator.pdf.tagcheck import check_tags
from generator.word.faces import read_faces
from generator.word.package import UnreadableError

_STANDARDS = {"2b": "PDF/A-2b", "ua1": "PDF/UA-1"}
#: Tags of templates, placeholders of the old form, and what a program prints when it has nothing to print.
_LEFTOVER = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|XXXX|\b(?:None|nan|NaN|undefined)\b")


@dataclass(frozen=True, slots=True)
class Failure:
    """What a check found: ``rule`` is the validator's or the program's own name of it."""

    check: str
    rule: str
    message: str


#: What is wrong with a pack that holds what does not conform, and says that it does.
_FALSE_CLAIM = Failure(
    "claim", "false", "le fichier dit suivre PDF/A ou PDF/UA, alors qu’une de ses annexes ne les suit pas"
)


def verify_pdf(path: Path, *, claims: bool = True) -> tuple[tuple[Failure, ...], tuple[SeenPage, ...]]:
    """Return all failures of the PDF at ``path``, and its pages as seen (none when it can't be read).

    Its faces are compared with those of the DOCX of the same name beside it, if there is one. The layout of pages that
    somebody else made is theirs. What ``claims`` no standard may not say that it does, and is held to none.
    """
    try:
        pages = read_pages(path)
        with opened(path) as pdf:
            foreign, says = foreign_pages(pdf), claimed(pdf)
        own = {rank: page for rank, page in enumerate(pages, 1) if rank - 1 not in foreign}
        if claims:
            failures = (*conformity(path), *_faces(path), *_layout(own))
        else:
            failures = (*([_FALSE_CLAIM] if says else []), *_layout(own))
    except EngineError as error:
        return (Failure("file", "unreadable", str(error)),), ()
    return failures, pages


def conformity(path: Path) -> tuple[Failure, ...]:
    """Return what keeps the PDF at ``path``, whoever made it, from PDF/A-2b and PDF/UA-1. Raises EngineError."""
    return (*_standards(path), *_tags(path), *_fonts(path))


def leftovers(text: str) -> Iterator[Failure]:
    """Yield a failure for each kind of text that should never be printed."""
    for found in dict.fromkeys(_LEFTOVER.findall(text)):
        yield Failure("text", "leftover", f"le texte contient « {found} »")
    double = re.search(r"\S*[ \u00a0\u202f]{2,}\S+", text)
    if double:
        yield Failure("text", "double-space", f"le texte contient deux espaces de suite : « {double[0]} »")


def _standards(path: Path) -> Iterator[Failure]:
    for profile, standard in _STANDARDS.items():
        try:
            result = validator.validate_pdf(str(path), profile=profile)
        except validator.PageError as error:
            yield Failure(standard, "unreadable", f"le fichier ne peut pas être contrôlé ({error})")
            continue
        if result.failures:
            with opened(path) as pdf:
                for failure in result.failures:
                    number = failure.object_id.object_number if failure.object_id else 0
                    yield Failure(standard, failure.rule_id, said(failure.rule_id, failure.message, pdf, number))


def _tags(path: Path) -> Iterator[Failure]:
    for finding in check_tags(path):
        yield Failure("tags", "structure", finding)


def _fonts(path: Path) -> Iterator[Failure]:
    with opened(path) as pdf:
        for item in pdf.objects:
            if isinstance(item, Dictionary) and item.get("/Type") == Name.FontDescriptor and not _embedded(item):
                yield Failure("fonts", "not-embedded", f"la police {item.get('/FontName')} n’est pas incorporée")


def _faces(path: Path) -> Iterator[Failure]:
    with opened(path) as pdf:
        yield from _replaced(printed_faces(pdf), path.with_suffix(".docx"))


def _replaced(printed: set[str], source: Path) -> Iterator[Failure]:
    """Find the faces of a document that its PDF is not printed in, and those of the PDF that it does not ask for."""
    try:
        asked = read_faces(source.read_bytes()) if source.is_file() else None
    except UnreadableError:  # which is told of the DOCX itself
        return
    if asked is None:
        return
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
            f"la police {', '.join(sorted(lost))} est remplacée par {by} ; installez-la ou choisissez Carlito dans le "
            "modèle, puis lancez « conventions build --force »",
        )
    elif strange:
        yield Failure(
            "fonts",
            "replaced",
            f"la police {', '.join(strange)} n’est pas demandée par le document : un signe (tiret insécable, case à "
            "cocher…) manque à la police du texte ; changez-le, puis lancez « conventions build »",
        )


def _embedded(descriptor: pikepdf.Object) -> bool:
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _layout(pages: Mapping[int, SeenPage]) -> Iterator[Failure]:
    for number, page in pages.items():
        if not page.text.strip():
            yield Failure("text", "empty-page", f"page {number} : la page est blanche")
        for failure in leftovers(page.text):
            yield Failure(failure.check, failure.rule, f"page {number} : {failure.message}")
        if not page.upright:
            yield Failure("layout", "upright", f"page {number} : du texte n’est pas droit")
        if page.outside:
            yield Failure("layout", "page-box", f"page {number} : du texte ou une image sort de la page")
        if page.in_stamp_zone:
            message = f"page {number} : l’angle réservé au cachet de la préfecture (8 cm × 3 cm) n’est pas libre"
            yield Failure("layout", "stamp-zone", message)
