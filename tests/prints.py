"""What the program printed, merged, verified and read in this run of the tests, done once for the same input.

Whole runs make the same few documents again and again: that was half of their time. What comes back is what the real
functions gave before, for the same words and the same files. Files of tests whose matter is the engine or that the
same bytes come again do all of it each time: those of ``PRINT_EACH_TIME``. Likewise, what one process proved of the
templates is known to the others when they begin a file.
"""

from __future__ import annotations

import functools
import glob
import hashlib
import importlib
import io
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.files import UNFINISHED, write_whole
from generator.inspection.literals import Literals
from generator.pdf.assembly import assemble
from generator.pdf.makeup import Assembly
from generator.stages import proofs

if TYPE_CHECKING:
    import pytest

#: The folders of tests where runs are whole.
ROOMS = frozenset(("console", "register", "runs", "stages", "web"))
PRINT_EACH_TIME = frozenset(
    ("test_same_bytes.py", "test_verify.py", "test_campaign.py", "test_cluster.py", "test_printing.py")
)
#: The functions whose results are kept, each the same for the same input, where they are looked up.
_ONCE = (
    ("generator.pdf.embedded", "_convert"),
    ("generator.pdf.trackprint", "print_redline"),
    ("generator.avenants.redline", "redline"),
    ("generator.stages.authors", "write_task"),
    ("generator.stages.checking", "verify_alone"),
    ("generator.stages.reading", "_inspected"),
    ("generator.stages.reading", "_proofread"),
    ("generator.intake.recognition", "recognise"),
)
_REAL: dict[tuple[str, str], Callable[..., Any]] = {}


def remember(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Keep what is done once in ``folder``, which the processes of a run share."""
    for module, name in _ONCE:
        _real(module, name)
        patch.setattr(f"{module}.{name}", functools.partial(_once, folder, module, name))
    patch.setattr("generator.stages.merging.assemble", functools.partial(_assemble, folder))
    found = Literals.in_templates
    patch.setattr(Literals, "in_templates", lambda *given: iter(_kept(folder, lambda: list(found(*given)), given)))


def recall_proofs(folder: Path) -> None:
    """Believe what the processes of this run saw printed right."""
    whole = [file for file in folder.glob("*.proofs") if not file.name.startswith(UNFINISHED)]
    proofs._SOUND.update(*(pickle.loads(file.read_bytes()) for file in whole))


def keep_proofs(folder: Path, worker: str) -> None:
    """Tell the others what this process saw printed right."""
    write_whole(folder / f"{worker}.proofs", pickle.dumps(proofs._SOUND))


class _Likeness(pickle.Pickler):
    """What a call depends on: a file by its name and what it and those of its name hold; a folder by all it holds."""

    def reducer_override(self, given: object) -> Any:
        if not isinstance(given, Path) or given == Path():
            return NotImplemented
        near = given.rglob("*") if given.is_dir() else given.parent.glob(f"{glob.escape(given.stem)}.*")
        return tuple, ([given.name, *((file.name, _held(file)) for file in sorted(near))],)


def _held(file: Path) -> bytes:
    """Return what a file holds; a folder, or what another thread has taken away since, holds nothing."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _kept(folder: Path, make: Callable[[], Any], *given: Any) -> Any:
    written = io.BytesIO()
    _Likeness(written).dump(given)
    known = folder / hashlib.sha256(written.getbuffer()).hexdigest()
    if not known.exists():
        write_whole(known, pickle.dumps(make()))
    return pickle.loads(known.read_bytes())


def _once(folder: Path, module: str, name: str, *given: Any, **options: Any) -> Any:
    return _kept(folder, lambda: _real(module, name)(*given, **options), module, name, given, options)


def _assemble(folder: Path, assembly: Assembly, target: Path, check: Callable[[], None]) -> int:
    def make() -> tuple[int, bytes]:
        return assemble(assembly, target, check), target.read_bytes()

    check()
    pages, merged = _kept(folder, make, assembly, target.name)
    write_whole(target, merged)
    return int(pages)


def _real(module: str, name: str) -> Callable[..., Any]:
    """Return the function itself: another process, where nothing stands in its place, loads its module alone."""
    if (module, name) not in _REAL:
        _REAL[module, name] = getattr(importlib.import_module(module), name)
    return _REAL[module, name]
