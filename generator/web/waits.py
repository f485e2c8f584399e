"""What the requests of each browser wait for, so that another request of it can say so meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Waits:
    """The waits that were told and whose request is not answered yet, by browser."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, int], str] = {}

    def teller(self, browser: str) -> Callable[[str], None]:
        """Return what tells a wait of the request that this thread answers; ``browser`` is its session."""
        key = browser, threading.get_ident()

        def tell(text: str) -> None:
            self._told[key] = text

        return tell

    def over(self, browser: str) -> None:
        """Forget what this thread's request waited for."""
        self._told.pop((browser, threading.get_ident()), None)

    def of(self, browser: str) -> str:
        """Return what a browser waits for, the last wait that was told; "" when it waits for nothing."""
        told = reversed(list(self._told.items()))
        return next((text for (one, _), text in told if one == browser), "") if browser else ""
