"""What a signature wraps (.p7m, or an e-mail signed whole by S/MIME): the file that is signed.

Source: RFC 5652, Cryptographic Message Syntax. Whom to trust is not judged.
"""

from __future__ import annotations

import base64
import binascii
import io
import re

from asn1crypto import cms

from generator.errors import UnreadableError
from generator.papers.enclosed import Enclosure, Room

#: How such a file begins, in bytes or in letters.
_BYTES = re.compile(rb"\x30(?:[\x80-\x84].{0,4}|.)\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07", re.DOTALL)
_LETTERS = re.compile(
    rb"\s*(?:-----BEGIN (?:PKCS ?#?7|CMS)-----|(?=M[A-Za-z0-9+/]{3,7}YJKoZIhvcNAQc[A-Z]))([A-Za-z0-9+/=\s]+)"
)
_ASK = "demandez l’acte seul, ou sa version PDF"


def open_wrapped(data: bytes, room: Room) -> list[Enclosure] | None:
    """Return the file that a signature wraps; None when the bytes are none.

    Raises UnreadableError when it is damaged or encrypted, or wraps nothing.
    """
    letters = _LETTERS.match(data)
    if not letters and not _BYTES.match(data):
        return None
    try:
        message = cms.ContentInfo.load(base64.b64decode(letters[1]) if letters else data)
        if message["content_type"].native != "signed_data":
            raise UnreadableError("c’est un fichier chiffré (.p7m), que seul son destinataire ouvre", _ASK)
        content = message["content"]["encap_content_info"]["content"].native
    except (binascii.Error, ValueError, TypeError, KeyError) as error:
        raise UnreadableError("c’est un fichier signé (.p7m), abîmé ou incomplet", _ASK) from error
    if not isinstance(content, bytes):
        raise UnreadableError("c’est une signature, sans le fichier qu’elle signe", _ASK)
    return [Enclosure("contenu", room.take(io.BytesIO(content)))]
