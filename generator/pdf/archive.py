"""A PDF for keeping: the same bytes for the same content."""

from __future__ import annotations

import io

import pikepdf

from generator.pdf.foreign import is_signed
from generator.pdf.metadata import Description, describe, is_described
from generator.pdf.opening import DAMAGE

# Header of an ICC profile (ICC.1, 7.2): creation date, and profile ID (an MD5 that covers other fields).
_ICC_DATE = slice(24, 36)
_ICC_PROFILE_ID = slice(84, 100)
_ICC_FIXED_DATE = b"".join(value.to_bytes(2, "big") for value in (2000, 1, 1, 0, 0, 0))

# A stream whose last byte is a carriage return, before the line feed that ends it, is read by some validators as one
# byte shorter than its /Length. A lone carriage return is as good an end of line there (ISO 32000-1, 7.3.8.1).
_AMBIGUOUS_END, _PLAIN_END = b"\r\nendstream", b"\r\rendstream"


def archive(pdf: pikepdf.Pdf, description: Description) -> bytes:
    """Return the file of ``pdf`` with ``description``, byte for byte the same at every run.

    ``pdf`` is changed and should not be used afterwards.
    """
    describe(pdf, description)
    for key in ("/ID", "/DocChecksum"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    _fix_colour_profile_dates(pdf)
    written = io.BytesIO()
    pdf.save(
        written,
        min_version="1.7",
        fix_metadata_version=False,  # the packet stays as it was written: it names no version
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
    )
    return plainly_ended(written.getvalue())


def is_archive(data: bytes) -> bool:
    """Tell whether a file is a PDF that was made here, to which nobody added anything, least of all a signature."""
    if data.count(b"startxref") != 1:  # each addition has one of its own (ISO 32000-1, 7.5.6)
        return False
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return is_described(pdf) and not is_signed(pdf)
    except DAMAGE:
        return False


def plainly_ended(written: bytes) -> bytes:
    """Return a file whose streams end where every reader sees that they do."""
    return written.replace(_AMBIGUOUS_END, _PLAIN_END)


def _fix_colour_profile_dates(pdf: pikepdf.Pdf) -> None:
    """LibreOffice writes the moment of printing into the colour profile."""
    for intent in pdf.Root.get("/OutputIntents", pikepdf.Array()):
        stream = intent.get("/DestOutputProfile")
        if stream is None:
            continue
        profile = bytearray(stream.read_bytes())
        if not any(profile[_ICC_PROFILE_ID]):
            profile[_ICC_DATE] = _ICC_FIXED_DATE
            stream.write(bytes(profile))
