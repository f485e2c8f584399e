"""The standard streams: any terminal takes French there, and one that takes nothing more is told apart."""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from contextlib import suppress

import click

from generator.language.typography import NBSP, NNBSP


def adapt_streams() -> None:
    """Let any terminal take French: what its encoding lacks becomes a space or « ? », never an error.

    Who closed a stream is understood: what is asked there finds nobody, what is said there is lost or refused.
    """

    def plain(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeEncodeError):
            raise error
        lost = error.object[error.start : error.end]
        return "".join(" " if letter in (NBSP, NNBSP) else "?" for letter in lost), error.end

    codecs.register_error("plain", plain)
    # Who closes the standard streams has Python set none.
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115  # until the process ends
    if sys.stdout is None:
        os.open(os.devnull, os.O_WRONLY)  # else the next file to be opened would take what libraries print
        sys.stdout = _ClosedStream()
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # until the process ends
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="plain")


class _ClosedStream(io.TextIOBase):
    """Stands for a standard output that is closed: nothing can be said there."""

    def write(self, text: str) -> int:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def give_up_output() -> None:
    """Let what the standard streams could not take be forgotten: Python would tell it at its end, by another code."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class UnsaidError(OSError):
    """Standard output takes nothing more: it is closed, or leads to a disk that is full."""


def put(text: str | bytes = "", *, end: bool = True, error: bool = False) -> None:
    """Print a text as it is; without one and its ``end``, what is still held back. Raises UnsaidError.

    What the stream of errors does not take is lost, as where it is closed: the exit code tells.
    """
    try:
        click.echo(text, nl=end, err=error)
    except OSError as refused:
        if not error:
            raise UnsaidError(refused.errno, refused.strerror) from refused
