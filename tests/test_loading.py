"""Loading modules without searches for garbage."""

from __future__ import annotations

import gc

import pytest

from generator.loading import loading


def test_garbage_is_searched_again_once_modules_are_loaded() -> None:
    """Not meanwhile, nor ever what they made."""
    before = gc.get_freeze_count()
    with loading():
        kept: list[list[int]] = [[] for _ in range(1000)]
        assert not gc.isenabled()
    assert gc.isenabled()
    assert gc.get_freeze_count() >= before + len(kept)
    gc.unfreeze()


def test_a_module_that_cannot_be_loaded_leaves_the_searches_on() -> None:
    """Its error goes on."""
    with pytest.raises(ImportError, match="nowhere"), loading():
        raise ImportError("nowhere")
    assert gc.isenabled()
    gc.unfreeze()
