"""Pictures of a DOCX as the embedded engine prints them: in red, green and blue, eight bits each."""

from __future__ import annotations

import io
from collections.abc import Iterator

from generator.word.packaging import parts_of

_PICTURE = r"(?i:word/media/[^/]+\.(?:png|jpe?g|jpe|jfif))"
#: What the engine prints, by the end of its name.
_PRINTED = (".png", ".jpg", ".jpeg", ".jpe", ".jfif")
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
#: The segments of a JPEG that tell of how many colours it is made (ITU-T T.81, B.2.2): of each kind of coding.
_FRAMES = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)))


def recoloured(docx: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures that the engine would print wrong, by the name of their part, as it prints them right.

    They are PNG of one bit or two, and JPEG in grey or for presses (CMYK). One that is damaged stays as it is.
    """
    for name, data in parts_of(docx, _PICTURE).items():
        if _is_otherwise(data):
            yield name, _in_colours(data)


def unprinted(name: str, data: bytes) -> str:
    """Return how the format of a picture is called that the engine leaves white, "" when it prints the picture.

    ``name`` is that of its file, ``data`` its bytes, or the first of them.
    """
    if not name.lower().endswith(_PRINTED):
        return name.rpartition(".")[2].upper()
    return "PNG à 16 bits par couleur" if _depth(data) == 16 else ""


def _depth(data: bytes) -> int:
    """Return the bits of each sample of a PNG (ISO/IEC 15948, 11.2.2), 0 when it is none."""
    return data[24] if data.startswith(_PNG) and len(data) > 24 else 0


def _is_otherwise(data: bytes) -> bool:
    if data.startswith(_PNG):
        return _depth(data) in (1, 2)
    return data.startswith(_JPEG) and _colours(data) not in (0, 3)


def _colours(jpeg: bytes) -> int:
    """Return of how many colours a JPEG is made; 0 when it does not tell."""
    place = 2
    while jpeg[place : place + 1] == b"\xff" and place + 10 <= len(jpeg):
        if jpeg[place + 1] in _FRAMES:
            return jpeg[place + 9]
        place += 2 + int.from_bytes(jpeg[place + 2 : place + 4], "big")
    return 0


def _in_colours(data: bytes) -> bytes:
    from PIL import Image, UnidentifiedImageError  # here, not above: few documents have such a picture

    stream = io.BytesIO()
    try:
        with Image.open(io.BytesIO(data)) as picture:
            picture.convert("RGB").save(stream, picture.format, quality=95)
    except (OSError, UnidentifiedImageError, ValueError):
        return data
    return stream.getvalue()
