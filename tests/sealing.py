"""Archives that a passphrase opens at once: the age format (age-encryption.org/v1), whose work is as its header says.

Age itself, as the program uses it, takes a second of a processor to seal and another one for each passphrase that is
tried. What is sealed here with little work is opened by age itself.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

#: The binary logarithm of how much work a passphrase is; age chooses some 18.
_WORK = 4
_CHUNK = 64 << 10


def seal(data: bytes, passphrase: str) -> bytes:
    """Return what age opens with the passphrase."""
    key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    asked = hashlib.scrypt(
        passphrase.encode(), salt=b"age-encryption.org/v1/scrypt" + salt, n=1 << _WORK, r=8, p=1, dklen=32
    )
    wrapped = ChaCha20Poly1305(asked).encrypt(bytes(12), key, None)
    header = b"age-encryption.org/v1\n-> scrypt %s %d\n%s\n---" % (_told(salt), _WORK, _told(wrapped))
    whole = header + b" " + _told(hmac.digest(_derived(key, b"", b"header"), header, "sha256")) + b"\n"
    cipher = ChaCha20Poly1305(_derived(key, nonce, b"payload"))
    starts = range(0, len(data) or 1, _CHUNK)
    chunks = (
        cipher.encrypt(rank.to_bytes(11) + bytes([start == starts[-1]]), data[start : start + _CHUNK], None)
        for rank, start in enumerate(starts)
    )
    return b"".join((whole, nonce, *chunks))


def _told(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, purpose).derive(key)
