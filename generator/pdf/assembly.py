"""The assembly of finished PDFs into one file that is still accessible and archivable.

It is recursive: a recueil is an assembly of packs, which are assemblies of documents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.errors import EngineError
from generator.files import write_whole
from generator.pdf.archive import archive
from generator.pdf.contentspages import ContentsRow, draw_contents
from generator.pdf.foreign import is_signed, mark_foreign
from generator.pdf.makeup import Assembly, ContentsPage, Part, contents_page_count
from generator.pdf.metadata import Description
from generator.pdf.opening import opened
from generator.pdf.outline import OutlineItem, part_item, top_of, write_destinations, write_outline
from generator.pdf.resources import share_resources
from generator.pdf.stamp import explain_blank_pages, insert_blank_page, stamp_pages
from generator.pdf.structure import StructureTree, is_tagged
from generator.pdf.transplant import Lifted, Transplant, lift, transplant
from generator.workers.serving import leave

#: No document and no pack is that long: a part of more pages is a mistake that would fill the disk.
MOST_PAGES = 2000


def assemble(assembly: Assembly, target: Path, check: Callable[[], None]) -> int:
    """Write the assembly at ``target``, whole or not at all, and return its number of pages.

    ``check`` is called before each part and each long step: what it raises passes, and nothing is written.

    It passes PDF/A-2a and PDF/UA-1 when its parts do, and is the same bytes for the same parts and date.
    Raises EngineError, naming the file, when a part can't be read, has no tags that it should have, or is signed.
    """
    if not assembly.parts:
        raise EngineError(f"{target.name} : rien à assembler. Vérifiez la liste des documents du dossier.")
    with pikepdf.new() as pdf:
        structure = StructureTree(pdf, assembly.language)
        parts, blanks = _bring_parts(assembly, pdf, structure, check)
        outline = [
            part_item(part.title, brought.pages[0].obj, brought.outline, len(assembly.parts), brought.destinations)
            for part, brought in zip(assembly.parts, parts, strict=True)
        ]
        if assembly.contents is not None:
            outline.insert(0, _prepend_contents(assembly, assembly.contents, pdf, structure, parts, blanks))
        explain_blank_pages(pdf, blanks)
        check()
        if assembly.stamp is not None:
            total = len(pdf.pages)
            stamp_pages(pdf, [assembly.stamp(page, total) for page in range(1, total + 1)], assembly.corner)
        structure.write()
        write_outline(pdf, outline)
        write_destinations(pdf, {name: place for part in parts for name, place in part.destinations.items()})
        intents = [part.output_intents for part in parts if len(part.output_intents)]
        if intents:
            pdf.Root.OutputIntents = intents[0]
        check()
        share_resources(pdf)
        check()
        description = Description(
            assembly.title, assembly.author, assembly.language, assembly.date, claims=assembly.claims
        )
        write_whole(target, archive(pdf, description))
        pages = len(pdf.pages)
        leave(pdf)
    return pages


#: The parts that are lifted already, each with what closes its file, by their assembly's and their file's likeness.
_lifted: dict[tuple[object, ...], tuple[Lifted, ExitStack]] = {}


def begin(assembly: Assembly, numbers: Sequence[int]) -> None:
    """Lift the parts of an assembly from which some are missing yet; ``numbers``, from 1, are those that these have.

    The assembly is the same file as without that, whatever became of the parts meanwhile: it waits for less, in this
    process. Raises EngineError.
    """
    _lifted.clear()
    for number, part in zip(numbers, assembly.parts, strict=True):
        _lifted[_likeness(number, part, assembly)] = _lift(number, part, assembly)


def _likeness(number: int, part: Part, assembly: Assembly) -> tuple[object, ...]:
    """Return all that the lifting of a part depends on."""
    try:
        found = part.pdf.stat()
    except OSError:  # which is told when it is opened
        return ()
    return number, part, assembly.claims, assembly.date, found.st_ino, found.st_size, found.st_mtime_ns


def _lift(number: int, part: Part, assembly: Assembly) -> tuple[Lifted, ExitStack]:
    """Open and lift a part; what is returned with it closes its file."""
    with ExitStack() as stack:
        source = stack.enter_context(opened(part.pdf))
        if len(source.pages) > MOST_PAGES:
            raise EngineError(
                f"{part.pdf} a {len(source.pages)} pages, plus que les {MOST_PAGES} admises : "
                "ce n’est pas un document de dossier. Vérifiez le fichier."
            )
        if is_signed(source):
            raise EngineError(
                f"{part.pdf} est signé électroniquement : le réunir à d’autres effacerait sa signature. Joignez-le "
                "à côté."
            )
        if not is_tagged(source) and not assembly.claims:
            source.Root.StructTreeRoot = source.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array()))
        elif not is_tagged(source):
            raise EngineError(
                f"{part.pdf} n’est pas balisé : il ne serait pas accessible. Exportez-le en PDF/UA, puis recommencez."
            )
        if part.foreign:
            mark_foreign(source, assembly.date)
        return lift(source, f"p{number}"), stack.pop_all()


def _bring_parts(
    assembly: Assembly, pdf: pikepdf.Pdf, structure: StructureTree, check: Callable[[], None]
) -> tuple[list[Transplant], list[pikepdf.Page]]:
    """Bring every part in, and return the blank pages inserted between them too."""
    parts: list[Transplant] = []
    blanks: list[pikepdf.Page] = []
    for number, part in enumerate(assembly.parts, start=1):
        check()
        if assembly.duplex and len(pdf.pages) % 2:
            blanks.append(insert_blank_page(pdf, len(pdf.pages)))
        likeness = _likeness(number, part, assembly)
        lifted, source = _lifted.pop(likeness) if likeness in _lifted else _lift(number, part, assembly)
        with source:
            parts.append(transplant(lifted, pdf, structure, part.title, f"p{number}"))
    return parts, blanks


def _prepend_contents(
    assembly: Assembly,
    contents: ContentsPage,
    pdf: pikepdf.Pdf,
    structure: StructureTree,
    parts: Sequence[Transplant],
    blanks: list[pikepdf.Page],
) -> OutlineItem:
    """Draw the table of contents before the pages that are there, and return its outline item."""
    front = contents_page_count(contents, len(parts) + len(assembly.elsewhere))
    if assembly.duplex and front % 2:
        front += 1
        blanks.append(insert_blank_page(pdf, 0))
    rows = [
        ContentsRow(part.title, part.number, front + brought.position + 1, brought.pages[0].obj)
        for part, brought in zip(assembly.parts, parts, strict=True)
    ]
    first = draw_contents(pdf, structure, contents, [*rows, *assembly.elsewhere])
    return OutlineItem(contents.title, ("/Dest", top_of(first)), opened=False)
