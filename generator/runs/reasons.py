"""What somebody writes in their own words, for the register or an act: as it reads, whatever it was pasted from."""

from __future__ import annotations

from generator.errors import UsageError
from generator.inputs.settings import UNPRINTABLE
from generator.language.typography import seen


def as_read(text: str) -> str:
    """Return a text without the signs that nobody sees: its lines kept, Word's own too, their ends trimmed."""
    return "\n".join(UNPRINTABLE.sub("", line).rstrip() for line in seen(text).splitlines()).strip()


def reason(text: str, lacking: str) -> str:
    """Return why something is done, as it reads; raises UsageError, which says what lacks, when nothing is."""
    told = as_read(text)
    if not told:
        raise UsageError(lacking)
    return told
