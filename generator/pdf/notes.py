"""Footnotes as PDF/UA wants them: what LibreOffice leaves out."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Name, String

from generator.pdf.structure import elements
from generator.pdf.trees import name_items, name_tree


def complete_notes(pdf: pikepdf.Pdf) -> None:
    """Give each note an identifier (PDF/UA-1, 7.9), and remove the links from a note's mark back to its call.

    LibreOffice draws these links and attaches them to no element (7.18.5); those from the call to the note stay.
    """
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None:
        return
    known = list(name_items(tree.get("/IDTree")))
    notes = [element for element in elements(tree) if element.get("/S") == Name.Note and "/ID" not in element]
    if not notes:
        return
    for number, note in enumerate(sorted(notes, key=lambda note: note.objgen), len(known) + 1):
        note.ID = String(f"note {number}")
        known.append((bytes(note.ID), note))
    tree.IDTree = pdf.make_indirect(name_tree(known))
    for page in pdf.pages:
        links = page.obj.get("/Annots", Array()).as_list()
        kept = [link for link in links if "/StructParent" in link or link.get("/Subtype") != Name.Link]
        if len(kept) < len(links):
            page.obj.Annots = Array(kept)
