"""Archives as they come: ZIP, TAR, and what gzip, bzip2 and xz compressed; others are told by their names."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator

from generator.errors import UnreadableError
from generator.papers.enclosed import Enclosure, Room, shown_name
from generator.papers.foreign import RESTORED

_ASK = "demandez-la de nouveau à la commune"
#: What reading an archive that was damaged raises.
DAMAGE = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)
#: What names a ZIP that is one document, not an archive of files.
_DOCUMENTS = ("[Content_Types].xml", "mimetype")
#: What names a document of Pages, Numbers or Keynote, today's and those up to 2009, which are no archives of files.
_OF_APPLE = (".iwa", ".iwpv2", "buildVersionHistory.plist", "index.apxl")
_APPLE = (
    "c’est un document de Pages, de Numbers ou de Keynote, que le programme n’ouvre pas",
    "demandez l’acte au format PDF ou DOCX (sur le Macintosh : Fichier, Exporter vers)",
)
_COMPRESSED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")
_OTHERS = ((b"7z\xbc\xaf\x27\x1c", "7z"), (b"Rar!\x1a\x07", "RAR"))
#: Where a TAR says that it is one.
_TAR = slice(257, 262)
#: What systems lay in archives, and nobody sends.
_RUBBISH = ("__MACOSX/", ".", "~$", "Thumbs.db", "desktop.ini")
_ENCRYPTED = 0x1
_UTF_8 = 0x800


def open_zip(data: bytes, room: Room) -> list[Enclosure] | None:
    """Return the files of a ZIP; None when the bytes are none, or one document (DOCX, ODT).

    Raises UnreadableError for an archive of another kind, an empty one, or one that is too large.
    """
    for beginning, kind in _OTHERS:
        if data.startswith(beginning):
            message = f"c’est une archive {kind}, que le programme n’ouvre pas"
            raise UnreadableError(message, "ouvrez-la, et donnez les fichiers qu’elle contient, ou une archive ZIP")
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if any(name in names for name in _DOCUMENTS):
                return None
            if any(name.endswith(_OF_APPLE) for name in names):
                raise UnreadableError(*_APPLE)
            if any(name.endswith("register/register.sqlite") for name in names):
                raise UnreadableError("c’est une sauvegarde, ou une copie du projet, pas un acte", RESTORED)
            return _filled([_member(archive, entry, room) for entry in archive.infolist() if _is_sent(entry.filename)])
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        if any(name.encode() in data for name in _DOCUMENTS):
            return None  # whoever reads it as a document says that it is damaged
        raise UnreadableError("l’archive est abîmée ou incomplète", _ASK) from error


def open_compressed(data: bytes, room: Room) -> list[Enclosure] | None:
    """Return the one file that gzip, bzip2 or xz compressed, which may be a TAR; None when the bytes are no such."""
    if not data.startswith(_COMPRESSED):
        return None
    try:
        with _decompressed(io.BytesIO(data)) as stream:
            content = room.take(stream)
    except DAMAGE as error:
        raise UnreadableError("l’archive est abîmée ou incomplète", _ASK) from error
    return open_tar(content, room) or [Enclosure("contenu", content)]


def _decompressed(stream: io.BytesIO) -> gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile:
    if stream.getvalue().startswith(_COMPRESSED[0]):
        return gzip.GzipFile(fileobj=stream)
    return bz2.BZ2File(stream) if stream.getvalue().startswith(_COMPRESSED[1]) else lzma.LZMAFile(stream)


def open_tar(data: bytes, room: Room) -> list[Enclosure] | None:
    """Return the files of a TAR; None when the bytes are none."""
    if data[_TAR] != b"ustar":
        return None
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            return _filled(list(_tarred(archive, room)))
    except DAMAGE as error:
        raise UnreadableError("l’archive est abîmée ou incomplète", _ASK) from error


def _tarred(archive: tarfile.TarFile, room: Room) -> Iterator[Enclosure]:
    for member in archive:
        stream = archive.extractfile(member) if member.isreg() else None
        if stream is not None and _is_sent(member.name):
            yield Enclosure(shown_name(member.name), room.take(stream))


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: Room) -> Enclosure:
    name = shown_name(_named(entry))
    if entry.flag_bits & _ENCRYPTED:
        return Enclosure(name, b"", "il est protégé par un mot de passe")
    try:
        with archive.open(entry) as stream:
            return Enclosure(name, room.take(stream))
    except NotImplementedError:
        return Enclosure(name, b"", "il est compressé d’une manière que le programme ne connaît pas")
    except DAMAGE:
        return Enclosure(name, b"", "il est abîmé dans l’archive")


def _named(entry: zipfile.ZipInfo) -> str:
    """Return the name of a member: what is not marked as UTF-8 is UTF-8 on macOS, and the code page 850 on Windows."""
    if entry.flag_bits & _UTF_8:
        return entry.filename
    written = entry.filename.encode("cp437")
    try:
        return written.decode("utf-8")
    except UnicodeDecodeError:
        return written.decode("cp850")


def _is_sent(name: str) -> bool:
    return not (name.endswith("/") or name.startswith(_RUBBISH) or name.rsplit("/", 1)[-1].startswith(_RUBBISH[1:]))


def _filled(found: list[Enclosure]) -> list[Enclosure]:
    if not found:
        raise UnreadableError("cette archive ne contient aucun fichier", _ASK)
    return found
