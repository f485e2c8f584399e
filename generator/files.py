"""Files of others read with distrust, and our own written whole or not at all.

A path that was read somewhere (a manifest, a register, a backup) stays in the folder it belongs to, and what is opened
is a regular file of a size that fits in memory. A reader, or a run that was killed, never meets half of a written file.
"""

from __future__ import annotations

import errno
import itertools
import os
import re
import secrets
import shutil
import stat
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path, PurePosixPath

#: How the name of what is being written begins; what a killed process left under it is of no use to anybody.
UNFINISHED = ".en-cours-"
#: No file that the program reads is larger, in bytes.
MOST_BYTES = 200_000_000
#: The longest name of a file in bytes, and of its path in a folder, that every system takes.
_LONGEST_NAME, _LONGEST_PATH = 255, 1000
#: How much of the name of a file that is handed in is kept, in bytes and without its suffix.
_LONGEST_STEM = 120
#: After how many seconds what is half done is nobody's work any more.
_ABANDONED = 86_400
#: What a name that is handed in does without: some systems refuse it.
_FORBIDDEN = re.compile(r'[\\:*?"<>|]')
#: What leads to another drive on Windows.
_DRIVE = re.compile(r"[A-Za-z]:")
#: Signs that are none of a name: control characters, ends of lines, bytes that are no text.
_NO_SIGN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def is_inside(path: str) -> bool:
    """Tell whether a relative path, written with ``/``, names a file that stays in its folder on every system.

    Quotes, colons and spaces that are not broken are signs as others: a system that lets no file be called so says it.
    """
    plain = len(path) <= _LONGEST_PATH and not _DRIVE.match(path) and "\\" not in path
    if not plain or _NO_SIGN.search(path):
        return False
    return all(part.strip(" .") and len(part.encode()) <= _LONGEST_NAME for part in path.split("/"))


def through_links(folder: Path, path: str) -> bool:
    """Tell whether a path of a folder goes through a symbolic link, which could lead anywhere."""
    steps = itertools.accumulate((os.fspath(folder), *PurePosixPath(path).parts), os.path.join)
    return any(map(os.path.islink, itertools.islice(steps, 1, None)))


def regular_file(folder: Path, path: str) -> Path | None:
    """Return a file of a folder by its path in it; None when it is outside, missing, a link or no regular file."""
    if not is_inside(path) or through_links(folder, path):
        return None
    file = folder / path
    return file if file.is_file() else None


def is_there(path: Path) -> bool:
    """Tell whether a file is there; a name that no system takes is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def read_regular(path: Path, most: int = MOST_BYTES) -> bytes:
    """Return the content of a regular file of at most so many bytes.

    Raises OSError otherwise: a device or a pipe would never end, or keep whoever opens it waiting, even one that takes
    the place of a file while that is opened.
    """
    _refuse_others(path, path.stat(), most)
    with open(path, "rb", opener=_opened_at_once) as file:
        _refuse_others(path, os.fstat(file.fileno()), most)
        return file.read()  # not file.read(most), which asks for so much memory beforehand


def _opened_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # Windows has neither pipes in folders nor this


def _refuse_others(path: Path, found: os.stat_result, most: int) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    if found.st_size > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))


def write_whole(path: Path, data: bytes) -> None:
    """Write a file in its place, with its folder if need be: on the disk before it has its name.

    Its rights are those of the file that it replaces. Raises OSError, and what was there before is then still there.
    """
    write_parts(path, (data,))


def write_parts(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file as ``write_whole`` does, one part after the other: it is never whole in memory. Raises OSError."""
    with _unfinished(path, parts) as temporary:
        _give_rights(path, temporary)
        os.replace(temporary, path)


def write_new(path: Path, data: bytes) -> Path:
    """Write a file under its name or, where another one has it, under « name (2) »; return where it is.

    No file is ever written over; one that holds the same is taken for it. Raises OSError.
    """
    with _unfinished(path, (data,)) as temporary:
        for number in itertools.count(1):
            free = path if number == 1 else path.with_name(f"{path.stem} ({number}){path.suffix}")
            try:
                take_name(temporary, free)
            except FileExistsError:
                if free.is_symlink() or not free.is_file() or free.read_bytes() != data:
                    continue
            break
    return free


