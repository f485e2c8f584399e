"""The tracked changes of a printed redline, said to who does not see their colours: tags, words, contrast."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Object, Operator, String

from generator.pdf.printedtext import Fonts
from generator.pdf.structure import Content, content_of_kid, elements
from generator.pdf.trees import listed, number_items


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of change: how it is said, and how it is drawn (ISO 32000-1, 14.8.5.4.4)."""

    said: str
    decoration: Name


_RED = (1.0, 0.0, 0.0)
#: The kinds by the colours in which the library prints them.
_KINDS: dict[tuple[float, ...], _Kind] = {
    _RED: _Kind("supprimé", Name.LineThrough),
    (0.0, 0.0, 1.0): _Kind("ajouté", Name.Underline),
}
#: Contrast with white 6.5 instead of 4.0, where 4.5 is asked for (WCAG 2.1, 1.4.3).
_DARK_RED = (0.75, 0.0, 0.0)


def tag_changes(pdf: pikepdf.Pdf) -> int:
    """Put each stretch of changed words of a printed redline in a Span of its own, and return how many there are.

    The Span says that the text is struck through or underlined, and its /ActualText is « [supprimé : 30 juin 2026] »,
    so that a screen reader does not run the two versions together. What is deleted becomes a darker red. Text that
    is no change must not have the library's colours of changes.
    """
    reader = _Reader()
    for page in pdf.pages:
        page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(list(reader.read(page))))
    root = pdf.Root.StructTreeRoot
    parents = dict(number_items(root.get("/ParentTree")))
    return sum(_tag(pdf, element, reader, parents) for element in list(elements(root)))


class _Reader:
    """Reads the changed words of pages: the kind and the letters of each marked content that is a change."""

    def __init__(self) -> None:
        self._fonts = Fonts()
        self.kinds: dict[Content | None, _Kind] = {}
        self.letters: dict[Content | None, str] = {}

    def read(self, page: pikepdf.Page) -> Iterator[ContentStreamInstruction | pikepdf.ContentStreamInlineImage]:
        """Read a page, and yield its instructions with the red ones darkened."""
        colour: tuple[float, ...] = ()
        saved: list[tuple[float, ...]] = []
        marks: list[int | None] = []
        font: Object | None = None
        for instruction in pikepdf.parse_content_stream(page):
            operator, operands = str(instruction.operator), list(instruction.operands)
            if operator == "q":
                saved.append(colour)
            elif operator == "Q":
                colour = saved.pop() if saved else ()
            elif operator in ("BDC", "BMC"):
                marks.append(_mcid(operands))
            elif operator == "EMC":
                marks.pop()
            elif operator == "Tf":
                font = page.resources.Font[str(operands[0])]
            elif operator in ("rg", "RG"):
                said = tuple(float(operand) for operand in operands)
                colour = said if operator == "rg" else colour
                if said == _RED:
                    yield ContentStreamInstruction(_DARK_RED, Operator(operator))
                    continue
            elif operator in ("Tj", "TJ") and colour in _KINDS and font is not None and marks:
                mcid = marks[-1]
                if mcid is not None:
                    self._note((page.obj.objgen, mcid), _KINDS[colour], self._fonts.codes(font).drawn(operands[0]))
            yield instruction

    def _note(self, place: Content, kind: _Kind, letters: str) -> None:
        self.kinds[place] = kind
        self.letters[place] = self.letters.get(place, "") + letters


def _mcid(operands: list[Object]) -> int | None:
    properties = operands[1] if len(operands) > 1 else None
    return int(properties.MCID) if isinstance(properties, Dictionary) and "/MCID" in properties else None


def _tag(pdf: pikepdf.Pdf, element: Object, reader: _Reader, parents: dict[int, Object]) -> int:
    """Put the changed words of one element in Spans, and return how many Spans."""
    kids, count = Array(), 0
    claimed = ((kid, content_of_kid(kid, element)) for kid in listed(element.get("/K")))
    for kind, members in groupby(claimed, lambda claim: reader.kinds.get(claim[1])):
        stretch = list(members)
        if kind is None:
            kids.extend([kid for kid, _ in stretch])
            continue
        words = "".join(reader.letters[place] for _, place in stretch).split()
        span = pdf.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name.Span,
                P=element,
                K=Array([kid for kid, _ in stretch]),
                A=Dictionary(O=Name.Layout, TextDecorationType=kind.decoration),
                ActualText=String(f"[{kind.said}\u00a0: {' '.join(words)}] "),
            )
        )
        if "/Pg" in element:
            span.Pg = element.Pg
        for page, number in filter(None, (place for _, place in stretch)):
            parents[int(pdf.get_object(page).StructParents)][number] = span
        kids.append(span)
        count += 1
    if count:
        element.K = kids
    return count
