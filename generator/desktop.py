"""The desktop of this machine: whether somebody sits before it, how it opens a file, how a command is typed there."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

#: What opens a file, where the system does not by itself.
_OPENER = "open" if sys.platform == "darwin" else "xdg-open"
#: Seconds in which a program that can't open the file says so; one that opens it may stay as long as it likes.
_PATIENCE = 3.0


def has_desktop() -> bool:
    """Tell whether somebody sits before this machine, who would see a window."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def typed_command(*words: object) -> str:
    """Return a command as it is typed at the terminal of this system, whatever spaces and quotes its words hold."""
    texts = [str(word) for word in words]
    return subprocess.list2cmdline(texts) if sys.platform == "win32" else shlex.join(texts)


def hand_over(path: Path) -> None:
    """Hand a file to the system. Raises OSError when nothing takes it."""
    if sys.platform == "win32":
        os.startfile(path)
        return
    program = shutil.which(_OPENER)
    if program is None:
        raise FileNotFoundError(2, "programme introuvable", _OPENER)
    quiet = subprocess.DEVNULL
    process = subprocess.Popen([program, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        code = process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        return
    if code:
        raise OSError(code, f"{Path(program).name} a répondu {code}")
