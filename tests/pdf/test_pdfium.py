"""PDFium is asked by one thread of a process at a time: by two at once, it ends the process."""

from __future__ import annotations

import subprocess
import sys

_ALL_AT_ONCE = """
import io
from concurrent.futures import ThreadPoolExecutor
import pikepdf
from generator.papers.portable import draw_page
from generator.pdf.pictures import draw_page as drawn, draw_pages, page_count
from generator.pdf.seen import read_pages, read_texts

pdf = pikepdf.new()
for _ in range(20):
    page = pdf.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    page.Contents = pdf.make_stream(b"BT /F 12 Tf 72 700 Td (Conseil municipal) Tj ET" * 40)
stream = io.BytesIO()
pdf.save(stream)
written = stream.getvalue()
alone = pikepdf.new()
alone.pages.append(pdf.pages[0])
stream = io.BytesIO()
alone.save(stream)
one = stream.getvalue()
ways = (
    lambda rank: len(read_texts(written)),
    lambda rank: len(read_pages(written, "acte.pdf")),
    lambda rank: len(draw_pages(one)),
    lambda rank: drawn(one, 1, 200) and page_count(written),
    lambda rank: draw_page(one, 1).size[0],
)
with ThreadPoolExecutor(len(ways)) as threads:
    asked = [threads.submit(way, rank) for rank in range(8) for way in ways]
    print(len([one.result() for one in asked]))
"""


def test_threads_take_turns() -> None:
    """Pages are read, verified and drawn at once, as when the page in the browser shows one while a run verifies."""
    done = subprocess.run(
        [sys.executable, "-c", _ALL_AT_ONCE], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout) == (0, "40\n"), done.stderr[-2000:]