@contextmanager
def _unfinished(path: Path, parts: Iterable[bytes]) -> Iterator[Path]:
    """Give a file beside a path that holds some parts, on the disk; it goes with the block unless it got its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{UNFINISHED}{secrets.token_hex(8)}")  # another thread may write the same file
    try:
        with temporary.open("xb") as file, _named(path):
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        yield temporary
    finally:
        with suppress(OSError):
            temporary.unlink()


def take_name(unfinished: Path, path: Path) -> None:
    """Give a file that is written whole its name, if it is free; its former one may stay.

    Raises FileExistsError when another file has it, OSError.
    """
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise
    except OSError:  # a disk without links, as those that are carried are: the name is taken, then the file gets it
        path.open("xb").close()
        try:
            os.replace(unfinished, path)
        except OSError:
            path.unlink()
            raise


def _give_rights(path: Path, successor: Path) -> None:
    """Give what takes the place of a file its rights: who shared it with others shares it still."""
    with suppress(OSError):
        former = path.stat()
        successor.chmod(stat.S_IMODE(former.st_mode))
        shutil.chown(successor, former.st_uid, former.st_gid)


@contextmanager
def scratch_folder(within: Path | None = None) -> Iterator[Path]:
    """Give an empty folder that goes with the block, ``within`` another one or among the temporary files.

    What processes that were killed left there goes before it. One that cannot be removed stays, for that must not hide
    what ended the block. Raises OSError.
    """
    place = within or Path(tempfile.gettempdir())
    sweep(place)
    with ExitStack() as stack:
        while True:
            made = tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=place, ignore_cleanup_errors=True)
            folder = Path(stack.enter_context(made))
            if stack.enter_context(_held(folder)) is not False and folder.exists():
                break  # else who sweeps came before it was held
        yield folder


def older(path: Path, seconds: float) -> bool:
    """Tell whether a file is there and was last written longer ago than some seconds, by this machine's clock."""
    try:
        return time.time() - path.lstat().st_mtime > seconds
    except OSError:
        return False


def sweep(folder: Path) -> None:
    """Remove what processes that were killed left half done in a folder: one that lives holds its own.

    A file is held by nobody, nor is a folder where the system has no locks for one: they go a day later.
    """
    for left in folder.glob(f"{UNFINISHED}*"):
        with suppress(OSError):
            abandoned = older(left, _ABANDONED)
            if left.is_dir() and not left.is_symlink():
                with _held(left) as alone:
                    if abandoned if alone is None else alone:
                        shutil.rmtree(left)
            elif abandoned:
                left.unlink()


@contextmanager
def _held(folder: Path) -> Iterator[bool | None]:
    """Hold a folder, if nobody does, until the block or this process ends; yield None where the system has no locks."""
    if sys.platform == "win32":
        yield None
        return
    import fcntl

    alone: bool | None = False
    with ExitStack() as stack:
        try:
            handle = os.open(folder, os.O_RDONLY)
            stack.callback(os.close, handle)
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            alone = True
        except (FileNotFoundError, BlockingIOError):
            pass
        except OSError:
            alone = None
        yield alone


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Have an error of what is written say to which file: the system names none once a file is open."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def plain_name(name: str) -> str:
    """Return the name of a file that somebody hands in as any system takes it: no path, no sign that is forbidden."""
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    kept = "".join(sign if sign.isprintable() else " " for sign in _FORBIDDEN.sub("-", last))
    stem, dot, suffix = " ".join(kept.split()).strip(" .~").rpartition(".")
    if not dot:
        stem, suffix = suffix, ""
    stem = stem.encode()[:_LONGEST_STEM].decode(errors="ignore").strip(" .") or "fichier"
    return f"{stem}{dot}{suffix[:10]}" if suffix else stem
