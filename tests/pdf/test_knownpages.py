"""Pages are known again whatever merging did to how they are written."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from generator.pdf.knownpages import page_digests


def _written(*contents: bytes, compressed: bool) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    for content in contents:
        pdf.add_blank_page().Contents = pdf.make_stream(content)
    file = BytesIO()
    pdf.save(file, compress_streams=compressed)
    return pikepdf.open(file)


def test_a_page_that_draws_nothing_is_known_again_compressed_or_not() -> None:
    """An empty stream says nothing else by its filter; one that draws may."""
    (first, drawn), (second, _) = (page_digests(_written(b"", b"n", compressed=choice)) for choice in (True, False))
    assert first == second
    assert first != drawn
