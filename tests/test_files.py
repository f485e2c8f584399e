"""Files read with distrust, and written whole or not at all."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import pytest

from generator.files import (
    UNFINISHED,
    is_inside,
    is_there,
    plain_name,
    read_regular,
    regular_file,
    scratch_folder,
    sweep,
    write_new,
    write_parts,
    write_whole,
)
from tests.cases import cases


def test_a_file_is_written_with_its_folder(tmp_path: Path) -> None:
    """Nothing else is left beside it."""
    write_whole(tmp_path / "a" / "b.txt", b"un")
    write_whole(tmp_path / "a" / "b.txt", b"deux")
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.txt"]
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"deux"


def test_several_threads_write_one_file_whole(tmp_path: Path) -> None:
    """A page answers several clerks at once: none of them fails, and what lies there in the end is what one wrote."""
    path = tmp_path / "evaluation.csv"
    contents = [b"%d" % rank * 100_000 for rank in range(4)]

    def write(data: bytes) -> None:
        for _ in range(20):
            write_whole(path, data)
            assert path.read_bytes() in contents

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, contents))
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_replaced_keeps_its_rights(tmp_path: Path) -> None:
    """Whoever shared it with others, in a folder of several people, shares it still; the longest of names has one."""
    path = tmp_path / f"{'a' * 251}.csv"
    path.write_bytes(b"un")
    path.chmod(0o664)
    write_whole(path, b"deux")
    assert path.read_bytes() == b"deux"
    assert path.stat().st_mode & 0o777 == 0o664


def test_what_cannot_be_replaced_stays(tmp_path: Path) -> None:
    """A folder stands where the file would go: it stays, and no unfinished file does."""
    (tmp_path / "pris" / "dedans").mkdir(parents=True)
    with pytest.raises(OSError, match="pris"):
        write_whole(tmp_path / "pris", b"x")
    assert (tmp_path / "pris" / "dedans").is_dir()
    assert not list(tmp_path.glob(UNFINISHED + "*"))


@cases(
    "path",
    "",
    "..",
    "../a",
    "a/../b",
    "/etc/passwd",
    "a//b",
    "a/",
    "./a",
    "C:/a",
    "a\\b",
    "a\0b",
    "a\nb",
    "...",
    "a/ ",
    "a/\ud800",
    "é" * 200,
    "a/" * 600 + "b",
)
def test_a_path_that_leads_outside_is_no_path_of_a_folder(path: str, tmp_path: Path) -> None:
    """Whatever there is at its end, on whatever system."""
    assert not is_inside(path)
    assert regular_file(tmp_path, path) is None


@cases("path", "a/PV\u00a0: « n°\u202f3\u00a0» ?.pdf", 'PV "définitif".pdf', "a/*|<b>.pdf", "fin./a.", "\u200elot.pdf")
def test_typography_is_no_danger(path: str, tmp_path: Path) -> None:
    """Spaces that are not broken, quotes, colons: clerks and cameras name files so, and they are found."""
    write_whole(tmp_path / path, b"x")
    assert is_inside(path)
    assert regular_file(tmp_path, path) == tmp_path / path


def test_only_a_regular_file_of_the_folder_is_one(tmp_path: Path) -> None:
    """A link, even to a file inside, a folder of the name and a pipe are none; nothing is opened to know it."""
    folder, elsewhere = tmp_path / "sortie", tmp_path / "ailleurs"
    for path in (folder / "a" / "b.pdf", elsewhere / "b.pdf"):
        write_whole(path, b"x")
    (folder / "lien").symlink_to(elsewhere)
    (folder / "lien.pdf").symlink_to(folder / "a" / "b.pdf")
    os.mkfifo(folder / "tube.pdf")
    found = {path: regular_file(folder, path) for path in ("a/b.pdf", "a", "lien/b.pdf", "lien.pdf", "tube.pdf", "c")}
    assert found == {**dict.fromkeys(found), "a/b.pdf": folder / "a" / "b.pdf"}


def test_what_is_written_in_parts_is_whole_or_not_at_all(tmp_path: Path) -> None:
    """A part that cannot be made leaves what was there before, and nothing beside it."""
    path = tmp_path / "manifest.json"
    write_parts(path, iter([b"un", b"deux"]))
    with pytest.raises(ZeroDivisionError):
        write_parts(path, (b"%d" % (1 // rank) for rank in (1, 0)))
    assert path.read_bytes() == b"undeux"
    assert list(tmp_path.iterdir()) == [path]


def test_what_would_never_end_is_not_read(tmp_path: Path) -> None:
    """A device, a pipe that nobody writes to, a folder, a file that is too large; a link to a file is read."""
    os.mkfifo(tmp_path / "tube")
    write_whole(tmp_path / "grand", b"12345")
    (tmp_path / "lien").symlink_to(tmp_path / "grand")
    for path in (Path("/dev/zero"), tmp_path / "tube", tmp_path, tmp_path / "grand"):
        with pytest.raises(OSError, match=str(path)):
            read_regular(path, most=4)
    assert read_regular(tmp_path / "lien", most=5) == b"12345"


def test_a_file_takes_no_more_memory_than_it_has(tmp_path: Path) -> None:
    """The bound is no size: a register of a kilobyte asks for no gigabyte."""
    write_whole(tmp_path / "petit", b"12345")
    tracemalloc.start()
    assert read_regular(tmp_path / "petit", most=1_000_000_000) == b"12345"
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look and the opening, somebody else works in the folder."""
    path = tmp_path / "acte.pdf"
    write_whole(path, b"12345")
    looked = path.stat()
    path.unlink()
    os.mkfifo(path)
    monkeypatch.setattr(Path, "stat", lambda self: looked)
    with pytest.raises(OSError, match=str(path)):
        read_regular(path)


