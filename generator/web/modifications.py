"""What the page wrote into communes.csv since the server started: the last change is taken back first."""

from __future__ import annotations


class Modifications:
    """The changes of communes.csv, each by the version that was kept of before and the seal of what was written."""

    def __init__(self) -> None:
        self._written: list[tuple[str, str]] = []

    def wrote(self, version: str, seal: str) -> None:
        """Remember a change."""
        self._written.append((version, seal))

    def before(self, seal: str) -> str:
        """Return the version of before the last change; "" when a file of that ``seal`` is not what it wrote."""
        return self._written[-1][0] if self._written and self._written[-1][1] == seal else ""

    def took_back(self) -> None:
        """Forget the last change: the one before it is the last now."""
        del self._written[-1:]
