"""Folders of another machine: SQLite can't keep a register whole there, and the program refuses to write one."""

from __future__ import annotations

import re
import sys
from pathlib import Path, PurePosixPath

from generator.errors import RegisterError

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
