"""A passphrase kept in a file: the same words, whatever editor wrote them."""

from __future__ import annotations

import re
from pathlib import Path

from generator.errors import UsageError
from generator.files import read_regular
from generator.inputs.encodings import Reading, read_letters
from generator.refusals import reading

_MOST_BYTES = 10_000


def read_passphrase(path: Path, *, anew: bool = False) -> str:
    """Return the passphrase of a file, in UTF-8, UTF-16 or « ANSI », marks and line ends left out.

    One that is chosen ``anew`` is on one line, as whoever types it has it. Raises UsageError when the file is missing,
    empty or leaves a doubt, OutputError when it cannot be read.
    """
    if not path.is_file():
        raise UsageError(f"{path} : fichier introuvable ; vérifiez le nom.")
    with reading(path, "vérifiez les droits"):
        data = read_regular(path, _MOST_BYTES)
    letters = _read(data)
    if letters is None or letters.doubtful:
        raise UsageError(
            f"{path} : ce fichier ne dit pas sûrement quelle est la phrase secrète ; enregistrez-le en texte, en UTF-8 "
            "(Bloc-notes : Enregistrer sous, Encodage)."
        )
    found = re.sub(r"\r\n?", "\n", letters.text).strip("\ufeff").strip()
    if not found:
        raise UsageError(f"{path} : ce fichier est vide ; écrivez-y la phrase secrète.")
    if anew and "\n" in found:
        raise UsageError(f"{path} : la phrase secrète tient plusieurs lignes ; écrivez-la sur une seule.")
    return found


def _read(data: bytes) -> Reading | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return read_letters(data)
    return read_letters(data) if "\x00" in text else Reading(text, "utf-8")
