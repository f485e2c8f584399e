"""An archive of what would be attached to an e-mail, for what is delivered otherwise."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from generator.delivery.message import Message
from generator.inputs.campaign import LETTER

_UNIX = 3
_READABLE = 0o100644 << 16


def as_zip(message: Message) -> bytes:
    """Return a ZIP of the attachments and of the letter as courriel.txt, the same bytes for the same message.

    Names with accents are in UTF-8 and say so, as Windows needs; the letter has a byte order mark and Windows line
    ends, so that any editor there shows it right.
    """
    letter = message.letter.text.replace("\n", "\r\n").encode("utf-8-sig")
    return zipped((*((file.name, file.data) for file in message.attachments), (LETTER, letter)))


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a ZIP of files by name, the same bytes for the same files; entries are dated 1980-01-01."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name)  # its date is the earliest that the format knows
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, compresslevel=6)
    return stream.getvalue()
