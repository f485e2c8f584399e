"""Pictures that the program draws, in rendered documents: their bytes, their size, their words."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from generator.rendering.fields import Fields
from generator.rendering.pictures import Picture, with_pictures
from generator.rendering.rendering import Renderer
from generator.rendering.templates import Templates
from tests.rendering.templates import DATE, context, template

EMU = 914400  # in an inch


def png(width: int, height: int, shade: int = 0) -> bytes:
    """Return a grey picture at 300 dots an inch."""
    stream = io.BytesIO()
    Image.new("L", (width, height), shade).save(stream, "PNG", dpi=(300, 300))
    return stream.getvalue()


def rendered(pictures: Sequence[Picture], logo: bytes | None = None, *, printing: bool = True) -> bytes:
    """Render a template that prints pictures one by one, under a logo when there is one."""
    loop = ("{%p for one in pictures %}", "{{ one.image }}", "{%p endfor %}") if printing else ("Rien",)
    source = template(*(["{{ logo }}"] if logo else []), *loop)
    renderer = Renderer(Templates((("x", "modele.docx", source),), DATE, logo, "Le logo"))
    values = context() | {"pictures": [Fields("one", {"image": picture}) for picture in pictures]}
    return with_pictures(renderer.render("x", values, "Haveluy"), pictures)


def inlines(docx: bytes) -> list[tuple[Any, bytes]]:
    """Return the pictures of a document in order: where they stand, and their bytes."""
    document = Document(io.BytesIO(docx))
    found = []
    for inline in document.element.body.iter(qn("wp:inline")):
        (blip,) = inline.iter(qn("a:blip"))
        found.append((inline, document.part.related_parts[blip.get(qn("r:embed"))].blob))
    return found


def words(inline: Any) -> str:
    (properties,) = inline.iter(qn("wp:docPr"))
    return str(properties.get("descr"))


def test_each_picture_has_its_bytes_and_its_words() -> None:
    """In the order in which the template prints them."""
    pictures = [Picture(png(30, 20, shade), f"Image {shade}", f"La teinte {shade}") for shade in (0, 200)]
    found = inlines(rendered(pictures))
    assert [(data, words(inline)) for inline, data in found] == [(one.png, one.text) for one in pictures]


def test_a_picture_is_printed_at_its_own_size() -> None:
    """300 dots are an inch, and no room is kept around: a picture as wide as the text does not leave it."""
    ((inline, _),) = inlines(rendered([Picture(png(600, 150), "Image", "Une image")]))
    extent = inline.find(qn("wp:extent"))
    assert (int(extent.get("cx")), int(extent.get("cy"))) == (2 * EMU, EMU // 2)
    assert [inline.get(side) for side in ("distT", "distB", "distL", "distR")] == ["0"] * 4


def test_words_are_text_whatever_their_signs() -> None:
    """Signs of XML and of tags stay signs."""
    said = 'Plus grand : « Ham & Fils » <12> "x" {{ y }}'
    ((inline, _),) = inlines(rendered([Picture(png(3, 2), "Image", said)]))
    assert words(inline) == said


def test_the_logo_keeps_its_own_bytes() -> None:
    """It is embedded by the renderer already; the pictures come after it."""
    logo, drawn = png(40, 10, 90), Picture(png(3, 2), "Image", "Une image")
    assert [data for _, data in inlines(rendered([drawn], logo))] == [logo, drawn.png]


def test_a_picture_that_the_template_does_not_print_is_not_in_the_document() -> None:
    """Nothing is added to what the template says."""
    docx = rendered([Picture(png(3, 2), "Image", "Une image")], printing=False)
    assert inlines(docx) == []
    assert not any(part.content_type == "image/png" for part in Document(io.BytesIO(docx)).part.package.iter_parts())


def test_the_same_pictures_give_the_same_bytes() -> None:
    """The dates inside the package are fixed."""
    prints = {hashlib.sha256(rendered([Picture(png(30, 20), "Image", "Une image")])).hexdigest() for _ in range(2)}
    assert len(prints) == 1
