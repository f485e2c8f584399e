"""Pictures that the program draws, printed by templates as the logo is, with their alternative text."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.image.image import Image
from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docxtpl import InlineImage

from generator.word.packaging import dated

#: The distances between a picture and the text around it: what is left out is not zero to LibreOffice.
SIDES = ("distT", "distB", "distL", "distR")
# What InlineImage writes around a picture: it leaves the text of the tag and comes back to it.
_OPENING = "</w:t></w:r><w:r><w:drawing>"
_CLOSING = '</w:drawing></w:r><w:r><w:t xml:space="preserve">'


class Picture(InlineImage):  # type: ignore[misc]  # docxtpl publishes no types
    """A PNG in its own size, by its dots an inch; ``text`` says what it shows (PDF/UA-1, 7.3).

    A context is made before there is a document to hold the bytes: the picture has its place, and ``with_pictures``
    puts the bytes there. ``name`` tells it from the other pictures of the document.
    """

    def __init__(self, png: bytes, name: str, text: str) -> None:
        super().__init__(None, None)
        self.png, self.name, self.text = png, name, text

    def _insert_image(self) -> str:
        """Return the drawing in the XML of a run, without its bytes."""
        image = Image.from_blob(self.png)
        inline = CT_Inline.new_pic_inline(1, "", self.name, image.width, image.height)
        for side in SIDES:
            inline.set(side, "0")
        (properties,) = inline.iter(qn("wp:docPr"))
        properties.set("name", self.name)
        properties.set("descr", self.text)
        for blip in inline.iter(qn("a:blip")):
            del blip.attrib[qn("r:embed")]
        return f"{_OPENING}{inline.xml}{_CLOSING}"


def with_pictures(docx: bytes, pictures: Sequence[Picture]) -> bytes:
    """Return a rendered document with the bytes of the pictures that its template printed."""
    contents = {picture.name: picture.png for picture in pictures}
    document = Document(io.BytesIO(docx))
    for inline in document.element.iter(qn("wp:inline")):
        (properties,) = inline.iter(qn("wp:docPr"))
        for blip in inline.iter(qn("a:blip")):
            if qn("r:embed") not in blip.attrib:
                name, _ = document.part.get_or_add_image(io.BytesIO(contents[properties.get("name")]))
                blip.set(qn("r:embed"), name)
    stream = io.BytesIO()
    document.save(stream)
    return dated(stream.getvalue())
