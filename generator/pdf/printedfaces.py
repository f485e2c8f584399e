"""The faces that a PDF is printed in, by the fonts that it describes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pikepdf
from pikepdf import Dictionary


def font_descriptors(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield what describes each font of a PDF."""
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == "/FontDescriptor":
            yield item


def printed_faces(descriptors: Iterable[pikepdf.Object]) -> set[str]:
    """Return the faces that fonts are of, by the names that descriptors give them, without the mark of a subset."""
    names = (str(descriptor.get("/FontName", "")).lstrip("/") for descriptor in descriptors)
    return {re.sub(r"^[A-Z]{6}\+", "", name) for name in names}
