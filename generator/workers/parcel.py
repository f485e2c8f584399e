"""Work as it leaves for another machine: bytes alone, in which a path is no more than the name of a file."""

from __future__ import annotations

import io
import pickle
from pathlib import PurePath, PurePosixPath
from typing import Any


class _Packer(pickle.Pickler):
    """Leaves the folders of this machine out: what would read one of its files elsewhere fails there at once."""

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, PurePath):
            return PurePosixPath, (value.name,)
        return NotImplemented


def packed(value: Any) -> bytes:
    """Return a function or an item as it is sent; the same value of the same program is the same bytes."""
    stream = io.BytesIO()
    _Packer(stream, pickle.HIGHEST_PROTOCOL).dump(value)
    return stream.getvalue()
