"""Archives that only a passphrase opens: the age format (age-encryption.org), which other programs read too."""

from __future__ import annotations

import time
import unicodedata

from generator.errors import UsageError

_HEADER = b"age-encryption.org/"
#: How age begins to say that the passphrase would take it too long to try, on this machine as busy as it is now.
_TOO_SLOW = "Excessive work"
#: How often it is asked, and after how many seconds again: it reckons in a blink, in which others may have been busy.
_TIMES, _PAUSE = 5, 0.3


def is_encrypted(data: bytes) -> bool:
    """Tell whether a file, or its beginning, is encrypted."""
    return data.startswith(_HEADER)


def encrypt(data: bytes, passphrase: str) -> bytes:
    """Return what ``decrypt`` opens with the same passphrase, and ``age --decrypt`` too."""
    import pyrage  # here, not above: few commands need it

    sealed: bytes = pyrage.passphrase.encrypt(data, _spellings(passphrase)[0])
    return sealed


def decrypt(data: bytes, passphrase: str) -> bytes:
    """Return what was encrypted; raises UsageError when the passphrase is another, the file damaged, or age too slow.

    Trying a passphrase is made slow on purpose; age does not begin when it reckons that it would take far too long.
    """
    for spelling in _spellings(passphrase):
        opened = _tried(data, spelling)
        if opened is not None:
            return opened
    raise UsageError(
        "La sauvegarde ne s’ouvre pas : la phrase secrète n’est pas la bonne, ou le fichier est abîmé ; vérifiez la "
        "phrase, puis prenez une autre sauvegarde."
    )


def _tried(data: bytes, spelling: str) -> bytes | None:
    """Return what a passphrase opens, None when it is another. Raises UsageError when age is too slow each time."""
    import pyrage

    left = _TIMES
    while True:
        try:
            return bytes(pyrage.passphrase.decrypt(data, spelling))
        except pyrage.DecryptError as error:
            if not str(error).startswith(_TOO_SLOW):
                return None
            left -= 1
            if not left:
                raise UsageError(
                    "La sauvegarde n’a pas été ouverte : cette machine est trop lente ou trop occupée pour essayer la "
                    "phrase secrète ; fermez d’autres programmes, puis recommencez."
                ) from error
            time.sleep(_PAUSE)


def _spellings(passphrase: str) -> tuple[str, ...]:
    """Return the same words in the ways that machines write them: first the one that encrypts, then those of old.

    Accents are part of their letter or follow it (Unicode, UAX #15); spaces may surround the words; and a mark that a
    file began with (U+FEFF) was once taken for a letter of them.
    """
    words = passphrase.strip()
    composed = unicodedata.normalize("NFC", words)
    others = (passphrase, words, unicodedata.normalize("NFD", words), f"\ufeff{words}")
    return tuple(dict.fromkeys((composed, *others)))
