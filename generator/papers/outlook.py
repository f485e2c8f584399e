"""A message as Outlook saves it (.msg): its attachments, those of the messages that it forwards too.

Source: [MS-OXMSG], Outlook Item (.msg) File Format, and the properties that [MS-OXPROPS] names.
"""

from __future__ import annotations

import olefile

from generator.errors import UnreadableError
from generator.papers.enclosed import Enclosure, Room, shown_name
from generator.papers.mails import LOGO, SMALL_PICTURE, with_body

_STREAM = "__substg1.0_"
_CONTENT = _STREAM + "37010102"
#: The long name, the short one, each in Unicode or in the letters of one country.
_NAMES = (("3707001F", "utf-16-le"), ("3707001E", "cp1252"), ("3704001F", "utf-16-le"), ("3704001E", "cp1252"))
#: The body as plain text, likewise.
_BODIES = (("1000001F", "utf-16-le"), ("1000001E", "cp1252"))
_SHOWN_IN_TEXT = ("3712001F", "3712001E")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp")


def open_outlook(data: bytes, room: Room) -> list[Enclosure] | None:
    """Return the attachments of a message, or its body where it is an act; None when the bytes are none.

    Raises UnreadableError when it holds neither.
    """
    if not data.startswith(olefile.MAGIC) or _STREAM.encode("utf-16-le") not in data:
        return None
    try:
        with olefile.OleFileIO(data) as message:
            paths = message.listdir()
            found = [_attached(message, path[:-1], room) for path in paths if path[-1] == _CONTENT and len(path) > 1]
            kept = [(path, encoding) for stream, encoding in _BODIES if message.exists(path := _STREAM + stream)]
            bodies = [message.openstream(path).read().decode(encoding, "replace") for path, encoding in kept]
    except (OSError, ValueError, IndexError, TypeError, RecursionError) as error:
        raise UnreadableError("ce courriel est abîmé ou incomplet", "demandez-le de nouveau à la commune") from error
    return with_body(found, bodies, room)


def _attached(message: olefile.OleFileIO, storage: list[str], room: Room) -> Enclosure:
    def content(stream: str) -> bytes | None:
        path = [*storage, _STREAM + stream]
        return message.openstream(path).read() if message.exists(path) else None

    names = ((written, encoding) for stream, encoding in _NAMES if (written := content(stream)))
    name = next((shown_name(written.decode(encoding, "replace").rstrip("\0")) for written, encoding in names), "piece")
    data = room.take(message.openstream([*storage, _CONTENT]))
    shown = any(content(stream) is not None for stream in _SHOWN_IN_TEXT)
    logo = shown and name.lower().endswith(_PICTURES) and len(data) < SMALL_PICTURE
    return Enclosure(name, data, LOGO if logo else "")
