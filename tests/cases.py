"""The cases of a test, one after the other."""

from __future__ import annotations

from typing import Any

import pytest


def cases(names: str, *rows: object, **more: Any) -> pytest.MarkDecorator:
    """Have a test run once for each of the ``rows``: the values of its ``names``, which commas part."""
    return pytest.mark.parametrize(names, rows, **more)
