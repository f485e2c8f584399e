"""Where the program's log goes: nowhere, to the terminal with ``--verbose``, to the file that CONVENTIONS_LOG names."""

from __future__ import annotations

import errno
import logging
import os
import sys
from pathlib import Path

from generator.errors import OutputError
from generator.files import why
from generator.progress import LOGGER

#: The environment variable that names a file, to which the log is added.
_VARIABLE = "CONVENTIONS_LOG"


def write_log() -> None:
    """Add the log, with every decision, to the file that the environment names, if it does. Raises OutputError."""
    path = os.environ.get(_VARIABLE)
    if not path:
        return
    try:
        if Path(path).is_fifo():  # whoever opens it waits for somebody to read it
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), path)
        handler = logging.FileHandler(path, encoding="utf-8")
    except OSError as error:
        raise OutputError(
            f"{_VARIABLE} : {path} ne peut pas être écrit ({why(error)}) ; donnez un autre fichier."
        ) from error
    _listen(handler, logging.DEBUG, "%(asctime)s %(process)d %(levelname)s %(message)s")


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
