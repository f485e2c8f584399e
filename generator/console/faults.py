"""What nobody foresaw: a file that the system refuses, or a fault of the program, which leaves a report."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

import generator
from generator import clock
from generator.console.streams import UnsaidError
from generator.errors import OutputError
from generator.files import write_new
from generator.refusals import not_written, why


def unforeseen(error: OSError) -> OutputError:
    """Return what to tell of a file that the system refuses, or of an output that nobody reads."""
    if error.filename is None and isinstance(error, FileNotFoundError):
        # Of what gives it no file, one asks where the program is, the other (``tempfile``) tried each place it knows.
        told = "Le dossier où vous êtes n’existe plus ; allez dans celui du projet, puis recommencez."
        full = "Aucun dossier temporaire ne peut être écrit ; libérez de la place, ou nommez-en un autre (TMPDIR)."
        return OutputError(full if "temporary" in str(error) else told)
    if isinstance(error, UnsaidError):
        return OutputError(
            f"Le résultat ne peut pas être affiché ({why(error)}) : la sortie du programme est fermée ou pleine ; ce "
            "qui était fait le reste."
        )
    place = "" if error.filename is None else f"{error.filename} : "
    remedy = "vérifiez ce fichier et les droits, puis recommencez"
    return OutputError(f"{place}lecture ou {not_written(error, remedy)}.")


def lacks_memory(error: Exception) -> bool:
    """Tell whether what failed is the memory of the machine: for a library too, the system has no other words."""
    return isinstance(error, MemoryError) or "failed to map segment" in str(error)


def report_fault(error: Exception, arguments: Sequence[str]) -> str:
    """Write what whoever mends the program needs to know, and return the sentence that says where.

    In the current folder, or else among the temporary files.
    """
    moment = clock.now()
    lines = [
        f"conventions {generator.__version__}, {moment.isoformat(timespec='seconds')}",
        f"Python {platform.python_version()}, {platform.platform()}",
        f"conventions {' '.join(arguments)}",
        "",
        *traceback.format_exception(error),
    ]
    name = f"conventions-erreur-{moment:%Y%m%d-%H%M%S}.txt"
    for folder in (Path.cwd(), Path(tempfile.gettempdir())):
        try:
            written = write_new(folder / name, "\n".join(lines).encode("utf-8", "backslashreplace"))
        except OSError:
            continue
        told = f"le détail est dans {written} ; envoyez ce fichier à qui entretient le programme"
        break
    else:
        traceback.print_exception(error, file=sys.stderr)
        told = "le détail est ci-dessus"
    return f"Erreur imprévue du programme ({type(error).__name__}) : {told}. Ce qui n’était pas fini n’a pas été écrit."
