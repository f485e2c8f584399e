"""The tracked changes of a printed redline, said to who does not see their colours: tags, words, contrast."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Object, Operator, String

from generator.pdf.printedtext import Codes, read_codes
from generator.pdf.trees import number_items

#: A marked content: object and generation number of its page, MCID.
Place = tuple[tuple[int, int], int]


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
    reader = _Reader({})
    for page in pdf.pages:
        page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(list(reader.read(page))))
    root = pdf.Root.StructTreeRoot
    parents = dict(number_items(root.get("/ParentTree")))
    return sum(_tag(pdf, element, reader, parents) for element in _elements(root))


class _Reader:
    """Reads the changed words of pages: the kind and the letters of each marked content that is a change."""

    def __init__(self, fonts: dict[tuple[int, int], Codes]) -> None:
        self._fonts = fonts
        self.kinds: dict[Place, _Kind] = {}
        self.letters: dict[Place, str] = {}

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
                    self._note((page.obj.objgen, mcid), _KINDS[colour], self._decoded(font, operands[0]))
            yield instruction

    def _note(self, place: Place, kind: _Kind, letters: str) -> None:
        self.kinds[place] = kind
        self.letters[place] = self.letters.get(place, "") + letters

    def _decoded(self, font: Object, shown: Object) -> str:
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = read_codes(font)
        strings = shown if isinstance(shown, Array) else [shown]
        return self._fonts[font.objgen].letters(b"".join(bytes(part) for part in strings if isinstance(part, String)))


def _mcid(operands: list[Object]) -> int | None:
    properties = operands[1] if len(operands) > 1 else None
    return int(properties.MCID) if isinstance(properties, Dictionary) and "/MCID" in properties else None


def _elements(root: Object) -> list[Object]:
    """Return the elements of the tree as it is now."""
    found = [root]
    for element in found:  # which grows on the way
        found.extend(kid for kid in _kids(element) if isinstance(kid, Dictionary) and "/S" in kid)
    return found[1:]


def _kids(element: Object) -> list[Object]:
    kids = element.get("/K")
    return list(kids) if isinstance(kids, Array) else [] if kids is None else [kids]


def _tag(pdf: pikepdf.Pdf, element: Object, reader: _Reader, parents: dict[int, Object]) -> int:
    """Put the changed words of one element in Spans, and return how many Spans."""
    kids, count = Array(), 0
    for kind, members in groupby(_kids(element), lambda kid: reader.kinds.get(_place(kid, element))):
        stretch = list(members)
        if kind is None:
            kids.extend(stretch)
            continue
        words = "".join(reader.letters[_place(kid, element)] for kid in stretch).split()
        span = pdf.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name.Span,
                P=element,
                K=Array(stretch),
                A=Dictionary(O=Name.Layout, TextDecorationType=kind.decoration),
                ActualText=String(f"[{kind.said}\u00a0: {' '.join(words)}] "),
            )
        )
        if "/Pg" in element:
            span.Pg = element.Pg
        for kid in stretch:
            parents[int(_page_of(kid, element).StructParents)][_place(kid, element)[1]] = span
        kids.append(span)
        count += 1
    if count:
        element.K = kids
    return count


def _page_of(kid: Object, element: Object) -> Object:
    return kid.Pg if isinstance(kid, Dictionary) and "/Pg" in kid else element.Pg


def _place(kid: Object, element: Object) -> Place:
    """Return which marked content a kid of an element is; a place that does not exist for any other kid."""
    if isinstance(kid, int):
        return element.Pg.objgen, kid
    if isinstance(kid, Dictionary) and kid.get("/Type") == "/MCR":
        return _page_of(kid, element).objgen, int(kid.MCID)
    return (0, 0), -1
