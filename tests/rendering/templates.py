"""Tiny templates, built with python-docx, and what comes out of them."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping
from typing import Any

from docx import Document

from generator.rendering.fields import Fields
from generator.rendering.rendering import Renderer
from generator.rendering.templates import Templates
from tests.edits import packed

DATE = datetime.datetime(2025, 2, 24, tzinfo=datetime.UTC)


def template(*paragraphs: str, header: str = "", footer: str = "", title: str = "") -> bytes:
    """Return a DOCX with these paragraphs, header, footer and title."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.sections[0].header.paragraphs[0].text = header
    document.sections[0].footer.paragraphs[0].text = footer
    document.core_properties.title = title
    return packed(document)


def context(**values: Any) -> dict[str, Any]:
    """Return a context whose ``commune`` has these values."""
    return {"commune": Fields("commune", {"nom": "Haveluy", "tncc": 1} | values), "numero": "N-1"}


def render(
    template: bytes, values: Mapping[str, Any] | None = None, logo: bytes | None = None, logo_text: str = ""
) -> bytes:
    """Render one template as « modele.docx » for Haveluy."""
    renderer = Renderer(Templates((("x", "modele.docx", template),), DATE, logo, logo_text))
    return renderer.render("x", context() if values is None else values, "Haveluy")


def texts(docx: bytes) -> list[str]:
    """Return the paragraphs of a DOCX."""
    return [paragraph.text for paragraph in Document(io.BytesIO(docx)).paragraphs]


def printed(expression: str, values: Mapping[str, Any] | None = None) -> str:
    """Return what one paragraph of template gives."""
    (text,) = texts(render(template(expression), values))
    return text
