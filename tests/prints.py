"""What the embedded engine printed and compared in this run of the tests, done once for the same input.

Whole runs make the same few documents again and again: to print and to compare them was a quarter of their time. What
comes back is what the real engine gave before. Files of tests whose matter is the engine or that the same bytes come
again print each time: those of ``PRINT_EACH_TIME``. Likewise, what one process proved of the templates is known to
the others when they begin a file.
"""

from __future__ import annotations

import functools
import hashlib
import importlib
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.files import UNFINISHED, write_whole
from generator.stages import proofs

if TYPE_CHECKING:
    import pytest

#: The folders of tests where runs are whole.
ROOMS = frozenset(("register", "runs", "stages", "web"))
PRINT_EACH_TIME = frozenset(
    ("test_rebuild.py", "test_verify.py", "test_campaign.py", "test_cluster.py", "test_printing.py")
)
#: The functions whose results are kept, each the same for the same input, by the module where they are looked up.
_ONCE = {
    "generator.pdf.embedded": "_convert",
    "generator.pdf.trackprint": "print_redline",
    "generator.avenants.redline": "redline",
}
_REAL: dict[str, Callable[..., Any]] = {}


def remember(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Keep what is printed and compared in ``folder``, which the processes of a run share."""
    for module, name in _ONCE.items():
        _real(module)
        patch.setattr(f"{module}.{name}", functools.partial(_once, folder, module))


def recall_proofs(folder: Path) -> None:
    """Believe what the processes of this run saw printed right."""
    whole = [file for file in folder.glob("*.proofs") if not file.name.startswith(UNFINISHED)]
    proofs._SOUND.update(*(pickle.loads(file.read_bytes()) for file in whole))


def keep_proofs(folder: Path, worker: str) -> None:
    """Tell the others what this process saw printed right."""
    write_whole(folder / f"{worker}.proofs", pickle.dumps(proofs._SOUND))


def _once(folder: Path, module: str, *given: Any, **options: Any) -> Any:
    known = folder / hashlib.sha256(pickle.dumps((module, given, options))).hexdigest()
    if known.exists():
        return pickle.loads(known.read_bytes())
    result = _real(module)(*given, **options)
    write_whole(known, pickle.dumps(result))
    return result


def _real(module: str) -> Callable[..., Any]:
    """Return the function itself: another process, where nothing stands in its place, loads its module alone."""
    if module not in _REAL:
        _REAL[module] = getattr(importlib.import_module(module), _ONCE[module])
    return _REAL[module]
