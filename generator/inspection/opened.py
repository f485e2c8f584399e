"""A template that was opened, as every check looks at it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from generator.inspection.shapes import Shape
from generator.word.numbering import Lists
from generator.word.package import WORD, Package
from generator.word.paragraphs import Flow, Paragraph
from generator.word.parts import read_flows
from generator.word.properties import read_properties
from generator.word.styles import Styles


class Opened:
    """A template: its bytes, its parts, what its styles say and its lists count, and what its tags may name.

    ``texts`` are the parts that bear text, the body first, and ``properties`` those of the file; ``engine`` is the
    choice of the one that prints.
    """

    def __init__(self, docx: bytes, package: Package, shapes: Mapping[str, Shape], engine: str) -> None:
        self.docx = docx
        self.package = package
        self.shapes = shapes
        self.engine = engine
        self.styles = Styles(package)
        self.lists = Lists(package, self.styles)
        self.texts = read_flows(package, self.styles)
        self.properties = list(read_properties(package))

    @property
    def body(self) -> Flow:
        """The body of the document."""
        return self.texts[0]

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs of all texts."""
        return (paragraph for text in self.texts for paragraph in text.paragraphs)

    @property
    def sections(self) -> list[etree._Element]:
        """What says the pages of each section."""
        return list(self.package.document.iter(WORD + "sectPr"))

    def root(self, text: Flow) -> etree._Element:
        """Return the root of a part that bears text."""
        return self.package.parts[text.part]

    def elements(self, *tags: str) -> Iterator[tuple[Flow, etree._Element]]:
        """Yield the elements of some tags in all texts, each with the text that it stands in."""
        return ((text, element) for text in self.texts for element in self.root(text).iter(*tags))
