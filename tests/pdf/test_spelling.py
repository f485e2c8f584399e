"""Objects read from the streams that hold them are spelt as qpdf spells them, or else qpdf is asked for them."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf

from generator.pdf.spelling import Spelling
from tests.cases import cases

#: A file without pages to speak of: its catalogue, its pages, and one object more.
OBJECTS = (b"<< /Pages 2 0 R /Type /Catalog >>", b"<< /Count 0 /Kids [ ] /Type /Pages >>")


def small(last: bytes) -> bytes:
    """Write a file whose objects, of which one is given, all stand in one stream of objects."""
    bodies = [*OBJECTS, last]
    starts = [sum(len(body) + 1 for body in bodies[:rank]) for rank in range(len(bodies))]
    header = b" ".join(b"%d %d" % (number, start) for number, start in enumerate(starts, 1)) + b"\n"
    held = header + b"".join(body + b"\n" for body in bodies)
    written = b"%PDF-1.7\n"
    places = [(0, 0, 0), *((2, 4, rank) for rank in range(len(bodies))), (1, len(written), 0)]
    written += b"4 0 obj\n<< /Type /ObjStm /N %d /First %d /Length %d >>\nstream\n%bendstream\nendobj\n" % (
        len(bodies),
        len(header),
        len(held),
        held,
    )
    places.append((1, len(written), 0))
    table = b"".join(bytes([kind]) + place.to_bytes(4, "big") + bytes([rank]) for kind, place, rank in places)
    start = len(written)
    written += b"5 0 obj\n<< /Type /XRef /Size %d /W [ 1 4 1 ] /Root 1 0 R /Length %d >>\nstream\n%b\nendstream\n" % (
        len(places),
        len(table),
        table,
    )
    return written + b"endobj\nstartxref\n%d\n%%%%EOF\n" % start


def is_read(data: bytes, number: int = 3) -> bool:
    """Tell whether an object is read from the file: what it is changed into in memory is not seen."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        before = Spelling(pdf).of(number)
        pdf.get_object((number, 0)).Changed = True
        return Spelling(pdf, data).of(number) == before


def test_all_objects_are_spelt_as_qpdf_does(recueil: Path) -> None:
    """Every one of a recueil, which are read from its streams."""
    data = recueil.read_bytes()
    with pikepdf.open(recueil) as pdf:
        numbers = [one.objgen[0] for one in pdf.objects if not isinstance(one, pikepdf.Stream)]
        read, asked = Spelling(pdf, data), Spelling(pdf)
        assert {one: read.of(one) for one in numbers} == {one: asked.of(one) for one in numbers}
        element = pdf.Root.StructTreeRoot.K[0].objgen[0]
    assert is_read(data, element)


def test_a_small_file_is_read() -> None:
    """As those that follow would be if nothing was unusual in them."""
    assert is_read(small(b"<< /S /P >>"))


@cases("last", b"<< /#53 /P >>", b"<< /S /#50 >>", b"<< /S /P %\n>>", ids=["key", "name", "comment"])
def test_what_is_read_otherwise_than_it_is_spelt_is_asked(last: bytes) -> None:
    """Letters by their codes, and comments: qpdf reads the same as in the small file."""
    data = small(last)
    assert not is_read(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert Spelling(pdf, data).of(3) == b"<< /S /P >>"


def test_a_file_that_was_added_to_is_asked() -> None:
    """What was added at its end takes the place of what stands in the stream."""
    data = small(b"<< /S /P >>")
    start = data.rindex(b"startxref\n") + len(b"startxref\n")
    before, place = int(data[start:].split()[0]), len(data)
    data += b"3 0 obj\n<< /S /H1 >>\nendobj\n"
    table = len(data)
    data += b"xref\n3 1\n%010d 00000 n \ntrailer\n<< /Size 6 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        place,
        before,
        table,
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert Spelling(pdf, data).of(3) == b"<< /S /H1 >>"
    assert not is_read(data)
