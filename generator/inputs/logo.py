"""The logo of a campaign: a picture of its folder that both engines print."""

from __future__ import annotations

import io
import warnings
from functools import lru_cache

from generator.word.colours import unprinted

#: What is told by its own name, when it is no logo; no other format is opened: some would have programs started.
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "ICO", "JPEG2000")
#: An engine takes four bytes for each of its pixels.
_MOST_PIXELS = 100_000_000
#: How a JPEG is told by python-docx, and what says so in one of a press or a scanner (JFIF 1.01, of no density).
_JPEG, _JPEG_HEADS = b"\xff\xd8", (b"JFIF", b"Exif")
_JFIF = b"\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"


@lru_cache(maxsize=4)
def logo_fault(name: str, data: bytes) -> tuple[str, str] | None:
    """Say why a picture cannot be the logo, and what to do; None when it can. It is opened to its last line."""
    # Here, not above: few campaigns have a logo, and the library takes a noticeable time to load.
    from PIL import Image

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            kind, pixels = picture.format or "", picture.width * picture.height
            if pixels <= _MOST_PIXELS:
                picture.load()
    except Image.DecompressionBombError:
        kind, pixels = "", _MOST_PIXELS + 1
    except (OSError, SyntaxError, ValueError, ArithmeticError, LookupError, TypeError, AttributeError):
        return f"« {name} » n’est pas une image lisible", "enregistrez-la au format PNG ou JPEG"
    if pixels > _MOST_PIXELS:
        message = f"« {name} » a plus de {_MOST_PIXELS // 1_000_000} millions de points"
        return message, "réduisez-la : mille points de large suffisent"
    if kind := unprinted(f"logo.{kind}", data):
        message = f"« {name} » est au format {kind}, que le moteur intégré laisserait en blanc"
        return message, "enregistrez-le en PNG à 8 bits par couleur ou en JPEG"
    return None


def with_head(data: bytes) -> bytes:
    """Return a picture as a DOCX takes it: in a JPEG a segment more says that it is one."""
    if not data.startswith(_JPEG) or data[6:10] in _JPEG_HEADS:
        return data
    return _JPEG + _JFIF + data.removeprefix(_JPEG)
