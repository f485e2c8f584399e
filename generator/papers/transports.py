"""A « winmail.dat », in which Outlook wraps the attachments of a message for those who use it too.

Source: [MS-OXTNEF], Transport Neutral Encapsulation Format, and the properties that [MS-OXPROPS] names.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from generator.errors import UnreadableError
from generator.papers.enclosed import Enclosure, Room, shown_name
from generator.papers.mails import NOTHING

_SIGNATURE = b"\x78\x9f\x3e\x22"
#: The attributes of an attachment: where it begins, its short name, its bytes, its properties.
_BEGINS, _TITLE, _DATA, _PROPERTIES = 0x69002, 0x18010, 0x6800F, 0x69005
#: Its properties: its long name, and its bytes, which may be a message.
_NAME, _CONTENT = 0x3707, 0x3701
#: Values that tell their length, in the letters of one country, in Unicode, an object and bytes; several of one kind.
_LETTERS, _UNICODE, _OBJECT, _BYTES, _SEVERAL = 0x1E, 0x1F, 0x0D, 0x102, 0x1000
#: How many bytes other values have: four, unless they are of these kinds.
_SIZES = {**dict.fromkeys((0x05, 0x06, 0x07, 0x14, 0x40), 8), 0x48: 16}
#: What stands before a message that is attached: of what kind it is.
_KIND = 16
_ROUND = 4


def open_transport(data: bytes, room: Room) -> list[Enclosure] | None:
    """Return the attachments of a « winmail.dat »; None when the bytes are none.

    Raises UnreadableError when it is damaged, or has none.
    """
    if not data.startswith(_SIGNATURE):
        return None
    found: list[tuple[str, bytes]] = []
    try:
        for attribute, value in _attributes(data):
            if attribute == _BEGINS:
                found.append(("", b""))
            elif found and attribute in (_TITLE, _DATA, _PROPERTIES):
                name, content = found[-1]
                told = _told(value) if attribute == _PROPERTIES else (_named(value), b"")
                found[-1] = (name, value) if attribute == _DATA else (told[0] or name, told[1] or content)
    except struct.error as error:
        message = "ce « winmail.dat » d’Outlook est abîmé ou incomplet"
        raise UnreadableError(message, "demandez-le de nouveau à la commune, ou les pièces en PDF") from error
    if not found:
        raise UnreadableError(*NOTHING)
    return [Enclosure(shown_name(name), room.take(io.BytesIO(content))) for name, content in found]


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    place = 6
    while place + 9 <= len(data):
        _, attribute, size = struct.unpack_from("<BII", data, place)
        (value,) = struct.unpack_from(f"{size}s", data, place + 9)
        yield attribute, value
        place += 9 + size + 2


def _told(data: bytes) -> tuple[str, bytes]:
    """Return the long name and the bytes that the properties of an attachment tell, "" and none where they do not."""
    name, content = "", b""
    for kind, property_, value in _properties(data):
        if property_ == _NAME:
            name = value.decode("utf-16-le", "replace").rstrip("\0") if kind == _UNICODE else _named(value)
        elif property_ == _CONTENT and kind in (_OBJECT, _BYTES):
            content = value[_KIND:] if kind == _OBJECT else value
    return name, content


def _properties(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield the kind of each property, what it is and its first value."""
    (count,), place = struct.unpack_from("<I", data), 4
    for _ in range(count):
        kind, property_ = struct.unpack_from("<HH", data, place)
        place += 4
        if property_ >= 0x8000:  # named by a number, or in letters
            lettered, size = struct.unpack_from("<II", data, place + 16)
            place += 24 + (_rounded(size) if lettered else 0)
        single = kind & ~_SEVERAL
        sized = single in (_LETTERS, _UNICODE, _OBJECT, _BYTES)
        values, place = (struct.unpack_from("<I", data, place)[0], place + 4) if sized or kind != single else (1, place)
        for rank in range(values):
            size = _SIZES.get(single, _ROUND)
            if sized:
                (size,), place = struct.unpack_from("<I", data, place), place + 4
            (value,) = struct.unpack_from(f"{size}s", data, place)
            place += _rounded(size)
            if not rank:
                yield kind, property_, value


def _rounded(size: int) -> int:
    return -(-size // _ROUND) * _ROUND


def _named(value: bytes) -> str:
    return value.decode("cp1252", "replace").rstrip("\0")