@cases("name", "x" * 5000, "a\x00b", "absent")
def test_a_name_that_no_system_takes_names_no_file(tmp_path: Path, name: str) -> None:
    """Asked for, it is simply not there."""
    assert not is_there(tmp_path / name)


@pytest.fixture(params=["links", "no links"])
def disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work on a disk that has hard links, then on one that has none, as FAT, exFAT and some shares."""

    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    if request.param == "no links":
        monkeypatch.setattr(os, "link", refused)


@pytest.mark.usefixtures("disk")
def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    """The next free name is taken; the same again is the same file; nothing unfinished is left."""
    first, second = write_new(tmp_path / "a.pdf", b"un"), write_new(tmp_path / "a.pdf", b"deux")
    assert (first.name, second.name) == ("a.pdf", "a (2).pdf")
    assert write_new(tmp_path / "a.pdf", b"un") == first
    assert write_new(tmp_path / "a.pdf", b"deux") == second
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.pdf": b"un", "a (2).pdf": b"deux"}


def test_a_link_in_the_place_of_a_new_file_is_not_followed(tmp_path: Path) -> None:
    """What it points to stays as it is, even with the same content."""
    (tmp_path / "dehors").write_bytes(b"un")
    (tmp_path / "a.pdf").symlink_to(tmp_path / "dehors")
    assert write_new(tmp_path / "a.pdf", b"un").name == "a (2).pdf"


@cases("write", write_whole, write_new)
def test_a_disk_that_is_full_says_which_file_it_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path, bytes], object]
) -> None:
    """The system no longer knows the name of a file that is open."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="acte") as caught:
        write(tmp_path / "acte.pdf", b"x")
    assert caught.value.filename == str(tmp_path / "acte.pdf")
    assert list(tmp_path.iterdir()) == []


@cases(
    "name, plain",
    ("acte.pdf", "acte.pdf"),
    ("../../etc/passwd", "passwd"),
    ("C:\\Users\\x\\Délibération  n° 3.docx", "Délibération n° 3.docx"),
    (".bashrc", "bashrc"),
    ("...", "fichier"),
    ("", "fichier"),
    ("a\0b\n.pdf", "a b .pdf".replace(" .", ".")),
    ('q?u<e>"|*.pdf', "q-u-e----.pdf"),
    ("é" * 300 + ".pdf", "é" * 60 + ".pdf"),
    ("~$acte.docx", "$acte.docx"),
)
def test_a_name_that_is_handed_in_is_made_plain(name: str, plain: str) -> None:
    """It names one file of a folder on any system, and keeps its suffix."""
    found = plain_name(name)
    assert found == plain
    assert is_inside(found)
    assert "/" not in found


#: A process that works in a scratch folder of the folder that it is given, and is killed.
_KILLED = """
import os, signal, sys; from pathlib import Path; from generator.files import scratch_folder
with scratch_folder(Path(sys.argv[1])) as folder:
    (folder / "acte.docx").touch()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL, nor locks for folders")
def test_what_a_killed_process_left_goes_with_the_next_one(tmp_path: Path) -> None:
    """Acts do not stay in the memory or among the temporary files; what lives keeps its own, however long it works."""
    with scratch_folder(tmp_path) as living:
        os.utime(living, (0, 0))
        subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path)], check=False, timeout=120)
        assert len(list(tmp_path.glob("*/acte.docx"))) == 1
        with scratch_folder(tmp_path) as other:
            assert sorted(tmp_path.iterdir()) == sorted([living, other])


@pytest.mark.skipif(sys.platform == "win32", reason="no locks for folders")
def test_a_folder_that_is_swept_before_it_is_held_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the two a process that sweeps may come, and takes it for one that was left."""
    made: list[str | Path] = []
    opened = os.open

    def swept(path: str | Path, flags: int, *rest: int, dir_fd: int | None = None) -> int:
        if not made:
            made.append(path)
            sweep(tmp_path)
        return opened(path, flags, *rest, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", swept)
    with scratch_folder(tmp_path) as folder:
        assert folder.is_dir()
        assert [folder] != made


def test_a_disk_without_locks_for_folders_is_swept_a_day_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on some drives of other machines, which say so."""
    monkeypatch.setattr("generator.files._held", lambda _: nullcontext())
    with scratch_folder(tmp_path) as first, scratch_folder(tmp_path) as second:
        assert sorted(tmp_path.iterdir()) == sorted([first, second])
        os.utime(first, (0, 0))
        with scratch_folder(tmp_path) as third:
            assert sorted(tmp_path.iterdir()) == sorted([second, third])


def test_a_scratch_folder_that_stays_hides_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a disk that lets nothing be removed any more, what is told is what ended the work."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    def work() -> None:
        with monkeypatch.context() as disk, scratch_folder(tmp_path) as folder:
            (folder / "fichier").touch()
            disk.setattr(os, "unlink", refuse)
            raise ValueError("au milieu")

    with pytest.raises(ValueError, match="au milieu"):
        work()
    assert len(list(tmp_path.iterdir())) == 1
    (tmp_path / f"{UNFINISHED}1-x").touch()
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == [tmp_path / f"{UNFINISHED}1-x"]
    os.utime(tmp_path / f"{UNFINISHED}1-x", (0, 0))
    sweep(tmp_path)
    assert not list(tmp_path.iterdir())
