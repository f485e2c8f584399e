"""Files that hold no text of an act, told by how they begin: encrypted, pages of the web, data, printers' files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from generator.errors import UnreadableError
from generator.progress import LOGGER

_SAVE = "enregistrez-le au format DOCX ou PDF"
_ASK = "demandez l’acte à la mairie au format DOCX ou PDF"
_SHORTCUT = "c’est un lien vers une page, pas l’acte", "ouvrez-le, puis enregistrez l’acte en PDF"
#: What is done with a backup of the program.
RESTORED = "pour la reprendre, lancez « conventions restore »"
_PICTURE = "enregistrez-la en PNG, ou demandez l’acte en PDF"
_TAG = rb"!doctype|!--|\?xml|svg|html|head|body|meta|title|style|div|span|p|br|table|h[1-6]|center|font|img|b|strong|a"
#: What is told of them. Two lines of a table have cells, the first of which is no label as those of an act are.
_BEGINNINGS: tuple[tuple[re.Pattern[bytes], str, str], ...] = (
    (re.compile(rb"\s*-----BEGIN PGP"), "c’est un fichier signé ou chiffré à part (PGP)", _ASK),
    (re.compile(rb"\s*\[InternetShortcut\]", re.IGNORECASE), *_SHORTCUT),
    (re.compile(rb"\s*<(?:" + _TAG + rb")(?![\w-])", re.IGNORECASE), "c’est une page web ou du XML", _SAVE),
    (re.compile(rb"\s*begin [0-7]{3} \S"), "c’est une pièce jointe codée à l’ancienne manière (uuencode)", _ASK),
    (re.compile(rb"(?:\x04)?%!PS"), "c’est un fichier d’impression (PostScript)", _SAVE),
    (re.compile(rb"\s*BEGIN:V[A-Z]", re.IGNORECASE), "c’est un rendez-vous ou une fiche d’adresse, pas un acte", _ASK),
    (re.compile(rb'\s*(?:\{\s*"|\[\s*[\[{"])'), "c’est un fichier de données (JSON), pas un acte", _ASK),
    (
        re.compile(
            rb"(?:[^\x00-\x08\x0e-\x1f:;\n]*;[^;\n]*;[^\n]*\n){2}|"
            rb"(?:[^\x00-\x08\x0e-\x1f:,\n]*,(?! )[^,\n]*,(?! )[^\n]*\n){2}"
        ),
        "c’est un tableau (CSV), pas un acte",
        _ASK,
    ),
    (re.compile(rb"SQLite format 3\0"), "c’est une base de données, comme celle du registre, pas un acte", _ASK),
    (
        re.compile(rb"age-encryption\.org/|-----BEGIN AGE"),
        "c’est un fichier chiffré (age), comme une sauvegarde du programme",
        RESTORED,
    ),
    (
        re.compile(rb"(?:[ \t]*(?:#[^\n]*|[\w-]+ *= *[^\n]+)?\r?\n)*\[[\w.-]+\]\s*(?:#[^\n]*\n\s*)*[\w-]+ *= *\S"),
        "c’est un fichier de réglages, comme campaign.toml, pas un acte",
        _ASK,
    ),
    (
        re.compile(rb"P[1-6]\n(?:#[^\n]*\n)*\d+\s+\d+\s"),
        "c’est une image d’un format que le programme n’ouvre pas",
        _PICTURE,
    ),
)
_LOOKED_AT = 8192


@contextmanager
def distrusted() -> Iterator[None]:
    """Tell of a file that came back that its reader fails over it: each library has its own ways to."""
    try:
        yield
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:
        LOGGER.warning("a file that came back fails its reader: %r", error)
        remedy = "demandez-le de nouveau à la commune, ou numérisez l’acte"
        raise UnreadableError("le fichier est abîmé, ou n’est pas ce qu’il dit être", remedy) from error


def refuse_foreign(data: bytes) -> None:
    """Raise UnreadableError, with what a file is and what to do, when it is one of these, in UTF-16 too."""
    start = data[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf")
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start[2:].replace(b"\0", b"")
    for beginning, message, remedy in _BEGINNINGS:
        if beginning.match(start):
            raise UnreadableError(message, remedy)
