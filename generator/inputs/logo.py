"""The logo of a campaign: a picture of its folder that both engines print."""

from __future__ import annotations

from generator.word.colours import unprinted


def logo_fault(name: str, data: bytes) -> tuple[str, str] | None:
    """Say why a picture cannot be the logo, and what to do; None when it can."""
    # Here, not above: few campaigns have a logo, and the library takes a noticeable time to load.
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
    from docx.image.image import Image

    try:
        image = Image.from_blob(data)
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError):
        return f"« {name} » n’est pas une image lisible", "enregistrez-la au format PNG ou JPEG"
    if kind := unprinted(image.filename, image.blob):
        message = f"« {name} » est au format {kind}, que le moteur intégré laisserait en blanc"
        return message, "enregistrez-le en PNG à 8 bits par couleur ou en JPEG"
    return None
