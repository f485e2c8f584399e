"""What fails in the register, of SQLite, of a disk or over a damaged value; and why a network drive is refused."""

from __future__ import annotations

import re
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath

from generator.errors import RegisterError
from generator.refusals import why
from generator.register.damage import BACKUP, damages
from generator.register.image import BUSY

#: SQLite's names for what the disk or the system refuses.
_UNUSABLE = ("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_FULL", "SQLITE_PERM", "SQLITE_AUTH")
#: What SQLite says of those, and of a damaged file.
_REASONS = {
    "disk I/O error": "le disque est plein ou ne répond pas",
    "database or disk is full": "disque plein",
    "attempt to write a readonly database": "il est en lecture seule",
}
_DAMAGES = {
    "file is not a database": "ce n’est plus une base de données",
    "database disk image is malformed": "ses pages sont abîmées",
}
#: What is raised over a damaged value, or a table that is missing.
_UNREAD = (
    ValueError,
    ArithmeticError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
    sqlite3.OperationalError,
)
UNOPENED = "le registre ne peut pas être ouvert ({}) ; vérifiez les droits"
DAMAGED = f"le registre est endommagé ({{}}) ; {BACKUP}"


@contextmanager
def examined(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Raise what fails over a damaged value as a RegisterError that says where it is; what else fails passes."""
    try:
        yield
    except _UNREAD as error:
        damage = next(damages(connection), None)
        if damage is None:
            raise
        raise RegisterError(f"{path} : le registre est endommagé : {damage.message} ; {damage.remedy}.") from error


def _unopened(path: Path) -> str:
    """Say why SQLite cannot open a file: it keeps to itself what the system said, and so the system is asked again."""
    try:
        with ExitStack() as opened:
            if path.exists():
                opened.enter_context(path.open("r+b"))
            opened.enter_context(tempfile.TemporaryFile(dir=path.parent))
    except OSError as error:
        return why(error)
    return "son dossier n’est pas accessible"


@contextmanager
def translated(path: Path, *, in_memory: bool = False) -> Iterator[None]:
    """Raise what SQLite raises as a RegisterError; ``in_memory``, neither the disk nor another process is at fault."""
    try:
        yield
    except UnicodeDecodeError as error:  # from within sqlite3: a text, or a message that quotes one
        raise RegisterError(f"{path} : {DAMAGED.format('texte illisible')}.") from error
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")  # absent from what Python itself refuses
        message = DAMAGED.format(_DAMAGES.get(str(error), error))
        if not in_memory and name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            message = BUSY.format("un autre traitement")
        elif not in_memory and name.startswith(_UNUSABLE):
            reason = _unopened(path) if name.startswith("SQLITE_CANTOPEN") else _REASONS.get(str(error), error)
            message = f"le registre ne peut pas être ouvert ou écrit ({reason}) ; vérifiez les droits et la place libre"
        raise RegisterError(f"{path} : {message}.") from error


#: Linux's names for file systems of other machines: two writers would not see each other's locks.
_NETWORK = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|ncpfs|afs|coda|ceph|lustre|gfs2?|ocfs2|beegfs|glusterfs|davfs2?"
    r"|fuse\.(sshfs|rclone|s3fs|glusterfs|gvfsd-fuse|davfs2?|smbnetfs|curlftpfs|onedriver|ceph|kio-fuse)"
)
_MOUNTS = Path("/proc/self/mountinfo")
_REMEDY = (
    "laissez le projet sur le disque d’une seule machine : elle tient le registre et sert la page, les autres postes "
    "travaillent dans leur navigateur"
)


def refuse_share(register: Path) -> None:
    """Raise RegisterError when the register lies on another machine, as far as the system tells."""
    kind = _share_of(register.resolve())
    if kind:
        raise RegisterError(
            f"{register.parent} : ce dossier est sur un lecteur réseau ({kind}), où deux postes qui écrivent ensemble "
            f"abîmeraient le registre ; {_REMEDY}."
        )


def _share_of(path: Path) -> str:
    """Return what kind of network drive a path lies on; "" for a disk of this machine, or when it can't be known."""
    if sys.platform == "win32":
        import ctypes

        remote = path.drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\") == 4
        return "partage Windows" if remote else ""
    try:
        return network_type(path.as_posix(), _MOUNTS.read_text(encoding="utf-8", errors="replace"))
    except OSError:  # no Linux
        return ""


def network_type(path: str, mounts: str) -> str:
    """Return the type of the network file system that holds an absolute path; "" when it is none.

    ``mounts`` is Linux's /proc/self/mountinfo (proc(5)): of the mount points above the path the longest holds it, the
    last of those that are the same.
    """
    # 9p is left alone: virtual machines and containers show their own disk by it.
    held, found = PurePosixPath("/"), ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields, kinds = before.split(" "), after.split(" ")
        if len(fields) < 5:
            continue
        point = PurePosixPath(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[4]))
        if PurePosixPath(path).is_relative_to(point) and point.is_relative_to(held):
            held, found = point, kinds[0]
    return found if _NETWORK.fullmatch(found) else ""
