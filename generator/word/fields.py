"""Word's fields, which show what they compute: their codes, and the texts that they last showed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from generator.word.package import WORD
from generator.word.styles import value


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its code, the elements where it begins and ends, the ``texts`` that it shows.

    It is ``whole`` unless it lacks an end or a beginning.
    """

    code: str
    element: etree._Element
    end: etree._Element
    texts: tuple[etree._Element, ...] = ()
    whole: bool = True

    @property
    def words(self) -> list[str]:
        """The words of the code, those between quotes as one, with their quotes."""
        return re.findall(r'"[^"]*"|\S+', self.code)

    @property
    def kind(self) -> str:
        """The first word of the code, in capitals; « = » for a formula."""
        first = self.words[0].upper() if self.words else ""
        return "=" if first.startswith("=") else first


class _Begun:
    """A field that has no end yet, and whether what follows is shown."""

    def __init__(self, element: etree._Element) -> None:
        self.element, self.code, self.texts, self.shows = element, "", list[etree._Element](), False

    def ended(self, end: etree._Element, *, whole: bool = True) -> Field:
        return Field(self.code.strip(), self.element, end, tuple(self.texts), whole)


def read_fields(part: etree._Element) -> Iterator[Field]:
    """Yield the fields of a part, those inside others too (ISO/IEC 29500-1, 17.16).

    One run may hold the whole of a field, and more: what matters is the order of what runs hold.
    """
    opened: list[_Begun] = []
    for element in part.iter(WORD + "fldSimple", WORD + "fldChar", WORD + "instrText", WORD + "t"):
        kind = value(element, "fldCharType")
        if element.tag == WORD + "fldSimple":
            yield Field(value(element, "instr").strip(), element, element, tuple(element.iter(WORD + "t")))
        elif element.tag == WORD + "t":
            for field in opened:
                field.texts += [element] if field.shows else []
        elif element.tag == WORD + "instrText" and opened:
            opened[-1].code += element.text or ""
        elif element.tag == WORD + "instrText":
            yield Field((element.text or "").strip(), element, element, whole=False)
        elif kind == "begin":
            opened.append(_Begun(element))
        elif kind == "separate" and opened:
            opened[-1].shows = True
        elif kind == "end":
            yield opened.pop().ended(element) if opened else Field("", element, element, whole=False)
    for field in opened:
        yield field.ended(field.element, whole=False)
