"""Where the program's log goes: nowhere, to the terminal with ``--verbose``, to the file that CONVENTIONS_LOG names."""

from __future__ import annotations

import errno
import logging
import os
import re
import sys
from pathlib import Path

from generator.errors import OutputError, UsageError
from generator.progress import LOGGER
from generator.project import refuse_own
from generator.refusals import why

#: The environment variable that names a file, to which the log is added.
_VARIABLE = "CONVENTIONS_LOG"
_LAYOUT = "%(asctime)s %(process)d %(levelname)s %(message)s"
#: How a line of that layout begins.
_LINE, _LONGEST_LINE = re.compile(rb"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \d+ [A-Z]+ "), 80


def write_log() -> None:
    """Add the log, with every decision, to the file that the environment names, if it does.

    Raises OutputError, and UsageError for a file of something else.
    """
    path = os.environ.get(_VARIABLE)
    if not path:
        return
    try:
        if Path(path).is_fifo():  # whoever opens it waits for somebody to read it
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), path)
        _refuse_other(Path(path))
        handler = logging.FileHandler(path, encoding="utf-8")
    except OSError as error:
        raise OutputError(
            f"{_VARIABLE} : {path} ne peut pas être écrit ({why(error)}) ; donnez un autre fichier."
        ) from error
    _listen(handler, logging.DEBUG, _LAYOUT)


def _refuse_other(path: Path) -> None:
    """Refuse a file that is no log, or to begin one among a project's own. Raises UsageError, OSError."""
    if not path.is_file():
        refuse_own(path)
        return
    with path.open("rb") as file:
        first = file.readline(_LONGEST_LINE)
    if first and not _LINE.match(first):
        raise UsageError(f"{_VARIABLE} : {path} n’est pas un journal du programme ; donnez un autre fichier.")


def show_log() -> None:
    """Show the log on standard error: steps and damage."""
    _listen(logging.StreamHandler(sys.stderr), logging.INFO, "%(levelname)s %(message)s")


def close_log() -> None:
    """Stop listening: the next command of this process begins anew."""
    for handler in [found for found in LOGGER.handlers if not isinstance(found, logging.NullHandler)]:
        LOGGER.removeHandler(handler)
        handler.close()


def _listen(handler: logging.Handler, level: int, layout: str) -> None:
    handler.setLevel(level)
    handler.setFormatter(logging.Formatter(layout))
    LOGGER.addHandler(handler)
    LOGGER.setLevel(min(level, LOGGER.level or level))
