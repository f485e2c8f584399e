"""The faces that a PDF is printed in, by the fonts that it describes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary


def font_descriptors(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield what describes each font of a PDF."""
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == "/FontDescriptor":
            yield item


def printed_faces(pdf: pikepdf.Pdf) -> set[str]:
    """Return the faces of a PDF by the names that it gives their fonts, without the mark of a subset."""
    names = (str(descriptor.get("/FontName", "")).lstrip("/") for descriptor in font_descriptors(pdf))
    return {re.sub(r"^[A-Z]{6}\+", "", name) for name in names}
