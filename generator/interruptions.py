"""Who ends a run, by Ctrl-C or otherwise, is answered when nothing is left half done by it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

#: The signals that ask a run to end; Windows lacks the last.
ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
#: Where modules are loaded from, as frames have it, and after how many seconds one may have been loaded.
_LOADER, _SOON = "<frozen importlib", 0.02


def heed() -> None:
    """Have KeyboardInterrupt raised by who asks this run to end, unless it was started to ignore it (``nohup``)."""
    for number in ENDING:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, interrupt)


def interrupt(number: int, frame: FrameType | None) -> None:
    """Raise KeyboardInterrupt, once no module is being loaded: a library in C++ would end the whole process for it."""
    while frame is not None:
        if frame.f_code.co_filename.startswith(_LOADER):
            again = threading.Timer(_SOON, _ask, (number,))
            again.daemon = True
            again.start()
            return
        frame = frame.f_back
    raise KeyboardInterrupt


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep who asks the run to end waiting meanwhile, where the system can; for what takes no time."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ask(number: int) -> None:
    """Send a signal to the main thread: one of another would not wake it."""
    main = threading.main_thread().ident
    if hasattr(signal, "pthread_kill") and main is not None:
        signal.pthread_kill(main, number)
    else:
        signal.raise_signal(number)
