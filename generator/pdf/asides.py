"""Footnotes and text boxes as PDF/UA wants them: what the engines leave out or say otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, String

from generator.pdf.printedtext import Codes, Fonts, plain
from generator.pdf.structure import Content, content_of_kid, elements
from generator.pdf.trees import listed, name_items, name_tree, number_items, number_tree
from generator.word.shown import Shown

_BOX = "Zone de texte"


@dataclass(slots=True)
class _Block:
    """A marked content of a page: where it begins among the instructions, its MCID if it has one, its letters."""

    position: int
    artifact: bool
    number: int | None
    letters: str = ""


def complete_asides(pdf: pikepdf.Pdf, shown: Shown) -> None:
    """Tag the notes and the text boxes of a printed document, whichever engine printed it.

    The embedded engine draws notes and boxes as artifacts, and a box with an alternative as a figure; LibreOffice
    gives notes no identifier (PDF/UA-1, 7.9), attaches the link from a note's mark back to its call to no element
    (7.18.5), and draws the outline of a box as a figure without alternative (7.3).
    """
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None or not (shown.notes or shown.boxes):
        return
    letters = _tag_artifacts(pdf, tree, shown)
    _identify(pdf, tree)
    for figure in [element for element in elements(tree) if element.get("/S") == Name.Figure]:
        places = (content_of_kid(kid, figure) for kid in listed(figure.get("/K")))
        if any(letters.get(place) for place in places if place):
            figure.S = Name.P
            if "/Alt" in figure:
                del figure.Alt
        elif "/Alt" not in figure:
            figure.Alt = String(_BOX)


def _tag_artifacts(pdf: pikepdf.Pdf, tree: pikepdf.Object, shown: Shown) -> dict[Content, str]:
    """Tag the artifacts that say what notes or boxes say; return the letters of every tagged content."""
    wanted = [(Name.Note, plain(f"{rank}{note}")) for rank, note in enumerate(shown.notes, 1)]
    wanted += [(Name.P, plain(box)) for box in shown.boxes]
    parents = dict(number_items(tree.ParentTree))
    letters: dict[Content, str] = {}
    fonts = Fonts()
    for page in pdf.pages:
        instructions = list(pikepdf.parse_content_stream(page))
        blocks = list(_blocks(page, instructions, fonts))
        for kind, text in list(wanted):
            found = _stretch([block for block in blocks if block.artifact], text)
            if found:
                wanted.remove((kind, text))
                before = [block.number for block in blocks[: blocks.index(found[0])] if block.number is not None]
                owners = parents[int(page.obj.StructParents)]
                element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=kind, Pg=page.obj, K=Array()))
                _place(element, owners[before[-1]] if before else tree)
                for block in found:
                    element.K.append(len(owners))
                    mark = ContentStreamInstruction([kind, Dictionary(MCID=len(owners))], Operator("BDC"))
                    instructions[block.position] = mark
                    block.artifact, block.number = False, len(owners)
                    owners.append(element)
                page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
        letters |= {
            (page.obj.objgen, block.number): plain(block.letters) for block in blocks if block.number is not None
        }
    tree.ParentTree = pdf.make_indirect(number_tree(parents.items()))
    return letters


def _place(element: pikepdf.Object, before: pikepdf.Object) -> None:
    """Put a new element after another, or at the end of the document when that one is the root."""
    if "/P" not in before:
        parent = listed(before.K)[0]
        parent.K.append(element)
    else:
        parent = before.P
        kids = listed(parent.K)
        at = next(at for at, kid in enumerate(kids) if isinstance(kid, Dictionary) and kid.objgen == before.objgen)
        parent.K = Array([*kids[: at + 1], element, *kids[at + 1 :]])
    element.P = parent


def _blocks(
    page: pikepdf.Page, instructions: list[ContentStreamInstruction | pikepdf.ContentStreamInlineImage], fonts: Fonts
) -> Iterator[_Block]:
    """Yield the marked contents of a page that are in no other."""
    codes, depth = Codes("latin-1"), 0
    block: _Block | None = None
    for position, instruction in enumerate(instructions):
        operator, operands = str(instruction.operator), instruction.operands
        if operator in ("BMC", "BDC"):
            depth += 1
            if depth == 1:
                given = operands[1] if operator == "BDC" else None
                number = given.get("/MCID") if isinstance(given, Dictionary) else None
                block = _Block(position, operands[0] == Name.Artifact, None if number is None else int(number))
        elif operator == "EMC":
            depth -= 1
            if depth == 0 and block is not None:
                yield block
                block = None
        elif operator == "Tf":
            codes = fonts.codes(page.resources.Font[str(operands[0])])
        elif operator in ("Tj", "TJ") and block is not None:
            block.letters += codes.drawn(operands[0])


def _stretch(blocks: list[_Block], wanted: str) -> list[_Block]:
    """Return the blocks that follow one another and say just what is wanted, none when none do."""
    for first in range(len(blocks)):
        said = ""
        for last in range(first, len(blocks)):
            said += plain(blocks[last].letters)
            if said == wanted:
                return blocks[first : last + 1]
            if not wanted.startswith(said):
                break
    return []


def _identify(pdf: pikepdf.Pdf, tree: pikepdf.Object) -> None:
    """Give each note an identifier, and take away the links that no element claims."""
    known = list(name_items(tree.get("/IDTree")))
    notes = [element for element in elements(tree) if element.get("/S") == Name.Note and "/ID" not in element]
    for number, note in enumerate(sorted(notes, key=lambda note: note.objgen), len(known) + 1):
        note.ID = String(f"note {number:04d}")
        known.append((bytes(note.ID), note))
    if known:
        tree.IDTree = pdf.make_indirect(name_tree(known))
    for page in pdf.pages:
        links = page.obj.get("/Annots", Array()).as_list()
        kept = [link for link in links if "/StructParent" in link or link.get("/Subtype") != Name.Link]
        if len(kept) < len(links):
            page.obj.Annots = Array(kept)
