"""What a file given as a table is, by its content, whatever its name says."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Collection
from typing import TYPE_CHECKING

from generator.inputs.grid import Grid, UnreadableTableError

if TYPE_CHECKING:
    from generator.inputs.workbook import Fits

AS_CSV = (
    "au format « CSV UTF-8 » (dans Excel : Enregistrer sous, « CSV UTF-8 (délimité par des points-virgules) » ; dans "
    "LibreOffice : Enregistrer sous, « Texte CSV », jeu de caractères Unicode (UTF-8))"
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OPEN = f"ouvrez-le dans le tableur et enregistrez-le {AS_CSV}"
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|table|meta|\?xml|\?mso|style|body|workbook)", re.IGNORECASE)
_JSON = re.compile(rb"\s*(?:\[\s*)?\{\s*\"")
_XLSX, _ODS = "xlsx", "ods"


def other_format(data: bytes) -> tuple[str, str] | None:
    """Return what a file is that is no text with separators, and what to do; None for such a text, and for no text."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        kind = _kind(data)
        named = {_XLSX: "un classeur Excel (.xlsx)", _ODS: "un classeur LibreOffice (.ods)"}.get(kind, kind)
        return f"c’est {named}, pas un CSV", _OPEN
    if data.startswith(_OLE):
        return _of_ole(data)[0], _of_ole(data)[1]
    if data.startswith(b"%PDF"):
        return "c’est un PDF, pas un tableau", "donnez le fichier du tableur, enregistré au format CSV"
    if _MARKUP.match(data.removeprefix(b"\xef\xbb\xbf")[:200]):
        return "c’est une page web ou un fichier XML, pas un CSV", _OPEN
    if _JSON.match(data.removeprefix(b"\xef\xbb\xbf")[:200]):
        return "ce sont des données de programme (JSON), pas un CSV", "demandez le même fichier au format CSV ou XLSX"
    if data.startswith(b"{\\rtf"):
        return "c’est un document de traitement de texte, pas un CSV", _OPEN
    return None


def read_workbook(data: bytes, wanted: Collection[str], fits: Fits) -> Grid | None:
    """Return the sheet of a workbook (XLSX, ODS) whose lines ``fits`` finds those ``wanted``; None for no workbook.

    Raises UnreadableTableError for a workbook that cannot be read: an older format, a password, a damaged file, no
    sheet or several that fit.
    """
    if data.startswith(_OLE):
        raise UnreadableTableError(*_of_ole(data))
    if not data.startswith(b"PK\x03\x04"):
        return None
    kind = _kind(data)
    if kind not in (_XLSX, _ODS):
        raise UnreadableTableError(f"c’est {kind}, pas un tableau", "donnez un fichier .xlsx, .ods ou .csv")
    # Here, not above: most tables are no workbooks, and what reads those takes a noticeable time to load.
    from generator.inputs.ods import read_ods
    from generator.inputs.workbook import choose, opened
    from generator.inputs.xlsx import read_xlsx

    with opened(data) as parts:
        return choose(read_xlsx(parts) if kind == _XLSX else read_ods(parts), wanted, fits)


def _of_ole(data: bytes) -> tuple[str, str]:
    if _ENCRYPTED in data:
        remedy = "ouvrez-le, retirez le mot de passe (Fichier, Informations, Protéger le classeur) et enregistrez-le"
        return "ce classeur est protégé par un mot de passe", remedy
    return (
        "c’est un classeur d’un ancien format (.xls)",
        "ouvrez-le et enregistrez-le au format .xlsx, ou « CSV UTF-8 »",
    )


def _kind(data: bytes) -> str:
    """Return the kind of a ZIP archive: « xlsx », « ods », or what else it is in French."""
    from generator.inputs.workbook import entries  # here, not above, for the same reason

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = entries(archive)
            # Some programs write the first of these alone as the format asks, others none but the second.
            kind = next((names[name] for name in ("mimetype", "meta-inf/manifest.xml") if name in names), None)
            mimetype = archive.open(kind).read(2000) if kind else b""
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, NotImplementedError, RuntimeError, OSError):
        return "un classeur ou une archive, abîmé"
    if b"spreadsheet" in mimetype and "content.xml" in names:
        return _ODS
    if any(name.endswith("workbook.bin") for name in names):
        return "un classeur Excel binaire (.xlsb)"
    if any(name.startswith("xl/") for name in names):
        return _XLSX
    if any(name.startswith("word/") for name in names) or b"opendocument.text" in mimetype:
        return "un document de traitement de texte"
    if any(name.endswith(".iwa") for name in names):
        return "un classeur Numbers"
    return "une archive ZIP"
